"""Things: which arguments of an act are its items."""

from onrecord.core.parse import Parse, Token
from onrecord.core.records import Item
from onrecord.language.tense import closed_class
from onrecord.meaning.events.arguments import ArgumentReader, Slots
from onrecord.meaning.events.candidates import Candidate
from onrecord.meaning.events.lexicon import MATERIAL, CoreAct
from onrecord.meaning.events.nominals import NominalReader, is_read_twice
from onrecord.meaning.events.nouns import CARRIERS
from onrecord.meaning.events.parties import Parties

_THINGS = MATERIAL - {"people"}
_ANSWERING = frozenset({"reject", "accept", "ask", "transfer"})


class ThingReader:
    """Reads what the acts of one parse bring, take or are about."""

    def __init__(self, parse: Parse, nominals: NominalReader, arguments: ArgumentReader, parties: Parties) -> None:
        self._parse = parse
        self._nominals = nominals
        self._arguments = arguments
        self._parties = parties

    def items(self, tokens: list[int], slots: Slots) -> tuple[Item, ...]:
        """Return the items that ``tokens`` name, or what these bring."""
        found: list[Item] = []
        counts = [q for i in tokens if self._nominals.category(i) in CARRIERS and (q := self._nominals.quantity(i))]
        loads = counts[0].low if len(counts) == 1 else None
        for item in (item for i in self._cargo(tokens, slots) for item in self._nominals.items(i)):
            item = self._nominals.shared_out(item, loads) if loads else item
            if not any(is_read_twice(item, other) for other in found):
                found.append(item)
        return tuple(found)

    def tokens(self, slots: Slots, core: CoreAct, candidate: Candidate) -> list[int]:
        """Return the tokens of the items, those that a general word takes in ("aid including rice") in its place."""
        tokens = self._items_told(slots, core, candidate)
        if not tokens and core.act in _ANSWERING:
            tokens = self._offered(slots)
        listed = [i for i in slots.get("including", []) if tokens and self._is_thing(i, "including")]
        for i in tokens:
            own = self._arguments.slots(i)
            listed += [j for j in own.get("including", []) if self._is_thing(j, "including")]
            listed += [j for j in self._contents(i) if j not in listed]
        if not listed:
            return [*tokens, *self._after_comma(tokens, slots)]
        kept = [i for i in tokens if self._nominals.is_specific(i)]
        return [*dict.fromkeys((*kept, *listed))]

    def _after_comma(self, tokens: list[int], slots: Slots) -> list[int]:
        """Return what follows the last of ``tokens`` in a list that the parser has broken off ("landed with rescuers,
        search dogs and tents")."""
        ends = {
            self._nominals.phrase(i).end for i in (*tokens, *slots.get("with", ())) if self._nominals.is_material(i)
        }
        found = []
        for i in slots.get("bare", ()):
            before = [t for t in self._parse.tokens_in(self._parse.subtree_span(i)) if t.pos != "PUNCT"]
            first = before[0].i if before else i
            comma = self._parse.tokens[first - 1] if first else None
            if comma is not None and comma.text == "," and self._parse.tokens[first - 2].end in ends:
                found += [i] if i not in tokens and self._nominals.is_material(i) else []
        return found

    def _offered(self, slots: Slots) -> list[int]:
        """Return the things of an offer or demand that is answered ("declined an offer by Chad of two boats")."""
        offers = [i for slot in ("obj", "of") for i in slots.get(slot, []) if self._parse.tokens[i].pos == "NOUN"]
        asked = [i for slot in ("to", "from") for i in slots.get(slot, [])]
        inner = (t for i in offers for t in self._parse.children(i, "nmod"))
        below = (t for one in inner for t in (one, *self._parse.children(one.i, "nmod")))
        found = []
        for token in (*below, *(t for i in asked for t in self._parse.children(i, "nmod"))):
            kinds = self._arguments.kinds(self._parse.children(token.i, "case"))
            if kinds & {"of", "for"} and self._is_thing(token.i, "of"):
                found.append(token.i)
        return found

    def _cargo(self, tokens: list[int], slots: Slots) -> list[int]:
        """Return what ships, planes and trucks bring in their place ("sent two planes with tents", "loaded with").

        Whose they are still tells who gives.
        """
        words = closed_class(self._parse.language, "carrying")
        carriers = [i for i in tokens if self._nominals.category(i) in CARRIERS or self._is_laden(i, words)]
        # "has left port laden with rice"
        heads = {self._parse.tokens[i].head for i in slots.get("subj", ()) if self._parse.tokens[i].rel == "nsubj"}
        laden = [t for n in heads for t in self._parse.children(n, "advcl", "xcomp") if t.lemma.lower() in words]
        laden = [t for t in laden if not self._parse.children(t.i, "nsubj", "nsubj:pass", "mark")]
        if not carriers and not laden:
            return tokens
        told = (*slots.get("obj", ()), *slots.get("bare", ()))
        landed = [i for i in tokens if i in told and i not in carriers and self._is_thing(i, "obj")]
        if landed and all(i in slots.get("subj", ()) for i in carriers):
            # "A freighter has unloaded 5,600 tonnes of rice"
            return [i for i in tokens if i not in carriers]
        brought = list(slots.get("with", []))
        for i in carriers:
            brought += self._arguments.slots(i).get("with", [])
            # "des avions de transport chargés de tentes": the parser hangs the participle on the nearest noun
            near = (i, *(t.i for t in self._parse.children(i, "nmod")))
            laden += (t for n in near for t in self._parse.children(n, "acl", "amod") if t.lemma.lower() in words)
        loads = (t for participle in laden for t in self._parse.children(participle.i, "obj", "obl"))
        brought += (j for load in loads for j in self._of_each(load))
        cargo = [i for i in brought if self._is_thing(i, "with") and i not in carriers]
        return [*dict.fromkeys((*(i for i in tokens if i not in carriers), *cargo))] if cargo else tokens

    def _is_laden(self, i: int, words: frozenset[str]) -> bool:
        """Say whether a participle says that what the token names carries something."""
        return any(t.lemma.lower() in words for t in self._parse.children(i, "acl"))

    def _of_each(self, load: Token) -> tuple[int, ...]:
        """Return the token of a load, or of what each has ("chargés chacun de 20 tonnes")."""
        if load.text.lower() not in closed_class(self._parse.language, "each"):
            return (load.i,)
        return tuple(t.i for t in self._parse.children(load.i, "nmod"))

    def _contents(self, i: int) -> list[int]:
        """Return what a participle says that the thing at token ``i`` consists of ("a package comprising tents")."""
        words = closed_class(self._parse.language, "containing")
        return [
            thing.i
            for participle in self._parse.children(i, "acl")
            if participle.lemma.lower() in words
            for thing in self._parse.children(participle.i, "obj", "obl")
            if self._is_thing(thing.i, "obj")
        ]

    def _items_told(self, slots: Slots, core: CoreAct, candidate: Candidate) -> list[int]:
        """Return what fills the first slot for items that holds any, things before people.

        "Supplied the coast guard with boats": the coast guard, who could be sent too, receives.
        """
        if core.act in ("arrive", "depart", "sign"):
            # People and what they bring arrive together ("landed with five tonnes of gear"), a loan is signed for ships
            counted = any(self._nominals.quantity(i) is not None for i in slots.get("subj", []))
            return [
                i
                for slot in core.item
                for i in slots.get(slot, [])
                # "Of the ten observers six have come": the whole did not
                if self._is_item(i, slot) and not (counted and slot == "of" and self._nominals.quantity(i) is not None)
            ]
        if self._parse.tokens[candidate.token].lemma.lower() in closed_class(self._parse.language, "sending_off"):
            # "Sent sappers with metal detectors": both go, where others are only supplied with things
            sent = [i for i in slots.get("obj", []) if self._is_item(i, "obj")]
            if sent:
                beside = [*slots.get("with", []), *(j for i in sent for j in self._arguments.slots(i).get("with", []))]
                return [*sent, *(i for i in dict.fromkeys(beside) if self._is_thing(i, "with"))]
        for wanted in (self._is_thing, self._is_item):
            for slot in core.item:
                tokens = [i for i in slots.get(slot, []) if i != candidate.token and wanted(i, slot)]
                if slot == "subj" and any(self._nominals.is_material(i) for i in slots.get("obj", [])):
                    # "A frigate carried 400 people": whoever or whatever has an object is not what is moved
                    continue
                if tokens:
                    return tokens
        return []

    def _is_thing(self, i: int, slot: str) -> bool:
        return bool(self._nominals.classes(i) & _THINGS)

    def _is_item(self, i: int, slot: str) -> bool:
        if self._nominals.is_material(i):
            return True
        token = self._parse.tokens[i]
        quantity = self._nominals.quantity(i)
        if quantity is None or quantity.unit == "%" or self._parties.has_parties(i):
            return False
        return slot in ("obj", "of", "subj") and token.pos in ("NOUN", "NUM", "PROPN", "SYM", "DET", "PRON", "ADJ")
