"""Coding: the codebook's type, mode and contexts of an act, once its object and operators are known."""

from collections.abc import Mapping

from onrecord.core.parse import Parse, Token
from onrecord.core.records import Item, Party
from onrecord.core.vocabulary import EventType, Stage
from onrecord.language.tense import closed_class
from onrecord.meaning.events.candidates import Candidate
from onrecord.meaning.events.lexicon import MATERIAL, CoreAct, EventLexicon, Typing, core_acts, typings
from onrecord.meaning.events.nominals import NominalReader
from onrecord.meaning.events.staging import Staging

_OF_CATEGORY = {
    "arms": "military",
    "ammunition": "military",
    "food": "human_security",
    "fuel": "human_security",
    "fertilizer": "human_security",
    "medical": "health",
    "shelter": "disasters",
    "funds": "economic",
    "credit": "economic",
    "personnel": "military",
    "training": "military",
    "aircraft": "military",
}
_OF_TYPE: dict[EventType, str] = {
    "CONSULT": "diplomatic",
    "SUPPORT": "diplomatic",
    "RETREAT": "military",
    "MOBILIZE": "military",
    "ASSAULT": "military",
    "COOPERATE": "economic",
    "AGREE": "diplomatic",
    "REJECT": "diplomatic",
    "SANCTION": "diplomatic",
}
# What is not read as mere goods where an act tells them apart.
_OF_OWN = frozenset({"weaponry", "welfare"})
# What a treaty settles and nobody hands over.
_NO_CONTENT = frozenset({"territory", "frontier", "ceasefire", "bonds"})
_OF_WORDS: frozenset[EventType] = frozenset({"SUPPORT", "ACCUSE", "THREATEN", "AGREE", "CONSULT", "PROTEST"})
# What may be got for money or goods.
_GOT = frozenset({"goods", "money", "permit", "rights", "help", "training", "contract"})
# What is backed in words.
_CAUSES = frozenset({"vote", "office", "rights", "pact", "ceasefire", "demand", "meeting"})
_NATIONALS = (frozenset({"party"}), frozenset({"party", "people"}))
_PAPERS = frozenset({"pact", "contract"})
_DEEDS: frozenset[EventType] = frozenset({"ASSAULT", "COERCE", "SANCTION", "REJECT", "ACCUSE", "MOBILIZE"})
_HANDING = frozenset({"transfer", "move", "depart", "arrive", "receive"})
_PROVIDING = frozenset({"plan", "must", "agree", "promise"})
_TO_COME: frozenset[Stage] = frozenset({"pledged", "agreed", "considered"})
# What becomes of an act that its doer ends ("lifted the blockade", "suspended the strikes").
_UNDONE: dict[EventType, tuple[EventType, str | None]] = {
    "ACCUSE": ("CONCEDE", None),
    "ASSAULT": ("RETREAT", "ceasefire"),
    "COERCE": ("CONCEDE", None),
    "PROTEST": ("CONCEDE", None),
    "REJECT": ("CONCEDE", None),
    "SANCTION": ("CONCEDE", None),
    "THREATEN": ("CONCEDE", None),
}
_UNDERTAKING = frozenset({"promise", "agree", "offer"})
# What is only put on hold stays what it is (codebook, Stage), but force or a blockade put off is let up.
_PAUSED: frozenset[EventType] = frozenset({"ASSAULT", "COERCE", "PROTEST"})
_MODE_BY_INNER: dict[EventType, str] = {"AID": "assist", "COOPERATE": "assist", "CONSULT": "meet", "RETREAT": "yield"}


def typing_of(candidate: Candidate, core: CoreAct) -> Typing | None:
    """Return type, mode and, where the object settles it, stage of ``candidate``; None where it is no event."""
    found: Typing | None = None
    for classes in candidate.classes:
        # A word that may be a thing is read as one: "ships" are goods before they are targets
        material = classes & MATERIAL
        read = classes & _OF_OWN or material or classes
        order = (*sorted(read), *sorted(material - read))
        found = next((typings()[core.act, c] for c in order if (core.act, c) in typings()), None)
        if found is not None or material or classes - {"party"}:
            break
    if found is None:
        return Typing(core.type, candidate.sense.mode or core.mode, None)
    if found.type is None:
        return None
    if candidate.sense.mode and found.type == core.type:
        # The word says how before its object does ("reopened the post")
        return Typing(found.type, candidate.sense.mode, found.stage)
    return Typing(found.type, found.mode or (core.mode if found.type == core.type else None), found.stage)


def wrapped(operator: str, inner: EventType) -> tuple[EventType, str] | None:
    """Return type and mode of an act that is asked for or refused, or None for operators that leave the type."""
    mode = _MODE_BY_INNER.get(inner, "change")
    if operator == "ask":
        # Who asks for another's forces asks for help
        return "REQUEST", "assist" if inner == "MOBILIZE" else mode
    if operator == "refuse":
        return "REJECT", mode
    if operator == "cancel" and inner == "CONSULT":
        return "REJECT", "meet"
    return None


def undone(operator: str, inner: EventType) -> tuple[EventType, str | None] | None:
    """Return type and mode of an act against others that is ended or put off, or None for what stays what it is."""
    if operator == "cancel" or (operator == "suspend" and inner in _PAUSED):
        return _UNDONE.get(inner)
    return None


def spares(candidate: Candidate, type_: EventType, staging: Staging) -> EventType | None:
    """Return the type of an undertaking not to do an act against others, or None for all else.

    One side concedes ("has undertaken not to fire on the convoys"), several agree ("agreed not to use force").
    """
    undertaken = [link.operator for link in candidate.chain.links if link.operator in _UNDERTAKING]
    if type_ not in _UNDONE or staging.polarity != "denied" or not undertaken or staging.stage not in _TO_COME:
        return None
    return "AGREE" if "agree" in undertaken else "CONCEDE"


def asker_of(candidate: Candidate, type_: EventType) -> int | None:
    """Return the number of the operator that asks for an act or refuses it, or None.

    Of several the outermost stands: a rejected appeal is rejected. What is accepted above is asked for no more:
    "accepted the invitation to visit" tells of a visit agreed.
    """
    links = candidate.chain.links
    asker = max((n for n, link in enumerate(links) if wrapped(link.operator, type_)), default=None)
    if asker is not None and any(link.operator == "agree" for link in links[asker + 1 :]):
        return None
    return asker


def contexts_of(type_: EventType, items: tuple[Item, ...]) -> tuple[str, ...]:
    """Return PLOVER contexts by the categories of the items, else by the type."""
    found = dict.fromkeys(_OF_CATEGORY[i.category] for i in items if i.category in _OF_CATEGORY)
    if found:
        return tuple(found)
    return (_OF_TYPE[type_],) if type_ in _OF_TYPE else ()


def fits_stage(type_: EventType, stage: Stage) -> Stage:
    """Return the stage that a type admits: every request is ``requested``."""
    return "requested" if type_ == "REQUEST" else stage


def is_verbal(type_: EventType, mode: str | None) -> bool:
    """Say whether an act is one of words, that brings nobody anything: what is praised or blamed is no item of it, nor
    the troops that are asked to leave."""
    return type_ in _OF_WORDS or (type_ == "REQUEST" and mode != "assist")


def is_to_come(candidate: Candidate) -> bool:
    """Say whether an answer is only announced, which threatens ("would retaliate", "will respond in kind")."""
    return candidate.clause.kind in ("future", "conditional") and not candidate.clause.perfect


class Coder:
    """Codes acts whose type hangs on more than their object: on the paper that provides for them, or on the reason."""

    def __init__(self, parse: Parse, lexicon: EventLexicon, nominals: NominalReader) -> None:
        self._parse = parse
        self._lexicon = lexicon
        self._nominals = nominals

    @property
    def prepositions(self) -> Mapping[str, frozenset[str]]:
        """The relations that case words mark."""
        return self._lexicon.prepositions

    def by_context(self, candidate: Candidate, typing: Typing, stage: Stage) -> tuple[EventType, str | None]:
        """Return type and mode of ``candidate``, whose object alone gives ``typing``."""
        type_, act = typing.type or "AGREE", candidate.sense.act
        if type_ == "AID" and act in _HANDING and (self._is_contracted(candidate) or self._is_traded(candidate)):
            return "COOPERATE", None
        if type_ == "AID" and (self._is_paid_for(candidate) or self._is_topic_of_pact(candidate)):
            return "COOPERATE", None
        if type_ == "AID" and candidate.implied and self._is_shared(candidate):
            return "COOPERATE", None
        if type_ == "AID" and act in ("assist", "transfer") and self._is_for_cause(candidate):
            return "SUPPORT", None
        if type_ == "RETREAT" and act == "transfer" and self._is_supplied(candidate):
            return "AID", None
        if type_ == "SUPPORT" and act == "sign":
            return self._content(candidate) or type_, typing.mode
        if type_ in ("COOPERATE", "AID") and stage in _TO_COME and any("bonds" in c for c in candidate.classes[:1]):
            return "AGREE", None
        if type_ == "SANCTION" and typing.mode == "expel" and self._is_own(candidate):
            # "ordered its troops out": whom one orders home is withdrawn
            return "RETREAT", "withdraw"
        if type_ == "AID" and act == "assist" and self._is_own_force(candidate):
            return "MOBILIZE", "troops"
        if type_ == "SANCTION" and typing.mode == "expel" and self._is_mass(candidate):
            return "COERCE", "deport"
        if type_ == "AID" and stage in ("suspended", "cancelled") and self._is_punished(candidate):
            return "SANCTION", "withdraw"
        return type_, typing.mode

    def _is_own_force(self, candidate: Candidate) -> bool:
        """Say whether who is ordered out are the forces of the one who orders ("ordered its troops out")."""
        objects = candidate.slots.get("obj", [])
        forces = (i for i in objects if "force" in self._nominals.classes(i))
        return any(t.pos == "PRON" for i in forces for t in self._parse.children(i, "nmod:poss"))

    def _is_supplied(self, candidate: Candidate) -> bool:
        """Say whether a base or station is brought ("will supply three stations"), not handed back."""
        supplying = closed_class(self._parse.language, "supplying")
        return self._parse.tokens[candidate.token].lemma.lower() in supplying

    def _is_mass(self, candidate: Candidate) -> bool:
        """Say whether who is expelled is a number of nationals, and no envoy ("expelled 4,000 Afghans")."""
        return any(
            self._nominals.classes(i) in _NATIONALS and self._nominals.quantity(i) is not None
            for i in candidate.slots.get("obj", [])
        )

    def _is_own(self, candidate: Candidate) -> bool:
        """Say whether who is ordered out belongs to the one who orders it, by a possessive ("its troops")."""
        objects = candidate.slots.get("obj", [])
        return any(t.feats.get("Poss") == "Yes" for i in objects for t in self._parse.children(i))

    def is_joint(self, candidate: Candidate, actors: tuple[Party, ...]) -> bool:
        """Say whether the drill that ``candidate`` names is held by several states together."""
        words = closed_class(self._parse.language, "drills")
        drills = [i for i in (candidate.token, *candidate.parts) if self._parse.tokens[i].lemma.lower() in words]
        if not drills:
            return False
        states = {code for p in actors if p.country for code in p.country.split("+")}
        together = closed_class(self._parse.language, "jointly")
        beside = (t for i in (candidate.token, *drills) for t in self._parse.children(i, "amod", "compound", "advmod"))
        return len(states) > 1 or any(t.lemma.lower() in together for t in beside)

    def is_show_of_force(self, candidate: Candidate, helps: bool) -> bool:
        """Say whether forces are moved for one's own ends: sent to watch something, where no other side is told that
        it ``helps``, or denied, since nobody denies help ("denies having sent a single soldier")."""
        moved = candidate.classes[0] if candidate.classes else frozenset()
        if "force" in moved and any(link.operator == "deny" for link in candidate.chain.links):
            return True
        if not moved & {"force", "weaponry"}:
            return False
        guarding = closed_class(self._parse.language, "guarding")
        below = self._parse.children(candidate.token, "advcl", "xcomp", "obl", "acl")
        return not helps and any(t.pos == "VERB" and t.lemma.lower() in guarding for t in below)

    def is_provided_for(self, candidate: Candidate) -> bool:
        """Say whether a paper is told to provide for the act: "Under the treaty the parties will exchange data", "the
        protocol provides that a company will build a port"."""
        top = self._parse.children(candidate.chain.top, "obl")
        under = set(candidate.slots.get("under", ())) | {t.i for t in top if self._is_under(t.i)}
        papers = closed_class(self._parse.language, "papers")
        terms = [t.i for t in top if t.lemma.lower() in closed_class(self._parse.language, "terms")]
        under |= {t.i for i in terms for t in self._parse.children(i, "nmod")}
        told = [link.token for link in candidate.chain.links if link.operator in _PROVIDING]
        under.update(t.i for i in told for t in self._parse.children(i, "nsubj"))
        named = (i for i in under if not self._is_draft(i))
        return any(
            self._nominals.sense(i).classes & _PAPERS or self._parse.tokens[i].lemma.lower() in papers for i in named
        )

    def _is_draft(self, i: int) -> bool:
        """Say whether a paper is not yet one ("the draft accord", "the proposed deal")."""
        words = closed_class(self._parse.language, "drafted")
        near = (self._parse.tokens[i], *self._parse.children(i, "amod", "compound", "acl", "nmod"))
        return any(t.lemma.lower() in words or t.text.lower() in words for t in near)

    def _is_under(self, i: int) -> bool:
        cases = self._parse.children(i, "case")
        words = " ".join(t.text.lower() for t in cases)
        kinds = self._lexicon.prepositions
        return "under" in (kinds.get(words) or (kinds.get(cases[0].text.lower()) if cases else None) or ())

    def is_sent_off(self, candidate: Candidate, type_: EventType) -> bool:
        """Say whether help is told as sent, which leaves open whether it has come (codebook, Stage)."""
        token = self._parse.tokens[candidate.token]
        sending = closed_class(self._parse.language, "sending_off")
        return type_ == "AID" and token.pos == "VERB" and token.lemma.lower() in sending

    def is_ordered(self, candidate: Candidate, type_: EventType) -> bool:
        """Say whether the act is only told as ordered by a court or government ("ordered the seizure of the ship")."""
        if type_ not in ("COERCE", "RETREAT", "MOBILIZE"):
            return False
        words = closed_class(self._parse.language, "ordering")
        told = [link for link in candidate.chain.links if link.operator == "cause" and not link.clause.negation]
        return any(self._parse.tokens[link.token].lemma.lower() in words for link in told)

    def is_granted(self, candidate: Candidate, type_: EventType) -> bool:
        """Say whether money is told as granted, which leaves open whether it was paid ("granted a loan")."""
        token = self._parse.tokens[candidate.token]
        granting = closed_class(self._parse.language, "granting")
        return type_ == "AID" and token.pos == "VERB" and token.lemma.lower() in granting

    def is_lasting(self, candidate: Candidate) -> bool:
        """Say whether the present of a verb of keeping tells what goes on ("keeps its checkpoints shut")."""
        token = self._parse.tokens[candidate.token]
        going = candidate.clause.kind in ("present", "progressive") and not candidate.chain.links
        keeping = closed_class(self._parse.language, "keeping")
        return going and not candidate.parts and token.pos == "VERB" and token.lemma.lower() in keeping

    def _is_contracted(self, candidate: Candidate) -> bool:
        """Say whether a contract provides for the act ("signed a contract to supply gas", "under a contract")."""
        above = {i for link in candidate.chain.links for i in (link.token, *link.parts)}
        held = above | set(candidate.chain.held) | set(candidate.slots.get("under", ()))
        return any("contract" in self._nominals.sense(i).classes for i in held)

    def _is_traded(self, candidate: Candidate) -> bool:
        """Say whether what is handed over is sold as a rule, and no word says that it is given ("supply gas")."""
        return not candidate.implied and any("traded" in c for c in candidate.classes[:1])

    def _is_paid_for(self, candidate: Candidate) -> bool:
        """Say whether something is got for what is given ("pays 50 million a year in exchange for fishing rights")."""
        got = candidate.slots.get("exchange", ())
        # "contre la faim" has the same preposition, but nobody gets hunger
        return any(self._nominals.classes(i) & _GOT for i in got)

    def _is_shared(self, candidate: Candidate) -> bool:
        """Say whether the thing that is promised or studied is to be a common one ("to study a joint port")."""
        together = closed_class(self._parse.language, "jointly")
        things = candidate.slots.get("obj", [])
        return any(t.lemma.lower() in together for i in things for t in self._parse.children(i, "amod"))

    def _is_for_cause(self, candidate: Candidate) -> bool:
        """Say whether backing is given to a cause rather than to people ("a apporté son appui à la candidature")."""
        if any(c & (MATERIAL - {"help"}) for c in candidate.classes[:1]):
            return False
        return any(self._nominals.sense(i).classes & _CAUSES for i in candidate.slots.get("to", []))

    def _is_topic_of_pact(self, candidate: Candidate) -> bool:
        """Say whether the word only tells what dealings a pact is about ("an agreement on sea transport")."""
        token = self._parse.tokens[candidate.token]
        if token.pos != "NOUN" or self._judged(token.lemma) != "dealings":
            return False
        return any(self._nominals.sense(i).classes & _PAPERS for i in candidate.chain.held)

    def _content(self, candidate: Candidate) -> EventType | None:
        """Return the type of what a signed paper is told to provide for, or None for a paper as such."""
        papers = [
            *candidate.parts,
            *(i for slot in ("obj", "of", "for", "comp") for i in candidate.slots.get(slot, [])),
        ]
        if any(self._nominals.is_sum(i) for slot in ("for", "on", "worth") for i in candidate.slots.get(slot, [])):
            return "AID"
        for paper in papers:
            if "pact" not in self._nominals.sense(paper).classes:
                continue
            for part in self._parse.children(paper, "amod", "compound", "nmod"):
                if self._judged(part.lemma) == "alliance":
                    return None
                noun = self._lexicon.nouns.get((part.lemma.lower(),))
                classes = noun.classes if noun is not None else frozenset()
                if classes & {"help", "money"}:
                    return "AID"
                if classes & _NO_CONTENT:
                    return None
                if self._judged(part.lemma) == "dealings":
                    return "COOPERATE"
            if any(self._nominals.is_sum(t.i) for t in self._parse.children(paper, "nmod")):
                # "an arrangement for $4.2bn"
                return "AID"
        return None

    def _is_punished(self, candidate: Candidate) -> bool:
        """Say whether the clause gives a deed of the other side as the reason ("cut aid after the coup")."""
        for reason in self._parse.children(candidate.chain.top, "obl", "advcl", "nmod"):
            if any(self._is_deed(t) for t in self._parse.subtree(reason.i)):
                return True
        return False

    def _is_deed(self, token: Token) -> bool:
        """Say whether a word names a deed that is answered: one that is judged, or an act against others."""
        if self._judged(token.lemma) in ("blame", "grievance"):
            return True
        senses = self._lexicon.acts.get((token.lemma.lower(), "NOUN"), ()) if token.pos == "NOUN" else ()
        return any(not s.parts and core_acts()[s.act].type in _DEEDS for s in senses)

    def _judged(self, lemma: str) -> str | None:
        return self._lexicon.judgements.get(lemma.lower())
