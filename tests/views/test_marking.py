"""Marking and wording: pieces join to the text; nothing that steers a terminal gets through."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from onrecord.core.records import Item
from onrecord.core.spans import Span
from onrecord.views.marking import around, pieces
from onrecord.views.wording import amount, safe, short

TEXT = "One came. Two “gave three.” Four left!\n\nFive."


@st.composite
def marked(draw: st.DrawFn) -> tuple[str, Span, dict[str, tuple[Span, ...]]]:
    text = draw(st.text(min_size=1, max_size=60))
    edges = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).map(lambda e: Span(min(e), max(e)))
    return text, draw(edges), draw(st.dictionaries(st.sampled_from("abc"), st.lists(edges, max_size=3).map(tuple)))


@given(marked())
def test_pieces_join_to_the_text(given: tuple[str, Span, dict[str, tuple[Span, ...]]]) -> None:
    text, within, marks = given
    found = list(pieces(text, within, marks))
    assert "".join(words for words, _ in found) == within.of(text)
    covered = sum(len(words) for words, fields in found if "a" in fields)
    inside = {i for span in marks.get("a", ()) for i in range(*span)} & set(range(*within))
    assert covered == len(inside)


def test_around_gives_the_sentence() -> None:
    for words, sentence in (
        ("came", "One came."),
        ("gave", "Two “gave three.”"),
        ("left", "Four left!"),
        ("Five", "Five."),
        ("came. Two", "One came. Two “gave three.”"),
    ):
        start = TEXT.index(words)
        assert around(TEXT, Span(start, start + len(words))).of(TEXT) == sentence


@given(st.text(max_size=60))
def test_safe_keeps_length_and_drops_controls(text: str) -> None:
    shown = safe(text)
    assert len(shown) == len(text)
    assert all(c in "\n\t" or unicodedata.category(c) not in {"Cc", "Cf", "Co", "Cs"} for c in shown)
    assert len(short(text, 10)) <= 10 and "\n" not in short(text, 10)


def test_amounts() -> None:
    def item(low: float | None, high: float | None, approx: str) -> str:
        return amount(Item("x", Span(0, 1), "x", "food", low, high, "t", approx))  # type: ignore[arg-type]

    assert item(25000, 25000, "exact") == "25,000 t"
    assert item(25000, 25000, "about") == "~ 25,000 t"
    assert item(20, None, "at-least") == "≥ 20 t"
    assert item(None, 20.5, "at-most") == "≤ 20.5 t"
    assert item(20, 30, "range") == "20–30 t"
    assert item(None, None, "exact") == ""
