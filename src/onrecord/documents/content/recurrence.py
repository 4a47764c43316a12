"""Recurrence: the lines that reports of one outlet have in common are its furniture, not their matter.

A paragraph of background that an outlet prints again and again is matter all the same. Furniture is told from it by its
place, before or after all that only one report holds, and by its words, of which the rest of the report has few.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from onrecord.core.records import Report
from onrecord.documents.blocks import Block, key

LEAST_REPORTS = 3
LEARNED = "recurring"
"""The reason of a block dropped here: what was learned once is not forgotten for having been dropped since."""

_LEAST_WORDS = 3
_LONGEST = 80
_LEAST_SHARE = 0.2
_MATTER = 1 / 3
_TOLD_SHARE = 0.25
_COPIED = 0.7
_LONG_WORD = 5
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class _Held:
    """The paragraphs of one report by their keys, in order, the words of each, and what was dropped as learned."""

    paragraphs: dict[str, str]
    learned: frozenset[str]

    @classmethod
    def of(cls, report: Report) -> "_Held":
        learned = frozenset(key(block.text) for block in report.dropped if block.reason == LEARNED)
        return cls({key(paragraph): paragraph for paragraph in report.text.split("\n\n")}, learned)

    def edges(self, shared: Collection[str]) -> set[str]:
        """Return those of ``shared`` before the first and after the last paragraph that is none of them."""
        found: set[str] = set()
        for order in (list(self.paragraphs), list(reversed(self.paragraphs))):
            for words in order:
                if words not in shared:
                    break
                found.add(words)
        return found

    def is_copy_of(self, other: "_Held") -> bool:
        """Say whether most of the shorter one is in the longer one too."""
        both = sum(map(len, self.paragraphs.keys() & other.paragraphs.keys()))
        return both >= _COPIED * min(sum(map(len, self.paragraphs)), sum(map(len, other.paragraphs)))


def recurring_blocks(reports: Iterable[Report], *, least: int = LEAST_REPORTS) -> frozenset[str]:
    """Return the keys (``blocks.key``) of the paragraphs that ``least`` or more of an outlet's reports, and a fifth of
    them, share, always before or after everything else, and in words foreign to the rest of the report.

    ``reports`` are of one outlet. Copies of one report count once, so that a wire text printed thrice is not taken for
    furniture.
    """
    held: list[_Held] = []
    for report in reports:
        one = _Held.of(report)
        if not any(one.is_copy_of(other) for other in held):
            held.append(one)
    least = max(least, round(_LEAST_SHARE * len(held)))
    holders: defaultdict[str, list[_Held]] = defaultdict(list)
    for one in held:
        for words in {*one.paragraphs, *one.learned}:
            if _LEAST_WORDS <= len(words.split()) <= _LONGEST:
                holders[words].append(one)
    shared = {words for words, ones in holders.items() if len(ones) >= least}
    shared -= {words for words in shared if _is_told(words, holders[words])}
    while True:
        edges = {id(one): one.edges(shared) for one in held}
        inside = {w for w in shared if any(w in one.paragraphs and w not in edges[id(one)] for one in holders[w])}
        if not inside:
            return frozenset(shared)
        shared -= inside


def mark_recurring(blocks: Sequence[Block], recurring: Collection[str]) -> None:
    """Set the reason ``recurring`` on the body blocks of a report whose keys its outlet's other reports share, where
    they stand at its edges and tell nothing of what the rest of it tells."""
    if not recurring:
        return
    body = [block for block in blocks if block.reason is None]
    shared = [block for block in body if block.key in recurring]
    # A report made of nothing else is one that was read before, not furniture.
    if not shared or len(shared) == len(body):
        return
    rest = {word for block in body if block.key not in recurring for word in block.key.split()}
    for order in (body, body[::-1]):
        for block in order:
            if block.key not in recurring:
                break
            if not _is_matter(block.text, rest):
                block.reason = LEARNED


def _is_told(words: str, holders: Sequence[_Held]) -> bool:
    """Say whether the rest of the reports that hold the paragraph, a quarter of them a word, tells what it tells."""
    judged = [one for one in holders if words in one.paragraphs]
    if not judged:
        return False
    rests = Counter[str]()
    for one in judged:
        rests.update({word for other in one.paragraphs if other != words for word in other.split()})
    told = {word for word, times in rests.items() if _TOLD_SHARE * len(judged) <= times}
    return _is_matter(judged[0].paragraphs[words], told)


def _is_matter(text: str, rest: Collection[str]) -> bool:
    """Say whether a third of the telling words of ``text`` (names, figures, long words) are words of ``rest``."""
    telling = set(_telling_words(text))
    return bool(telling) and sum(word in rest for word in telling) >= _MATTER * len(telling)


def _telling_words(text: str) -> Iterator[str]:
    last = 0
    for found in _WORD.finditer(text):
        word = found[0]
        within = text[last : found.start()] == " " and last > 0
        if len(word) >= _LONG_WORD or any(map(str.isdigit, word)) or (within and word[0].isupper()):
            yield word.casefold()
        last = found.end()
