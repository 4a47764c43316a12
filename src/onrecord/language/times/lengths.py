"""Lengths: durations, runs of units up to the anchor, distances from a date, and what recurs."""

from dataclasses import replace
from datetime import date
from typing import Final

from onrecord.core.vocabulary import TimeType
from onrecord.language.times import calendar as cal
from onrecord.language.times.calendar import Stretch
from onrecord.language.times.deixis import Ground, untold
from onrecord.language.times.patterns import Frame
from onrecord.language.times.readings import Read, Reading
from onrecord.language.times.timex import duration_timex, joined_timex, season_timex, stretch_timex, weekday_timex

_CLOCK: Final = frozenset({"hour", "minute", "second"})


def read_span(frame: Frame, ground: Ground, read: Read) -> Reading:
    """Read a counted run of units up to the anchor or from it: the past three years."""
    unit, count = frame.values.get("unit", "day"), frame.values.get("n", "X")
    timex = duration_timex(count, unit)
    sign = -1 if (frame.number("deixis") or 0) < 0 else 1
    if count == "X" or "." in count or ground.day is None or unit not in cal.GRAINS:
        return Reading("DURATION", timex=timex)
    steps = sign * min(int(count), 5000)
    far = cal.shifted(ground.day, "day", 7 * steps) if unit == "week" else cal.shifted(ground.day, unit, steps)
    if far is None:
        return Reading("DURATION", timex=timex)
    precision = far.precision()
    other = far.start if unit != "day" else far.end
    ends = sorted((cal.cut(other, precision), cal.cut(ground.day, precision)))
    return Reading("DURATION", value="/".join(ends), timex=timex, anchored=True)


def read_ago(frame: Frame, ground: Ground, read: Read) -> Reading | None:
    """Read a distance from the anchor, a date just told or the date of a part."""
    unit, count = frame.values.get("unit", "day"), frame.values.get("n", "X")
    sign = frame.number("sign") or -1
    told = frame.values.get("base") == "told"
    base = frame.parts.get("base")
    kind: TimeType = "DURATION" if frame.values.get("type") == "duration" else "DATE"
    if kind == "DURATION" and ground.told is not None and not _tellable(ground.told, ground.day):
        told = False
    if unit == "hour" and count.isdecimal() and int(count) % 24 == 0:
        unit, count = "day", str(int(count) // 24)
        frame = replace(frame, values={**frame.values, "unit": unit, "n": count})
    day = ground.told_day if told else ground.day
    if told and kind == "DATE" and untold(ground, sign, unit):
        day = None
    anchored = True
    if base is not None:
        point = read(base, ground)
        if point is None or point.stretch is None:
            return Reading(kind, timex=duration_timex(count, unit))
        day, anchored = point.stretch.start, point.anchored
    timex = duration_timex(frame.values.get("high", count), unit)
    relation = frame.values.get("relation")
    if told and unit in _CLOCK and ground.told is not None and ground.told.grain == "day" and base is None:
        # Hours from an event of a told day: on that day or about it
        value = f"{ground.told.start.isoformat()}~"
        return Reading(kind, ground.told, value=value, timex=timex, anchored=True, told=True, relation=relation)
    if count == "X" or day is None or unit not in (*cal.GRAINS, "night"):
        vague = "PAST_REF" if sign < 0 else "FUTURE_REF"
        fuzzy = count == "X" and kind == "DATE" and base is None and not told
        return Reading(kind, timex=vague if fuzzy else timex, relation=relation)
    found = _distance(day, unit, frame, sign)
    if told and unit == "year" and kind == "DATE" and ground.told is not None and count.isdecimal():
        found = _same_part(ground.told, sign * int(count)) or found
    used = told and ground.told is not None
    written = timex if kind == "DURATION" or found is None else stretch_timex(found)
    return Reading(kind, found, timex=written, anchored=anchored, told=used, relation=relation)


def _tellable(told: Stretch, day: date | None) -> bool:
    """Say whether a date told may be that of the clause an event is set against: a day that has come."""
    return told.grain == "day" and (day is None or told.start <= day)


def _same_part(told: Stretch, years: int) -> Stretch | None:
    """Return the month, quarter or half that lies so many years from one just told: "from a year earlier"."""
    if told.grain not in ("month", "quarter", "half"):
        return None
    other = cal.shifted(told.start, "month", 12 * max(-9999, min(9999, years)))
    return cal.containing(other.start, told.grain) if other else None


def _distance(day: date, unit: str, frame: Frame, sign: int) -> Stretch | None:
    if unit in ("night", "weekend"):
        unit = "day" if unit == "night" else "week"
    if (both := _joined(frame)) is not None:
        return cal.shifted(day, both[1], sign * max(-99999, min(99999, both[0])))
    ends: list[Stretch] = []
    for name in ("n", "high"):
        if not (text := frame.values.get(name)):
            continue
        count = float(text) * sign
        if not count.is_integer() and unit in ("year", "decade", "century"):
            months = {"year": 12, "decade": 120, "century": 1200}[unit]
            found = cal.shifted(day, "month", round(max(-9999, min(9999, count)) * months))
        else:
            found = cal.shifted(day, unit, round(max(-99999, min(99999, count))))
        if found is None:
            return None
        ends.append(found)
    if len(ends) < 2 or frame.values.get("relation") == "within":
        return ends[-1] if ends else None
    first, last = sorted(ends, key=lambda end: end.start)
    return Stretch(first.start, last.end, "span", first.precision())


def _joined(frame: Frame) -> tuple[int, str] | None:
    """Return two lengths that add up as a count of the finer unit: two weeks and two days, 16 days."""
    first, more = frame.number("n"), frame.number("n2")
    if first is None or more is None:
        return None
    units = (frame.values.get("unit", ""), frame.values.get("unit2", ""))
    factor = {("year", "month"): 12, ("week", "day"): 7, ("decade", "year"): 10}.get(units)
    return (first * factor + more, units[1]) if factor else None


def read_duration(frame: Frame, ground: Ground, read: Read) -> Reading:
    """Return a length of time, which has no date."""
    unit, count, high = frame.values.get("unit", "day"), frame.values.get("n", "X"), frame.values.get("high")
    timex = duration_timex(count, unit)
    if high:
        timex += "/" + duration_timex(high, unit)
    if (more := frame.values.get("n2")) and "unit2" in frame.values:
        timex = joined_timex(timex, duration_timex(more, frame.values["unit2"]))
    return Reading("DURATION", timex=timex)


def read_habit(frame: Frame, ground: Ground, read: Read) -> Reading | None:
    """Return "le lundi", which recurs, but for a single day where the verb places it."""
    if ground.direction in ("past", "future"):
        return read(replace(frame, kind="calendar"), ground)
    return read_set(frame, ground, read)


def read_set(frame: Frame, ground: Ground, read: Read) -> Reading:
    """Return what recurs: every Friday, twice a year, annual."""
    unit, count = frame.values.get("unit", "day"), frame.values.get("n", "1")
    weekday, month = frame.number("weekday"), frame.number("month")
    if weekday is not None:
        return Reading("SET", timex=weekday_timex(weekday))
    if month is not None:
        day = frame.number("day")
        return Reading("SET", timex=f"XXXX-{month:02d}" + (f"-{day:02d}" if day else ""))
    if "daypart" in frame.values or "day" in frame.values:
        day, part = frame.number("day"), frame.values.get("daypart")
        return Reading("SET", timex=f"XXXX-XX-{f'{day:02d}' if day else 'XX'}" + (f"T{part}" if part else ""))
    if unit == "weekend" and count == "1":
        return Reading("SET", timex="XXXX-WXX-WE")
    if (season := frame.number("season")) is not None:
        return Reading("SET", timex=season_timex(season))
    return Reading("SET", timex=duration_timex(count, unit))
