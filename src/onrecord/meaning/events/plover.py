"""The strict PLOVER code of an event, derived from onrecord's type and stage (codebook, Types).

onrecord names the act itself whatever its stage; PLOVER codes what is only promised as a promise.
"""

from typing import Final

from onrecord.core.records import Event
from onrecord.core.vocabulary import EventType, Stage

_FUTURE: Final[frozenset[Stage]] = frozenset({"considered", "pledged", "agreed"})
_PROMISED: Final[dict[EventType, EventType]] = {
    "CONSULT": "AGREE",
    "SUPPORT": "AGREE",
    "COOPERATE": "AGREE",
    "AID": "AGREE",
    "RETREAT": "CONCEDE",
}


def plover_type(event: Event) -> EventType:
    """Return PLOVER's type: AGREE for help, talks and cooperation to come, CONCEDE for a withdrawal to come."""
    return _PROMISED.get(event.type, event.type) if event.stage in _FUTURE else event.type
