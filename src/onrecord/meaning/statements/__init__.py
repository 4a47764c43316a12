"""Statements: who is said to have said what, to whom, in which form."""

from onrecord.meaning.statements.extraction import extract_statements, find_statements, statement_over

__all__ = ["extract_statements", "find_statements", "statement_over"]
