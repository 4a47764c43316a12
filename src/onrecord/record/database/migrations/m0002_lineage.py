"""Version 2: lineage: the keys that reports are found by, links between them, what shows a link, persons' rulings.

The tables as they were at that version. This file stays as it is, whatever ``schema.py`` becomes.
"""

from sqlalchemy import REAL, CheckConstraint, Column, Connection, ForeignKey, Integer, MetaData, Table, Text
from sqlalchemy.schema import ForeignKeyConstraint, SchemaItem

from onrecord.record.database.columns import Flag, Words
from onrecord.record.database.dialects import Dialect

metadata = MetaData()

# Only so that what is made here can point at it.
Table("report", metadata, Column("id", Text, primary_key=True))


def _table(name: str, *parts: SchemaItem) -> Table:
    return Table(name, metadata, *parts, Column("produced_by", Text, nullable=False), sqlite_strict=True)


def _report(*, index: bool = False) -> Column[str]:
    return Column("report", Text, ForeignKey("report.id", ondelete="CASCADE"), primary_key=True, index=index)


_TABLES = (
    _table("lineage", _report(), Column("facts", Words, nullable=False)),
    Table(
        "lineage_key",
        metadata,
        Column("key", Integer, primary_key=True, autoincrement=False),
        _report(index=True),
        Column("produced_by", Text, nullable=False),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    ),
    _table(
        "lineage_link",
        _report(),
        Column("parent", Text, primary_key=True),
        Column("relation", Text, nullable=False),
        Column("named", Flag, nullable=False),
        Column("parent_report", Text, ForeignKey("report.id", ondelete="CASCADE"), index=True),
        Column("score", REAL, nullable=False),
    ),
    _table(
        "lineage_evidence",
        Column("report", Text, primary_key=True),
        Column("parent", Text, primary_key=True),
        Column("position", Integer, primary_key=True, autoincrement=False),
        Column("feature", Text, nullable=False),
        Column("value", REAL, nullable=False),
        *(Column(name, Integer) for name in ("start", "stop", "parent_start", "parent_stop")),
        Column("words", Text, nullable=False),
        ForeignKeyConstraint(["report", "parent"], ["lineage_link.report", "lineage_link.parent"], ondelete="CASCADE"),
    ),
    _table(
        "lineage_ruling",
        Column("report", Text, primary_key=True),
        Column("parent", Text, primary_key=True),
        Column("relation", Text, nullable=False),
        Column("reason", Text, nullable=False),
        CheckConstraint(
            "relation IN ('same', 'reprint', 'rewrite', 'translation', 'cites', 'independent')",
            name="lineage_ruling_relation",
        ),
    ),
)


def apply(connection: Connection, dialect: Dialect) -> None:
    """Make the tables."""
    metadata.create_all(connection, tables=_TABLES, checkfirst=False)
