"""Summary: one act out of all that its mentions say, each part with the words that it was read from."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from onrecord.core.decisions import Cited, Decision
from onrecord.core.records import Event, Item, Party
from onrecord.core.spans import Span
from onrecord.pipeline.ledger import Account
from onrecord.views import wording


@dataclass(frozen=True, slots=True)
class Part:
    """One part of an act: the ``field``, what it says, its code (a country's, a unit's) and where it was read.

    ``span`` are characters of the report in which ``mention`` stands; ``position`` counts the parts of one field.
    ``amount`` is the quantity of an item in figures; ``edited`` the decision by which a person put these words there,
    ``cited`` the words of a report that they showed for it, by the place of that among the decision's.
    """

    field: str
    words: str
    mention: str
    span: Span
    position: int = 0
    code: str | None = None
    amount: str = ""
    edited: str | None = None
    cited: int | None = None


@dataclass(frozen=True, slots=True)
class Summary:
    """An entry in one line: what its first mention that tells each part says of it.

    ``when`` is EDTF, with the words in ``dated``; ``reported`` the day of the first report, for acts without a date.
    """

    type: str
    stage: str
    polarity: str
    mode: str | None
    actors: tuple[Part, ...] = ()
    recipients: tuple[Part, ...] = ()
    items: tuple[Part, ...] = ()
    when: str | None = None
    dated: Part | None = None
    where: Part | None = None
    said_by: Part | None = None
    trigger: Part | None = None
    reported: str | None = None

    @property
    def parts(self) -> tuple[Part, ...]:
        """Every part with words behind it, in the order of the fields."""
        single = (self.dated, self.where, self.said_by, self.trigger)
        return (*self.actors, *self.recipients, *self.items, *(part for part in single if part))


def summary(account: Account, decisions: Iterable[Decision] = ()) -> Summary:
    """Return the act of ``account`` in one line. The stage is the entry's; the rest is as first told, but for what
    edits among ``decisions`` (the latest last) set instead."""
    found = _told(account)
    for decision in decisions:
        if decision.kind == "edit" and decision.field and decision.value and not decision.undone:
            found = _edited(found, decision.field, decision.value, decision)
    return found


def _edited(found: Summary, field: str, value: str, decision: Decision) -> Summary:
    """Return the summary with what a person set; a list of names is parted by semicolons."""
    mention = found.trigger.mention if found.trigger else ""
    words = [part.strip() for part in value.split(";") if part.strip()] or [value]

    def parts(name: str) -> tuple[Part, ...]:
        return tuple(_set(name, part, mention, n, decision) for n, part in enumerate(words))

    match field:
        case "type":
            return replace(found, type=value)
        case "stage":
            return replace(found, stage=value)
        case "actors":
            return replace(found, actors=parts("actor"))
        case "recipients":
            return replace(found, recipients=parts("recipient"))
        case "items":
            return replace(found, items=parts("item"))
        case "when":
            return replace(found, when=value, dated=parts("when")[0])
        case "where":
            return replace(found, where=parts("where")[0])
    return found


def _set(field: str, words: str, mention: str, position: int, decision: Decision) -> Part:
    """Return what a person set as a part; where they cited as many words as there are parts, each has its own."""
    cited = min(position, len(decision.cited) - 1) if decision.cited else None
    shown: Cited | None = None if cited is None else decision.cited[cited]
    span = Span(shown.start, shown.end) if shown else Span(0, 0)
    return Part(field, wording.short(words, 80), mention, span, position, edited=decision.id, cited=cited)


def _told(account: Account) -> Summary:
    events = account.events
    affirmed = [event for event in events if event.polarity == "affirmed"]
    leading = next((e for e in affirmed or events if e.stage == account.entry.stage), events[0])
    ordered = [leading, *(event for event in events if event is not leading)]
    dated = _first(ordered, lambda e: e.when is not None)
    placed = _first(ordered, lambda e: e.where is not None)
    said = _first(ordered, lambda e: e.attribution_span is not None)
    first = account.reports.get(events[0].report)
    return Summary(
        type=account.entry.type,
        stage=account.entry.stage,
        polarity="affirmed" if affirmed else "denied",
        mode=next((event.mode for event in ordered if event.mode), None),
        actors=_parties(ordered, "actor", lambda e: e.actors),
        recipients=_parties(ordered, "recipient", lambda e: e.recipients),
        items=_items(ordered),
        when=dated.when if dated else None,
        dated=_when(dated),
        where=_where(placed),
        said_by=_said_by(said),
        trigger=Part("trigger", "", leading.id, leading.trigger),
        reported=first.published if first else None,
    )


def _first(events: Sequence[Event], told: Callable[[Event], bool]) -> Event | None:
    return next((event for event in events if told(event)), None)


def _parties(events: Sequence[Event], field: str, of: Callable[[Event], Iterable[Party]]) -> tuple[Part, ...]:
    for event in events:
        found = tuple(
            Part(field, wording.short(p.name or p.text, 80), event.id, p.span, n, p.country)
            for n, p in enumerate(of(event))
        )
        if found:
            return found
    return ()


def _items(events: Sequence[Event]) -> tuple[Part, ...]:
    for event in events:
        if event.items:
            return tuple(_item(event, item, n) for n, item in enumerate(event.items))
    return ()


def _item(event: Event, item: Item, position: int) -> Part:
    words = wording.short(item.text, 80)
    return Part("item", words, event.id, item.span, position, item.category, wording.amount(item))


def _when(event: Event | None) -> Part | None:
    if event is None or event.when_span is None:
        return None
    return Part("when", wording.short(event.when_text or "", 60), event.id, event.when_span)


def _where(event: Event | None) -> Part | None:
    if event is None or event.where is None:
        return None
    return Part("where", wording.short(event.where.text, 60), event.id, event.where.span, 0, event.where.country)


def _said_by(event: Event | None) -> Part | None:
    if event is None or event.attribution_span is None:
        return None
    return Part("attribution", wording.short(event.attribution or "", 80), event.id, event.attribution_span)
