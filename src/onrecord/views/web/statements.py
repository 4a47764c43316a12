"""Statements: who said what, each leading to its words in the report."""

from dataclasses import dataclass
from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from onrecord.core.records import Report, Statement
from onrecord.pipeline.asking import statement_filter
from onrecord.views import wording
from onrecord.views.web.paging import PAGE_SIZE, pages_of
from onrecord.views.web.rendering import page, site_of

PATH: Final = "/statements"
_FIELDS: Final = ("speaker", "about", "since", "until")


@dataclass(frozen=True, slots=True)
class Said:
    """One statement in the list: its words, how they were said, and who handed them on."""

    statement: Statement
    report: Report
    words: str
    circumstances: str
    handed_on: str


def routes() -> list[Route]:
    """Return the addresses that this module answers."""
    return [Route(PATH, statements)]


def statements(request: Request) -> Response:
    """Answer with the statements that the address asks for, by day. Raises LedgerError for what is no date."""
    ledger = site_of(request).ledger
    asked = {name: " ".join(request.query_params.get(name, "").split())[:500] for name in _FIELDS}
    given = {name: value for name, value in asked.items() if value}
    pager = pages_of(request, given)
    found, total = ledger.statements_page(statement_filter(**given), limit=PAGE_SIZE, offset=pager.offset)
    known = {report.id: report for report in ledger.reports_by_id(statement.report for statement in found)}
    said = [_said(statement, known[statement.report]) for statement in found]
    return page(request, "statements.html", {"asked": asked, "said": said, "pager": pager.of(total)})


def _said(statement: Statement, report: Report) -> Said:
    words = wording.short(statement.content.of(report.text), 300)
    told = wording.circumstances(statement, report)
    return Said(statement, report, words, told, wording.handed_on(statement, report))
