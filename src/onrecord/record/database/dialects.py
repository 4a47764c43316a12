"""What SQLite and other databases do differently, all of it: connection set-up, writing transactions, full-text search.

Everything else in ``record/`` is SQLAlchemy Core that any dialect runs. For PostgreSQL a second ``Dialect`` with a
``tsvector`` index goes here.
"""

from typing import Any, Protocol

from sqlalchemy import (
    ColumnElement,
    Engine,
    Integer,
    Select,
    Table,
    bindparam,
    column,
    event,
    func,
    select,
    table,
    text,
)
from sqlalchemy.engine import Connection
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry

from onrecord.core.errors import LedgerError
from onrecord.record.database.folding import query_phrases

WRITES = "onrecord_writes"
"""The execution option that marks a connection whose transaction will write."""


class Dialect(Protocol):
    """The differences between databases that the ledger meets."""

    def prepare(self, engine: Engine) -> None:
        """Set up every connection that ``engine`` opens."""
        ...

    def index_words(self, connection: Connection, indexed: Table, which: str | None = None) -> None:
        """Make the full-text index over the ``norm`` column of ``indexed`` (whose key is the number ``id``), where
        ``which`` (a column, a comparison, a literal) is given of the rows that meet it, and keep it true from then on.
        """
        ...

    def drop_words(self, connection: Connection, indexed: Table) -> None:
        """Do away with the full-text index over ``indexed``."""
        ...

    def matching(
        self, indexed: Table, query: str, number: ColumnElement[int] | None = None
    ) -> ColumnElement[bool] | None:
        """Return the condition that a row's folded words hold every phrase of ``query``; None where it has no words.

        ``number`` is the column that holds the row's number, where it is not the table's own.
        """
        ...

    def numbers_matching(self, indexed: Table, query: str) -> Select[Any] | None:
        """Return the query for the numbers of the rows that hold every phrase of ``query``, answered by the index
        alone; None where it has no words."""
        ...

    def count_matching(self, connection: Connection, indexed: Table, query: str) -> int:
        """Return how many rows of the index over ``indexed`` hold every phrase of ``query``."""
        ...


class SQLite:
    """SQLite: one file, WAL, foreign keys, FTS5 with the words kept in the indexed table itself."""

    def prepare(self, engine: Engine) -> None:
        """Turn on foreign keys and WAL, and leave the begin of transactions to us."""
        event.listen(engine, "connect", _configure)
        event.listen(engine, "begin", _begin)

    def index_words(self, connection: Connection, indexed: Table, which: str | None = None) -> None:
        """Make an external-content FTS5 table, with what stands in the indexed table now, and the triggers that follow
        every change."""
        name, words = indexed.name, f"{indexed.name}_words"
        connection.execute(
            text(
                f"CREATE VIRTUAL TABLE {words} USING fts5(norm, content='{name}', content_rowid='id', "
                "tokenize='unicode61 remove_diacritics 0')"
            )
        )
        if which is not None:
            connection.execute(text(f"INSERT INTO {words}(rowid, norm) SELECT id, norm FROM {name} WHERE {which}"))
        put = f"INSERT INTO {words}(rowid, norm) VALUES (new.id, new.norm);"
        cut = f"INSERT INTO {words}({words}, rowid, norm) VALUES ('delete', old.id, old.norm);"
        for action, body in {"insert": put, "delete": cut, "update": cut + put}.items():
            when = f" WHEN {'old' if action == 'delete' else 'new'}.{which}" if which is not None else ""
            of = " OF norm" if action == "update" else ""
            trigger = f"CREATE TRIGGER {words}_{action} AFTER {action.upper()}{of} ON {name}{when} BEGIN {body} END"
            connection.execute(text(trigger))

    def drop_words(self, connection: Connection, indexed: Table) -> None:
        """Drop the FTS5 table and its triggers."""
        words = f"{indexed.name}_words"
        for action in ("insert", "delete", "update"):
            connection.execute(text(f"DROP TRIGGER {words}_{action}"))
        connection.execute(text(f"DROP TABLE {words}"))

    def matching(
        self, indexed: Table, query: str, number: ColumnElement[int] | None = None
    ) -> ColumnElement[bool] | None:
        """Match by FTS5, asked for row numbers first, so that SQLite never walks the table row by row."""
        found = self.numbers_matching(indexed, query)
        return None if found is None else (indexed.c.id if number is None else number).in_(found)

    def numbers_matching(self, indexed: Table, query: str) -> Select[Any] | None:
        """Ask FTS5 for its row numbers, without a look at the table."""
        return _found(indexed, query, column("rowid", Integer))

    def count_matching(self, connection: Connection, indexed: Table, query: str) -> int:
        """Count in the index alone."""
        found = _found(indexed, query, func.count())
        return 0 if found is None else connection.scalar(found) or 0


def _found(indexed: Table, query: str, wanted: ColumnElement[int]) -> Select[Any] | None:
    """Return the query for ``wanted`` of the rows of the FTS5 table that hold every phrase of ``query``."""
    phrases = query_phrases(query)
    if not phrases:
        return None
    matches = text(f"{indexed.name}_words MATCH :wanted")
    matches = matches.bindparams(bindparam("wanted", " ".join(f'"{phrase}"' for phrase in phrases), unique=True))
    return select(wanted).select_from(table(f"{indexed.name}_words")).where(matches)


def dialect_of(engine: Engine) -> Dialect:
    """Return the dialect that ``engine`` speaks.

    Raises LedgerError for a database that onrecord cannot use yet.
    """
    if engine.dialect.name != "sqlite":
        raise LedgerError(
            "ledger.dialect", f"{engine.dialect.name} is no database that a ledger can live in.", "Name a file."
        )
    return SQLite()


def _configure(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    # sqlite3 would otherwise begin transactions by itself, only before some statements and never for reading.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        "busy_timeout = 5000",
        "foreign_keys = ON",
        "journal_mode = WAL",
        "synchronous = NORMAL",
        # Ids lie at random: in a large ledger what one batch writes is spread over more pages than the usual 2 MB
        "cache_size = -65536",
        # Pages that batch after batch writes to go from the log to the file less often (the log grows to 32 MB)
        "wal_autocheckpoint = 8000",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get(WRITES)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
