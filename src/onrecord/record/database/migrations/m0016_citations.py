"""Ledger version 16: what a person sets has words of the reports behind it.

The table as it was at that version. This file stays as it is, whatever ``case_schema.py`` becomes.
"""

from sqlalchemy import CheckConstraint, Column, Connection, ForeignKey, Integer, MetaData, Table, Text

from onrecord.record.database.dialects import Dialect

metadata = MetaData()

decision = Table("decision", MetaData(), Column("id", Text, primary_key=True))

decision_citation = Table(
    "decision_citation",
    metadata,
    Column("decision", Text, ForeignKey(decision.c.id, ondelete="CASCADE"), primary_key=True, nullable=False),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("report", Text, nullable=False, index=True),
    Column("start", Integer, nullable=False),
    Column("stop", Integer, nullable=False),
    Column("words", Text, nullable=False),
    Column("produced_by", Text, nullable=False),
    CheckConstraint("start >= 0 AND stop > start", name="decision_citation_span"),
    sqlite_strict=True,
)


def apply(connection: Connection, dialect: Dialect) -> None:
    """Make the table."""
    decision_citation.create(connection)
