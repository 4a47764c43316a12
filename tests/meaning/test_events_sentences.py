"""Single sentences of our own, each with what it must be coded as (``data/event_sentences.tsv``)."""

from functools import cache
from pathlib import Path

from onrecord.core.records import Event, Party
from onrecord.core.tables import Row, parse_table
from onrecord.meaning.events import find_events

SENTENCES = Path(__file__).parent / "data" / "event_sentences.tsv"
MUTUAL = ("CONSULT", "COOPERATE", "SUPPORT")
LEAST = {"coded": 0.90, "none": 1.0}
"""The share of sentences whose event is right in type, stage, polarity and sides, and of those that hold none."""

LEAST_STAGED = 0.96
"""The share of the grid of operators, tenses and acts that is right in type, stage and polarity."""
LEAST_TYPED = {"en": 0.86, "fr": 0.82}
"""The share of ``event_acts.tsv`` in which an event of the type is found."""


def rows_of(name: str) -> tuple[Row, ...]:
    return parse_table((SENTENCES.parent / name).read_text("utf-8"), name)


@cache
def sentences() -> tuple[Row, ...]:
    return parse_table(SENTENCES.read_text("utf-8"), SENTENCES.name)


def codes(parties: tuple[Party, ...]) -> set[str]:
    return {code for p in parties if p.country for code in p.country.split("+")}


def sides(row: Row) -> tuple[set[str], set[str]]:
    return {c for c in row["actor"].split("+") if c}, {c for c in row["recipient"].split("+") if c}


def is_right(row: Row, event: Event) -> bool:
    if (event.type, event.stage, event.polarity) != (row["type"], row["stage"], row["polarity"]):
        return False
    actors, recipients = sides(row)
    if row["type"] in MUTUAL:
        return actors | recipients <= codes(event.actors) | codes(event.recipients)
    return (not actors or codes(event.actors) == actors) and recipients <= codes(event.recipients)


@cache
def events_of(sentence: str, language: str) -> tuple[Event, ...]:
    return find_events(sentence, language=language, published="2024-06-12")


def found(row: Row) -> tuple[Event, ...]:
    return events_of(row["sentence"], row["language"])


def test_sentences_are_coded_as_a_careful_person_would() -> None:
    asked = [row for row in sentences() if row["type"] != "-"]
    wrong = [row["sentence"] for row in asked if not any(is_right(row, e) for e in found(row))]
    assert len(asked) - len(wrong) >= LEAST["coded"] * len(asked), wrong


def test_sentences_without_an_act_give_none() -> None:
    empty = [row for row in sentences() if row["type"] == "-"]
    wrong = [row["sentence"] for row in empty if found(row)]
    assert len(empty) - len(wrong) >= LEAST["none"] * len(empty), wrong


def test_every_type_is_asked_for_in_some_sentence() -> None:
    assert len({row["type"] for row in sentences()} - {"-"}) >= 14


def test_spans_slice_back_to_the_words() -> None:
    for row in sentences():
        text = row["sentence"]
        for event in found(row):
            assert event.trigger.of(text).strip()
            assert event.evidence.start <= event.trigger.start <= event.trigger.end <= event.evidence.end
            for party in (*event.actors, *event.recipients):
                assert party.span.of(text) == party.text
            for item in event.items:
                assert item.span.of(text) == item.text


def test_operators_and_tenses_give_stage_and_polarity() -> None:
    rows = rows_of("event_stages.tsv")
    wrong = []
    for row in rows:
        asked = (row["type"], row["stage"], row["polarity"])
        if asked not in [(e.type, e.stage, e.polarity) for e in found(row)]:
            wrong.append(row["sentence"])
    assert len(rows) > 300
    assert len(rows) - len(wrong) >= LEAST_STAGED * len(rows), wrong


def test_acts_of_all_types_are_named_in_many_ways() -> None:
    rows = rows_of("event_acts.tsv")
    assert len({row["type"] for row in rows}) == 16
    for language, least in LEAST_TYPED.items():
        asked = [row for row in rows if row["language"] == language]
        wrong = [row["sentence"] for row in asked if row["type"] not in [e.type for e in found(row)]]
        assert len(asked) - len(wrong) >= least * len(asked), wrong
