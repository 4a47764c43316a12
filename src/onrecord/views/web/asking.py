"""Asking: from a query to one page of entries with the counts of every facet."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from onrecord.core.decisions import Decision
from onrecord.pipeline.asking import entry_filter
from onrecord.pipeline.ledger import Account, Ledger
from onrecord.record.ledger import EntryFilter
from onrecord.views.web.queries import FACETS, PAGE_SIZE, Query

_NAMES: Final = ("item", "outlet", "language")
"""Fields whose values are names and may hold commas, by which the values of the others are parted."""


@dataclass(frozen=True, slots=True)
class Found:
    """One page of what a query finds.

    ``total`` counts all that it finds. ``facets`` say for each field how many entries have which value, the most
    frequent first; a field's own choice is left out of its count. ``decisions`` are those that hold, by entry.
    """

    accounts: tuple[Account, ...]
    decisions: Mapping[str, tuple[Decision, ...]]
    total: int
    facets: Mapping[str, Sequence[tuple[str, int]]]

    def pages(self) -> int:
        """Return how many pages there are, at least one."""
        return max(1, -(-self.total // PAGE_SIZE))


def ask(ledger: Ledger, query: Query) -> Found:
    """Return the page of entries that ``query`` asks for. Raises LedgerError where it asks what cannot be."""
    wanted = wanted_of(query)
    start = (query.page - 1) * PAGE_SIZE
    page, counts = ledger.look(wanted, names=FACETS, sort=query.sort, limit=PAGE_SIZE, offset=start)
    entries = ledger.casework.entries(page.entries)
    accounts = tuple(account for account in ledger.outlines(entries) if account.events)
    decisions = ledger.casework.held(account.entry for account in accounts)
    return Found(accounts, decisions, page.total, _facets(counts, query))


def counted(ledger: Ledger, query: Query) -> dict[str, list[tuple[str, int]]]:
    """Return for each facet its values with how many of the entries that ``query`` asks for carry each."""
    counts = ledger.facets(wanted_of(query), names=FACETS)
    return _facets(counts, query)


def _facets(counts: Mapping[str, Sequence[tuple[str, int]]], query: Query) -> dict[str, list[tuple[str, int]]]:
    return {field: _with_chosen(counts[field], query.chosen.get(field, ())) for field in FACETS}


def passing(ledger: Ledger, query: Query) -> Iterator[Account]:
    """Yield whole every entry that ``query`` finds, in its order. Raises LedgerError where it asks what cannot be."""
    return _told(ledger, ledger.search(wanted_of(query), sort=query.sort).entries)


def wanted_of(query: Query) -> EntryFilter:
    """Return the filter that ``query`` asks for. Raises LedgerError where a value is none that its field can have."""
    coded = {field: ",".join(values) for field, values in query.chosen.items() if field not in _NAMES}
    wanted = entry_filter(**coded)
    named = {field: query.chosen[field] for field in _NAMES if field in query.chosen}
    return replace(wanted, item=named.get("item"), outlet=named.get("outlet"), language=named.get("language"))


def _told(ledger: Ledger, ids: Sequence[str]) -> Iterator[Account]:
    return (account for account in ledger.accounts(ledger.casework.entries(ids)) if account.events)


def _with_chosen(counts: Sequence[tuple[str, int]], chosen: Sequence[str]) -> list[tuple[str, int]]:
    """Return the counts with what is chosen among them, also where nothing has it."""
    known = {value for value, _ in counts}
    return [*counts, *((value, 0) for value in chosen if value not in known)]
