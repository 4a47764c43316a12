"""EDTF bounds: the first and last day that a value may mean."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.core.edtf import bounds


@pytest.mark.parametrize(
    ("value", "days"),
    [
        ("2024", ("2024-01-01", "2024-12-31")),
        ("2024-02", ("2024-02-01", "2024-02-29")),
        ("2023-02", ("2023-02-01", "2023-02-28")),
        ("2024-05-07", ("2024-05-07", "2024-05-07")),
        ("2024-05-07T10:30:00Z", ("2024-05-07", "2024-05-07")),
        ("2024-05~", ("2024-05-01", "2024-05-31")),
        ("2024-21", ("2024-03-01", "2024-05-31")),
        ("2024-34", ("2024-04-01", "2024-06-30")),
        ("202X", ("2020-01-01", "2029-12-31")),
        ("2024-05/2024-07-03", ("2024-05-01", "2024-07-03")),
        ("2012/..", ("2012-01-01", "9999-12-31")),
        ("../2012", ("0001-01-01", "2012-12-31")),
        ("2024-05-XX", ("2024-05-01", "2024-05-31")),
        ("XXXX-12-11", None),
        ("2024-13", None),
        ("2024-02-30", None),
        ("2025/2024", None),
        ("next week", None),
        ("", None),
        (None, None),
    ],
)
def test_bounds(value: str | None, days: tuple[str, str] | None) -> None:
    assert bounds(value) == days


@given(st.text(alphabet="0123456789X-/.~?%T", max_size=24))
def test_anything_gives_ordered_days_or_nothing(value: str) -> None:
    found = bounds(value)
    assert found is None or found[0] <= found[1]
