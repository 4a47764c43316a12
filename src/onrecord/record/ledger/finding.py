"""Finding: which keys a filter or an id's beginning means."""

from collections.abc import Iterator
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Select, and_, func, literal, literal_column, or_, select

from onrecord.record.database import schema
from onrecord.record.database.dialects import Dialect
from onrecord.record.database.folding import fold
from onrecord.record.ledger.among import among
from onrecord.record.ledger.filters import StatementFilter, Who

_KINDS: Final = ("rep", "entry", "evt", "stm")
"""The words that ids of reports, entries, events and statements begin with."""
_LAST: Final = "\U0010ffff"
_DAY = func.coalesce(schema.report.c.published_from, literal_column("'9999'"))
"""The day of a report, unknown last, written as in the index."""


def statement_ids(
    connection: Connection, dialect: Dialect, wanted: StatementFilter, limit: int | None = None, offset: int = 0
) -> list[str]:
    """Return the statements that ``wanted`` lets through, by report's day (unknown last), report and text; ``limit`` of
    them (all where None) from number ``offset`` on."""
    mention, report = schema.mention, schema.report
    query = _statements(dialect, wanted, schema.statement.c.id).order_by(
        _DAY, report.c.file, report.c.id, mention.c.position
    )
    return list(connection.scalars(query.limit(limit).offset(offset)))


def count_statements(connection: Connection, dialect: Dialect, wanted: StatementFilter) -> int:
    """Return how many statements ``wanted`` lets through."""
    if wanted == StatementFilter():
        return connection.scalar(select(func.count()).select_from(schema.statement)) or 0
    return connection.scalar(_statements(dialect, wanted, func.count())) or 0


def _statements(dialect: Dialect, wanted: StatementFilter, column: ColumnElement[Any]) -> Select[Any]:
    """Return the query for ``column`` of statements. Where all are wanted, or those of some days, the plus keeps SQLite
    from looking each statement's report up: it walks the reports in their order instead, and sorts nothing."""
    statement, mention, report = schema.statement, schema.mention, schema.report
    chosen = bool(wanted.speaker or wanted.about or wanted.report)
    query = (
        select(column)
        .select_from(statement)
        .join(mention, mention.c.id == statement.c.id)
        .join(report, mention.c.report == (report.c.id if chosen else literal_column("+report.id")))
    )
    return query.where(*_statement_conditions(dialect, wanted))


def report_ids(
    connection: Connection, dialect: Dialect, text: str | None = None, limit: int | None = None, offset: int = 0
) -> list[str]:
    """Return the reports whose title or text hold ``text`` (all where None), by day (unknown last), file and id;
    ``limit`` of them (all where None) from number ``offset`` on."""
    report = schema.report
    query = select(report.c.id).order_by(_DAY, report.c.file, report.c.id)
    return list(connection.scalars(query.where(*_holding(dialect, text)).limit(limit).offset(offset)))


def count_reports(connection: Connection, dialect: Dialect, text: str | None = None) -> int:
    """Return how many reports hold ``text`` (all where None)."""
    query = select(func.count()).select_from(schema.report)
    return connection.scalar(query.where(*_holding(dialect, text))) or 0


def _holding(dialect: Dialect, text: str | None) -> Iterator[ColumnElement[bool]]:
    if text is not None:
        matching = _or_none(dialect.matching(schema.fulltext, text))
        yield schema.report.c.id.in_(select(schema.fulltext.c.report).where(matching))


def reports_by(connection: Connection, outlet: str) -> Iterator[tuple[str, str]]:
    """Yield id and SHA-256 of the reports of ``outlet``, the latest day first (unknown last), then by id."""
    report = schema.report
    day = func.coalesce(report.c.published_from, "")
    for row in connection.execute(
        select(report.c.id, report.c.sha256).where(report.c.outlet == outlet).order_by(day.desc(), report.c.id)
    ):
        yield row.id, row.sha256


def mention_ids(connection: Connection, kind: str, reports: list[str]) -> list[str]:
    """Return the mentions of ``kind`` in these reports (of up to a few hundred)."""
    mention = schema.mention
    return list(
        connection.scalars(select(mention.c.id).where(mention.c.kind == kind, among(mention.c.report, reports)))
    )


def beginning_with(connection: Connection, prefix: str) -> Iterator[tuple[str, str]]:
    """Yield kind (``report``, ``entry``, ``statement``, ``event``) and id of what an id's beginning may mean.

    ``prefix`` may leave out the word before the id's hyphen.
    """
    mention = schema.mention
    for table in (schema.report, schema.entry):
        found = {
            key
            for inside in _begins(table.c.id, prefix)
            for key in connection.scalars(select(table.c.id).where(inside))
        }
        yield from ((table.name, key) for key in sorted(found))
    query = select(mention.c.id, mention.c.kind)
    kinds = {
        row.id: row.kind for inside in _begins(mention.c.id, prefix) for row in connection.execute(query.where(inside))
    }
    yield from ((kinds[key], key) for key in sorted(kinds))


def _begins(column: ColumnElement[str], prefix: str) -> Iterator[ColumnElement[bool]]:
    """Yield the conditions, each a stretch of the index, one of which an id meets that begins with ``prefix``, with or
    without its kind."""
    named = any(prefix.startswith(f"{kind}-") for kind in _KINDS)
    for begun in (prefix,) if named else (prefix, *(f"{kind}-{prefix}" for kind in _KINDS)):
        yield and_(column >= begun, column < begun + _LAST)


def _statement_conditions(dialect: Dialect, wanted: StatementFilter) -> Iterator[ColumnElement[bool]]:
    statement, evidence = schema.statement, schema.evidence
    if wanted.report is not None:
        yield schema.mention.c.report == wanted.report
    if wanted.since is not None:
        yield schema.report.c.published_to >= wanted.since
    if wanted.until is not None:
        yield schema.report.c.published_from <= wanted.until
    if wanted.speaker is not None:
        yield _is(wanted.speaker, statement.c.norm, statement.c.country)
    if wanted.about is not None:
        found = and_(_or_none(dialect.matching(evidence, wanted.about)), evidence.c.field == "content")
        yield statement.c.id.in_(select(evidence.c.mention).where(found))


def _is(who: Who, norm: ColumnElement[str], country: ColumnElement[str]) -> ColumnElement[bool]:
    """Return the condition that a name has the words of ``who`` as whole words, or a country one of its codes."""
    alike: list[ColumnElement[bool]] = []
    if words := fold(who.words):
        alike.append((literal(" ") + norm + " ").contains(f" {words} ", autoescape=True))
    alike.extend((literal("+") + country + "+").contains(f"+{code}+", autoescape=True) for code in who.codes)
    return or_(literal(False), *alike)


def _or_none(condition: ColumnElement[bool] | None) -> ColumnElement[bool]:
    """Return the condition, or one that nothing meets: a search without words finds nothing."""
    return literal(False) if condition is None else condition
