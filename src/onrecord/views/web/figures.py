"""Figures: what every page with a chart shares: its filters, its table, and the chart as SVG, PNG and CSV."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from onrecord.core.errors import ViewError
from onrecord.pipeline.ledger import Ledger
from onrecord.views.charts.chart import Chart, png, svg, svg_file
from onrecord.views.web.asking import counted
from onrecord.views.web.downloads import csv_line
from onrecord.views.web.entries import Pager, chips, facets
from onrecord.views.web.interface import Interface
from onrecord.views.web.queries import Query, query_of
from onrecord.views.web.rendering import language_of, page, site_of

_KINDS: Final = {"svg": "image/svg+xml", "png": "image/png", "csv": "text/csv; charset=utf-8"}


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart as one view of the ledger shows it.

    ``notes`` are sentences said under it (what could not be drawn), ``total`` the number of entries behind it,
    ``legend`` pairs a drawn mark with its meaning, ``pager`` leads to the rest where it is but one page.
    """

    chart: Chart
    total: int
    notes: tuple[str, ...] = ()
    legend: tuple[tuple[Markup, str], ...] = ()
    pager: Pager | None = None

    @property
    def drawn(self) -> Markup:
        """The chart as SVG: written by ``views.charts``, which escapes all that it is given."""
        return Markup(svg(self.chart))


type Build = Callable[[Ledger, Query, Interface], Figure]


def routes_of(path: str, key: str, build: Build) -> list[Route]:
    """Return the addresses of a page that shows one chart: itself and its files. ``key`` names its texts."""

    def shown(request: Request) -> Response:
        query, language = query_of(request.query_params.multi_items()), language_of(request)
        ledger = site_of(request).ledger
        return page(request, "figure.html", values_of(ledger, query, language, (path, key), build))

    def file(request: Request) -> Response:
        query, language = query_of(request.query_params.multi_items()), language_of(request)
        kind = request.url.path.rpartition(".")[2]
        return file_of(build(site_of(request).ledger, query, language).chart, kind)

    return [Route(path, shown), *(Route(f"{path}.{kind}", file) for kind in _KINDS)]


def values_of(
    ledger: Ledger, query: Query, language: Interface, place: tuple[str, str], build: Build
) -> Mapping[str, object]:
    """Return what the page of a chart shows; ``place`` is its address and the key of its texts."""
    path, key = place
    return {
        "query": query,
        "key": key,
        "figure": build(ledger, query, language),
        "facets": facets(query, counted(ledger, query), language, path),
        "chips": list(chips(query, language, path)),
        "list_path": path,
    }


def file_of(chart: Chart, kind: str) -> Response:
    """Return the chart as a file to keep: ``svg``, ``png`` or ``csv``."""
    headers = {
        "Content-Disposition": f'attachment; filename="{chart.name}.{kind}"',
        "Cache-Control": "no-cache, private",
    }
    try:
        body = content_of(chart, kind)
    except ViewError as error:
        return Response(f"{error.message} {error.mend}", 501, media_type="text/plain")
    return Response(body, media_type=_KINDS[kind], headers=headers)


def content_of(chart: Chart, kind: str) -> bytes:
    """Return the bytes of a chart's file. Raises ViewError for a PNG where nothing here can draw it."""
    match kind:
        case "png":
            return png(chart)
        case "csv":
            return "".join(csv_lines(chart)).encode()
    return svg_file(chart).encode()


def csv_lines(chart: Chart) -> Iterator[str]:
    """Yield the table behind a chart as CSV."""
    for line in chart.table.lines():
        yield csv_line(line)
