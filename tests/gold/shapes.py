"""Rows of a gold ledger as written, and what can be said of them without reading a report by the pipeline."""

import json
import re
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any

Row = dict[str, Any]
"""A row as written: its shape is what is tested, so nothing is taken for granted of it."""


def folded(text: str) -> str:
    """Return ``text`` with each run of white space as one space."""
    return re.sub(r"\s+", " ", text).strip()


@cache
def rows_of(folder: Path) -> tuple[Row, ...]:
    """Return every row of the gold file in ``folder``."""
    lines = (folder / "gold.jsonl").read_text("utf-8").splitlines()
    return tuple(json.loads(line) for line in lines if line.strip())


def of_kind(folder: Path, kind: str, file: str | None = None) -> list[Row]:
    """Return the rows of ``kind``, of one report where ``file`` is given."""
    return [row for row in rows_of(folder) if row["kind"] == kind and file in (None, row.get("report"))]


def reports_of(folder: Path) -> list[str]:
    """Return the names of the report files of ``folder``, in their order."""
    return sorted(path.name for path in (folder / "reports").iterdir())


def text_of(folder: Path, file: str) -> str:
    """Return what a reader sees of the report ``file``, white space folded."""
    raw = (folder / "reports" / file).read_text("utf-8")
    return folded(unescape(re.sub(r"<[^>]+>", " ", raw)) if file.endswith(".html") else raw)


def body_of(folder: Path, file: str) -> str:
    """Return the article that the gold row of the report ``file`` gives, white space folded."""
    (report,) = of_kind(folder, "report", file)
    return folded(" ".join(report["body"]))


def quoted(row: Row) -> list[str]:
    """Return every text that an event or statement row quotes from its report."""
    texts = [row.get(name) for name in ("content", "cue", "speaker_text", "venue", "trigger", "evidence", "when_text")]
    parts = [*row.get("actors", ()), *row.get("recipients", ()), *row.get("items", ())]
    place = row.get("where")
    return [text for text in (*texts, *(part["text"] for part in parts), place and place["text"]) if text]


def not_in_the_body(folder: Path, file: str) -> list[tuple[str, str]]:
    """Return the row and words of all that is quoted from the report ``file`` and does not stand in its article."""
    body = body_of(folder, file)
    rows = of_kind(folder, "statement", file) + of_kind(folder, "event", file)
    return [(row["id"], words) for row in rows for words in quoted(row) if folded(words) not in body]
