"""Candidates: the words of a parse that may name an act, each with its sense, arguments and operators."""

from dataclasses import replace
from functools import cache

from onrecord.core.making import record
from onrecord.core.parse import Parse, Token
from onrecord.core.vocabulary import EventType
from onrecord.language.tense import Clause, closed_class
from onrecord.meaning.events.antecedents import is_number
from onrecord.meaning.events.arguments import ArgumentReader, Slots, is_agentless
from onrecord.meaning.events.lexicon import JUDGEMENTS, MATERIAL, ActSense, EventLexicon, core_acts
from onrecord.meaning.events.meant import MeantReader
from onrecord.meaning.events.nominals import NominalReader
from onrecord.meaning.events.operators import Chain, OperatorReader, find_parts, needed
from onrecord.meaning.events.wrapping import without_wrapped

# Where the object of an act may stand, the nearest first.
_OBJECT_SLOTS = (
    "obj",
    "of",
    "comp",
    "for",
    "with",
    "iobj",
    "to",
    "on",
    "from",
    "outof",
    "about",
    "against",
    "in",
    "at",
    "before",
)
# What an operator does to a thing, where it is not simply to give it.
_IMPLIED = {"ask": "ask", "refuse": "reject", "await": "receive"}
# Operators whose bare object tells of no transfer ("disputed the vessels", "needs grain").
_NO_TRANSFER = frozenset(
    {"support_verb", "habit", "condition", "negation", "must", "can", "allow", "deny", "doubt", "manage", "fail"}
)
# Classes that do not tell one thing from another.
_GENERIC = frozenset({"people", "goods", "money", "help", "party", "words", "abstract"})
# Of these numbers may be announced for somebody.
_GIVEN = frozenset({"goods", "money", "help", "training", "people"})
_BROUGHT = frozenset({"goods", "money", "help"})
_OF_STATE = frozenset({"force", "authority"})
# What only people, bodies and states do; a ship, a plane or a hospital stands for its people.
_WILLED = frozenset({"equip", "train", "ask", "accuse", "praise", "recognise", "agree", "concede", "meet"})
_MOVING = frozenset({"arrive", "depart"})
_LEFT = frozenset({"base", "territory"})
_FATE = frozenset({"disaster", "measure"})
_BINDING = frozenset({"sign", "approve", "recognise"})
_BROAD = 4  # a verb whose object may be of so many classes is told by its own meaning
_FUNCTION = frozenset({"case", "mark", "aux", "aux:pass", "aux:tense", "cop", "cc", "punct", "det", "compound:prt"})
POS_OF_ACTS = {"VERB": "VERB", "AUX": "VERB", "NOUN": "NOUN", "PROPN": "NOUN", "ADJ": "ADJ"}
_PREDICATES = ("xcomp", "ccomp", "obl", "nmod", "amod", "obj", "advcl", "acl")


@cache
def _object_slots(act: str) -> tuple[str, ...]:
    """Return the slots where the object of ``act`` may stand, its own slots for items first."""
    return tuple(dict.fromkeys((*core_acts()[act].item, *_OBJECT_SLOTS)))


@record
class Candidate:
    """A word that may name an act; ``implied`` where only an operator and a thing are told, ``sensed`` its type where
    the encoder alone has read it (``unlisted``)."""

    token: int
    sense: ActSense
    parts: tuple[int, ...]
    slots: Slots
    clause: Clause
    chain: Chain
    classes: tuple[frozenset[str], ...]
    implied: bool = False
    sensed: EventType | None = None

    @property
    def claimed(self) -> set[int]:
        """The tokens that name the act or wrap it."""
        links = {i for link in self.chain.links for i in (link.token, *link.parts)}
        return {self.token, *self.parts, *links, *self.chain.supports}


class CandidateReader:
    """Finds the candidates of one parse."""

    def __init__(
        self,
        parse: Parse,
        lexicon: EventLexicon,
        nominals: NominalReader,
        arguments: ArgumentReader,
        operators: OperatorReader,
    ) -> None:
        self._parse = parse
        self._lexicon = lexicon
        self._nominals = nominals
        self._arguments = arguments
        self._operators = operators
        self._meant = MeantReader(parse, nominals)

    def read(self) -> list[Candidate]:
        """Return the candidates in the order of the text; a word that only wraps another's act is none."""
        found = []
        acts = self._lexicon.acts
        for token in self._parse.tokens:
            pos = POS_OF_ACTS.get(token.pos)
            senses = acts.get((token.lemma.lower(), pos)) if pos is not None else None
            if not senses or token.rel in _FUNCTION:
                continue
            if self._nominals.is_time(token.i) or self._nominals.counts(token.i):
                continue
            if (candidate := self._named(token, senses)) is not None:
                found.append(candidate)
        # A verb with its fixed noun ("hold talks") comes before the noun
        fixed = {i for c in found for i in c.parts}
        found = [c for c in found if c.token not in fixed]
        # "launched an appeal for help": the verb of a fixed phrase wraps nothing beside the phrase
        phrases = {c.token for c in found if c.parts and self._parse.tokens[c.token].pos == "VERB"}
        found = [c for c in found if not any(k.token in phrases and not k.parts for k in c.chain.links)]
        # "parle de piraterie d'État": what is blamed by its name is no act of its own
        judging = {c.token for c in found if c.sense.objects & JUDGEMENTS}
        found = [c for c in found if not any(k.token in judging for k in c.chain.links)]
        wrapping = {i for c in found for link in c.chain.links for i in (link.token, *link.parts)} | fixed
        wrapping |= {i for c in found for i in (*c.chain.supports, *c.chain.held)}
        found = [c for c in found if c.token not in wrapping]
        taken = {c.token for c in found} | wrapping
        for token in self._parse.tokens:
            if token.i not in taken and token.pos in ("VERB", "NOUN", "ADJ"):
                implied = self._implied(token)
                if implied is not None:
                    found.append(implied)
        return sorted(without_wrapped(self._parse, found, taken), key=lambda c: c.token)

    def _named(self, token: Token, senses: tuple[ActSense, ...]) -> Candidate | None:
        words = self._parse.words_of(token.sent)
        fitting = [
            (s, parts)
            for s in senses
            if not s.parts or words >= needed(s.parts)
            if (parts := find_parts(self._parse, token.i, s.parts)) is not None and not self._meant.dates(parts)
        ]
        if not fitting or (POS_OF_ACTS[token.pos] == "NOUN" and self._is_other_name(token.i)):
            return None
        chain = self._operators.chain(token.i)
        # "A round of talks between A and B": who meets may be told beside the round
        rounds = tuple(i for i in chain.held if self._operators.is_round(self._parse.tokens[i]))
        found: list[tuple[int, Candidate]] = []
        slots: Slots = {}
        read: tuple[int, ...] | None = None
        filled: dict[str, tuple[frozenset[str], ...]] = {}
        for sense, parts in fitting:
            if found and len(parts) < len(found[0][1].parts):
                break
            if parts != read:
                slots, read, filled = self._arguments.slots(token.i, (*parts, *chain.supports, *rounds)), parts, {}
            if sense.act not in filled:
                filled[sense.act] = self.object_classes(slots, token, sense.act, parts)
            classes = filled[sense.act]
            fit = self._fit(token, sense, slots, classes)
            if fit:
                # "hold drills": a noun with a support verb has the tense of the verb
                clause = self._operators.clause(chain.supports[0] if chain.supports else token.i)
                found.append((fit, Candidate(token.i, sense, parts, slots, clause, chain, classes)))
        if found:
            return _unsigned(max(found, key=lambda pair: pair[0])[1])
        return self._unknown_object(token, senses, chain)

    def _fit(self, token: Token, sense: ActSense, slots: Slots, classes: tuple[frozenset[str], ...]) -> int:
        """Return how well what stands around the word fits ``sense``: 0 not at all, 3 by subject, judgement or form.

        What a class of its own tells ("border") comes before what nearly all things are ("goods").
        """
        if sense.act == "protest" and (self._is_state(slots) or self._is_nobodys(token, slots)):
            return 0
        if sense.act in ("attack", "coerce", "cut", "sanction") and self._is_done_by(slots, _FATE):
            # A storm attacks nobody and cuts no one off; nor do sanctions that "hit" somebody
            return 0
        if (sense.act in _WILLED and self._meant.is_thing(slots)) or self._meant.is_change(slots):
            return 0
        if sense.act == "expected" and any(c & _BROUGHT for c in classes):
            return 0
        done = not sense.subjects or self._is_done_by(slots, sense.subjects)
        if not done and sense.objects and is_agentless(self._parse, token.i, slots):
            return 1 if any(c & sense.objects - {"party"} for c in classes) else 0
        if not done and (sense.act not in _MOVING or not self._is_counted(slots)):
            return 0
        asked = sense.objects
        if any(c & asked - _GENERIC for c in classes) or self._is_formed(token, slots, asked):
            return 3 + bool(sense.subjects)
        if asked and not any(c & asked for c in classes):
            return 0
        return 3 if sense.subjects else 2 if asked else 1

    def _is_formed(self, token: Token, slots: Slots, asked: frozenset[str]) -> bool:
        """Say whether the word has the form that ``asked`` asks for: a place, a clause, no object, a judgement."""
        if "place" in asked and self._is_placed(slots):
            return True
        if "none" in asked and "obj" not in slots:
            return True
        if "goal" in asked and ("to" in slots or any(self._nominals.is_place(i) for i in slots.get("for", []))):
            return True
        if "source" in asked and self._is_left(slots):
            return True
        if "inward" in asked and "into" in slots:
            return True
        if "clause" in asked and self._has_clause(token):
            return True
        return self._is_judged(token.i, asked & JUDGEMENTS)

    def _has_clause(self, token: Token) -> bool:
        """Say whether an infinitive or a clause tells what the word is about ("told Sudan to open the crossing")."""
        below = self._parse.children(token.i, "xcomp", "ccomp", "advcl", "obl", "dep")
        infinitives = (t for t in below if t.pos == "VERB" and t.feats.get("VerbForm") == "Inf")
        # "will deliver" has an infinitive too, but a subject or auxiliary with it
        return any(not self._parse.children(t.i, "aux", "nsubj") for t in infinitives)

    def _is_nobodys(self, token: Token, slots: Slots) -> bool:
        """Say whether nobody is told to have done what a passive says ("les routes sont coupées")."""
        return token.pos == "VERB" and token.feats.get("Voice") == "Pass" and "subj" not in slots

    def _is_state(self, slots: Slots) -> bool:
        """Say whether the one who acts is a state by its name or its forces: what they do is no protest."""
        return any(
            self._nominals.is_place(i) or self._nominals.sense(i).classes & _OF_STATE for i in slots.get("subj", [])
        )

    def _is_done_by(self, slots: Slots, classes: frozenset[str]) -> bool:
        doers = [j for i in slots.get("subj", []) for j in (i, self._nominals.substance(i))]
        meant = [j for i in doers if (j := self._meant.antecedent(i) or self._nominals.whole(i)) is not None]
        doers += [self._nominals.substance(j) for j in meant]
        if any(self._nominals.sense(j).classes & classes for j in doers):
            return True
        if "place" in classes and any(self._nominals.is_place(i) for i in slots.get("subj", [])):
            return True
        subjects = (self._parse.tokens[i] for i in slots.get("subj", []))
        return "name" in classes and any(t.pos == "PROPN" and not self._nominals.is_place(t.i) for t in subjects)

    def _is_counted(self, slots: Slots) -> bool:
        """Say whether the subject is only a number of what was named before ("six have arrived")."""
        subjects = [self._parse.tokens[i] for i in slots.get("subj", [])]
        counted = (t for t in subjects if t.pos in ("ADJ", "DET", "PRON") and self._parse.children(t.i, "nummod"))
        return any(is_number(t) for t in subjects) or any(counted)

    def _is_placed(self, slots: Slots) -> bool:
        """Say whether a state or city is where the act leads or happens ("is due in Oslo")."""
        return any(self._nominals.is_place(i) for slot in ("to", "in", "at", "obj", "for") for i in slots.get(slot, []))

    def _is_left(self, slots: Slots) -> bool:
        """Say whether a state, city or base is where the act leads from ("rolled out of the base")."""
        sources = (i for slot in ("from", "outof") for i in slots.get(slot, []))
        return any(self._nominals.is_place(i) or self._nominals.sense(i).classes & _LEFT for i in sources)

    def _is_judged(self, i: int, classes: frozenset[str]) -> bool:
        """Say whether the predicate of the word at token ``i`` blames or esteems ("called the raid a provocation")."""
        if not classes:
            return False
        near = self._parse.children(i)
        for token in (*near, *(t for n in near for t in self._parse.children(n.i))):
            relation = token.rel.partition(":")[0]
            if relation in _PREDICATES and self._lexicon.judgements.get(token.lemma.lower()) in classes:
                return True
        return False

    def _is_other_name(self, i: int) -> bool:
        """Say whether the noun is part of a longer name, or heads one that names words ("press conference")."""
        return self._nominals.is_inside_name(i) or self._nominals.sense(i).classes == frozenset({"words"})

    def _unknown_object(self, token: Token, senses: tuple[ActSense, ...], chain: Chain) -> Candidate | None:
        """Return the act of a verb that names only one, though what it is done to is no known noun or left unsaid."""
        plain = next((s for s in senses if not s.parts and s.act in ("transfer", "arrive")), None)
        bare = [s for s in senses if not s.parts]
        if plain is None and len({s.act for s in bare}) == 1 and any(len(s.objects) >= _BROAD for s in bare):
            plain = bare[0]
        if plain is None or token.pos != "VERB" or self._operators.operator(token.i) is not None:
            return None
        slots = self._arguments.slots(token.i, chain.supports)
        classes = self.object_classes(slots, token, plain.act)
        if any(c - {"party"} for c in classes) or not slots.keys() & {"subj", "obj"}:
            return None
        if plain.act in ("transfer", "arrive") and any(
            self._nominals.classes(i) for slot, tokens in slots.items() if slot != "subj" for i in tokens
        ):
            return None
        modes = {s.mode for s in bare}
        sense = ActSense(plain.act, plain.mode if len(modes) == 1 else None, frozenset(), ())
        return Candidate(token.i, sense, (), slots, self._operators.clause(token.i), chain, classes)

    def _implied(self, token: Token) -> Candidate | None:
        """Return the transfer implied by an operator whose object is a thing ("pledged $1bn", "suspended aid")."""
        found = self._operators.operator(token.i)
        if found is None or found[0] in _NO_TRANSFER or self._only_tells(token, found):
            return None
        operator, parts = found
        if operator == "cause" and not self._operators.chain(token.i).links:  # "has a runway"
            return None
        slots = self._arguments.slots(token.i, parts)
        if operator == "fulfil" and any(self._operators.operator(i) for i in (*slots.get("obj", ()), *parts)):
            # "Failed to honour its pledge of a loan": the pledge tells what is carried out
            return None
        if operator == "refuse" and self._refuses_act(token):
            sense, clause = ActSense("reject", None, frozenset(), ()), self._operators.clause(token.i)
            return Candidate(token.i, sense, parts, slots, clause, self._operators.chain(token.i), ())
        if operator == "agree" and token.pos == "VERB" and (unwilling := self._unwilling(token, parts, slots)):
            return unwilling
        if operator in ("promise", "agree") and self._promises_something(token):
            sense, chain = ActSense("agree", None, frozenset(), ()), self._operators.chain(token.i)
            return Candidate(token.i, sense, parts, slots, self._operators.clause(token.i), chain, (), implied=True)
        objects = [i for slot in ("obj", "of", "comp", "for") for i in slots.get(slot, []) if i != token.i]
        if not any(self._nominals.classes(i) & MATERIAL for i in objects):
            return None
        if token.pos != "VERB" and not slots.keys() & {"subj", "poss", "adj", "from", "by"}:
            return None
        chain = self._operators.chain(token.i)
        act = _IMPLIED.get(operator, "transfer")
        sense = ActSense(act, None, frozenset(), ())
        return Candidate(
            token.i, sense, parts, slots, self._operators.clause(token.i), chain,
            self.object_classes(slots, token, act), implied=True,
        )  # fmt: skip

    def _only_tells(self, token: Token, found: tuple[str, tuple[int, ...]]) -> bool:
        """Say whether the word reports before it asks ("told the farmers"), and does not announce a number of things
        or a sum for somebody ("announced two helicopters for Chad")."""
        senses = self._lexicon.operators.get((token.lemma.lower(), "VERB"), ())
        if not any(s.operator == "report" and not s.parts for s in senses):
            return False
        operator, parts = found
        things = self._arguments.slots(token.i, parts).get("obj", []) if operator == "promise" else []
        return not any(
            self._nominals.quantity(i) is not None and self._nominals.classes(i) & _GIVEN and self._is_for_somebody(i)
            for i in things
        )

    def _is_for_somebody(self, thing: int) -> bool:
        """Say whether a party or place is what the thing at a token is for, in its words or beside it."""
        beside = (thing, self._parse.tokens[thing].head)
        slots = (self._arguments.slots(i) for i in beside)
        ends = (j for own in slots for slot in ("for", "to") for j in own.get(slot, []))
        return any(self._nominals.is_place(j) or "party" in self._nominals.classes(j) for j in ends)

    def _unwilling(self, token: Token, parts: tuple[int, ...], slots: Slots) -> Candidate | None:
        """Return the refusal that a denied consent is ("will never agree to that")."""
        clause = self._operators.clause(token.i)
        if not clause.negation or clause.kind not in ("present", "future", "conditional"):
            return None
        sense = ActSense("reject", None, frozenset(), ())
        affirmed = clause._replace(negation=(), kind="present")
        return Candidate(token.i, sense, parts, slots, affirmed, self._operators.chain(token.i), ())

    def _promises_something(self, token: Token) -> bool:
        """Say whether an infinitive that names no act tells what is promised ("promised to keep the peace")."""
        below = self._parse.children(token.i, "xcomp", "obl", "obl:arg")
        return token.pos == "VERB" and any(t.pos == "VERB" and t.feats.get("VerbForm") == "Inf" for t in below)

    def _refuses_act(self, token: Token) -> bool:
        """Say whether the word refuses to do something that no act of the lexicon names, and not merely to comment."""
        silence = closed_class(self._parse.language, "silence")
        refused = [t for t in self._parse.children(token.i, "xcomp", "acl") if t.feats.get("VerbForm") == "Inf"]
        return any(t.pos == "VERB" and t.lemma.lower() not in silence for t in refused)

    def object_classes(
        self, slots: Slots, token: Token, act: str, parts: tuple[int, ...] = ()
    ) -> tuple[frozenset[str], ...]:
        """Return the noun classes of what fills the object of ``act``, its own slots for items first.

        The subject counts only for acts whose thing may be the subject ("the grain arrived").
        """
        return tuple(
            self._nominals.classes(self._meant.counted(i))
            for slot in _object_slots(act)
            if slot in slots
            for i in slots[slot]
            if i != token.i and not self._nominals.is_time(i) and (act != "approve" or i not in parts)
        )

    def operator_of(self, candidate: Candidate) -> str | None:
        """Return the operator that an implied candidate stands on, or None."""
        if not candidate.implied:
            return None
        found = self._operators.operator(candidate.token)
        return found[0] if found else None


def _unsigned(candidate: Candidate) -> Candidate:
    """Return the refusal that it is to say that one will not sign, else ``candidate``."""
    clause = candidate.clause
    if candidate.sense.act not in _BINDING or clause.kind != "future" or not clause.negation or candidate.chain.links:
        return candidate
    sense = ActSense("reject", None, frozenset(), ())
    return replace(candidate, sense=sense, clause=clause._replace(kind="present", negation=()), classes=())
