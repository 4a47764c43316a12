"""Opposing: acts that somebody does not let happen, or would not do though it was wanted.

"Will not let the ships leave" restricts, "neither would sign" refuses; neither is the act itself denied.
"""

from dataclasses import replace

from onrecord.core.parse import Parse
from onrecord.core.records import Event
from onrecord.core.vocabulary import EventType, Stage
from onrecord.meaning.events.candidates import Candidate
from onrecord.meaning.events.coding import fits_stage, wrapped
from onrecord.meaning.events.staging import Staging
from onrecord.meaning.events.unlisted import PLAIN

_ADVERSE: frozenset[EventType] = frozenset({"REJECT", "SANCTION", "COERCE"})
Coding = tuple[EventType, str | None, Stage, Staging]
"""Type, mode and stage of an act, and how the stage was read."""
_OF_WORDS: frozenset[EventType] = frozenset({"REQUEST", "REJECT", "ACCUSE", "SUPPORT", "AGREE", "THREATEN", "CONSULT"})
_HOSTILE: frozenset[EventType] = frozenset({"SANCTION", "COERCE", "ASSAULT", "MOBILIZE", "PROTEST"})


def opposed(parse: Parse, candidate: Candidate, coding: Coding) -> Coding:
    """Return ``coding`` as one who stands against the act makes it, else as it is."""
    type_, _, stage, staging = coding
    affirmed = replace(staging, polarity="affirmed", polarity_words=())
    if _is_kept_from(candidate) and type_ not in _OF_WORDS:
        return "COERCE", "restrict", "done" if stage == "suspended" else stage, affirmed
    if _is_unwilling(parse, candidate) and type_ not in _HOSTILE:
        type_, mode = wrapped("refuse", type_) or ("REJECT", "change")
        return type_, mode, "done", affirmed
    if candidate.sensed in _ADVERSE and candidate.sense.act == PLAIN[candidate.sensed]:
        # "Will not renew the permits": the denial is what makes it an act against others, as the encoder hears it
        return type_, coding[1], "done" if type_ == "REJECT" else stage, affirmed
    return coding


def turned(event: Event, type_: EventType) -> Event:
    """Return ``event`` as one of ``type_``, as which it is heard: an act against others is not denied where it is the
    denial that makes it one ("will not deliver")."""
    found = replace(event, type=type_, mode=None, stage=fits_stage(type_, event.stage))
    if event.polarity == "affirmed" or type_ not in _ADVERSE or event.type in _HOSTILE | _OF_WORDS:
        return found
    return replace(found, polarity="affirmed", polarity_words=(), stage="done" if type_ == "REJECT" else found.stage)


def _is_kept_from(candidate: Candidate) -> bool:
    """Say whether the act is one that somebody does not allow ("will not let the ships leave")."""
    links = candidate.chain.links
    return bool(links) and links[0].operator == "allow" and bool(links[0].clause.negation)


def _is_unwilling(parse: Parse, candidate: Candidate) -> bool:
    """Say whether a clause of its own says that somebody would not do what was wanted ("neither would sign")."""
    token, clause = parse.tokens[candidate.token], candidate.clause
    if candidate.chain.links or clause.kind != "conditional" or not clause.negation or clause.perfect:
        return False
    said = token.rel.startswith(("ccomp", "advcl")) or any(t.rel.startswith("ccomp") for t in parse.children(token.i))
    return not said and parse.child(token.i, "nsubj:pass") is None and candidate.chain.condition is None
