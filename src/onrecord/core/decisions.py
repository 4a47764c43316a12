"""Decisions: what a person ruled about entries, kept beside what the machine found and never overwritten."""

from dataclasses import dataclass

from onrecord.core.vocabulary import DecisionKind


@dataclass(frozen=True, slots=True)
class Anchor:
    """A mention that a decision is about, found again by its place when a later version gives it another id.

    ``sha256`` is the hash of the report's bytes, ``start`` and ``end`` the characters of the evidence. ``side`` parts
    the mentions of a split: those of one side are one act, those of different sides are not.
    """

    mention: str
    sha256: str
    start: int
    end: int
    side: int = 0


@dataclass(frozen=True, slots=True)
class Cited:
    """Words of a report that a person put behind a value: characters ``start`` to ``end`` of its text."""

    report: str
    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True)
class Decision:
    """A person's decision.

    ``accept`` and ``reject`` are about the entry that holds the anchors, ``edit`` sets its ``field`` to ``value``, with
    the words ``cited`` behind it where the person showed any, ``merge`` makes the anchors one entry, ``split`` parts
    them by side. ``made`` and ``undone`` are times in UTC (ISO 8601); an undone decision stays on record and counts no
    longer.
    """

    id: str
    kind: DecisionKind
    who: str
    made: str
    why: str
    anchors: tuple[Anchor, ...]
    field: str | None = None
    value: str | None = None
    undone: str | None = None
    undone_by: str | None = None
    cited: tuple[Cited, ...] = ()

    @property
    def mentions(self) -> tuple[str, ...]:
        """The ids of the mentions."""
        return tuple(anchor.mention for anchor in self.anchors)
