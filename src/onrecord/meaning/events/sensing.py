"""Sensing: what a small learned encoder takes for acts in a text, of which type and stage, and who has which role.

Lexicons hold the words that their writers thought of; the press has others. So each word of a text is read in its
context by a transformer as well: multilingual E5 small (Wang et al. 2024, MIT), its vocabulary cut to the pieces that
English and French are made of, tuned on passages and short reports written and coded for onrecord
(``training/passages``, ``tools/encoder/learn.py``; no gold ledger is among them). It runs as eight-bit integers on the
processor. Its word is one voice beside the rules: ``heeding`` settles which acts stand, ``traits`` lets the choice of
parties hear it.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from itertools import pairwise
from threading import Lock
from typing import Final

import numpy as np
import numpy.typing as npt
import onnxruntime

from onrecord.core.parse import Parse
from onrecord.core.vocabulary import EventType, Stage
from onrecord.meaning.events.pieces import FIRST, LAST, Pieces

TYPES: Final[tuple[EventType, ...]] = (
    "AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "CONCEDE", "RETREAT", "REQUEST",
    "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
)  # fmt: skip
"""The types in the order of the model's columns, after that of no act."""
STAGES: Final[tuple[Stage, ...]] = (
    "requested", "considered", "pledged", "agreed", "underway", "done", "suspended", "cancelled",
)  # fmt: skip
ROLES: Final = ("actor", "recipient", "item", "when")

Floats = npt.NDArray[np.float32]

WIDEST: Final = 400
"""The most pieces that are read together, but for one long sentence and for the opening."""
OPENING: Final = 80
"""The most pieces of the first sentences of a text that are read again before each later part of it, since there stands
whom the report is about."""
_LONGEST = 500
_POSITIONS = 512
_WORD = re.compile(r"\w+")
_END = re.compile(r"(?<=[.!?\u00bb\u201d\"])\s+(?=[A-Z\u00c0-\u00de\u00ab\u201c\"])|\n+")
_KEPT = 256


@dataclass(frozen=True, slots=True)
class Senses:
    """What the encoder reads in one text, by words: runs of letters and digits, in order.

    ``starts``: code points where they begin. ``types``: probabilities of no act and of each of ``TYPES``. ``stages``:
    of each of ``STAGES``. ``flags``: of being denied and of being background. ``parts``: what was read together.
    ``acts`` and ``words``: vectors whose product tells how a word stands to an act (``roles``).
    """

    starts: dict[int, int]
    types: Floats
    stages: Floats
    flags: Floats
    parts: tuple["Part", ...]
    acts: Floats
    words: Floats
    bias: Floats

    def at(self, start: int) -> int | None:
        """Return the number of the word that begins at ``start``, in code points, or None."""
        return self.starts.get(start)

    def roles(self, word: int) -> tuple[list[int], Floats]:
        """Return the numbers of the words read together with ``word``, and how likely each stands in each of ``ROLES``
        to the act that it names, an array of roles by words."""
        part = self.parts[bisect_right(self.parts, word, key=lambda p: p.first) - 1]
        width = self.acts.shape[1] // len(ROLES)
        act = self.acts[word].reshape(len(ROLES), width)
        others = np.concatenate([part.opening, self.words[part.first : part.end]]).reshape(-1, len(ROLES), width)
        scores = np.einsum("rd,wrd->rw", act, others) / np.sqrt(width) + self.bias[:, None]
        numbers = [*range(len(part.opening)), *range(part.first, part.end)]
        return numbers, np.asarray(1.0 / (1.0 + np.exp(-scores)), dtype=np.float32)


@dataclass(frozen=True, slots=True)
class Part:
    """What was read together: the words from ``first`` up to ``end``, and the vectors of the text's opening words as
    they were read before these."""

    first: int
    end: int
    opening: Floats


class Sensed:
    """The senses of a parsed text, by the tokens of its parse."""

    def __init__(self, parse: Parse, senses: Senses) -> None:
        self._senses = senses
        self._of_token = {t.i: n for t in parse.tokens if (n := senses.at(t.start)) is not None}
        self._of_word = {n: i for i, n in reversed(self._of_token.items())}
        self._roles: dict[int, dict[int, Floats]] = {}

    def act(self, i: int) -> float:
        """Return how likely token ``i`` names an act."""
        n = self._of_token.get(i)
        return 0.0 if n is None else 1.0 - float(self._senses.types[n, 0])

    def types(self, i: int) -> dict[EventType, float]:
        """Return how likely token ``i`` names an act of each type; empty where nothing is known of it."""
        n = self._of_token.get(i)
        return {} if n is None else dict(zip(TYPES, self._senses.types[n, 1:].tolist(), strict=True))

    def stages(self, i: int) -> dict[Stage, float]:
        """Return how likely the act that token ``i`` names is at each stage."""
        n = self._of_token.get(i)
        return {} if n is None else dict(zip(STAGES, self._senses.stages[n].tolist(), strict=True))

    def flags(self, i: int) -> tuple[float, float]:
        """Return how likely the act that token ``i`` names is denied, and how likely it is background."""
        n = self._of_token.get(i)
        return (0.0, 0.0) if n is None else (float(self._senses.flags[n, 0]), float(self._senses.flags[n, 1]))

    def roles(self, i: int) -> dict[int, Floats]:
        """Return, for the tokens read together with token ``i``, how likely each stands in each of ``ROLES`` to the
        act that ``i`` names."""
        if i not in self._roles:
            n = self._of_token.get(i)
            found: dict[int, Floats] = {}
            if n is not None:
                numbers, scores = self._senses.roles(n)
                for w, number in enumerate(numbers):
                    token = self._of_word.get(number)
                    if token is not None:
                        found[token] = scores[:, w]
            self._roles[i] = found
        return self._roles[i]


@dataclass(frozen=True, slots=True)
class Window:
    """Whole sentences read together: the ids of their pieces, and per word where it starts and its first piece.

    The first ``opening`` words are those of the text's first sentences, read again.
    """

    ids: list[int]
    starts: list[int]
    firsts: list[int]
    opening: int = 0


def windows_of(pieces: Pieces, text: str, widest: int = WIDEST, opening: int = OPENING) -> list[Window]:
    """Return ``text`` in windows of whole sentences, each of at most ``widest`` pieces where its sentences allow, the
    later ones opened by the text's first sentences of at most ``opening`` pieces."""
    edges = [(0, 0), *(m.span() for m in _END.finditer(text)), (len(text), len(text))]
    spans: list[tuple[int, int]] = []
    held = 0
    for (_, start), (end, _) in pairwise(edges):
        if end <= start:
            continue
        count = len(pieces.cut(text, start, end))
        if spans and held + count <= widest:
            spans[-1], held = (spans[-1][0], end), held + count
        else:
            spans.append((start, end))
            held = count
    whole = [w for start, end in spans if (w := _window(pieces, text, start, end)).starts]
    first = _opening(pieces, text, edges, opening) if len(whole) > 1 else None
    return whole if first is None else [whole[0], *(_opened(first, w) for w in whole[1:])]


def _opening(pieces: Pieces, text: str, edges: Sequence[tuple[int, int]], most: int) -> Window | None:
    """Return the first sentences of ``text`` that have together at most ``most`` pieces, the first cut where longer."""
    cut = pieces.cut(text, edges[0][1], edges[1][0])
    if not cut or not most:
        return None
    end = cut[min(most, len(cut)) - 1].end
    held = len(cut)
    for (_, start), (stop, _) in pairwise(edges[1:]):
        held += len(pieces.cut(text, start, stop))
        if held > most:
            break
        end = stop
    return _window(pieces, text, edges[0][1], end)


def _opened(first: Window, later: Window) -> Window:
    """Return ``later`` with the words of ``first`` before its own."""
    if later.starts[0] <= first.starts[-1] or len(first.ids) + len(later.ids) > _POSITIONS:
        return later
    shift = len(first.ids) - 2
    ids = [*first.ids[:-1], *later.ids[1:]]
    firsts = [*first.firsts, *(at + shift for at in later.firsts)]
    return Window(ids, [*first.starts, *later.starts], firsts, len(first.starts))


def _window(pieces: Pieces, text: str, start: int, end: int) -> Window:
    cut = pieces.cut(text, start, end)[:_LONGEST]
    piece_at = {c: k for k in range(len(cut) - 1, -1, -1) for c in range(cut[k].start, cut[k].end)}
    starts = [m.start() for m in _WORD.finditer(text, start, end) if m.start() in piece_at]
    return Window([FIRST, *(p.id for p in cut), LAST], starts, [piece_at[at] + 1 for at in starts])


class _Encoder:
    """The model and its vocabulary, loaded once."""

    def __init__(self) -> None:
        folder = files("onrecord.meaning.events") / "data"
        with as_file(folder / "encoder.onnx") as path:
            options = onnxruntime.SessionOptions()
            # A second processor goes on with the parse meanwhile
            options.intra_op_num_threads = 1
            options.log_severity_level = 3
            # The graph is written as it should run: further fusions (a sum and its normalisation) are slower
            options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
            self._session = onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
        self._pieces = Pieces()

    def read(self, text: str) -> Senses:
        """Return what the model reads in ``text``."""
        windows = windows_of(self._pieces, text)
        bias: Floats = np.zeros(len(ROLES), dtype=np.float32)
        found: list[list[Floats]] = []
        for window in windows:
            # One at a time: a row beside a longer one would be filled up, and change with what it is read beside
            given = {"ids": np.array([window.ids]), "firsts": np.array(window.firsts)}
            *outputs, bias = self._session.run(None, given)
            found.append(outputs)
        return _joined(windows, found, bias)


def _joined(windows: Sequence[Window], outputs: Sequence[Sequence[Floats]], bias: Floats) -> Senses:
    """Return the outputs of all windows as one reading."""
    starts: list[int] = []
    parts: list[Part] = []
    for window, read in zip(windows, outputs, strict=True):
        first = len(starts)
        starts += window.starts[window.opening :]
        parts.append(Part(first, len(starts), read[3][: window.opening]))
    if not windows:
        empty: Floats = np.zeros((0, 0), dtype=np.float32)
        return Senses({}, empty, empty, empty, (), empty, empty, bias)
    types, stages, acts, words = (
        np.concatenate([o[k][w.opening :] for w, o in zip(windows, outputs, strict=True)]) for k in range(4)
    )
    cut = len(STAGES)
    return Senses(
        starts={start: n for n, start in enumerate(starts)},
        types=np.exp(types),
        stages=_shares(stages[:, :cut]),
        flags=np.asarray(1.0 / (1.0 + np.exp(-stages[:, cut:])), dtype=np.float32),
        parts=tuple(parts),
        acts=acts,
        words=words,
        bias=bias,
    )


def _shares(scores: Floats) -> Floats:
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=1, keepdims=True), dtype=np.float32)


@cache
def _encoder() -> _Encoder:
    return _Encoder()


class _Reader:
    """Reads texts beside whatever else goes on, and keeps what was read until it is asked for."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="sensing")
        self._lock = Lock()
        self._read: dict[str, Future[Senses]] = {}

    def begin(self, text: str) -> None:
        """Begin to read ``text``, unless that was done before."""
        with self._lock:
            if text not in self._read:
                self._read[text] = self._pool.submit(lambda: _encoder().read(text))
            while len(self._read) > _KEPT:
                self._read.pop(next(iter(self._read))).cancel()

    def take(self, text: str) -> Senses:
        """Return the reading of ``text``, which is not kept any longer: the vectors of a text are many."""
        self.begin(text)
        with self._lock:
            found = self._read.pop(text, None)
        return found.result() if found is not None else _encoder().read(text)

    def forgo(self) -> None:
        """Leave unread what waits; what is being read is read to its end."""
        with self._lock:
            for waiting in self._read.values():
                waiting.cancel()
            self._read.clear()


@cache
def _reader() -> _Reader:
    return _Reader()


def foresee(texts: Sequence[str]) -> None:
    """Begin to read ``texts``, on a thread beside the caller's; ``sense`` then waits for what is not done."""
    for text in texts:
        _reader().begin(text)


def forgo() -> None:
    """Leave unread what ``foresee`` was given and is not read yet: a program does not end before its threads have."""
    _reader().forgo()


def sense(text: str) -> Senses:
    """Return what the encoder reads in ``text``."""
    return _reader().take(text)
