"""Related outlets: those of one owner group, or under one state, so that what they say apart is weighed accordingly."""

from collections.abc import Iterable
from dataclasses import dataclass

from onrecord.core.records import Report
from onrecord.documents.credits.registry import outlet_named


@dataclass(frozen=True, slots=True)
class Relatives:
    """Reports whose outlets have one owner: ``owner`` is the group's name, or the state's ISO 3166-1 alpha-3 code."""

    owner: str
    reports: tuple[str, ...]


def owner_of(report: Report) -> str | None:
    """Return who owns or directs a report's outlet: the state where it is state-owned, else its group, else None."""
    known = outlet_named(report.outlet) if report.outlet else None
    if known is None:
        return None
    return f"state {known.country}" if known.state_owned and known.country else known.group or None


def relatives(reports: Iterable[Report]) -> tuple[Relatives, ...]:
    """Return those of ``reports`` that have an owner in common with another, by owner."""
    found: dict[str, list[str]] = {}
    for report in reports:
        owner = owner_of(report)
        if owner:
            found.setdefault(owner, []).append(report.id)
    return tuple(Relatives(owner, tuple(ids)) for owner, ids in sorted(found.items()) if len(ids) > 1)


def weighed_origins(roots: Iterable[Report], share: float) -> float:
    """Return the number of origins whose first reports are ``roots``, each further one of an owner counted as ``share``
    (1: like any other; 0: not at all)."""
    owners: set[str] = set()
    total = 0.0
    for root in roots:
        owner = owner_of(root)
        total += share if owner in owners else 1.0
        owners |= {owner} if owner else set()
    return total
