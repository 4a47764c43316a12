"""Acts in the word orders of the press: one act of giving, told in many ways, comes out with both sides and its thing.

What varies is what parsers stumble on: days and goals between verb and object, passives, relative clauses, nouns of
acts, things taken for parts of names. Each sentence names its type, stage, giver, receiver and category.
"""

from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from onrecord.core.records import Event
from onrecord.language.parsing import parse_texts
from onrecord.meaning.events.extract import extract_events
from onrecord.meaning.events.find import told_in

FRAMES = Path(__file__).parent / "data" / "event_frames.tsv"


class Frame(NamedTuple):
    """A line of the table: what the sentence must yield."""

    language: str
    type: str
    stage: str
    giver: str
    receiver: str
    category: str
    sentence: str


ROWS = [Frame(*line.split("\t")) for line in FRAMES.read_text("utf-8").splitlines() if line and line[0] != "#"]


@cache
def events(language: str) -> dict[str, tuple[Event, ...]]:
    """Return the events of every sentence of ``language``, parsed in one batch."""
    sentences = [row.sentence for row in ROWS if row.language == language]
    parses = parse_texts(sentences, language)
    return {
        sentence: extract_events(parse, told_in(parse, "2024-06-20"))[0]
        for sentence, parse in zip(sentences, parses, strict=True)
    }


def told(event: Event) -> tuple[str, str, str, str, str]:
    """Return what is compared of an event."""
    givers = "+".join(sorted({party.country or "?" for party in event.actors}))
    receivers = "+".join(sorted({party.country or "?" for party in event.recipients}))
    categories = "+".join(sorted({item.category for item in event.items})) or "-"
    return event.type, event.stage, givers, receivers, categories


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.sentence[:60])
def test_an_act_is_read_in_whatever_order_it_is_told(row: Frame) -> None:
    found = [told(event) for event in events(row.language)[row.sentence]]
    assert (row.type, row.stage, row.giver, row.receiver, row.category) in found, found
