"""Grounds: what weighed most for the parties that were chosen for an act, and what its traits say to readers."""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Final

from onrecord.core.records import Ground
from onrecord.core.tables import packaged_table

_MOST: Final = 3
_PLACES: Final = 2


def weightiest(grounds: Iterable[Ground]) -> tuple[Ground, ...]:
    """Return the three of ``grounds`` that weigh most for an answer, the weightiest first; those that weigh nothing, or
    against it, are left out. A trait that several of one side have counts as often."""
    found: dict[tuple[str, str], Ground] = {}
    for each in grounds:
        key = (each.side, each.trait)
        before = found[key].weight if key in found else 0.0
        found[key] = Ground(each.side, each.trait, round(before + each.weight, _PLACES))
    ranked = sorted(found.values(), key=lambda each: (-each.weight, each.side, each.trait))
    return tuple(each for each in ranked[:_MOST] if each.weight > 0)


@cache
def meanings() -> Mapping[str, str]:
    """Return what each trait says, in a sentence.

    Raises LexiconError where the table is missing or malformed.
    """
    return {row["trait"]: row["says"] for row in packaged_table("onrecord.meaning.grounds", "traits.tsv")}
