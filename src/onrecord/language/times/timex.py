"""TIMEX3 values (TimeML 1.2.1, Saurí and others 2006) of stretches, durations and times of day."""

from typing import Final

from onrecord.language.times.calendar import Stretch

_SEASONS: Final = {21: "SP", 22: "SU", 23: "FA", 24: "WI"}
_UNITS: Final = {
    "year": "Y", "month": "M", "week": "W", "day": "D", "decade": "DE", "century": "CE", "quarter": "Q",
    "weekend": "WE", "night": "NI", "season": "SE", "half": "H",
}  # fmt: skip
_HALVES: Final = {
    "hour": ("30", "minute"), "minute": ("30", "second"), "day": ("12", "hour"), "year": ("6", "month"),
    "decade": ("5", "year"), "century": ("50", "year"),
}  # fmt: skip
_CLOCK_UNITS: Final = {"hour": "H", "minute": "M", "second": "S"}


def stretch_timex(stretch: Stretch) -> str:
    """Return the TIMEX3 value of a stretch: ``2024-02-07``, ``2024-W06``, ``2024-Q1``, ``2024-SP``, ``199``."""
    year = f"{stretch.start.year:04d}"
    match stretch.grain:
        case "week" | "weekend":
            iso = stretch.start.isocalendar()
            return f"{iso.year:04d}-W{iso.week:02d}" + ("-WE" if stretch.grain == "weekend" else "")
        case "quarter":
            return f"{year}-Q{(stretch.start.month + 2) // 3}"
        case "half":
            return f"{year}-H{1 if stretch.start.month == 1 else 2}"
        case "season":
            return f"{stretch.end.year:04d}-{_SEASONS[stretch.season]}"
        case "decade":
            return year[:3]
        case "century":
            return year[:2]
    return stretch.edtf()


def duration_timex(count: str, unit: str) -> str:
    """Return the TIMEX3 value of ``count`` (digits, a decimal or ``X`` for some) of a unit.

    ``P3M``, ``PXW``, ``PT2H``; a half of a unit is told in the next finer, half years are months.
    """
    if count == "0.5" and unit in _HALVES:
        count, unit = _HALVES[unit]
    if unit == "half" and count.isdecimal():
        count, unit = str(6 * int(count)), "month"
    if unit in _CLOCK_UNITS:
        return f"PT{count}{_CLOCK_UNITS[unit]}"
    return f"P{count}{_UNITS.get(unit, 'D')}"


def season_timex(season: int) -> str:
    """Return the TIMEX3 value of a season (EDTF number) of no known year."""
    return f"XXXX-{_SEASONS[season]}"


def weekday_timex(weekday: int) -> str:
    """Return the TIMEX3 value of a day of the week (1 Monday to 7 Sunday) of no known week."""
    return f"XXXX-WXX-{weekday}"


def joined_timex(longer: str, shorter: str) -> str:
    """Return one TIMEX3 duration for two that add up: ``P2Y`` and ``P6M`` to ``P2Y6M``."""
    if longer.startswith("PT") and shorter.startswith("PT"):
        return longer + shorter[2:]
    return longer + shorter[1:]
