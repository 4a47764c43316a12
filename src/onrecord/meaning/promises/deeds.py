"""Deeds: entries as the parts of a commitment: who gives whom what, how far it has come, and when."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from onrecord.core.records import Entry, Item
from onrecord.core.vocabulary import Stage
from onrecord.meaning.merging.accords import subject
from onrecord.meaning.merging.tellings import ONGOING, REVERSED, Telling, codes

_UNKNOWN: Final = "9999-12-31"
_ORDER: Final[tuple[Stage, ...]] = (
    "requested", "considered", "pledged", "agreed", "underway", "done", "suspended", "cancelled",
)  # fmt: skip


@dataclass(frozen=True)
class Deed:
    """An entry with its mentions, as part of a commitment."""

    entry: Entry
    tellings: tuple[Telling, ...]

    @property
    def id(self) -> str:
        """The entry's id."""
        return self.entry.id

    @cached_property
    def givers(self) -> frozenset[str]:
        """The countries and organisations that give, or withdraw."""
        return self._side(receiving=False)

    @cached_property
    def receivers(self) -> frozenset[str]:
        """The countries and organisations that receive."""
        return self._side(receiving=True)

    @property
    def partial(self) -> bool:
        """Whether one of the two sides is not told."""
        return not self.givers or not self.receivers

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """All that is given, as the mentions have it."""
        return tuple(item for told in self.tellings for item in told.event.items)

    @cached_property
    def nouns(self) -> frozenset[tuple[str, ...]]:
        """The nouns of what is given, in the singular."""
        return frozenset(noun for told in self.tellings for noun in told.nouns if noun)

    @cached_property
    def categories(self) -> frozenset[str]:
        """The categories of what is given."""
        return frozenset(item.category for item in self.items)

    @cached_property
    def modes(self) -> frozenset[str]:
        """The modes that its mentions give."""
        return frozenset(told.event.mode for told in self.tellings if told.event.mode)

    @cached_property
    def reports(self) -> frozenset[str]:
        """The reports that tell of it."""
        return frozenset(told.report for told in self.tellings)

    @cached_property
    def sequels(self) -> frozenset[str]:
        """Which of a series it is said to be."""
        return frozenset(mark for told in self.tellings for mark in told.sequels)

    @cached_property
    def accord(self) -> frozenset[str]:
        """What the paper is on that is talked over or signed; empty where it is of none."""
        return frozenset[str]().union(*(subject(told) for told in self.tellings))

    @cached_property
    def talks(self) -> bool:
        """Whether it is of talks, not of what they lead to."""
        return self.entry.type == "CONSULT"

    @property
    def stage(self) -> Stage:
        """How far it has come."""
        return self.entry.stage

    @cached_property
    def foretold(self) -> bool:
        """Whether what is under way or done was promised in one of its mentions."""
        return self.stage in ONGOING and any(
            told.event.stage in {"pledged", "agreed"} and told.event.polarity == "affirmed" for told in self.tellings
        )

    @cached_property
    def denied(self) -> bool:
        """Whether every mention denies it."""
        return all(told.event.polarity == "denied" for told in self.tellings)

    @cached_property
    def moment(self) -> str:
        """The first day on which it was done, or where it is a promise, on which it was told."""
        told = min((t.report_days[0] for t in self.tellings if t.report_days), default=_UNKNOWN)
        acted = min((t.days[0] for t in self.tellings if t.days), default=told)
        return min(acted, told)

    @property
    def order(self) -> tuple[str, int, str]:
        """Where it stands in the order of what happened."""
        return self.moment, _ORDER.index(self.stage), self.id

    def _side(self, *, receiving: bool) -> frozenset[str]:
        found: set[str] = set()
        for told in self.tellings:
            event = told.event
            acts = (event.type in REVERSED) == receiving
            found |= codes(event.actors if acts else event.recipients)
        return frozenset(found)


def order(deeds: Sequence[Deed]) -> list[Deed]:
    """Return deeds in the order of what happened."""
    return sorted(deeds, key=lambda deed: deed.order)
