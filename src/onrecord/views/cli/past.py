"""The past: what the ledger said as of a date, and what has become of it since."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

import click

from onrecord.core.errors import LedgerError
from onrecord.pipeline.ledger import Ledger
from onrecord.pipeline.past import Then
from onrecord.views import wording
from onrecord.views.cli.opening import existing, ledger_option
from onrecord.views.cli.screen import Column, Screen

_THEN: Final = (
    Column("id", "dim", wrap=False),
    Column("when", wrap=False),
    Column("stage", "magenta"),
    Column("type", "yellow", wrap=False),
    Column("who → whom", "cyan"),
    Column("what", "green"),
    Column("origins", wrap=False),
    Column("tier"),
    Column("conflicts", "red"),
)
_PROMISED: Final = (
    Column("id", "dim", wrap=False),
    Column("state", "magenta"),
    Column("promised", "green"),
    Column("delivered", "green"),
    Column("outstanding", "yellow"),
    Column("entries", "dim", wrap=False),
)
_CHANGE: Final = (
    Column("what", "magenta", wrap=False),
    Column("id", "dim", wrap=False),
    Column("before"),
    Column("now"),
)

type Said = Mapping[str, object]


@click.command()
@click.option("--since", required=True, metavar="DATE", help="The day, month or year (or time in UTC) to compare with.")
@ledger_option
def diff(ledger_file: str | None, since: str) -> None:
    """List the entries and commitments that are new, changed or withdrawn since a date on which the ledger was kept."""
    with existing(ledger_file) as ledger:
        Screen().table(_CHANGE, _changes(ledger, since))


def then_table(screen: Screen, ledger: Ledger, time: str, found: Sequence[Then], skip: int, limit: int) -> None:
    """Write the entries ``found`` as they stood at a time, ``limit`` (all where 0) from number ``skip`` on."""
    known = ledger.casework.as_of(time)
    shown = found[skip : skip + limit] if limit else found[skip:]
    screen.table(_THEN, (_then_row(then.id, _loaded(known[then.id])) for then in shown))
    if len(shown) < len(found):
        screen.line(f"{skip + 1}-{skip + len(shown)} of {len(found)}", "dim")


def then_page(screen: Screen, ledger: Ledger, time: str, id: str) -> None:
    """Write all that the entry whose id begins with ``id`` said at a time.

    Raises LedgerError where there was none of that id.
    """
    known = ledger.casework.as_of(time)
    found = [key for key in known if key.startswith(id) or key.partition("-")[2].startswith(id)]
    if len(found) != 1:
        raise LedgerError("ledger.no_id", f"{len(found)} entries of {time} begin with {id!r}.", "See `show --as-of`.")
    screen.line(f"{found[0]} as of {time}", "bold")
    for name, value in sorted(_loaded(known[found[0]]).items()):
        screen.line(f"  {name:<12} {_plain(value)}")


def promised_table(screen: Screen, ledger: Ledger, time: str) -> None:
    """Write what the commitments said at a time."""
    known = ledger.casework.as_of(time, "commitment")
    screen.table(_PROMISED, (_promised_row(key, _loaded(content)) for key, content in known.items()))


def _then_row(key: str, said: Said) -> tuple[str, ...]:
    who, whom, what = (_plain(said.get(name) or "") for name in ("who", "whom", "what"))
    return (
        wording.short_id(key),
        str(said.get("day") or ""),
        str(said["stage"]),
        str(said["type"]),
        f"{who} → {whom}" if whom else who,
        what,
        str(said["origins"]),
        str(said["tier"]),
        _plain(said["conflicts"]),
    )


def _promised_row(key: str, said: Said) -> tuple[str, ...]:
    halt = f" ({said['halt']})" if said.get("halt") else ""
    held = said["entries"]
    amounts = (_amounts(said[name]) for name in ("promised", "delivered", "outstanding"))
    return (wording.short_id(key), f"{said['state']}{halt}", *amounts, str(len(held) if isinstance(held, list) else 0))


def _changes(ledger: Ledger, since: str) -> Iterator[tuple[str, ...]]:
    for change in ledger.casework.changes(since):
        yield f"{change.kind} entry", wording.short_id(change.entry), *_said(change.before, change.after)
    for change in ledger.casework.changes(since, "commitment"):
        yield f"{change.kind} commitment", wording.short_id(change.entry), *_said(change.before, change.after)


def _said(before: str | None, after: str | None) -> tuple[str, str]:
    """Return what was said and is said; of what is said both times only what differs."""
    then, now = (_loaded(each) if each else {} for each in (before, after))
    names = [name for name in {**then, **now} if then.get(name) != now.get(name) or not (then and now)]
    return _listed(then, names), _listed(now, names)


def _listed(said: Said, names: Iterable[str]) -> str:
    shown = (name for name in sorted(names) if said.get(name) not in (None, "", []) and name not in _UNSHOWN)
    return "; ".join(f"{name} {_value(name, said[name])}" for name in shown)


_UNSHOWN: Final = frozenset({"id", "produced_by"})


def _value(name: str, value: object) -> str:
    if name in {"mentions", "entries"} and isinstance(value, list):
        return str(len(value))
    return _amounts(value) if name in {"promised", "delivered", "outstanding"} else _plain(value)


def _amounts(value: object) -> str:
    return "; ".join(_amount(each) for each in value if isinstance(each, dict)) if isinstance(value, list) else ""


def _amount(amount: Said) -> str:
    low, high = amount.get("low"), amount.get("high")
    figure = str(low if high is None else high) if low == high or None in (low, high) else f"{low}–{high}"
    unit, what = str(amount.get("unit") or ""), str(amount.get("what") or "")
    what = "" if unit and unit in what.split() else what  # "850 troop", whose unit names the goods
    parts = (figure, unit, what, "each" if amount.get("each") else "")
    return f"{' '.join(str(part) for part in parts if part)} [{amount.get('origins')}]"


def _plain(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(map(_plain, value))
    if isinstance(value, dict):
        return " ".join(_plain(each) for each in value.values())
    return str(value)


def _loaded(content: str) -> dict[str, object]:
    found: dict[str, object] = json.loads(content)
    return found
