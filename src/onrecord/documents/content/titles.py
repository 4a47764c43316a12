"""Titles: what the report is called."""

import re
from collections import Counter

from onrecord.documents.blocks import Block, Page, key
from onrecord.documents.content.shapes import ends_as_sentence

_SUFFIX = re.compile(r"\s+(?:[|–—-]|::|»|·|•)\s+|\s*\|\s*")
_NO_TITLE = frozenset(
    {
        "date", "byline", "menu", "credit", "share", "tags", "numbers", "address", "contact", "cookies",
        "advertisement", "code", "clock", "newsletter", "comments", "related", "copyright", "update",
    }
)  # fmt: skip
_WORDS = (2, 32)
_REACH = 5
_TICKER = re.compile(
    r"(?:breaking|just in|alert|alerte|urgent|flash|live|en direct|dernière minute)\s*(?:news)?\s*[:|-]", re.I
)
_FOUNDED = re.compile(r"\b(?:since|depuis|est\.|established|founded|fondée?)\s(?:in\s|en\s)?(?:1[6-9]|20)\d{2}\b", re.I)


def stated_titles(page: Page) -> list[str]:
    """Return the titles that a page of HTML states: first headline, meta tags, JSON-LD, title element."""
    stated = [page.headline, page.meta.get("og:title"), page.title, page.meta.get("twitter:title")]
    stated += [str(item["headline"]) for item in page.linked if isinstance(item.get("headline"), str)]
    return [title for title in stated if title]


def find_title(page: Page) -> str | None:
    """Return the report's title, None where it shows none.

    A page states it; of its forms the one that the others contain is taken, without the outlet's name behind a bar. In
    a dump it is the line before the body that stands twice, or else the fullest one; an outlet's name behind a bar or
    dash is cut off where the line also stands without it.
    """
    stated = stated_titles(page)
    if stated:
        return _shortest_shared(stated)
    lines = _candidates(page.blocks)
    if not lines:
        return _listed_title(page.blocks)
    counts = Counter(key(line) for line in lines)
    heads = {key(line): line for line in reversed(lines)}
    for line in lines:
        parts = _SUFFIX.split(line)
        if len(parts) > 1 and key(" ".join(parts[:-1])) in counts:
            counts[key(" ".join(parts[:-1]))] += 1
    listed = _listed_title(page.blocks)
    best = max(lines, key=lambda line: (min(counts[key(line)], 2), _fullness(line)))
    if listed and min(counts[key(best)], 2) == 1 and _fullness(listed) - 1 > _fullness(best):
        return listed
    return heads[key(best)]


def _listed_title(blocks: list[Block]) -> str | None:
    """Return the line before the byline or date over the body that looks like one of a list of other stories."""
    first = next((i for i, block in enumerate(blocks) if block.reason is None), len(blocks))
    for i in range(max(1, first - _REACH), first):
        line = blocks[i - 1]
        under = blocks[i].reason in {"byline", "date"} and line.reason == "related"
        if under and _WORDS[0] <= line.words <= _WORDS[1] and not ends_as_sentence(line.text):
            return line.text
    return None


def _shortest_shared(stated: list[str]) -> str:
    first = stated[0]
    inside = [title for title in stated if len(title) >= 15 and sum(key(title) in key(other) for other in stated) > 1]
    return first if first in inside or not inside else min(inside, key=len)


def _candidates(blocks: list[Block]) -> list[str]:
    first = next((i for i, block in enumerate(blocks) if block.reason is None), len(blocks))
    found = []
    for block in blocks[:first]:
        if block.reason in _NO_TITLE or not _WORDS[0] <= block.words <= _WORDS[1]:
            continue
        if ends_as_sentence(block.text) and not block.text.rstrip().endswith(("?", "!", "”", "»", '"')):
            continue
        found.append(block.text)
    return found


def _fullness(line: str) -> float:
    """Return how much a line looks like a headline: its words up to six, and more where not all begin in capitals."""
    if _TICKER.match(line) or _FOUNDED.search(line):
        return 0.0
    words = [word for word in (each.strip("()[]-–—.,") for each in line.split()) if word]
    named = all(word[:1].isupper() for word in words if len(word) > 3) or line == line.lower()
    return min(len(words), 6) + (0.5 if any(word[:1].islower() for word in words) else 0.0) - (2.5 if named else 0.0)


def without_outlet(title: str | None, outlet: str | None) -> str | None:
    """Return ``title`` without the outlet's name behind its last bar or dash, or before its first."""
    if title is None or outlet is None:
        return title
    ends = list(_SUFFIX.finditer(title))
    if not ends:
        return title
    if key(title[ends[-1].end() :]) == key(outlet):
        return title[: ends[-1].start()]
    return title[ends[0].end() :] if key(title[: ends[0].start()]) == key(outlet) else title
