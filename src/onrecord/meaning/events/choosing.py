"""Choosing: who the parties of an act are, where the rules and the rest of the report leave more than one answer.

The rules (``roles``, ``understood``, ``facing``) read who stands in the clause and who is understood. They see little
of the report at a time; so this last step weighs the states and organisations that the report names as actors and as
recipients of each act, nobody and the rules' own answer among them. An answer scores the sum of the weights of its
traits (``data/choice.tsv``, learned by ``tools/learn_parties.py`` from ledgers of onrecord's own): a conditional logit
over answers (McFadden 1974). An act whose clause names both sides outright is left as it is.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Final

from onrecord.core.making import record
from onrecord.core.parse import Parse
from onrecord.core.records import Event, Party
from onrecord.core.tables import packaged_table
from onrecord.core.vocabulary import EventType
from onrecord.meaning.events.facing import countries
from onrecord.meaning.events.mentions import MentionMap
from onrecord.meaning.events.objects import are_powers_of_one
from onrecord.meaning.events.pairs import Exchanges, PairReader
from onrecord.meaning.events.parties import Parties
from onrecord.meaning.events.sensing import Sensed
from onrecord.meaning.events.traits import FAMILIES, Act, Codes, Told, TraitReader
from onrecord.meaning.grounds.weighing import Weighed, weightiest

ACTOR: Final = "actor"
RECIPIENT: Final = "recipient"
PAIR: Final = "pair"
_EITHER_WAY: frozenset[EventType] = frozenset({"CONSULT", "COOPERATE"})
_CANDIDATES = 7
_SHORTLIST = 5
_MOST_TOGETHER = 6
_COMPARED = 8
_LISTS = 4
_NOBODY: Codes = frozenset()
_BODIES = frozenset({"NGO", "IGO", "BUS"})
"""Sectors of bodies that act for themselves, of whatever state they are."""

_AT_HOME: frozenset[EventType] = frozenset({"REQUEST", "ACCUSE", "REJECT", "PROTEST", "SUPPORT"})

Weights = Mapping[str, float]


@record
class TypeWeights:
    """The weights of the traits of actors, recipients and pairs for events of one type."""

    actor: Weights
    recipient: Weights
    pair: Weights


@record
class Answer:
    """Actors and recipients that an act may have, with the traits that speak for and against them."""

    actors: Codes
    recipients: Codes
    traits: tuple[tuple[str, str], ...]


@cache
def weights_of(type_: EventType) -> TypeWeights:
    """Return the weights for events of ``type_``: those of all types, of its family and its own, added up.

    Raises LexiconError where the table is missing or malformed.
    """
    found: dict[str, dict[str, float]] = {ACTOR: {}, RECIPIENT: {}, PAIR: {}}
    for row in packaged_table("onrecord.meaning.events", "choice.tsv"):
        if row["where"] in ("*", FAMILIES[type_], type_):
            side = found[row["side"]]
            side[row["trait"]] = side.get(row["trait"], 0.0) + float(row["weight"])
    return TypeWeights(found[ACTOR], found[RECIPIENT], found[PAIR])


class PartyChooser:
    """Chooses the parties of the acts of one report."""

    def __init__(self, parse: Parse, parties: Parties, acts: Sequence[Act], sensed: Sensed | None = None) -> None:
        self._parse = parse
        self._parties = parties
        self._acts = acts
        self._mentions = MentionMap(parse, parties)
        self._traits = TraitReader(parse, parties, self._mentions, acts, sensed)
        self._sents = [parse.tokens[a.draft.candidate.token].sent for a in acts]
        self._exchanges = Exchanges.of(self._traits, acts, self._sents)

    def choose(self, n: int) -> Event:
        """Return the event of the act numbered ``n`` with the parties that score highest, and on what grounds."""
        act = self._acts[n]
        if is_plain(act):
            return act.event
        if is_inside(act):
            own = act.draft.event
            return replace(act.event, actors=own.actors, recipients=own.recipients)
        told, pairs = self._traits.candidates(n), self._pairs(n)
        actors, recipients = self._best(n, told, pairs)
        weights = weights_of(act.event.type)
        does, takes, both = weights.actor.get, weights.recipient.get, weights.pair.get
        grounds: list[Weighed] = [
            *[(ACTOR, t, does(t, 0.0)) for t in _side_traits(told, pairs, ACTOR, actors)],
            *[(RECIPIENT, t, takes(t, 0.0)) for t in _side_traits(told, pairs, RECIPIENT, recipients)],
            *[(PAIR, t, both(t, 0.0)) for t in pairs.pair(actors, recipients)],
        ]
        return replace(self._apply(n, actors, recipients), grounds=weightiest(grounds))

    def answers(self, n: int) -> list[Answer]:
        """Return all answers for the act numbered ``n`` with their traits, from which the weights are learned."""
        told = self._traits.candidates(n)
        pairs = self._pairs(n)
        ruled = self.ruled(n)
        does, takes = self._open(n, self._groups(n, told))
        return [
            Answer(
                actors,
                recipients,
                (
                    *((ACTOR, t) for t in _side_traits(told, pairs, ACTOR, actors)),
                    *((RECIPIENT, t) for t in _side_traits(told, pairs, RECIPIENT, recipients)),
                    *((PAIR, t) for t in pairs.pair(actors, recipients)),
                ),
            )
            for actors in does
            for recipients in takes
            if self._may_face(n, actors, recipients) or (actors, recipients) == ruled
        ]

    def ruled(self, n: int) -> tuple[Codes, Codes]:
        """Return the sides of the act numbered ``n`` as the rules alone read them."""
        return self._traits.ruled.actors[n], self._traits.ruled.recipients[n]

    def _pairs(self, n: int) -> PairReader:
        return PairReader(self._traits, self._mentions, self._exchanges, self._acts[n], n, self._sents[n])

    def _may_face(self, n: int, actors: Codes, recipients: Codes) -> bool:
        """Say whether the two may be the sides of the act numbered ``n``: several stand on one side alone or act
        together, and nobody helps himself or asks himself for help."""
        if actors and actors == recipients:
            event = self._acts[n].event
            return event.type != "AID" and event.mode != "assist"
        return min(len(actors), len(recipients)) < 2

    def _open(self, n: int, groups: Sequence[Codes]) -> tuple[list[Codes], list[Codes]]:
        """Return those of ``groups`` that may be actors, and those that may be recipients.

        Of several whom the rules read none is left out, since each was told of; where somebody unknown stands in the
        recipient's place ("called on allies"), or a body told by its name in either ("the Aurora Foundation promised"),
        nobody else is understood there.
        """
        actors, recipients = self.ruled(n)
        act = self._acts[n]
        does = [_NOBODY] if not actors and _holds_body(act.event.actors) else groups
        if act.draft.core.recipient[:1] == ("subj",):
            # "Its navy will get radars": whoever receives or buys hands over nothing
            own = countries([p for p in act.draft.event.recipients if p.basis != "understood"])
            does = [codes for codes in does if not codes or codes == actors or not codes <= own]
        filled = not recipients and (act.clue.filled or _holds_body(act.event.recipients))
        takes = [_NOBODY] if filled else groups
        if _lists(act.draft.event.actors):
            does = [actors]
        if _lists(act.draft.event.recipients):
            takes = [recipients]
        return _not_fewer(does, actors), _not_fewer(takes, recipients)

    def _groups(self, n: int, told: Told) -> list[Codes]:
        """Return the sets of codes that may be a side of the act: nobody, each one alone, those that the rules, the
        acts around or alike, the lists nearest or the encoder hold together."""
        singles = sorted(told, key=lambda code: (-len(told[code]), code))[:_CANDIDATES]
        found: dict[Codes, None] = dict.fromkeys((_NOBODY, *(frozenset((code,)) for code in singles)))
        for sides in (self._traits.told, self._traits.ruled):
            found.update(dict.fromkeys((sides.actors[n], sides.recipients[n])))
        for m in (n - 1, n + 1):
            if 0 <= m < len(self._acts):
                ruled = (self._traits.ruled.actors[m], self._traits.ruled.recipients[m])
                joined = (*ruled, ruled[0] | ruled[1])
                found.update(dict.fromkeys(codes for codes in joined if 1 < len(codes) <= _MOST_TOGETHER))
        together = (*self._exchanges.sides_alike(self._acts[n].event.type), *self._lists_near(n))
        found.update(dict.fromkeys(codes for codes in together if 1 < len(codes) <= _MOST_TOGETHER))
        heard = (self._traits.heard_together(n, name) for name in (ACTOR, RECIPIENT))
        found.update(dict.fromkeys(codes for codes in heard if 1 < len(codes) <= _MOST_TOGETHER))
        return list(found)

    def _lists_near(self, n: int) -> list[Codes]:
        """Return the codes of the lists whose sentences are nearest to the act numbered ``n``."""
        lists, sent = self._mentions.lists, self._sents[n]
        return sorted(lists, key=lambda codes: (min(abs(s - sent) for s in lists[codes]), sorted(codes)))[:_LISTS]

    def _best(self, n: int, told: Told, pairs: PairReader) -> tuple[Codes, Codes]:
        """Return the highest scoring answer among those whose two sides score highest by themselves."""
        weights = weights_of(self._acts[n].event.type)
        ruled = self.ruled(n)
        doers, takers = self._open(n, self._groups(n, told))
        does = _ranked(doers, told, pairs, ACTOR, weights.actor)
        takes = _ranked(takers, told, pairs, RECIPIENT, weights.recipient)
        both = [
            (one + other, actors, recipients)
            for one, actors in does[:_SHORTLIST]
            for other, recipients in takes[:_SHORTLIST]
            if self._may_face(n, actors, recipients)
        ]
        both.sort(key=lambda each: -each[0])
        del both[_COMPARED:]
        if not any((actors, recipients) == ruled for _, actors, recipients in both):
            own = next(score for score, codes in does if codes == ruled[0])
            both.append((own + next(score for score, codes in takes if codes == ruled[1]), *ruled))
        value = weights.pair.get
        scored = [
            (score + sum([value(t, 0.0) for t in pairs.pair(actors, recipients)]), actors, recipients)
            for score, actors, recipients in both
        ]
        return max(scored, key=lambda each: each[0])[1:]

    def _apply(self, n: int, actors: Codes, recipients: Codes) -> Event:
        """Return the event of the act numbered ``n`` with the parties that stand for the codes chosen."""
        event = self._acts[n].event
        if (actors, recipients) == self.ruled(n):
            return event
        if event.type in _EITHER_WAY:
            held = countries((*event.actors, *event.recipients))
            if actors | recipients == held:
                return event
            if event.type == "CONSULT" and event.mode != "visit":
                actors, recipients = actors | recipients, _NOBODY
        return replace(
            event,
            actors=self._named(n, actors, event.actors) if actors else _unknown(event.actors),
            recipients=self._named(n, recipients, event.recipients) if recipients else _unknown(event.recipients),
        )

    def _named(self, n: int, codes: Codes, side: tuple[Party, ...]) -> tuple[Party, ...]:
        """Return parties for ``codes``: those of the act itself, else of the acts around, else as last named. Whoever
        was not read as of this ``side`` is understood to be on it."""
        found = self._nearest(n, codes)
        return tuple(p if p in side else replace(p, basis="understood") for p in found)

    def _nearest(self, n: int, codes: Codes) -> tuple[Party, ...]:
        own = self._acts[n]
        for event in (own.draft.event, own.event):
            for parties in (event.actors, event.recipients):
                if countries(parties) == codes:
                    return parties
        return tuple(party for code in sorted(codes) if (party := self._party(n, code)) is not None)

    def _party(self, n: int, code: str) -> Party | None:
        """Return the party of one code in the nearest words that name it."""
        event = self._acts[n].event
        known = next((p for p in (*event.actors, *event.recipients) if p.country == code), None)
        if known is not None:
            return known
        for i in self._mentions.nearest(code, self._acts[n].draft.candidate.token):
            for party in self._parties.parties(i):
                if party.country == code:
                    return replace(party, basis="understood")
            place = self._parties.place(i)
            if place is not None and place.country == code:
                return Party(place.text, place.span, code, "GOV", place.text, basis="understood")
        return None


def is_plain(act: Act) -> bool:
    """Say whether the clause of an act names both its sides outright, so that nothing is left to choose."""
    told = act.draft.event
    return all(
        bool(countries(side)) and all(p.basis == "explicit" for p in side if p.country)
        for side in (told.actors, told.recipients)
    )


def is_inside(act: Act) -> bool:
    """Say whether the clause of an act names two powers of one state by their offices."""
    told = act.draft.event
    return told.type in _AT_HOME and are_powers_of_one(told.actors, told.recipients)


def _lists(parties: Sequence[Party]) -> bool:
    """Say whether a clause names several states as one side: whoever is not in the list is not meant."""
    return len(countries([p for p in parties if p.basis != "understood"])) > 1


def _holds_body(parties: Sequence[Party]) -> bool:
    """Say whether a body of no known country is told by its own name among ``parties``."""
    return any(
        p.country is None
        and p.basis == "explicit"
        and p.sector in _BODIES
        and p.name is not None
        and not p.name.islower()
        for p in parties
    )


def _unknown(parties: Sequence[Party]) -> tuple[Party, ...]:
    """Return those of ``parties`` whose country is not known: where no state is chosen their words still stand."""
    return tuple(p for p in parties if p.country is None)


def _not_fewer(groups: Sequence[Codes], ruled: Codes) -> list[Codes]:
    return [codes for codes in groups if not codes or not codes < ruled]


def _ranked(
    groups: Sequence[Codes], told: Told, pairs: PairReader, side: str, own: Weights
) -> list[tuple[float, Codes]]:
    """Return the ``groups`` as one side by what their own traits weigh, the highest first."""
    value = own.get
    alone = {code: sum([value(t, 0.0) for t in traits]) for code, traits in told.items()}
    scored = []
    for group in groups:
        score = sum([value(t, 0.0) for t in pairs.side(side, group)])
        for code in sorted(group):
            score += alone.get(code, 0.0)
        scored.append((score, group))
    scored.sort(key=lambda each: -each[0])
    return scored


def _side_traits(told: Told, pairs: PairReader, side: str, codes: Codes) -> list[str]:
    """Return the traits of a whole side: of each code in it, and of the set."""
    return [*(t for code in sorted(codes) for t in told.get(code, ())), *pairs.side(side, codes)]
