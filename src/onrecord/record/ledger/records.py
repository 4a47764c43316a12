"""From rows to records: reading back, by key, what ``rows`` wrote."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import batched
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Row, Select, Table, select

from onrecord.core.issues import DroppedBlock, DroppedMention, Issue
from onrecord.core.records import Conflict, Entity, Entry, Event, Foreign, Item, Origin, Party, Place, Report, Statement
from onrecord.core.spans import Span
from onrecord.record.database import case_schema, schema
from onrecord.record.ledger.among import among, among_wanted, wanted

# A row's columns are typed by the schema at run time only; every use below fixes the type of a record's field.
type AnyRow = Row[Any]
type Spans = dict[str, dict[int, Span]]

_PARTY = ("text", "country", "sector", "name", "entity", "basis")
_ITEM = ("text", "what", "category", "low", "high", "unit", "approx")
_EVENT = (
    "id", "type", "stage", "mode", "contexts", "polarity", "background", "when_edtf", "when_text", "when_basis",
    "where_text", "where_country", "attribution", "statement", "produced_by", "grounds",
)  # fmt: skip
_BARE_FIELDS = (
    "file", "sha256", "outlet", "url", "title", "byline", "section", "language", "published", "published_basis",
    "published_words", "produced_by",
)  # fmt: skip
_CHUNK = 400
"""How many keys one query asks for: under every database's limit of parameters."""
_NAMED: Final[Select[Any]] = (
    select(
        *(schema.entity.c[name] for name in ("id", "name", "schema", "country", "sector", "role", "report", "basis")),
        schema.report.c.published,
    )
    .join(schema.report, schema.report.c.id == schema.entity.c.report)
    .where(among_wanted(schema.entity.c.report))
    .order_by(schema.entity.c.report, schema.entity.c.id)
)
# Made once, as those are that are asked for with every batch: to make a statement costs more than to run it
_BARE: Final[Select[Any]] = (
    select(*(schema.report.c[name] for name in ("id", "text", *_BARE_FIELDS)))
    .where(among_wanted(schema.report.c.id))
    .order_by(schema.report.c.id)
)
_EVENTS: Final[Select[Any]] = (
    select(*(schema.event.c[name] for name in _EVENT), schema.mention.c.report, schema.mention.c.position)
    .join(schema.mention, schema.mention.c.id == schema.event.c.id)
    .where(among_wanted(schema.event.c.id))
)
_PARTIES: Final[Select[Any]] = (
    select(*(schema.party.c[name] for name in ("mention", "field", "position", *_PARTY)))
    .where(among_wanted(schema.party.c.mention))
    .order_by(schema.party.c.field, schema.party.c.position)
)
_ITEMS: Final[Select[Any]] = (
    select(*(schema.item.c[name] for name in ("mention", "position", *_ITEM)))
    .where(among_wanted(schema.item.c.mention))
    .order_by(schema.item.c.position)
)
_EVIDENCE: Final[Select[Any]] = (
    select(*(schema.evidence.c[name] for name in ("mention", "field", "position", "start", "stop")))
    .where(among_wanted(schema.evidence.c.mention))
    .order_by(schema.evidence.c.mention, schema.evidence.c.field, schema.evidence.c.position)
)
_PLACES: Final[Select[Any]] = select(schema.mention.c.report, schema.mention.c.position, schema.mention.c.id).where(
    among_wanted(schema.mention.c.id)
)


@dataclass(frozen=True, slots=True)
class Telling:
    """In which report an event is told, and on whose word (empty where nobody is named)."""

    report: str
    attribution: str


def load_reports(connection: Connection, ids: Iterable[str]) -> Iterator[Report]:
    """Yield the reports with these ids in the order of their ids."""
    for chunk in batched(sorted(set(ids)), _CHUNK):
        table = schema.report
        origins = _by(connection, schema.origin, schema.origin.c.report, chunk, "position")
        foreign = _by(connection, schema.foreign_stretch, schema.foreign_stretch.c.report, chunk, "position")
        blocks = _by(connection, schema.dropped_block, schema.dropped_block.c.report, chunk, "ordinal")
        issues = _by(connection, schema.issue, schema.issue.c.report, chunk, "id")
        for row in connection.execute(select(table).where(among(table.c.id, chunk)).order_by(table.c.id)):
            yield Report(
                id=row.id,
                text=row.text,
                file=row.file,
                sha256=row.sha256,
                outlet=row.outlet,
                url=row.url,
                title=row.title,
                byline=row.byline,
                section=row.section,
                language=row.language,
                foreign=tuple(Foreign(Span(f.start, f.stop), f.language) for f in foreign[row.id]),
                published=row.published,
                published_basis=row.published_basis,
                published_words=row.published_words,
                origins=tuple(Origin(o.type, o.name, _span(o), o.words) for o in origins[row.id]),
                dropped=tuple(DroppedBlock(b.text, b.reason, b.position) for b in blocks[row.id]),
                issues=tuple(as_issue(i) for i in issues[row.id]),
                produced_by=row.produced_by,
            )


def load_bare_reports(connection: Connection, ids: Iterable[str]) -> Iterator[Report]:
    """Yield the reports with these ids without what belongs to them in other tables (origins, stretches in another
    language, dropped blocks, issues), in the order of their ids."""
    for chunk in batched(sorted(set(ids)), _CHUNK):
        for id, text, *said in connection.execute(_BARE, wanted(chunk)).all():
            yield Report(id, text, **dict(zip(_BARE_FIELDS, said, strict=True)))


def load_outlines(connection: Connection, ids: Iterable[str], whole: Iterable[str]) -> Iterator[Report]:
    """Yield the reports with these ids as a list shows them, the text only of those in ``whole``, without what belongs
    to them in other tables, in the order of their ids."""
    table, texts = schema.report, schema.report.alias()
    columns = (table.c.id, table.c.file, table.c.outlet, table.c.title, table.c.language, table.c.published)
    given = set(ids)
    for chunk in batched(sorted(given), _CHUNK):
        held = select(texts.c.id, texts.c.text).where(among(texts.c.id, given.intersection(whole, chunk)))
        words = {row.id: row.text for row in connection.execute(held)}
        for row in connection.execute(select(*columns).where(among(table.c.id, chunk)).order_by(table.c.id)):
            yield Report(
                id=row.id,
                text=words.get(row.id, ""),
                file=row.file,
                outlet=row.outlet,
                title=row.title,
                language=row.language,
                published=row.published,
            )


def tellings_of(connection: Connection, mentions: Iterable[str]) -> dict[str, Telling]:
    """Return for each of these events in which report and on whose word it is told."""
    mention, event = schema.mention.c, schema.event.c
    found: dict[str, Telling] = {}
    for chunk in batched(sorted(set(mentions)), _CHUNK):
        query = select(mention.id, mention.report, event.attribution).join_from(
            schema.mention, schema.event, event.id == mention.id
        )
        for key, report, attribution in connection.execute(query.where(among(mention.id, chunk))):
            found[key] = Telling(report, attribution or "")
    return found


def load_statements(connection: Connection, ids: Iterable[str]) -> Iterator[Statement]:
    """Yield the statements with these ids in the order of report and text."""
    table, mention = schema.statement, schema.mention
    for chunk in batched(_in_text_order(connection, ids), _CHUNK):
        spans = _evidence(connection, chunk)
        query = (
            select(table, mention.c.report).join(mention, mention.c.id == table.c.id).where(among(table.c.id, chunk))
        )
        rows = {row.id: row for row in connection.execute(query)}
        for row in (rows[key] for key in chunk if key in rows):
            found = spans[row.id]
            yield Statement(
                content=found["content"][0],
                form=row.form,
                cue=_only(found, "cue"),
                speaker=row.speaker,
                speaker_text=row.speaker_text,
                speaker_span=_only(found, "speaker"),
                country=row.country,
                sector=row.sector,
                addressee=row.addressee,
                addressee_span=_only(found, "addressee"),
                venue=row.venue,
                venue_span=_only(found, "venue"),
                stance=row.stance,
                chain=row.chain,
                entity=row.entity,
                id=row.id,
                report=row.report,
                produced_by=row.produced_by,
                said=row.said,
                basis=row.basis,
                said_span=_only(found, "said"),
            )


def load_events(connection: Connection, ids: Iterable[str]) -> Iterator[Event]:
    """Yield the events with these ids in the order of report and text."""
    known = list(dict.fromkeys(ids))
    # Those of one query are put in order as they are read
    for chunk in batched(_in_text_order(connection, known) if len(known) > _CHUNK else known, _CHUNK):
        asked = wanted(chunk)
        spans = _evidence(connection, chunk)
        parties: defaultdict[str, list[tuple[str, Party]]] = defaultdict(list)
        for key, side, position, text, country, sector, name, entity, basis in connection.execute(
            _PARTIES, asked
        ).all():
            party = Party(text, spans[key][side][position], country, sector, name, entity, basis or "explicit")
            parties[key].append((side, party))
        items: defaultdict[str, list[Item]] = defaultdict(list)
        for key, position, text, *said in connection.execute(_ITEMS, asked).all():
            items[key].append(Item(text, spans[key]["item"][position], *said))
        for row in sorted(connection.execute(_EVENTS, asked).all(), key=_by_text):
            yield _event(row, spans[row[0]], parties[row[0]], items[row[0]])


def load_entries(connection: Connection, ids: Iterable[str]) -> Iterator[Entry]:
    """Yield the entries with these ids, in the order given, each once."""
    for chunk in batched(dict.fromkeys(ids), _CHUNK):
        held = _by(connection, schema.entry_mention, schema.entry_mention.c.entry, chunk, "position")
        conflicts = _by(connection, schema.conflict, schema.conflict.c.entry, chunk, "field", "position")
        flags = _by(connection, case_schema.entry_flag, case_schema.entry_flag.c.entry, chunk, "position")
        rows = {row.id: row for row in connection.execute(select(schema.entry).where(among(schema.entry.c.id, chunk)))}
        for row in (rows[key] for key in chunk if key in rows):
            values: defaultdict[str, list[str]] = defaultdict(list)
            for conflict in conflicts[row.id]:
                values[conflict.field].append(conflict.value)
            yield Entry(
                id=row.id,
                type=row.type,
                stage=row.stage,
                mentions=tuple(m.mention for m in held[row.id]),
                origins=row.origins,
                conflicts=tuple(Conflict(field, tuple(said)) for field, said in values.items()),
                tier=row.tier,
                produced_by=row.produced_by,
                flags=tuple(flag.says for flag in flags[row.id]),
            )


def load_entities(connection: Connection, reports: Iterable[str]) -> Iterator[Entity]:
    """Yield the entities that these reports name, in the order of report and id."""
    table, places = schema.entity, schema.entity_span
    for chunk in batched(sorted(set(reports)), _CHUNK):
        spans: defaultdict[tuple[str, str], list[Span]] = defaultdict(list)
        query = select(places).where(among(places.c.report, chunk)).order_by(places.c.start, places.c.stop)
        for row in connection.execute(query):
            spans[row.report, row.entity].append(Span(row.start, row.stop))
        for row in connection.execute(
            select(table).where(among(table.c.report, chunk)).order_by(table.c.report, table.c.id)
        ):
            yield Entity(
                id=row.id,
                name=row.name,
                schema=row.schema,
                country=row.country,
                sector=row.sector,
                role=row.role,
                spans=tuple(spans[row.report, row.id]),
                report=row.report,
                produced_by=row.produced_by,
                basis=row.basis or "explicit",
            )


def load_named(connection: Connection, reports: Iterable[str]) -> Iterator[tuple[Entity, str | None]]:
    """Yield the entities that these reports name, without their spans, each with its report's date (EDTF), in the order
    of report and id."""
    for chunk in batched(sorted(set(reports)), _CHUNK):
        for id, name, kind, country, sector, role, told_in, basis, published in connection.execute(
            _NAMED, wanted(chunk)
        ).all():
            yield Entity(id, name, kind, country, sector, role, (), told_in, "", basis or "explicit"), published


def load_dropped_mentions(connection: Connection, report: str) -> list[DroppedMention]:
    """Return the mentions that stages found in ``report`` and ruled out."""
    table = schema.dropped_mention
    rows = connection.execute(select(table).where(table.c.report == report).order_by(table.c.ordinal))
    return [DroppedMention(row.stage, Span(row.start, row.stop), row.reason) for row in rows]


def as_issue(row: AnyRow) -> Issue:
    """Return the issue that a row of the table ``issue`` keeps."""
    return Issue(row.stage, row.code, row.message, row.mend, row.severity, row.file, row.report, _span(row))


def _event(row: Sequence[Any], spans: Spans, parties: list[tuple[str, Party]], items: list[Item]) -> Event:
    (
        id, type, stage, mode, contexts, polarity, background, when, when_text, when_basis, where_text, where_country,
        attribution, statement, produced_by, grounds, report, _,
    ) = row  # fmt: skip
    where = _only(spans, "where")
    return Event(
        type=type,
        stage=stage,
        trigger=spans["trigger"][0],
        evidence=spans["evidence"][0],
        mode=mode,
        contexts=contexts,
        actors=tuple([party for side, party in parties if side == "actor"]),
        recipients=tuple([party for side, party in parties if side == "recipient"]),
        items=tuple(items),
        stage_words=_all(spans, "stage"),
        polarity=polarity,
        polarity_words=_all(spans, "polarity"),
        background=background,
        when=when,
        when_text=when_text,
        when_span=_only(spans, "when"),
        when_basis=when_basis,
        where=Place(where_text, where, where_country) if where else None,
        attribution=attribution,
        attribution_span=_only(spans, "attribution"),
        statement=statement,
        id=id,
        report=report,
        produced_by=produced_by,
        grounds=grounds,
    )


def _evidence(connection: Connection, mentions: Iterable[str]) -> defaultdict[str, Spans]:
    found: defaultdict[str, Spans] = defaultdict(dict)
    for mention, field, position, start, stop in connection.execute(_EVIDENCE, wanted(mentions)).all():
        found[mention].setdefault(field, {})[position] = Span(start, stop)
    return found


def _by_text(row: Sequence[Any]) -> tuple[str, int, str]:
    return row[-2], row[-1], row[0]


def _in_text_order(connection: Connection, ids: Iterable[str]) -> list[str]:
    places: list[Any] = []
    for chunk in batched(set(ids), _CHUNK):
        places += connection.execute(_PLACES, wanted(chunk)).all()
    return [key for _, _, key in sorted(places)]


def _by(
    connection: Connection, table: Table, owner: ColumnElement[str], owners: tuple[str, ...], *order: str
) -> defaultdict[str, list[AnyRow]]:
    """Return the rows of ``table`` by the value of the column ``owner``."""
    found: defaultdict[str, list[AnyRow]] = defaultdict(list)
    query, at = _rows_by(table, str(owner.key), order)
    for row in connection.execute(query, wanted(owners)).all():
        found[row[at]].append(row)
    return found


@cache
def _rows_by(table: Table, owner: str, order: tuple[str, ...]) -> tuple[Select[Any], int]:
    """Return the query of the rows of ``table`` by its column ``owner``, and where in a row that stands."""
    query = select(table).where(among_wanted(table.c[owner])).order_by(*(table.c[name] for name in order))
    return query, list(table.c.keys()).index(owner)


def _span(row: AnyRow) -> Span | None:
    return None if row.start is None else Span(row.start, row.stop)


def _only(spans: Spans, field: str) -> Span | None:
    return spans.get(field, {}).get(0)


def _all(spans: Spans, field: str) -> tuple[Span, ...]:
    return tuple(spans.get(field, {}).values())
