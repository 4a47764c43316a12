"""Version 8: entries are found by bitmaps of their values, statements alone by an index of their words.

The tables as they were at that version. This file stays as it is, whatever ``search_schema.py`` becomes.
"""

from sqlalchemy import Column, Connection, Index, Integer, LargeBinary, MetaData, Table, Text, UniqueConstraint, text

from onrecord.record.database.columns import Flag
from onrecord.record.database.dialects import Dialect

metadata = MetaData()


def _text(name: str) -> Column[str]:
    return Column(name, Text, nullable=False)


evidence = Table("evidence", MetaData(), Column("id", Integer, primary_key=True), _text("norm"))
"""Only so that its words can be indexed anew."""

entry_line = Table(
    "entry_line",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("entry", Text, nullable=False, unique=True),
    _text("day"),
    Column("last_day", Text, index=True),
    _text("reported"),
    _text("place"),
    Column("origins", Integer, nullable=False),
    Column("long", Flag, nullable=False),
    _text("terms"),
    _text("norm"),
    _text("produced_by"),
    Index("entry_line_day", "day", "place"),
    Index("entry_line_reported", "reported", "place"),
    Index("entry_line_origins", "origins", "day"),
    sqlite_strict=True,
)

entry_term = Table(
    "entry_term",
    metadata,
    Column("id", Integer, primary_key=True),
    _text("facet"),
    _text("value"),
    _text("norm"),
    Column("entries", Integer, nullable=False),
    _text("produced_by"),
    UniqueConstraint("facet", "value", name="entry_term_value"),
    sqlite_strict=True,
)

entry_bits = Table(
    "entry_bits",
    metadata,
    Column("term", Integer, primary_key=True, autoincrement=False),
    Column("piece", Integer, primary_key=True, autoincrement=False),
    Column("bits", LargeBinary, nullable=False),
    _text("produced_by"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

entry_stale = Table("entry_stale", metadata, Column("entry", Text, primary_key=True), _text("produced_by"),
                    sqlite_strict=True)  # fmt: skip


def apply(connection: Connection, dialect: Dialect) -> None:
    """Make the tables; the lines are written when the ledger is opened."""
    metadata.create_all(connection)
    dialect.index_words(connection, entry_line)
    dialect.index_words(connection, entry_term)
    dialect.drop_words(connection, evidence)
    dialect.index_words(connection, evidence, "field = 'content'")
    connection.execute(text("CREATE INDEX entry_line_long ON entry_line (last_day) WHERE long"))
    connection.execute(text("INSERT INTO entry_stale (entry, produced_by) SELECT id, 'ledger@1' FROM entry"))
