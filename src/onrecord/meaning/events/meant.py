"""Meant: what pronouns and bare numbers stand for ("il est reparti", "en a retenu sept"), and which arguments show that
a word names no act."""

from onrecord.core.parse import Parse
from onrecord.language.tense import closed_class
from onrecord.meaning.events.arguments import Slots
from onrecord.meaning.events.lexicon import MATERIAL
from onrecord.meaning.events.nominals import NominalReader
from onrecord.meaning.events.nouns import CARRIERS

_THINGS = frozenset({"goods", "traded", "welfare", "heritage"})
_CREWED = (*CARRIERS, "infrastructure", "personnel")
_FARTHEST = 60
"""How far back the noun is looked for, in tokens."""


class MeantReader:
    """Reads what pronouns and bare numbers of one parse stand for; languages that list no such words have none."""

    def __init__(self, parse: Parse, nominals: NominalReader) -> None:
        self._parse = parse
        self._nominals = nominals

    def antecedent(self, i: int) -> int | None:
        """Return the thing or people last named as a subject that the pronoun at token ``i`` may stand for, or None."""
        token = self._parse.tokens[i]
        if token.pos != "PRON" or token.text.lower() not in closed_class(self._parse.language, "anaphoric"):
            return None
        for before in reversed(self._parse.tokens[max(0, i - _FARTHEST) : i]):
            if token.sent - before.sent > 1:
                break
            alike = all(before.feats.get(f) in (None, token.feats.get(f)) for f in ("Number", "Gender"))
            if before.pos == "NOUN" and before.rel.startswith("nsubj") and alike:
                return before.i
        return None

    def counted(self, i: int) -> int:
        """Return what a bare number counts that was named before ("La marine en a retenu sept"), else the token."""
        token = self._parse.tokens[i]
        partitive = closed_class(self._parse.language, "partitive")
        verb = self._parse.head(i)
        if token.pos not in ("NUM", "PRON") or verb is None or token.rel != "obj" or not partitive:
            return i
        if not any(t.text.lower() in partitive and t.pos == "PRON" for t in self._parse.children(verb.i)):
            return i
        for before in reversed(self._parse.tokens[max(0, verb.i - _FARTHEST) : verb.i]):
            named = before.pos == "NOUN" and before.feats.get("Number") == "Plur"
            if named and self._nominals.classes(before.i) & MATERIAL:
                return before.i
        return i

    def dates(self, parts: tuple[int, ...]) -> bool:
        """Say whether a preposition among the ``parts`` of a word only dates it ("a call on Sunday")."""
        cases = (self._parse.tokens[i] for i in parts if self._parse.tokens[i].rel == "case")
        return any(self._nominals.is_time(t.head) for t in cases)

    def is_thing(self, slots: Slots) -> bool:
        """Say whether a thing is told to do what only people and states do ("les turbines équipent des avions")."""
        doers = [self._nominals.sense(self._nominals.substance(i)) for i in slots.get("subj", [])]
        return bool(doers) and all(
            s.classes and s.classes <= _THINGS and s.category not in (None, "other", *_CREWED) for s in doers
        )

    def is_change(self, slots: Slots) -> bool:
        """Say whether a mere percentage is lost, won or given up ("le pétrole a cédé 4 %"), of nothing else."""
        if slots.keys() & {"to", "iobj", "of", "exchange"}:
            return False
        amounts = ((i, self._nominals.quantity(i)) for i in slots.get("obj", []))
        return any(q is not None and q.unit == "%" and not self._parse.children(i, "nmod") for i, q in amounts)
