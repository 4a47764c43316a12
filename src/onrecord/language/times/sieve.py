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
        self._kinds: dict[str, int] = {}
        _, going, making, *_ = shared.join(self._kind)
        # What makes an expression first, which the search for a class of letters passes the others over to
        self._stretch = re.compile(f"[{making}][{going}{making}]*+")
        self._going = frozenset(going)

    def _kind(self, piece: str) -> int:
        lexicon = self._lexicon
        across = lexicon.across
        if piece.isalpha():
            # Nearly all pieces are one word: no need to cut them
            kind = self._of_code(lexicon.code(piece))
            return 2 if kind < 2 and across is not None and across.fullmatch(piece) else kind
        if piece[:-1].isalpha() and piece[-1] in _MARKS:
            return max(self._kind(piece[:-1]), self._of_code(lexicon.code(piece[-1])))
        if across is not None and across.search(piece):
            return 2
        tokens = lexicon.read(piece)
        # Figures, whose neighbours decide what they are, and an empty piece, between two blanks, part nothing
        return max(self._of_code(tokens.codes), int(bool(tokens.figures or not tokens.codes)))

    def _of_code(self, codes: str) -> int:
        """Return the kind of a piece that is these codes; kept, since a language has few."""
        kind = self._kinds.get(codes)
        if kind is None:
            kind = self._kinds[codes] = 2 if self._runs.search(codes) else int(bool(codes.strip(OTHER)))
        return kind

    def stretches(self, text: str) -> Iterator[Tokens]:
        """Yield the tokens of each stretch of ``text`` that may hold an expression, in their order."""
        _, kinds, letters = self._shared.sifted(text)
        read, going = self._lexicon.read, self._going
        for match in self._stretch.finditer(kinds):
            first, last = match.span()
            while first and kinds[first - 1] in going:
                first -= 1
            yield read(text, letters[first] + first, letters[last] + last - 1)
