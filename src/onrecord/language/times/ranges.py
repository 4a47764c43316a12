"""Ranges: stretches told by their two ends."""

from dataclasses import replace

from onrecord.language.times import calendar as cal
from onrecord.language.times.calendar import Stretch
from onrecord.language.times.deixis import Ground, year_of
from onrecord.language.times.patterns import Frame
from onrecord.language.times.readings import Read, Reading


def read_to_now(frame: Frame, ground: Ground, read: Read) -> Reading | None:
    """Read a stretch that lasts to the anchor: between May and now."""
    start = read(frame.parts["a"], replace(ground, direction="past")) if "a" in frame.parts else None
    if start is None or start.stretch is None or ground.day is None or start.stretch.start > ground.day:
        return None
    whole = Stretch(start.stretch.start, ground.day, "span", start.stretch.precision())
    return Reading("DATE", whole, timex=whole.edtf(), anchored=True)


def read_from_now(frame: Frame, ground: Ground, read: Read) -> Reading | None:
    """Read a stretch that begins at the anchor: between now and May."""
    end = read(frame.parts["b"], replace(ground, direction="future")) if "b" in frame.parts else None
    if end is None or end.stretch is None or ground.day is None or end.stretch.end < ground.day:
        return None
    whole = Stretch(ground.day, end.stretch.end, "span", end.stretch.precision())
    return Reading("DATE", whole, timex=whole.edtf(), anchored=True)


def read_pair(frame: Frame, ground: Ground, read: Read) -> Reading | None:
    """Read two years joined by "and": one stretch where the second follows the first, else two expressions."""
    first, last = (year_of(frame.parts[name]) if name in frame.parts else None for name in ("a", "b"))
    if first is None or last is None:
        return None
    if last == first + 1:
        return read_range(frame, ground, read)
    return None


def read_range(frame: Frame, ground: Ground, read: Read) -> Reading | None:
    first, last = frame.parts.get("a"), frame.parts.get("b")
    if first is None or last is None:
        return None
    end = read(last, ground)
    if _onward(first, last) and (start := read(first, ground)) is not None and start.stretch is not None:
        end = read(last, replace(ground, day=start.stretch.start, direction="future"))
    if end is None:
        return None
    if end.stretch is None:
        start = read(first, ground)
        if start is None or start.edtf() is None or end.edtf() is None:
            return Reading("DATE")
        return Reading("DATE", value=f"{start.edtf()}/{end.edtf()}", timex=f"{start.timex}/{end.timex}")
    before = _before(end.stretch, first, last, ground)
    start = read(first, before)
    if start is None:
        return None
    if start.stretch is None:
        return replace(end, relation="until")
    if start.stretch.start > end.stretch.end:
        return None
    unit = "day" if "day" in (start.stretch.precision(), end.stretch.precision()) else end.stretch.precision()
    whole = Stretch(start.stretch.start, end.stretch.end, "span", unit)
    return Reading("DATE", whole, timex=whole.edtf(), anchored=end.anchored or (start.anchored and before is ground))


def _onward(first: Frame, last: Frame) -> bool:
    """Say whether the range's end counts from its start: from next Monday to Friday."""
    weekdays = all(part.number("weekday") is not None and part.number("day") is None for part in (first, last))
    return weekdays and "deixis" in first.values and "deixis" not in last.values


def _before(end: Stretch, first: Frame, last: Frame, ground: Ground) -> Ground:
    """Return the ground on which the start of a range is read: the range's end, looking back."""
    if first.kind == "calendar" and year_of(first) is None:
        if year_of(last) is None and ground.day is None:
            return ground
        return replace(ground, day=end.end, direction="past", told=None)
    return ground


def read_days(frame: Frame, ground: Ground, read: Read) -> Reading | None:
    """Read days of one month: 27-28 July."""
    values = dict(frame.values)
    last = read(Frame("calendar", {**values, "day": values.pop("b", "")}, {}), ground)
    if last is None:
        return None
    day = int(values.get("a", "0"))
    if last.stretch is None:
        value = last.edtf()
        return Reading("DATE", value=f"{value[:-2]}{day:02d}/{value}" if value else None, timex=last.timex)
    start = cal.make(last.stretch.start.year, last.stretch.start.month, day)
    if start is None or start.start > last.stretch.start:
        return None
    whole = Stretch(start.start, last.stretch.end, "span")
    return Reading("DATE", whole, timex=whole.edtf(), anchored=last.anchored, told=last.told)
