"""Casework: what stands above the entries (commitments), behind them (why), before them (history), and what persons
decide about them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import get_args

from onrecord.config import Config
from onrecord.core.decisions import Anchor, Cited, Decision
from onrecord.core.edtf import bounds
from onrecord.core.errors import LedgerError
from onrecord.core.records import Commitment, Entry, Event, Join, Keyed, Report
from onrecord.core.vocabulary import DecisionKind, EventType, Stage
from onrecord.meaning.lineage.origins import OriginGroup, origin_groups, sources_of
from onrecord.meaning.merging.entries import entry_id
from onrecord.meaning.merging.tellings import telling
from onrecord.meaning.merging.values import Value, values
from onrecord.pipeline.stages import LedgerStage
from onrecord.record.ledger import EntryFilter, Page, Store, Writer
from onrecord.record.ledger.cases import Change
from onrecord.record.ledger.decisions import decision_id
from onrecord.record.ledger.versions import Kind, Version

EDITABLE = ("type", "stage", "actors", "recipients", "items", "when", "where")
"""The fields that a person may set."""

_LONGEST = 2_000
"""How many characters may be cited at once."""


@dataclass(frozen=True, slots=True)
class Edit:
    """What a person sets: a field, its value, and the words behind it, each as a report's id and the characters from
    where to where."""

    field: str
    value: str
    cited: tuple[tuple[str, int, int], ...] = ()


Seen = Mapping[str, str]
"""The version (as ``Casework.version`` gives it) of each entry by id that a person had before them when they decided.

Where it is given and an entry has another by now, the decision is refused with LedgerError ``decision.stale``: two
people at once do not overwrite each other.
"""


class Casework:
    """The entries of one ledger as a person works on them. Every method raises LedgerError where the file cannot be
    read or written."""

    def __init__(self, store: Store, stages: Callable[[], Sequence[object]], config: Config) -> None:
        """Work on what ``store`` keeps; ``stages`` gives those that merge and follow, run again after a decision: who
        only reads need not load them."""
        self._store = store
        self._stages = stages
        self._config = config

    def commitments(self, ids: Iterable[str] | None = None) -> list[Commitment]:
        """Return the commitments with these ids (all where None) by id."""
        return self._store.cases.commitments(ids)

    def commitments_of(self, entry: Entry) -> list[Commitment]:
        """Return the commitments that ``entry`` belongs to, by id."""
        return self._store.cases.commitments_with([entry.id])

    def entries(self, ids: Iterable[str]) -> list[Entry]:
        """Return the entries with these ids, in the order given."""
        return list(self._store.entries(ids))

    def holding(self, mentions: Iterable[str]) -> list[Entry]:
        """Return the entries that hold one of these mentions, by id."""
        return list(self._store.entries_with(mentions))

    def joins(self, entry: Entry) -> tuple[Join, ...]:
        """Return why the mentions of ``entry`` are one."""
        return self._store.cases.joins(entry.id)

    def values(self, entry: Entry) -> tuple[Value, ...]:
        """Return all values of the fields of ``entry``: who gives them, which the entry takes, what speaks against."""
        events = list(self._store.events(entry.mentions))
        reports = {report.id: report for report in self._store.reports({event.report for event in events})}
        return self.values_of(events, reports, origin_groups(self._store, reports))

    def values_of(
        self, events: Iterable[Event], reports: Mapping[str, Report], groups: Iterable[OriginGroup]
    ) -> tuple[Value, ...]:
        """Return what ``values`` does for an entry that these events tell, in reports of these origins."""
        families = sources_of(groups)
        return values([telling(e, reports[e.report], *families.get(e.report, ())) for e in events])

    def decisions(self) -> list[Decision]:
        """Return every decision, undone ones too, in the order in which they were made."""
        return self._store.cases.decisions()

    def decisions_on(self, entry: Entry) -> list[Decision]:
        """Return the decisions that hold about mentions of ``entry``."""
        return list(self._store.decisions_on(entry.mentions))

    def held(self, entries: Iterable[Entry]) -> dict[str, tuple[Decision, ...]]:
        """Return for each of ``entries``, by id, the decisions that hold about its mentions, the latest last."""
        by_mention = {mention: entry.id for entry in entries for mention in entry.mentions}
        found: dict[str, dict[str, Decision]] = {key: {} for key in by_mention.values()}
        for decision in sorted(self._store.decisions_on(by_mention), key=lambda d: (d.made, d.id)):
            for mention in decision.mentions:
                if mention in by_mention:
                    found[by_mention[mention]][decision.id] = decision
        return {key: tuple(decisions.values()) for key, decisions in found.items()}

    def history(self, entry: Entry) -> list[Decision]:
        """Return every decision about mentions of ``entry``, undone ones too, in the order in which they were made."""
        return self._store.cases.history(entry.mentions)

    def citing(self, report: str) -> list[Decision]:
        """Return the decisions that hold and cite words of the report with this id."""
        return self._store.cases.citing(report)

    def version(self, entry: Entry) -> str:
        """Return what ``seen`` is to say of ``entry``: it changes with what the entry says and what is decided."""
        return self._store.cases.version(entry.id)

    def past(self, entry: Entry) -> list[Version]:
        """Return all that ``entry`` ever said, and the entries that its mentions were before, in the order in which
        they did: an entry has its id from its first mention."""
        return self._store.cases.versions({entry.id, *(entry_id(mention) for mention in entry.mentions)})

    def queue(self, wanted: EntryFilter, limit: int, offset: int = 0) -> Page:
        """Return the ids of the entries that ``wanted`` lets through and a person should look at, ``limit`` from number
        ``offset`` on: those vetted that have changed since, then candidates whose origins disagree, then the others,
        those of most origins first."""
        again = [key for key in self._store.cases.flagged() if wanted == EntryFilter()]
        found, total = again[offset : offset + limit], len(again)
        for conflict in ("any", "none"):
            if wanted.conflict in {None, conflict}:
                asked = replace(wanted, tier="candidate", conflict=conflict)
                left, start = limit - len(found), max(0, offset - total)
                page = self._store.search_entries(asked, sort="-origins", limit=left, offset=start)
                found, total = [*found, *page.entries], total + page.total
        return Page(tuple(found), total)

    def accept(self, entry: Entry, who: str, why: str = "", *, seen: Seen | None = None) -> Decision:
        """Put on record that ``who`` holds ``entry`` to be right as it stands."""
        return self._decide("accept", who, why, self._store.cases.anchors(entry.mentions), seen=seen)

    def reject(self, entry: Entry, who: str, why: str = "", *, seen: Seen | None = None) -> Decision:
        """Put on record that ``who`` holds ``entry`` to be no entry."""
        return self._decide("reject", who, why, self._store.cases.anchors(entry.mentions), seen=seen)

    def edit(self, entry: Entry, edit: Edit, who: str, why: str = "", *, seen: Seen | None = None) -> Decision:
        """Set a field of ``entry``; what the machine found stays beside it.

        Raises LedgerError for a field that cannot be set, a value that it cannot have, or words that no report has.
        """
        field = edit.field
        if field not in EDITABLE:
            raise LedgerError("decision.field", f"There is no field {field!r}.", f"Use one of: {', '.join(EDITABLE)}.")
        value = _fitting(field, edit.value.strip())
        anchors = self._store.cases.anchors(entry.mentions)
        return self._decide("edit", who, why, anchors, (field, value, self._cited(edit)), seen=seen)

    def merge(self, entries: Sequence[Entry], who: str, why: str = "", *, seen: Seen | None = None) -> Decision:
        """Make ``entries`` one. Raises LedgerError where they are fewer than two."""
        if len({entry.id for entry in entries}) < 2:
            raise LedgerError("decision.merge", "One entry cannot be merged.", "Name another one.")
        mentions = [mention for entry in entries for mention in entry.mentions]
        return self._decide("merge", who, why, self._store.cases.anchors(mentions), seen=seen)

    def split(
        self, entry: Entry, mentions: Sequence[str], who: str, why: str = "", *, seen: Seen | None = None
    ) -> Decision:
        """Take ``mentions`` out of ``entry`` into one of their own.

        Raises LedgerError where they are not some, but not all, of the entry.
        """
        taken, left = set(mentions), set(entry.mentions) - set(mentions)
        if not taken or not left or not taken <= set(entry.mentions):
            raise LedgerError(
                "decision.split", f"{entry.id} cannot be split so.", "Name some of its mentions, not all."
            )
        anchors = (*self._store.cases.anchors(left, 0), *self._store.cases.anchors(taken, 1))
        return self._decide("split", who, why, anchors, seen=seen)

    def undo(self, decision: Decision, who: str, *, seen: Seen | None = None) -> bool:
        """Take back ``decision`` and say whether it held until then; it stays on record as undone."""
        with self._store.writing() as writer:
            writer.expect(seen or {})
            held = writer.undo(decision.id, who, _now())
            if held:
                self._redo(writer, decision.mentions)
        return held

    def changes(self, since: str, kind: Kind = "entry") -> list[Change]:
        """Return what became of the entries (or commitments) since ``since`` (an EDTF date, from its first day on, or a
        time in UTC).

        Raises LedgerError where it is neither.
        """
        return self._store.cases.changes(_time(since), kind)

    def as_of(self, time: str, kind: Kind = "entry") -> dict[str, str]:
        """Return what every entry (or commitment) said at the end of the day ``time`` (EDTF, its last day) or at that
        time in UTC, as JSON by id.

        Raises LedgerError where it is neither.
        """
        return self._store.cases.as_of(_end(time), kind)

    def _decide(
        self,
        kind: DecisionKind,
        who: str,
        why: str,
        anchors: tuple[Anchor, ...],
        edit: tuple[str, str, tuple[Cited, ...]] | None = None,
        seen: Seen | None = None,
    ) -> Decision:
        made = datetime.now(UTC).isoformat(timespec="microseconds")
        key = decision_id(kind, who, made, [anchor.mention for anchor in anchors])
        field, value, cited = edit or (None, None, ())
        decision = Decision(key, kind, who, made, why, anchors, field, value, cited=cited)
        with self._store.writing() as writer:
            writer.expect(seen or {})
            writer.decide(decision)
            self._redo(writer, decision.mentions)
        return decision

    def _cited(self, edit: Edit) -> tuple[Cited, ...]:
        """Return the words that an edit cites. Raises LedgerError where a report has none there."""
        known = {report.id: report.text for report in self._store.reports({key for key, _, _ in edit.cited})}
        found = []
        for key, start, end in dict.fromkeys(edit.cited):
            words = known.get(key, "")[start:end] if 0 <= start < end <= start + _LONGEST else ""
            if len(words) != end - start or not words.strip():
                raise LedgerError("decision.words", f"No such words stand in {key}.", "Select them again.")
            found.append(Cited(key, start, end, words))
        return tuple(found)

    def _redo(self, writer: Writer, mentions: Sequence[str]) -> None:
        """Merge and follow anew what tells these mentions, in the transaction of the decision: it is kept with all that
        follows from it or not at all, and nobody else writes in between."""
        reports = sorted({event.report for event in self._store.events(mentions)})
        subjects = [report.sha256 for report in self._store.reports(reports) if report.sha256]
        for stage in self._stages():
            if not isinstance(stage, LedgerStage):
                continue
            found: list[Entry | Keyed | Commitment] = [*stage.run(self._store, reports, self._config)]
            run = writer.begin_run("onrecord review", "{}")
            again = writer.keep_found(found, subjects, stage.mark(self._config), run)
            reports, subjects = [*reports, *(id for id, _ in again)], [*subjects, *(sha256 for _, sha256 in again)]
            writer.end_run(run)


def _fitting(field: str, value: str) -> str:
    """Return ``value`` as ``field`` may hold it. Raises LedgerError where it may not."""
    codes: tuple[str, ...] = {"type": get_args(EventType), "stage": get_args(Stage)}.get(field, ())
    if codes:
        found = next((code for code in codes if code.lower() == value.lower()), None)
        if found is None:
            raise LedgerError("decision.value", f"{value!r} is no {field}.", f"Use one of: {', '.join(codes)}.")
        return found
    if not value or (field == "when" and bounds(value) is None):
        raise LedgerError("decision.value", f"{field} cannot be {value!r}.", "Write a date as 2024-05, else words.")
    return value


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _time(said: str) -> str:
    return said if "T" in said else _days(said)[0]


def _end(said: str) -> str:
    return said if "T" in said else f"{_days(said)[1]}T24"


def _days(said: str) -> tuple[str, str]:
    days = bounds(said)
    if days is None:
        raise LedgerError("filter.date", f"{said!r} is no date.", "Write it as 2024, 2024-05 or 2024-05-31.")
    return days
