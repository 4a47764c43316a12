"""Recalled things: what bare measures, numbers and sums hold, as the report tells it of the acts near by."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from onrecord.core.records import Event, Item
from onrecord.meaning.events.figures import is_currency
from onrecord.meaning.events.nouns import CARRIERS, UNNAMED

_MONEY = frozenset({"funds", "credit"})
_UNCOUNTED = _MONEY | {"training"}
_NO_THINGS = _UNCOUNTED | {"personnel"}
_NO_KIND = _NO_THINGS | {"other"}
_PAYING = frozenset({"fund", "lend", "invest"})
_THOUSAND = 1000
_BROAD = frozenset({"unit", "copy", "item", "piece", "device", "machine", "aircraft", "craft", "example", "object"})
"""Units of words that name no kind of thing."""
_SUMS = frozenset({UNNAMED, "funds"})
_GREAT = 1_000_000
_LONGEST_SIGN = 2


def recall(events: Sequence[Event], acts: Sequence[str]) -> list[Event]:
    """Return ``events`` (in the order of the text), whose core acts are ``acts``, with the items that only measure,
    count or pay ("50,000 tonnes each", "the cargo", "four of them") named after the nearest like item, those before
    first."""
    found = list(events)
    for n, (event, act) in enumerate(zip(events, acts, strict=True)):
        near = list(_nearest(found, n))
        items = tuple(_named(item, near, paying=act in _PAYING) for item in event.items)
        items = _once(tuple(_in_great(item, found, n) if _is_great(item) else item for item in items))
        found[n] = event if items == event.items else replace(event, items=items)
    return found


def _once(items: tuple[Item, ...]) -> tuple[Item, ...]:
    """Return ``items`` without such as say the same again, as where the parser took a number for a thing by itself."""
    kept: list[Item] = []
    for item in items:
        same = (i for i in kept if (i.what, i.low, i.high, i.unit) == (item.what, item.low, item.high, item.unit))
        if item.low is item.high is None or next(same, None) is None:
            kept.append(item)
    return tuple(kept) if len(kept) < len(items) else items


def _nearest(events: Sequence[Event], at: int) -> Iterator[Item]:
    """Yield the named items of the report, those of the act itself first, then those before it, then those after."""
    yield from (i for i in events[at].items if i.what != UNNAMED and i.category not in CARRIERS)
    for n in (*range(at - 1, -1, -1), *range(at + 1, len(events))):
        yield from (i for i in events[n].items if i.what != UNNAMED)


def _in_great(item: Item, events: Sequence[Event], at: int) -> Item:
    """Return a bare great number in the money or measure of the nearest told in such numbers ("the other 18 million",
    "nearly 90 billion")."""
    for n in (*range(at - 1, -1, -1), *range(at + 1, len(events))):
        for like in events[n].items:
            if like.unit is None or _is_noun(like.unit) or (like.low or like.high or 0) < _GREAT:
                continue
            if is_currency(like.unit):
                return replace(item, unit=like.unit)
            return replace(item, what=like.what, category=like.category, unit=like.unit)
    return item


def _named(item: Item, named: Sequence[Item], *, paying: bool) -> Item:
    """Return a bare ``item`` as what the first like one of ``named`` is, a bare number in its unit too.

    What is counted by a broad word ("three more units", "les deux appareils") is as bare.
    """
    if item.what != UNNAMED:
        return item
    if item.unit in _BROAD:
        found = _like(replace(item, unit=None), [i for i in named if i.unit not in _BROAD], paying=paying)
        return item if found.what == UNNAMED else replace(found, unit=found.unit or found.what.split(" ")[-1])
    found = _like(item, named, paying=paying)
    if found.what == UNNAMED and item.unit is not None and item.unit.isalpha() and item.category not in _NO_KIND:
        # "Four sets are expected": of the radars told of, which are equipment as sets are
        like = next((i for i in named if i.category == item.category and i.unit in (None, item.unit)), None)
        return item if like is None else replace(item, what=like.what)
    return found


def _like(item: Item, named: Sequence[Item], *, paying: bool) -> Item:
    """Return a bare ``item`` as what the first like one of ``named`` is."""
    if is_currency(item.unit):
        return replace(item, what="funds")
    counted = item.low is not None and item.unit is None
    if (counted and paying) or item.category in _NO_THINGS:
        # "It has paid four": of the millions promised
        pool = [i for i in named if i.category in _MONEY or item.category == i.category]
    else:
        # "Portugal will send 140 more": persons as well as things are counted
        barred = _UNCOUNTED if counted else _NO_THINGS
        pool = [i for i in named if i.category not in barred]
    like = next((i for i in pool if item.unit in (None, i.unit) and not (counted and i.unit is None)), None)
    like = like or next((i for i in pool if item.unit in (None, i.unit)), None)
    if like is None and counted:
        # "Had promised seven million; it has handed over four"
        like = next((i for i in named if i.category in _MONEY and i.unit is not None), None)
    if like is None:
        return item
    found = replace(item, what=like.what, category=like.category)
    if not counted or like.unit is None:
        return found
    scale = _scale(item, like) if is_currency(like.unit) else 1
    return replace(found, low=_times(item.low, scale), high=_times(item.high, scale), unit=like.unit)


def _is_great(item: Item) -> bool:
    """Say whether an item is a great number of which neither unit nor thing is told."""
    return item.unit is None and item.what in _SUMS and (item.low or item.high or 0) >= _GREAT


def _is_noun(unit: str | None) -> bool:
    """Say whether a unit is a counted noun, not money and no measure of UCUM."""
    return unit is not None and len(unit) > _LONGEST_SIGN and unit.replace(" ", "").isalpha() and unit.islower()


def _scale(item: Item, like: Item) -> int:
    """Return by what a bare number is to be multiplied that leaves out the millions told before ("seven million, of
    which it has paid four")."""
    told = like.low or like.high or 0
    scale = 1
    while (item.low or item.high or 0) < _THOUSAND <= told / scale:
        scale *= _THOUSAND
    return scale


def _times(number: float | None, scale: int) -> float | None:
    return None if number is None else number * scale


def more_exact(items: tuple[Item, ...], told: tuple[Item, ...]) -> tuple[Item, ...]:
    """Return the items that say more: those with figures before those without."""
    figures = any(i.low is not None or i.high is not None for i in items)
    if not items or (not figures and any(i.low is not None or i.high is not None for i in told)):
        return told
    return items
