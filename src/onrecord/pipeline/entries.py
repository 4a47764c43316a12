"""Entries: the stages that put mentions under keys, merge them into entries and follow what was promised."""

from collections.abc import Iterator, Sequence

from onrecord.config import Config
from onrecord.core.records import Commitment, Entry, Keyed
from onrecord.core.view import View
from onrecord.meaning.merging.accords import may_be_of_accord, subject
from onrecord.meaning.merging.finding import find_entries
from onrecord.meaning.merging.keys import kept_under
from onrecord.meaning.merging.tellings import telling
from onrecord.meaning.merging.understood import completed
from onrecord.meaning.promises.finding import find_commitments


def key_mentions(view: View, reports: Sequence[str], config: Config) -> Iterator[Keyed]:
    """Yield the keys of every event of ``reports``."""
    known = {report.id: report for report in view.reports(reports)}
    for event in completed(view, list(view.events_of(reports))):
        report = known[event.report]
        accord = may_be_of_accord(event) and bool(subject(telling(event, report)))
        yield Keyed(event.id, kept_under(event, report.published, accord=accord), "keys@8")


def merge_mentions(view: View, reports: Sequence[str], config: Config) -> Iterator[Entry]:
    """Yield the entries in which the events of ``reports`` stand, and those that they have changed."""
    yield from find_entries(view, reports)


def follow_promises(view: View, reports: Sequence[str], config: Config) -> Iterator[Commitment]:
    """Yield the commitments that the entries told by ``reports`` are about."""
    yield from find_commitments(view, reports)
