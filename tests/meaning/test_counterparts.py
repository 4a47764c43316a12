"""Counterparts: which mention of a copy, rewrite or translation is which mention of its original."""

from dataclasses import replace

import pytest

from onrecord.core.lineage import Link, Shown
from onrecord.core.records import Event, Item, Party, Report
from onrecord.core.spans import Span
from onrecord.core.vocabulary import Category, EventType, PartyBasis, Stage
from onrecord.meaning.merging.counterparts import Place, counterparts, weights
from onrecord.meaning.merging.neighbours import Neighbours
from onrecord.meaning.merging.scoring import compare
from onrecord.meaning.merging.tellings import Telling, telling

WIRE = (
    "Norland will ship barley to the island of Sudmark. The minister of Sudmark thanked Norland on Monday. "
    "Both sides met in the capital for two hours."
)
COPY = (
    "Sudmark is to get barley. Norland will ship barley to the island of Sudmark. The minister of Sudmark thanked "
    "Norland on Monday. Both sides met in the capital for two hours."
)
OTHER = (
    "La Norlande enverra de l'orge au Sudmark. Lundi, le ministre du Sudmark a remercié la Norlande. Les deux parties "
    "se sont vues deux heures dans la capitale."
)


def mention(
    report: str,
    text: str,
    words: str,
    type: EventType,
    stage: Stage = "done",
    *,
    language: str = "en",
    basis: PartyBasis = "explicit",
    recipient: str = "SUD",
) -> Telling:
    """A mention whose trigger is the first of ``words``, which are its evidence."""
    start = text.index(words)
    clause = Span(start, start + len(words))
    parties = [Party(code, clause, code, "GOV", basis=basis) for code in ("NOR", recipient)]
    event = Event(
        type,
        stage,
        Span(start, start + len(words.split()[0])),
        clause,
        actors=(parties[0],),
        recipients=(parties[1],),
        id=f"{report}-{start:03}",
        report=report,
    )
    return telling(event, Report(report, text, language=language, published="2031-05-04"), "r1")


def places(ours: str, theirs: str, *pairs: tuple[str, str], exact: bool) -> list[Place]:
    """The stretches that two texts share."""
    found = []
    for one, other in pairs:
        first, second = ours.index(one), theirs.index(other)
        found.append((Span(first, first + len(one)), Span(second, second + len(other)), exact))
    return found


def test_a_copy_read_otherwise_is_the_counterpart() -> None:
    one = mention("r1", WIRE, "ship barley to the island", "AID", "pledged")
    other = mention("r2", COPY, "ship barley to the island", "MOBILIZE")
    shared = places(WIRE, COPY, (WIRE, WIRE), exact=True)
    assert counterparts([one], [other], shared) == {one.id: other.id}


def test_a_translation_is_followed_in_its_order() -> None:
    wire = [mention("r1", WIRE, "ship barley", "AID", "pledged"), mention("r1", WIRE, "thanked Norland", "SUPPORT")]
    other = [
        mention("r2", OTHER, "enverra de l'orge", "COOPERATE", "pledged", language="fr"),
        mention("r2", OTHER, "remercié la Norlande", "SUPPORT", language="fr"),
    ]
    whole = (WIRE.split(". ")[0], OTHER.split(". ")[0]), (WIRE.split(". ")[2], OTHER.split(". ")[2])
    found = counterparts(wire, other, places(WIRE, OTHER, *whole, exact=False))
    assert found[wire[1].id] == other[1].id
    assert found.get(wire[0].id) != other[1].id


def test_each_has_one_counterpart_at_most() -> None:
    wire = [mention("r1", WIRE, "met in the capital", "CONSULT")]
    text = COPY + " They met once more."
    copy = [mention("r2", text, "met in the capital", "CONSULT"), mention("r2", text, "met once more", "CONSULT")]
    assert counterparts(wire, copy, places(WIRE, text, (WIRE, WIRE), exact=True)) == {wire[0].id: copy[0].id}


def test_reports_that_share_nothing_have_none() -> None:
    one, other = mention("r1", WIRE, "met in", "CONSULT"), mention("r2", OTHER, "vues deux", "CONSULT", language="fr")
    assert counterparts([one], [other], []) == {}


@pytest.fixture
def near() -> Neighbours:
    """What is known of the wire and its copy."""
    known = Neighbours()
    at = COPY.index(WIRE)
    shown = Shown("passages", 1.0, Span(at, at + len(WIRE)), Span(0, len(WIRE)))
    known.add_link(Link("r2", "r1", "reprint", shown=(shown,)))
    return known


def test_counterparts_are_one_act_whatever_they_were_read_as(near: Neighbours) -> None:
    one = mention("r1", WIRE, "ship barley to the island", "AID", "pledged")
    other = mention("r2", COPY, "ship barley to the island", "MOBILIZE", recipient="WES")
    thanks = mention("r2", COPY, "thanked Norland", "SUPPORT")
    near.add_told("r1", [one])
    near.add_told("r2", [other, thanks])
    assert compare(one, other, near).joined
    assert compare(one, other, near) == compare(other, one, near)
    assert not compare(one, thanks, near).joined
    assert not compare(one, other).joined


def test_sides_that_no_words_say_do_not_set_two_mentions_apart() -> None:
    words = "ship barley to the island"
    said = [mention(f"r{n}", WIRE, words, "AID", "pledged", recipient=code) for n, code in enumerate(("SUD", "WES"))]
    understood = [
        mention(f"r{n}", WIRE, words, "AID", "pledged", recipient=code, basis="understood")
        for n, code in enumerate(("SUD", "WES"))
    ]
    assert compare(understood[0], understood[1]).score > compare(said[0], said[1]).score


def test_the_weights_are_of_the_features_that_are_read() -> None:
    assert set(weights()) == {"close", "type", "words", "figure", "goods", "trigger", "stage", "time", "other_goods"}


def test_sides_put_the_wrong_way_round_weigh_less_where_one_is_understood() -> None:
    words = "ship barley to the island"
    one = mention("r1", WIRE, words, "AID", "pledged")
    bases: tuple[PartyBasis, PartyBasis] = ("explicit", "understood")
    for basis in bases:
        clause = one.event.evidence
        sides = [Party(code, clause, code, "GOV", basis=basis) for code in ("SUD", "NOR")]
        event = replace(one.event, actors=(sides[0],), recipients=(sides[1],), id="r2-000", report="r2")
        other = telling(event, Report("r2", WIRE, language="en", published="2031-05-04"), "r1")
        assert (compare(one, other).values["others"] < 1.0) is (basis == "understood")


def test_of_two_acts_told_in_one_sentence_each_is_the_counterpart_of_its_own() -> None:
    teams = "Norland's divers searched the harbour of Sudmark while its planes brought blankets."
    turned = (
        "Des avions apportaient des couvertures au Sudmark pendant que des plongeurs de Norlande fouillaient le port."
    )
    goods: dict[str, Category] = {"diver": "personnel", "blanket": "shelter"}
    ours, theirs = (
        [
            replace(each, event=replace(each.event, items=(Item(what, each.event.trigger, what, category),)))
            for each, (what, category) in zip(mentions, goods.items(), strict=True)
        ]
        for mentions in (
            [mention("a", teams, "searched", "AID"), mention("a", teams, "brought", "AID")],
            [
                mention("b", turned, "fouillaient", "AID", language="fr"),
                mention("b", turned, "apportaient", "AID", language="fr"),
            ],
        )
    )
    whole = [(Span(0, len(teams)), Span(0, len(turned)), False)]
    assert counterparts(ours, theirs, whole) == {ours[n].id: theirs[n].id for n in (0, 1)}
