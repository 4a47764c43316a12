"""Statements: who is said to have said what, to whom, in which form."""

from onrecord.meaning.statements.extraction import extract_statements, find_statements, statement_over
from onrecord.meaning.statements.grammar import governs_what_it_vouches_for

__all__ = ["extract_statements", "find_statements", "governs_what_it_vouches_for", "statement_over"]
