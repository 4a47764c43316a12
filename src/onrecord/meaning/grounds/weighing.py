"""Grounds: what weighed most for the parties that were chosen for an act, and what its traits say to readers."""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Final, Literal

from onrecord.core.records import Ground
from onrecord.core.tables import packaged_table

_MOST: Final = 3
_PLACES: Final = 2


type Weighed = tuple[Literal["actor", "recipient", "pair"], str, float]
"""A trait of a side of an answer, and what it weighs."""


def weightiest(traits: Iterable[Weighed]) -> tuple[Ground, ...]:
    """Return the three of ``traits`` that weigh most for an answer, the weightiest first; those that weigh nothing, or
    against it, are left out. A trait that several of one side have counts as often."""
    found: dict[tuple[Literal["actor", "recipient", "pair"], str], float] = {}
    for side, trait, weight in traits:
        if weight:
            found[side, trait] = round(found.get((side, trait), 0.0) + weight, _PLACES)
    ranked = sorted((each for each in found.items() if each[1] > 0), key=lambda each: (-each[1], each[0]))
    return tuple(Ground(side, trait, weight) for (side, trait), weight in ranked[:_MOST])


@cache
def meanings() -> Mapping[str, str]:
    """Return what each trait says, in a sentence.

    Raises LexiconError where the table is missing or malformed.
    """
    return {row["trait"]: row["says"] for row in packaged_table("onrecord.meaning.grounds", "traits.tsv")}
