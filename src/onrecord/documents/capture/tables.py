"""Tables of documents: JSON lines, JSON arrays, CSV and Parquet, with named columns for text, address, title, date."""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from importlib import import_module
from typing import BinaryIO, Final

from onrecord.core.errors import CaptureError
from onrecord.documents.capture.captures import Capture, Faults, Found, Source, Unpack
from onrecord.documents.capture.decoding import encoding_of
from onrecord.documents.capture.formats import name_ending
from onrecord.documents.capture.streams import named_faults, spooled

type Row = Mapping[str, object]

_BATCH: Final = 64
_DELIMITERS: Final = ",;\t|"
_SHOWN: Final = 20
_MOST_COLUMNS: Final = 10_000


def json_lines(source: Source, unpack: Unpack) -> Iterator[Found]:
    """Yield the documents of a file of JSON objects, one a line. Raises CaptureError where it is none."""
    most = source.config.document_bytes * 2
    faults = Faults(source.name)
    number = 0
    while line := _line(source.stream, most):
        number += 1
        if not line.strip():
            continue
        name = f"{source.name}#{number}"
        try:
            yield from _documents(source, name, _object(line, most))
        except _NoColumnError as error:
            if number == 1:
                raise
            yield from faults.issue(error, name)
        except CaptureError as error:
            yield from faults.issue(error, name)
    yield from faults.rest()


def json_array(source: Source, unpack: Unpack) -> Iterator[Found]:
    """Yield the documents of a JSON array of objects, or of one object. Raises CaptureError where it is neither."""
    with named_faults():
        rows = json.loads(source.whole())
    if isinstance(rows, dict):
        rows = [rows]
    if not isinstance(rows, list):
        raise CaptureError("capture.json", "It is no list of JSON objects.", "Write one object a line (.jsonl).")
    yield from _rows(source, (row if isinstance(row, dict) else {} for row in rows))


def comma_separated(source: Source, unpack: Unpack) -> Iterator[Found]:
    """Yield the documents of a CSV or TSV file, whose first row names the columns.

    Raises CaptureError where it has no column of texts, or is malformed, after what came before.
    """
    most = source.config.document_bytes
    if csv.field_size_limit() < most:
        csv.field_size_limit(most)  # The module's own limit, for the whole process, is too small for articles.
    encoding = source.encoding or encoding_of(source.head)
    text = io.TextIOWrapper(source.stream, encoding=encoding, errors="replace", newline="")
    rows = csv.DictReader(_lines(text, most), delimiter=_delimiter(source, encoding))
    try:
        if len(rows.fieldnames or ()) > _MOST_COLUMNS:
            raise CaptureError("capture.columns", f"It has more than {_MOST_COLUMNS:,} columns.", "Leave some out.")
        _check(source, rows.fieldnames or ())
        yield from _rows(source, ({str(k): v for k, v in row.items()} for row in rows))
    except csv.Error as error:
        raise CaptureError(
            "capture.csv", f"Row {rows.line_num:,} cannot be read: {error}.", "Mend the quotation marks around it."
        ) from error
    finally:
        text.detach()


def parquet(source: Source, unpack: Unpack) -> Iterator[Found]:
    """Yield the documents of a Parquet file, in batches of rows.

    Raises CaptureError where it has no column of texts, is damaged, or the library that reads it is not installed.
    """
    try:
        library = import_module("pyarrow.parquet")
    except ImportError as error:
        raise CaptureError(
            "capture.parquet", "Parquet files need pyarrow.", "Install it: pip install 'onrecord[parquet]'."
        ) from error
    stream = source.stream if source.seekable else spooled(source.stream, source.budget)
    with named_faults():
        table = library.ParquetFile(stream)
        columns = [str(name) for name in table.schema_arrow.names]
    _check(source, columns)
    wanted = [name for name in _names(source) if name in columns]
    batches = table.iter_batches(batch_size=_BATCH, columns=wanted)

    def rows() -> Iterator[Row]:
        while True:
            with named_faults():
                batch = next(batches, None)
            if batch is None:
                return
            yield from batch.to_pylist()

    yield from _rows(source, rows())


class _NoColumnError(CaptureError):
    """The table has no column of texts."""


def _rows(source: Source, rows: Iterable[Row]) -> Iterator[Found]:
    faults = Faults(source.name)
    for number, row in enumerate(rows, 1):
        name = f"{source.name}#{number}"
        try:
            yield from _documents(source, name, row)
        except _NoColumnError as error:
            if number == 1:
                raise
            yield from faults.issue(error, name)
        except CaptureError as error:
            yield from faults.issue(error, name)
    yield from faults.rest()


def _documents(source: Source, name: str, row: Row) -> Iterator[Found]:
    """Yield the document of one row."""
    source.budget.count()
    _check(source, row)
    text_column, url_column, title_column, date_column = _names(source)
    text = _words(row.get(text_column))
    if not text.strip():
        raise CaptureError("capture.row", f"The row has no {text_column}.", "Fill the column, or leave the row out.")
    stated = {"og:title": _words(row.get(title_column)), "article:published_time": _words(row.get(date_column))}
    kept = tuple((key, value) for key, value in stated.items() if value)
    url = _words(row.get(url_column)) or None
    raw = text.encode("utf-8", "replace")
    if len(raw) > source.config.document_bytes:
        raise CaptureError("capture.row_size", "The row's text is too long.", "Split it into single reports.")
    yield Capture(raw, name, url, source.captured, None, "utf-8", kept)


def _check(source: Source, columns: Iterable[str]) -> None:
    wanted = source.config.text_column
    names = list(columns)
    if wanted not in names:
        held = ", ".join(name[:40] for name in names[:_SHOWN]) or "none"
        raise _NoColumnError(
            "capture.column",
            f"It has no column {wanted!r}; it has: {held}.",
            "Name the column of texts with --text-column, or the setting `text_column`.",
        )


def _names(source: Source) -> tuple[str, str, str, str]:
    config = source.config
    return config.text_column, config.url_column, config.title_column, config.date_column


def _words(value: object) -> str:
    """Return a cell as text: dates and moments in ISO 8601."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    moment = getattr(value, "isoformat", None)
    return str(moment()) if callable(moment) else str(value)


def _object(line: bytes, most: int) -> Row:
    if len(line) > most:
        raise CaptureError("capture.row_size", "The row's text is too long.", "Split it into single reports.")
    with named_faults():
        row = json.loads(line)
    if not isinstance(row, dict):
        raise CaptureError("capture.json_row", "The line is no JSON object.", "Write one object a line.")
    return row


def _line(stream: BinaryIO, most: int) -> bytes:
    """Return the next line, cut after ``most`` + 1 bytes; what is cut off is passed over."""
    line = stream.readline(most + 1)
    rest = line
    while len(rest) > most and not rest.endswith(b"\n"):
        rest = stream.readline(most + 1)
    return line


def _lines(text: io.TextIOWrapper, most: int) -> Iterator[str]:
    """Yield the lines, bounded: a file without line ends is no table."""
    with named_faults():
        while line := text.readline(most + 1):
            if len(line) > most:
                raise CaptureError("capture.row_size", "The row's text is too long.", "Split it into single reports.")
            yield line.replace("\0", "")


def _delimiter(source: Source, encoding: str) -> str:
    """Return the delimiter: the one of the usual that the first line has most of."""
    if name_ending(source.name) == "tsv":
        return "\t"
    first = source.head.decode(encoding, "replace").lstrip("\ufeff").partition("\n")[0]
    return max(_DELIMITERS, key=first.count)
