"""Hearsay without a source: adverbs ("reportedly") and the compound conditional (« aurait livré »)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from onrecord.core.parse import Token
from onrecord.core.spans import Span
from onrecord.meaning.statements.contents import trimmed
from onrecord.meaning.statements.scene import Scene

_CLAIM: Final = "claim"


@dataclass(frozen=True, slots=True)
class Hearsay:
    """What is told on nobody's word: the clause and the words that say so."""

    content: Span
    cue: Span
    stance: str = _CLAIM


def hearsay(scene: Scene, told: Sequence[Span]) -> Iterator[Hearsay]:
    """Yield the clauses marked as hearsay that stand outside of ``told`` (what has a speaker) and of quotations."""
    for token in scene.tokens:
        if token.pos not in ("ADV", "VERB", "AUX"):
            continue
        cue, verb = _adverb(scene, token) or _conditional(scene, token) or (None, None)
        if cue is None or verb is None or scene.quote_at[token.i] is not None:
            continue
        if any(span.overlaps(cue) for span in told):
            continue
        content = _clause(scene, verb, cue)
        if content is not None and not any(span.overlaps(content) for span in told):
            yield Hearsay(content, cue)


def _adverb(scene: Scene, token: Token) -> tuple[Span, int] | None:
    """Return an adverb of hearsay and the verb that it stands with."""
    if token.pos != "ADV" or scene.word(token.i) not in scene.grammar.adverbs or token.is_root:
        return None
    verb = scene.tokens[token.head]
    return (token.span, verb.i) if scene.is_verb(verb.i) else None


def _conditional(scene: Scene, token: Token) -> tuple[Span, int] | None:
    """Return a compound conditional that nothing makes a mere supposition, and its verb."""
    if token.pos not in ("VERB", "AUX") or not scene.is_verb(token.i):
        return None
    auxiliary = next((a for a in scene.parse.children(token.i, "aux") if a.feats.get("Mood") == "Cnd"), None)
    if auxiliary is None or not scene.grammar.among("hearsay_auxiliaries", auxiliary.lemma):
        return None
    if token.feats.get("Tense") != "Past" or scene.grammar.among("modal_verbs", token.lemma):
        return None
    sentence = scene.sentence(token.i)
    if any(_supposes(scene, i) for i in sentence) or scene.tokens[sentence.stop - 1].text == "?":
        return None
    subject = scene.parse.child(token.i, "nsubj")
    if subject is None or scene.grammar.among("first_person", scene.word(subject.i)):
        return None
    return Span(auxiliary.start, token.end), token.i


def _supposes(scene: Scene, i: int) -> bool:
    """Say whether a word makes the clause beside it depend on what is not the case ("if", "without")."""
    word = scene.word(i)
    return scene.grammar.among("conditionals", word) or scene.grammar.among("supposing", word)


def _clause(scene: Scene, verb: int, cue: Span) -> Span | None:
    """Return the words of the clause of ``verb``; an adverb at its beginning is left out."""
    window = scene.sentence(verb)
    inside = [t.i for t in scene.parse.subtree(verb) if t.i in window]
    first, last = min(inside), max(inside)
    parts = [i for i in range(first, last + 1) if scene.tokens[i].text == ";"]
    first = max([first, *(i + 1 for i in parts if i < verb)])
    last = min([last, *(i - 1 for i in parts if i > verb)])
    while first < last and (
        scene.tokens[first].pos in ("PUNCT", "CCONJ", "SCONJ") or scene.tokens[first].start == cue.start
    ):
        if scene.tokens[first].start == cue.start and scene.word(first) not in scene.grammar.adverbs:
            break
        first += 1
    last = trimmed(scene, first, last)
    return scene.span(first, last) if first < last else None
