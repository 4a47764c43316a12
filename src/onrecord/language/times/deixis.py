"""Deixis: where a month, day, weekday or season without its year lies, seen from a day and in a direction."""

from dataclasses import dataclass
from datetime import date, timedelta

from onrecord.language.times import calendar as cal
from onrecord.language.times.calendar import Stretch
from onrecord.language.times.patterns import Frame

_NEAR_MONTHS = 8
"""Without a tense, a month or day farther back than this is taken as the coming one."""


@dataclass(slots=True)
class Ground:
    """The ground on which an expression is read: the anchor's day, the direction, and the date last told.

    ``direction`` is ``past``, ``future``, ``near`` (in a dateline) or None where no word says; ``told`` the date of the
    preceding text that the expression may count from,
    ``narrated`` the same where the paragraph tells of times more than a year from the anchor.
    """

    day: date | None
    direction: str | None = None
    told: Stretch | None = None
    narrated: Stretch | None = None

    @property
    def told_day(self) -> date | None:
        """The last day of the date last told, else the anchor's."""
        return self.told.end if self.told is not None else self.day


def untold(ground: Ground, count: int, unit: str) -> bool:
    """Say whether a step from a date told before has none to count from.

    The anchor stands in for it only where the step goes back, or the clause does not tell of the past: "the next day"
    of a story is not the morrow of its publication, nor "that day" the day itself.
    """
    if ground.told is not None:
        return False
    return (count == 0 and unit == "day") or (count > 0 and ground.direction == "past")


def year_of(frame: Frame) -> int | None:
    """Return the year that a frame names, a two-digit one as the nearer century has it (70-99: 19xx), or None."""
    year = frame.number("year")
    if year is not None or (short := frame.number("yy")) is None:
        return year
    return short + (1900 if short >= 70 else 2000)


def place_month(month: int | None, day: int | None, deixis: int | None, ground: Ground) -> tuple[Stretch | None, bool]:
    """Return the month or day of no told year, and whether a date told before decided."""
    if ground.day is None:
        return None, False
    if ground.narrated is not None and deixis is None and ground.direction != "future":
        found = _candidates(month, day, ground.narrated.start)
        after = [stretch for stretch in found if stretch.end >= ground.narrated.start]
        if after:
            return after[0], True
    found = _candidates(month, day, ground.day)
    here = ground.day
    if ground.direction == "near":
        return min(found, key=lambda stretch: abs((stretch.start - here).days), default=None), False
    past = [stretch for stretch in found if stretch.start <= here]
    coming = [stretch for stretch in found if stretch.end >= here]
    if deixis is not None and deixis < 0:
        past = [stretch for stretch in found if stretch.end < here]
        return (past[-1] if past else None), False
    if deixis is not None and deixis > 0:
        coming = [stretch for stretch in found if stretch.start > here]
        return (coming[0] if coming else None), False
    if deixis == 0:
        unit = "year" if month is not None else "month"
        inside = cal.containing(here, unit)
        same = [s for s in found if inside and inside.start <= s.start <= inside.end]
        return (same[0] if same else None), False
    if ground.direction == "future" or (
        ground.direction is None and past and coming and _far(past[-1], coming[0], here)
    ):
        return (coming[0] if coming else None), False
    return (past[-1] if past else None), False


def _far(past: Stretch, coming: Stretch, here: date) -> bool:
    return (here - past.end).days > _NEAR_MONTHS * 30 and (coming.start - here).days < (here - past.end).days


def _candidates(month: int | None, day: int | None, around: date) -> list[Stretch]:
    if month is not None:
        found = [cal.make(year, month, day) for year in range(max(around.year - 4, 1), min(around.year + 5, 9999))]
    else:
        found = []
        for offset in range(-2, 3):
            whole = cal.shifted(around, "month", offset)
            found.append(cal.make(whole.start.year, whole.start.month, day) if whole else None)
    return [stretch for stretch in found if stretch is not None]


def place_weekday(weekday: int, frame: Frame, ground: Ground) -> Stretch | None:
    """Return the weekday (1 Monday to 7 Sunday) that the words, the direction and the anchor say."""
    here = ground.day
    if here is None:
        return None
    back = (here.isoweekday() - weekday) % 7
    weeks = frame.number("weekshift")
    try:
        if weeks is not None:
            return cal.day_stretch(here - timedelta(here.isoweekday() - weekday) + timedelta(weeks=weeks))
        after = frame.number("weeksafter")
        if after is not None:
            # "Lundi en huit": a week after the Monday to come
            return cal.day_stretch(here + timedelta((7 - back) + 7 * after))
        deixis = frame.number("deixis")
        if deixis is not None and deixis < 0:
            return cal.day_stretch(here - timedelta(back or 7))
        if deixis is not None and deixis > 0:
            # "Next Friday" of a Thursday is not the morrow, which has a word of its own
            ahead = (7 - back) or 7
            return cal.day_stretch(here + timedelta(ahead + 7 if ahead == 1 else ahead))
        if deixis == 0 and ground.direction is None:
            return cal.day_stretch(here - timedelta(here.isoweekday() - weekday))
        if ground.direction == "future":
            return cal.day_stretch(here + timedelta((7 - back) % 7))
        return cal.day_stretch(here - timedelta(back))
    except OverflowError:
        return None


def place_weekday_day(weekday: int, day: int, ground: Ground) -> Stretch | None:
    """Return the nearest day so numbered, within a year, that is the weekday: Monday 21."""
    here = ground.day
    if here is None:
        return None
    found: list[Stretch] = []
    for offset in range(-12, 13):
        whole = cal.shifted(here, "month", offset)
        stretch = cal.make(whole.start.year, whole.start.month, day) if whole else None
        if stretch is not None and stretch.start.isoweekday() == weekday:
            found.append(stretch)
    if ground.direction == "future":
        found = [stretch for stretch in found if stretch.start >= here] or found
    elif ground.direction == "past":
        found = [stretch for stretch in found if stretch.start <= here] or found
    return min(found, key=lambda stretch: abs((stretch.start - here).days), default=None)


def place_weekday_month(weekday: int, month: int, day: int | None, ground: Ground) -> Stretch | None:
    """Return the nearest day of a month that is the weekday told with it, or None where no near year has one.

    Only the year before, of and after the anchor count: a wrong weekday must not move a date by years.
    """
    here = ground.day
    if here is None or day is None:
        return None
    found = [
        stretch
        for stretch in _candidates(month, day, here)
        if stretch.start.isoweekday() == weekday and abs(stretch.start.year - here.year) <= 1
    ]
    return min(found, key=lambda stretch: abs((stretch.start - here).days), default=None)


def place_season(season: int, deixis: int | None, ground: Ground) -> Stretch | None:
    """Return the season of no told year: last, this and next by the anchor, else the nearest in the direction."""
    here = ground.day
    if here is None:
        return None
    years = range(max(here.year - 2, 1), min(here.year + 3, 9998))
    found = [s for s in (cal.season_stretch(year, season) for year in years) if s is not None]
    around = [s for s in found if s.start <= here <= s.end]
    past = [s for s in found if s.end < here]
    coming = [s for s in found if s.start > here]
    if deixis is not None and deixis != 0:
        chosen = past[-1:] if deixis < 0 else coming[:1]
        return chosen[0] if chosen else None
    if around:
        return around[0]
    if deixis == 0:
        same = [s for s in found if s.end.year == here.year]
        return same[0] if same else None
    chosen = coming[:1] if ground.direction == "future" else past[-1:]
    return chosen[0] if chosen else None
