"""The commands about lineage: the tree of a report, the origins of an entry, and a person's rulings."""

from collections.abc import Iterable, Sequence
from typing import get_args

import click

from onrecord.config import read_config
from onrecord.core.lineage import Link, Relation, Ruling, Shown
from onrecord.core.records import Report
from onrecord.pipeline.ledger import Ledger
from onrecord.views import wording
from onrecord.views.cli.opening import existing, ledger_option
from onrecord.views.cli.screen import Column, Screen

_FEATURE = (Column("feature", "yellow", wrap=False), Column("weight", wrap=False), Column("what it says"))
_PASSAGE = (Column("report", "green"), Column("parent", "cyan"))
_SIDE = 300
_MOST = 6
_MOST_CHANGES = 5


@click.command()
@click.argument("report", required=False)
@click.option("--features", "explain", is_flag=True, help="Print the table of features and their weights.")
@click.option(
    "--rule", "ruled", type=click.Choice(get_args(Relation)), help="Decide how REPORT descends from --parent."
)
@click.option("--parent", help="With --rule: the parent, a report's id or the name of a medium.")
@click.option("--reason", default="", help="With --rule: why.")
@click.option("--unrule", is_flag=True, help="Take back what was decided about REPORT.")
@ledger_option
def lineage(report: str | None, ledger_file: str | None, explain: bool, unrule: bool, **ruling: str | None) -> None:
    """Draw what REPORT descends from and what descends from it, with what was changed and what shows it."""
    from onrecord.meaning.lineage.features import features

    screen = Screen()
    if explain:
        rows = ((f.name, f"{f.weight:g}", f.says) for f in features().values())
        screen.table(_FEATURE, rows)
        return
    if report is None:
        raise click.UsageError("Name a report, or ask for --features.")
    with existing(ledger_file) as ledger:
        key = ledger.report(report).id
        if unrule:
            ledger.unrule_lineage(key)
        if ruling["ruled"]:
            _rule(ledger, key, ruling)
        lineage_page(screen, ledger, key)


@click.command()
@click.argument("entry")
@click.option("--related", type=click.IntRange(0, 100), metavar="PERCENT",
              help="What a further origin of the same owner counts (the setting related_percent).")  # fmt: skip
@ledger_option
def origins(entry: str, ledger_file: str | None, related: int | None) -> None:
    """List the independent origins of ENTRY (or of the reports with an entry's events), and whose words they give."""
    share = min(100, read_config(related_percent=related).related_percent) / 100
    with existing(ledger_file) as ledger:
        origins_page(Screen(), ledger, entry, share)


def lineage_page(screen: Screen, ledger: Ledger, key: str) -> None:
    """Write the tree that the report stands in, then each of its parents with changes and evidence."""
    links = ledger.kin(key)
    ids = {key, *(link.report for link in links), *(link.parent for link in links if not link.named)}
    known = {report.id: report for report in ledger.reports_by_id(ids)}
    below: dict[str, list[Link]] = {}
    for link in links:
        below.setdefault(link.parent, []).append(link)
    tops = [name for name in below if name not in known]
    tops += sorted(ids - {link.report for link in links}, key=lambda id: _dated(known.get(id)))
    for top in tops:
        _branch(screen, known, below, top, key, ())
    for link in ledger.parents(key):
        _evidence(screen, known[key], known.get(link.parent), link)


def origins_page(screen: Screen, ledger: Ledger, entry: str, share: float) -> None:
    """Write the origins of an entry, the reports of each, related owners, and the speakers."""
    from onrecord.meaning.lineage.related import relatives, weighed_origins

    for account in ledger.accounts([ledger.entry(entry)]):
        ids = sorted(account.reports)
        groups = ledger.origins(ids)
        roots = {group.root for group in groups}
        known = {report.id: report for report in ledger.reports_by_id({*ids, *roots})}
        screen.line(f"{len(groups)} independent origin(s) in {len(ids)} report(s)", "bold")
        for number, group in enumerate(groups, 1):
            named = f", after {group.named}" if group.named else ""
            screen.line(f"{number}. {_called(known.get(group.root), group.root)}{named}")
            for id in group.reports:
                if id != group.root:
                    screen.line(f"   └─ {_called(known.get(id), id)}")
        for kin in relatives(known[group.reports[0]] for group in groups):
            names = ", ".join(wording.source(known[id]) for id in kin.reports)
            screen.line(f"one owner ({kin.owner}): {names}")
        if share < 1:
            weight = weighed_origins((known[group.reports[0]] for group in groups), share)
            screen.line(f"with related outlets at {share:.0%}: {weight:g} origin(s)")
        spoken = ledger.speakers(ids)
        screen.line(f"first-hand speakers: {len(spoken)}" + (f" ({', '.join(spoken[:8])})" if spoken else ""))


def _rule(ledger: Ledger, key: str, ruling: dict[str, str | None]) -> None:
    parent = ruling["parent"]
    if not parent:
        raise click.UsageError("--rule needs --parent.")
    if parent.startswith("rep-"):
        parent = ledger.report(parent).id
    relation: dict[str, Relation] = {name: name for name in get_args(Relation)}
    ledger.rule_lineage(Ruling(key, parent, relation[ruling["ruled"] or ""], ruling["reason"] or ""))


def _branch(
    screen: Screen,
    known: dict[str, Report],
    below: dict[str, list[Link]],
    top: str,
    key: str,
    above: tuple[str, ...],
) -> None:
    for link in [None] if not above else [link for link in below.get(above[-1], ()) if link.report == top]:
        indent = "   " * (len(above) - 1) + "└─ " if link else ""
        said = f" [{link.relation}{f' {link.score:.2f}' if link.score else ''}]" if link else ""
        screen.line(f"{indent}{_called(known.get(top), top)}{said}", "bold" if top == key else "")
    if top not in above:
        for child in sorted({link.report for link in below.get(top, ())}, key=lambda id: _dated(known.get(id))):
            _branch(screen, known, below, child, key, (*above, top))


def _evidence(screen: Screen, ours: Report, theirs: Report | None, link: Link) -> None:
    from onrecord.meaning.lineage.changes import changes
    from onrecord.meaning.lineage.features import features

    screen.line()
    whose = _called(theirs, link.parent)
    by = " (decided by a person)" if link.produced_by == "person" else ""
    screen.line(f"{link.relation} of {whose}{by}", "bold")
    weights = features()
    for shown in link.shown:
        if shown.words and shown.feature in weights:
            screen.line(f"  {shown.feature}: {wording.short(shown.words, 160)}")
    if theirs is None:
        return
    for change in changes(ours, theirs, link)[: _MOST_CHANGES * 3]:
        span, text = (change.ours, ours.text) if change.ours else (change.theirs, theirs.text)
        said = change.words or (wording.short(span.of(text), 120) if span else "")
        screen.line(f"  {change.kind}: {said}", "bold red" if change.kind == "figure" else "dim")
    _side_by_side(screen, ours, theirs, link.shown)


def _side_by_side(screen: Screen, ours: Report, theirs: Report, shown: Sequence[Shown]) -> None:
    rows = list(_sides(ours, theirs, shown))
    if rows:
        screen.line()
        screen.table(_PASSAGE, rows[:_MOST])


def _sides(ours: Report, theirs: Report, shown: Iterable[Shown]) -> Iterable[tuple[str, str]]:
    for each in shown:
        if each.ours and each.theirs:
            yield wording.short(each.ours.of(ours.text), _SIDE), wording.short(each.theirs.of(theirs.text), _SIDE)


def _called(report: Report | None, key: str) -> str:
    if report is None:
        return f"{key} (not in the ledger)"
    return f"{wording.source(report)}, {report.published or 'undated'}, {wording.short_id(report.id)}"


def _dated(report: Report | None) -> tuple[str, str]:
    return (report.published or "9999", report.id) if report else ("9999", "")
