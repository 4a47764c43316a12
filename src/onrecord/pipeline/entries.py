"""Entries: for the time being every event is an entry of its own, told by one origin."""

from collections.abc import Iterator, Sequence
from typing import Final

from onrecord.config import Config
from onrecord.core.ids import make_id
from onrecord.core.records import Entry
from onrecord.core.view import View

ENTRIES: Final = "entries@1"


def one_each(view: View, reports: Sequence[str], config: Config) -> Iterator[Entry]:
    """Yield for every event of ``reports`` an entry that holds it alone."""
    for event in view.events_of(reports):
        key = make_id("entry", event.id)
        yield Entry(key, event.type, event.stage, mentions=(event.id,), origins=1, produced_by=ENTRIES)
