"""Heads: the noun that a number counts, as the parse has it."""

from onrecord.core.parse import Parse
from onrecord.core.spans import Span
from onrecord.language.quantities.finding import Heads


def heads_of(parse: Parse) -> Heads:
    """Return for ``find_quantities`` the noun that the number at a span modifies (UD ``nummod``), or None."""

    tokens = parse.tokens

    def head(span: Span) -> Span | None:
        for token in reversed(parse.tokens_in(span)):
            if token.pos == "NUM" and (token.rel == "nummod" or token.rel.startswith("nummod:")):
                above = tokens[token.head]
                return above.span if above.pos == "NOUN" and above.start >= span.end else None
        return None

    return head
