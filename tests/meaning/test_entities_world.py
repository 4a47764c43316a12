"""All states by name, adjective and capital in running text, and look-alikes kept apart."""

from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.language.lexicons import cells
from onrecord.meaning.entities.actors import resolve_actor
from onrecord.meaning.entities.gazetteer import fold, scan
from onrecord.meaning.entities.words import words_of
from onrecord.meaning.entities.world import _rows, known, state_codes

NAME_FRAMES = {
    "en": ("Envoys from {} spoke on Monday.", "The talks with {}, they said, went well.", "{}\u2019s offer stands."),
    "fr": (
        "Les envoyés de {} ont parlé lundi.",
        "Avec {}, disent-ils, tout va bien.",
        "L\u2019offre de «\u00a0{}\u00a0» tient.",
    ),
}
ADJECTIVE_FRAMES = {
    "en": ("The {} side left.", "They met {} envoys, then rested."),
    "fr": ("Le côté {} est parti.", "Des envoyés {}, puis d'autres."),
}


def _marked(column: str, language: str, mark: str = "~") -> Iterator[tuple[str, str]]:
    for row in _rows(f"states.{language}.tsv"):
        for value in cells(row[column]):
            if not value.startswith(mark):
                yield row["code"], value.lstrip("~^")


# People bear these names too: without its article such a name is theirs, and stays open ("Avec Dominique").
WITH_ARTICLE = {"fr": {"Dominique": "la Dominique", "Kenya": "le Kenya"}}


def _told(language: str, name: str) -> str:
    return WITH_ARTICLE.get(language, {}).get(name, name)


def _found(text: str, words: str, language: str) -> str | None:
    at = text.index(words)
    for name in scan(text, language):
        if name.span.start == at and name.span.end == at + len(words) and not name.is_role:
            return name.country
    return None


def test_there_are_all_entries_of_iso_3166_and_kosovo() -> None:
    codes = state_codes()
    assert len(codes) == len(set(codes)) == 250
    assert "XKX" in codes
    assert [r["code"] for r in _rows("states.fr.tsv")] == list(codes)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_state_is_found_by_every_name(language: str) -> None:
    missed = [
        (code, name, frame)
        for code, name in _marked("names", language)
        for frame in NAME_FRAMES[language]
        if _found(frame.format(_told(language, name)), name, language) != code
    ]
    assert missed == []


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_capital_is_found(language: str) -> None:
    missed = [
        (code, name, frame)
        for code, name in _marked("capital", language)
        for frame in NAME_FRAMES[language]
        if _found(frame.format(name), name, language) != code
    ]
    assert missed == []


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_adjective_is_found_in_every_gender_and_number(language: str) -> None:
    words = words_of(language)
    missed = [
        (code, form, frame)
        for code, adjective in _marked("adjectives", language)
        for form, _, _ in words.adjective_forms(adjective)
        for frame in ADJECTIVE_FRAMES[language]
        if _found(frame.format(form), form, language) != code
    ]
    assert missed == []


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_state_has_an_adjective_and_most_a_capital(language: str) -> None:
    rows = _rows(f"states.{language}.tsv")
    assert all(cells(r["adjectives"]) for r in rows)
    assert sum(not cells(r["capital"]) for r in rows) <= 15


@pytest.mark.parametrize("language", ["es", "ru", "ar"])
def test_names_of_states_come_from_cldr_for_other_languages(language: str) -> None:
    assert len({k.country for k in known(language) if k.kind == "state"}) >= 249


@pytest.mark.parametrize(
    ("language", "text", "country"),
    [
        ("en", "Nigerien envoys", "NER"),
        ("en", "Nigerian envoys", "NGA"),
        ("en", "Niger", "NER"),
        ("en", "Nigeria", "NGA"),
        ("fr", "les envoyés nigériens", "NER"),
        ("fr", "les envoyées nigériennes", "NER"),
        ("fr", "les envoyés nigérians", "NGA"),
        ("fr", "les envoyées nigérianes", "NGA"),
        ("en", "Guinea", "GIN"),
        ("en", "Guinea-Bissau", "GNB"),
        ("en", "Equatorial Guinea", "GNQ"),
        ("en", "Papua New Guinea", "PNG"),
        ("fr", "la Guinée", "GIN"),
        ("fr", "la Guinée équatoriale", "GNQ"),
        ("fr", "la Guinée-Bissau", "GNB"),
        ("fr", "la Papouasie-Nouvelle-Guinée", "PNG"),
        ("en", "the Democratic Republic of Congo", "COD"),
        ("en", "the Republic of Congo", "COG"),
        ("en", "Congo-Brazzaville", "COG"),
        ("fr", "la RDC", "COD"),
        ("fr", "le Congo-Brazzaville", "COG"),
        ("en", "Dominica", "DMA"),
        ("en", "the Dominican Republic", "DOM"),
        ("fr", "la Dominique", "DMA"),
        ("fr", "la République dominicaine", "DOM"),
        ("en", "South Sudan", "SSD"),
        ("en", "Sudan", "SDN"),
        ("en", "North Korea", "PRK"),
        ("en", "South Korea", "KOR"),
        ("en", "Slovakia", "SVK"),
        ("en", "Slovenia", "SVN"),
        ("en", "Austria", "AUT"),
        ("en", "Australia", "AUS"),
        ("en", "Mauritania", "MRT"),
        ("en", "Mauritius", "MUS"),
        ("en", "South Georgia", "SGS"),
        ("en", "Georgia", "GEO"),
        ("fr", "Mexico", "MEX"),
        ("en", "Turkey", "TUR"),
        ("en", "roast turkey", None),
        ("en", "a polish of the shoes", None),
        ("en", "tell us more", None),
        ("en", "the us and them", None),
        ("fr", "un accord au point", None),
        ("en", "Michael Jordan", None),
        ("en", "Chad Wheeler", None),
        ("en", "Jordan", "JOR"),
        ("en", "Chad", "TCD"),
        ("en", "New Jersey", "USA"),
        ("en", "American Samoa", "ASM"),
        ("en", "Samoa", "WSM"),
    ],
)
def test_look_alikes_are_kept_apart(language: str, text: str, country: str | None) -> None:
    assert resolve_actor(text, language=language).country == country


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "the Ghanaian navy", ("GHA", "MIL")),
        ("en", "Downing Street", ("GBR", "GOV")),
        ("en", "two Canadian lawmakers", ("CAN", "LEG")),
        ("en", "the World Food Programme", ("UNO", "IGO")),
        ("en", "the African Union and Chad", ("AFU+TCD", "IGO")),
        ("en", "Kenya's ambassador to Uganda", ("KEN", "GOV")),
        ("en", "the embassy of Peru in Lisbon", ("PER", "GOV")),
        ("en", "the transitional government in Libreville", ("GAB", "GOV")),
        ("en", "a spokesman for the Chilean air force", ("CHL", "MIL")),
        ("fr", "le chef de la diplomatie sénégalaise", ("SEN", "GOV")),
        ("fr", "les autorités tchadiennes et camerounaises", ("TCD+CMR", "GOV")),
        ("fr", "l\u2019armée togolaise", ("TGO", "MIL")),
        ("fr", "le Quai d'Orsay", ("FRA", "GOV")),
        ("fr", "la Cédéao", ("ECO", "IGO")),
        ("fr", "un porte-parole du ministère polonais de la Défense", ("POL", "GOV")),
        ("fr", "l'ambassadrice du Canada à Alger", ("CAN", "GOV")),
        ("en", "Portugal's allies", (None, "GOV")),
        ("en", "the Swedish ally", ("SWE", "GOV")),
        ("fr", "Dominique de Rastignac", (None, None)),
        ("fr", "la Dominique", ("DMA", "GOV")),
        ("en", "troops in Cyprus", (None, "MIL")),
        ("en", "somebody", (None, None)),
        ("fr", "", (None, None)),
    ],
)
def test_phrases_resolve_to_country_and_sector(
    language: str, text: str, expected: tuple[str | None, str | None]
) -> None:
    assert resolve_actor(text, language=language) == expected


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=80), st.sampled_from(["en", "fr", "es", "xx", "not a tag"]))
def test_any_text_gives_spans_that_slice_back(text: str, language: str) -> None:
    names = scan(text, language)
    assert all(n.span.of(text) == n.text for n in names)
    assert all(a.span.end <= b.span.start for a, b in pairwise(names))
    assert len(fold(text)) == len(text)
    resolve_actor(text, language=language)


def test_broken_unicode_and_huge_texts_are_read_all_the_same() -> None:
    assert resolve_actor("\ud800 Chile \udfff", language="en").country == "CHL"
    assert resolve_actor("Ni\u0301geria", language="en") is not None
    assert resolve_actor("x" * 300_000, language="fr") == (None, None)
    assert len(scan("Chile met Peru. " * 3000, "en")) == 6000


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Pirates roam the Gulf of Guinea."),
        ("en", "The Congo River rose."),
        ("en", "Ships crossed the South China Sea and the Indian Ocean."),
        ("en", "Cases of Guinea worm fell."),
        ("fr", "La crue du fleuve Sénégal et du lac Tchad."),
        ("fr", "Une forêt du bassin du Congo."),
        ("fr", "Les navires de l'océan Indien et de la mer du Japon."),
    ],
)
def test_waters_and_landscapes_are_no_states(language: str, text: str) -> None:
    assert scan(text, language) == ()


def test_every_country_of_the_tables_is_a_state_or_an_organisation_of_the_codebook() -> None:
    organisations = {"UNO", "EUR", "NAT", "AFU", "ECO", "AES", "ARL", "ASN", "IMF", "WBK", "IGO"}
    told = {k.country for language in ("en", "fr") for k in known(language)}
    assert told - {None} - organisations <= set(state_codes())
