"""Remembering: what merging asks of a ledger, and what it has been told already in one search, so that nothing is read
twice."""

from collections.abc import Iterable, Iterator
from typing import Protocol

from onrecord.core.decisions import Decision
from onrecord.core.lineage import Link, Ruling
from onrecord.core.records import Event, Report, Statement


class Index(Protocol):
    """What is asked of a ledger whose mentions stand under their keys."""

    def reports(self, ids: Iterable[str]) -> Iterator[Report]:
        """Yield the reports with these ids."""
        ...

    def bare_reports(self, ids: Iterable[str]) -> Iterator[Report]:
        """Yield the reports with these ids, without their origins, stretches in another language, dropped blocks and
        issues."""
        ...

    def statements_of(self, reports: Iterable[str]) -> Iterator[Statement]:
        """Yield the statements of these reports."""
        ...

    def events_of(self, reports: Iterable[str]) -> Iterator[Event]:
        """Yield the events of these reports."""
        ...

    def events(self, ids: Iterable[str]) -> Iterator[Event]:
        """Yield the events with these ids."""
        ...

    def links_of(self, reports: Iterable[str]) -> Iterator[Link]:
        """Yield the lineage links that name one of these reports."""
        ...

    def rulings_of(self, reports: Iterable[str]) -> Iterator[Ruling]:
        """Yield what persons decided about lineage."""
        ...

    def lineage_facts(self, reports: Iterable[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Yield those of these reports that are placed, with the facts that they are compared by."""
        ...

    def mentions_under(self, keys: Iterable[str], most: int) -> Iterator[tuple[str, str]]:
        """Yield these merging keys with the events under each, about ``most`` a key."""
        ...

    def mentions_ending(self, endings: Iterable[str], most: int) -> Iterator[str]:
        """Yield the events under merging keys of any time that end so, at most ``most`` an ending."""
        ...

    def mentions_beside(self, mentions: Iterable[str]) -> Iterator[str]:
        """Yield all mentions of the entries that hold one of these, each once."""
        ...

    def decisions_on(self, mentions: Iterable[str]) -> Iterator[Decision]:
        """Yield the decisions that hold about these mentions."""
        ...


class Remembered:
    """An index that is asked for each report, for its events, links and rulings once."""

    def __init__(self, index: Index) -> None:
        """Remember what ``index`` answers."""
        self._index = index
        self._reports: dict[str, Report | None] = {}
        self._events: dict[str, Event] = {}
        self._told: dict[str, list[Event]] = {}
        self._links: dict[str, dict[tuple[str, str], Link]] = {}
        self._rulings: dict[str, list[Ruling]] = {}

    def reports(self, ids: Iterable[str]) -> Iterator[Report]:
        """Yield what ``bare_reports`` does: nothing more is asked of a report to find whose origin it is."""
        return self.bare_reports(ids)

    def bare_reports(self, ids: Iterable[str]) -> Iterator[Report]:
        """Yield the reports with these ids, in the order of their ids, without their origins, stretches in another
        language, dropped blocks and issues."""
        wanted = sorted(set(ids))
        new = [id for id in wanted if id not in self._reports]
        if new:
            self._reports |= dict.fromkeys(new)
            self._reports |= {report.id: report for report in self._index.bare_reports(new)}
        yield from (report for id in wanted if (report := self._reports[id]))

    def links_of(self, reports: Iterable[str]) -> Iterator[Link]:
        """Yield the lineage links that name one of these reports, each once, by report and parent."""
        wanted = sorted(set(reports))
        new = {id for id in wanted if id not in self._links}
        if new:
            self._links |= {id: {} for id in new}
            for link in self._index.links_of(new):
                for id in new & {link.report, link.parent}:
                    self._links[id][link.report, link.parent] = link
        found = {key: link for id in wanted for key, link in self._links[id].items()}
        yield from (found[key] for key in sorted(found))

    def rulings_of(self, reports: Iterable[str]) -> Iterator[Ruling]:
        """Yield what persons decided about the parents of these reports."""
        wanted = sorted(set(reports))
        new = [id for id in wanted if id not in self._rulings]
        if new:
            self._rulings |= {id: [] for id in new}
            for ruling in self._index.rulings_of(new):
                self._rulings[ruling.report].append(ruling)
        yield from (ruling for id in wanted for ruling in self._rulings[id])

    def statements_of(self, reports: Iterable[str]) -> Iterator[Statement]:
        """Yield the statements of these reports."""
        return self._index.statements_of(reports)

    def events_of(self, reports: Iterable[str]) -> Iterator[Event]:
        """Yield the events of these reports, those of each in the order of the text."""
        wanted = sorted(set(reports))
        new = [id for id in wanted if id not in self._told]
        if new:
            self._told |= {id: [] for id in new}
            for event in self._index.events_of(new):
                self._told[event.report].append(event)
                self._events[event.id] = event
        yield from (event for id in wanted for event in self._told[id])

    def events(self, ids: Iterable[str]) -> Iterator[Event]:
        """Yield the events with these ids, in the order of their ids."""
        wanted = sorted(set(ids))
        new = [id for id in wanted if id not in self._events]
        if new:
            self._events |= {event.id: event for event in self._index.events(new)}
        yield from (self._events[id] for id in wanted if id in self._events)

    def lineage_facts(self, reports: Iterable[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Yield those of these reports whose facts are known, with them."""
        return self._index.lineage_facts(reports)

    def mentions_under(self, keys: Iterable[str], most: int) -> Iterator[tuple[str, str]]:
        """Yield these merging keys with the events under each, about ``most`` a key."""
        return self._index.mentions_under(keys, most)

    def mentions_ending(self, endings: Iterable[str], most: int) -> Iterator[str]:
        """Yield the events under merging keys of any time that end so, at most ``most`` an ending."""
        return self._index.mentions_ending(endings, most)

    def mentions_beside(self, mentions: Iterable[str]) -> Iterator[str]:
        """Yield all mentions of the entries that hold one of these, each once."""
        return self._index.mentions_beside(mentions)

    def decisions_on(self, mentions: Iterable[str]) -> Iterator[Decision]:
        """Yield the decisions that hold about these mentions."""
        return self._index.decisions_on(mentions)
