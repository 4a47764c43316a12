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
    time of that clause, where its sentence tells the day from which that is counted."""
    open_ = {d.candidate.chain.top: d for d in drafts if d.event.when_span is None}
    for n, time in enumerate(times):
        if time.relation not in _RELATIONS or time.type != "DURATION" or time.value is None:
            continue
        mark = next((t for t in reversed(parse.tokens_in(time.span)) if t.rel == "mark"), None)
        draft = open_.get(mark.head) if mark is not None else None
        if mark is not None and draft is not None and _counted_from(parse, times[:n], mark):
            yield draft, time._replace(type="DATE", basis="relative", relation=None)


def _counted_from(parse: Parse, before: Sequence[TimeExpression], mark: Token) -> bool:
    """Say whether a day is told in the sentence of ``mark`` before it."""
    heads = (parse.head_of(t.span) for t in before if t.type == "DATE" and t.value is not None)
    return any(head is not None and head.sent == mark.sent for head in heads)
