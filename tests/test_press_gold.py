"""The gold ledger of ordinary press reports: that it is well formed, and floors under the figures on it.

Lowering a floor needs its reason in the commit.
"""

import json
import re
from collections import Counter
from html import unescape
from typing import Any

import pytest

from gold.measuring import CORPORA, PRESS, measure, odd, table
from gold.scoring import Tally

ROWS: list[dict[str, Any]] = [
    json.loads(line) for line in (PRESS / "gold.jsonl").read_text("utf-8").splitlines() if line.strip()
]
"""The rows as written; their shapes are what is tested here."""

REPORTS = sorted(path.name for path in (PRESS / "reports").iterdir())

STAGES = {"requested", "considered", "pledged", "agreed", "underway", "done", "suspended", "cancelled"}

CATEGORIES = {
    *("food", "fuel", "fertilizer", "arms", "vehicles", "aircraft", "ships", "ammunition", "equipment", "personnel"),
    *("training", "funds", "credit", "medical", "shelter", "infrastructure", "other"),
}

FLOORS = {
    ("look", "report.published"): 1.0,
    ("look", "statement"): 0.92,
    ("look", "statement.speaker"): 0.69,
    ("look", "event.found"): 0.82,
    ("look", "event"): 0.71,
    ("look", "event.who"): 0.40,
    ("look", "event.stage"): 0.87,
    ("look", "event.when"): 0.87,
    ("look", "event.items"): 0.78,
    ("keep", "report.published"): 1.0,
    ("keep", "statement"): 0.91,
    ("keep", "statement.speaker"): 0.89,
    ("keep", "event.found"): 0.76,
    ("keep", "event"): 0.60,
    ("keep", "event.who"): 0.37,
    ("keep", "event.stage"): 0.88,
    ("keep", "event.when"): 0.77,
    ("keep", "event.items"): 0.52,
}


def folded(text: str) -> str:
    """Return ``text`` with each run of white space as one space."""
    return re.sub(r"\s+", " ", text).strip()


def text_of(file: str) -> str:
    """Return what a reader sees of the report ``file``."""
    raw = (PRESS / "reports" / file).read_text("utf-8")
    return folded(unescape(re.sub(r"<[^>]+>", " ", raw)) if file.endswith(".html") else raw)


def of_kind(kind: str, file: str | None = None) -> list[dict[str, Any]]:
    """Return the rows of ``kind``, of one report where ``file`` is given."""
    return [row for row in ROWS if row["kind"] == kind and file in (None, row.get("report"))]


def quoted(row: dict[str, Any]) -> list[str]:
    """Return every text that an event or statement row quotes from its report."""
    texts = [row.get(name) for name in ("content", "cue", "speaker_text", "venue", "trigger", "evidence", "when_text")]
    parts = [*row.get("actors", ()), *row.get("recipients", ()), *row.get("items", ())]
    place = row.get("where")
    return [text for text in (*texts, *(part["text"] for part in parts), place and place["text"]) if text]


@pytest.mark.parametrize("file", REPORTS)
def test_what_a_row_quotes_stands_in_the_body(file: str) -> None:
    (report,) = of_kind("report", file)
    text = text_of(file)
    assert all(paragraph in text for paragraph in report["body"])
    body = " ".join(report["body"])
    for row in of_kind("statement", file) + of_kind("event", file):
        missing = [words for words in quoted(row) if folded(words) not in body]
        assert not missing, f"{file} {row['id']}"


@pytest.mark.parametrize("file", REPORTS)
def test_an_event_is_told_once_and_its_trigger_is_in_its_clause(file: str) -> None:
    events = of_kind("event", file)
    (report,) = of_kind("report", file)
    body = " ".join(report["body"])
    for row in events:
        assert row["trigger"] in row["evidence"], f"{file} {row['id']}"
        assert body.count(row["evidence"]) == 1, f"{file} {row['id']}"
    assert len({row["id"] for row in events}) == len(events)


def test_values_are_those_of_the_codebook() -> None:
    for row in of_kind("event"):
        assert row["stage"] in STAGES
        assert row["polarity"] in {"affirmed", "denied"}
        assert (row["stage"] == "requested") == (row["type"] == "REQUEST")
        assert (row["when"] is not None) <= (row["when_text"] is not None)
        for item in row["items"]:
            assert item["category"] in CATEGORIES
            assert (item["approx"] is None) == (item["low"] is None and item["high"] is None)
    assert {row["form"] for row in of_kind("statement")} == {"direct", "indirect", "mixed"}


def test_rows_of_entries_point_at_rows_there_are() -> None:
    events = {f"{row['report']}/{row['id']}" for row in of_kind("event")}
    entries = {row["id"] for row in of_kind("entry")}
    assert all(mention in events for row in of_kind("entry") for mention in row["mentions"])
    assert all(entry in entries for row in of_kind("commitment") for entry in row["entries"])
    assert all({row["report"], row["parent"]} <= set(REPORTS) for row in of_kind("lineage"))


@pytest.mark.parametrize("kept", [False, True])
def test_the_halves_are_alike(kept: bool) -> None:
    half = [file for file in REPORTS if odd(file) == kept]
    languages = Counter(row["language"] for row in of_kind("report") if row["report"] in half)
    assert languages == {"en": 7, "fr": 7}
    types = Counter(row["type"] for row in of_kind("event") if row["report"] in half)
    assert len(types) == 16
    assert min(types.values()) >= 2


@pytest.fixture(scope="module")
def tallies(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Tally]:
    return measure(tmp_path_factory.mktemp("press"), CORPORA["press"])


def test_the_figures_are_shown(tallies: dict[str, Tally], capsys: pytest.CaptureFixture[str]) -> None:
    with capsys.disabled():
        print(f"\n{table(tallies)}")


@pytest.mark.parametrize(("half", "figure"), FLOORS)
def test_a_figure_is_not_under_its_floor(tallies: dict[str, Tally], half: str, figure: str) -> None:
    assert tallies[half].figures()[figure] >= FLOORS[half, figure]
