"""Parts: early March, the first quarter of 2025, the last day of May, the 21st century."""

from dataclasses import replace
from datetime import date

from onrecord.language.times import calendar as cal
from onrecord.language.times.calendar import Stretch
from onrecord.language.times.deixis import Ground
from onrecord.language.times.patterns import Frame
from onrecord.language.times.readings import Read, Reading, dated
from onrecord.language.times.timex import stretch_timex


def read_part(frame: Frame, ground: Ground, read: Read) -> Reading | None:
    """Return the start, middle, end or a half of a larger stretch."""
    inner = frame.parts.get("whole")
    whole = read(inner, ground) if inner is not None else None
    if whole is None:
        return None
    name = frame.values.get("part", "")
    if whole.stretch is None:
        return Reading("DATE", timex=whole.timex)
    if name in ("earlier", "later"):
        return replace(whole, type="DATE")
    if name.startswith("half"):
        half = cal.half_of(whole.stretch, int(name[4:]))
        return replace(dated(half, anchored=whole.anchored, told=whole.told), timex=_half_timex(half, whole))
    stretch = cal.part_of(whole.stretch, name)
    return replace(whole, stretch=stretch or whole.stretch, whole=whole.stretch if name == "end" else None, value=None)


def read_half(frame: Frame, ground: Ground, read: Read) -> Reading | None:
    """Return the first or second half of a larger stretch."""
    nth = frame.number("nth")
    return (
        read_part(replace(frame, values={**frame.values, "part": f"half{nth}"}), ground, read)
        if nth in (1, 2)
        else None
    )


def read_year_end(frame: Frame, ground: Ground, read: Read) -> Reading | None:
    """Return the end of the anchor's year."""
    year = Frame("shift", {"unit": "year", "deixis": "0"}, {})
    return read_part(replace(frame, parts={"whole": year}), ground, read)


def _half_timex(half: Stretch | None, whole: Reading) -> str | None:
    return stretch_timex(half) if half is not None and half.grain == "half" else whole.timex


def read_nth(frame: Frame, ground: Ground, read: Read) -> Reading | None:
    """Read a counted part of a larger stretch: the first quarter of 2025, the last day of May, the 21st century."""
    which, unit = frame.number("nth"), frame.values.get("unit", "")
    if which is None:
        return None
    if unit == "century":
        return dated(cal.containing(date(max((which - 1) * 100, 1), 1, 1), "century"), anchored=False)
    inner = frame.parts.get("whole")
    if inner is not None:
        whole = read(inner, ground)
        if whole is None or whole.stretch is None:
            return Reading("DATE", timex=whole.timex if whole else None)
        weekday = frame.number("weekday")
        found = (
            cal.nth_weekday(whole.stretch, weekday, which)
            if weekday is not None
            else cal.nth_of(whole.stretch, unit, which)
        )
        return dated(found, anchored=whole.anchored, told=whole.told) if found else None
    if unit not in ("quarter", "half") or not 0 < which <= (4 if unit == "quarter" else 2):
        return None
    if ground.day is None:
        return Reading("DATE", timex=f"XXXX-{unit[0].upper()}{which}")
    months = 3 if unit == "quarter" else 6
    found = cal.containing(date(ground.day.year, months * (which - 1) + 1, 1), unit)
    if found is not None and found.start > ground.day and ground.direction != "future":
        found = cal.shifted(found.start, "year", -1)
        found = cal.containing(date(found.start.year, months * (which - 1) + 1, 1), unit) if found else None
    return dated(found, anchored=True)
