"""Whole reports: identity, language, and the floors on the gold corpora."""

import json
from pathlib import Path

import pytest

from onrecord.documents import read_report
from onrecord.documents.language import foreign_stretches, language_of

SHARED = Path(__file__).parents[3] / "shared"
BODY = "The two ministers signed the fishing accord in Lisbon and left without taking questions from anyone there."


def test_the_same_bytes_give_the_same_report() -> None:
    assert read_report(BODY.encode(), file="a.txt").id == read_report(BODY.encode(), file="b.txt").id
    assert read_report(BODY.encode()).id != read_report(f"{BODY} ".encode()).id
    assert read_report(BODY).id == read_report(BODY.encode()).id


def test_issues_and_reports_name_their_file() -> None:
    report = read_report(BODY.encode() + b"\xff", file="folder/a.txt")
    assert report.file == "folder/a.txt"
    assert report.sha256 is not None and len(report.sha256) == 64
    assert [issue.file for issue in report.issues] == ["folder/a.txt"]


@pytest.mark.parametrize(
    ("text", "declared", "language"),
    [
        ("Les deux ministres ont signé un accord de pêche et sont repartis aussitôt.", None, "fr"),
        ("The two ministers signed a fishing accord and left at once for the airport.", "fr", "en"),
        ("Los dos ministros firmaron un acuerdo de pesca y se marcharon enseguida.", None, "es"),
        ("123", "pt-BR", "pt"),
        ("", None, None),
    ],
)
def test_languages(text: str, declared: str | None, language: str | None) -> None:
    assert language_of(text, declared) == language


def test_stretches_in_another_language_are_found() -> None:
    quoted = "nous avons signé cet accord de pêche et nous rentrons chez nous"
    alone = "Los dos ministros firmaron un acuerdo de pesca y se marcharon enseguida."
    text = f"The minister read the note aloud: “{quoted}”. He left at once for the airport with his staff.\n\n{alone}"
    expected = [(quoted, "fr"), (alone, "es")]
    assert [(each.span.of(text), each.language) for each in foreign_stretches(text, "en")] == expected
    told = "The accord lets forty boats from each side fish in the waters of the other until the end of the decade."
    report = read_report(f"Fishing accord signed\n\n4 March 2024\n\n{told}\n\n{text}")
    assert [(each.span.of(report.text), each.language) for each in report.foreign] == expected
    assert list(foreign_stretches("The two ministers signed a fishing accord and left for home.", "en")) == []


def test_stretches_are_found_where_half_the_report_is_in_another_language() -> None:
    french = "Les deux ministres ont signé un accord de pêche et sont repartis aussitôt pour la capitale."
    english = "The two ministers signed a fishing accord and left at once for the airport with their staff."
    found = list(foreign_stretches(f"{english}\n\n{french}\n\n{english} {english}\n\n{french}", "en"))
    assert [each.language for each in found] == ["fr", "fr"]


@pytest.mark.parametrize(
    "name", ["Ouagadougou, Bobo-Dioulasso, Koudougou, Banfora, Ouahigouya, Kaya, Tenkodogo, Dédougou."]
)
def test_a_list_of_names_is_in_no_other_language(name: str) -> None:
    text = f"The ministers signed the accord for these towns of the country on Monday.\n\n{name}"
    assert not list(foreign_stretches(text, "en"))


@pytest.mark.gold
@pytest.mark.parametrize("corpus", ["seeds", "dev"])
def test_gold_reports(corpus: str) -> None:
    folder = SHARED / "gold" / corpus
    if not folder.is_dir():
        pytest.skip(f"{folder} is not here")
    rows = [json.loads(line) for line in (folder / "gold.jsonl").read_text("utf-8").splitlines()]
    kept = dated = expected = asked = 0
    for row in rows:
        if row["kind"] != "report":
            continue
        report = read_report((folder / "reports" / row["report"]).read_bytes())
        words = set(report.text.split())
        for paragraph in row["body"]:
            expected += 1
            kept += sum(word in words for word in paragraph.split()) >= 0.9 * len(paragraph.split())
        if row.get("published_basis") not in {None, "inferred"}:
            asked += 1
            dated += report.published == row["published"]
        elif row.get("published") is None:
            assert report.published is None
    assert kept >= 0.97 * expected
    assert dated >= 0.95 * asked
