"""Changes: what a copy cut, added or altered, figures above all."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from onrecord.core.lineage import Link
from onrecord.core.records import Report
from onrecord.core.spans import Span
from onrecord.meaning.lineage.profiles import Profile

ChangeKind = Literal["figure", "cut", "added"]

_FIGURE = re.compile(r"\d+(?:[.,\u00a0\u202f '’]\d{3})*(?:[.,]\d+)?")
_DATELINE: Final = re.compile(r"([^\W\d_]{2,})[^\n.!?]{1,80}?\s?[-–—]+\s")
_GROUPS: Final = re.compile(r"[.,\u00a0\u202f '’](?=\d{3}(?!\d))")


@dataclass(frozen=True, slots=True)
class Change:
    """One change: a ``figure`` that differs between two sentences that tell the same, a sentence of the parent that was
    ``cut``, or one that was ``added``. Spans count each report's own characters; None where it has nothing there.
    ``words`` say for figures what became what."""

    kind: ChangeKind
    ours: Span | None
    theirs: Span | None
    words: str = ""


def changes(ours: Report, theirs: Report, link: Link) -> tuple[Change, ...]:
    """Return what ``ours`` changed of its parent ``theirs``: altered figures first, then cuts, then additions."""
    pairs = [(s.ours, s.theirs) for s in link.shown if s.feature == "retold" and s.ours and s.theirs]
    altered = [change for one, other in pairs for change in _altered(ours, theirs, one, other)]
    mine, yours = {one for one, _ in pairs}, {other for _, other in pairs}
    passages = [s for s in link.shown if s.feature == "passages" and s.ours and s.theirs]
    held = [s.ours for s in passages if s.ours]
    given = [s.theirs for s in passages if s.theirs]
    cut = [Change("cut", None, span) for span in _left(theirs, yours, given)]
    added = [Change("added", span, None) for span in _left(ours, mine, held)]
    return (*altered, *cut, *added)


def _left(report: Report, paired: set[Span], passages: list[Span]) -> Iterator[Span]:
    """Yield the sentences without a counterpart and without a shared passage in them."""
    for sentence in Profile(report, ()).sentences:
        if sentence.span not in paired and not any(sentence.span.overlaps(span) for span in passages):
            yield sentence.span


def _altered(ours: Report, theirs: Report, one: Span, other: Span) -> Iterator[Change]:
    mine, yours = (
        _figures(span.of(report.text)[_head(report, span) :]) for report, span in ((ours, one), (theirs, other))
    )
    new = [figure for figure in mine if figure not in yours]
    old = [figure for figure in yours if figure not in mine]
    if new and old:
        said = f"{', '.join(yours[f] for f in old)} → {', '.join(mine[f] for f in new)}"
        yield Change("figure", one, other, said)


def _head(report: Report, span: Span) -> int:
    """Return how many characters of the dateline ("OSLO, Oct 5 (Agency) - ", place in capitals) stand at the head of
    a sentence: its day is none of the figures told."""
    dateline = _DATELINE.match(report.text)
    return max(0, dateline.end() - span.start) if dateline and dateline[1].isupper() else 0


def _figures(text: str) -> dict[str, str]:
    """Return the figures of a text as plain digits, each with the words it stands in."""
    return {_GROUPS.sub("", match[0]).replace(",", "."): match[0] for match in _FIGURE.finditer(text)}
