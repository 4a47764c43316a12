"""Statements: who said what, each leading to its words in the report."""

from dataclasses import dataclass
from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from onrecord.core.records import Report, Statement
from onrecord.pipeline.asking import statement_filter
from onrecord.pipeline.ledger import Ledger
from onrecord.views import wording
from onrecord.views.web.paging import PAGE_SIZE, Pages, pages_of
from onrecord.views.web.rendering import page, site_of

PATH: Final = "/statements"
FIELDS: Final = ("speaker", "about", "since", "until")


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
    found, pager, asked = statements_of(ledger, request)
    known = {report.id: report for report in ledger.reports_by_id(statement.report for statement in found)}
    said = [_said(statement, known[statement.report]) for statement in found]
    return page(request, "statements.html", {"asked": asked, "said": said, "pager": pager})


def statements_of(ledger: Ledger, request: Request) -> tuple[list[Statement], Pages, dict[str, str]]:
    """Return one page of the statements that an address asks for, where it stands among them, and what is asked of each
    field. Raises LedgerError for what is no date."""
    asked = {name: " ".join(request.query_params.get(name, "").split())[:500] for name in FIELDS}
    given = {name: value for name, value in asked.items() if value}
    pager = pages_of(request, given)
    found, total = ledger.statements_page(statement_filter(**given), limit=PAGE_SIZE, offset=pager.offset)
    return found, pager.of(total), asked


def _said(statement: Statement, report: Report) -> Said:
    words = wording.short(statement.content.of(report.text), 300)
    told = wording.circumstances(statement, report)
    return Said(statement, report, words, told, wording.handed_on(statement, report))
