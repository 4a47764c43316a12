"""A walk over the codebook's types and modes: a sentence of our own for each way that newspapers tell such an act
(``data/events_walk.tsv``), with the type, mode and stage to be read. Sides stand in ``event_sentences.tsv``."""

from pathlib import Path

import pytest

from onrecord.core.records import Event
from onrecord.core.tables import Row, parse_table
from onrecord.language.parsing import parse_texts
from onrecord.meaning.events.extract import extract_events
from onrecord.meaning.events.find import told_in

WALK = Path(__file__).parent / "data" / "events_walk.tsv"
LEAST = 0.97
"""The share of sentences whose act is read; another version of the parser may lose one or two."""
TYPES = 16


def rows() -> tuple[Row, ...]:
    return parse_table(WALK.read_text("utf-8"), WALK.name)


def is_read(row: Row, events: tuple[Event, ...]) -> bool:
    return any(
        (e.type, e.stage) == (row["type"], row["stage"]) and (not row["mode"] or e.mode == row["mode"]) for e in events
    )


@pytest.mark.parametrize("language", ["en", "fr"])
def test_each_way_to_tell_an_act_is_read_with_mode_and_stage(language: str) -> None:
    asked = [row for row in rows() if row["language"] == language]
    parses = parse_texts([row["sentence"] for row in asked], language)
    wrong = [
        row["sentence"]
        for row, parse in zip(asked, parses, strict=True)
        if not is_read(row, extract_events(parse, told_in(parse, "2026-03-12"))[0])
    ]
    assert len(wrong) <= (1 - LEAST) * len(asked), "\n".join(wrong)


def test_the_walk_goes_through_every_type() -> None:
    for language in ("en", "fr"):
        assert len({row["type"] for row in rows() if row["language"] == language}) >= TYPES - 1
