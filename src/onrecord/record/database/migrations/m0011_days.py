"""Ledger version 11: reports are walked by their day."""

from sqlalchemy import Connection, text

from onrecord.record.database.dialects import Dialect


def apply(connection: Connection, dialect: Dialect) -> None:
    """Add the index."""
    connection.execute(
        text("CREATE INDEX IF NOT EXISTS report_day ON report (coalesce(published_from, '9999'), file, id)")
    )
