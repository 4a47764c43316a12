"""Quantities: how much and how many a text says, of what, in which unit and with which bounds."""

from onrecord.language.quantities.finding import Heads, find_quantities
from onrecord.language.quantities.heads import heads_of
from onrecord.language.quantities.units import country_currencies

__all__ = ["Heads", "country_currencies", "find_quantities", "heads_of"]
