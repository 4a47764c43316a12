"""Imprints: the lines in which an outlet speaks of itself."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from onrecord.core.tables import packaged_table
from onrecord.documents.blocks import Block, key
from onrecord.documents.credits.mastheads import like_masthead
from onrecord.documents.credits.registry import is_agency

NAME = (
    r"(?P<name>(?:[Tt]he\s|L[ae]s?\s|L['’]|El\s|Il\s|O\s|A\s)?[A-ZÀ-ÖØ-ÞА-Я](?:[\w&'’-]|\.(?=\w))*"
    r"(?:\s(?:(?:of|de|du|des|la|le|del|and|et|&)\s)?[A-ZÀ-ÖØ-ÞА-Я0-9][\w&'’-]*){0,4})"
)
"""The name of an outlet as a group ``name`` of a pattern: capitalised words, joined by small ones."""

_WHOLE_NAME = NAME[:-1] + r"(?:\s(?:de\sla|de\sl['’]|des|du|de|d['’])\s?[a-zà-ÿ-]+){0,2})"
_LONGEST = 60
_LONGEST_LABELLED = 14
_LONGEST_NAME = 6
_LABELLED = {"strong": 2.5, "weak": 1.3}
_WEIGHTS = {("after", "strong"): 3.0, ("before", "strong"): 1.6, ("before", "weak"): 0.9}


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], float], ...]:
    found = []
    for (role, strength), weight in _WEIGHTS.items():
        rows = packaged_table("onrecord.documents.credits", "imprints.tsv")
        words = {w for row in rows if (row["role"], row["weight"]) == (role, strength) for w in row["words"].split("|")}
        cues = "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))
        text = (
            rf"^{_WHOLE_NAME},?\s(?i:{cues})(?!\w)" if role == "after" else rf"^(?i:{cues})\s(?:(?:the|le|la)\s)?{NAME}"
        )
        found.append((re.compile(text), weight))
    return tuple(found)


@cache
def _labels() -> dict[str, float]:
    """Return the labels before a name, as keys, each with the name's weight."""
    rows = packaged_table("onrecord.documents.credits", "imprints.tsv")
    return {key(w): _LABELLED[row["weight"]] for row in rows if row["role"] == "label" for w in row["words"].split("|")}


def names_in_labels(blocks: Sequence[Block]) -> Iterator[tuple[str, float]]:
    """Yield the names behind a label ("Publication: X", "Journal : X"), each with its weight; no agency's."""
    for block in blocks:
        if block.reason is None or block.words > _LONGEST_LABELLED:
            continue
        label, mark, rest = block.text.partition(":")
        weight = _labels().get(key(label)) if mark else None
        name = re.split(r",\s|\s[|–—(-]\s?|;|\s\d", rest.strip(), maxsplit=1)[0]
        if not weight or not name[:1].isupper() or len(name.split()) > _LONGEST_NAME or is_agency(name):
            continue
        if weight >= _LABELLED["strong"] or like_masthead(name):
            yield name, weight


@cache
def _mottos() -> frozenset[str]:
    rows = packaged_table("onrecord.documents.credits", "imprints.tsv")
    return frozenset(word for row in rows if row["role"] == "motto" for word in row["words"].split("|"))


def begins_as_motto(rest: str) -> bool:
    """Say whether ``rest``, what follows a name and a mark, begins as the line in which an outlet praises itself."""
    words = rest.lstrip(" ,.:|–—-").replace("’", "'")
    return words[:1].islower() and any(
        words.startswith(f"{word} ") or words.startswith(word + "'") for word in _mottos()
    )


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
