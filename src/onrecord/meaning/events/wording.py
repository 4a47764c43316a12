"""Wording: the words that tell an act, and the clause that bears it out."""

from onrecord.core.parse import Parse
from onrecord.core.spans import Span
from onrecord.meaning.events.candidates import Candidate

_CLAUSE_PARTS = ("advcl", "parataxis", "conj", "cc", "punct", "discourse")
_WIDEST_TRIGGER = 8


def trigger_of(parse: Parse, candidate: Candidate) -> Span:
    """Return the words that name the act with the operators and auxiliaries before it, where they stand near."""
    tokens = {candidate.token, *candidate.parts}
    near = {i for link in candidate.chain.links for i in (link.token, *link.parts)} | set(candidate.chain.supports)
    for i in sorted(near, key=lambda n: abs(n - candidate.token)):
        if max(*tokens, i) - min(*tokens, i) <= _WIDEST_TRIGGER:
            tokens.add(i)
    first = min(tokens)
    helpers = [t.i for t in parse.children(first, "aux") if first - t.i <= 3]
    start = min([first, *helpers])
    return Span(parse.tokens[start].start, parse.tokens[max(tokens)].end)


def evidence_of(parse: Parse, candidate: Candidate) -> Span:
    """Return the clause that tells the act, without coordinated clauses and what hangs loosely on it."""
    top = candidate.chain.top
    token = parse.tokens[top]
    if token.pos not in ("VERB", "AUX"):
        above = parse.head(top)
        relation = token.rel.partition(":")[0]
        if above is not None and above.pos == "VERB" and relation in ("obj", "obl", "nsubj"):
            return parse.subtree_span(above.i, without=(*_CLAUSE_PARTS, "ccomp"))
        return parse.subtree_span(top, without=("conj", "cc", "punct", "parataxis"))
    span = parse.subtree_span(top, without=_CLAUSE_PARTS)
    trigger = trigger_of(parse, candidate)
    return Span(min(span.start, trigger.start), max(span.end, trigger.end))
