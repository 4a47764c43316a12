"""Decoding: the characters that a document's bytes stand for, and what was lost on the way."""

import codecs
import contextlib
import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from charset_normalizer import from_bytes

from onrecord.core.errors import CaptureError
from onrecord.core.issues import Issue
from onrecord.core.tables import packaged_table
from onrecord.documents.capture.pdfs import is_pdf, text_of_pdf
from onrecord.documents.language import language_of

MAX_BYTES = 20_000_000
"""The largest single document that is read; a press report has some ten thousand bytes."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CHARSET = re.compile(rb"""<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]{2,40})""", re.I)
_MAGIC = (b"PK\x03\x04", b"\x1f\x8b", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"\x7fELF", b"MZ\x90")
_MAGIC_LATER = (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"7z\xbc\xaf", b"Rar!", b"BZh9", b"\xfd7zXZ", b"SQLite format 3")
# Browsers read these labels as the Windows page that holds them (WHATWG Encoding Standard, section 4.2).
_WIDENED = {"iso-8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252", "ascii": "cp1252"}
_WIDENED |= {"iso-8859-9": "cp1254", "gb2312": "gb18030", "gbk": "gb18030", "x-sjis": "cp932", "shift_jis": "cp932"}
_DETECTION_BYTES = 65_536
_CONTROLS = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\ufeff]+")
_CONTROL_CHARACTERS = [chr(code) for code in (*range(9), 11, *range(14, 32), 127, 0xFEFF)]
_SURROGATES = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A document's characters, line ends as ``\\n``, the encoding that gave them, and the issues met on the way."""

    text: str
    encoding: str
    issues: tuple[Issue, ...] = ()


def decode(raw: bytes | str, encoding: str | None = None) -> Decoded:
    """Return the characters of ``raw``: by byte order mark, UTF-8, ``encoding`` (what the server or mail says), the
    page's own label, and detection, in that order; of a PDF its text layer.

    UTF-8 goes before the labels, since bytes that happen to be valid UTF-8 beyond ASCII are nothing else. Control
    characters are dropped. Text passes as it is.

    Raises CaptureError for empty, over-long and binary input.
    """
    if isinstance(raw, str):
        if len(raw) > MAX_BYTES:
            raise _too_large(len(raw))
        return _clean(raw, "str")
    if len(raw) > MAX_BYTES:
        raise _too_large(len(raw))
    if not raw.strip():
        raise CaptureError("capture.empty", "The document is empty.", "Check that the download was complete.")
    if is_pdf(raw):
        return _clean(text_of_pdf(raw), "pdf")
    if raw.startswith(_MAGIC) or raw.startswith(_MAGIC_LATER):
        raise _binary()
    for mark, marked in _BOMS:
        if raw.startswith(mark):
            return _lenient(raw[len(mark) :], marked)
    wide = _unmarked_wide(raw)
    if wide:
        return _lenient(raw, wide)
    if _looks_binary(raw):
        raise _binary()
    try:
        return _clean(raw.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        return _not_utf8(raw, error, encoding)


def _not_utf8(raw: bytes, error: UnicodeDecodeError, stated: str | None) -> Decoded:
    labels = [label for label in (charset_of(stated or ""), declared_charset(raw)) if label and label != "utf-8"]
    for label in labels:
        with contextlib.suppress(UnicodeDecodeError):
            return _clean(raw.decode(label), label)
    if labels:
        return _lenient(raw, labels[0])
    valid = raw.decode("utf-8", "ignore")
    accented = sum(1 for char in valid if ord(char) > 127)
    broken = raw.decode("utf-8", "replace").count("\ufffd")
    cut_at_end = error.start >= len(raw) - 4
    if cut_at_end or accented > 4 * broken:
        return _lenient(raw, "utf-8")
    return _lenient(raw, _detected(raw))


def _detected(raw: bytes) -> str:
    """Return the encoding that the bytes themselves speak for.

    The pages of Latin script differ in few letters, which statistics of bytes confuse; there the language decides.
    """
    best = from_bytes(_sample(raw)).best()
    encoding = best.encoding if best is not None else "cp1252"
    text = raw[:_DETECTION_BYTES].decode(encoding, "replace")
    letters = [char for char in text if ord(char) > 127 and char.isalpha()]
    if not all(unicodedata.name(char, "").startswith("LATIN") for char in letters):
        return encoding
    return _latin_pages().get(language_of(text) or "", "cp1252")


@cache
def _latin_pages() -> dict[str, str]:
    rows = packaged_table("onrecord.documents.capture", "pages.tsv")
    return {language: row["page"] for row in rows for language in row["languages"].split("|")}


def declared_charset(raw: bytes) -> str | None:
    """Return the encoding that the first bytes of a page declare (Python's name for it), None where none is known."""
    found = _CHARSET.search(raw[:4096])
    if found is None:
        return None
    return charset_of(found.group(1).decode("ascii", "ignore"))


def charset_of(label: str) -> str | None:
    """Return Python's name of the encoding that ``label`` names as browsers understand it, None where none is known."""
    label = label.strip("\"' \t").lower()
    try:
        # Python knows codecs (zip, hex, punycode) that are no encodings of text.
        found = codecs.lookup(_WIDENED.get(label, label))
        "".encode(found.name)
    except (LookupError, ValueError):
        return None
    return found.name


def _sample(raw: bytes) -> bytes:
    """Return the part of ``raw`` that says most about its encoding: lines with bytes beyond ASCII."""
    telling = b"\n".join(line[:2000] for line in raw.splitlines() if not line.isascii())
    return (telling or raw)[:_DETECTION_BYTES]


def _unmarked_wide(raw: bytes) -> str | None:
    """Return the UTF-16 variety of bytes without a mark, told by the zero bytes of Latin text, else None."""
    head = raw[:2048]
    even, odd = head[0::2].count(0), head[1::2].count(0)
    half = len(head) // 2
    if half < 8:
        return None
    if odd > half * 0.7 and even < half * 0.1:
        return "utf-16-le"
    if even > half * 0.7 and odd < half * 0.1:
        return "utf-16-be"
    return None


def _looks_binary(raw: bytes) -> bool:
    head = raw[:65_536]
    controls = sum(head.count(bytes([code])) for code in (*range(1, 8), *range(14, 27), *range(28, 32)))
    return head.count(0) + controls > 0.02 * len(head)


def _lenient(raw: bytes, encoding: str) -> Decoded:
    text = raw.decode(encoding, "replace")
    lost = text.count("\ufffd")
    if not lost:
        return _clean(text, encoding)
    issue = Issue(
        stage="capture",
        code="capture.bytes",
        message=f"{lost} stretches of bytes are not {encoding} and were replaced by U+FFFD.",
        mend="Fetch the document again, or give its encoding.",
    )
    return _clean(text, encoding, (issue,))


def _clean(text: str, encoding: str, issues: tuple[Issue, ...] = ()) -> Decoded:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    # Thirty searches for one character are ten times as fast as one for a class of thirty.
    if any(char in text for char in _CONTROL_CHARACTERS):
        text = _CONTROLS.sub("", text)
    try:
        # To encode is to search for what cannot be encoded, three times as fast as a pattern does.
        text.encode("utf-8")
    except UnicodeEncodeError:
        text = _SURROGATES.sub("\ufffd", text)
    if not text.strip():
        raise CaptureError("capture.empty", "The document holds no words.", "Check that the download was complete.")
    return Decoded(text, encoding, issues)


def _too_large(size: int) -> CaptureError:
    return CaptureError(
        "capture.size",
        f"The document has {size:,} bytes; the limit is {MAX_BYTES:,}.",
        "Split the file into single reports.",
    )


def _binary() -> CaptureError:
    return CaptureError(
        "capture.binary", "The document is not text or HTML.", "Save the page as HTML or text and ingest that."
    )


def encoding_of(head: bytes) -> str:
    """Return the encoding of a text that begins with ``head``: by mark, UTF-8, or detection."""
    for mark, encoding in _BOMS:
        if head.startswith(mark):
            return {"utf-8": "utf-8-sig", "utf-16-le": "utf-16", "utf-16-be": "utf-16"}.get(encoding, "utf-32")
    wide = _unmarked_wide(head)
    if wide:
        return wide
    try:
        head[: head.rfind(b"\n") + 1 or len(head)].decode("utf-8")
    except UnicodeDecodeError:
        return _detected(head)
    return "utf-8"
