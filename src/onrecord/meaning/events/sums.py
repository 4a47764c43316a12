"""Sums: which sums of money are no item of an act, since they only say another sum again or are the price of one
piece."""

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from onrecord.core.parse import Parse
from onrecord.core.quantities import Quantity
from onrecord.language.tense import closed_class
from onrecord.meaning.events.figures import is_currency

_NEAR = 30
"""Characters about a sum within which its preposition stands, and the words that make it the price of a piece."""
_ENDS = re.compile(r"[.;:!?\n]")


def no_items(parse: Parse, quantities: Sequence[Quantity]) -> tuple[Quantity, ...]:
    """Return the sums of ``quantities`` that tell no money of their own.

    Such are the one before in another currency ("75 million kroner ($7 million)", "5 millions de dollars, soit 3
    milliards de francs") and the price of each of several pieces ("at 6,000 euros apiece", "valant chacun 2 millions").
    """
    sums = [q for q in quantities if is_currency(q.unit)]
    again = [two for one, two in pairwise(sums) if one.unit != two.unit and _says_again(parse, one, two)]
    return (*again, *(q for q in sums if q not in again and _is_of_piece(parse, q)))


def _says_again(parse: Parse, one: Quantity, two: Quantity) -> bool:
    start = one.span.end if (one.whole or one.span).end > two.span.start else (one.whole or one.span).end
    between = parse.text[start : two.span.start]
    if len(between) > _NEAR:
        return False
    words = between.strip(" ,()[]/–—-\u00a0").lower()
    if words:
        return words in closed_class(parse.language, "saying_again")
    return between.strip()[-1:] in ("(", "[", "/") and parse.text[two.span.end : two.span.end + 1] in (
        ")",
        "]",
        "",
        " ",
    )


def _is_of_piece(parse: Parse, quantity: Quantity) -> bool:
    text = parse.text
    before = _ENDS.split(text[max(0, quantity.span.start - _NEAR) : quantity.span.start].lower())[-1]
    after = _ENDS.split(text[quantity.span.end : quantity.span.end + _NEAR].lower())[0]
    priced = _phrase(parse.language, "pricing", r"(?:\w*\s+){0,2}$").search(before)
    if priced is None:
        return False
    each = _phrase(parse.language, "of_each", "")
    return each.match(after.lstrip(" ,")) is not None or _phrase(parse.language, "each", "").search(before) is not None


@cache
def _phrase(language: str, name: str, behind: str) -> re.Pattern[str]:
    """Return a pattern of the words of a closed class, one of which must stand, and then ``behind``."""
    words = sorted(closed_class(language, name), key=lambda word: (-len(word), word))
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b{behind}")
