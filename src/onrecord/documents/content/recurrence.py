"""Recurrence: the lines that reports of one outlet have in common are its furniture, not their matter."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

from onrecord.core.records import Report
from onrecord.documents.blocks import Block, key

LEAST_REPORTS = 3
_LEAST_WORDS = 3
_LONGEST = 80


def recurring_blocks(reports: Iterable[Report], *, least: int = LEAST_REPORTS) -> frozenset[str]:
    """Return the keys (``blocks.key``) of the paragraphs that ``least`` or more of an outlet's reports share.

    ``reports`` are of one outlet. Copies of one report count once: a paragraph recurs only where the reports that hold
    it differ in their longest other paragraph, so that a wire text printed thrice is not taken for furniture.
    """
    holders: defaultdict[str, set[str]] = defaultdict(set)
    for report in reports:
        keys = [key(paragraph) for paragraph in report.text.split("\n\n")]
        ordered = sorted(set(keys), key=lambda words: (-len(words), words))
        for words in ordered:
            if _LEAST_WORDS <= len(words.split()) <= _LONGEST:
                other = next((each for each in ordered if each != words), "")
                holders[words].add(other)
    return frozenset(words for words, others in holders.items() if len(others) >= least)


def mark_recurring(blocks: Sequence[Block], recurring: Collection[str]) -> None:
    """Set the reason ``recurring`` on the body blocks of a report whose keys its outlet's other reports share."""
    if not recurring:
        return
    body = [block for block in blocks if block.reason is None]
    shared = [block for block in body if key(block.text) in recurring]
    # A report made of nothing else is one that was read before, not furniture.
    if len(shared) < len(body):
        for block in shared:
            block.reason = "recurring"
