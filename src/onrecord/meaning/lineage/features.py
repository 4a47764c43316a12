"""The table of features: name, weight, and what it says, as users see it and as the verdict sums it."""

from dataclasses import dataclass
from functools import cache
from typing import Final

from onrecord.core.tables import packaged_table

JOINED: Final = 1.0
"""The score from which two reports are held to be of one origin."""


@dataclass(frozen=True, slots=True)
class Feature:
    """One feature: ``weight`` times its value (0 to 1) goes into the score; ``says`` explains it to users."""

    name: str
    weight: float
    says: str


@cache
def features() -> dict[str, Feature]:
    """Return the features by name, in the order of the table."""
    rows = packaged_table("onrecord.meaning.lineage", "features.tsv")
    return {row["feature"]: Feature(row["feature"], float(row["weight"]), row["says"]) for row in rows}


def weighed(values: dict[str, float]) -> float:
    """Return the sum of ``values`` times the weights of their features."""
    table = features()
    return round(sum(table[name].weight * value for name, value in values.items()), 4)
