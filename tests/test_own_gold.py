"""Floors under the figures on onrecord's own gold ledger, whose texts no rule was written for.

Lowering a floor needs its reason in the commit.
"""

import json
from collections import Counter

import pytest

from gold.measuring import NOISE, OWN, measure, table
from gold.scoring import Tally, common, pair, place, same_name

NOISE_EVENTS = 1

FLOORS = {
    ("look", "report.published"): 0.9,
    ("look", "statement"): 0.70,
    ("look", "statement.speaker"): 0.85,
    ("look", "event.found"): 0.77,
    ("look", "event"): 0.68,
    ("look", "event.who"): 0.40,
    ("look", "event.stage"): 0.89,
    ("look", "event.when"): 0.90,
    ("keep", "report.published"): 0.9,
    ("keep", "statement"): 0.73,
    ("keep", "statement.speaker"): 0.71,
    ("keep", "event.found"): 0.70,
    ("keep", "event"): 0.56,
    ("keep", "event.who"): 0.36,
    ("keep", "event.stage"): 0.88,
    ("keep", "event.when"): 0.75,
}


@pytest.fixture(scope="module")
def tallies(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Tally]:
    return measure(tmp_path_factory.mktemp("own"))


def test_the_figures_are_shown(tallies: dict[str, Tally], capsys: pytest.CaptureFixture[str]) -> None:
    with capsys.disabled():
        print(f"\n{table(tallies)}")


@pytest.mark.parametrize(("half", "figure"), FLOORS)
def test_a_figure_is_not_under_its_floor(tallies: dict[str, Tally], half: str, figure: str) -> None:
    assert tallies[half].figures()[figure] >= FLOORS[half, figure]


def test_reports_that_tell_no_event_give_few(tallies: dict[str, Tally]) -> None:
    assert tallies["noise"].said["event"] <= NOISE_EVENTS


def test_every_type_occurs_four_times() -> None:
    rows = [json.loads(line) for line in (OWN / "gold.jsonl").read_text("utf-8").splitlines()]
    types = Counter(row["type"] for row in rows if row["kind"] == "event")
    assert len(types) == 16
    assert min(types.values()) >= 4
    assert not [row for row in rows if row["kind"] == "event" and row["report"] in NOISE]


def test_a_place_is_found_across_line_breaks_and_inside_the_clause_first() -> None:
    text = "It signed. Later it\n signed again."
    assert place("it signed", text) == (17, 27)
    assert place("signed", text, near=(11, len(text))) == (21, 27)
    assert place("it resigned", text) is None


def test_spans_share_what_both_have_of_what_either_has() -> None:
    assert common((0, 10), (5, 15)) == pytest.approx(1 / 3)
    assert common((0, 10), (0, 10)) == 1
    assert common((0, 5), (5, 10)) == 0


def test_pairs_use_each_side_once_best_first() -> None:
    assert pair([(0.6, 0, 0), (0.9, 1, 0), (0.5, 0, 1)]) == [(1, 0), (0, 1)]


def test_names_agree_when_one_holds_the_other() -> None:
    assert same_name("ministre burkinabè des Mines", "le ministre des Mines")
    assert same_name(None, None)
    assert not same_name("Alicia Bárcena", None)
    assert not same_name("army", "navy")
