"""Marking: a stretch of a report cut into pieces, each with the fields of a mention that were read from it."""

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence

from onrecord.core.records import Event, Statement
from onrecord.core.spans import Span

type Marks = Mapping[str, Sequence[Span]]

_SENTENCE_END = re.compile(r"[.!?…][\"”’»)\]]*\s+|\n+")
_FARTHEST = 600


def event_marks(event: Event) -> dict[str, tuple[Span, ...]]:
    """Return the spans of every field of ``event``, the narrower fields first."""
    marks = {
        "polarity": event.polarity_words,
        "trigger": (event.trigger,),
        "stage": event.stage_words,
        "when": (event.when_span,) if event.when_span else (),
        "attribution": (event.attribution_span,) if event.attribution_span else (),
        "item": tuple(item.span for item in event.items),
        "actor": tuple(party.span for party in event.actors),
        "recipient": tuple(party.span for party in event.recipients),
        "where": (event.where.span,) if event.where else (),
        "evidence": (event.evidence,),
    }
    return {field: spans for field, spans in marks.items() if spans}


def statement_marks(statement: Statement) -> dict[str, tuple[Span, ...]]:
    """Return the spans of every field of ``statement``, the narrower fields first."""
    marks = {
        "cue": statement.cue,
        "speaker": statement.speaker_span,
        "addressee": statement.addressee_span,
        "venue": statement.venue_span,
        "said": statement.said_span,
        "content": statement.content,
    }
    return {field: (span,) for field, span in marks.items() if span}


def around(text: str, span: Span) -> Span:
    """Return the sentences of ``text`` that ``span`` stands in, found by their end marks and not stretched far."""
    start, end = max(0, span.start - _FARTHEST), min(len(text), span.end + _FARTHEST)
    for match in _SENTENCE_END.finditer(text, start, span.start):
        start = match.end()
    if after := _SENTENCE_END.search(text, max(span.start, span.end - 1), end):
        end = after.end()
    return Span(start, max(end, span.end)).stripped(text)


def pieces(text: str, within: Span, marks: Marks) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the words of ``text`` inside ``within`` in order, cut wherever a mark begins or ends, with the fields that
    cover them."""
    cuts = {within.start, within.end}
    for spans in marks.values():
        cuts.update(edge for span in spans for edge in span if within.start < edge < within.end)
    edges = sorted(cuts)
    for start, end in itertools.pairwise(edges):
        piece = Span(start, end)
        yield piece.of(text), tuple(f for f, spans in marks.items() if any(span.covers(piece) for span in spans))
