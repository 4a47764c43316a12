"""Roles: which arguments are actors, recipients and items of an act.

Each core act names the slots where its roles stand (``data/acts.tsv``); what fills a slot decides: a thing is an item,
a party an actor or recipient, whatever the verb ("supply Ukraine with arms", "supply arms to Ukraine").
"""

from dataclasses import replace

from onrecord.core.making import record
from onrecord.core.parse import Parse
from onrecord.core.records import Item, Party
from onrecord.language.tense import closed_class
from onrecord.meaning.events.arguments import ArgumentReader, Slots
from onrecord.meaning.events.candidates import Candidate
from onrecord.meaning.events.lexicon import CoreAct
from onrecord.meaning.events.nominals import NominalReader
from onrecord.meaning.events.objects import ObjectReader, are_powers_of_one, codes, is_known, is_one_of
from onrecord.meaning.events.parties import Parties
from onrecord.meaning.events.slotting import SlotReader
from onrecord.meaning.events.things import ThingReader

MUTUAL = frozenset({"meet", "agree", "sign", "cooperate"})
"""Acts in which all who take part are actors."""

_PLACE_ACTS = frozenset(
    {
        "visit",
        "expected",
        "move",
        "depart",
        "arrive",
        "retreat",
        "build",
        "repair",
        "mobilise",
        "transfer",
        "train",
        "assist",
        "attack",
    }
)
_OUTWARD_ACTS = frozenset(
    {"transfer", "train", "assist", "fund", "sell", "arrive", "attack", "accuse", "sanction", "ask"}
)
_TOWARDS = frozenset(
    {"ask", "praise", "accuse", "reject", "threaten", "protest", "sanction", "end", "attack", "coerce"}
)
_FIGHTS = frozenset({"attack", "coerce"})
_SPOKEN = frozenset({"ask", "accuse", "protest", "reject", "praise"})
_GIVER_SLOTS = ("from", "adj", "poss", "of")


@record
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
        self._slots = SlotReader(parse, parties, arguments)
        self._read: dict[int, Slots] = {}
        self._objects = ObjectReader(parse, parties, arguments)
        self._things = ThingReader(parse, nominals, arguments, parties)

    def slots(self, candidate: Candidate) -> Slots:
        """Return the slots of ``candidate``, those of its operators and support verbs counted in."""
        if candidate.token not in self._read:
            self._read[candidate.token] = self._slots.of(candidate)
        return self._read[candidate.token]

    def fill(self, candidate: Candidate, core: CoreAct) -> Roles:
        """Return the roles of ``candidate`` as the core act ``core``."""
        slots = self.slots(candidate)
        item_tokens = self._things.tokens(slots, core, candidate)
        items = self._things.items(item_tokens, slots)
        # Who is let go is done to, though people whose work it is are things that others send ("freed two pilots")
        held = (p for i in item_tokens for p in self._parties.parties(i)) if candidate.sense.mode == "release" else ()
        frees = any(p.country and p.basis == "explicit" for p in held)
        used = set() if frees else set(item_tokens)
        if core.act in MUTUAL:
            actors = self._all(slots, core.actor + core.recipient, used, candidate)
            if len(codes(actors)) == 1 and slots.keys() & {"with", "between", "and", "to"}:
                # "Following talks with the minister, the envoy left": who takes part is the subject of the clause
                subject = self._arguments.subject(self._slots.clause_of(candidate.chain.top))
                more = self._parties.parties(subject) if subject is not None else ()
                actors = (*(p for p in more if not is_one_of(p, actors)), *actors)
            return Roles(actors, (), items, tuple(item_tokens))
        places = core.act in _PLACE_ACTS
        recipients = self._receivers(slots, core, used, candidate.token)
        actors = self._first(slots, core.actor, used, places=False, not_these=recipients)
        actors = (*actors, *(p for p in self._slots.beside(slots, candidate) if actors and not is_one_of(p, actors)))
        # « L'équipe du Pérou a refusé »: whose the doer is says nothing of whom he faces
        recipients = tuple(p for p in recipients if p not in actors and not any(a.span.covers(p.span) for a in actors))
        if not actors and core.act != "reject" and not frees:
            actors = self._of_items(item_tokens, core, _GIVER_SLOTS, recipients)
        if not is_known(actors) and core.act != "reject":
            names = core.actor if core.actor[0] == "from" else tuple(s for s in core.actor if s != "from")
            actors = tuple(p for p in self._nested(slots, names, used, False) if p not in recipients) or actors
        recipients = self._not_own(self._not_self(recipients, actors), actors, core)
        recipients = tuple(p for p in recipients if not is_one_of(p, actors))
        own = codes(actors)
        if len(own) > 1 and core.act not in _FIGHTS and codes(recipients) and codes(recipients) < own:
            # "Riyad et Téhéran rouvriront leurs ambassades": what is their own is no other side
            recipients = ()
        if are_powers_of_one(actors, recipients) and core.act in _SPOKEN:
            return Roles(actors, recipients, items, tuple(item_tokens))
        if core.act in _OUTWARD_ACTS and own and codes(recipients) and codes(recipients) <= own:
            # Whoever is given to is not the giver's own side: "are training soldiers in Peru"
            others = self._first(slots, core.recipient, used, places=places, not_of=own)
            recipients = others or self._nested(slots, core.recipient, used, places, own)
        if not is_known(recipients):
            others = self._elsewhere(slots, core, candidate, actors, item_tokens)
            outward = core.act in _OUTWARD_ACTS - _FIGHTS
            recipients = tuple(p for p in others if not (outward and codes((p,)) & own)) or recipients
        return Roles(actors, recipients, items, tuple(item_tokens))

    def _not_self(self, recipients: tuple[Party, ...], actors: tuple[Party, ...]) -> tuple[Party, ...]:
        """Let a pronoun that was read as the actor himself stand for the one named last beside him ("Il lui a
        proposé"): only a reflexive pronoun refers to the subject of its clause."""
        if len(recipients) != 1 or not is_one_of(recipients[0], actors):
            return recipients
        inside = self._parse.tokens_in(recipients[0].span)
        if len(inside) != 1 or inside[0].pos != "PRON" or inside[0].feats.get("Reflex") == "Yes":
            return recipients
        pronoun, own = inside[0], codes(actors)
        for i in range(pronoun.i - 1, -1, -1):
            token = self._parse.tokens[i]
            if token.sent < pronoun.sent - 1:
                break
            found = self._parties.parties(i) if token.pos in ("PROPN", "NOUN") else ()
            if len(found) == 1 and codes(found) and not codes(found) & own:
                return (replace(found[0], text=pronoun.text, span=pronoun.span),)
        return recipients

    def _not_own(self, recipients: tuple[Party, ...], actors: tuple[Party, ...], core: CoreAct) -> tuple[Party, ...]:
        """Return no one for a thing or people that a possessive pronoun alone makes the doer's own: what is seized or
        attacked is another's ("seized two Chilean boats and detained their crew")."""
        if core.act not in _FIGHTS or not codes(recipients) or not codes(recipients) <= codes(actors):
            return recipients
        heads = (self._parse.head_of(p.span) for p in recipients)
        owned = (t is not None and any(c.pos == "PRON" for c in self._parse.children(t.i, "nmod")) for t in heads)
        return () if all(owned) else recipients

    def _receivers(self, slots: Slots, core: CoreAct, used: set[int], act: int) -> tuple[Party, ...]:
        """Return who is done to or given to: parties before the places where it is done ("training for Omani pilots in
        France")."""
        weak: tuple[Party, ...] = ()
        things = [i for i in slots.get("obj", []) if i in used]
        if things and len(slots["obj"]) > len(things):
            # "gave Kenya trucks", "the trucks that it gave Kenya", but not "sent trucks, Kenya boats": who is given to
            # comes before the thing
            before = min(things) if min(things) > act else max(things) if max(things) > act else len(self._parse.tokens)
            slots = {**slots, "obj": [i for i in slots["obj"] if i in used or i < before]}
        parties_only = tuple(s for s in core.recipient if s not in ("in", "at"))
        for names, places in ((parties_only, False), (core.recipient, False), (core.recipient, True)):
            if places and core.act not in _PLACE_ACTS:
                break
            found = self._first(slots, names, used, places=places)
            if not is_known(found):
                found = self._nested(slots, names, used, places) or found
            if is_known(found):
                return found
            weak = weak or found
        return weak

    def _elsewhere(
        self, slots: Slots, core: CoreAct, candidate: Candidate, actors: tuple[Party, ...], items: list[int]
    ) -> tuple[Party, ...]:
        """Return recipients that stand in no slot of their own: possessors, objects' owners, those who accept."""
        found: tuple[Party, ...] = ()
        if core.act in ("transfer", "arrive", "train", "receive"):
            found = self._first(slots, ("poss",), set(items), places=False, not_these=actors)
            # "give the Philippine navy radars" may be read as one noun phrase
            found = found or self._first(slots, ("adj",), set(items), places=False, not_these=actors)
            found = found or self._of_items(items, core, ("comp",), actors) or self._objects.named_before(items, actors)
            if actors:
                # "Mali's wheat from Russia has arrived": the owner of what another gives receives it
                found = found or self._of_items(items, core, ("poss",), actors)
            for link in candidate.chain.links:
                subject = self._arguments.subject(link.token)
                if not found and subject is not None:
                    found = tuple(p for p in self._parties.parties(subject) if not is_one_of(p, actors))
        if not found and core.type == "AID" and core.act not in ("receive", "cut"):
            found = self._objects.helped(candidate.token, items, actors)
        if not found and core.act == "ask":
            # "demanded that Chad pay": who is to act is asked
            asked = (self._parse.child(c.i, "nsubj") for c in self._parse.children(candidate.token, "ccomp"))
            found = tuple(p for t in asked if t is not None and t.rel == "nsubj" for p in self._parties.parties(t.i))
        if not found and core.act in _TOWARDS:
            found = self._objects.owners(slots, actors)
        if not found and core.act == "reject":
            # "The hospital offered by Serbia was declined"
            found = self._of_items(items, core, _GIVER_SLOTS, actors)
        return tuple(p for p in found if not is_one_of(p, actors))

    def _resolve(self, i: int, places: bool) -> tuple[Party, ...]:
        if self._parse.tokens[i].lemma.lower() in closed_class(self._parse.language, "adverbial"):
            # "au cours de", "in the course of" are no party, whoever is named behind them
            return ()
        found = self._parties.parties(i)
        if not found and self._nominals.quantity(i) is not None:
            # "thousands of Kenyans": who is counted
            counted = self._parse.child(i, "nmod")
            found = self._parties.parties(counted.i) if counted is not None else ()
        owner = self._arguments.owner_of_subject(i) if not found else None
        if owner is not None:
            found = self._parties.parties(owner)
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
        not_of: frozenset[str] = frozenset(),
    ) -> tuple[Party, ...]:
        """Return the parties in the first slot of ``names`` that holds any whose country is known, else any."""
        weak: tuple[Party, ...] = ()
        for name in names:
            found: list[Party] = []
            for i in slots.get(name, []):
                if i in used:
                    continue
                resolved = (p for p in self._resolve(i, places) if not (codes((p,)) and codes((p,)) <= not_of))
                found += [p for p in resolved if p not in not_these and p not in found]
            if is_known(tuple(found)):
                return tuple(found)
            weak = weak or tuple(found)
        return weak

    def _nested(
        self,
        slots: Slots,
        names: tuple[str, ...],
        used: set[int],
        places: bool,
        not_of: frozenset[str] = frozenset(),
    ) -> tuple[Party, ...]:
        """Return the parties of a prepositional phrase that the parser hung on another argument.

        "Withdraw its soldiers from Niger", "lend 50 million euros to Haiti", "moved troops to the border with Chad":
        the phrase may hang on the verb or on the noun before it; either way it fills the role.
        """
        wanted = set(names) - {"subj", "obj", "iobj", "poss", "adj", "comp", "of"}
        # "Les soldats de la force": whose something is says nothing of who acts
        barred = {"of"} if "by" in wanted and "from" not in wanted else set()
        heads = [i for slot in ("obj", "subj", "to", "on", "at", "in", "of", "bare") for i in slots.get(slot, [])]
        for head in heads:
            # "La Transnistrie, privée de gaz russe, a refusé": what is told of the subject beside fills no role
            aside = self._parse.children(head, "acl", "appos") if head in slots.get("subj", ()) else []
            passed = {t.i for top in aside for t in self._parse.subtree(top.i)}
            for token in self._parse.subtree(head):
                relation = token.rel.partition(":")[0]
                if token.i in passed or token.i == head or token.i in used or relation not in ("nmod", "obl"):
                    continue
                kinds = self._arguments.kinds(self._parse.children(token.i, "case"))
                if kinds & wanted and not kinds & barred:
                    found = self._resolve(token.i, places)
                    if is_known(found) and not codes(found) <= not_of:
                        return found
        return ()

    def _all(self, slots: Slots, names: tuple[str, ...], used: set[int], candidate: Candidate) -> tuple[Party, ...]:
        """Return all who take part: a town or state that a word for both "to" and "in" stands before only where no two
        others do (« se sont rencontrés à Rome »), but of calls."""
        phones = candidate.sense.mode == "phone"
        found: list[Party] = []
        places: list[Party] = []
        for name in names:
            for i in (i for i in slots.get(name, []) if i not in used):
                is_place = name == "to" and not phones and self._parties.is_place(i)
                side = places if is_place else found
                side += [p for p in self._resolve(i, False) if p not in side]
                for t in self._parse.children(i, "nmod") if is_place else ():
                    # « à Rome avec son homologue »
                    if "with" in self._arguments.kinds(self._parse.children(t.i, "case")):
                        found += [p for p in self._resolve(t.i, False) if p not in found]
        return tuple(found if len(codes(tuple(found))) > 1 else found + places)

    def _of_items(
        self, items: list[int], core: CoreAct, names: tuple[str, ...], not_these: tuple[Party, ...]
    ) -> tuple[Party, ...]:
        """Return the parties that the words for the items name ("Russian military equipment", "aid to Niger")."""
        if core.type not in ("AID", "COOPERATE", "RETREAT", "MOBILIZE"):
            return ()
        for i in (n for item in items for n in self._described_by(item)):
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

    def _described_by(self, item: int) -> list[int]:
        """Return the nouns whose words may say whose an item is: "euros", "loans" in "20m euros in Chilean loans"."""
        found = [item, self._nominals.substance(item)]
        inner = (t.i for t in self._parse.children(item, "nmod") if self._nominals.is_material(t.i))
        return [*dict.fromkeys((*found, *inner))]

    def _sender(self, i: int) -> tuple[Party, ...]:
        """Return who is told by a participle to have sent the thing ("the firefighters sent by France")."""
        for participle in self._parse.children(i, "acl", "amod"):
            for agent in self._parse.children(participle.i, "obl:agent"):
                if agent.rel == "obl:agent":
                    return self._parties.parties(agent.i)
        return ()
