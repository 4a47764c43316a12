"""Finding: the time expressions of a text, longest first at each place, each resolved on the ground told so far."""

import re
from dataclasses import replace
from datetime import date
from functools import lru_cache

from onrecord.core.spans import Span
from onrecord.core.times import TimeExpression
from onrecord.core.vocabulary import TimeBasis
from onrecord.language.times.calendar import Stretch, parse_anchor
from onrecord.language.times.dateline import in_dateline
from onrecord.language.times.deixis import Ground
from onrecord.language.times.direction import direction
from onrecord.language.times.discourse import Discourse, step_of
from onrecord.language.times.patterns import Frame, grammar
from onrecord.language.times.readings import Reading
from onrecord.language.times.relations import guards, related, relation_before
from onrecord.language.times.resolve import read
from onrecord.language.times.tenses import Tenses, listed

Meant = tuple[Reading, str | None]
"""What an expression means, and its value as EDTF."""

_NOTHING = None, None
_SENTENCE = re.compile(r"[.!?](?=\s)|\n")
_TIMELESS = frozenset({"duration", "durationhalf", "set", "ref", "decade", "fiscal", "doubleyear", "span"})
"""Kinds of frame that no tense moves."""
_WHOLES = frozenset({"part", "half", "nth"})
"""Kinds of frame that are parts of another."""
_DATELINES = frozenset({"calendar", "numeric"})

_YEAR = 366
_LONGEST_AIM = 12
_FILED = 45
"""Days that a dateline may lie from the publication."""


def find_times(
    text: str, *, language: str, anchor: str | None = None, tenses: Tenses | None = None
) -> tuple[TimeExpression, ...]:
    """Return the time expressions of ``text`` in their order, none within another.

    ``anchor`` is the publication date as EDTF (day, month, year or interval): relative expressions get only what
    follows from all days that it may mean. ``tenses`` may say for a span whether its verb looks to the ``past`` or the
    ``future`` (``tenses_of`` of a parse); where it is absent or gives None, cues in the clause do. What counts from a
    date told before ("two days later") has that as its anchor. The day of a dateline has the relation ``dateline``.
    Spans leave out the preposition and count
    code points. Annotation habits follow TimeML (TIMEX3); values follow the codebook ("When").

    Raises LanguageError for an unknown language.
    """
    reader = _Reader(text, language, anchor, tenses)
    rules = grammar(language)
    guarded, patterns = guards(language), rules.patterns
    found: list[TimeExpression] = []
    for tokens in rules.sieve.stretches(text):
        codes, ends, offset = tokens.codes, tokens.ends, tokens.offset
        for run in rules.runs.finditer(codes):
            first = reach = run.start()
            for place, fits in rules.openings(run.group()):
                place += first
                if place < reach:
                    continue
                start = offset + ends[2 * place]
                for number, size in fits:
                    pattern, last = patterns[number], first + size
                    end = offset + ends[2 * last - 1]
                    if pattern.guard and not guarded[pattern.guard].admits(text, start, end):
                        continue
                    frame = rules.frame(pattern, codes, tokens, place, last)
                    expression = reader.expression(Span(start, end), frame)
                    if expression is not None:
                        found.append(expression)
                        reach = last
                        break
    return tuple(found)


@lru_cache(maxsize=10_000)
def _settled(frame: Frame) -> bool:
    """Say whether no tense moves what a frame means: a year is told, or the day that it counts from is the anchor."""
    if frame.kind in _TIMELESS or "year" in frame.values:
        return True
    if frame.kind == "shift":
        return "base" not in frame.values
    if frame.kind in _WHOLES and "whole" in frame.parts:
        return _settled(frame.parts["whole"])
    return False


@lru_cache(maxsize=20_000)
def _meant(
    frame: Frame,
    relation: str | None,
    day: date | None,
    way: str | None,
    told: Stretch | None,
    narrated: Stretch | None,
) -> Meant | None:
    """Return what ``frame`` means after words of ``relation`` on the ground given and its value, None where it is no
    date.

    Kept, since the reports of one day tell of the same few days.
    """
    ground = Ground(day, way, told, narrated)
    reading = read(frame, ground)
    if reading is not None and relation is not None:
        reading = related(reading, frame, relation, ground)
    return None if reading is None else (reading, reading.edtf())


def _names_month(frame: Frame) -> bool:
    """Say whether a frame, or a part of it, names a month."""
    return "month" in frame.values or any(map(_names_month, frame.parts.values()))


def _is_weekday(frame: Frame) -> bool:
    """Say whether a frame is a day of the week alone, or a time of one."""
    if frame.kind == "time" and "date" in frame.parts:
        return _is_weekday(frame.parts["date"])
    return frame.kind == "calendar" and "weekday" in frame.values and "deixis" not in frame.values


class _Reader:
    """Resolves the expressions of one text in their order, remembering the date last told."""

    def __init__(self, text: str, language: str, anchor: str | None, tenses: Tenses | None) -> None:
        self._text = text
        self._language = language
        self._anchor = anchor
        self._tenses = tenses
        stretch = parse_anchor(anchor)
        self._days: tuple[date, ...] = () if stretch is None else tuple(dict.fromkeys((stretch.start, stretch.end)))
        self._discourse = Discourse()
        self._told: Stretch | None = None
        self._narrated: Stretch | None = None
        self._position = 0

    def expression(self, span: Span, frame: Frame) -> TimeExpression | None:
        """Return the expression that ``frame`` over ``span`` is, or None where its numbers are no date."""
        between = self._text[self._position : span.start]
        if self._narrated is not None and _SENTENCE.search(between):
            self._narrated = None
        if "\n" in between:
            self._discourse.end_paragraph()
        self._position = span.end
        if frame.kind in _DATELINES and in_dateline(self._text, span):
            filed = self._filed(span, frame)
            if filed is not None:
                return filed
        relation = relation_before(self._text, span.start, self._language)
        step = step_of(frame)
        coming = relation == "coming" and "year" not in frame.values
        open_ = step is not None or coming or not _settled(frame)
        way = self._way(span, relation, weekday=_is_weekday(frame), named="month" in frame.values) if open_ else None
        day = self._days[-1] if self._days else None
        self._told = self._discourse.base(step, way, day) if step is not None else self._discourse.last()
        meant = self._read(frame, relation, way)
        if meant is None:
            return None
        self._remember(meant[0], frame)
        return self._made(span, *meant)

    def _filed(self, span: Span, frame: Frame) -> TimeExpression | None:
        """Return the day of a dateline, which lies about the publication and is no time of what is told."""
        reading, value = self._read(frame, None, "near") or _NOTHING
        if reading is None or reading.stretch is None:
            return None
        if self._days and min(abs((day - reading.stretch.start).days) for day in self._days) > _FILED:
            return None
        return self._made(span, replace(reading, relation="dateline"), value)

    def _made(self, span: Span, reading: Reading, value: str | None) -> TimeExpression:
        anchor = None
        if reading.anchored and value is not None:
            anchor = self._told.edtf() if reading.told and self._told else self._anchor
        basis: TimeBasis = "none" if value is None else "relative" if reading.anchored else "explicit"
        words = self._text[span.start : span.end]
        return TimeExpression(span, words, value, reading.timex, reading.type, basis, anchor, reading.relation)

    def _way(self, span: Span, relation: str | None, *, weekday: bool, named: bool) -> str | None:
        way = self._tenses(span) if self._tenses else None
        if way == "near" and named:
            return way
        simple, present = way == "simple", way in ("simple", "present")
        way = way if way in ("past", "future") else None
        if (way is None and relation == "by") or (weekday and self._is_aimed_at(span)):
            return "future"
        if relation == "since":
            return "past"
        if present and relation == "until":
            return "future"
        # What is told in the present for a day of the week is planned: "the summit opens Saturday"
        if simple and weekday:
            return "future"
        way = way if way is not None else direction(self._text, span, self._language)
        return "future" if way is None and present and weekday else way

    def _is_aimed_at(self, span: Span) -> bool:
        """Say whether something is set for the day: "called a march for Friday", not "for Friday's raid"."""
        before = self._text[max(0, span.start - _LONGEST_AIM) : span.start].split()
        possessed = self._text[span.end : span.end + 2] in ("'s", "’s")
        return bool(before) and not possessed and before[-1].lower() in listed(self._language, "aimed")

    def _read(self, frame: Frame, relation: str | None, way: str | None) -> Meant | None:
        told, narrated = self._told, self._narrated
        readings = [_meant(frame, relation, day, way, told, narrated) for day in self._days or (None,)]
        if len(readings) > 1 and readings[0]:
            first = readings[0][1]
            if any(reading is None or reading[1] != first for reading in readings):
                return (self._inside(readings) if _names_month(frame) else None) or _meant(
                    frame, relation, None, way, told, narrated
                )
        return readings[0]

    def _inside(self, readings: list[Meant | None]) -> Meant | None:
        """Return the one reading that lies in the month or year of publication: "on 12 March" of a report of March."""
        first, last = self._days
        inside = [
            meant
            for meant in readings
            if meant
            and (r := meant[0]).stretch
            and r.type == "DATE"
            and first <= r.stretch.start
            and r.stretch.end <= last
        ]
        return inside[0] if len(inside) == 1 else None

    def _remember(self, reading: Reading, frame: Frame) -> None:
        if reading.stretch is None or reading.type == "DURATION":
            return
        self._discourse.tell(reading.stretch, frame, reading.relation)
        if not reading.anchored and self._days and (self._days[0] - reading.stretch.end).days > _YEAR:
            self._narrated = reading.stretch if reading.stretch.grain in ("day", "month") else None
