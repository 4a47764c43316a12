"""The store: a ledger's typed reads, and the one place that hands out a writer."""

import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import batched
from pathlib import Path

from sqlalchemy import Connection, case, func, select

from onrecord.core.decisions import Decision
from onrecord.core.errors import LedgerError
from onrecord.core.issues import DroppedMention, Issue
from onrecord.core.lineage import Link, Ruling
from onrecord.core.records import Entity, Entry, Event, Report, Statement
from onrecord.record.database import schema
from onrecord.record.database.engine import Database
from onrecord.record.database.search_schema import entry_stale
from onrecord.record.ledger import commitments, decisions, entries, finding, lineage, records
from onrecord.record.ledger.among import among
from onrecord.record.ledger.book import EntityBook
from onrecord.record.ledger.cases import CaseBook
from onrecord.record.ledger.filters import FACETS, EntryFilter, Page, Sort, StatementFilter
from onrecord.record.ledger.indexing import index_stale
from onrecord.record.ledger.searching import Search
from onrecord.record.ledger.settling import StageMark, pending
from onrecord.record.ledger.shelf import Shelf
from onrecord.record.ledger.surveys import SurveyBook
from onrecord.record.ledger.visits import Visit, load_visits
from onrecord.record.ledger.writing import Writer, new_captures

_CHUNK = 400


class Store:
    """An open ledger file. Fulfils ``core.view.View``; every read raises LedgerError where the database refuses."""

    def __init__(self, path: Path) -> None:
        """Open the ledger ``path``, made where it is absent.

        Raises LedgerError where the file is no ledger, is newer than this code, or cannot be opened.
        """
        self.path = path
        self._database = Database(path)
        self.entities = EntityBook(self._database)
        self.cases = CaseBook(self._database)
        self._shelf = Shelf()
        self.surveys = SurveyBook(self._database, self._shelf)
        with self._database.reading() as connection:
            stale = connection.scalar(select(entry_stale.c.entry).limit(1))
        if stale is not None:
            with self._database.writing() as connection:
                index_stale(connection)

    def close(self) -> None:
        """Close the file."""
        self._database.close()

    @contextmanager
    def writing(self) -> Iterator[Writer]:
        """Give the writer of one transaction, kept whole at the end of the block or not at all.

        Raises LedgerError where another process is writing.
        """
        with self._database.writing() as connection:
            yield Writer(connection)

    @contextmanager
    def indexing(self) -> Iterator[Connection]:
        """Give the connection of one transaction that writes lines of the index alone, as benchmarks do."""
        with self._database.writing() as connection:
            yield connection

    def find_entries(self, wanted: EntryFilter) -> list[str]:
        """Return the ids of the entries that ``wanted`` lets through, by day (unknown last)."""
        return list(self.search_entries(wanted).entries)

    def search_entries(
        self, wanted: EntryFilter, *, sort: Sort = "day", limit: int | None = None, offset: int = 0
    ) -> Page:
        """Return the entries that ``wanted`` lets through, at most ``limit`` from number ``offset`` on, and how many
        there are in all."""
        with self._database.reading() as connection:
            return Search(connection, self._database.dialect, self._shelf).page(wanted, sort, limit, offset)

    def look(
        self, wanted: EntryFilter, facets: Sequence[str], sort: Sort, limit: int, offset: int, most: int
    ) -> tuple[Page, dict[str, list[tuple[str, int]]]]:
        """Return what ``search_entries`` and ``count_entries`` do, each condition of ``wanted`` met but once."""
        with self._database.reading() as connection:
            search = Search(connection, self._database.dialect, self._shelf)
            return search.page(wanted, sort, limit, offset), search.facets(wanted, facets, most)

    def warm(self) -> None:
        """Read into memory what most searches need."""
        with self._database.reading() as connection:
            Search(connection, self._database.dialect, self._shelf).warm()

    def count_entries(
        self, wanted: EntryFilter, facets: Sequence[str] = FACETS, most: int = 50
    ) -> dict[str, list[tuple[str, int]]]:
        """Return for each of ``facets`` its values with how many of the entries that ``wanted`` lets through carry it
        (the facet's own filter aside), the most frequent first, at most ``most``."""
        with self._database.reading() as connection:
            return Search(connection, self._database.dialect, self._shelf).facets(wanted, facets, most)

    def find_statements(self, wanted: StatementFilter) -> list[str]:
        """Return the ids of the statements that ``wanted`` lets through, by the day of their report."""
        with self._database.reading() as connection:
            return finding.statement_ids(connection, self._database.dialect, wanted)

    def find_reports(self, text: str | None = None) -> list[str]:
        """Return the ids of the reports that hold ``text`` (of all where None), by day (unknown last)."""
        with self._database.reading() as connection:
            return finding.report_ids(connection, self._database.dialect, text)

    def page_statements(self, wanted: StatementFilter, limit: int, offset: int) -> tuple[list[str], int]:
        """Return ``limit`` of the ids that ``find_statements`` finds from number ``offset`` on, and their number."""
        with self._database.reading() as connection:
            ids = finding.statement_ids(connection, self._database.dialect, wanted, limit, offset)
            return ids, finding.count_statements(connection, self._database.dialect, wanted)

    def page_reports(self, text: str | None, limit: int, offset: int) -> tuple[list[str], int]:
        """Return ``limit`` of the ids that ``find_reports`` finds from number ``offset`` on, and how many it finds."""
        with self._database.reading() as connection:
            ids = finding.report_ids(connection, self._database.dialect, text, limit, offset)
            return ids, finding.count_reports(connection, self._database.dialect, text)

    def reports(self, ids: Iterable[str]) -> Iterator[Report]:
        """Yield the reports with these ids, in the order of their ids."""
        with self._database.reading() as connection:
            yield from records.load_reports(connection, ids)

    def bare_reports(self, ids: Iterable[str]) -> Iterator[Report]:
        """Yield the reports with these ids, in the order of their ids, without their origins, stretches in another
        language, dropped blocks and issues: as merging asks for them, by the thousand."""
        with self._database.reading() as connection:
            yield from records.load_bare_reports(connection, ids)

    def outlines(
        self, mentions: Iterable[str], whole: Iterable[str]
    ) -> tuple[dict[str, records.Telling], dict[str, Report]]:
        """Return where and on whose word each of ``mentions`` is told, and these reports as a list shows them: the text
        only of those in which the mentions ``whole`` stand."""
        with self._database.reading() as connection:
            told = records.tellings_of(connection, mentions)
            texts = {told[mention].report for mention in whole if mention in told}
            reports = {telling.report for telling in told.values()}
            return told, {each.id: each for each in records.load_outlines(connection, reports, texts)}

    def reports_by(self, outlet: str) -> Iterator[tuple[str, str]]:
        """Yield id and SHA-256 of the reports that ``outlet`` published, the latest first, then by id."""
        with self._database.reading() as connection:
            yield from finding.reports_by(connection, outlet)

    def statements(self, ids: Iterable[str]) -> Iterator[Statement]:
        """Yield the statements with these ids, in the order of report and text."""
        with self._database.reading() as connection:
            yield from records.load_statements(connection, ids)

    def events(self, ids: Iterable[str]) -> Iterator[Event]:
        """Yield the events with these ids, in the order of report and text."""
        with self._database.reading() as connection:
            yield from records.load_events(connection, ids)

    def entries(self, ids: Iterable[str]) -> Iterator[Entry]:
        """Yield the entries with these ids in the order given."""
        with self._database.reading() as connection:
            yield from records.load_entries(connection, ids)

    def statements_of(self, reports: Iterable[str]) -> Iterator[Statement]:
        """Yield the statements of these reports in the order of the text."""
        with self._database.reading() as connection:
            for chunk in batched(sorted(set(reports)), _CHUNK):
                ids = finding.mention_ids(connection, "statement", list(chunk))
                yield from records.load_statements(connection, ids)

    def events_of(self, reports: Iterable[str]) -> Iterator[Event]:
        """Yield the events of these reports in the order of the text."""
        with self._database.reading() as connection:
            for chunk in batched(sorted(set(reports)), _CHUNK):
                yield from records.load_events(connection, finding.mention_ids(connection, "event", list(chunk)))

    def entities_of(self, reports: Iterable[str]) -> Iterator[Entity]:
        """Yield the entities that these reports name."""
        with self._database.reading() as connection:
            yield from records.load_entities(connection, reports)

    def named_in(self, reports: Iterable[str]) -> Iterator[tuple[Entity, str | None]]:
        """Yield the entities that these reports name, without where they stand, each with its report's date (EDTF), in
        the order of report and id."""
        with self._database.reading() as connection:
            yield from records.load_named(connection, reports)

    def entries_with(self, mentions: Iterable[str]) -> Iterator[Entry]:
        """Yield the entries that hold one of these mentions, each once, in the order of their ids."""
        held = schema.entry_mention
        with self._database.reading() as connection:
            found: set[str] = set()
            for chunk in batched(set(mentions), _CHUNK):
                found.update(connection.scalars(select(held.c.entry).where(among(held.c.mention, chunk))))
            yield from records.load_entries(connection, sorted(found))

    def entries_beside(self, entries: Iterable[str]) -> Iterator[str]:
        """Yield the other entries that stand in one commitment with one of these, each once, by id."""
        with self._database.reading() as connection:
            yield from commitments.beside(connection, entries)

    def holders(self, keys: Iterable[int], most: int) -> Iterator[tuple[int, str]]:
        """Yield each of these lineage keys with the reports placed under it, at most ``most`` a key, first by id."""
        with self._database.reading() as connection:
            yield from lineage.holders(connection, keys, most)

    def lineage_facts(self, reports: Iterable[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Yield those of these reports that are placed, with the facts that they are compared by."""
        with self._database.reading() as connection:
            yield from lineage.facts(connection, reports)

    def links_of(self, reports: Iterable[str]) -> Iterator[Link]:
        """Yield the lineage links that name one of these reports, as descendant or as parent, each once."""
        with self._database.reading() as connection:
            yield from lineage.links(connection, reports)

    def rulings_of(self, reports: Iterable[str]) -> Iterator[Ruling]:
        """Yield what persons decided about the parents of these reports."""
        with self._database.reading() as connection:
            yield from lineage.rulings(connection, reports)

    def mentions_under(self, keys: Iterable[str], most: int) -> Iterator[tuple[str, str]]:
        """Yield these merging keys with the events under each, about ``most`` a key."""
        with self._database.reading() as connection:
            yield from entries.mentions_under(connection, keys, most)

    def keys_of(self, mentions: Iterable[str], beginning: str) -> Iterator[tuple[str, str]]:
        """Yield these events with each of their merging keys that begins so."""
        with self._database.reading() as connection:
            yield from entries.keys_of(connection, mentions, beginning)

    def mentions_ending(self, endings: Iterable[str], most: int) -> Iterator[str]:
        """Yield the events under merging keys of any time that end so, at most ``most`` an ending."""
        with self._database.reading() as connection:
            yield from entries.mentions_ending(connection, endings, most)

    def mentions_beside(self, mentions: Iterable[str]) -> Iterator[str]:
        """Yield all mentions of the entries that hold one of these, each once."""
        with self._database.reading() as connection:
            yield from entries.beside(connection, mentions)

    def decisions_on(self, mentions: Iterable[str]) -> Iterator[Decision]:
        """Yield the decisions that hold about these mentions."""
        with self._database.reading() as connection:
            yield from decisions.on_mentions(connection, mentions)

    def dropped_mentions(self, report: str) -> list[DroppedMention]:
        """Return the mentions that stages found in ``report`` and ruled out."""
        with self._database.reading() as connection:
            return records.load_dropped_mentions(connection, report)

    def issues(self, report: str | None = None, limit: int | None = None, offset: int = 0) -> list[Issue]:
        """Return the issues (of one report where given), errors first, then by file; ``limit`` of them (all where None)
        from number ``offset`` on."""
        table = schema.issue
        rank = case({"error": 0, "warning": 1}, value=table.c.severity, else_=2)
        query = select(table).order_by(rank, table.c.file, table.c.stage, table.c.start, table.c.id)
        if report is not None:
            query = query.where(table.c.report == report)
        with self._database.reading() as connection:
            return [records.as_issue(row) for row in connection.execute(query.limit(limit).offset(offset))]

    def refused(self) -> list[str]:
        """Return the inputs, of which no bytes were read, that issues are kept about."""
        column = schema.issue.c.file
        query = select(column).where(schema.issue.c.subject.is_(None), column.is_not(None)).distinct().order_by(column)
        with self._database.reading() as connection:
            return list(connection.scalars(query))

    def raw(self, sha256: str) -> bytes:
        """Return the bytes with this SHA-256 as they were handed in.

        Raises LedgerError where the ledger does not have them.
        """
        with self._database.reading() as connection:
            body = connection.scalar(select(schema.raw.c.body).where(schema.raw.c.sha256 == sha256))
        if body is None:
            raise LedgerError("ledger.no_raw", f"No document has the hash {sha256}.", "See `onrecord reports`.")
        return zlib.decompress(body)

    def resolve(self, prefix: str, kind: str | None = None) -> tuple[str, str]:
        """Return kind (``report``, ``entry``, ``statement``, ``event``) and id of the one that ``prefix`` begins.

        The word before the id's hyphen may be left out. Raises LedgerError where none (of ``kind``, if given) or
        several begin so.
        """
        with self._database.reading() as connection:
            begun = list(finding.beginning_with(connection, prefix)) if prefix else []
        found = [(one, key) for one, key in begun if kind in {None, one}]
        exact = [(one, key) for one, key in found if key == prefix]
        if len(exact or found) == 1:
            return (exact or found)[0]
        if not found:
            what = kind or "id"
            raise LedgerError("ledger.no_id", f"No {what} begins with {prefix!r}.", "See `onrecord show` for the ids.")
        some = ", ".join(key for _, key in found[:5])
        raise LedgerError("ledger.ambiguous", f"Several ids begin with {prefix!r}: {some}.", "Give more of the id.")

    def counts(self) -> dict[str, int]:
        """Return the number of rows of reports, statements, events, entries and issues."""
        tables = (schema.report, schema.statement, schema.event, schema.entry, schema.issue)
        with self._database.reading() as connection:
            return {table.name: connection.scalar(select(func.count()).select_from(table)) or 0 for table in tables}

    def done(self, subjects: Sequence[str], marks: Sequence[StageMark]) -> set[str]:
        """Return those of ``subjects`` (SHA-256) that every stage of ``marks`` dealt with just so, without fault."""
        table = schema.stage_run
        wanted = {(mark.stage, mark.version, mark.config_hash, "done") for mark in marks}
        found: dict[str, int] = {}
        with self._database.reading() as connection:
            for chunk in batched(dict.fromkeys(subjects), _CHUNK):
                columns = (table.c.subject, table.c.stage, table.c.version, table.c.config_hash, table.c.status)
                for subject, *mark in connection.execute(select(*columns).where(among(table.c.subject, chunk))):
                    found[subject] = found.get(subject, 0) + (tuple(mark) in wanted)
        return {subject for subject, count in found.items() if count == len(wanted)}

    def new_captures(self, captures: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
        """Return those of ``captures`` (path, SHA-256) that the ledger does not know."""
        with self._database.reading() as connection:
            return new_captures(connection, captures)

    def visits(self, urls: Iterable[str]) -> dict[str, Visit]:
        """Return the last visits to those of these addresses that were visited, by address."""
        with self._database.reading() as connection:
            return load_visits(connection, urls)

    def pending(self, mark: StageMark) -> list[tuple[str, str]]:
        """Return id and SHA-256 of the reports that the stage of ``mark`` has not dealt with just so, by id."""
        with self._database.reading() as connection:
            return pending(connection, mark)
