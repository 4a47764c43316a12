"""The tables by which entries, reports and statements are searched, sorted and counted; part of ``schema.metadata``.

All of it is computed from the entries, the mentions and the reports. An entry has one line; every value that a reader
may filter or count by is a term, and each term has a bitmap of the lines that carry it, in pieces of 8,192 lines
(bit-sliced indexes: O'Neil and Quass 1997), so that any filter is an "and" of bitmaps and any count the number of bits
left. Reports and statements have a narrow line each, from which they are filtered and sorted.
"""

from sqlalchemy import Column, ForeignKey, Index, Integer, LargeBinary, Table, Text, UniqueConstraint

from onrecord.record.database.schema import metadata


def _text(name: str) -> Column[str]:
    return Column(name, Text, nullable=False)


entry_line = Table(
    "entry_line",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("entry", Text, nullable=False, unique=True),
    _text("day"),
    Column("last_day", Text, index=True),
    _text("reported"),
    _text("place"),
    Column("origins", Integer, nullable=False),
    _text("terms"),
    _text("norm"),
    _text("produced_by"),
    Index("entry_line_day", "day", "place"),
    Index("entry_line_reported", "reported", "place"),
    Index("entry_line_origins", "origins", "day"),
    sqlite_strict=True,
)
"""One row an entry. ``day`` is the first day of the act, else of its first report, ``~`` where both are unknown (so
that it comes last); ``reported`` the first day of its first report; ``place`` that report and the place in its text.
``terms`` is JSON; ``norm`` folds all its words."""

entry_term = Table(
    "entry_term",
    metadata,
    Column("id", Integer, primary_key=True),
    _text("facet"),
    _text("value"),
    _text("norm"),
    Column("entries", Integer, nullable=False),
    _text("produced_by"),
    UniqueConstraint("facet", "value", name="entry_term_value"),
    sqlite_strict=True,
)
"""Every value by which entries are found, and how many carry it. ``norm`` folds those that are found by their words."""

entry_bits = Table(
    "entry_bits",
    metadata,
    Column("term", Integer, primary_key=True, autoincrement=False),
    Column("piece", Integer, primary_key=True, autoincrement=False),
    Column("bits", LargeBinary, nullable=False),
    _text("produced_by"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
"""Which lines carry a term: those of one piece as a bitmap, or as a list where they are few."""

entry_piece = Table(
    "entry_piece",
    metadata,
    Column("piece", Integer, primary_key=True, autoincrement=False),
    Column("change", Integer, nullable=False),
    _text("produced_by"),
    sqlite_strict=True,
)
"""When each piece last changed, by a count over all of them: what was read of a piece before is good until then."""

entry_stale = Table("entry_stale", metadata, Column("entry", Text, primary_key=True), _text("produced_by"),
                    sqlite_strict=True)  # fmt: skip
"""The entries whose line is to be made anew before the next search: those of a ledger that is brought up to date."""

report_line = Table(
    "report_line",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("report", Text, ForeignKey("report.id", ondelete="CASCADE"), nullable=False, index=True),
    _text("day"),
    _text("place"),
    _text("produced_by"),
    Index("report_line_day", "day", "place"),
    sqlite_strict=True,
)
"""One row a report, under the number of its words in ``fulltext``. ``day`` is the first on which it may have been
published, ``~`` where that is unknown; ``place`` its file and id."""

statement_line = Table(
    "statement_line",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("statement", Text, ForeignKey("statement.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("report", Text, nullable=False, index=True),
    _text("day"),
    Column("last_day", Text),
    _text("place"),
    Column("country", Text),
    _text("norm"),
    _text("produced_by"),
    Index("statement_line_day", "day", "place"),
    sqlite_strict=True,
)
"""One row a statement, under the number of its words in ``evidence``. ``day`` and ``last_day`` are those of its report;
``place`` that and the place in its text; ``norm`` folds the speaker's name and words."""
