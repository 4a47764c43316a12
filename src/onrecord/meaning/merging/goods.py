"""Goods: whether two nouns, and two lists of items, may name the same."""

from collections.abc import Container, Mapping, Sequence
from functools import cache
from typing import Final

from onrecord.core.records import Item
from onrecord.core.tables import packaged_table

EACH_LACKS: Final = 0.2
"""How alike two lists of goods are that share some, while each has others too."""

_LONGEST_MEASURE: Final = 3

MONEY: Final = frozenset({"funds", "credit"})
"""The categories of money, which reports give in turn for one sum."""

type Noun = tuple[str, ...]
"""The words of a normalised noun in the singular, the head last."""


def may_be_same(one: Noun, other: Noun) -> bool:
    """Say whether two nouns may name the same goods: one of them says no more than the other, or is the bare name of
    its kind ("vessel" for an inflatable boat, but not "patrol vessel")."""
    if not one or not other:
        return False
    if set(one) <= set(other) or set(other) <= set(one):
        return True
    return any(len(a) == 1 and b[-1] in kinds().get(a[0], ()) for a, b in ((one, other), (other, one)))


def comparable(one: Item, other: Item) -> bool:
    """Say whether the figures of two items count the same: in one unit, of one category, money of whatever kind, or of
    what one report only counts. People are counted under many names ("ten monitors", "ten observers")."""
    kinds_of = {one.category, other.category}
    if kinds_of == {"personnel"} and _counts(one.unit) and _counts(other.unit):
        return True
    if kinds_of <= MONEY and (one.unit is None or other.unit is None):
        return True  # "60 million euros", of which "it had got only 15 million"
    return one.unit == other.unit and (len(kinds_of) == 1 or kinds_of <= MONEY or "other" in kinds_of)


def _counts(unit: str | None) -> bool:
    """Say whether a unit is a counted noun, not a measure ("t", "kg") or a currency."""
    return bool(unit) and unit is not None and unit.isalpha() and unit.islower() and len(unit) > _LONGEST_MEASURE


def likeness(ours: Sequence[Item], theirs: Sequence[Item], nouns: Sequence[Noun], others: Sequence[Noun]) -> float:
    """Return how alike two lists of goods are.

    1 for one noun of several words, 0.8 for one of a single word, 0.7 where one may name the other, 0.5 where it only
    names the category, 0.4 for one category, 0.2 where each has goods that the other lacks, 0 for other goods.
    """
    pairs = [(a, b) for a in nouns for b in others if may_be_same(a, b)]
    if not pairs:
        shared = {item.category for item in ours} & {item.category for item in theirs}
        return 0.4 if shared - {"other"} else 0.0
    if {a for a, _ in pairs} < set(nouns) and {b for _, b in pairs} < set(others):
        return EACH_LACKS
    categories = {item.category for item in (*ours, *theirs)}
    return max(_specific(a, categories) if a == b else 0.7 for a, b in pairs)


def _specific(noun: Noun, categories: Container[str]) -> float:
    return 1.0 if len(noun) > 1 else 0.5 if noun[0] in categories else 0.8


@cache
def kinds() -> Mapping[str, frozenset[str]]:
    """Return what goods are of which kind, as single words."""
    rows = packaged_table("onrecord.meaning.merging", "kinds.tsv")
    return {row["kind"]: frozenset(row["goods"].split("|")) for row in rows}
