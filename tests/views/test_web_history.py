"""What the page of an entry tells of its past, and how it shows what reports give differently."""

import json

from onrecord.core.decisions import Decision
from onrecord.core.records import Entry
from onrecord.record.ledger.versions import Version
from onrecord.views.web.history import Turn, history_of


def version(entry: str, made: str, *mentions: str, **said: object) -> Version:
    """What an entry said from ``made`` on; nothing more where it has no mentions."""
    content = {"mentions": list(mentions), "stage": "pledged", "type": "AID", "origins": 1, "conflicts": []} | said
    return Version(entry, made, not mentions, json.dumps(content))


def test_the_past_tells_what_was_recorded_joined_and_changed() -> None:
    entry = Entry("entry-1", "AID", "done", ("evt-1", "evt-2", "evt-3"), 2)
    past = [
        version("entry-1", "2031-05-04T10:00:00+00:00", "evt-1"),
        version("entry-2", "2031-05-04T10:00:00+00:00", "evt-2", "evt-3"),
        version("entry-2", "2031-05-05T10:00:00+00:00"),
        version("entry-1", "2031-05-05T10:00:00+00:00", "evt-1", "evt-2", "evt-3", origins=2, stage="done"),
        version("entry-1", "2031-05-06T10:00:00+00:00", "evt-1", "evt-2", "evt-3", origins=2, stage="done", tier="x"),
        version("entry-1", "2031-05-07T10:00:00+00:00", "evt-1", "evt-2", origins=2, stage="done", conflicts=[{}]),
    ]  # fmt: skip
    decision = Decision("decision-1", "accept", "Ada", "2031-05-06T10:00:00.123456+00:00", "", ())
    steps = history_of(entry, past, [decision])
    assert [step.made[:10] for step in steps] == ["2031-05-04", "2031-05-05", "2031-05-05", "2031-05-06", "2031-05-07"]
    assert steps[0].turns == (Turn("recorded", 1),)
    assert steps[1].turns == (Turn("merged", 2, entry="entry-2"),)
    assert steps[2].turns == (Turn("joined", 2), Turn("stage", 0, "pledged", "done"), Turn("origins", 0, "1", "2"))
    assert steps[3].decision is decision
    assert steps[4].turns == (Turn("left", 1), Turn("conflicts", 1))


def test_entries_that_are_no_part_of_it_are_no_part_of_its_past() -> None:
    entry = Entry("entry-1", "AID", "done", ("evt-1",), 1)
    past = [
        version("entry-9", "2031-05-04T10:00:00+00:00", "evt-9"),
        version("entry-9", "2031-05-05T10:00:00+00:00"),
    ]
    assert history_of(entry, past, []) == []
