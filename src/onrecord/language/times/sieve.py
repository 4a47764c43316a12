"""The sieve: the few stretches of a text that may hold a time expression, so that only they are cut into tokens.

The pieces between blanks are looked up whole. What each may be is kept, since a newspaper's words are few: nothing of
time (0), what only goes with an expression (1: "the", "of", "12"), what can make one (2: "Monday", "2024").
"""

import re
from collections.abc import Iterator
from typing import Final

from onrecord.language.times.lexicon import OTHER, Lexicon, Tokens

_STRETCH: Final = re.compile(r"1*+2[12]*+")
_MARKS: Final = frozenset(".,;:!?)")
_MOST_KEPT: Final = 50_000


class _Kinds(dict[str, str]):
    """The kinds of the pieces met so far."""

    def __init__(self, lexicon: Lexicon, runs: re.Pattern[str]) -> None:
        self._lexicon = lexicon
        self._runs = runs

    def __missing__(self, piece: str) -> str:
        if len(self) >= _MOST_KEPT:
            self.clear()
        if piece[:-1].isalpha() and piece[-1] in _MARKS:
            kind = max(self[piece[:-1]], self[piece[-1]])
        else:
            kind = self._kind(piece)
        self[piece] = kind
        return kind

    def _kind(self, piece: str) -> str:
        tokens = self._lexicon.read(piece)
        across = self._lexicon.across
        if self._runs.search(tokens.codes) or (across is not None and across.search(piece)):
            return "2"
        # Figures, whose neighbours decide what they are, and an empty piece, between two blanks, part nothing
        return "1" if tokens.figures or not tokens.codes or tokens.codes.strip(OTHER) else "0"


class Sieve:
    """Finds the stretches of texts that may hold an expression; ``runs`` is the run of codes that may be one."""

    def __init__(self, lexicon: Lexicon, runs: re.Pattern[str]) -> None:
        self._lexicon = lexicon
        self._kinds = _Kinds(lexicon, runs)

    def stretches(self, text: str) -> Iterator[Tokens]:
        """Yield the tokens of each stretch of ``text`` that may hold an expression, in their order."""
        pieces = text.replace("\n", " ").split(" ")
        kinds = "".join(map(self._kinds.__getitem__, pieces))
        piece = start = 0
        for match in _STRETCH.finditer(kinds):
            first, last = match.span()
            start += sum(map(len, pieces[piece:first])) + first - piece
            end = start + sum(map(len, pieces[first:last])) + last - first
            yield self._lexicon.read(text, start, end - 1)
            piece, start = last, end
