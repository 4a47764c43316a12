"""Ledger version 24: what a stage over all reports is still to look at stands in a list of its own.

The tables as they were at that version. They begin empty: a stage is listed when it has next dealt with anything.
"""

from sqlalchemy import Column, Connection, Integer, MetaData, Table, Text

from onrecord.record.database.dialects import Dialect

metadata = MetaData()

stage_listed = Table(
    "stage_listed",
    metadata,
    Column("stage", Text, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("config_hash", Text, nullable=False),
    Column("produced_by", Text, nullable=False),
    sqlite_strict=True,
)

stage_due = Table(
    "stage_due",
    metadata,
    Column("subject", Text, primary_key=True),
    Column("stage", Text, primary_key=True),
    Column("produced_by", Text, nullable=False),
    sqlite_strict=True,
)


def apply(connection: Connection, dialect: Dialect) -> None:
    """Make the tables."""
    metadata.create_all(connection)
