"""Folding: equal hits whatever accents, case and elisions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.record.database.folding import fold, query_phrases


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("L’aide à la Côte d'Ivoire", "aide a la cote ivoire"),
        ("qu'il a livré lorsqu’elle", "il a livre elle"),
        ("Mali's ARMY", "mali army"),
        ("Œuvre, Straße", "oeuvre strasse"),
        ("Сергей Лавров", "сергеи лавров"),
        ("500 000 doses", "500 000 doses"),
        ("", ""),
    ],
)
def test_folding(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_phrases() -> None:
    assert query_phrases('wheat "Côte d’Ivoire" L\'aide') == ["wheat", "cote ivoire", "aide"]
    assert query_phrases('" ? "') == []


@given(st.text(max_size=60))
def test_folding_is_idempotent_and_plain(text: str) -> None:
    folded = fold(text)
    assert folded == " ".join(folded.split())
    assert fold(folded) == folded
