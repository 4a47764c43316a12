"""Readings of dates: what the words of a date line say, as EDTF."""

import re
from dataclasses import dataclass
from datetime import date
from functools import cache

from onrecord.documents.calendar import months, number_of, weekdays

EARLIEST_YEAR = 1900
_NAME = r"[^\W\d_]{2,14}\.?"
_ISO = re.compile(r"(?<!\d)(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)|(?<!\d)(\d{4})(\d{2})(\d{2})(?=T\d)")
_NUMERIC = re.compile(r"(?<![\d.,/])(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})(?![\d/]|\.\d)")
_DAY_FIRST = re.compile(
    rf"(?<!\w)(\d{{1,2}})(?:st|nd|rd|th|er|re|º|ª|\.)?(?:\s+(?:of|de|del|d’|d'))?[\s\-–/]+({_NAME})(?:\s?/\s?{_NAME})?(?:\s+(?:de|del|of))?[\s,\-–/]+(\d{{4}})(?!\d)",
    re.I,
)
_MONTH_FIRST = re.compile(rf"(?<!\w)({_NAME})\s+(\d{{1,2}})(?:st|nd|rd|th)?(?:\s*,\s*|\s+)(\d{{4}})(?!\d)", re.I)
_YEAR_MONTH_DAY = re.compile(rf"(?<!\d)(\d{{4}})[\s,]+({_NAME})\s+(\d{{1,2}})(?!\d)", re.I)
_MONTH_YEAR = re.compile(rf"(?<!\w)({_NAME})(?:\s+(?:de|of))?\s+(\d{{4}})(?!\d)", re.I)
_EAST = re.compile(r"(\d{4})\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일]")
_DAY_MONTH = re.compile(rf"(?<!\w)(\d{{1,2}})(?:st|nd|rd|th|er|\.)?\s+(?:de\s+)?({_NAME})", re.I)
_MONTH_DAY = re.compile(rf"(?<!\w)({_NAME})\s+(\d{{1,2}})(?:st|nd|rd|th)?(?![\d:])", re.I)
_DAY_BEFORE = re.compile(r"\d(?:st|nd|rd|th|er|[.])?\s*(?:de|of)?\s*$", re.I)
_WORD = re.compile(r"[^\W\d_]{2,}\.?")


@dataclass(frozen=True, slots=True)
class DateReading:
    """A date that words give: ``value`` is EDTF (a day or a month), ``start`` and ``end`` the words' characters.

    ``clash`` names a weekday beside it that does not fit.
    """

    value: str
    start: int
    end: int
    clash: str | None = None


def day(year: int, month: int, number: int) -> str | None:
    """Return the EDTF day, None where there is no such day or the year is none of a press report."""
    try:
        value = date(year, month, number)
    except ValueError:
        return None
    return value.isoformat() if EARLIEST_YEAR <= year <= 2199 else None


def find_dates(text: str, language: str | None = None) -> list[DateReading]:
    """Return the full dates in ``text`` (a line, not a whole report) in order, and months where there is no day.

    ``language`` (BCP 47, region allowed) decides between readings of names and of all-number dates; where day and
    month could change places and nothing decides, the date is left out.
    """
    if len(text) > 2000:
        return []
    found: list[DateReading] = []
    for start, end, value in sorted(_candidates(text, language), key=lambda c: (c[0], -len(c[2]))):
        if found and start < found[-1].end:
            continue
        found.append(DateReading(value, start, end, _clash(text, start, end, value, language)))
    return found


def _candidates(text: str, language: str | None) -> list[tuple[int, int, str]]:
    base = language.partition("-")[0].lower() if language else None
    found: list[tuple[int, int, str | None]] = []
    for m in _ISO.finditer(text):
        year, month, number = (m.group(1), m.group(3), m.group(4)) if m.group(1) else m.group(5, 6, 7)
        found.append((m.start(), m.end(), day(int(year), int(month), int(number))))
    for m in _EAST.finditer(text):
        found.append((m.start(), m.end(), day(int(m[1]), int(m[2]), int(m[3]))))
    for m in _DAY_FIRST.finditer(text):
        found.append((m.start(), m.end(), _named(m[3], m[2], m[1], base)))
    for m in _MONTH_FIRST.finditer(text):
        found.append((m.start(), m.end(), _named(m[3], m[1], m[2], base)))
    for m in _YEAR_MONTH_DAY.finditer(text):
        found.append((m.start(), m.end(), _named(m[1], m[2], m[3], base)))
    for m in _NUMERIC.finditer(text):
        found.append((m.start(), m.end(), _numeric(m, language, text)))
    days = [(start, end, value) for start, end, value in found if value]
    for m in _MONTH_YEAR.finditer(text):
        month_number = number_of(m[1], months(), base)
        year_number = int(m[2])
        if _DAY_BEFORE.search(text, max(0, m.start() - 8), m.start()):
            continue
        if month_number and EARLIEST_YEAR <= year_number <= 2199:
            days.append((m.start(), m.end(), f"{year_number:04d}-{month_number:02d}"))
    return days


def _named(year: str, name: str, number: str, language: str | None) -> str | None:
    month = number_of(name, months(), language)
    return day(int(year), month, int(number)) if month else None


def _numeric(m: re.Match[str], language: str | None, text: str) -> str | None:
    first, second, year = int(m[1]), int(m[3]), int(m[4])
    if len(m[4]) == 2:
        if m[2] == "." and len(m[1]) == 1:
            return None
        year += 2000
    day_first, month_first = day(year, second, first), day(year, first, second)
    if day_first is None or month_first is None or day_first == month_first:
        return day_first or month_first
    if m[2] == ".":
        return day_first
    named = _weekday_beside(text, m.start(), m.end(), language)
    if named is not None:
        fits = [value for value in (day_first, month_first) if date.fromisoformat(value).weekday() == named[1]]
        if len(fits) == 1:
            return fits[0]
    order = _month_first(language)
    return None if order is None else (month_first if order else day_first)


@cache
def _month_first(language: str | None) -> bool | None:
    """Say whether ``language`` writes the month before the day in figures; None where its countries differ.

    CLDR's short date pattern of the bare language is that of its largest country, so English without a region, whose
    countries differ, decides nothing.
    """
    from babel import Locale, UnknownLocaleError

    if not language:
        return None
    code = language.replace("-", "_")
    try:
        locale = Locale.parse(code)
    except (UnknownLocaleError, ValueError):
        return None
    pattern = str(locale.date_formats["short"].pattern)
    month_first = 0 <= pattern.lower().find("m") < pattern.lower().find("d")
    return None if month_first and locale.territory is None else month_first


def _clash(text: str, start: int, end: int, value: str, language: str | None) -> str | None:
    """Return the weekday beside the date where it is another day than the date's."""
    if len(value) != 10:
        return None
    named = _weekday_beside(text, start, end, language)
    if named is None or date.fromisoformat(value).weekday() in named[2]:
        return None
    return named[0]


def _weekday_beside(text: str, start: int, end: int, language: str | None) -> tuple[str, int, frozenset[int]] | None:
    """Return the weekday straight before the date: its word, its number, and all numbers it may stand for."""
    base = language.partition("-")[0].lower() if language else None
    before = list(_WORD.finditer(text, max(0, start - 24), start))
    for found in reversed(before[-2:]):
        word = found.group(0)
        number = number_of(word, weekdays(), base) if len(word) >= 3 else None
        if number is not None:
            from onrecord.documents.calendar import plain

            every = frozenset(n for code, n in weekdays().get(plain(word), ()) if base in {None, code}) | {number}
            return word, number, every
    return None


def find_dayless_year(text: str, language: str | None) -> tuple[int, int] | None:
    """Return (month, day) of a date without a year at the head of a dateline, None where there is none."""
    base = language.partition("-")[0].lower() if language else None
    for pattern, name, number in ((_MONTH_DAY, 1, 2), (_DAY_MONTH, 2, 1)):
        for m in pattern.finditer(text):
            month = number_of(m[name], months(), base)
            if month and 1 <= int(m[number]) <= 31:
                return month, int(m[number])
    return None
