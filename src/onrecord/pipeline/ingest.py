"""Ingest: documents through the stages into the ledger, resumed where it was left, counted, one writer."""

import json
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field, replace
from importlib.metadata import version
from itertools import batched, chain, islice
from pathlib import Path
from typing import Literal

from onrecord.config import Config
from onrecord.core.issues import Issue
from onrecord.core.records import Commitment, Entry, Keyed
from onrecord.pipeline.folios import Folio
from onrecord.pipeline.furniture import Furniture
from onrecord.pipeline.intake import Unchanged, take_in
from onrecord.pipeline.running import Batch, run_batches, uncollected
from onrecord.pipeline.stages import LedgerStage, PlacingStage, ReportStage, ResolvingStage, check_order
from onrecord.pipeline.visiting import Visitor
from onrecord.record.ledger import Filing, Store, Writer

GIVEN = ("raw", "recurring")
"""What a folio has before the first stage."""

_WORTH_PROCESSES = 6
"""From how many batches on the time to start further processes is won back."""
_REPORTS_AT_ONCE = 256
"""How many reports a stage over many reports is given, and kept, together."""

State = Literal["read", "unchanged", "failed"]


@dataclass(frozen=True, slots=True)
class Step:
    """One file dealt with: how many of how many that makes, and what became of it. ``issue`` says why it failed."""

    file: str
    state: State
    done: int
    total: int
    issue: Issue | None = None


@dataclass(slots=True)
class IngestSummary:
    """What an ingest did. ``read``, ``unchanged`` and ``failed`` count files and add up to those dealt with.

    ``waiting`` counts, after an ``interrupted`` one, the reports of the ledger that are kept and not yet merged.
    """

    read: int = 0
    unchanged: int = 0
    failed: int = 0
    statements: int = 0
    events: int = 0
    dropped: int = 0
    issues: int = 0
    failures: list[Issue] = field(default_factory=list)
    interrupted: bool = False
    waiting: int = 0

    @property
    def done(self) -> int:
        """The number of files dealt with."""
        return self.read + self.unchanged + self.failed


@dataclass(frozen=True, slots=True)
class Pipeline:
    """The stages in order: first those over one report, then those over many.

    Raises PipelineError where a stage does not find what it needs.
    """

    report_stages: tuple[ReportStage, ...]
    ledger_stages: tuple[LedgerStage | PlacingStage | ResolvingStage, ...] = ()

    def __post_init__(self) -> None:
        """Check the order."""
        check_order((*self.report_stages, *self.ledger_stages), GIVEN)


class Ingest:
    """One ingest into one ledger."""

    def __init__(
        self, store: Store, pipeline: Pipeline, config: Config, progress: Callable[[Step], None] | None = None
    ) -> None:
        """Prepare; nothing is read or written yet. ``progress`` is told of every file."""
        self._store = store
        self._pipeline = pipeline
        self._config = config
        self._progress = progress
        self._marks = tuple(stage.mark(config) for stage in pipeline.report_stages)
        self._furniture: Furniture | None = None
        if any("recurring" in stage.requires for stage in pipeline.report_stages) and store.counts()["report"]:
            self._furniture = Furniture(store)
        self._visitor = Visitor(store, config, self._marks)
        self._raw: dict[str, bytes] = {}
        self._seen: set[str] = set()
        self._kept: set[str] = set()
        self._faults: dict[str, Issue] = {}
        self._opened: set[str] = set()
        self._refused: set[str | None] = set()
        self._copies: list[Folio] = []
        self._total = 0
        self._run: int | None = None
        self.summary = IngestSummary()

    def run(self, files: Sequence[Path | str], jobs: int) -> IngestSummary:
        """Take in ``files`` (and addresses, as text) with ``jobs`` processes (0: as many as the work is worth) and
        return what was done.

        Ctrl-C ends it at once: what is done is kept, and the next ingest goes on from there, with reading as with the
        merging of what was read before.
        Raises LedgerError where the ledger cannot be written, PipelineError where a process dies.
        """
        self._total = len(files)
        batches = self._batches(files)
        try:
            head = list(islice(batches, _WORTH_PROCESSES))
            if not jobs:
                jobs = (os.cpu_count() or 1) if len(head) == _WORTH_PROCESSES else 1
            for folios in run_batches(self._pipeline.report_stages, chain(head, batches), self._config, jobs):
                self._keep(folios)
        except KeyboardInterrupt:
            self.summary.interrupted = True
        self._settle_copies()
        self._forget_refusals()
        if not self.summary.interrupted:
            try:
                self._run_ledger_stages()
            except KeyboardInterrupt:
                self.summary.interrupted = True
        self._count_waiting()
        self._remember_visits()
        if self._run is not None:
            with self._store.writing() as writer:
                writer.end_run(self._run)
        return self.summary

    def _batches(self, files: Iterable[Path | str]) -> Iterator[Batch]:
        """Yield the folios that are still to be read, in batches; settle the others on the way."""
        ready: list[Folio] = []
        for taken in batched(take_in(files, self._config, self._visitor), self._config.batch):
            self._refuse([one for one in taken if isinstance(one, Issue)])
            for one in taken:
                if isinstance(one, Unchanged):
                    self.summary.unchanged += 1
                    self._tell(one.file, "unchanged")
            folios = [one for one in taken if isinstance(one, Folio)]
            self._opened.update(name for folio in folios for name in _with_containers(folio.file))
            done = self._store.done([folio.sha256 for folio in folios], self._marks)
            self._settle([folio for folio in folios if folio.sha256 in done])
            for folio in folios:
                if folio.sha256 in done:
                    continue
                if folio.sha256 in self._seen:
                    self._copies.append(replace(folio, raw=b""))
                    continue
                self._seen.add(folio.sha256)
                self._raw[folio.sha256] = folio.raw
                ready.append(self._furnished(folio))
            while len(ready) >= self._config.batch:
                yield ready[: self._config.batch]
                ready = ready[self._config.batch :]
        if ready:
            yield ready

    def _furnished(self, folio: Folio) -> Folio:
        """Return ``folio`` with what the ledger knows of its outlet's furniture."""
        if self._furniture is None:
            return folio
        return replace(folio, recurring=self._furniture.around(folio, self._seen))

    def _refuse(self, issues: Sequence[Issue]) -> None:
        """Keep the issues about files that could not be read, and what else was noted of them."""
        if not issues:
            return
        with self._store.writing() as writer:
            writer.add_issues(issues)
        self._refused.update(issue.file for issue in issues)
        for issue in issues:
            if issue.severity == "error":
                self._fail(issue.file or "", issue)
            else:
                self.summary.issues += 1

    def _keep(self, folios: Sequence[Folio]) -> None:
        """Keep one batch, in one transaction."""
        filings = [self._filing(folio) for folio in folios]
        with self._store.writing() as writer:
            kept = writer.keep(filings, self._run_number(writer))
        for filing in kept:
            self._kept.add(filing.sha256)
            self.summary.issues += len(filing.issues)
            self.summary.dropped += len(filing.dropped)
            if filing.reading is not None:
                self.summary.statements += len(filing.reading.statements)
                self.summary.events += len(filing.reading.events)
                self.summary.dropped += len(filing.reading.report.dropped)
            errors = [issue for issue in filing.issues if issue.severity == "error"]
            if filing.failed:
                self._faults[filing.sha256] = errors[-1]
                self._fail(filing.file, errors[-1])
            else:
                self.summary.read += 1
                self._tell(filing.file, "read")

    def _filing(self, folio: Folio) -> Filing:
        marks = []
        for stage in self._pipeline.report_stages:
            marks.append(stage.mark(self._config, failed=stage.name == folio.failed))
            if marks[-1].failed:
                break
        return Filing(
            file=folio.file,
            sha256=folio.sha256,
            raw=self._raw.pop(folio.sha256),
            reading=folio.reading(),
            dropped=folio.dropped,
            issues=folio.all_issues(),
            marks=tuple(marks),
        )

    def _settle(self, folios: Sequence[Folio]) -> None:
        """Record under which further names bytes of the ledger were handed in."""
        self._capture(folios)
        for folio in folios:
            self.summary.unchanged += 1
            self._tell(folio.file, "unchanged")

    def _capture(self, folios: Sequence[Folio]) -> None:
        captures = [(folio.file, folio.sha256) for folio in folios]
        if captures and (new := self._store.new_captures(captures)):
            with self._store.writing() as writer:
                writer.add_captures(new)

    def _settle_copies(self) -> None:
        """Settle the files that hold the bytes of another one in this ingest; where that one failed, so do they."""
        kept = [folio for folio in self._copies if folio.sha256 in self._kept]
        failed = [folio for folio in kept if folio.sha256 in self._faults]
        self._settle([folio for folio in kept if folio.sha256 not in self._faults])
        self._capture(failed)
        self._refuse([replace(self._faults[folio.sha256], file=folio.file) for folio in failed])

    def _forget_refusals(self) -> None:
        """Drop what earlier ingests noted of inputs that could not be read and now were, without a new complaint."""
        if self.summary.interrupted:
            return
        mended = [file for file in self._store.refused() if file in self._opened and file not in self._refused]
        if mended:
            with self._store.writing() as writer:
                writer.drop_refusals(mended)

    def _run_ledger_stages(self) -> None:
        for stage in self._pipeline.ledger_stages:
            mark = stage.mark(self._config)
            for some in _each_uncollected(batched(self._store.pending(mark), _REPORTS_AT_ONCE)):
                reports = [report for report, _ in some]
                subjects = list(dict.fromkeys(subject for _, subject in some))
                if isinstance(stage, PlacingStage):
                    placements = list(stage.run(self._store, reports, self._config))
                    with self._store.writing() as writer:
                        writer.keep_placements(placements, subjects, mark, self._run_number(writer))
                    continue
                if isinstance(stage, ResolvingStage):
                    resolved = list(stage.run(self._store, self._store.entities, reports, self._config))
                    with self._store.writing() as writer:
                        writer.keep_resolved(resolved, subjects, mark, self._run_number(writer))
                    continue
                found: list[Entry | Keyed | Commitment] = [*stage.run(self._store, reports, self._config)]
                with self._store.writing() as writer:
                    writer.keep_found(found, subjects, mark, self._run_number(writer))

    def _count_waiting(self) -> None:
        """Count the reports that an interrupted ingest leaves for the next one to merge."""
        stages = self._pipeline.ledger_stages
        if self.summary.interrupted and stages:
            waiting = (self._store.pending(stage.mark(self._config)) for stage in stages)
            self.summary.waiting = len({report for found in waiting for report, _ in found})

    def _remember_visits(self) -> None:
        """Remember what servers said of the addresses whose documents are all kept now."""
        if self.summary.interrupted or not self._visitor.went_out:
            return
        visits = list(self._visitor.made(self.summary.failures))
        if visits:
            with self._store.writing() as writer:
                writer.keep_visits(visits)

    def _run_number(self, writer: Writer) -> int:
        """Return the number of this run, recorded when something is written for the first time."""
        if self._run is None:
            self._run = writer.begin_run(f"onrecord {version('onrecord')}", json.dumps(asdict(self._config)))
        return self._run

    def _fail(self, file: str, issue: Issue) -> None:
        self.summary.failed += 1
        self.summary.failures.append(issue)
        self._tell(file, "failed", issue)

    def _tell(self, file: str, state: State, issue: Issue | None = None) -> None:
        if self._progress is not None:
            self._progress(Step(file, state, self.summary.done, max(self._total, self.summary.done), issue))


def _with_containers(file: str) -> Iterator[str]:
    """Yield the name of a document and of the files that hold it ("a.zip!/t.csv#2", "a.zip!/t.csv", "a.zip")."""
    yield file
    while (cut := max(file.rfind("#"), file.rfind("!/"))) > 0:
        file = file[:cut]
        yield file


def _each_uncollected[T](items: Iterable[T]) -> Iterator[T]:
    """Yield ``items``; while one is worked on, no search for cyclic garbage is made (see ``uncollected``)."""
    for item in items:
        with uncollected():
            yield item
