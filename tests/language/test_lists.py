"""Lists: what a preposition told again or a comma sets behind its like joins the first of the list."""

import pytest

from onrecord.language.parsing import parse_text


@pytest.mark.parametrize(
    ("sentence", "language", "listed"),
    [
        ("La Chine a livré lundi 12 camions au Togo, au Bénin et au Ghana.", "fr", ["Togo", "Bénin", "Ghana"]),
        (
            "La Russie a remis vendredi des vaccins à la Guinée, à la Gambie et au Libéria.",
            "fr",
            ["Guinée", "Gambie", "Libéria"],
        ),
        (
            "Il est reparti chargé de bâches, d'un groupe électrogène et de tuyaux.",
            "fr",
            ["bâches", "groupe", "tuyaux"],
        ),
        ("Japan sent doctors to Tonga, to Samoa and to Fiji on Friday.", "en", ["Tonga", "Samoa", "Fiji"]),
    ],
)
def test_all_of_a_list_join_its_first(sentence: str, language: str, listed: list[str]) -> None:
    parse = parse_text(sentence, language)
    first, *others = (next(t for t in parse.tokens if t.text == name) for name in listed)
    assert [(t.rel, t.head) for t in others] == [("conj", first.i)] * len(others)


def test_a_participle_that_agrees_with_the_subject_is_of_the_verb() -> None:
    parse = parse_text("Il est reparti dans la nuit chargé de bâches.", "fr")
    laden = next(t for t in parse.tokens if t.text == "chargé")
    assert parse.tokens[laden.head].text == "reparti"
