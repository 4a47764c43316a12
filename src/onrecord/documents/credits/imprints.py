"""Imprints: the lines in which an outlet speaks of itself."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from onrecord.core.tables import packaged_table
from onrecord.documents.blocks import Block

NAME = (
    r"(?P<name>(?:[Tt]he\s|L[ae]s?\s|L['’]|El\s|Il\s|O\s|A\s)?[A-ZÀ-ÖØ-ÞА-Я][\w&'’.-]*"
    r"(?:\s(?:(?:of|de|du|des|la|le|del|and|et|&)\s)?[A-ZÀ-ÖØ-ÞА-Я0-9][\w&'’-]*){0,4})"
)
"""The name of an outlet as a group ``name`` of a pattern: capitalised words, joined by small ones."""

_LONGEST = 60
_WEIGHTS = {("after", "strong"): 3.0, ("before", "strong"): 1.6, ("before", "weak"): 0.9}


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], float], ...]:
    found = []
    for (role, strength), weight in _WEIGHTS.items():
        rows = packaged_table("onrecord.documents.credits", "imprints.tsv")
        words = {w for row in rows if (row["role"], row["weight"]) == (role, strength) for w in row["words"].split("|")}
        cues = "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))
        text = rf"^{NAME},?\s(?i:{cues})(?!\w)" if role == "after" else rf"^(?i:{cues})\s(?:(?:the|le|la)\s)?{NAME}"
        found.append((re.compile(text), weight))
    return tuple(found)


def names_in_imprints(blocks: Sequence[Block]) -> Iterator[tuple[str, float]]:
    """Yield the names that the lines outside the body give the outlet ("X is published by"), each with its weight."""
    for block in blocks:
        if block.reason is None or block.words > _LONGEST:
            continue
        for sentence in re.split(r"(?<=[.!?])\s+", block.text)[:6]:
            for pattern, weight in _patterns():
                found = pattern.match(sentence)
                if found and (weight > 1 or block.words <= 12):
                    yield found["name"].rstrip(".,"), weight
