"""Resolution: what an expression's frame means on a given day, in a given direction, after the dates already told."""

from collections.abc import Mapping
from types import MappingProxyType

from onrecord.language.times import clocks, dates, lengths, parts, ranges
from onrecord.language.times.deixis import Ground
from onrecord.language.times.patterns import Frame
from onrecord.language.times.readings import Reader, Reading


def read(frame: Frame, ground: Ground) -> Reading | None:
    """Return what ``frame`` means on ``ground``, or None where the words are no date of the calendar (30 February)."""
    reader = _READERS.get(frame.kind)
    return reader(frame, ground, read) if reader else None


_READERS: Mapping[str, Reader] = MappingProxyType(
    {
        "calendar": dates.read_calendar,
        "numeric": dates.read_numeric,
        "season": dates.read_season,
        "shift": dates.read_shift,
        "span": lengths.read_span,
        "ago": lengths.read_ago,
        "duration": lengths.read_duration,
        "set": lengths.read_set,
        "habit": lengths.read_habit,
        "part": parts.read_part,
        "nth": parts.read_nth,
        "decade": dates.read_decade,
        "holiday": dates.read_holiday,
        "ref": dates.read_reference,
        "range": ranges.read_range,
        "days": ranges.read_days,
        "time": clocks.read_time,
        "half": parts.read_half,
        "yearend": parts.read_year_end,
        "fiscal": dates.read_fiscal,
        "pair": ranges.read_pair,
        "doubleyear": dates.read_double_year,
        "holidayeve": dates.read_holiday_eve,
        "weekend": dates.read_weekend,
        "weekof": dates.read_week_of,
        "tonow": ranges.read_to_now,
        "fromnow": ranges.read_from_now,
        "fiscalshift": dates.read_fiscal_shift,
        "clockrange": clocks.read_clock_range,
        "durationhalf": lengths.read_duration,
    }
)
