"""Ruling: what persons' decisions mean for clusters and entries."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import combinations

from onrecord.core.decisions import Decision
from onrecord.core.records import Entry
from onrecord.meaning.merging.clustering import Pair, Rulings, pair


def rulings(decisions: Iterable[Decision]) -> Rulings:
    """Return which mentions must stand together and which must not; of two decisions on a pair the later holds."""
    held: dict[Pair, bool] = {}
    for decision in sorted(decisions, key=lambda d: (d.made, d.id)):
        if decision.undone or decision.kind not in {"merge", "split"}:
            continue
        for one, other in combinations(decision.anchors, 2):
            same = decision.kind == "merge" or one.side == other.side
            held[pair(one.mention, other.mention)] = same
    return Rulings(
        frozenset(each for each, same in held.items() if same),
        frozenset(each for each, same in held.items() if not same),
    )


def vetted(entry: Entry, decisions: Sequence[Decision]) -> Entry:
    """Return ``entry`` with the tier that decisions about its mentions give it, and flags for what they did not know.

    The last accept, edit or reject holds. A mention that stood in the entry when it was accepted is one of the
    decision's anchors; a conflict in which others take part is flagged.
    """
    about = [d for d in decisions if not d.undone and set(d.mentions) & set(entry.mentions)]
    judged = [d for d in sorted(about, key=lambda d: (d.made, d.id)) if d.kind in {"accept", "edit", "reject"}]
    if not judged:
        return entry
    last = judged[-1]
    if last.kind == "reject":
        return replace(entry, tier="rejected")
    later = [mention for mention in entry.mentions if mention not in last.mentions]
    flags = [
        f"{conflict.field}: {' / '.join(conflict.values)}, since {last.who} looked at it on {last.made[:10]}"
        for conflict in entry.conflicts
        if later
    ]
    return replace(entry, tier="vetted", flags=tuple(flags))
