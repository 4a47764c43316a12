"""The case book: commitments, decisions and the history of entries, read from the ledger."""

import json
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select

from onrecord.core.decisions import Anchor, Decision
from onrecord.core.records import Commitment, Join
from onrecord.record.database import case_schema, schema
from onrecord.record.database.engine import Database
from onrecord.record.ledger import commitments, decisions, versions
from onrecord.record.ledger.versions import Kind, Version


@dataclass(frozen=True, slots=True)
class Change:
    """What became of an entry or commitment since a time: what it said then and says now, as JSON; None where it was
    not there."""

    entry: str
    before: str | None
    after: str | None

    @property
    def kind(self) -> str:
        """``new``, ``changed`` or ``withdrawn``."""
        return "new" if self.before is None else "withdrawn" if self.after is None else "changed"


class CaseBook:
    """What stands behind and above the entries of one ledger. Every read raises LedgerError where that fails."""

    def __init__(self, database: Database) -> None:
        """Read from ``database``."""
        self._database = database

    def commitments(self, ids: Iterable[str] | None = None) -> list[Commitment]:
        """Return the commitments with these ids (all where None)."""
        with self._database.reading() as connection:
            return list(commitments.load_commitments(connection, ids))

    def commitments_with(self, held: Iterable[str]) -> list[Commitment]:
        """Return the commitments that hold one of these entries, by id."""
        with self._database.reading() as connection:
            return list(commitments.load_commitments(connection, commitments.holding(connection, held)))

    def decisions(self) -> list[Decision]:
        """Return every decision, undone ones too, in the order in which they were made."""
        with self._database.reading() as connection:
            return decisions.load(connection)

    def history(self, mentions: Iterable[str]) -> list[Decision]:
        """Return every decision about these mentions, undone ones too, in the order in which they were made."""
        with self._database.reading() as connection:
            return list(decisions.on_mentions(connection, mentions, undone=True))

    def citing(self, report: str) -> list[Decision]:
        """Return the decisions that hold and cite words of a report."""
        with self._database.reading() as connection:
            return decisions.citing(connection, report)

    def version(self, entry: str) -> str:
        """Return a short hash of what an entry says and of all that was decided about it."""
        with self._database.reading() as connection:
            return decisions.version(connection, entry)

    def versions(self, keys: Iterable[str]) -> list[Version]:
        """Return all that these entries or commitments (by id) ever said, in the order in which they did."""
        with self._database.reading() as connection:
            return list(versions.every(connection, keys))

    def flagged(self) -> list[str]:
        """Return the entries that were vetted and deserve another look, by id."""
        with self._database.reading() as connection:
            return decisions.flagged(connection)

    def anchors(self, mentions: Iterable[str], side: int = 0) -> tuple[Anchor, ...]:
        """Return the anchors that tie a decision to these mentions."""
        mention, report, evidence = schema.mention, schema.report, schema.evidence
        query = (
            select(mention.c.id, report.c.sha256, evidence.c.start, evidence.c.stop)
            .join(report, report.c.id == mention.c.report)
            .join(evidence, evidence.c.mention == mention.c.id)
            .where(evidence.c.field == "evidence", mention.c.id.in_(sorted(set(mentions))))
            .order_by(mention.c.id)
        )
        with self._database.reading() as connection:
            return tuple(Anchor(row.id, row.sha256, row.start, row.stop, side) for row in connection.execute(query))

    def changes(self, since: str, kind: Kind = "entry") -> list[Change]:
        """Return what became of the entries (or commitments) since the time ``since`` (UTC, ISO 8601), by id."""
        with self._database.reading() as connection:
            return [Change(*each) for each in versions.changed(connection, since, kind)]

    def as_of(self, time: str, kind: Kind = "entry") -> dict[str, str]:
        """Return what every entry (or commitment) said at the time ``time`` (UTC, ISO 8601), as JSON by id."""
        with self._database.reading() as connection:
            return dict(versions.as_of(connection, time, kind))

    def joins(self, entry: str) -> tuple[Join, ...]:
        """Return why the mentions of an entry are one."""
        table = case_schema.entry_join
        with self._database.reading() as connection:
            rows = connection.execute(select(table).where(table.c.entry == entry).order_by(table.c.mention)).all()
        return tuple(Join(row.mention, row.other, row.score, tuple(json.loads(row.features).items())) for row in rows)
