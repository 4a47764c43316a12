"""Ledger version 17: what an outlet published, and when, is read from an index alone; issues are found by report."""

from sqlalchemy import Connection, text

from onrecord.record.database.dialects import Dialect


def apply(connection: Connection, dialect: Dialect) -> None:
    """Make the index anew, and the other one."""
    connection.execute(text("DROP INDEX IF EXISTS report_outlet"))
    connection.execute(text("CREATE INDEX report_outlet ON report (outlet, id, published_from, published_to)"))
    connection.execute(text("CREATE INDEX issue_report ON issue (report)"))
