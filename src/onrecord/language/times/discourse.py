"""Discourse: the dates that a text has told so far, and which of them a word like "the next day" counts from.

In a narrative the reference time moves forward with what is told, and stays where it is while the text looks back
(Reichenbach 1947; Webber 1988, "Tense as Discourse Anaphor"): "two days earlier" tells a date but is none from which
"the next day" counts. A date coarser than the step cannot be counted from: no day follows "in 2018".
"""

from collections import deque
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final, NamedTuple

from onrecord.language.times.calendar import GRAINS, Stretch
from onrecord.language.times.patterns import Frame

_KEPT: Final = 24
_SPANS: Final = {"day": "week", "month": "month", "year": "year"}
_PASSING: Final = frozenset({"by", "until", "since", "within"})
"""Relations whose date bounds what is told and is not the time of the telling."""


class _Point(NamedTuple):
    stretch: Stretch
    paragraph: int
    main: bool


@dataclass(frozen=True, slots=True)
class Step:
    """A step from a date told before: its unit and how many (0: the same).

    ``either`` marks words that as well count from the day of the report ("the next week").
    """

    unit: str
    count: int
    either: bool = False


class Discourse:
    """The dates told in one text, in their order."""

    def __init__(self) -> None:
        self._points: deque[_Point] = deque(maxlen=_KEPT)
        self._paragraph = 0

    def end_paragraph(self) -> None:
        """Take note that a new paragraph begins."""
        self._paragraph += 1

    def tell(self, stretch: Stretch, frame: Frame, relation: str | None) -> None:
        """Remember a date that ``frame`` told."""
        step = step_of(frame)
        back = step is not None and step.count < 0
        self._points.append(_Point(stretch, self._paragraph, not back and relation not in _PASSING))

    def last(self) -> Stretch | None:
        """Return the date last told in this paragraph."""
        if self._points and self._points[-1].paragraph == self._paragraph:
            return self._points[-1].stretch
        return None

    def base(self, step: Step, direction: str | None, day: date | None) -> Stretch | None:
        """Return the date told before that ``step`` counts from, or None where there is none.

        A step back in weeks or longer ("the previous year") reaches no farther than its paragraph: a later one
        compares with the day of the report.
        """
        if step.either and step.unit != "day" and direction != "past":
            return None
        far = step.count >= 0 or step.unit == "day"
        for point in reversed(self._points):
            if point.paragraph != self._paragraph and (not far or direction == "future"):
                return None
            passed = direction != "past" or day is None or point.stretch.start <= day
            if passed and (point.main or step.count == 0) and _rank(point.stretch) <= GRAINS.index(step.unit):
                return point.stretch
        return None


def _rank(stretch: Stretch) -> int:
    return GRAINS.index(_SPANS[stretch.unit] if stretch.grain == "span" else stretch.grain)


@lru_cache(maxsize=10_000)
def step_of(frame: Frame) -> Step | None:
    """Return the step from a date told before that a frame or a part of it takes, or None where it takes none."""
    values = frame.values
    if frame.kind == "time" and values.get("date") == "told":
        return Step("day", frame.number("deixis") or 0)
    if values.get("base") in ("told", "next") and frame.kind in ("shift", "ago") and values.get("type") != "duration":
        unit = values.get("unit", "day")
        count = (frame.number("sign") or -1) if frame.kind == "ago" else (frame.number("deixis") or 0)
        return Step(unit if unit in GRAINS else "day", count, values["base"] == "next")
    return next((step for part in frame.parts.values() if (step := step_of(part)) is not None), None)
