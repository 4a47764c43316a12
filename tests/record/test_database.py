"""The database: migrations, versions, refusals, STRICT tables that the sqlite3 shell can read."""

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import create_engine, inspect

from onrecord.core.errors import LedgerError
from onrecord.record.database import schema
from onrecord.record.database.engine import Database
from onrecord.record.database.migrations import MIGRATIONS
from onrecord.record.ledger import Store


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A new ledger's file."""
    path = tmp_path / "a.ledger"
    Database(path).close()
    return path


def test_the_migrations_lead_to_the_schema(path: Path) -> None:
    found = inspect(create_engine(f"sqlite:///{path}"))
    ours = set(schema.metadata.tables)
    internal = {name for name in found.get_table_names() if "_words" in name} | {"migration"}
    assert set(found.get_table_names()) - internal == ours
    for name, table in schema.metadata.tables.items():
        assert [c["name"] for c in found.get_columns(name)] == [c.name for c in table.columns], name
        assert {tuple(k["constrained_columns"]) for k in found.get_foreign_keys(name)} == {
            tuple(column.name for column in key.columns) for key in table.foreign_key_constraints
        }, name


def test_each_migration_is_recorded_once(path: Path) -> None:
    Database(path).close()
    rows = sqlite3.connect(path).execute("SELECT version, name FROM migration").fetchall()
    assert rows == [(step.version, step.name) for step in MIGRATIONS]
    assert [step.version for step in MIGRATIONS] == list(range(1, len(MIGRATIONS) + 1))


def test_tables_are_strict_and_journalled_ahead(path: Path) -> None:
    connection = sqlite3.connect(path)
    strict = dict(connection.execute("SELECT name, strict FROM pragma_table_list WHERE type = 'table'").fetchall())
    assert all(strict[name] for name in schema.metadata.tables)
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_every_row_names_its_producer() -> None:
    without = {name for name, table in schema.metadata.tables.items() if "produced_by" not in table.c}
    # These two are about the producers themselves.
    assert without == {"run", "stage_run"}


def test_a_newer_ledger_is_refused_with_a_mend(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("INSERT INTO migration VALUES (?, 'what comes', '2040-01-01')", (len(MIGRATIONS) + 1,))
    connection.commit()
    connection.close()
    before = path.read_bytes()
    with pytest.raises(LedgerError, match="newer onrecord") as caught:
        Store(path)
    assert caught.value.code == "ledger.newer" and "Upgrade" in caught.value.mend
    assert path.read_bytes() == before


@pytest.mark.parametrize("content", [b"just a text that is no database" * 50, b"\x00" * 4096])
def test_another_file_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "notes.txt"
    path.write_bytes(content)
    with pytest.raises(LedgerError) as caught:
        Store(path)
    assert caught.value.code == "ledger.foreign"
    assert path.read_bytes() == content


def test_another_programs_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE recipe (name TEXT)")
    connection.commit()
    connection.close()
    with pytest.raises(LedgerError) as caught:
        Store(path)
    assert caught.value.code == "ledger.foreign"


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(LedgerError) as caught:
        Store(tmp_path / "no" / "such" / "a.ledger")
    assert caught.value.code == "ledger.unusable" and "folder" in caught.value.mend


def test_a_failed_transaction_leaves_nothing(path: Path) -> None:
    store = Store(path)
    with pytest.raises(RuntimeError), store.writing() as writer:
        writer.begin_run("test", "{}")
        raise RuntimeError
    assert sqlite3.connect(path).execute("SELECT count(*) FROM run").fetchone() == (0,)
    store.close()


def test_reading_goes_on_while_another_writes(path: Path) -> None:
    one, two = Store(path), Store(path)
    with one.writing() as writer:
        writer.begin_run("test", "{}")
        assert two.counts()["report"] == 0
    one.close()
    two.close()


def test_closing_leaves_one_file(path: Path) -> None:
    store = Store(path)
    with store.writing() as writer:
        writer.begin_run("test", "{}")
    store.close()
    assert [file.name for file in path.parent.iterdir()] == [path.name]
