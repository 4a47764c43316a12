"""The names of entities, one row a name, by whose words an entity is found however many there are."""

from collections.abc import Iterable
from itertools import batched
from typing import Final

from sqlalchemy import ColumnElement, Connection, delete, exists, func, select

from onrecord.core.entities import Profile
from onrecord.record.database.dialects import Dialect
from onrecord.record.database.entity_schema import entity_mention, entity_name, entity_node, entity_profile
from onrecord.record.database.folding import fold
from onrecord.record.ledger.among import among_wanted, wanted

_CHUNK = 400

# Made once: to make a statement costs more than to run it
_NAMES: Final = select(entity_name.c.id, entity_name.c.profile, entity_name.c.norm).where(
    among_wanted(entity_name.c.profile)
)
_NEW: Final = entity_name.insert()


def put_names(connection: Connection, profiles: Iterable[Profile], produced_by: str) -> None:
    """Keep the names of ``profiles``, folded; what they were called before and are no longer is taken out."""
    for chunk in batched(profiles, _CHUNK):
        named = {(p.id, norm) for p in chunk for norm in map(fold, p.names) if norm}
        found = connection.execute(_NAMES, wanted(p.id for p in chunk)).all()
        known = {(profile, norm): id for id, profile, norm in found}
        if gone := [id for name, id in known.items() if name not in named]:
            connection.execute(delete(entity_name).where(entity_name.c.id.in_(gone)))
        new = [{"profile": p, "norm": n, "produced_by": produced_by} for p, n in sorted(named - known.keys())]
        if new:
            connection.execute(_NEW, new)


def drop_names(connection: Connection, profiles: Iterable[str]) -> None:
    """Take out the names of the profiles with these ids."""
    for chunk in batched(profiles, _CHUNK):
        connection.execute(delete(entity_name).where(entity_name.c.profile.in_(chunk)))


def called(dialect: Dialect, words: str) -> ColumnElement[bool] | None:
    """Return the condition that a profile has ``words``, whole and in this order, in one of its names; None where
    ``words`` holds no word."""
    wanted = fold(words)
    matching = dialect.matching(entity_name, f'"{wanted}"') if wanted else None
    return None if matching is None else entity_profile.c.id.in_(select(entity_name.c.profile).where(matching))


def times_told() -> ColumnElement[int]:
    """Return how often reports name a profile, counted for each one alone.

    A mention is that of the profile its node belongs to; of a node that is none, of the profile of that id itself.
    """
    owned = (
        select(func.count())
        .select_from(entity_node.join(entity_mention, entity_mention.c.node == entity_node.c.id))
        .where(entity_node.c.profile == entity_profile.c.id)
        .correlate(entity_profile)
        .scalar_subquery()
    )
    a_node = exists().where(entity_node.c.id == entity_mention.c.node)
    own = (
        select(func.count())
        .select_from(entity_mention)
        .where(entity_mention.c.node == entity_profile.c.id, ~a_node)
        .correlate(entity_profile)
        .scalar_subquery()
    )
    return owned + own
