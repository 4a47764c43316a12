"""Lineage in the ledger: kept, found again by later ingests, overruled for good."""

from pathlib import Path

import pytest

from ledger_fakes import read
from onrecord.core.lineage import Ruling
from onrecord.pipeline.ingest import Pipeline
from onrecord.pipeline.ledger import Ledger, open_ledger
from onrecord.pipeline.lineage import place_reports
from onrecord.pipeline.stages import PlacingStage, ReportStage

BODY = " ".join(f"On quay {n} the harbour crew of Skagen unloaded {n * 37} crates of dried cod." for n in range(3, 15))
PIPELINE = Pipeline(
    (ReportStage(name="read", version=1, requires=("raw",), assigns=("report",), run=read),),
    (PlacingStage(name="lineage", version=1, requires=("report",), assigns=("lineage",), run=place_reports),),
)


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    """A ledger of a report, and of a copy that came in a later ingest."""
    tmp_path.joinpath("a.txt").write_text(f"Cod for all\n@2024-03-01\n{BODY}", "utf-8")
    ledger = open_ledger(tmp_path / "x.ledger", pipeline=PIPELINE)
    ledger.ingest([tmp_path / "a.txt"], jobs=1)
    tmp_path.joinpath("b.txt").write_text(f"Fish in plenty\n@2024-03-02\n{BODY[:-200]}", "utf-8")
    ledger.ingest([tmp_path / "b.txt"], jobs=1)
    return ledger


def test_a_later_copy_is_placed_and_its_evidence_kept(ledger: Ledger) -> None:
    by_title = {report.title: report for report in ledger.reports()}
    original, copy = by_title["Cod for all"], by_title["Fish in plenty"]
    assert {link.report for link in ledger.kin(copy.id)} >= {copy.id}
    [group] = ledger.origins([original.id, copy.id])
    assert set(group.reports) == {original.id, copy.id}


def test_a_ruling_survives_reading_again(ledger: Ledger, tmp_path: Path) -> None:
    original, copy = (
        next(r.id for r in ledger.reports() if r.title == title) for title in ("Cod for all", "Fish in plenty")
    )
    ledger.rule_lineage(Ruling(copy, original, "translation", "seen by me"))
    tmp_path.joinpath("c.txt").write_text(f"Third\n@2024-03-03\n{BODY}", "utf-8")
    ledger.ingest([tmp_path], jobs=1)
    [link] = ledger.parents(copy)
    assert (link.parent, link.relation, link.produced_by) == (original, "translation", "person")
    ledger.unrule_lineage(copy)
    assert all(link.produced_by != "person" for link in ledger.parents(copy))
