"""Entries in the ledger: keys of their mentions, what they say and said, and commitments; from rows and to rows."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import batched
from typing import Any, Final

from sqlalchemy import Connection, Select, bindparam, delete, func, select, text
from sqlalchemy.dialects.sqlite import insert

from onrecord.core.records import Entry, Keyed
from onrecord.record.database import case_schema, schema
from onrecord.record.ledger.among import among
from onrecord.record.ledger.clock import now
from onrecord.record.ledger.commitments import bereave
from onrecord.record.ledger.indexing import Line, forget, index, indexed
from onrecord.record.ledger.versions import as_json, latest, note, note_gone

_CHUNK: Final = 400
_KEYS: Final = 4000
_LAST: Final = "\U0010ffff"
_TIMES: Final = text(
    """WITH RECURSIVE first (key) AS (
         SELECT min(key) FROM merge_key
         UNION ALL
         SELECT (
           SELECT min(k.key) FROM merge_key k WHERE k.key >= substr(first.key, 1, instr(first.key, '|') - 1) || '}'
         )
         FROM first WHERE first.key IS NOT NULL
       )
       SELECT substr(key, 1, instr(key, '|') - 1) FROM first WHERE key IS NOT NULL"""
)
"""What the keys begin with up to their first bar, each once, by one look into the index for each (``}`` is the letter
after the bar)."""


def mentions_under(connection: Connection, keys: Iterable[str], most: int) -> Iterator[tuple[str, str]]:
    """Yield these keys with the mentions under each, about ``most`` a key."""
    for chunk in batched(sorted(set(keys)), _KEYS):
        given = {"wanted": json.dumps(chunk), "most": most * len(chunk)}
        yield from (tuple(row) for row in connection.execute(_under(), given).all())


def keys_of(connection: Connection, mentions: Iterable[str], beginning: str) -> Iterator[tuple[str, str]]:
    """Yield these mentions with each of their keys that begins so."""
    table = case_schema.merge_key
    for chunk in batched(sorted(set(mentions)), _KEYS):
        inside = (among(table.c.mention, chunk), table.c.key >= beginning, table.c.key < beginning + _LAST)
        yield from (
            (row.mention, row.key) for row in connection.execute(select(table.c.mention, table.c.key).where(*inside))
        )


def mentions_ending(connection: Connection, endings: Iterable[str], most: int) -> Iterator[str]:
    """Yield the mentions under keys that end so after their time, at most ``most`` an ending."""
    table, times = case_schema.merge_key, list(connection.scalars(_TIMES))
    for ending in sorted(set(endings)):
        whole = among(table.c.key, [f"{time}{ending}" for time in times])
        yield from connection.scalars(
            select(table.c.mention).where(whole).order_by(table.c.key, table.c.mention).limit(most)
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


def keep_entries(connection: Connection, entries: Sequence[Entry]) -> tuple[list[str], list[str]]:
    """Keep ``entries``, which replace every entry that held one of their mentions; what changes is put on record, what
    says the same as before is left as it is. Return the entries that changed, and those that stood in one commitment
    with one that went."""
    entry, made = schema.entry, now()
    same = _unchanged(connection, entries)
    changed = [each for each in entries if each.id not in same]
    mentions = [mention for each in changed for mention in each.mentions]
    gone = sorted(set(holding(connection, mentions)) - {each.id for each in entries})
    left = bereave(connection, gone)
    for chunk in batched(gone, _CHUNK):
        connection.execute(delete(entry).where(among(entry.c.id, chunk)))
    note_gone(connection, gone, made)
    forget(connection, gone)
    for some in batched(changed, _CHUNK):
        _put(connection, some, made)
    lines = index(connection, [each.id for each in changed])
    note(connection, {each.id: (_said(each, lines.get(each.id)), each.produced_by) for each in changed}, made)
    return [each.id for each in changed], left


def _put(connection: Connection, entries: Sequence[Entry], made: str) -> None:
    """Write the rows of ``entries`` in place of those that they have."""
    entry, held = schema.entry, schema.entry_mention
    ids = [each.id for each in entries]
    known = set(connection.scalars(select(entry.c.id).where(among(entry.c.id, ids))))
    for table in (held, schema.conflict, case_schema.entry_join, case_schema.entry_flag):
        connection.execute(delete(table).where(among(table.c.entry, known)))
    rows = insert(entry)
    kept = {column.name: rows.excluded[column.name] for column in entry.c if column.name != "id"}
    connection.execute(
        rows.on_conflict_do_update(index_elements=["id"], set_=kept), [_entry_row(each) for each in entries]
    )
    every = (
        (held, [row for each in entries for row in _held_rows(each)]),
        (schema.conflict, [row for each in entries for row in _conflict_rows(each)]),
        (case_schema.entry_join, [row for each in entries for row in _join_row(each, made)]),
        (case_schema.entry_flag, [row for each in entries for row in _flag_rows(each)]),
    )
    for table, added in every:
        if added:
            connection.execute(table.insert(), added)


def _unchanged(connection: Connection, entries: Sequence[Entry]) -> set[str]:
    """Return the ids of those of ``entries`` that the ledger holds just so: written by the same stage, with the same
    mentions, saying the same, and found by the search."""
    entry, held = schema.entry, schema.entry_mention
    found: set[str] = set()
    for some in batched(entries, _CHUNK):
        ids = [each.id for each in some]
        query = select(entry.c.id, entry.c.produced_by).where(among(entry.c.id, ids))
        producers = {row.id: row.produced_by for row in connection.execute(query)}
        mentions: defaultdict[str, list[str]] = defaultdict(list)
        query = select(held.c.entry, held.c.mention).where(among(held.c.entry, ids)).order_by(held.c.position)
        for row in connection.execute(query):
            mentions[row.entry].append(row.mention)
        last, lined = latest(connection, ids), indexed(connection, ids)
        for each in some:
            alike = producers.get(each.id) == each.produced_by and tuple(mentions[each.id]) == each.mentions
            if (
                alike
                and each.id in lined
                and each.id in last
                and _content(each).items() <= json.loads(last[each.id]).items()
            ):
                found.add(each.id)
    return found


def holding(connection: Connection, mentions: Sequence[str]) -> list[str]:
    """Return the entries that hold one of ``mentions``."""
    held = schema.entry_mention
    found: dict[str, None] = {}
    for chunk in batched(mentions, _CHUNK):
        found |= dict.fromkeys(connection.scalars(select(held.c.entry).where(among(held.c.mention, chunk))))
    return list(found)


def beside(connection: Connection, mentions: Iterable[str]) -> Iterator[str]:
    """Yield all mentions of the entries that hold one of ``mentions``, each once."""
    held = schema.entry_mention
    wanted = list(mentions)
    for chunk in batched(holding(connection, wanted), _CHUNK):
        yield from connection.scalars(select(held.c.mention).where(among(held.c.entry, chunk)))


def _content(entry: Entry) -> dict[str, object]:
    return {
        "type": entry.type,
        "stage": entry.stage,
        "origins": entry.origins,
        "tier": entry.tier,
        "mentions": list(entry.mentions),
        "conflicts": [{"field": each.field, "values": list(each.values)} for each in entry.conflicts],
        "flags": list(entry.flags),
    }


def _said(entry: Entry, line: Line | None) -> str:
    """Return what is put on record of an entry: what it says, and in short who, whom, what and when."""
    short = line.short() if line is not None else {}
    return as_json(_content(entry) | short)


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
