"""One entity across reports: names in several scripts and spellings."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.meaning.entities.across.likeness import SAME_NAME, name_likeness
from onrecord.meaning.entities.across.sounds import name_keys, name_words

PAIRS = Path(__file__).parent / "data" / "name_pairs.tsv"


def pairs(half: str) -> list[tuple[bool, str, str]]:
    """Return the pairs of one half: whether they are one name, and both names."""
    lines = [x for x in PAIRS.read_text("utf-8").splitlines() if x and not x.startswith("#")][1:]
    rows = [line.split("\t") for line in lines]
    return [(kind == "same", left, right) for kind, part, left, right in rows if part == half]


@pytest.mark.parametrize("half", ["tune", "kept"])
def test_pairs_of_names_over_three_scripts_are_told_apart(half: str) -> None:
    right = found = wanted = 0
    for same, one, other in pairs(half):
        said = name_likeness(one, other) >= SAME_NAME
        right, found, wanted = right + (said and same), found + said, wanted + same
    assert len(pairs("tune")) + len(pairs("kept")) == 300
    assert 2 * right / (found + wanted) >= 0.95


def test_spellings_of_one_name_meet_in_a_key() -> None:
    same = [(one, other) for is_same, one, other in pairs("tune") if is_same]
    met = sum(bool(name_keys(one) & name_keys(other)) for one, other in same)
    assert met / len(same) > 0.9


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Sergei Lavrov", "Сергей Лавров"),
        ("Abdel Fattah al-Sisi", "Abdelfattah Sisi"),
        ("ASSIMI GOITA", "Assimi Goïta"),
        ("Mohammed bin Rashid", "محمد بن راشد"),
    ],
)
def test_a_name_is_like_its_other_spellings(one: str, other: str) -> None:
    assert name_likeness(one, other) >= SAME_NAME
    assert name_likeness(one, other) == name_likeness(other, one)


@pytest.mark.parametrize(
    "name", ["", " ", "\u0640\u0640", "1234", "\ud800", "a" * 5000, "'" * 50, "\u064b", "中国 北京"]
)
def test_names_that_are_none_are_like_nothing(name: str) -> None:
    assert 0.0 <= name_likeness(name, "Sergei Lavrov") <= 0.3
    assert isinstance(name_keys(name), frozenset)


@given(st.text(max_size=40), st.text(max_size=40))
def test_likeness_is_bounded_and_even(one: str, other: str) -> None:
    value = name_likeness(one, other)
    assert 0.0 <= value <= 1.0
    assert value == pytest.approx(name_likeness(other, one))


@given(st.text(alphabet="abcdefgôéï -", min_size=3, max_size=30))
def test_a_name_is_like_itself_in_capitals(name: str) -> None:
    if name_words(name):
        assert name_likeness(name, name.upper()) >= SAME_NAME
