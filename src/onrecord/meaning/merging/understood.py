"""Understood parts: who gives what to whom in a mention that leaves it unsaid, from what its report tells elsewhere.

"The vessels are to be delivered in 2027" names nobody; the sentence before it does. Where all that a report tells of
goods, or of the same goods, goes from one side to one other, a mention that names no more than these two is held to
tell of them. "We will deliver", "seven have come": of what, the nearest mention before it with the same sides says.
What the mention itself says is kept as it is; only merging and the following of promises read it so.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final, Protocol

from onrecord.core.records import Event, Item, Party
from onrecord.core.spans import Span
from onrecord.meaning.merging.goods import may_be_same
from onrecord.meaning.merging.tellings import GIVEN, REVERSED, noun, sides


class Mentions(Protocol):
    """What is asked of a ledger."""

    def events_of(self, reports: Iterable[str]) -> Iterator[Event]:
        """Yield the events of these reports."""
        ...


_NO: Final = Item("", Span(0, 0), "", "other")


def lacks_a_side(event: Event) -> bool:
    """Say whether ``event`` leaves unsaid who gives to whom: a side is missing, or one stands on both."""
    if event.type not in GIVEN:
        return False
    givers, receivers = sides(event)
    return not givers or not receivers or receivers <= givers or givers <= receivers


def completed(index: Mentions, events: Sequence[Event]) -> list[Event]:
    """Return ``events`` as they are understood; the mentions beside those that lack a part are looked up."""
    lacking = {event.report for event in events if lacks_a_side(event) or _lacks_goods(event)}
    if not lacking:
        return list(events)
    beside: defaultdict[str, list[Event]] = defaultdict(list)
    for event in index.events_of(lacking):
        beside[event.report].append(event)
    return [understood(event, beside[event.report]) for event in events]


def understood(event: Event, told: Sequence[Event]) -> Event:
    """Return ``event`` with both sides and with named goods, where it lacks them and ``told``, the mentions of its
    report, leave no doubt about them; else as it is."""
    whole = _with_sides(event, told) if lacks_a_side(event) else event
    return _with_goods(whole, told) if _lacks_goods(whole) else whole


def _lacks_goods(event: Event) -> bool:
    """Say whether ``event`` gives something and leaves unsaid what, or names it by its number alone."""
    gives = event.type == "AID" or (event.type in REVERSED and event.mode == "assist")
    return gives and not all(noun(item.what) for item in event.items or (_NO,))


def _with_goods(event: Event, told: Sequence[Event]) -> Event:
    before = [other for other in told if other.trigger.start < event.trigger.start and other.type in GIVEN]
    before = [other for other in before if other.type != "RETREAT" and _share_sides(event, other)]
    named = [[item for item in other.items if noun(item.what)] for other in sorted(before, key=_place)]
    goods = next((items for items in reversed(named) if items), [])
    if not event.items:
        bare = (replace(item, span=event.trigger, low=None, high=None, unit=None, approx=None) for item in goods)
        return replace(event, items=tuple(bare))
    return replace(event, items=tuple(item if noun(item.what) else _named(item, goods) for item in event.items))


def _named(item: Item, goods: Sequence[Item]) -> Item:
    """Return what is only counted ("seven of them") with the noun of the goods told before."""
    alike = [other for other in goods if item.category in {other.category, "other"}]
    return replace(item, what=alike[0].what, category=alike[0].category) if alike else item


def _share_sides(one: Event, other: Event) -> bool:
    (givers, receivers), (giving, receiving) = sides(one), sides(other)
    return bool(givers & giving) and bool(receivers & receiving)


def _place(event: Event) -> int:
    return event.trigger.start


def _with_sides(event: Event, told: Iterable[Event]) -> Event:
    near = [other for other in told if other.id != event.id and other.type in GIVEN and not lacks_a_side(other)]
    near = [other for other in near if (other.type == "RETREAT") == (event.type == "RETREAT")]
    named = frozenset[str]().union(*sides(event))
    alike = [other for other in near if named <= frozenset[str]().union(*sides(other)) and _may_turn(event, other)]
    same = [other for other in alike if _same_goods(event, other)]
    found = _only(same) or (_only(near) if _fits(event, named, near) else None)
    if found is None:
        return event
    givers, receivers = _parties(found, giving=True), _parties(found, giving=False)
    actors, recipients = (receivers, givers) if event.type in REVERSED else (givers, receivers)
    return replace(event, actors=actors, recipients=recipients)


def _may_turn(event: Event, other: Event) -> bool:
    """Say whether the sides of ``event``, where they stand the other way round than in ``other``, may be turned: not on
    the word of a request, in which whom somebody asks is the side most often misread, and not those of a request: who
    asks is told with it."""
    if event.type in REVERSED and not sides(event)[1] <= sides(other)[1]:
        return False
    if not sides(event)[0] and not sides(event)[1] <= sides(other)[1]:
        return False
    return other.type not in REVERSED or sides(event)[0] <= sides(other)[0]


def _fits(event: Event, named: frozenset[str], near: Sequence[Event]) -> bool:
    """Say whether the sides of any goods told nearby may be those of ``event``: nobody else is named in it, and who is
    named stands on the side where he would stand."""
    givers, receivers = sides(event)
    for other in near:
        giving, receiving = sides(other)
        if receivers <= givers and named == giving | receiving:
            continue
        if not givers <= giving or not (receivers <= receiving or receivers <= givers):
            return False
    return True


def _only(events: Sequence[Event]) -> Event | None:
    """Return one of ``events`` where most have the same sides, None where none do."""
    counted = Counter(sides(event) for event in events)
    if not counted:
        return None
    (best, times), *others = counted.most_common(2)
    if others and others[0][1] == times:
        return None
    return next(event for event in events if sides(event) == best)


def _same_goods(one: Event, other: Event) -> bool:
    shared = {item.category for item in one.items} & {item.category for item in other.items}
    return bool(shared - {"other"}) or any(
        may_be_same(noun(a.what), noun(b.what)) for a in one.items for b in other.items
    )


def _parties(event: Event, *, giving: bool) -> tuple[Party, ...]:
    return event.actors if giving != (event.type in REVERSED) else event.recipients
