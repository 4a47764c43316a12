"""Names for speakers: what the cast knows, else the words of the noun phrase."""

from typing import Protocol

from onrecord.core.records import Party
from onrecord.core.spans import Span
from onrecord.meaning.statements.scene import Scene
from onrecord.meaning.statements.speakers import Phrase

_OWNED = "owned"


class Cast(Protocol):
    """What statements ask of the people and bodies of a report."""

    def parties(self, token_index: int, /) -> tuple[Party, ...]:
        """Return the parties that the phrase headed by a token stands for."""
        ...

    def name(self, token_index: int, /) -> str | None:
        """Return the fullest name or description of what a token stands for."""
        ...

    def hear(self, content: Span, speaker_token: int, /) -> None:
        """Take note of whose words ``content`` are, so that "I" and "we" in it can be resolved."""
        ...


def describe(scene: Scene, cast: Cast, phrase: Phrase) -> str | None:
    """Return the fullest name or description of the speaker that ``phrase`` names, without article."""
    words = _words(scene, cast, phrase)
    group = _singled_out(scene, phrase)
    if group is not None:
        return _singular(scene, cast.name(group) or scene.tokens[group].text)
    known = cast.name(phrase.head)
    if not known:
        return words
    if _is_new(scene, phrase) and not _shares_word(known, words or ""):
        return words
    pronominal = scene.tokens[phrase.head].pos in ("ADJ", "DET", "NUM", "PRON")
    if pronominal and scene.grammar.among("singling", scene.word(phrase.head)):
        return _singular(scene, known)
    return known


def _words(scene: Scene, cast: Cast, phrase: Phrase) -> str | None:
    """Return the words of ``phrase`` without article; an owner told by a pronoun is named."""
    first, last = phrase.first, phrase.last
    while first < last and scene.grammar.among("articles", scene.word(first)):
        first += 1
    owner = scene.tokens[first]
    text = scene.span(first, last).of(scene.text).lstrip("-\u2010\u2011")
    if owner.i < phrase.head and owner.rel.endswith("poss") and owner.pos in ("PRON", "DET"):
        known = cast.name(owner.i)
        if known and _OWNED in scene.grammar.forms:
            return scene.grammar.forms[_OWNED].format(scene.span(first + 1, last).of(scene.text), known)
    return text or None


def _singled_out(scene: Scene, phrase: Phrase) -> int | None:
    """Return the head of the group that one is singled out of ("one of the officials"), or None."""
    if not scene.grammar.among("singling", scene.word(phrase.head)):
        return None
    group = scene.parse.child(phrase.head, "nmod", "obl")
    return group.i if group is not None and group.i <= phrase.last + 3 else None


def _singular(scene: Scene, name: str) -> str:
    """Return ``name`` with its plural noun in the singular, as the report's own words have it."""
    plural = {t.text: t.lemma for t in scene.tokens if t.pos == "NOUN" and t.feats.get("Number") == "Plur"}
    words = name.split()
    kept = [w for w in words if not scene.grammar.among("partitives", w.lower()) or len(words) == 1]
    return " ".join(plural.get(w, w) for w in kept)


def _is_new(scene: Scene, phrase: Phrase) -> bool:
    """Say whether a common noun brings someone in: it has an indefinite article, a number or, where that is the rule,
    no article at all."""
    if scene.tokens[phrase.head].pos != "NOUN":
        return False
    first = scene.word(phrase.first)
    if scene.grammar.among("indefinite", first) or scene.tokens[phrase.first].pos == "NUM":
        return True
    return scene.grammar.bare_subject and phrase.first == phrase.head and scene.tokens[phrase.head].pos == "NOUN"


def _shares_word(name: str, words: str) -> bool:
    mine = {w.strip(",'\u2019").lower() for w in words.split()}
    return any(w.strip(",'\u2019").lower() in mine for w in name.split())
