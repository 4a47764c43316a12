"""Ledger version 15: reports and statements have a narrow line each, by which they are filtered and sorted.

The tables as they were at that version. This file stays as it is, whatever ``search_schema.py`` becomes.
"""

from sqlalchemy import Column, Connection, ForeignKey, Index, Integer, MetaData, Table, Text, text

from onrecord.record.database.dialects import Dialect

metadata = MetaData()


def _text(name: str) -> Column[str]:
    return Column(name, Text, nullable=False)


def _of(target: str, table: Table) -> Column[str]:
    return Column(target, Text, ForeignKey(table.c.id, ondelete="CASCADE"), nullable=False, index=True)


_known = MetaData()
report = Table("report", _known, Column("id", Text, primary_key=True))
statement = Table("statement", _known, Column("id", Text, primary_key=True))

report_line = Table(
    "report_line",
    metadata,
    Column("id", Integer, primary_key=True),
    _of("report", report),
    _text("day"),
    _text("place"),
    _text("produced_by"),
    Index("report_line_day", "day", "place"),
    sqlite_strict=True,
)

statement_line = Table(
    "statement_line",
    metadata,
    Column("id", Integer, primary_key=True),
    _of("statement", statement),
    Column("report", Text, nullable=False, index=True),
    _text("day"),
    Column("last_day", Text),
    _text("place"),
    Column("country", Text),
    _text("norm"),
    _text("produced_by"),
    Index("statement_line_day", "day", "place"),
    sqlite_strict=True,
)

_REPORTS = """
INSERT INTO report_line (id, report, day, place, produced_by)
SELECT f.id, r.id, coalesce(r.published_from, '~'), coalesce(r.file, '') || ' ' || r.id, 'lines@1'
FROM fulltext f JOIN report r ON r.id = f.report
"""
_STATEMENTS = """
INSERT INTO statement_line (id, statement, report, day, last_day, place, country, norm, produced_by)
SELECT e.id, s.id, r.id, coalesce(r.published_from, '~'), r.published_to,
       coalesce(r.file, '') || ' ' || r.id || ' ' || printf('%07d', m.position), s.country, s.norm, 'lines@1'
FROM statement s JOIN mention m ON m.id = s.id JOIN report r ON r.id = m.report
JOIN evidence e ON e.mention = s.id AND e.field = 'content' AND e.position = 0
"""


def apply(connection: Connection, dialect: Dialect) -> None:
    """Make the tables and the lines of what is there."""
    report_line.create(connection)
    statement_line.create(connection)
    connection.execute(text("DROP INDEX IF EXISTS report_day"))
    connection.execute(text(_REPORTS))
    connection.execute(text(_STATEMENTS))
