"""The gold ledgers of our own are well formed: rows quote their report, and point at rows there are."""

from pathlib import Path

import pytest

from gold.measuring import AFFAIRS, FRESH, PRESS
from gold.shapes import body_of, folded, not_in_the_body, of_kind, reports_of, text_of

STAGES = {"requested", "considered", "pledged", "agreed", "underway", "done", "suspended", "cancelled"}

CATEGORIES = {
    *("food", "fuel", "fertilizer", "arms", "vehicles", "aircraft", "ships", "ammunition", "equipment", "personnel"),
    *("training", "funds", "credit", "medical", "shelter", "infrastructure", "other"),
}

FOLDERS = [PRESS, AFFAIRS, FRESH]

FILES = [pytest.param(folder, file, id=f"{folder.name}-{file}") for folder in FOLDERS for file in reports_of(folder)]

ALL = pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)


@pytest.mark.parametrize(("folder", "file"), FILES)
def test_what_a_row_quotes_stands_in_the_body(folder: Path, file: str) -> None:
    (report,) = of_kind(folder, "report", file)
    text = text_of(folder, file)
    assert all(folded(paragraph) in text for paragraph in report["body"])
    assert not not_in_the_body(folder, file)


@pytest.mark.parametrize(("folder", "file"), FILES)
def test_an_event_is_told_once_and_its_trigger_is_in_its_clause(folder: Path, file: str) -> None:
    events = of_kind(folder, "event", file)
    body = body_of(folder, file)
    for row in events:
        assert row["trigger"] in row["evidence"], row["id"]
        assert body.count(folded(row["evidence"])) == 1, row["id"]
    assert len({row["id"] for row in events}) == len(events)


@ALL
def test_values_are_those_of_the_codebook(folder: Path) -> None:
    for row in of_kind(folder, "event"):
        assert row["stage"] in STAGES
        assert row["polarity"] in {"affirmed", "denied"}
        assert (row["stage"] == "requested") == (row["type"] == "REQUEST")
        assert (row["when"] is not None) <= (row["when_text"] is not None)
        for item in row["items"]:
            assert item["category"] in CATEGORIES
            assert (item["approx"] is None) == (item["low"] is None and item["high"] is None)
    assert {row["form"] for row in of_kind(folder, "statement")} == {"direct", "indirect", "mixed"}


@ALL
def test_rows_of_entries_point_at_rows_there_are(folder: Path) -> None:
    events = {f"{row['report']}/{row['id']}" for row in of_kind(folder, "event")}
    entries = {row["id"] for row in of_kind(folder, "entry")}
    files = set(reports_of(folder))
    assert all(mention in events for row in of_kind(folder, "entry") for mention in row["mentions"])
    assert all(entry in entries for row in of_kind(folder, "commitment") for entry in row["entries"])
    assert all({row["report"], row["parent"]} <= files for row in of_kind(folder, "lineage"))
