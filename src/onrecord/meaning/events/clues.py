"""Clues: what the clause of an act says of whom it faces where it names no state (see ``facing``)."""

from collections.abc import Sequence

from onrecord.core.parse import Parse, Token
from onrecord.core.records import Event, Party, Statement
from onrecord.core.vocabulary import EventType
from onrecord.language.tense import closed_class
from onrecord.meaning.events.facing import Clue, countries
from onrecord.meaning.events.lexicon import MATERIAL, EventLexicon, core_acts
from onrecord.meaning.events.nominals import NominalReader
from onrecord.meaning.events.parties import Parties
from onrecord.meaning.events.screening import Draft
from onrecord.meaning.statements import statement_over

_OBJECTS = ("obj", "of", "for", "on", "to", "with", "about", "against", "because")
_AGREED: frozenset[EventType] = frozenset({"SUPPORT", "AGREE", "COOPERATE", "CONSULT", "AID", "CONCEDE"})
_MEANT: dict[str, frozenset[EventType]] = {
    "pact": _AGREED,
    "contract": frozenset({"COOPERATE", "AID", "SUPPORT"}),
    "meeting": frozenset({"CONSULT"}),
    "measure": frozenset({"SANCTION", "COERCE"}),
    "demand": frozenset({"REQUEST"}),
    "promise": frozenset({"AID", "AGREE", "COOPERATE"}),
    "ceasefire": frozenset({"CONCEDE", "RETREAT", "AGREE", "SUPPORT"}),
}


class ClueReader:
    """Reads the clues of the drafts of one parse."""

    def __init__(
        self,
        parse: Parse,
        lexicon: EventLexicon,
        nominals: NominalReader,
        parties: Parties,
        statements: Sequence[Statement] = (),
    ) -> None:
        self._parse = parse
        self._statements = statements
        self._lexicon = lexicon
        self._nominals = nominals
        self._parties = parties
        self._any = closed_class(parse.language, "acts_meant")

    def of(self, draft: Draft) -> Clue:
        """Return the clue of ``draft``."""
        candidate = draft.candidate
        tokens = [self._parse.tokens[i] for slot in _OBJECTS for i in candidate.slots.get(slot, [])]
        found = next(((t, r) for t in tokens if (r := self._refers(t)) is not None), None)
        promised = found is not None and "promise" in self._nominals.sense(found[0].i).classes
        sent = self._parse.tokens[candidate.token].sent
        told = [t for p in draft.event.recipients for t in self._parse.tokens_in(p.span)]
        pronoun = bool(told) and all(t.pos == "PRON" for t in told)
        filled, addressed = self._is_filled(draft), self._addressed(draft.event)
        return Clue(sent, found[1] if found else None, filled, promised, pronoun, addressed)

    def _addressed(self, event: Event) -> tuple[Party, ...]:
        """Return those of other states to whom the one who acts in ``event`` tells of it himself, or none."""
        said = statement_over(self._statements, event.trigger)
        if said is None or said.addressee_span is None or said.country is None:
            return ()
        mine = countries(event.actors)
        head = self._parse.head_of(said.addressee_span)
        if head is None or mine != frozenset(said.country.split("+")):
            return ()
        return tuple(p for p in self._parties.parties(head.i) if p.country and not countries([p]) & mine)

    def _refers(self, token: Token) -> frozenset[EventType] | None:
        """Return the types of act that the noun ``token`` may refer back to, empty for any, None where to none."""
        if token.pos == "PRON" and token.feats.get("PronType") == "Dem":
            return frozenset()
        if token.pos != "NOUN" or not self._is_definite(token):
            return None
        lemma = token.lemma.lower()
        if lemma in self._any:
            return frozenset()
        named = frozenset(core_acts()[s.act].type for s in self._lexicon.acts.get((lemma, "NOUN"), ()) if not s.parts)
        classes = self._nominals.sense(token.i).classes
        return named or next((_MEANT[c] for c in sorted(classes) if c in _MEANT), None)

    def _is_definite(self, token: Token) -> bool:
        """Say whether a noun may be one told of before: by its article, or a bare plural ("talks")."""
        det = self._parse.child(token.i, "det")
        if det is None:
            return True
        return det.feats.get("Definite") == "Def" or det.feats.get("PronType") == "Dem"

    def _is_indefinite(self, i: int) -> bool:
        """Say whether a noun tells of somebody not told of before: a bare plural, or one with "a", "all", "some"."""
        token = self._parse.tokens[i]
        det = self._parse.child(i, "det")
        definite = det is not None and (
            det.feats.get("Definite") == "Def" or det.feats.get("PronType") == "Dem" or det.feats.get("Poss") == "Yes"
        )
        owned = any(t.rel == "nmod:poss" for t in self._parse.children(i, "nmod"))
        return token.pos in ("NOUN", "PROPN") and not definite and not owned

    def _is_many(self, i: int) -> bool:
        """Say whether a noun tells of those of whom there are many everywhere ("its allies", "the donors", "the
        crew"), and nothing tells which states' they are."""
        many = closed_class(self._parse.language, "of_many_states")
        if self._parse.tokens[i].lemma.lower() not in many or self._parse.children(i, "nummod"):
            return False  # "the 27 other members of the crew" were told of before
        return not any(p.country for p in self._parties.parties(i))

    def _is_filled(self, draft: Draft) -> bool:
        """Say whether somebody whose country is not told stands beside the act ("called on allies to follow")."""
        own = {*draft.candidate.claimed, *draft.item_tokens}
        for slot in draft.core.recipient:
            for i in draft.candidate.slots.get(slot, []):
                if i not in draft.candidate.claimed and self._is_many(i):
                    return True
                if i in own or not self._is_indefinite(i) or self._nominals.classes(i) & MATERIAL - {"people"}:
                    continue
                if self._parties.is_somebody(i):
                    return True
        return False


def states_named(parse: Parse, parties: Parties) -> list[tuple[Party, int]]:
    """Return the states that the report names, each as first named, with how often it or a city of it is named."""
    first: dict[str, Party] = {}
    spans: dict[str, set[int]] = {}
    for token in parse.tokens:
        place = parties.place(token.i) if token.text[:1].isupper() else None
        if place is not None:
            country = place.country
            if country is not None and country not in first:
                first[country] = Party(place.text, place.span, country, "GOV", place.text)
            if country is not None:
                spans.setdefault(country, set()).add(place.span.start)
        elif token.rel == "amod" and token.pos in ("ADJ", "PROPN"):
            for party in parties.parties(token.i):
                if party.country is not None:
                    first.setdefault(party.country, party)
                    spans.setdefault(party.country, set()).add(party.span.start)
    return [(party, len(spans[country])) for country, party in first.items()]
