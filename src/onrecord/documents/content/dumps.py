"""Text dumps: lines without markup, as crawlers write them, laid out as blocks."""

import itertools
import re

from onrecord.documents.blocks import Block, Page, fold
from onrecord.documents.content.columns import parted_columns
from onrecord.documents.content.markdown import heading_of, is_markdown, unmarked

_CRAWL = re.compile(r"\s*date[:\s]\s*(\d{4}(?:-\d{2}(?:-\d{2})?)?)(?!\d)[ \t]*(.*)", re.I)
_URL = re.compile(r"https?://[^\s<>\"']+")
_WRAP_RANGE = (40, 130)
_MIN_WRAPPED = 3
_MAX_BLOCKS = 20_000
_MARKED_HEAD = 100_000


def read_dump(text: str) -> Page:
    """Return the blocks of a text dump, and the date and address of a crawl prefix (``date 2024-06 https://...``).

    Lines that a narrow column broke are joined: those that were too full to take the next line's first word.
    """
    first, _, rest = text.lstrip("\n \t\ufeff").partition("\n")
    crawl = crawl_words = url = None
    found = _CRAWL.match(first)
    if found:
        crawl, first = found.group(1), found.group(2)
        crawl_words = f"date {crawl}"
    address = _URL.match(first.strip())
    if address and (found or address.group(0) == first.strip()):
        url = address.group(0).rstrip(".,;)")
        first = first.strip()[address.end() :]
    body = parted_columns(first + "\n" + rest)
    marked = is_markdown(body[:_MARKED_HEAD])
    groups = _groups(body.split("\n"))
    width = _column(groups)
    blocks: list[Block] = []
    headlines: list[str] = []
    for number, lines in enumerate(groups):
        for line in _joined(lines, width):
            words, linked = unmarked(line) if marked else (line, 0.0)
            if len(blocks) >= _MAX_BLOCKS or not words:
                continue
            heading = heading_of(line) if marked else None
            if heading and heading[0] == 1:
                headlines.append(words)
            blocks.append(Block(words, len(blocks), group=number, linked=linked))
    headline = headlines[0] if len(headlines) == 1 else None
    return Page(blocks, crawl=crawl, crawl_words=crawl_words, url=url, headline=headline)


def _groups(lines: list[str]) -> list[list[str]]:
    """Return the lines in runs without a blank line between them."""
    groups: list[list[str]] = [[]]
    for line in lines:
        folded = fold(line)
        if folded:
            groups[-1].append(folded)
        elif groups[-1]:
            groups.append([])
    return [group for group in groups if group]


def _column(groups: list[list[str]]) -> int | None:
    """Return the width of the column that broke the lines, None where lines are paragraphs.

    Wrapped text has most of its lines inside runs, of like length, and too full for the next line's first word.
    """
    pairs = [(a, b) for group in groups for a, b in itertools.pairwise(group)]
    if len(pairs) < _MIN_WRAPPED:
        return None
    lengths = sorted(len(a) for a, _ in pairs)
    width = lengths[min(len(lengths) - 1, int(len(lengths) * 0.97))]
    if not _WRAP_RANGE[0] <= width <= _WRAP_RANGE[1]:
        return None
    full = sum(1 for a, b in pairs if _too_full(a, b, width))
    return width if full >= 0.6 * len(pairs) else None


def _too_full(line: str, following: str, width: int) -> bool:
    return len(line) + 1 + len(following.partition(" ")[0]) > width - 2 and len(line) >= width * 0.6


def _joined(lines: list[str], width: int | None) -> list[str]:
    """Return the paragraphs of a run of lines."""
    joined: list[str] = []
    open_line = False
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        if open_line:
            joined[-1] = _join(joined[-1], line)
        else:
            joined.append(line)
        open_line = bool(following) and (
            (width is not None and _too_full(line, following, width)) or _runs_on(joined[-1], following)
        )
    return joined


def _runs_on(line: str, following: str) -> bool:
    """Say whether a sentence is plainly broken across two lines: no mark at the end, lower case at the start."""
    return len(line) >= 40 and following[0].islower() and len(following) >= 10 and line[-1] not in '.!?…:;"”»'


def _join(line: str, following: str) -> str:
    if line.endswith("\u00ad"):
        return line[:-1] + following
    return f"{line} {following}"
