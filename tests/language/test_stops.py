"""Full stops after a single capital: ends of sentences and initials told apart."""

import pytest

from onrecord.language.parsing import parse_text


def sentences(text: str, language: str) -> list[str]:
    parse = parse_text(text, language)
    return [parse.sentence_span(n).of(text) for n in range(len(parse.sentences))]


@pytest.mark.parametrize(
    ("language", "first", "second"),
    [
        ("fr", "La ministre l'a écrit sur X.", "Le Tchad suivra."),
        ("fr", "Oslo livrera le NASAMS-T.", "Le radar arrive lundi."),
        ("fr", "Il passe au plan B.", "Lima proteste."),
        ("en", "The mayor posted it on X.", "The council denied it."),
        ("en", "Oslo will send the NASAMS-T.", "Officials said so."),
        ("en", "They moved to plan B.", "Congress said no."),
    ],
)
def test_a_capital_may_end_a_sentence(language: str, first: str, second: str) -> None:
    assert sentences(f"{first} {second}", language) == [first, second]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "She met Harold V. Osei and Martha W. Lund."),
        ("fr", "Elle a vu J. Le Goff à Brest."),
        ("fr", "Il a cité J.-Y. Le Menn et C. Du Val à Brest."),
        ("fr", "On attend M. Le Menn à Brest."),
    ],
)
def test_initials_end_none(language: str, text: str) -> None:
    assert sentences(text, language) == [text]


def test_the_stop_is_a_token_of_its_own() -> None:
    assert [t.text for t in parse_text("The mayor posted it on X.", "en").tokens][-2:] == ["X", "."]
