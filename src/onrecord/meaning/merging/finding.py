"""Finding: from new mentions to the entries that they make or change, by look-ups in the index only.

From the new mentions the search walks to what is found under their keys, keeps what is alike enough, and walks on from
there, until nothing new is alike. All that was reached is clustered anew, in parts where it is too much (`narrowing`):
an entry is the same whatever the order in which its mentions came.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from onrecord.core.decisions import Decision
from onrecord.core.records import Entry, Event
from onrecord.meaning.lineage.origins import sources, touched
from onrecord.meaning.merging.clustering import cluster, pair
from onrecord.meaning.merging.components import Components
from onrecord.meaning.merging.entries import make_entry
from onrecord.meaning.merging.keys import Wanted, looked_up
from onrecord.meaning.merging.narrowing import parts, section_of
from onrecord.meaning.merging.neighbours import Neighbours
from onrecord.meaning.merging.remembering import Index, Remembered
from onrecord.meaning.merging.ruling import rulings, vetted
from onrecord.meaning.merging.scoring import Likeness, compare
from onrecord.meaning.merging.tellings import Telling, telling
from onrecord.meaning.merging.understood import completed

_MOST_REACHED: Final = 500
"""How many mentions that hang together are clustered together; more are parted (`narrowing`)."""
_MOST_FOUND: Final = 400


def find_entries(index: Index, reports: Sequence[str]) -> Iterator[Entry]:
    """Yield the entries that the mentions of ``reports`` stand in, and those that these reports have changed: by their
    mentions, or because others turn out to be of one origin through them."""
    search = _Search(known := Remembered(index))
    new = search.reach(list(known.events_of([*reports, *touched(known, reports)])))
    placed = set(new)
    together = parts(search, new, placed, _MOST_REACHED)
    # What stands in an entry of which another mention was reached must find its place anew, or it would lose it
    while left := sorted(set(known.mentions_beside(held := set[str]().union(*together))) - held):
        placed |= search.reach(list(known.events(left)))
        together = parts(search, new, placed, _MOST_REACHED)
    yield from search.entries(together)


@dataclass
class _Search:
    """One search: the mentions reached, and what is known of each."""

    index: Index
    told: dict[str, Telling] = field(default_factory=dict)
    linked: dict[str, set[str]] = field(default_factory=dict)
    relatives: dict[str, set[str]] = field(default_factory=dict)
    bound: set[str] = field(default_factory=set)
    published: dict[str, str | None] = field(default_factory=dict)
    decisions: dict[str, Decision] = field(default_factory=dict)
    likenesses: dict[tuple[str, str], Likeness] = field(default_factory=dict)
    near: Neighbours = field(default_factory=Neighbours)
    found: dict[str, set[str]] = field(default_factory=dict)
    joined: Components = field(default_factory=Components)
    under: dict[str, list[str]] = field(default_factory=dict)
    asked: set[str] = field(default_factory=set)
    looked: set[str] = field(default_factory=set)

    def reach(self, events: Sequence[Event]) -> set[str]:
        """Walk from ``events`` to all that is alike enough, and return their ids."""
        self._add(events)
        started = {event.id for event in events}
        self._walk(started)
        return started

    def look_at(self, keys: Iterable[str]) -> None:
        """Learn all links of mentions that a walk has reached, and ended at."""
        if ahead := set(keys) - self.looked:
            self._walk(ahead)

    def section(self, key: str, level: int) -> str:
        """Return in which section of a large component a mention stands."""
        return section_of(self.told[key], level)

    def ruled(self, one: str, other: str) -> bool:
        """Say whether a person has decided about both."""
        return any(one in decision.mentions and other in decision.mentions for decision in self.decisions.values())

    def _walk(self, keys: set[str]) -> None:
        ahead = sorted(keys)
        for key in ahead:
            self.linked.setdefault(key, set())
        while ahead:
            self.looked.update(ahead)
            found = self._candidates(ahead)
            self.found |= found
            other_origin = self._load(sorted({key for keys in found.values() for key in keys}))
            fresh = set[str]()
            if other_origin:
                fresh = {one for one, keys in self.found.items() if not other_origin.isdisjoint({one, *keys})}
            for one in ahead:
                for other in sorted(found[one]):
                    if other != one and other in self.told and self._belongs(one, other):
                        self.linked[one].add(other)
                        self.joined.join(one, other)
                        if other not in self.linked:
                            self.linked[other] = set()
                            fresh.add(other)
                        self.linked[other].add(one)
            ahead = sorted(key for key in fresh if key in self.looked or self.joined.size(key) <= _MOST_REACHED)

    def entries(self, parted: Iterable[set[str]]) -> Iterator[Entry]:
        """Yield the entries of the parts of what was reached."""
        decided = list(self.decisions.values())
        ruled = rulings(decided)
        for together in sorted(parted, key=min):
            changed = self._settle(together)
            self._forget(pair(one, other) for one in changed for other in together)
            for members in cluster(together, self.likeness, ruled, lambda key: self.told[key].family):
                told = [self.told[m] for m in members]
                yield vetted(make_entry(told, self.likeness), decided, told)

    def _settle(self, mentions: Iterable[str]) -> set[str]:
        """Learn the origins of the reports of these mentions from all of them together, since they are found one after
        the other, and two may be of one origin through a third; return the mentions whose origin is another one now."""
        mentions = sorted(mentions)
        reports = {self.told[key].report for key in mentions} & self.bound
        origins = sources(self.index, sorted(reports)) if reports else {}
        changed = set()
        for key in mentions:
            told = self.told[key]
            family, hand = origins.get(told.report, (told.report, told.report))
            if (told.family, told.hand) != (family, hand):
                self.told[key] = replace(told, family=family, hand=hand)
                changed.add(key)
        return changed

    def _forget(self, pairs: Iterable[tuple[str, str]]) -> None:
        for each in pairs:
            self.likenesses.pop(each, None)

    def likeness(self, one: str, other: str) -> Likeness:
        """Return how alike two mentions are, compared once."""
        key = pair(one, other)
        if key not in self.likenesses:
            self.likenesses[key] = compare(self.told[key[0]], self.told[key[1]], self.near)
        return self.likenesses[key]

    def _belongs(self, one: str, other: str) -> bool:
        return self.likeness(one, other).joined or self.ruled(one, other)

    def _candidates(self, mentions: Sequence[str]) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {key: set() for key in mentions}
        asked: dict[str, Wanted] = {}
        for key in mentions:
            if key in self.told:
                told = self.told[key]
                asked[key] = looked_up(told.event, self.published[told.report], self.relatives[told.report])
        self._look_up({key for wanted in asked.values() for key in wanted.keys})
        for mention, wanted in asked.items():
            report = self.told[mention].report
            found[mention].update(self.near.counterparts_of(mention, report, self.relatives[report] - {report}))
            found[mention].update(*(self.under[key] for key in wanted.keys & self.under.keys()))
            if wanted.endings:
                found[mention].update(self.index.mentions_ending(wanted.endings, _MOST_FOUND))
        for decision in self.index.decisions_on(mentions):
            self.decisions[decision.id] = decision
            for key in decision.mentions:
                if key in found:
                    found[key].update(decision.mentions)
        return found

    def _look_up(self, keys: set[str]) -> None:
        """Ask the index for what stands under those of ``keys`` that were not asked for before."""
        for key, mention in self.index.mentions_under(keys - self.asked, _MOST_FOUND):
            self.under.setdefault(key, []).append(mention)
        self.asked |= keys

    def _load(self, mentions: Sequence[str]) -> set[str]:
        """Make mentions ready for comparison, with their reports' relatives and origins; return those loaded before
        whose origin shows to be another one by these."""
        wanted = [key for key in mentions if key not in self.told]
        return self._add(list(self.index.events(wanted))) if wanted else set()

    def _add(self, events: Sequence[Event]) -> set[str]:
        reports = sorted({event.report for event in events} - self.relatives.keys())
        self._relate(reports)
        known = {report.id: report for report in self.index.bare_reports({event.report for event in events})}
        before = set(self.told)
        for event in completed(self.index, events):
            report = known[event.report]
            self.published[report.id] = report.published
            self.told[event.id] = telling(event, report)
        if self.bound.isdisjoint(known):
            return set()
        changed = self._settle(self.told)
        self._forget([each for each in self.likenesses if not changed.isdisjoint(each)] if changed else [])
        return changed & before

    def _relate(self, reports: Sequence[str]) -> None:
        for id in reports:
            self.relatives[id] = {id}
        for id, facts in self.index.lineage_facts(reports):
            self.near.add_facts(id, facts)
        kin: set[str] = set()
        for link in self.index.links_of(reports):
            self.bound.add(link.report)
            if link.named:
                continue
            self.bound.add(link.parent)
            self.near.add_link(link)
            kin |= {link.report, link.parent}
            for id, other in ((link.report, link.parent), (link.parent, link.report)):
                if id in self.relatives:
                    self.relatives[id].add(other)
        self._tell(sorted(kin - self.near.told.keys()))

    def _tell(self, reports: Sequence[str]) -> None:
        """Let it be known what all mentions of ``reports`` are, so that those of copies can be set side by side."""
        known = {report.id: report for report in self.index.bare_reports(reports)}
        told: dict[str, list[Telling]] = {id: [] for id in known}
        for event in completed(self.index, list(self.index.events_of(known))):
            told[event.report].append(telling(event, known[event.report]))
        for id, mentions in told.items():
            self.near.add_told(id, mentions)
