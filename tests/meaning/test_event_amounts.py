"""Amounts of items: several consignments with an amount each, bounds that a parser takes for prepositions, where the
words of an item end."""

from onrecord.core.records import Item
from onrecord.meaning.events import find_events


def items(text: str, language: str) -> list[Item]:
    return [item for event in find_events(text, language=language, published="2024-06-12") for item in event.items]


def test_consignments_with_an_amount_each_are_an_item_each() -> None:
    english = "Canada delivered two consignments of 36,000 and 40,000 tonnes of wheat to Ethiopia on Monday."
    french = "Le Canada a livré lundi à l'Éthiopie deux cargaisons de 36 000 et 40 000 tonnes de blé."
    for text, language in ((english, "en"), (french, "fr")):
        found = [(item.low, item.unit, item.what) for item in items(text, language)]
        assert found == [(36_000, "t", "wheat"), (40_000, "t", "wheat")]


def test_what_is_given_up_to_a_bound_is_an_item() -> None:
    (item,) = items("Le Japon fournira au Kenya jusqu'à 7,5 millions de doses du vaccin.", "fr")
    assert (item.low, item.high, item.unit, item.category) == (None, 7_500_000, "dose", "medical")


def test_an_item_ends_before_a_deadline_and_before_who_gets_it() -> None:
    (dated,) = items("La Norvège a promis au Malawi 15 tonnes de médicaments d'ici au 31 mars.", "fr")
    assert dated.text == "15 tonnes de médicaments"
    (given,) = items("L'Espagne est convenue de prêter 150 millions d'euros à la Tunisie sur cinq ans.", "fr")
    assert given.text == "150 millions d'euros"


def test_a_number_of_people_trained_is_told_once() -> None:
    found = items("Britain will train 10,000 Ukrainian soldiers.", "en")
    assert [(item.low, item.unit) for item in found] == [(10_000, "soldier")]
