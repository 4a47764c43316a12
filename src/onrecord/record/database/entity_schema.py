"""The tables of entities across reports as they stand now; part of ``schema.metadata``.

``entity_profile`` is computed: what the mentions and records that are one say together. What was decided, by whom and
why, is kept in ``entity_decision`` and never deleted.
"""

from sqlalchemy import REAL, CheckConstraint, Column, ForeignKeyConstraint, Index, Integer, Table, Text

from onrecord.record.database.columns import Words
from onrecord.record.database.schema import metadata


def _text(name: str, *, key: bool = False, nullable: bool = True) -> Column[str]:
    return Column(name, Text, primary_key=key, nullable=False if key else nullable)


_PRODUCED = "produced_by"

entity_profile = Table(
    "entity_profile",
    metadata,
    _text("id", key=True),
    _text("schema", nullable=False),
    _text("name", nullable=False),
    *(Column(name, Words, nullable=False) for name in ("names", "countries", "company")),
    _text("offices", nullable=False),
    *map(_text, ("first_day", "last_day", "source")),
    _text("properties", nullable=False),
    _text(_PRODUCED, nullable=False),
    Index("entity_profile_name", "name"),
    sqlite_strict=True,
)
"""One row an entity; ``offices`` and ``properties`` are JSON."""

entity_name = Table(
    "entity_name",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("profile", Text, nullable=False, index=True),
    _text("norm", nullable=False),
    _text(_PRODUCED, nullable=False),
    sqlite_strict=True,
)
"""One row a name of an entity, folded; its words are indexed."""

entity_key = Table(
    "entity_key",
    metadata,
    _text("key", key=True),
    Column("profile", Text, primary_key=True, index=True),
    _text(_PRODUCED, nullable=False),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
"""Under which keys an entity is found."""

entity_node = Table(
    "entity_node",
    metadata,
    _text("id", key=True),
    Column("profile", Text, nullable=False, index=True),
    _text("schema", nullable=False),
    _text("name", nullable=False),
    _text("said", nullable=False),
    _text(_PRODUCED, nullable=False),
    sqlite_strict=True,
)
"""What may be joined and parted: mentions of people and bodies known by name, and imported records. ``said`` is what
the mention or record alone says, as JSON."""

entity_mention = Table(
    "entity_mention",
    metadata,
    _text("report", key=True),
    _text("entity", key=True),
    Column("node", Text, nullable=False, index=True),
    _text(_PRODUCED, nullable=False),
    ForeignKeyConstraint(["report", "entity"], ["entity.report", "entity.id"], ondelete="CASCADE"),
    sqlite_strict=True,
)
"""Which node a report's mention is; for what is known by what it is (a state), the entity itself."""

entity_decision = Table(
    "entity_decision",
    metadata,
    _text("id", key=True),
    Column("one", Text, nullable=False, index=True),
    Column("other", Text, nullable=False, index=True),
    _text("judgement", nullable=False),
    Column("score", REAL, nullable=False),
    _text("features", nullable=False),
    *(_text(name, nullable=False) for name in ("made_by", "why", "made")),
    _text("superseded"),
    _text(_PRODUCED, nullable=False),
    CheckConstraint("judgement IN ('positive', 'negative', 'unsure')", name="entity_decision_judgement"),
    sqlite_strict=True,
)
"""Who was judged to be one with whom; ``superseded`` is when a decision ceased to stand."""
