"""Quantities: how much and how many a text says, of what, in which unit and with which bounds."""

from onrecord.language.quantities.finding import Heads, find_quantities
from onrecord.language.quantities.heads import heads_of

__all__ = ["Heads", "find_quantities", "heads_of"]
