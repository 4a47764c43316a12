"""Noun phrases that name a speaker, an addressee or an occasion."""

from onrecord.core.making import record
from onrecord.core.parse import Token
from onrecord.meaning.statements.scene import Scene


@record
class Phrase:
    """A noun phrase: its head and its first and last token."""

    head: int
    first: int
    last: int


def phrase_of(scene: Scene, head: int, low: int, high: int) -> Phrase:
    """Return the noun phrase of ``head`` without relative clauses, kept between the tokens ``low`` and ``high``."""
    parse = scene.parse
    dropped = {t.i for c in parse.children(head, "acl", "advcl", "parataxis", "ccomp", "conj") for t in _cut(scene, c)}
    inside = {t.i for t in parse.subtree(head) if low <= t.i <= high and t.i not in dropped}
    first = last = head
    while first - 1 in inside:
        first -= 1
    while last + 1 in inside:
        last += 1
    for i in range(head + 1, last):
        relative = scene.grammar.among("relative_pronouns", scene.word(i + 1))
        parted = relative or scene.quote_at[i + 1] is not scene.quote_at[head] or _is_told(scene, i + 1)
        if scene.tokens[i].text == "," and parted:
            last = i
            break
    while last > head and scene.tokens[last].pos in ("PUNCT", "CCONJ"):
        last -= 1
    while first < head and (scene.tokens[first].pos == "PUNCT" or scene.tokens[first].rel == "case"):
        first += 1
    if last - 2 >= head and scene.tokens[last].pos == "PRON" and scene.tokens[last - 1].text == ",":
        last -= 2
    return Phrase(head, first, _with_name(scene, last, high))


def _with_name(scene: Scene, last: int, high: int) -> int:
    """Return the last token of a name that stands in apposition right after ``last`` (", Jane Doe,"), or ``last``."""
    at = last + 2
    if at > high or scene.tokens[last + 1].text != "," or scene.tokens[last].pos == "PROPN":
        return last
    while at <= high and scene.tokens[at].pos == "PROPN":
        at += 1
    closed = at > high or scene.tokens[at].pos == "PUNCT"
    return at - 1 if closed and at - 1 > last + 1 else last


def _cut(scene: Scene, child: Token) -> list[Token]:
    """Return the tokens that a clause takes away from a noun phrase; a coordinated noun takes none."""
    if child.rel == "conj" and child.pos in ("NOUN", "PROPN", "PRON") and scene.parse.child(child.i, "nsubj") is None:
        return []
    if child.rel == "acl" and child.i == child.head + 1:
        return []
    return scene.parse.subtree(child.i)


def _is_told(scene: Scene, i: int) -> bool:
    """Say whether token ``i`` is the preposition before the one spoken to (", Jane Doe, to Radio One")."""
    return scene.tokens[i].rel == "case" and scene.grammar.among("addressee_prepositions", scene.word(i))
