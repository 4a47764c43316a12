"""The tables of a ledger as they stand now.

``migrations/`` brings an older ledger here; a test holds that a ledger made by the migrations has exactly these tables.
Names of columns avoid SQL's own words (``start``/``stop`` for a span, ``when_edtf`` for a time), so that every table
can be read in the sqlite3 shell without quoting. ``norm`` columns hold folded words for search.
"""

from sqlalchemy import (
    REAL,
    CheckConstraint,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.schema import SchemaItem

from onrecord.record.database.columns import Amount, Flag, Grounds, Words

metadata = MetaData()


def _table(name: str, *parts: SchemaItem) -> Table:
    """Return a table whose every row names its producer as ``stage@version``."""
    return Table(name, metadata, *parts, Column("produced_by", Text, nullable=False), sqlite_strict=True)


def _id() -> Column[str]:
    return Column("id", Text, primary_key=True)


def _place(name: str = "position") -> Column[int]:
    return Column(name, Integer, primary_key=True, autoincrement=False)


def _key(name: str) -> Column[str]:
    return Column(name, Text, primary_key=True)


def _text(name: str, *, nullable: bool = True) -> Column[str]:
    return Column(name, Text, nullable=nullable)


def _of(target: str, *, key: bool = False) -> Column[str]:
    """Return the column that names the row's owner; the row goes when the owner goes."""
    reference = ForeignKey(f"{target}.id", ondelete="CASCADE")
    return Column(target, Text, reference, primary_key=key, nullable=False)


def _span() -> tuple[Column[int], Column[int]]:
    return Column("start", Integer), Column("stop", Integer)


raw = _table(
    "raw",
    _key("sha256"),
    Column("size", Integer, nullable=False),
    _text("encoding", nullable=False),
    Column("body", LargeBinary, nullable=False),
)
"""What was handed in, byte for byte, compressed as ``encoding`` says."""

capture = _table(
    "capture",
    _key("file"),
    Column("sha256", Text, ForeignKey("raw.sha256", ondelete="CASCADE"), primary_key=True, index=True),
)
"""Under which path which bytes were handed in."""

run = Table(
    "run",
    metadata,
    Column("id", Integer, primary_key=True),
    _text("started", nullable=False),
    _text("finished"),
    _text("program", nullable=False),
    _text("config", nullable=False),
    sqlite_strict=True,
)
"""Each ingest that changed something: times in UTC, program version, settings as JSON."""

stage_run = Table(
    "stage_run",
    metadata,
    _key("subject"),
    _key("stage"),
    Column("version", Integer, nullable=False),
    _text("config_hash", nullable=False),
    _text("status", nullable=False),
    Column("run", Integer, ForeignKey("run.id"), nullable=False, index=True),
    CheckConstraint("status IN ('done', 'failed')", name="stage_run_status"),
    sqlite_strict=True,
)
"""Which stage, at which version and settings, last read which bytes (``subject`` is a SHA-256)."""

stage_listed = _table(
    "stage_listed", _key("stage"), Column("version", Integer, nullable=False), _text("config_hash", nullable=False)
)
"""The stages over all reports of which ``stage_due`` tells what is left to do, and at which version and settings."""

stage_due = _table("stage_due", _key("subject"), _key("stage"))
"""Which stage of ``stage_listed`` is still to look at which bytes, so that nobody needs to go through all reports."""

report = _table(
    "report",
    _id(),
    Column("sha256", Text, ForeignKey("raw.sha256", ondelete="CASCADE"), nullable=False, index=True),
    *map(_text, ("file", "outlet", "url", "title", "byline", "section", "language")),
    *map(_text, ("published", "published_basis", "published_words", "published_from", "published_to")),
    _text("text", nullable=False),
    Index("report_outlet", "outlet", "id", "published_from", "published_to"),
)

fulltext = _table(
    "fulltext",
    Column("id", Integer, primary_key=True),
    Column("report", Text, ForeignKey("report.id", ondelete="CASCADE"), nullable=False, unique=True),
    _text("norm", nullable=False),
)
"""The folded title and text of every report, for search."""

origin = _table(
    "origin",
    _of("report", key=True),
    _place(),
    _text("type", nullable=False),
    _text("name", nullable=False),
    *_span(),
    _text("words"),
)

foreign_stretch = _table(
    "foreign_stretch",
    _of("report", key=True),
    _place(),
    _text("language", nullable=False),
    *_span(),
)
"""The quotations and paragraphs of a report that are in another language than the report."""

dropped_block = _table(
    "dropped_block",
    _of("report", key=True),
    _place("ordinal"),
    Column("position", Integer, nullable=False),
    _text("reason", nullable=False),
    _text("text", nullable=False),
)

dropped_mention = _table(
    "dropped_mention",
    _of("report", key=True),
    _place("ordinal"),
    _text("stage", nullable=False),
    _text("reason", nullable=False),
    *_span(),
    _text("words", nullable=False),
)

mention = _table(
    "mention",
    _id(),
    Column("report", Text, ForeignKey("report.id", ondelete="CASCADE"), nullable=False, index=True),
    _text("kind", nullable=False),
    Column("position", Integer, nullable=False),
    CheckConstraint("kind IN ('statement', 'event')", name="mention_kind"),
)
"""Statements and events alike; ``position`` is where in the report's text they begin."""

statement = _table(
    "statement",
    Column("id", Text, ForeignKey("mention.id", ondelete="CASCADE"), primary_key=True),
    _text("form", nullable=False),
    *map(_text, ("speaker", "speaker_text", "country", "sector", "addressee", "venue", "stance", "entity")),
    Column("chain", Words, nullable=False),
    _text("norm", nullable=False),
)
"""``norm`` folds the speaker's name and words; ``said`` is EDTF."""
# The last column, as where the migration adds it.
statement.append_column(_text("said"))
statement.append_column(_text("basis"))

event = _table(
    "event",
    Column("id", Text, ForeignKey("mention.id", ondelete="CASCADE"), primary_key=True),
    _text("type", nullable=False),
    _text("mode"),
    Column("contexts", Words, nullable=False),
    _text("stage", nullable=False),
    _text("polarity", nullable=False),
    Column("background", Flag, nullable=False),
    *map(_text, ("when_edtf", "when_text", "when_from", "when_to")),
    _text("when_basis", nullable=False),
    *map(_text, ("where_text", "where_country", "attribution", "statement")),
    Index("event_type", "type", "stage"),
    Index("event_when", "when_from", "when_to"),
)
"""``when_from`` and ``when_to`` are the first and last day that ``when_edtf`` may mean; ``grounds`` what weighed most
for the parties."""
# The last column, as where the migration adds it.
event.append_column(Column("grounds", Grounds))

evidence = _table(
    "evidence",
    Column("id", Integer, primary_key=True),
    Column("mention", Text, ForeignKey("mention.id", ondelete="CASCADE"), nullable=False),
    _text("field", nullable=False),
    Column("position", Integer, nullable=False),
    Column("start", Integer, nullable=False),
    Column("stop", Integer, nullable=False),
    _text("words", nullable=False),
    _text("norm", nullable=False),
    UniqueConstraint("mention", "field", "position", name="evidence_place"),
    CheckConstraint("start >= 0 AND stop >= start", name="evidence_span"),
)
"""For every field of every mention the characters of the report that it was read from."""


def _evidence_key() -> tuple[SchemaItem, ...]:
    """Return the columns by which an actor, recipient or item points at its evidence."""
    return (
        *map(_key, ("mention", "field")),
        _place(),
        ForeignKeyConstraint(
            ["mention", "field", "position"],
            ["evidence.mention", "evidence.field", "evidence.position"],
            ondelete="CASCADE",
        ),
    )


party = _table(
    "party",
    *_evidence_key(),
    _text("text", nullable=False),
    *map(_text, ("country", "sector", "name", "entity")),
    _text("norm", nullable=False),
    CheckConstraint("field IN ('actor', 'recipient')", name="party_field"),
)
"""Actors and recipients, ``field`` says which; ``norm`` folds words and name."""
# The last column, as where the migration adds it.
party.append_column(_text("basis"))

item = _table(
    "item",
    *_evidence_key(),
    _text("text", nullable=False),
    _text("what", nullable=False),
    _text("category", nullable=False),
    Column("low", Amount),
    Column("high", Amount),
    *map(_text, ("unit", "approx")),
)

entity = _table(
    "entity",
    _of("report", key=True),
    _key("id"),
    _text("name", nullable=False),
    _text("schema", nullable=False),
    *map(_text, ("country", "sector", "role")),
)
entity.append_column(_text("basis"))

entity_span = _table(
    "entity_span",
    *map(_key, ("report", "entity")),
    _place("start"),
    _place("stop"),
    ForeignKeyConstraint(["report", "entity"], ["entity.report", "entity.id"], ondelete="CASCADE"),
)

entry = _table(
    "entry",
    _id(),
    _text("type", nullable=False),
    _text("stage", nullable=False),
    Column("origins", Integer),
    _text("tier", nullable=False),
)

entry_mention = _table(
    "entry_mention",
    _of("entry", key=True),
    Column("mention", Text, ForeignKey("mention.id", ondelete="CASCADE"), primary_key=True, index=True),
    Column("position", Integer, nullable=False),
)

conflict = _table("conflict", _of("entry", key=True), _key("field"), _place(), _text("value", nullable=False))

issue = _table(
    "issue",
    _id(),
    Column("subject", Text, index=True),
    *map(_text, ("file", "report")),
    _text("stage", nullable=False),
    _text("severity", nullable=False),
    _text("code", nullable=False),
    _text("message", nullable=False),
    _text("mend", nullable=False),
    *_span(),
    Index("issue_report", "report"),
)
"""What a person should know of one input; ``subject`` is the SHA-256 of its bytes where they could be read."""

visit = _table(
    "visit",
    _key("url"),
    _text("etag"),
    _text("modified"),
    _text("stages", nullable=False),
    _text("visited", nullable=False),
)
"""Addresses on the web whose documents are all here, with what the server said so as to be asked for news only."""

lineage = _table("lineage", _of("report", key=True), Column("facts", Words, nullable=False))
"""The reports that have been placed, and the figures, dates and names (``kind:value@start``) they were compared by."""

lineage_key = Table(
    "lineage_key",
    metadata,
    Column("key", Integer, primary_key=True, autoincrement=False),
    Column("report", Text, ForeignKey("report.id", ondelete="CASCADE"), primary_key=True, index=True),
    _text("produced_by", nullable=False),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
"""Under which numbers a report is found again by reports of the same origin."""

lineage_link = _table(
    "lineage_link",
    _of("report", key=True),
    _key("parent"),
    _text("relation", nullable=False),
    Column("named", Flag, nullable=False),
    Column("parent_report", Text, ForeignKey("report.id", ondelete="CASCADE"), index=True),
    Column("score", REAL, nullable=False),
)
"""Every two reports of one origin, the later first; ``parent`` is a report's id, or where ``named`` a medium's name."""

lineage_evidence = _table(
    "lineage_evidence",
    *map(_key, ("report", "parent")),
    _place(),
    _text("feature", nullable=False),
    Column("value", REAL, nullable=False),
    *(Column(name, Integer) for name in ("start", "stop", "parent_start", "parent_stop")),
    _text("words", nullable=False),
    ForeignKeyConstraint(["report", "parent"], ["lineage_link.report", "lineage_link.parent"], ondelete="CASCADE"),
)

lineage_ruling = _table(
    "lineage_ruling",
    *map(_key, ("report", "parent")),
    _text("relation", nullable=False),
    _text("reason", nullable=False),
    CheckConstraint(
        "relation IN ('same', 'reprint', 'rewrite', 'translation', 'cites', 'independent')",
        name="lineage_ruling_relation",
    ),
)
"""What persons decided. Points at no report by key, so that it outlives reading the report again."""
