"""Finding: from reports to the commitments that they tell of, by look-ups in the index only."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import product
from typing import Final, Protocol

from onrecord.core.records import Commitment, Entry, Event
from onrecord.meaning.merging.accords import may_be_of_accord, subject
from onrecord.meaning.merging.components import Components
from onrecord.meaning.merging.keys import PROMISED, promise_keys, told_sides
from onrecord.meaning.merging.remembering import Index, Remembered
from onrecord.meaning.merging.tellings import GIVEN, telling
from onrecord.meaning.merging.understood import completed
from onrecord.meaning.promises.deeds import Deed
from onrecord.meaning.promises.linking import by_parties, commitments, may_be_linked, meeting
from onrecord.meaning.promises.reckoning import make_commitment

_YEARS: Final = 3
_MOST_FOUND: Final = 200
_MOST_DEEDS: Final = 300
"""From how many deeds that hang together on no further ones are looked for."""


class Entries(Index, Protocol):
    """What is asked of a ledger whose mentions are merged."""

    def keys_of(self, mentions: Iterable[str], beginning: str) -> Iterator[tuple[str, str]]:
        """Yield these mentions with each of their keys that begins so."""
        ...

    def entries_with(self, mentions: Iterable[str]) -> Iterator[Entry]:
        """Yield the entries that hold one of these mentions, each once."""
        ...

    def entries(self, ids: Iterable[str]) -> Iterator[Entry]:
        """Yield the entries with these ids in the order given."""
        ...

    def entries_beside(self, entries: Iterable[str]) -> Iterator[str]:
        """Yield the other entries that stand in one commitment with one of these, each once, by id."""
        ...


def find_commitments(view: Entries, reports: Sequence[str]) -> Iterator[Commitment]:
    """Yield the commitments of which the entries told by ``reports`` are a part, and what has become of those of which
    they were a part: what stood beside them is followed too."""
    kin, known, joined = Remembered(view), dict[str, Deed](), Components()
    told = {entry.id: entry for entry in view.entries_with(_followed(view, kin.events_of(reports)))}
    beside = view.entries(view.entries_beside(told))
    ahead = _deeds(kin, (told | {entry.id: entry for entry in beside}).values(), known)
    reached = {deed.id for deed in ahead}
    while ahead := [deed for deed in ahead if may_be_linked(deed) and joined.size(deed.id) <= _MOST_DEEDS]:
        found = view.entries_with(mention for _, mention in view.mentions_under(_keys(ahead), _MOST_FOUND))
        near = _deeds(kin, _may_meet(view, ahead, [e for e in found if e.id not in reached]), known)
        fresh = {}
        for deed, other in meeting(ahead, near):
            joined.join(deed.id, other.id)
            fresh[other.id] = other
        reached.update(fresh)
        ahead = list(fresh.values())
    for held in commitments([known[key] for key in sorted(reached)]):
        yield make_commitment(held)


def _followed(view: Entries, events: Iterable[Event]) -> Iterator[str]:
    """Yield those of ``events`` that may be a part of a commitment: what is given, asked for or refused, and talks on a
    paper and its signature."""
    others = []
    for event in events:
        if event.type in GIVEN:
            yield event.id
        elif may_be_of_accord(event):
            others.append(event.id)
    if others:
        yield from sorted({mention for mention, _ in view.keys_of(others, PROMISED)})


def _keys(deeds: Iterable[Deed]) -> set[str]:
    found: set[str] = set()
    for deed in deeds:
        for told in deed.tellings:
            published = told.report_days[0] if told.report_days else None
            found |= promise_keys(told.event, published, _YEARS, wanted=True, accord=bool(subject(told)))
    return found


def _may_meet(view: Entries, deeds: Sequence[Deed], entries: Sequence[Entry]) -> Iterator[Entry]:
    """Yield those of ``entries`` that may be linked to one of ``deeds``, as far as the keys of their mentions tell who
    gives and who receives: what goes the other way is found under the same keys, and need not be read."""
    keys: defaultdict[str, list[str]] = defaultdict(list)
    for mention, key in view.keys_of((m for entry in entries for m in entry.mentions), PROMISED):
        keys[mention].append(key)
    pairs = by_parties(deeds).keys()
    giving = frozenset[str]().union(*(deed.givers for deed in deeds))
    receiving = frozenset[str]().union(*(deed.receivers for deed in deeds))
    partial = [deed for deed in deeds if deed.partial]
    for entry in entries:
        told = [told_sides(keys[mention]) for mention in entry.mentions]
        givers = frozenset[str]().union(*(sides[0] for sides in told if sides))
        receivers = frozenset[str]().union(*(sides[1] for sides in told if sides))
        if None in told:
            yield entry
        elif not givers or not receivers:
            if givers & giving or receivers & receiving:
                yield entry
        elif any(pair in pairs for pair in product(givers, receivers)) or any(
            givers & deed.givers or receivers & deed.receivers for deed in partial
        ):
            yield entry


def _deeds(kin: Index, entries: Iterable[Entry], known: dict[str, Deed]) -> list[Deed]:
    """Return ``entries`` with all that they say; rejected ones are left out."""
    entries = [entry for entry in entries if entry.tier != "rejected"]
    new = [entry for entry in entries if entry.id not in known]
    found = list(kin.events(m for entry in new for m in entry.mentions))
    events = {event.id: event for event in completed(kin, found)}
    reports = {report.id: report for report in kin.bare_reports({event.report for event in events.values()})}
    for entry in new:
        told = [events[mention] for mention in entry.mentions if mention in events]
        known[entry.id] = Deed(entry, tuple(telling(event, reports[event.report]) for event in told))
    return [known[entry.id] for entry in entries if known[entry.id].tellings]
