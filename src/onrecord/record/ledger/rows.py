"""From records to rows: what one reading adds to each table."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache

from sqlalchemy import Table

from onrecord.core.edtf import bounds
from onrecord.core.ids import make_id
from onrecord.core.issues import DroppedMention, Issue
from onrecord.core.quantities import Number
from onrecord.core.records import Entity, Event, Ground, Party, Reading, Report, Statement
from onrecord.core.spans import Span
from onrecord.record.database import schema
from onrecord.record.database.folding import fold

Value = str | Number | bytes | bool | tuple[str, ...] | tuple[Ground, ...] | None
Row = dict[str, Value]
Rows = dict[Table, list[Row]]


def reading_rows(reading: Reading, sha256: str, dropped: Iterable[DroppedMention] = ()) -> Rows:
    """Return the rows of one reading, tables in the order in which their keys allow them to be written."""
    rows: Rows = {table: [] for table in _tables()}
    _report(rows, reading.report, sha256)
    for statement in reading.statements:
        _statement(rows, statement, reading.report.text)
    for event in reading.events:
        _event(rows, event, reading.report.text)
    for entity in reading.entities:
        _entity(rows, entity)
    if reading.facts:
        row: Row = {"report": reading.report.id, "facts": reading.facts, "produced_by": "facts@1"}
        rows[schema.lineage].append(row)
    for ordinal, mention in enumerate(dropped):
        rows[schema.dropped_mention].append(
            {
                "report": reading.report.id,
                "ordinal": ordinal,
                "stage": mention.stage,
                "reason": mention.reason,
                "start": mention.span.start,
                "stop": mention.span.end,
                "words": mention.span.of(reading.report.text),
                "produced_by": mention.stage,
            }
        )
    return {table: added for table, added in rows.items() if added}


def issue_row(issue: Issue, subject: str | None) -> Row:
    """Return the row of ``issue``, whose id follows from what it says, so that saying it twice changes nothing."""
    parts = (subject, issue.file, issue.report, issue.stage, issue.code, issue.message, issue.span)
    return {
        "id": make_id("issue", *parts),
        "subject": subject,
        "file": issue.file,
        "report": issue.report,
        "stage": issue.stage,
        "severity": issue.severity,
        "code": issue.code,
        "message": issue.message,
        "mend": issue.mend,
        "start": issue.span.start if issue.span else None,
        "stop": issue.span.end if issue.span else None,
        "produced_by": issue.stage,
    }


def _report(rows: Rows, report: Report, sha256: str) -> None:
    first, last = bounds(report.published) or (None, None)
    row: Row = {
        name: getattr(report, name)
        for name in ("id", "file", "outlet", "url", "title", "byline", "section", "language", "published")
    }
    row |= {"published_basis": report.published_basis, "published_words": report.published_words, "text": report.text}
    row |= {"sha256": sha256, "published_from": first, "published_to": last, "produced_by": report.produced_by}
    rows[schema.report].append(row)
    norm = fold(f"{report.title or ''}\n{report.text}")
    rows[schema.fulltext].append({"report": report.id, "norm": norm, "produced_by": report.produced_by})
    for position, origin in enumerate(report.origins):
        rows[schema.origin].append(
            {
                "report": report.id,
                "position": position,
                "type": origin.type,
                "name": origin.name,
                "start": origin.span.start if origin.span else None,
                "stop": origin.span.end if origin.span else None,
                "words": origin.words,
                "produced_by": report.produced_by,
            }
        )
    for position, stretch in enumerate(report.foreign):
        rows[schema.foreign_stretch].append(
            {
                "report": report.id,
                "position": position,
                "language": stretch.language,
                "start": stretch.span.start,
                "stop": stretch.span.end,
                "produced_by": report.produced_by,
            }
        )
    for ordinal, block in enumerate(report.dropped):
        rows[schema.dropped_block].append(
            {
                "report": report.id,
                "ordinal": ordinal,
                "position": block.position,
                "reason": block.reason,
                "text": block.text,
                "produced_by": report.produced_by,
            }
        )


def _mention(rows: Rows, mention: Statement | Event, kind: str, start: int) -> None:
    rows[schema.mention].append(
        {
            "id": mention.id,
            "report": mention.report,
            "kind": kind,
            "position": start,
            "produced_by": mention.produced_by,
        }
    )


def _evidence(rows: Rows, mention: Statement | Event, text: str, found: dict[str, Sequence[Span | None]]) -> None:
    for field, spans in found.items():
        for position, span in enumerate(spans):
            if span is None:
                continue
            words = span.of(text)
            rows[schema.evidence].append(
                {
                    "mention": mention.id,
                    "field": field,
                    "position": position,
                    "start": span.start,
                    "stop": span.end,
                    "words": words,
                    "norm": fold(words),
                    "produced_by": mention.produced_by,
                }
            )


def _statement(rows: Rows, statement: Statement, text: str) -> None:
    _mention(rows, statement, "statement", statement.content.start)
    names = ("id", "form", "speaker", "speaker_text", "country", "sector", "addressee", "venue", "stance", "entity")
    row: Row = {name: getattr(statement, name) for name in (*names, "said", "basis", "chain", "produced_by")}
    row["norm"] = fold(f"{statement.speaker or ''} {statement.speaker_text or ''}")
    rows[schema.statement].append(row)
    found: dict[str, Sequence[Span | None]] = {
        "content": [statement.content],
        "cue": [statement.cue],
        "speaker": [statement.speaker_span],
        "addressee": [statement.addressee_span],
        "venue": [statement.venue_span],
        "said": [statement.said_span],
    }
    _evidence(rows, statement, text, found)


def _event(rows: Rows, event: Event, text: str) -> None:
    _mention(rows, event, "event", event.trigger.start)
    first, last = bounds(event.when) or (None, None)
    names = ("id", "type", "mode", "contexts", "stage", "polarity", "background", "when_text", "when_basis")
    row: Row = {name: getattr(event, name) for name in (*names, "attribution", "statement", "grounds", "produced_by")}
    row |= {"when_edtf": event.when, "when_from": first, "when_to": last}
    row |= {"where_text": event.where.text, "where_country": event.where.country} if event.where else {}
    rows[schema.event].append({"where_text": None, "where_country": None} | row)
    found: dict[str, Sequence[Span | None]] = {
        "trigger": [event.trigger],
        "evidence": [event.evidence],
        "stage": event.stage_words,
        "polarity": event.polarity_words,
        "when": [event.when_span],
        "where": [event.where.span if event.where else None],
        "attribution": [event.attribution_span],
        "actor": [party.span for party in event.actors],
        "recipient": [party.span for party in event.recipients],
        "item": [item.span for item in event.items],
    }
    _evidence(rows, event, text, found)
    _parties(rows, event, "actor", event.actors)
    _parties(rows, event, "recipient", event.recipients)
    for position, item in enumerate(event.items):
        row = {"mention": event.id, "field": "item", "position": position, "produced_by": event.produced_by}
        row |= {name: getattr(item, name) for name in ("text", "what", "category", "low", "high", "unit", "approx")}
        rows[schema.item].append(row)


def _parties(rows: Rows, event: Event, field: str, parties: Sequence[Party]) -> None:
    for position, party in enumerate(parties):
        row: Row = {"mention": event.id, "field": field, "position": position, "produced_by": event.produced_by}
        row |= {name: getattr(party, name) for name in ("text", "country", "sector", "name", "entity", "basis")}
        row["norm"] = fold(f"{party.text} {party.name or ''}")
        rows[schema.party].append(row)


def _entity(rows: Rows, entity: Entity) -> None:
    names = ("report", "id", "name", "schema", "country", "sector", "role", "basis", "produced_by")
    rows[schema.entity].append({name: getattr(entity, name) for name in names})
    owner: Row = {"report": entity.report, "entity": entity.id, "produced_by": entity.produced_by}
    for span in dict.fromkeys(entity.spans):
        rows[schema.entity_span].append(owner | {"start": span.start, "stop": span.end})


def merged(many: Iterable[Rows]) -> Rows:
    """Return the rows of several readings together, table by table."""
    rows: defaultdict[Table, list[Row]] = defaultdict(list)
    for one in many:
        for table, added in one.items():
            rows[table].extend(added)
    return {table: rows[table] for table in _tables() if table in rows}


@cache
def _tables() -> tuple[Table, ...]:
    """Return the tables in the order in which their keys allow them to be written (SQLAlchemy sorts at each call)."""
    return tuple(schema.metadata.sorted_tables)
