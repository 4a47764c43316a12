"""Counterparts: which mention of a report is which mention of a copy, rewrite or translation of it.

What descends from a report tells its acts in its order. The passages and sentences that both share say where in the one
to expect what stands at some place of the other; of the mentions near there the most alike is the counterpart, however
else the two were read. The places between shared ones are interpolated, as in the alignment of sentences by anchors
(Gale and Church 1993); each mention has one counterpart at most, taken greedily from the best pair on.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import Final

from onrecord.core.spans import Span
from onrecord.core.tables import packaged_table
from onrecord.meaning.merging.goods import may_be_same
from onrecord.meaning.merging.relating import return_visits
from onrecord.meaning.merging.tellings import Telling, fold

type Place = tuple[Span, Span, bool]
"""Characters of ours and of theirs that tell the same; whether word for word."""
type Point = tuple[int, int]

_COUNTERPART: Final = 1.0
_SLACK: Final = 60
"""How many characters a word may stand from where it is in the other copy of a passage."""
_FAR: Final = 300
_STEM: Final = 5
_SMOOTHING: Final = 1.5


def counterparts(ours: Sequence[Telling], theirs: Sequence[Telling], places: Sequence[Place]) -> dict[str, str]:
    """Return the counterpart of each of ``ours`` among ``theirs``, by id, where it has one.

    Both are all the mentions of one report; ``places`` are what lineage found to tell the same in both.
    """
    if not (ours and theirs and places):
        return {}
    found = dict(word_for_word(ours, theirs, places))
    taken = set(found.values())
    left, free = [t for t in ours if t.id not in found], [t for t in theirs if t.id not in taken]
    if not (left and free):
        return found
    known = order_of(places, (len(ours[0].text), len(theirs[0].text)))
    scored = sorted(
        (-score, one.event.trigger, other.event.trigger, one.id, other.id)
        for one in left
        for at in (expected_at(known, one.event.trigger.start),)
        for other in free
        if not return_visits(one, other) and (score := _score(one, other, at)) >= _COUNTERPART
    )
    for _, _, _, one_id, other_id in scored:
        if one_id not in found and other_id not in taken:
            found[one_id] = other_id
            taken.add(other_id)
    return found


@cache
def weights() -> dict[str, float]:
    """Return the weight of each feature."""
    rows = packaged_table("onrecord.meaning.merging", "counterparts.tsv")
    return {row["feature"]: float(row["weight"]) for row in rows}


def traits(one: Telling, other: Telling, expected: float) -> dict[str, float]:
    """Return the features of two mentions of which the second is to be ``expected`` at that character, 0 to 1 each."""
    a, b = one.event, other.event
    together = one.language == other.language
    mine, yours = (one.words, other.words) if together else (one.concepts, other.concepts)
    figures = [{(item.low, item.high, item.unit) for item in told.amounts} for told in (one, other)]
    triggers = [fold(told.event.trigger.of(told.text))[:_STEM] for told in (one, other)]
    return {
        "close": max(0.0, 1 - abs(b.trigger.start - expected) / _FAR),
        "type": float(a.type == b.type),
        "words": len(mine & yours) / (min(len(mine), len(yours)) + _SMOOTHING),
        "figure": float(bool(figures[0] & figures[1])),
        "goods": float(any(may_be_same(x, y) for x in one.nouns for y in other.nouns)),
        "other_goods": float(_other_goods(one, other)),
        "trigger": float(together and triggers[0] == triggers[1]),
        "stage": float(a.stage == b.stage),
        "time": float(a.when is not None and a.when == b.when),
    }


def _other_goods(one: Telling, other: Telling) -> bool:
    """Say whether both name goods, and of no kind in common: of two acts told in one sentence each is the counterpart
    of its own."""
    kinds = [{item.category for item in told.event.items} for told in (one, other)]
    return all(kinds) and not kinds[0] & kinds[1] and not any("other" in each for each in kinds)


def _score(one: Telling, other: Telling, expected: float) -> float:
    known = weights()
    return sum(known[name] * value for name, value in traits(one, other, expected).items())


def word_for_word(
    ours: Sequence[Telling], theirs: Sequence[Telling], places: Iterable[Place]
) -> Iterator[tuple[str, str]]:
    """Yield the mentions told by the same word at the same place of a passage that both have word for word."""
    taken: set[str] = set()
    for mine, yours, exact in places:
        if not exact:
            continue
        held = [told for told in theirs if told.id not in taken and _holds(yours, told)]
        for one in (told for told in ours if held and told.id not in taken and _holds(mine, told)):
            word, start = _word(one), one.event.trigger.start - mine.start + yours.start
            apart = [(abs(told.event.trigger.start - start), told.id) for told in held if _word(told) == word]
            apart = [(far, id) for far, id in apart if far <= _SLACK and id not in taken]
            if apart:
                found = min(apart)[1]
                taken |= {one.id, found}
                yield one.id, found


def _word(told: Telling) -> str:
    return fold(told.event.trigger.of(told.text))


def _holds(span: Span, told: Telling) -> bool:
    return span.start <= told.event.trigger.start < span.end


def order_of(places: Iterable[Place], lengths: Point) -> list[Point]:
    """Return the longest chain of places that stand in the same order in both texts, from begin to end (patience
    sorting; Schensted 1961)."""
    ends = {(span.start, other.start) for span, other, _ in places}
    ends |= {(span.end - 1, other.end - 1) for span, other, _ in places}
    # Of equal places in ours the later in theirs first, so that only one of them can be in the chain.
    points = sorted(ends, key=lambda point: (point[0], -point[1]))
    tails: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for n, (_, theirs) in enumerate(points):
        at = bisect_right(tails, theirs)
        before.append(last[at - 1] if at else -1)
        tails[at : at + 1] = [theirs]
        last[at : at + 1] = [n]
    found: list[Point] = []
    n = last[-1] if last else -1
    while n >= 0:
        found.append(points[n])
        n = before[n]
    inner = [point for point in reversed(found) if 0 < point[0] < lengths[0]]
    return [(0, 0), *inner, lengths]


def expected_at(chain: Sequence[Point], start: int) -> float:
    """Return where in the other text to expect what stands at ``start`` in ours."""
    for (left, low), (right, high) in pairwise(chain):
        if start < right:
            return low + (high - low) * (start - left) / max(1, right - left)
    return float(chain[-1][1])
