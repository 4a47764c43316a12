"""Visits: when an address on the web was last read, and what its server said so that it may be asked for news only."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import batched
from typing import Final

from sqlalchemy import Connection, delete, select

from onrecord.record.database import schema

_CHUNK: Final = 400


@dataclass(frozen=True, slots=True)
class Visit:
    """One address whose documents are all in the ledger.

    ``etag`` and ``modified`` are the server's ``ETag`` and ``Last-Modified``; ``stages`` is a hash over the stages that
    read what was there: after a change of them it is to be read again.
    """

    url: str
    stages: str
    etag: str | None = None
    modified: str | None = None


def load_visits(connection: Connection, urls: Iterable[str]) -> dict[str, Visit]:
    """Return the visits to those of ``urls`` that were visited, by address."""
    table = schema.visit
    found: dict[str, Visit] = {}
    for chunk in batched(dict.fromkeys(urls), _CHUNK):
        for row in connection.execute(select(table).where(table.c.url.in_(chunk))):
            found[row.url] = Visit(row.url, row.stages, row.etag, row.modified)
    return found


def keep_visits(connection: Connection, visits: Iterable[Visit], produced_by: str) -> None:
    """Keep ``visits``, each in place of the earlier one to the same address."""
    table = schema.visit
    now = datetime.now(UTC).isoformat(timespec="seconds")
    for chunk in batched({visit.url: visit for visit in visits}.values(), _CHUNK):
        connection.execute(delete(table).where(table.c.url.in_([visit.url for visit in chunk])))
        rows = [
            {
                "url": visit.url,
                "etag": visit.etag,
                "modified": visit.modified,
                "stages": visit.stages,
                "visited": now,
                "produced_by": produced_by,
            }
            for visit in chunk
        ]
        connection.execute(table.insert(), rows)
