"""Who with whom: how many acts go from which state or body to which."""

from functools import cache
from typing import Final

from starlette.routing import Route

from onrecord.pipeline.ledger import Ledger
from onrecord.record.ledger.surveys import Crossing
from onrecord.views.charts.chart import Cell, Table
from onrecord.views.charts.matrix import matrix
from onrecord.views.charts.timeline import Frame
from onrecord.views.web.asking import wanted_of
from onrecord.views.web.figures import Figure, routes_of
from onrecord.views.web.interface import Interface
from onrecord.views.web.queries import Query

PATH: Final = "/matrix"
_MOST: Final = 20


def routes() -> list[Route]:
    """Return the addresses that this module answers."""
    return routes_of(PATH, "matrix", figure)


def crossing_of(ledger: Ledger, query: Query) -> Crossing:
    """Return how many of the entries that ``query`` asks for go from whom to whom."""
    return ledger.survey.who_with_whom(wanted_of(query), most=_MOST)


def figure(ledger: Ledger, query: Query, t: Interface) -> Figure:
    """Return the matrix of the entries that ``query`` asks for."""
    found = crossing_of(ledger, query)

    @cache
    def url(row: str, column: str) -> str:
        return query.with_value("actor", row).with_value("recipient", column).url("/entries")

    ranked = sorted(found.counts.items(), key=lambda each: (-each[1], each[0]))
    rows = tuple(
        (Cell(t.country(row)), Cell(t.country(column)), Cell(str(count), url(row, column), True))
        for (row, column), count in ranked
    )
    table = Table((t("matrix.actor"), t("matrix.recipient"), t("matrix.acts")), rows)
    frame = Frame("who-with-whom", t("matrix.title"), t("matrix.says"), table)
    names = ({code: t.country(code) for code in found.rows}, {code: t.country(code) for code in found.columns})
    chart = matrix(frame, names, found.counts, url, (t("matrix.down"), t("matrix.across")))
    left = found.total - found.shown
    return Figure(chart, found.total, (t("matrix.left", n=left),) if left else ())
