"""Lineage: the stage that places new reports among those of the ledger, and the questions asked of what is placed."""

from collections.abc import Iterable, Iterator, Sequence

from onrecord.config import Config
from onrecord.core.lineage import Link, Placement
from onrecord.core.view import View
from onrecord.meaning.lineage.origins import OriginGroup, first_hand_speakers, origin_groups, parents


def place_reports(view: View, reports: Sequence[str], config: Config) -> Iterator[Placement]:
    """Yield the place of each of ``reports``, by look-up of what shares its words, quotations or facts."""
    from onrecord.meaning.lineage.placing import place  # loads rensa, which showing needs not

    yield from place(view, reports)


def parents_of(view: View, reports: Iterable[str]) -> dict[str, tuple[Link, ...]]:
    """Return for each of ``reports`` what it descends from."""
    return parents(view, reports)


def tree(view: View, report: str) -> tuple[Link, ...]:
    """Return the links of ``report`` and of every report that is joined to it, upwards and downwards."""
    found: dict[str, tuple[Link, ...]] = {}
    ahead = {report}
    while ahead:
        found |= parents(view, sorted(ahead))
        up = {link.parent for id in ahead for link in found[id] if not link.named}
        down = {link.report for link in view.links_of(sorted(ahead)) if link.parent in ahead}
        ahead = (up | down) - set(found)
    return tuple(link for id in sorted(found) for link in found[id])


def groups(view: View, reports: Iterable[str]) -> tuple[OriginGroup, ...]:
    """Return ``reports`` parted into those of one origin."""
    return origin_groups(view, reports)


def speakers(view: View, reports: Sequence[str]) -> tuple[str, ...]:
    """Return whose words ``reports`` give, each speaker once."""
    return first_hand_speakers(view, reports)
