"""Coding: the codebook's type, mode and contexts of an act, once its object and operators are known."""

from onrecord.core.records import Item
from onrecord.core.vocabulary import EventType, Stage
from onrecord.meaning.events.candidates import Candidate
from onrecord.meaning.events.lexicon import MATERIAL, CoreAct, Typing, typings

_OF_CATEGORY = {
    "arms": "military",
    "ammunition": "military",
    "food": "human_security",
    "fuel": "human_security",
    "fertilizer": "human_security",
    "medical": "health",
    "shelter": "disasters",
    "funds": "economic",
    "credit": "economic",
    "personnel": "military",
    "training": "military",
    "aircraft": "military",
}
_OF_TYPE: dict[EventType, str] = {
    "CONSULT": "diplomatic",
    "SUPPORT": "diplomatic",
    "RETREAT": "military",
    "MOBILIZE": "military",
    "ASSAULT": "military",
    "COOPERATE": "economic",
    "AGREE": "diplomatic",
    "REJECT": "diplomatic",
    "SANCTION": "diplomatic",
}
_MODE_BY_INNER: dict[EventType, str] = {"AID": "assist", "COOPERATE": "assist", "CONSULT": "meet", "RETREAT": "yield"}


def typing_of(candidate: Candidate, core: CoreAct) -> Typing | None:
    """Return type, mode and, where the object settles it, stage of ``candidate``; None where it is no event."""
    found: Typing | None = None
    for classes in candidate.classes:
        # A word that may be a thing is read as one: "ships" are goods before they are targets
        material = classes & MATERIAL
        read = material or classes
        found = next((typings()[core.act, c] for c in sorted(read) if (core.act, c) in typings()), None)
        if found is not None or material or classes - {"party"}:
            break
    if found is None:
        return Typing(core.type, candidate.sense.mode or core.mode, None)
    if found.type is None:
        return None
    own = candidate.sense.mode or core.mode
    return Typing(found.type, found.mode or (own if found.type == core.type else None), found.stage)


def wrapped(operator: str, inner: EventType) -> tuple[EventType, str] | None:
    """Return type and mode of an act that is asked for or refused, or None for operators that leave the type."""
    mode = _MODE_BY_INNER.get(inner, "change")
    if operator == "ask":
        return "REQUEST", mode
    if operator == "refuse":
        return "REJECT", mode
    if operator == "cancel" and inner == "CONSULT":
        return "REJECT", "meet"
    return None


def contexts_of(type_: EventType, items: tuple[Item, ...]) -> tuple[str, ...]:
    """Return PLOVER contexts by the categories of the items, else by the type."""
    found = dict.fromkeys(_OF_CATEGORY[i.category] for i in items if i.category in _OF_CATEGORY)
    if found:
        return tuple(found)
    return (_OF_TYPE[type_],) if type_ in _OF_TYPE else ()


def fits_stage(type_: EventType, stage: Stage) -> Stage:
    """Return the stage that a type admits: every request is ``requested``."""
    return "requested" if type_ == "REQUEST" else stage
