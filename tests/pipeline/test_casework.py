"""Entries and commitments in a ledger: merged as reports come, decided on by persons, remembered as they were."""

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from io import StringIO
from pathlib import Path
from random import Random

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ledger_fakes import READ, TELL
from onrecord.core.decisions import Decision
from onrecord.core.errors import LedgerError
from onrecord.pipeline.casework import Edit
from onrecord.pipeline.catalogue import LEDGER_STAGES
from onrecord.pipeline.ingest import Pipeline
from onrecord.pipeline.ledger import Ledger, open_ledger
from onrecord.pipeline.stages import LedgerStage
from onrecord.views.cli.commands import cli

STAGES = tuple(
    replace(stage, requires=tuple(need for need in stage.requires if need != "lineage"))
    for stage in LEDGER_STAGES
    if isinstance(stage, LedgerStage)
)
PIPELINE = Pipeline((READ, TELL), STAGES)
PROMISED = (
    "Barley\n@2031-05-04\nArland gives Borduria 20 t of barley on 2031-08-03. The harbour was full.\n"
    "Arland gives Borduria 5 t of barley on 2031-05-02."
)

REPORTS = {
    "a.txt": "Barley\n@2031-05-04\nArland gives Borduria 20 t of barley on 2031-05-03. The harbour was full.",
    "b.txt": "Sacks\n@2031-05-05\nArland gives Borduria 25 t of barley on 2031-05-03. Crews worked through the night.",
    "c.txt": "Tents\n@2031-05-05\nArland gives Borduria 9 t of tents on 2031-08-30. Rain fell on the southern hills.",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of three reports: two of one gift, one of another."""
    made = tmp_path / "reports"
    made.mkdir()
    for name, text in REPORTS.items():
        made.joinpath(name).write_text(text, "utf-8")
    return made


@pytest.fixture
def ledger(folder: Path, tmp_path: Path) -> Iterator[Ledger]:
    """A ledger of these reports."""
    with open_ledger(tmp_path / "x.ledger", pipeline=PIPELINE) as opened:
        opened.ingest([folder])
        yield opened


def clusters(ledger: Ledger) -> list[tuple[int, str]]:
    """The number of mentions and the tier of every entry."""
    return sorted((len(entry.mentions), entry.tier) for entry in ledger.entries())


def test_two_reports_of_one_gift_are_one_entry_with_a_conflict(ledger: Ledger) -> None:
    assert clusters(ledger) == [(1, "candidate"), (2, "candidate")]
    both = max(ledger.entries(), key=lambda entry: len(entry.mentions))
    assert both.origins == 2
    assert {value for conflict in both.conflicts for value in conflict.values} == {"20 t", "25 t"}
    assert [join.score > 1 for join in ledger.casework.joins(both)] == [True]


def test_one_after_the_other_gives_the_same(folder: Path, tmp_path: Path, ledger: Ledger) -> None:
    with open_ledger(tmp_path / "y.ledger", pipeline=PIPELINE) as other:
        for name in ("c.txt", "b.txt", "a.txt"):
            other.ingest([folder / name])
        assert [replace(e, joins=()) for e in other.entries()] == [replace(e, joins=()) for e in ledger.entries()]


def test_again_changes_nothing(folder: Path, ledger: Ledger) -> None:
    before = ledger.entries()
    ledger.ingest([folder])
    assert ledger.entries() == before


def test_split_and_undo(ledger: Ledger) -> None:
    both = max(ledger.entries(), key=lambda entry: len(entry.mentions))
    before = ledger.entries()
    decision = ledger.casework.split(both, both.mentions[1:], "Ada", "two ships")
    assert clusters(ledger) == [(1, "candidate")] * 3
    assert ledger.casework.undo(decision, "Ada")
    assert ledger.entries() == before
    assert [d.undone_by for d in ledger.casework.decisions()] == ["Ada"]
    assert not ledger.casework.undo(decision, "Ada")


def test_a_decision_is_kept_with_what_follows_from_it_or_not_at_all(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = clusters(ledger)
    entry = max(ledger.entries(), key=lambda entry: len(entry.mentions))

    def fail(*_: object) -> None:
        raise RuntimeError("the disk is full")

    with monkeypatch.context() as patch, pytest.raises(RuntimeError):
        patch.setattr("onrecord.record.ledger.writing.Writer.keep_found", fail)
        ledger.casework.split(entry, entry.mentions[:1], "Ada")
    assert not ledger.casework.decisions()
    assert clusters(ledger) == before
    assert ledger.casework.split(entry, entry.mentions[:1], "Ada")


def test_merge_and_undo(ledger: Ledger) -> None:
    before = ledger.entries()
    decision = ledger.casework.merge(before, "Ada")
    assert clusters(ledger) == [(3, "candidate")]
    ledger.casework.undo(decision, "Ada")
    assert ledger.entries() == before


def test_an_entry_cannot_be_split_into_itself(ledger: Ledger) -> None:
    entry = ledger.entries()[0]
    with pytest.raises(LedgerError):
        ledger.casework.split(entry, entry.mentions, "Ada")


def test_decisions_survive_a_new_version_of_a_stage(folder: Path, tmp_path: Path, ledger: Ledger) -> None:
    both = max(ledger.entries(), key=lambda entry: len(entry.mentions))
    ledger.casework.split(both, both.mentions[1:], "Ada")
    ledger.casework.accept(next(e for e in ledger.entries() if e.id == both.id), "Ada")
    with open_ledger(ledger.path, pipeline=Pipeline((READ, replace(TELL, version=2)), STAGES)) as later:
        later.ingest([folder])
        assert clusters(later) == [(1, "candidate"), (1, "candidate"), (1, "vetted")]


def test_a_later_contradiction_raises_a_flag(folder: Path, tmp_path: Path) -> None:
    with open_ledger(tmp_path / "z.ledger", pipeline=PIPELINE) as ledger:
        ledger.ingest([folder / "a.txt"])
        ledger.casework.accept(ledger.entries()[0], "Ada")
        ledger.ingest([folder / "b.txt"])
        (entry,) = ledger.entries()
        assert entry.tier == "vetted"
        assert ledger.casework.entries([entry.id])[0].flags


def test_what_has_changed_since(folder: Path, tmp_path: Path) -> None:
    with open_ledger(tmp_path / "z.ledger", pipeline=PIPELINE) as ledger:
        ledger.ingest([folder / "a.txt"])
        assert [change.kind for change in ledger.casework.changes("2020")] == ["new"]
        assert ledger.casework.changes("2999") == []
        assert ledger.casework.as_of("2020") == {}
        assert len(ledger.casework.as_of("2999")) == 1
        (said,) = (json.loads(content) for content in ledger.casework.as_of("2999").values())
        assert (said["who"], said["whom"], said["what"]) == (["ARL"], ["BRD"], ["barley"])
        middle = "2999-01-01T00:00:00"
        ledger.casework.edit(ledger.entries()[0], Edit("stage", "done"), "Ada")
        assert ledger.casework.changes(middle) == []
        assert [change.kind for change in ledger.casework.changes("2020")] == ["new"]


def test_commitments_have_a_history_too(tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "a.txt").write_text(PROMISED, "utf-8")
    with open_ledger(tmp_path / "z.ledger", pipeline=PIPELINE) as ledger:
        ledger.ingest([folder])
        held = ledger.casework.commitments()
        changes = ledger.casework.changes("2020", "commitment")
        assert [change.kind for change in changes] == ["new"] * len(held)
        assert set(ledger.casework.as_of("2999", "commitment")) == {each.id for each in held}


def test_nothing_is_written_again_that_has_not_changed(folder: Path, ledger: Ledger) -> None:
    def versions() -> int:
        with sqlite3.connect(ledger.path) as connection:
            return int(connection.execute("SELECT count(*) FROM entry_version").fetchone()[0])

    before = versions()
    casework = ledger.casework
    casework.undo(casework.accept(ledger.entries()[0], "Ada"), "Ada")
    # Vetted, and no longer: two versions of one entry, none of any other.
    assert versions() == before + 2


ACTS = st.lists(st.tuples(st.sampled_from("amres"), st.integers(0, 9), st.integers(0, 9)), max_size=5)


@settings(deadline=None, max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=ACTS, order=st.randoms())
def test_undoing_everything_restores_the_ledger(
    ledger: Ledger, acts: list[tuple[str, int, int]], order: Random
) -> None:
    # Drawn before anything is decided: an example that is given up while drawing must leave the ledger as it was
    ranks = [order.random() for _ in acts]
    before = ledger.entries()
    made = [(rank, decision) for rank, act in zip(ranks, acts, strict=True) if (decision := _decide(ledger, *act))]
    for _, decision in sorted(made, key=lambda pair: pair[0]):
        assert ledger.casework.undo(decision, "Bea")
    assert ledger.entries() == before
    assert all(decision.undone for decision in ledger.casework.decisions())


def _decide(ledger: Ledger, act: str, one: int, other: int) -> Decision | None:
    entries = sorted(ledger.entries(), key=lambda entry: entry.id)
    first, second = entries[one % len(entries)], entries[other % len(entries)]
    match act:
        case "a":
            return ledger.casework.accept(first, "Ada")
        case "r":
            return ledger.casework.reject(first, "Ada")
        case "e":
            return ledger.casework.edit(first, Edit("stage", "agreed"), "Ada")
        case "m" if first != second:
            return ledger.casework.merge([first, second], "Ada")
        case "s" if len(first.mentions) > 1:
            return ledger.casework.split(first, first.mentions[: 1 + other % (len(first.mentions) - 1)], "Ada")
    return None


def test_both_values_stand_side_by_side(ledger: Ledger) -> None:
    entry = ledger.entries()[0]
    undone = ledger.casework.edit(entry, Edit("type", "COOPERATE"), "Ada", "a sale")
    ledger.casework.undo(undone, "Bea")
    ledger.casework.edit(entry, Edit("when", "2031-05"), "Ada")
    ledger.close()
    done = CliRunner().invoke(cli, ["show", entry.id, "--ledger", str(ledger.path)])
    lines = done.output.splitlines()
    assert any("found: 2031-05-03 | set to: 2031-05 by Ada" in line for line in lines), done.output
    assert any("edit type = COOPERATE by Ada" in line and "taken back by Bea" in line for line in lines)
    assert not any("set to: COOPERATE" in line for line in lines)
    assert any(line.split() == ["tier", "vetted"] for line in lines)


def test_a_later_report_against_a_value_that_was_set_raises_a_flag(folder: Path, tmp_path: Path) -> None:
    with open_ledger(tmp_path / "z.ledger", pipeline=PIPELINE) as ledger:
        ledger.ingest([folder / "a.txt"])
        ledger.casework.edit(ledger.entries()[0], Edit("when", "2031-04"), "Ada")
        ledger.ingest([folder / "b.txt"])
        assert any("when: 2031-04 / 2031-05-03" in flag for flag in ledger.entries()[0].flags)


def test_the_export_has_commitments_and_decisions(ledger: Ledger) -> None:
    ledger.casework.edit(ledger.entries()[0], Edit("when", "2031-05"), "Ada", "by the ship's papers")
    out = StringIO()
    ledger.export(out)
    rows = [json.loads(line) for line in out.getvalue().splitlines()]
    (decision,) = [row for row in rows if row["kind"] == "decision"]
    assert (decision["field"], decision["value"], decision["who"]) == ("when", "2031-05", "Ada")


def test_a_field_that_is_none_cannot_be_set(ledger: Ledger) -> None:
    with pytest.raises(LedgerError):
        ledger.casework.edit(ledger.entries()[0], Edit("mood", "fair"), "Ada")


def test_review_by_keys(ledger: Ledger) -> None:
    ledger.close()
    done = CliRunner().invoke(cli, ["review", "--who", "Ada", "--ledger", str(ledger.path)], input="wa\nnq")
    assert done.exit_code == 0, done.output
    assert "conflict" in done.output


def test_the_commands_print(ledger: Ledger) -> None:
    ledger.close()
    every = ("commitments --chart --total", "commitments --as-of 2999", "diff --since 2020", "show --as-of 2999",
             "show --as-of 2999 --type AID --counts",
             "show --counts", "show --sort=-origins --limit 1")  # fmt: skip
    for arguments in map(str.split, every):
        done = CliRunner().invoke(cli, [*arguments, "--ledger", str(ledger.path)])
        assert done.exit_code == 0, done.output
