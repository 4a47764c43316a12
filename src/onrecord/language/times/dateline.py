"""Datelines: the place, day and agency that open a report ("LIMA, June 4 (Agency) - "); their day dates no act."""

import re
from typing import Final

from onrecord.core.spans import Span

_LONGEST: Final = 80
_PARTICLE: Final = 4
"""Letters of a small word in the name of a place, or between it and the day: de, sur, the, le."""

_AFTER: Final = re.compile(r"\.?(?:,?\s{0,3}\d{4})?\s{0,3}(?:[(/][^()/\n]{1,60}[)/])?\s{0,3}[-–—]{1,2}(?=\s)")
_AGENCY_AFTER: Final = re.compile(r"\.?(?:,?\s{0,3}\d{4})?,?\s{0,3}[(/][^()/\n]{1,60}[)/]\s{0,3}(?:[-–—]{1,2}|:)")
_WORD: Final = re.compile(r"[^\W\d_]+")
_LINKED: Final = re.compile(r"[,)/](?:\s{1,3}\w{1,3})?\s*$")


def in_dateline(text: str, span: Span) -> bool:
    """Say whether the date at ``span`` stands in a dateline.

    That is: from the beginning of its line it has only names before it, parted from it by a comma or an agency in
    brackets, and a dash after it; or nothing before it, and an agency in brackets after it.
    """
    line = text.rfind("\n", max(0, span.start - _LONGEST - 1), span.start) + 1
    if span.start - line > _LONGEST:
        return False
    before = text[line : span.start].strip(" \t\u00a0\u202f")
    if not before:
        return _AGENCY_AFTER.match(text, span.end) is not None
    if _AFTER.match(text, span.end) is None and _AGENCY_AFTER.match(text, span.end) is None:
        return False
    words = _WORD.findall(before)
    named = bool(words) and words[0][0].isupper()
    if not named or not all(word[0].isupper() or len(word) <= _PARTICLE for word in words):
        return False
    return before.isupper() or _LINKED.search(before) is not None
