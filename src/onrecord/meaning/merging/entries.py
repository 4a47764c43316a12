"""Entries: what the mentions of one act say together."""

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from typing import Final

from onrecord.core.ids import make_id, undated
from onrecord.core.records import Entry, Join
from onrecord.core.vocabulary import EventType
from onrecord.meaning.merging.scoring import Likeness
from onrecord.meaning.merging.tellings import Telling
from onrecord.meaning.merging.values import conflicts, in_order, reached_stage

ENTRIES: Final = "entries@22"


def make_entry(tellings: Sequence[Telling], likeness: Callable[[str, str], Likeness]) -> Entry:
    """Return the entry that mentions of one act make. Its id is that of its first mention, so that it stays when later
    reports tell the act again."""
    ordered = in_order(tellings)
    return Entry(
        id=entry_id(ordered[0].id),
        type=_type(ordered),
        stage=reached_stage(ordered),
        mentions=tuple(told.id for told in ordered),
        origins=len({told.family for told in ordered}),
        conflicts=conflicts(ordered),
        produced_by=ENTRIES,
        joins=tuple(_joins(ordered, likeness)),
    )


def entry_id(first: str) -> str:
    """Return the id of the entry whose first mention is ``first``: the same on whatever day its report is put."""
    return make_id("entry", undated(first))


def _type(ordered: Sequence[Telling]) -> EventType:
    """Return the type that most origins give; of equals the one that most mentions give, then the first told."""
    families: defaultdict[EventType, set[str]] = defaultdict(set)
    counted: Counter[EventType] = Counter()
    for told in ordered:
        families[told.event.type].add(told.family)
        counted[told.event.type] += 1
    return max(counted, key=lambda type: (len(families[type]), counted[type]))


def _joins(ordered: Sequence[Telling], likeness: Callable[[str, str], Likeness]) -> list[Join]:
    """Return the links that hold the mentions together: the maximum spanning tree, grown from the first (Prim 1957).
    As clusters are joined through one link of ``JOINED`` at least, each of these is, but where a person put the two
    together; the earlier mention that one is most alike may be less so than a later one."""
    first, *rest = ordered
    best = {told.id: (likeness(told.id, first.id), first.id) for told in rest}
    found = []
    while best:
        told = max(best, key=lambda key: (best[key][0].against is None, best[key][0].score))
        link, other = best.pop(told)
        found.append(Join(told, other, link.score, tuple(link.values.items())))
        for key, (known, _) in best.items():
            further = likeness(key, told)
            if (further.against is None, further.score) > (known.against is None, known.score):
                best[key] = (further, told)
    return found
