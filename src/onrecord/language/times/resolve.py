"""Resolution: what an expression's frame means on a given day, in a given direction, after the dates already told."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType

from onrecord.core.vocabulary import TimeType
from onrecord.language.times import calendar as cal
from onrecord.language.times.calendar import Stretch
from onrecord.language.times.deixis import Ground, place_month, place_season, place_weekday, place_weekday_day, year_of
from onrecord.language.times.patterns import Frame
from onrecord.language.times.timex import duration_timex, joined_timex, stretch_timex, weekday_timex


@dataclass(frozen=True, slots=True)
class Reading:
    """What an expression means: days, or a TIMEX3 value alone; ``value`` is EDTF where it is not the days' own.

    ``anchored`` says that the ground was needed, ``told`` that a date told before was used, ``whole`` the end of the
    stretch of which the words name the end (a deadline's last day).
    """

    type: TimeType
    stretch: Stretch | None = None
    value: str | None = None
    timex: str | None = None
    anchored: bool = False
    told: bool = False
    whole: Stretch | None = None
    relation: str | None = None

    def edtf(self) -> str | None:
        """Return the value as EDTF, or None where there is none."""
        if self.value is not None:
            return self.value
        return self.stretch.edtf() if self.stretch else None


def read(frame: Frame, ground: Ground) -> Reading | None:
    """Return what ``frame`` means on ``ground``, or None where the words are no date of the calendar (30 February)."""
    reader = _READERS.get(frame.kind)
    return reader(frame, ground) if reader else None


def _dated(stretch: Stretch | None, *, anchored: bool, told: bool = False, kind: TimeType = "DATE") -> Reading:
    timex = stretch_timex(stretch) if stretch else None
    return Reading(kind, stretch, timex=timex, anchored=anchored, told=told)


def _calendar(frame: Frame, ground: Ground) -> Reading | None:
    year, month, day, weekday = year_of(frame), frame.number("month"), frame.number("day"), frame.number("weekday")
    if frame.number("yearshift") is not None and ground.day is not None:
        year = ground.day.year + (frame.number("yearshift") or 0)
    anchored = "year" not in frame.values and "yy" not in frame.values
    if year is not None:
        stretch = cal.make(year, month, day)
        return None if stretch is None else _dated(stretch, anchored=anchored)
    if month is not None or day is not None:
        if cal.make(2024, month or 1, day) is None:
            return None
        if ground.day is None or (month is None and frame.number("yearshift") is not None):
            unknown = f"XXXX-{f'{month:02d}' if month else 'XX'}" + (f"-{day:02d}" if day else "")
            return Reading("DATE", value=unknown if month else None, timex=unknown)
        if month is None and day is not None and weekday is not None:
            return _dated(place_weekday_day(weekday, day, ground), anchored=True)
        found, told = place_month(month, day, frame.number("deixis"), ground)
        return _dated(found, anchored=True, told=told)
    if weekday is None:
        return None
    if ground.day is None:
        return Reading("DATE", timex=weekday_timex(weekday))
    return _dated(place_weekday(weekday, frame, ground), anchored=True)


def _iso(frame: Frame, ground: Ground) -> Reading | None:
    year, month, day = year_of(frame), frame.number("month"), frame.number("day")
    if month is not None and day is not None and month > 12 >= day:
        month, day = day, month
    if year is None:
        return _calendar(Frame("calendar", {"month": str(month), "day": str(day)}, {}), ground)
    stretch = cal.make(year, month, day)
    return _dated(stretch, anchored=False) if stretch else None


def _season(frame: Frame, ground: Ground) -> Reading | None:
    season, year = frame.number("season") or 21, year_of(frame)
    if frame.number("yearshift") is not None and ground.day is not None:
        year = ground.day.year + (frame.number("yearshift") or 0)
    if year is not None:
        return _dated(cal.season_stretch(year, season), anchored="year" not in frame.values)
    if ground.day is None:
        return Reading("DATE", value=f"XXXX-{season}", timex=f"XXXX-{('SP', 'SU', 'FA', 'WI')[season - 21]}")
    return _dated(place_season(season, frame.number("deixis"), ground), anchored=True)


def _shift(frame: Frame, ground: Ground) -> Reading:
    offset = frame.number("deixis") or 0
    unit = frame.values.get("unit", "day")
    told = frame.values.get("base") == "told"
    day = ground.told_day if told else ground.day
    if unit in ("hour", "minute", "second", "night"):
        return Reading("TIME", timex=None)
    if day is None:
        return Reading("DATE")
    return _dated(cal.shifted(day, unit, offset), anchored=True, told=told and ground.told is not None)


def _span(frame: Frame, ground: Ground) -> Reading:
    """Read a counted run of units up to the anchor or from it: the past three years."""
    unit, count = frame.values.get("unit", "day"), frame.values.get("n", "X")
    timex = duration_timex(count, unit)
    sign = -1 if (frame.number("deixis") or 0) < 0 else 1
    if count == "X" or "." in count or ground.day is None or unit not in cal.GRAINS:
        return Reading("DURATION", timex=timex)
    far = cal.shifted(ground.day, unit, sign * min(int(count), 5000))
    if far is None:
        return Reading("DURATION", timex=timex)
    precision = far.precision()
    other = far.start if unit != "day" else far.end
    ends = sorted((cal.cut(other, precision), cal.cut(ground.day, precision)))
    return Reading("DURATION", value="/".join(ends), timex=timex, anchored=True)


def _ago(frame: Frame, ground: Ground) -> Reading | None:
    """Read a distance from the anchor, a date just told or the date of a part."""
    unit, count = frame.values.get("unit", "day"), frame.values.get("n", "X")
    sign = frame.number("sign") or -1
    told = frame.values.get("base") == "told"
    base = frame.parts.get("base")
    kind: TimeType = "DURATION" if frame.values.get("type") == "duration" else "DATE"
    if kind == "DURATION" and ground.told is not None and not _tellable(ground.told, ground.day):
        told = False
    day = ground.told_day if told else ground.day
    anchored = True
    if base is not None:
        point = read(base, ground)
        if point is None or point.stretch is None:
            return Reading(kind, timex=duration_timex(count, unit))
        day, anchored = point.stretch.start, point.anchored
    timex = duration_timex(frame.values.get("high", count), unit)
    relation = frame.values.get("relation")
    if count == "X" or day is None or unit not in (*cal.GRAINS, "night"):
        vague = "PAST_REF" if sign < 0 else "FUTURE_REF"
        fuzzy = count == "X" and kind == "DATE" and base is None and not told
        return Reading(kind, timex=vague if fuzzy else timex, relation=relation)
    found = _distance(day, unit, frame, sign)
    used = told and ground.told is not None
    written = timex if kind == "DURATION" or found is None else stretch_timex(found)
    return Reading(kind, found, timex=written, anchored=anchored, told=used, relation=relation)


def _tellable(told: Stretch, day: date | None) -> bool:
    """Say whether a date told may be that of the clause an event is set against: a day that has come."""
    return told.grain == "day" and (day is None or told.start <= day)


def _distance(day: date, unit: str, frame: Frame, sign: int) -> Stretch | None:
    if unit in ("night", "weekend"):
        unit = "day" if unit == "night" else "week"
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


def _duration(frame: Frame, ground: Ground) -> Reading:
    unit, count, high = frame.values.get("unit", "day"), frame.values.get("n", "X"), frame.values.get("high")
    timex = duration_timex(count, unit)
    if high:
        timex += "/" + duration_timex(high, unit)
    if (more := frame.values.get("n2")) and "unit2" in frame.values:
        timex = joined_timex(timex, duration_timex(more, frame.values["unit2"]))
    return Reading("DURATION", timex=timex)


def _set(frame: Frame, ground: Ground) -> Reading:
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
    if (season := frame.number("season")) is not None:
        return Reading("SET", timex=f"XXXX-{('SP', 'SU', 'FA', 'WI')[season - 21]}")
    return Reading("SET", timex=duration_timex(count, unit))


def _part(frame: Frame, ground: Ground) -> Reading | None:
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
        return replace(_dated(half, anchored=whole.anchored, told=whole.told), timex=_half_timex(half, whole))
    stretch = cal.part_of(whole.stretch, name)
    return replace(whole, stretch=stretch or whole.stretch, whole=whole.stretch if name == "end" else None, value=None)


def _half(frame: Frame, ground: Ground) -> Reading | None:
    nth = frame.number("nth")
    return _part(replace(frame, values={**frame.values, "part": f"half{nth}"}), ground) if nth in (1, 2) else None


def _year_end(frame: Frame, ground: Ground) -> Reading | None:
    year = Frame("shift", {"unit": "year", "deixis": "0"}, {})
    return _part(replace(frame, parts={"whole": year}), ground)


def _fiscal(frame: Frame, ground: Ground) -> Reading | None:
    year = _calendar(frame, ground)
    return replace(year, timex=f"FY{year.timex}") if year else None


def _fiscal_shift(frame: Frame, ground: Ground) -> Reading | None:
    year = _shift(replace(frame, values={**frame.values, "base": ""}), ground)
    return replace(year, timex=f"FY{year.timex}") if year.timex else year


def _to_now(frame: Frame, ground: Ground) -> Reading | None:
    """Read a stretch that lasts to the anchor: between May and now."""
    start = read(frame.parts["a"], replace(ground, direction="past")) if "a" in frame.parts else None
    if start is None or start.stretch is None or ground.day is None or start.stretch.start > ground.day:
        return None
    whole = Stretch(start.stretch.start, ground.day, "span", start.stretch.precision())
    return Reading("DATE", whole, timex=whole.edtf(), anchored=True)


def _from_now(frame: Frame, ground: Ground) -> Reading | None:
    """Read a stretch that begins at the anchor: between now and May."""
    end = read(frame.parts["b"], replace(ground, direction="future")) if "b" in frame.parts else None
    if end is None or end.stretch is None or ground.day is None or end.stretch.end < ground.day:
        return None
    whole = Stretch(ground.day, end.stretch.end, "span", end.stretch.precision())
    return Reading("DATE", whole, timex=whole.edtf(), anchored=True)


def _pair(frame: Frame, ground: Ground) -> Reading | None:
    """Read two years joined by "and": one stretch where the second follows the first, else two expressions."""
    first, last = (year_of(frame.parts[name]) if name in frame.parts else None for name in ("a", "b"))
    if first is None or last is None:
        return None
    if last == first + 1:
        return _range(frame, ground)
    return None


def _double_year(frame: Frame, ground: Ground) -> Reading | None:
    """Read a season or budget year: 2023/24."""
    year, last = frame.number("year"), frame.number("yy")
    if year is None or last is None or last != (year + 1) % 100:
        last = None if last is None or year is None or last <= year % 100 else last
    if year is None or last is None:
        return None
    end = year // 100 * 100 + last + (100 if last < year % 100 else 0)
    return Reading("DATE", Stretch(date(year, 1, 1), date(end, 12, 31), "span", "year"), timex=f"{year}/{end}")


def _holiday_eve(frame: Frame, ground: Ground) -> Reading | None:
    feast = _holiday(frame, ground)
    if feast is None or feast.stretch is None:
        return None
    return replace(feast, stretch=cal.shifted(feast.stretch.start, "day", -1), timex=None)


def _duration_half(frame: Frame, ground: Ground) -> Reading:
    count = frame.values.get("n", "X")
    total = count if count == "X" else f"{float(count) + 0.5:g}"
    return _duration(replace(frame, values={**frame.values, "n": total}), ground)


def _half_timex(half: Stretch | None, whole: Reading) -> str | None:
    return stretch_timex(half) if half is not None and half.grain == "half" else whole.timex


def _nth(frame: Frame, ground: Ground) -> Reading | None:
    """Read a counted part of a larger stretch: the first quarter of 2025, the last day of May, the 21st century."""
    which, unit = frame.number("nth"), frame.values.get("unit", "")
    if which is None:
        return None
    if unit == "century":
        return _dated(cal.containing(date(max((which - 1) * 100, 1), 1, 1), "century"), anchored=False)
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
        return _dated(found, anchored=whole.anchored, told=whole.told) if found else None
    if unit not in ("quarter", "half") or not 0 < which <= (4 if unit == "quarter" else 2):
        return None
    if ground.day is None:
        return Reading("DATE", timex=f"XXXX-{unit[0].upper()}{which}")
    months = 3 if unit == "quarter" else 6
    found = cal.containing(date(ground.day.year, months * (which - 1) + 1, 1), unit)
    if found is not None and found.start > ground.day and ground.direction != "future":
        found = cal.shifted(found.start, "year", -1)
        found = cal.containing(date(found.start.year, months * (which - 1) + 1, 1), unit) if found else None
    return _dated(found, anchored=True)


_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50}


def _roman(frame: Frame, ground: Ground) -> Reading | None:
    total = 0
    digits = [_ROMAN.get(letter, 0) for letter in frame.values.get("roman", "").upper().rstrip("EÈM")]
    for digit, after in zip(digits, [*digits[1:], 0], strict=True):
        total += -digit if digit < after else digit
    return _nth(replace(frame, values={**frame.values, "nth": str(total)}), ground)


def _decade(frame: Frame, ground: Ground) -> Reading | None:
    year = frame.number("decade") or frame.number("decade2")
    if year is None:
        return None
    if year < 100:
        year += 1900 if year > 20 else 2000
    return _dated(cal.containing(date(max(year, 1), 1, 1), "decade"), anchored=False)


def _holiday(frame: Frame, ground: Ground) -> Reading | None:
    name, year = frame.values.get("holiday", ""), year_of(frame)
    if year is None and "deixis" in frame.values and ground.day is not None and name.startswith("easter"):
        return _easter_near(frame, ground)
    if year is None and (ground.day is None or not name.startswith("easter")):
        if name.startswith("easter"):
            return Reading("DATE")
        month, _, day = name.partition("-")
        return _calendar(Frame("calendar", {**frame.values, "month": month, "day": day}, {}), ground)
    if name.startswith("easter"):
        anchored = year is None
        year = year if year is not None else (ground.day.year if ground.day else 1)
        try:
            found = cal.shifted(cal.easter(year), "day", int(name[6:] or 0))
        except (ValueError, OverflowError):
            return None
        return _dated(found, anchored=anchored)
    month, _, day = name.partition("-")
    return _dated(cal.make(year or 1, int(month), int(day)), anchored=False)


def _easter_near(frame: Frame, ground: Ground) -> Reading | None:
    here, past = ground.day, (frame.number("deixis") or 0) < 0
    if here is None or not 1 < here.year < 9998:
        return None
    feasts = [_holiday(replace(frame, values={**frame.values, "year": str(here.year + n)}), ground) for n in (-1, 0, 1)]
    found = [feast for feast in feasts if feast and feast.stretch and (feast.stretch.start < here) == past]
    chosen = found[-1 if past else 0] if found else None
    return replace(chosen, anchored=True) if chosen else None


def _reference(frame: Frame, ground: Ground) -> Reading:
    return Reading("DATE", timex=frame.values.get("ref"))


def _range(frame: Frame, ground: Ground) -> Reading | None:
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
    start = read(first, _before(end.stretch, first, last, ground))
    if start is None:
        return None
    if start.stretch is None:
        return replace(end, relation="until")
    if start.stretch.start > end.stretch.end:
        return None
    unit = "day" if "day" in (start.stretch.precision(), end.stretch.precision()) else end.stretch.precision()
    whole = Stretch(start.stretch.start, end.stretch.end, "span", unit)
    return Reading("DATE", whole, timex=whole.edtf(), anchored=start.anchored or end.anchored)


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


def _week_of(frame: Frame, ground: Ground) -> Reading | None:
    day = read(frame.parts["date"], ground) if "date" in frame.parts else None
    if day is None or day.stretch is None:
        return Reading("DATE")
    return _dated(cal.containing(day.stretch.start, "week"), anchored=day.anchored, told=day.told)


def _days(frame: Frame, ground: Ground) -> Reading | None:
    """Read days of one month: 27-28 July."""
    values = dict(frame.values)
    last = _calendar(Frame("calendar", {**values, "day": values.pop("b", "")}, {}), ground)
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


def _time(frame: Frame, ground: Ground) -> Reading | None:
    """Read a time of day, with its day or on the day that the ground gives."""
    inner = frame.parts.get("date") or _implied(frame)
    on = read(inner, ground) if inner is not None else None
    clock = clock_of(frame)
    if clock is None:
        return None
    if on is not None and on.stretch is not None and on.stretch.grain == "day":
        day = on.stretch.start.isoformat()
        exact = "T" + (clock if clock.count(":") == 2 else clock + ":00")
        value = day + exact if clock[0].isdigit() and ":" in clock else day
        return replace(on, type="TIME", value=value, timex=f"{day}T{clock}")
    known = on.timex if on is not None and on.timex else None
    if known is None and inner is None and ground.told_day is not None:
        known = ground.told_day.isoformat()
    return Reading("TIME", timex=f"{known or 'XXXX-XX-XX'}T{clock}", anchored=False)


def _clock_range(frame: Frame, ground: Ground) -> Reading | None:
    """Read two times of one day: from 10 a.m. to 4 p.m."""
    if (inner := frame.parts.get("span")) is not None:
        return _clock_range(replace(inner, parts={**inner.parts, "date": frame.parts["date"]}), ground)
    last = frame.parts.get("b")
    first = frame.parts.get("a") or Frame("time", {"hour": frame.values.get("hour", "")}, {})
    if last is None:
        return None
    if (half := last.values.get("meridiem")) and "meridiem" not in first.values:
        first = replace(first, values={**first.values, "meridiem": half})
    dated = {"date": frame.parts["date"]} if "date" in frame.parts else {}
    start, end = (_time(replace(part, parts=dated), ground) for part in (first, last))
    if start is None or end is None:
        return None
    value = f"{start.value}/{end.value}" if start.value and end.value else None
    return replace(start, value=value, timex=f"{start.timex}/{end.timex}")


def _implied(frame: Frame) -> Frame | None:
    """Return the day that words like "tonight" and "last night" imply."""
    match frame.values.get("date"):
        case "today":
            return Frame("shift", {"unit": "day", "deixis": "0"}, {})
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


_READERS: Mapping[str, Callable[[Frame, Ground], Reading | None]] = MappingProxyType(
    {
        "calendar": _calendar, "numeric": _iso, "season": _season, "shift": _shift, "span": _span, "ago": _ago,
        "duration": _duration, "set": _set, "part": _part, "nth": _nth, "decade": _decade, "holiday": _holiday,
        "ref": _reference, "range": _range, "days": _days, "time": _time,
        "half": _half, "yearend": _year_end, "fiscal": _fiscal, "pair": _pair, "doubleyear": _double_year,
        "holidayeve": _holiday_eve, "roman": _roman, "weekof": _week_of, "tonow": _to_now, "fromnow": _from_now, "fiscalshift": _fiscal_shift, "clockrange": _clock_range, "durationhalf": _duration_half,
    }
)  # fmt: skip
