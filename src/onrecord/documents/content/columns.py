"""Columns: plain text in which two columns of a printed page stand side by side, parted by blanks."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import groupby

_GAP = re.compile(r"(?<=\S) {3,}(?=\S)")
_LEAST_LINES = 4
_LONGEST_REGION = 5_000
_SHARE = 0.6
_LEAST_LETTERS = 12


def parted_columns(text: str) -> str:
    """Return ``text`` with the right column below the left one, where two stand side by side; else as it is.

    Columns are told by a gap of three blanks or more after which, in most lines that have one, the right part begins
    at the same character; lines of figures (tables) are none.
    """
    if "   " not in text:
        return text
    lines = [line.expandtabs(8).rstrip() for line in text.split("\n")]
    starts = Counter(found.end() for line in lines for found in _GAP.finditer(line))
    if not starts:
        return text
    column, count = max(starts.items(), key=lambda item: (item[1], item[0]))
    gapped = [i for i, line in enumerate(lines) if _GAP.search(line)]
    inside = [i for i in gapped if any(found.end() == column for found in _GAP.finditer(lines[i]))]
    if count < _LEAST_LINES or count < _SHARE * len(gapped) or len(lines) > _LONGEST_REGION:
        return text
    first, last = inside[0], _last_of(lines, inside[-1], column)
    left = [lines[i][:column].strip() for i in range(first, last + 1)]
    right = [lines[i][column:].strip() for i in range(first, last + 1)]
    if not _is_running(left) or not _is_running(right):
        return text
    return "\n".join([*lines[:first], "", *_paragraphs(left), *_paragraphs(right), *lines[last + 1 :]])


def _paragraphs(lines: list[str]) -> Iterator[str]:
    """Yield the paragraphs of a column, each in one line and with an empty one after it; words that a hyphen broke at
    the column's edge are whole again."""
    for filled, run in groupby(lines, key=bool):
        if filled:
            yield re.sub(r"(?<=[^\W\d_])-\n(?=[a-zß-ÿ])", "", "\n".join(run)).replace("\n", " ")
            yield ""


def _last_of(lines: list[str], last: int, column: int) -> int:
    """Return the last line of the columns: those after the last gap that stand in one of the two belong to them."""
    while last + 1 < len(lines) and (len(lines[last + 1]) < column or not lines[last + 1][:column].strip()):
        last += 1
    return last


def _is_running(lines: list[str]) -> bool:
    """Say whether the lines of a column are words rather than the cells of a table."""
    filled = [line for line in lines if line.strip()]
    letters = sum(char.isalpha() for line in filled for char in line)
    return bool(filled) and letters >= _LEAST_LETTERS * len(filled)
