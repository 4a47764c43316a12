"""Clarity: whether a pronoun can only mean the party that it was taken for.

Salience always gives one; others may stand as near, and what is no party at all ("the deal", "les navires") is a rival
too. Where it is not clear, the party is but the likeliest: what rests on it is understood, not told.
"""

from collections.abc import Iterator
from typing import Final

from onrecord.core.parse import Token
from onrecord.meaning.entities.figures import Figure, Mention
from onrecord.meaning.entities.scene import Scene

_CLEAR: Final = 1.5
"""By how much one party must be more salient than those of other countries, for a word that means a human being."""
_CLEAR_OF_BODIES: Final = 2.2
"""The same for words that states and bodies have too: the subject alone is not enough ("X thanked Y. Its army")."""
_CLEAR_OF_SPEAKERS: Final = 2.0
"""The same where the pronoun speaks: who has spoken before is preferred, though another may have acted since."""
_CLEAR_OF_THINGS: Final = 2.5
_ARGUMENTS: Final = ("nsubj", "obj", "iobj")
_OBJECTS: Final = frozenset({"obj", "iobj", "obl"})
_GENDERS: Final = {"m": "Masc", "f": "Fem"}


class ClarityReader:
    """Judges pronouns for one report."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._parse = scene.parse

    def is_clear(self, token: Token, features: tuple[str, str, str], figure: Figure, margin: float) -> bool:
        """Say whether the pronoun ``token`` (its kind, gender and number) can only mean ``figure``, which is by
        ``margin`` more salient than the next of another country."""
        kind, gender, number = features
        mention = next((m for m in self._before(token) if m.figure is figure), None)
        speaks = self._scene.speaks(token)
        least = (_CLEAR_OF_SPEAKERS if speaks else _CLEAR) if kind == "person" or figure.human else _CLEAR_OF_BODIES
        if not (is_possessive(token) or token.rel.startswith("nsubj")):
            # Whom something is done to was seldom the subject before
            least = max(least, _CLEAR_OF_THINGS)
        least += number == "pl" and not figure.members
        if margin < least or mention is None or self.is_same_clause(token, mention):
            return False
        if mention.token in self._scene.weak:
            # Who is not clear there is no clearer here
            return False
        quote = self._scene.quote_at.get(token.i)
        if quote is not None and mention.quote != quote:
            # Whom a speaker means by "they" was often told before his words were cut out
            return False
        own = is_possessive(token)
        if own and (self._is_asked_for(token, mention) or self._is_told_of(token, mention)):
            return False
        if own and self._is_done_by(token, mention):
            return False
        if own and self._is_personal(token) and self._has_others(token, figure):
            return False
        if kind == "person":
            return True
        if not figure.gender and self._has_other(token, gender):
            return False
        if (number == "pl" and figure.number != "pl") or not (own or token.rel.startswith("nsubj")):
            return False
        if speaks:
            return True
        if not own and self._parse.child(token.head, "cop") is not None:
            # "X said it was an exercise"
            return False
        found = max(
            self._weight(token, m.token, m.sent, subject=m.subject) for m in self._before(token) if m.figure is figure
        )
        things = (
            self._weight(token, t.i, t.sent, subject=t.rel.startswith("nsubj"))
            for t in self._things(token, gender, number)
        )
        return found - max(things, default=found - _CLEAR_OF_THINGS) >= _CLEAR_OF_THINGS

    def is_last(self, token: Token, mention: Mention, gender: str) -> bool:
        """Say whether no noun of this gender, party or not, stands between ``mention`` and ``token``, which means the
        one named last."""
        between = self._parse.tokens[mention.token + 1 : token.i]
        return not any(
            t.pos in ("NOUN", "PROPN")
            and t.feats.get("Number") != "Plur"
            and t.feats.get("Gender") in (None, _GENDERS.get(gender), "Masc" if not gender else None)
            and self._scene.at.get(t.i) is not mention.figure
            for t in between
        )

    def is_same_clause(self, token: Token, mention: Mention) -> bool:
        """Say whether ``token`` would mean one who stands beside it under one verb already."""
        if mention.sent != token.sent or is_possessive(token) or "Reflex" in token.feats:
            return False
        return self._scene.governor(mention.token) == self._scene.governor(token.i)

    def _has_other(self, token: Token, gender: str) -> bool:
        """Say whether somebody known to be of ``gender`` was told of in this sentence or the one before: "elle" may be
        she rather than a town."""
        return gender in _GENDERS and any(
            m.figure.human and m.figure.gender == gender and token.sent - m.sent <= 1 for m in self._before(token)
        )

    def _is_asked_for(self, token: Token, mention: Mention) -> bool:
        """Say whether the possessive ``token`` belongs to what the subject asks for: seldom something of his own ("X
        demanded its release")."""
        verb = self._parse.head(self._parse.tokens[token.head].i)
        named = self._scene.names.get(token.head)
        is_peer = named is not None and named.first.role == "peer"
        return (
            verb is not None
            and not is_peer
            and self._parse.tokens[token.head].rel in ("obj", "obl", "obl:arg")
            and self._scene.words.has("asking", verb.lemma)
            and any(t.i == mention.token for t in self._parse.children(verb.i, "nsubj"))
        )

    def _is_done_by(self, token: Token, mention: Mention) -> bool:
        """Say whether the possessive ``token`` belongs to what does something to the one mentioned, which may be
        another's (« X, visé par un de ses mandats »)."""
        doer = next((t for t in self._parse.ancestors(token.i) if t.rel == "obl:agent"), None)
        return doer is not None and self._parse.tokens[doer.head].head == mention.token

    def _is_personal(self, token: Token) -> bool:
        """Say whether the possessive ``token`` tells whose relative, lawyer or the like somebody is."""
        return self._scene.words.has("of_persons", self._parse.tokens[token.head].lemma.lower())

    def _has_others(self, token: Token, figure: Figure) -> bool:
        """Say whether another human being was told of in this sentence or the one before, whose relatives may be
        meant."""
        return any(
            m.figure.kind in ("person", "people")
            and m.figure is not figure
            and token.sent - m.sent <= 1
            and m.figure.number == "sg"
            for m in self._before(token)
        )

    def _is_told_of(self, token: Token, mention: Mention) -> bool:
        """Say whether the possessive ``token`` stands in what its owner would say, on a thing that anything has ("the
        opposition said its cost had doubled"); offices, bodies and people are told as one's own."""
        noun = self._parse.tokens[token.head]
        verb = self._parse.head(noun.i)
        if (
            not self._scene.is_told_by(mention)
            or verb is None
            or not noun.rel.startswith("nsubj")
            or noun.i in self._scene.named
        ):
            return False
        above = self._parse.head(verb.i)
        return verb.rel == "ccomp" and above is not None and self._scene.governor(mention.token) == above.i

    def _before(self, token: Token) -> Iterator[Mention]:
        for mention in reversed(self._scene.salience.mentions):
            if mention.token < token.i:
                if token.sent - mention.sent > 4:
                    return
                yield mention

    def _things(self, token: Token, gender: str, number: str) -> Iterator[Token]:
        """Yield the nouns that tell of no party, and the pronouns that are not clear, which may be meant by the pronoun
        ``token``."""
        first = self._parse.sentences[max(token.sent - 1, 0)].start
        for t in self._parse.tokens[first : token.i]:
            # A pronoun that was not clear itself may have meant what this one means
            open_one = t.pos == "PRON" and t.i in self._scene.weak
            known = self._scene.at.get(t.i)
            # "BMW told Mexico it would stay": letters that speak may be a firm's as well as somebody's
            letters = known is not None and known.human and known.role is None and known.name.isupper()
            is_thing = t.pos in ("NOUN", "PROPN") and t.i not in self._scene.named and (known is None or letters)
            if not open_one and not is_thing:
                continue
            rel = self._parse.tokens[t.head].rel if t.rel == "conj" else t.rel
            beside = t.sent == token.sent or not is_possessive(token)
            if not rel.startswith(_ARGUMENTS if beside else "nsubj"):
                # The owner of something is seldom the object of the sentence before
                continue
            if number and t.feats.get("Number") not in (None, "Plur" if number == "pl" else "Sing"):
                continue
            if gender in _GENDERS and t.feats.get("Gender") not in (None, _GENDERS[gender]):
                continue
            yield t

    def _weight(self, token: Token, i: int, sent: int, *, subject: bool) -> float:
        return 2.0 * subject - 3.0 * (token.sent - sent) - 0.03 * min(token.i - i, 60)


def is_possessive(token: Token) -> bool:
    """Say whether a pronoun tells whose something is ("her" beside a verb does not)."""
    return ("Poss" in token.feats or token.pos == "DET") and token.rel not in _OBJECTS
