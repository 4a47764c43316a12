"""Entities across reports: the stage that resolves new reports, and what a person may ask and decide."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from itertools import groupby
from pathlib import Path
from typing import Final

from onrecord.config import Config
from onrecord.core.entities import Decision, Profile, Resolved
from onrecord.core.errors import LedgerError
from onrecord.core.view import View
from onrecord.meaning.entities.across.keys import keys_of
from onrecord.meaning.entities.across.resolving import Registry, grown, mentions_of, resolve
from onrecord.pipeline.importing import ImportSummary, import_file
from onrecord.record.ledger.book import EntityBook

_RESOLVED: Final = "entities@4"
_MOST_SHOWN = 100


def resolve_reports(view: View, registry: Registry, reports: Sequence[str], config: Config) -> Iterator[Resolved]:
    """Yield for every mention of ``reports`` that can be known again the entity that it is taken for."""
    named = groupby(view.named_in(reports), key=lambda told: (told[0].report, told[1]))
    found = [
        (id, entity, said) for (id, day), some in named for entity, said in mentions_of(id, day, (e for e, _ in some))
    ]
    yield from resolve(found, registry)


@dataclass(frozen=True, slots=True)
class Dossier:
    """All that is known of an entity: its profile, its mentions and records, where reports name it, and decisions."""

    profile: Profile
    nodes: Mapping[str, Profile]
    mentions: Sequence[tuple[str, str]]
    decisions: Sequence[Decision]


class Entities:
    """The entities of a ledger as a user meets them. Every method raises LedgerError where the database refuses."""

    def __init__(self, book: EntityBook) -> None:
        """Ask and change ``book``."""
        self._book = book

    def find(
        self, words: str | None = None, *, schema: str | None = None, most: int = 200
    ) -> list[tuple[Profile, int]]:
        """Return entities, and in how many reports each is named, the most named first.

        ``words`` are whole words of one of its names; ``schema`` one of FollowTheMoney (``Person``). Imported records
        that no report names are found by their words only.
        """
        return self._book.find(words, schema, most)

    def dossier(self, id: str) -> Dossier:
        """Return all that is known of the entity with this id; a unique beginning is enough.

        Raises LedgerError where there is none, or several.
        """
        profile = self._book.profile(id)
        nodes = self._book.nodes(profile.id)
        named = nodes or {profile.id: profile}
        return Dossier(profile, nodes, self._book.mentions([*named], _MOST_SHOWN), self._book.decisions([*named]))

    def is_known(self, id: str) -> bool:
        """Say whether ``id`` is, in full, that of an entity, a mention or an imported record."""
        return self._book.knows(id)

    def known(self, node: str) -> Profile | None:
        """Return the entity that the mention or record ``node`` is taken for, or None where it is unknown."""
        return self._book.profiles([node]).get(node)

    def entity_of(self, report: str, entity: str) -> str | None:
        """Return the id of the entity that the mention ``entity`` of ``report`` is taken for, None where it is none."""
        return self._book.entity_of(report, entity)

    def merge(self, one: str, other: str, *, person: str, why: str = "") -> Profile:
        """Make two entities one, on the word of ``person``, and return it. Both ids may be beginnings.

        Raises LedgerError where one is unknown, both are the same already, or one is known by what it is (a state).
        """
        left, right = self._book.profile(one), self._book.profile(other)
        if left.id == right.id:
            raise LedgerError("entities.one_already", f"{one} and {other} are one already.", "Nothing is to be done.")
        nodes = {p.id: dict(self._book.nodes(p.id)) for p in (left, right)}
        for profile in (left, right):
            if not nodes[profile.id]:
                raise LedgerError(
                    "entities.fixed", f"{profile.name} is known by what it is.", "Only people and bodies can be joined."
                )
        together = nodes[left.id] | nodes[right.id]
        profile = _profile(left.id, together.values())
        decision = Decision(left.id, right.id, "positive", 1.0, (), person, why)
        self._book.regroup(
            (left.id, right.id),
            [(profile, _keys(together.values()), [*together])],
            parted=([left.id], [right.id]),
            decisions=[decision],
            produced_by=_RESOLVED,
        )
        return profile

    def split(self, id: str, nodes: Sequence[str], *, person: str, why: str = "") -> tuple[Profile, Profile]:
        """Part ``nodes`` (mentions or records, ids or beginnings) from the entity ``id``, on the word of ``person``.

        Return what remains and what was parted. Raises LedgerError where that is unknown, or nothing would remain.
        """
        profile = self._book.profile(id)
        held = self._book.nodes(profile.id)
        parted = [n for n in held if any(n.startswith(w) or n.startswith(f"who-{w}") for w in nodes)]
        kept = [n for n in held if n not in parted]
        if not parted or not kept:
            raise LedgerError(
                "entities.nothing_to_split",
                f"Of {profile.name}, {len(parted)} of {len(held)} mentions and records are named so.",
                "Name some of them, not all: see `onrecord entities show ID`.",
            )
        sides = [self._side(kept, held), self._side(parted, held)]
        decisions = [
            Decision(sides[0][0].id, sides[1][0].id, "negative", 0.0, (), person, why),
            *(Decision(side[0].id, n, "positive", 1.0, (), person, why) for side in sides for n in side[2][1:]),
        ]
        self._book.regroup((profile.id,), sides, parted=(kept, parted), decisions=decisions, produced_by=_RESOLVED)
        return sides[0][0], sides[1][0]

    def load(self, file: Path, progress: Callable[[ImportSummary], None] | None = None) -> ImportSummary:
        """Take in the people, organisations and bodies of a file of FollowTheMoney's JSON lines as known entities.

        ``progress`` is told after every part of the file how things stand. Raises LedgerError where the file cannot be
        read.
        """
        return import_file(self._book, file, progress)

    def _side(self, nodes: Sequence[str], held: Mapping[str, Profile]) -> tuple[Profile, Sequence[str], Sequence[str]]:
        said = [held[n] for n in nodes]
        return _profile(nodes[0], said), _keys(said), nodes


def _profile(id: str, said: Iterable[Profile]) -> Profile:
    """Return the profile ``id`` of mentions that are one: the words of that with this id first."""
    ordered = sorted(said, key=lambda p: p.id != id)
    first = ordered[0]
    return reduce(grown, ordered[1:], replace(first, id=id))


def _keys(said: Iterable[Profile]) -> list[str]:
    return sorted({key for profile in said for key in keys_of(profile)})
