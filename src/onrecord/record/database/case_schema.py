"""The tables of merging, commitments and decisions as they stand now; part of ``schema.metadata``."""

from sqlalchemy import REAL, CheckConstraint, Column, ForeignKey, Integer, Table, Text
from sqlalchemy.schema import SchemaItem

from onrecord.record.database.columns import Amount, Flag
from onrecord.record.database.schema import metadata


def _table(name: str, *parts: SchemaItem) -> Table:
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


merge_key = Table(
    "merge_key",
    metadata,
    _key("key"),
    Column("mention", Text, ForeignKey("mention.id", ondelete="CASCADE"), primary_key=True, index=True),
    _text("produced_by", nullable=False),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
"""Under which keys an event is found by others that may tell the same act."""

entry_join = _table(
    "entry_join",
    _of("entry", key=True),
    _key("mention"),
    _text("other", nullable=False),
    Column("score", REAL, nullable=False),
    _text("features", nullable=False),
    _text("made", nullable=False),
)
"""Every merge: which mention was put to which other, by which features (JSON), and when (UTC)."""

entry_flag = _table("entry_flag", _of("entry", key=True), _place(), _text("says", nullable=False))

entry_version = _table(
    "entry_version",
    Column("id", Integer, primary_key=True),
    Column("entry", Text, nullable=False, index=True),
    Column("made", Text, nullable=False, index=True),
    Column("gone", Flag, nullable=False),
    _text("content", nullable=False),
)
"""What each entry said from when on (UTC), as JSON; ``gone`` where it was withdrawn then."""

commitment = _table("commitment", _id(), _text("state", nullable=False), *map(_text, ("halt", "deadline")))

commitment_entry = _table(
    "commitment_entry",
    _of("commitment", key=True),
    Column("entry", Text, ForeignKey("entry.id", ondelete="CASCADE"), primary_key=True, index=True),
    Column("position", Integer, nullable=False),
)

commitment_amount = _table(
    "commitment_amount",
    _of("commitment", key=True),
    _key("field"),
    _place(),
    *(_text(name, nullable=False) for name in ("what", "category")),
    Column("low", Amount),
    Column("high", Amount),
    _text("unit"),
    Column("each", Flag, nullable=False),
    Column("origins", Integer, nullable=False),
    CheckConstraint("field IN ('promised', 'delivered', 'outstanding')", name="commitment_amount_field"),
)

decision = _table(
    "decision",
    _id(),
    *(_text(name, nullable=False) for name in ("kind", "who", "made", "why")),
    *map(_text, ("field", "value", "undone", "undone_by")),
    CheckConstraint("kind IN ('accept', 'edit', 'merge', 'split', 'reject')", name="decision_kind"),
)
"""What persons decided, when and why; undone ones stay."""

decision_citation = _table(
    "decision_citation",
    _of("decision", key=True),
    _place(),
    Column("report", Text, nullable=False, index=True),
    *(Column(name, Integer, nullable=False) for name in ("start", "stop")),
    _text("words", nullable=False),
    CheckConstraint("start >= 0 AND stop > start", name="decision_citation_span"),
)
"""The words of reports that persons put behind what they set; points at none by key, as anchors do."""

decision_anchor = _table(
    "decision_anchor",
    _of("decision", key=True),
    _place(),
    Column("mention", Text, nullable=False, index=True),
    Column("sha256", Text, nullable=False, index=True),
    *(Column(name, Integer, nullable=False) for name in ("start", "stop", "side")),
)
"""The mentions that a decision is about; points at none by key, so that it outlives reading the report again."""
