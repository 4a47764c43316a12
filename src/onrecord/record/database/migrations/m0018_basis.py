"""Version 18: what it rests on that a party is the one told."""

from sqlalchemy import Connection, text

from onrecord.record.database.dialects import Dialect


def apply(connection: Connection, dialect: Dialect) -> None:
    """Add the column."""
    connection.execute(text("ALTER TABLE party ADD COLUMN basis TEXT"))
