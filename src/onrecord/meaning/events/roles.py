"""Roles: which arguments are actors, recipients and items of an act.

Each core act names the slots where its roles stand (``data/acts.tsv``); what fills a slot decides: a thing is an item,
a party an actor or recipient, whatever the verb ("supply Ukraine with arms", "supply arms to Ukraine").
"""

from dataclasses import dataclass

from onrecord.core.parse import Parse
from onrecord.core.records import Item, Party
from onrecord.meaning.events.arguments import ArgumentReader, Slots
from onrecord.meaning.events.candidates import Candidate
from onrecord.meaning.events.lexicon import MATERIAL, CoreAct
from onrecord.meaning.events.nominals import NominalReader, Parties

MUTUAL = frozenset({"meet", "agree", "sign", "cooperate"})
"""Acts in which all who take part are actors."""

_THINGS = MATERIAL - {"people"}
_PLACE_ACTS = frozenset({"visit", "arrive", "retreat", "build", "mobilise", "transfer"})
_TOWARDS = frozenset({"praise", "accuse", "reject", "threaten", "protest", "sanction", "end"})
_GIVER_SLOTS = ("adj", "poss", "from", "of")


@dataclass(frozen=True, slots=True)
class Roles:
    """The parties and things of an act, and the tokens that the parties were read from."""

    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    items: tuple[Item, ...]
    item_tokens: tuple[int, ...]


class RoleReader:
    """Fills the roles of candidates of one parse."""

    def __init__(self, parse: Parse, nominals: NominalReader, parties: Parties, arguments: ArgumentReader) -> None:
        self._parse = parse
        self._nominals = nominals
        self._parties = parties
        self._arguments = arguments

    def fill(self, candidate: Candidate, core: CoreAct) -> Roles:
        """Return the roles of ``candidate`` as the core act ``core``."""
        slots = self._with_operators(candidate)
        item_tokens = self._item_tokens(slots, core, candidate)
        items = tuple(item for i in item_tokens for item in self._nominals.items(i))
        used = set(item_tokens)
        if core.act in MUTUAL:
            actors = self._all(slots, core.actor + core.recipient, used)
            return Roles(actors, (), items, tuple(item_tokens))
        recipients = self._first(slots, core.recipient, used, places=core.act in _PLACE_ACTS)
        if not recipients:
            recipients = self._of_items(item_tokens, core, ("to", "for"), ())
        actors = self._first(slots, core.actor, used, places=False, not_these=recipients)
        if not actors:
            actors = self._of_items(item_tokens, core, _GIVER_SLOTS, recipients)
        if not recipients and core.act in ("transfer", "arrive", "train", "receive") and "poss" in slots:
            recipients = self._first(slots, ("poss",), used, places=False, not_these=actors)
        recipients = tuple(p for p in recipients if not _is_one_of(p, actors))
        if not recipients and core.act in _TOWARDS:
            recipients = self._of_object(slots, actors)
        if not recipients and actors and core.act == "transfer":
            # "give the Philippine navy radars" may be read as one noun phrase
            recipients = self._of_items(item_tokens, core, ("comp",), actors)
        return Roles(actors, recipients, items, tuple(item_tokens))

    def _with_operators(self, candidate: Candidate) -> Slots:
        """Return the slots with the actor of the operators above where the act itself names none.

        The one who promises is the one who gives: "Russia's commitment to training", "a pledge by France to send".
        """
        slots = {name: list(tokens) for name, tokens in candidate.slots.items()}
        for link in candidate.chain.links:
            above = self._arguments.slots(link.token, link.parts)
            inner = set(self._branch(link.token, candidate.token))
            for slot in ("subj", "poss", "adj", "by"):
                if not any(slots.get(s) for s in ("subj", "by", "poss", "adj")) and above.get(slot):
                    slots[slot] = [i for i in above[slot] if i not in inner]
            for slot in ("to", "for", "from", "with", "iobj", "in"):
                more = [i for i in above.get(slot, []) if i not in inner]
                if more and not slots.get(slot):
                    slots[slot] = more
        return slots

    def _branch(self, link: int, token: int) -> list[int]:
        """Return the tokens of the branch of ``link`` that leads down to ``token``."""
        current = token
        for above in self._parse.ancestors(token):
            if above.i == link:
                break
            current = above.i
        return [t.i for t in self._parse.subtree(current)]

    def _item_tokens(self, slots: Slots, core: CoreAct, candidate: Candidate) -> list[int]:
        """Return what fills the first slot for items that holds any, things before people.

        "Supplied the coast guard with boats": the coast guard, who could be sent too, receives.
        """
        for wanted in (self._is_thing, self._is_item):
            for slot in core.item:
                tokens = [i for i in slots.get(slot, []) if i != candidate.token and wanted(i, slot)]
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
        if quantity is None or quantity.unit == "%" or self._parties.parties(i):
            return False
        return slot in ("obj", "of", "subj") and token.pos in ("NOUN", "NUM", "PROPN", "SYM", "DET", "PRON")

    def _resolve(self, i: int, places: bool) -> tuple[Party, ...]:
        found = self._parties.parties(i)
        if found or not places:
            return found
        place = self._parties.place(i)
        if place is None or place.country is None:
            return ()
        return (Party(place.text, place.span, place.country, "GOV", place.text),)

    def _first(
        self,
        slots: Slots,
        names: tuple[str, ...],
        used: set[int],
        *,
        places: bool,
        not_these: tuple[Party, ...] = (),
    ) -> tuple[Party, ...]:
        """Return the parties in the first slot of ``names`` that holds any."""
        for name in names:
            found: list[Party] = []
            for i in slots.get(name, []):
                if i in used:
                    continue
                found += [p for p in self._resolve(i, places) if p not in not_these and p not in found]
            if found:
                return tuple(found)
        return ()

    def _all(self, slots: Slots, names: tuple[str, ...], used: set[int]) -> tuple[Party, ...]:
        found: list[Party] = []
        for name in names:
            for i in slots.get(name, []):
                if i not in used:
                    found += [p for p in self._resolve(i, False) if p not in found]
        return tuple(found)

    def _of_items(
        self, items: list[int], core: CoreAct, names: tuple[str, ...], not_these: tuple[Party, ...]
    ) -> tuple[Party, ...]:
        """Return the parties that the words for the items name ("Russian military equipment", "aid to Niger")."""
        if core.type not in ("AID", "COOPERATE", "RETREAT", "MOBILIZE"):
            return ()
        for i in (n for item in items for n in (item, self._nominals.substance(item))):
            own = self._arguments.slots(i)
            for slot in names:
                for j in own.get(slot, []):
                    found = tuple(p for p in self._parties.parties(j) if p not in not_these)
                    if found:
                        return found
            sender = self._sender(i) if "adj" in names else ()
            if sender:
                return sender
        return ()

    def _of_object(self, slots: Slots, actors: tuple[Party, ...]) -> tuple[Party, ...]:
        """Return whose act or thing the object is ("condemned the raid by the militia", "welcomed France's offer")."""
        for i in (j for slot in ("obj", "of", "for", "on", "to") for j in slots.get(slot, [])):
            own = self._arguments.slots(i)
            for slot in ("by", "subj", "poss", "adj", "of", "from"):
                for j in own.get(slot, []):
                    found = tuple(p for p in self._parties.parties(j) if not _is_one_of(p, actors))
                    if found:
                        return found
        return ()

    def _sender(self, i: int) -> tuple[Party, ...]:
        """Return who is told by a participle to have sent the thing ("the firefighters sent by France")."""
        for participle in self._parse.children(i, "acl", "amod"):
            for agent in self._parse.children(participle.i, "obl:agent"):
                if agent.rel == "obl:agent":
                    return self._parties.parties(agent.i)
        return ()


def _is_one_of(party: Party, others: tuple[Party, ...]) -> bool:
    """Say whether ``party`` is one of ``others`` in other words ("lui aussi")."""
    return any(party.name is not None and party.name == o.name for o in others)
