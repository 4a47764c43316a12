"""Facing: towards whom an act is done whose own clause names nobody.

A careful reader finds him in this order: whoever did the act that the object means ("condemned the action", "welcomed
the deal"); the other side of the exchange that is going on, which is the one with whom the doer deals in the act told
nearest; the other of the two states that the report is about. A clause that names somebody, known or not ("called on
allies"), leaves nothing to understand.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from onrecord.core.making import record
from onrecord.core.records import Event, Party
from onrecord.core.vocabulary import EventType, Stage

_DEALINGS: frozenset[EventType] = frozenset({"AID", "COOPERATE", "RETREAT"})
_AGAINST: frozenset[EventType] = frozenset(
    {"ACCUSE", "COERCE", "ASSAULT", "MOBILIZE", "THREATEN", "SANCTION", "CONCEDE"}
)
_HOSTILE: frozenset[EventType] = frozenset({"ASSAULT", "MOBILIZE", "THREATEN"})
_REFUSABLE: frozenset[EventType] = frozenset({"REQUEST", "AID", "COOPERATE", "CONSULT", "THREATEN", "CONCEDE"})
# Of these all who take part are meant, of others only whoever does them.
_SHARED: frozenset[EventType] = frozenset({"SUPPORT", "AGREE", "COOPERATE", "CONSULT", "CONCEDE"})
_REACTIONS: frozenset[EventType] = frozenset({"ACCUSE", "REQUEST", "REJECT"})
# Acts whose doer has somebody before him, by their nature.
_EXCHANGE: frozenset[EventType] = frozenset(
    {"ACCUSE", "REQUEST", "REJECT", "THREATEN", "CONCEDE", "SANCTION", "COERCE"}
)
_TOLD: frozenset[EventType] = _EXCHANGE | _DEALINGS | {"ASSAULT"}
"""What is told to the one to whom it is done."""
_ADDRESSED: frozenset[EventType] = frozenset({"REQUEST", "SUPPORT", "THREATEN"})
_ADVERSE: frozenset[EventType] = frozenset(
    {"ACCUSE", "REQUEST", "REJECT", "THREATEN", "SANCTION", "COERCE", "ASSAULT", "MOBILIZE", "PROTEST", "CONCEDE"}
)
_ANSWERED: frozenset[EventType] = frozenset({"REQUEST", "REJECT", "CONCEDE", "CONSULT"})
_DEALT: frozenset[EventType] = frozenset({"CONSULT", "AGREE", "COOPERATE", "SUPPORT", "RETREAT"})
_TO_COME: frozenset[Stage] = frozenset({"pledged", "considered", "agreed"})
_REACH = 4
_NOBODY: frozenset[str] = frozenset()


@record
class Clue:
    """What the clause of an event says of whom it faces, without naming a state.

    ``sent`` is the number of its sentence. ``refers``: the types of act that its object may refer back to, empty for
    any ("the step"), None where it refers to none; ``promised`` whether only to what is yet to come ("the offer").
    ``filled``: somebody whose country is not known stands in the place
    of the recipient ("called on allies"); ``pronoun`` whether those who stand there are only told by a pronoun.
    ``told``: to whom the one who acts tells it ("told Y in July that it would close the border").
    """

    sent: int = 0
    refers: frozenset[EventType] | None = None
    filled: bool = False
    promised: bool = False
    pronoun: bool = False
    told: tuple[Party, ...] = ()


def countries(parties: Sequence[Party]) -> frozenset[str]:
    """Return the country codes of ``parties``, joined codes taken apart."""
    return frozenset([code for p in parties if p.country for code in p.country.split("+")]) if parties else _NOBODY


def towards(event: Event, act: str, events: Sequence[Event], at: int, clues: Sequence[Clue] = ()) -> Event:
    """Return ``event``, the one numbered ``at`` of ``events``, with whom it is done to where its surroundings tell.

    ``act`` is its core act, ``clues`` are those of all events.
    """
    clue = clues[at] if clues else Clue()
    if not event.actors or countries(event.recipients) or (event.recipients and not clue.pronoun):
        return event
    if clue.filled and event.type in _ADDRESSED:
        return event
    if clue.told and event.type in _TOLD:
        return replace(event, recipients=clue.told)
    if event.type == "PROTEST":
        return _against_whom(event, events, at)
    event = replace(event, recipients=())
    others = [*events[:at], *events[at + 1 :]]
    found = event
    if clue.refers is not None and event.type in ("SUPPORT", "ACCUSE", "REJECT"):
        found = _meant(event, clue, events, at, clues)
    if found.recipients:
        return found
    if event.type == "REQUEST" or (event.type == "SUPPORT" and act == "praise"):
        found = _facing(event, events, at)
    elif event.type == "REJECT":
        found = _declined(event, events, at)
    elif event.type not in _AGAINST or event.mode == "ceasefire":
        return event
    if not found.recipients and event.type == "REJECT":
        found = _answered(found, events, at)
    if not found.recipients and event.type in _EXCHANGE and event.mode != "assist" and clues:
        found = _in_exchange(found, events, at, clues)
    if not found.recipients:
        found = _other_side(found, others)
    return found if found.recipients or event.type != "ACCUSE" else _blamed(event, events, at)


def joined_by(event: Event, events: Sequence[Event], at: int, clues: Sequence[Clue]) -> Event:
    """Return talks of which one side alone is told with the other, the one with whom that side deals nearest."""
    if event.type != "CONSULT" or not clues or len(countries((*event.actors, *event.recipients))) != 1:
        return event
    found = _in_exchange(replace(event, actors=event.actors or event.recipients), events, at, clues)
    others = tuple(p for p in found.recipients if p not in event.recipients)
    return replace(event, actors=(*event.actors, *others)) if others else event


def _against_whom(event: Event, events: Sequence[Event], at: int) -> Event:
    """Let a protest that names nobody go on against whom the same people protest just before, else against the
    state at whose home it is."""
    mine = countries(event.actors)
    before = events[at - 1] if at else event
    if before.type == "PROTEST" and before.recipients and countries(before.actors) == mine:
        return replace(event, recipients=before.recipients)
    own = tuple(p for p in event.actors if p.country)
    return replace(event, recipients=own[:1]) if len(mine) == 1 else event


def _meant(event: Event, clue: Clue, events: Sequence[Event], at: int, clues: Sequence[Clue]) -> Event:
    """Let a reaction face whoever did the act that its object refers back to, the nearest of the kind before it.

    What is rejected was said to whoever rejects it, where any such act was.
    """
    mine = countries(event.actors)
    before = [n for n in range(at - 1, -1, -1) if clue.sent - clues[n].sent <= _REACH and _fits(events[n], clue)]
    if event.type == "REJECT":
        before.sort(key=lambda n: not countries(events[n].recipients) & mine)
    for n in before:
        other = events[n]
        doers = (*other.actors, *(other.recipients if other.type in _SHARED else ()))
        sides = tuple(p for p in doers if p.country and not countries([p]) & mine)
        if sides:
            return replace(event, recipients=sides)
    return event


def _fits(other: Event, clue: Clue) -> bool:
    """Say whether ``other`` may be the act that an object refers back to."""
    if clue.promised and other.stage not in _TO_COME:
        return False
    return other.type in clue.refers if clue.refers else other.type not in _REACTIONS


def _in_exchange(event: Event, events: Sequence[Event], at: int, clues: Sequence[Clue]) -> Event:
    """Let an act face the one state with whom its doer is at odds, else deals, in the nearest act before it, else
    after it."""
    near = [n for n in (*range(at - 1, -1, -1), *range(at + 1, len(events))) if _gap(clues, at, n) <= _REACH]
    kinds_of = (_ADVERSE, _DEALT) if event.type in _ANSWERED else (_ADVERSE,)
    for kinds in kinds_of:
        for n in near:
            opposite = _opposite(event, events[n]) if events[n].type in kinds else ()
            if opposite:
                return replace(event, recipients=opposite[:1])
    return event


def _gap(clues: Sequence[Clue], at: int, other: int) -> int:
    return abs(clues[at].sent - clues[other].sent)


def _opposite(event: Event, other: Event) -> tuple[Party, ...]:
    """Return the one state that stands in ``other`` on the other side of whoever does ``event``, or nothing."""
    mine = countries(event.actors)
    sides = countries(other.actors) | countries(other.recipients)
    if not mine & sides or len(sides - mine) != 1:
        return ()
    return tuple(p for p in (*other.actors, *other.recipients) if countries([p]) == sides - mine)


def _facing(event: Event, events: Sequence[Event], at: int) -> Event:
    """Let thanks, praise and requests face the one who acts towards the speaker elsewhere, where it is one alone."""
    mine = countries(event.actors)
    others = [events[n] for n in [*range(at - 1, -1, -1), *range(at + 1, len(events))]]
    givers = [
        o
        for o in others
        if o.type in _DEALINGS and o.actors and countries(o.recipients) & mine and not countries(o.actors) <= mine
    ]
    if event.type == "REQUEST" and len({c for o in givers for c in countries(o.actors)}) != 1:
        # Of several who help none is the one that was asked
        return event
    return replace(event, recipients=givers[0].actors) if givers else event


def _declined(event: Event, events: Sequence[Event], at: int) -> Event:
    """Let a refusal face whoever offered help just before ("a décliné l'offre")."""
    mine = countries(event.actors)
    for n in range(at - 1, max(at - 4, -1), -1):
        other = events[n]
        offered = other.type in ("AID", "COOPERATE") and other.stage in ("pledged", "considered")
        if offered and other.actors and not countries(other.actors) & mine:
            return replace(event, recipients=other.actors)
    return event


def _answered(event: Event, events: Sequence[Event], at: int) -> Event:
    """Let a refusal face whoever asked, offered, proposed or threatened something last before it."""
    mine = countries(event.actors)
    for n in range(at - 1, max(at - 4, -1), -1):
        other = events[n]
        theirs = countries(other.actors)
        refusable = other.type in _REFUSABLE and (not other.recipients or countries(other.recipients) & mine)
        if theirs and not theirs & mine and refusable:
            return replace(event, recipients=other.actors)
    return event


def _blamed(event: Event, events: Sequence[Event], at: int) -> Event:
    """Let blame without a name face whoever did the hostile act told last before it ("condemned the raid")."""
    mine = countries(event.actors)
    for n in range(at - 1, -1, -1):
        other = events[n]
        if other.type in _HOSTILE and other.actors and not countries(other.actors) & mine:
            return replace(event, recipients=other.actors)
    return event


def _other_side(event: Event, others: Sequence[Event]) -> Event:
    """Let an act face the other side where the report is about two states: no third is told of half as often."""
    mine = countries(event.actors)
    told = Counter(code for o in (event, *others) for code in countries(o.actors) | countries(o.recipients))
    ranked = told.most_common(3)
    pair = {code for code, _ in ranked[:2]}
    if len(mine) != 1 or len(pair) != 2 or not mine <= pair:
        return event
    if len(ranked) == 3 and 2 * ranked[2][1] > ranked[1][1]:
        return event
    for other in others:
        for parties in (other.actors, other.recipients):
            if countries(parties) == pair - mine:
                return replace(event, recipients=parties)
    return event
