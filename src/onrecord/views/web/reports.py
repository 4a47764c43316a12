"""Reports: the list of what was read, and one report with all that was read from it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from onrecord.core.lineage import Link
from onrecord.core.records import Event, Report, Statement
from onrecord.meaning.lineage.changes import changes
from onrecord.pipeline.ledger import Ledger
from onrecord.views import wording
from onrecord.views.web.paging import paged, text_of
from onrecord.views.web.rendering import page, site_of
from onrecord.views.web.segments import Mark, cited_marks, paragraphs, segments

PATH: Final = "/reports"
_MOST_CHANGES: Final = 20
_RAW_POLICY: Final = "default-src 'none'; sandbox"


@dataclass(frozen=True, slots=True)
class Side:
    """A passage as the report has it and as its parent has it."""

    ours: str
    theirs: str


@dataclass(frozen=True, slots=True)
class Descent:
    """How a report descends from a parent: the link, the parent where the ledger has it, what was changed on the way
    (kind and words), and passages side by side."""

    link: Link
    parent: Report | None
    changes: tuple[tuple[str, str], ...]
    sides: tuple[Side, ...]


def routes() -> list[Route]:
    """Return the addresses that this module answers."""
    return [Route(PATH, reports), Route(PATH + "/{id}", report), Route(PATH + "/{id}/raw", raw)]


def reports(request: Request) -> Response:
    """Answer with the list of reports, those whose title or text hold the words ``text``."""
    found, pager = paged(site_of(request).ledger, request)
    return page(request, "reports.html", {"text": text_of(request), "reports": found, "pager": pager})


def report(request: Request) -> Response:
    """Answer with one report. Raises LedgerError where there is none."""
    ledger = site_of(request).ledger
    found = ledger.report(str(request.path_params["id"]))
    events, statements = ledger.events(found.id), ledger.statements(report=found.id)
    cited = ledger.casework.citing(found.id)
    marks = [*event_marks_of(events), *statement_marks_of(statements), *cited_marks(found, cited)]
    entries = {mention: entry for entry in ledger.entries_of(found.id) for mention in entry.mentions}
    values = {
        "report": found,
        "paragraphs": [segments(found.text, span, marks) for span in paragraphs(found.text)],
        "events": events,
        "statements": statements,
        "entries": entries,
        "cited": cited,
        "descents": descents(ledger, found),
        "copies": copies(ledger, found),
        "issues": ledger.issues(report=found.id),
        "dropped_mentions": ledger.dropped_mentions(found.id),
    }
    return page(request, "report.html", values)


def raw(request: Request) -> Response:
    """Answer with the bytes that a report was read from, as text that no browser runs."""
    ledger = site_of(request).ledger
    found = ledger.report(str(request.path_params["id"]))
    headers = {"Content-Security-Policy": _RAW_POLICY, "Content-Disposition": "inline"}
    return Response(ledger.raw(found), media_type="text/plain", headers=headers)


def event_marks_of(events: Sequence[Event]) -> list[Mark]:
    """Return what the text of a report shows of its events: the clause that tells each, and the word that names it."""
    found = []
    for event in events:
        key = wording.short_id(event.id)
        found.append(Mark(f"w-{key}", "evidence", event.evidence, f"#{key}"))
        found.append(Mark(f"w-{key}-t", "trigger", event.trigger, f"#{key}"))
    return found


def statement_marks_of(statements: Sequence[Statement]) -> list[Mark]:
    """Return what the text of a report shows of its statements: the words said, who says them and the cue."""
    found = []
    for statement in statements:
        key = wording.short_id(statement.id)
        found.append(Mark(f"w-{key}", "content", statement.content, f"#{key}"))
        for field, span in (("speaker", statement.speaker_span), ("cue", statement.cue)):
            if span:
                found.append(Mark(f"w-{key}-{field}", field, span, f"#{key}"))
    return found


def descents(ledger: Ledger, report: Report) -> list[Descent]:
    """Return what ``report`` descends from, with what was changed on the way."""
    return descents_of(ledger, [report])[report.id]


def descents_of(ledger: Ledger, reports: Sequence[Report]) -> dict[str, list[Descent]]:
    """Return for each of ``reports``, by id, what it descends from, with what was changed on the way."""
    links = ledger.parents_of([report.id for report in reports])
    parents = {link.parent for held in links.values() for link in held if not link.named}
    known = {each.id: each for each in ledger.reports_by_id(parents)} if parents else {}
    return {
        report.id: [_descent(report, known.get(link.parent), link) for link in links[report.id]] for report in reports
    }


def copies(ledger: Ledger, report: Report) -> list[tuple[Link, Report]]:
    """Return the reports that descend from ``report``, each with its link."""
    below = [link for link in ledger.kin(report.id) if link.parent == report.id]
    known = {each.id: each for each in ledger.reports_by_id(link.report for link in below)}
    return [(link, known[link.report]) for link in below if link.report in known]


def _descent(ours: Report, theirs: Report | None, link: Link) -> Descent:
    if theirs is None:
        return Descent(link, None, (), ())
    found = []
    for change in changes(ours, theirs, link)[:_MOST_CHANGES]:
        span, text = (change.ours, ours.text) if change.ours else (change.theirs, theirs.text)
        found.append((change.kind, change.words or (wording.short(span.of(text), 240) if span else "")))
    sides = (
        Side(wording.short(shown.ours.of(ours.text), 600), wording.short(shown.theirs.of(theirs.text), 600))
        for shown in link.shown
        if shown.ours and shown.theirs
    )
    return Descent(link, theirs, tuple(found), tuple(sides)[:6])
