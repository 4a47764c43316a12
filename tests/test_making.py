"""Records: compared and hashed by their fields, with slots, and frozen for whoever checks types."""

from dataclasses import field, fields, replace

import pytest

from onrecord.core.making import record


@record
class Point:
    """A place with a name."""

    x: int
    names: tuple[str, ...] = field(default=())


def test_records_of_the_same_fields_are_one() -> None:
    assert Point(1, ("a",)) == Point(1, ("a",))
    assert {Point(1), Point(1), Point(2)} == {Point(1), Point(2)}
    assert replace(Point(1), x=3) == Point(3)
    assert [f.name for f in fields(Point)] == ["x", "names"]


def test_a_record_takes_no_further_fields() -> None:
    with pytest.raises(AttributeError):
        Point(1).y = 2  # type: ignore[attr-defined]
