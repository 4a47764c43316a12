"""Version 6: when a statement was made."""

from sqlalchemy import Connection, text

from onrecord.record.database.dialects import Dialect


def apply(connection: Connection, dialect: Dialect) -> None:
    """Add the column."""
    connection.execute(text("ALTER TABLE statement ADD COLUMN said TEXT"))
