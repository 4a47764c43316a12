"""Ledger version 14: pieces of bitmaps count their changes, and lines say in which months their acts begin and end.

The table as it was at that version. This file stays as it is, whatever ``search_schema.py`` becomes.
"""

from sqlalchemy import Column, Connection, Integer, MetaData, Table, Text, text

from onrecord.record.database.dialects import Dialect

metadata = MetaData()

entry_piece = Table(
    "entry_piece",
    metadata,
    Column("piece", Integer, primary_key=True, autoincrement=False),
    Column("change", Integer, nullable=False),
    Column("produced_by", Text, nullable=False),
    sqlite_strict=True,
)


def apply(connection: Connection, dialect: Dialect) -> None:
    """Make the table and ask for the lines of all entries, which are written when the ledger is opened."""
    metadata.create_all(connection, checkfirst=False)
    connection.execute(text("DROP INDEX IF EXISTS entry_line_long"))
    connection.execute(text("DROP INDEX IF EXISTS entry_line_long_day"))
    connection.execute(text("ALTER TABLE entry_line DROP COLUMN long"))
    connection.execute(text("INSERT OR IGNORE INTO entry_stale (entry, produced_by) SELECT id, 'ledger@1' FROM entry"))
