"""The gold ledger of ordinary press reports: that its halves are alike, and floors under the figures on it.

Lowering a floor needs its reason in the commit.
"""

from collections import Counter

import pytest

from gold.measuring import CORPORA, PRESS, measure, odd, table
from gold.scoring import Tally
from gold.shapes import of_kind, reports_of

FLOORS = {
    ("look", "report.published"): 1.0,
    ("look", "statement"): 0.92,
    ("look", "statement.speaker"): 0.69,
    ("look", "event.found"): 0.82,
    ("look", "event"): 0.71,
    ("look", "event.who"): 0.40,
    ("look", "event.stage"): 0.90,
    ("look", "event.when"): 0.92,
    ("look", "event.items"): 0.78,
    ("keep", "report.published"): 1.0,
    ("keep", "statement"): 0.91,
    ("keep", "statement.speaker"): 0.89,
    ("keep", "event.found"): 0.76,
    ("keep", "event"): 0.60,
    ("keep", "event.who"): 0.37,
    ("keep", "event.stage"): 0.91,
    ("keep", "event.when"): 0.84,
    ("keep", "event.items"): 0.52,
}


@pytest.mark.parametrize("kept", [False, True])
def test_the_halves_are_alike(kept: bool) -> None:
    half = [file for file in reports_of(PRESS) if odd(file) == kept]
    languages = Counter(row["language"] for row in of_kind(PRESS, "report") if row["report"] in half)
    assert languages == {"en": 7, "fr": 7}
    types = Counter(row["type"] for row in of_kind(PRESS, "event") if row["report"] in half)
    assert len(types) == 16
    assert min(types.values()) >= 2


@pytest.fixture(scope="module")
def tallies(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Tally]:
    return measure(tmp_path_factory.mktemp("press"), CORPORA["press"])


def test_the_figures_are_shown(tallies: dict[str, Tally], capsys: pytest.CaptureFixture[str]) -> None:
    with capsys.disabled():
        print(f"\n{table(tallies)}")


@pytest.mark.parametrize(("half", "figure"), FLOORS)
def test_a_figure_is_not_under_its_floor(tallies: dict[str, Tally], half: str, figure: str) -> None:
    assert tallies[half].figures()[figure] >= FLOORS[half, figure]
