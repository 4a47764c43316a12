"""Mastheads: whether words look like the name of a newspaper, station or agency."""

import re
from functools import cache, lru_cache

from onrecord.core.tables import packaged_table
from onrecord.documents.calendar import plain

_REMEMBERED = 4096
_LONGEST_LED = 4
_COMPLEMENTED = re.compile(
    r"(?:(?:Le|La|Les|El|Il|O|A|Der|Die|Das)\s|L['’])?(?P<noun>[A-ZÀ-Þ][\w-]+)"
    r"\s(?:d['’]|(?:de\s(?:la|las|los|l['’])|de|des|du|del|della|delle|do|da|dos|das|der|von)\s?)\s?"
    r"[\w'’-]+(?:\s[\w'’-]+){0,2}"
)
"""A noun with a capital and its complement without one, as the Romance languages write titles."""


@cache
def _masthead_words() -> frozenset[str]:
    rows = packaged_table("onrecord.documents.credits", "mastheads.tsv")
    return frozenset(plain(word) for row in rows for word in row["words"].split("|"))


@lru_cache(_REMEMBERED)
def like_masthead(name: str) -> bool:
    """Say whether ``name`` is written as a name and holds a word that names of newspapers and stations are made of."""
    words = re.findall(r"[^\W\d_]+", name)
    if is_named(name):
        return any(plain(word) in _masthead_words() for word in words)
    begun = _COMPLEMENTED.fullmatch(name)
    if begun is not None:
        return plain(begun["noun"]) in _masthead_words()
    # Russian gives a capital to the first word only, Arabic to none.
    led = not name[:1].isascii() and not name[:1].islower() and len(words) <= _LONGEST_LED
    return led and any(plain(word) in _masthead_words() for word in words)


def is_named(name: str) -> bool:
    """Say whether every longer word of ``name`` has a capital, as in a name."""
    words = re.findall(r"[^\W\d_]+", name)
    return (
        bool(words)
        and all(word[:1].isupper() for word in words if len(word) > 3)
        and any(w[:1].isupper() for w in words)
    )
