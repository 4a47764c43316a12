"""Elided things: what is delivered where the clause leaves it to the words before ("We will deliver in May")."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from onrecord.core.parse import Parse
from onrecord.core.records import Event, Item
from onrecord.core.vocabulary import EventType
from onrecord.language.tense import closed_class
from onrecord.meaning.events.nominals import NominalReader
from onrecord.meaning.events.nouns import CARRIERS
from onrecord.meaning.events.screening import Draft

_FAMILY: frozenset[EventType] = frozenset({"AID", "COOPERATE", "REQUEST"})
_NOT_DELIVERED = frozenset({"funds", "credit", "training", "personnel", "other"})


def with_elided(parse: Parse, nominals: NominalReader, drafts: Sequence[Draft], events: Sequence[Event]) -> list[Event]:
    """Return ``events`` (of ``drafts``) with the thing last told in those that only say that it is delivered."""
    found = list(events)
    for n, event in enumerate(events):
        if not event.items and event.type in ("AID", "COOPERATE") and _leaves_out(parse, nominals, drafts[n]):
            like = next(_before(found, n), None)
            if like is not None:
                thing = replace(like, text=event.trigger.of(parse.text), span=event.trigger, low=None, high=None)
                found[n] = replace(event, items=(replace(thing, unit=None, approx=None),))
    return found


def _leaves_out(parse: Parse, nominals: NominalReader, draft: Draft) -> bool:
    """Say whether a verb of delivering has no object, or one that only measures ("every tonne")."""
    candidate = draft.candidate
    verb = parse.tokens[candidate.token]
    if verb.pos != "VERB" or verb.lemma.lower() not in closed_class(parse.language, "delivering"):
        return False
    measures = closed_class(parse.language, "bare_measures")
    told = [i for slot in ("obj", "with", "of") for i in candidate.slots.get(slot, ())]
    return all(
        nominals.is_somebody(i) or nominals.is_place(i) or parse.tokens[i].lemma.lower() in measures for i in told
    )


def _before(events: Sequence[Event], at: int) -> Iterator[Item]:
    """Yield the goods told before the act at ``at``, the nearest first; what only brings them last."""
    goods = [
        i
        for n in range(at - 1, -1, -1)
        if events[n].type in _FAMILY
        for i in events[n].items
        if i.what and i.category not in _NOT_DELIVERED
    ]
    yield from (i for i in goods if i.category not in CARRIERS)
    yield from goods
