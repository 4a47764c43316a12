"""Time expressions of newspaper sentences of our own against TIMEX3 gold, as TempEval-3 measures them."""

import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parents[2] / "bench"))

import times_timex

LEAST = {("en", True): 0.97, ("en", False): 0.90, ("fr", True): 0.98, ("fr", False): 0.90}
"""Value F1 of the sentences tuned on, and of the others."""


@pytest.mark.parametrize(("language", "tuned"), LEAST)
def test_values_of_newspaper_sentences(language: str, tuned: bool) -> None:
    score = times_timex.measure(language, tuned=tuned)
    assert score.f1(score.valued) >= LEAST[language, tuned]


def test_the_gold_is_read_whole() -> None:
    for language in times_timex.LANGUAGES:
        rows = list(times_timex.sentences(language))
        assert len(rows) > 130
        assert not any("{" in row.text or "|" in row.text for row in rows)
        assert all(span.of(row.text).strip() for row in rows for span, _, _ in row.gold)
