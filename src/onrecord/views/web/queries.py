"""Queries: what an address asks of the ledger, and the address of what is asked. Every view has one that can be shared.

A field may be given several times: values of one field are joined by "or", fields by "and".
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import urlencode

from onrecord.record.ledger import Sort

MANY: Final[tuple[str, ...]] = ("type", "stage", "item", "tier", "state", "context", "outlet", "language")
"""Fields of which several values may be chosen."""
ONE: Final[tuple[str, ...]] = ("text", "actor", "recipient", "since", "until", "origins", "conflict", "first")
"""Fields that take one value."""
FACETS: Final = (
    "type",
    "stage",
    "item",
    "actor",
    "recipient",
    "state",
    "tier",
    "origins",
    "conflict",
    "outlet",
    "language",
)
"""Fields whose values are counted beside the list."""
SORTS: Final[tuple[Sort, ...]] = ("day", "-day", "reported", "-reported", "-origins", "origins")
"""The orders of the list, the usual one first."""
PAGE_SIZE: Final = 50
_LONGEST: Final = 500
_MOST_VALUES: Final = 30
_LAST_PAGE: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Query:
    """What of the ledger is asked for: the chosen values by field, the order, and which page of the answer."""

    chosen: Mapping[str, tuple[str, ...]]
    sort: Sort = "day"
    page: int = 1

    def one(self, field: str) -> str | None:
        """Return the value of a field that takes one, None where it is not asked for."""
        values = self.chosen.get(field, ())
        return values[0] if values else None

    def has(self, field: str, value: str) -> bool:
        """Say whether ``value`` is chosen."""
        return value in self.chosen.get(field, ())

    def url(self, path: str, *, page: int | None = None, sort: str | None = None) -> str:
        """Return the address under ``path`` of this view, or of another page or order of it."""
        pairs = [(field, value) for field in (*ONE, *MANY) for value in self.chosen.get(field, ())]
        order = self.sort if sort is None else sort
        if order != SORTS[0]:
            pairs.append(("sort", order))
        number = page if page is not None else self.page if sort is None else 1
        if number > 1:
            pairs.append(("page", str(number)))
        return f"{path}?{urlencode(pairs)}" if pairs else path

    def with_value(self, field: str, value: str) -> "Query":
        """Return the query with ``value`` chosen, beside others where the field takes several, on its first page."""
        return self._with(field, (*self.chosen.get(field, ()), value) if field in MANY else (value,))

    def without(self, field: str, value: str | None = None) -> "Query":
        """Return the query without ``value`` (any value where None) of ``field``, on its first page."""
        return self._with(field, [v for v in self.chosen.get(field, ()) if value is not None and v != value])

    def toggled(self, field: str, value: str) -> "Query":
        """Return the query with ``value`` chosen where it was not, and not where it was."""
        return self.without(field, value) if self.has(field, value) else self.with_value(field, value)

    def pairs(self) -> list[tuple[str, str]]:
        """Return each chosen value with its field."""
        return [(field, value) for field in (*ONE, *MANY) for value in self.chosen.get(field, ())]

    def _with(self, field: str, values: Iterable[str]) -> "Query":
        kept = dict(self.chosen) | {field: tuple(dict.fromkeys(values))}
        return replace(self, chosen={name: held for name, held in kept.items() if held}, page=1)


def query_of(pairs: Iterable[tuple[str, str]]) -> Query:
    """Return the query of an address's parameters. What is unknown or empty counts as not given."""
    held: dict[str, list[str]] = {}
    for field, value in pairs:
        value = " ".join(value.split())[:_LONGEST]
        if value and field in (*MANY, *ONE, "sort", "page"):
            held.setdefault(field, []).append(value)
    chosen: dict[str, tuple[str, ...]] = {
        field: tuple(dict.fromkeys(held[field]))[:_MOST_VALUES] for field in MANY if field in held
    }
    chosen |= {field: (held[field][0],) for field in ONE if field in held}
    asked = held.get("sort", [SORTS[0]])[0]
    sort = next((order for order in SORTS if order == asked), SORTS[0])
    page = held.get("page", ["1"])[0]
    number = min(int(page), _LAST_PAGE) if page.isascii() and page.isdigit() else 1
    return Query(chosen, sort, max(1, number))
