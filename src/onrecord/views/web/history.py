"""History: what became of an entry, step by step: what the machine recorded, joined and changed, and what persons
decided."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from onrecord.core.decisions import Decision
from onrecord.core.records import Entry
from onrecord.record.ledger.versions import Version

Kind = Literal["recorded", "merged", "joined", "left", "stage", "type", "origins", "conflicts"]
_CHANGED: Final[tuple[Kind, ...]] = ("stage", "type", "origins")


@dataclass(frozen=True, slots=True)
class Turn:
    """One change that the machine made. ``count`` are the mentions that it is about (or the conflicts there are now),
    ``before`` and ``after`` codes or figures, ``entry`` the other entry that became part of this one."""

    kind: Kind
    count: int = 0
    before: str = ""
    after: str = ""
    entry: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """What happened at one time (UTC, ISO 8601): a person's decision, or changes of the machine's."""

    made: str
    decision: Decision | None = None
    turns: tuple[Turn, ...] = ()


def history_of(entry: Entry, versions: Iterable[Version], decisions: Sequence[Decision]) -> list[Step]:
    """Return the steps of ``entry`` in time; ``versions`` are those of it and of the entries that it came from."""
    steps = [Step(decision.made, decision) for decision in decisions]
    last: dict[str, Mapping[str, object]] = {}
    for version in versions:
        said = {} if version.gone else _loaded(version.content)
        turns = tuple(_turns(entry, version.entry, last.get(version.entry, {}), said))
        last[version.entry] = said
        if turns:
            steps.append(Step(version.made, None, turns))
    return sorted(steps, key=lambda step: (step.made[:19], _rank(step)))


def _rank(step: Step) -> int:
    """Return the place among the steps of one second: what is decided comes after the entry, before what follows."""
    if any(turn.kind == "recorded" for turn in step.turns):
        return 0
    return 2 if step.decision is None else 1


def _turns(entry: Entry, key: str, before: Mapping[str, object], after: Mapping[str, object]) -> Iterator[Turn]:
    then, now = _listed(before, "mentions"), _listed(after, "mentions")
    if key != entry.id:
        if then and not now and set(then) & set(entry.mentions):
            yield Turn("merged", len(then), entry=key)
        return
    if not then and now:
        yield Turn("recorded", len(now))
        return
    for kind, some in (("joined", set(now) - set(then)), ("left", set(then) - set(now))):
        if some:
            yield Turn("joined" if kind == "joined" else "left", len(some))
    for name in _CHANGED:
        if now and before.get(name) != after.get(name):
            yield Turn(name, 0, str(before.get(name) or "?"), str(after.get(name) or "?"))
    if now and len(_listed(before, "conflicts")) != (count := len(_listed(after, "conflicts"))):
        yield Turn("conflicts", count)


def _listed(said: Mapping[str, object], name: str) -> list[str]:
    held = said.get(name)
    return [str(each) for each in held] if isinstance(held, list) else []


def _loaded(content: str) -> Mapping[str, object]:
    found: dict[str, object] = json.loads(content)
    return found
