"""Ingest: counted, idempotent, resumable, contained faults, declared order."""

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

import ledger_fakes
from ledger_fakes import ENTRIES, PIPELINE, READ, REPORTS, TELL, one_each
from onrecord.config import Config
from onrecord.core.errors import PipelineError
from onrecord.core.records import Entry
from onrecord.core.view import View
from onrecord.pipeline.folios import Folio
from onrecord.pipeline.ingest import Pipeline, Step
from onrecord.pipeline.ledger import Ledger, open_ledger
from onrecord.pipeline.running import run_batch
from onrecord.pipeline.stages import ReportStage

# Rows that say when work was done, or count rows in the order of writing, are no content.
_NOT_CONTENT: dict[str, set[str] | None] = {
    "run": None,
    "migration": None,
    "entry_version": None,
    "stage_run": {"run"},
    "evidence": {"id"},
    "fulltext": {"id"},
    "report_line": {"id"},
    "statement_line": {"id"},
    "entry_join": {"made"},
    # Lines and terms are numbered as they come.
    "entry_line": {"id", "terms"},
    "entry_term": {"id"},
    "entry_bits": None,
    "entry_piece": None,
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of three reports."""
    reports = tmp_path / "reports"
    reports.mkdir()
    for name, text in REPORTS.items():
        reports.joinpath(name).write_text(text, "utf-8")
    return reports


def dump(path: Path) -> list[str]:
    """Return every row of content in the ledger, sorted."""
    connection = sqlite3.connect(path)
    connection.row_factory = sqlite3.Row
    names = [
        row[0]
        for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        if "_words" not in row[0] and not row[0].startswith("sqlite_")
    ]
    rows = []
    for name in names:
        left_out = _NOT_CONTENT.get(name, set())
        if left_out is None:
            continue
        for row in connection.execute(f"SELECT * FROM {name}"):
            rows.append(repr((name, sorted((k, row[k]) for k in row.keys() if k not in left_out))))  # noqa: SIM118
    connection.close()
    return sorted(rows)


def opened(path: Path, pipeline: Pipeline = PIPELINE, config: Config | None = None) -> Ledger:
    return open_ledger(path, pipeline=pipeline, config=config)


def trip(folios: Sequence[Folio], config: Config) -> list[Folio]:
    raise AssertionError("must not run")


def stop_at_two(folios: Sequence[Folio], config: Config) -> list[Folio]:
    if any(folio.file.endswith("two.txt") for folio in folios):
        raise KeyboardInterrupt
    return list(folios)


def pass_on(folios: Sequence[Folio], config: Config) -> list[Folio]:
    return list(folios)


def test_counts_and_contents(folder: Path, tmp_path: Path) -> None:
    with opened(tmp_path / "a.ledger") as ledger:
        summary = ledger.ingest([folder])
        assert (summary.read, summary.unchanged, summary.failed) == (3, 0, 0)
        assert (summary.statements, summary.events, summary.issues) == (1, 3, 1)
        assert summary.dropped == 2
        assert ledger.counts() == {"report": 3, "statement": 1, "event": 3, "entry": 3, "issue": 1}
        [entry] = ledger.entries(actor="ARL", recipient="BRD")
        [account] = ledger.accounts([entry])
        event = account.events[0]
        assert event.evidence.of(account.reports[event.report].text).startswith("Arland gives Borduria 20 t")
        assert event.produced_by == "tell@1"
        assert entry.origins == 1 and entry.mentions == (event.id,)


def test_the_same_bytes_twice_change_nothing(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.ledger"
    with opened(path) as ledger:
        ledger.ingest([folder])
    before = dump(path)
    with opened(path) as ledger:
        summary = ledger.ingest([folder])
    assert (summary.read, summary.unchanged) == (0, 3)
    assert dump(path) == before
    connection = sqlite3.connect(path)
    assert connection.execute("SELECT count(*) FROM run").fetchone() == (1,)


def test_the_order_of_files_does_not_matter(folder: Path, tmp_path: Path) -> None:
    files = sorted(folder.iterdir())
    for name, order in (("a.ledger", files), ("b.ledger", files[::-1])):
        with opened(tmp_path / name) as ledger:
            ledger.ingest(order)
    assert dump(tmp_path / "a.ledger") == dump(tmp_path / "b.ledger")


def test_a_copy_under_another_name_is_one_report(folder: Path, tmp_path: Path) -> None:
    folder.joinpath("zz.txt").write_bytes(folder.joinpath("one.txt").read_bytes())
    with opened(tmp_path / "a.ledger") as ledger:
        summary = ledger.ingest([folder])
        assert (summary.read, summary.unchanged) == (3, 1)
        assert ledger.counts()["report"] == 3
    connection = sqlite3.connect(tmp_path / "a.ledger")
    assert connection.execute("SELECT count(*) FROM capture").fetchone() == (4,)


def test_a_copy_of_what_fails_fails_under_its_own_name(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt", "c.txt"):
        tmp_path.joinpath(name).write_bytes(b"")
    for _ in range(2):
        with open_ledger(tmp_path / "a.ledger") as ledger:
            summary = ledger.ingest(sorted(tmp_path.glob("*.txt")))
            assert (summary.read, summary.unchanged, summary.failed) == (0, 0, 3)
            named = sorted(Path(issue.file or "").name for issue in ledger.issues())
            assert named == ["a.txt", "b.txt", "c.txt"]


def test_issues_about_a_file_go_when_it_is_mended(tmp_path: Path) -> None:
    table, other = tmp_path / "t.jsonl", tmp_path / "u.jsonl"
    row = '{"text": "' + REPORTS["one.txt"].replace("\n", " ") + '"}\n'
    other.write_text("{broken\n", "utf-8")
    for second, faults in (("{broken\n", {"t.jsonl#2", "u.jsonl#1"}), (row.replace(" ", "  ", 1), {"u.jsonl#1"})):
        table.write_text(row + second, "utf-8")
        with open_ledger(tmp_path / "a.ledger") as ledger:
            ledger.ingest([table, other] if second == "{broken\n" else [table])
            assert {Path(i.file or "").name for i in ledger.issues() if i.severity == "error"} == faults


def test_a_changed_version_is_run_again(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.ledger"
    with opened(path) as ledger:
        ledger.ingest([folder])
        before = [entry.id for entry in ledger.entries()]
    changed = Pipeline((READ, replace(TELL, version=2)), (ENTRIES,))
    with opened(path, changed) as ledger:
        summary = ledger.ingest([folder])
        assert (summary.read, summary.unchanged) == (3, 0)
        assert [entry.id for entry in ledger.entries()] == before
        assert {event.produced_by for report in ledger.reports() for event in ledger.events(report.id)} == {"tell@2"}
        assert ledger.counts()["event"] == 3
    with opened(path, changed, Config(longest=5_000)) as ledger:
        assert ledger.ingest([folder]).read == 3
        assert ledger.ingest([folder]).unchanged == 3


def test_a_fault_in_one_report_leaves_the_rest(folder: Path, tmp_path: Path) -> None:
    folder.joinpath("bad.txt").write_text("Bad\nArland gives BOOM.", "utf-8")
    folder.joinpath("empty.txt").write_bytes(b"")
    steps: list[Step] = []
    with opened(tmp_path / "a.ledger") as ledger:
        summary = ledger.ingest([folder, tmp_path / "nowhere.txt"], progress=steps.append)
        assert (summary.read, summary.failed) == (3, 3)
        errors = {(Path(i.file or "").name, i.stage, i.code) for i in ledger.issues() if i.severity == "error"}
        assert errors == {
            ("bad.txt", "tell@1", "tell.failed"),
            ("empty.txt", "read@1", "capture.empty"),
            ("nowhere.txt", "intake@1", "capture.absent"),
        }
        # What was read before the fault is kept.
        assert "Bad" in {report.title for report in ledger.reports()}
        assert [step.done for step in steps] == [1, 2, 3, 4, 5, 6]
        assert {step.total for step in steps} == {6}
        assert sum(step.issue is not None for step in steps) == 3
    before = dump(tmp_path / "a.ledger")
    with opened(tmp_path / "a.ledger") as ledger:
        again = ledger.ingest([folder, tmp_path / "nowhere.txt"])
        assert (again.read, again.unchanged, again.failed) == (0, 3, 3)
    assert dump(tmp_path / "a.ledger") == before


def test_an_interrupt_keeps_what_is_done_and_the_next_run_goes_on(folder: Path, tmp_path: Path) -> None:
    stop = ReportStage(name="stop", version=1, requires=("report",), assigns=(), run=stop_at_two)
    path, whole = tmp_path / "a.ledger", tmp_path / "b.ledger"
    with opened(path, Pipeline((READ, TELL, stop), (ENTRIES,)), Config(batch=1)) as ledger:
        summary = ledger.ingest([folder])
        assert summary.interrupted
        assert 0 < summary.read < 3
        # It ends at once: what is read is merged when it is taken up again
        assert (ledger.counts()["entry"], summary.waiting) == (0, summary.read)
    harmless = replace(stop, run=pass_on)
    with opened(path, Pipeline((READ, TELL, harmless), (ENTRIES,)), Config(batch=1)) as ledger:
        rest = ledger.ingest([folder])
        assert rest.unchanged == summary.read and rest.read == 3 - summary.read
    with opened(whole, Pipeline((READ, TELL, harmless), (ENTRIES,))) as ledger:
        ledger.ingest([folder])
    assert dump(path) == dump(whole)


def test_an_interrupt_while_merging_keeps_what_is_read_and_merged(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("onrecord.pipeline.ingest._REPORTS_AT_ONCE", 1)
    path, whole = tmp_path / "a.ledger", tmp_path / "b.ledger"
    calls: list[Sequence[str]] = []

    def once_then_stop(view: View, reports: Sequence[str], config: Config) -> Iterator[Entry]:
        calls.append(reports)
        if len(calls) > 1:
            raise KeyboardInterrupt
        yield from one_each(view, reports, config)

    with opened(path, Pipeline((READ, TELL), (replace(ENTRIES, run=once_then_stop),))) as ledger:
        summary = ledger.ingest([folder])
        assert summary.interrupted
        assert (summary.read, summary.waiting, ledger.counts()["entry"]) == (3, 2, 1)
    later = replace(TELL, run=trip)
    with opened(path, Pipeline((READ, later), (ENTRIES,))) as ledger:
        rest = ledger.ingest([folder])
        assert (rest.read, rest.unchanged, rest.interrupted, rest.waiting) == (0, 3, False, 0)
    with opened(whole) as ledger:
        ledger.ingest([folder])
    assert dump(path) == dump(whole)


def test_an_interrupt_ends_what_a_stage_has_begun_ahead() -> None:
    left: list[str] = []
    ahead = ReportStage(
        name="ahead", version=1, requires=(), assigns=(), run=pass_on, leave=lambda: left.append("ahead")
    )
    stop = ReportStage(name="stop", version=1, requires=(), assigns=(), run=stop_at_two)
    run_batch([ahead, stop], [Folio("one.txt", "0" * 64, b"x")], Config())
    assert not left
    with pytest.raises(KeyboardInterrupt):
        run_batch([ahead, stop], [Folio("two.txt", "0" * 64, b"x")], Config())
    assert left == ["ahead"]


def test_two_processes_give_what_one_gives(folder: Path, tmp_path: Path) -> None:
    for n in range(6):
        text = f"Tea {n}\n@2024-01-0{n + 1}\nArland gives Borduria {n + 1} t of tea."
        folder.joinpath(f"tea{n}.txt").write_text(text, "utf-8")
    for name, jobs in (("a.ledger", 1), ("b.ledger", 2)):
        with opened(tmp_path / name, config=Config(batch=2)) as ledger:
            assert ledger.ingest([folder], jobs=jobs).read == 9
    assert dump(tmp_path / "a.ledger") == dump(tmp_path / "b.ledger")


def test_an_unmet_need_is_refused() -> None:
    with pytest.raises(PipelineError, match="tell@1 needs report"):
        Pipeline((TELL, READ))
    with pytest.raises(PipelineError, match="entries@1 needs events"):
        Pipeline((READ,), (ENTRIES,))
    with pytest.raises(PipelineError, match="called 'read'"):
        Pipeline((READ, READ))


def test_a_stage_that_loses_folios_is_a_fault_not_a_loss() -> None:
    greedy = ReportStage(name="greedy", version=1, requires=(), assigns=(), run=lambda folios, config: folios[:-1])
    after = ReportStage(name="after", version=1, requires=(), assigns=(), run=trip)
    [folio] = run_batch([greedy, after], [Folio("a", "0" * 64, b"x")], Config())
    assert folio.failed == "greedy"
    assert [issue.code for issue in folio.issues] == ["greedy.failed"]


def test_spans_outside_the_text_are_refused_and_named(folder: Path, tmp_path: Path) -> None:
    wild = replace(TELL, run=with_wild_spans)
    with opened(tmp_path / "a.ledger", Pipeline((READ, wild), (ENTRIES,))) as ledger:
        summary = ledger.ingest([folder])
        assert (summary.read, summary.failed) == (2, 1)
        [issue] = [issue for issue in ledger.issues() if issue.severity == "error"]
        assert issue.code == "keep.refused" and (issue.file or "").endswith("one.txt")
        assert ledger.ingest([folder]).failed == 1


def with_wild_spans(folios: Sequence[Folio], config: Config) -> list[Folio]:
    told = ledger_fakes.tell(folios, config)
    for n, folio in enumerate(told):
        if folio.file.endswith("one.txt"):
            event = replace(folio.events[0], evidence=folio.events[0].evidence.shifted(-1000))
            told[n] = replace(folio, events=(event,))
    return told
