"""Version 1: reports, mentions and their evidence, entries, issues, runs."""

from sqlalchemy import Connection

from onrecord.record.database import schema
from onrecord.record.database.dialects import Dialect


def apply(connection: Connection, dialect: Dialect) -> None:
    """Make the tables and their full-text indexes."""
    schema.metadata.create_all(connection)
    for indexed in (schema.fulltext, schema.evidence):
        dialect.index_words(connection, indexed)
