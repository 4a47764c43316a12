"""Offsets: acts that are dated by how long before or after another they were ("on Tuesday, ten days after X left")."""

from collections.abc import Iterator, Sequence

from onrecord.core.parse import Parse, Token
from onrecord.core.times import TimeExpression
from onrecord.meaning.events.screening import Draft

_RELATIONS = frozenset({"after", "before"})


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
        if mark is not None and draft is not None and _is_told(parse, times[:n], time, mark):
            yield draft, time._replace(type="DATE", basis="relative", relation=None)


def _is_told(parse: Parse, before: Sequence[TimeExpression], time: TimeExpression, mark: Token) -> bool:
    """Say whether the day from which ``time`` is counted is told before it: in the sentence of ``mark``, or as the day
    that it was counted from."""
    days = [t for t in before if t.type == "DATE" and t.value is not None and t.relation != "dateline"]
    heads = (parse.head_of(t.span) for t in days)
    return any(t.value == time.anchor for t in days) or any(h is not None and h.sent == mark.sent for h in heads)
