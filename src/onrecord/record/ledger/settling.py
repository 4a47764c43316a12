"""Settling: which reports the stages have dealt with, and which of them they are to look at again."""

from collections.abc import Sequence
from itertools import batched
from typing import Final

from sqlalchemy import Connection, delete, select

from onrecord.record.database import schema
from onrecord.record.ledger.among import among

_CHUNK: Final = 400


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
    done = schema.stage_run
    for some in batched(subjects, _CHUNK):
        connection.execute(delete(done).where(among(done.c.subject, some), done.c.stage.in_(stages)))
