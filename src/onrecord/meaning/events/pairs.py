"""Pairs: how the two sides that an act may have stand to each other, to the rules and to the rest of the report."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from onrecord.core.making import record
from onrecord.core.parse import Parse, Token
from onrecord.core.vocabulary import EventType
from onrecord.meaning.events.facing import countries
from onrecord.meaning.events.mentions import MentionMap
from onrecord.meaning.events.traits import FAMILIES, Act, Codes, TraitReader, step_of

_NEAR = 3
_MANY = 6
_SCOPES = ("clause", "sentence", "paragraph")
_ALONE = {name: tuple(f"{name} in {scope}" for scope in _SCOPES) for name in ("alone", "one state")}
_LEFT = {
    name: (
        tuple(f"{name} alone left in {scope}" for scope in _SCOPES),
        f"{name} last named of the rest",
        f"{name} first in rank of the rest",
        f"{name} first two in rank of the rest",
    )
    for name in ("actor", "recipient")
}


@record
class Rest:
    """Who is left in the surroundings of an act once one side is taken: the one named last before it, the one and the
    two that the report names most, and the only others in clause, sentence and paragraph."""

    recent: str
    first: str
    pair: frozenset[str]
    scopes: tuple[frozenset[str], ...]


@dataclass(slots=True)
class Exchanges:
    """Between whom the acts of one report are, by the rules."""

    pairs: Counter[tuple[Codes, Codes]] = field(default_factory=Counter)
    alike: Counter[tuple[Codes, Codes, str]] = field(default_factory=Counter)
    together: dict[Codes, list[tuple[int, int]]] = field(default_factory=dict)
    sides: dict[str, Counter[tuple[str, Codes]]] = field(default_factory=dict)

    @classmethod
    def of(cls, reader: TraitReader, acts: Sequence[Act], sents: Sequence[int]) -> "Exchanges":
        """Return the exchanges of ``acts``, whose sentences are ``sents``."""
        found = cls()
        for n, act in enumerate(acts):
            pair = (reader.ruled.actors[n], reader.ruled.recipients[n])
            found.pairs[pair] += 1
            found.alike[(*pair, FAMILIES[act.event.type])] += 1
            found.together.setdefault(pair[0] | pair[1], []).append((n, sents[n]))
            sides = found.sides.setdefault(FAMILIES[act.event.type], Counter())
            sides.update((("actor", pair[0]), ("recipient", pair[1])))
        return found

    def sides_alike(self, type_: EventType) -> list[Codes]:
        """Return the sides of the acts of the family of ``type_``, in the order of the text."""
        return [codes for _, codes in self.sides.get(FAMILIES[type_], ())]


class PairReader:
    """Reads the traits of the answers for the act numbered ``n`` of a report."""

    def __init__(
        self, reader: TraitReader, mentions: MentionMap, exchanges: Exchanges, act: Act, n: int, sent: int
    ) -> None:
        token = act.draft.candidate.token
        self._n, self._sent, self._family = n, sent, FAMILIES[act.event.type]
        self._told = {"actor": reader.told.actors[n], "recipient": reader.told.recipients[n]}
        self._clear = {
            "actor": countries([p for p in act.draft.event.actors if p.basis != "understood"]),
            "recipient": countries([p for p in act.draft.event.recipients if p.basis != "understood"]),
        }
        self._ruled = {"actor": reader.ruled.actors[n], "recipient": reader.ruled.recipients[n]}
        self._before = (reader.ruled.actors[n - 1], reader.ruled.recipients[n - 1]) if n else None
        self._exchanges = exchanges
        self._ranked, self._recent = mentions.ranked, mentions.before(token)
        self._scopes = (
            mentions.of(mentions.inside(sent, act.event.evidence)),
            frozenset(mentions.in_sentence(sent)),
            frozenset(mentions.in_paragraph(mentions.paragraph(token))),
        )
        self._unknown = {
            "actor": bool(act.draft.event.actors) and not self._told["actor"],
            "recipient": (bool(act.draft.event.recipients) and not self._told["recipient"]) or act.clue.filled,
        }
        self._forms = {
            "actor": _form(act, mentions.parse.tokens[token], act.draft.core.actor, mentions.parse),
            "recipient": _form(act, mentions.parse.tokens[token], act.draft.core.recipient, mentions.parse),
        }
        self._refers = act.clue.refers is not None
        self._heard = {name: dict(reader.heard(n, name)) for name in ("actor", "recipient")}
        self._loudest = {name: max(heard.values(), default=0.0) for name, heard in self._heard.items()}
        self._lists = mentions.lists
        self._rests: dict[Codes, Rest] = {}

    def side(self, name: str, codes: Codes) -> list[str]:
        """Return the traits of ``codes`` as the whole side ``name`` (``actor`` or ``recipient``)."""
        ruled = self._ruled[name]
        if not codes:
            found = ["nobody"] if ruled else ["nobody", "nobody by rule"]
            found.append(self._forms[name])
            found.append(f"nobody, {name} heard {step_of(self._loudest[name]) or 'nowhere'}")
            if self._unknown[name]:
                found.append("nobody, where somebody unknown stands")
            if self._refers:
                found.append("nobody, where an act is referred to")
            return found
        found = []
        if codes == ruled:
            found.append("as ruled")
        elif codes < ruled:
            found.append("fewer than ruled")
        if codes == self._told[name]:
            found.append("as told")
        return found + self._several(name, codes) if len(codes) > 1 else found

    def _several(self, name: str, codes: Codes) -> list[str]:
        """Return the traits of several codes as one side: whether they stand in a list, are heard or do the like."""
        found = ["several", "three or more"] if len(codes) > 2 else ["several"]
        sents = self._lists.get(codes)
        if sents:
            near = "in the sentence" if self._sent in sents else "elsewhere"
            found.append("a list in the sentence before" if self._sent - 1 in sents else f"a list {near}")
        heard = self._heard[name]
        found.append(f"several, least heard {step_of(min(heard.get(c, 0.0) for c in codes)) or 'nowhere'}")
        if self._exchanges.sides[self._family][name, codes] > (codes == self._ruled[name]):
            found.append("several, as in an act alike")
        return found

    def pair(self, actors: Codes, recipients: Codes) -> list[str]:
        """Return the traits of ``actors`` and ``recipients`` together."""
        found = []
        ruled = (self._ruled["actor"], self._ruled["recipient"])
        if (actors, recipients) == ruled:
            found.append("both as ruled")
        elif actors != recipients and (recipients, actors) == ruled:
            found.append("swapped")
        for name, here, there in (("actor", actors, recipients), ("recipient", recipients, actors)):
            told = self._clear[name]
            if told and told <= there and not told & here:
                found.append(f"{name} told turned")
        if not actors:
            return found if recipients else [*found, "nobody at all"]
        if not recipients:
            if len(actors) == 1:
                found += self._alone(actors, "alone")
                if len(self._ranked) >= _MANY:
                    found.append("alone among many")
            return found
        if actors == recipients:
            found += ["one state", *self._alone(actors, "one state")]
            if self._ranked and actors == {self._ranked[0]}:
                found.append("one state, first in rank")
            return found
        if actors & recipients:
            return [*found, "overlap"]
        return [
            *found,
            *self._other("recipient", recipients, actors),
            *self._other("actor", actors, recipients),
            *self._exchanged(actors, recipients),
        ]

    def _alone(self, codes: Codes, name: str) -> list[str]:
        return [w for w, held in zip(_ALONE[name], self._scopes, strict=True) if held <= codes]

    def _rest(self, taken: Codes) -> Rest:
        if taken not in self._rests:
            recent = next((code for code in self._recent if code not in taken), "")
            first = next((code for code in self._ranked if code not in taken), "")
            pair = frozenset([code for code in self._ranked if code not in taken][:2])
            self._rests[taken] = Rest(recent, first, pair, tuple(held - taken for held in self._scopes))
        return self._rests[taken]

    def _other(self, name: str, codes: Codes, taken: Codes) -> list[str]:
        """Return how a side stands among those who are left once the other side is taken."""
        rest, (scopes, recent, first, both) = self._rest(taken), _LEFT[name]
        if len(codes) != 1:
            return [both] if codes == rest.pair else []
        found = [w for w, held in zip(scopes, rest.scopes, strict=True) if held == codes]
        if rest.recent in codes:
            found.append(recent)
        if rest.first in codes:
            found.append(first)
        return found

    def _exchanged(self, actors: Codes, recipients: Codes) -> list[str]:
        """Return whether other acts of the report are between the two."""
        found = []
        known, pair, back = self._exchanges, (actors, recipients), (recipients, actors)
        own = int(pair == (self._ruled["actor"], self._ruled["recipient"]))
        turned = int(back == (self._ruled["actor"], self._ruled["recipient"]))
        if known.pairs[pair] > own:
            found.append("pair elsewhere")
            if known.alike[(*pair, self._family)] > own:
                found.append("pair elsewhere alike")
        if known.pairs[back] > turned:
            found.append("pair elsewhere turned")
        together = [sent for n, sent in known.together.get(actors | recipients, ()) if n != self._n]
        if together:
            found.append("together elsewhere")
            if any(abs(sent - self._sent) <= _NEAR for sent in together):
                found.append("together nearby")
        if self._before is not None and self._before in (pair, back):
            found.append("pair just before" if self._before == pair else "pair just before turned")
        return found


def _form(act: Act, token: Token, slots: Sequence[str], parse: Parse) -> str:
    """Return the trait of leaving a side empty: in what form the act is told, and whether words stand in the ``slots``
    of that side, whoever they are for."""
    subject = parse.child(token.i, "nsubj")
    if token.pos in ("NOUN", "PROPN"):
        form = "noun"
    elif subject is not None and subject.rel == "nsubj:pass":
        form = "passive"
    elif token.feats.get("VerbForm") == "Part" and token.rel.startswith("acl"):
        form = "participle"
    else:
        form = "infinitive" if token.feats.get("VerbForm") == "Inf" else "verb"
    return f"nobody, {form}, {'filled' if any(act.slots.get(s) for s in slots) else 'open'}"
