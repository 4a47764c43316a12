"""Passages: the stretches of words that two reports share, found by seeds of five words and grown as far as they agree.

Greedy string tiling (Wise 1993): longest first, each word used once. Linear in the words but for words repeated often.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

SEED: Final = 5
_MOST_PLACES: Final = 8


@dataclass(frozen=True, slots=True, order=True)
class Passage:
    """``length`` words that stand in both, from word ``ours`` of the one and word ``theirs`` of the other on."""

    ours: int
    theirs: int
    length: int


type Seeds = Mapping[tuple[str, ...], Sequence[int]]


def seeds_of(words: Sequence[str], seed: int = SEED) -> Seeds:
    """Return every run of ``seed`` words with the first eight places where it begins."""
    places: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for n, run in enumerate(zip(*(words[k:] for k in range(seed)), strict=False)):
        held = places[run]
        if len(held) < _MOST_PLACES:
            held.append(n)
    return dict(places)


def shared_passages(
    ours: Sequence[str], theirs: Sequence[str], known: tuple[Seeds, Seeds] | None = None
) -> tuple[Passage, ...]:
    """Return the passages of five words and more that both share, in the order of ``ours``, none overlapping.

    ``known`` are the ``seeds_of`` both, where they have been made before.
    """
    seed = SEED
    mine, yours = known or (seeds_of(ours), seeds_of(theirs))
    grown = []
    reached: dict[int, int] = {}
    for n, both in sorted((n, run) for run in mine.keys() & yours.keys() for n in mine[run]):
        for m in yours[both]:
            if reached.get(m - n, -1) > n:
                continue
            length = seed
            while n + length < len(ours) and m + length < len(theirs) and ours[n + length] == theirs[m + length]:
                length += 1
            reached[m - n] = n + length - seed + 1
            grown.append((length, n, m))
    return _tiled(grown, len(ours), len(theirs), seed)


def _tiled(grown: list[tuple[int, int, int]], ours: int, theirs: int, seed: int) -> tuple[Passage, ...]:
    taken, held = bytearray(ours), bytearray(theirs)
    found = []
    for length, n, m in sorted(grown, key=lambda each: (-each[0], each[1], each[2])):
        first = 0
        while first < length and (taken[n + first] or held[m + first]):
            first += 1
        last = first
        while last < length and not (taken[n + last] or held[m + last]):
            last += 1
        if last - first >= seed:
            found.append(Passage(n + first, m + first, last - first))
            taken[n + first : n + last] = b"\1" * (last - first)
            held[m + first : m + last] = b"\1" * (last - first)
    return tuple(sorted(found))
