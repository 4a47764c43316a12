"""find_quantities on any text: spans that slice back, no crash, no blow-up; and the gold items it must find."""

import json
import re
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.core.quantities import Quantity
from onrecord.language.quantities import find_quantities

TUNE = {f"{n:03d}" for a, b in ((0, 5), (10, 15), (20, 25), (30, 35), (40, 44)) for n in range(a, b)}

_pieces = st.sampled_from(
    [
        "one", "two", "hundred", "and", "a", "half", "million", "de", "d'", "un", "cent", "mille", "vingt", "quatre-",
        "25", "000", "1,5", "$", "€", "%", "-", "–", " ", "\u00a0", "\n", ".", "km", "/", "h", "tonnes", "of", "to",
        "between", "entre", "et", "à", "dozens", "des", "dizaines", "²", "½", "٣", "x", "’", "third", "tiers", "of a",
    ]
)  # fmt: skip


def check(text: str, found: tuple[Quantity, ...]) -> None:
    """Assert that spans lie in the text in order and bounds are in order."""
    end = 0
    for quantity in found:
        assert quantity.span.of(text) == quantity.text
        assert end <= quantity.span.start < quantity.span.end <= len(text)
        end = quantity.span.end
        assert quantity.whole is not None and quantity.whole.covers(quantity.span)
        if quantity.what_span is not None:
            assert quantity.what_span.of(text) == quantity.what
        if quantity.low is not None and quantity.high is not None:
            assert quantity.low <= quantity.high
        for value in (quantity.low, quantity.high):
            assert not isinstance(value, float) or not value.is_integer() or abs(value) >= 1e18


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=80), st.sampled_from(["en", "fr"]))
def test_any_text(text: str, language: str) -> None:
    check(text, find_quantities(text, language=language))


@settings(max_examples=300, deadline=None)
@given(st.lists(_pieces, max_size=14), st.sampled_from(["", " "]), st.sampled_from(["en", "fr"]))
def test_any_run_of_number_words(pieces: list[str], glue: str, language: str) -> None:
    text = glue.join(pieces)
    check(text, find_quantities(text, language=language))


@given(st.integers(min_value=0, max_value=10**12))
@settings(max_examples=100, deadline=None)
def test_grouped_digits_read_back(value: int) -> None:
    english = find_quantities(f"a cargo of {value:,} kg", language="en")
    french = find_quantities(f"une cargaison de {value:,} kg".replace(",", "\u202f"), language="fr")
    assert [q.low for q in english] == [value] and [q.low for q in french] == [value]


@pytest.mark.parametrize("piece", ["1 ", "9,", "one hundred and ", "de 25 à ", "$", "a-", "half a ", "dozens of ", "٣"])
def test_long_input_is_bounded(piece: str) -> None:
    begin = time.perf_counter()
    find_quantities(piece * 5000, language="en")
    find_quantities(piece * 5000, language="fr")
    assert time.perf_counter() - begin < 10


@pytest.mark.gold
def test_gold_items_of_the_tune_reports(gold: Path) -> None:
    rows = [json.loads(line) for line in (gold / "dev" / "gold.jsonl").read_text("utf-8").splitlines()]
    texts = {r["report"]: ("\n".join(r["body"]), r["language"]) for r in rows if r["kind"] == "report"}
    found = {r: find_quantities(t, language=lang) for r, (t, lang) in texts.items() if r[:3] in TUNE}
    right = total = 0
    for event in (r for r in rows if r["kind"] == "event" and r["report"][:3] in TUNE):
        for item in event.get("items", []):
            if item.get("low") is None and item.get("high") is None:
                continue
            total += 1
            wanted = re.sub(r"\s+", " ", item["text"])
            right += any(
                (q.low, q.high, q.unit, q.approx) == (item["low"], item["high"], item["unit"], item["approx"])
                and (re.sub(r"\s+", " ", q.text) in wanted)
                for q in found[event["report"]]
            )
    assert right / total >= 0.85
