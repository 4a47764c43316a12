"""The shape of nominals in the parse: their head, their words, their owner and those joined to them."""

from collections.abc import Iterable, Mapping, Sequence

from onrecord.core.parse import Parse, Token
from onrecord.core.spans import Span
from onrecord.meaning.entities.gazetteer import Name
from onrecord.meaning.entities.words import Words

CLAUSES = frozenset({
    "acl", "advcl", "appos", "conj", "cc", "parataxis", "punct", "cop", "nsubj", "aux", "mark", "advmod", "ccomp",
    "case", "dislocated", "obj", "iobj", "xcomp", "expl", "discourse", "vocative",
})  # fmt: skip
"""What hangs on a nominal without being part of its words."""
_SOFT = frozenset({"compound", "flat", "appos", "fixed", "goeswith"})
_NOMINAL = frozenset({"nmod", "conj", "det", "amod", "case"})
_CONJUNCT = frozenset({"NOUN", "PROPN", "PRON", "X", "ADJ"})


def head_token(parse: Parse, span: Span) -> Token | None:
    """Return the token that heads the words ``span``, or None where no token lies inside."""
    inside = parse.tokens_in(span)
    if len(inside) < 2:
        return inside[0] if inside else None
    # Tokens in a row: their numbers have no gap
    first, last = inside[0].i, inside[-1].i
    return next((t for t in inside if t.head == t.i or not first <= t.head <= last), inside[0])


def nominal_span(parse: Parse, i: int, name: Name | None) -> Span:
    """Return the words of the nominal at token ``i`` without its clauses, appositions and conjuncts."""
    span = parse.subtree_span(i, without=CLAUSES)
    if name is not None:
        span = Span(min(span.start, name.span.start), max(span.end, name.span.end))
    return span


def adjective_beside(parse: Parse, inside: Sequence[Token], names: Mapping[int, Name], words: Words) -> Span | None:
    """Return the adjective of nationality right beside the words ``inside``, on the side where the language has it, or
    None."""
    if not inside:
        return None
    first = words.head == "first"
    i = inside[-1].i + 1 if first else inside[0].i - 1
    name = names.get(i)
    if name is None or name.kind != "adjective" or name.sector == "CVL":
        return None
    if parse.tokens[i].sent != inside[0].sent or (first and name.text[0].isupper()):
        return None
    return name.span if first or inside[0].pos != "DET" else None


def adjective_joined(parse: Parse, inside: Sequence[Token], names: Mapping[int, Name], words: Words) -> Span | None:
    """Return the adjective of nationality that "and" joins to the one at the end of ``inside`` where the parse
    hangs it elsewhere (« des députés allemands et polonais »), or None."""
    if words.head != "first" or not inside or inside[-1].i + 2 >= len(parse.tokens):
        return None
    last = inside[-1]
    one, other, joint = names.get(last.i), names.get(last.i + 2), parse.tokens[last.i + 1]
    if one is None or other is None or one.kind != "adjective" or other.kind != "adjective":
        return None
    plural = parse.tokens[last.i + 2].text.endswith("s") and last.text.endswith("s")
    told = words.has("and", joint.text.lower()) and joint.sent == last.sent
    return other.span if plural and told and other.text[0].islower() else None


def climbed(parse: Parse, i: int) -> Token:
    """Return the token that heads the whole name or compound that token ``i`` is part of."""
    tokens = parse.tokens
    token = tokens[i]
    for _ in range(6):
        rel, head = token.rel, token.head
        if head == token.i or (rel not in _SOFT and (":" not in rel or rel.partition(":")[0] not in _SOFT)):
            break
        token = tokens[head]
    return token


def is_subject(parse: Parse, i: int, words: Words | None = None) -> bool:
    """Whether token ``i`` is, or is part of, the subject of its clause; with ``words`` also where the subject only
    counts it ("dozens of villagers")."""
    token = climbed(parse, i)
    if token.rel == "conj":
        token = parse.tokens[token.head]
    if words is not None and token.rel == "nmod" and not token.is_root:
        above = parse.tokens[token.head]
        if above.pos in ("NUM", "PRON") or words.has("counting", above.lemma.lower()):
            token = above
    return token.rel.startswith("nsubj")


def governor(parse: Parse, i: int) -> int:
    """Return the index of the predicate that token ``i`` is an argument of."""
    token = climbed(parse, i)
    while (head := token.head) != token.i and token.rel.partition(":")[0] in _NOMINAL:
        token = parse.tokens[head]
    return head


def is_beside(parse: Parse, token: Token, others: Iterable[Token | None]) -> bool:
    """Say whether one of ``others`` is, in another nominal, an argument of the predicate that ``token`` is one of."""
    near = [t for t in others if t is not None and t.sent == token.sent and t.head != token.head]
    verb = governor(parse, token.i) if near else -1
    return any(governor(parse, t.i) == verb for t in near)


def is_placed(parse: Parse, token: Token, words: Words) -> bool:
    """Say whether a preposition of place stands before the name at ``token``, where that does not tell whom somebody
    turns to (« a demandé à Bruxelles »)."""
    case = parse.child(token.i, "case")
    if case is None or not words.has("place_before", case.text.lower()):
        return False
    to_whom = token.head < token.i and words.has("to_whom", case.text.lower())
    return not (to_whom and words.has("addressing", parse.tokens[token.head].lemma))


def owner_word(parse: Parse, i: int, words: Words) -> Token | None:
    """Return the possessive word that depends on token ``i`` ("its", "son"), or None."""
    for token in parse.children(i, "nmod", "det"):
        owns = token.pos in ("PRON", "DET") and ("Poss" in token.feats or token.rel == "nmod:poss")
        if owns and token.text.lower() in words.pronouns:
            return token
    return None


def partners(parse: Parse, i: int) -> list[Token]:
    """Return token ``i`` and its nominal conjuncts where there are any, else an empty list."""
    group = [t for t in parse.conjuncts(i) if t.i == i or t.pos in _CONJUNCT]
    return group if len(group) > 1 and group[0].pos in _CONJUNCT else []


def is_definite(parse: Parse, token: Token) -> bool:
    """Say whether ``token`` has a definite article or a demonstrative."""
    det = parse.child(token.i, "det")
    return det is not None and (det.feats.get("Definite") == "Def" or det.feats.get("PronType") == "Dem")


def is_indefinite(parse: Parse, token: Token) -> bool:
    """Say whether ``token`` has an indefinite article."""
    det = parse.child(token.i, "det")
    return det is not None and det.feats.get("Definite") == "Ind"
