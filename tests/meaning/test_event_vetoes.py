"""What is no act of anybody: routines, questions, fates, states; and idioms of the press that are acts."""

from pathlib import Path

import pytest

from onrecord.core.records import Event
from onrecord.core.tables import Row, parse_table
from onrecord.language.parsing import parse_texts
from onrecord.meaning.events.extract import extract_events
from onrecord.meaning.events.find import told_in

IDIOMS = Path(__file__).parent / "data" / "event_idioms.tsv"
LEAST = 0.97
"""The share of idioms that is read; another version of the parser may lose one or two."""

NO_ACTS = (
    "India sells nearly all its mangoes to Kenya.",
    "The pipeline carries gas from Poland to Kenya.",
    "Villages in Malawi were cut off by the cyclone.",
    "Greece's high commission in Zambia was badly damaged in the tremor.",
    "Would Norway send troops to Chile?",
)


def found(*sentences: str) -> list[tuple[Event, ...]]:
    parses = parse_texts(list(sentences), "en")
    return [extract_events(parse, told_in(parse, "2026-03-12"))[0] for parse in parses]


@pytest.mark.parametrize("sentence", NO_ACTS)
def test_what_is_so_as_a_rule_or_befalls_somebody_is_no_act(sentence: str) -> None:
    assert found(sentence) == [()]


def test_a_rule_with_a_date_is_an_act() -> None:
    (events,) = found("India sold Kenya 3,000 tonnes of rice on Monday.")
    assert [e.type for e in events] == ["COOPERATE"]


def test_a_pronoun_stands_for_the_thing_named_before() -> None:
    (events,) = found("India owns a border crossing into Nepal. On Monday India shut it.")
    assert [(e.type, e.mode) for e in events] == [("COERCE", "restrict")]


def rows() -> tuple[Row, ...]:
    return parse_table(IDIOMS.read_text("utf-8"), IDIOMS.name)


def test_idioms_of_the_press_are_read_as_the_acts_they_tell() -> None:
    events = found(*(row["sentence"] for row in rows()))
    wrong = [r["sentence"] for r, told in zip(rows(), events, strict=True) if r["type"] not in {e.type for e in told}]
    assert len(wrong) <= (1 - LEAST) * len(wrong + events), "\n".join(wrong)


def test_a_bare_participle_tells_what_they_are() -> None:
    (events,) = found(
        'India will send 40 medics to Kenya. "Forty pairs of hands trained mean two more wards," he said.'
    )
    assert [e.stage for e in events] == ["pledged"]
