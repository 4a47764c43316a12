"""Versions: what entries and commitments said from when on, so that the ledger can be read as of a date."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import batched
from typing import Final, Literal

from sqlalchemy import Connection, func, select

from onrecord.record.database import case_schema
from onrecord.record.ledger.among import among

Kind = Literal["entry", "commitment"]
"""Whose versions are asked for; ids begin with the word."""

_CHUNK: Final = 400


@dataclass(frozen=True, slots=True)
class Version:
    """What an entry or commitment said from ``made`` (UTC) on, as JSON; ``gone`` where it was withdrawn then."""

    entry: str
    made: str
    gone: bool
    content: str


def note(connection: Connection, said: Mapping[str, tuple[str, str]], made: str) -> None:
    """Put on record what these keys say (JSON and its producer) from ``made`` on (UTC), where it is not what they last
    said."""
    table = case_schema.entry_version
    rows = []
    for chunk in batched(said, _CHUNK):
        known = latest(connection, chunk)
        for key in chunk:
            content, produced_by = said[key]
            if known.get(key) != content:
                row = {"entry": key, "made": made, "gone": False, "content": content, "produced_by": produced_by}
                rows.append(row)
    if rows:
        connection.execute(table.insert(), rows)


def note_gone(connection: Connection, keys: Sequence[str], made: str) -> None:
    """Put on record that these keys were withdrawn at ``made`` (UTC)."""
    rows = [{"entry": key, "made": made, "gone": True, "content": "{}", "produced_by": "ledger@1"} for key in keys]
    if rows:
        connection.execute(case_schema.entry_version.insert(), rows)


def every(connection: Connection, keys: Iterable[str]) -> Iterator[Version]:
    """Yield all that these keys ever said, in the order in which they did."""
    table = case_schema.entry_version
    query = select(table).where(among(table.c.entry, sorted(set(keys)))).order_by(table.c.id)
    for row in connection.execute(query):
        yield Version(row.entry, row.made, row.gone, row.content)


def latest(connection: Connection, keys: Iterable[str], before: str | None = None) -> dict[str, str]:
    """Return what those of ``keys`` that were there said last (before the time ``before`` where given), as JSON."""
    table = case_schema.entry_version
    found: dict[str, str] = {}
    for chunk in batched(keys, _CHUNK):
        last = select(func.max(table.c.id)).where(among(table.c.entry, chunk)).group_by(table.c.entry)
        if before is not None:
            last = last.where(table.c.made < before)
        rows = connection.execute(select(table).where(table.c.id.in_(last), table.c.gone.is_(False)))
        found |= {row.entry: row.content for row in rows}
    return found


def changed(connection: Connection, since: str, kind: Kind) -> Iterator[tuple[str, str | None, str | None]]:
    """Yield by id each entry, or commitment, that has changed since the time ``since`` (UTC) with what it said then and
    says now (JSON); None where it was, or is, not there."""
    table = case_schema.entry_version
    query = select(table.c.entry).where(table.c.made >= since, table.c.entry.startswith(f"{kind}-")).distinct()
    for chunk in batched(connection.scalars(query.order_by(table.c.entry)).all(), _CHUNK):
        then, now = latest(connection, chunk, since), latest(connection, chunk)
        yield from ((key, then.get(key), now.get(key)) for key in chunk if then.get(key) != now.get(key))


def as_of(connection: Connection, time: str, kind: Kind) -> Iterator[tuple[str, str]]:
    """Yield every entry, or commitment, that stood at ``time`` (UTC) with what it said (JSON), by id."""
    table = case_schema.entry_version
    last = select(func.max(table.c.id)).where(table.c.made < time, table.c.entry.startswith(f"{kind}-"))
    query = select(table.c.entry, table.c.content).where(
        table.c.id.in_(last.group_by(table.c.entry)), table.c.gone.is_(False)
    )
    for row in connection.execute(query.order_by(table.c.entry)):
        yield row.entry, row.content


def as_json(said: Mapping[str, object]) -> str:
    """Return what is put on record."""
    return json.dumps(said, ensure_ascii=False, sort_keys=True)
