"""Calendar arithmetic: stretches of days of a named grain, shifted, parted and written as EDTF (ISO 8601-2)."""

from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache
from typing import Final, NamedTuple

from onrecord.core.edtf import FIRST_DAY, LAST_DAY, bounds

GRAINS: Final = ("day", "weekend", "week", "month", "season", "quarter", "half", "year", "decade", "century")
"""The grains of a stretch, from fine to coarse; ``span`` is any other run of days or months."""

_MONTHS: Final = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}
_SEASON_STARTS: Final = {21: 3, 22: 6, 23: 9, 24: 12}


class Stretch(NamedTuple):
    """The days from ``start`` to ``end``, both included, told at ``grain``.

    ``season`` is the EDTF season number (21 spring to 24 winter) where the grain is ``season``. ``unit`` is the
    precision at which the ends of a ``span`` are written: ``day``, ``month`` or ``year``.
    """

    start: date
    end: date
    grain: str
    unit: str = "day"
    season: int = 0

    def edtf(self) -> str:
        """Return the stretch as EDTF at its own precision."""
        year = f"{self.start.year:04d}"
        match self.grain:
            case "day":
                return self.start.isoformat()
            case "month":
                return f"{year}-{self.start.month:02d}"
            case "season":
                return f"{self.end.year:04d}-{self.season}"
            case "year":
                return year
            case "decade":
                return f"{year[:3]}X"
            case "century":
                return f"{year[:2]}XX"
            case "week" | "weekend":
                return f"{self.start.isoformat()}/{self.end.isoformat()}"
            case "quarter" | "half":
                return f"{_cut(self.start, 'month')}/{_cut(self.end, 'month')}"
        first, last = _cut(self.start, self.unit), _cut(self.end, self.unit)
        return first if first == last else f"{first}/{last}"

    def precision(self) -> str:
        """Return how precisely an end of the stretch may be written: ``day``, ``month`` or ``year``."""
        if self.grain in ("day", "weekend", "week"):
            return "day"
        if self.grain in ("month", "season", "quarter", "half"):
            return "month"
        return self.unit if self.grain == "span" else "year"


def _cut(day: date, unit: str) -> str:
    return day.isoformat()[: {"year": 4, "month": 7}.get(unit, 10)]


def cut(day: date, unit: str) -> str:
    """Return ``day`` as EDTF at the precision of ``unit`` (``day``, ``month``, ``year``)."""
    return _cut(day, unit)


def day_stretch(day: date) -> Stretch:
    """Return the one day as a stretch."""
    return Stretch(day, day, "day")


@lru_cache(maxsize=4_000)
def make(year: int, month: int | None = None, day: int | None = None) -> Stretch | None:
    """Return the year, month or day so numbered, or None where the calendar has none such."""
    try:
        if month is None:
            return Stretch(date(year, 1, 1), date(year, 12, 31), "year")
        if day is None:
            return Stretch(date(year, month, 1), date(year, month, monthrange(year, month)[1]), "month")
        return day_stretch(date(year, month, day))
    except ValueError:
        return None


def season_stretch(year: int, season: int) -> Stretch | None:
    """Return a season of ``year`` by its EDTF number, with the northern months; winter ends in its year."""
    first = _SEASON_STARTS[season]
    try:
        start = date(year - 1 if first == 12 else year, first, 1)
        end = add_months(start, 3) - timedelta(1)
    except (ValueError, OverflowError):
        return None
    return Stretch(start, end, "season", season=season)


def add_months(day: date, months: int) -> date:
    """Return the day ``months`` later, the last of the month where it has no such day.

    Raises ValueError beyond the years 1 to 9999.
    """
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    if not 1 <= year <= 9999:
        raise ValueError(f"year {year} is out of range")
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def containing(day: date, unit: str) -> Stretch | None:
    """Return the stretch of the given grain that holds ``day``; a weekend is that of the day's week."""
    try:
        return _containing(day, unit)
    except (ValueError, OverflowError):
        return None


def _containing(day: date, unit: str) -> Stretch:
    if unit == "day":
        return day_stretch(day)
    if unit in ("week", "weekend"):
        monday = day - timedelta(day.weekday())
        return Stretch(monday + timedelta(5 if unit == "weekend" else 0), monday + timedelta(6), unit)
    months = _MONTHS[unit]
    if months >= 120:
        first = date(max(day.year // (months // 12) * (months // 12), 1), 1, 1)
    else:
        first = date(day.year, (day.month - 1) // months * months + 1, 1)
    return Stretch(first, add_months(first, months) - timedelta(1), unit)


def shifted(day: date, unit: str, count: int) -> Stretch | None:
    """Return the stretch of the given grain that lies ``count`` such grains from the one that holds ``day``."""
    try:
        if unit == "day":
            return day_stretch(day + timedelta(count))
        if unit in ("week", "weekend"):
            return containing(day + timedelta(weeks=count), unit)
        return containing(add_months(day.replace(day=1), count * _MONTHS[unit]), unit)
    except (ValueError, OverflowError):
        return None


def part_of(whole: Stretch, part: str) -> Stretch | None:
    """Return the named part (``start``, ``mid``, ``end``) of a stretch.

    A month is parted by its days 1-10, 11-20 and 21-end; a year's start and end are its first and last quarter and
    its middle May to August; a week Monday-Tuesday, Wednesday-Thursday, Friday-Sunday; other stretches by thirds.
    """
    if whole.grain == "month":
        first = {"start": 1, "mid": 11, "end": 21}[part]
        start = whole.start.replace(day=first)
        return Stretch(start, whole.end if part == "end" else start + timedelta(9), "span")
    if whole.grain == "year":
        low, high = {"start": (1, 3), "mid": (5, 8), "end": (10, 12)}[part]
        end = add_months(whole.start.replace(month=high), 1) - timedelta(1) if high < 12 else whole.end
        return Stretch(whole.start.replace(month=low), end, "span", "month")
    if whole.grain == "week":
        low, high = {"start": (0, 1), "mid": (2, 3), "end": (4, 6)}[part]
        return Stretch(whole.start + timedelta(low), whole.start + timedelta(high), "span")
    if whole.grain in ("decade", "century"):
        years = whole.end.year - whole.start.year + 1
        first_tenth, last_tenth = {"start": (0, 4), "mid": (3, 7), "end": (6, 10)}[part]
        start = whole.start.replace(year=whole.start.year + years * first_tenth // 10)
        return Stretch(start, date(whole.start.year + years * last_tenth // 10 - 1, 12, 31), "span", "year")
    if whole.grain in ("quarter", "half", "season"):
        third = {"quarter": 1, "season": 1, "half": 2}[whole.grain]
        skip = {"start": 0, "mid": third, "end": 2 * third}[part]
        start = add_months(whole.start, skip)
        return Stretch(start, add_months(start, third) - timedelta(1), "span", "month")
    return None


def half_of(whole: Stretch, which: int) -> Stretch | None:
    """Return the first or second half of a year, month, decade or century."""
    if whole.grain == "year":
        start = whole.start.replace(month=1 if which == 1 else 7)
        return Stretch(start, add_months(start, 6) - timedelta(1), "half")
    if whole.grain == "month":
        middle = whole.start.replace(day=15)
        return Stretch(whole.start, middle, "span") if which == 1 else Stretch(middle + timedelta(1), whole.end, "span")
    if whole.grain in ("decade", "century"):
        half = (whole.end.year - whole.start.year + 1) // 2
        start = whole.start if which == 1 else whole.start.replace(year=whole.start.year + half)
        return Stretch(start, date(start.year + half - 1, 12, 31), "span", "year")
    return None


def nth_of(whole: Stretch, unit: str, which: int) -> Stretch | None:
    """Return the ``which``-th (from 1; -1 is the last) day, weekday-to-weekday week, month or quarter of a stretch.

    The first week of a year or month is the one that holds its fourth day (ISO 8601), the last
    the one that holds its fourth day from the end.
    """
    try:
        if unit == "week":
            day = whole.start + timedelta(3) + timedelta(weeks=which - 1) if which > 0 else whole.end - timedelta(3)
            found = containing(day, "week")
        elif which > 0:
            found = shifted(whole.start, unit, which - 1)
        else:
            found = containing(whole.end, unit)
    except OverflowError:
        return None
    if found is None or found.start > whole.end or found.end < whole.start or unit not in GRAINS:
        return None
    return found


def nth_weekday(whole: Stretch, weekday: int, which: int) -> Stretch | None:
    """Return the ``which``-th (-1: last) day of ``whole`` that is the ISO ``weekday`` (1 Monday to 7 Sunday)."""
    if which > 0:
        day = whole.start + timedelta((weekday - whole.start.isoweekday()) % 7 + 7 * (which - 1))
    else:
        day = whole.end - timedelta((whole.end.isoweekday() - weekday) % 7)
    return day_stretch(day) if whole.start <= day <= whole.end else None


def easter(year: int) -> date:
    """Return Easter Sunday of the Gregorian calendar (anonymous algorithm, Nature, 20 April 1876)."""
    century, of_century = divmod(year, 100)
    golden = year % 19
    epact = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    shift = (32 + 2 * (century % 4) + 2 * (of_century // 4) - epact - of_century % 4) % 7
    late = (golden + 11 * epact + 22 * shift) // 451
    month, day = divmod(epact + shift - 7 * late + 114, 31)
    return date(year, month, day + 1)


@lru_cache(maxsize=1_000)
def parse_anchor(anchor: str | None) -> Stretch | None:
    """Return the days that an EDTF date or interval may mean, or None where it names no bounded stretch.

    Qualifiers (``~``, ``?``, ``%``) are passed over; unknown years and open ends give None.
    """
    days = bounds(anchor)
    if days is None or days[0] == FIRST_DAY or days[1] == LAST_DAY:
        return None
    return Stretch(date.fromisoformat(days[0]), date.fromisoformat(days[1]), "span")
