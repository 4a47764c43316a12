"""Floors for who is who, measured on the tuning reports of the gold corpora (``bench/entities_gold.py``)."""

import importlib.util
from collections import Counter
from pathlib import Path

import pytest

FLOORS = {"party.country": 0.95, "party.sector": 0.94, "speaker.name": 0.88, "speaker.country": 0.95}


@pytest.mark.gold
def test_parties_and_speakers_of_the_tuning_reports(gold: Path, root: Path) -> None:
    spec = importlib.util.spec_from_file_location("entities_gold", root / "bench" / "entities_gold.py")
    assert spec is not None
    assert spec.loader is not None
    bench = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(bench)
    tally: Counter[str] = Counter()
    for corpus in ("seeds", "dev"):
        for report, rows in bench.reports(gold / corpus):
            if corpus == "seeds" or report["report"][:3] in bench.TUNE:
                bench.measure_report(report, rows, tally, [], Counter())
    shares = {key: tally[key] / tally[key.partition(".")[0] + ".asked"] for key in FLOORS}
    assert {k: v for k, v in shares.items() if v < FLOORS[k]} == {}
