"""Finding: which keys a filter or an id's beginning means."""

from collections.abc import Iterator, Sequence
from typing import Final

from sqlalchemy import ColumnElement, Connection, and_, func, insert, literal, or_, select

from onrecord.record.database import schema
from onrecord.record.database.dialects import Dialect
from onrecord.record.database.folding import fold
from onrecord.record.database.search_schema import report_line, statement_line
from onrecord.record.ledger.among import among
from onrecord.record.ledger.filters import StatementFilter, Who

_KINDS: Final = ("rep", "entry", "evt", "stm")
"""The words that ids of reports, entries, events and statements begin with."""
_LAST: Final = "\U0010ffff"
_UNKNOWN: Final = "~"
"""Stands in place of a day that is not known: after all days."""
_PRODUCER: Final = "lines@1"


def add_lines(connection: Connection, reports: Sequence[str]) -> None:
    """Write the lines of these reports, which are new, and of their statements."""
    report, mention, evidence, words = schema.report, schema.mention, schema.evidence, schema.fulltext
    day = func.coalesce(report.c.published_from, _UNKNOWN)
    place = func.coalesce(report.c.file, "") + " " + report.c.id
    lines = select(words.c.id, report.c.id, day, place, literal(_PRODUCER))
    lines = lines.join(report, report.c.id == words.c.report).where(among(words.c.report, reports))
    names = ["id", "report", "day", "place", "produced_by"]
    connection.execute(insert(report_line).from_select(names, lines))
    at = place + " " + func.printf("%07d", mention.c.position)
    speaker = schema.statement.c
    said = select(evidence.c.id, speaker.id, report.c.id, day, report.c.published_to, at, speaker.country, speaker.norm)
    said = (
        said.add_columns(literal(_PRODUCER))
        .join(mention, mention.c.id == evidence.c.mention)
        .join(schema.statement, speaker.id == mention.c.id)
        .join(report, report.c.id == mention.c.report)
        .where(among(mention.c.report, reports), evidence.c.field == "content", evidence.c.position == 0)
    )
    names = ["id", "statement", "report", "day", "last_day", "place", "country", "norm", "produced_by"]
    connection.execute(insert(statement_line).from_select(names, said))


def statement_ids(
    connection: Connection, dialect: Dialect, wanted: StatementFilter, limit: int | None = None, offset: int = 0
) -> list[str]:
    """Return the statements that ``wanted`` lets through, by report's day (unknown last), report and text; ``limit`` of
    them (all where None) from number ``offset`` on."""
    line = statement_line.c
    query = select(line.statement).where(*_statement_conditions(dialect, wanted)).order_by(line.day, line.place)
    return list(connection.scalars(query.limit(limit).offset(offset)))


def count_statements(connection: Connection, dialect: Dialect, wanted: StatementFilter) -> int:
    """Return how many statements ``wanted`` lets through."""
    if wanted.about is not None and wanted == StatementFilter(about=wanted.about):
        return dialect.count_matching(connection, schema.evidence, wanted.about)
    query = select(func.count()).select_from(statement_line).where(*_statement_conditions(dialect, wanted))
    return connection.scalar(query) or 0


def report_ids(
    connection: Connection, dialect: Dialect, text: str | None = None, limit: int | None = None, offset: int = 0
) -> list[str]:
    """Return the reports whose title or text hold ``text`` (all where None), by day (unknown last), file and id;
    ``limit`` of them (all where None) from number ``offset`` on."""
    line = report_line.c
    query = select(line.report).order_by(line.day, line.place)
    if text is not None:
        query = query.where(_or_none(dialect.matching(schema.fulltext, text, line.id)))
    return list(connection.scalars(query.limit(limit).offset(offset)))


def count_reports(connection: Connection, dialect: Dialect, text: str | None = None) -> int:
    """Return how many reports hold ``text`` (all where None)."""
    if text is not None:
        return dialect.count_matching(connection, schema.fulltext, text)
    return connection.scalar(select(func.count()).select_from(report_line)) or 0


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
    line = statement_line.c
    if wanted.report is not None:
        yield line.report == wanted.report
    if wanted.since is not None:
        yield line.last_day >= wanted.since
    if wanted.until is not None:
        yield line.day <= wanted.until
    if wanted.speaker is not None:
        yield _is(wanted.speaker, line.norm, line.country)
    if wanted.about is not None:
        yield _or_none(dialect.matching(schema.evidence, wanted.about, line.id))


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
