"""Quantities told in words between number and noun, behind the unit, or with the figure of a model."""

import pytest

from onrecord.language.quantities import find_quantities

PHRASES = (
    ("en", "a pair of frigates", 2, 2, "frigate", "exact"),
    ("en", "a good dozen lorries", 12, 12, "lorry", "about"),
    ("en", "two tonnes and a half of rice", 2.5, 2.5, "t", "exact"),
    ("en", "the 15 Leopard 2 tanks", 15, 15, "tank", "exact"),
    ("en", "14 Mirage 2000 jets", 14, 14, "jet", "exact"),
    ("en", "14 trolleybuses", 14, 14, "trolleybus", "exact"),
    ("en", "5,000 more tonnes of rice", 5000, 5000, "t", "exact"),
    ("fr", "les 5 000 dernières tonnes de riz", 5000, 5000, "t", "exact"),
    ("fr", "300 autres litres d'essence", 300, 300, "L", "exact"),
    ("fr", "une bonne vingtaine de camions", 20, 20, "truck", "about"),
    ("fr", "une paire de frégates", 2, 2, "frigate", "exact"),
    ("fr", "deux tonnes et demie de riz", 2.5, 2.5, "t", "exact"),
    ("fr", "près d'un quart de million de personnes", 250_000, 250_000, "person", "about"),
)


@pytest.mark.parametrize(("language", "text", "low", "high", "unit", "approx"), PHRASES)
def test_a_phrase_is_one_quantity(language: str, text: str, low: float, high: float, unit: str, approx: str) -> None:
    found = [(q.low, q.high, q.unit, q.approx) for q in find_quantities(text, language=language)]
    assert found == [(low, high, unit, approx)]


def test_more_of_a_thing_named_in_two_words_are_of_that_thing() -> None:
    text = "They shipped 25 trucks. Finland gave 20 fire engines; eight more will follow."
    assert find_quantities(text, language="en")[-1].unit == "fire engine"


def test_a_number_that_falls_to_another_has_its_scale() -> None:
    found = find_quantities("It was cut from 93 to 50 million pounds.", language="en")
    assert [(q.low, q.unit) for q in found] == [(93_000_000, "GBP"), (50_000_000, "GBP")]
    assert find_quantities("between 25 and 50 million pounds", language="en")[0].high == 50_000_000


def test_what_stands_beyond_the_ends_of_a_text_is_nothing() -> None:
    for text in ("7", "half", "from 7 to", "$", "one in", "7 -", "three and a", "la moitié des", "une"):
        for language in ("en", "fr"):
            find_quantities(text, language=language)
