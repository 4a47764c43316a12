"""Floors under the measured figures: what works stays working. Lowering one needs its reason in the commit."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

FLOORS = {
    ("dev", "report.body"): 0.98,
    ("dev", "report.outlet"): 0.95,
    ("dev", "report.published"): 0.95,
    ("dev", "report.no_date_invented"): 1.0,
    ("dev", "statement"): 0.96,
    ("dev", "statement.quoted"): 0.95,
    ("dev", "statement.speaker"): 0.91,
    ("dev", "statement.form"): 0.97,
    ("dev", "lineage"): 0.96,
    ("dev", "lineage.relation"): 0.93,
    ("dev", "event.found"): 0.88,
    ("dev", "event"): 0.795,
    ("dev", "event.joint"): 0.585,
    ("dev", "event.stage"): 0.89,
    ("dev", "event.when"): 0.90,
    ("dev", "event.polarity"): 0.97,
    ("dev", "event.actors"): 0.97,
    ("dev", "event.recipients"): 0.915,
    ("dev", "event.attribution"): 0.96,
    ("dev", "event.quantity"): 0.90,
    ("dev", "event.items"): 0.85,
    ("dev", "entry.bcubed"): 0.94,
    ("dev", "entry.links"): 0.86,
    ("dev", "entry.origins"): 0.80,
    ("dev", "entry.conflicts"): 0.70,
    # Of 12 rows nine are found where ten were, but all nine as far as they have come (eight before): see both, below
    ("dev", "commitment"): 0.77,
    ("dev", "commitment.state"): 0.88,
    ("seeds", "entry.links"): 1.0,
    ("dev, held out", "event"): 0.72,
    ("dev, held out", "event.joint"): 0.49,
    ("dev, held out", "event.items"): 0.76,
    ("seeds", "report.body"): 0.98,
    ("seeds", "report.published"): 1.0,
    ("seeds", "statement"): 0.93,
    ("seeds", "event.attribution"): 0.80,
    ("seeds", "event"): 0.78,
    ("seeds", "lineage"): 1.0,
}

# Of what is asked for, how much is found and right in a field: the F1 of the act times the share right in the field. A
# field's share alone falls where more, and harder, acts are found with it right more often in all.
FLOORS_OF_BOTH = {
    ("dev", "event", "event.stage"): 0.69,
    ("dev", "event", "event.when"): 0.70,
    ("dev", "event", "event.actors"): 0.77,
    ("dev", "event", "event.recipients"): 0.71,
    ("dev", "event", "event.attribution"): 0.76,
    ("dev", "event", "event.items"): 0.65,
    ("dev", "event", "event.quantity"): 0.70,
    ("dev", "commitment", "commitment.state"): 0.74,
    ("dev, held out", "event", "event.items"): 0.50,
}

Figures = dict[str, dict[str, float]]


@pytest.fixture(scope="module")
def figures(root: Path, gold: Path) -> Figures:
    """What tools/figures.py measures: both corpora through ``ingest`` and ``export``, scored by ``score.py``."""
    assert gold.is_dir()
    command = [sys.executable, str(root / "tools" / "figures.py"), "--json"]
    answer = subprocess.run(command, capture_output=True, text=True, check=False)
    assert answer.returncode == 0, answer.stderr
    found: Figures = json.loads(answer.stdout)
    return found


@pytest.mark.gold
@pytest.mark.parametrize("corpus", ["seeds", "dev"])
def test_no_report_fails(figures: Figures, corpus: str) -> None:
    assert figures[corpus]["reports"] > 0
    assert figures[corpus]["failed"] == 0


@pytest.mark.gold
@pytest.mark.parametrize(("corpus", "figure"), FLOORS)
def test_a_figure_is_not_under_its_floor(figures: Figures, corpus: str, figure: str) -> None:
    assert figures[corpus][figure] >= FLOORS[corpus, figure]


@pytest.mark.gold
@pytest.mark.parametrize(("corpus", "found", "right"), FLOORS_OF_BOTH)
def test_what_is_found_and_right_is_not_under_its_floor(figures: Figures, corpus: str, found: str, right: str) -> None:
    assert figures[corpus][found] * figures[corpus][right] >= FLOORS_OF_BOTH[corpus, found, right]
