"""The ledger as records: typed reads with filters, and the writes of one transaction."""

from typing import TYPE_CHECKING

from onrecord.core.lazily import lazily
from onrecord.record.ledger.filters import FACETS, EntryFilter, Page, Sort, StatementFilter, Who

if TYPE_CHECKING:
    from onrecord.record.ledger.settling import StageMark
    from onrecord.record.ledger.store import Store
    from onrecord.record.ledger.visits import Visit
    from onrecord.record.ledger.writing import Filing, Writer
else:  # they load SQLAlchemy, which who only says what to ask for needs not
    __getattr__ = lazily(
        __name__,
        {"Filing": "writing", "StageMark": "settling", "Store": "store", "Visit": "visits", "Writer": "writing"},
    )

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
