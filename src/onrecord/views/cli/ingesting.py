"""Ingest as a person sees it: a bar that moves on a terminal, failures named as they come, counts at the end."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from onrecord.pipeline.ledger import Ledger
from onrecord.views import wording
from onrecord.views.cli.screen import Screen

if TYPE_CHECKING:
    from onrecord.pipeline.ingest import IngestSummary, Step


def ingest_files(screen: Screen, ledger: Ledger, paths: Sequence[str]) -> "IngestSummary":
    """Read ``paths`` into ``ledger``, write what happens to ``screen`` and return the counts."""
    if not screen.rich:
        summary = ledger.ingest(paths, progress=lambda step: _name_failure(screen, step))
    else:
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        columns = (TextColumn("reading"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        with Progress(*columns, console=screen.console, transient=True) as bar:
            task = bar.add_task("reading", total=None)

            def advance(step: "Step") -> None:
                bar.update(task, completed=step.done, total=step.total)
                _name_failure(screen, step)

            summary = ledger.ingest(paths, progress=advance)
    for line in _counts(summary, ledger):
        screen.line(line)
    return summary


def _name_failure(screen: Screen, step: "Step") -> None:
    if step.issue is not None:
        screen.line(f"failed: {wording.short(step.file, 200)}: {step.issue.message} {step.issue.mend}", "red")


def _counts(summary: "IngestSummary", ledger: Ledger) -> list[str]:
    counts = [
        f"{summary.read} reports read, {summary.unchanged} unchanged, {summary.failed} failed: "
        f"{summary.statements} statements, {summary.events} events, {summary.dropped} blocks and mentions left out, "
        f"{summary.issues} issues",
    ]
    if summary.interrupted:
        counts.append("Interrupted: what is done is kept; run the same command again to go on.")
        if summary.waiting:
            counts.append(f"{summary.waiting} reports are read and wait to be merged into entries; that run does so.")
    held = ledger.counts()
    counts.append(
        f"{ledger.path}: {held['report']} reports, {held['statement']} statements, {held['event']} events, "
        f"{held['entry']} entries, {held['issue']} issues"
    )
    return counts
