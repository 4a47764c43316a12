"""Passages in another language than their report: stored, shown and exported with the words."""

import json
from pathlib import Path

import pytest

from onrecord.views.cli import main

QUOTED = "Nous avons signé cet accord de pêche et nous rentrons chez nous dès ce soir"
TEXT = f"""Fishing accord signed

4 March 2024

The accord lets forty boats from each side fish in the waters of the other until the end of the decade.

“{QUOTED},” the minister told reporters at the airport. He left with his staff for the capital."""


def test_a_quotation_in_another_language_is_shown_and_exported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("accord.txt").write_text(TEXT, "utf-8")
    assert main(("ingest", "accord.txt", "--jobs", "1")) == 0
    assert main(("export", "--format", "jsonl", "-o", "out.jsonl")) == 0
    rows = [json.loads(line) for line in Path("out.jsonl").read_text("utf-8").splitlines()]
    [report] = [row for row in rows if row["kind"] == "report"]
    [stretch] = report["foreign"]
    assert (report["language"], stretch["language"]) == ("en", "fr")
    assert stretch["text"].startswith(QUOTED)
    assert report["text"][slice(*stretch["span"])] == stretch["text"]
    capsys.readouterr()
    assert main(("show", report["id"])) == 0
    assert "in fr" in (page := capsys.readouterr().out) and "“Nous avons signé" in page
