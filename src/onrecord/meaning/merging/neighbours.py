"""Neighbours: what lineage knows of two reports that helps to tell whether mentions in them are one act: which of their
places tell the same, and whether the two are about one affair."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from onrecord.core.lineage import Link
from onrecord.core.spans import Span
from onrecord.meaning.merging.counterparts import counterparts
from onrecord.meaning.merging.tellings import Telling

_SLACK: Final = 60
"""How many characters two places in a shared passage may lie apart: copies change a word here and there."""
_NAMES_OF_ONE: Final = 0.25
_NAMES_OF_SAME: Final = 0.6
_LEAST_NAMES: Final = 4


@dataclass(frozen=True, slots=True)
class _Pair:
    """Characters of two reports that tell the same; ``exact`` where it is word for word."""

    ours: Span
    theirs: Span
    exact: bool


@dataclass(slots=True)
class Neighbours:
    """What is known so far; links and facts are added as reports are loaded."""

    pairs: dict[tuple[str, str], list[_Pair]] = field(default_factory=dict)
    names: dict[str, frozenset[str]] = field(default_factory=dict)
    told: dict[str, tuple[Telling, ...]] = field(default_factory=dict)
    matches: dict[tuple[str, str], dict[str, str]] = field(default_factory=dict)

    def add_told(self, report: str, told: Iterable[Telling]) -> None:
        """Learn all mentions of a report."""
        self.told[report] = tuple(told)

    def matched(self, one: Telling, other: Telling) -> bool:
        """Say whether one is the counterpart of the other in a report of the same origin (`counterparts`)."""
        if one.report > other.report:
            one, other = other, one
        return self._matches(one.report, other.report).get(one.id) == other.id

    def counterparts_of(self, mention: str, report: str, relatives: Iterable[str]) -> Iterator[str]:
        """Yield the counterparts of a mention of ``report`` in those of ``relatives`` that have one."""
        for other in relatives:
            if other < report:
                found = (theirs for theirs, ours in self._matches(other, report).items() if ours == mention)
                yield from found
            elif mention in self._matches(report, other):
                yield self._matches(report, other)[mention]

    def _matches(self, one: str, other: str) -> dict[str, str]:
        """Return the counterparts of the mentions of one report in another, the lesser id given first."""
        key = (one, other)
        if key not in self.matches:
            places = [(pair.ours, pair.theirs, pair.exact) for pair in self.pairs.get(key, ())]
            self.matches[key] = counterparts(self.told.get(one, ()), self.told.get(other, ()), places)
        return self.matches[key]

    def add_link(self, link: Link) -> None:
        """Learn from a link between two reports which of their places tell the same."""
        if link.named or (link.report, link.parent) in self.pairs:
            return
        known = {"passages": True, "retold": False}
        found = [
            _Pair(each.ours, each.theirs, known[each.feature])
            for each in link.shown
            if each.feature in known and each.ours and each.theirs
        ]
        self.pairs[link.report, link.parent] = found
        self.pairs[link.parent, link.report] = [_Pair(each.theirs, each.ours, each.exact) for each in found]

    def add_facts(self, report: str, facts: Iterable[str]) -> None:
        """Learn the names and figures in a report (``kind:value@start``, as lineage keeps them)."""
        self.names[report] = frozenset(fact.rpartition("@")[0] for fact in facts if fact[0] in "pn")

    def counterparts(self, one: Telling, other: Telling) -> bool | None:
        """Say whether two mentions stand at places of their reports that tell the same; None where that is not known,
        False where either has its counterpart elsewhere."""
        found = self.pairs.get((one.report, other.report))
        if not found:
            return None
        first, second = one.event.trigger, other.event.trigger
        ours = [each for each in found if _holds(each.ours, first)]
        theirs = [each for each in found if _holds(each.theirs, second)]
        for each in ours:
            apart = abs((first.start - each.ours.start) - (second.start - each.theirs.start))
            if _holds(each.theirs, second) and (not each.exact or apart <= _SLACK):
                return True
        return False if ours and theirs else None

    def affair(self, one: str, other: str) -> float:
        """Return how far two reports name the same: 0 up to a quarter of the names and figures of the one with fewer, 1
        from three fifths on."""
        ours, theirs = self.names.get(one, frozenset()), self.names.get(other, frozenset())
        least = min(len(ours), len(theirs))
        if least < _LEAST_NAMES:
            return 0.0
        share = len(ours & theirs) / least
        return min(1.0, max(0.0, (share - _NAMES_OF_ONE) / (_NAMES_OF_SAME - _NAMES_OF_ONE)))


NOTHING: Final = Neighbours()
"""Nothing is known of any two reports."""


def _holds(span: Span, place: Span) -> bool:
    return span.start <= place.start < span.end
