"""Relating: what one mention is to another beside its likeness: the same one of a series, a denial of it, a part."""

from datetime import date
from typing import Final

from onrecord.meaning.merging.tellings import GIVEN, HALTS, TOGETHER, Telling

_NEXT: Final = 45
"""How many days after an assertion another report may deny it."""
_ELSEWHERE: Final = 0.5


def same_in_series(one: Telling, other: Telling) -> bool:
    """Say whether both are the same one of a series ("the first shipment"), or both what is left of it."""
    if not {one.event.type, other.event.type} <= GIVEN:
        return False
    numbers = [{mark for mark in told.sequels if mark.isdigit() or mark == "rest"} for told in (one, other)]
    return bool(numbers[0]) and numbers[0] == numbers[1]


def answered(one: Telling, other: Telling) -> float:
    """Return how surely one of the two denies what the other tells: who denies speaks of what was said. 1 within one
    report, where another speaker is told to do so, 0.5 between reports of one time; 0 where neither is a denial."""
    denied = [told.event.polarity == "denied" for told in (one, other)]
    if not any(denied) or (one.event.stage in HALTS) != (other.event.stage in HALTS):
        return 0.0
    if "CONSULT" in (one.event.type, other.event.type) and not one.event.mode:
        # What was not spoken of at a meeting is no denial of it.
        return _ELSEWHERE if one.report == other.report else 0.0
    if one.report == other.report:
        return 1.0 if one.event.attribution != other.event.attribution else 0.0
    if denied[0] == denied[1] or not _same_time(one, other):
        return 0.0
    return _ELSEWHERE


def is_part(one: Telling, other: Telling) -> bool:
    """Say whether one tells of some of those who give or receive in the other: of a source that tells what several
    states send together and what each of them sends, the whole is another act than its part."""
    if "each" in one.sequels ^ other.sequels or one.event.type in TOGETHER or other.event.type in TOGETHER:
        return False
    sides = ((one.actors, other.actors), (one.recipients, other.recipients))
    return any(ours and theirs and (ours < theirs or theirs < ours) for ours, theirs in sides)


def standing(told: Telling) -> bool:
    """Say whether a mention tells of help or trade that goes on or has gone on at some time, with no day, figure or
    place in a series: two such mentions of different origins are hardly ever known to be of one act."""
    if told.event.type not in {"AID", "COOPERATE"} or not told.ongoing or told.event.polarity == "denied":
        return False
    return not (told.days or told.amounts or told.sequels or told.event.where or told.event.background)


def same_goods_told(one: Telling, other: Telling) -> bool:
    """Say whether two clauses, one within the other, tell of the same goods at the same stage: "a hundred men, who left
    on Monday, are at work"."""
    if one.event.type != other.event.type or one.ongoing != other.ongoing or one.event.stage in {"suspended"}:
        return False
    spans = [{item.span for item in told.event.items} for told in (one, other)]
    return bool(spans[0]) and spans[0] == spans[1] and one.event.trigger != other.event.trigger


def _same_time(one: Telling, other: Telling) -> bool:
    if one.report_days is None or other.report_days is None:
        return False
    earlier, later = sorted((one.report_days, other.report_days))
    return (date.fromisoformat(later[0]) - date.fromisoformat(earlier[1])).days <= _NEXT
