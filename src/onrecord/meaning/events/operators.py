"""Operators: the words that wrap an act ("agreed to begin delivering"), from the act outwards.

The chain climbs the parse from the act's word through complements, objects and infinitives as long as what it meets is
an operator, a support verb or a noun that merely holds the act ("an agreement to train troops"). It stops at verbs of
saying and at every other verb. What the chain yields is settled by ``staging.py``.
"""

from functools import cache
from typing import Literal

from onrecord.core.making import record
from onrecord.core.parse import Parse, Token
from onrecord.language.tense import Clause, closed_class, read_clause
from onrecord.meaning.events.lexicon import EventLexicon, effects, event_lexicon
from onrecord.meaning.events.nominals import NominalReader

_CLAUSAL = ("xcomp", "ccomp", "advcl", "acl", "csubj", "dep")
_NOMINAL = ("obj", "obl", "nmod", "nsubj:pass", "nsubj", "iobj", "appos")
_ASPECTUAL = frozenset({"begin", "continue", "complete", "fulfil", "suspend", "cancel", "plan", "can", "fail", "doubt"})
_HOLDERS = frozenset({"pact", "contract", "promise", "project", "demand", "vote", "help"})
_TOLD = ("past", "perfect", "progressive", "future", "conditional")
_CIRCUMSTANCES = frozenset({"after", "before", "since", "until", "during", "despite", "because", "besides", "except"})
_LONGEST = 8
_PARTICLE_REACH = 2


@record
class Link:
    """One operator above an act: its token and fixed parts, and how its own clause stands."""

    operator: str
    token: int
    parts: tuple[int, ...]
    clause: Clause


@record
class Chain:
    """The operators above an act, the innermost first.

    ``top`` is the head of the outermost clause, ``supports`` the support verbs whose arguments are the act's, ``held``
    the nouns that merely hold the act ("agreement"), ``condition`` whether the act is itself a condition, the
    consequence of one, or neither (None); ``habitual`` whether it is told as a habit.
    """

    links: tuple[Link, ...]
    top: int
    supports: tuple[int, ...]
    held: tuple[int, ...]
    condition: Literal["condition", "consequence"] | None
    habitual: bool


EXCLUDE = "exclude"
_TRADED = frozenset({"sell", "buy", "transfer", "export", "import"})
"""Acts whose goods are what is negotiated."""


class OperatorReader:
    """Reads the chains of operators of one parse with one lexicon."""

    def __init__(self, parse: Parse, lexicon: EventLexicon, nominals: NominalReader) -> None:
        self._parse = parse
        self._lexicon = lexicon
        self._nominals = nominals
        self._clauses: dict[int, Clause] = {}
        self._excluding: set[int] = set()

    def clause(self, i: int) -> Clause:
        """Return tense, modality and negation of the word at token ``i``, which are read once however many ask."""
        found = self._clauses.get(i)
        if found is None:
            found = self._clauses[i] = read_clause(self._parse, i)
        return found

    def chain(self, i: int) -> Chain:
        """Return the chain of operators above the act named at token ``i``."""
        parse = self._parse
        links: list[Link] = []
        supports: list[int] = []
        held: list[int] = []
        top = current = i
        for _ in range(_LONGEST):
            head = parse.head(current)
            if head is None:
                break
            if parse.tokens[current].rel == "conj":
                if not links and current == top and head.pos != parse.tokens[current].pos:
                    break
                current = head.i
                continue
            found = self._step(current, head)
            if found is not None:
                operator, parts = found
                if operator == "support_verb":
                    supports.append(head.i)
                else:
                    links.append(Link(operator, head.i, parts, self.clause(head.i)))
                top = current = head.i
            elif self._holds(current, head):
                held.append(head.i)
                current = head.i
            else:
                break
        return Chain(tuple(links), top, tuple(supports), tuple(held), self._condition(top), self._is_habitual(top))

    def operator(self, i: int, complement: int | None = None) -> tuple[str, tuple[int, ...]] | None:
        """Return the operator that token ``i`` names and its fixed parts, or None."""
        token = self._parse.tokens[i]
        pos = "VERB" if token.pos in ("VERB", "AUX") else "NOUN" if token.pos == "PROPN" else token.pos
        lemma = token.lemma.lower()
        if lemma not in self._lexicon.wrapping:
            return None
        options = [pos] if token.feats.get("VerbForm") != "Part" else [pos, "ADJ", "VERB"]
        for option in options:
            for sense in self._lexicon.operators.get((lemma, option), ()):
                if sense.operator != "support_verb" and sense.operator not in effects():
                    continue
                parts = find_parts(self._parse, i, sense.parts, complement)
                if parts is not None and self._may_wrap(lemma, complement):
                    return self._settled(sense.operator, i), parts
        return None

    def _settled(self, operator: str, i: int) -> str:
        """Return ``operator``, of words of exclusion whether they refuse or leave open: who does not rule out a loan
        considers it, and denies nothing. What is turned down to a later day is put off ("a repoussé la livraison au
        printemps")."""
        if operator == "refuse" and self._puts_off(i):
            return "suspend"
        if operator != EXCLUDE:
            return operator
        if self.clause(i).negation:
            self._clauses[i] = self.clause(i)._replace(negation=())
            self._excluding.add(i)
        return "consider" if i in self._excluding else "refuse"

    def _may_wrap(self, lemma: str, complement: int | None) -> bool:
        """Say whether a verb wraps its complement: who negotiates a sale considers it, who negotiates a pact holds
        talks."""
        if lemma not in closed_class(self._parse.language, "negotiating"):
            return True
        noun = self._parse.tokens[complement] if complement is not None else None
        senses = self._lexicon.acts.get((noun.lemma.lower(), "NOUN"), ()) if noun is not None else ()
        return any(s.act in _TRADED for s in senses)

    def _puts_off(self, i: int) -> bool:
        """Say whether the verb at token ``i`` has a time until or by which it puts something off."""
        if self._parse.tokens[i].lemma.lower() not in closed_class(self._parse.language, "putting_off"):
            return False
        to = closed_class(self._parse.language, "put_off_to")
        times = (t for t in self._parse.children(i, "obl") if self._nominals.is_time(t.i))
        return any(c.text.lower() in to for t in times for c in self._parse.children(t.i, "case"))

    def _step(self, current: int, head: Token) -> tuple[str, tuple[int, ...]] | None:
        """Return the operator at ``head`` where the relation of ``current`` to it is one that an operator takes."""
        token = self._parse.tokens[current]
        base = token.rel.partition(":")[0]
        if token.rel == "acl:relcl" or (base not in _CLAUSAL and base not in _NOMINAL):
            return None
        found = self.operator(head.i, current)
        if found is None:
            return None
        operator = found[0]
        if operator == "wish" and self._is_wished_of(head, token):
            operator, found = "ask", ("ask", found[1])
        meets = "meeting" in self._nominals.sense(current).classes
        if current in found[1] and meets and not self._is_about_things(current, head.i):
            # "is in talks with": the noun that the operator holds fast is the act, its verb only lends the subject
            return "support_verb", ()
        if operator == "support_verb" and (base in _CLAUSAL or self._is_act_itself(head, current)):
            return None
        if base == "nsubj" and token.rel != "nsubj:pass" and operator not in _ASPECTUAL:
            return ("support_verb", found[1]) if self._happens(head, found[1]) else None
        if operator == "ask" and self._is_told(head, current, base):
            return None
        if operator == "wish" and self._is_wanted_of_another(token, head):
            return "ask", found[1]
        if base == "acl" and token.feats.get("VerbForm") == "Part" and token.feats.get("Tense") == "Past":
            return None
        if base == "advcl" and (token.feats.get("VerbForm") == "Fin" or self._is_circumstance(token)):
            return None
        if base in ("obl", "nmod") and self._is_circumstantial(token):
            return None
        if base in ("obl", "nmod") and operator == "support_verb" and token.rel not in ("obl:arg",):
            return None if not self._is_light_oblique(token) else found
        return found

    def _is_wanted_of_another(self, clause: Token, verb: Token) -> bool:
        """Say whether somebody else is to do what is wished ("Chad wants Sudan to open the crossing")."""
        if verb.lemma.lower() not in closed_class(self._parse.language, "wanting") or clause.pos != "VERB":
            return False
        doer = self._parse.child(clause.i, "nsubj") or self._parse.child(verb.i, "obj")
        return clause.rel in ("ccomp", "xcomp") and doer is not None and self._nominals.is_somebody(doer.i)

    def _is_about_things(self, noun: int, verb: int) -> bool:
        """Say whether things are what the noun or its verb is about ("in talks on the lease of two frigates")."""
        topics = (*self._parse.children(noun), *self._parse.children(verb, "obl", "advcl", "xcomp", "ccomp", "dep"))
        below = (t for topic in topics for t in self._parse.subtree(topic.i) if topic.i != noun)
        return any(t.pos == "VERB" or (t.pos == "NOUN" and self._nominals.is_material(t.i)) for t in below)

    def _is_told(self, head: Token, clause: int, base: str) -> bool:
        """Say whether the clause only says what is the case: "told the court that it would pay", not "to pay"."""
        reports = any(s.operator == "report" for s in self._lexicon.operators.get((head.lemma.lower(), "VERB"), ()))
        if base != "ccomp":
            # "told the conference" asks nothing of it
            return reports and base not in _CLAUSAL
        kind = self.clause(clause).kind
        return kind in _TOLD or (reports and kind != "infinitive")

    def _happens(self, head: Token, parts: tuple[int, ...]) -> bool:
        """Say whether the verb only says that its subject takes place ("talks will take place", "aura lieu")."""
        words = (head.lemma, *(self._parse.tokens[i].lemma for i in parts))
        return " ".join(words).lower() in closed_class(self._parse.language, "happening")

    def _is_wished_of(self, head: Token, clause: Token) -> bool:
        """Say whether somebody else is to act: "wants Oslo to send aid", "souhaite que Rome envoie"; no mere hope."""
        if head.pos != "VERB" or clause.rel.partition(":")[0] not in ("ccomp", "xcomp"):
            return False
        subject = self._parse.child(clause.i, "nsubj")
        others = subject is not None and subject.rel == "nsubj" and subject.pos in ("PROPN", "NOUN")
        return others and self.clause(clause.i).kind not in _TOLD

    def _is_act_itself(self, verb: Token, noun: int) -> bool:
        """Say whether the verb names an act done to such a noun ("lifted the sanctions") and is no mere support."""
        classes = self._nominals.sense(noun).classes
        return any(s.objects & classes for s in self._lexicon.acts.get((verb.lemma.lower(), "VERB"), ()))

    def _is_circumstance(self, token: Token) -> bool:
        """Say whether an adverbial clause only tells the circumstances ("after meeting", "while visiting")."""
        marks = self._parse.children(token.i, "mark", "case")
        complementizers = {"to", "for", "at", "on", "of", "in"}
        kinds = {k for m in marks for k in self._lexicon.prepositions.get(m.text.lower(), frozenset())}
        if not marks:
            return token.feats.get("VerbForm") != "Inf"
        return not kinds & complementizers

    def _is_circumstantial(self, token: Token) -> bool:
        """Say whether the noun only tells when or why ("suspended the state after the coup", "arrested two men at the
        request of")."""
        cases = self._parse.children(token.i, "case")
        wanted = token.lemma.lower() in closed_class(self._parse.language, "at_request")
        if wanted and (obj := self._parse.child(token.head, "obj", "nsubj:pass")) is not None and obj.i != token.i:
            return True
        words = [t.text.lower() for case in cases for t in (case, *self._parse.children(case.i, "fixed"))]
        options = (" ".join(words), *(c.text.lower() for c in cases[:1]))
        kinds = next((k for o in options if (k := self._lexicon.prepositions.get(o))), frozenset[str]())
        return bool(kinds) and kinds <= _CIRCUMSTANCES

    def _is_light_oblique(self, token: Token) -> bool:
        """Say whether the noun is the object of a support verb that takes it with "to" ("procéder à")."""
        cases = self._parse.children(token.i, "case")
        return any("to" in self._lexicon.prepositions.get(c.text.lower(), frozenset()) for c in cases)

    def _holds(self, current: int, head: Token) -> bool:
        token = self._parse.tokens[current]
        if head.pos not in ("NOUN", "PROPN") or token.rel == "acl:relcl":
            return False
        if token.rel.partition(":")[0] not in ("acl", "nmod", "compound"):
            return False
        if token.feats.get("VerbForm") == "Part" and token.feats.get("Tense") == "Past":
            return False
        if "meeting" in self._nominals.sense(current).classes and self.is_round(head):
            # "A new series of talks is planned"
            return True
        drills = token.lemma.lower() in closed_class(self._parse.language, "drills")
        if drills and head.lemma.lower() in closed_class(self._parse.language, "rounds"):
            return True  # "wrapped up a week of joint drills"
        return bool(self._nominals.sense(head.i).classes & _HOLDERS)

    def is_round(self, head: Token) -> bool:
        """Say whether the noun only counts or parts the talks that it is of ("a session of talks")."""
        rounds = closed_class(self._parse.language, "rounds")
        return head.lemma.lower() in rounds or "meeting" in self._nominals.sense(head.i).classes

    def _condition(self, top: int) -> Literal["condition", "consequence"] | None:
        """Say whether the clause at ``top`` is a condition, or hangs on one with a modal or conditional verb."""
        if self._is_condition(top):
            return "condition"
        clauses = self._parse.children(top, "advcl", "parataxis", "ccomp")
        if not any(self._is_condition(c.i) for c in clauses):
            return None
        clause = self.clause(top)
        return "consequence" if clause.modal == "can" or clause.kind in ("conditional", "future") else None

    def _is_condition(self, i: int) -> bool:
        words = closed_class(self._parse.language, "condition")
        lowered = {t.text.lower() for t in self._parse.children(i, "mark", "advmod")}
        subordinate = self._parse.tokens[i].rel.startswith(("advcl", "ccomp", "dep", "parataxis"))
        return bool(lowered & words and subordinate) or self._is_inverted(i)

    def _is_habitual(self, top: int) -> bool:
        adverbs = (t.lemma.lower() for t in self._parse.children(top, "advmod"))
        senses = (s for a in adverbs for s in self._lexicon.operators.get((a, "ADV"), ()))
        return any(s.operator == "habit" and not s.parts for s in senses)

    def _is_inverted(self, top: int) -> bool:
        """Say whether the clause at ``top`` is a condition by word order alone ("Should they fail, ...")."""
        words = closed_class(self._parse.language, "inverted_condition")
        subject = self._parse.child(top, "nsubj")
        if subject is None or not words:
            return False
        verbs = (self._parse.tokens[top], *self._parse.children(top, "aux", "cop"))
        opening = [t for t in verbs if t.i < subject.i]
        question = self._parse.text[self._parse.sentence_span(subject.sent).end - 1 :][:1] == "?"
        return any(t.text.lower() in words for t in opening) and not question


def find_parts(parse: Parse, i: int, parts: tuple[str, ...], complement: int | None = None) -> tuple[int, ...] | None:
    """Return the tokens that are the fixed ``parts`` of the word at token ``i``, or None where one is missing.

    A part may be a dependent (particle, object, reflexive), a word that belongs to one, or a case word that follows the
    word itself ("called for", "pulled out of"); ``complement`` is a further token whose marks count ("is *to* travel").
    """
    if not parts:
        return ()
    if not parse.words_of(parse.tokens[i].sent) >= needed(parts):
        return None
    near: list[Token] = []
    far: list[Token] = []
    for child in parse.children(i):
        # "demanded that they release him" holds no "demand" with its "release", "let them go" does; "delivery will take
        # place" no "take delivery", "work stopped" no "stop work"
        does = child.rel == "nsubj" and parse.tokens[i].pos == "VERB"
        near += [child] if not does and (child.rel != "ccomp" or _is_bare(parse, child)) else []
        near += parse.children(child.i, "fixed", "compound", "amod")
        if len(parts) > 1 and any(_is_part(child, part) for part in parts):
            # "entamer une grève de la *faim*", "placer en état d'*alerte*"
            near += parse.children(child.i, "nmod")
        if child.rel in ("obj", "nsubj:pass") and not _names_act(parse, child):
            # "put three generals *on* its black list": the parser may hang the phrase on the object
            near += [t for t in parse.children(child.i, "nmod") if _is_no_complement(parse, t)]
        near += [t for t in parse.children(child.i, "acl") if t.feats.get("VerbForm") == "Inf"]
        cases = parse.children(child.i, "case", "mark")
        # Of two prepositions in a row the first may be the word's particle, wherever it stands ("pulled them out of")
        cases = [t for t in cases if t.i > i] if len(cases) > 1 else cases
        near += cases if len(cases) > 1 else [t for t in cases if 0 < t.i - i <= _PARTICLE_REACH]
        far += cases
    if complement is not None:
        near += parse.children(complement, "mark", "case")
    found: list[int] = []
    for part in parts:
        # "threw its weight behind the bid": what follows a part belongs to the phrase as what follows its verb
        beside = [t for t in far if any(0 < t.i - j <= _PARTICLE_REACH for j in found)]
        match = next((t for t in (*near, *beside) if _is_part(t, part) and t.i not in found), None)
        if match is None:
            return None
        found.append(match.i)
    return tuple(found)


def _names_act(parse: Parse, noun: Token) -> bool:
    """Say whether the noun may name an act, which has phrases of its own ("opened consultations on the border")."""
    return any(not s.parts for s in event_lexicon(parse.language).acts.get((noun.lemma.lower(), "NOUN"), ()))


def _is_no_complement(parse: Parse, token: Token) -> bool:
    """Say whether the preposition of a noun is one that joins it to a verb rather than to a noun."""
    cases = parse.children(token.i, "case")
    kinds = event_lexicon(parse.language).prepositions
    return bool(cases) and "of" not in kinds.get(cases[0].text.lower(), frozenset())


def _is_bare(parse: Parse, token: Token) -> bool:
    """Say whether a clause below a verb has no word that opens or dates it ("let the sailors *go*", "declared the envoy
    *persona* non grata")."""
    finite = token.feats.get("VerbForm") == "Fin" and token.text.lower() != token.lemma.lower()
    return not finite and not parse.children(token.i, "mark", "aux")


@cache
def needed(parts: tuple[str, ...]) -> frozenset[str]:
    """Return the words that must stand in the sentence for ``parts`` to be found; a reflexive has many forms."""
    return frozenset(part for part in parts if part != "se")


def _is_part(token: Token, part: str) -> bool:
    """Say whether ``token`` is the fixed part ``part``; "se" stands for any reflexive pronoun."""
    if part == "se":
        return token.rel.startswith("expl") or token.lemma.lower() == part
    return part in (token.lemma.lower(), token.text.lower())
