"""Promises: which entries are about one commitment, how far it has come and what is outstanding."""
