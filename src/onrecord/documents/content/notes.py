"""Notes about the writer: the lines below an article that say who wrote it."""

import re
from collections.abc import Sequence
from functools import cache

from onrecord.core.tables import packaged_table
from onrecord.documents.blocks import Block, key

_CAPITAL = r"[A-ZÀ-ÖØ-Þ][\w.'’-]*"
_NAME = rf"(?P<name>{_CAPITAL}(?:\s(?:de|van|von|el|al|bin|ben|ould|du|da|di|la)\b)?(?:\s{_CAPITAL}){{1,3}})"
_LONGEST = 45
_LAST = 3


@cache
def _pattern() -> re.Pattern[str]:
    rows = packaged_table("onrecord.documents.content", "author_notes.tsv")
    found = {}
    for role in ("verb", "writer"):
        words = {word for row in rows if row["role"] == role for word in row["words"].split("|")}
        found[role] = "|".join(sorted(map(re.escape, words), key=lambda word: (-len(word), word)))
    verb, writer = found["verb"], found["writer"]
    return re.compile(rf"\W{{0,3}}{_NAME},?\s(?=(?:{verb})\s)(?=[^.!?]*\b(?:{writer})s?\b)")


def mark_author_notes(blocks: Sequence[Block]) -> None:
    """Set the reason ``byline`` on the last blocks of the body that present a writer of whom the rest says nothing.

    A report about a journalist names him before its end, so its last lines stay.
    """
    body = [block for block in blocks if block.reason is None]
    for number, block in zip(range(len(body) - 1, max(len(body) - 1 - _LAST, 0), -1), body[::-1], strict=False):
        found = _pattern().match(block.text) if block.words <= _LONGEST else None
        if found is None:
            return
        surname = key(found["name"]).split()[-1]
        if any(f" {surname} " in f" {key(other.text)} " for other in body[:number]):
            return
        block.reason = "byline"
