"""Discovery: the documents that paths stand for."""

from collections.abc import Iterable, Iterator
from pathlib import Path


def discover(paths: Iterable[Path | str]) -> Iterator[Path]:
    """Yield the files that ``paths`` name, folders walked in sorted order.

    Hidden files and folders (a leading dot) inside a folder are passed over; a path that is named outright is always
    yielded, even where nothing is there, so that reading it reports the fault. No file is yielded twice, and links to
    folders are not followed.
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
            if not name.startswith("."):
                yield folder / name
