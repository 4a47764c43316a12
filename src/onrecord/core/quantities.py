"""Quantities: the words, the bounds they set, the unit and what is counted."""

from typing import NamedTuple

from onrecord.core.spans import Span
from onrecord.core.vocabulary import Approx

Number = int | float


class Quantity(NamedTuple):
    """Words of a text that say how much or how many.

    ``low`` and ``high`` are inclusive bounds in ``unit``; None where open or, with both None, where the words give no
    number ("several"). ``unit`` is a UCUM code (``t``, ``km``, ``%``), an ISO 4217 currency (``USD``), or for counts
    the counted noun as a singular English word (``helicopter``); ``what`` is the noun that is measured or counted, as
    in the text, whole; ``what_span`` its characters. ``span`` covers the words of number, bounds and unit; ``whole``
    also the noun and its complements ("25,000 tons of wheat"). ``by_convention`` marks a value or unit that the words
    leave open and a stated convention fills ("dozens" as 24 to 99, a bare "$" as USD). ``currencies`` are the ISO 4217
    codes that the name of the money may mean, the convention's first, where no country has settled it ("francs").
    """

    span: Span
    text: str
    low: Number | None
    high: Number | None
    unit: str | None
    approx: Approx
    what: str | None = None
    what_span: Span | None = None
    whole: Span | None = None
    by_convention: bool = False
    currencies: tuple[str, ...] = ()
