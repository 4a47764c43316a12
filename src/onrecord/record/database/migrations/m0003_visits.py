"""Version 3: visits to addresses on the web.

The table as it was at that version. This file stays as it is, whatever ``schema.py`` becomes.
"""

from sqlalchemy import Column, Connection, MetaData, Table, Text

from onrecord.record.database.dialects import Dialect

_visit = Table(
    "visit",
    MetaData(),
    Column("url", Text, primary_key=True),
    Column("etag", Text),
    Column("modified", Text),
    Column("stages", Text, nullable=False),
    Column("visited", Text, nullable=False),
    Column("produced_by", Text, nullable=False),
    sqlite_strict=True,
)


def apply(connection: Connection, dialect: Dialect) -> None:
    """Make the table."""
    _visit.create(connection)
