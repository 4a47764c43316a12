"""Acts whose sides nobody names stand where the encoder is sure of them (``extract``, ``heeding``)."""

import pytest

from onrecord.meaning.events import find_events

SURE = "Last month the two armies held joint exercises near the border."


def test_an_act_without_known_sides_stands_where_the_encoder_is_sure(monkeypatch: pytest.MonkeyPatch) -> None:
    assert [e.type for e in find_events(SURE, language="en", published="2025-03-14")] == ["COOPERATE"]
    monkeypatch.setattr("onrecord.meaning.events.heeding.RECALLED", 1.1)
    assert find_events(SURE, language="en", published="2025-03-14") == ()
