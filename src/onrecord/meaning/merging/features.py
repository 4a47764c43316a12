"""The table of features: name, weight, and what it says, as users see it and as the score sums it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from onrecord.core.tables import packaged_table

JOINED: Final = 1.0
"""The score from which two mentions belong together."""

_PACKAGE: Final = "onrecord.meaning.merging"


@dataclass(frozen=True, slots=True)
class Feature:
    """One feature: ``weight`` times its value (0 to 1) goes into the score; ``says`` explains it to users."""

    name: str
    weight: float
    says: str


@cache
def features() -> Mapping[str, Feature]:
    """Return the features by name, in the order of the table."""
    rows = packaged_table(_PACKAGE, "features.tsv")
    return {row["feature"]: Feature(row["feature"], float(row["weight"]), row["says"]) for row in rows}


@cache
def alike_types() -> Mapping[tuple[str, str], float]:
    """Return how alike two types are (0 to 1), both ways round."""
    found = {}
    for row in packaged_table(_PACKAGE, "types.tsv"):
        found[row["type"], row["other"]] = found[row["other"], row["type"]] = float(row["alike"])
    return found


def weighed(values: Mapping[str, float]) -> float:
    """Return the sum of ``values`` times the weights of their features."""
    table = features()
    return round(sum(table[name].weight * value for name, value in values.items()), 4)
