"""Writing: what one transaction adds to a ledger. Only ``Store`` makes a writer, and only one writes at a time."""

import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import batched

from sqlalchemy import Connection, delete, select
from sqlalchemy.exc import SQLAlchemyError

from onrecord.core.decisions import Decision
from onrecord.core.entities import Resolved
from onrecord.core.issues import DroppedMention, Issue
from onrecord.core.lineage import Placement, Ruling
from onrecord.core.records import Commitment, Entry, Keyed, Reading
from onrecord.record.database import schema
from onrecord.record.ledger import decisions, entities, lineage
from onrecord.record.ledger.among import among
from onrecord.record.ledger.commitments import bereave, keep_commitments
from onrecord.record.ledger.entries import holding, keep_entries, keep_keys
from onrecord.record.ledger.finding import add_lines
from onrecord.record.ledger.indexing import forget
from onrecord.record.ledger.rows import issue_row, merged, reading_rows
from onrecord.record.ledger.settling import StageMark, expect, mark_done, unsettle, unsettle_one_each, withdraw
from onrecord.record.ledger.versions import note_gone
from onrecord.record.ledger.visits import Visit, keep_visits

INTAKE = "intake@1"
ENTRIES = "entries"
COMMITMENTS = "commitments"
_CHUNK = 400


@dataclass(frozen=True, slots=True)
class Filing:
    """All that is to be kept of one document: its bytes, what was read from them, and what went wrong.

    ``raw`` is None where the bytes are in the ledger already. ``reading`` is None where no report came of them.
    """

    file: str
    sha256: str
    raw: bytes | None
    reading: Reading | None = None
    dropped: tuple[DroppedMention, ...] = ()
    issues: tuple[Issue, ...] = ()
    marks: tuple[StageMark, ...] = ()

    @property
    def failed(self) -> bool:
        """Whether a stage failed on the document."""
        return any(mark.failed for mark in self.marks)


class Writer:
    """The changes of one transaction."""

    def __init__(self, connection: Connection) -> None:
        """Write through ``connection``, whose transaction somebody else begins and ends."""
        self._connection = connection

    def begin_run(self, program: str, config: str) -> int:
        """Record that an ingest begins and return its number. ``config`` is JSON."""
        values = {"started": _now(), "program": program, "config": config}
        key = self._connection.execute(schema.run.insert().values(values)).inserted_primary_key
        return int(key[0]) if key else 0

    def end_run(self, run: int) -> None:
        """Record that the ingest ``run`` has ended."""
        self._connection.execute(schema.run.update().where(schema.run.c.id == run).values(finished=_now()))

    def keep(self, filings: Sequence[Filing], run: int) -> list[Filing]:
        """Keep ``filings``, each in place of what the ledger had of the same bytes, and return them as kept.

        A filing whose rows the database refuses is kept without its reading, with an issue that says so.
        """
        try:
            with self._connection.begin_nested():
                self._keep(filings, run)
        except (SQLAlchemyError, ValueError, OverflowError) as error:
            if len(filings) > 1:
                return [kept for filing in filings for kept in self.keep([filing], run)]
            stripped = _refused(filings[0], error)
            self._keep([stripped], run)
            return [stripped]
        return list(filings)

    def add_captures(self, captures: Iterable[tuple[str, str]]) -> None:
        """Record that these files (path, SHA-256) hold bytes that the ledger has."""
        wanted = list(dict.fromkeys(captures))
        rows = [{"file": f, "sha256": s, "produced_by": INTAKE} for f, s in new_captures(self._connection, wanted)]
        if rows:
            self._connection.execute(schema.capture.insert(), rows)

    def add_issues(self, issues: Iterable[Issue]) -> None:
        """Keep issues about inputs whose bytes could not be read, in place of earlier ones about the same files."""
        table = schema.issue
        rows = {str(row["id"]): row for row in (issue_row(issue, None) for issue in issues)}
        for chunk in batched(rows.values(), _CHUNK):
            files = [row["file"] for row in chunk]
            self._connection.execute(delete(table).where(table.c.subject.is_(None), table.c.file.in_(files)))
            self._connection.execute(table.insert(), list(chunk))

    def drop_refusals(self, files: Iterable[str]) -> None:
        """Delete the issues about inputs whose bytes could not be read: by now they could."""
        table = schema.issue
        for chunk in batched(files, _CHUNK):
            self._connection.execute(delete(table).where(table.c.subject.is_(None), table.c.file.in_(chunk)))

    def keep_visits(self, visits: Iterable[Visit]) -> None:
        """Remember these visits, each in place of the earlier one to the same address."""
        keep_visits(self._connection, visits, INTAKE)

    def keep_entries(self, entries: Sequence[Entry], subjects: Sequence[str], mark: StageMark, run: int) -> None:
        """Keep ``entries``, which replace every entry that held one of their mentions, and mark the bytes
        (``subjects``, SHA-256) that the stage has dealt with."""
        self.keep_found(entries, subjects, mark, run)

    def keep_found(
        self, found: Sequence[Entry | Keyed | Commitment], subjects: Sequence[str], mark: StageMark, run: int
    ) -> list[tuple[str, str]]:
        """Keep keys of mentions, entries and commitments, each in place of what it replaces, and mark the bytes
        (``subjects``, SHA-256) that the stage has dealt with. Return the other reports, id and SHA-256, whose
        commitments are to be followed anew, as entries that they tell, or beside them, have changed."""
        keep_keys(self._connection, (each for each in found if isinstance(each, Keyed)))
        again: list[tuple[str, str]] = []
        if entries := [each for each in found if isinstance(each, Entry)]:
            changed, left = keep_entries(self._connection, entries)
            again = unsettle_one_each(self._connection, [*changed, *left], subjects, COMMITMENTS)
        if mark.stage == COMMITMENTS:
            keep_commitments(self._connection, [each for each in found if isinstance(each, Commitment)], subjects)
        mark_done(self._connection, subjects, mark, run)
        return again

    def expect(self, seen: Mapping[str, str]) -> None:
        """Raise LedgerError where an entry is no longer of the version that ``seen`` gives for it."""
        decisions.expect(self._connection, seen)

    def decide(self, decision: Decision) -> None:
        """Put a person's decision on record."""
        decisions.keep(self._connection, decision)

    def undo(self, decision: str, who: str, time: str) -> bool:
        """Mark a decision as undone (``time`` in UTC) and say whether it held until then."""
        return decisions.undo(self._connection, decision, who, time)

    def keep_placements(
        self, placements: Sequence[Placement], subjects: Sequence[str], mark: StageMark, run: int
    ) -> None:
        """Keep where reports stand, in place of all that linked them before, and mark the bytes (``subjects``,
        SHA-256) that the stage has dealt with. What persons decided stays."""
        lineage.keep(self._connection, placements)
        mark_done(self._connection, subjects, mark, run)

    def keep_resolved(self, resolved: Sequence[Resolved], subjects: Sequence[str], mark: StageMark, run: int) -> None:
        """Keep who the mentions of reports are taken for, and mark the bytes (``subjects``, SHA-256) as dealt with."""
        entities.keep(self._connection, resolved, f"{mark.stage}@{mark.version}")
        mark_done(self._connection, subjects, mark, run)

    def rule(self, ruling: Ruling) -> None:
        """Keep what a person decided about a report and a parent, in place of what was decided about the two before."""
        lineage.rule(self._connection, ruling)

    def unrule(self, report: str) -> None:
        """Take back what persons decided about the parents of a report."""
        lineage.unrule(self._connection, report)

    def _keep(self, filings: Sequence[Filing], run: int) -> None:
        subjects = [filing.sha256 for filing in filings]
        self._forget(subjects)
        self._keep_raw(filings)
        self.add_captures((filing.file, filing.sha256) for filing in filings)
        readings = [(f.reading, f.sha256, f.dropped) for f in filings if f.reading is not None]
        for table, rows in merged(reading_rows(*each) for each in readings).items():
            self._connection.execute(table.insert(), rows)
        add_lines(self._connection, [reading.report.id for reading, _, _ in readings])
        expect(self._connection, [sha256 for _, sha256, _ in readings])
        decisions.tie(self._connection, subjects)
        marks = [mark.row(filing.sha256, run) for filing in filings for mark in filing.marks]
        if marks:
            self._connection.execute(schema.stage_run.insert(), marks)
        issues = {str(row["id"]): row for f in filings for row in (issue_row(i, f.sha256) for i in f.issues)}
        if issues:
            self._connection.execute(schema.issue.insert(), list(issues.values()))

    def _forget(self, subjects: Sequence[str]) -> None:
        """Delete what was read from these bytes before; entries that are left without a mention go too."""
        report, mention = schema.report, schema.mention
        for chunk in batched(subjects, _CHUNK):
            reports = list(self._connection.scalars(select(report.c.id).where(among(report.c.sha256, chunk))))
            if reports:
                mentions = list(self._connection.scalars(select(mention.c.id).where(among(mention.c.report, reports))))
                touched = holding(self._connection, mentions)
                unsettle(self._connection, touched, (ENTRIES, COMMITMENTS))
                self._connection.execute(delete(report).where(among(report.c.id, reports)))
                self._drop_empty(touched)
                forget(self._connection, touched)
            self._connection.execute(delete(schema.issue).where(among(schema.issue.c.subject, chunk)))
        withdraw(self._connection, subjects)

    def _keep_raw(self, filings: Sequence[Filing]) -> None:
        table = schema.raw
        known: set[str] = set()
        for chunk in batched((f.sha256 for f in filings), _CHUNK):
            known.update(self._connection.scalars(select(table.c.sha256).where(among(table.c.sha256, chunk))))
        rows = [
            {
                "sha256": filing.sha256,
                "size": len(filing.raw),
                "encoding": "zlib",
                "body": zlib.compress(filing.raw),
                "produced_by": INTAKE,
            }
            for filing in filings
            if filing.raw is not None and filing.sha256 not in known
        ]
        if rows:
            self._connection.execute(table.insert(), rows)

    def _drop_empty(self, entries: Sequence[str]) -> None:
        table, held = schema.entry, schema.entry_mention
        for chunk in batched(entries, _CHUNK):
            empty = table.c.id.not_in(select(held.c.entry).where(held.c.entry.in_(chunk)))
            gone = list(self._connection.scalars(select(table.c.id).where(table.c.id.in_(chunk), empty)))
            unsettle(self._connection, bereave(self._connection, gone), (COMMITMENTS,))
            self._connection.execute(delete(table).where(table.c.id.in_(gone)))
            note_gone(self._connection, gone, _now())
            forget(self._connection, gone)


def new_captures(connection: Connection, captures: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return those of ``captures`` (path, SHA-256) that the ledger does not know."""
    table = schema.capture
    known: set[tuple[str, str]] = set()
    for chunk in batched(captures, _CHUNK):
        query = select(table.c.file, table.c.sha256).where(table.c.file.in_([file for file, _ in chunk]))
        known.update((row.file, row.sha256) for row in connection.execute(query))
    return [capture for capture in dict.fromkeys(captures) if capture not in known]


def _refused(filing: Filing, error: Exception) -> Filing:
    issue = Issue(
        stage=INTAKE,
        code="keep.refused",
        message=f"What was read could not be kept: {str(error).splitlines()[0]}.",
        mend="Report this as a defect, with the file.",
        severity="error",
        file=filing.file,
    )
    marks = tuple(replace(mark, failed=True) for mark in filing.marks)
    return replace(filing, reading=None, dropped=(), issues=(issue,), marks=marks)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
