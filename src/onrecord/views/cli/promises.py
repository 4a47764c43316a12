"""The commands about commitments and history: what was promised against delivered, and what has changed since."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

import click

from onrecord.core.records import Amount, Commitment, Item
from onrecord.core.spans import Span
from onrecord.pipeline.ledger import Account, Ledger
from onrecord.views import wording
from onrecord.views.cli.opening import existing, ledger_option
from onrecord.views.cli.screen import Column, Screen

_COMMITMENT = (
    Column("id", "dim", wrap=False),
    Column("state", "magenta"),
    Column("who → whom", "cyan"),
    Column("promised", "green"),
    Column("delivered", "green"),
    Column("outstanding", "yellow"),
    Column("by", wrap=False),
    Column("entries", "dim"),
)
_CHANGE = (Column("what", "magenta", wrap=False), Column("entry", "dim", wrap=False), Column("before"), Column("now"))
_BAR: Final = 30


@click.command()
@click.option("--state", metavar="STATE", help="Only commitments in this state (pledged, part delivered …).")
@click.option("--chart", is_flag=True, help="Draw how much of each figure has come.")
@ledger_option
def commitments(ledger_file: str | None, state: str | None, chart: bool) -> None:
    """List what was promised, what is reported delivered and what is outstanding.

    Figures are compared in one unit only; behind each stands how many independent origins give it.
    """
    with existing(ledger_file) as ledger:
        found = [each for each in ledger.casework.commitments() if state in {None, each.state}]
        screen = Screen()
        screen.table(_COMMITMENT, (_row(ledger, each) for each in found))
        if chart:
            for each in found:
                for line in chart_lines(each):
                    screen.line(line)


@click.command()
@click.option("--since", required=True, metavar="DATE", help="The day, month or year (or time in UTC) to compare with.")
@ledger_option
def diff(ledger_file: str | None, since: str) -> None:
    """List the entries that are new, changed or withdrawn since a date on which the ledger was kept."""
    with existing(ledger_file) as ledger:
        changes = ledger.casework.changes(since)
        rows = (
            (change.kind, wording.short_id(change.entry), *_said(change.before, change.after)) for change in changes
        )
        Screen().table(_CHANGE, rows)


def chart_lines(commitment: Commitment) -> Iterator[str]:
    """Yield a bar for every figure of ``commitment`` that is promised and, in the same unit, delivered or not yet."""
    came = {(amount.category, amount.unit): amount for amount in commitment.delivered}
    for whole in commitment.promised:
        most = whole.high if whole.high is not None else whole.low
        part = came.get((whole.category, whole.unit))
        if not most or whole.each:
            continue
        done = (part.low if part.low is not None else part.high) or 0 if part else 0
        filled = round(_BAR * min(1.0, done / most))
        bar = "█" * filled + "░" * (_BAR - filled)
        yield f"{wording.short_id(commitment.id)}  {bar}  {_amount(part) if part else '0'} of {_amount(whole)}"


def _row(ledger: Ledger, commitment: Commitment) -> tuple[str, ...]:
    accounts = list(ledger.accounts(ledger.casework.entries(commitment.entries)))
    return (
        wording.short_id(commitment.id),
        commitment.state + (f" ({commitment.halt})" if commitment.halt else ""),
        _whom(accounts),
        "; ".join(map(_amount, commitment.promised)),
        "; ".join(map(_amount, commitment.delivered)),
        "; ".join(map(_amount, commitment.outstanding)),
        commitment.deadline or "",
        " → ".join(f"{account.entry.stage} {wording.short_id(account.entry.id)}" for account in accounts),
    )


def _whom(accounts: Sequence[Account]) -> str:
    """Return who gives whom what, by the first promise (a request names them the other way round)."""
    events = [event for account in accounts for event in account.events]
    given = [event for event in events if event.type not in {"REQUEST", "REJECT"}] or events
    return f"{given[0].type} {wording.who_to_whom(given[0])}" if given else ""


def _amount(amount: Amount) -> str:
    figure = wording.amount(Item("", Span(0, 0), amount.what, amount.category, amount.low, amount.high, amount.unit))
    origins = f" [{amount.origins} origins]" if amount.origins > 1 else ""
    what = "" if amount.unit and amount.unit in amount.what.split() else amount.what
    return f"{figure} {what}{' each' if amount.each else ''}{origins}".strip()


def _said(before: str | None, after: str | None) -> tuple[str, str]:
    """Return what an entry said and says; of what it says both times only what differs."""
    then, now = (json.loads(each) if each else {} for each in (before, after))
    names = [name for name in {**then, **now} if then.get(name) != now.get(name) or not (then and now)]
    return _listed(then, names), _listed(now, names)


def _listed(said: Mapping[str, object], names: Iterable[str]) -> str:
    return "; ".join(f"{name} {_plain(said[name])}" for name in sorted(names) if name in said)


def _plain(value: object) -> str:
    if isinstance(value, list):
        return f"({len(value)})" if len(value) != 1 else _plain(value[0])
    if isinstance(value, dict):
        return " ".join(_plain(each) for each in value.values())
    return str(value)
