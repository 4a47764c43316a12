"""Quantities of newspaper sentences of our own: bounds and unit together."""

import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parents[2] / "bench"))

import quantities_newspaper

LEAST = {("en", True): 0.99, ("en", False): 0.96, ("fr", True): 0.99, ("fr", False): 0.98}
"""F1 of value and unit on the sentences tuned on, and on the others."""


@pytest.mark.parametrize(("language", "tuned"), LEAST)
def test_values_and_units_of_newspaper_sentences(language: str, tuned: bool) -> None:
    score = quantities_newspaper.measure(language, tuned=tuned)
    assert score.f1(score.right) >= LEAST[language, tuned]


def test_the_gold_is_read_whole() -> None:
    for language in quantities_newspaper.LANGUAGES:
        rows = list(quantities_newspaper.sentences(language))
        assert len(rows) > 100
        assert not any("{" in text or "|" in text for text, _, _ in rows)
