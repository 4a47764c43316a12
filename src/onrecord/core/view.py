"""The read-only view of a ledger that stages over many reports work by: everything is asked for by key."""

from collections.abc import Iterable, Iterator
from typing import Protocol

from onrecord.core.decisions import Decision
from onrecord.core.lineage import Link, Ruling
from onrecord.core.records import Entity, Entry, Event, Report, Statement


class View(Protocol):
    """What a stage over many reports may ask of a ledger. Nothing here writes, and nothing loads the whole ledger."""

    def reports(self, ids: Iterable[str]) -> Iterator[Report]:
        """Yield the reports with these ids, in the order of their ids."""
        ...

    def bare_reports(self, ids: Iterable[str]) -> Iterator[Report]:
        """Yield the reports with these ids, in the order of their ids, without their origins, stretches in another
        language, dropped blocks and issues."""
        ...

    def reports_by(self, outlet: str) -> Iterator[tuple[str, str]]:
        """Yield id and SHA-256 of the reports that ``outlet`` published, the latest first, then by id."""
        ...

    def statements_of(self, reports: Iterable[str]) -> Iterator[Statement]:
        """Yield the statements of these reports in the order of the text."""
        ...

    def events_of(self, reports: Iterable[str]) -> Iterator[Event]:
        """Yield the events of these reports in the order of the text."""
        ...

    def events(self, ids: Iterable[str]) -> Iterator[Event]:
        """Yield the events with these ids, in the order of report and text."""
        ...

    def entities_of(self, reports: Iterable[str]) -> Iterator[Entity]:
        """Yield the entities that these reports name."""
        ...

    def named_in(self, reports: Iterable[str]) -> Iterator[tuple[Entity, str | None]]:
        """Yield the entities that these reports name, without where they stand, each with its report's date (EDTF), in
        the order of report and id."""
        ...

    def entries_with(self, mentions: Iterable[str]) -> Iterator[Entry]:
        """Yield the entries that hold one of these mentions, each once."""
        ...

    def entries(self, ids: Iterable[str]) -> Iterator[Entry]:
        """Yield the entries with these ids in the order given."""
        ...

    def entries_beside(self, entries: Iterable[str]) -> Iterator[str]:
        """Yield the other entries that stand in one commitment with one of these, each once, by id."""
        ...

    def mentions_under(self, keys: Iterable[str], most: int) -> Iterator[tuple[str, str]]:
        """Yield these merging keys with the events under each, about ``most`` a key."""
        ...

    def keys_of(self, mentions: Iterable[str], beginning: str) -> Iterator[tuple[str, str]]:
        """Yield these events with each of their merging keys that begins so."""
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

    def holders(self, keys: Iterable[int], most: int) -> Iterator[tuple[int, str]]:
        """Yield each of these lineage keys with the reports placed under it, at most ``most`` a key, first by id."""
        ...

    def lineage_facts(self, reports: Iterable[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Yield those of these reports that are placed, with the facts that they are compared by."""
        ...

    def links_of(self, reports: Iterable[str]) -> Iterator[Link]:
        """Yield the lineage links that name one of these reports, as descendant or as parent, each once."""
        ...

    def rulings_of(self, reports: Iterable[str]) -> Iterator[Ruling]:
        """Yield what persons decided about the parents of these reports."""
        ...
