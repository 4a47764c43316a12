"""Inference: when a report without any date was written, as far as its text ties a full date to that day."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from onrecord.core.tables import packaged_table
from onrecord.documents.calendar import plain, weekdays
from onrecord.documents.dating.readings import DateReading, find_dates

_YEAR = re.compile(r"(?<![\d.,/-])((?:19|20)\d{2})(?![\d/]|[.,-]\d|\s?%)")
_BETWEEN = 24
_WORD = re.compile(r"[^\W\d_]+")
_LINKS = frozenset(
    {
        "on", "in", "of", "the", "le", "la", "en", "de", "el", "del", "du", "au", "il", "am", "den", "im", "dem", "em",
        "no", "that", "is", "i", "e", "to", "c", "est", "к", "в", "يوم", "عام", "سنة", "dated", "date", "soit",
    }
)  # fmt: skip
_QUOTED = re.compile(r"“[^”]*”|«[^»]*»|\"[^\"]*\"")
_LONGEST = 2000


class _Tie(NamedTuple):
    unit: str
    shift: int


class Inferred(NamedTuple):
    """When a report was written (EDTF: a day, a month, a year) and the words that say so."""

    value: str
    words: str


@cache
def _ties() -> tuple[re.Pattern[str], dict[str, _Tie]]:
    known = {
        word: _Tie(row["unit"], int(row["shift"]))
        for row in packaged_table("onrecord.documents.dating", "deictics.tsv")
        for word in row["words"].split("|")
    }
    words = "|".join(re.escape(word) for word in sorted(known, key=lambda word: (-len(word), word)))
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.I), known


def infer_publication(text: str, language: str | None) -> tuple[Inferred | None, bool]:
    """Return when the report with this body was written, None where nothing in it says so, and whether anything spoke.

    Only a date in figures that the outlet's own words tie to the day of writing counts: "yesterday, 12 March 2024",
    "last year (2023)", "ce mardi 12 mars 2024". Years that are merely told of bind nothing: they say that the report is
    no older, not when it was written. Words inside quotations, and ties that contradict each other, count for nothing.
    """
    found: list[Inferred] = []
    for paragraph in text.split("\n"):
        if any(char.isdigit() for char in paragraph) and len(paragraph) <= _LONGEST:
            found.extend(_tied(paragraph, language))
    if not found:
        return None, False
    best = max(found, key=lambda each: len(each.value))
    return (best if all(best.value.startswith(each.value) for each in found) else None), True


def _tied(paragraph: str, language: str | None) -> Iterator[Inferred]:
    own = _QUOTED.sub(lambda quoted: " " * len(quoted.group(0)), paragraph)
    pattern, known = _ties()
    dates = find_dates(own, language)
    for mark in pattern.finditer(own):
        tie = known[mark.group(0).lower()]
        if tie.unit == "year":
            for year in _YEAR.finditer(own):
                if _beside(own, mark.span(), year.span()):
                    start, end = min(mark.start(), year.start()), max(mark.end(), year.end())
                    yield Inferred(f"{int(year[1]) + tie.shift:04d}", paragraph[start:end])
            continue
        for reading in dates:
            value = _shifted(reading, tie)
            if value and _beside(own, mark.span(), (reading.start, reading.end)):
                start, end = min(mark.start(), reading.start), max(mark.end(), reading.end)
                yield Inferred(value, paragraph[start:end])


def _beside(text: str, one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Say whether two stretches stand side by side but for marks, prepositions and a weekday."""
    first, second = sorted((one, other))
    between = text[first[1] : second[0]]
    if len(between) > _BETWEEN or first[1] > second[0] or re.search(r"[.!?;:]", between):
        return False
    return all(word.lower() in _LINKS or plain(word) in weekdays() for word in _WORD.findall(between))


def _shifted(reading: DateReading, tie: _Tie) -> str | None:
    """Return the day or month that lies as far after the date as the tie says."""
    if tie.unit == "day" and len(reading.value) == 10:
        return (date.fromisoformat(reading.value) + timedelta(days=tie.shift)).isoformat()
    if tie.unit == "month" and len(reading.value) >= 7:
        months = int(reading.value[:4]) * 12 + int(reading.value[5:7]) - 1 + tie.shift
        return f"{months // 12:04d}-{months % 12 + 1:02d}"
    return None
