"""Ledger version 10: who told each entry first, which the lines of its entries say once they are made anew."""

from sqlalchemy import Connection, text

from onrecord.record.database.dialects import Dialect


def apply(connection: Connection, dialect: Dialect) -> None:
    """Ask for the lines of all entries, which are written when the ledger is opened."""
    connection.execute(text("INSERT OR IGNORE INTO entry_stale (entry, produced_by) SELECT id, 'ledger@1' FROM entry"))
