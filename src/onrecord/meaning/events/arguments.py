"""Arguments: which words stand in which slot of a word that names an act.

Slots are ``subj``, ``obj``, ``iobj``, ``poss`` (possessor), ``adj`` (adjective of nationality), ``comp`` (noun before
the noun), ``and`` and the neutral classes of prepositions (``to``, ``from``, ``of`` ...). A word without a subject of
its own takes that of the clause it depends on; relative pronouns stand for what they refer to.
"""

from collections.abc import Callable, Iterable

from onrecord.core.parse import Parse, Token
from onrecord.language.tense import closed_class

Slots = dict[str, list[int]]

_NOMINAL = ("NOUN", "PROPN", "PRON", "NUM", "DET", "ADJ", "SYM", "X")
_DEPTH = 6


class ArgumentReader:
    """Reads the slots of any token of one parse.

    ``prepositions`` maps a case word to its neutral classes; ``national`` says whether a token is an adjective of
    nationality; ``object_control`` whether a verb's object is the subject of its complement ("asked Russia to add").
    """

    def __init__(
        self,
        parse: Parse,
        prepositions: dict[str, frozenset[str]],
        national: Callable[[int], bool],
        object_control: Callable[[Token], bool],
    ) -> None:
        self._parse = parse
        self._prepositions = prepositions
        self._national = national
        self._object_control = object_control
        self._relative = closed_class(parse.language, "relative")

    def slots(self, i: int, extra: Iterable[int] = ()) -> Slots:
        """Return the slots of token ``i``; ``extra`` are fixed parts or support verbs whose slots it shares."""
        token = self._parse.tokens[i]
        found: Slots = {}
        self._read_own(i, found)
        above = {t.i for t in self._parse.ancestors(i)} if extra else set()
        for j in extra:
            own: Slots = {}
            self._read_own(j, own)
            if j in above:
                # "has made a pledge to ship rice": the pledge is what holds the act, not what is shipped
                own = {slot: kept for slot, tokens in own.items() if (kept := [t for t in tokens if t not in above])}
            if i in own.get("subj", ()):
                # "The delivery will take place": the verb has nothing but when and where
                own.pop("subj"), own.pop("obj", None)
            if token.pos == "NOUN" and self._parse.tokens[j].rel.startswith("nmod"):
                # "the closure of the Chilean embassy": whose the fixed noun is names what is done to, not who does
                own.setdefault("of", []).extend(own.pop("adj", []) + own.pop("poss", []))
            for slot, tokens in own.items():
                for t in tokens:
                    _add(found, slot, t)
        if token.pos in ("VERB", "AUX") or any(self._parse.children(i, "cop")):
            self._read_gap(token, found)
            adverbial = self._is_passive_adverbial(token)
            if "subj" not in found and not self._is_passive(token) and not adverbial:
                subject = self.subject(i)
                if subject is not None:
                    found["subj"] = [subject]
            elif adverbial and "obj" not in found:
                # "Asked by Chad for doctors, Norway sent some": who is asked is the subject of the clause above
                subject = self.subject(token.head)
                if subject is not None:
                    found["obj"] = [subject]
            elif "obj" not in found and token.rel == "xcomp" and self._is_passive(token):
                # "The vessels are to be delivered": the subject above is what is delivered
                subject = self.subject(token.head)
                if subject is not None:
                    found["obj"] = [subject]
            if "subj" in found and self._gives_to_subject(token):
                # "La Moldavie s'est vu offrir des radars": the subject receives
                _add(found, "iobj", found.pop("subj")[0])
        return found

    def _gives_to_subject(self, token: Token) -> bool:
        """Say whether a reflexive verb above or beside the infinitive ``token`` makes its subject the receiver."""
        words = closed_class(self._parse.language, "receiving_voice")
        if not words or token.feats.get("VerbForm") != "Inf":
            return False
        head = self._parse.head(token.i)
        near = [*self._parse.children(token.i, "dep", "aux"), *([head] if head is not None else [])]
        helper = next((t for t in near if t.lemma.lower() in words), None)
        if helper is None:
            return False
        return any(
            c.rel.startswith("expl") and c.i < helper.i
            for i in (token.i, helper.i)
            for c in self._parse.children(i, "expl", "obj", "iobj")
        )

    def _is_passive_adverbial(self, token: Token) -> bool:
        """Say whether ``token`` is a past participle that opens an adverbial clause and takes an object when active."""
        past = token.feats.get("VerbForm") == "Part" and token.feats.get("Tense") == "Past"
        if token.rel != "advcl" or not past or self._parse.children(token.i, "aux", "obj", "mark"):
            return False
        return token.lemma.lower() not in closed_class(self._parse.language, "intransitive")

    def subject(self, i: int, depth: int = 0) -> int | None:
        """Return the token that does what token ``i`` says, through control, coordination and relative clauses."""
        parse, token = self._parse, self._parse.tokens[i]
        own = parse.child(i, "nsubj")
        if own is not None:
            return None if own.rel == "nsubj:pass" else self.referent(own)
        head = parse.head(i)
        if head is None or depth > _DEPTH:
            return None
        if token.rel == "conj":
            return self.subject(head.i, depth + 1)
        if token.rel.startswith("acl"):
            return self._controller_of_noun(token, head, depth)
        if token.rel in ("xcomp", "advcl", "ccomp", "csubj") and token.feats.get("VerbForm") != "Fin":
            if self._object_control(head):
                controlled = parse.child(head.i, "obj", "iobj", "obl:arg") or parse.child(head.i, "nsubj:pass")
                if controlled is not None and controlled.rel != "nsubj":
                    return self.referent(controlled)
            passive = parse.child(head.i, "nsubj:pass")
            if passive is not None and passive.rel == "nsubj:pass":
                return self.referent(passive)
            return self.subject(head.i, depth + 1)
        if token.rel in ("obj", "obl", "nmod", "nsubj:pass", "obl:arg", "obl:mod") and token.pos in ("NOUN", "VERB"):
            return self.subject(head.i, depth + 1) if head.pos in ("VERB", "AUX") else None
        return None

    def referent(self, token: Token) -> int:
        """Return the noun that a relative pronoun refers to, or the token itself."""
        if token.lemma in self._relative or token.text.lower() in self._relative:
            for above in self._parse.ancestors(token.i):
                if above.rel.startswith("acl"):
                    return above.head
        return token.i

    def _controller_of_noun(self, token: Token, noun: Token, depth: int) -> int | None:
        """Return who does what a clause on a noun says: the noun, its possessor, or who holds the noun."""
        form = token.feats.get("VerbForm")
        if token.rel == "acl:relcl":
            return None if self._parse.child(token.i, "nsubj") else noun.i
        if form == "Inf" or self._parse.child(token.i, "mark") is not None:
            slots: Slots = {}
            self._read_own(noun.i, slots)
            for slot in ("poss", "by", "from", "adj", "of"):
                if slots.get(slot):
                    return slots[slot][0]
            return self.subject(noun.i, depth + 1)
        passive = form == "Part" and token.feats.get("Tense") == "Past"
        return None if passive else noun.i

    def _is_passive(self, token: Token) -> bool:
        return token.feats.get("Voice") == "Pass" or self._is_passive_participle(token)

    def _is_passive_clause(self, i: int) -> bool:
        return self._is_passive(self._parse.tokens[i]) or any(
            c.rel in ("nsubj:pass", "aux:pass") for c in self._parse.children(i)
        )

    @staticmethod
    def _is_passive_participle(token: Token) -> bool:
        past = token.feats.get("VerbForm") == "Part" and token.feats.get("Tense") == "Past"
        return past and token.rel in ("acl", "amod")

    def _read_own(self, i: int, slots: Slots) -> None:
        """Add the direct dependents of token ``i`` to ``slots``."""
        parse = self._parse
        for child in parse.children(i):
            base = child.rel.partition(":")[0]
            if child.rel == "acl" and parse.tokens[i].pos == "NOUN" and self._is_passive_participle(child):
                self._read_participle(child, slots)
            elif child.rel in ("nsubj:pass", "csubj:pass"):
                _add(slots, "obj", self.referent(child))
            elif child.rel == "obl:agent" and parse.child(i, "nsubj") is not None and not self._is_passive_clause(i):
                # "Sont venus par la route": what an active verb has beside its subject is no agent
                self._read_oblique(child, slots)
            elif child.rel == "obl:agent":
                _add(slots, "subj", child.i)
            elif base in ("nsubj", "csubj"):
                _add(slots, "subj", self.referent(child))
            elif base in ("obj", "iobj"):
                _add(slots, base, self.referent(child))
            elif child.rel == "nmod:poss" or (child.rel == "det" and child.feats.get("Poss") == "Yes"):
                _add(slots, "poss", child.i)
            elif base in ("obl", "nmod") and child.pos in (*_NOMINAL, "VERB"):
                self._read_oblique(child, slots)
            elif child.rel in ("amod", "compound", "nmod", "appos") and self._national(child.i):
                _add(slots, "adj", child.i)
            elif child.rel == "amod" and (whose := self._nation_inside(child)) is not None:
                _add(slots, "adj", whose)
            elif child.rel == "compound" or (child.rel == "amod" and child.pos == "NOUN"):
                _add(slots, "comp", child.i)
            elif child.rel == "advmod" and self.referent(child) != child.i:
                # "Mali, where Russia delivered wheat"
                _add(slots, "in", self.referent(child))
            elif base == "conj" and parse.tokens[i].pos == "NOUN":
                _add(slots, "and", child.i)

    def _nation_inside(self, participle: Token) -> int | None:
        """Return the nationality joined to a participle by a hyphen ("a Chinese-flagged trawler"), or None."""
        inside = self._parse.children(participle.i, "obl", "compound", "amod", "advmod", "nmod", "dep")
        return next((t.i for t in inside if t.i < participle.i and self._national(t.i)), None)

    def _read_participle(self, participle: Token, slots: Slots) -> None:
        """Add the oblique arguments of a participle to those of its noun ("talks planned with Rwanda")."""
        for child in self._parse.children(participle.i, "obl"):
            if child.rel == "obl:agent":
                _add(slots, "by", child.i)
            elif child.pos in ("NOUN", "PROPN", "PRON"):
                self._read_oblique(child, slots)

    def _read_oblique(self, token: Token, slots: Slots) -> None:
        if token.lemma.lower() in closed_class(self._parse.language, "at_request") and self._parse.child(
            token.i, "det"
        ):
            # "A envoyé des médecins à la demande de l'ONU": nothing goes to a request
            towards = "to" in self.kinds(self._parse.children(token.i, "case"))
            if towards and self._parse.child(token.head, "obj") is not None:
                return
        cases = self._parse.children(token.i, "case", "mark")
        if not cases:
            kinds: frozenset[str] = frozenset({"bare"}) if token.rel != "nmod" else frozenset({"comp"})
        else:
            kinds = self.kinds(cases)
        for kind in sorted(kinds):
            _add(slots, kind, self.referent(token))
        # "a reçu vendredi 25 000 tonnes": a bare noun after a bare adverbial is the verb's object, not the adverbial's
        strays = [t for t in self._parse.children(token.i, "nmod") if t.i > token.i]
        if not cases and token.rel.startswith("obl"):
            for stray in strays:
                if not self._parse.children(stray.i, "case") and self._parse.children(stray.i, "nummod", "det"):
                    _add(slots, "obj", stray.i)

    def kinds(self, cases: list[Token]) -> frozenset[str]:
        """Return the neutral classes of the case words ``cases``, taken together ("out of") or one by one."""
        if not cases:
            return frozenset()
        whole = " ".join(t.text.lower() for t in cases).replace("' ", "'")
        plain = whole.rpartition(" ")[0] + " " + cases[-1].lemma
        for key in (
            whole,
            plain,
            " ".join(t.lemma for t in cases),
            cases[0].text.lower(),
            cases[0].lemma,
            cases[-1].lemma,
        ):
            if key in self._prepositions:
                return self._prepositions[key]
        return frozenset()

    def _read_gap(self, token: Token, slots: Slots) -> None:
        """Fill what a participle or relative clause leaves open with the noun it describes."""
        if token.rel == "conj":
            head = self._parse.tokens[token.head]
            if head.rel.startswith("acl"):
                self._read_gap_of(token, head.rel, head.head, slots)
        elif token.rel.startswith("acl") or token.rel == "amod":
            self._read_gap_of(token, token.rel, token.head, slots)

    def _read_gap_of(self, token: Token, rel: str, noun: int, slots: Slots) -> None:
        past = token.feats.get("VerbForm") == "Part" and token.feats.get("Tense") == "Past"
        passive = rel in ("acl", "amod") and past
        open_object = rel == "acl:relcl" and "obj" not in slots and noun not in slots.get("subj", [noun])
        open_object = open_object and not self._relative_elsewhere(token)
        if rel == "acl:relcl" and self._parse.child(noun, "cop") is not None:
            # "C'est à la Moldavie que la Norvège a fourni": what is brought to the front keeps its preposition
            cases = self._parse.children(noun, "case")
            if "obj" in slots:
                for kind in sorted(self.kinds(cases)):
                    _add(slots, kind, noun)
        if passive or open_object:
            _add(slots, "obj", noun)

    def _relative_elsewhere(self, verb: Token) -> bool:
        """Say whether the relative pronoun of the clause at ``verb`` is no object of it ("dont les ingénieurs")."""
        found = (t for t in self._parse.children(verb.i) if t.text.lower() in self._relative)
        return any(t.rel.partition(":")[0] not in ("obj", "nsubj", "mark", "expl") for t in found)

    def owner_of_subject(self, i: int) -> int | None:
        """Return the noun whose the subject at token ``i`` is ("la Norvège, dont les ingénieurs forment"), or None."""
        words = closed_class(self._parse.language, "genitive_relative")
        verb = self._parse.head(i)
        if verb is None or not verb.rel.startswith("acl") or verb.is_root:
            return None
        has = any(t.text.lower() in words for t in self._parse.children(verb.i))
        return verb.head if has else None


def _add(slots: Slots, slot: str, token: int) -> None:
    held = slots.setdefault(slot, [])
    if token not in held:
        held.append(token)


def is_agentless(parse: Parse, i: int, slots: Slots) -> bool:
    """Say whether the passive at token ``i`` leaves open who did it ("two boats were stopped")."""
    return "by" not in slots and "subj" not in slots and parse.child(i, "nsubj:pass") is not None
