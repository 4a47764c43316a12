"""Objects: whose act or thing the object of an act is."""

from dataclasses import replace
from typing import Final

from onrecord.core.parse import Parse
from onrecord.core.records import Party
from onrecord.language.tense import closed_class
from onrecord.meaning.events.arguments import ArgumentReader, Slots
from onrecord.meaning.events.parties import Parties

_CHECKING: Final = frozenset({"LEG", "OPP", "PTY"})
"""Sectors of those who hold a government to account."""


class ObjectReader:
    """Reads out of the words of an object who stands behind it."""

    def __init__(self, parse: Parse, parties: Parties, arguments: ArgumentReader) -> None:
        self._parse = parse
        self._parties = parties
        self._arguments = arguments

    def owners(self, slots: Slots, actors: tuple[Party, ...]) -> tuple[Party, ...]:
        """Return whose act or thing the object is ("condemned the raid by the militia", "welcomed France's offer")."""
        for i in (j for slot in ("obj", "of", "for", "on", "to") for j in slots.get(slot, [])):
            if self._parties.is_somebody(i) and not is_known(self._parties.parties(i)):
                # "suspended X's neighbour": whose somebody unknown is, is not done to
                continue
            own = self._arguments.slots(i)
            for slot in ("by", "subj", "poss", "adj", "of", "from"):
                for j in own.get(slot, []):
                    found = tuple(p for p in self._parties.parties(j) if not is_one_of(p, actors))
                    inner = () if is_known(found) else self._arguments.slots(j).get("adj", ())
                    found = tuple(p for k in inner for p in self._parties.parties(k)) or found
                    if is_known(found):
                        return found
            bound = self._bound(i, codes(actors))
            if bound:
                return bound
        return ()

    def helped(self, act: int, things: list[int], actors: tuple[Party, ...]) -> tuple[Party, ...]:
        """Return who is named in the purpose of giving ("sent 40 trucks to help Chad cope", "a fourni du riz pour
        soutenir les sinistrés du Togo"): parties before places, but those of the giver."""
        own = codes(actors)
        clauses = (c for i in (act, *things) for c in self._parse.children(i, "advcl", "acl", "xcomp"))
        for clause in clauses:
            marks = self._parse.children(clause.i, "mark", "case")
            if clause.pos != "VERB" or clause.feats.get("VerbForm") != "Inf" or not marks or clause.i < act:
                continue
            inside = [t for t in self._parse.subtree(clause.i) if t.pos in ("PROPN", "NOUN", "ADJ")]
            named = (p for t in inside for p in self._parties.parties(t.i))
            found = next((p for p in named if p.country and not codes((p,)) & own), None)
            if found is not None:
                return (found,)
            places = (self._parties.place(t.i) for t in inside)
            place = next((p for p in places if p is not None and p.country and p.country not in own), None)
            if place is not None:
                return (Party(place.text, place.span, place.country, "GOV", place.text),)
        return ()

    def named_before(self, things: list[int], actors: tuple[Party, ...]) -> tuple[Party, ...]:
        """Return the state whose name the parser took into the thing that it is given ("promised Laos patrol boats"):
        what is of a state has its adjective, or letters ("US helicopters")."""
        for i in things:
            for name in self._parse.children(i, "compound"):
                if name.pos == "PROPN" and not name.text.isupper() and self._parse.tokens[i].pos == "NOUN":
                    found = tuple(p for p in self._parties.parties(name.i) if not is_one_of(p, actors))
                    if is_known(found):
                        return found
        return ()

    def _bound(self, i: int, own: frozenset[str]) -> tuple[Party, ...]:
        """Return whom a clause on the pact at token ``i`` says that it binds, but those of ``own`` ("the accord that
        links the two countries")."""
        words = closed_class(self._parse.language, "binding")
        clauses = (c for c in self._parse.children(i, "acl") if c.lemma.lower() in words)
        told = (t for c in clauses for t in self._parse.children(c.i, "obj", "obl", "nsubj"))
        parties = (p for t in told if t.i != i for p in self._parties.parties(t.i))
        rest = ((p, "+".join(c for c in (p.country or "").split("+") if c not in own)) for p in parties)
        return tuple(replace(p, country=code) for p, code in rest if code)


def are_powers_of_one(actors: tuple[Party, ...], recipients: tuple[Party, ...]) -> bool:
    """Say whether two powers of one state face each other by their offices: its parliament or opposition "the
    government", which is its own, or the government its parliament."""
    if len(codes(actors)) != 1 or codes(actors) != codes(recipients) or any(p.basis == "explicit" for p in recipients):
        return False
    doers, takers = ({p.sector for p in side if p.country} for side in (actors, recipients))
    return (doers <= _CHECKING and takers <= {"GOV"}) or (doers <= {"GOV"} and takers <= {"LEG"})


def codes(parties: tuple[Party, ...]) -> frozenset[str]:
    """Return the country codes of ``parties``, joined ones taken apart."""
    return frozenset(code for p in parties if p.country for code in p.country.split("+"))


def is_known(parties: tuple[Party, ...]) -> bool:
    """Say whether any of ``parties`` is known to belong to a state or organisation."""
    return any(p.country for p in parties)


def is_one_of(party: Party, others: tuple[Party, ...]) -> bool:
    """Say whether ``party`` is one of ``others`` in other words ("lui aussi")."""
    return any(party.name is not None and party.name == o.name for o in others)
