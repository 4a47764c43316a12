"""Keys: under which a mention is found by what may tell of the same act, and those under which it looks for others.

A key joins time, type and two parties: ``m2024-01|AID|BFA+RUS``. Time is a month (``m``), a year where the mention is
no more precise than that (``w``), the month of the report where the act has no time or is still to come (``u``), or
``n`` where nothing is known. What one mention looks for, the other, looking, finds too. Time stands first, so that what
is read and written together stands together in the index, however many years a ledger has.
"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import combinations, islice, product
from typing import Final

from onrecord.core.edtf import FIRST_DAY, LAST_DAY, bounds
from onrecord.core.making import record
from onrecord.core.records import Event
from onrecord.meaning.merging.dating import FEW_DAYS, PROMISES
from onrecord.meaning.merging.features import alike_types
from onrecord.meaning.merging.tellings import (
    ASKED,
    GIVEN,
    REVERSED,
    codes,
    known_pairs,
    pair_key,
    sides,
    understood_sides,
)

type Days = tuple[str, str]

_PRECISE: Final = 62
_MOST_YEARS: Final = 3
_MOST_SIDES: Final = 15
_NOBODY: Final = frozenset({"*", "-"})
PROMISED: Final = "c|"
"""What the keys of `promise_keys` begin with."""
_BACK: Final = 8
_LITTLE_BACK: Final = 2


@record
class Wanted:
    """What to look for: whole keys, and ends of keys, whatever their time, where the mention has no time at all."""

    keys: frozenset[str]
    endings: frozenset[str] = frozenset()


def kept_under(event: Event, published: str | None, *, accord: bool = False) -> frozenset[str]:
    """Return the keys under which ``event``, told by a report published then (EDTF), is found. ``accord`` says that it
    is of talks on a paper, or of its signature."""
    times = frozenset(_own_times(bounds(event.when), bounds(published)))
    found = {f"{time}|{event.type}|{who}" for who in _pairs(event) for time in times}
    return frozenset(found | {f"r|{event.report}|{event.type}"} | promise_keys(event, published, accord=accord))


def promise_keys(
    event: Event, published: str | None, years: int = 0, *, wanted: bool = False, accord: bool = False
) -> set[str]:
    """Return the keys under which ``event`` is found as a part of a commitment: the two parties, what is given, the
    year; with ``years``, those of so many years before and after too; where ``wanted``, those under which it looks for
    others. ``RUS>*`` is whom the one side gives to at all, ``RUS>-`` a gift to somebody who is not told. Of an
    ``accord`` who gives is not asked. Who asks for something that is not to be given, or refuses it, is not followed,
    and has no such key."""
    days = bounds(event.when) if FIRST_DAY not in (bounds(event.when) or (FIRST_DAY,)) else None
    moment = days or bounds(published)
    if moment is None:
        return set()
    year = int(moment[0][:4])
    spoken = set[str]()
    if accord:
        both = (pair_key(*pair) for pair in combinations(sorted(codes((*event.actors, *event.recipients))), 2))
        spoken = {f"c|{y}|{who}|accord" for who in islice(both, _MOST_SIDES) for y in _around(year, years)}
    if event.type not in GIVEN or (event.type in REVERSED and event.mode not in ASKED):
        return spoken
    goods = {"RETREAT"} if event.type == "RETREAT" else {item.category for item in event.items}
    if event.type == "REQUEST" and event.mode == "yield":
        goods = {"RETREAT"}
    givers, receivers = sides(event)
    found = list(product(sorted(givers), sorted(receivers)))[:_MOST_SIDES]
    pairs = {pair_key(*pair) for pair in found if pair[0] != pair[1]}
    whole = bool(givers and receivers)
    for other in ("-" if whole == wanted else "*", *(("-",) if wanted and not whole else ())):
        pairs |= {f"{giver}>{other}" for giver in sorted(givers)[:_MOST_SIDES]}
        pairs |= {f"{other}>{receiver}" for receiver in sorted(receivers)[:_MOST_SIDES]}
    return spoken | {f"c|{y}|{who}|{what}" for who in pairs for what in goods for y in _around(year, years)}


def _around(year: int, years: int) -> range:
    return range(year - years, year + years + 1)


def told_sides(keys: Iterable[str]) -> tuple[frozenset[str], frozenset[str]] | None:
    """Return who gives and who receives in a mention that stands under ``keys``, those of `promise_keys`; None where
    they do not tell, or not of all."""
    pairs = [key.split("|")[2].partition(">") for key in keys]
    givers = {giver for giver, mark, _ in pairs if mark and giver not in _NOBODY}
    receivers = {receiver for _, mark, receiver in pairs if mark and receiver not in _NOBODY}
    if not (givers or receivers) or max(len(givers), len(receivers)) >= _MOST_SIDES:
        return None
    return frozenset(givers), frozenset(receivers)


def looked_up(event: Event, published: str | None, relatives: Iterable[str] = ()) -> Wanted:
    """Return the keys under which mentions stand that may tell the same act as ``event``.

    ``relatives`` are the reports of the same origin, and the event's own.
    """
    types = [event.type, *(other for one, other in alike_types() if one == event.type)]
    # Any other party is looked for only where this one is not known: those who have to do with one state at all are
    # many, and two acts whose parties are all known and differ are two (`scoring`).
    whom = (known_pairs(event) or _pairs(event)) | _partial_pairs(event)
    times = _other_times(event, bounds(event.when), bounds(published))
    near = {f"r|{report}|{type}" for report in {event.report, *relatives} for type in types}
    if times is None:
        return Wanted(frozenset(near), frozenset(f"|{t}|{who}" for t in types for who in whom))
    return Wanted(frozenset(f"{time}|{t}|{who}" for t in types for who in whom for time in times) | near)


def _pairs(event: Event) -> frozenset[str]:
    """Return the pairs of parties, ``-`` for one that is not known, and every party with ``*`` for any other."""
    sides = sorted(codes((*event.actors, *event.recipients)))[:_MOST_SIDES]
    pairs = known_pairs(event)
    if not pairs or any(understood_sides(event)):
        pairs |= {pair_key(side, "-") for side in sides}
    return frozenset(pairs | {f"{side}+*" for side in sides}) or frozenset({"-+-"})


def _partial_pairs(event: Event) -> frozenset[str]:
    """Return the pairs under which mentions stand that name only one of the two parties."""
    sides = sorted(codes((*event.actors, *event.recipients)))[:_MOST_SIDES]
    return frozenset(pair_key(side, "-") for side in sides)


def _own_times(act: Days | None, told: Days | None) -> Iterator[str]:
    if act is not None and FIRST_DAY not in act and LAST_DAY not in act:
        if _length(act) <= _PRECISE:
            yield from (f"m{month}" for month in _months(*act))
        else:
            yield from (f"w{year}" for year in _years(act))
    elif told is None:
        yield "n"
    if told is not None and (act is None or FIRST_DAY in act or LAST_DAY in act or act[0] > told[1]):
        yield f"u{told[0][:7]}"


def _other_times(event: Event, act: Days | None, told: Days | None) -> list[str] | None:
    """Return the times of what may be the same act; None where nothing is known of this one's."""
    back = _BACK if event.type in PROMISES else _LITTLE_BACK
    known = act if act is not None and FIRST_DAY not in act and LAST_DAY not in act else None
    if known is None and told is None:
        return None
    times = ["n"]
    if known is not None:
        begin, end = _moved(known[0], -FEW_DAYS), _moved(known[1], FEW_DAYS)
        times += [f"m{month}" for month in _months(begin, end)][: 12 * _MOST_YEARS]
        times += [f"w{year}" for year in _years(known)]
        times += [f"u{month}" for month in _months(_shifted(known[0], -1), _shifted(known[1], back))][
            : 12 * _MOST_YEARS
        ]
    if told is not None and (known is None or known[0] > told[1]):
        around = _months(_shifted(told[0], -back), _shifted(told[0], back))
        times += [f"u{month}" for month in around]
        # Who promises for a day to come may be told later to have promised on this one.
        times += [f"m{month}" for month in _months(_moved(told[0], -FEW_DAYS), _moved(told[1], FEW_DAYS))]
        times += [f"w{year}" for year in _years(told)]
        if known is None:
            times += [f"m{month}" for month in _months(_shifted(told[0], -back), _shifted(told[0], 1))]
            times += [f"w{year}" for year in _years((_shifted(told[0], -back), told[1]))]
    return times


def _months(first: str, last: str) -> list[str]:
    year, month = int(first[:4]), int(first[5:7])
    found: list[str] = []
    while (key := f"{year:04}-{month:02}") <= last[:7] and len(found) < 12 * _MOST_YEARS:
        found.append(key)
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return found


def _years(days: Days) -> list[str]:
    return [f"{year:04}" for year in range(int(days[0][:4]), int(days[1][:4]) + 1)][:_MOST_YEARS]


def _shifted(day: str, months: int) -> str:
    count = max(12, int(day[:4]) * 12 + int(day[5:7]) - 1 + months)
    return f"{count // 12:04}-{count % 12 + 1:02}-01"


def _moved(day: str, days: int) -> str:
    try:
        return (date.fromisoformat(day) + timedelta(days)).isoformat()
    except OverflowError:
        return day


def _length(days: Days) -> int:
    return (date.fromisoformat(days[1]) - date.fromisoformat(days[0])).days + 1
