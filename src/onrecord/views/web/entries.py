"""The ledger's list: entries by filters, with counts of every facet, paging, and downloads of just this view."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from onrecord.core.decisions import Decision
from onrecord.pipeline.ledger import Account
from onrecord.views import wording
from onrecord.views.summary import Summary, summary
from onrecord.views.web.asking import ask
from onrecord.views.web.interface import Interface
from onrecord.views.web.queries import FACETS, Query, query_of
from onrecord.views.web.rendering import language_of, page, site_of

PATH: Final = "/entries"
_SHOWN: Final = 8
"""How many values of a facet stand open; the others fold away."""
_PARTIES: Final = frozenset({"actor", "recipient"})
_NAMED: Final = frozenset({"outlet", "first", "text", "since", "until"})
"""Facets whose values are names, not codes."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a facet: what it is called, how many entries have it, and the address with it chosen or not."""

    name: str
    count: int
    chosen: bool
    url: str


@dataclass(frozen=True, slots=True)
class Facet:
    """One field by which the list can be narrowed; ``more`` are the rarer values."""

    field: str
    choices: tuple[Choice, ...]
    more: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One entry in the list."""

    account: Account
    says: Summary
    words: str
    sources: tuple[str, ...]


def routes() -> list[Route]:
    """Return the addresses that this module answers."""
    return [Route("/", _home), Route(PATH, entries)]


def entries(request: Request) -> Response:
    """Answer with one page of the entries that the address asks for."""
    query, language = query_of(request.query_params.multi_items()), language_of(request)
    found = ask(site_of(request).ledger, query)
    values = {
        "query": query,
        "found": found,
        "lines": [line_of(account, found.decisions.get(account.entry.id, ())) for account in found.accounts],
        "facets": facets(query, found.facets, language),
        "chips": list(chips(query, language)),
        "pager": pager(query, found.pages()),
        "list_path": PATH,
    }
    return page(request, "entries.html", values)


def line_of(account: Account, decisions: Sequence[Decision] = ()) -> Line:
    """Return how an entry stands in a list."""
    first = account.events[0]
    report = account.reports[first.report]
    sources = tuple(dict.fromkeys(map(wording.source, account.reports.values())))
    return Line(account, summary(account, decisions), wording.short(first.evidence.of(report.text), 180), sources)


def facets(
    query: Query, counts: Mapping[str, Sequence[tuple[str, int]]], language: Interface, path: str = PATH
) -> list[Facet]:
    """Return the facets with their counts and the addresses under ``path``, those without any value left out."""
    found = []
    for field in FACETS:
        choices = [
            Choice(_named(field, value, language), n, query.has(field, value), query.toggled(field, value).url(path))
            for value, n in counts.get(field, ())
        ]
        shown = [c for n, c in enumerate(choices) if n < _SHOWN or c.chosen]
        if choices:
            found.append(Facet(field, tuple(shown), tuple(c for c in choices if c not in shown)))
    return found


@dataclass(frozen=True, slots=True)
class Pager:
    """Where the reader is in a long list: addresses of the pages before and behind, None where there is none."""

    page: int
    pages: int
    before: str | None
    behind: str | None


def pager(query: Query, pages: int, path: str = PATH) -> Pager:
    """Return the way to the other pages of a list of so many pages."""
    number = min(query.page, pages)
    before = query.url(path, page=number - 1) if number > 1 else None
    behind = query.url(path, page=number + 1) if number < pages else None
    return Pager(number, pages, before, behind)


def chips(query: Query, language: Interface, path: str = PATH) -> Iterator[tuple[str, str, str]]:
    """Yield what is chosen: field, value in words, and the address under ``path`` without it."""
    for field, value in query.pairs():
        yield field, _named(field, value, language), query.without(field, value).url(path)


def _named(field: str, value: str, language: Interface) -> str:
    if field in _PARTIES:
        return language.country(value)
    return wording.short(value, 60) if field in _NAMED else language.code_name(field, value)


def _home(request: Request) -> Response:
    return RedirectResponse(PATH, 307)
