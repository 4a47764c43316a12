"""Clustering: mentions that belong together, by average link, so that one bad link does not chain strangers.

Agglomerative average linkage (Sokal and Michener 1958) with contradictions as cannot-links (Wagstaff and Cardie 2000):
the two clusters with the greatest mean score are joined as long as that mean is high enough and no member of the one
contradicts a member of the other. Copies of one origin have one voice: of the links between the mentions of two origins
the best counts. A person's decisions come first. The result depends on the set of mentions alone.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import fsum
from typing import Final

from onrecord.meaning.merging.features import JOINED
from onrecord.meaning.merging.scoring import Likeness

type Pair = tuple[str, str]

_STRAINED: Final = 0.85
"""How high the mean of two clusters must be (one of their scores must reach ``JOINED``)."""

_FORBIDDEN: Final = -float("inf")
_CONTRADICTED: Final = -1e9
_REQUIRED: Final = float("inf")


@dataclass(frozen=True, slots=True)
class Rulings:
    """What a person decided: mentions that are one act, and mentions that are not."""

    together: frozenset[Pair] = field(default_factory=frozenset)
    apart: frozenset[Pair] = field(default_factory=frozenset)


def pair(one: str, other: str) -> Pair:
    """Return the two ids in the order in which pairs are kept."""
    return (one, other) if one < other else (other, one)


def cluster(
    mentions: Iterable[str],
    likeness: Callable[[str, str], Likeness],
    rulings: Rulings | None = None,
    origin: Callable[[str], str] = str,
) -> list[tuple[str, ...]]:
    """Return ``mentions`` in clusters, each and all in the order of their ids.

    ``likeness`` compares two of them by id; ``origin`` names what one of them stems from (each from itself where it is
    left out).
    """
    ids = sorted(set(mentions))
    ruled = rulings or Rulings()
    scores = _scores(ids, likeness, ruled)
    clusters: dict[str, list[str]] = {key: [key] for key in ids}
    means = {each: score for each, score in scores.items() if score >= JOINED}
    while means:
        _, left, right = min((-score, a, b) for (a, b), score in means.items())
        _join(clusters, means, (left, right), scores, origin)
    return sorted(tuple(sorted(members)) for members in clusters.values())


def _scores(ids: Sequence[str], likeness: Callable[[str, str], Likeness], ruled: Rulings) -> dict[Pair, float]:
    """Return the score of every pair; what is ruled and what contradicts stand beyond all scores."""
    scores = {}
    for n, one in enumerate(ids):
        for other in ids[n + 1 :]:
            if (one, other) in ruled.apart:
                scores[one, other] = _FORBIDDEN
            elif (one, other) in ruled.together:
                scores[one, other] = _REQUIRED
            else:
                found = likeness(one, other)
                scores[one, other] = found.score if found.against is None else _CONTRADICTED
    return scores


def _join(
    clusters: dict[str, list[str]],
    means: dict[Pair, float],
    joined: Pair,
    scores: Mapping[Pair, float],
    origin: Callable[[str], str],
) -> None:
    """Join the second cluster of ``joined`` to the first and bring the means of all others up to date."""
    left, right = joined
    clusters[left] += clusters.pop(right)
    del means[left, right]
    for other in clusters:
        if other == left:
            continue
        means.pop(pair(right, other), None)
        means.pop(pair(left, other), None)
        mean = _mean({(a, b): scores[pair(a, b)] for a in clusters[left] for b in clusters[other]}, origin)
        if mean is not None:
            means[pair(left, other)] = mean


def _mean(scores: Mapping[Pair, float], origin: Callable[[str], str]) -> float | None:
    """Return how closely two clusters belong together, None where they do not."""
    links = scores.values()
    if _FORBIDDEN in links:
        return None
    if _REQUIRED in links:
        return _REQUIRED
    if _CONTRADICTED in links or max(links) < JOINED:
        return None
    best: dict[Pair, float] = {}
    for (one, other), score in scores.items():
        key = (origin(one), origin(other))
        if key[0] == key[1]:
            key = (one, other)
        best[key] = max(best.get(key, score), score)
    mean = fsum(best.values()) / len(best)
    return mean if mean >= _STRAINED else None
