"""Mastheads: whether words look like the name of a newspaper, station or agency."""

import re
from functools import cache

from onrecord.core.tables import packaged_table
from onrecord.documents.calendar import plain


@cache
def _masthead_words() -> frozenset[str]:
    rows = packaged_table("onrecord.documents.credits", "mastheads.tsv")
    return frozenset(plain(word) for row in rows for word in row["words"].split("|"))


def like_masthead(name: str) -> bool:
    """Say whether ``name`` is written as a name and holds a word that names of newspapers and stations are made of."""
    words = re.findall(r"[^\W\d_]+", name)
    return is_named(name) and any(plain(word) in _masthead_words() for word in words)


def is_named(name: str) -> bool:
    """Say whether every longer word of ``name`` has a capital, as in a name."""
    words = re.findall(r"[^\W\d_]+", name)
    return (
        bool(words)
        and all(word[:1].isupper() for word in words if len(word) > 3)
        and any(w[:1].isupper() for w in words)
    )
