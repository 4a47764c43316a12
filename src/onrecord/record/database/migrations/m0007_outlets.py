"""Version 7: reports are found by their outlet."""

from sqlalchemy import Connection, text

from onrecord.record.database.dialects import Dialect


def apply(connection: Connection, dialect: Dialect) -> None:
    """Add the index."""
    connection.execute(text("CREATE INDEX report_outlet ON report (outlet)"))
