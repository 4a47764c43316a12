"""The sieve keeps every stretch of a text that may hold a time expression."""

from collections.abc import Iterable
from pathlib import Path

import pytest

from onrecord.language.times.lexicon import Tokens
from onrecord.language.times.patterns import grammar

DATA = Path(__file__).parent / "data"


def _runs(parts: Iterable[Tokens], language: str) -> list[tuple[int, int, str]]:
    """Return the runs that may hold an expression: where each begins and ends, and its codes."""
    return [
        (tokens.start(run.start()), tokens.end(run.end() - 1), run.group())
        for tokens in parts
        for run in grammar(language).runs.finditer(tokens.codes)
    ]


def _agree(text: str, language: str) -> None:
    found = grammar(language)
    whole = _runs([found.lexicon.read(text)], language)
    assert _runs(found.sieve.stretches(text), language) == whole, text


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_stretches_hold_all_runs_of_a_text(language: str) -> None:
    lines = (DATA / f"timex_{language}.txt").read_text("utf-8").splitlines()
    for start in range(0, len(lines), 7):
        _agree("\n\n".join(lines[start : start + 7]), language)
        _agree("\n".join(lines[start : start + 7]).replace(", ", ",  "), language)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("It opens at 11 a.m. and closes at 8:30 PM, says FY 2024", "en"),
        ("at 0830 GMT (Reuters) or 1430 hours: 25 000 men in\tMarch", "en"),
        ("fermé à 8 h 30 min, puis vers 15 H. L'exercice FY 2024 compte 25 000 voix", "fr"),
        ("", "en"),
        (" \n\n ", "fr"),
    ],
)
def test_shapes_may_hold_blanks(text: str, language: str) -> None:
    _agree(text, language)


def test_a_stretch_knows_its_place() -> None:
    text = "He came home.\n\nIt was raining, and on Monday, 12 May 2024, nobody spoke."
    (tokens,) = grammar("en").sieve.stretches(text)
    spans = [(tokens.start(i), tokens.end(i)) for i in range(len(tokens.words))]
    assert [text[start:end] for start, end in spans] == tokens.words
    assert "Monday" in tokens.words
    assert "home" not in tokens.words
