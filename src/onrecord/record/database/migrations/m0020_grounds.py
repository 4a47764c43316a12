"""Version 20: what weighed most for the parties of an event."""

from sqlalchemy import Connection, text

from onrecord.record.database.dialects import Dialect


def apply(connection: Connection, dialect: Dialect) -> None:
    """Add the column."""
    connection.execute(text("ALTER TABLE event ADD COLUMN grounds TEXT"))
