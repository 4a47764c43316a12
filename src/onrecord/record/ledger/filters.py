"""Filters: which entries or statements a reader asks for. Several are joined by "and"."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Who:
    """A state, body or person as a reader names it.

    ``codes`` are country or organisation codes of which a party must carry one; ``words`` are part of its name or of
    the words used for it. Either is enough.
    """

    words: str
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EntryFilter:
    """Which entries.

    ``since`` and ``until`` are days (``YYYY-MM-DD``), both included: the act's own time, else the day of the report
    that tells it, must touch the days between. ``text`` are words that the evidence must hold, phrases in double
    quotes. All else is what a mention of the entry must have.
    """

    type: str | None = None
    stage: str | None = None
    actor: Who | None = None
    recipient: Who | None = None
    since: str | None = None
    until: str | None = None
    text: str | None = None
    report: str | None = None


@dataclass(frozen=True, slots=True)
class StatementFilter:
    """Which statements: by whom, with which words, in reports published between two days (both included)."""

    speaker: Who | None = None
    about: str | None = None
    since: str | None = None
    until: str | None = None
    report: str | None = None
