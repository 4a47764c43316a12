"""Formats: what a source is, told by how it begins and, where that leaves doubt, by its name."""

import re
from typing import Final, Literal

from onrecord.documents.capture.streams import COMPRESSIONS

Format = Literal[
    "document", "compressed", "zip", "tar", "warc", "feed", "jsonfeed", "opml", "mbox", "mail", "jsonl", "json", "csv",
    "parquet", "empty",
]  # fmt: skip

HEAD: Final = 8_192
"""How many bytes are looked at."""

_COMPRESSED_NAMES: Final = frozenset({"gz", "bz2", "xz", "gzip"})
_BY_NAME: Final[dict[str, Format]] = {
    "eml": "mail", "mht": "mail", "mhtml": "mail", "mbox": "mbox", "jsonl": "jsonl", "ndjson": "jsonl", "csv": "csv",
    "tsv": "csv", "json": "json",
}  # fmt: skip
_XML_ROOT = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?[^>]{0,400}>\s*|<!--[^>]{0,2000}-->\s*|<!DOCTYPE[^>\[]{0,400}>\s*){0,8}"
    rb"<(rss|feed|rdf:RDF|opml)[\s>]",
    re.I,
)
_HEADER = re.compile(rb"[A-Za-z][A-Za-z0-9-]{1,60}:[ \t]?[^\r\n]{0,2000}\r?\n|[ \t][^\r\n]{0,2000}\r?\n")
_TELLING = re.compile(rb"^(?:mime-version|message-id|received|return-path|content-transfer-encoding):", re.I | re.M)
_MBOX = re.compile(rb"From \S{1,200} [^\r\n]{0,200}\d{4}[^\r\n]{0,40}\r?\n[A-Za-z][A-Za-z0-9-]{1,60}:")
_ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06")


def format_of(head: bytes, name: str) -> Format:
    """Return what the source called ``name`` is, that begins with ``head`` (HEAD bytes, or all where it is shorter)."""
    if not head:
        return "empty"
    packed = _packed(head)
    if packed:
        return packed
    root = _XML_ROOT.match(head)
    if root:
        return "opml" if root.group(1).lower() == b"opml" else "feed"
    begun = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if begun.startswith(b"{") and b"//jsonfeed.org/version" in head:
        return "jsonfeed"
    if _MBOX.match(head):
        return "mbox"
    ending = name_ending(name)
    if ending == "json":
        return "jsonl" if _is_lines(begun) else "json" if begun.startswith((b"[", b"{")) else "document"
    if ending in _BY_NAME:
        return _BY_NAME[ending]
    return "mail" if _is_mail(head) else "document"


def compression_of(head: bytes) -> bytes | None:
    """Return the mark of the compression that ``head`` begins with, a key of ``streams.COMPRESSIONS``."""
    return next((magic for magic in COMPRESSIONS if head.startswith(magic)), None)


def name_ending(name: str) -> str:
    """Return the ending that says what is inside: ``csv`` for ``a.zip!/table.csv.gz#2``."""
    parts = name.rpartition("!/")[2].partition("?")[0].rpartition("/")[2].lower().split(".")[1:]
    parts = [part.partition("#")[0] for part in parts]
    while parts and parts[-1] in _COMPRESSED_NAMES:
        parts.pop()
    return parts[-1] if parts else ""


def _packed(head: bytes) -> Format | None:
    if compression_of(head):
        return "compressed"
    if head.startswith(_ZIP):
        return "zip"
    if head.startswith(b"PAR1"):
        return "parquet"
    if head[257:262] == b"ustar":
        return "tar"
    return "warc" if head.startswith((b"WARC/1.", b"WARC/0.")) else None


def _is_lines(begun: bytes) -> bool:
    """Say whether JSON objects stand one a line."""
    line, _, rest = begun.partition(b"\n")
    return begun.startswith(b"{") and line.rstrip().endswith(b"}") and (not rest.strip() or rest.lstrip()[:1] == b"{")


def _is_mail(head: bytes) -> bool:
    """Say whether ``head`` begins with the headers of a mail, two of them such as no article begins with."""
    position = 0
    while found := _HEADER.match(head, position):
        position = found.end()
    return position > 0 and len(_TELLING.findall(head[:position])) >= 2
