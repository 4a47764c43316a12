"""Items that stand in no slot of an act: what its own word is ("training"), or what a clause below it asks for."""

from dataclasses import replace
from typing import Literal

from onrecord.core.parse import Parse
from onrecord.core.records import Item
from onrecord.meaning.events.candidates import Candidate
from onrecord.meaning.events.lexicon import CoreAct
from onrecord.meaning.events.nominals import NominalReader


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

    def _named_by_verb(self, candidate: Candidate, category: Literal["training", "equipment"]) -> Item:
        """Return the item that the act's own word names ("to train and equip")."""
        span = self._parse.tokens[candidate.token].span
        return Item(text=span.of(self._parse.text), span=span, what=category, category=category)
