"""Downloads: just what a view shows, as CSV or JSON lines, written while it is read."""

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator
from itertools import batched
from typing import Final

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from onrecord.core.decisions import Decision
from onrecord.pipeline.ledger import Account, Ledger
from onrecord.views import wording
from onrecord.views.exports.cases import decision_line, entry_line
from onrecord.views.exports.jsonl import event_line
from onrecord.views.summary import Part, summary
from onrecord.views.web.asking import passing
from onrecord.views.web.queries import query_of
from onrecord.views.web.rendering import site_of

COLUMNS: Final = (
    "id", "type", "mode", "stage", "polarity", "tier", "when", "reported", "actors", "actor_codes", "recipients",
    "recipient_codes", "items", "amounts", "origins", "reports", "outlets", "conflicts", "evidence",
)  # fmt: skip
"""The columns of the CSV; several values of a cell are parted by ``; ``."""
type Lines = Callable[[Ledger, Iterable[Account]], Iterator[str]]
_AT_ONCE: Final = 200
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def routes() -> list[Route]:
    """Return the addresses that this module answers."""
    return [Route("/entries.csv", entries_csv), Route("/entries.jsonl", entries_jsonl)]


def entries_csv(request: Request) -> Response:
    """Answer with the entries of a view as CSV, one a row."""
    return _answer(request, csv_lines, "text/csv; charset=utf-8", "entries.csv")


def entries_jsonl(request: Request) -> Response:
    """Answer with the entries of a view as JSON lines, each before its events and decisions, as in an export."""
    return _answer(request, json_lines, "application/x-ndjson", "entries.jsonl")


def csv_lines(ledger: Ledger, accounts: Iterable[Account]) -> Iterator[str]:
    """Yield the lines of the CSV (RFC 4180), its head first."""
    yield csv_line(COLUMNS)
    for some in batched(accounts, _AT_ONCE):
        held = ledger.casework.held(account.entry for account in some)
        for account in some:
            yield csv_line(_cells(account, held[account.entry.id]))


def csv_line(cells: Iterable[str]) -> str:
    """Return one line of CSV; a cell that a spreadsheet would take for a formula is told to be text."""
    out = io.StringIO()
    csv.writer(out).writerow([f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in cells])
    return out.getvalue()


def json_lines(ledger: Ledger, accounts: Iterable[Account]) -> Iterator[str]:
    """Yield an object a line: each entry, then the events that tell it and the decisions that hold about it."""
    for some in batched(accounts, _AT_ONCE):
        held = ledger.casework.held(account.entry for account in some)
        for account in some:
            told = (event_line(event, account.reports[event.report].text) for event in account.events)
            for line in (entry_line(account.entry), *told, *map(decision_line, held[account.entry.id])):
                yield json.dumps(line, ensure_ascii=False) + "\n"


def _answer(request: Request, lines: Lines, kind: str, name: str) -> Response:
    ledger = site_of(request).ledger
    accounts = passing(ledger, query_of(request.query_params.multi_items()))
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-cache, private"}
    return StreamingResponse(lines(ledger, accounts), media_type=kind, headers=headers)


def _cells(account: Account, decisions: Iterable[Decision]) -> Iterator[str]:
    entry, says, first = account.entry, summary(account, decisions), account.events[0]
    reports = account.reports
    conflicts = (f"{conflict.field}: {' / '.join(conflict.values)}" for conflict in entry.conflicts)
    yield from (entry.id, entry.type, says.mode or "", entry.stage, says.polarity, entry.tier)
    yield from (says.when or "", says.reported or "")
    yield from (_words(says.actors), _codes(says.actors), _words(says.recipients), _codes(says.recipients))
    yield from (_words(says.items), "; ".join(part.amount for part in says.items))
    yield from ("" if entry.origins is None else str(entry.origins), str(len(reports)))
    yield from ("; ".join(dict.fromkeys(wording.source(report) for report in reports.values())), "; ".join(conflicts))
    yield wording.short(first.evidence.of(reports[first.report].text), 500)


def _words(parts: Iterable[Part]) -> str:
    return "; ".join(part.words for part in parts)


def _codes(parts: Iterable[Part]) -> str:
    return "; ".join(part.code or "" for part in parts)
