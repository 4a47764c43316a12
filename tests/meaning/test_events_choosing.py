"""Who the parties of an act are chosen to be where its clause leaves it open (``meaning/events/choosing.py``)."""

from typing import get_args

import pytest

from onrecord.core.records import Event, Party
from onrecord.core.tables import packaged_table
from onrecord.core.vocabulary import EventType
from onrecord.language.parsing import parse_text
from onrecord.meaning.events import extract_events
from onrecord.meaning.events.choosing import weights_of
from onrecord.meaning.events.extract import party_chooser
from onrecord.meaning.events.find import told_in
from onrecord.meaning.events.mentions import MentionMap
from onrecord.meaning.events.traits import FAMILIES
from onrecord.meaning.grounds.weighing import meanings, weightiest

QUAKE = (
    "A strong earthquake hit {0} on Monday. {0} asked its neighbours for help.\n\n"
    "{1} sent forty rescuers and {2} offered tents. The money from {1} arrived on Friday.\n\n"
    "Opposition deputies accused the government of acting too late."
)


def events_of(text: str, title: str | None = None) -> tuple[Event, ...]:
    """Return the events of an English text."""
    parse = parse_text(text, "en")
    return extract_events(parse, told_in(parse, "2024-06-12", title=title))[0]


def codes(parties: tuple[Party, ...]) -> frozenset[str]:
    return frozenset(code for p in parties if p.country for code in p.country.split("+"))


def test_every_weight_is_for_a_side_and_for_types_that_exist() -> None:
    rows = packaged_table("onrecord.meaning.events", "choice.tsv")
    assert len(rows) > 100
    places = {"*", *FAMILIES.values(), *get_args(EventType)}
    assert {row["side"] for row in rows} == {"actor", "recipient", "pair"}
    assert {row["where"] for row in rows} <= places
    assert all(abs(float(row["weight"])) < 5 for row in rows)


@pytest.mark.parametrize("type_", get_args(EventType))
def test_every_type_has_a_family_and_trusts_the_rules_where_nothing_else_is_told(type_: EventType) -> None:
    weights = weights_of(type_)
    assert weights.actor["as ruled"] > 0
    # What speaks for one side as ruled is counted for each of both, and for both once more
    assert weights.actor["as ruled"] + weights.recipient["as ruled"] + weights.pair["both as ruled"] > 0


def test_every_trait_that_is_weighed_is_read_somewhere() -> None:
    weighed = {(row["side"], row["trait"]) for row in packaged_table("onrecord.meaning.events", "choice.tsv")}
    text = QUAKE.format("Peru", "Chile", "Ecuador")
    parse = parse_text(text, "en")
    chooser, acts = party_chooser(parse, told_in(parse, "2024-06-12", title="Peru hit by earthquake"))
    read = {trait for n in range(len(acts)) for answer in chooser.answers(n) for trait in answer.traits}
    assert len(read & weighed) > len(weighed) / 4


def test_every_trait_has_words_for_readers() -> None:
    weighed = {row["trait"] for row in packaged_table("onrecord.meaning.events", "choice.tsv")}
    parse = parse_text(QUAKE.format("Peru", "Chile", "Ecuador"), "en")
    chooser, acts = party_chooser(parse, told_in(parse, "2024-06-12", title="Peru hit by earthquake"))
    read = {trait for n in range(len(acts)) for answer in chooser.answers(n) for _, trait in answer.traits}
    assert weighed | read <= meanings().keys()
    assert all(says.endswith(".") for says in meanings().values())


def test_what_weighed_most_for_chosen_parties_is_told() -> None:
    found = events_of(QUAKE.format("Peru", "Chile", "Ecuador"), "Peru hit by earthquake")
    open_ = [e for e in found if any(p.basis == "understood" for p in (*e.actors, *e.recipients))]
    assert open_
    for event in open_:
        assert 0 < len(event.grounds) <= 3
        weights = [each.weight for each in event.grounds]
        assert weights == sorted(weights, reverse=True)
        assert weights[-1] > 0


def test_where_the_clause_names_both_sides_nothing_is_weighed() -> None:
    (sent,) = events_of("Chile sent rice to Peru on Monday.")
    assert sent.grounds == ()


def test_of_traits_the_three_that_weigh_most_for_are_told() -> None:
    given = [("actor", "clause", 0.2), ("actor", "clause", 0.3), ("pair", "overlap", -1.0), ("recipient", "lead", 0.4)]
    told = weightiest(given)  # type: ignore[arg-type]
    assert [(each.trait, each.weight) for each in told] == [("clause", 0.5), ("lead", 0.4)]


def test_the_same_text_gives_the_same_parties_twice() -> None:
    text = QUAKE.format("Peru", "Chile", "Ecuador")
    assert events_of(text) == events_of(text)


@pytest.mark.parametrize(
    "names", [("Peru", "Chile", "Ecuador"), ("Ghana", "Togo", "Benin"), ("Nepal", "India", "Bhutan")]
)
def test_which_states_they_are_changes_nothing(names: tuple[str, str, str]) -> None:
    plain = {"Peru": "A", "Chile": "B", "Ecuador": "C"}
    known = {"PER": "A", "CHL": "B", "ECU": "C", "GHA": "A", "TGO": "B", "BEN": "C", "NPL": "A", "IND": "B", "BTN": "C"}

    # Without the last sentence: whether the encoder takes it for an act is another matter
    quake = QUAKE.rpartition("\n\n")[0]

    def sides(text: str) -> list[tuple[str, list[str], list[str]]]:
        return [
            (e.type, sorted(known[c] for c in codes(e.actors)), sorted(known[c] for c in codes(e.recipients)))
            for e in events_of(text)
        ]

    assert sides(quake.format(*names)) == sides(quake.format(*plain))


def test_sides_that_the_clause_names_outright_stand() -> None:
    text = "Chile sent rice to Peru on Monday. Ecuador and Colombia held talks. Ecuador accused Colombia of spying."
    given = next(e for e in events_of(text, "Ecuador and Colombia quarrel") if e.type == "AID")
    assert codes(given.actors) == {"CHL"}
    assert codes(given.recipients) == {"PER"}


def test_whom_no_words_of_the_act_name_is_marked_as_understood() -> None:
    text = QUAKE.format("Peru", "Chile", "Ecuador")
    for event in events_of(text, "Peru asks for help"):
        for party in (*event.actors, *event.recipients):
            inside = event.evidence.covers(party.span)
            assert inside or party.basis in ("understood", "referred"), (event.type, party)


def test_help_in_a_report_about_one_stricken_state_goes_to_it() -> None:
    helped = [
        e for e in events_of(QUAKE.format("Peru", "Chile", "Ecuador"), "Peru hit by earthquake") if e.type == "AID"
    ]
    assert helped
    assert all(codes(e.recipients) == {"PER"} for e in helped)


def test_a_body_told_by_its_name_is_not_replaced_by_a_state() -> None:
    sent, promised = events_of(
        "Uruguay sent food to Paraguay on Thursday. "
        "The Aurora Foundation promised 150,000 doses of vaccine to Paraguay."
    )
    assert codes(sent.actors) == {"URY"}
    assert [party.text for party in promised.actors] == ["The Aurora Foundation"]
    assert codes(promised.actors) == frozenset()
    assert codes(promised.recipients) == {"PRY"}


def test_whoever_is_not_in_a_list_of_states_is_not_meant() -> None:
    text = (
        "Morocco has promised lorries to five states. Mauritania waits for ten of them, Senegal too.\n\n"
        "Mali, Niger and Chad received thirty lorries on Monday."
    )
    received = [e for e in events_of(text) if e.evidence.of(text).startswith("Mali, Niger")]
    assert received
    assert codes(received[0].recipients) == {"MLI", "NER", "TCD"}


def test_nobody_helps_himself() -> None:
    text = "Peru was hit by floods. Rice was handed over on Monday. Peru thanked nobody."
    assert all(codes(e.actors) != codes(e.recipients) for e in events_of(text) if e.type == "AID" and codes(e.actors))


@pytest.mark.parametrize(
    ("text", "listed"),
    [
        ("The Union pays for roads in Nepal and Bangladesh.", {"NPL", "BGD"}),
        ("The flour was unloaded in Bishkek, Dushanbe and Tashkent.", {"KGZ", "TJK", "UZB"}),
        ("Peru, which had asked, thanked the donors in Chile.", set()),
        ("Peru has sent nothing to Chile.", set()),
    ],
)
def test_names_side_by_side_are_a_list(text: str, listed: set[str]) -> None:
    parse = parse_text(text, "en")
    lists = MentionMap(parse, told_in(parse, "2024-06-12").parties).lists
    assert set(lists) == ({frozenset(listed)} if listed else set())


def test_a_list_that_the_rules_take_apart_is_an_answer_as_a_whole() -> None:
    text = "Kazakhstan promised flour. A train left Almaty for the towns of Osh and Khujand on Monday with 900 tonnes."
    parse = parse_text(text, "en")
    chooser, acts = party_chooser(parse, told_in(parse, "2024-06-12"))
    both = frozenset({"KGZ", "TJK"})
    assert any(both in {a.recipients for a in chooser.answers(n)} for n in range(len(acts)))


@pytest.mark.parametrize(
    ("text", "type_", "faces"),
    [
        ("Ghana accused Togo of arming bandits. Togo bombed two villages in Ghana. Benin condemned the action.",
         "ACCUSE", {"TGO"}),
        ("Russia will ship wheat to Somalia. Ukraine had exported maize to Egypt. Somalia welcomed the offer.",
         "SUPPORT", {"RUS"}),
        ("Peruvian marines seized two boats from Chile. Chile demanded an apology.", "REQUEST", {"PER"}),
    ],
)  # fmt: skip
def test_an_act_faces_whoever_did_what_its_object_means(text: str, type_: str, faces: set[str]) -> None:
    (*_, event) = [e for e in events_of(text) if e.type == type_]
    assert codes(event.recipients) == faces
