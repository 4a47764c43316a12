"""The gold ledger of whole affairs: that it is well formed, and that no affair is in both halves.

Its figures are shown by ``python -m gold --corpus affairs`` and ``tools/figures.py``; there are no floors under them.
"""

import json
import re
from collections import Counter
from html import unescape
from typing import Any

import pytest

from gold.measuring import AFFAIRS, odd

ROWS: list[dict[str, Any]] = [
    json.loads(line) for line in (AFFAIRS / "gold.jsonl").read_text("utf-8").splitlines() if line.strip()
]
"""The rows as written; their shapes are what is tested here."""

REPORTS = sorted(path.name for path in (AFFAIRS / "reports").iterdir())


def folded(text: str) -> str:
    """Return ``text`` with each run of white space as one space."""
    return re.sub(r"\s+", " ", text).strip()


def text_of(file: str) -> str:
    """Return what a reader sees of the report ``file``."""
    raw = (AFFAIRS / "reports" / file).read_text("utf-8")
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


def affair(file: str) -> int:
    """Return which affair the report ``file`` is of: the tens of its number."""
    return int(file[:3]) // 10


@pytest.mark.parametrize("file", REPORTS)
def test_what_a_row_quotes_stands_in_the_body(file: str) -> None:
    (report,) = of_kind("report", file)
    text, body = text_of(file), folded(" ".join(report["body"]))
    assert all(folded(paragraph) in text for paragraph in report["body"])
    for row in of_kind("statement", file) + of_kind("event", file):
        assert not [words for words in quoted(row) if folded(words) not in body], f"{file} {row['id']}"


@pytest.mark.parametrize("file", REPORTS)
def test_an_event_is_told_once_and_its_trigger_is_in_its_clause(file: str) -> None:
    (report,) = of_kind("report", file)
    body = " ".join(report["body"])
    for row in of_kind("event", file):
        assert row["trigger"] in row["evidence"], f"{file} {row['id']}"
        assert body.count(row["evidence"]) == 1, f"{file} {row['id']}"
        assert (row["stage"] == "requested") == (row["type"] == "REQUEST"), f"{file} {row['id']}"
        assert row["when"] is None or row["when_text"], f"{file} {row['id']}"


def test_no_affair_is_in_both_halves() -> None:
    for number in range(8):
        halves = {odd(file) for file in REPORTS if affair(file) == number}
        assert halves == {number % 2 == 1}


def test_entries_lineage_and_commitments_stay_within_an_affair() -> None:
    events = {f"{row['report']}/{row['id']}" for row in of_kind("event")}
    entries = {row["id"]: row["mentions"] for row in of_kind("entry")}
    for mentions in entries.values():
        assert set(mentions) <= events
        assert len({affair(mention) for mention in mentions}) == 1
    for row in of_kind("lineage"):
        assert affair(row["report"]) == affair(row["parent"])
    for row in of_kind("commitment"):
        assert len({affair(entries[name][0]) for name in row["entries"]}) == 1


@pytest.mark.parametrize("kept", [False, True])
def test_both_halves_have_most_types_and_both_languages(kept: bool) -> None:
    half = [file for file in REPORTS if odd(file) == kept]
    types = Counter(row["type"] for row in of_kind("event") if row["report"] in half)
    languages = Counter(row["language"] for row in of_kind("report") if row["report"] in half)
    assert len(types) >= 15
    assert min(languages["en"], languages["fr"]) >= 5
