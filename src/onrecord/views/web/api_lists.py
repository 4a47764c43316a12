"""The interface for programs, further on: statements, issues, and what the charts are drawn from, by the same filters.

Names of tracks, relations and states are codes here; the page puts them into words.
"""

from collections.abc import Callable
from typing import Final

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from onrecord.core.errors import LedgerError
from onrecord.core.issues import Issue
from onrecord.pipeline.ledger import Account, Ledger
from onrecord.views.exports.cases import commitment_line
from onrecord.views.exports.jsonl import Json, Line, statement_line
from onrecord.views.summary import Part, Summary
from onrecord.views.tracks import track_of, tracks
from onrecord.views.web.asking import wanted_of
from onrecord.views.web.matrix import crossing_of
from onrecord.views.web.outlets import Telling, tellings_of
from onrecord.views.web.paging import PAGE_SIZE, pages_of
from onrecord.views.web.promises import PAGE, promises_of
from onrecord.views.web.queries import Query, query_of
from onrecord.views.web.rendering import site_of
from onrecord.views.web.statements import statements_of
from onrecord.views.web.timeline import acts_of, days_of, periods_of

PATH: Final = "/api"
_STATUS: Final = {
    "decision.stale": 409, "ledger.locked": 503, "ledger.no_id": 404, "ledger.no_entry": 404, "ledger.ambiguous": 404,
}  # fmt: skip

type Asked = Callable[[Ledger, Query], Line]


def routes() -> list[Route]:
    """Return the addresses that this module answers."""
    figures = (("timeline", timeline), ("promises", promises), ("matrix", matrix), ("outlets", outlets))
    return [
        Route(f"{PATH}/statements", statements),
        Route(f"{PATH}/issues", issues),
        *(Route(f"{PATH}/{name}", _answering(asked)) for name, asked in figures),
    ]


def refused(error: LedgerError) -> Response:
    """Answer that what was asked cannot be, with the mend."""
    return said(_STATUS.get(error.code, 400), error.code, error.message, error.mend)


def said(status: int, code: str, message: str, mend: str) -> Response:
    """Answer with an error."""
    return JSONResponse({"error": {"code": code, "message": message, "mend": mend}}, status)


def statements(request: Request) -> Response:
    """Answer with one page of statements, by the filters of their list."""
    ledger = site_of(request).ledger
    try:
        found, pager, _ = statements_of(ledger, request)
    except LedgerError as error:
        return refused(error)
    texts = {report.id: report.text for report in ledger.reports_by_id(each.report for each in found)}
    rows: list[Json] = [statement_line(each, texts[each.report]) for each in found]
    return JSONResponse({"total": pager.total, "page": pager.page, "pages": pager.pages, "statements": rows})


def issues(request: Request) -> Response:
    """Answer with one page of issues, the worst first."""
    pager = pages_of(request, {})
    found, total = site_of(request).ledger.issues_page(limit=PAGE_SIZE, offset=pager.offset)
    pager = pager.of(total)
    rows: list[Json] = [_issue(each) for each in found]
    return JSONResponse({"total": total, "page": pager.page, "pages": pager.pages, "issues": rows})


def timeline(ledger: Ledger, query: Query) -> Line:
    """Return the acts with their days and tracks; where they are many, how many touch each year or month."""
    wanted = wanted_of(query)
    told, total = acts_of(ledger, wanted)
    if told or not total:
        acts: list[Json] = [_act(account, says) for account, says in told]
        return {"total": total, "acts": acts, "periods": []}
    counts, _ = periods_of(ledger, wanted)
    names = [track.name for track in tracks()]
    periods: list[Json] = [
        {"period": period, "entries": {name: held.get(period, 0) for name, held in zip(names, counts, strict=True)}}
        for period in sorted({period for held in counts for period in held})
    ]
    return {"total": total, "acts": [], "periods": periods}


def promises(ledger: Ledger, query: Query) -> Line:
    """Return one page of promises: each commitment with who gives to whom."""
    found, total = promises_of(ledger, query)
    rows: list[Json] = [commitment_line(each.commitment) | {"pair": each.pair} for each in found]
    return {"total": total, "page": query.page, "pages": max(1, -(-total // PAGE)), "promises": rows}


def matrix(ledger: Ledger, query: Query) -> Line:
    """Return how many acts go from whom to whom, the most first."""
    found = crossing_of(ledger, query)
    ranked = sorted(found.counts.items(), key=lambda each: (-each[1], each[0]))
    pairs: list[Json] = [{"actor": row, "recipient": column, "entries": n} for (row, column), n in ranked]
    return {"total": found.total, "shown": found.shown, "pairs": pairs}


def outlets(ledger: Ledger, query: Query) -> Line:
    """Return one page of outlets: what each told, told first, copied and altered."""
    found, known = tellings_of(ledger, query)
    rows: list[Json] = [_outlet(each) for each in found]
    return {"total": known, "page": query.page, "outlets": rows}


def _answering(asked: Asked) -> Callable[[Request], Response]:
    def answer(request: Request) -> Response:
        try:
            return JSONResponse(asked(site_of(request).ledger, query_of(request.query_params.multi_items())))
        except LedgerError as error:
            return refused(error)

    return answer


def _act(account: Account, says: Summary) -> Line:
    days = days_of(says)
    return {
        "entry": account.entry.id,
        "track": tracks()[track_of(account.events)].name,
        "type": says.type,
        "stage": says.stage,
        "polarity": says.polarity,
        "when": says.when,
        "reported": says.reported,
        "from": str(days[0]) if days else None,
        "to": str(days[1]) if days else None,
        "actors": [_named(part) for part in says.actors],
        "recipients": [_named(part) for part in says.recipients],
        "items": [_named(part) for part in says.items],
    }


def _named(part: Part) -> Line:
    return {"words": part.words, "code": part.code}


def _outlet(each: Telling) -> Line:
    count = each.count
    return {
        "outlet": count.outlet,
        "reports": count.reports,
        "first_day": count.first,
        "last_day": count.last,
        "told": each.told,
        "first": each.first,
        "copies": dict(count.copies),
        "altered": each.altered,
        "copied": count.copied,
    }


def _issue(issue: Issue) -> Line:
    span = issue.span
    return {
        "severity": issue.severity,
        "code": issue.code,
        "stage": issue.stage,
        "message": issue.message,
        "mend": issue.mend,
        "file": issue.file,
        "report": issue.report,
        "span": [span.start, span.end] if span else None,
    }
