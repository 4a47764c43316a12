"""Clocks: times of day, with their day or alone."""

from dataclasses import replace
from datetime import timedelta

from onrecord.language.times.deixis import Ground
from onrecord.language.times.patterns import Frame
from onrecord.language.times.readings import Read, Reading


def read_time(frame: Frame, ground: Ground, read: Read) -> Reading | None:
    """Read a time of day, with its day or on the day that the ground gives."""
    inner = frame.parts.get("date") or _implied(frame)
    on = read(inner, ground) if inner is not None else None
    clock = clock_of(frame)
    if clock is None:
        return None
    if on is not None and on.stretch is not None and on.stretch.grain == "day":
        day = on.stretch.start.isoformat()
        exact = "T" + (clock if clock.count(":") == 2 else clock + ":00")
        # Midnight is the end of the day for TIMEX3, but texts mean its beginning as well
        value = day + exact if clock[0].isdigit() and ":" in clock and clock != "24:00" else day
        if clock == "NI" and (frame.number("weekday") or frame.values.get("date") == "overnight"):
            # "the night of Wednesday to Thursday", and that before the report
            value = f"{(on.stretch.start - timedelta(1)).isoformat()}/{day}"
        return replace(on, type="TIME", value=value, timex=f"{day}T{clock}")
    known = on.timex if on is not None and on.timex else None
    if known is None and inner is None and ground.told_day is not None:
        known = ground.told_day.isoformat()
    return Reading("TIME", timex=f"{known or 'XXXX-XX-XX'}T{clock}", anchored=False)


def read_clock_range(frame: Frame, ground: Ground, read: Read) -> Reading | None:
    """Read two times of one day: from 10 a.m. to 4 p.m."""
    if (inner := frame.parts.get("span")) is not None:
        return read_clock_range(replace(inner, parts={**inner.parts, "date": frame.parts["date"]}), ground, read)
    last = frame.parts.get("b")
    first = frame.parts.get("a") or Frame("time", {"hour": frame.values.get("hour", "")}, {})
    if last is None:
        return None
    if (half := last.values.get("meridiem")) and "meridiem" not in first.values:
        first = replace(first, values={**first.values, "meridiem": half})
    dated = {"date": frame.parts["date"]} if "date" in frame.parts else {}
    start, end = (read_time(replace(part, parts=dated), ground, read) for part in (first, last))
    if start is None or end is None:
        return None
    value = f"{start.value}/{end.value}" if start.value and end.value else None
    return replace(start, value=value, timex=f"{start.timex}/{end.timex}")


def _implied(frame: Frame) -> Frame | None:
    """Return the day that words like "tonight" and "last night" imply."""
    match frame.values.get("date"):
        case "today" | "overnight":
            return Frame("shift", {"unit": "day", "deixis": "0"}, {})
        case "told":
            return Frame("shift", {"unit": "day", "deixis": frame.values.get("deixis", "0"), "base": "told"}, {})
        case "deixis":
            return Frame("shift", {"unit": "day", "deixis": frame.values.get("deixis", "0")}, {})
    return None


def clock_of(frame: Frame) -> str | None:
    """Return the time of day that a frame names: ``10:10``, ``09``, ``MO``; None for an hour that no day has."""
    if (part := frame.values.get("daypart") or frame.values.get("tonight")) and "hour" not in frame.values:
        return part
    inner = frame.parts.get("clock")
    if inner is not None:
        return clock_of(inner)
    hour, minute, second = frame.number("hour"), frame.number("minute"), frame.number("second")
    minute = minute if minute is not None else frame.number("minute2")
    if hour is None:
        return None
    half = frame.values.get("meridiem", "").lower()[:1] or {"MO": "a"}.get(frame.values.get("daypart", ""), "")
    if half == "p" or frame.values.get("daypart") in ("AF", "EV", "NI"):
        hour = hour + 12 if hour < 12 else hour
    elif half == "a" and hour == 12:
        hour = 0
    if hour > 24 or (minute or 0) > 59 or (second or 0) > 59:
        return None
    text = f"{hour:02d}:{minute or 0:02d}"
    return text + (f":{second:02d}" if second is not None else "")
