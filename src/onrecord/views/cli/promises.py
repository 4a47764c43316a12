"""The command about commitments: what was promised against what was delivered."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

import click

from onrecord.core.records import Amount, Commitment, Item
from onrecord.core.spans import Span
from onrecord.pipeline.ledger import Account, Ledger
from onrecord.views import wording
from onrecord.views.cli.opening import existing, ledger_option
from onrecord.views.cli.past import promised_table
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
_TOTAL: Final = (
    Column("who → whom", "cyan"),
    Column("of", wrap=False),
    Column("promised", "green"),
    Column("delivered", "green"),
    Column("commitments", wrap=False),
    Column("origins", wrap=False),
)
_BAR: Final = 30


@click.command()
@click.option("--state", metavar="STATE", help="Only commitments in this state (pledged, part delivered …).")
@click.option("--chart", is_flag=True, help="Draw how much of each figure has come.")
@click.option("--total", is_flag=True, help="Add up, by who gives whom what, the figures that are in one unit.")
@click.option("--as-of", metavar="DATE", help="What the ledger said at the end of this day (or at a time in UTC).")
@ledger_option
def commitments(ledger_file: str | None, state: str | None, chart: bool, total: bool, as_of: str | None) -> None:
    """List what was promised, what is reported delivered and what is outstanding.

    Figures are compared and added up in one unit only; in brackets stands how many independent origins give each.
    """
    with existing(ledger_file) as ledger:
        screen = Screen()
        if as_of is not None:
            promised_table(screen, ledger, as_of)
            return
        found = [each for each in ledger.casework.commitments() if state in {None, each.state}]
        screen.table(_COMMITMENT, (_row(ledger, each) for each in found))
        if total:
            screen.line()
            screen.table(_TOTAL, _totals(ledger, found))
        if chart:
            for each in found:
                for line in chart_lines(each):
                    screen.line(line)


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


def _totals(ledger: Ledger, found: Sequence[Commitment]) -> Iterator[tuple[str, ...]]:
    """Yield for every giver, receiver and kind of goods in one unit the sums of what several commitments promise and
    have delivered, with the least number of origins that stand behind one of the figures.

    What is promised to each of several is in no sum, nor is what is cancelled.
    """
    sums: defaultdict[tuple[str, str, str], list[Commitment]] = defaultdict(list)
    for each in found:
        if each.state == "cancelled":
            continue
        whom = _whom(list(ledger.accounts(ledger.casework.entries(each.entries))))
        kinds = {(a.category, a.unit or "") for a in (*each.promised, *each.delivered) if a.unit and not a.each}
        for category, unit in kinds:
            sums[whom.partition(" ")[2], category, unit].append(each)
    for (whom, kind, unit), held in sorted(sums.items()):
        promised = [a for each in held for a in each.promised if (a.category, a.unit) == (kind, unit) and not a.each]
        delivered = [a for each in held for a in each.delivered if (a.category, a.unit) == (kind, unit) and not a.each]
        least = min(a.origins for a in (*promised, *delivered))
        yield whom, f"{kind}, {unit}", _sum(promised), _sum(delivered), str(len(held)), f"{least} or more"


def _sum(amounts: Sequence[Amount]) -> str:
    low = sum(a.low if a.low is not None else a.high or 0 for a in amounts)
    high = sum(a.high if a.high is not None else a.low or 0 for a in amounts)
    return f"{low:,}" if low == high else f"{low:,}–{high:,}"


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
    origins = f" [{amount.origins}]"
    what = "" if amount.unit and amount.unit in amount.what.split() else amount.what
    return f"{figure} {what}{' each' if amount.each else ''}{origins}".strip()
