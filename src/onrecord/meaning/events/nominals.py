"""Nominals: the items that a noun phrase makes."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from onrecord.core.parse import Token
from onrecord.core.quantities import Quantity
from onrecord.core.records import Item
from onrecord.core.spans import Span
from onrecord.core.vocabulary import Category
from onrecord.language.tense import closed_class
from onrecord.meaning.events.antecedents import is_number
from onrecord.meaning.events.figures import BULK, is_currency
from onrecord.meaning.events.lexicon import MATERIAL, NounSense
from onrecord.meaning.events.naming import NO_SENSE
from onrecord.meaning.events.nouns import UNNAMED, NounReader

_BUILT = ("infrastructure", "ships", "aircraft")
_HELD: Mapping[str, Category] = MappingProxyType(
    {"prisoner": "personnel", "delegation": "personnel", "base": "infrastructure"}
)
"""The category of what is freed, held, expelled or seized, by its class where its noun has none."""


_BROAD = ("aircraft", "ships", "arms", "vehicles")
"""Categories of which broad words may mean a thing told before ("broad_aircraft" in grammar.toml)."""
_BEHIND = 20
"""Characters behind a number within which words make it a sum."""
_EACH_BEFORE = 2
"""Words before a load among which "each" stands ("each carrying", « chacun de »)."""
_CALIBRES = frozenset({"mm", "cm", "[in_i]"})
_PEOPLE = frozenset({"people", "crowd", "victim", "prisoner", "delegation"})
"""Classes of nouns for those who are moved, held, freed or sent rather than sending."""
_OF_POWER = frozenset({"kW.h", "MW.h", "GW.h", "TW.h", "kW", "MW", "GW"})
"""Units in which only electricity is handed over (UCUM)."""


class NominalReader(NounReader):
    """Reads the noun phrases of one parse with one lexicon."""

    def items(self, i: int) -> tuple[Item, ...]:
        """Return the items that the noun phrase headed by token ``i`` and those coordinated with it name."""
        found: list[Item] = []
        for head in self._listed(i):
            item = self._item(head)
            for one in self._parcels(head, item) if item is not None else ():
                if not any(_same_amount(one, other) or _same_thing(one, other) for other in found):
                    found.append(one)
        return tuple(found)

    def _listed(self, i: int) -> list[Token]:
        """Return token ``i`` and what is listed after it, also where the parser hung it on as a bare complement."""
        found: list[Token] = []
        for head in self._parse.conjuncts(i):
            if head.i != i and (self._is_ruled_out(head) or self.opens_clause(head)):
                continue
            found.append(head)
            for more in self._parse.children(head.i, "nmod"):
                if self._is_listed(more):
                    found += self._listed(more.i)
                elif more.pos == "PROPN":
                    # "trois radars Ground Master et dix blindés": the model hangs the second thing on the name
                    found += [
                        t for t in self._parse.children(more.i, "conj") if t.pos == "NOUN" and self.is_counted(t.i)
                    ]
            found += self._held_beside(head)
        return found

    def _held_beside(self, head: Token) -> list[Token]:
        """Return what a load that has no measure holds besides the first thing ("a batch of vests and of helmets")."""
        substance = self.substance(head.i)
        if substance == head.i or self.quantity(head.i) is not None or head.pos != "NOUN":
            return []
        return [t for t in self._parse.conjuncts(substance)[1:] if self.is_material(t.i) and not self._is_ruled_out(t)]

    def _is_ruled_out(self, head: Token) -> bool:
        """Say whether a conjunct is told as what is not meant ("800 soldiers and not a thousand")."""
        words = closed_class(self._parse.language, "ruling_out")
        before = (t for t in self._parse.subtree(head.i) if t.i < head.i)
        return any(t.text.lower() in words for t in before)

    def opens_clause(self, head: Token) -> bool:
        """Say whether the last of a list is the subject of a verb right behind it, which has none ("sent 40 rescuers
        and 55 soldiers came by road")."""
        end = self._parse.subtree_span(head.i).end
        after = next((t for t in self._parse.tokens[head.i + 1 :] if t.start >= end), None)
        if after is None or after.pos not in ("VERB", "AUX") or after.sent != head.sent:
            return False
        verb = after if after.pos == "VERB" else self._parse.head(after.i)
        if verb is None or verb.rel not in ("conj", "parataxis", "dep") or verb.i < head.i:
            return False
        return not self._parse.children(verb.i, "nsubj", "nsubj:pass", "cc") and after.feats.get("VerbForm") != "Part"

    def category(self, i: int) -> Category | None:
        """Return the category of what the noun at token ``i`` means, or None."""
        substance = self.substance(i)
        return (self._meant(substance) or self.sense(substance)).category

    def handled(self, i: int, *, people: bool = False) -> tuple[Item, ...]:
        """Return the people or things at token ``i`` that are freed, held, expelled, seized or closed; ``people`` where
        the act is done to persons alone."""
        if self._parse.tokens[i].pos != "NOUN":
            return ()
        sense = self.sense(self.substance(i))
        category = next((_HELD[c] for c in sorted(sense.classes) if c in _HELD), None)
        if self.is_material(i) or (category is None and sense.category is None):
            found = self.items(i) if self.is_material(i) or self.is_counted(i) else ()
            return tuple(replace(k, category="personnel") if people and k.category == "other" else k for k in found)
        category = sense.category or category or "other"
        token, span = self._parse.tokens[i], self.phrase(i)
        read = self._item(token) or Item(span.of(self._parse.text), span, token.lemma, category)
        return (replace(read, what=sense.what or read.what or token.lemma, category=category),)

    def is_counted(self, i: int) -> bool:
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
        inside = [q for q in self._quantities if head.end <= q.span.start and q.span.end <= span.end]
        held = [q for q in inside if q.unit in BULK]
        if len(held) == item.low:
            return tuple(self._parcel(item, q, first=not n) for n, q in enumerate(held))
        if len(inside) != 1 or not self._is_each(inside[0]) or inside[0].unit in (None, "1", "%"):
            return (item,)
        return (self._in_all(self._parcel(item, inside[0], first=True), item.low),)

    def _is_each(self, held: Quantity) -> bool:
        """Say whether each of several loads holds the amount ("three batches of 500 tonnes of rice each")."""
        behind = self._parse.text[(held.whole or held.span).end :][:_BEHIND].lower().split()
        return bool(behind) and behind[0].strip(".,;") in closed_class(self._parse.language, "each")

    def shared_out(self, load: Item, loads: float) -> Item:
        """Return what ``loads`` carriers bring where each has as much as ``load`` ("forty trucks, each carrying 20
        tonnes of food"), else ``load``."""
        words, text = closed_class(self._parse.language, "each"), self._parse.text
        before = text[max(0, load.span.start - _BEHIND) : load.span.start].lower().split()[-_EACH_BEFORE:]
        behind = text[load.span.end :][:_BEHIND].lower().split()[:1]
        told = load.unit in BULK and any(word.strip(".,;") in words for word in (*before, *behind))
        return self._in_all(load, loads) if told else load

    def _in_all(self, one: Item, loads: float) -> Item:
        """Return what ``loads`` loads hold, each of them as much as ``one``."""
        low, high = (None if n is None else n * loads for n in (one.low, one.high))
        return replace(one, low=low, high=high)

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
        if (whole := self.whole(head.i)) is not None:
            return self._of_whole(head, whole)
        substance = self.substance(head.i)
        sense = self.sense(substance)
        part = self.is_part(head.i) and substance != head.i
        quantity = self._figure(head, substance, part=part)
        if is_number(head) and quantity is not None and self._is_summing(quantity):
            return None
        consignment = not sense.classes and self._is_consignment(substance)
        if not sense.classes & MATERIAL and quantity is None and not consignment:
            return None
        # "The system", "seven units": which ones is told by the like item that the report names in full
        goods = "goods" in sense.classes
        sense, quantity = self._by_another_name(head, substance, sense, quantity)
        of_number = not sense.classes and quantity is not None and (quantity.what is None or is_number(head))
        bare = consignment or (goods and not sense.what) or of_number
        if quantity is not None and quantity.unit == "%":
            return None
        if quantity is not None and quantity.unit in _CALIBRES and sense.classes:
            # "155 mm guns": how wide they are says not how many
            quantity = None
        if quantity is None and "people" in sense.classes and not part:
            quantity = self._figures.strength(head, sense.what)
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
        if money and sense.category in (None, "funds"):
            sense = self._owed(head.i) or self.bought(head.i) or sense
        some: Category = "funds" if money else "personnel" if self._is_people(substance) else "other"
        category = sense.category or some
        what = sense.what or (UNNAMED if bare else "funds" if money else self._parse.tokens[substance].lemma)
        if quantity is not None and quantity.unit in _OF_POWER and not sense.what:
            what, category = "electricity", "fuel"
        category = "training" if self._is_taught(head, category) else category
        item = Item(text=span.of(self._parse.text), span=span, what=what, category=category)
        if quantity is None or (quantity.low, quantity.high) == (None, None):
            return item
        return replace(item, low=quantity.low, high=quantity.high, unit=quantity.unit, approx=quantity.approx)

    def _of_whole(self, head: Token, whole: int) -> Item | None:
        """Return the goods told before at token ``whole`` of which ``head`` tells a part: how many only where it is a
        number ("only one has come", "two more are due")."""
        named = self._item(self._parse.tokens[whole])
        if named is None:
            return None
        span = self.phrase(head.i)
        told = {t.text.lower() for t in (head, *self._parse.children(head.i, "det", "nummod"))}
        lone = bool(told & closed_class(self._parse.language, "lone_numbers"))
        one = Item(span.of(self._parse.text), span, named.what, named.category)
        counted = self._figures.quantity(head.i)
        if counted is not None and counted.low is not None and counted.unit in (None, "1") and counted.low >= 1:
            unit = named.unit if named.unit and named.unit not in BULK else named.what
            return replace(one, low=counted.low, high=counted.high, unit=unit, approx=counted.approx)
        if counted is not None and counted.unit not in (None, "1", "%"):
            return replace(one, low=counted.low, high=counted.high, unit=counted.unit, approx=counted.approx)
        denied = closed_class(self._parse.language, "negation")
        none = any(t.lemma.lower() in denied for t in self._parse.children(head.i, "advmod", "det"))
        if lone and not none and named.unit is not None and named.unit not in BULK and not is_currency(named.unit):
            return replace(one, low=1, high=1, unit=named.unit, approx="exact")
        return one

    def _is_people(self, i: int) -> bool:
        """Say whether token ``i`` tells of people, by what they are or what they are citizens of ("300 Mexicans")."""
        token, classes = self._parse.tokens[i], self.sense(i).classes
        citizens = not classes and token.feats.get("Number") == "Plur" and self._parties.has_parties(i)
        return bool(classes & _PEOPLE) or citizens

    def _by_another_name(
        self, head: Token, substance: int, sense: NounSense, quantity: Quantity | None
    ) -> tuple[NounSense, Quantity | None]:
        """Return sense and figure of a thing that a broad word names again, counted by what it is ("deux chalutiers ...
        les deux bâtiments")."""
        meant = self._meant(substance)
        if meant is None or meant.category == sense.category:
            generic = "goods" in sense.classes and not sense.what
            return (self._in_full(substance) or meant or sense) if generic else sense, quantity
        if quantity is not None and quantity.what_span is not None and quantity.what_span.overlaps(head.span):
            quantity = quantity._replace(unit=meant.what)
        return meant, quantity

    def _figure(self, head: Token, substance: int, *, part: bool) -> Quantity | None:
        """Return what counts, measures or values the phrase headed by ``head``, or its part, or None."""
        quantity = self._figures.part(head) if part else self.quantity(head.i)
        if quantity is None and substance != head.i and not part:
            quantity = self.quantity(substance)
        if quantity is None and not part and (summed := self._summed(head)) is not None:
            return summed._replace(unit=self.sense(substance).what or self._parse.tokens[substance].lemma)
        if quantity is None and self.sense(substance).classes & {"help", "money"}:
            quantity = self._figures.worth(head.i)
        return self._partial(head, substance) if part and quantity is None else quantity

    def _summed(self, head: Token) -> Quantity | None:
        """Return the bare number that sums up the things before it ("the helicopters, three in all,"), or None."""
        after = self._parse.tokens[head.i + 1 : head.i + 3]
        if len(after) < 2 or after[0].text != "," or head.pos != "NOUN":
            return None
        start = after[1].start
        return next((q for q in self._quantities if q.span.start == start and self._is_summing(q)), None)

    def _is_summing(self, quantity: Quantity) -> bool:
        """Say whether words behind a bare number make it the sum of what was told before ("three in all")."""
        behind = self._parse.text[quantity.span.end : quantity.span.end + _BEHIND].lower().lstrip()
        summing = closed_class(self._parse.language, "summing")
        return quantity.what is None and behind.startswith(tuple(summing))

    def _owed(self, i: int) -> NounSense | None:
        """Return the loan or debt that a sum is told to be ("20 million euros in loans", "12 millions de dette")."""
        inner = [t for one in self._parse.children(i, "nmod") for t in (one, *self._parse.children(one.i, "nmod"))]
        return next((s for t in inner if t.pos == "NOUN" and (s := self.sense(t.i)).category == "credit"), None)

    def bought(self, i: int) -> NounSense | None:
        """Return the goods that a sum is the worth of ("40 million euros' worth of rifles", "5 millions d'obus")."""
        inner = [t for one in self._parse.children(i, "nmod") for t in (one, *self._parse.children(one.i, "nmod"))]
        head = self._parse.head(i)
        if (
            head is not None
            and head.rel != "root"
            and head.lemma.lower() in closed_class(self._parse.language, "worth")
        ):
            inner += self._parse.children(head.i, "nmod")
        goods = (t for t in inner if t.pos == "NOUN" and self._is_of(t) and self._parse.children(t.i, "case"))
        senses = (self.sense(self.substance(t.i)) for t in goods)
        return next((s for s in senses if "goods" in s.classes and s.category not in (None, "other", *_BUILT)), None)

    def _is_taught(self, head: Token, category: Category) -> bool:
        """Say whether a place is one at a school, or people are taken in by one ("twenty places at its academy")."""
        verb = self._parse.head(head.i)
        words = {name: closed_class(self._parse.language, name) for name in ("schools", "school_places", "admitting")}
        admitted = category == "personnel" and verb is not None and verb.lemma.lower() in words["admitting"]
        if not (admitted or head.lemma.lower() in words["school_places"]):
            return False
        near = (head, verb) if verb is not None and verb.pos == "VERB" else (head,)
        below = [t for n in near for t in self._parse.children(n.i, "nmod", "obl", "compound", "dep") if t.i != head.i]
        below += [t for n in below for t in self._parse.children(n.i, "compound", "amod")]
        return any(t.lemma.lower() in words["schools"] or "training" in self.sense(t.i).classes for t in below)

    def _meant(self, i: int) -> NounSense | None:
        """Return which thing told before a broad word means ("deux avions ... les appareils"), or None."""
        token = self._parse.tokens[i]
        pointing = any(
            t.feats.get("Definite") == "Def" or t.feats.get("PronType") == "Dem" for t in self._parse.children(i, "det")
        )
        kinds = [c for c in _BROAD if token.lemma.lower() in closed_class(self._parse.language, f"broad_{c}")]
        if not kinds or not pointing:
            return None
        before = (self.sense(t.i) for t in reversed(self._parse.tokens[:i]) if t.pos == "NOUN")
        return next((s for s in before if s.category in kinds and s.what), None)

    def _in_full(self, i: int) -> NounSense | None:
        """Return what the noun at token ``i`` is where the report has it as the head of a longer name, the nearest
        before it first ("air-defence systems ... four more systems"), or None."""
        lemma = self._parse.tokens[i].lemma
        like = [t.i for t in self._parse.tokens if t.lemma == lemma and t.pos == "NOUN" and self.sense(t.i).what]
        return self.sense(min(like, key=lambda n: (n > i, abs(n - i)))) if like else None

    def _partial(self, head: Token, substance: int) -> Quantity | None:
        """Return how much a part without its own number is: one of what the whole counts, but for a batch or load all
        that it is of, and what is not known of one that is taken from a whole told before ("of the 200 trucks")."""
        if "part" not in self.sense(head.i).classes:
            return self._figures.one_of(substance)
        taken = any(t.feats.get("Definite") == "Def" for t in self._parse.children(substance, "det"))
        return None if taken else self.quantity(substance)


def is_read_twice(item: Item, other: Item) -> bool:
    """Say whether two items are the same words read as two ("twelve Bayraktar drones")."""
    same = (item.low, item.high, item.unit, item.category) == (other.low, other.high, other.unit, other.category)
    return same and (item.unit is not None or item.what == other.what) and item.span.overlaps(other.span)


def _same_amount(item: Item, other: Item) -> bool:
    """Say whether two items are one amount read twice ("between 25,000 and 50,000 tonnes")."""
    measured = item.unit is not None and (item.low, item.high, item.unit) == (other.low, other.high, other.unit)
    return measured and (item.approx == "range" or item.span.overlaps(other.span))


def _same_thing(item: Item, other: Item) -> bool:
    """Say whether two items without amounts are told in the same words ("Air Base 101 and Air Base 201")."""
    return item.unit is other.unit is None and (item.what, item.category) == (other.what, other.category)
