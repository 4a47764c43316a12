"""Slots of an act as its operators and support verbs leave them: who promises gives, who secures a loan receives."""

from onrecord.core.parse import Parse
from onrecord.core.records import Party
from onrecord.meaning.events.arguments import ArgumentReader, Slots
from onrecord.meaning.events.candidates import Candidate
from onrecord.meaning.events.lexicon import event_lexicon
from onrecord.meaning.events.parties import Parties

_DOERS = ("subj", "by", "poss", "adj")
# What another offers, asks or does may be agreed to, refused or awaited: its nationality tells the doer.
_TAKEN = frozenset({"agree", "refuse", "await", "deny", "doubt", "ask"})
_GETTING = frozenset({"cause", "manage"})


class SlotReader:
    """Reads the slots of candidates of one parse with those of the words above them."""

    def __init__(self, parse: Parse, parties: Parties, arguments: ArgumentReader) -> None:
        self._parse = parse
        self._parties = parties
        self._arguments = arguments

    def of(self, candidate: Candidate) -> Slots:
        """Return the slots of ``candidate``, those of its operators and support verbs counted in."""
        return self._turned(self._with_operators(candidate), candidate)

    def _turned(self, slots: Slots, candidate: Candidate) -> Slots:
        """Return the slots of an act whose support verb receives with the subject as the one who is given to.

        "Chad secured a loan from Japan", "Le Tchad bénéficiera d'un prêt": the loan's giver is not the verb's subject.
        """
        above = (*candidate.chain.supports, *(k.token for k in candidate.chain.links[:1] if k.operator in _GETTING))
        if self._parse.tokens[candidate.token].pos == "VERB" or not any(map(self._receives, above)):
            return slots
        if not slots.get("subj"):
            return slots
        given = {**slots, "iobj": [*slots["subj"], *slots.get("iobj", [])]}
        del given["subj"]
        return given

    def _receives(self, i: int) -> bool:
        """Say whether the verb at token ``i`` may name the act of receiving."""
        senses = event_lexicon(self._parse.language).acts.get((self._parse.tokens[i].lemma.lower(), "VERB"), ())
        return any(s.act == "receive" for s in senses)

    def beside(self, slots: Slots, candidate: Candidate) -> tuple[Party, ...]:
        """Return those who act together with the subject ("Chad, with France, sent", "aux côtés de la France")."""
        found: list[Party] = []
        for slot in ("with", "beside"):
            for i in slots.get(slot, []):
                if slot == "with" and not i < candidate.token:
                    continue
                found += [p for p in self._parties.parties(i) if p.country and p not in found]
        return tuple(found)

    def _with_operators(self, candidate: Candidate) -> Slots:
        """Return the slots with the actor of the operators above where the act itself names none.

        The one who promises is the one who gives: "Russia's commitment to training", "a pledge by France to send".
        """
        slots = {name: list(tokens) for name, tokens in candidate.slots.items()}
        for link in candidate.chain.links:
            above = self._arguments.slots(link.token, link.parts)
            inner = set(self._branch(link.token, candidate.token))
            weak = link.operator not in _TAKEN
            doers = tuple(s for s in _DOERS if s != "adj") if weak else _DOERS
            for slot in ("subj", "poss", "adj", "by"):
                # "by" and "of" may be one word ("de"): then it does not tell who acts
                named = any(
                    self._parties.parties(i)
                    for s in doers
                    for i in slots.get(s, [])
                    if s != "by" or link.operator != "cause" or i not in slots.get("of", [])
                )
                if not named and above.get(slot):
                    slots[slot] = [i for i in above[slot] if i not in inner]
            for slot in ("to", "for", "from", "with", "iobj", "in"):
                more = [i for i in above.get(slot, []) if i not in inner]
                if more and not slots.get(slot):
                    slots[slot] = more
        return slots

    def clause_of(self, i: int) -> int:
        """Return the verb that heads the clause in which token ``i`` stands."""
        for token in (self._parse.tokens[i], *self._parse.ancestors(i)):
            if token.pos in ("VERB", "AUX"):
                return token.i
        return i

    def _branch(self, link: int, token: int) -> list[int]:
        """Return the tokens of the branch of ``link`` that leads down to ``token``."""
        current = token
        for above in self._parse.ancestors(token):
            if above.i == link:
                break
            current = above.i
        return [t.i for t in self._parse.subtree(current)]
