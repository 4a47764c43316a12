"""The past: which of the entries that stood at a time a reader asks for, by what is kept of each version."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Final, get_args

from onrecord.core.errors import LedgerError
from onrecord.core.vocabulary import Category
from onrecord.record.database.folding import fold
from onrecord.record.ledger import EntryFilter, Sort, Who

_ASKED: Final = ("type", "stage", "tier", "actor", "recipient", "item", "since", "until", "origins", "conflict")
"""The filters that can be asked of the past: of other fields no earlier value is kept."""
_COUNTED: Final = ("type", "stage", "tier", "who", "whom", "what", "origins", "conflict", "year")
_LAST: Final = "~"


@dataclass(frozen=True, slots=True)
class Then:
    """What an entry said at a time: states by code (``who``, ``whom``), goods by noun (``what``), the first day."""

    id: str
    type: str
    stage: str
    tier: str
    origins: int
    who: tuple[str, ...]
    whom: tuple[str, ...]
    what: tuple[str, ...]
    day: str
    conflict: tuple[str, ...]
    """The fields in which origins disagreed."""


def stood(known: Mapping[str, str], wanted: EntryFilter, sort: Sort = "day") -> list[Then]:
    """Return those of the entries ``known`` (what each said, as JSON, by id) that ``wanted`` lets through, in order.

    Raises LedgerError where something is asked for of which no earlier value is kept.
    """
    _refuse(wanted, sort)
    found = [then for key, content in known.items() if _meets(then := _read(key, content), wanted)]
    back = sort.startswith("-")
    if sort.removeprefix("-") == "origins":
        return sorted(found, key=lambda then: (then.origins, then.day or _LAST, then.id), reverse=back)
    return sorted(found, key=lambda then: (then.day or _LAST, then.id), reverse=back)


def counted(found: Iterable[Then]) -> dict[str, list[tuple[str, int]]]:
    """Return for each field its values with how many of the entries ``found`` have each, the most frequent first."""
    counts: dict[str, Counter[str]] = {name: Counter() for name in _COUNTED}
    for then in found:
        for name in _COUNTED:
            counts[name].update(_values(then, name))
    return {name: sorted(held.items(), key=lambda each: (-each[1], each[0])) for name, held in counts.items()}


def _values(then: Then, name: str) -> tuple[str, ...]:
    if name == "year":
        return (then.day[:4],) if then.day else ()
    if name == "conflict":
        return (*then.conflict, "any") if then.conflict else ("none",)
    value = getattr(then, name)
    return value if isinstance(value, tuple) else (str(value),)


def _read(key: str, content: str) -> Then:
    said = json.loads(content)
    return Then(
        id=key,
        type=said["type"],
        stage=said["stage"],
        tier=said["tier"],
        origins=said["origins"] or 0,
        who=tuple(said.get("who") or ()),
        whom=tuple(said.get("whom") or ()),
        what=tuple(said.get("what") or ()),
        day=said.get("day") or "",
        conflict=tuple(each["field"] for each in said["conflicts"]),
    )


def _refuse(wanted: EntryFilter, sort: Sort) -> None:
    unknown = [f.name for f in fields(wanted) if getattr(wanted, f.name) is not None and f.name not in _ASKED]
    unknown += [name for name in ("actor", "recipient") if (who := getattr(wanted, name)) is not None and not who.codes]
    if set(_several(wanted.item)) & set(get_args(Category)):
        unknown.append("item")
    if sort.endswith("reported"):
        unknown.append("sort")
    if unknown:
        raise LedgerError(
            "past.unkept",
            f"The past cannot be asked by {unknown[0]} so: no earlier values of it are kept.",
            "Ask by type, stage, tier, country, noun, day, origins or conflict.",
        )


def _meets(then: Then, wanted: EntryFilter) -> bool:
    codes = ((then.type, wanted.type), (then.stage, wanted.stage), (then.tier, wanted.tier))
    return (
        all(asked is None or value in _several(asked) for value, asked in codes)
        and all(_is(held, who) for held, who in ((then.who, wanted.actor), (then.whom, wanted.recipient)))
        and (wanted.item is None or any(_holds(noun, each) for noun in then.what for each in _several(wanted.item)))
        and (wanted.since is None or then.day >= wanted.since)
        and (wanted.until is None or "" < then.day <= wanted.until)
        and (wanted.origins is None or then.origins >= wanted.origins)
        and (wanted.conflict is None or wanted.conflict in _values(then, "conflict"))
    )


def _is(held: Iterable[str], who: Who | None) -> bool:
    return who is None or bool(set(held) & set(who.codes))


def _holds(noun: str, words: str) -> bool:
    return f" {fold(words)} " in f" {fold(noun)} "


def _several(values: str | tuple[str, ...] | None) -> tuple[str, ...]:
    return (values,) if isinstance(values, str) else values or ()
