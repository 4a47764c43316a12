"""Survey: the entries of a ledger seen together, for charts and tables."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from onrecord.core.records import Commitment
from onrecord.record.ledger import EntryFilter

if TYPE_CHECKING:
    from onrecord.record.ledger import Store
    from onrecord.record.ledger.surveys import Crossing, OutletCount


class Survey:
    """Counts over many entries. Every method raises LedgerError where the file cannot be read."""

    def __init__(self, store: "Store") -> None:
        """Count what ``store`` keeps."""
        self._store = store

    def who_with_whom(self, wanted: EntryFilter, *, most: int = 25) -> "Crossing":
        """Return how many of the entries that ``wanted`` lets through have which state or body as actor (rows) and as
        recipient (columns), for the ``most`` frequent of each."""
        return self._store.surveys.crossing(wanted, "actor", "recipient", most)

    def by_time(
        self, wanted: EntryFilter, parts: Sequence[Mapping[str, Sequence[str]]], *, years: bool = False
    ) -> list[dict[str, int]]:
        """Return for each part how many of its entries touch which month (``YYYY-MM``), or year.

        A part names values by facet (``type``, ``context``, ``item``); it takes the entries that carry any of them and
        that no part before it took, and all that are left where it names none.
        """
        return self._store.surveys.parted(wanted, parts, "year" if years else "month")

    def promises(self, wanted: EntryFilter, *, limit: int, offset: int = 0) -> tuple[list[Commitment], int]:
        """Return the commitments with the entries that ``wanted`` lets through, the latest first, and the number of
        those entries in all; ``limit`` and ``offset`` count entries. Each commitment stands once in the whole."""
        return self._store.surveys.commitments(wanted, limit, offset)

    def reports_of(self, outlet: str) -> list[str]:
        """Return the ids of the reports that ``outlet`` published, the latest first."""
        return [id for id, _ in self._store.reports_by(outlet)]

    def told(self, reports: Iterable[str], outlet: str) -> dict[str, tuple[int, int]]:
        """Return for each of ``reports`` that tells entries how many, and how many of them ``outlet`` told first."""
        return self._store.surveys.told(reports, outlet)

    def outlets(self, names: Iterable[str]) -> "dict[str, OutletCount]":
        """Return what each outlet of ``names`` published and how much of it descends from others."""
        return self._store.surveys.outlets(names)
