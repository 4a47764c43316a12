"""Settling: which reports the stages have dealt with, and which of them they are to look at again.

What a stage over all reports has done stands in ``stage_run``, by the bytes. To find what it has yet to do all reports
would have to be gone through, however few are new; so it is listed (``stage_due``) from the first time on that the
stage marks anything at its version and settings. Whoever keeps, forgets or marks reports keeps the list true. Of a
stage that is not listed just so, all reports are gone through.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import batched
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Select, delete, exists, select
from sqlalchemy.dialects.sqlite import insert

from onrecord.record.database import schema
from onrecord.record.ledger.among import among

_CHUNK: Final = 400
_PRODUCER: Final = "settling@1"


@dataclass(frozen=True, slots=True)
class StageMark:
    """That a stage, at a version and with settings of a certain hash, has read certain bytes, and how that ended."""

    stage: str
    version: int
    config_hash: str
    failed: bool = False

    def row(self, subject: str, run: int) -> dict[str, str | int]:
        """Return what is kept of the bytes ``subject`` (SHA-256) in ``stage_run``."""
        return {
            "subject": subject,
            "stage": self.stage,
            "version": self.version,
            "config_hash": self.config_hash,
            "status": "failed" if self.failed else "done",
            "run": run,
        }


def pending(connection: Connection, mark: StageMark) -> list[tuple[str, str]]:
    """Return id and SHA-256 of the reports that the stage of ``mark`` has not dealt with just so, by id."""
    report, due = schema.report, schema.stage_due
    left = _undone(mark)
    if _is_listed(connection, mark):
        left = select(due.c.subject).where(due.c.stage == mark.stage, ~_done(due.c.subject, mark))
    query = select(report.c.id, report.c.sha256).where(report.c.sha256.in_(left)).order_by(report.c.id)
    return [(row.id, row.sha256) for row in connection.execute(query)]


def mark_done(connection: Connection, subjects: Sequence[str], mark: StageMark, run: int) -> None:
    """Put on record that the stage of ``mark`` has dealt with these bytes (SHA-256), and list what it has yet to do."""
    done, due = schema.stage_run, schema.stage_due
    for chunk in batched(dict.fromkeys(subjects), _CHUNK):
        connection.execute(delete(done).where(among(done.c.subject, chunk), done.c.stage == mark.stage))
        connection.execute(done.insert(), [mark.row(subject, run) for subject in chunk])
        connection.execute(delete(due).where(among(due.c.subject, chunk), due.c.stage == mark.stage))
    if subjects and not _is_listed(connection, mark):
        _list(connection, mark)
    elif mark.failed:
        _add_due(connection, subjects, [mark.stage])


def expect(connection: Connection, subjects: Sequence[str]) -> None:
    """List the bytes (SHA-256) of new reports for every stage that is listed."""
    _add_due(connection, subjects, list(connection.scalars(select(schema.stage_listed.c.stage))))


def withdraw(connection: Connection, subjects: Sequence[str]) -> None:
    """Forget what stages have done about these bytes (SHA-256), of which no report is left."""
    for table in (schema.stage_run, schema.stage_due):
        for chunk in batched(subjects, _CHUNK):
            connection.execute(delete(table).where(among(table.c.subject, chunk)))


def unsettle(connection: Connection, entries: Sequence[str], stages: Sequence[str]) -> None:
    """Forget that ``stages`` have dealt with the reports that tell these entries: they are to look at them again."""
    held, mention, report = schema.entry_mention, schema.mention, schema.report
    for chunk in batched(entries, _CHUNK):
        told = (
            select(report.c.sha256)
            .join(mention, mention.c.report == report.c.id)
            .join(held, held.c.mention == mention.c.id)
            .where(among(held.c.entry, chunk))
        )
        _undo(connection, sorted(set(connection.scalars(told))), stages)


def unsettle_one_each(
    connection: Connection, entries: Sequence[str], settled: Sequence[str], stage: str
) -> list[tuple[str, str]]:
    """Forget that ``stage`` has dealt with one report that tells each of these entries, the first by id, where none of
    the bytes ``settled`` (SHA-256) tells it: what stands in an entry is looked at whole, whichever report asks for it.
    Return these reports, id and SHA-256."""
    held, mention, report = schema.entry_mention, schema.mention, schema.report
    found: dict[str, str] = {}
    for chunk in batched(sorted(set(entries)), _CHUNK):
        told = (
            select(held.c.entry, report.c.id, report.c.sha256)
            .join(mention, mention.c.id == held.c.mention)
            .join(report, report.c.id == mention.c.report)
            .where(among(held.c.entry, chunk))
        )
        tellers: dict[str, dict[str, str]] = {}
        for row in connection.execute(told):
            tellers.setdefault(row.entry, {})[row.id] = row.sha256
        for each in tellers.values():
            if not set(each.values()) & set(settled):
                found[min(each)] = each[min(each)]
    _undo(connection, list(found.values()), (stage,))
    return sorted(found.items())


def _undo(connection: Connection, subjects: Sequence[str], stages: Sequence[str]) -> None:
    done, listed = schema.stage_run, schema.stage_listed
    for some in batched(subjects, _CHUNK):
        connection.execute(delete(done).where(among(done.c.subject, some), done.c.stage.in_(stages)))
    known = list(connection.scalars(select(listed.c.stage).where(listed.c.stage.in_(stages))))
    _add_due(connection, subjects, known)


def _is_listed(connection: Connection, mark: StageMark) -> bool:
    table = schema.stage_listed
    same = (table.c.stage == mark.stage, table.c.version == mark.version, table.c.config_hash == mark.config_hash)
    return connection.scalar(select(table.c.stage).where(*same)) is not None


def _list(connection: Connection, mark: StageMark) -> None:
    """List all that the stage of ``mark`` has yet to do, in place of what was listed of another version."""
    listed, due = schema.stage_listed, schema.stage_due
    connection.execute(delete(listed).where(listed.c.stage == mark.stage))
    connection.execute(delete(due).where(due.c.stage == mark.stage))
    values = {"stage": mark.stage, "version": mark.version, "config_hash": mark.config_hash, "produced_by": _PRODUCER}
    connection.execute(listed.insert().values(values))
    _add_due(connection, list(connection.scalars(_undone(mark))), [mark.stage])


def _undone(mark: StageMark) -> Select[Any]:
    """Return the query for the bytes of all reports that the stage of ``mark`` has not dealt with just so."""
    # Hashes alone: both indexes are walked side by side, and of what is done no report is looked at
    return select(schema.report.c.sha256).where(~_done(schema.report.c.sha256, mark))


def _done(subject: ColumnElement[Any], mark: StageMark) -> ColumnElement[bool]:
    """Return the condition that the stage of ``mark`` has dealt with ``subject`` just so."""
    table = schema.stage_run
    same = (table.c.stage == mark.stage, table.c.version == mark.version, table.c.config_hash == mark.config_hash)
    return exists().where(table.c.subject == subject, *same, table.c.status == "done")


def _add_due(connection: Connection, subjects: Sequence[str], stages: Sequence[str]) -> None:
    rows = [{"subject": s, "stage": stage, "produced_by": _PRODUCER} for s in subjects for stage in stages]
    for some in batched(rows, _CHUNK):
        connection.execute(insert(schema.stage_due).on_conflict_do_nothing(), list(some))
