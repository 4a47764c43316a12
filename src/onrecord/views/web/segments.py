"""Segments: a report's text cut where marks begin and end, each piece with all that was read from it."""

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from onrecord.core.decisions import Decision
from onrecord.core.records import Event, Report, Statement
from onrecord.core.spans import Span
from onrecord.views.marking import around, event_marks, statement_marks
from onrecord.views.wording import safe

_WIDE = frozenset({"evidence", "content"})
_GAP = 1


@dataclass(frozen=True, slots=True)
class Mark:
    """Words of a report that one field was read from.

    ``key`` names the mark on its page, ``target`` is the address of what is said about it.
    """

    key: str
    field: str
    span: Span
    target: str


@dataclass(frozen=True, slots=True)
class Segment:
    """Words with the same marks on all of them, from character ``start`` of the text on; ``begins`` are those of them
    that begin here, ``inner`` the narrowest."""

    words: str
    start: int
    marks: tuple[Mark, ...]
    begins: tuple[Mark, ...]

    @property
    def inner(self) -> Mark:
        """The mark with the fewest words. Raises ValueError where there is none."""
        return min(self.marks, key=lambda m: (m.field in _WIDE, m.span.end - m.span.start))

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields of the marks, the narrowest first, each once."""
        ranked = sorted(self.marks, key=lambda m: (m.field in _WIDE, m.span.end - m.span.start))
        return tuple(dict.fromkeys(mark.field for mark in ranked))


def mention_marks(mention: Event | Statement, prefix: str = "") -> list[Mark]:
    """Return the marks of a mention, each pointing at the row ``f-…`` that tells of it; the clause that tells an event
    at the whole, ``m-…``. ``prefix`` parts the keys of several mentions on one page."""
    whole = f"#m-{prefix.removesuffix('-')}"
    found = event_marks(mention) if isinstance(mention, Event) else statement_marks(mention)
    return [
        Mark(f"w-{prefix}{field}-{n}", field, span, whole if field == "evidence" else f"#f-{prefix}{field}-{n}")
        for field, spans in found.items()
        for n, span in enumerate(spans)
    ]


def cited_marks(report: Report, decisions: Iterable[Decision]) -> list[Mark]:
    """Return the words of ``report`` that persons put behind what they set, as far as they still stand there."""
    return [
        Mark(f"w-{decision.id}-{n}", "person", Span(cited.start, cited.end), f"#d-{decision.id}")
        for decision in decisions
        if decision.undone is None
        for n, cited in enumerate(decision.cited)
        if cited.report == report.id and report.text[cited.start : cited.end] == cited.words
    ]


def stretches(text: str, marks: Sequence[Mark]) -> list[Span]:
    """Return the sentences of ``text`` in which ``marks`` stand, those that touch as one."""
    found: list[Span] = []
    for span in sorted(around(text, mark.span) for mark in marks):
        if found and span.start <= found[-1].end + _GAP:
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return found


def paragraphs(text: str) -> Iterator[Span]:
    """Yield the paragraphs of a report's text, which blank lines part."""
    start = 0
    for part in text.split("\n\n"):
        span = Span(start, start + len(part)).stripped(text)
        if span.end > span.start:
            yield span
        start += len(part) + 2


def segments(text: str, within: Span, marks: Iterable[Mark]) -> list[Segment]:
    """Return the words of ``text`` inside ``within``, cut wherever a mark begins or ends."""
    inside = [mark for mark in marks if mark.span.start < within.end and mark.span.end > within.start]
    cuts = {within.start, within.end}
    for mark in inside:
        cuts |= {max(mark.span.start, within.start), min(mark.span.end, within.end)}
    edges = sorted(cuts)
    found = []
    for start, end in itertools.pairwise(edges):
        held = tuple(m for m in inside if m.span.start <= start and end <= m.span.end)
        begins = tuple(m for m in held if max(m.span.start, within.start) == start)
        found.append(Segment(safe(text[start:end]), start, held, begins))
    return found
