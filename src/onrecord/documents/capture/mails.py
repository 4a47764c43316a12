"""Mails: newsletters as EML and mbox (RFC 5322, RFC 4155), and pages saved as MHTML (RFC 2557)."""

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from email.errors import MessageError
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import EmailPolicy
from email.utils import parseaddr, parsedate_to_datetime
from typing import BinaryIO, Final, cast

from onrecord.core.errors import CaptureError
from onrecord.documents.capture.captures import Capture, Faults, Found, Source, Unpack, note
from onrecord.documents.capture.sources import source_of

_BEGIN = re.compile(rb"From \S+ .*\d{4}")
_QUOTED = re.compile(rb"^>(>*From )", re.M)
_MOST_HEADER: Final = 1_000
_MOST_PARTS: Final = 2_000
_ARTICLES: Final = ("html", "plain")
_ATTACHED: Final = frozenset(
    {"application/pdf", "text/html", "text/plain", "message/rfc822", "application/zip", "application/gzip", "text/csv"}
)


class _ShortHeaders(EmailPolicy):
    """The standard library's parsing of headers, kept to their beginning: over long ones it takes a time that grows
    with the square of their length."""

    def header_fetch_parse(self, name: str, value: str) -> str:
        """Return the header parsed."""
        return cast("str", super().header_fetch_parse(name, value[:_MOST_HEADER]))


_POLICY: Final = _ShortHeaders()


def mail(source: Source, unpack: Unpack) -> Iterator[Found]:
    """Yield the article of one mail and what is attached to it. Raises CaptureError where there is none."""
    yield from _message(source, source.whole(), unpack)


def mailbox(source: Source, unpack: Unpack) -> Iterator[Found]:
    """Yield the articles of the mails in an mbox file, one mail in memory at a time."""
    faults = Faults(source.name)
    for number, raw in enumerate(_mails(source.stream, source.config.document_bytes), 1):
        source.budget.count()
        name = f"{source.name}#{number}"
        try:
            if raw is None:
                raise CaptureError("capture.mail_size", "The mail is too large.", "Save it by itself.")
            yield from _message(replace(source, name=name), raw, unpack)
        except CaptureError as error:
            yield from faults.issue(error, name)
    yield from faults.rest()


def _mails(stream: BinaryIO, most: int) -> Iterator[bytes | None]:
    """Yield the mails of an mbox file, None for one that is larger than ``most``."""
    lines: list[bytes] = []
    size = 0
    blank, started = True, False
    while line := stream.readline(65_536):
        if blank and _BEGIN.match(line):
            if started:
                yield b"".join(lines) if size <= most else None
            lines, size, started = [], 0, True
        else:
            size += len(line)
            if size <= most:
                lines.append(line)
            else:
                lines.clear()
        blank = not line.strip()
    if started:
        yield b"".join(lines) if size <= most else None


def _message(source: Source, raw: bytes, unpack: Unpack) -> Iterator[Found]:
    if raw.count(b"\n--") > _MOST_PARTS:
        raise CaptureError("capture.mail_parts", "The mail has too many parts.", "Save what matters by itself.")
    try:
        message = cast("EmailMessage", BytesParser(policy=_POLICY).parsebytes(_QUOTED.sub(rb"\1", raw)))
        yield _article(source, message)
        attached = [part for part in message.iter_attachments() if isinstance(part, EmailMessage)]
        parts = [(part, *_content(part)) for part in attached if part.get_content_type() in _ATTACHED]
    except (MessageError, ValueError, LookupError, RecursionError, TypeError, AttributeError, IndexError) as error:
        # What the standard library's parser raises on broken mails is not only what it declares.
        raise CaptureError(
            "capture.mail", f"The mail cannot be read: {type(error).__name__}.", "Save its text or HTML by itself."
        ) from error
    passed = len(attached) - len(parts)
    if passed:
        yield note(
            "capture.attached", f"{passed} attachments (pictures and the like) were passed over.", "", source.name
        )
    faults = Faults(source.name)
    for number, (part, content, charset) in enumerate(parts, 1):
        source.budget.count()
        name = f"{source.name}!/{_file_name(part) or number}"
        inner = Source(name, io.BytesIO(content), b"", source.budget, seekable=True, depth=source.depth + 1)
        try:
            yield from unpack(source_of(replace(inner, content_type=part.get_content_type(), encoding=charset)))
        except CaptureError as error:
            yield from faults.issue(error, name)


def _article(source: Source, message: EmailMessage) -> Capture:
    body = message.get_body(preferencelist=_ARTICLES)
    if body is None:
        raise CaptureError("capture.mail_empty", "The mail has no text.", "Save what it shows as PDF or HTML.")
    content, charset = _content(cast("EmailMessage", body))
    if not content.strip():
        raise CaptureError("capture.mail_empty", "The mail has no text.", "Save what it shows as PDF or HTML.")
    if body.get_content_subtype() == "html" and b"<html" not in content[:4096].lower():
        content = b"<!DOCTYPE html>\n<html><body>\n" + content + b"\n</body></html>\n"
    saved = _header(message, "Snapshot-Content-Location") or _header(cast("EmailMessage", body), "Content-Location")
    moment = _moment(_header(message, "Date"))
    stated = {"og:title": _header(message, "Subject")}
    if saved:
        # A saved page tells its own date; the header's is that of saving.
        return Capture(content, source.name, saved, moment, body.get_content_type(), charset, _kept(stated))
    stated |= {"article:published_time": moment or "", "author": parseaddr(_header(message, "From"))[0]}
    return Capture(content, source.name, None, source.captured, body.get_content_type(), charset, _kept(stated))


def _content(part: EmailMessage) -> tuple[bytes, str | None]:
    """Return a part's bytes and charset."""
    if part.get_content_type() == "message/rfc822":
        inner = part.get_payload()
        held = inner[0] if isinstance(inner, list) and inner else None
        return (held.as_bytes() if isinstance(held, EmailMessage) else b""), None
    content = part.get_payload(decode=True)
    return (content if isinstance(content, bytes) else b""), part.get_content_charset()


def _file_name(part: EmailMessage) -> str:
    name = part.get_filename() or ""
    return "".join(char for char in name.replace("\\", "/").rpartition("/")[2] if char.isprintable())[:200]


def _kept(stated: dict[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple((key, value) for key, value in stated.items() if value)


def _header(message: EmailMessage, name: str) -> str:
    return " ".join(str(message.get(name, "")).split())[:2_000]


def _moment(date: str) -> str | None:
    try:
        return parsedate_to_datetime(date).isoformat()
    except (ValueError, TypeError, OverflowError):
        return None
