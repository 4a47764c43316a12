"""Ids made from content: the same bytes and the same reading give the same id on every machine."""

import hashlib
from datetime import date
from typing import Final

from onrecord.core.edtf import bounds

_DIGITS: Final = 16
_DAY: Final = 5
_LAST: Final = 16**_DAY - 1


def content_hash(raw: bytes) -> str:
    """Return the SHA-256 of ``raw`` as 64 hex digits."""
    return hashlib.sha256(raw).hexdigest()


def make_id(prefix: str, *parts: object) -> str:
    """Return ``prefix-`` and 16 hex digits of BLAKE2b over ``parts``, which are joined so that no two lists collide."""
    joined = "\x1f".join(["\x00" if part is None else str(part) for part in parts])
    return f"{prefix}-{hashlib.blake2b(joined.encode('utf-8', 'surrogatepass'), digest_size=8).hexdigest()}"


def make_mention_id(prefix: str, published: str | None, *parts: object) -> str:
    """Return the id of a mention: what ``make_id`` gives for ``parts``, and before its digits five that count the days
    up to the first on which its report may have been ``published`` (EDTF; zeros where that is unknown).

    What is told at one time stands together in every index so, and a ledger of many years takes in a further report
    as cheaply as one of a few weeks: ids that lie at random are written to as many pages as there are mentions.
    """
    days = bounds(published)
    count = min(date.fromisoformat(days[0]).toordinal(), _LAST) if days else 0
    word, _, digits = make_id(prefix, *parts).rpartition("-")
    return f"{word}-{count:0{_DAY}x}{digits}"


def undated(mention: str) -> str:
    """Return the id of a mention without the digits of its day: what it is named by even where its report is dated
    anew. An id without them stays as it is."""
    word, mark, digits = mention.rpartition("-")
    return f"{word}{mark}{digits[_DAY:]}" if len(digits) == _DAY + _DIGITS else mention
