"""Entities across reports: reading profiles by key, and keeping what resolving and persons decide."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from itertools import batched
from typing import Any, Final, cast

from sqlalchemy import Connection, Label, Row, Select, and_, delete, func, or_, select, update
from sqlalchemy.dialects.sqlite import insert

from onrecord.core.entities import MACHINE, Decision, Feature, Office, Profile, Resolved
from onrecord.core.ids import make_id
from onrecord.record.database.dialects import Dialect
from onrecord.record.database.entity_schema import (
    entity_decision,
    entity_key,
    entity_mention,
    entity_node,
    entity_profile,
)
from onrecord.record.ledger.among import among_wanted, each_wanted, wanted
from onrecord.record.ledger.entity_names import called, drop_names, put_names, times_told

type AnyRow = Row[Any]

_CHUNK = 400
_LAST = "\U0010ffff"
_json = json.JSONEncoder(ensure_ascii=False).encode

# Made once: to make a statement costs more than to run it
_PROFILES: Final = select(entity_profile).where(among_wanted(entity_profile.c.id))
_OWNERS: Final = select(entity_node.c.id, entity_node.c.profile).where(among_wanted(entity_node.c.id))
_APART: Final = select(entity_decision.c.one, entity_decision.c.other).where(
    entity_decision.c.superseded.is_(None),
    entity_decision.c.judgement == "negative",
    or_(among_wanted(entity_decision.c.one), among_wanted(entity_decision.c.other)),
)
_DECIDED: Final = select(entity_decision.c.id).where(among_wanted(entity_decision.c.id))
_OLD_PROFILES: Final = delete(entity_profile).where(among_wanted(entity_profile.c.id))
_OLD_NODES: Final = delete(entity_node).where(among_wanted(entity_node.c.id))
_OLD_MENTIONS: Final = delete(entity_mention).where(among_wanted(entity_mention.c.report))
_NEW_KEYS: Final = insert(entity_key).on_conflict_do_nothing()
_NEW_PROFILES, _NEW_NODES, _NEW_MENTIONS, _NEW_DECISIONS = (
    table.insert() for table in (entity_profile, entity_node, entity_mention, entity_decision)
)


def under(connection: Connection, keys: Iterable[str], most: int) -> dict[str, list[str]]:
    """Return for each of ``keys`` the ids of the profiles found by it, the first ``most``; keys that find none are left
    out."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    query = _under(most)
    for chunk in batched(dict.fromkeys(keys), _CHUNK):
        for key, profile in connection.execute(query, wanted(chunk)).all():
            found[key].append(profile)
    return found


@cache
def _under(most: int) -> Select[Any]:
    """Return the query for the first ``most`` profiles under each of the keys that it is run with."""
    inner, held, key = entity_key.alias(), entity_key, each_wanted()
    # Up to the last of the first ``most``: a key that very many share costs no more than another.
    last = select(inner.c.profile).where(inner.c.key == key).order_by(inner.c.profile).limit(1).offset(most - 1)
    upto = func.coalesce(last.scalar_subquery(), _LAST)
    return select(held.c.key, held.c.profile).where(held.c.key == key, held.c.profile <= upto)


def load_profiles(connection: Connection, ids: Iterable[str]) -> Iterator[Profile]:
    """Yield the profiles with these ids."""
    for chunk in batched(dict.fromkeys(ids), _CHUNK):
        yield from map(_profile, connection.execute(_PROFILES, wanted(chunk)).all())


def profiles_of(connection: Connection, nodes: Iterable[str]) -> dict[str, Profile]:
    """Return for each of these nodes that is known the profile that it belongs to."""
    owner: dict[str, str] = {}
    for chunk in batched(dict.fromkeys(nodes), _CHUNK):
        for node, profile in connection.execute(_OWNERS, wanted(chunk)).all():
            owner[node] = profile
    found = {p.id: p for p in load_profiles(connection, owner.values())}
    return {node: found[profile] for node, profile in owner.items() if profile in found}


def ruled_out(connection: Connection, nodes: Iterable[str]) -> dict[str, frozenset[str]]:
    """Return for each of these nodes the profiles of those that a standing negative decision keeps it apart from."""
    apart: defaultdict[str, set[str]] = defaultdict(set)
    for chunk in batched(dict.fromkeys(nodes), _CHUNK):
        for one, other in connection.execute(_APART, wanted(chunk)).all():
            for node, against in ((one, other), (other, one)):
                if node in chunk:
                    apart[node].add(against)
    others = profiles_of(connection, (o for found in apart.values() for o in found))
    return {n: frozenset({*found, *(others[o].id for o in found if o in others)}) for n, found in apart.items()}


def decisions_on(connection: Connection, nodes: Iterable[str]) -> list[Decision]:
    """Return every decision on these nodes, superseded ones too, in the order in which they were made."""
    found: dict[str, Decision] = {}
    table = entity_decision
    for chunk in batched(dict.fromkeys(nodes), _CHUNK):
        query = select(table).where(or_(table.c.one.in_(chunk), table.c.other.in_(chunk)))
        found |= {row.id: _decision(row) for row in connection.execute(query)}
    return sorted(found.values(), key=lambda d: (d.made, d.id))


def nodes_of(connection: Connection, profile: str) -> dict[str, Profile]:
    """Return the nodes that make up an entity, each with what it alone says."""
    query = select(entity_node).where(entity_node.c.profile == profile).order_by(entity_node.c.id)
    return {row.id: _said(row) for row in connection.execute(query)}


def mentions_of(connection: Connection, nodes: Iterable[str], most: int) -> list[tuple[str, str]]:
    """Return report and entity id of the mentions that these nodes are, at most ``most``."""
    found: list[tuple[str, str]] = []
    for chunk in batched(dict.fromkeys(nodes), _CHUNK):
        query = select(entity_mention.c.report, entity_mention.c.entity).where(entity_mention.c.node.in_(chunk))
        found += [(row.report, row.entity) for row in connection.execute(query.limit(most - len(found)))]
        if len(found) >= most:
            break
    return found


def find(
    connection: Connection, dialect: Dialect, words: str | None, schema_: str | None, most: int
) -> list[tuple[Profile, int]]:
    """Return the entities with ``words`` in a name (all where None), with the number of mentions, the most named first.

    Imported records that no report names are found by words only.
    """
    if words is None:
        told, query = _all_told()
    else:
        wanted = called(dialect, words)
        if wanted is None:
            return []
        told = times_told().label("told")
        query = select(entity_profile, told).where(wanted)
    if schema_ is not None:
        query = query.where(entity_profile.c.schema == schema_)
    rows = connection.execute(query.order_by(told.desc(), entity_profile.c.name).limit(most))
    return [(_profile(row), int(row.told)) for row in rows]


def _all_told() -> tuple[Label[int], Select[Any]]:
    """Return the column of how often reports name an entity, and the query of all that any report names."""
    owner = func.coalesce(entity_node.c.profile, entity_mention.c.node)
    counted = (
        select(owner.label("profile"), func.count().label("told"))
        .select_from(entity_mention.outerjoin(entity_node, entity_node.c.id == entity_mention.c.node))
        .group_by(owner)
        .subquery()
    )
    told = counted.c.told.label("told")
    return told, select(entity_profile, told).join(counted, counted.c.profile == entity_profile.c.id)


def keep(connection: Connection, resolved: Sequence[Resolved], produced_by: str, *, with_keys: bool = True) -> None:
    """Keep who mentions and records are taken for; without their keys where the caller puts those later."""
    profiles = {one.profile.id: one.profile for one in resolved}
    _put_profiles(connection, profiles.values(), produced_by)
    if with_keys:
        put_keys(connection, [(key, one.profile.id) for one in resolved for key in one.keys], produced_by)
    nodes = {one.node: one for one in resolved if one.said is not None}
    for chunk in batched(nodes, _CHUNK):
        connection.execute(_OLD_NODES, wanted(chunk))
        connection.execute(_NEW_NODES, [_node_row(nodes[node], produced_by) for node in chunk])
    told = {(one.report, one.entity): one.node for one in resolved if one.report}
    for reports in batched(dict.fromkeys(report for report, _ in told), _CHUNK):
        connection.execute(_OLD_MENTIONS, wanted(reports))
    rows = [{"report": r, "entity": e, "node": node, "produced_by": produced_by} for (r, e), node in told.items()]
    if rows:
        connection.execute(_NEW_MENTIONS, rows)
    decide(connection, [d for r in resolved for d in r.decisions], produced_by)


def decide(connection: Connection, decisions: Iterable[Decision], produced_by: str) -> None:
    """Keep decisions; the same one that stands already is left as it is."""
    rows: dict[str, dict[str, object]] = {}
    for one in decisions:
        made = one.made or datetime.now(UTC).isoformat(timespec="microseconds")
        # What the machine decides again is the same decision; what a person decides again is a new one.
        key = make_id("dec", one.left, one.right, one.judgement, one.made_by, "" if one.made_by == MACHINE else made)
        rows[key] = {
            "id": key,
            "one": one.left,
            "other": one.right,
            "judgement": one.judgement,
            "score": one.score,
            "features": _json([(f.name, f.value, f.weight, f.words) for f in one.features]),
            "made_by": one.made_by,
            "why": one.why,
            "made": made,
            "superseded": None,
            "produced_by": produced_by,
        }
    known: set[str] = set()
    for chunk in batched(rows, _CHUNK):
        known.update(connection.scalars(_DECIDED, wanted(chunk)))
    if new := [row for key, row in rows.items() if key not in known]:
        connection.execute(_NEW_DECISIONS, new)


def supersede(connection: Connection, nodes: Iterable[str], against: Iterable[str]) -> None:
    """Let no decision between one of ``nodes`` and one of ``against`` stand any longer; nothing is deleted."""
    table, now = entity_decision, datetime.now(UTC).isoformat(timespec="microseconds")
    for left in batched(dict.fromkeys(nodes), _CHUNK // 4):
        for right in batched(dict.fromkeys(against), _CHUNK // 4):
            between = or_(
                and_(table.c.one.in_(left), table.c.other.in_(right)),
                and_(table.c.other.in_(left), table.c.one.in_(right)),
            )
            connection.execute(update(table).where(table.c.superseded.is_(None), between).values(superseded=now))


def rebuild(
    connection: Connection, old: Iterable[str], groups: Mapping[str, tuple[Profile, Sequence[str]]], produced_by: str
) -> None:
    """Put new profiles (by id: the profile with its keys) in place of ``old``, whose nodes are moved by the caller."""
    for chunk in batched(dict.fromkeys(old), _CHUNK):
        connection.execute(delete(entity_profile).where(entity_profile.c.id.in_(chunk)))
        connection.execute(delete(entity_key).where(entity_key.c.profile.in_(chunk)))
        drop_names(connection, chunk)
    _put_profiles(connection, [profile for profile, _ in groups.values()], produced_by)
    put_keys(connection, [(key, i) for i, (_, keys) in groups.items() for key in keys], produced_by)


def move(connection: Connection, nodes: Iterable[str], profile: str) -> None:
    """Let these nodes belong to ``profile``."""
    for chunk in batched(dict.fromkeys(nodes), _CHUNK):
        connection.execute(update(entity_node).where(entity_node.c.id.in_(chunk)).values(profile=profile))


def put_keys(connection: Connection, keys: Iterable[tuple[str, str]], produced_by: str) -> None:
    """Let profiles be found by keys (key, id of the profile); what is so already is left as it is."""
    rows = [{"key": k, "profile": p, "produced_by": produced_by} for k, p in sorted(set(keys))]
    if rows:
        connection.execute(_NEW_KEYS, rows)


def _put_profiles(connection: Connection, profiles: Collection[Profile], produced_by: str) -> None:
    put_names(connection, profiles, produced_by)
    rows = {
        p.id: {
            "id": p.id,
            "schema": p.schema,
            "name": p.name,
            "names": p.names,
            "countries": p.countries,
            "company": p.company,
            "offices": _offices_text(p.offices),
            "first_day": p.first,
            "last_day": p.last,
            "source": p.source,
            "properties": _json(dict(p.properties)) if p.properties else "{}",
            "produced_by": produced_by,
        }
        for p in profiles
    }
    for chunk in batched(rows, _CHUNK):
        connection.execute(_OLD_PROFILES, wanted(chunk))
        connection.execute(_NEW_PROFILES, [rows[id] for id in chunk])


def _node_row(one: Resolved, produced_by: str) -> dict[str, str]:
    own = one.said or one.profile
    said = {
        "names": own.names,
        "countries": own.countries,
        "company": own.company,
        "offices": [(o.role, o.country, o.since, o.until) for o in own.offices],
        "days": [own.first, own.last],
        "source": own.source,
        "properties": dict(own.properties),
    }
    text = _json(said)
    return {
        "id": one.node, "profile": one.profile.id, "schema": own.schema, "name": own.name, "said": text,
        "produced_by": produced_by,
    }  # fmt: skip


def _said(row: AnyRow) -> Profile:
    said = json.loads(row.said)
    return Profile(
        row.id,
        row.schema,
        row.name,
        tuple(said["names"]),
        tuple(said["countries"]),
        tuple(Office(*o) for o in said["offices"]),
        tuple(said["company"]),
        first=said["days"][0],
        last=said["days"][1],
        source=said["source"],
        properties=_properties(said["properties"]),
    )


def _profile(row: AnyRow) -> Profile:
    offices = tuple(Office(*o) for o in json.loads(row.offices))
    return Profile(
        row.id, row.schema, row.name, row.names, row.countries, offices, row.company, row.first_day, row.last_day,
        row.source, _properties(json.loads(row.properties)),
    )  # fmt: skip


def _properties(found: Mapping[str, Sequence[str]]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((name, tuple(values)) for name, values in found.items())


def _offices_text(offices: Sequence[Office]) -> str:
    return _json([(o.role, o.country, o.since, o.until) for o in offices]) if offices else "[]"


def _decision(row: AnyRow) -> Decision:
    features = tuple(Feature(*f) for f in cast("list[list[Any]]", json.loads(row.features)))
    return Decision(
        row.one, row.other, row.judgement, row.score, features, row.made_by, row.why, row.made, row.superseded, row.id
    )


def beginning_with(connection: Connection, prefix: str) -> list[str]:
    """Return the ids of the entities that ``prefix`` begins, or that hold a node that it begins, at most six."""
    found: dict[str, None] = {}
    for begun in (prefix, f"who-{prefix}"):
        # A range, which the index of the key answers; LIKE, which ignores case, would walk the table.
        for key, named in ((entity_profile.c.id, entity_profile.c.id), (entity_node.c.id, entity_node.c.profile)):
            query = select(named).where(key >= begun, key < begun + _LAST).order_by(key).limit(6)
            found |= dict.fromkeys(connection.scalars(query))
    return list(found)


def entity_of(connection: Connection, report: str, entity: str) -> str | None:
    """Return the entity that a report's mention is taken for, or None where it was not resolved."""
    query = (
        select(func.coalesce(entity_node.c.profile, entity_mention.c.node))
        .select_from(entity_mention.outerjoin(entity_node, entity_node.c.id == entity_mention.c.node))
        .where(entity_mention.c.report == report, entity_mention.c.entity == entity)
    )
    return cast("str | None", connection.scalar(query))
