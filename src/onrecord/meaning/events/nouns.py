"""Nouns: what a noun phrase means to an act: its classes, its substance and its quantity."""

from collections.abc import Sequence

from onrecord.core.parse import Parse, Token
from onrecord.core.quantities import Quantity
from onrecord.core.times import TimeExpression
from onrecord.language.tense import closed_class
from onrecord.meaning.events.antecedents import antecedent, is_number, is_part_word, whole_of
from onrecord.meaning.events.figures import FigureReader, is_currency
from onrecord.meaning.events.lexicon import MATERIAL, EventLexicon, NounSense
from onrecord.meaning.events.naming import NO_SENSE, NameReader
from onrecord.meaning.events.parties import Parties

# What a pronoun is not read to stand for.
_IN_PARTS = frozenset({"goods", "money", "help"})
_FAINT = frozenset({"abstract", "words", "abroad", "disaster", "media", "office"})
_SURELY_THINGS = MATERIAL - {"people"}
CARRIERS = frozenset({"ships", "aircraft", "vehicles"})
"""Categories of what is sent for itself, or only brings something."""
UNNAMED = ""
"""What an item is whose words give only a measure, until the report names it elsewhere."""

_LOADED = frozenset({"food", "fuel", "fertilizer", "medical", "shelter", "ammunition"})
_TOWARDS = frozenset({"to", "for"})
_IN_GROUPS = CARRIERS | {"personnel"}


class NounReader:
    """Reads the noun phrases of one parse with one lexicon."""

    def __init__(
        self,
        parse: Parse,
        lexicon: EventLexicon,
        quantities: Sequence[Quantity],
        times: Sequence[TimeExpression],
        parties: Parties,
    ) -> None:
        self._parse = parse
        self._lexicon = lexicon
        self._parties = parties
        self._quantities = quantities
        self._names = NameReader(parse, lexicon)
        self._amounts = [q.span for q in quantities if q.unit is not None]
        self._numbers = {q.span.end for q in quantities if q.what_span is None or q.what_span.start >= q.span.end}
        self._dated = {t.i for time in times for t in parse.tokens_in(time.span)}
        self._classes: dict[int, frozenset[str]] = {}
        self._figures = FigureReader(parse, quantities)

    def is_time(self, i: int) -> bool:
        """Say whether token ``i`` belongs to a time expression."""
        return i in self._dated

    def is_figure(self, i: int) -> bool:
        """Say whether the noun at token ``i`` is itself a number ("une quarantaine d'ouvriers")."""
        token = self._parse.tokens[i]
        return token.pos == "NOUN" and token.end in self._numbers

    def counts(self, i: int) -> bool:
        """Say whether the noun at token ``i`` is a number, alone or before a unit ("une quarantaine de kilomètres")."""
        token = self._parse.tokens[i]
        inside = any(start <= token.start and token.end < end for start, end in self._amounts)
        return self.is_figure(i) or (token.pos == "NOUN" and inside)

    def is_sum(self, i: int) -> bool:
        """Say whether the noun at token ``i`` is a sum of money in figures."""
        quantity = self.quantity(i)
        return quantity is not None and is_currency(quantity.unit)

    def is_place(self, i: int) -> bool:
        """Say whether token ``i`` names a state or city, as one who acts or as a place."""
        return self._parties.place(i) is not None

    def is_somebody(self, i: int) -> bool:
        """Say whether token ``i`` names one who can act."""
        return self._parties.has_parties(i) or self._parties.is_somebody(i)

    def sense(self, i: int) -> NounSense:
        """Return what the lexicon holds of the noun at token ``i``, the longest name that it heads first."""
        token = self._parse.tokens[i]
        if token.lemma.lower() in closed_class(self._parse.language, "homeward") and not self._parse.children(i):
            # "Will bring its contingent home"
            return NO_SENSE
        return self._names.sense(i)

    def classes(self, i: int) -> frozenset[str]:
        """Return the noun classes of token ``i``, through words of measure ("tons of"); ``party`` where it is one."""
        if i not in self._classes:
            self._classes[i] = self._read_classes(i)
        return self._classes[i]

    def _read_classes(self, i: int) -> frozenset[str]:
        substance = self.substance(i)
        found = self.sense(substance).classes or self._of_listed(i)
        if self._parse.tokens[substance].pos == "PROPN" and found and self._is_of_body(substance):
            return frozenset({"party"})
        quantity = self.quantity(i) if not found else None
        numeral = is_number(self._parse.tokens[i])
        if quantity is not None and (quantity.what is None or numeral) and quantity.unit not in (None, "%"):
            # Bare measures: "received 50,000 tonnes each", "lent 2bn"
            return frozenset({"money" if is_currency(quantity.unit) else "goods"})
        if not found and self._is_consignment(substance):
            return frozenset({"goods"})
        if not found:
            # "China shut it"
            meant = self.whole(i) or antecedent(self._parse, i, self._thing)
            found = self._thing(meant) if meant is not None else found
            if self._parties.has_parties(substance):
                return found | {"party"}
        if not found & _SURELY_THINGS and self._parties.has_parties(substance):
            return found | ({"party", "people"} if self._is_number_of_nationals(i) else {"party"})
        return found

    def whole(self, i: int) -> int | None:
        """Return the goods told before of which the word at token ``i`` only tells a part ("none has arrived"), or
        None."""
        return whole_of(self._parse, i, self._goods) if is_part_word(self._parse, i) else None

    def _goods(self, i: int) -> frozenset[str]:
        """Return the classes of goods, money or help that the noun at token ``i`` names, where they can come in parts:
        several or so much, and what the clause beside it is about, not where or by what something is done."""
        token = self._parse.tokens[i]
        counted = self.quantity(i) is not None
        aside = token.rel.startswith("obl") and not counted
        if self.is_time(i) or aside or not (counted or token.feats.get("Number") == "Plur"):
            return frozenset()
        return self.sense(self.substance(i)).classes & _IN_PARTS

    def _is_of_body(self, i: int) -> bool:
        """Say whether a name is that of a body, not of what its last word means ("the Monetary Fund")."""
        first = next((t for t in self._parse.children(i, "compound", "flat", "amod") if t.text[:1].isupper()), None)
        return first is not None and any(p.country for p in self._parties.parties(i))

    def is_crew(self, i: int) -> bool:
        """Say whether token ``i`` tells of people by their work, several or a team, no army or office."""
        token, sense = self._parse.tokens[i], self.sense(self.substance(i))
        several = token.feats.get("Number") == "Plur" or token.lemma.lower() in closed_class(
            self._parse.language, "teams"
        )
        return token.pos == "NOUN" and "people" in sense.classes and sense.category == "personnel" and several

    def _of_listed(self, i: int) -> frozenset[str]:
        """Return the classes of what is listed with a noun that the lexicon does not hold ("dinghies and tents")."""
        if self._parse.tokens[i].pos != "NOUN":
            return frozenset()
        others = (self.sense(t.i).classes & MATERIAL for t in self._parse.children(i, "conj") if t.pos == "NOUN")
        return next((classes for classes in others if classes), frozenset())

    def _is_number_of_nationals(self, i: int) -> bool:
        """Say whether a number counts people by their nationality ("five Filipinos")."""
        token = self._parse.tokens[i]
        plural = token.feats.get("Number") == "Plur" or token.text.endswith("s")
        return token.text[:1].isupper() and plural and bool(self._parse.children(i, "nummod"))

    def _thing(self, i: int) -> frozenset[str]:
        """Return the classes of the noun at token ``i`` by which one can refer back to it: no mere abstract or time."""
        found = self.sense(self.substance(i)).classes
        return frozenset() if self.is_time(i) or found <= _FAINT else found

    def substance(self, i: int) -> int:
        """Return the token of what is measured: "wheat" for "tons of wheat", "troops" for "hundreds of troops"."""
        for _ in range(3):
            classes = frozenset() if self._is_scale(i) else self.sense(i).classes
            if "part" in classes and (whole := self._whole(i)) is not None:
                # "The rest of the rice", "the first tranche of the loan"
                i = whole
                continue
            if (held := self._held(i, classes)) is not None:
                i = held
                continue
            if classes:
                return self._members(i)
            # A word of measure or a pronoun of quantity hands over to its complement; a thing or name does not
            inside = (t for t in self._parse.children(i, "nmod") if t.pos in ("NOUN", "PROPN"))
            inner = next((t for t in inside if not self._is_listed(t)), None)
            token = self._parse.tokens[i]
            measured = self.quantity(i) is not None or token.pos in ("NUM", "PRON", "DET", "ADJ")
            if inner is None or not (measured or self._is_bare_container(token)):
                return i
            if measured and token.pos == "NOUN" and not self._is_of(inner):
                # "2,000 warmers under a deal"
                return i
            i = inner.i
        return i

    def _is_scale(self, i: int) -> bool:
        """Say whether the noun at token ``i`` only belongs to a number of no money ("800 million cubic metres")."""
        if self.sense(i).category != "funds":
            return False
        quantity = self.quantity(i)
        inside = quantity is not None and quantity.span.covers(self._parse.tokens[i].span)
        return inside and quantity is not None and not is_currency(quantity.unit) and quantity.unit is not None

    def _is_listed(self, token: Token) -> bool:
        """Say whether a counted noun stands after a comma or "and", without a preposition ("two boats, six cars")."""
        number = self._parse.child(token.i, "nummod")
        before = self._parse.tokens[number.i - 1] if number is not None and number.i else None
        bare = token.rel.startswith("nmod") and self._parse.child(token.i, "case") is None
        parted = before is not None and (before.text == "," or before.pos == "CCONJ")
        return bare and before is not None and parted and token.head < before.i

    def _is_of(self, token: Token) -> bool:
        """Say whether a complement has the preposition of what is measured or held, or none."""
        cases = self._parse.children(token.i, "case")
        kinds = (self._lexicon.prepositions.get(c.text.lower(), frozenset()) for c in cases)
        return not cases or any("of" in k for k in kinds)

    def _whole(self, i: int) -> int | None:
        """Return the thing whose part the noun at token ``i`` is, or None where only the part is told."""
        inner = (t for t in self._parse.children(i, "nmod") if t.pos in ("NOUN", "PROPN"))
        return next((t.i for t in inner if self.sense(t.i).classes & MATERIAL), None)

    def _held(self, i: int, classes: frozenset[str]) -> int | None:
        """Return what a gift, help or delivery is of, where that is goods or money ("a gift of 3,000 tonnes of rice",
        "une aide de 7 millions"), or None."""
        if not (self._is_consignment(i) or self.sense(i).what == "gift") or classes - {"help", "goods"}:
            return None
        if self.sense(i).category not in (None, "other"):
            return None
        for inner in self._parse.children(i, "nmod", "compound"):
            if self._is_of(inner) and inner.pos in ("NOUN", "NUM", "SYM") and not self.is_time(inner.i):
                held = self.substance(inner.i)
                if self.sense(held).classes & {"goods", "money"} and self.sense(held).category != "other":
                    return inner.i
        return None

    def _members(self, i: int) -> int:
        """Return what a group is counted by ("a team of 18 doctors", "a fleet of 30 trucks"), or what carriers are full
        of ("two planes of tents"), else the group."""
        category = self.sense(i).category
        if category not in _IN_GROUPS:
            return i
        for member in self._parse.children(i, "nmod"):
            if member.pos != "NOUN" or not self._is_of(member):
                continue
            theirs = self.sense(member.i)
            alike = theirs.category == category or {theirs.category, category} <= CARRIERS
            if alike and self._parse.children(member.i, "nummod") and not self._parse.children(i, "nummod"):
                return member.i
            if category in CARRIERS and "goods" in theirs.classes and theirs.category in _LOADED:
                return member.i
        return i

    def is_part(self, i: int) -> bool:
        """Say whether token ``i`` is a part of a counted whole, or the first of several ("seven of the 24", "the first
        unit")."""
        words = closed_class(self._parse.language, "first_of_several")
        token = self._parse.tokens[i]
        if token.text.lower() in closed_class(self._parse.language, "wholes_told"):
            return False  # "all of the 31 tanks"
        if token.text.lower() in closed_class(self._parse.language, "parts_told") and self.whole(i) is not None:
            return True
        firsts = (token, *self._parse.children(i, "amod", "nummod"))
        if any(t.lemma.lower() in words or t.text.lower() in words for t in firsts):
            return True
        counted = token.pos in ("NUM", "ADJ", "DET", "PRON") or token.feats.get("NumType") == "Ord"
        wholes = [*self._parse.children(i, "nmod"), *self._before(token)]
        return counted and any(self._parse.children(w.i, "nummod") for w in wholes)

    def _before(self, token: Token) -> list[Token]:
        """Return the whole that opens the clause of a part: "of the 24 ordered systems, seven have come"."""
        head = self._parse.head(token.i)
        words = closed_class(self._parse.language, "out_of_whole")
        opening = self._parse.children(head.i, "obl") if head is not None and head.pos == "VERB" else []
        cases = ((one, self._parse.children(one.i, "case")) for one in opening if one.i < token.i)
        return [one for one, case in cases if case and case[0].lemma.lower() in words]

    def quantity(self, i: int) -> Quantity | None:
        """Return the quantity that measures or counts the noun at token ``i``, or None."""
        return self._figures.quantity(i)

    def is_material(self, i: int) -> bool:
        """Say whether token ``i`` names something that can be an item."""
        return bool(self.classes(i) & MATERIAL)

    def is_helped(self, i: int) -> bool:
        """Say whether token ``i`` tells of people to whom something is given ("to 3,000 refugees")."""
        if "people" not in self.classes(i):
            return False
        # "Jusqu'à 200 soldats": a preposition of the number itself says nothing of them
        counted = self.quantity(i)
        cases = (t for t in self._parse.children(i, "case") if counted is None or not counted.span.covers(t.span))
        kinds = (self._lexicon.prepositions.get(t.text.lower(), frozenset()) for t in cases)
        return self._parse.tokens[i].rel == "iobj" or any(kind & _TOWARDS for kind in kinds)

    def is_specific(self, i: int) -> bool:
        """Say whether token ``i`` tells which thing or how much of it is meant, as "aid" and "a package" do not."""
        sense = self.sense(self.substance(i))
        return sense.category not in (None, "other") or self.quantity(i) is not None

    def _is_consignment(self, i: int) -> bool:
        """Say whether the noun names a transfer by what is transferred, whatever it holds ("the shipment")."""
        token = self._parse.tokens[i]
        senses = self._lexicon.acts.get((token.lemma.lower(), "NOUN"), ())
        return token.pos == "NOUN" and any(s.act in ("transfer", "assist", "fund") and not s.parts for s in senses)

    def _is_bare_container(self, token: Token) -> bool:
        """Say whether a noun without lexicon entry holds another ("a batch of rifles", "participation in the pact")."""
        inner = next((t for t in self._parse.children(token.i, "nmod") if t.pos == "NOUN"), None)
        return token.pos == "NOUN" and inner is not None and bool(self.sense(inner.i).classes)

    def is_inside_name(self, i: int) -> bool:
        """Say whether token ``i`` is part of a longer name that its head bears ("memorandum of *understanding*")."""
        head = self._parse.head(i)
        if head is None:
            return False
        return i in self._names.extent(head.i) and i != head.i
