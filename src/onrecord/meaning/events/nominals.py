"""Nominals: what a noun phrase means to an act: its classes, its substance, its quantity and the item it makes."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from onrecord.core.parse import Parse, Token
from onrecord.core.quantities import Quantity
from onrecord.core.records import Item
from onrecord.core.spans import Span
from onrecord.core.times import TimeExpression
from onrecord.core.vocabulary import Category
from onrecord.language.tense import closed_class
from onrecord.meaning.events.figures import FigureReader, is_currency
from onrecord.meaning.events.lexicon import MATERIAL, EventLexicon, NounSense
from onrecord.meaning.events.naming import NO_SENSE, NameReader
from onrecord.meaning.events.parties import Parties

_SURELY_THINGS = MATERIAL - {"people"}
BULK = frozenset({"t", "kt", "Mt", "kg", "L", "m3", "[bbl_us]"})
"""Measures of bulk (UCUM)."""
CARRIERS = frozenset({"ships", "aircraft", "vehicles"})
"""Categories of what is sent for itself, or only brings something."""
UNNAMED = ""
"""What an item is whose words give only a measure, until the report names it elsewhere."""

_IN_GROUPS = CARRIERS | {"personnel"}
_HELD: Mapping[str, Category] = MappingProxyType(
    {"prisoner": "personnel", "delegation": "personnel", "base": "infrastructure"}
)
"""The category of what is freed, held, expelled or seized, by its class where its noun has none."""


class NominalReader:
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
        self._dated = {t.i for time in times for t in parse.tokens_in(time.span)}
        self._numbers = {q.span.end for q in quantities if q.what_span is None or q.what_span.start >= q.span.end}
        self._classes: dict[int, frozenset[str]] = {}
        self._figures = FigureReader(parse, quantities)

    def is_time(self, i: int) -> bool:
        """Say whether token ``i`` belongs to a time expression."""
        return i in self._dated

    def is_figure(self, i: int) -> bool:
        """Say whether the noun at token ``i`` is itself a number ("une quarantaine d'ouvriers")."""
        token = self._parse.tokens[i]
        return token.pos == "NOUN" and token.end in self._numbers

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
        return self._names.sense(i)

    def classes(self, i: int) -> frozenset[str]:
        """Return the noun classes of token ``i``, through words of measure ("tons of"); ``party`` where it is one."""
        if i not in self._classes:
            self._classes[i] = self._read_classes(i)
        return self._classes[i]

    def _read_classes(self, i: int) -> frozenset[str]:
        substance = self.substance(i)
        found = self.sense(substance).classes
        quantity = self.quantity(i) if not found else None
        numeral = self._parse.tokens[i].pos == "NUM"
        if quantity is not None and (quantity.what is None or numeral) and quantity.unit not in (None, "%"):
            # Bare measures: "received 50,000 tonnes each", "lent 2bn"
            return frozenset({"money" if is_currency(quantity.unit) else "goods"})
        if not found and self._is_consignment(substance):
            return frozenset({"goods"})
        if not found & _SURELY_THINGS and self._parties.has_parties(substance):
            return found | {"party"}
        return found

    def substance(self, i: int) -> int:
        """Return the token of what is measured: "wheat" for "tons of wheat", "troops" for "hundreds of troops"."""
        for _ in range(3):
            classes = self.sense(i).classes
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
            inner = next((t for t in self._parse.children(i, "nmod") if t.pos in ("NOUN", "PROPN")), None)
            token = self._parse.tokens[i]
            measured = self.quantity(i) is not None or token.pos in ("NUM", "PRON", "DET", "ADJ")
            if inner is None or not (measured or self._is_bare_container(token)):
                return i
            i = inner.i
        return i

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
        for inner in self._parse.children(i, "nmod"):
            cases = self._parse.children(inner.i, "case")
            of = any("of" in self._lexicon.prepositions.get(c.text.lower(), frozenset()) for c in cases)
            if of and inner.pos in ("NOUN", "NUM", "SYM") and not self.is_time(inner.i):
                held = self.substance(inner.i)
                if self.sense(held).classes & {"goods", "money"} and self.sense(held).category != "other":
                    return inner.i
        return None

    def _members(self, i: int) -> int:
        """Return what a group is counted by ("a team of 18 doctors", "a convoy of 30 trucks"), else the group."""
        category = self.sense(i).category
        if category not in _IN_GROUPS or self._parse.children(i, "nummod"):
            return i
        for member in self._parse.children(i, "nmod"):
            if member.pos == "NOUN" and self._parse.children(member.i, "nummod"):
                return member.i if self.sense(member.i).category == category else i
        return i

    def is_part(self, i: int) -> bool:
        """Say whether token ``i`` is a part of a counted whole, or the first of several ("seven of the 24", "the first
        unit")."""
        words = closed_class(self._parse.language, "first_of_several")
        token = self._parse.tokens[i]
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

    def is_specific(self, i: int) -> bool:
        """Say whether token ``i`` tells which thing or how much of it is meant, as "aid" and "a package" do not."""
        sense = self.sense(self.substance(i))
        return sense.category not in (None, "other") or self.quantity(i) is not None

    def items(self, i: int) -> tuple[Item, ...]:
        """Return the items that the noun phrase headed by token ``i`` and those coordinated with it name."""
        found: list[Item] = []
        for head in self._listed(i):
            item = self._item(head)
            for one in self._parcels(head, item) if item is not None else ():
                if not any(_same_amount(one, other) for other in found):
                    found.append(one)
        return tuple(found)

    def _listed(self, i: int) -> list[Token]:
        """Return token ``i`` and what is listed after it, also where the parser hung it on as a bare complement."""
        found: list[Token] = []
        for head in self._parse.conjuncts(i):
            found.append(head)
            for more in self._parse.children(head.i, "nmod"):
                if self._is_listed(more):
                    found += self._listed(more.i)
        return found

    def _is_listed(self, token: Token) -> bool:
        """Say whether a counted noun follows another after a comma, with no preposition ("two boats, six cars")."""
        number = self._parse.child(token.i, "nummod")
        before = self._parse.tokens[number.i - 1] if number is not None and number.i else None
        bare = token.rel.startswith("nmod") and self._parse.child(token.i, "case") is None
        return bare and before is not None and before.text == "," and token.head < before.i

    def handled(self, i: int) -> tuple[Item, ...]:
        """Return the people or things at token ``i`` that are freed, held, expelled, seized or closed."""
        if self._parse.tokens[i].pos != "NOUN":
            return ()
        sense = self.sense(self.substance(i))
        category = next((_HELD[c] for c in sorted(sense.classes) if c in _HELD), None)
        if category is None or sense.category is not None:
            return self.items(i) if self.is_material(i) or self._is_counted(i) else ()
        token, span = self._parse.tokens[i], self.phrase(i)
        found = self._item(token) or Item(span.of(self._parse.text), span, token.lemma, category)
        return (replace(found, what=found.what or token.lemma, category=category),)

    def _is_counted(self, i: int) -> bool:
        """Say whether a number counts the noun at token ``i`` itself, so that it is a thing ("two longliners")."""
        quantity = self.quantity(i)
        return quantity is not None and quantity.what is not None and not (self.is_time(i) or quantity.unit == "%")

    def phrase(self, i: int) -> Span:
        """Return the words of the noun phrase at token ``i`` without coordinated phrases, clauses and appositions.

        What a parser hangs on it of the clause, a time or the one who gets it ("15 tonnes d'ici au 31 mars", "two ships
        to Kenya"), ends it.
        """
        span = self._parse.subtree_span(i, without=("conj", "cc", "acl", "appos", "parataxis", "case", "punct", "cop"))
        tail = [t for t in self._parse.tokens_in(span) if t.start > self._parse.tokens[i].end]
        cut = next((n for n, t in enumerate(tail) if self._is_of_clause(t)), None)
        if cut is None:
            return span
        # Back over the prepositions and adverbs that open it ("d'ici au")
        while cut and tail[cut - 1].pos in ("ADP", "ADV", "DET", "NUM", "PUNCT"):
            cut -= 1
        return Span(span.start, tail[cut - 1].end if cut else self._parse.tokens[i].end)

    def _is_of_clause(self, token: Token) -> bool:
        """Say whether a complement tells when or to whom: a preposition of the kind governs a time or a party."""
        if self._is_listed(token):
            return True
        case = self._parse.child(token.i, "case") if token.rel.partition(":")[0] in ("nmod", "obl") else None
        if case is None:
            return False
        kinds = self._lexicon.prepositions.get(case.text.lower(), frozenset())
        if self.is_time(token.i):
            return "of" not in kinds
        return "to" in kinds and self._parties.has_parties(token.i)

    def _parcels(self, head: Token, item: Item) -> tuple[Item, ...]:
        """Return the amounts that several consignments hold ("two consignments of 36,000 and 40,000 tonnes"), else the
        item alone."""
        named = self.sense(head.i)
        holds = self._is_consignment(head.i) or ("goods" in named.classes and not named.what)
        if item.low in (None, 1) or item.unit in BULK or not holds:
            return (item,)
        span = self._parse.subtree_span(head.i, without=("acl", "appos"))
        held = [q for q in self._quantities if q.unit in BULK and head.end <= q.span.start and q.span.end <= span.end]
        if len(held) != item.low:
            return (item,)
        return tuple(self._parcel(item, q, first=not n) for n, q in enumerate(held))

    def _parcel(self, item: Item, quantity: Quantity, *, first: bool) -> Item:
        """Return ``item`` as one of its amounts, with what the amount is of; the first has the words before it too."""
        span = Span(item.span.start if first else quantity.span.start, (quantity.whole or quantity.span).end)
        head = self._parse.head_of(quantity.what_span) if quantity.what_span else None
        thing = self.sense(head.i) if head is not None and not item.what else NO_SENSE
        return replace(
            item,
            text=span.of(self._parse.text),
            span=span,
            what=thing.what or item.what,
            category=thing.category or item.category,
            low=quantity.low,
            high=quantity.high,
            unit=quantity.unit,
            approx=quantity.approx,
        )

    def _item(self, head: Token) -> Item | None:
        substance = self.substance(head.i)
        sense = self.sense(substance)
        part = self.is_part(head.i) and substance != head.i
        quantity = self._figures.part(head) if part else self.quantity(head.i)
        if quantity is None and substance != head.i and not part:
            quantity = self.quantity(substance)
        if quantity is None and sense.classes & {"help", "money"}:
            quantity = self._figures.worth(head.i)
        if part and quantity is None:
            quantity = self._partial(head, substance)
        consignment = not sense.classes and self._is_consignment(substance)
        if not sense.classes & MATERIAL and quantity is None and not consignment:
            return None
        # "The system", "seven units": which ones is told by the like item that the report names in full
        generic = "goods" in sense.classes and not sense.what
        bare = (
            consignment
            or generic
            or (not sense.classes and quantity is not None and (quantity.what is None or head.pos == "NUM"))
        )
        if quantity is not None and quantity.unit == "%":
            return None
        if quantity is not None and quantity.unit == "1":
            # "Half of the buses": a share is no count of them
            quantity = None
            if not sense.classes & MATERIAL:
                return None
        if not sense.classes and quantity is not None and quantity.what_span is not None:
            # "Of the ten observers six have come": what is counted was named with another number
            counted = self._parse.head_of(quantity.what_span)
            sense = self.sense(self.substance(counted.i)) if counted is not None and counted.i != head.i else sense
        span = self.phrase(head.i)
        money = quantity is not None and is_currency(quantity.unit)
        category = sense.category or ("funds" if money else "other")
        return Item(
            text=span.of(self._parse.text),
            span=span,
            what=sense.what or (UNNAMED if bare else "funds" if money else self._parse.tokens[substance].lemma),
            category=category,
            low=quantity.low if quantity else None,
            high=quantity.high if quantity else None,
            unit=quantity.unit if quantity and (quantity.low, quantity.high) != (None, None) else None,
            approx=quantity.approx if quantity and (quantity.low, quantity.high) != (None, None) else None,
        )

    def _partial(self, head: Token, substance: int) -> Quantity | None:
        """Return how much a part without its own number is: one of what the whole counts, but for a batch or load all
        that it is of, and what is not known of one that is taken from a whole told before ("of the 200 trucks")."""
        if "part" not in self.sense(head.i).classes:
            return self._figures.one_of(substance)
        taken = any(t.feats.get("Definite") == "Def" for t in self._parse.children(substance, "det"))
        return None if taken else self.quantity(substance)

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


def _same_amount(item: Item, other: Item) -> bool:
    """Say whether two items are one amount read twice ("between 25,000 and 50,000 tonnes")."""
    measured = item.unit is not None and (item.low, item.high, item.unit) == (other.low, other.high, other.unit)
    return measured and (item.approx == "range" or item.span.overlaps(other.span))
