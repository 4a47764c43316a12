"""Opposing: acts that somebody does not let happen, or would not do though it was wanted.

"Will not let the ships leave" restricts, "neither would sign" refuses; neither is the act itself denied.
"""

from dataclasses import replace

from onrecord.core.parse import Parse
from onrecord.core.vocabulary import EventType, Stage
from onrecord.meaning.events.candidates import Candidate
from onrecord.meaning.events.coding import wrapped
from onrecord.meaning.events.staging import Staging

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
    return coding


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
