"""The ledger as records: typed reads with filters, and the writes of one transaction."""

from onrecord.record.ledger.filters import FACETS, EntryFilter, Page, Sort, StatementFilter, Who
from onrecord.record.ledger.store import Store
from onrecord.record.ledger.visits import Visit
from onrecord.record.ledger.writing import Filing, StageMark, Writer

__all__ = [
    "FACETS",
    "EntryFilter",
    "Filing",
    "Page",
    "Sort",
    "StageMark",
    "StatementFilter",
    "Store",
    "Visit",
    "Who",
    "Writer",
]
