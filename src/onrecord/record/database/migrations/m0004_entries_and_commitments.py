"""Version 4: entries and commitments: keys, merges, versions of entries, commitments, persons' decisions.

The tables as they were at that version. This file stays as it is, whatever ``schema.py`` becomes.
"""

from sqlalchemy import REAL, CheckConstraint, Column, Connection, ForeignKey, Integer, MetaData, Table, Text
from sqlalchemy.schema import SchemaItem

from onrecord.record.database.columns import Amount, Flag
from onrecord.record.database.dialects import Dialect

metadata = MetaData()

# Only so that what is made here can point at them.
Table("entry", metadata, Column("id", Text, primary_key=True))
Table("mention", metadata, Column("id", Text, primary_key=True))


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

entry_join = _table(
    "entry_join",
    _of("entry", key=True),
    _key("mention"),
    _text("other", nullable=False),
    Column("score", REAL, nullable=False),
    _text("features", nullable=False),
    _text("made", nullable=False),
)

entry_flag = _table("entry_flag", _of("entry", key=True), _place(), _text("says", nullable=False))

entry_version = _table(
    "entry_version",
    Column("id", Integer, primary_key=True),
    Column("entry", Text, nullable=False, index=True),
    Column("made", Text, nullable=False, index=True),
    Column("gone", Flag, nullable=False),
    _text("content", nullable=False),
)

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

decision_anchor = _table(
    "decision_anchor",
    _of("decision", key=True),
    _place(),
    Column("mention", Text, nullable=False, index=True),
    Column("sha256", Text, nullable=False, index=True),
    *(Column(name, Integer, nullable=False) for name in ("start", "stop", "side")),
)
"""The mentions that a decision is about; points at none by key, so that it outlives reading the report again."""

_TABLES = (
    merge_key,
    entry_join,
    entry_flag,
    entry_version,
    commitment,
    commitment_entry,
    commitment_amount,
    decision,
    decision_anchor,
)


def apply(connection: Connection, dialect: Dialect) -> None:
    """Make the tables."""
    metadata.create_all(connection, tables=_TABLES, checkfirst=False)
