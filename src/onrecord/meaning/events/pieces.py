"""Pieces: the parts of words that the encoder reads, cut by the most likely segmentation of a unigram language model.

The method is Kudo's (2018, "Subword regularization", the Viterbi path); pieces and their logarithmic probabilities are
those of the model's own vocabulary (``data/pieces.tsv``).
"""

import re
import unicodedata
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

FIRST, FILLER, LAST, UNKNOWN = 0, 1, 2, 3
"""The ids of the marks that open a text, fill a row, close a text and stand for what no piece is made for."""

_SPACE = "\u2581"
_CHUNK = re.compile(r"\S+")
_UNLIKELY = 10.0
_KEPT = 50_000


class Piece(NamedTuple):
    """One piece: its id, and how many code points after the start of what was cut it begins and ends."""

    id: int
    start: int
    end: int


class Pieces:
    """The pieces of one vocabulary."""

    def __init__(self) -> None:
        table = (files("onrecord.meaning.events") / "data" / "pieces.tsv").read_text("utf-8")
        rows = [line.split("\t") for line in table.split("\n") if line and not line.startswith("# ")]
        self.names = [piece for piece, _ in rows]
        """The pieces by their ids."""
        self._known = {piece: (n, float(score)) for n, (piece, score) in enumerate(rows)}
        self._widest = max(map(len, self._known))
        self._worst = min(score for _, score in self._known.values()) - _UNLIKELY
        self._cut = lru_cache(_KEPT)(self._cut_chunk)

    def cut(self, text: str, start: int, end: int) -> list[Piece]:
        """Return the pieces of ``text`` from ``start`` to ``end``, counted in code points from the start of it."""
        return [
            Piece(n, m.start() + a, m.start() + b)
            for m in _CHUNK.finditer(text, start, end)
            for n, a, b in self._cut(m.group())
        ]

    def _cut_chunk(self, chunk: str) -> tuple[Piece, ...]:
        """Return the pieces of characters without white space."""
        plain, places = _SPACE, [0]
        for n, c in enumerate(chunk):
            for folded in unicodedata.normalize("NFKC", c):
                plain += folded if folded != " " else _SPACE
                places.append(n)
        places.append(len(chunk))
        best: list[tuple[float, int, int]] = [(0.0, 0, 0)]
        for end in range(1, len(plain) + 1):
            # The score of the best path to here, where its last piece begins, and which it is
            found = (best[end - 1][0] + self._worst, end - 1, UNKNOWN)
            for start in range(max(0, end - self._widest), end):
                known = self._known.get(plain[start:end])
                if known is not None and best[start][0] + known[1] > found[0]:
                    found = (best[start][0] + known[1], start, known[0])
            best.append(found)
        pieces: list[Piece] = []
        at = len(plain)
        while at:
            _, start, n = best[at]
            if n == UNKNOWN and pieces and pieces[-1].id == UNKNOWN:
                pieces[-1] = Piece(n, places[start], pieces[-1].end)
            else:
                pieces.append(Piece(n, places[start], places[at]))
            at = start
        return tuple(reversed(pieces))
