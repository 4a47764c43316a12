"""Opening: any file, or any bytes, taken apart into the documents that it holds."""

import io
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO, Final, cast

from onrecord.config import Config
from onrecord.core.errors import CaptureError
from onrecord.documents.capture import archives, feeds, mails, tables, warcs
from onrecord.documents.capture.captures import Budget, Found, Source, Unpack, issue_of
from onrecord.documents.capture.formats import Format, format_of
from onrecord.documents.capture.sources import source_of

_CONTAINERS: Final = frozenset({"compressed", "zip", "tar"})
_OPENERS: Final[dict[Format, Callable[[Source, Unpack], Iterator[Found]]]] = {
    "compressed": archives.compressed,
    "zip": archives.zipped,
    "tar": archives.tarred,
    "warc": warcs.archived,
    "feed": feeds.syndicated,
    "jsonfeed": feeds.json_feed,
    "mail": mails.mail,
    "mbox": mails.mailbox,
    "jsonl": tables.json_lines,
    "json": tables.json_array,
    "csv": tables.comma_separated,
    "parquet": tables.parquet,
}


def documents_in(
    given: Path | bytes,
    *,
    name: str | None = None,
    url: str | None = None,
    captured: str | None = None,
    content_type: str | None = None,
    encoding: str | None = None,
    config: Config | None = None,
) -> Iterator[Found]:
    """Yield the documents that a file or some bytes hold, streamed, with links to others and issues among them.

    Taken apart are: RSS, Atom and JSON feeds, WARC files, mails and mail boxes, tables of documents (JSON lines, CSV,
    Parquet), zip and tar archives and compressed files of any of these. All else (pages, texts, PDF) is one document,
    given as it is. ``name`` is what ``file`` of every capture begins with (the path where None); ``url``,
    ``captured`` (EDTF), ``content_type`` and ``encoding`` are what is known from outside; ``config`` holds the limits.
    Nothing is raised for bad input: each fault is an issue that names file and mend, and the rest goes on.
    """
    settings = config or Config()
    budget = Budget(settings)
    # A name that is no Unicode is kept readable, since the ledger stores Unicode only.
    path = "bytes" if isinstance(given, bytes) else given.as_posix().encode("utf-8", "backslashreplace").decode()
    label = name or path
    try:
        with _opened(given) as stream:
            source = Source(label, stream, b"", budget, True, 0, url, captured, content_type, encoding)
            yield from _unpack(source_of(source))
    except CaptureError as error:
        yield issue_of(error, label)


def _unpack(source: Source) -> Iterator[Found]:
    """Yield what ``source`` holds. Raises CaptureError where it cannot be read (further)."""
    kind = format_of(source.head, source.name)
    if kind in _CONTAINERS and source.depth >= source.config.depth:
        raise CaptureError(
            "capture.depth",
            f"It lies in more than {source.config.depth} archives within archives.",
            "Unpack it by hand, or raise the setting `depth`.",
        )
    if kind == "opml":
        raise CaptureError("capture.opml", "It is a list of feeds.", "Give it to `onrecord watch`.")
    opener = _OPENERS.get(kind)
    if opener is None:
        yield source.capture(source.whole())
    else:
        yield from opener(source, _unpack)


def _opened(given: Path | bytes) -> BinaryIO:
    """Return a stream of ``given``. Raises CaptureError where it is absent, no plain file, or not to be read."""
    if isinstance(given, bytes):
        return io.BytesIO(given)
    try:
        state = given.stat()
        if not stat.S_ISREG(state.st_mode):
            raise CaptureError("capture.kind", f"{given} is no file.", "Name files and folders of reports.")
        return cast("BinaryIO", given.open("rb"))
    except FileNotFoundError as error:
        raise CaptureError("capture.absent", f"There is no file {given}.", "Check the path.") from error
    except OSError as error:
        reason = error.strerror or str(error)
        raise CaptureError("capture.refused", f"{given} cannot be read: {reason}.", "Check its permissions.") from error
    except ValueError as error:
        raise CaptureError("capture.path", f"{str(given)!r} is no path.", "Check the path.") from error
