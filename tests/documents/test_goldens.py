"""Reports in layouts that are seldom alike: each page or dump beside what a careful person reads out of it."""

import json
import re
from pathlib import Path

import pytest

from onrecord.documents import read_report
from onrecord.documents.blocks import key

GOLDENS = Path(__file__).parent / "goldens"
CASES = sorted(path.stem for path in GOLDENS.glob("*.json"))
FIELDS = {"published_basis": "basis"} | {
    name: name for name in ("outlet", "published", "title", "byline", "section", "language", "url")
}


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


@pytest.mark.parametrize("name", CASES)
def test_goldens(name: str) -> None:
    expected = json.loads((GOLDENS / f"{name}.json").read_text("utf-8"))
    document = next(path for path in GOLDENS.glob(f"{name}.*") if path.suffix != ".json")
    report = read_report(document.read_bytes())
    assert words(report.text) == words(" ".join(expected["body"]))
    shown = {stated: getattr(report, field) for field, stated in FIELDS.items() if stated in expected}
    assert shown == {stated: expected[stated] for stated in shown}
    found = {(origin.type, key(origin.name)) for origin in report.origins}
    assert found >= {(kind, key(name)) for kind, name in expected.get("origins", [])}
    assert [issue.code for issue in report.issues] == expected.get("issues", [])


def test_there_are_enough() -> None:
    assert len(CASES) >= 30
