"""Dating: whether two mentions tell of one time, and how far apart they are where one of them tells none."""

from datetime import date
from typing import Final

from onrecord.meaning.merging.neighbours import Neighbours
from onrecord.meaning.merging.relating import same_consignment
from onrecord.meaning.merging.tellings import HALTS, Telling

PROMISES: Final = frozenset({"AID", "COOPERATE", "RETREAT", "AGREE", "SANCTION", "CONCEDE", "MOBILIZE"})
"""The types whose acts are told again months later: what is promised, withdrawn or stopped."""
OFTEN: Final = frozenset({"ASSAULT", "ACCUSE", "THREATEN", "PROTEST", "COERCE"})
"""The types whose acts happen again within days."""
_MONTH: Final = 31
_YEAR: Final = 366
_WEEK: Final = 7
FEW_DAYS: Final = 3
_DAY_MISTAKEN: Final = 0.5
_DEADLINES: Final = 10
_DAYS_OF_PRECISION: Final = ((1, 1.0), (10, 0.8), (31, 0.7), (100, 0.45), (366, 0.3))


def time_features(one: Telling, other: Telling, known: Neighbours) -> dict[str, float]:
    """Return the features of time: one day or others, or how near the reports are where a time is not known."""
    ours, theirs = compared_days(one, other), compared_days(other, one)
    if ours and theirs:
        gap = days_between(ours, theirs)
        if gap:
            return {} if moved(one, other) else {"other_day": _DAY_MISTAKEN if _mistaken(one, other, gap) else 1.0}
        length = max(days_long(ours), days_long(theirs))
        day = next((value for days, value in _DAYS_OF_PRECISION if length <= days), 0.1)
        # One report tells of many attacks and threats on one day.
        return {"day": day / 2 if one.report == other.report and one.event.type in OFTEN else day}
    before = {"before": 1.0} if _told_ahead_of(one, other) or _told_ahead_of(other, one) else {}
    return before | _nearness(one, other, known)


def _told_ahead_of(told: Telling, act: Telling) -> bool:
    """Say whether one was told, as what had been done or promised by then, before the other came about: "have left",
    told in April, and "agreed in May to leave"."""
    if told.days or not act.days or not told.report_days or act.ahead or told.ongoing != act.ongoing:
        return False
    return told.report_days[1] < act.days[0] and days_between(told.report_days, act.days) > FEW_DAYS


def _nearness(one: Telling, other: Telling, known: Neighbours) -> dict[str, float]:
    """Return how near the reports of two mentions are of which one tells no time."""
    first, second = moment(one), moment(other)
    if first is None or second is None:
        if one.report == other.report:
            return {"near": 0.5}
        affair = known.affair(one.report, other.report)
        return {"unknown": (1 - affair) * (one.family != other.family), "near": affair}
    gap = days_between(first, second)
    promise = one.event.type in PROMISES
    far = gap / _YEAR / 2 if promise else (gap - _MONTH) / (2 * _MONTH)
    if one.family == other.family and one.report != other.report:
        far = 0.0
    often = one.event.type in OFTEN
    near = 0.5 if one.report == other.report else max(0.0, 1 - gap / (FEW_DAYS if often else _MONTH))
    if _recalled(one, other) or _recalled(other, one):
        return {"recalled": 1.0, "near": near, "far": far > 1}
    return {"near": near, "far": min(1.0, max(0.0, far))}


def moved(one: Telling, other: Telling) -> bool:
    """Say whether two times may be of one act that came at another time than was promised: one consignment of a series
    that was promised for one day and came on another, or an act put off. What one report says is still to come is not
    what it says has come."""
    if one.report == other.report and one.ahead != other.ahead and one.ongoing != other.ongoing:
        return False
    if (one.event.stage in HALTS) != (other.event.stage in HALTS):
        return True
    return same_consignment(one, other)


def _mistaken(one: Telling, other: Telling, gap: int) -> bool:
    """Say whether two times that differ by a day or few may be of one act of which two origins give different days: of
    goods that are given, or forces that leave, which does not happen every day."""
    if one.family == other.family or gap > FEW_DAYS or {one.event.type, other.event.type} & OFTEN:
        return False
    return bool(one.event.items and other.event.items) or one.event.type == "RETREAT"


def _recalled(earlier: Telling, later: Telling) -> bool:
    """Say whether ``later`` is the undated promise that a report recalls as it tells what came of it, and ``earlier`` a
    promise told before: "the trucks promised by Chile have arrived"."""
    return later.recalls and later.days is None and not earlier.ongoing and _told_before(earlier, later)


def compared_days(told: Telling, other: Telling) -> tuple[str, str] | None:
    """Return the days of an act, as far as those of the other can be compared with them: where the other is told later
    and dates a promise by the day on which it was made, this one's deadline is not its match, but its own day is."""
    made = other.days and not other.ahead and not other.ongoing and not told.ongoing
    if not (made and told.ahead and told.report_days and other.days):
        return told.days
    # "asked for it on Monday" beside "asked that it be done by March"
    if _one_telling(told, other) and days_between(told.report_days, other.days) <= FEW_DAYS:
        return None
    return told.report_days if _told_before(told, other) else told.days


def _one_telling(told: Telling, other: Telling) -> bool:
    """Say whether of two mentions of a promise or request one may give the time for which, the other that on which it
    was made. One origin that gives both tells of the promise, and of what is due under it."""
    return told.family != other.family or told.event.type == other.event.type == "REQUEST"


def _told_before(earlier: Telling, later: Telling) -> bool:
    """Say whether one is told at least a week before the other."""
    if not earlier.report_days or not later.report_days or earlier.report_days[1] >= later.report_days[0]:
        return False
    return days_between(earlier.report_days, later.report_days) > _WEEK


def moment(told: Telling) -> tuple[str, str] | None:
    """Return the days of the act, or of its report where they are not known or still to come."""
    if told.days and told.report_days and told.days[0] > told.report_days[1]:
        return told.report_days
    return told.days or told.report_days


def days_between(one: tuple[str, str], other: tuple[str, str]) -> int:
    """Return how many days lie between two stretches of days; 0 where they touch."""
    if one[0] <= other[1] and other[0] <= one[1]:
        return 0
    before, after = (one, other) if one[1] < other[0] else (other, one)
    return (date.fromisoformat(after[0]) - date.fromisoformat(before[1])).days


def days_long(days: tuple[str, str]) -> int:
    """Return how many days a stretch of days has."""
    return (date.fromisoformat(days[1]) - date.fromisoformat(days[0])).days + 1


def deadlines(one: Telling, other: Telling, gap: int) -> bool:
    """Say whether two reports of one origin give times by which something is to come, in words of their own: "within
    three weeks" is "by the end of the month" in the other."""
    return one.report != other.report and one.ahead and other.ahead and gap <= _DEADLINES
