"""Timing: which time expression tells when an act was or will be, and which only when it was told.

A time belongs to the nearest word above it in the parse that names an act, wraps one or cues a statement.
"""

from collections.abc import Container, Iterable, Mapping, Sequence

from onrecord.core.parse import Parse, Token
from onrecord.core.spans import Span
from onrecord.core.times import TimeExpression
from onrecord.language.tense import closed_class

_DIRECT = frozenset({"nsubj", "nsubj:pass", "obj", "iobj"})


class TimeAssigner:
    """Shares out the time expressions of one parse among acts and cues.

    ``owners`` maps a token to the number of the act that it names or wraps, ``acts`` are those that name one;
    ``cues`` are the tokens of cues of statements.
    """

    def __init__(
        self,
        parse: Parse,
        times: Sequence[TimeExpression],
        owners: Mapping[int, int],
        acts: Container[int],
        cues: Iterable[int],
    ) -> None:
        self._parse = parse
        self._acts = acts
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
        participle = self._participle_before(time, token)
        if participle is not None:
            if participle in owners:
                self.of_act.setdefault(owners[participle], []).append(time)
            return
        if token.head not in self._acts and self._names_noun(token):
            return
        for above in (token, *self._parse.ancestors(token.i)):
            if above.i in owners:
                self.of_act.setdefault(owners[above.i], []).append(time)
                return
            if above.i in cues:
                self.of_cue.setdefault(above.i, []).append(time)
                return
            if above is not token and self._bounds(above):
                return

    def _participle_before(self, time: TimeExpression, token: Token) -> int | None:
        """Return the participle that the time follows, where both are read as parts of one noun ("les navires saisis
        début septembre")."""
        if token.rel.partition(":")[0] != "nmod":
            return None
        words = words_with_preposition(self._parse, time)
        first = self._parse.tokens_in(words)
        before = self._parse.tokens[first[0].i - 1] if first and first[0].i else None
        found = before is not None and before.head == token.head and before.feats.get("VerbForm") == "Part"
        return before.i if before is not None and found else None

    def _names_noun(self, token: Token) -> bool:
        """Say whether a time only says which thing is meant ("the accord of 1968")."""
        cases = self._parse.children(token.i, "case")
        if len(cases) != 1 or cases[0].text.lower() not in closed_class(self._parse.language, "genitive"):
            return False
        noun = self._parse.tokens[cases[0].i - 1] if cases[0].i else None
        return noun is not None and noun.pos == "NOUN" and noun.rel in _DIRECT

    def _bounds(self, token: Token) -> bool:
        """Say whether ``token`` heads a clause of its own, whose time is not that of the clause above."""
        if token.pos == "ADJ" and token.rel.startswith("acl"):
            return True  # "privée de gaz depuis janvier"
        if token.pos not in ("VERB", "AUX"):
            return False
        if token.rel.startswith("acl") or token.feats.get("VerbForm") == "Fin":
            # "an accord concluded in 2023", "the tents that shelter classes today"
            return True
        return self._parse.child(token.i, "nsubj", "aux", "cop") is not None


def _dates(time: TimeExpression) -> bool:
    """Say whether ``time`` may date an act: a date, or a length of time by whose end something is due ("within three
    months")."""
    if time.type == "DURATION":
        return time.relation == "within" and time.value is not None
    return time.type in ("DATE", "TIME") and time.relation != "dateline"


def value_of(time: TimeExpression) -> str | None:
    """Return the EDTF value of a time as the codebook dates an act by it: "since X" has no end that the text gives, and
    the hour is left out."""
    if time.value is None:
        return None
    if time.relation == "since" and "XXXX" not in time.value:
        return f"{time.value.partition('/')[0].partition('T')[0]}/.."
    return "/".join(part.partition("T")[0] for part in time.value.split("/")) if "T" in time.value else time.value


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
