"""Statements against the gold ledgers: floors that may only rise."""

import importlib.util
import json
from pathlib import Path
from types import ModuleType

import pytest

from onrecord.meaning.statements import find_statements


def _scorer(gold: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", gold / "score.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.gold
@pytest.mark.parametrize(
    ("corpus", "floors"),
    [
        ("dev", {"statement": 0.94, "statement.quoted": 0.93, "statement.speaker": 0.88, "statement.form": 0.97}),
        ("seeds", {"statement": 0.88, "statement.quoted": 0.95, "statement.speaker": 0.85, "statement.form": 0.95}),
    ],
)
def test_floors(gold: Path, tmp_path: Path, corpus: str, floors: dict[str, float]) -> None:
    rows = [json.loads(line) for line in (gold / corpus / "gold.jsonl").read_text("utf-8").splitlines()]
    export = tmp_path / "export.jsonl"
    lines = []
    for row in rows:
        if row["kind"] != "report":
            continue
        name, text = row["report"], "\n\n".join(row["body"])
        lines.append({"kind": "report", "id": name, "file": name, "text": text})
        for s in find_statements(text, language=row["language"]):
            found = {"content": s.content.of(text), "speaker": s.speaker, "form": s.form}
            lines.append({"kind": "statement", "report": name, **found})
    export.write_text("\n".join(json.dumps(line) for line in lines), "utf-8")
    tally, _ = _scorer(gold).score(gold / corpus, export)
    for figure, floor in floors.items():
        assert tally.figure(figure) >= floor, figure
