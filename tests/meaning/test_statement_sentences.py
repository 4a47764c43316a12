"""Own sentences of newswire kind in every construction: who says what, by overlap of the content's words."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from onrecord.core.records import Statement
from onrecord.language.parsing import parse_texts
from onrecord.language.quotes import find_quotes
from onrecord.meaning.entities import build_cast
from onrecord.meaning.statements import extract_statements

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A text, its language and the speaker, cue and content of each statement in it."""

    language: str
    text: str
    gold: tuple[tuple[str, str, str], ...]


@cache
def sentences() -> tuple[Sentence, ...]:
    """The sentences of ``data/statement_sentences.txt`` in order."""
    found: list[Sentence] = []
    language = ""
    for line in (Path(__file__).parent / "data" / "statement_sentences.txt").read_text("utf-8").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        if line.startswith("> "):
            found.append(Sentence(language, line[2:], ()))
        elif " | " in line:
            speaker, cue, content = line.split(" | ", 2)
            last = found.pop()
            found.append(Sentence(last.language, last.text, (*last.gold, (speaker, cue, content))))
        else:
            language = line
    return tuple(found)


def words_at(text: str, start: int, end: int) -> frozenset[int]:
    """The places where the words of ``text[start:end]`` begin."""
    return frozenset(m.start() for m in _WORD.finditer(text, start, end))


def overlap(a: frozenset[int], b: frozenset[int]) -> float:
    """Dice's coefficient of two sets of words."""
    return 2 * len(a & b) / (len(a) + len(b)) if a or b else 0.0


@dataclass(slots=True)
class Tally:
    """Counts over a set of sentences; ``shared`` sums the overlap of contents that were matched."""

    gold: int = 0
    found: int = 0
    matched: int = 0
    shared: float = 0.0
    speakers: int = 0

    def add(self, sentence: Sentence, statements: tuple[Statement, ...]) -> None:
        """Match the statements of one sentence with its gold, the best overlap first."""
        text = sentence.text
        spans = [(at := text.index(content), at + len(content)) for _, _, content in sentence.gold]
        true = [words_at(text, a, b) for a, b in spans]
        said = [words_at(text, *s.content) for s in statements]
        self.gold, self.found = self.gold + len(true), self.found + len(said)
        pairs = sorted(((overlap(t, s), i, j) for i, t in enumerate(true) for j, s in enumerate(said)), reverse=True)
        taken: set[tuple[str, int]] = set()
        for share, i, j in pairs:
            if share < 0.5 or {("gold", i), ("said", j)} & taken:
                continue
            taken |= {("gold", i), ("said", j)}
            self.matched, self.shared = self.matched + 1, self.shared + share
            self.speakers += (statements[j].speaker_text or "-").lower() == sentence.gold[i][0].lower()

    @property
    def overlap(self) -> float:
        """F1 of statements, each counted by the overlap of its content."""
        return 2 * self.shared / (self.gold + self.found)


@cache
def tally(language: str, odd: bool) -> Tally:
    """The counts over the sentences of a language that were looked at (``odd``) or not."""
    mine = [s for n, s in enumerate(sentences(), 1) if s.language == language and bool(n % 2) == odd]
    counted = Tally()
    for sentence, parse in zip(mine, parse_texts([s.text for s in mine], language), strict=True):
        quotes = find_quotes(parse.text, language=language)
        counted.add(sentence, extract_statements(parse, build_cast(parse), quotes))
    return counted


@pytest.mark.parametrize(
    ("language", "odd", "floor"), [("en", True, 0.96), ("en", False, 0.90), ("fr", True, 0.95), ("fr", False, 0.88)]
)
def test_contents_overlap(language: str, odd: bool, floor: float) -> None:
    assert tally(language, odd).overlap >= floor


@pytest.mark.parametrize("language", ["en", "fr"])
def test_speakers_are_the_words_of_the_gold(language: str) -> None:
    for odd in (True, False):
        counted = tally(language, odd)
        assert counted.speakers / counted.matched >= 0.85


def test_there_are_enough_sentences() -> None:
    assert sum(s.language == "en" for s in sentences()) >= 80
    assert sum(s.language == "fr" for s in sentences()) >= 40
