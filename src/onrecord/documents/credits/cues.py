"""Cues: the words by which a report names the reporting that it descends from, and the names that follow them."""

import re
from collections.abc import Iterator
from functools import cache

from ahocorasick_rs import AhoCorasick

from onrecord.core.tables import packaged_table

NAME = (
    r"(?P<name>[A-ZÀ-ÖØ-ÞА-Я][\w&'’.+-]*(?:\s(?:(?:of|de|du|des|la|le|and|et|&)\s)?[A-ZÀ-ÖØ-ÞА-Я0-9][\w&'’+-]*){0,5})"
)
ARTICLE = (
    r"(?:(?:the|la|le|les|el|die|der|das|o|a|il|lo)\s+|l['’]\s*)?"
    r"(?:(?:news\s+)?agency\s+|agence\s+(?:de presse\s+)?|(?:quotidien|journal|newspaper|daily|site|magazine)\s+)?"
)


@cache
def cue_words(role: str) -> tuple[str, ...]:
    """Return the cues of a role in lower case, the longest first."""
    rows = packaged_table("onrecord.documents.credits", "origin_cues.tsv")
    words = {word.lower() for row in rows if row["role"] == role for word in row["words"].split("|")}
    return tuple(sorted(words, key=lambda word: (-len(word), word)))


def alternatives(role: str) -> str:
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in cue_words(role))


@cache
def cues_of(role: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?P<cue>{alternatives(role)})(?!\w)", re.I)


@cache
def followed(role: str) -> re.Pattern[str]:
    """Return the pattern of a cue, an article and a name; the name keeps its capitals, the cue need not."""
    return re.compile(rf"(?<!\w)(?P<cue>(?i:{alternatives(role)}))(?:\s+|(?<=['’])){ARTICLE}{NAME}")


def places_of(pattern: re.Pattern[str], role: str, text: str) -> Iterator[re.Match[str]]:
    """Yield what ``pattern`` finds in ``text`` in order; it is tried only where a cue of ``role`` stands."""
    lowered = text.lower()
    if len(lowered) != len(text):
        yield from pattern.finditer(text)
        return
    end = 0
    for at in sorted({start for _, start, _ in _automaton(role).find_matches_as_indexes(lowered, overlapping=True)}):
        found = pattern.match(text, at) if at >= end else None
        if found:
            end = found.end()
            yield found


@cache
def _automaton(role: str) -> AhoCorasick:
    return AhoCorasick(cue_words(role))
