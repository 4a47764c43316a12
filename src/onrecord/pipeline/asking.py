"""From what a user asks to what the store is asked: codes, days and names."""

import re
from typing import Final, get_args

from onrecord.core.edtf import bounds
from onrecord.core.errors import LedgerError
from onrecord.core.vocabulary import CONTEXTS, CommitmentState, EventType, Stage, Tier
from onrecord.record.ledger import EntryFilter, StatementFilter, Who

_CODES: Final[dict[str, tuple[str, ...]]] = {
    "type": get_args(EventType),
    "stage": get_args(Stage),
    "tier": get_args(Tier),
    "state": get_args(CommitmentState),
    "context": CONTEXTS,
}
_MADE: Final = ("actor", "recipient", "since", "until", "origins")
_PLAIN: Final = ("item", "outlet", "language", "text", "report", "conflict", "first")
_CODE = re.compile(r"[A-Z]{3}")


def entry_filter(**asked: str | int | None) -> EntryFilter:
    """Return the filter that a user means by ``asked``; what is None or empty is not asked for.

    ``type``, ``stage``, ``tier``, ``context``, ``state`` (of the commitment) are codes, ``language`` a BCP 47 code,
    several parted by commas; ``actor`` and ``recipient`` a country's code or name or part of a party's name; ``item``
    a category or words of a noun; ``outlet`` part of a name; ``since`` and ``until`` EDTF dates, both included;
    ``text`` words that the evidence must hold, phrases in double quotes; ``origins`` the least number of independent
    origins; ``conflict`` the field in which origins disagree, ``any`` or ``none``; ``report`` a report's id;
    ``first`` the name of an outlet that told it first.
    Raises LedgerError where a filter is unknown or has a value that it cannot have.
    """
    given = {name: str(value).strip() for name, value in asked.items() if value is not None and str(value).strip()}
    if unknown := given.keys() - {*_CODES, *_MADE, *_PLAIN}:
        known = ", ".join(sorted({*_CODES, *_MADE, *_PLAIN}))
        raise LedgerError("filter.unknown", f"There is no filter {min(unknown)!r}.", f"Use one of: {known}.")
    several = {name: _codes(name, given[name], known) for name, known in _CODES.items() if name in given}
    return EntryFilter(
        type=several.get("type"),
        stage=several.get("stage"),
        actor=who(given.get("actor")),
        recipient=who(given.get("recipient")),
        since=first_day(given.get("since")),
        until=last_day(given.get("until")),
        text=given.get("text"),
        report=given.get("report"),
        tier=several.get("tier"),
        item=given.get("item"),
        outlet=given.get("outlet"),
        context=several.get("context"),
        language=given.get("language"),
        state=several.get("state"),
        origins=_number("origins", given.get("origins")),
        conflict=given.get("conflict"),
        first=given.get("first"),
    )


def statement_filter(
    *,
    speaker: str | None = None,
    about: str | None = None,
    since: str | None = None,
    until: str | None = None,
    report: str | None = None,
) -> StatementFilter:
    """Return the filter that a user means: ``speaker`` is a country's code or name or part of a name, ``about`` words
    of what is said, ``since`` and ``until`` EDTF dates between which the report was published.

    Raises LedgerError where a date is none.
    """
    return StatementFilter(who(speaker), about, first_day(since), last_day(until), report)


def _codes(field: str, value: str, known: tuple[str, ...]) -> tuple[str, ...]:
    """Return the codes of ``known`` that ``value`` names, whatever their case; several are parted by commas."""
    spelt = {each.lower(): each for each in known}
    asked = [each.strip().lower() for each in value.split(",") if each.strip()]
    for each in asked:
        if each not in spelt:
            raise LedgerError("filter.code", f"There is no {field} {each!r}.", f"Use one of: {', '.join(known)}.")
    return tuple(spelt[each] for each in asked)


def _number(field: str, value: str | None) -> int | None:
    if value is None:
        return None
    if not value.isdecimal():
        raise LedgerError("filter.number", f"{field} {value!r} is no number.", "Give a whole number from 0 up.")
    return int(value)


def first_day(value: str | None) -> str | None:
    """Return the first day that the EDTF date ``value`` may mean. Raises LedgerError where it is no date."""
    return None if value is None else _days(value)[0]


def last_day(value: str | None) -> str | None:
    """Return the last day that the EDTF date ``value`` may mean. Raises LedgerError where it is no date."""
    return None if value is None else _days(value)[1]


def who(value: str | None) -> Who | None:
    """Return whom ``value`` names: a code as it stands, else the words and the country or body that they stand for."""
    if value is None:
        return None
    if _CODE.fullmatch(value):
        return Who(value, (value,))
    from onrecord.language.lexicons import languages
    from onrecord.meaning.entities import resolve_actor  # loads the gazetteer

    found = (resolve_actor(value, language=language)[0] for language in languages())
    return Who(value, tuple(dict.fromkeys(c for country in found if country for c in country.split("+"))))


def _days(value: str) -> tuple[str, str]:
    found = bounds(value)
    if found is None:
        raise LedgerError("filter.date", f"{value!r} is no date.", "Write it as 2024, 2024-05 or 2024-05-31.")
    return found
