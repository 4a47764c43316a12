"""Ruling: what persons' decisions mean for clusters and entries."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import combinations

from onrecord.core.decisions import Decision
from onrecord.core.edtf import bounds
from onrecord.core.records import Entry
from onrecord.meaning.merging.clustering import Pair, Rulings, pair
from onrecord.meaning.merging.dating import days_between
from onrecord.meaning.merging.tellings import Telling


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


def vetted(entry: Entry, decisions: Sequence[Decision], tellings: Sequence[Telling] = ()) -> Entry:
    """Return ``entry`` with the tier that decisions about its mentions give it, and flags for what they did not know.

    The last accept, edit or reject holds. A mention that stood in the entry then is one of the decision's anchors.
    Flagged are conflicts in which later mentions (of ``tellings``) take part, a later denial, and later mentions that
    cannot be true together with a time that a person has set.
    """
    about = [d for d in decisions if not d.undone and set(d.mentions) & set(entry.mentions)]
    judged = [d for d in sorted(about, key=lambda d: (d.made, d.id)) if d.kind in {"accept", "edit", "reject"}]
    if not judged:
        return entry
    last = judged[-1]
    if last.kind == "reject":
        return replace(entry, tier="rejected")
    if all(mention in last.mentions for mention in entry.mentions):
        return replace(entry, tier="vetted")
    since = f"since {last.who} looked at it on {last.made[:10]}"
    flags = [f"{conflict.field}: {' / '.join(conflict.values)}, {since}" for conflict in entry.conflicts]
    later = [told for told in tellings if told.id not in last.mentions]
    known = [told for told in tellings if told.id in last.mentions]
    if {told.event.polarity for told in later} - {told.event.polarity for told in known}:
        flags.append(f"affirmed and denied, {since}")
    set_to = next((d.value for d in reversed(judged) if d.kind == "edit" and d.field == "when"), None)
    days = bounds(set_to)
    others = {told.event.when or "" for told in later if days and told.days and days_between(days, told.days)}
    flags += [f"when: {set_to} / {when}, {since}" for when in sorted(others)]
    return replace(entry, tier="vetted", flags=tuple(flags))
