"""Names for speakers: what the cast knows, else the words of the noun phrase."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, Protocol

from onrecord.core.parse import Token
from onrecord.core.records import Party
from onrecord.core.spans import Span
from onrecord.core.vocabulary import PartyBasis
from onrecord.meaning.statements.contents import Content
from onrecord.meaning.statements.phrases import Phrase, phrase_of
from onrecord.meaning.statements.scene import Scene
from onrecord.meaning.statements.speakers import Speech

_BASES: Final[tuple[PartyBasis, ...]] = ("explicit", "referred", "understood")
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


@dataclass(frozen=True, slots=True)
class Identity:
    """Who a speaker is: the fullest name or description, the country, the sector and the report's entity, and what the
    country rests on."""

    name: str | None = None
    country: str | None = None
    sector: str | None = None
    entity: str | None = None
    basis: PartyBasis | None = None


class Namer:
    """Names the speakers of one text in the order in which they speak, so that a pronoun finds who spoke last."""

    def __init__(self, scene: Scene, cast: Cast) -> None:
        self.scene = scene
        self._cast = cast
        self._last: tuple[Phrase, Identity, Span] | None = None
        self._before: tuple[Phrase, Identity, Span] | None = None

    def identify(self, phrase: Phrase, content: Span) -> Identity:
        """Return who ``phrase`` names, and take note that the words ``content`` are theirs."""
        quoted = self._last is not None and content.covers(self.scene.tokens[self._last[0].head].span)
        before = self._speaking_before(phrase, self._before if quoted else self._last)
        clitic = before is None and self.scene.grammar.among("clitic_sources", self.scene.word(phrase.head))
        identity = Identity() if clitic else before or self._identity(phrase)
        nested = self._last is not None and self._last[2].covers(self.scene.tokens[phrase.head].span)
        if not nested:
            self._before = self._before if quoted else self._last
            self._last = (phrase, identity, content)
        self._cast.hear(content, phrase.head)
        return identity

    def describe(self, phrase: Phrase) -> str | None:
        """Return the fullest name or description of the one whom ``phrase`` names, without article."""
        return describe(self.scene, self._cast, phrase)

    def _identity(self, phrase: Phrase) -> Identity:
        phrase = _apposed(self.scene, phrase) or _named_behind(self.scene, self._cast, phrase) or phrase
        group = _singled_out(self.scene, phrase)
        singled = self.scene.grammar.among("singling", self.scene.word(phrase.head))
        known = self._cast.name(phrase.head)
        unnamed = group is None and known in (None, self.scene.tokens[phrase.head].text, self.describe(phrase))
        beyond = unnamed or (group is not None and self.scene.tokens[group].pos == "PRON")
        if singled and beyond and self._last is not None and self._last[1].name:
            whole = self._last[1]
            return replace(whole, name=_singular(self.scene, whole.name or ""), entity=None)
        parties = self._cast.parties(phrase.head)
        country = "+".join(dict.fromkeys(p.country for p in parties if p.country)) or None
        name = self.describe(phrase)
        # One singled out of a group is not the group; who goes by another name is not whom the cast takes them for.
        told = parties[0] if len(parties) == 1 and not singled else None
        entity = told.entity if told is not None and _alike(told.name, name) else None
        bases: list[PartyBasis] = [p.basis for p in parties]
        basis = max(bases, key=_BASES.index) if bases else None
        return Identity(name, country, parties[0].sector if parties else None, entity, basis)

    def _speaking_before(self, phrase: Phrase, last: tuple[Phrase, Identity, Span] | None) -> Identity | None:
        """Return the ``last`` speaker where ``phrase`` is a pronoun and nobody else has come in between."""
        scene, token = self.scene, self.scene.tokens[phrase.head]
        words = scene.span(phrase.first, phrase.last).of(scene.text).lower()
        clitic = scene.grammar.among("clitic_sources", scene.word(phrase.head))
        pronoun = (
            clitic or scene.grammar.among("personal", scene.word(phrase.head)) or scene.grammar.among("latter", words)
        )
        if last is None or not pronoun:
            return None
        other, identity, _ = last
        head = scene.tokens[other.head]
        if identity.name is None or head.i > token.i or scene.text.count("\n\n", head.end, token.start) > 1:
            return None
        # What parsers make of a name's gender and number is a guess.
        named = head.pos == "PROPN" or scene.parse.child(head.i, "flat:name") is not None
        if not named and any(head.feats.get(f, v) != v for f, v in token.feats.items() if f in ("Gender", "Number")):
            return None
        if self._somebody_between(head.sent, token):
            return None
        return replace(identity, basis="referred") if identity.basis == "explicit" else identity

    def _somebody_between(self, sent: int, pronoun: Token) -> bool:
        """Say whether a sentence between has a subject of its own who could be meant."""
        scene = self.scene
        for number in range(sent + 1, pronoun.sent):
            for i in scene.parse.sentences[number]:
                token = scene.tokens[i]
                if not token.rel.startswith("nsubj") or scene.quote_at[i] is not None or token.pos == "PRON":
                    continue
                if token.pos == "PROPN" or self._cast.parties(i):
                    return True
        return False


def in_order(scene: Scene, drafts: Sequence[tuple[Speech, Content]]) -> list[tuple[Speech, Content]]:
    """Return ``drafts`` in the order in which their speakers are named."""
    return sorted(drafts, key=lambda d: (d[0].speaker.head if d[0].speaker else d[0].found.head, d[1].first))


def can_speak(scene: Scene, cast: Cast, phrase: Phrase | None) -> bool:
    """Say whether ``phrase`` names someone who can say something, rather than a thing that shows it."""
    if phrase is None:
        return False
    token = scene.tokens[phrase.head]
    if token.pos == "PRON":
        return not scene.grammar.among("impersonal", scene.word(phrase.head))
    return token.pos == "PROPN" or bool(cast.parties(phrase.head)) or cast.name(phrase.head) is not None


def describe(scene: Scene, cast: Cast, phrase: Phrase) -> str | None:
    """Return the fullest name or description of the speaker that ``phrase`` names, without article."""
    phrase = _apposed(scene, phrase) or _named_behind(scene, cast, phrase) or phrase
    words = _words(scene, cast, phrase)
    group = _singled_out(scene, phrase)
    if group is not None:
        return _singular(scene, cast.name(group) or scene.tokens[group].text)
    known = cast.name(phrase.head)
    # An occasion or channel ("In a post on X, the mayor wrote") gives nobody a name.
    if known and (":" in known or scene.grammar.among("venue_nouns", known.lower())):
        known = None
    if known and _runs_on(scene, phrase, known):
        known = None
    if not known or known == scene.span(phrase.first, phrase.last).of(scene.text):
        return words
    if known.islower() and known in (words or "") and _has_name(scene, phrase):
        return words
    if _is_new(scene, phrase) and _belongs(scene, phrase, known):
        return words
    if _is_new(scene, phrase) and (
        not _shares_word(known, words or "") or (known.islower() and known in (words or ""))
    ):
        return words
    if scene.grammar.among("singling", scene.word(phrase.head)):
        return _singular(scene, known)
    name, comma, rest = known.partition(", ")
    relative = bool(comma) and scene.grammar.among("relative_pronouns", rest.split(" ")[0])
    return _spelled_out(scene, cast, name if relative else known)


def _apposed(scene: Scene, phrase: Phrase) -> Phrase | None:
    """Return the noun phrase that says who one singled out of a group is ("one of them, a guard who ..."), or None."""
    if not scene.grammar.among("singling", scene.word(phrase.head)):
        return None
    heads = [phrase.head, *(c.i for c in scene.parse.children(phrase.head, "nmod", "obl"))]
    for token in (c for head in heads for c in scene.parse.children(head, "appos")):
        if token.pos == "NOUN" and token.i > phrase.head:
            return phrase_of(scene, token.i, phrase.head + 1, scene.sentence(token.i).stop - 1)
    return None


def _named_behind(scene: Scene, cast: Cast, phrase: Phrase) -> Phrase | None:
    """Return the name with a title that says between commas who a common noun is ("their chief, Major Ann Holt,"), or
    None."""
    reach = range(phrase.head + 1, min(phrase.last + 2, len(scene.tokens)))
    comma = next((i for i in reach if scene.tokens[i].text == ","), phrase.last + 1)
    if scene.tokens[phrase.head].pos != "NOUN" or cast.name(phrase.head) is None:
        return None
    window = scene.sentence(phrase.head)
    end = comma + 1
    while end in window and scene.tokens[end].pos in ("DET", "NOUN", "ADJ", "PROPN"):
        end += 1
    closed = end not in window or scene.tokens[end].pos == "PUNCT"
    last = end - 1
    if comma not in window or scene.tokens[comma].text != "," or not closed or scene.tokens[last].pos != "PROPN":
        return None
    # A list goes on behind its commas ("the chief, Major Ann Holt, and others").
    listed = end + 1 in window and scene.tokens[end + 1].pos == "CCONJ"
    name = cast.name(last)
    named = name is not None and " " in name and name.endswith(scene.tokens[last].text)
    titled = any(cast.name(i) == name for i in range(comma + 1, min(comma + 3, last)))
    return phrase_of(scene, last, comma + 1, last) if named and titled and not listed else None


def _has_name(scene: Scene, phrase: Phrase) -> bool:
    """Say whether a name stands right behind the common noun that heads ``phrase`` ("the agency Alta")."""
    after = phrase.head + 1
    return scene.tokens[phrase.head].pos == "NOUN" and after <= phrase.last and scene.tokens[after].text[0].isupper()


def _belongs(scene: Scene, phrase: Phrase, known: str) -> bool:
    """Say whether ``known`` names only what someone belongs to ("a guard from Salla"), not the one who speaks."""
    named = set(known.split())
    for i in range(phrase.first, phrase.last + 1):
        token = scene.tokens[i]
        if token.text in named and i != phrase.head:
            return scene.parse.child(i, "case") is not None and scene.tokens[phrase.head].text not in named
    return False


def _runs_on(scene: Scene, phrase: Phrase, known: str) -> bool:
    """Say whether ``known`` is the phrase with the verb behind it, which the parser takes for an adjective."""
    after = phrase.last + 1
    if after >= len(scene.tokens) or scene.word(after) not in scene.grammar.finite:
        return False
    return known.endswith(scene.span(phrase.head, after).of(scene.text))


def _words(scene: Scene, cast: Cast, phrase: Phrase) -> str | None:
    """Return the words of ``phrase`` without article; an owner told by a pronoun is named."""
    first, last = phrase.first, phrase.last
    while first < last and (scene.grammar.among("articles", scene.word(first)) or scene.is_relative(first)):
        first += 1
    # What a name is described as behind a comma is no part of it ("Zoe, a teacher").
    comma = next((i for i in range(phrase.head + 1, last) if scene.tokens[i].text == ","), None)
    described = comma is not None and scene.tokens[comma + 1].pos in ("DET", "NUM")
    if scene.tokens[phrase.head].pos == "PROPN" and comma is not None and described:
        last = comma - 1
    owned = _owned(scene, cast, first, last) if first < phrase.head else None
    return owned or scene.span(first, last).of(scene.text).lstrip("-\u2010\u2011") or None


def _owned(scene: Scene, cast: Cast, first: int, last: int) -> str | None:
    """Return the words from ``first`` to ``last`` with the owner named whom a possessive at ``first`` stands for."""
    owner = scene.tokens[first]
    possessive = owner.rel.endswith("poss") or owner.feats.get("Poss") == "Yes"
    if not possessive or owner.pos not in ("PRON", "DET") or first == last:
        return None
    known = _owner(scene, cast, first) or cast.name(first)
    form = scene.grammar.forms.get(_OWNED)
    return form.format(scene.span(first + 1, last).of(scene.text), known) if known and form else None


def _owner(scene: Scene, cast: Cast, possessive: int) -> str | None:
    """Return the name of the subject nearest above a possessive that can own an office ("its ambassador"): that of the
    words before it in its sentence, else that of the sentence before. Quoted words give none."""
    token = scene.tokens[possessive]
    if scene.grammar.among("human_possessives", scene.word(possessive)) or token.feats.get("Number[psor]") == "Plur":
        return None
    window = scene.sentence(possessive)
    for indices in (range(window.start, possessive), _before(scene, window.start)):
        for i in indices:
            subject = scene.tokens[i]
            if not subject.rel.startswith("nsubj") or subject.pos not in ("PROPN", "NOUN"):
                continue
            if scene.quote_at[i] is None and cast.parties(i) and subject.feats.get("Number") != "Plur":
                return cast.name(i)
    return None


def _before(scene: Scene, start: int) -> range:
    """Return the sentence before the token ``start`` in its paragraph, or nothing."""
    if start == 0 or "\n" in scene.text[scene.tokens[start - 1].end : scene.tokens[start].start]:
        return range(0)
    return scene.sentence(start - 1)


def _spelled_out(scene: Scene, cast: Cast, name: str) -> str:
    """Return ``name``, taken from the words of the text, with the owner named whom a possessive in it stands for."""
    at = scene.text.find(name)
    inside = scene.parse.tokens_in(Span(at, at + len(name))) if at >= 0 else []
    return (_owned(scene, cast, inside[0].i, inside[-1].i) if len(inside) > 1 else None) or name


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


def _alike(known: str | None, name: str | None) -> bool:
    """Say whether a speaker goes by the name that the cast has for them, or by that name with more or fewer words."""
    return bool(known and name) and ((known or "") in (name or "") or (name or "") in (known or ""))


def _shares_word(name: str, words: str) -> bool:
    mine = {w.strip(",'\u2019").lower() for w in words.split()}
    return any(w.strip(",'\u2019").lower() in mine for w in name.split())
