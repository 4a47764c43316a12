"""Pages: one entry, report or statement, each field beside the words that it was read from."""

from collections.abc import Iterator, Sequence

from onrecord.core.records import Event, Report, Statement
from onrecord.core.spans import Span
from onrecord.pipeline.ledger import Account, Ledger
from onrecord.views import wording
from onrecord.views.cli.entities import entity_page
from onrecord.views.cli.reasons import why_page
from onrecord.views.cli.screen import STYLES, Screen
from onrecord.views.marking import around, event_marks, pieces, statement_marks

_WIDTH = 12


def page(screen: Screen, ledger: Ledger, id: str, *, dropped: bool = False, why: bool = False) -> None:
    """Write the page of what ``id`` (a unique beginning is enough) names; with ``dropped`` what a report left out, with
    ``why`` on what grounds an entry's or entity's mentions are taken for one.

    Raises LedgerError where nothing or several are named so.
    """
    if not dropped and ledger.registry.is_known(id):
        entity_page(screen, ledger, id, why=why)
        return
    kind, key = ledger.resolve(id, kind="report" if dropped else None)
    if dropped:
        dropped_page(screen, ledger, ledger.report(key))
    elif kind == "report":
        report_page(screen, ledger, ledger.report(key))
    elif kind == "statement":
        statement = ledger.statement(key)
        statement_page(screen, statement, ledger.report(statement.report))
    else:
        for account in ledger.accounts([ledger.entry(key)]):
            entry_page(screen, account)
            decided_lines(screen, ledger, account)
            if why:
                screen.line()
                why_page(screen, ledger, account)


def entry_page(screen: Screen, account: Account) -> None:
    """Write an entry: what it says, then every mention with its words."""
    entry = account.entry
    first = account.events[0]
    screen.line(f"{entry.type}  {wording.who_to_whom(first)}", "bold")
    _field(screen, "id", entry.id)
    _field(screen, "stage", entry.stage)
    _field(screen, "tier", entry.tier)
    for flag in entry.flags:
        _field(screen, "look again", flag)
    origins = "not known" if entry.origins is None else str(entry.origins)
    _field(screen, "told by", f"{len(account.reports)} report(s), independent origins: {origins}")
    for conflict in entry.conflicts:
        _field(screen, "conflict", f"{conflict.field}: {' / '.join(conflict.values)}")
    for event in account.events:
        screen.line()
        _event(screen, event, account.reports[event.report])


def decided_lines(screen: Screen, ledger: Ledger, account: Account) -> None:
    """Write what persons decided about an entry: for a field that was set, what was found and what it was set to, side
    by side; then all decisions, those taken back too."""
    history = ledger.casework.history(account.entry)
    if not history:
        return
    screen.line()
    edits = {each.field: each for each in history if each.kind == "edit" and each.undone is None and each.field}
    for name, edit in sorted(edits.items()):
        said = (
            f"found: {found_value(account, name) or 'nothing'} | set to: {edit.value} by {edit.who}, {edit.made[:10]}"
        )
        _field(screen, name, said)
    for each in history:
        value = f" {each.field} = {each.value}" if each.field else ""
        undone = f"; taken back by {each.undone_by}, {each.undone[:16]}" if each.undone else ""
        _field(
            screen,
            "decided",
            f"{each.kind}{value} by {each.who}, {each.made[:16]}{f': {each.why}' if each.why else ''}{undone}",
        )


def found_value(account: Account, field: str) -> str:
    """Return what was read of a field that a person may set, from all mentions of the entry."""
    entry, events = account.entry, account.events
    match field:
        case "type":
            return entry.type
        case "stage":
            return entry.stage
        case "actors" | "recipients":
            return wording.joined(wording.who(getattr(event, field)) for event in events)
        case "items":
            return wording.joined(wording.what(event) for event in events)
        case "when":
            return wording.joined(event.when or "" for event in events)
    return wording.joined(event.where.text if event.where else "" for event in events)


def statement_page(screen: Screen, statement: Statement, report: Report) -> None:
    """Write a statement with its words."""
    screen.line(f"{wording.speaker(statement)}: {statement.form} speech", "bold")
    _field(screen, "id", statement.id)
    _heading(screen, report)
    marks = statement_marks(statement)
    found = [span for spans in marks.values() for span in spans]
    _sentence(screen, report.text, found, marks)
    _words(screen, report.text, marks)
    for name, value in (
        ("country", f"{statement.country}, understood" if statement.basis == "understood" else ""),
        ("venue", statement.venue),
        ("addressee", statement.addressee),
        ("said on", statement.said),
        ("stance", statement.stance),
    ):
        if value:
            _field(screen, name, value)
    if statement.chain:
        _field(screen, "chain", " → ".join(statement.chain))


def report_page(screen: Screen, ledger: Ledger, report: Report) -> None:
    """Write a report: what is known of it, its text, and the mentions read from it."""
    screen.line(report.title or report.file or report.id, "bold")
    _field(screen, "id", report.id)
    read_from = f", from “{wording.short(report.published_words, 160)}”" if report.published_words else ""
    published = f"{report.published} ({report.published_basis}{read_from})" if report.published else "unknown"
    known = {
        "outlet": report.outlet,
        "published": published,
        "language": report.language,
        "byline": report.byline,
        "url": report.url,
        "file": report.file,
        "origins": wording.joined(f"{origin.type}: {origin.name}" for origin in report.origins),
    }
    for name, value in known.items():
        if value:
            _field(screen, name, value)
    for each in report.foreign:
        _field(screen, f"in {each.language}", f"“{wording.short(each.span.of(report.text), 90)}”")
    screen.line()
    screen.line(report.text)
    screen.line()
    for event in ledger.events(report.id):
        words = wording.short(event.evidence.of(report.text), 90)
        screen.line(f"{wording.short_id(event.id)}  {event.type} {wording.stage(event)}: {words}")
    for statement in ledger.statements(report=report.id):
        words = wording.short(statement.content.of(report.text), 90)
        screen.line(f"{wording.short_id(statement.id)}  {wording.speaker(statement)}: “{words}”")
    for issue in ledger.issues(report=report.id):
        screen.line(f"{issue.severity}: {issue.message} {issue.mend}")


def dropped_page(screen: Screen, ledger: Ledger, report: Report) -> None:
    """Write what of a report was left out, with the reasons."""
    screen.line(f"{report.title or report.file or report.id}: {len(report.dropped)} blocks left out", "bold")
    for block in report.dropped:
        screen.line(f"{block.reason}: {wording.short(block.text, 160)}")
    for mention in ledger.dropped_mentions(report.id):
        screen.line(f"{mention.reason} ({mention.stage}): {wording.short(mention.span.of(report.text), 160)}")


def _event(screen: Screen, event: Event, report: Report) -> None:
    _heading(screen, report)
    if event.attribution:
        _field(screen, "said by", event.attribution)
    marks = event_marks(event)
    found = [span for field, spans in marks.items() if field not in {"where", "attribution"} for span in spans]
    _sentence(screen, report.text, found, marks)
    for name, value in _event_fields(event, report):
        _field(screen, name, value)
    _words(screen, report.text, {f: s for f, s in marks.items() if f in {"trigger", "stage", "polarity"}})


def _event_fields(event: Event, report: Report) -> Iterator[tuple[str, str]]:
    for name, parties in (("actor", event.actors), ("recipient", event.recipients)):
        for party in parties:
            codes = " ".join(part for part in (party.country, party.sector) if part)
            full = f" = {party.name}" if party.name and party.name != party.text else ""
            basis = ", understood" if party.basis == "understood" else ""
            yield name, f"“{wording.short(party.text, 100)}”{full} {f'[{codes}{basis}]' if codes else ''}".rstrip()
    for item in event.items:
        figure = wording.amount(item)
        yield "item", f"“{wording.short(item.text, 100)}” {item.category}{f', {figure}' if figure else ''}"
    yield "when", f"“{event.when_text}” {event.when or ''}" if event.when_text else wording.when(event, report)
    if event.where:
        yield "where", f"“{event.where.text}” {event.where.country or ''}"
    yield "reads as", f"{wording.stage(event)}{f', mode {event.mode}' if event.mode else ''}"
    if event.contexts:
        yield "contexts", ", ".join(event.contexts)


def _heading(screen: Screen, report: Report) -> None:
    dated = f"{report.published} ({report.published_basis})" if report.published else "undated"
    screen.line(f"{wording.source(report)}, {dated}, report {wording.short_id(report.id)}", "italic")


def _sentence(screen: Screen, text: str, found: Sequence[Span], marks: dict[str, tuple[Span, ...]]) -> None:
    """Write the sentences that the marks stand in, a gap where two are far apart."""
    stretches: list[Span] = []
    for span in sorted(around(text, span) for span in found):
        if stretches and span.start <= stretches[-1].end + 1:
            stretches[-1] = Span(stretches[-1].start, max(stretches[-1].end, span.end))
        else:
            stretches.append(span)
    for stretch in stretches:
        screen.marked(pieces(text, stretch, marks))


def _words(screen: Screen, text: str, marks: dict[str, tuple[Span, ...]]) -> None:
    for field, spans in marks.items():
        if STYLES.get(field):
            _field(screen, f"{field} words", ", ".join(f"“{wording.short(span.of(text), 120)}”" for span in spans))


def _field(screen: Screen, name: str, value: str) -> None:
    screen.line(f"  {name:<{_WIDTH}} {' '.join(value.split())}")
