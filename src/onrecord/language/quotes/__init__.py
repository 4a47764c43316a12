"""Quotation marks: which characters of a text are quoted, and whether as speech or as a mere phrase."""

from onrecord.language.quotes.finding import find_quotes
from onrecord.language.quotes.quote import Quote, QuoteKind

__all__ = ["Quote", "QuoteKind", "find_quotes"]
