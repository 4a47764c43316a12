"""Narrowing: which mentions are clustered together, where very many hang together.

What hangs together is clustered together, up to ``most`` mentions: clustering compares each with each. Of more, only
those of one month hang together; where those are still too many, of one day; then of one of two halves of that day, of
four quarters. So the parts depend on the set of mentions alone, and not on which came first. A new mention may make one
component too large of several that were not: all that stood in those finds its place anew.
"""

import sys
from collections.abc import Iterable, Mapping, Set
from typing import Final, Protocol

from onrecord.core.ids import make_id
from onrecord.meaning.merging.dating import moment
from onrecord.meaning.merging.tellings import Telling

_MONTH: Final = len("2031-05")
_BY_DAY: Final = 2
_DEEPEST: Final = 40
"""At which level a section holds one mention, so that only what persons have decided makes more of it."""
_NONE: Final = frozenset[str]()


class Graph(Protocol):
    """Mentions and what they are linked to, as far as they were looked at."""

    @property
    def linked(self) -> Mapping[str, Set[str]]:
        """The mentions that each is linked to, in either direction."""
        ...

    def look_at(self, keys: Iterable[str]) -> None:
        """Learn all links of these mentions."""
        ...

    def section(self, key: str, level: int) -> str:
        """Return in which section of its component a mention stands at this level; 0 has one section."""
        ...

    def ruled(self, one: str, other: str) -> bool:
        """Say whether a person has decided about both: sections do not part them."""
        ...


def section_of(told: Telling, level: int) -> str:
    """Return the section of a mention: all (level 0), its month, its day, then a share of the day by its id."""
    if not level:
        return ""
    days = moment(told)
    day = days[0] if days else ""
    if level <= _BY_DAY:
        return day[:_MONTH] if level < _BY_DAY else day
    share = int(make_id("", told.id).lstrip("-"), 16) % 2 ** (level - _BY_DAY)
    return f"{day}/{share}"


def parts(graph: Graph, new: Set[str], placed: Set[str], most: int, level: int = 0) -> list[set[str]]:
    """Return the parts in which the mentions ``placed`` stand, each to be clustered by itself.

    Of these ``new`` have come, or are linked otherwise than before. Where they make a component too large, what hung
    together without them is placed too.
    """
    most = most if level < _DEEPEST else sys.maxsize
    found: list[set[str]] = []
    seen: set[str] = set()
    large: set[str] = set()
    for key in sorted(placed):
        if key in seen:
            continue
        members, whole = _component(graph, key, level, most)
        seen |= members
        if whole:
            found.append(members)
        else:
            large |= members & placed
    if large:
        large |= _outgrown(graph, new, large, most, level)
        found += parts(graph, new, large, most, level + 1)
    return found


def _outgrown(graph: Graph, new: Set[str], large: Set[str], most: int, level: int) -> set[str]:
    """Return what stood in components that were not too large, before ``new`` joined them to those of ``large``."""
    found: set[str] = set()
    seen: set[str] = set()
    for one in sorted(new & large):
        for other in sorted(graph.linked[one] - new):
            if other in seen or not _joins(graph, one, other, level):
                continue
            members, whole = _component(graph, other, level, most, new)
            seen |= members
            found |= members if whole else _NONE
    return found


def _component(graph: Graph, key: str, level: int, most: int, without: Set[str] = _NONE) -> tuple[set[str], bool]:
    """Return what hangs together with ``key``, and whether that is all of it: more than ``most`` are not sought."""
    found, ahead = {key}, {key}
    while ahead and len(found) <= most:
        graph.look_at(ahead)
        ahead = {
            other
            for one in ahead
            for other in graph.linked[one]
            if other not in found and other not in without and _joins(graph, one, other, level)
        }
        found |= ahead
    return found, len(found) <= most


def _joins(graph: Graph, one: str, other: str, level: int) -> bool:
    return not level or graph.section(one, level) == graph.section(other, level) or graph.ruled(one, other)
