"""The export: kinds and fields of the codebook, spans that slice back to the words, readable by score.py."""

import io
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest

from ledger_fakes import PIPELINE, REPORTS
from onrecord.core.errors import LedgerError
from onrecord.pipeline.ledger import Ledger, open_ledger

Line = dict[str, object]

# What shared/gold/README.md names.
FIELDS = {
    "report": {"id", "file", "outlet", "title", "language", "published", "published_basis", "origins", "text"},
    "statement": {"report", "id", "speaker", "speaker_text", "country", "form", "cue", "content", "venue", "chain"},
    "event": {
        "report", "id", "type", "mode", "contexts", "trigger", "evidence", "actors", "recipients", "items", "stage",
        "polarity", "background", "when", "when_text", "where", "attribution",
    },
    "entry": {"id", "type", "stage", "mentions", "origins", "conflicts"},
}  # fmt: skip
PARTY = {"text", "country", "sector"}
ITEM = {"text", "what", "category", "low", "high", "unit", "approx"}


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    """A ledger of three reports."""
    for name, text in REPORTS.items():
        tmp_path.joinpath(name).write_text(text, "utf-8")
    with open_ledger(tmp_path / "a.ledger", pipeline=PIPELINE) as ledger:
        ledger.ingest(sorted(tmp_path.glob("*.txt")))
        yield ledger


def exported(ledger: Ledger) -> list[Line]:
    out = io.StringIO()
    count = ledger.export(out)
    lines = [cast("Line", json.loads(line)) for line in out.getvalue().splitlines()]
    assert count == len(lines)
    return lines


def test_kinds_and_fields(ledger: Ledger) -> None:
    lines = exported(ledger)
    assert {line["kind"] for line in lines} == set(FIELDS)
    for line in lines:
        assert set(line) >= FIELDS[str(line["kind"])], line
        for party in (*_objects(line, "actors"), *_objects(line, "recipients")):
            assert set(party) >= PARTY
        for item in _objects(line, "items"):
            assert set(item) >= ITEM


def test_every_span_slices_back_to_its_text(ledger: Ledger) -> None:
    lines = exported(ledger)
    texts = {line["id"]: str(line["text"]) for line in lines if line["kind"] == "report"}
    seen = 0
    for line in lines:
        text = texts[line["id"] if line["kind"] == "report" else line["report"]] if line["kind"] != "entry" else ""
        for field in [field for field in line if field.endswith("_span") and line[field] is not None]:
            start, end = cast("list[int]", line[field])
            assert text[start:end] == line[field.removesuffix("_span")], (field, line)
            seen += 1
        for held in (*_objects(line, "actors"), *_objects(line, "items"), *_objects(line, "origins")):
            start, end = cast("list[int]", held["span"])
            assert text[start:end] == held["text"]
            seen += 1
    assert seen > 10


def test_every_event_is_an_entry_of_one_origin(ledger: Ledger) -> None:
    lines = exported(ledger)
    events = [line["id"] for line in lines if line["kind"] == "event"]
    entries = [line for line in lines if line["kind"] == "entry"]
    assert sorted(events, key=str) == sorted((m for e in entries for m in cast("list[str]", e["mentions"])), key=str)
    assert all(entry["origins"] == 1 and entry["conflicts"] == [] for entry in entries)


def test_the_same_ledger_is_exported_alike(ledger: Ledger) -> None:
    assert exported(ledger) == exported(ledger)


def test_an_unknown_format_is_refused(ledger: Ledger) -> None:
    with pytest.raises(LedgerError, match="There is no format 'xml'"):
        ledger.export(io.StringIO(), format="xml")


@pytest.mark.gold
def test_the_scorer_reads_it(ledger: Ledger, gold: Path, tmp_path: Path) -> None:
    folder, export = tmp_path / "gold", tmp_path / "out.jsonl"
    folder.mkdir()
    with export.open("w", encoding="utf-8") as out:
        ledger.export(out)
    truth = []
    for line in exported(ledger):
        if line["kind"] == "report":
            truth.append(line | {"report": Path(str(line["file"])).name, "body": str(line["text"]).split("\n\n")})
    names = {row["id"]: row["report"] for row in truth}
    for line in exported(ledger):
        if line["kind"] in {"statement", "event"}:
            truth.append(line | {"report": names[line["report"]]})
    folder.joinpath("gold.jsonl").write_text("\n".join(map(json.dumps, truth)), "utf-8")
    arguments = [sys.executable, str(gold / "score.py"), str(folder), str(export), "--json"]
    scored = subprocess.run(arguments, capture_output=True, text=True, check=True)
    figures = json.loads(scored.stdout)
    assert figures and all(value == 1 for value in figures.values()), figures


def _objects(line: Line, field: str) -> list[Line]:
    held = line.get(field)
    return cast("list[Line]", held) if isinstance(held, list) else []
