"""Hosts: the outlet's name in the addresses of sites and mails."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import product

from onrecord.core.tables import packaged_table
from onrecord.documents.blocks import Block
from onrecord.documents.credits.registry import domain_of

_WORDS = re.compile(r"[\w'’&]+")
_GAPS = {code: None for code in range(128) if not chr(code).isalnum()}
_HOST = re.compile(r"(?:[a-z0-9-]{2,40}\.)+[a-z]{2,12}", re.I)
_SERVED = re.compile(
    r"^(?:www\d?|m|amp|cdn\d?|img\d?|images?|static|assets|media|files|pictures|s\d|i\d?|mailer|mail|email|e|news)\.(?=[^.]+\.)",
    re.I,
)
_GLUE = (
    "le",
    "la",
    "les",
    "l",
    "du",
    "de",
    "des",
    "d",
    "et",
    "en",
    "the",
    "of",
    "and",
    "el",
    "los",
    "las",
    "il",
    "der",
    "die",
    "das",
)
_FILES = (".jpg", ".jpeg", ".png", ".gif", ".webp", ".svg", ".pdf", ".html", ".htm", ".php", ".mp4", ".mp3", ".txt")
_LEAST = 3


@cache
def shared_hosts() -> frozenset[str]:
    """Return the hosts of mail services and networks, which name no outlet."""
    rows = packaged_table("onrecord.documents.credits", "hosts.tsv")
    return frozenset(host for row in rows for host in row["hosts"].split("|"))


def spelled_out(host: str | None, blocks: Sequence[Block], body: str) -> Iterator[str]:
    """Yield the words of the document that ``host`` is made of ("harbourpost.example": "Harbour Post"), once."""
    if not host:
        return
    labels = [label for label in host.lower().split(".")[:-1] if label != "www"] or [host]
    squeezed = _squeezed(max(labels, key=len))
    if len(squeezed) < _LEAST:
        return
    for text in (body, *(block.text for block in blocks if block.reason is not None and block.words < 40)):
        if squeezed not in _squeezed(text):
            continue
        words = _WORDS.findall(text)
        starts = [i for i, word in enumerate(words) if word[:1].isupper() and _ascii(word)[:1].lower() == squeezed[0]]
        for start, length in product(starts, range(1, 6)):
            chunk = words[start : start + length]
            if _squeezed("".join(chunk)) == squeezed:
                yield " ".join(chunk)
                return


def is_host(text: str) -> bool:
    """Say whether ``text`` is the name of a host ("kivupost.example"), not that of a file or a figure."""
    return bool(_HOST.fullmatch(text)) and not text.lower().endswith(_FILES)


def site_of(host: str) -> str:
    """Return ``host`` in lower case without what names a machine of it ("cdn.")."""
    return _SERVED.sub("", host.lower())


def in_domain(name: str, url: str | None) -> bool:
    """Say whether the letters of ``name`` are part of the host of ``url``."""
    host = domain_of(url)
    squeezed = _squeezed(name)
    return bool(host and squeezed and squeezed in _squeezed(host))


def _squeezed(text: str) -> str:
    """Return the plain letters and figures of ``text`` in lower case, and nothing between them."""
    return _ascii(text).lower().translate(_GAPS)


def _ascii(name: str) -> str:
    if name.isascii():
        return name
    return unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode("ascii")
