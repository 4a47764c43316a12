"""The export as JSON lines: one object a line, kinds and field names as the codebook has them.

``report`` rows carry ``id`` and ``text``; every other row names its report by that id. Beside each field that holds
words of the report stands its span ``[start, end)`` in code points of the report's ``text``: ``<field>_span`` slices
back to ``<field>``, and in parties, items and places ``span`` to ``text``. What is normalised (``speaker``, ``when``)
has its words in ``<field>_text``.
"""

import json
from collections.abc import Iterator
from itertools import batched
from typing import TextIO

from onrecord.core.lineage import Link
from onrecord.core.records import Event, Item, Party, Report, Statement
from onrecord.core.spans import Span
from onrecord.meaning.events.plover import plover_type
from onrecord.pipeline.ledger import Ledger
from onrecord.views.exports.cases import commitment_line, decision_line, entry_line

type Json = str | int | float | bool | list["Json"] | dict[str, "Json"] | None
type Line = dict[str, Json]

_AT_ONCE = 200


def write(ledger: Ledger, out: TextIO) -> int:
    """Write every report, statement, event and entry of ``ledger`` to ``out`` and return the number of lines."""
    count = 0
    for line in lines(ledger):
        out.write(json.dumps(line, ensure_ascii=False))
        out.write("\n")
        count += 1
    return count


def lines(ledger: Ledger) -> Iterator[Line]:
    """Yield the objects of the export: all of each report together, then the entries."""
    for report in ledger.each_report():
        yield report_line(report)
        for statement in ledger.statements(report=report.id):
            yield statement_line(statement, report.text)
        for event in ledger.events(report.id):
            yield event_line(event, report.text)
    for some in batched(ledger.entries(), _AT_ONCE):
        yield from map(entry_line, some)
    for links in ledger.each_lineage():
        yield from map(lineage_line, links)
    yield from map(commitment_line, ledger.casework.commitments())
    yield from map(decision_line, ledger.casework.decisions())


def report_line(report: Report) -> Line:
    """Return the object of a report, its text and what was left out of it included."""
    return {
        "kind": "report",
        "id": report.id,
        "file": report.file,
        "sha256": report.sha256,
        "outlet": report.outlet,
        "url": report.url,
        "title": report.title,
        "byline": report.byline,
        "section": report.section,
        "language": report.language,
        "foreign": [
            {"language": f.language, "text": f.span.of(report.text), "span": _span(f.span)} for f in report.foreign
        ],
        "published": report.published,
        "published_basis": report.published_basis,
        "published_text": report.published_words,
        "origins": [
            {
                "type": o.type,
                "name": o.name,
                "text": o.span.of(report.text) if o.span else o.words,
                "span": _span(o.span),
            }
            for o in report.origins
        ],
        "text": report.text,
        "blocks": [{"text": b.text, "reason": b.reason, "position": b.position} for b in report.dropped],
        "produced_by": report.produced_by,
    }


def statement_line(statement: Statement, text: str) -> Line:
    """Return the object of a statement in the report whose text is ``text``."""
    return {
        "kind": "statement",
        "report": statement.report,
        "id": statement.id,
        "speaker": statement.speaker,
        "speaker_text": _words(statement.speaker_span, text) or statement.speaker_text,
        "speaker_text_span": _span(statement.speaker_span),
        "entity": statement.entity,
        "country": statement.country,
        "sector": statement.sector,
        "basis": statement.basis,
        "form": statement.form,
        "cue": _words(statement.cue, text),
        "cue_span": _span(statement.cue),
        "content": statement.content.of(text),
        "content_span": _span(statement.content),
        "addressee": statement.addressee,
        "addressee_text": _words(statement.addressee_span, text),
        "addressee_text_span": _span(statement.addressee_span),
        "venue": statement.venue,
        "venue_text": _words(statement.venue_span, text),
        "venue_text_span": _span(statement.venue_span),
        "stance": statement.stance,
        "said": statement.said,
        "said_text": _words(statement.said_span, text),
        "said_text_span": _span(statement.said_span),
        "chain": list(statement.chain),
        "produced_by": statement.produced_by,
    }


def event_line(event: Event, text: str) -> Line:
    """Return the object of an event in the report whose text is ``text``."""
    where = event.where
    return {
        "kind": "event",
        "report": event.report,
        "id": event.id,
        "type": event.type,
        "mode": event.mode,
        "plover": plover_type(event),
        "contexts": list(event.contexts),
        "trigger": event.trigger.of(text),
        "trigger_span": _span(event.trigger),
        "evidence": event.evidence.of(text),
        "evidence_span": _span(event.evidence),
        "actors": [_party(party) for party in event.actors],
        "recipients": [_party(party) for party in event.recipients],
        "grounds": [{"side": g.side, "trait": g.trait, "weight": g.weight} for g in event.grounds],
        "items": [_item(item) for item in event.items],
        "stage": event.stage,
        "stage_spans": [_span(span) for span in event.stage_words],
        "polarity": event.polarity,
        "polarity_spans": [_span(span) for span in event.polarity_words],
        "background": event.background,
        "when": event.when,
        "when_text": _words(event.when_span, text) if event.when_span else event.when_text,
        "when_text_span": _span(event.when_span),
        "when_basis": event.when_basis,
        "where": {"text": where.text, "span": _span(where.span), "country": where.country} if where else None,
        "attribution": event.attribution,
        "attribution_text": _words(event.attribution_span, text),
        "attribution_text_span": _span(event.attribution_span),
        "statement": event.statement,
        "produced_by": event.produced_by,
    }


def _party(party: Party) -> Line:
    return {
        "text": party.text,
        "span": _span(party.span),
        "country": party.country,
        "sector": party.sector,
        "name": party.name,
        "entity": party.entity,
        "basis": party.basis,
    }


def _item(item: Item) -> Line:
    return {
        "text": item.text,
        "span": _span(item.span),
        "what": item.what,
        "category": item.category,
        "low": item.low,
        "high": item.high,
        "unit": item.unit,
        "approx": item.approx,
    }


def lineage_line(link: Link) -> Line:
    """Return the object of what a report descends from."""
    return {
        "kind": "lineage",
        "report": link.report,
        "parent": link.parent,
        "relation": link.relation,
        "named": link.named,
        "score": link.score,
        "evidence": [
            {
                "feature": s.feature,
                "value": s.value,
                "span": _span(s.ours),
                "parent_span": _span(s.theirs),
                "text": s.words,
            }
            for s in link.shown
        ],
        "produced_by": link.produced_by,
    }


def _span(span: Span | None) -> list[Json] | None:
    return None if span is None else [span.start, span.end]


def _words(span: Span | None, text: str) -> str | None:
    return None if span is None else span.of(text)
