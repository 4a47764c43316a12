"""Who sits in another state than his own, islands that are states, and what is only called after a state."""

import pytest

from onrecord.core.spans import Span
from onrecord.language.parsing import parse_text
from onrecord.language.quotes import find_quotes
from onrecord.meaning.entities.cast import Cast, build_cast


def cast_of(text: str, language: str) -> Cast:
    return build_cast(parse_text(text, language), quotes=find_quotes(text, language=language))


def codes(text: str, language: str, words: str) -> list[str | None]:
    """Return the codes of the parties that the last ``words`` of ``text`` name."""
    at = text.rindex(words)
    head = parse_text(text, language).head_of(Span(at, at + len(words)))
    assert head is not None
    return [p.country for p in cast_of(text, language).parties(head.i)]


@pytest.mark.parametrize(
    ("language", "text", "words", "code"),
    [
        (
            "en",
            "QUITO, May 2 (AFP) - A crowd gathered outside the Swedish embassy in Quito. The foreign ministry said it "
            "had called in the ambassador, Karin Holm, to explain.",
            "ambassador",
            "SWE",
        ),
        (
            "en",
            "NAIROBI, May 2 (AFP) - Kenya and Qatar fell out on Monday. The government expelled the consul.",
            "consul",
            "QAT",
        ),
        (
            "fr",
            "TUNIS (AFP) - La Tunisie s'est brouillée lundi avec le Chili. Le ministère a convoqué l'ambassadrice.",
            "ambassadrice",
            "CHL",
        ),
        (
            "fr",
            "TUNIS (AFP) - La Tunisie s'est brouillée lundi avec le Chili. L'ambassade n'a pas réagi.",
            "ambassade",
            "CHL",
        ),
    ],
)
def test_a_diplomat_is_of_another_state_than_the_capital_where_he_sits(
    language: str, text: str, words: str, code: str
) -> None:
    assert codes(text, language, words) == [code]


def test_an_embassy_does_not_tell_whose_the_government_is() -> None:
    text = (
        "QUITO, May 2 (AFP) - Ecuador and Sweden fell out on Monday. The embassy kept quiet. The consul kept quiet. "
        "The government did not."
    )
    assert codes(text, "en", "The government") == ["ECU"]


@pytest.mark.parametrize(
    ("language", "text", "words", "found"),
    [
        ("en", "HAVANA - Cuba received two generators on Monday. The island is dark.", "island", ["CUB"]),
        ("fr", "LA VALETTE - Malte a refusé le navire. L'île est saturée.", "île", ["MLT"]),
        ("en", "JAKARTA - Indonesia moved 300 people on Monday. The island was hit by two quakes.", "island", []),
        ("en", "HAVANA - Cuba spoke on Monday. Power on the islands is scarce.", "islands", []),
        ("fr", "LA VALETTE - Malte a refusé le navire, qui a quitté l'île de Gozo.", "île", []),
    ],
)
def test_the_island_is_a_state_that_is_all_of_one(
    language: str, text: str, words: str, found: list[str | None]
) -> None:
    assert codes(text, language, words) == found


def test_a_name_with_its_own_title_behind_an_office_is_the_same_person() -> None:
    text = "BANGUI - La mission de l'Union européenne partira, a annoncé son chef, le général Paulo Vaz."
    assert codes(text, "fr", "Vaz") == ["EUR"]


def test_a_list_behind_an_office_is_not_the_same_person() -> None:
    text = "Le Togo a décoré le chef de la mission européenne, le colonel Paulo Vaz et le docteur Anna Krol."
    assert codes(text, "fr", "Vaz") != ["EUR"]


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("en", "EDINBURGH - Norway House, a hostel for seamen, will reopen on Saturday.", "Norway House"),
        ("en", "Customs officers held the Liberia Star, a tanker managed from Piraeus.", "Liberia Star"),
        ("en", "The “Friends of Libya” group met on Monday.", "Friends of Libya"),
        ("fr", "TOULOUSE - La Maison du Brésil accueillera quarante boursiers.", "Maison du Brésil"),
        ("fr", "Le proviseur du lycée Jordanie s'en amuse.", "Jordanie"),
        ("fr", "Le patrouilleur « Rose du Liban » est arrivé lundi.", "Rose du Liban"),
        ("fr", "Le « Reine d'Écosse » a été saisi à Lagos.", "Reine d'Écosse"),
    ],
)
def test_what_is_called_after_a_state_is_not_it(language: str, text: str, words: str) -> None:
    assert not [c for c in codes(text, language, words) if c]


@pytest.mark.parametrize(
    ("text", "words", "code"),
    [
        (
            "ROSEAU - Dominica thanked Canada. The Dominican leader said so. In Santo Domingo, the president agreed.",
            "Dominican leader",
            "DMA",
        ),
        (
            "Zambia thanked the Democratic Republic of Congo. Congo's consul was there. Brazzaville said nothing.",
            "consul",
            "COD",
        ),
    ],
)
def test_a_word_for_two_states_means_the_one_alone_told_of_before(text: str, words: str, code: str) -> None:
    assert codes(text, "en", words) == [code]


@pytest.mark.parametrize(
    ("language", "text", "words", "code"),
    [
        ("en", "Austria will lend Zambia 8 million euros, the development minister said.", "minister", "AUT"),
        (
            "fr",
            "La Belgique va former 200 policiers au Burundi, a annoncé le ministre de l'Intérieur.",
            "ministre",
            "BEL",
        ),
        ("fr", "L'Italie enverra deux navires en Libye, a indiqué mardi le gouvernement.", "gouvernement", "ITA"),
        ("en", "Russia shelled Kharkiv on Monday, the mayor said.", "mayor", "UKR"),
    ],
)
def test_each_tells_its_own_plans_and_a_town_its_own_harm(language: str, text: str, words: str, code: str) -> None:
    assert codes(text, language, words) == [code]


def test_a_visitor_does_not_tell_whose_the_government_is() -> None:
    text = (
        "Austria will lend Zambia 8 million euros for a dam at Livingstone. The loan was announced during a visit to "
        "Lusaka by Development Minister Eva Huber. The government had sought money since 2019."
    )
    assert codes(text, "en", "Huber") == ["AUT"]
    assert codes(text, "en", "The government") == ["ZMB"]


def test_who_travels_may_speak_in_another_capital_than_his_own() -> None:
    text = "L'Autriche prêtera 8 millions à la Zambie, a dit dimanche à Lusaka la ministre du Plan, Eva Huber."
    assert codes(text, "fr", "Huber") == ["AUT"]


def test_the_embassy_in_a_place_is_not_of_it() -> None:
    text = "NAIROBI (AFP) - Kenya has lost contact with 200 workers in Lebanon. The embassy in Beirut has a hotline."
    assert codes(text, "en", "embassy") == ["KEN"]


def test_a_given_name_does_not_part_a_man_from_his_title() -> None:
    text = "SUVA - Le Premier ministre, Josefa Tabua, a parlé lundi. M. Tabua a souri."
    at = text.rindex("Tabua")
    head = parse_text(text, "fr").head_of(Span(at, at + 5))
    assert head is not None
    assert [p.name for p in cast_of(text, "fr").parties(head.i)] == ["Josefa Tabua"]


@pytest.mark.parametrize(
    ("language", "text", "words", "code"),
    [
        (
            "en",
            "Nepal and Peru met on Monday. Peru spoke first. The federal government agreed.",
            "The federal government",
            "NPL",
        ),
        ("en", "Norway and Peru met on Monday. Norway spoke first. The president agreed.", "The president", "PER"),
        ("fr", "Le Pérou et le Maroc se sont vus. Le Pérou a parlé. Le roi a approuvé.", "Le roi", "MAR"),
    ],
)
def test_an_office_is_of_a_state_that_has_such(language: str, text: str, words: str, code: str) -> None:
    assert codes(text, language, words) in ([code], [None])


def test_nobody_visits_his_own_country() -> None:
    text = (
        "Finland ordered guns from South Korea. Finnish minister Antti Salo trusts Seoul. Salo will visit the country."
    )
    assert codes(text, "en", "the country") == ["KOR"]


def test_a_noun_tells_one_company_from_another() -> None:
    text = "ACCRA - Togo's power company waits. A lawyer said the pipeline company would pay."
    assert codes(text, "en", "the pipeline company") != ["TGO"]


def test_a_university_of_a_name_that_a_province_has_too_is_not_sure() -> None:
    text = "The University of Georgia Press has a book."
    parse = parse_text(text, "en")
    head = parse.head_of(Span(0, text.index(" has")))
    assert head is not None
    assert [p.basis for p in cast_of(text, "en").parties(head.i)] == ["understood"]
