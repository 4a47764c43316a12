"""Understood parties: who gives and who receives where a clause leaves it to the words before.

"The grain would arrive within three months": giver and receivers are those of the last act of the same family with the
same kind of item; without one, those of the pair that the report is mostly about.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from onrecord.core.records import Event, Party
from onrecord.core.vocabulary import EventType
from onrecord.meaning.events.facing import Clue, countries, joined_by, towards
from onrecord.meaning.events.recalled import recall

_FAMILY: frozenset[EventType] = frozenset({"AID", "COOPERATE", "RETREAT"})
_OFTEN = 3
_NEXT = 2
_TOGETHER: frozenset[EventType] = frozenset({"SUPPORT", "COOPERATE", "AGREE", "CONSULT"})
_HANDING = frozenset({"transfer", "depart", "arrive", "receive"})


def complete(
    events: Sequence[Event], acts: Sequence[str], named: Sequence[tuple[Party, int]] = (), clues: Sequence[Clue] = ()
) -> list[Event]:
    """Return ``events`` (in the order of the text) with missing actors and recipients taken from their like.

    ``acts`` are their core acts: what is handed over after it was sold is a trade, not a gift. ``named`` are the states
    that the report names, each as first named, with how often; ``clues`` what the clause of each event says of whom it
    faces.
    """
    found = _trade(recall(events, acts), acts)
    needy = _in_need(found, named)
    found = [_with_same_thing(event, found) for event in found]
    for n, event in enumerate(found):
        if event.type in _FAMILY:
            found[n] = _from_like(event, found, n)
    for n, event in enumerate(found):
        if event.type == "AID" and clues and event.actors and not event.recipients:
            found[n] = _to_partner(event, found, n, clues)
    pair = _main_pair(found)
    for n, event in enumerate(found):
        if event.type in _FAMILY and pair is not None:
            found[n] = _from_pair(event, *pair)
    receiver = _main_receiver(found, named) or needy
    for n, event in enumerate(found):
        if event.type == "AID" and event.actors and not event.recipients and receiver is not None:
            found[n] = _filled(event, event.actors, receiver)
    giver = _main_giver(found)
    for n, event in enumerate(found):
        if event.type == "AID" and event.recipients and not event.actors and giver is not None:
            found[n] = _filled(event, giver, event.recipients)
    for n, event in enumerate(found):
        if event.type in _FAMILY and clues and not (event.actors or event.recipients):
            found[n] = _as_before(event, found, n, clues)
    for n, (event, act) in enumerate(zip(found, acts, strict=True)):
        found[n] = joined_by(towards(event, act, found, n, clues), found, n, clues)
    found = [_parted(e, found) if e.type == "AID" and not e.recipients else e for e in found]
    return [_marked(event, before) for event, before in zip(found, events, strict=True)]


def _with_same_thing(event: Event, events: Sequence[Event]) -> Event:
    """Give an act that names nobody the sides of another with the very same thing ("will get radars paid for with a
    grant")."""
    if event.type not in _FAMILY or event.actors or event.recipients:
        return event
    spans = {i.span for i in event.items}
    for other in events:
        if other is not event and other.type in _FAMILY and not spans.isdisjoint(i.span for i in other.items):
            return replace(event, actors=other.actors, recipients=other.recipients)
    return event


def _to_partner(event: Event, events: Sequence[Event], at: int, clues: Sequence[Clue]) -> Event:
    """Let help go to the partner in the pact or talks of two told just before ("A and B signed an accord. Under it A
    will pay")."""
    mine = countries(event.actors)
    for n in range(at - 1, -1, -1):
        other = events[n]
        if clues[at].sent - clues[n].sent > _NEXT:
            break
        both = countries((*other.actors, *other.recipients))
        if other.type in _TOGETHER and len(both) == 2 and len(mine) == 1 and mine < both:
            return replace(event, recipients=tuple(p for p in other.actors if countries([p]) == both - mine))
    return event


def _parted(event: Event, events: Sequence[Event]) -> Event:
    """Tell giver from receiver of what both have signed ("A and B signed a loan"), as the report's other acts between
    the two have them."""
    both = countries(event.actors)
    if len(both) != 2 or len(event.actors) != 2:
        return event
    ways = {
        (countries(o.actors), countries(o.recipients))
        for o in events
        if o.type in _FAMILY and countries(o.actors) | countries(o.recipients) == both
    }
    ways = {(a, r) for a, r in ways if len(a) == len(r) == 1}
    if len(ways) != 1:
        return event
    giver, _ = ways.pop()
    actors = tuple(p for p in event.actors if countries([p]) == giver)
    return replace(event, actors=actors, recipients=tuple(p for p in event.actors if p not in actors))


def _as_before(event: Event, events: Sequence[Event], at: int, clues: Sequence[Clue]) -> Event:
    """Let an act that names nobody ("the money will be paid out in May") have the sides of the one told just before."""
    for n in range(at - 1, -1, -1):
        other = events[n]
        if clues[at].sent - clues[n].sent > _NEXT:
            break
        if other.type in _FAMILY and other.actors and other.recipients:
            return _filled(event, other.actors, other.recipients)
    return event


def _marked(event: Event, before: Event) -> Event:
    """Return ``event`` with the parties that its own clause did not give (as ``before`` has them) marked as
    understood."""
    told = (*before.actors, *before.recipients)

    def marked(parties: Sequence[Party]) -> tuple[Party, ...]:
        return tuple(p if p in told else replace(p, basis="understood") for p in parties)

    if event.actors == before.actors and event.recipients == before.recipients:
        return event
    return replace(event, actors=marked(event.actors), recipients=marked(event.recipients))


def _in_need(events: Sequence[Event], named: Sequence[tuple[Party, int]]) -> tuple[Party, ...] | None:
    """Return the state that a report of help is about: the one named by far the most that gives nothing itself.

    What it asks for counts as naming it thrice.
    """
    helping = [e for e in events if e.type == "AID" and e.actors]
    givers = {code for e in helping for code in countries(e.actors)}
    asked = Counter(code for e in events if e.type == "REQUEST" for code in countries(e.actors))
    told = [(count + 3 * asked[p.country or ""], p) for p, count in named if p.country not in givers]
    told.sort(key=lambda pair: -pair[0])
    if not helping or not told or told[0][0] < _OFTEN:
        return None
    second = told[1][0] if len(told) > 1 else 0
    return (told[0][1],) if told[0][0] >= 1.5 * second else None


def _trade(events: list[Event], acts: Sequence[str]) -> list[Event]:
    """Code the delivery of sold goods as the trade that it completes (codebook, Types)."""
    found = []
    sold: list[Event] = []
    for event, act in zip(events, acts, strict=True):
        if act in ("sell", "buy") and event.type == "COOPERATE":
            sold.append(event)
        elif event.type == "AID" and act in _HANDING and any(_completes(event, s) for s in sold):
            event = replace(event, type="COOPERATE")
        found.append(event)
    return found


def _completes(event: Event, sale: Event) -> bool:
    """Say whether ``event`` hands over what ``sale`` sold: like goods, or a bare measure, from the same side."""
    alike = not event.items or bool(_categories(event) & _categories(sale)) or not sale.items
    sellers = countries(sale.actors)
    return alike and (not event.actors or not sellers or bool(countries(event.actors) & sellers))


def _categories(event: Event) -> frozenset[str]:
    return frozenset(i.what if i.category == "other" else i.category for i in event.items)


def _from_like(event: Event, events: Sequence[Event], at: int) -> Event:
    """Take the missing side from the nearest act of the family with a like item, those before it first."""
    if event.actors and event.recipients:
        return event
    order = [*range(at - 1, -1, -1), *range(at + 1, len(events))]
    for n in order:
        other = events[n]
        if other.type not in _FAMILY or not other.actors or not other.recipients:
            continue
        alike = _categories(event) & _categories(other) or (not event.items and other.type == event.type)
        if alike and _agree(event, other.actors, other.recipients):
            return _filled(event, other.actors, other.recipients)
    return event


def _agree(event: Event, actors: tuple[Party, ...], recipients: tuple[Party, ...]) -> bool:
    """Say whether the side that ``event`` has is that of the other act, or at least not its opposite."""
    if event.actors:
        mine = countries(event.actors)
        return bool(mine & countries(actors)) or not mine
    if event.recipients:
        mine = countries(event.recipients)
        return not mine & countries(actors)
    return True


def _filled(event: Event, actors: tuple[Party, ...], recipients: tuple[Party, ...]) -> Event:
    kept = event.actors or tuple(p for p in actors if not _same(p, event.recipients))
    others = event.recipients or tuple(p for p in recipients if not _same(p, kept))
    return replace(event, actors=kept, recipients=others)


def _same(party: Party, others: Sequence[Party]) -> bool:
    return bool(countries([party]) & countries(others))


def _main_pair(events: Sequence[Event]) -> tuple[tuple[Party, ...], tuple[Party, ...]] | None:
    """Return giver and receiver of the pair of countries that most acts of the family are between, if one leads."""
    pairs: Counter[tuple[frozenset[str], frozenset[str]]] = Counter()
    words: dict[tuple[frozenset[str], frozenset[str]], tuple[tuple[Party, ...], tuple[Party, ...]]] = {}
    for event in events:
        key = (countries(event.actors), countries(event.recipients))
        if event.type in _FAMILY and all(key):
            pairs[key] += 1
            words.setdefault(key, (event.actors, event.recipients))
    ranked = pairs.most_common(2)
    if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
        return None
    return words[ranked[0][0]]


def _main_receiver(events: Sequence[Event], named: Sequence[tuple[Party, int]]) -> tuple[Party, ...] | None:
    """Return the one to whom nearly all acts of the family go, whoever gives: many helpers, one stricken state.

    What a state asks for counts as going to it, where it asks for help or the report is mostly about it.
    """
    most = max((count for _, count in named), default=0)
    main = frozenset(p.country for p, count in named if 2 * count >= most)
    votes: Counter[str] = Counter()
    words: dict[str, tuple[Party, ...]] = {}
    for event in events:
        to = event.recipients if event.type in _FAMILY else event.actors if event.type == "REQUEST" else ()
        codes = countries(to)
        if event.type == "REQUEST" and event.mode != "assist" and not codes <= main:
            continue
        if len(codes) == 1:
            code = next(iter(codes))
            votes[code] += 1
            words.setdefault(code, to)
    if not votes:
        return None
    first, count = votes.most_common(1)[0]
    return words[first] if count > 0.6 * votes.total() else None


def _main_giver(events: Sequence[Event]) -> tuple[Party, ...] | None:
    """Return the one from whom nearly all help comes."""
    votes = Counter(code for e in events if e.type == "AID" for code in countries(e.actors))
    if not votes or votes.most_common(1)[0][1] <= 0.6 * votes.total():
        return None
    first = votes.most_common(1)[0][0]
    return next(e.actors for e in events if first in countries(e.actors))


def _from_pair(event: Event, actors: tuple[Party, ...], recipients: tuple[Party, ...]) -> Event:
    if event.actors and event.recipients:
        return event
    return _filled(event, actors, recipients) if _agree(event, actors, recipients) else event
