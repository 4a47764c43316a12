"""Review in the terminal: entry after entry, a key for each decision."""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from getpass import getuser
from typing import Final

import click

from onrecord.core.decisions import Decision
from onrecord.core.errors import LedgerError
from onrecord.core.records import Entry
from onrecord.pipeline.ledger import Account, Ledger
from onrecord.views import wording
from onrecord.views.cli.opening import existing, ledger_option
from onrecord.views.cli.pages import decided_lines, entry_page
from onrecord.views.cli.reasons import why_page
from onrecord.views.cli.screen import Screen

_KEYS: Final = "a accept, r reject, e edit, m merge, s split, w why, u undo, n next, b back, q quit"
_DONE: Final = {"accept": "Accepted", "reject": "Rejected", "edit": "Edited", "merge": "Merged", "split": "Split"}


@click.command()
@click.option("--all", "everything", is_flag=True, help="Entries that are vetted or rejected too.")
@click.option("--who", help="Who decides (the user's name at this machine).")
@ledger_option
def review(ledger_file: str | None, everything: bool, who: str | None) -> None:
    """Go through the entries and accept, edit, merge, split or reject them, a key each.

    First those with something to look at again, then those with conflicts, then by number of origins. Every decision is
    kept with who, when and why, stands beside what was found, and can be taken back: u takes back the last one about
    the entry shown, or where there is none, the last one of this sitting.
    """
    with existing(ledger_file) as ledger:
        ahead = _in_turn(ledger.entries(), everything)
        _Sitting(ledger, who or getuser(), Screen(), deque(ahead)).go_on()


def _in_turn(entries: Sequence[Entry], everything: bool) -> list[str]:
    """Return the ids of the entries to look at, the most doubtful first."""
    open_ones = [e for e in entries if everything or e.flags or e.tier == "candidate"]
    ranked = sorted(open_ones, key=lambda e: (not e.flags, not e.conflicts, -(e.origins or 0), -len(e.mentions), e.id))
    return [entry.id for entry in ranked]


@dataclass
class _Sitting:
    """One person's way through the entries: those still to come, those passed, and what was decided."""

    ledger: Ledger
    who: str
    screen: Screen
    ahead: deque[str]
    passed: list[str] = field(default_factory=list)
    made: list[Decision] = field(default_factory=list)

    def go_on(self) -> None:
        """Show entry after entry until none is left or the person has enough."""
        self.screen.line(f"{len(self.ahead)} entries to look at.")
        while self.ahead:
            key = self.ahead.popleft()
            found = self.ledger.casework.entries([key])
            if found and not self._looked_at(found[0]):
                return
        self.screen.line("No more entries.")

    def _looked_at(self, entry: Entry) -> bool:
        """Show one entry and do as a key says; False where the person has enough."""
        self._show(entry)
        while True:
            click.echo(f"[{_KEYS}] ", nl=False)
            try:
                key = click.getchar().lower()
            except (KeyboardInterrupt, EOFError):
                key = "q"
            click.echo(key if key.isprintable() else "")
            if key in {"q", ""}:
                return False
            if key in {"n", " ", "\r", "\n"}:
                self.passed.append(entry.id)
                return True
            if key == "b" and self.passed:
                self.ahead.extendleft((entry.id, self.passed.pop()))
                return True
            if key == "w":
                for account in self.ledger.accounts([entry]):
                    why_page(self.screen, self.ledger, account)
            elif key in {*"aremsu"} and self._done(key, entry):
                return True

    def _done(self, key: str, entry: Entry) -> bool:
        """Do what ``key`` says with ``entry``; False where nothing came of it."""
        acts = {"a": self._accept, "r": self._reject, "e": self._edit, "m": self._merge, "s": self._split}
        try:
            if key == "u":
                return self._undo(entry)
            decision = acts[key](entry)
        except LedgerError as error:
            self.screen.line(f"{error.message} {error.mend}")
            return False
        except click.Abort:
            self.screen.line("Nothing was decided.")
            return False
        self.made.append(decision)
        held = self.ledger.casework.holding(decision.mentions)
        self.screen.line(f"{_DONE[decision.kind]} by {self.who}: {', '.join(each.id for each in held)}.")
        # Who has set one field, or has joined or parted entries, wants to see what came of it.
        if key in {*"ems"}:
            self._next(held)
        else:
            self.passed.append(entry.id)
        return True

    def _next(self, entries: Sequence[Entry]) -> None:
        """Show these entries next."""
        for entry in reversed(entries):
            if entry.id in self.ahead:
                self.ahead.remove(entry.id)
            self.ahead.appendleft(entry.id)

    def _accept(self, entry: Entry) -> Decision:
        return self.ledger.casework.accept(entry, self.who, _asked("why", ""))

    def _reject(self, entry: Entry) -> Decision:
        return self.ledger.casework.reject(entry, self.who, _asked("why"))

    def _edit(self, entry: Entry) -> Decision:
        from onrecord.pipeline.casework import EDITABLE, Edit

        name = _asked(f"field ({', '.join(EDITABLE)})")
        return self.ledger.casework.edit(entry, Edit(name, _asked("value")), self.who, _asked("why", ""))

    def _merge(self, entry: Entry) -> Decision:
        others = [self.ledger.entry(key) for key in _asked("with which entries (ids)").split()]
        return self.ledger.casework.merge([entry, *others], self.who, _asked("why", ""))

    def _split(self, entry: Entry) -> Decision:
        numbers = {int(n) for n in _asked("take out which events (numbers)").replace(",", " ").split() if n.isdigit()}
        taken = [entry.mentions[n - 1] for n in sorted(numbers) if 0 < n <= len(entry.mentions)]
        why = _asked("why", "") if 0 < len(taken) < len(entry.mentions) else ""
        return self.ledger.casework.split(entry, taken, self.who, why)

    def _undo(self, entry: Entry) -> bool:
        """Take back the last decision about ``entry``, else the last of this sitting, and show what it was about."""
        held = [*self.ledger.casework.decisions_on(entry)]
        known = {decision.id for decision in self.ledger.casework.decisions() if not decision.undone}
        last = max(held, key=lambda d: (d.made, d.id)) if held else None
        while last is None and self.made:
            decision = self.made.pop()
            last = decision if decision.id in known else None
        if last is None:
            self.screen.line("Nothing was decided about this entry, or in this sitting.")
            return False
        self.ledger.casework.undo(last, self.who)
        self.screen.line(f"Taken back: {last.kind} by {last.who}.")
        if not held:
            self.ahead.appendleft(entry.id)
        self._next(self.ledger.casework.holding(last.mentions))
        return True

    def _show(self, entry: Entry) -> None:
        self.screen.line()
        for account in self.ledger.accounts([entry]):
            entry_page(self.screen, account)
            decided_lines(self.screen, self.ledger, account)
            self._number(account)

    def _number(self, account: Account) -> None:
        """Number the events, for splitting."""
        if len(account.events) > 1:
            for n, event in enumerate(account.events, 1):
                words = wording.short(event.evidence.of(account.reports[event.report].text), 90)
                self.screen.line(f"  {n}: {words}")


def _asked(what: str, default: str | None = None) -> str:
    return str(click.prompt(what, default=default, show_default=False))
