"""Placing: a new report among those of the ledger, by look-up of its keys and comparison with what shares them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import batched
from typing import Final, Protocol

from onrecord.core.lineage import Placement
from onrecord.core.records import Entity, Event, Report
from onrecord.meaning.lineage.facts import read_facts
from onrecord.meaning.lineage.keys import keys_and_sought, worth_a_look
from onrecord.meaning.lineage.naming import named_links
from onrecord.meaning.lineage.profiles import Profile
from onrecord.meaning.lineage.verdicts import LINEAGE, judge

HOLDERS: Final = 128
"""How many holders of one key are looked at: the first by id, whoever came first. Furniture has more, copies few."""
_AT_ONCE: Final = 64


class Placed(Protocol):
    """What placing asks of those reports that were placed before."""

    def reports(self, ids: Iterable[str]) -> Iterator[Report]:
        """Yield the reports with these ids."""
        ...

    def entities_of(self, reports: Iterable[str]) -> Iterator[Entity]:
        """Yield the entities that these reports name."""
        ...

    def events_of(self, reports: Iterable[str]) -> Iterator[Event]:
        """Yield the events of these reports."""
        ...

    def holders(self, keys: Iterable[int], most: int) -> Iterator[tuple[int, str]]:
        """Yield each of ``keys`` with the reports placed under it, at most ``most`` a key, the first by id."""
        ...

    def lineage_facts(self, reports: Iterable[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Yield the facts that were read with these reports."""
        ...


def place(view: Placed, new: Sequence[str]) -> Iterator[Placement]:
    """Yield where the reports with the ids ``new`` stand: to those placed before, and to each other.

    Each link comes once, with that of the two reports which is placed last. Whether two reports are linked, and how,
    depends on the two alone; so the order in which reports come changes nothing (but for keys that more than 128
    reports hold, of which the first 128 by id are looked at).
    """
    ids = list(dict.fromkeys(new))
    profiles = _read(view, ids)
    both = {id: keys_and_sought(profile) for id, profile in profiles.items()}
    keys = {id: filed for id, (filed, _) in both.items()}
    shared = _meeting(view, keys, {id: sought for id, (_, sought) in both.items()})
    for some in batched(profiles, _AT_ONCE):
        others = _recall(view, {other for id in some for other in shared[id]} - set(profiles)) | profiles
        for id in some:
            found = (judge(profiles[id], others[other]) for other in sorted(shared[id]) if other in others)
            links = (*named_links(profiles[id]), *(link for link in found if link))
            yield Placement(id, keys[id], profiles[id].facts, links, LINEAGE)


def _read(view: Placed, ids: Sequence[str]) -> dict[str, Profile]:
    known = dict(view.lineage_facts(ids))
    bare = [id for id in ids if not known.get(id)]
    entities: defaultdict[str, list[Entity]] = defaultdict(list)
    for entity in view.entities_of(bare):
        entities[entity.report].append(entity)
    events: defaultdict[str, list[Event]] = defaultdict(list)
    for event in view.events_of(bare):
        events[event.report].append(event)
    return {
        report.id: Profile(report, known.get(report.id) or read_facts(report, entities[report.id], events[report.id]))
        for report in view.reports(ids)
    }


def _recall(view: Placed, ids: Iterable[str]) -> dict[str, Profile]:
    wanted = sorted(ids)
    facts = dict(view.lineage_facts(wanted))
    return {report.id: Profile(report, facts.get(report.id, ())) for report in view.reports(wanted)}


def _meeting(view: Placed, keys: dict[str, tuple[int, ...]], sought: dict[str, dict[int, bool]]) -> dict[str, set[str]]:
    """Return with which reports each new one is to be compared, by the ``keys`` under which each is filed and those
    under which it has ``sought``; of two new ones the latter names the former."""
    mine: defaultdict[int, list[str]] = defaultdict(list)
    for id, filed in keys.items():
        for key in filed:
            mine[key].append(id)
    holders: defaultdict[int, list[str]] = defaultdict(list)
    for key, other in view.holders({key for held in sought.values() for key in held}, HOLDERS):
        if other not in keys:
            holders[key].append(other)
    found: dict[str, set[str]] = {}
    place = {id: number for number, id in enumerate(keys)}
    for id, held in sought.items():
        met: defaultdict[str, list[int]] = defaultdict(list)
        for key in held:
            for other in sorted({*holders[key], *mine.get(key, ())})[:HOLDERS]:
                if other != id and place.get(other, -1) < place[id]:
                    met[other].append(key)
        found[id] = {other for other, common in met.items() if worth_a_look(common, held)}
    return found
