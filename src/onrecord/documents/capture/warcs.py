"""WARC (ISO 28500): the pages of a crawl, streamed, as Common Crawl News and other archives write them."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import BinaryIO, Final

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from onrecord.core.errors import CaptureError
from onrecord.documents.capture.captures import Capture, Faults, Found, Source, Unpack, note, read_whole
from onrecord.documents.capture.streams import named_faults, some_of

_PAGES: Final = frozenset({"text/html", "application/xhtml+xml", "application/pdf"})
_TAKEN: Final = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion | WarcRecordType.revisit


def archived(source: Source, unpack: Unpack) -> Iterator[Found]:
    """Yield the pages (HTML and PDF answered with status 200, texts of WET files) of a WARC file, record by record.

    ``url`` is the record's target, ``captured`` its date in UTC, ``encoding`` the charset of the HTTP answer.
    Raises CaptureError where the file is damaged, after what came before.
    """
    with _named_faults():
        stream = _Forward(source.stream)
        records = iter(ArchiveIterator(stream, record_types=_TAKEN, parse_http=True, auto_decode="all"))
    faults = Faults(source.name)
    number = passed = 0
    last: WarcRecord | None = None
    while True:
        with _named_faults():
            record = next(records, None)
        if record is None:
            break
        last = record
        number += 1
        source.budget.count()
        name = f"{source.name}#{number}"
        if not _is_page(record):
            passed += 1
            continue
        try:
            capture = _capture(record, name, source.config.document_bytes)
            _check_whole(record, stream)
            yield capture
        except CaptureError as error:
            yield from faults.issue(error, name)
            continue
        if record.headers.get("WARC-Truncated"):
            yield note("capture.cut", "The crawler cut this page short.", "Fetch the page itself.", name)
    yield from faults.rest()
    if last is not None:
        _check_whole(last, stream)
    if not number:
        raise CaptureError("capture.warc", "The WARC file holds no record of a page.", "Check that it is whole.")
    if passed:
        said = f"{passed:,} of {number:,} records are no pages (other types, errors, redirects) and were passed over."
        yield note("capture.records", said, "", source.name)


class _Forward:
    """A stream that can say where it is: what the reader of records asks for. It never goes back."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._place = 0
        self.ended = False

    def read(self, size: int = -1) -> bytes:
        """Return up to ``size`` bytes."""
        data = some_of(self._stream, size)
        self._place += len(data)
        self.ended = self.ended or not data
        return data

    def tell(self) -> int:
        """Return how many bytes were read."""
        return self._place

    def seek(self, offset: int, whence: int = 0) -> int:
        """Stay. Raises OSError for any other place."""
        if (offset, whence) not in {(0, 1), (self._place, 0)}:
            raise OSError("the stream goes forward only")
        return self._place

    def close(self) -> None:
        """Leave the stream to whoever opened it."""


@contextmanager
def _named_faults() -> Iterator[None]:
    """Give every fault one name, the panics of the reader's Rust code too. Raises CaptureError for them."""
    with named_faults():
        try:
            yield
        except BaseException as error:
            # Rust's panics are no Exceptions and have no class that could be imported.
            if type(error).__name__ != "PanicException":
                raise
            raise ValueError("a record that the reader cannot take") from error


def _check_whole(record: WarcRecord, stream: _Forward) -> None:
    """Raises CaptureError where the stream has ended before the record has; its reader takes that for the record's
    end."""
    head = sum(len(name) + len(value) + 4 for name, value in record.headers.items())
    length = record.headers.get("Content-Length") or ""
    known = length.isdecimal() and len(length) < 20
    if stream.ended and (not known or stream.tell() < record.stream_pos + head + int(length)):
        raise CaptureError(
            "capture.truncated", "The file ends in the middle.", "Fetch it again: the download was not complete."
        )


def _is_page(record: WarcRecord) -> bool:
    if record.record_type == WarcRecordType.conversion:
        return True
    if record.record_type == WarcRecordType.resource:
        return (record.headers.get("Content-Type") or "").partition(";")[0].strip().lower() in _PAGES
    if record.record_type != WarcRecordType.response or not record.is_http_parsed or record.http_headers is None:
        return False
    return record.http_headers.status_code == 200 and _content_type(record) in _PAGES


def _content_type(record: WarcRecord) -> str:
    return (record.http_content_type or "text/html").lower()


def _capture(record: WarcRecord, name: str, most: int) -> Capture:
    with _named_faults():
        raw = read_whole(record.reader, most)
    return Capture(
        raw,
        name,
        url=(record.headers.get("WARC-Target-URI") or "").strip("<> ") or None,
        captured=_day(record.record_date),
        content_type=_content_type(record) if record.is_http_parsed else record.headers.get("Content-Type"),
        encoding=record.http_charset if record.is_http_parsed else None,
    )


def _day(date: datetime | None) -> str | None:
    """Return the moment in EDTF, in UTC."""
    return None if date is None else date.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
