"""The past is asked by the same filters as the present, as far as earlier values are kept."""

import json

import pytest

from onrecord.core.errors import LedgerError
from onrecord.pipeline.asking import entry_filter
from onrecord.pipeline.past import counted, stood


def said(**other: object) -> str:
    """What an entry said, as versions keep it."""
    plain = {"type": "AID", "stage": "pledged", "tier": "candidate", "origins": 1, "mentions": ["m"], "flags": []}
    parties = {"who": ["CHL"], "whom": ["PER"], "what": ["winter tent"], "day": "2024-05-02", "conflicts": []}
    return json.dumps(plain | parties | other)


KNOWN = {
    "entry-a": said(),
    "entry-b": said(type="CONSULT", who=["CHL", "PER"], whom=[], what=[], day="2024-04-01", origins=3),
    "entry-c": said(stage="done", day="", conflicts=[{"field": "items", "values": ["1", "2"]}]),
}


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, "bac"),
        ({"type": "AID"}, "ac"),
        ({"stage": "done,pledged", "type": "AID"}, "ac"),
        ({"actor": "Peru"}, "b"),
        ({"recipient": "PER"}, "ac"),
        ({"item": "tent"}, "ac"),
        ({"item": "ten"}, ""),
        ({"since": "2024-05"}, "a"),
        ({"until": "2024-04"}, "b"),
        ({"origins": "2"}, "b"),
        ({"conflict": "any"}, "c"),
        ({"conflict": "none"}, "ba"),
        ({"tier": "vetted"}, ""),
    ],
)
def test_entries_that_stood_then_are_found_by_filter(asked: dict[str, str], found: str) -> None:
    assert "".join(then.id[-1] for then in stood(KNOWN, entry_filter(**asked))) == found


@pytest.mark.parametrize(("sort", "found"), [("day", "bac"), ("-day", "cab"), ("-origins", "bca"), ("origins", "acb")])
def test_they_stand_in_the_order_asked_for(sort: str, found: str) -> None:
    assert "".join(then.id[-1] for then in stood(KNOWN, entry_filter(), sort)) == found  # type: ignore[arg-type]


@pytest.mark.parametrize("asked", [{"outlet": "Post"}, {"text": "rain"}, {"actor": "ministry"}, {"item": "food"}])
def test_what_is_not_kept_is_refused_and_not_passed_over(asked: dict[str, str]) -> None:
    with pytest.raises(LedgerError, match="past"):
        stood(KNOWN, entry_filter(**asked))


def test_they_are_counted_by_what_they_said() -> None:
    counts = counted(stood(KNOWN, entry_filter()))
    assert counts["type"] == [("AID", 2), ("CONSULT", 1)]
    assert counts["who"] == [("CHL", 3), ("PER", 1)]
    assert counts["conflict"] == [("none", 2), ("any", 1), ("items", 1)]
