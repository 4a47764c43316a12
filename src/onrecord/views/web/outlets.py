"""Outlets: what each carried first, what it copied, and what it altered on the way."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from onrecord.core.records import Report
from onrecord.pipeline.ledger import Ledger
from onrecord.record.ledger import EntryFilter
from onrecord.record.ledger.surveys import OutletCount
from onrecord.views.charts.bars import Share, shares
from onrecord.views.charts.chart import Cell, Table
from onrecord.views.charts.timeline import Frame
from onrecord.views.web.asking import wanted_of
from onrecord.views.web.entries import Pager, pager
from onrecord.views.web.figures import Figure, routes_of
from onrecord.views.web.interface import Interface
from onrecord.views.web.queries import Query, query_of
from onrecord.views.web.rendering import page, site_of
from onrecord.views.web.reports import Descent, descents_of

PATH: Final = "/outlets"
_PAGE: Final = 40
_REPORTS: Final = 30
_MOST_OUTLETS: Final = 5_000
_MOST_COPIES: Final = 80
"""How many copies a page of the list compares with their sources; where there are more, each outlet's page does."""


@dataclass(frozen=True, slots=True)
class Carried:
    """One report of an outlet: how many entries it tells, how many of them its outlet told first, and what it descends
    from with what was changed on the way."""

    report: Report
    told: int
    first: int
    descents: tuple[Descent, ...]


@dataclass(frozen=True, slots=True)
class Telling:
    """What an outlet published, how many of the entries asked for it told, how many of them first, and how many of its
    copies give other figures (None where they are too many to be compared while a reader waits)."""

    count: OutletCount
    told: int
    first: int
    altered: int | None


def routes() -> list[Route]:
    """Return the addresses that this module answers."""
    return [*routes_of(PATH, "outlets", figure), Route(PATH + "/{name:path}", outlet)]


def figure(ledger: Ledger, query: Query, t: Interface) -> Figure:
    """Return how many of the entries that ``query`` asks for each outlet told, and how many of them first."""
    here, known = tellings_of(ledger, query)
    rows = tuple(_row(each, query, t) for each in here)
    columns = ("outlet", "reports", "told", "first", "copies", "altered", "copied", "days")
    table = Table(tuple(t(f"outlets.{name}") for name in columns), rows)
    frame = Frame("outlets", t("outlets.title"), t("outlets.says"), table)
    bars = [
        Share(name, each.told, each.first, t("outlets.bar", outlet=name, n=each.told, first=each.first), address(name))
        for each in here
        for name in (each.count.outlet,)
    ]
    chart = shares(frame, bars, (t("outlets.first"), t("outlets.later")))
    pages = max(1, -(-known // _PAGE))
    total = ledger.search(wanted_of(query), limit=1).total
    return Figure(chart, total, (t("outlets.first_says"),), (), pager(query, pages, PATH))


def tellings_of(ledger: Ledger, query: Query) -> tuple[list[Telling], int]:
    """Return one page of the outlets that tell the entries ``query`` asks for, those that tell most first, and how many
    outlets there are."""
    counts = ledger.facets(wanted_of(query), names=("outlet", "first"), most=_MOST_OUTLETS)
    told, first = counts["outlet"], dict(counts["first"])
    here = told[(query.page - 1) * _PAGE : query.page * _PAGE]
    published = ledger.survey.outlets(name for name, _ in here)
    altered = alterations(ledger, published)
    return [Telling(published[name], n, first.get(name, 0), altered.get(name)) for name, n in here], len(told)


def outlet(request: Request) -> Response:
    """Answer with what one outlet published: for each report what it told first, and what it copied and altered."""
    ledger, name = site_of(request).ledger, str(request.path_params["name"])
    number = query_of(request.query_params.multi_items()).page
    return page(request, "outlet.html", outlet_values(ledger, name, number))


def outlet_values(ledger: Ledger, name: str, number: int) -> Mapping[str, object]:
    """Return what the page of an outlet shows."""
    ids = ledger.survey.reports_of(name)
    pages = max(1, -(-len(ids) // _REPORTS))
    here = min(max(1, number), pages)
    shown = ids[(here - 1) * _REPORTS : here * _REPORTS]
    known = {report.id: report for report in ledger.reports_by_id(shown)}
    told, above = ledger.survey.told(shown, name), descents_of(ledger, list(known.values()))
    before, behind = (f"{address(name)}?page={n}" if 0 < n <= pages else None for n in (here - 1, here + 1))
    return {
        "outlet": name,
        "count": ledger.survey.outlets([name])[name],
        "carried": [Carried(known[id], *told.get(id, (0, 0)), tuple(above[id])) for id in shown if id in known],
        "pager": Pager(here, pages, before, behind),
        "told_first": ledger.search(EntryFilter(first=(name,)), limit=1).total,
        "first_url": Query({"first": (name,)}).url("/entries"),
    }


def alterations(ledger: Ledger, published: Mapping[str, OutletCount]) -> dict[str, int]:
    """Return for each outlet how many of its copies give other figures than what they copy; empty where they are too
    many to be compared while a reader waits."""
    copies = [id for count in published.values() for id in count.copying]
    if len(copies) > _MOST_COPIES:
        return {}
    above = descents_of(ledger, ledger.reports_by_id(copies)) if copies else {}
    return {name: sum(_is_altered(above[id]) for id in count.copying) for name, count in published.items()}


def address(name: str) -> str:
    """Return the address of an outlet's page."""
    return f"{PATH}/{quote(name, safe='')}"


def _is_altered(found: Sequence[Descent]) -> bool:
    return any(kind == "figure" for descent in found for kind, _ in descent.changes)


def _row(each: Telling, query: Query, t: Interface) -> tuple[Cell, ...]:
    count, first, altered = each.count, each.first, each.altered
    name = count.outlet
    copies = ", ".join(f"{n} {t.code_name('relation', relation)}" for relation, n in count.copies.items())
    days = " – ".join(dict.fromkeys(day for day in (count.first, count.last) if day))
    return (
        Cell(name, address(name)),
        Cell(t.number(count.reports), None, True),
        Cell(t.number(each.told), query.with_value("outlet", name).url("/entries"), True),
        Cell(t.number(first), query.with_value("first", name).url("/entries") if first else None, True),
        Cell(copies or "–"),
        Cell("…" if altered is None else t.number(altered), address(name), True),
        Cell(t.number(count.copied), None, True),
        Cell(days, None, False, True),
    )
