"""Dates: months, days, weekdays, seasons and feasts, by their names or numbers."""

from dataclasses import replace
from datetime import date

from onrecord.language.times import calendar as cal
from onrecord.language.times.calendar import Stretch
from onrecord.language.times.deixis import (
    Ground,
    place_month,
    place_season,
    place_weekday,
    place_weekday_day,
    place_weekday_month,
    untold,
    year_of,
)
from onrecord.language.times.patterns import Frame
from onrecord.language.times.readings import Read, Reading, dated
from onrecord.language.times.timex import season_timex, stretch_timex, weekday_timex


def read_calendar(frame: Frame, ground: Ground, read: Read) -> Reading | None:
    """Return a year, month, day or weekday, placed by the ground where the year is not told."""
    year, month, day, weekday = year_of(frame), frame.number("month"), frame.number("day"), frame.number("weekday")
    if frame.number("yearshift") is not None and ground.day is not None:
        year = ground.day.year + (frame.number("yearshift") or 0)
    told = frame.values.get("yearbase") == "told" and ground.told is not None
    if told and ground.told is not None:
        year = ground.told.start.year
    anchored = "year" not in frame.values and "yy" not in frame.values
    if year is not None:
        stretch = cal.make(year, month, day)
        return None if stretch is None else dated(stretch, anchored=anchored, told=told)
    if month is not None or day is not None:
        if cal.make(2024, month or 1, day) is None:
            return None
        if ground.day is None or (month is None and frame.number("yearshift") is not None):
            unknown = f"XXXX-{f'{month:02d}' if month else 'XX'}" + (f"-{day:02d}" if day else "")
            return Reading("DATE", value=unknown if month else None, timex=unknown)
        if month is None and day is not None and weekday is not None:
            return dated(place_weekday_day(weekday, day, ground), anchored=True)
        if weekday is not None and month is not None and (agreeing := place_weekday_month(weekday, month, day, ground)):
            return dated(agreeing, anchored=True)
        found, told = place_month(month, day, frame.number("deixis"), ground)
        return dated(found, anchored=True, told=told)
    if weekday is None:
        return None
    if ground.day is None:
        return Reading("DATE", timex=weekday_timex(weekday))
    return dated(place_weekday(weekday, frame, ground), anchored=True)


def read_numeric(frame: Frame, ground: Ground, read: Read) -> Reading | None:
    """Return a date told in figures: 2024-02-07, 07/02/2024, 07/02."""
    year, month, day = year_of(frame), frame.number("month"), frame.number("day")
    if month is not None and day is not None and month > 12 >= day:
        month, day = day, month
    if year is None:
        return read_calendar(Frame("calendar", {"month": str(month), "day": str(day)}, {}), ground, read)
    stretch = cal.make(year, month, day)
    return dated(stretch, anchored=False) if stretch else None


def read_season(frame: Frame, ground: Ground, read: Read) -> Reading | None:
    """Return a season, told with its year or placed by the ground."""
    season, year = frame.number("season") or 21, year_of(frame)
    if frame.number("yearshift") is not None and ground.day is not None:
        year = ground.day.year + (frame.number("yearshift") or 0)
    if year is not None:
        return dated(cal.season_stretch(year, season), anchored="year" not in frame.values)
    if ground.day is None:
        return Reading("DATE", value=f"XXXX-{season}", timex=season_timex(season))
    return dated(place_season(season, frame.number("deixis"), ground), anchored=True)


def read_shift(frame: Frame, ground: Ground, read: Read) -> Reading:
    """Return the unit that lies so many units from the anchor's or the told date's: last week, the next day."""
    offset = frame.number("deixis") or 0
    unit = frame.values.get("unit", "day")
    told = frame.values.get("base") in ("told", "next")
    if told and untold(ground, offset, unit):
        # No date told to count from: a value only for TIMEX3, which always has one
        guess = cal.shifted(ground.day, unit, offset) if ground.day and unit in cal.GRAINS else None
        return Reading("DATE", timex=stretch_timex(guess) if guess else None)
    day = ground.told_day if told else ground.day
    if unit in ("hour", "minute", "second", "night"):
        return Reading("TIME", timex=None)
    if day is None:
        return Reading("DATE")
    return dated(cal.shifted(day, unit, offset), anchored=True, told=told and ground.told is not None)


def read_fiscal(frame: Frame, ground: Ground, read: Read) -> Reading | None:
    """Return a budget year; its bounds, which differ by state, are not made up."""
    year = read_calendar(frame, ground, read)
    return replace(year, timex=f"FY{year.timex}") if year else None


def read_fiscal_shift(frame: Frame, ground: Ground, read: Read) -> Reading | None:
    """Return the budget year before, of or after the anchor's year."""
    year = read_shift(replace(frame, values={**frame.values, "base": ""}), ground, read)
    return replace(year, timex=f"FY{year.timex}") if year.timex else year


def read_double_year(frame: Frame, ground: Ground, read: Read) -> Reading | None:
    """Read a season or budget year: 2023/24."""
    year, last = frame.number("year"), frame.number("yy")
    last = None if last is None else last % 100
    if year is None or last is None or last != (year + 1) % 100:
        last = None if last is None or year is None or last <= year % 100 else last
    if year is None or last is None:
        return None
    end = year // 100 * 100 + last + (100 if last < year % 100 else 0)
    return Reading("DATE", Stretch(date(year, 1, 1), date(end, 12, 31), "span", "year"), timex=f"{year}/{end}")


def read_decade(frame: Frame, ground: Ground, read: Read) -> Reading | None:
    """Return a decade: the 1990s, the nineties."""
    year = frame.number("decade") or frame.number("decade2")
    if year is None:
        return None
    if year < 100:
        year += 1900 if year > 20 else 2000
    return dated(cal.containing(date(max(year, 1), 1, 1), "decade"), anchored=False)


def read_holiday(frame: Frame, ground: Ground, read: Read) -> Reading | None:
    """Return a fixed feast, or one reckoned from Easter, told with its year or placed by the ground."""
    name, year = frame.values.get("holiday", ""), year_of(frame)
    if year is None and "deixis" in frame.values and ground.day is not None and name.startswith("easter"):
        return _easter_near(frame, ground, read)
    if year is None and (ground.day is None or not name.startswith("easter")):
        if name.startswith("easter"):
            return Reading("DATE")
        month, _, day = name.partition("-")
        return read_calendar(Frame("calendar", {**frame.values, "month": month, "day": day}, {}), ground, read)
    if name.startswith("easter"):
        anchored = year is None
        year = year if year is not None else (ground.day.year if ground.day else 1)
        try:
            found = cal.shifted(cal.easter(year), "day", int(name[6:] or 0))
        except (ValueError, OverflowError):
            return None
        return dated(found, anchored=anchored)
    month, _, day = name.partition("-")
    return dated(cal.make(year or 1, int(month), int(day)), anchored=False)


def read_holiday_eve(frame: Frame, ground: Ground, read: Read) -> Reading | None:
    """Return the day before a feast."""
    feast = read_holiday(frame, ground, read)
    if feast is None or feast.stretch is None:
        return None
    eve = cal.shifted(feast.stretch.start, "day", -1)
    return replace(feast, stretch=eve, timex=stretch_timex(eve) if eve else None)


def _easter_near(frame: Frame, ground: Ground, read: Read) -> Reading | None:
    here, past = ground.day, (frame.number("deixis") or 0) < 0
    if here is None or not 1 < here.year < 9998:
        return None
    feasts = [
        read_holiday(replace(frame, values={**frame.values, "year": str(here.year + n)}), ground, read)
        for n in (-1, 0, 1)
    ]
    found = [feast for feast in feasts if feast and feast.stretch and (feast.stretch.start < here) == past]
    chosen = found[-1 if past else 0] if found else None
    return replace(chosen, anchored=True) if chosen else None


def read_reference(frame: Frame, ground: Ground, read: Read) -> Reading:
    """Return the past, the present or the future, which have no value."""
    return Reading("DATE", timex=frame.values.get("ref"))


def read_weekend(frame: Frame, ground: Ground, read: Read) -> Reading | None:
    """Return the weekend that the anchor lies in or the nearest in the direction."""
    if ground.day is None:
        return Reading("DATE", timex="XXXX-WXX-WE")
    back = ground.day.isoweekday() < 6 and ground.direction != "future"
    return dated(cal.shifted(ground.day, "weekend", -1 if back else 0), anchored=True)


def read_week_of(frame: Frame, ground: Ground, read: Read) -> Reading | None:
    """Return the week that holds a told day."""
    day = read(frame.parts["date"], ground) if "date" in frame.parts else None
    if day is None or day.stretch is None:
        return Reading("DATE")
    return dated(cal.containing(day.stretch.start, "week"), anchored=day.anchored, told=day.told)
