"""Finding: from reports to the commitments that they tell of, by look-ups in the index only."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, Protocol

from onrecord.core.records import Commitment, Entry
from onrecord.meaning.lineage.origins import sources
from onrecord.meaning.merging.keys import promise_keys
from onrecord.meaning.merging.remembering import Index, Remembered
from onrecord.meaning.merging.tellings import GIVEN, telling
from onrecord.meaning.merging.understood import completed
from onrecord.meaning.promises.deeds import Deed
from onrecord.meaning.promises.linking import commitments, meeting
from onrecord.meaning.promises.reckoning import make_commitment

_YEARS: Final = 3
_MOST_FOUND: Final = 200
_MOST_DEEDS: Final = 300


class Entries(Index, Protocol):
    """What is asked of a ledger whose mentions are merged."""

    def entries_with(self, mentions: Iterable[str]) -> Iterator[Entry]:
        """Yield the entries that hold one of these mentions, each once."""
        ...


def find_commitments(view: Entries, reports: Sequence[str]) -> Iterator[Commitment]:
    """Yield the commitments of which the entries told by ``reports`` are a part."""
    kin = Remembered(view)
    known: dict[str, Deed] = {}
    reached: set[str] = set()
    ahead = _deeds(view, kin, (event.id for event in view.events_of(reports) if event.type in GIVEN), known)
    most = len(ahead) + _MOST_DEEDS
    reached.update(deed.id for deed in ahead)
    while ahead and len(reached) <= most:
        near = _deeds(view, kin, (mention for _, mention in view.mentions_under(_keys(ahead), _MOST_FOUND)), known)
        fresh = {deed.id: deed for deed in meeting(ahead, [deed for deed in near if deed.id not in reached])}
        reached.update(fresh)
        ahead = list(fresh.values())
    for held in commitments([known[key] for key in sorted(reached)]):
        yield make_commitment(held)


def _keys(deeds: Iterable[Deed]) -> set[str]:
    found: set[str] = set()
    for deed in deeds:
        for told in deed.tellings:
            published = told.report_days[0] if told.report_days else None
            found |= promise_keys(told.event, published, _YEARS, wanted=True)
    return found


def _deeds(view: Entries, kin: Index, mentions: Iterable[str], known: dict[str, Deed]) -> list[Deed]:
    """Return the entries that hold ``mentions`` with all that they say; rejected ones are left out."""
    entries = [entry for entry in view.entries_with(mentions) if entry.tier != "rejected"]
    new = [entry for entry in entries if entry.id not in known]
    found = list(view.events(m for entry in new for m in entry.mentions))
    events = {event.id: event for event in completed(kin, found)}
    reports = {report.id: report for report in kin.reports({event.report for event in events.values()})}
    families = sources(kin, reports)
    for entry in new:
        told = [events[mention] for mention in entry.mentions if mention in events]
        tellings = (telling(e, reports[e.report], *families.get(e.report, ())) for e in told)
        known[entry.id] = Deed(entry, tuple(tellings))
    return [known[entry.id] for entry in entries if known[entry.id].tellings]
