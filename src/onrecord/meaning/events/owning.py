"""Items that stand in no slot of an act: what its own word is ("training"), or what a clause below it asks for."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from onrecord.core.parse import Parse
from onrecord.core.records import Item
from onrecord.core.vocabulary import EventType
from onrecord.meaning.events.candidates import Candidate
from onrecord.meaning.events.lexicon import CoreAct
from onrecord.meaning.events.nominals import NominalReader, is_read_twice

_HANDLED = frozenset(
    {
        *((type_, mode) for type_ in ("RETREAT", "COERCE") for mode in ("release", "arrest", "seize", "restrict")),
        ("COERCE", "deport"),
        ("COERCE", "withhold"),
        ("RETREAT", "withdraw"),
        ("SANCTION", "expel"),
    }
)
"""Acts done to people or things, with their modes, beside those that bring things."""
_LEFT = frozenset({"withhold", "withdraw"})
_OF_PEOPLE = frozenset({"release", "arrest", "expel", "deport"})
_OPENED: frozenset[tuple[EventType, str | None]] = frozenset(
    {("COERCE", "restrict"), ("RETREAT", "access"), ("CONCEDE", None)}
)
"""Acts that shut or open a way, which is no item of them."""
_PERMITTED: frozenset[EventType] = frozenset({"SANCTION", "COOPERATE", "COERCE", "RETREAT", "CONCEDE"})
_BARE_HELP = frozenset({"aid", "help", "assistance", "support"})
_HURLED = frozenset({"ammunition", "aircraft"})
_WEAPONS = frozenset({"ammunition", "arms", "aircraft"})
_WORKING = frozenset({"assist", "repair", "distribute"})


class OwnItemReader:
    """Reads the items that the words of an act itself name, in one parse."""

    def __init__(self, parse: Parse, nominals: NominalReader) -> None:
        self._parse = parse
        self._nominals = nominals

    def asked_for(self, candidate: Candidate) -> tuple[Item, ...]:
        """Return the things in the clause that says what is asked ("asked Russia to add fertiliser")."""
        for clause in self._parse.children(candidate.token, "xcomp", "ccomp", "advcl"):
            for thing in self._parse.children(clause.i, "obj"):
                if self._nominals.is_material(thing.i):
                    return self._nominals.items(thing.i)
        return ()

    def of(self, candidate: Candidate, core: CoreAct) -> tuple[Item, ...]:
        """Return the item that the act's own word is: training trains."""
        if core.act == "equip":
            return (self._named_by_verb(candidate, "equipment"),)
        if core.act != "train":
            return ()
        training = self._named_by_verb(candidate, "training")
        trainees = [i for slot in ("obj", "of") for i in candidate.slots.get(slot, [])]
        counted = next((q for i in trainees if (q := self._nominals.quantity(i)) is not None), None)
        if counted is None:
            return (training,)
        return (replace(training, low=counted.low, high=counted.high, unit=counted.unit, approx=counted.approx),)

    def handled(self, candidate: Candidate, type_: EventType, mode: str | None) -> tuple[Item, ...]:
        """Return who is freed, held or expelled, and what is seized or closed."""
        slots = candidate.slots
        tokens = [i for slot in ("obj", "of", "comp") for i in slots.get(slot, [])]
        if (type_, mode) not in _HANDLED and type_ != "CONCEDE" and (type_, mode) != ("COERCE", None):
            return self._permits(tokens) if type_ in _PERMITTED else ()
        if type_ == "RETREAT" and not tokens:
            # "120 captives are to walk free"
            tokens = slots.get("subj", [])
        people = mode in _OF_PEOPLE
        if mode in _LEFT:
            # Whom one orders home, what is held back: things and people, not whatever the clause is about
            tokens = [i for i in tokens if self._nominals.is_material(i) or "base" in self._nominals.classes(i)]
        found = [item for i in tokens for item in self._nominals.handled(i, people=people)]
        found = _without_ways(found, type_, mode)
        if mode == "seize":
            # "Seized the tanker with its 23 sailors"
            aboard = [i for i in slots.get("with", []) if self._nominals.category(i) == "personnel"]
            found += [k for i in aboard for k in self._nominals.items(i) if k.low is not None]
        return tuple(item for n, item in enumerate(found) if not any(is_read_twice(item, o) for o in found[:n]))

    def _permits(self, tokens: list[int]) -> tuple[Item, ...]:
        """Return the licences that are issued or withdrawn."""
        permits = (i for i in tokens if "permit" in self._nominals.sense(self._nominals.substance(i)).classes)
        return tuple(item for i in permits for item in self._nominals.handled(i))

    def fitting(
        self, items: tuple[Item, ...], candidate: Candidate, type_: EventType, mode: str | None
    ) -> tuple[Item, ...]:
        """Return those of ``items`` that an act of ``type_`` may have."""
        if type_ == "ASSAULT":
            # Whom and what it hits is no item of it: what it is done with is
            return tuple(i for i in items if i.category in _HURLED) or self._hurled(candidate)
        if type_ == "REQUEST":
            # A mere call for help asks for nothing that could be counted
            return tuple(i for i in items if i.what not in _BARE_HELP or i.low is not None)
        return tuple(_without_ways(items, type_, mode))

    def _hurled(self, candidate: Candidate) -> tuple[Item, ...]:
        """Return the weapons that are counted as what strikes ("six missiles fell on the port")."""
        struck_by = (i for i in candidate.slots.get("subj", []) if self._nominals.category(i) in _WEAPONS)
        return tuple(item for i in struck_by for item in self._nominals.items(i) if item.low is not None)

    def at_work(self, candidate: Candidate, core: CoreAct, type_: EventType) -> tuple[Item, ...]:
        """Return the people whose work is the help ("Chilean rescuers are searching the ruins")."""
        if type_ != "AID" or core.act not in _WORKING or candidate.slots.get("with"):
            return ()
        helpers = (i for i in candidate.slots.get("subj", []) if self._nominals.is_crew(i))
        return tuple(item for i in helpers for item in self._nominals.items(i) if item.category == "personnel")

    def named(self, candidate: Candidate, core: CoreAct) -> tuple[Item, ...]:
        """Return what a noun that tells an act of giving names itself ("will resume its loans", "a grant")."""
        token = self._parse.tokens[candidate.token]
        if core.act == "fund" and not candidate.slots.get("obj"):
            # "Is paying for forty scholarships"
            paid = [i for i in candidate.slots.get("for", []) if self._nominals.is_material(i)]
            if paid:
                return tuple(item for i in paid for item in self._nominals.items(i))
        if token.pos != "NOUN" or core.type not in ("AID", "COOPERATE"):
            return ()
        sense = self._nominals.sense(token.i)
        return self._nominals.items(token.i) if sense.category not in (None, "other") else ()

    def _named_by_verb(self, candidate: Candidate, category: Literal["training", "equipment"]) -> Item:
        """Return the item that the act's own word names ("to train and equip")."""
        span = self._parse.tokens[candidate.token].span
        return Item(text=span.of(self._parse.text), span=span, what=category, category=category)


def _without_ways(items: Sequence[Item], type_: EventType, mode: str | None) -> list[Item]:
    """Return ``items`` without the way that an act shuts or opens, which is no item of it."""
    return [i for i in items if (type_, mode) not in _OPENED or i.category != "infrastructure"]
