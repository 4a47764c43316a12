"""Version 19: what it rests on that a speaker or an entity is of its country."""

from sqlalchemy import Connection, text

from onrecord.record.database.dialects import Dialect


def apply(connection: Connection, dialect: Dialect) -> None:
    """Add the columns."""
    for table in ("statement", "entity"):
        connection.execute(text(f"ALTER TABLE {table} ADD COLUMN basis TEXT"))
