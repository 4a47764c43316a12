"""What goes into a ledger comes out again, field by field; searches find it."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from onrecord.core.issues import DroppedBlock, DroppedMention, Issue
from onrecord.core.records import (
    Conflict,
    Entity,
    Entry,
    Event,
    Foreign,
    Item,
    Origin,
    Party,
    Place,
    Reading,
    Report,
    Statement,
)
from onrecord.core.spans import Span
from onrecord.record.ledger import EntryFilter, Filing, StageMark, StatementFilter, Store, Who

TEXT = (
    "L'Arlande a promis mardi à Port-Réal 20 000 t de blé, a déclaré sa ministre, Mme Œuvrard, au micro de Radio Test."
)
SHA = "ab" * 32


def span(words: str) -> Span:
    """Return where ``words`` stand in the text."""
    start = TEXT.index(words)
    return Span(start, start + len(words))


REPORT = Report(
    id="rep-1",
    text=TEXT,
    file="a/b.txt",
    sha256=SHA,
    outlet="Radio Test",
    url="https://test.example/1",
    title="Du blé",
    byline="A. B.",
    section="Monde",
    language="fr",
    foreign=(Foreign(span("Radio Test"), "en"),),
    published="2024-05-07",
    published_basis="visible",
    published_words="7 mai",
    origins=(Origin("interview", "Radio Test", span("Radio Test")), Origin("agency", "TST", None, "(TST)")),
    dropped=(DroppedBlock("Accueil", "menu", 0), DroppedBlock("Partager", "share", 4)),
    produced_by="read@1",
)
STATEMENT = Statement(
    content=span("L'Arlande a promis mardi à Port-Réal 20 000 t de blé"),
    form="indirect",
    cue=span("a déclaré"),
    speaker="Mme Œuvrard",
    speaker_text="sa ministre",
    speaker_span=span("sa ministre"),
    country="ARL",
    sector="GOV",
    addressee="Radio Test",
    addressee_span=span("Radio Test"),
    venue="au micro",
    venue_span=span("au micro"),
    stance="neutral",
    chain=("Radio Test", "Mme Œuvrard"),
    entity="ent-1",
    id="stm-1",
    report="rep-1",
    produced_by="statements@1",
    basis="referred",
)
EVENT = Event(
    type="AID",
    stage="pledged",
    trigger=span("promis"),
    evidence=STATEMENT.content,
    mode=None,
    contexts=("human_security", "economic"),
    actors=(Party("L'Arlande", span("L'Arlande"), "ARL", "GOV", "Arlande", "ent-2", "understood"),),
    recipients=(Party("Port-Réal", span("Port-Réal"), "BRD+CTV", None, None, None),),
    items=(Item("20 000 t de blé", span("20 000 t de blé"), "wheat", "food", 20000, 20000.5, "t", "range"),),
    stage_words=(span("a promis"), span("promis")),
    polarity="denied",
    polarity_words=(span("a"),),
    background=True,
    when="2024-05-07",
    when_text="mardi",
    when_span=span("mardi"),
    when_basis="relative",
    where=Place("Port-Réal", span("Port-Réal"), "BRD"),
    attribution="Mme Œuvrard",
    attribution_span=span("sa ministre"),
    statement="stm-1",
    id="evt-1",
    report="rep-1",
    produced_by="events@1",
)
ENTITY = Entity("ent-1", "Mme Œuvrard", "Person", "ARL", "GOV", "ministre", (span("sa ministre"),), "rep-1", "cast@1")
DROPPED = DroppedMention("events@1", span("déclaré"), "habit")
ISSUE = Issue("read@1", "dating.weekday", "No.", "Yes.", "note", "a/b.txt", "rep-1", span("mardi"))
MARKS = (StageMark("read", 1, "00"), StageMark("events", 1, "00"))
ENTRY = Entry(
    "entry-1", "AID", "pledged", ("evt-1",), 1, (Conflict("items", ("20000 t", "25000 t")),), "candidate", "entries@1"
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A ledger with one report."""
    store = Store(tmp_path / "a.ledger")
    reading = Reading(REPORT, (STATEMENT,), (EVENT,), (ENTITY,))
    with store.writing() as writer:
        run = writer.begin_run("test", "{}")
        writer.keep([Filing("a/b.txt", SHA, b"raw bytes", reading, (DROPPED,), (ISSUE,), MARKS)], run)
        writer.keep_entries([ENTRY], [SHA], StageMark("entries", 1, "00"), run)
    yield store
    store.close()


def test_records_come_back_whole(store: Store) -> None:
    assert list(store.reports(["rep-1"])) == [replace(REPORT, issues=(ISSUE,))]
    assert list(store.statements_of(["rep-1"])) == [STATEMENT]
    assert list(store.events_of(["rep-1"])) == [EVENT]
    assert list(store.entities_of(["rep-1"])) == [ENTITY]
    assert list(store.entries(["entry-1"])) == [ENTRY]
    assert list(store.entries_with(["evt-1", "evt-9"])) == [ENTRY]
    assert store.dropped_mentions("rep-1") == [DROPPED]
    assert store.issues() == [ISSUE]
    assert store.raw(SHA) == b"raw bytes"


def test_whole_numbers_stay_whole(store: Store) -> None:
    [event] = store.events(["evt-1"])
    assert isinstance(event.items[0].low, int) and isinstance(event.items[0].high, float)


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (EntryFilter(), True),
        (EntryFilter(type="AID", stage="pledged"), True),
        (EntryFilter(type="AGREE"), False),
        (EntryFilter(stage="done"), False),
        (EntryFilter(actor=Who("arlande")), True),
        (EntryFilter(actor=Who("ARLANDE")), True),
        (EntryFilter(actor=Who("land")), False),
        (EntryFilter(actor=Who("x", ("ARL",))), True),
        (EntryFilter(actor=Who("x", ("CTV",))), False),
        (EntryFilter(recipient=Who("port real")), True),
        (EntryFilter(recipient=Who("x", ("CTV",))), True),
        (EntryFilter(recipient=Who("_")), False),
        (EntryFilter(recipient=Who("%")), False),
        (EntryFilter(since="2024-05-07", until="2024-05-07"), True),
        (EntryFilter(since="2024-05-08"), False),
        (EntryFilter(until="2024-05-06"), False),
        (EntryFilter(text="BLE"), True),
        (EntryFilter(text='"t de blé" arlande'), True),
        (EntryFilter(text='"de t blé"'), False),
        (EntryFilter(text="radio"), False),
        (EntryFilter(text="?!"), False),
        (EntryFilter(text='" OR NEAR( * : ^'), False),
        (EntryFilter(report="rep-1"), True),
        (EntryFilter(report="rep-2"), False),
    ],
)
def test_entry_filters(store: Store, wanted: EntryFilter, found: bool) -> None:
    assert store.find_entries(wanted) == (["entry-1"] if found else [])


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (StatementFilter(), True),
        (StatementFilter(speaker=Who("oeuvrard")), True),
        (StatementFilter(speaker=Who("x", ("ARL",))), True),
        (StatementFilter(speaker=Who("micro")), False),
        (StatementFilter(about="blé"), True),
        (StatementFilter(about="micro"), False),
        (StatementFilter(since="2024-05-07", until="2024-06-01"), True),
        (StatementFilter(since="2024-05-08"), False),
    ],
)
def test_statement_filters(store: Store, wanted: StatementFilter, found: bool) -> None:
    assert store.find_statements(wanted) == (["stm-1"] if found else [])


def test_reports_are_found_by_title_and_text(store: Store) -> None:
    assert store.find_reports() == ["rep-1"]
    assert store.find_reports("du ble oeuvrard") == ["rep-1"]
    assert store.find_reports("seigle") == []


def test_reading_again_replaces_and_forgets(store: Store) -> None:
    reading = Reading(replace(REPORT, text="Du seigle.", origins=()))
    with store.writing() as writer:
        writer.keep([Filing("a/b.txt", SHA, b"raw bytes", reading, marks=MARKS)], writer.begin_run("test", "{}"))
    assert store.counts() == {"report": 1, "statement": 0, "event": 0, "entry": 0, "issue": 0}
    assert store.find_reports("ble arlande") == [] and store.find_reports("seigle") == ["rep-1"]
    assert store.find_entries(EntryFilter(text="ble")) == []


def test_what_is_done_is_known_by_version_and_settings(store: Store) -> None:
    assert store.done([SHA, "cd" * 32], MARKS) == {SHA}
    assert store.done([SHA], [*MARKS, StageMark("new", 1, "00")]) == set()
    assert store.done([SHA], [StageMark("read", 2, "00")]) == set()
    assert store.done([SHA], [StageMark("read", 1, "01")]) == set()
    assert store.pending(StageMark("entries", 1, "00")) == []
    assert store.pending(StageMark("entries", 2, "00")) == [("rep-1", SHA)]


def test_ids_by_their_beginning(store: Store) -> None:
    from onrecord.core.errors import LedgerError

    assert store.resolve("evt-1") == ("event", "evt-1")
    assert store.resolve("entr") == ("entry", "entry-1")
    assert store.resolve("1", kind="report") == ("report", "rep-1")
    for prefix, code in (
        ("1", "ledger.ambiguous"),
        ("zz", "ledger.no_id"),
        ("", "ledger.no_id"),
        ("%", "ledger.no_id"),
    ):
        with pytest.raises(LedgerError) as caught:
            store.resolve(prefix)
        assert caught.value.code == code
