"""Antecedents: the thing that a pronoun or a bare number stands for ("China shut *it*", "will send *two* more").

Salience by grammatical role and nearness (Lappin and Leass 1994), cut down to things: who is meant, where states and
people are, is told by ``onrecord.meaning.entities``.
"""

from collections.abc import Callable, Iterator

from onrecord.core.parse import Parse, Token
from onrecord.language.tense import closed_class

_ROLES = ("obj", "nsubj:pass", "nsubj", "obl", "appos", "nmod")
_STANDING = frozenset({"obj", "nsubj:pass", "nsubj"})
_BESIDE = frozenset({"advmod", "amod", "det", "case"})
_SENTENCES = 1
_SENTENCES_OF_PARTS = 2


def antecedent(parse: Parse, i: int, classes: Callable[[int], frozenset[str]]) -> int | None:
    """Return the token of the thing that the pronoun or number at token ``i`` stands for, or None.

    ``classes`` gives the noun classes of a token, none for what is no thing that the lexicon knows. Sought are nouns of
    the same number before it, in its sentence and the one before; objects come first, then subjects, then the nearest.
    """
    token = parse.tokens[i]
    if not _stands_for_thing(parse, token):
        return None
    plural = is_number(token) or token.feats.get("Number") == "Plur"
    clause = token.head
    best: tuple[int, int, int] | None = None
    for noun in _before(parse, token):
        if noun.i == clause or not classes(noun.i):
            continue
        if (noun.feats.get("Number") == "Plur") != plural and not _is_several(parse, noun, plural=plural):
            continue
        rank = (token.sent - noun.sent, _ROLES.index(_role(parse, noun)), i - noun.i)
        if best is None or rank < best:
            best = rank
    return i - best[2] if best is not None else None


def is_part_word(parse: Parse, i: int) -> bool:
    """Say whether token ``i`` stands, as subject or object, for some or none of what was told before and names nothing
    itself ("*none* has arrived", "*half* were handed over", "the *third* will follow", « *aucun* n'est arrivé »)."""
    token = parse.tokens[i]
    if token.rel not in _STANDING or token.pos in ("PROPN", "VERB"):
        return False
    if not _tells_part(parse, token):
        return False
    relative = closed_class(parse.language, "relative")
    for child in parse.children(i):
        if child.text.lower() in relative:
            return False  # "five shipments, the first of which"
        named = child.rel.partition(":")[0] in ("nmod", "appos", "compound", "acl", "conj")
        if named and child.pos != "PRON" and not child.rel.startswith("acl:relcl"):
            return False
    return True


def _tells_part(parse: Parse, token: Token) -> bool:
    """Say whether a word tells a part of what was told before, or the place of one in a series."""
    word = token.text.lower()
    ordinal = token.feats.get("NumType") == "Ord" and token.pos != "NOUN"
    if word not in closed_class(parse.language, "parts_told") and not ordinal:
        return False
    if word in closed_class(parse.language, "parts_counted"):
        return bool(parse.children(token.i, "nummod"))
    # "Offered a third of that" is no third one
    articles = parse.children(token.i, "det")
    return not (
        articles and any(t.feats.get("Definite") == "Ind" for t in articles) and parse.children(token.i, "nmod")
    )


def whole_of(parse: Parse, i: int, classes: Callable[[int], frozenset[str]]) -> int | None:
    """Return the token of the goods of which the word at token ``i`` (`is_part_word`) tells a part: the last told in
    its sentence or the two before it, objects and subjects before what stands beside them. ``classes`` gives the
    classes of goods that a noun names, none for what is none."""
    token = parse.tokens[i]
    single = token.text.lower() in closed_class(parse.language, "parts_of_several")
    # Of money one tells a share, not how many
    counted = is_number(token) or parse.child(i, "nummod") is not None
    best: tuple[int, int, int] | None = None
    for noun in _before(parse, token, _SENTENCES_OF_PARTS):
        named = classes(noun.i)
        if noun.i == token.head or noun.rel == "appos" or not named or (counted and "money" in named):
            continue
        if single and noun.feats.get("Number") != "Plur" and not _is_several(parse, noun, plural=True):
            continue
        rank = (token.sent - noun.sent, _ROLES.index(_role(parse, noun)), i - noun.i)
        if best is None or rank < best:
            best = rank
    return i - best[2] if best is not None else None


def _stands_for_thing(parse: Parse, token: Token) -> bool:
    if token.rel not in _STANDING or (token.rel == "nsubj" and token.pos == "PRON" and not is_number(token)):
        return False
    if is_number(token):
        return all(t.rel in _BESIDE or t.pos in ("ADP", "PRON") for t in parse.children(token.i))
    feats = token.feats
    personal = feats.get("PronType") == "Prs" and feats.get("Person") == "3" and feats.get("Poss") != "Yes"
    return token.pos == "PRON" and personal and feats.get("Gender") not in ("Masc", "Fem")


def is_number(token: Token) -> bool:
    """Say whether ``token`` is a number, counted with its noun or standing alone."""
    # The French model takes bare numbers for pronouns
    return token.pos == "NUM" or token.feats.get("NumType") == "Card"


def _before(parse: Parse, token: Token, sentences: int = _SENTENCES) -> Iterator[Token]:
    for noun in reversed(parse.tokens[: token.i]):
        if noun.sent < token.sent - sentences:
            return
        if noun.pos == "NOUN" and _role(parse, noun) and (noun.rel != "nmod" or parse.children(noun.i, "nummod")):
            yield noun  # "the first of two boats"


def _role(parse: Parse, noun: Token) -> str:
    """Return the relation of a noun, or of that which it is joined to, where it is one of ``_ROLES``, else nothing."""
    relation = parse.tokens[noun.head].rel if noun.rel == "conj" else noun.rel
    return relation if relation in _ROLES else ""


def _is_several(parse: Parse, noun: Token, *, plural: bool) -> bool:
    """Say whether a singular noun is one of several that are listed, and so meant by "them"."""
    return plural and bool(parse.children(noun.i, "conj"))
