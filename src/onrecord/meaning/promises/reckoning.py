"""Reckoning: how far a commitment has come, what was promised, what is reported delivered and what is outstanding.

Only figures in one unit for one kind of goods are compared. Nothing is counted twice: figures of one promise told in
several entries are the whole and its parts, so the greatest stands for the whole, and parts are added up only where
they are told apart (a first and a second instalment, each with a figure of its own).
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from onrecord.core.ids import make_id
from onrecord.core.quantities import Number
from onrecord.core.records import Amount, Commitment, Item
from onrecord.core.vocabulary import CommitmentState
from onrecord.meaning.merging.goods import MONEY
from onrecord.meaning.merging.tellings import ONGOING, REVERSED
from onrecord.meaning.promises.deeds import Deed

COMMITMENTS: Final = "commitments@11"
_HALTS: Final = frozenset({"suspended", "cancelled"})
_SPOKEN: Final = frozenset({"CONSULT", "SUPPORT", "AGREE"})
"""The types in which nothing is given: talks, and papers as such."""
_PARTS: Final = frozenset({str(n) for n in range(1, 20)} | {"more", "rest"})

type _Kind = tuple[str, str]


def make_commitment(deeds: Sequence[Deed]) -> Commitment:
    """Return the commitment that ``deeds``, in the order of what happened, are about."""
    promised = _totals([deed for deed in deeds if _is_promise(deed)])
    delivered = _totals([deed for deed in deeds if _is_delivery(deed)], promised)
    state = _state(deeds, promised, delivered)
    left = () if state in {"delivered", "cancelled"} else tuple(_outstanding(promised, delivered))
    return Commitment(
        id=make_id("commitment", deeds[0].id),
        entries=tuple(deed.id for deed in deeds),
        state=state,
        promised=promised,
        delivered=delivered,
        outstanding=left,
        halt=_halt(deeds),
        deadline=_deadline(deeds),
        produced_by=COMMITMENTS,
    )


def _is_promise(deed: Deed) -> bool:
    if deed.entry.type in _SPOKEN:
        return not deed.talks and not deed.denied  # a paper that is signed is agreed, whatever comes of it
    return deed.stage in {"pledged", "agreed"} and deed.entry.type not in REVERSED and not deed.denied


def _is_delivery(deed: Deed) -> bool:
    if deed.entry.type in _SPOKEN:
        return False
    return deed.stage in {"underway", "done"} and deed.entry.type not in REVERSED and not deed.denied


def _state(deeds: Sequence[Deed], promised: Sequence[Amount], delivered: Sequence[Amount]) -> CommitmentState:
    affirmed = [deed for deed in deeds if not deed.denied]
    refused = [d for d in affirmed if d.entry.type == "REJECT"]
    stopped = refused + [d for d in affirmed if d.stage == "cancelled" and d.entry.type not in REVERSED]
    done = [deed for deed in affirmed if _is_delivery(deed)]
    if stopped and max(d.moment for d in stopped) >= max((d.moment for d in done), default=""):
        return "cancelled"
    if done:
        return "delivered" if _is_whole(done, promised, delivered) else "part delivered"
    promises = [deed for deed in affirmed if _is_promise(deed)]
    if any(deed.stage == "agreed" or (deed.stage == "done" and deed.entry.type in _SPOKEN) for deed in promises):
        return "agreed"
    return "pledged" if promises else "asked"


def _is_whole(done: Sequence[Deed], promised: Sequence[Amount], delivered: Sequence[Amount]) -> bool:
    """Say whether all has come: nothing comparable is left, and something is told as carried out, not as a part."""
    if not any(deed.stage == "done" for deed in done):
        return False
    latest = max(done, key=lambda deed: deed.order)
    if latest.stage == "done" and "rest" in latest.sequels:
        return True  # "the last 1,300 tonnes have come"
    for whole in promised:
        for part in delivered:
            if _kind(whole) == _kind(part) and not whole.each and (part.high or part.low or 0) < (whole.low or 0):
                return False
    return True


def _totals(deeds: Sequence[Deed], promised: Sequence[Amount] = ()) -> tuple[Amount, ...]:
    """Return how much in all, by kind of goods and unit. What came in parts is no more than was ``promised``."""
    found: defaultdict[_Kind, list[tuple[Deed, Amount]]] = defaultdict(list)
    for deed in deeds:
        for amount in _amounts(deed):
            found[_kind(amount)].append((deed, amount))
    wholes = {_kind(amount): _size(amount) for amount in promised if not amount.each}
    return tuple(_total(found[kind], wholes.get(kind, 0)) for kind in sorted(found))


def _total(held: Sequence[tuple[Deed, Amount]], promised: Number) -> Amount:
    if _is_rest(held, promised):
        low, high = sum(a.low or 0 for _, a in held), sum(_size(a) for _, a in held)
        return replace(held[-1][1], low=low, high=high, origins=min(a.origins for _, a in held))
    parts = [amount for deed, amount in held if deed.sequels & _PARTS]
    whole = max((amount for _, amount in held), key=lambda amount: (_size(amount), amount.origins))
    if len(parts) > 1 and len({tuple(sorted(deed.sequels & _PARTS)) for deed, _ in held}) == len(held):
        low, high = sum(a.low or 0 for a in parts), sum(a.high or a.low or 0 for a in parts)
        if high > _size(whole):
            return replace(whole, low=low, high=high, origins=min(a.origins for a in parts))
    return whole


def _is_rest(held: Sequence[tuple[Deed, Amount]], promised: Number) -> bool:
    """Say whether the last of some deliveries is the rest of what the others brought a part of: "the last 1,300 tonnes"
    after 1,200 of 2,500. A figure that a sum of all is said to be ("so far") stands for itself."""
    marks = [deed.sequels for deed, _ in held]
    if len(held) < 2 or "rest" not in marks[-1] or any({"rest", "all"} & each for each in marks[:-1]):
        return False
    return "all" not in marks[-1] and sum(_size(amount) for _, amount in held) <= promised


def _amounts(deed: Deed) -> list[Amount]:
    """Return the figures of one deed, the least and greatest where its mentions differ."""
    found: defaultdict[_Kind, list[Item]] = defaultdict(list)
    for item in deed.items:
        if (item.low is not None or item.high is not None) and item.unit:
            found[_kind(item)].append(item)
    each = "each" in deed.sequels
    return [_amount(items, each=each, origins=deed.entry.origins or 1) for _, items in sorted(found.items())]


def _amount(items: Sequence[Item], *, each: bool, origins: int) -> Amount:
    lows = [item.low for item in items if item.low is not None]
    highs = [item.high for item in items if item.high is not None]
    first = items[0]
    high = max(highs) if len(highs) == len(items) else None
    return Amount(first.what, first.category, min(lows, default=None), high, first.unit, each, origins)


def _outstanding(promised: Iterable[Amount], delivered: Sequence[Amount]) -> Iterable[Amount]:
    came = {_kind(amount): amount for amount in delivered}
    for whole in promised:
        part = came.get(_kind(whole))
        if part is None:
            yield whole
            continue
        if whole.each or part.each:
            continue
        low = max(0, _number(whole.low, whole.high) - _number(part.high, part.low))
        high = max(0, _number(whole.high, whole.low) - _number(part.low, part.high))
        if high:
            # Of "at least so much" there is no saying how much more may come
            most = high if whole.high is not None else None
            yield replace(whole, low=low, high=most, origins=min(whole.origins, part.origins))


def _halt(deeds: Sequence[Deed]) -> str | None:
    going = [deed for deed in deeds if deed.stage in ONGOING - _HALTS and not deed.denied]
    latest = max((deed.moment for deed in going), default="")
    if any(deed.stage == "suspended" and deed.moment >= latest for deed in deeds if not deed.denied):
        return "suspended"
    return "denied" if any(deed.denied and deed.moment >= latest for deed in deeds) and not going else None


def _deadline(deeds: Sequence[Deed]) -> str | None:
    """Return the last time that a promise sets beyond the day on which it was told."""
    ahead = [
        (told.days[1], told.event.when)
        for deed in deeds
        if _is_promise(deed)
        for told in deed.tellings
        if told.days and told.report_days and told.event.when and told.days[1] > told.report_days[1]
    ]
    return max(ahead)[1] if ahead else None


def _kind(amount: Amount | Item) -> _Kind:
    """Return what is counted together: goods by category and unit, money of whatever kind by its currency."""
    return "funds" if amount.category in MONEY else amount.category, amount.unit or ""


def _size(amount: Amount) -> Number:
    return _number(amount.high, amount.low)


def _number(first: Number | None, second: Number | None) -> Number:
    return first if first is not None else second if second is not None else 0
