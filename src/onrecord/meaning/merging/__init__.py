"""Merging: which mentions tell of one act, and what they say of it together."""
