"""Review in the terminal: entry after entry, a key for each decision."""

from collections.abc import Callable, Sequence
from getpass import getuser
from typing import Final

import click

from onrecord.core.errors import LedgerError
from onrecord.core.records import Entry
from onrecord.pipeline.casework import EDITABLE, Edit
from onrecord.pipeline.ledger import Account, Ledger
from onrecord.views import wording
from onrecord.views.cli.opening import existing, ledger_option
from onrecord.views.cli.pages import entry_page
from onrecord.views.cli.reasons import why_page
from onrecord.views.cli.screen import Screen

_KEYS: Final = "a accept, r reject, e edit, m merge, s split, w why, u undo, n next, q quit"


@click.command()
@click.option("--all", "everything", is_flag=True, help="Entries that are vetted or rejected too.")
@click.option("--who", help="Who decides (the user's name at this machine).")
@ledger_option
def review(ledger_file: str | None, everything: bool, who: str | None) -> None:
    """Go through the entries and accept, edit, merge, split or reject them, a key each.

    First those with something to look at again, then those with conflicts, then by number of origins. Every decision is
    kept with who, when and why, stands beside what was found, and can be taken back (u).
    """
    with existing(ledger_file) as ledger:
        screen, person = Screen(), who or getuser()
        for key in _in_turn(ledger.entries(), everything):
            found = ledger.casework.entries([key])
            if found and not _reviewed(screen, ledger, found[0], person):
                return


def _in_turn(entries: Sequence[Entry], everything: bool) -> list[str]:
    """Return the ids of the entries to look at, the most doubtful first."""
    open_ones = [e for e in entries if everything or e.flags or e.tier == "candidate"]
    ranked = sorted(open_ones, key=lambda e: (not e.flags, not e.conflicts, -(e.origins or 0), -len(e.mentions), e.id))
    return [entry.id for entry in ranked]


def _reviewed(screen: Screen, ledger: Ledger, entry: Entry, who: str) -> bool:
    """Show one entry and do as the keys say until the next is wanted; False where no more are."""
    _show(screen, ledger, entry)
    acts: dict[str, Callable[[], object]] = {
        "a": lambda: ledger.casework.accept(entry, who, _asked("why", "")),
        "r": lambda: ledger.casework.reject(entry, who, _asked("why")),
        "e": lambda: _edit(ledger, entry, who),
        "m": lambda: _merge(ledger, entry, who),
        "s": lambda: _split(ledger, entry, who),
        "w": lambda: why_page(screen, ledger, entry),
        "u": lambda: _undo(screen, ledger, entry, who),
    }
    while True:
        click.echo(f"[{_KEYS}] ", nl=False)
        key = click.getchar().lower()
        click.echo(key if key.isprintable() else "")
        if key in {"q", "\x03", "\x04"}:
            return False
        if key in {"n", " ", "\r", "\n"}:
            return True
        if key not in acts:
            continue
        try:
            acts[key]()
        except LedgerError as error:
            screen.line(f"{error.message} {error.mend}")
            continue
        if key in "arems":
            return True


def _show(screen: Screen, ledger: Ledger, entry: Entry) -> None:
    screen.line()
    for account in ledger.accounts([entry]):
        entry_page(screen, account)
        _number(screen, account)


def _number(screen: Screen, account: Account) -> None:
    """Number the events, for splitting."""
    if len(account.events) > 1:
        for n, event in enumerate(account.events, 1):
            words = wording.short(event.evidence.of(account.reports[event.report].text), 90)
            screen.line(f"  {n}: {words}")


def _edit(ledger: Ledger, entry: Entry, who: str) -> None:
    field = _asked(f"field ({', '.join(EDITABLE)})")
    ledger.casework.edit(entry, Edit(field, _asked("value")), who, _asked("why", ""))


def _merge(ledger: Ledger, entry: Entry, who: str) -> None:
    others = [ledger.entry(key) for key in _asked("with which entries (ids)").split()]
    ledger.casework.merge([entry, *others], who, _asked("why", ""))


def _split(ledger: Ledger, entry: Entry, who: str) -> None:
    numbers = [int(n) for n in _asked("take out which events (numbers)").split() if n.isdigit()]
    taken = [entry.mentions[n - 1] for n in numbers if 0 < n <= len(entry.mentions)]
    ledger.casework.split(entry, taken, who, _asked("why", ""))


def _undo(screen: Screen, ledger: Ledger, entry: Entry, who: str) -> None:
    held = ledger.casework.decisions_on(entry)
    if not held:
        screen.line("Nothing was decided about this entry.")
        return
    last = max(held, key=lambda decision: (decision.made, decision.id))
    ledger.casework.undo(last, who)
    screen.line(f"Taken back: {last.kind} by {last.who}.")


def _asked(what: str, default: str | None = None) -> str:
    return str(click.prompt(what, default=default, show_default=False))
