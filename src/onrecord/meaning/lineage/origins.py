"""Origins: how many independent reportings, and how many first-hand speakers, stand behind some reports."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Protocol

from onrecord.core.edtf import bounds
from onrecord.core.lineage import Link, Relation, Ruling
from onrecord.core.records import Report, Statement
from onrecord.documents.credits.cues import cues_of
from onrecord.documents.credits.registry import outlet_named
from onrecord.meaning.lineage.facts import skeleton
from onrecord.meaning.lineage.profiles import folded, is_of

_FARTHEST: Final = 8
_MOST_TOUCHED: Final = 500
_CLOSE: Final = timedelta(days=10)
_NEARLY: Final = 0.7
"""From which share of the best score an earlier parent is preferred to the best one."""
_RANK: Final[dict[Relation, int]] = {
    "same": 0, "reprint": 1, "translation": 2, "rewrite": 3, "cites": 4, "independent": 5,
}  # fmt: skip


class Kin(Protocol):
    """What is asked about lineage of a ledger whose reports are placed."""

    def reports(self, ids: Iterable[str]) -> Iterator[Report]:
        """Yield the reports with these ids."""
        ...

    def statements_of(self, reports: Iterable[str]) -> Iterator[Statement]:
        """Yield the statements of these reports."""
        ...

    def links_of(self, reports: Iterable[str]) -> Iterator[Link]:
        """Yield the links that name one of these reports on either side."""
        ...

    def rulings_of(self, reports: Iterable[str]) -> Iterator[Ruling]:
        """Yield what persons decided about these reports."""
        ...


@dataclass(frozen=True, slots=True)
class OriginGroup:
    """Reports of one origin: the ids, the first of them, and the medium that they name as their source, if any.

    ``hands`` say for each of ``reports`` which of them has the same matter: copies, rewrites and translations of one
    report are of one hand; one that only cites another has matter of its own.
    """

    reports: tuple[str, ...]
    root: str
    named: str | None = None
    hands: tuple[str, ...] = ()


def parents(view: Kin, reports: Iterable[str]) -> dict[str, tuple[Link, ...]]:
    """Return for each report the links to what it descends from, a person's rulings in place of computed ones.

    Of several reports with the same matter one is the parent: that of the outlet which is credited, else the earliest.
    Where two reports are copies of an agency whose own report is not in the ledger, the agency is the parent of both.
    A report that others have as their parent is no reprint of the name in its own dateline, unless its outlet is known
    as something else than an agency: it is that agency's own.
    """
    found = _parents(view, reports)
    roots = {id for id, links in found.items() if any(link.named and link.relation == "reprint" for link in links)}
    if not roots:
        return found
    below = {link.report for link in view.links_of(sorted(roots)) if not link.named and link.parent in roots}
    taken = {link.parent for links in _parents(view, sorted(below)).values() for link in links if not link.named}
    for report in view.reports(sorted(roots & taken)):
        if _may_be_agency(report):
            kept = (link for link in found[report.id] if not (link.named and link.relation == "reprint" and link.shown))
            found[report.id] = tuple(kept)
    return found


def _parents(view: Kin, reports: Iterable[str]) -> dict[str, tuple[Link, ...]]:
    wanted = list(dict.fromkeys(reports))
    found: dict[str, list[Link]] = {id: [] for id in wanted}
    for link in view.links_of(wanted):
        if link.report in found:
            found[link.report].append(link)
    above = {link.parent for links in found.values() for link in links if not link.named}
    copies = {link.report for link in view.links_of(above) if link.named and link.relation == "reprint"}
    rulings: dict[str, list[Ruling]] = {id: [] for id in wanted}
    for ruling in view.rulings_of(wanted):
        if ruling.report in rulings:
            rulings[ruling.report].append(ruling)
    ids = {*wanted, *above, *(ruling.parent for held in rulings.values() for ruling in held)}
    known = {report.id: report for report in view.reports(sorted(ids))}
    return {id: _chosen(id, found[id], rulings[id], known, copies) for id in wanted}


def origin_groups(view: Kin, reports: Iterable[str]) -> tuple[OriginGroup, ...]:
    """Return ``reports`` parted into those of one origin, also where the link between two is a third report or a medium
    that both name. The groups stand in the order of their first report's publication."""
    wanted = list(dict.fromkeys(reports))
    above = _upwards(view, wanted)
    known = {report.id: report for report in view.reports(sorted(above))}
    names = {id: {link.parent for link in links if link.named} for id, links in above.items()}
    union = _joined((link for links in above.values() for link in links), known, names)
    copies = [link for links in above.values() for link in links if link.relation != "cites"]
    copied = {id: {link.parent for link in links if link.named and link in copies} for id, links in above.items()}
    hands = _joined(copies, known, copied)
    parted: dict[str, list[str]] = {}
    for id in wanted:
        parted.setdefault(union.find(id), []).append(id)
    families: dict[str, list[str]] = {}
    for id in above:
        families.setdefault(union.find(id), []).append(id)
    groups = []
    for held in parted.values():
        ordered = sorted(held, key=lambda id: _age(known.get(id), id))
        family = families[union.find(ordered[0])]
        name = min((name for id in family for name in names.get(id, ())), default=None)
        tops = [id for id in family if all(link.named for link in above[id])] or family
        root = min(tops, key=lambda id: _age(known.get(id), id))
        groups.append(OriginGroup(tuple(ordered), root, name, tuple(map(hands.find, ordered))))
    return tuple(sorted(groups, key=lambda group: _age(known.get(group.reports[0]), group.reports[0])))


def sources(view: Kin, reports: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Return for each of ``reports`` the root of its origin and its hand, as ``OriginGroup`` has them."""
    return sources_of(origin_groups(view, reports))


def sources_of(groups: Iterable[OriginGroup]) -> dict[str, tuple[str, str]]:
    """Return for the reports of ``groups`` what ``sources`` does."""
    return {id: (group.root, hand) for group in groups for id, hand in zip(group.reports, group.hands, strict=True)}


def touched(view: Kin, reports: Iterable[str]) -> tuple[str, ...]:
    """Return the reports, other than ``reports``, whose origin may be another one since these are known.

    They descend from one of these, and may be of one origin through it; or one of these is the first that descends from
    them, which shows that they are no reprints of the agency in their dateline (`parents`), or from what they descend
    from.
    """
    held = set(reports)
    above = {link.parent for link in view.links_of(sorted(held)) if not link.named and link.report in held} - held
    below: dict[str, set[str]] = {id: set() for id in above}
    reprints = set()
    for link in view.links_of(sorted(above)):
        if link.named and link.relation == "reprint":
            reprints.add(link.report)
        elif not link.named and link.parent in above:
            below[link.parent].add(link.report)
    found = {id for id in above & reprints if below[id] <= held}
    ahead = held | found
    while ahead and len(found) < _MOST_TOUCHED:
        links = view.links_of(sorted(ahead))
        ahead = {link.report for link in links if not link.named and link.parent in ahead} - found - held
        found |= ahead
    return tuple(sorted(found))


def origins_of(view: Kin, reports: Iterable[str]) -> int:
    """Return how many of ``reports`` do not descend from each other, also through a common agency."""
    return len(origin_groups(view, reports))


def first_hand_speakers(view: Kin, reports: Sequence[str]) -> tuple[str, ...]:
    """Return the speakers whose words ``reports`` give, each once by last name (as it sounds) and country.

    Ten reports of one press conference have one; the number of origins says nothing of that. A medium's own
    correspondent is no speaker beside its reporting: he is that origin.
    """
    found: dict[tuple[str, str], str] = {}
    whole: dict[str, tuple[str, str]] = {}
    for statement in view.statements_of(reports):
        name = statement.speaker or ""
        words = folded(name).split()
        if words and cues_of("self").match(name) is None:
            key = (skeleton(words[-1]) or words[-1], statement.country or "")
            # One full name is one speaker, though one of the reports leaves his country unsaid.
            key = whole.setdefault(" ".join(words), key) if len(words) > 1 else key
            found[key] = max(found.get(key, ""), name, key=len)
    return tuple(found.values())


def _chosen(
    id: str, links: list[Link], rulings: list[Ruling], known: dict[str, Report], copies: set[str]
) -> tuple[Link, ...]:
    """Return the links to the parents of one report. ``copies`` are the reports that are reprints of a named agency."""
    ruled = {ruling.parent for ruling in rulings}
    kept = [link for link in links if link.parent not in ruled]
    decided = [
        Link(id, ruling.parent, ruling.relation, ruling.parent not in known, produced_by=ruling.produced_by)
        for ruling in rulings
        if ruling.relation != "independent"
    ]
    if decided:
        return tuple(decided)
    named = [link for link in kept if link.named]
    reports = [link for link in kept if not link.named]
    direct = [link for link in reports if _credit(link) == 1.0]
    copied = any(link.relation == "reprint" for link in named)
    siblings = [link for link in reports if 0 < _credit(link) < 1 and (copied or link.parent in copies)]
    direct = direct or [link for link in reports if link not in siblings]
    if direct:
        enough = _NEARLY * max(link.score for link in direct)
        pool = [link for link in direct if link.score >= enough]
        best = min(pool, key=lambda link: _seniority(known.get(link.parent), link))
        return (best,) if _credit(best) else (best, *named)
    return tuple(sorted(named or siblings, key=lambda link: (_RANK[link.relation], link.parent)))


def _credit(link: Link) -> float:
    return max((shown.value for shown in link.shown if shown.feature == "credit"), default=0.0)


def _may_be_agency(report: Report) -> bool:
    """Say whether a report's outlet may be an agency: the registry does not know it as anything else."""
    known = outlet_named(report.outlet) if report.outlet else None
    return known is None or known.agency


def _seniority(report: Report | None, link: Link) -> tuple[str, int, str]:
    """Return by what the parent is chosen: the earliest day, then the fullest text."""
    return (_age(report, "")[0], -len(report.text) if report else 0, link.parent)


def _age(report: Report | None, id: str) -> tuple[str, str]:
    return (report.published if report and report.published else "9999", id)


def _upwards(view: Kin, reports: list[str]) -> dict[str, tuple[Link, ...]]:
    """Return the links of ``reports`` and of all that they descend from."""
    found: dict[str, tuple[Link, ...]] = {}
    ahead = list(reports)
    for _ in range(_FARTHEST):
        if not ahead:
            break
        found |= parents(view, ahead)
        up = {link.parent for id in ahead for link in found[id] if not link.named}
        ahead = sorted(up - set(found))
    return found | dict.fromkeys(ahead, ())


def _joined(links: Iterable[Link], known: dict[str, Report], names: dict[str, set[str]]) -> "_Union":
    """Return the reports that ``links`` join, and those that are joined by a medium that both name."""
    union = _Union()
    for link in links:
        if not link.named:
            union.join(link.report, link.parent)
    _join_named(union, known, names)
    return union


def _join_named(union: "_Union", known: dict[str, Report], names: dict[str, set[str]]) -> None:
    """Join the reports that name one medium, and those of that medium itself, where they were published close together:
    what an agency said in July is another reporting than what it said in January."""
    for name in sorted({name for held in names.values() for name in held}):
        kin = [id for id, report in known.items() if name in names.get(id, ()) or is_of(report, name)]
        for n, one in enumerate(sorted(kin)):
            for other in sorted(kin)[n + 1 :]:
                if _close(known[one], known[other]):
                    union.join(one, other)


def _close(one: Report, other: Report) -> bool:
    """Say whether two reports were published within ten days of each other, as far as is known."""
    first, second = bounds(one.published), bounds(other.published)
    if first is None or second is None:
        return True
    earlier, later = sorted((first, second))
    return date.fromisoformat(later[0]) - date.fromisoformat(earlier[1]) <= _CLOSE


class _Union:
    """Disjoint sets of keys (Tarjan 1975)."""

    def __init__(self) -> None:
        self._above: dict[str, str] = {}

    def find(self, key: str) -> str:
        """Return the key that stands for the set of ``key``."""
        above = self._above.setdefault(key, key)
        while above != key:
            self._above[key] = self._above[above]
            key, above = above, self._above[above]
        return key

    def join(self, one: str, other: str) -> None:
        """Put two sets together; the lesser key stands for both."""
        first, second = sorted((self.find(one), self.find(other)))
        self._above[second] = first
