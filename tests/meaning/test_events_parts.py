"""Parts of what was promised, told by a word of their own ("none", "two more"), and promises that are kept, put off or
taken back."""

import pytest

from onrecord.core.records import Event
from onrecord.language.parsing import parse_text
from onrecord.language.times import find_times, tenses_of
from onrecord.meaning.events import extract_events
from onrecord.meaning.events.find import told_in


def events(text: str, language: str) -> list[Event]:
    parse = parse_text(text, language)
    return list(extract_events(parse, told_in(parse, "2025-09-19"))[0])


def codes(event: Event) -> tuple[set[str], set[str]]:
    actors, recipients = ({p.country or "" for p in side} for side in (event.actors, event.recipients))
    return actors, recipients


@pytest.mark.parametrize(
    ("language", "text", "stage", "low"),
    [
        ("en", "Italy promised Tunisia three helicopters. Only one has been delivered.", "underway", 1),
        ("en", "Italy promised Tunisia three helicopters. Half of them have been delivered.", "underway", None),
        ("en", "Italy promised Tunisia 30 tents. Most have been delivered, Tunis says.", "underway", None),
        (
            "en",
            "Italy gave Tunisia three helicopters last week; two more are due before the end of the year.",
            "pledged",
            2,
        ),
        ("en", "Italy promised Tunisia three helicopters. The third will follow in May.", "pledged", None),
        ("fr", "L'Italie a promis 30 tentes à la Tunisie. La moitié a été remise lundi.", "underway", None),
        ("fr", "L'Italie a promis 30 tentes à la Tunisie. La plupart ont été livrées.", "underway", None),
        (
            "fr",
            "L'Italie a cédé trois tracteurs à la Tunisie ; deux autres doivent suivre avant décembre.",
            "pledged",
            2,
        ),
        (
            "fr",
            "Sur les 40 tracteurs promis par le Brésil au Sénégal, 12 seulement sont arrivés à ce jour.",
            "underway",
            12,
        ),
    ],
)
def test_a_part_has_the_goods_and_the_sides_of_the_whole(language: str, text: str, stage: str, low: int | None) -> None:
    first, last = events(text, language)
    assert last.stage == stage
    assert [(i.what, i.category, i.low) for i in last.items] == [(first.items[0].what, first.items[0].category, low)]
    assert codes(last) == codes(first)


@pytest.mark.parametrize(("part", "stage", "low"), [("all", "done", 31), ("seven", "underway", 7)])
def test_all_of_a_number_is_no_part_of_it(part: str, stage: str, low: int) -> None:
    received = events(f"Kyiv has received {part} of the 31 tanks promised by Washington, the Pentagon said.", "en")[0]
    assert (received.stage, [i.low for i in received.items]) == (stage, [low])


def test_a_fraction_of_something_else_is_no_part_of_the_goods_before() -> None:
    found = events("Peru sold Chile three ships. The company offered a third of that to Ecuador for a year.", "en")
    assert all(not e.items or e.items[0].what != "ship" for e in found[1:])


@pytest.mark.parametrize(
    ("language", "text", "stage", "polarity"),
    [
        ("en", "Mexico says it has fulfilled its promise of fuel to Belize.", "done", "affirmed"),
        ("en", "Norway failed to honour its pledge of 10 million dollars to Malawi.", "done", "denied"),
        ("en", "Finland will honour its commitment to supply Estonia with ten bridges.", "pledged", "affirmed"),
        ("en", "Japan has yet to hand over the patrol boat to Palau.", "done", "denied"),
        ("en", "The 20 buses have yet to be delivered to Kenya by India.", "done", "denied"),
        ("en", "Chile withdrew its offer of two firefighting aircraft to Bolivia.", "cancelled", "affirmed"),
        ("fr", "Le Mexique dit avoir tenu sa promesse de carburant au Belize.", "done", "affirmed"),
        ("fr", "La Norvège n'a pas honoré sa promesse de 10 millions de dollars au Malawi.", "done", "denied"),
        (
            "fr",
            "La Corée du Sud a repoussé jeudi à l'automne la livraison d'engrais à la Mongolie.",
            "suspended",
            "affirmed",
        ),
        ("fr", "Les Émirats arabes unis ne livreront pas les blindés au Tchad.", "pledged", "denied"),
    ],
)
def test_what_becomes_of_a_promise_is_one_act_of_aid(language: str, text: str, stage: str, polarity: str) -> None:
    (event,) = events(text, language)
    assert (event.type, event.stage, event.polarity) == ("AID", stage, polarity)


def test_a_request_that_is_turned_down_is_not_put_off() -> None:
    (event,) = events("La Corée du Sud a repoussé jeudi la demande de riz de la Mongolie.", "fr")
    assert (event.type, event.stage) == ("REJECT", "done")


def test_who_complains_behind_his_words_is_the_one_who_blames() -> None:
    text = "Le radar promis par la Norvège n'a pas été expédié, s'est plaint lundi le ministre moldave de la Défense."
    blame = next(e for e in events(text, "fr") if e.type == "ACCUSE")
    assert codes(blame) == ({"MDA"}, {"NOR"})


def test_a_verb_behind_a_promise_to_somebody_is_not_what_was_promised() -> None:
    text = "The coastal radars promised to the navy in November will arrive in May, officials in Manila said."
    event = next(e for e in events(text, "en") if "arrive" in e.trigger.of(text))
    assert event.when == "2026-05"


@pytest.mark.parametrize(
    ("language", "text", "value"),
    [
        ("en", "South Korea on Thursday postponed the delivery to Mongolia.", "2025-09-18"),
        ("en", "The visit was postponed to Tuesday.", "2025-09-23"),
        ("en", "The trucks that Beijing promised in March have not been delivered.", "2025-03"),
        ("fr", "La Corée du Sud a repoussé jeudi la livraison.", "2025-09-18"),
    ],
)
def test_the_day_on_which_something_is_put_off_lies_behind(language: str, text: str, value: str) -> None:
    tenses = tenses_of(parse_text(text, language))
    assert [t.value for t in find_times(text, language=language, anchor="2025-09-19", tenses=tenses)] == [value]


def test_sets_are_of_the_things_told_of_before() -> None:
    text = "The radars promised by Japan to the Philippines have not come. Four sets are expected next year."
    item = events(text, "en")[-1].items[0]
    assert (item.what, item.low, item.unit) == ("radar", 4, "set")


@pytest.mark.parametrize(
    ("language", "text", "unit", "low"),
    [
        ("en", "Japan will give Laos 4 million dollars and 12 ambulances. Three arrived on Monday.", "ambulance", 3),
        ("fr", "Le Japon donnera au Laos 4 millions de dollars et 12 ambulances. Trois sont arrivées.", "ambulance", 3),
        ("en", "Taiwan will give Saint Lucia 9 million dollars and 30 engineers; the first ten are due in November.",
         "engineer", 10),
        ("fr", "Taïwan apportera à Sainte-Lucie 9 millions de dollars et 30 ingénieurs ; les dix premiers sont attendus"
         " en novembre.", "engineer", 10),
    ],
)  # fmt: skip
def test_what_is_counted_is_no_part_of_a_sum(language: str, text: str, unit: str, low: int) -> None:
    (item,) = events(text, language)[-1].items
    assert (item.unit, item.low, item.what) == (unit, low, unit)
