"""Entries in the ledger: keys of their mentions, what they say and said, and commitments; from rows and to rows."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from functools import cache
from itertools import batched
from typing import Any, Final

from sqlalchemy import Connection, Select, bindparam, delete, func, select

from onrecord.core.records import Entry, Keyed
from onrecord.record.database import case_schema, schema
from onrecord.record.ledger.among import among
from onrecord.record.ledger.clock import now
from onrecord.record.ledger.indexing import forget, index

_CHUNK: Final = 400
_KEYS: Final = 4000
_LAST: Final = "\U0010ffff"


def mentions_under(connection: Connection, keys: Iterable[str], most: int) -> Iterator[tuple[str, str]]:
    """Yield these keys with the mentions under each, about ``most`` a key."""
    for chunk in batched(sorted(set(keys)), _KEYS):
        given = {"wanted": json.dumps(chunk), "most": most * len(chunk)}
        yield from ((row.key, row.mention) for row in connection.execute(_under(), given))


def mentions_beginning(connection: Connection, beginnings: Iterable[str], most: int) -> Iterator[str]:
    """Yield the mentions under keys that begin so, at most ``most`` a beginning."""
    table = case_schema.merge_key
    for beginning in sorted(set(beginnings)):
        inside = (table.c.key >= beginning, table.c.key < beginning + _LAST)
        yield from connection.scalars(
            select(table.c.mention).where(*inside).order_by(table.c.key, table.c.mention).limit(most)
        )


@cache
def _under() -> Select[Any]:
    """Return the query for the mentions under any of the keys ``wanted`` (JSON): the same statement for any number, so
    that it is compiled once."""
    table = case_schema.merge_key
    wanted = select(func.json_each(bindparam("wanted")).table_valued("value").c.value)
    return select(table.c.key, table.c.mention).where(table.c.key.in_(wanted)).limit(bindparam("most"))


def keep_keys(connection: Connection, keyed: Iterable[Keyed]) -> None:
    """Keep the keys of mentions, in place of those that they had."""
    table = case_schema.merge_key
    for chunk in batched(keyed, _CHUNK):
        connection.execute(delete(table).where(among(table.c.mention, [each.mention for each in chunk])))
        rows = [
            {"key": key, "mention": each.mention, "produced_by": each.produced_by}
            for each in chunk
            for key in sorted(each.keys)
        ]
        if rows:
            connection.execute(table.insert(), rows)


def keep_entries(connection: Connection, entries: Sequence[Entry]) -> None:
    """Keep ``entries``, which replace every entry that held one of their mentions; what changes is put on record."""
    entry, held = schema.entry, schema.entry_mention
    kept = {each.id for each in entries}
    mentions = [mention for each in entries for mention in each.mentions]
    gone = set(holding(connection, mentions)) - kept
    for chunk in batched(sorted(gone), _CHUNK):
        connection.execute(delete(entry).where(among(entry.c.id, chunk)))
    note_gone(connection, sorted(gone))
    forget(connection, sorted(gone))
    for chunk in batched(sorted(kept), _CHUNK):
        known = set(connection.scalars(select(entry.c.id).where(among(entry.c.id, chunk))))
        for table in (held, schema.conflict, case_schema.entry_join, case_schema.entry_flag):
            connection.execute(delete(table).where(among(table.c.entry, known)))
        for each in entries:
            if each.id in known:
                connection.execute(entry.update().where(entry.c.id == each.id).values(_entry_row(each)))
    known = set()
    for chunk in batched(sorted(kept), _CHUNK):
        known |= set(connection.scalars(select(entry.c.id).where(among(entry.c.id, chunk))))
    new = [_entry_row(each) for each in entries if each.id not in known]
    made = now()
    joins = [_join_row(each, made) for each in entries]
    every = (
        (entry, new),
        (held, [row for each in entries for row in _held_rows(each)]),
        (schema.conflict, [row for each in entries for row in _conflict_rows(each)]),
        (case_schema.entry_join, [row for rows in joins for row in rows]),
        (case_schema.entry_flag, [row for each in entries for row in _flag_rows(each)]),
    )
    for table, rows in every:
        if rows:
            connection.execute(table.insert(), rows)
    _note(connection, entries, made)
    index(connection, [each.id for each in entries])


def holding(connection: Connection, mentions: Sequence[str]) -> list[str]:
    """Return the entries that hold one of ``mentions``."""
    held = schema.entry_mention
    found: dict[str, None] = {}
    for chunk in batched(mentions, _CHUNK):
        found |= dict.fromkeys(connection.scalars(select(held.c.entry).where(among(held.c.mention, chunk))))
    return list(found)


def unsettle(connection: Connection, entries: Sequence[str], stages: Sequence[str]) -> None:
    """Forget that ``stages`` have dealt with the reports that tell these entries: they are to look at them again."""
    held, mention, report, done = schema.entry_mention, schema.mention, schema.report, schema.stage_run
    for chunk in batched(entries, _CHUNK):
        told = (
            select(report.c.sha256)
            .join(mention, mention.c.report == report.c.id)
            .join(held, held.c.mention == mention.c.id)
            .where(among(held.c.entry, chunk))
        )
        subjects = sorted(set(connection.scalars(told)))
        for some in batched(subjects, _CHUNK):
            connection.execute(delete(done).where(among(done.c.subject, some), done.c.stage.in_(stages)))


def note_gone(connection: Connection, entries: Sequence[str]) -> None:
    """Put on record that entries were withdrawn."""
    made = now()
    rows = [{"entry": key, "made": made, "gone": True, "content": "{}", "produced_by": "ledger@1"} for key in entries]
    if rows:
        connection.execute(case_schema.entry_version.insert(), rows)


def content(entry: Entry) -> str:
    """Return what is put on record of an entry."""
    said = asdict(entry)
    return json.dumps(
        {name: said[name] for name in ("type", "stage", "origins", "tier", "mentions", "conflicts", "flags")},
        ensure_ascii=False,
        sort_keys=True,
    )


def versions(connection: Connection, since: str) -> Iterator[tuple[str, str | None, str | None]]:
    """Yield each entry that has changed since the time ``since`` (UTC) with what it said then and says now (JSON);
    None where it was, or is, not there."""
    table = case_schema.entry_version
    changed = select(table.c.entry).where(table.c.made >= since).distinct().order_by(table.c.entry)
    for entry in list(connection.scalars(changed)):
        before = _latest(connection, entry, since)
        after = _latest(connection, entry, None)
        if before != after:
            yield entry, before, after


def as_of(connection: Connection, time: str) -> Iterator[tuple[str, str]]:
    """Yield every entry that stood at ``time`` (UTC) with what it said (JSON), by id."""
    table = case_schema.entry_version
    last = select(func.max(table.c.id)).where(table.c.made < time).group_by(table.c.entry)
    query = select(table.c.entry, table.c.content).where(table.c.id.in_(last), table.c.gone.is_(False))
    for row in connection.execute(query.order_by(table.c.entry)):
        yield row.entry, row.content


def _latest(connection: Connection, entry: str, before: str | None) -> str | None:
    table = case_schema.entry_version
    query = select(table.c.content, table.c.gone).where(table.c.entry == entry).order_by(table.c.id.desc()).limit(1)
    if before is not None:
        query = query.where(table.c.made < before)
    row = connection.execute(query).first()
    return None if row is None or row.gone else str(row.content)


def _note(connection: Connection, entries: Sequence[Entry], made: str) -> None:
    """Put on record what the entries say, where it is not what was last on record."""
    table = case_schema.entry_version
    rows = []
    for chunk in batched(entries, _CHUNK):
        last = select(func.max(table.c.id)).where(among(table.c.entry, [e.id for e in chunk])).group_by(table.c.entry)
        known = {
            row.entry: (row.content, row.gone) for row in connection.execute(select(table).where(table.c.id.in_(last)))
        }
        for each in chunk:
            said = content(each)
            if known.get(each.id) != (said, False):
                rows.append(
                    {"entry": each.id, "made": made, "gone": False, "content": said, "produced_by": each.produced_by}
                )
    if rows:
        connection.execute(table.insert(), rows)


type _Row = dict[str, str | int | float | None]


def _entry_row(entry: Entry) -> _Row:
    return {
        "id": entry.id,
        "type": entry.type,
        "stage": entry.stage,
        "origins": entry.origins,
        "tier": entry.tier,
        "produced_by": entry.produced_by,
    }


def _held_rows(entry: Entry) -> Iterator[_Row]:
    for position, mention in enumerate(entry.mentions):
        yield {"entry": entry.id, "mention": mention, "position": position, "produced_by": entry.produced_by}


def _conflict_rows(entry: Entry) -> Iterator[_Row]:
    for conflict in entry.conflicts:
        for position, value in enumerate(conflict.values):
            said: _Row = {"entry": entry.id, "field": conflict.field, "position": position, "value": value}
            yield said | {"produced_by": entry.produced_by}


def _flag_rows(entry: Entry) -> Iterator[_Row]:
    for position, says in enumerate(entry.flags):
        yield {"entry": entry.id, "position": position, "says": says, "produced_by": entry.produced_by}


def _join_row(entry: Entry, made: str) -> list[_Row]:
    return [
        {
            "entry": entry.id,
            "mention": join.mention,
            "other": join.other,
            "score": join.score,
            "features": json.dumps(dict(join.features)),
            "made": made,
            "produced_by": entry.produced_by,
        }
        for join in entry.joins
    ]
