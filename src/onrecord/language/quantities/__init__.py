"""Quantities: how much and how many a text says, of what, in which unit and with which bounds."""

from onrecord.language.quantities.finding import Heads, find_quantities

__all__ = ["Heads", "find_quantities"]
