"""The sieve: the few stretches of a text that may hold a time expression, so that only they are cut into tokens.

The pieces between blanks are looked up whole: nothing of time (0), what only goes with an expression (1: "the", "of",
"12"), what can make one (2: "Monday", "2024").
"""

import re
from collections.abc import Iterator
from typing import Final

from onrecord.language.sieving import Sieve as Pieces
from onrecord.language.times.lexicon import OTHER, Lexicon, Tokens

_MARKS: Final = frozenset(".,;:!?)")


class Sieve:
    """Finds the stretches of texts that may hold an expression; ``runs`` is the run of codes that may be one."""

    def __init__(self, lexicon: Lexicon, runs: re.Pattern[str], shared: Pieces) -> None:
        """Take over the words and let ``shared`` cut the texts."""
        self._lexicon = lexicon
        self._runs = runs
        self._shared = shared
        _, going, making, *_ = shared.join(self._kind)
        self._stretch = re.compile(f"[{going}]*+[{making}][{going}{making}]*+")

    def _kind(self, piece: str) -> int:
        if piece[:-1].isalpha() and piece[-1] in _MARKS:
            return max(self._kind(piece[:-1]), self._kind(piece[-1]))
        lexicon = self._lexicon
        across = lexicon.across is not None and lexicon.across.search(piece)
        if piece.isalpha():
            # Nearly all pieces are one word: no need to cut them
            code = lexicon.code(piece)
            return 2 if across or self._runs.search(code) else int(code != OTHER)
        tokens = lexicon.read(piece)
        if across or self._runs.search(tokens.codes):
            return 2
        # Figures, whose neighbours decide what they are, and an empty piece, between two blanks, part nothing
        return int(bool(tokens.figures or not tokens.codes or tokens.codes.strip(OTHER)))

    def stretches(self, text: str) -> Iterator[Tokens]:
        """Yield the tokens of each stretch of ``text`` that may hold an expression, in their order."""
        pieces, kinds = self._shared.sifted(text)
        read = self._lexicon.read
        piece = start = 0
        for match in self._stretch.finditer(kinds):
            first, last = match.span()
            if first > piece:
                start += len(" ".join(pieces[piece:first])) + 1
            end = start + len(" ".join(pieces[first:last]))
            yield read(text, start, end)
            piece, start = last, end + 1
