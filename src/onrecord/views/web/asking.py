"""Asking: from a query to one page of entries with the counts of every facet."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from onrecord.pipeline.ledger import Account, Ledger
from onrecord.views.web.queries import FACETS, PAGE_SIZE, Query


@dataclass(frozen=True, slots=True)
class Found:
    """One page of what a query finds.

    ``total`` counts all that it finds. ``facets`` say for each field how many entries have which value, the most
    frequent first; a field's own choice is left out of its count.
    """

    accounts: tuple[Account, ...]
    total: int
    facets: Mapping[str, Sequence[tuple[str, int]]]

    def pages(self) -> int:
        """Return how many pages there are, at least one."""
        return max(1, -(-self.total // PAGE_SIZE))


def ask(ledger: Ledger, query: Query) -> Found:
    """Return the page of entries that ``query`` asks for. Raises LedgerError where it asks what cannot be."""
    accounts = asked(ledger, query)
    start = (query.page - 1) * PAGE_SIZE
    kept = [a for a in accounts if all(_passes(a, query, field) for field in FACETS)]
    facets = {field: _counted(accounts, query, field) for field in FACETS}
    return Found(tuple(kept[start : start + PAGE_SIZE]), len(kept), facets)


def asked(ledger: Ledger, query: Query) -> list[Account]:
    """Return every entry that the typed fields of ``query`` let through, in its order."""
    typed = {name: query.one(name) for name in ("text", "actor", "recipient", "since", "until")}
    accounts = [a for a in ledger.accounts(ledger.entries(**typed)) if a.events]
    return _sorted(accounts, query.sort)


def passing(ledger: Ledger, query: Query) -> list[Account]:
    """Return every entry that ``query`` lets through, in its order."""
    return [a for a in asked(ledger, query) if all(_passes(a, query, field) for field in FACETS)]


def _passes(account: Account, query: Query, field: str) -> bool:
    wanted = query.chosen.get(field, ())
    if field in {"actor", "recipient"}:
        return True
    return not wanted or bool(set(wanted) & set(_values(account, field)))


def _values(account: Account, field: str) -> set[str]:
    entry = account.entry
    match field:
        case "type":
            return {entry.type}
        case "stage":
            return {entry.stage}
        case "tier":
            return {entry.tier}
        case "item":
            return {item.category for event in account.events for item in event.items}
        case "outlet":
            return {report.outlet for report in account.reports.values() if report.outlet}
        case "origins":
            return {str(entry.origins)}
        case "conflict":
            return {each.field for each in entry.conflicts} | ({"any"} if entry.conflicts else set())
        case _:
            return set()


def _counted(accounts: Sequence[Account], query: Query, field: str) -> list[tuple[str, int]]:
    others = [name for name in FACETS if name != field]
    counts: Counter[str] = Counter()
    for account in accounts:
        if all(_passes(account, query, other) for other in others):
            counts.update(_values(account, field))
    counts.update({value: 0 for value in query.chosen.get(field, ()) if value not in counts})
    return sorted(counts.items(), key=lambda each: (-each[1], each[0]))


def _sorted(accounts: list[Account], sort: str) -> list[Account]:
    match sort:
        case "-day":
            return accounts[::-1]
        case "-origins":
            return sorted(accounts, key=lambda a: -(a.entry.origins or 0))
        case "origins":
            return sorted(accounts, key=lambda a: a.entry.origins or 0)
        case _:
            return accounts
