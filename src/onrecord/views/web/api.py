"""The interface for programs: the same views as JSON, described by OpenAPI under ``/api/openapi.json``.

Objects are those of ``onrecord export``. Reading is open to whoever reaches the page; deciding asks for
``Content-Type: application/json`` (which no form of another site can send) and, where a writing token is set, for it as
``Authorization: Bearer``.
"""

import json
from collections.abc import Sequence
from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from onrecord.core.decisions import Decision
from onrecord.core.errors import LedgerError
from onrecord.pipeline.ledger import Account
from onrecord.views.exports.cases import commitment_line, decision_line, entry_line
from onrecord.views.exports.jsonl import Json, Line, event_line, lineage_line, report_line, statement_line
from onrecord.views.summary import Part, summary
from onrecord.views.web import security
from onrecord.views.web.api_lists import refused, said
from onrecord.views.web.asking import ask
from onrecord.views.web.description import described
from onrecord.views.web.forms import Form, body_of
from onrecord.views.web.paging import paged
from onrecord.views.web.queries import query_of
from onrecord.views.web.rendering import site_of
from onrecord.views.web.review import ACTS

PATH: Final = "/api"


def routes() -> list[Route]:
    """Return the addresses that this module answers."""
    return [
        Route(f"{PATH}/openapi.json", description),
        Route(f"{PATH}/entries", entries),
        Route(f"{PATH}/entries/{{id}}", entry),
        Route(f"{PATH}/entries/{{id}}/decisions", decide, methods=["POST"]),
        Route(f"{PATH}/reports", reports),
        Route(f"{PATH}/reports/{{id}}", report),
    ]


def description(request: Request) -> Response:
    """Answer with the description of this interface (OpenAPI 3.1)."""
    return JSONResponse(described())


def entries(request: Request) -> Response:
    """Answer with one page of entries, by the filters of the list, with the counts of every facet."""
    ledger = site_of(request).ledger
    query = query_of(request.query_params.multi_items())
    try:
        found = ask(ledger, query)
    except LedgerError as error:
        return refused(error)
    counts: Line = {
        field: [{"value": value, "entries": n} for value, n in values] for field, values in found.facets.items()
    }
    rows: list[Json] = [_entry(account, found.decisions.get(account.entry.id, ())) for account in found.accounts]
    return JSONResponse(
        {"total": found.total, "page": query.page, "pages": found.pages(), "entries": rows, "facets": counts}
    )


def entry(request: Request) -> Response:
    """Answer with one entry: its events, decisions, commitments, and the version that a decision must name."""
    ledger = site_of(request).ledger
    try:
        found = ledger.entry(str(request.path_params["id"]))
    except LedgerError as error:
        return refused(error)
    account = next(iter(ledger.accounts([found])))
    line = _entry(account, ledger.casework.decisions_on(found))
    line["version"] = ledger.casework.version(found)
    line["events"] = [event_line(event, account.reports[event.report].text) for event in account.events]
    line["decisions"] = [decision_line(each) for each in ledger.casework.history(found)]
    line["commitments"] = [commitment_line(each) for each in ledger.casework.commitments_of(found)]
    return JSONResponse(line)


def reports(request: Request) -> Response:
    """Answer with one page of reports, without their texts."""
    found, pager = paged(site_of(request).ledger, request)
    rows = [
        {name: value for name, value in report_line(each).items() if name not in {"text", "blocks"}} for each in found
    ]
    return JSONResponse({"total": pager.total, "page": pager.page, "pages": pager.pages, "reports": rows})


def report(request: Request) -> Response:
    """Answer with one report: its text, statements, events, lineage and entries."""
    ledger = site_of(request).ledger
    try:
        found = ledger.report(str(request.path_params["id"]))
    except LedgerError as error:
        return refused(error)
    line = report_line(found)
    line["statements"] = [statement_line(each, found.text) for each in ledger.statements(report=found.id)]
    line["events"] = [event_line(each, found.text) for each in ledger.events(found.id)]
    line["lineage"] = [lineage_line(link) for link in ledger.parents(found.id)]
    line["entries"] = [each.id for each in ledger.entries_of(found.id)]
    return JSONResponse(line)


async def decide(request: Request) -> Response:
    """Take a decision: ``act``, ``who``, ``seen`` (the version), and what the act needs. Answer with it, 201."""
    settings = site_of(request).settings
    if request.headers.get("content-type", "").partition(";")[0].strip() != "application/json":
        raise HTTPException(415)
    scheme, _, given = request.headers.get("authorization", "").partition(" ")
    if settings.token is not None and not (scheme.lower() == "bearer" and security.is_token(settings, given)):
        return said(401, "access.token", "Deciding needs the token.", "Send it as Authorization: Bearer.")
    try:
        told = json.loads(await body_of(request))
    except ValueError:
        told = None
    if not isinstance(told, dict):
        return said(400, "api.body", "The body is no JSON object.", "See /api/openapi.json.")
    fields = {
        str(name): [str(v) for v in (value if isinstance(value, list) else [value])] for name, value in told.items()
    }
    return await run_in_threadpool(_decide, request, Form(fields))


def _decide(request: Request, form: Form) -> Response:
    site = site_of(request)
    act, who = ACTS.get(form.one("act")), form.one("who", 60)
    if act is None or not who or not form.one("seen"):
        return said(400, "api.decision", "act, who and seen are needed.", "See /api/openapi.json.")
    try:
        found = site.ledger.entry(str(request.path_params["id"]))
        with site.deciding:
            decision = act(site.ledger, found, form, who, {found.id: form.one("seen")})
    except LedgerError as error:
        return refused(error)
    return JSONResponse(decision_line(decision) if decision else {"kind": "undone"}, 201)


def _entry(account: Account, decisions: Sequence[Decision]) -> Line:
    """Return an entry's object with its act in one line under ``act``, as the ``decisions`` that hold have it."""
    says = summary(account, decisions)
    line = entry_line(account.entry)
    line["act"] = {
        "type": says.type,
        "mode": says.mode,
        "stage": says.stage,
        "polarity": says.polarity,
        "actors": [_part(part) for part in says.actors],
        "recipients": [_part(part) for part in says.recipients],
        "items": [_part(part) for part in says.items],
        "when": says.when,
        "reported": says.reported,
    }
    line["reports"] = [*sorted(account.reports)]
    return line


def _part(part: Part) -> Line:
    return {"words": part.words, "code": part.code, "mention": part.mention, "edited": part.edited}
