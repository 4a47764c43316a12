"""Decisions in the ledger: kept for good, undone by a mark, and tied to mentions that later versions call otherwise."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import batched
from typing import Final

from sqlalchemy import Connection, Row, func, select

from onrecord.core.decisions import Anchor, Cited, Decision
from onrecord.core.errors import LedgerError
from onrecord.core.ids import make_id
from onrecord.record.database import case_schema, schema
from onrecord.record.ledger.among import among

_CHUNK: Final = 400
_PRODUCER: Final = "person"


def keep(connection: Connection, decision: Decision) -> None:
    """Put ``decision`` on record; once more of the same changes nothing."""
    table, anchor = case_schema.decision, case_schema.decision_anchor
    if connection.scalar(select(table.c.id).where(table.c.id == decision.id)):
        return
    names = ("id", "kind", "who", "made", "why", "field", "value", "undone", "undone_by")
    connection.execute(
        table.insert().values({name: getattr(decision, name) for name in names} | {"produced_by": _PRODUCER})
    )
    rows = [
        {
            "decision": decision.id,
            "position": position,
            "mention": each.mention,
            "sha256": each.sha256,
            "start": each.start,
            "stop": each.end,
            "side": each.side,
            "produced_by": _PRODUCER,
        }
        for position, each in enumerate(decision.anchors)
    ]
    connection.execute(anchor.insert(), rows)
    words = [
        {
            "decision": decision.id,
            "position": position,
            "report": each.report,
            "start": each.start,
            "stop": each.end,
            "words": each.words,
            "produced_by": _PRODUCER,
        }
        for position, each in enumerate(decision.cited)
    ]
    if words:
        connection.execute(case_schema.decision_citation.insert(), words)


def undo(connection: Connection, decision: str, who: str, time: str) -> bool:
    """Mark ``decision`` as undone and say whether it held until then."""
    table = case_schema.decision
    held = (table.c.id == decision, table.c.undone.is_(None))
    return connection.execute(table.update().where(*held).values(undone=time, undone_by=who)).rowcount > 0


def load(connection: Connection, ids: Iterable[str] | None = None) -> list[Decision]:
    """Return the decisions with these ids (all where None) in the order in which they were made."""
    table, anchor, words = case_schema.decision, case_schema.decision_anchor, case_schema.decision_citation
    query, held, said = select(table), select(anchor), select(words)
    if ids is not None:
        wanted = sorted(set(ids))
        query, held = query.where(among(table.c.id, wanted)), held.where(among(anchor.c.decision, wanted))
        said = said.where(among(words.c.decision, wanted))
    anchors: defaultdict[str, list[Anchor]] = defaultdict(list)
    for row in connection.execute(held.order_by(anchor.c.decision, anchor.c.position)):
        anchors[row.decision].append(Anchor(row.mention, row.sha256, row.start, row.stop, row.side))
    cited: defaultdict[str, list[Cited]] = defaultdict(list)
    for row in connection.execute(said.order_by(words.c.decision, words.c.position)):
        cited[row.decision].append(Cited(row.report, row.start, row.stop, row.words))
    rows = connection.execute(query.order_by(table.c.made, table.c.id))
    return [_decision(row, tuple(anchors[row.id]), tuple(cited[row.id])) for row in rows]


def citing(connection: Connection, report: str) -> list[Decision]:
    """Return the decisions that hold and cite words of ``report``."""
    words = case_schema.decision_citation
    found = load(connection, connection.scalars(select(words.c.decision).where(words.c.report == report)))
    return [each for each in found if each.undone is None]


def on_mentions(connection: Connection, mentions: Iterable[str], *, undone: bool = False) -> Iterator[Decision]:
    """Yield the decisions that hold about these mentions; with ``undone`` also those that were taken back."""
    table, anchor = case_schema.decision, case_schema.decision_anchor
    found: set[str] = set()
    for chunk in batched(sorted(set(mentions)), _CHUNK):
        query = select(anchor.c.decision).join(table, table.c.id == anchor.c.decision)
        held = () if undone else (table.c.undone.is_(None),)
        found.update(connection.scalars(query.where(among(anchor.c.mention, chunk), *held)))
    if found:
        yield from load(connection, found)


def version(connection: Connection, entry: str) -> str:
    """Return a short hash of what an entry says and of all that was decided about it, empty where there is none."""
    held, said = schema.entry_mention, case_schema.entry_version
    mentions = list(connection.scalars(select(held.c.mention).where(held.c.entry == entry).order_by(held.c.mention)))
    if not mentions:
        return ""
    last = connection.scalar(select(func.max(said.c.id)).where(said.c.entry == entry))
    made = [f"{d.id} {d.undone or ''}" for d in on_mentions(connection, mentions, undone=True)]
    return hashlib.sha256("\n".join([entry, str(last), *mentions, *made]).encode()).hexdigest()[:16]


def expect(connection: Connection, seen: Mapping[str, str]) -> None:
    """Raise LedgerError where an entry of ``seen`` has no longer the version that is given for it."""
    for entry, known in seen.items():
        if version(connection, entry) != known:
            raise LedgerError(
                "decision.stale",
                f"{entry} was changed or decided about since you looked at it.",
                "Look at it again, then decide.",
            )


def flagged(connection: Connection) -> list[str]:
    """Return the entries that were vetted and deserve another look, by id."""
    table = case_schema.entry_flag
    return list(connection.scalars(select(table.c.entry).distinct().order_by(table.c.entry)))


def tie(connection: Connection, subjects: Iterable[str]) -> None:
    """Tie the anchors in these bytes (SHA-256) to the events that stand where theirs stood, after a new reading.

    An anchor whose mention is still there stays; else it goes to the event whose evidence shares most characters with
    its own, and stays as it is where none does.
    """
    anchor, mention, report, evidence = case_schema.decision_anchor, schema.mention, schema.report, schema.evidence
    for chunk in batched(sorted(set(subjects)), _CHUNK):
        loose = select(anchor).where(among(anchor.c.sha256, chunk), anchor.c.mention.not_in(select(mention.c.id)))
        for row in list(connection.execute(loose)):
            places = (
                select(evidence.c.mention, evidence.c.start, evidence.c.stop)
                .join(mention, mention.c.id == evidence.c.mention)
                .join(report, report.c.id == mention.c.report)
                .where(report.c.sha256 == row.sha256, mention.c.kind == "event", evidence.c.field == "evidence")
                .where(evidence.c.start < row.stop, evidence.c.stop > row.start)
            )
            near = [
                (-_shared(place.start, place.stop, row.start, row.stop), place.mention)
                for place in connection.execute(places)
            ]
            if near:
                same = (anchor.c.decision == row.decision, anchor.c.position == row.position)
                connection.execute(anchor.update().where(*same).values(mention=min(near)[1]))


def decision_id(kind: str, who: str, made: str, mentions: Iterable[str]) -> str:
    """Return the id of a decision."""
    return make_id("decision", kind, who, made, *mentions)


def _shared(start: int, stop: int, first: int, last: int) -> float:
    return (min(stop, last) - max(start, first)) / max(stop - start, last - first, 1)


def _decision(row: Row[tuple[object, ...]], anchors: tuple[Anchor, ...], cited: tuple[Cited, ...]) -> Decision:
    said = (row.field, row.value, row.undone, row.undone_by)
    return Decision(row.id, row.kind, row.who, row.made, row.why, anchors, *said, cited)
