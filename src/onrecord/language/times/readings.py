"""Readings: what an expression means, before it is written down."""

from collections.abc import Callable
from dataclasses import dataclass

from onrecord.core.vocabulary import TimeType
from onrecord.language.times.calendar import Stretch
from onrecord.language.times.deixis import Ground
from onrecord.language.times.patterns import Frame
from onrecord.language.times.timex import stretch_timex


@dataclass(slots=True)
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


Read = Callable[[Frame, Ground], Reading | None]
"""The reading of a frame on a ground, handed to the readers of frames that have parts."""

Reader = Callable[[Frame, Ground, Read], Reading | None]
"""A reader of one kind of frame."""


def dated(stretch: Stretch | None, *, anchored: bool, told: bool = False, kind: TimeType = "DATE") -> Reading:
    """Return the reading that a stretch is, None included."""
    timex = stretch_timex(stretch) if stretch else None
    return Reading(kind, stretch, timex=timex, anchored=anchored, told=told)
