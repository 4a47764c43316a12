"""Commitments in the ledger, from rows and to rows."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from itertools import batched
from typing import Final

from sqlalchemy import Connection, delete, select

from onrecord.core.records import Amount, Commitment
from onrecord.record.database import case_schema, schema
from onrecord.record.ledger.among import among
from onrecord.record.ledger.clock import now
from onrecord.record.ledger.indexing import restate
from onrecord.record.ledger.versions import as_json, latest, note, note_gone

_CHUNK: Final = 400
_FIELDS: Final = ("promised", "delivered", "outstanding")


def keep_commitments(connection: Connection, commitments: Sequence[Commitment], subjects: Sequence[str]) -> None:
    """Keep ``commitments``, which replace every one that held an entry of theirs, or one that the reports read from
    these bytes (SHA-256) tell."""
    held, table = case_schema.commitment_entry, case_schema.commitment
    entries = {entry for each in commitments for entry in each.entries} | set(_told_in(connection, subjects))
    gone: set[str] = {each.id for each in commitments}
    for chunk in batched(sorted(entries), _CHUNK):
        gone.update(connection.scalars(select(held.c.commitment).where(among(held.c.entry, chunk))))
    before, after = _states(connection, sorted(gone)), defaultdict[str, set[str]](set)
    for each in commitments:
        for entry in each.entries:
            after[entry].add(each.state)
    for chunk in batched(sorted(gone), _CHUNK):
        connection.execute(delete(table).where(among(table.c.id, chunk)))
    rows = [
        {"id": c.id, "state": c.state, "halt": c.halt, "deadline": c.deadline, "produced_by": c.produced_by}
        for c in commitments
    ]
    within = [
        {"commitment": c.id, "entry": entry, "position": n, "produced_by": c.produced_by}
        for c in commitments
        for n, entry in enumerate(c.entries)
    ]
    amounts = [row for each in commitments for row in _amount_rows(each)]
    for target, some in ((table, rows), (held, within), (case_schema.commitment_amount, amounts)):
        if some:
            connection.execute(target.insert(), some)
    restate(connection, sorted(key for key in before.keys() | after.keys() if before.get(key) != after.get(key)))
    said = {each.id: (as_json(asdict(each)), each.produced_by) for each in commitments}
    note_gone(connection, sorted((gone - said.keys()) & latest(connection, sorted(gone)).keys()), now())
    note(connection, said, now())


def _states(connection: Connection, commitments: Sequence[str]) -> dict[str, set[str]]:
    """Return for each entry that these commitments hold how far they have come."""
    held, table = case_schema.commitment_entry, case_schema.commitment
    found: defaultdict[str, set[str]] = defaultdict(set)
    for chunk in batched(commitments, _CHUNK):
        query = select(held.c.entry, table.c.state).join(table, table.c.id == held.c.commitment)
        for row in connection.execute(query.where(among(table.c.id, chunk))):
            found[row.entry].add(row.state)
    return dict(found)


def load_commitments(connection: Connection, ids: Iterable[str] | None = None) -> Iterator[Commitment]:
    """Yield the commitments with these ids (all where None) by id."""
    table = case_schema.commitment
    wanted = sorted(set(ids)) if ids is not None else list(connection.scalars(select(table.c.id).order_by(table.c.id)))
    for chunk in batched(wanted, _CHUNK):
        held, amount = case_schema.commitment_entry, case_schema.commitment_amount
        entries: defaultdict[str, list[str]] = defaultdict(list)
        for row in connection.execute(select(held).where(among(held.c.commitment, chunk)).order_by(held.c.position)):
            entries[row.commitment].append(row.entry)
        amounts: defaultdict[tuple[str, str], list[Amount]] = defaultdict(list)
        for row in connection.execute(
            select(amount).where(among(amount.c.commitment, chunk)).order_by(amount.c.field, amount.c.position)
        ):
            said = Amount(row.what, row.category, row.low, row.high, row.unit, row.each, row.origins)
            amounts[row.commitment, row.field].append(said)
        for row in connection.execute(select(table).where(among(table.c.id, chunk)).order_by(table.c.id)):
            promised, delivered, outstanding = (tuple(amounts[row.id, field]) for field in _FIELDS)
            yield Commitment(
                row.id,
                tuple(entries[row.id]),
                row.state,
                promised,
                delivered,
                outstanding,
                row.halt,
                row.deadline,
                row.produced_by,
            )


def holding(connection: Connection, entries: Iterable[str]) -> list[str]:
    """Return the ids of the commitments that hold one of ``entries``."""
    held = case_schema.commitment_entry
    found: set[str] = set()
    for chunk in batched(sorted(set(entries)), _CHUNK):
        found.update(connection.scalars(select(held.c.commitment).where(among(held.c.entry, chunk))))
    return sorted(found)


def beside(connection: Connection, entries: Iterable[str]) -> Iterator[str]:
    """Yield the other entries that stand in one commitment with one of ``entries``, each once, by id."""
    held, ids = case_schema.commitment_entry, set(entries)
    found: set[str] = set()
    for chunk in batched(holding(connection, ids), _CHUNK):
        found.update(connection.scalars(select(held.c.entry).where(among(held.c.commitment, chunk))))
    yield from sorted(found - ids)


def bereave(connection: Connection, entries: Sequence[str]) -> list[str]:
    """Prepare for the end of ``entries``: return those that stand in one commitment with one of them, which are to be
    followed anew, and withdraw the commitments that nothing is left of."""
    held, table = case_schema.commitment_entry, case_schema.commitment
    left = list(beside(connection, entries))
    touched = set(holding(connection, entries))
    for chunk in batched(left, _CHUNK):
        touched.difference_update(connection.scalars(select(held.c.commitment).where(among(held.c.entry, chunk))))
    for chunk in batched(sorted(touched), _CHUNK):
        connection.execute(delete(table).where(among(table.c.id, chunk)))
    note_gone(connection, sorted(touched), now())
    return left


def _told_in(connection: Connection, subjects: Sequence[str]) -> Iterator[str]:
    held, mention, report = schema.entry_mention, schema.mention, schema.report
    for chunk in batched(subjects, _CHUNK):
        query = (
            select(held.c.entry)
            .join(mention, mention.c.id == held.c.mention)
            .join(report, report.c.id == mention.c.report)
            .where(among(report.c.sha256, chunk))
        )
        yield from set(connection.scalars(query))


def _amount_rows(commitment: Commitment) -> Iterator[dict[str, str | int | float | bool | None]]:
    for field, amounts in zip(
        _FIELDS, (commitment.promised, commitment.delivered, commitment.outstanding), strict=True
    ):
        for position, amount in enumerate(amounts):
            yield {
                "commitment": commitment.id,
                "field": field,
                "position": position,
                "what": amount.what,
                "category": amount.category,
                "low": amount.low,
                "high": amount.high,
                "unit": amount.unit,
                "each": amount.each,
                "origins": amount.origins,
                "produced_by": commitment.produced_by,
            }
