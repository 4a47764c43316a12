"""Time expressions: the words, their value as EDTF, and how the value was reached."""

from typing import NamedTuple

from onrecord.core.spans import Span
from onrecord.core.vocabulary import TimeBasis, TimeType


class TimeExpression(NamedTuple):
    """Words of a text that say when, how long or how often.

    ``value`` is EDTF (ISO 8601-2), never more precise than the words, and None where no anchor gives it one (a weekday
    without a publication date). ``timex3`` is the TIMEX3 value for comparison with other taggers (``P3M`` for a
    duration, ``XXXX-WXX-3`` for an unanchored Wednesday). ``basis`` is ``explicit`` where the words alone give the
    value, ``relative`` where ``anchor`` (EDTF) was needed, ``none`` where there is no value. ``relation`` says how an
    event stands to the value: ``by`` (a deadline), ``since``, ``until``, ``within``, ``before``, ``after`` or None;
    ``dateline`` marks the day of a dateline, which is no event's.
    """

    span: Span
    text: str
    value: str | None
    timex3: str | None
    type: TimeType
    basis: TimeBasis
    anchor: str | None = None
    relation: str | None = None
