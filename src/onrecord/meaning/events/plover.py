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
    # What is hostile and only announced is PLOVER's verbal conflict
    "PROTEST": "THREATEN",
    "SANCTION": "THREATEN",
    "COERCE": "THREATEN",
    "ASSAULT": "THREATEN",
}
_YIELDING: Final[frozenset[EventType]] = frozenset(
    {"AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "CONCEDE", "RETREAT"}
)


def plover_type(event: Event) -> EventType:
    """Return PLOVER's type of an event.

    AGREE for help, talks and cooperation to come, CONCEDE for a withdrawal to come, THREATEN for hostile acts to come;
    REJECT for what will not be given or was not agreed; SANCTION
    for help that is stopped.
    """
    if event.type == "AID" and event.stage in ("suspended", "cancelled"):
        return "SANCTION"
    if event.stage not in _FUTURE:
        return "REJECT" if event.type == "AGREE" and event.polarity == "denied" else event.type
    if event.polarity == "denied":
        return "REJECT" if event.type in _YIELDING else event.type
    return _PROMISED.get(event.type, event.type)
