"""Acronyms that a text defines itself, courtesy titles, surnames of office holders, words for others."""

import pytest

from onrecord.core.records import Party
from onrecord.language.parsing import parse_text
from onrecord.meaning.entities import build_cast
from onrecord.meaning.entities.defined import with_defined
from onrecord.meaning.entities.gazetteer import scan
from onrecord.meaning.entities.words import words_of


def party(text: str, language: str, head: str, which: int = 0) -> Party | None:
    parse = parse_text(text, language)
    cast = build_cast(parse)
    token = [t for t in parse.tokens if t.text == head][which]
    return next(iter(cast.parties(token.i)), None)


ENGLISH = "The Inter-Lake Grain Board (ILGB) sent rice to Malawi. The ILGB said more would follow. ILGB officials left."


def test_an_unknown_acronym_is_the_body_that_defines_it() -> None:
    found = party(ENGLISH, "en", "ILGB", 1)
    assert found is not None and found.name == "Inter-Lake Grain Board" and found.country is None


def test_its_officials_are_not_those_of_the_country_named_beside_it() -> None:
    found = party(ENGLISH, "en", "officials")
    assert found is not None and found.country is None


def test_a_defined_acronym_takes_the_country_in_its_long_form() -> None:
    text = "Le Fonds ougandais de secours (FOS) a livré des tentes. Le FOS a promis du riz."
    found = party(text, "fr", "FOS", 1)
    assert found is not None and found.country == "UGA" and found.name == "Fonds ougandais de secours"


@pytest.mark.parametrize(
    ("text", "long"),
    [
        ("the African Grain Reserve Agency (AGRA) said", {"agra": "African Grain Reserve Agency"}),
        ("AGRA (African Grain Reserve Agency) said", {"agra": "African Grain Reserve Agency"}),
        ("he came (AGRA) late", {}),
        ("the price rose (IN) again", {}),
        ("(ABC) (DEF) ()", {}),
        ("la Société des Routes du Nord (SRN)", {"srn": "Société des Routes du Nord"}),
    ],
)
def test_definitions_are_found_by_their_letters(text: str, long: dict[str, str]) -> None:
    language = "fr" if "la " in text else "en"
    assert with_defined(text, scan(text, language), words_of(language)).long == long


@pytest.mark.parametrize("text", ["(" * 3000, "(AB" * 3000, "A (B) " * 3000, "AB (cd ef) " * 2000])
def test_odd_texts_stay_cheap(text: str) -> None:
    assert with_defined(text, (), words_of("en")).names == ()


@pytest.mark.parametrize(
    ("language", "text", "head", "which", "country"),
    [
        ("fr", "M. Poutine a promis du blé au Mali. M. Poutine a ensuite quitté la salle.", "Poutine", 1, "RUS"),
        ("fr", "Mme Mottley a remercié le Canada.", "Mottley", 0, "BRB"),
        ("en", "Erdogan visited Chad.", "Erdogan", 0, "TUR"),
        ("fr", "Selon Macron, le convoi est parti.", "Macron", 0, "FRA"),
    ],
)
def test_courtesy_titles_and_known_surnames_are_people(
    language: str, text: str, head: str, which: int, country: str
) -> None:
    found = party(text, language, head, which)
    assert found is not None and found.country == country


@pytest.mark.parametrize(
    ("language", "text", "head"),
    [
        ("en", "Kenya urged its neighbours to reopen their markets.", "neighbours"),
        ("en", "Kenya asked the donors. Its partners agreed on Monday.", "partners"),
        ("en", "Turkey threatened its rival with sanctions.", "rival"),
        ("en", "Senegal waited. The former colonial power sent money.", "power"),
        ("fr", "Le Tchad a remercié ses voisins pour leur aide.", "voisins"),
        ("fr", "Les alliés du Togo ont envoyé des soldats.", "alliés"),
        ("fr", "Le Bénin a accusé son voisin d'abriter des rebelles.", "voisin"),
    ],
)
def test_words_for_others_never_take_the_owners_country(language: str, text: str, head: str) -> None:
    found = party(text, language, head)
    assert found is None or found.country is None


def test_a_party_names_its_entity() -> None:
    parse = parse_text("Kenya sent rice to Malawi.", "en")
    cast = build_cast(parse)
    (kenya,) = cast.parties(0)
    assert kenya.entity in {e.id for e in cast.entities}
