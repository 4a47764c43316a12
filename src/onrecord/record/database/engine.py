"""The database of a ledger: opening it, bringing it up to date, and its transactions."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import local
from types import TracebackType
from typing import Self

from sqlalchemy import URL, Connection, create_engine
from sqlalchemy.exc import DatabaseError, OperationalError

from onrecord.core.errors import LedgerError
from onrecord.record.database.dialects import WRITES, dialect_of
from onrecord.record.database.migrations import migrate, pending


class Database:
    """An open database, migrated to the version that this code knows."""

    def __init__(self, path: Path) -> None:
        """Open the SQLite file ``path``, made where it is absent.

        Raises LedgerError where the file is no ledger, is newer than this code, or cannot be opened.
        """
        self.path = path
        self._held = local()
        self._engine = create_engine(URL.create("sqlite", database=str(path)))
        self.dialect = dialect_of(self._engine)
        self.dialect.prepare(self._engine)
        try:
            with self.reading() as connection:
                behind = pending(connection, path)
            if behind:
                with self.writing() as connection:
                    migrate(connection, self.dialect, path)
        except LedgerError:
            self.close()
            raise

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection that sees one state of the ledger throughout; inside a block of ``writing`` of the same
        thread its connection, so that what is read there is what was written so far, and nobody writes in between.

        Raises LedgerError where the database refuses.
        """
        if (held := getattr(self._held, "connection", None)) is not None:
            yield held
            return
        with self._named_errors(), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give a connection whose changes are kept together when the block ends, and not at all when it fails.

        Raises LedgerError where another process is writing, or the database refuses.
        """
        engine = self._engine.execution_options(**{WRITES: True})
        with self._named_errors(), engine.begin() as connection:
            self._held.connection = connection
            try:
                yield connection
            finally:
                self._held.connection = None

    def close(self) -> None:
        """Close every connection."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        """Return the database itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close it."""
        self.close()

    @contextmanager
    def _named_errors(self) -> Iterator[None]:
        try:
            yield
        except OperationalError as error:
            if "locked" in str(error.orig):
                raise LedgerError(
                    "ledger.locked", f"Another program is writing to {self.path}.", "Wait until it has ended."
                ) from error
            raise LedgerError(
                "ledger.unusable",
                f"{self.path} cannot be used: {error.orig}.",
                "Check that the folder exists, that you may write there and that the disk has room.",
            ) from error
        except DatabaseError as error:
            if "not a database" in str(error.orig) or "malformed" in str(error.orig):
                raise LedgerError(
                    "ledger.foreign", f"{self.path} is no ledger.", "Name another file with --ledger."
                ) from error
            raise
