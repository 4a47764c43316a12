"""Migrations: the ordered steps that bring any ledger to the tables of ``schema.py``.

A step is a module with ``apply(connection, dialect)``; it never changes once released. All steps that a ledger lacks
run in one transaction and are recorded in the table ``migration``.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import Final

from sqlalchemy import Column, Connection, Integer, MetaData, Table, Text, func, inspect, select

from onrecord.core.errors import LedgerError
from onrecord.record.database.dialects import Dialect


@dataclass(frozen=True, slots=True)
class Migration:
    """One step: the version that it leads to, what it is called and the module of what it does, which is loaded only
    for a ledger that lacks it."""

    version: int
    name: str
    module: str

    def apply(self, connection: Connection, dialect: Dialect) -> None:
        """Take the step."""
        import_module(f"{__name__}.{self.module}").apply(connection, dialect)


MIGRATIONS: Final = (
    Migration(1, "reports and mentions", "m0001_reports_and_mentions"),
    Migration(2, "lineage", "m0002_lineage"),
    Migration(3, "visits", "m0003_visits"),
    Migration(4, "entries and commitments", "m0004_entries_and_commitments"),
    Migration(5, "entities", "m0005_entities"),
    Migration(6, "when statements were made", "m0006_said"),
    Migration(7, "outlets", "m0007_outlets"),
    Migration(8, "search", "m0008_search"),
    Migration(9, "other languages", "m0009_foreign"),
    Migration(10, "who told it first", "m0010_first"),
    Migration(11, "reports by day", "m0011_days"),
    Migration(12, "long acts by day", "m0012_long"),
    Migration(13, "names of entities", "m0013_names"),
    Migration(14, "months and changes of the index", "m0014_pieces"),
    Migration(15, "lines of reports and statements", "m0015_lines"),
    Migration(16, "words behind edits", "m0016_citations"),
    Migration(17, "outlets by day, issues by report", "m0017_outlet_days"),
    Migration(18, "what parties rest on", "m0018_basis"),
    Migration(19, "what speakers and entities rest on", "m0019_bases"),
    Migration(20, "what weighed for the parties of events", "m0020_grounds"),
    Migration(21, "keys by which entities are sought", "m0021_sought"),
    Migration(22, "merging keys by time", "m0022_times_first"),
    Migration(23, "commitments without an entry", "m0023_bereft"),
    Migration(24, "what stages are still to look at", "m0024_due"),
)

_recorded = Table(
    "migration",
    MetaData(),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("name", Text, nullable=False),
    Column("applied", Text, nullable=False),
    sqlite_strict=True,
)


def pending(connection: Connection, path: Path) -> tuple[Migration, ...]:
    """Return the steps that the ledger at ``path`` lacks.

    Raises LedgerError where the ledger is newer than this code, or the database holds something else.
    """
    tables = inspect(connection).get_table_names()
    if _recorded.name not in tables:
        if tables:
            raise LedgerError(
                "ledger.foreign", f"{path} holds other tables than a ledger's.", "Name another file with --ledger."
            )
        return MIGRATIONS
    version = connection.scalar(select(func.max(_recorded.c.version))) or 0
    newest = MIGRATIONS[-1].version
    if version > newest:
        raise LedgerError(
            "ledger.newer",
            f"{path} was written by a newer onrecord (ledger version {version}; this one knows up to {newest}).",
            "Upgrade onrecord, or name another file with --ledger.",
        )
    return tuple(step for step in MIGRATIONS if step.version > version)


def migrate(connection: Connection, dialect: Dialect, path: Path) -> None:
    """Apply, inside the transaction of ``connection``, every step that the ledger at ``path`` lacks.

    Raises LedgerError as ``pending`` does.
    """
    _recorded.create(connection, checkfirst=True)
    for step in pending(connection, path):
        step.apply(connection, dialect)
        now = datetime.now(UTC).isoformat(timespec="seconds")
        connection.execute(_recorded.insert().values(version=step.version, name=step.name, applied=now))
