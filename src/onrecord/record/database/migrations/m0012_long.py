"""Ledger version 12: long acts are found by their first day too."""

from sqlalchemy import Connection, text

from onrecord.record.database.dialects import Dialect


def apply(connection: Connection, dialect: Dialect) -> None:
    """Add the index."""
    connection.execute(text("CREATE INDEX IF NOT EXISTS entry_line_long_day ON entry_line (day) WHERE long"))
