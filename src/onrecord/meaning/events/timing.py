"""Timing: which time expression tells when an act was or will be, and which only when it was told.

A time belongs to the nearest word above it in the parse that names an act, wraps one or cues a statement.
"""

from collections.abc import Iterable, Mapping, Sequence

from onrecord.core.parse import Parse, Token
from onrecord.core.spans import Span
from onrecord.core.times import TimeExpression


class TimeAssigner:
    """Shares out the time expressions of one parse among acts and cues.

    ``owners`` maps a token to the number of the act that it names or wraps; ``cues`` are the tokens of cues of
    statements.
    """

    def __init__(
        self, parse: Parse, times: Sequence[TimeExpression], owners: Mapping[int, int], cues: Iterable[int]
    ) -> None:
        self._parse = parse
        self.of_act: dict[int, list[TimeExpression]] = {}
        self.of_cue: dict[int, list[TimeExpression]] = {}
        cue_tokens = set(cues)
        for time in times:
            if not _dates(time):
                continue
            token = parse.head_of(time.span)
            if token is None:
                inside = parse.tokens_in(Span(time.span.start, time.span.end))
                token = inside[-1] if inside else None
            if token is not None:
                self._assign(time, token, owners, cue_tokens)

    def _assign(self, time: TimeExpression, token: Token, owners: Mapping[int, int], cues: set[int]) -> None:
        for above in (token, *self._parse.ancestors(token.i)):
            if above.i in owners:
                self.of_act.setdefault(owners[above.i], []).append(time)
                return
            if above.i in cues:
                self.of_cue.setdefault(above.i, []).append(time)
                return
            if above is not token and self._bounds(above):
                return

    def _bounds(self, token: Token) -> bool:
        """Say whether ``token`` heads a clause of its own, whose time is not that of the clause above."""
        return token.pos in ("VERB", "AUX") and self._parse.child(token.i, "nsubj") is not None


def _dates(time: TimeExpression) -> bool:
    """Say whether ``time`` may date an act: a date, or a length of time by whose end something is due ("within three
    months")."""
    if time.type == "DURATION":
        return time.relation == "within" and time.value is not None
    return time.type in ("DATE", "TIME") and time.relation != "dateline"


def best_time(times: Sequence[TimeExpression]) -> TimeExpression | None:
    """Return the expression that dates an act best: one with a value before one without, the first told."""
    valued = [t for t in times if t.value is not None]
    return valued[0] if valued else (times[0] if times else None)


def words_with_preposition(parse: Parse, time: TimeExpression) -> Span:
    """Return the characters of ``time`` with the case words before it ("on Thursday"), as an event shows them."""
    head = parse.head_of(time.span)
    if head is None:
        return time.span
    cases = [t for t in parse.children(head.i, "case", "mark") if t.end <= time.span.start]
    near = [t for t in cases if time.span.start - t.start <= 40]
    return Span(min([time.span.start, *(t.start for t in near)]), time.span.end)


def is_background(when: str | None, published: str | None) -> bool:
    """Say whether an act is dated two or more calendar years before the report (codebook, conventions)."""
    if not when or not published or not when[:4].isdigit() or not published[:4].isdigit():
        return False
    last = when.rpartition("/")[2] or when
    year = last[:4] if last[:4].isdigit() else when[:4]
    if when.endswith("/.."):
        return False
    return int(published[:4]) - int(year) >= 2
