"""The folio: one document on its way through the stages, with what each has added to it."""

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from onrecord.core.issues import DroppedMention, Issue
from onrecord.core.making import record
from onrecord.core.parse import Parse
from onrecord.core.quantities import Quantity
from onrecord.core.records import Entity, Event, Reading, Report, Statement
from onrecord.core.times import TimeExpression

if TYPE_CHECKING:
    from onrecord.language.quotes import Quote
    from onrecord.meaning.entities import Cast


@record
class Folio:
    """One document and what is known of it so far. Stages give back changed copies.

    ``file`` is the path as given (with the member, where a file holds several), ``sha256`` the hash of the bytes
    ``raw``. ``url``, ``captured``, ``encoding`` and ``stated`` are what is known of them from outside, ``recurring``
    what the ledger knows of its outlet's furniture. ``failed`` names the stage that failed on it; no later stage sees
    it. ``parse`` is None where the language is unknown or has no parser.
    """

    file: str
    sha256: str
    raw: bytes = b""
    url: str | None = None
    captured: str | None = None
    encoding: str | None = None
    stated: tuple[tuple[str, str], ...] = ()
    recurring: frozenset[str] = frozenset()
    report: Report | None = None
    parse: Parse | None = None
    quotes: "tuple[Quote, ...]" = ()
    times: tuple[TimeExpression, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    cast: "Cast | None" = None
    entities: tuple[Entity, ...] = ()
    statements: tuple[Statement, ...] = ()
    events: tuple[Event, ...] = ()
    facts: tuple[str, ...] = ()
    dropped: tuple[DroppedMention, ...] = ()
    issues: tuple[Issue, ...] = ()
    failed: str | None = None

    def with_issue(self, issue: Issue) -> "Folio":
        """Return the folio with one more issue."""
        return replace(self, issues=(*self.issues, issue))

    def stripped(self) -> "Folio":
        """Return the folio without what is only needed on the way: light enough to cross between processes."""
        return replace(self, raw=b"", recurring=frozenset(), parse=None, quotes=(), times=(), quantities=(), cast=None)

    def stamped(self, label: str, assigned: Iterable[str]) -> "Folio":
        """Return the folio with ``label`` (``stage@version``) as the producer of the records that a stage assigned."""
        folio = self
        if self.report and "report" in assigned:
            folio = replace(folio, report=replace(self.report, produced_by=label))
        if "entities" in assigned:
            folio = replace(folio, entities=tuple(replace(e, produced_by=label) for e in self.entities))
        if "statements" in assigned:
            folio = replace(folio, statements=tuple(replace(s, produced_by=label) for s in self.statements))
        if "events" in assigned:
            folio = replace(folio, events=tuple(replace(e, produced_by=label) for e in self.events))
        return folio

    def reading(self) -> Reading | None:
        """Return what is to be kept of it, or None where no report came of it."""
        if self.report is None:
            return None
        return Reading(self.report, self.statements, self.events, self.entities, facts=self.facts)

    def all_issues(self) -> tuple[Issue, ...]:
        """Return its issues and its report's, each naming file and report."""
        report = self.report.id if self.report else None
        found = (*(self.report.issues if self.report else ()), *self.issues)
        return tuple(replace(issue, file=self.file, report=issue.report or report) for issue in found)
