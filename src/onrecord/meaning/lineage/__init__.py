"""Lineage: who copied whom, and how many independent origins there are.

``placing.place`` finds for new reports what they descend from; ``parents``, ``origin_groups`` and ``origins_of`` answer
from what is placed. Reports meet by keys (``keys``), are compared in full (``comparing``), and judged by a weighted sum
of the features of ``data/features.tsv`` (``verdicts``).
"""

from onrecord.meaning.lineage.features import JOINED, Feature, features
from onrecord.meaning.lineage.origins import OriginGroup, first_hand_speakers, origin_groups, origins_of, parents

__all__ = [
    "JOINED",
    "Feature",
    "OriginGroup",
    "features",
    "first_hand_speakers",
    "origin_groups",
    "origins_of",
    "parents",
]
