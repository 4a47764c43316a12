"""The ledger as users meet it: what is kept, and the pipeline that adds to it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import batched
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self, TextIO

from onrecord.config import Config
from onrecord.core.errors import LedgerError
from onrecord.core.issues import DroppedMention, Issue
from onrecord.core.lineage import Link, Ruling
from onrecord.core.records import Entity, Entry, Event, Report, Statement
from onrecord.core.vocabulary import EventType, Stage
from onrecord.pipeline.asking import entry_filter, statement_filter
from onrecord.pipeline.survey import Survey
from onrecord.record.ledger import FACETS, EntryFilter, Page, Sort, StatementFilter

if TYPE_CHECKING:
    from onrecord.meaning.lineage.origins import OriginGroup
    from onrecord.pipeline.casework import Casework
    from onrecord.pipeline.entities import Entities
    from onrecord.pipeline.ingest import IngestSummary, Pipeline, Step
    from onrecord.record.ledger import Store

_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Account:
    """An entry with the events that tell it, the reports that these stand in, by id, and on whose word each stands
    (empty where nobody is named), in the order of the events."""

    entry: Entry
    events: tuple[Event, ...]
    reports: dict[str, Report]
    attributions: tuple[str, ...] = ()


class Ledger:
    """An open ledger; use it in a ``with`` block, or close it. One at a time may ingest, any number may read.

    Every method raises LedgerError where the file cannot be read or written. What only some of them need, the stages
    above all, is imported by these: a list of entries is shown before all that would be loaded.
    """

    def __init__(self, store: "Store", pipeline: "Pipeline | None", config: Config) -> None:
        """Join what is kept and the stages that add to it (onrecord's own where None); ``open_ledger`` is the usual way
        to make one."""
        self._store = store
        self._own_pipeline = pipeline
        self._config = config

    @property
    def _pipeline(self) -> "Pipeline":
        from onrecord.pipeline.catalogue import standard

        return self._own_pipeline or standard()

    @property
    def registry(self) -> "Entities":
        """The entities of all reports: to list, show, merge, split and import them."""
        from onrecord.pipeline.entities import Entities

        return Entities(self._store.entities)

    @property
    def casework(self) -> "Casework":
        """The entries as persons work on them: commitments, reasons, values, decisions, history."""
        from onrecord.pipeline.casework import Casework

        return Casework(self._store, lambda: self._pipeline.ledger_stages, self._config)

    @property
    def survey(self) -> Survey:
        """The entries seen together: who with whom, how many when, what was promised, which outlet told what."""
        return Survey(self._store)

    @property
    def path(self) -> Path:
        """The ledger's file."""
        return self._store.path

    def ingest(
        self,
        paths: Iterable[str | Path],
        *,
        jobs: int | None = None,
        progress: "Callable[[Step], None] | None" = None,
    ) -> "IngestSummary":
        """Read the reports in ``paths`` (files, folders, and web addresses as text) into the ledger and return the
        counts of what was done.

        Archives, crawls, feeds, mail boxes and tables are taken apart; each of their documents is a report.
        ``jobs`` is the number of processes (None: the setting, by which large work is shared by all processors).
        ``progress`` is called after every document. Bytes that the ledger has, read by the same stages with the same
        settings, are left as they are; a file that cannot be read becomes an issue, and the rest goes on.
        Raises PipelineError where a process dies.
        """
        from onrecord.documents import discover, is_url
        from onrecord.pipeline.ingest import Ingest

        chosen = self._config.jobs if jobs is None else jobs
        given = list(paths)
        urls = [path for path in given if isinstance(path, str) and is_url(path)]
        files = discover(Path(path) for path in given if path not in urls)
        places: list[Path | str] = [*files, *dict.fromkeys(urls)]
        return Ingest(self._store, self._pipeline, self._config, progress).run(places, chosen)

    def entries(
        self,
        *,
        type: EventType | str | None = None,
        actor: str | None = None,
        recipient: str | None = None,
        stage: Stage | str | None = None,
        since: str | None = None,
        until: str | None = None,
        text: str | None = None,
        **further: str | int | None,
    ) -> list[Entry]:
        """Return the entries that pass every filter given, by day (unknown last).

        ``actor`` and ``recipient`` are a country's code or name or part of a party's name; ``since`` and ``until``
        EDTF dates, both included, that the act's time (else its report's day) must touch; ``text`` are words that the
        evidence must hold, accents and case aside, phrases in double quotes; ``further`` those of ``entry_filter``.
        Raises LedgerError where a filter has a value that it cannot have.
        """
        named = {"type": type, "actor": actor, "recipient": recipient, "stage": stage, "since": since, "until": until}
        return list(self.found(self.search(entry_filter(**named, text=text, **further))))

    def search(
        self, wanted: EntryFilter | None = None, *, sort: Sort = "day", limit: int | None = None, offset: int = 0
    ) -> Page:
        """Return the ids of the entries that ``wanted`` (as ``entry_filter`` makes it) lets through, ``limit`` (all
        where None) from number ``offset`` on, and how many there are in all."""
        return self._store.search_entries(wanted or EntryFilter(), sort=sort, limit=limit, offset=offset)

    def found(self, page: Page) -> Iterator[Entry]:
        """Yield the entries of a page."""
        return self._store.entries(page.entries)

    def facets(
        self, wanted: EntryFilter | None = None, *, names: Sequence[str] = FACETS, most: int = 50
    ) -> dict[str, list[tuple[str, int]]]:
        """Return for each facet its values and how many of the entries that ``wanted`` lets through carry each.

        A facet's own filter is left aside, so that what else could be chosen is counted too. The most frequent come
        first, at most ``most``; months, years and numbers of origins in their order, all of them.
        """
        return self._store.count_entries(wanted or EntryFilter(), names, most)

    def look(
        self, wanted: EntryFilter, *, names: Sequence[str], sort: Sort, limit: int, offset: int = 0, most: int = 15
    ) -> tuple[Page, dict[str, list[tuple[str, int]]]]:
        """Return what ``search`` and ``facets`` do, in one go."""
        return self._store.look(wanted, names, sort, limit, offset, most)

    def warm(self) -> None:
        """Read into memory what most searches need, so that the first of them is as fast as the others."""
        self._store.warm()

    def entry(self, id: str) -> Entry:
        """Return the entry with this id, or that holds the event with this id; a unique beginning is enough.

        Raises LedgerError where there is none, or several.
        """
        kind, key = self.resolve(id)
        found = self._store.entries([key]) if kind == "entry" else self._store.entries_with([key])
        for entry in found:
            return entry
        raise LedgerError("ledger.no_entry", f"{key} is no entry's id.", "See `onrecord show` for the ids.")

    def entries_of(self, report: str) -> list[Entry]:
        """Return the entries that the report with this id tells, by day."""
        return list(self._store.entries(self._store.find_entries(EntryFilter(report=report))))

    def accounts(self, entries: Iterable[Entry]) -> Iterator[Account]:
        """Yield each of ``entries`` with its events and their reports."""
        for some in batched(entries, _AT_ONCE):
            events = {event.id: event for event in self._store.events(m for entry in some for m in entry.mentions)}
            reports = {report.id: report for report in self._store.reports(e.report for e in events.values())}
            for entry in some:
                told = tuple(events[mention] for mention in entry.mentions if mention in events)
                known = {event.report: reports[event.report] for event in told}
                yield Account(entry, told, known, tuple(event.attribution or "" for event in told))

    def outlines(self, entries: Iterable[Entry], *, most: int = 2) -> Iterator[Account]:
        """Yield each of ``entries`` as a list shows it: the first ``most`` of its events, and every report that tells
        it, of which only that of the first event has its text."""
        for some in batched(entries, _AT_ONCE):
            first = {entry.id: entry.mentions[:most] for entry in some}
            leading = [mentions[0] for mentions in first.values() if mentions]
            told_in, reports = self._store.outlines([m for entry in some for m in entry.mentions], leading)
            events = {event.id: event for event in self._store.events(m for held in first.values() for m in held)}
            for entry in some:
                told = tuple(events[mention] for mention in first[entry.id] if mention in events)
                places = [told_in[mention] for mention in entry.mentions if mention in told_in]
                known = {place.report: reports[place.report] for place in places}
                yield Account(entry, told, known, tuple(place.attribution for place in places))

    def reports(self, *, text: str | None = None) -> list[Report]:
        """Return the reports whose title or text hold the words ``text`` (all where None), by day (unknown last)."""
        return list(self.each_report(text=text))

    def each_report(self, *, text: str | None = None) -> Iterator[Report]:
        """Yield the reports as ``reports`` gives them, without holding them all at once."""
        for ids in batched(self._store.find_reports(text), _AT_ONCE):
            found = {report.id: report for report in self._store.reports(ids)}
            yield from (found[key] for key in ids)

    def reports_page(self, *, text: str | None, limit: int, offset: int = 0) -> tuple[list[Report], int]:
        """Return ``limit`` of the reports as ``reports`` gives them, from number ``offset`` on, and how many there are
        in all."""
        ids, total = self._store.page_reports(text, limit, offset)
        found = {report.id: report for report in self._store.reports(ids)}
        return [found[key] for key in ids], total

    def reports_by_id(self, ids: Iterable[str]) -> list[Report]:
        """Return the reports with these ids, each once, in the order of their ids."""
        return list(self._store.reports(ids))

    def report(self, id: str) -> Report:
        """Return the report with this id; a unique beginning is enough. Raises LedgerError where there is none."""
        _, key = self.resolve(id, kind="report")
        return next(self._store.reports([key]))

    def statements(
        self,
        *,
        speaker: str | None = None,
        about: str | None = None,
        since: str | None = None,
        until: str | None = None,
        report: str | None = None,
    ) -> list[Statement]:
        """Return the statements that pass every filter given, by the day of their report (unknown last).

        ``speaker`` is a country's code or name or part of the speaker's; ``about`` are words that the content must
        hold; ``since`` and ``until`` EDTF dates between which the report was published.
        Raises LedgerError where a filter has a value that it cannot have.
        """
        wanted = statement_filter(speaker=speaker, about=about, since=since, until=until, report=report)
        ids = self._store.find_statements(wanted)
        found = {statement.id: statement for statement in self._store.statements(ids)}
        return [found[key] for key in ids]

    def statements_page(self, wanted: StatementFilter, *, limit: int, offset: int = 0) -> tuple[list[Statement], int]:
        """Return ``limit`` of the statements that ``wanted`` (as ``statement_filter`` makes it) lets through, from
        number ``offset`` on, and how many there are in all."""
        ids, total = self._store.page_statements(wanted, limit, offset)
        found = {statement.id: statement for statement in self._store.statements(ids)}
        return [found[key] for key in ids], total

    def statement(self, id: str) -> Statement:
        """Return the statement with this id; a unique beginning is enough. Raises LedgerError where there is none."""
        _, key = self.resolve(id, kind="statement")
        return next(self._store.statements([key]))

    def events(self, report: str) -> list[Event]:
        """Return the events of the report with this id, in the order of its text."""
        return list(self._store.events_of([report]))

    def entities(self, report: str) -> list[Entity]:
        """Return the states, bodies and persons that the report with this id names."""
        return list(self._store.entities_of([report]))

    def issues(self, *, report: str | None = None) -> list[Issue]:
        """Return the issues, of one report where its id is given, errors first."""
        return self._store.issues(report)

    def issues_page(self, *, limit: int, offset: int = 0) -> tuple[list[Issue], int]:
        """Return ``limit`` of the issues as ``issues`` gives them, from number ``offset`` on, and how many there are in
        all."""
        return self._store.issues(None, limit, offset), self._store.counts()["issue"]

    def dropped_mentions(self, report: str) -> list[DroppedMention]:
        """Return what stages found in the report with this id and ruled out, with the reasons."""
        return self._store.dropped_mentions(report)

    def parents(self, report: str) -> tuple[Link, ...]:
        """Return what the report with this id descends from, each with its evidence; none where it is independent."""
        from onrecord.pipeline import lineage as kinship

        return kinship.parents_of(self._store, [report])[report]

    def parents_of(self, reports: Iterable[str]) -> dict[str, tuple[Link, ...]]:
        """Return for each of the reports with these ids what it descends from."""
        from onrecord.pipeline import lineage as kinship

        return kinship.parents_of(self._store, reports)

    def each_lineage(self) -> Iterator[tuple[Link, ...]]:
        """Yield for every report, by day, what it descends from."""
        from onrecord.pipeline import lineage as kinship

        for ids in batched(self._store.find_reports(None), _AT_ONCE):
            yield from kinship.parents_of(self._store, ids).values()

    def kin(self, report: str) -> tuple[Link, ...]:
        """Return every link of the report with this id and of all those that it is joined to, a person's rulings
        heeded: its whole tree."""
        from onrecord.pipeline import lineage as kinship

        return kinship.tree(self._store, report)

    def origins(self, reports: Iterable[str]) -> "tuple[OriginGroup, ...]":
        """Return the reports with these ids parted into those of one origin."""
        from onrecord.pipeline import lineage as kinship

        return kinship.groups(self._store, reports)

    def speakers(self, reports: Iterable[str]) -> tuple[str, ...]:
        """Return whose words the reports with these ids give, each speaker once."""
        from onrecord.pipeline import lineage as kinship

        return kinship.speakers(self._store, list(reports))

    def rule_lineage(self, ruling: Ruling) -> None:
        """Keep what a person decided about a report and a parent; it outweighs what is computed, now and later."""
        with self._store.writing() as writer:
            writer.rule(ruling)

    def unrule_lineage(self, report: str) -> None:
        """Take back what persons decided about the parents of the report with this id."""
        with self._store.writing() as writer:
            writer.unrule(report)

    def raw(self, report: Report) -> bytes:
        """Return the bytes that ``report`` was read from, as they were handed in."""
        return self._store.raw(report.sha256 or "")

    def resolve(self, prefix: str, *, kind: str | None = None) -> tuple[str, str]:
        """Return kind (``report``, ``entry``, ``statement``, ``event``) and id of the one whose id begins so.

        The word before the hyphen may be left out. Raises LedgerError where none (of ``kind``, if given) or several do.
        """
        return self._store.resolve(prefix, kind)

    def counts(self) -> dict[str, int]:
        """Return the numbers of reports, statements, events, entries and issues."""
        return self._store.counts()

    def export(self, out: TextIO, *, format: str = "jsonl") -> int:
        """Write the whole ledger to ``out`` and return the number of rows.

        Raises LedgerError for a format that nothing here writes.
        """
        from onrecord.pipeline.exporting import exporter

        return exporter(format)(self, out)

    def close(self) -> None:
        """Close the file."""
        self._store.close()

    def __enter__(self) -> Self:
        """Return the ledger itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close it."""
        self.close()


def open_ledger(path: str | Path, *, config: Config | None = None, pipeline: "Pipeline | None" = None) -> Ledger:
    """Open the ledger in the file ``path``, made where it is absent, and return it.

    ``config`` are settings other than the defaults, ``pipeline`` stages other than onrecord's own.
    Raises LedgerError where the file is no ledger, was written by a newer onrecord, or cannot be opened.
    """
    from onrecord.record.ledger import Store

    return Ledger(Store(Path(path)), pipeline, config or Config())
