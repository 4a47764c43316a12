"""Version 13: entities are found by an index of the words of their names.

The table as it was at that version. This file stays as it is, whatever ``entity_schema.py`` becomes.
"""

from sqlalchemy import Column, Connection, Integer, MetaData, Table, Text, select

from onrecord.record.database.columns import Words
from onrecord.record.database.dialects import Dialect
from onrecord.record.database.folding import fold

metadata = MetaData()

entity_profile = Table("entity_profile", MetaData(), Column("id", Text), Column("names", Words))
"""Only so that its names can be read."""

entity_name = Table(
    "entity_name",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("profile", Text, nullable=False, index=True),
    Column("norm", Text, nullable=False),
    Column("produced_by", Text, nullable=False),
    sqlite_strict=True,
)

_CHUNK = 2_000


def apply(connection: Connection, dialect: Dialect) -> None:
    """Make the table, its index of words, and its rows for the entities that are known."""
    metadata.create_all(connection, checkfirst=False)
    dialect.index_words(connection, entity_name)
    for some in connection.execute(select(entity_profile.c.id, entity_profile.c.names)).partitions(_CHUNK):
        rows = [
            {"profile": row.id, "norm": norm, "produced_by": "migration@13"}
            for row in some
            for norm in dict.fromkeys(map(fold, row.names))
            if norm
        ]
        if rows:
            connection.execute(entity_name.insert(), rows)
