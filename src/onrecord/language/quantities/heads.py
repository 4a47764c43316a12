"""Heads: the noun that a number counts, as the parse has it."""

from onrecord.core.parse import Parse
from onrecord.core.spans import Span
from onrecord.language.quantities.finding import Heads


def heads_of(parse: Parse) -> Heads:
    """Return for ``find_quantities`` the noun that the number at a span modifies (UD ``nummod``), or None."""

    def head(span: Span) -> Span | None:
        numbers = [t for t in parse.tokens_in(span) if t.pos == "NUM" and t.rel.partition(":")[0] == "nummod"]
        above = parse.head(numbers[-1].i) if numbers else None
        if above is None or above.pos != "NOUN" or above.start < span.end:
            return None
        return above.span

    return head
