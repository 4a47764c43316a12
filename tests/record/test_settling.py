"""What stages over all reports have yet to do: known by a list, which stays true whatever is written in between."""

import random
import sqlite3
from collections.abc import Sequence
from pathlib import Path

import pytest

from onrecord.core.records import Entry, Event, Reading, Report
from onrecord.core.spans import Span
from onrecord.record.ledger import Filing, StageMark, Store

STAGES = ("keys", "entries", "commitments")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The path of a ledger that is not there yet."""
    return tmp_path / "x.ledger"


def sha(number: int) -> str:
    """Return the hash of a report's bytes."""
    return f"{number * 7919:064x}"


def keep(store: Store, numbers: Sequence[int], text: str = "They gave it.") -> None:
    """Keep reports of one act each; a report of no text comes to nothing."""
    filings = []
    for number in numbers:
        event = Event("AID", "done", Span(5, 9), Span(0, 12), id=f"evt-{number}", report=f"rep-{number}")
        report = Report(f"rep-{number}", text, file=f"{number}.txt", sha256=sha(number), published="2024-05-07")
        reading = Reading(report, events=(event,)) if text else None
        filings.append(Filing(f"{number}.txt", sha(number), b"x", reading))
    with store.writing() as writer:
        writer.keep(filings, writer.begin_run("test", "{}"))


def mark(store: Store, numbers: Sequence[int], mark: StageMark, entries: Sequence[Entry] = ()) -> None:
    """Put on record that a stage has dealt with reports."""
    with store.writing() as writer:
        writer.keep_found(list(entries), [sha(n) for n in numbers], mark, writer.begin_run("test", "{}"))


def open_ones(path: Path, mark: StageMark) -> list[tuple[str, str]]:
    """Return what ``Store.pending`` has to, from all rows."""
    with sqlite3.connect(path) as connection:
        done = connection.execute(
            "SELECT subject FROM stage_run WHERE stage = ? AND version = ? AND config_hash = ? AND status = 'done'",
            (mark.stage, mark.version, mark.config_hash),
        )
        settled = {subject for (subject,) in done}
        reports = connection.execute("SELECT id, sha256 FROM report ORDER BY id").fetchall()
    return [row for row in reports if row[1] not in settled]


@pytest.mark.parametrize("seed", range(4))
def test_what_is_left_is_the_same_as_by_going_through_all_reports(path: Path, seed: int) -> None:
    chance, store = random.Random(seed), Store(path)
    versions = (1, 1, 1, 2)
    for _ in range(60):
        some = chance.sample(range(12), chance.randint(1, 5))
        stage = chance.choice(STAGES)
        held = [n for n in some if (f"rep-{n}", sha(n)) in open_ones(path, StageMark("none", 1, ""))]
        match chance.choice(("keep", "keep", "lose", "mark", "mark", "mark", "fail", "entry", "reopen")):
            case "keep":
                keep(store, some)
            case "lose":
                keep(store, some[:1], "")
            case "mark":
                mark(store, held, StageMark(stage, chance.choice(versions), ""))
            case "fail":
                mark(store, held, StageMark(stage, 1, "", failed=True))
            case "entry" if held:
                # One who is told with others in another ingest: commitments are to be followed anew
                told = Entry(f"entry-{held[0]}", "AID", "done", tuple(f"evt-{n}" for n in held), len(held))
                mark(store, held[:1], StageMark("entries", 1, ""), [told])
            case _:
                store.close()
                store = Store(path)
        for stage in STAGES:
            for version in (1, 2):
                asked = StageMark(stage, version, "")
                assert store.pending(asked) == open_ones(path, asked)
    store.close()


def test_reports_that_are_dealt_with_are_not_gone_through_again(path: Path) -> None:
    asked = StageMark("keys", 1, "")

    def steps() -> int:
        """Return what looking for what is left costs, in hundreds of SQLite's steps."""
        counted = [0]
        with store._database.reading() as connection:
            raw = connection.connection.driver_connection
            assert isinstance(raw, sqlite3.Connection)

            def count() -> None:
                counted[0] += 1

            raw.set_progress_handler(count, 100)
        assert [report for report, _ in store.pending(asked)] == ["rep-9000", "rep-9001"]
        with store._database.reading() as connection:
            raw.set_progress_handler(None, 0)
        return counted[0]

    store, found = Store(path), []
    for first, last in ((0, 20), (20, 600)):
        keep(store, range(first, last))
        mark(store, range(first, last), asked)
        keep(store, (9000, 9001))
        found.append(steps())
    assert found[1] <= found[0] + 2, f"{found} hundred steps: the search for what is left grows with the ledger"
    store.close()
