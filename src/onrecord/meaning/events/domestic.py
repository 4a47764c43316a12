"""Domestic acts: which acts stay inside one state, and so out of the ledger (codebook, "What is an event")."""

from onrecord.core.parse import Parse
from onrecord.core.records import Event
from onrecord.core.spans import Span
from onrecord.core.vocabulary import EventType
from onrecord.meaning.events.candidates import Candidate
from onrecord.meaning.events.facing import countries
from onrecord.meaning.events.parties import Parties

_OUTWARD: frozenset[EventType] = frozenset(
    {
        "AID", "COOPERATE", "RETREAT", "SANCTION", "REQUEST", "REJECT",
        "COERCE", "ASSAULT", "MOBILIZE", "CONCEDE", "THREATEN", "PROTEST", "ACCUSE", "SUPPORT", "AGREE",
    }
)  # fmt: skip

_ARMED = frozenset({"REB", "SEP"})
_NAMING = _OUTWARD | {"CONSULT"}
_TRADED: frozenset[EventType] = frozenset({"AID", "COOPERATE"})
_MUCH = 0.3


def involved(event: Event) -> frozenset[str]:
    """Return the codes of all states and organisations that take part in ``event``; an armed group counts apart from
    the state in which it fights."""
    parties = (*event.actors, *event.recipients)
    return countries(parties) | {f"{p.country} {p.sector}" for p in parties if p.country and p.sector in _ARMED}


def is_domestic(parse: Parse, parties: Parties, event: Event, candidate: Candidate, share: float) -> bool:
    """Say whether an act stays inside one state.

    An act whose clause names another state bears on dealings between states ("pardoned three Iranian fishermen"). With
    one state known, an act of a kind that is done towards others counts where its report tells of dealings between
    states at all, or where a pact is its object. ``share`` is how much of the acts of the report are such dealings:
    where they are much of it, an act without known sides belongs to them ("opened fire on the convoy").
    """
    sides = involved(event)
    between_states = share > 0
    if len(sides) >= 2:
        return False
    if not sides:
        if share >= _MUCH and event.type not in _TRADED:
            return False
        # "The vessels are to be delivered in May": what is handed over where states deal with each other
        return not (between_states and event.type == "AID" and event.items)
    if event.type in _NAMING and len(sides | named(parse, parties, event, candidate)) >= 2:
        return False
    if event.type == "ACCUSE" and countries(event.actors) & countries(event.recipients):
        return True
    if event.type in ("CONSULT", "SUPPORT", "ACCUSE") and len(event.actors) + len(event.recipients) >= 2:
        return not between_states
    on_pact = any("pact" in classes for classes in candidate.classes)
    if event.type == "CONSULT" and between_states and candidate.chain.links and event.actors:
        # "Laos has offered to host the meeting", "postponed its visit": with those whom the report tells of
        return False
    if event.actors and any("abroad" in classes for classes in candidate.classes):
        return False
    return not (event.type in _OUTWARD and between_states) and not (event.type == "SANCTION" and on_pact)


def named(parse: Parse, parties: Parties, event: Event, candidate: Candidate) -> frozenset[str]:
    """Return the codes of the states and organisations that the clause of an act names, in whatever place."""
    clause = event.evidence
    if event.type == "THREATEN":
        # What is threatened for stands in the condition
        clause = parse.sentence_span(parse.tokens[candidate.token].sent)
    return codes_named(parse, parties, clause)


def codes_named(parse: Parse, parties: Parties, clause: Span) -> frozenset[str]:
    """Return the codes of the states and organisations that some words name, in whatever place."""
    found: set[str] = set()
    for token in parse.tokens_in(clause):
        if token.pos not in ("PROPN", "NOUN", "ADJ"):
            continue
        found |= countries(parties.parties(token.i))
        place = parties.place(token.i)
        if place is not None and place.country:
            found |= set(place.country.split("+"))
    return frozenset(found)
