"""House furniture: what the reports of one outlet in the ledger have in common, learned before its next one is read."""

from collections.abc import Collection
from itertools import islice
from typing import Final

from onrecord.core.view import View
from onrecord.pipeline.folios import Folio

_LATEST: Final = 50
"""From how many of an outlet's reports its furniture is learned: pages change their layout."""
_LEAST: Final = 3
_LONGEST_SKIMMED: Final = 2_000_000


class Furniture:
    """The recurring blocks of each outlet, learned once an ingest from what the ledger held before it."""

    def __init__(self, view: View) -> None:
        """Learn from the reports of ``view``; none is asked for yet."""
        self._view = view
        self._known: dict[str, frozenset[str]] = {}

    def around(self, folio: Folio, unread: Collection[str]) -> frozenset[str]:
        """Return the keys of the blocks that the outlet of ``folio`` prints around its reports.

        Reports of the bytes ``unread`` (SHA-256) teach nothing: those that this ingest reads itself, so that what is
        learned does not hang on how far other processes are.
        """
        outlet = _outlet(folio)
        if outlet is None:
            return frozenset()
        if outlet not in self._known:
            self._known[outlet] = self._learned(outlet, unread)
        return self._known[outlet]

    def _learned(self, outlet: str, unread: Collection[str]) -> frozenset[str]:
        from onrecord.documents import recurring_blocks

        held = (report for report, sha256 in self._view.reports_by(outlet) if sha256 not in unread)
        latest = list(islice(held, _LATEST))
        if len(latest) < _LEAST:
            return frozenset()
        return recurring_blocks(self._view.reports(latest), least=_LEAST)


def _outlet(folio: Folio) -> str | None:
    from onrecord.documents import skim_outlet

    if len(folio.raw) > _LONGEST_SKIMMED:
        return None
    try:
        return skim_outlet(folio.raw, url=folio.url, encoding=folio.encoding, stated=folio.stated)
    except Exception:  # noqa: BLE001  # what is wrong with the document, its reading tells, where faults are contained
        return None
