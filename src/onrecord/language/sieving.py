"""Sieving: a text cut once at its blanks for all finders that look only at the stretches that may hold what they seek.

Each finder says what kind of piece a word is to it; the kinds of all of them stand in one character a piece, over which
their patterns run. What a piece is is kept, since a newspaper's words are few, and so are the last texts, since the
finders read the same batch one after the other.
"""

from collections.abc import Callable
from functools import cache
from itertools import accumulate
from operator import itemgetter
from typing import Final, NamedTuple

_MOST_KEPT: Final = 50_000
_TEXTS_KEPT: Final = 16
"""As many as go through the stages together by default (``batch`` of the configuration)."""
_READERS: Final = 2
_KINDS: Final = 8
_FIRST: Final = 0xC0
"""Letters of one byte, which classes of a regular expression know at a glance."""


class Pieces(NamedTuple):
    """The pieces of a text in order (empty between two blanks), a character for each that says what kind it is, and the
    letters before each and before the end, blanks left out: piece ``n`` begins ``n`` characters later."""

    pieces: list[str]
    kinds: str
    letters: list[int]


class Sieve:
    """The kinds of the pieces of one language's texts met so far, as up to two readers see them."""

    def __init__(self) -> None:
        """Begin with no reader and no piece."""
        self._met: dict[str, str] = {}
        self._readers: list[Callable[[str], int]] = []
        self._texts: dict[str, Pieces] = {}

    def join(self, reader: Callable[[str], int]) -> tuple[str, ...]:
        """Add a reader, which says for a piece which of at most eight kinds it is, 0 for a plain one.

        Returns for each of these kinds the characters that mean it, to be used in a class of a regular expression.
        """
        place = len(self._readers)
        if place == _READERS:
            raise ValueError("a sieve has no room for a third reader")
        self._readers.append(reader)
        self._texts.clear()
        self._met.clear()
        codes = range(_KINDS**_READERS)
        return tuple(
            "".join(chr(_FIRST + code) for code in codes if code // _KINDS**place % _KINDS == kind)
            for kind in range(_KINDS)
        )

    def _meet(self, pieces: list[str]) -> None:
        """Keep the characters of pieces not met before."""
        met = self._met
        if len(met) >= _MOST_KEPT:
            met.clear()
        for piece in set(pieces).difference(met):
            code = 0
            for reader in reversed(self._readers):
                code = code * _KINDS + reader(piece)
            met[piece] = chr(_FIRST + code)

    def sifted(self, text: str) -> Pieces:
        """Return the pieces of ``text`` with their kinds; nobody changes them."""
        found = self._texts.get(text)
        if found is None:
            if len(self._texts) >= _TEXTS_KEPT:
                self._texts.pop(next(iter(self._texts)), None)
            pieces = text.replace("\n", " ").split(" ")
            letters = list(accumulate(map(len, pieces), initial=0))
            # All looked up in one go, twice as fast as one by one
            look_up = itemgetter(*pieces)
            try:
                kinds = look_up(self._met)
            except KeyError:
                self._meet(pieces)
                kinds = look_up(self._met)
            found = self._texts[text] = Pieces(pieces, "".join(kinds), letters)
        return found


@cache
def sieve(language: str) -> Sieve:
    """Return the sieve of a language, which its finders share."""
    return Sieve()
