"""Rows: the fields of a mention, each with its words, what they were read as, and the way to where they stand."""

from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.core.records import Event, Item, Party, Report
from onrecord.core.spans import Span
from onrecord.views import wording


@dataclass(frozen=True, slots=True)
class Row:
    """One field of a mention.

    ``key`` names the row on its page (``f-…``), ``words`` are the report's, ``reading`` what they were read as: codes
    and figures that need no translation. ``code`` and ``kind`` are a code of a closed list and the list's name;
    ``understood`` that no words say so.
    """

    key: str
    field: str
    words: str
    reading: str = ""
    kind: str = ""
    code: str = ""
    understood: bool = False

    @property
    def target(self) -> str:
        """The address of the words."""
        return f"#w-{self.key.removeprefix('f-')}"


def event_rows(event: Event, report: Report, prefix: str = "") -> list[Row]:
    """Return the fields of ``event`` in the order in which a sentence would tell them."""
    return list(_event_rows(event, report, prefix))


def _event_rows(event: Event, report: Report, prefix: str) -> Iterator[Row]:
    for n, party in enumerate(event.actors):
        yield _party("actor", n, party, prefix)
    yield Row(f"f-{prefix}trigger-0", "trigger", _words(report, event.trigger), event.mode or "", "type", event.type)
    for n, item in enumerate(event.items):
        yield _item(n, item, prefix)
    for n, party in enumerate(event.recipients):
        yield _party("recipient", n, party, prefix)
    if event.when_span:
        yield Row(f"f-{prefix}when-0", "when", _words(report, event.when_span), event.when or "")
    if event.where:
        words = wording.short(event.where.text, 120)
        yield Row(f"f-{prefix}where-0", "where", words, "", "country", event.where.country or "")
    for n, span in enumerate(event.stage_words):
        yield Row(f"f-{prefix}stage-{n}", "stage", _words(report, span), "", "stage", event.stage)
    for n, span in enumerate(event.polarity_words):
        yield Row(f"f-{prefix}polarity-{n}", "polarity", _words(report, span), "", "polarity", event.polarity)
    if event.attribution_span:
        words = _words(report, event.attribution_span)
        yield Row(f"f-{prefix}attribution-0", "attribution", words, _beside(words, event.attribution or ""))


def _party(field: str, position: int, party: Party, prefix: str) -> Row:
    words = wording.short(party.text, 120)
    said = [_beside(words, party.name or ""), party.sector or ""]
    reading = " · ".join(part for part in said if part)
    return Row(
        f"f-{prefix}{field}-{position}",
        field,
        words,
        reading,
        "country",
        party.country or "",
        party.basis == "understood",
    )


def _item(position: int, item: Item, prefix: str) -> Row:
    words = wording.short(item.text, 120)
    what = "" if item.what == item.unit else _beside(words, item.what)
    reading = " · ".join(part for part in (wording.amount(item), what) if part)
    return Row(f"f-{prefix}item-{position}", "item", words, reading, "category", item.category)


def _beside(words: str, reading: str) -> str:
    """Return a reading where it says more than the words do."""
    return "" if reading.casefold() in words.casefold() else wording.short(reading, 80)


def _words(report: Report, span: Span) -> str:
    return wording.short(span.of(report.text), 120)
