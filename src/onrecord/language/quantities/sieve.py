"""The sieve: the stretches of a text about what may be a number, so that only they are cut into words.

The pieces between blanks are looked up whole; what each may be is kept, since a newspaper's words are few.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import accumulate
from typing import Final

from onrecord.core.spans import Span
from onrecord.language.quantities.grammar import numbers
from onrecord.language.quantities.lexing import split_words
from onrecord.language.quantities.units import units

_PLAIN, _GOING_ON, _RATIO, _ARTICLE, _NUMBER = "0GRAN"
_OPENING: Final = re.compile(f"{_NUMBER}|{_ARTICLE}(?!{_PLAIN}[^{_RATIO}][^{_RATIO}])")
"""A number, or an article that something may follow which makes an amount of it ("un sur trois", "one in five")."""
_BEFORE: Final = 10
"""Pieces before a number that may bear on it."""
_AFTER: Final = 14
"""Pieces after a number that may bear on it, itself among them."""
_MARKS: Final = frozenset(".,;:!?)")
_MOST_KEPT: Final = 50_000


class _Kinds(dict[str, str]):
    """The kinds of the pieces met so far: a number, an article, what goes on with a number or joins two, others."""

    def __init__(self, language: str) -> None:
        self._grammar = numbers(language)
        self._units = units(language)

    def __missing__(self, piece: str) -> str:
        if len(self) >= _MOST_KEPT:
            self.clear()
        if piece[:-1].isalpha() and piece[-1] in _MARKS:
            kind = self[piece[:-1]]
            kind = _NUMBER if kind == _ARTICLE else kind
        else:
            kind = self._kind(piece)
        self[piece] = kind
        return kind

    def _kind(self, piece: str) -> str:
        grammar = self._grammar
        words = split_words(piece, elision=grammar.elision)
        if len(words.low) == 1 and words.low[0] in grammar.lists.articles:
            return _ARTICLE if words.low[0] in grammar.starters else _GOING_ON
        if any(word in grammar.starters or word[0].isnumeric() for word in words.low):
            return _NUMBER
        if not grammar.lists.ratio_words.isdisjoint(words.low):
            return _RATIO
        first = words.at(0)
        plain = first.isalpha() and first not in grammar.continued and first not in self._units.openers
        return _PLAIN if plain and words.words[0] not in self._units.sign_openers else _GOING_ON


@cache
def _kinds(language: str) -> Mapping[str, str]:
    return _Kinds(language)


def stretches(text: str, language: str, times: Sequence[Span]) -> list[tuple[int, int]]:
    """Return the stretches of ``text`` (code points) that may hold a quantity with all that bears on it, in order.

    What stands within one of ``times`` (in order) is no number to look about.
    """
    pieces = text.replace("\n", " ").split(" ")
    places = [match.start() for match in _OPENING.finditer("".join(map(_kinds(language).__getitem__, pieces)))]
    if not places:
        return []
    ends = list(accumulate(map(len, pieces)))
    found: list[tuple[int, int]] = []
    for place in _untimed(places, pieces, ends, times) if times else places:
        first, last = place - _BEFORE, place + _AFTER
        if found and first <= found[-1][1]:
            found[-1] = found[-1][0], last
        else:
            found.append((first, last))
    size = len(pieces)
    return [
        (ends[first - 1] + first if first > 0 else 0, ends[last - 1] + last - 1 if last < size else len(text))
        for first, last in found
    ]


def _untimed(places: list[int], pieces: list[str], ends: list[int], times: Sequence[Span]) -> Iterator[int]:
    """Yield the ``places`` of pieces that lie within none of ``times``."""
    following = iter((*times, Span(ends[-1] + len(pieces), 0)))
    time = next(following)
    for place in places:
        end = ends[place] + place
        while time.end < end - 1 and time.end:
            time = next(following)
        if end - len(pieces[place]) < time.start or end - (pieces[place][-1] in _MARKS) > time.end:
            yield place
