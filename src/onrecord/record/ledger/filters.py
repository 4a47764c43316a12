"""Filters: which entries or statements a reader asks for. Several are joined by "and"; of the values of one, any will
do."""

from dataclasses import dataclass
from typing import Final, Literal

Sort = Literal["day", "-day", "reported", "-reported", "origins", "-origins"]
"""By what entries are sorted: the first day of the act, that of its first report, the number of independent origins;
``-`` from the greatest down. What has no day comes last, or with ``-`` first."""

FACETS: Final = (
    "type", "stage", "tier", "actor", "recipient", "item", "what", "context", "outlet", "language", "origins",
    "conflict", "state", "first", "month", "year",
)  # fmt: skip
"""What entries are counted by. ``item`` is the category of goods, ``what`` their noun, ``state`` that of the commitment
that the entry belongs to, ``first`` the outlets that told it first, ``month`` (``YYYY-MM``) and ``year`` those that the
act touches."""


@dataclass(frozen=True, slots=True)
class Who:
    """A state, body or person as a reader names it.

    ``codes`` are country or organisation codes of which a party must carry one; ``words`` are part of its name or of
    the words used for it. Either is enough.
    """

    words: str
    codes: tuple[str, ...] = ()


Several = str | tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class EntryFilter:
    """Which entries.

    ``since`` and ``until`` are days (``YYYY-MM-DD``), both included: the act's own time, else the day of the report
    that tells it, must touch the days between. ``text`` are words that its evidence must hold, phrases in double
    quotes. ``type``, ``stage``, ``tier``, ``context``, ``language`` and ``state`` are codes. ``item`` is a category or
    words of a noun, ``outlet`` (part of) the name of one that tells it. ``origins`` is the least number of independent
    origins. ``conflict`` is the field in which origins disagree, ``any``, or ``none``. ``first`` is the name of an
    outlet that told it first.
    """

    type: Several = None
    stage: Several = None
    actor: Who | None = None
    recipient: Who | None = None
    since: str | None = None
    until: str | None = None
    text: str | None = None
    report: str | None = None
    tier: Several = None
    item: Several = None
    outlet: Several = None
    context: Several = None
    language: Several = None
    state: Several = None
    origins: int | None = None
    conflict: str | None = None
    first: Several = None


@dataclass(frozen=True, slots=True)
class Page:
    """A part of what was found: the ids of the entries, and how many there are in all."""

    entries: tuple[str, ...]
    total: int


@dataclass(frozen=True, slots=True)
class StatementFilter:
    """Which statements: by whom, with which words, in reports published between two days (both included)."""

    speaker: Who | None = None
    about: str | None = None
    since: str | None = None
    until: str | None = None
    report: str | None = None
