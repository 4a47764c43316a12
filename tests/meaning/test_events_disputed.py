"""Figures that somebody gives for an act told before, in clauses that tell no act: mentions of that act."""

import pytest

from onrecord.core.records import Event
from onrecord.meaning.events import find_events

EN = "Chile delivered 110 generators to Peru on Monday, its ambassador in Lima said. "
FR = "Le Chili a livré lundi 110 groupes électrogènes au Pérou, selon son ambassadeur à Lima. "


def read(text: str, language: str) -> list[Event]:
    return list(find_events(text, language=language, published="2025-03-05"))


@pytest.mark.parametrize(
    ("language", "said", "speaker"),
    [
        ("en", "The Peruvian ministry of energy put the number at 95.", "ministry"),
        ("en", "The mayor of Tacna spoke of 95 generators.", "mayor"),
        ("en", "It was 95, not 110, an official of the energy ministry told this newspaper.", "official"),
        ("en", "The actual figure is 95, a diplomat in Lima said.", "diplomat"),
        ("fr", "Le ministère péruvien de l'Énergie parle de 95 groupes.", "ministère"),
        ("fr", "« Il y en a 95, et non 110 », corrige un fonctionnaire du ministère de l'Énergie.", "fonctionnaire"),
        ("fr", "Selon le maire de Tacna, il s'agit de 95 groupes électrogènes.", "maire"),
        ("fr", "« Ils sont 95 groupes chiliens à Tacna, et non 110 », corrige le préfet.", "préfet"),
        ("fr", "Quatre-vingt-quinze, pas cent dix, corrige le ministère péruvien de l'Énergie.", ""),
        ("en", "Ninety-five, not 110, the Peruvian energy ministry says.", "ministry"),
    ],
)
def test_another_figure_is_another_mention_of_the_act(language: str, said: str, speaker: str) -> None:
    told, claimed = read((EN if language == "en" else FR) + said, language)
    assert (claimed.type, claimed.stage, claimed.items[0].low) == (told.type, told.stage, 95)
    assert claimed.items[0].category == told.items[0].category == "equipment"
    assert [p.country for p in (*claimed.actors, *claimed.recipients)] == ["CHL", "PER"]
    assert {p.basis for p in (*claimed.actors, *claimed.recipients)} == {"understood"}
    assert speaker in (claimed.attribution or "")


def test_what_was_told_without_a_number_is_counted() -> None:
    told, claimed = read("Oman has sent water pumps to Yemen. The governor of Aden spoke of 30 pumps.", "en")
    assert (told.items[0].low, claimed.items[0].low, claimed.items[0].what) == (None, 30, "water pump")


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "The ambassador spoke of 95 villages without light."),
        ("en", "The mayor of Tacna did not mention 95 generators."),
        ("fr", "Le ministère péruvien de l'Énergie parle de 95 morts depuis janvier."),
    ],
)
def test_figures_of_something_else_are_no_mentions(language: str, said: str) -> None:
    assert len(read((EN if language == "en" else FR) + said, language)) == 1


def test_how_many_a_body_has_is_no_figure_of_the_act() -> None:
    text = "Le Kenya a retiré 600 soldats de Somalie. La mission de l'Union africaine comptait 800 soldats ougandais."
    assert [e.items[0].low for e in read(text, "fr") if e.type == "RETREAT"] == [600]


def test_a_report_whose_sentences_name_two_states_between_them_tells_of_dealings() -> None:
    text = (
        "A ship carrying 4,800 tonnes of Vietnamese rice docked in Havana on Thursday, the first part of a gift of "
        "10,000 tonnes that Hanoi promised in September, the port authority said."
    )
    (promise,) = [e for e in read(text, "en") if e.stage == "pledged"]
    assert [p.country for p in promise.actors] == ["VNM"]
    quake = (
        "Le Maroc a envoyé des couvertures aux sinistrés d'Al Haouz. Le séisme a été ressenti jusqu'en Espagne et au "
        "Portugal."
    )
    assert read(quake, "fr") == []


def test_the_sum_that_a_first_minister_speaks_of_is_no_gift_of_his() -> None:
    text = (
        "La Norvège versera 12 millions d'euros à la Moldavie, a-t-on appris vendredi au ministère des Finances. Le "
        "Premier ministre Dorin Recean a parlé jeudi de 14 millions."
    )
    told, claimed = read(text, "fr")
    assert (claimed.type, claimed.stage, claimed.items[0].low, claimed.items[0].unit) == (
        "AID",
        told.stage,
        14_000_000,
        "EUR",
    )
    assert [p.country for p in (*claimed.actors, *claimed.recipients)] == ["NOR", "MDA"]
    assert claimed.attribution == "Dorin Recean"


def test_a_number_set_right_counts_what_was_told_without_one() -> None:
    text = (
        "Le Chili a bien livré des groupes électrogènes au Pérou, mais ils sont 95, et non 110, affirme le ministère."
    )
    told, claimed = read(text, "fr")
    assert (told.items[0].low, claimed.items[0].low, claimed.items[0].unit) == (None, 95, "generator")


def test_a_number_set_right_does_not_count_the_one_thing_told_before() -> None:
    text = "Le Chili a construit une usine au Pérou. « Dix, pas onze », répète le préfet de Tacna."
    assert len(read(text, "fr")) == 1


@pytest.mark.parametrize(
    ("language", "text", "polarity"),
    [
        ("en", "Chile has promised no loan to Peru.", "denied"),
        ("en", "Chile delivered neither tents nor blankets to Peru.", "denied"),
        ("en", "Chile has promised a loan to Peru.", "affirmed"),
        ("fr", "Le Chili n'a promis aucun prêt au Pérou.", "denied"),
        ("fr", "Le Chili n'a livré ni tentes ni couvertures au Pérou.", "denied"),
        ("fr", "Le Chili n'a jamais livré aucune tente au Pérou.", "denied"),
    ],
)
def test_a_denial_told_by_several_words_is_one_denial(language: str, text: str, polarity: str) -> None:
    (found,) = read(text, language)
    assert (found.type, found.polarity) == ("AID", polarity)
