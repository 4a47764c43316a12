"""Subscriptions: the feeds that an OPML file or a plain list names."""

from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from lxml import etree

from onrecord.core.errors import CaptureError
from onrecord.documents.capture.decoding import decode

_MOST_BYTES: Final = 5_000_000


def feeds_in(file: Path) -> list[str]:
    """Return the addresses of the feeds that ``file`` lists, in its order: an OPML file, or one address a line with
    ``#`` before comments.

    Raises CaptureError where it cannot be read or names none.
    """
    try:
        if file.stat().st_size > _MOST_BYTES:
            raise CaptureError("watch.size", f"{file} is too large for a list of feeds.", "Name a list of feeds.")
        raw = file.read_bytes()
    except (OSError, ValueError) as error:
        raise CaptureError("watch.list", f"{file} cannot be read.", "Name a list of feeds (OPML or text).") from error
    text = decode(raw).text
    urls = _outlines(raw) if text.lstrip().startswith("<") else _lines(text)
    feeds = list(dict.fromkeys(url for url in urls if is_url(url)))
    if not feeds:
        raise CaptureError("watch.none", f"{file} names no feed.", "Give each feed's address, one a line, or as OPML.")
    return feeds


def is_url(text: str) -> bool:
    """Say whether ``text`` is an address on the web."""
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme.lower() in {"http", "https"} and bool(parts.netloc)


def _outlines(raw: bytes) -> list[str]:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, huge_tree=False)
    try:
        tree = etree.fromstring(raw, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise CaptureError("watch.opml", "The OPML file is malformed.", "Export it again.") from error
    if tree is None:
        raise CaptureError("watch.opml", "The OPML file is malformed.", "Export it again.")
    return [
        str(value).strip()
        for outline in tree.iter("outline")
        for name, value in outline.attrib.items()
        if str(name).lower() == "xmlurl"
    ]


def _lines(text: str) -> list[str]:
    return [line.partition(" #")[0].strip() for line in text.splitlines() if not line.startswith("#")]
