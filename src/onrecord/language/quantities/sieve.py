"""The sieve: the stretches of a text about what may be a number, so that only they are cut into words.

The pieces between blanks are looked up whole: plain, what goes on with a number, what joins the two of a ratio, an
article, a number.
"""

import re
from collections.abc import Sequence
from functools import cache
from typing import Final, NamedTuple

from onrecord.core.spans import Span
from onrecord.language.quantities.grammar import Numbers, numbers
from onrecord.language.quantities.lexing import split_words
from onrecord.language.quantities.units import Units, units
from onrecord.language.sieving import Pieces, sieve

_PLAIN, _GOING_ON, _RATIO, _ARTICLE, _NUMBER = range(5)
_BEFORE: Final = 7
"""Pieces before a number that may bear on it."""
_AFTER: Final = 11
"""Pieces after a number that may bear on it, itself among them."""
_MARKS: Final = frozenset(".,;:!?)")


class Stretches(NamedTuple):
    """The stretches of a text that may hold a quantity with all that bears on it, and in them the pieces that may be
    its number, all in order (code points)."""

    stretches: list[tuple[int, int]]
    openings: list[tuple[int, int]]


class _Sieve:
    """Tells what pieces of a language's texts may be numbers."""

    def __init__(self, language: str) -> None:
        self._grammar = numbers(language)
        self._units = units(language)
        self._kinds = _kinds(self._grammar, self._units)
        shared = sieve(language)
        kinds = shared.join(self._kind)
        plain, ratio, article, number = (kinds[kind] for kind in (_PLAIN, _RATIO, _ARTICLE, _NUMBER))
        # A number, or an article that something may follow which makes an amount of it ("un sur trois", "one in five")
        self._opening = re.compile(f"[{number}]|[{article}](?![{plain}][^{ratio}][^{ratio}])")
        self._shared = shared

    def sifted(self, text: str) -> Pieces:
        """Return the pieces of ``text``, and which of them open a number."""
        return self._shared.sifted(text)

    def openings(self, kinds: str) -> list[int]:
        """Return which pieces of these kinds may open a number."""
        return [match.start() for match in self._opening.finditer(kinds)]

    def _kind(self, piece: str) -> int:
        if piece.isalpha():
            # Nearly all pieces are one word: no need to cut them
            return self._of_word(piece)
        if piece[:-1].isalpha() and piece[-1] in _MARKS:
            kind = self._of_word(piece[:-1])
            return _NUMBER if kind == _ARTICLE else kind
        grammar = self._grammar
        written = split_words(piece, elision=grammar.elision).words
        low = list(map(str.lower, written))
        if len(low) == 1 and low[0] in grammar.lists.articles:
            return self._kinds[low[0]]
        if any(word in grammar.starters or word[0].isnumeric() for word in low):
            return _NUMBER
        if not grammar.lists.ratio_words.isdisjoint(low):
            return _RATIO
        first = low[0] if low else ""
        plain = first.isalpha() and first not in grammar.continued and first not in self._units.openers
        return _PLAIN if plain and written[0] not in self._units.sign_openers else _GOING_ON

    def _of_word(self, word: str) -> int:
        """Return the kind of a piece that is one word of letters."""
        low = word.lower()
        kind = self._kinds.get(low)
        if kind is not None:
            return kind
        if low[0].isnumeric():
            return _NUMBER
        return _PLAIN if low.isalpha() and word not in self._units.sign_openers else _GOING_ON


def _kinds(grammar: Numbers, units: Units) -> dict[str, int]:
    """Return the kinds of the words of a language that are not plain, in lower case."""
    kinds = dict.fromkeys((*grammar.continued, *units.openers), _GOING_ON)
    kinds |= dict.fromkeys(grammar.lists.ratio_words, _RATIO) | dict.fromkeys(grammar.starters, _NUMBER)
    return kinds | {word: _ARTICLE if word in grammar.starters else _GOING_ON for word in grammar.lists.articles}


@cache
def _sieve(language: str) -> _Sieve:
    return _Sieve(language)


def stretches(text: str, language: str, times: Sequence[Span]) -> Stretches:
    """Return where ``text`` may hold quantities.

    What stands within one of ``times`` (in order) is no number to look about.
    """
    found_by = _sieve(language)
    pieces, kinds, letters = found_by.sifted(text)
    following = iter(times)
    time = next(following, None)
    openings: list[tuple[int, int]] = []
    found: list[tuple[int, int]] = []
    size = len(pieces)
    for place in found_by.openings(kinds):
        start, end = letters[place] + place, letters[place + 1] + place
        while time is not None and time.end < end - 1:
            time = next(following, None)
        if time is not None and time.start <= start and end - (pieces[place][-1] in _MARKS) <= time.end:
            continue
        openings.append((start, end))
        first, last = max(0, place - _BEFORE), min(place + _AFTER, size)
        if found and first <= found[-1][1]:
            first = found.pop()[0]
        found.append((first, last))
    return Stretches([(letters[first] + first, letters[last] + last - 1) for first, last in found], openings)
