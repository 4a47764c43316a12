"""Resolving: for every mention of a report the entity that it is taken for, known already or new.

States, offices, public bodies and organisations with a code of their own are known by what they are; people and other
organisations by their names and what speaks for them (``matching``). Candidates are found by keys, so that the cost
of a mention does not grow with the number of entities.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Final, Protocol

from onrecord.core.edtf import bounds
from onrecord.core.entities import Decision, Office, Profile, Resolved
from onrecord.core.ids import make_id
from onrecord.core.records import Entity
from onrecord.language.lexicons import languages
from onrecord.meaning.entities.across.keys import fixed_id, keys_of, sought_by
from onrecord.meaning.entities.across.matching import judge
from onrecord.meaning.entities.across.offices import office_of
from onrecord.meaning.entities.across.sounds import name_words
from onrecord.meaning.entities.world import state_name

MOST_COMPARED: Final = 24
"""With how many known entities a mention or record is compared at most: those that share the rarest keys with it."""
COMPARED: Final = "compared"
"""The property of a record that says so where there were more."""

MOST_UNDER_KEY: Final = 48
"""How many of those kept under one key are looked at."""

_MOST_NAMES = 48
_MOST_COMPANY = 12
_MOST_OFFICES = 48


class Registry(Protocol):
    """What resolving asks of those known so far."""

    def under(self, keys: Iterable[str], most: int) -> Mapping[str, Sequence[str]]:
        """Return for each of ``keys`` the ids of the entities found by it, at most ``most``."""
        ...

    def load(self, ids: Iterable[str]) -> Iterable[Profile]:
        """Return the entities with these ids."""
        ...

    def profiles(self, nodes: Iterable[str]) -> Mapping[str, Profile]:
        """Return for each of these mentions or records that is known the profile of the entity that it is taken for."""
        ...

    def ruled_out(self, nodes: Iterable[str]) -> Mapping[str, frozenset[str]]:
        """Return for each of these the entities that a standing negative decision keeps it apart from."""
        ...


@dataclass(slots=True)
class _Batch:
    """The profiles that one batch has to do with: those read from the registry and those that it made or changed."""

    registry: Registry
    known: dict[str, Profile] = field(default_factory=dict)
    found: defaultdict[str, dict[str, None]] = field(default_factory=lambda: defaultdict(dict))

    def load(self, keysets: Iterable[Sequence[str]], ids: Iterable[str] = ()) -> None:
        """Read what the registry has under each set of keys, the entities that most of them lead to alone, and those
        with these ``ids``."""
        wanted = [keys for keys in keysets if keys]
        missing = dict.fromkeys(key for keys in wanted for key in keys)
        for key, profiles in self.registry.under(missing, MOST_UNDER_KEY).items():
            self.found[key].update(dict.fromkeys(profiles))
        likely = dict.fromkeys((*ids, *(id for keys in wanted for id in self._ranked(keys))))
        self.known |= {p.id: p for p in self.registry.load(likely)}

    def candidates(self, keys: Iterable[str]) -> list[Profile]:
        """Return the profiles under ``keys``, those under many and rare ones first."""
        return [self.known[profile] for profile in self._ranked(keys) if profile in self.known]

    def sharing(self, keys: Iterable[str]) -> int:
        """Return how many profiles are under ``keys``, as far as they were read."""
        return len({profile for key in keys for profile in self.found[key]})

    def _ranked(self, keys: Iterable[str]) -> list[str]:
        """Return the profiles to compare with: each key counts the less the more are under it."""
        weights: dict[str, float] = {}
        for key in keys:
            share = 1 / max(len(self.found[key]), 1)
            for profile in self.found[key]:
                weights[profile] = weights.get(profile, 0.0) + share
        return sorted(weights, key=lambda p: (-round(weights[p], 9), p))[:MOST_COMPARED]

    def keep(self, profile: Profile, keys: Iterable[str]) -> None:
        """Note a new or grown profile."""
        self.known[profile.id] = profile
        for key in keys:
            self.found[key][profile.id] = None


def node_id(report: str, entity: str) -> str:
    """Return the id of one report's mention of an entity."""
    return make_id("who", report, entity)


def mentions_of(report: str, published: str | None, entities: Iterable[Entity]) -> Iterator[tuple[Entity, Profile]]:
    """Yield the entities of the report with this id, ``published`` then (EDTF), that can be known again, each as a
    profile of what this report says of it. A country that no words tie an entity to is no more than its company."""
    first, last = bounds(published) or (None, None)
    kept = [(entity, _codes(entity.country)) for entity in entities]
    told = tuple(dict.fromkeys([c for _, codes in kept for c in codes]))[:_MOST_COMPANY]
    for entity, codes in kept:
        countries = codes if entity.basis != "understood" else ()
        role = office_of(entity.role) if entity.role else None
        offices = (Office(role, countries[0] if countries else None, first, last),) if role else ()
        company = tuple([c for c in told if c not in countries])
        yield entity, Profile(
            node_id(report, entity.id), entity.schema, entity.name, (entity.name,), countries, offices, company, first,
            last,
        )  # fmt: skip


def resolve(mentions: Sequence[tuple[str, Entity, Profile]], registry: Registry) -> Iterator[Resolved]:
    """Yield for each mention (report id, entity, profile) the entity that it is taken for, in order.

    Mentions that nothing tells apart (groups of people, bodies without a country) are left out.
    """
    batch = _Batch(registry)
    fixed = {profile.id: what for _, _, profile in mentions if (what := fixed_id(profile)) is not None}
    keyed = {p.id: keys_of(p) for _, _, p in mentions if p.id not in fixed}
    sought = {p.id: sought_by(p) for _, _, p in mentions if keyed.get(p.id)}
    held = registry.profiles(keyed)
    barred = registry.ruled_out(keyed)
    batch.load(sought.values(), fixed.values())
    for profile in held.values():
        batch.known.setdefault(profile.id, profile)
    for report, entity, mention in mentions:
        what, keys = fixed.get(mention.id), keyed.get(mention.id)
        if what is not None:
            grown = batch.known[what] = _grown(batch.known.get(what), _usual(mention), what)
            yield Resolved(what, grown, (), report, entity.id)
        elif keys:
            known = (held.get(mention.id), barred.get(mention.id, frozenset()))
            yield _taken(batch, mention, (keys, sought[mention.id]), known, (report, entity.id))


def resolve_records(records: Sequence[Profile], registry: Registry, taken: dict[str, str]) -> list[Resolved]:
    """Return for each of the records of one file, in order, the entity that it is taken for.

    Records of one file are different ones by their ids: they are not compared among themselves, and of two that would
    join one known entity the later is left to a person. ``taken`` says by entity which record of the file joined it; it
    is kept from one part of the file to the next. A record that more share keys with than can be compared says so in
    its property ``compared``.
    """
    ids = [record.id for record in records]
    held, barred = registry.profiles(ids), registry.ruled_out(ids)
    keyed = {record.id: (keys_of(record), sought_by(record)) for record in records}
    batch = _Batch(registry)
    batch.load([sought for id, (_, sought) in keyed.items() if id not in held])
    taken |= {profile.id: id for id, profile in held.items() if profile.id != id}
    found: dict[str, Resolved] = {}
    resolved = []
    for record in records:
        keys = keyed[record.id]
        # A record may stand in the file twice
        known = found[record.id].profile if record.id in found else held.get(record.id)
        if known is not None:
            profile = batch.known.get(known.id, known)
            one = Resolved(record.id, _grown(profile, record, profile.id), keys[0], said=record)
        else:
            one = _taken_in(batch, record, keys, barred.get(record.id, frozenset()), taken)
        if one.profile.id != record.id:
            batch.known[one.profile.id] = one.profile
        found[record.id] = one
        resolved.append(one)
    return resolved


def _taken_in(
    batch: _Batch,
    record: Profile,
    keys: tuple[tuple[str, ...], tuple[str, ...]],
    barred: frozenset[str],
    taken: dict[str, str],
) -> Resolved:
    """Return whom a record that is new is taken for; ``keys`` are those that it is kept and sought by."""
    kept, sought = keys
    near = [c for c in batch.candidates(sought) if c.id in taken or c.source != record.source]
    decisions, chosen = _decided(record, near, barred)
    if (many := batch.sharing(sought)) > MOST_COMPARED:
        words = f"{len(near)} of {many} or more that share a key, those with the rarest first"
        record = replace(record, properties=(*record.properties, (COMPARED, (words,))))
    if chosen is not None and chosen.id in taken:
        said = f"{taken[chosen.id]} of the same file was taken for it"
        decisions, chosen = tuple(replace(d, judgement="unsure", why=said) for d in decisions), None
    if chosen is None:
        return Resolved(record.id, record, kept, decisions=decisions, said=record)
    taken[chosen.id] = record.id
    return Resolved(record.id, _grown(chosen, record, chosen.id), kept, decisions=decisions, said=record)


def _taken(
    batch: _Batch,
    mention: Profile,
    keys: tuple[tuple[str, ...], tuple[str, ...]],
    known: tuple[Profile | None, frozenset[str]],
    place: tuple[str, str],
) -> Resolved:
    """Return who ``mention`` is taken for; ``keys`` are those that it is kept and sought by, ``known`` whom it was
    taken for before, and whom it is not."""
    (kept, sought), (held, barred) = keys, known
    if held is not None:
        grown = _grown(batch.known.get(held.id, held), mention, held.id)
        batch.keep(grown, kept)
        return Resolved(mention.id, grown, kept, *place, said=mention)
    decisions, chosen = _decided(mention, batch.candidates(sought), barred)
    grown = mention if chosen is None else _grown(chosen, mention, chosen.id)
    batch.keep(grown, kept)
    return Resolved(mention.id, grown, kept, *place, decisions=decisions, said=mention)


def _decided(
    mention: Profile, candidates: Iterable[Profile], barred: frozenset[str]
) -> tuple[tuple[Decision, ...], Profile | None]:
    """Return the decisions on ``mention`` and the one of ``candidates`` that it is taken for, None where it is new."""
    judged = [
        (decision, candidate)
        for candidate in candidates
        if candidate.id not in barred
        and (candidate.schema == mention.schema)
        and (decision := judge(mention, candidate)) is not None
    ]
    judged.sort(key=lambda pair: (-pair[0].score, pair[1].id))
    chosen = judged[0] if judged and judged[0][0].judgement == "positive" else None
    if chosen is not None and len(judged) > 1 and judged[1][0].score >= chosen[0].score:
        # Two who fit equally well: a person must choose.
        judged = [(replace(d, judgement="unsure"), c) for d, c in judged[:2]]
        chosen = None
    if chosen is None:
        return tuple(d for d, _ in judged[:3]), None
    return (chosen[0],), chosen[1]


@cache
def _state_names(code: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(n for language in languages() if (n := state_name(code, language))))


def _usual(mention: Profile) -> Profile:
    """Return what is known by what it is under its usual names: a state's own, an office's role."""
    code = mention.countries[0]
    if mention.schema == "Country":
        names = _state_names(code)
        name = names[0]
    elif mention.schema == "Position":
        role = mention.offices[0].role
        name, names = f"{role} ({code})", (role,)
    else:
        return mention
    return Profile(
        mention.id, mention.schema, name, names, mention.countries, mention.offices, mention.company, mention.first,
        mention.last,
    )  # fmt: skip


def _grown(known: Profile | None, mention: Profile, id: str) -> Profile:
    """Return ``known`` with what ``mention`` adds; lists stay bounded, the first known first."""
    if known is None:
        return replace(mention, id=id)
    name = known.name
    if mention.schema == "Person" and len(name_words(mention.name)) > len(name_words(name)) == 1:
        name = mention.name
    names = _joined(known.names, mention.names, _MOST_NAMES)
    countries = _joined(known.countries, mention.countries, 8)
    offices = _offices(known.offices, mention.offices)
    company = _joined(known.company, mention.company, _MOST_COMPANY)
    first = min(known.first, mention.first) if known.first and mention.first else known.first or mention.first
    last = max(known.last, mention.last) if known.last and mention.last else known.last or mention.last
    source, properties = known.source or mention.source, known.properties or mention.properties
    # Most mentions of a report add nothing: compared before anything is made
    told = (name, names, countries, offices, company, first, last, source, properties)
    if told == (
        known.name, known.names, known.countries, known.offices, known.company, known.first, known.last, known.source,
        known.properties,
    ):  # fmt: skip
        return known
    return Profile(known.id, known.schema, *told)


def grown(known: Profile, other: Profile) -> Profile:
    """Return ``known`` with what ``other``, found to be the same, adds to it."""
    return _grown(known, other, known.id)


def _joined(one: tuple[str, ...], other: tuple[str, ...], most: int) -> tuple[str, ...]:
    for value in other:
        if value not in one:
            return tuple(dict.fromkeys((*one, *other)))[:most]
    return one


def _offices(one: tuple[Office, ...], other: tuple[Office, ...]) -> tuple[Office, ...]:
    """Join offices: those of one role and country span all the days on which they were told."""
    if not other or all(office in one for office in other):
        return one
    found: dict[tuple[str, str | None], Office] = {}
    for office in (*one, *other):
        key = (office.role, office.country)
        before = found.get(key, office)
        since = min(filter(None, (before.since, office.since)), default=None)
        until = max(filter(None, (before.until, office.until)), default=None)
        found[key] = Office(office.role, office.country, since, until)
    return tuple(found.values())[:_MOST_OFFICES]


def _codes(country: str | None) -> tuple[str, ...]:
    return tuple(country.split("+")) if country else ()
