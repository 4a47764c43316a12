"""Tables: entries, reports, statements and issues, a line each."""

from collections.abc import Iterable

from onrecord.core.issues import Issue
from onrecord.core.records import Report, Statement
from onrecord.pipeline.ledger import Account
from onrecord.views import wording
from onrecord.views.cli.screen import Column, Screen

_ENTRY = (
    Column("id", "dim", wrap=False),
    Column("when", wrap=False),
    Column("stage", "magenta"),
    Column("type", "yellow", wrap=False),
    Column("who → whom", "cyan"),
    Column("what", "green"),
    Column("on whose word"),
    Column("origins", wrap=False),
    Column("report(s)", "dim"),
)
_REPORT = (
    Column("id", "dim", wrap=False),
    Column("published", wrap=False),
    Column("outlet", "cyan"),
    Column("language", wrap=False),
    Column("title"),
    Column("file", "dim"),
)
_STATEMENT = (
    Column("id", "dim", wrap=False),
    Column("reported", wrap=False),
    Column("speaker", "cyan"),
    Column("form", wrap=False),
    Column("cue", "yellow"),
    Column("content", "green"),
    Column("report", "dim"),
)
_ISSUE = (
    Column("severity", "magenta", wrap=False),
    Column("file", "cyan"),
    Column("stage", "dim", wrap=False),
    Column("what"),
    Column("what to do"),
)


def entry_table(screen: Screen, accounts: Iterable[Account]) -> None:
    """Write entries: when, stage, type, who to whom, what, on whose word, of how many origins, in which reports."""
    screen.table(_ENTRY, (row for account in accounts if (row := _entry_row(account))))


def report_table(screen: Screen, reports: Iterable[Report]) -> None:
    """Write reports: when published, by which outlet, in which language."""
    rows = (
        (
            wording.short_id(report.id),
            report.published or "unknown",
            report.outlet or "",
            report.language or "",
            wording.short(report.title or report.text, 70),
            (report.file or "").rpartition("/")[2],
        )
        for report in reports
    )
    screen.table(_REPORT, rows)


def statement_table(screen: Screen, statements: Iterable[Statement], reports: Iterable[Report]) -> None:
    """Write statements: when reported, who said what, in which report."""
    by_id = {report.id: report for report in reports}
    rows = (_statement_row(statement, by_id[statement.report]) for statement in statements)
    screen.table(_STATEMENT, rows)


def issue_table(screen: Screen, issues: Iterable[Issue]) -> None:
    """Write issues: how bad, about which file, what and what to do."""
    screen.table(_ISSUE, ((i.severity, i.file or "", i.stage, f"{i.message} [{i.code}]", i.mend) for i in issues))


def _entry_row(account: Account) -> tuple[str, ...] | None:
    if not account.events:
        return None
    event = account.events[0]
    report = account.reports[event.report]
    return (
        wording.short_id(account.entry.id),
        wording.when(event, report),
        wording.stage(event),
        event.type,
        wording.who_to_whom(event),
        wording.what(event) or f"“{wording.short(event.evidence.of(report.text), 70)}”",
        wording.joined(wording.short(said, 40) for said in account.attributions),
        _origins(account),
        wording.joined(map(wording.source, account.reports.values())),
    )


def _origins(account: Account) -> str:
    """Say how many independent origins stand behind how many reports: three copies of one wire are "1 of 3"."""
    return f"{account.entry.origins if account.entry.origins is not None else '?'} of {len(account.reports)}"


def _statement_row(statement: Statement, report: Report) -> tuple[str, ...]:
    return (
        wording.short_id(statement.id),
        report.published or "unknown",
        wording.speaker(statement),
        statement.form,
        wording.circumstances(statement, report),
        wording.said_words(statement, report),
        wording.handed_on(statement, report),
    )
