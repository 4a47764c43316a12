"""Discovery: the documents that paths stand for."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

_LEDGERS: Final = (".ledger", ".ledger-wal", ".ledger-shm", ".ledger-journal")
"""How ledgers and the files that SQLite keeps beside them end: "onrecord ingest ." reads the reports next to them."""


def discover(paths: Iterable[Path | str]) -> Iterator[Path]:
    """Yield the files that ``paths`` name, folders walked in sorted order.

    Hidden files and folders (a leading dot) and ledgers inside a folder are passed over; a path that is named outright
    is always yielded, even where nothing is there, so that reading it reports the fault. No file is yielded twice, and
    links to folders are not followed.
    """
    seen: set[Path] = set()
    for path in map(Path, paths):
        for file in _walk(path):
            key = file.absolute()
            if key not in seen:
                seen.add(key)
                yield file


def _walk(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return
    for folder, subfolders, names in path.walk(follow_symlinks=False):
        subfolders[:] = sorted(name for name in subfolders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith(".") and not name.endswith(_LEDGERS):
                yield folder / name
