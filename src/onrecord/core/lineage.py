"""The records of lineage: which report descends from which, what shows it, and what a person ruled instead."""

from typing import Literal

from onrecord.core.making import record
from onrecord.core.spans import Span

Relation = Literal["same", "reprint", "rewrite", "translation", "cites", "independent"]


@record
class Shown:
    """One piece of evidence for a link.

    ``feature`` is a name of the table of features, ``value`` how much of it was found (0 to 1). ``ours`` are characters
    of the report's text, ``theirs`` of the parent's; None where the sign stands outside the body, or the parent is no
    report. ``words`` say what was found where no span does.
    """

    feature: str
    value: float
    ours: Span | None = None
    theirs: Span | None = None
    words: str = ""


@record
class Link:
    """``report`` descends from ``parent``.

    ``parent`` is a report's id, or where ``named`` the name of a medium that the report credits. ``score`` is the
    weighted sum of the features (1 and more joins two reports); 0 for a medium that is only named.
    """

    report: str
    parent: str
    relation: Relation
    named: bool = False
    score: float = 0.0
    shown: tuple[Shown, ...] = ()
    produced_by: str = ""


@record
class Ruling:
    """What a person decided about a report and its parent (an id or a name); it outweighs every computed link."""

    report: str
    parent: str
    relation: Relation
    reason: str = ""
    produced_by: str = "person"


@record
class Placement:
    """Where one report stands: the keys under which it is found again, and its links to reports and media."""

    report: str
    keys: tuple[int, ...]
    facts: tuple[str, ...]
    links: tuple[Link, ...]
    produced_by: str = ""
