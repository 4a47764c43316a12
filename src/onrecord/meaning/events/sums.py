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
_LINKED = 45
"""Characters between a total and what each year has of it."""
_ENDS = re.compile(r"[.;:!?\n]")


def no_items(parse: Parse, quantities: Sequence[Quantity]) -> tuple[Quantity, ...]:
    """Return the sums of ``quantities`` that tell no money of their own.

    Such are the one before in another currency ("75 million kroner ($7 million)", "5 millions de dollars, soit 3
    milliards de francs") and the price of each of several pieces ("at 6,000 euros apiece", "valant chacun 2 millions").
    """
    sums = [q for q in quantities if is_currency(q.unit)]
    again = [two for one, two in pairwise(sums) if one.unit != two.unit and _says_again(parse, one, two)]
    again += [one for one, two in pairwise(sums) if _is_changed(parse, one, two)]
    yearly = [pair[n] for pair in pairwise(sums) for n in (0, 1) if _is_share(parse, pair[n], pair[1 - n], pair)]
    return (*again, *yearly, *(q for q in sums if q not in again and _is_of_piece(parse, q)))


def _is_changed(parse: Parse, one: Quantity, two: Quantity) -> bool:
    """Say whether a sum is what another is told to have been before ("cut its aid from 93 to 50 million")."""
    before = parse.text[max(0, one.span.start - _NEAR) : one.span.start].lower().split()[-1:]
    between = parse.text[one.span.end : two.span.start].lower().split()
    from_, to = (closed_class(parse.language, name) for name in ("changed_from", "changed_to"))
    return one.unit == two.unit and between[:1] == between[-1:] and to.issuperset(between) and from_.issuperset(before)


def _is_share(parse: Parse, share: Quantity, total: Quantity, pair: tuple[Quantity, Quantity]) -> bool:
    """Say whether a sum is what each year has of the total told beside it ("250 million over five years, or 50 million
    a year")."""
    one, two = pair
    between = parse.text[(one.whole or one.span).end : two.span.start]
    if share.unit != total.unit or (share.high or 0) >= (total.high or 0) or _ENDS.search(between):
        return False
    behind = parse.text[share.span.end : share.span.end + _NEAR].lower().lstrip()
    told = parse.text[share.span.start : share.span.end].lower()
    regular = _phrase(parse.language, "per_year", "")
    words = between.split()
    again = not closed_class(parse.language, "saying_again").isdisjoint(word.lower() for word in words)
    linked = len(between) <= _LINKED and ("," in between or again) and not any(word[0].isupper() for word in words)
    return linked and (regular.match(behind) is not None or regular.search(told) is not None)


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
