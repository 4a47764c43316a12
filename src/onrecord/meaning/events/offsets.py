"""Offsets: acts that are dated by how long before or after another they were ("on Tuesday, ten days after X left")."""

from collections.abc import Iterator, Sequence

from onrecord.core.parse import Parse, Token
from onrecord.core.times import TimeExpression
from onrecord.meaning.events.screening import Draft

_RELATIONS = frozenset({"after", "before"})
_A_DAY = len("2017-06-05")


def offset_times(
    parse: Parse, times: Sequence[TimeExpression], drafts: Sequence[Draft]
) -> Iterator[tuple[Draft, TimeExpression]]:
    """Yield those of ``drafts`` that have no time and stand in a clause of "so long after" or "before", each with the
    time of that clause, where the report tells the day from which that is counted."""
    open_ = {d.candidate.chain.top: d for d in drafts if d.event.when_span is None}
    for n, time in enumerate(times):
        if time.relation not in _RELATIONS or time.type != "DURATION" or time.value is None:
            continue
        mark = next((t for t in reversed(parse.tokens_in(time.span)) if t.rel == "mark"), None)
        draft = open_.get(mark.head) if mark is not None else None
        told = _counted(parse, times[:n], time, mark) if mark is not None and draft is not None else None
        if draft is not None and told is not None:
            yield draft, told


def _counted(
    parse: Parse, before: Sequence[TimeExpression], time: TimeExpression, mark: Token
) -> TimeExpression | None:
    """Return when it was where the day from which ``time`` is counted is told before it, in the sentence of ``mark`` or
    as the day that it was counted from; None where it is not. Where only its month or year is told, it was in that
    ("in 2017, three days before closing its airspace")."""
    days = [t for t in before if t.type == "DATE" and t.value is not None and t.relation != "dateline"]
    counted = time._replace(type="DATE", basis="relative", relation=None)
    if any(t.value == time.anchor for t in days):
        return counted
    heads = ((t, parse.head_of(t.span)) for t in days)
    beside = [t for t, head in heads if head is not None and head.sent == mark.sent]
    if not beside:
        return None
    return counted if len(beside[-1].value or "") >= _A_DAY else beside[-1]
