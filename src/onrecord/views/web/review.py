"""Review: the queue of what a person should look at, and what they decide about an entry.

A form carries the version of each entry that it decides about; where one has changed meanwhile, the decision is refused
and what was typed is given back.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Final
from urllib.parse import quote, urlencode

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from onrecord.core.decisions import Decision
from onrecord.core.errors import LedgerError
from onrecord.core.records import Entry
from onrecord.core.spans import Span
from onrecord.pipeline.asking import entry_filter
from onrecord.pipeline.casework import Edit
from onrecord.pipeline.ledger import Ledger
from onrecord.views.web import entry as entry_page
from onrecord.views.web.asking import wanted_of
from onrecord.views.web.entries import line_of
from onrecord.views.web.forms import Form, form_of, require_writer
from onrecord.views.web.languages import local
from onrecord.views.web.queries import Query, query_of
from onrecord.views.web.rendering import PERSON, page, person_of, site_of

PATH: Final = "/review"
_ALIKE: Final = 5
_YEAR: Final = 31_536_000
_MOST_CITED: Final = 20
_MOST_WORDS: Final = 2_000

type Act = Callable[[Ledger, Entry, Form, str, Mapping[str, str]], Decision | None]


def routes() -> list[Route]:
    """Return the addresses that this module answers."""
    return [
        Route(PATH, queue),
        Route("/entries/{id}", entry),
        Route("/entries/{id}/decision", decide, methods=["POST"]),
    ]


def queue(request: Request) -> Response:
    """Answer with the entry that stands in the queue at number ``skip``, of those that the address asks for."""
    ledger, query = site_of(request).ledger, query_of(request.query_params.multi_items())
    skip = _number(request.query_params.get("skip", "0"))
    waiting = ledger.casework.queue(wanted_of(query), 2, skip)
    found = ledger.casework.entries(waiting.entries[:1])
    values: dict[str, object] = {
        "total": waiting.total,
        "skip": min(skip, waiting.total),
        "here_address": _place(query, skip),
        "before": _place(query, skip - 1) if skip else None,
        "behind": _place(query, skip + 1) if skip + 1 < waiting.total else None,
    }
    if not found:
        return page(request, "review_done.html", values)
    return page(request, "review.html", {**values, **entry_values(request, found[0], _place(query, skip))})


def entry(request: Request) -> Response:
    """Answer with the page of one entry. Raises LedgerError where there is none."""
    found = site_of(request).ledger.entry(str(request.path_params["id"]))
    return page(request, "entry.html", entry_values(request, found, ""))


def entry_values(request: Request, entry: Entry, back: str) -> dict[str, object]:
    """Return what the page of an entry shows, with all that deciding about it needs; ``back`` is where to go then."""
    ledger = site_of(request).ledger
    held = ledger.casework.decisions_on(entry)
    alike = [line_of(account) for account in ledger.outlines(_alike(ledger, entry))]
    return entry_page.entry_values(ledger, entry) | {
        "seen": ledger.casework.version(entry),
        "alike": [(line, ledger.casework.version(line.account.entry)) for line in alike],
        "undoable": max(held, key=lambda decision: (decision.made, decision.id)) if held else None,
        "back": back,
    }


async def decide(request: Request) -> Response:
    """Take a decision about an entry and go on.

    Raises HTTPException (403, 413) as forms do, LedgerError where the decision cannot be taken.
    """
    form = await form_of(request)
    require_writer(request)
    return await run_in_threadpool(_decide, request, form)


def _decide(request: Request, form: Form) -> Response:
    ledger = site_of(request).ledger
    entry = ledger.entry(str(request.path_params["id"]))
    who = form.one("who", 60) or person_of(request)
    act = ACTS.get(form.one("act"))
    if act is None or not who:
        raise HTTPException(400)
    try:
        with site_of(request).deciding:
            act(ledger, entry, form, who, {entry.id: form.one("seen")})
    except LedgerError as error:
        if error.code != "decision.stale":
            raise
        typed = {name: form.one(name) for name in ("field", "value", "words", "why") if form.one(name)}
        return page(request, "stale.html", {"error": error, "entry": entry, "typed": typed}, 409)
    answer = RedirectResponse(local(form.one("back")) if form.one("back") else _now_at(ledger, entry), 303)
    answer.set_cookie(PERSON, quote(who), max_age=_YEAR, httponly=True, samesite="strict")
    return answer


def _accept(ledger: Ledger, entry: Entry, form: Form, who: str, seen: Mapping[str, str]) -> Decision:
    return ledger.casework.accept(entry, who, form.one("why"), seen=seen)


def _reject(ledger: Ledger, entry: Entry, form: Form, who: str, seen: Mapping[str, str]) -> Decision:
    return ledger.casework.reject(entry, who, form.one("why"), seen=seen)


def _edit(ledger: Ledger, entry: Entry, form: Form, who: str, seen: Mapping[str, str]) -> Decision:
    shown = [said for said in form.all("cited") if said.strip()][:_MOST_CITED]
    places = [_place_of(said) for said in shown] or _standing(ledger, entry, form.one("words", _MOST_WORDS))
    asked = Edit(form.one("field"), form.one("value"), tuple(places))
    return ledger.casework.edit(entry, asked, who, form.one("why"), seen=seen)


def _standing(ledger: Ledger, entry: Entry, words: str) -> list[tuple[str, int, int]]:
    """Return where ``words`` stand in the reports of ``entry``, in what tells it rather than elsewhere; nowhere where
    they are empty. Raises LedgerError where no report has them."""
    if not words:
        return []
    account = next(iter(ledger.accounts([entry])))
    pattern = re.compile(r"\s+".join(map(re.escape, words.split())))
    whole = [(report, Span(0, len(report.text))) for report in account.reports.values()]
    for report, span in [*((account.reports[e.report], e.evidence) for e in account.events), *whole]:
        if found := pattern.search(report.text, span.start, span.end):
            return [(report.id, *found.span())]
    raise LedgerError("decision.words", f"No such words stand in {entry.id}.", "Select them again.")


def _place_of(said: str) -> tuple[str, int, int]:
    """Return the place that a form names as ``report start end``. Raises LedgerError where it is none."""
    report, _, span = said.strip().partition(" ")
    start, _, end = span.partition(" ")
    if not all(place.isascii() and place.isdigit() and len(place) < 10 for place in (start, end)):
        raise LedgerError("decision.words", f"No such words stand in {said[:80]}.", "Select them again.")
    return report, int(start), int(end)


def _merge(ledger: Ledger, entry: Entry, form: Form, who: str, seen: Mapping[str, str]) -> Decision:
    """Merge with those ticked (``id version``) and those named by id."""
    ticked = dict(each.partition(" ")[::2] for each in form.all("with"))
    named = [ledger.entry(key) for key in form.one("others").split()]
    others = [*ledger.casework.entries(ticked), *named]
    return ledger.casework.merge([entry, *others], who, form.one("why"), seen={**seen, **ticked})


def _split(ledger: Ledger, entry: Entry, form: Form, who: str, seen: Mapping[str, str]) -> Decision:
    return ledger.casework.split(entry, form.all("mention"), who, form.one("why"), seen=seen)


def _undo(ledger: Ledger, entry: Entry, form: Form, who: str, seen: Mapping[str, str]) -> None:
    """Take back the decision that is named, which must be about this entry."""
    decision = next((d for d in ledger.casework.decisions_on(entry) if d.id == form.one("decision")), None)
    if decision is None:
        raise LedgerError("decision.stale", "That decision no longer holds.", "Look at the entry again.")
    ledger.casework.undo(decision, who, seen=seen)


ACTS: Final[Mapping[str, Act]] = {
    "accept": _accept, "reject": _reject, "edit": _edit, "merge": _merge, "split": _split, "undo": _undo,
}  # fmt: skip
"""What can be decided, by the name that a form or program gives."""


def _alike(ledger: Ledger, entry: Entry) -> Sequence[Entry]:
    """Return entries that may be the same act: of the same type, with an actor and a recipient in common."""
    event = next(iter(next(ledger.outlines([entry], most=1)).events), None)
    if event is None:
        return ()
    codes = [next((p.country for p in parties if p.country), None) for parties in (event.actors, event.recipients)]
    if not any(codes):
        return ()
    wanted = entry_filter(type=entry.type, actor=_one(codes[0]), recipient=_one(codes[1]))
    found = ledger.search(wanted, sort="day", limit=_ALIKE + 1)
    return ledger.casework.entries([key for key in found.entries if key != entry.id][:_ALIKE])


def _now_at(ledger: Ledger, entry: Entry) -> str:
    """Return the address of the entry that now holds what ``entry`` held: merging and splitting give new ids."""
    return f"/entries/{ledger.entry(entry.mentions[0]).id}"


def _place(query: Query, skip: int) -> str:
    pairs = [*query.pairs(), *([("skip", str(skip))] if skip else [])]
    return f"{PATH}?{urlencode(pairs)}" if pairs else PATH


def _one(country: str | None) -> str | None:
    """Return the first of the countries that a party may stand for."""
    return country.partition("+")[0] if country else None


def _number(value: str) -> int:
    return min(int(value), 100_000_000) if value.isascii() and value.isdigit() else 0
