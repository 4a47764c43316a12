"""The gold ledger of whole affairs: that no affair is in both halves.

Its figures are shown by ``python -m gold --corpus affairs`` and ``tools/figures.py``; there are no floors under them.
"""

from collections import Counter

import pytest

from gold.measuring import AFFAIRS, odd
from gold.shapes import of_kind, reports_of

REPORTS = reports_of(AFFAIRS)


def affair(file: str) -> int:
    """Return which affair the report ``file`` is of: the tens of its number."""
    return int(file[:3]) // 10


def test_no_affair_is_in_both_halves() -> None:
    for number in range(8):
        halves = {odd(file) for file in REPORTS if affair(file) == number}
        assert halves == {number % 2 == 1}


def test_entries_lineage_and_commitments_stay_within_an_affair() -> None:
    entries = {row["id"]: row["mentions"] for row in of_kind(AFFAIRS, "entry")}
    for mentions in entries.values():
        assert len({affair(mention) for mention in mentions}) == 1
    for row in of_kind(AFFAIRS, "lineage"):
        assert affair(row["report"]) == affair(row["parent"])
    for row in of_kind(AFFAIRS, "commitment"):
        assert len({affair(entries[name][0]) for name in row["entries"]}) == 1


@pytest.mark.parametrize("kept", [False, True])
def test_both_halves_have_most_types_and_both_languages(kept: bool) -> None:
    half = [file for file in REPORTS if odd(file) == kept]
    types = Counter(row["type"] for row in of_kind(AFFAIRS, "event") if row["report"] in half)
    languages = Counter(row["language"] for row in of_kind(AFFAIRS, "report") if row["report"] in half)
    assert len(types) >= 15
    assert min(languages["en"], languages["fr"]) >= 5
