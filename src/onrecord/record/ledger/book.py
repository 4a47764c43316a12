"""The book of entities: reads of all reports' entities, and the changes that a person makes to them."""

from collections.abc import Iterable, Mapping, Sequence

from onrecord.core.entities import Decision, Profile, Resolved
from onrecord.core.errors import LedgerError
from onrecord.record.database.engine import Database
from onrecord.record.ledger import entities

Group = tuple[Profile, Sequence[str], Sequence[str]]
"""An entity: its profile, the keys that it is found by and its nodes."""


class EntityBook:
    """The entities of a ledger. Every method raises LedgerError where the database refuses."""

    def __init__(self, database: Database) -> None:
        """Read and write through ``database``."""
        self._database = database

    def load(self, ids: Iterable[str]) -> Iterable[Profile]:
        """Return the entities with these ids."""
        with self._database.reading() as connection:
            return list(entities.load_profiles(connection, ids))

    def under(self, keys: Iterable[str], most: int) -> Mapping[str, Sequence[str]]:
        """Return for each of ``keys`` the ids of the entities found by it, at most ``most``."""
        with self._database.reading() as connection:
            return entities.under(connection, keys, most)

    def profiles(self, nodes: Iterable[str]) -> Mapping[str, Profile]:
        """Return for each of these mentions or records that is known the profile of the entity it is taken for."""
        with self._database.reading() as connection:
            return entities.profiles_of(connection, nodes)

    def ruled_out(self, nodes: Iterable[str]) -> Mapping[str, frozenset[str]]:
        """Return for each of these the entities that a standing negative decision keeps it apart from."""
        with self._database.reading() as connection:
            return entities.ruled_out(connection, nodes)

    def profile(self, prefix: str) -> Profile:
        """Return the entity whose id, or the id of one of whose mentions or records, begins with ``prefix``.

        Raises LedgerError where there is none, or several.
        """
        with self._database.reading() as connection:
            found = entities.beginning_with(connection, prefix) if prefix else []
            if prefix in found:
                found = [prefix]
            if len(found) == 1:
                return next(entities.load_profiles(connection, found))
        if not found:
            raise LedgerError("entities.no_id", f"No entity's id begins with {prefix!r}.", "See `onrecord entities`.")
        some = ", ".join(found[:5])
        raise LedgerError("entities.ambiguous", f"Several ids begin with {prefix!r}: {some}.", "Give more of the id.")

    def knows(self, id: str) -> bool:
        """Say whether ``id`` is, in full or its beginning after ``who-``, that of an entity or of a node."""
        with self._database.reading() as connection:
            return id.startswith("who-") or id in entities.beginning_with(connection, id)

    def find(self, words: str | None, schema: str | None, most: int) -> list[tuple[Profile, int]]:
        """Return the entities with ``words`` in a name (all that reports name where None) and how often reports name
        them, the most named first."""
        with self._database.reading() as connection:
            return entities.find(connection, self._database.dialect, words, schema, most)

    def nodes(self, profile: str) -> Mapping[str, Profile]:
        """Return the mentions and records that make up an entity, each with what it alone says."""
        with self._database.reading() as connection:
            return entities.nodes_of(connection, profile)

    def mentions(self, nodes: Iterable[str], most: int = 200) -> Sequence[tuple[str, str]]:
        """Return report and entity id of these nodes' mentions."""
        with self._database.reading() as connection:
            return entities.mentions_of(connection, nodes, most)

    def entity_of(self, report: str, entity: str) -> str | None:
        """Return the entity that a report's mention is taken for, or None where it is known by no name."""
        with self._database.reading() as connection:
            return entities.entity_of(connection, report, entity)

    def decisions(self, nodes: Iterable[str]) -> Sequence[Decision]:
        """Return every decision on these nodes in the order in which they were made, superseded ones too."""
        with self._database.reading() as connection:
            return entities.decisions_on(connection, nodes)

    def keep(self, resolved: Sequence[Resolved], produced_by: str, *, with_keys: bool = True) -> None:
        """Keep who imported records are taken for; without their keys they are not found by others until
        ``put_keys``."""
        with self._database.writing() as connection:
            entities.keep(connection, resolved, produced_by, with_keys=with_keys)

    def put_keys(self, keys: Iterable[tuple[str, str]], produced_by: str) -> None:
        """Let entities be found by keys: pairs of a key and an entity's id."""
        with self._database.writing() as connection:
            entities.put_keys(connection, keys, produced_by)

    def regroup(
        self,
        old: Sequence[str],
        groups: Sequence[Group],
        *,
        parted: tuple[Sequence[str], Sequence[str]] = ((), ()),
        decisions: Sequence[Decision] = (),
        produced_by: str,
    ) -> None:
        """Put ``groups`` in place of the entities ``old``, on the grounds of ``decisions``; what was decided before
        between the two sides of ``parted`` no longer stands."""
        with self._database.writing() as connection:
            entities.supersede(connection, *parted)
            entities.decide(connection, decisions, produced_by)
            new = {profile.id: (profile, keys) for profile, keys, _ in groups}
            entities.rebuild(connection, old, new, produced_by)
            for profile, _, nodes in groups:
                entities.move(connection, nodes, profile.id)
