"""The keys of mentions in a ledger: found by their ends whatever their time, turned in a ledger of before."""

import sqlite3
from pathlib import Path

from onrecord.core.records import Event, Keyed, Party, Reading, Report
from onrecord.core.spans import Span
from onrecord.record.ledger import Filing, StageMark, Store

KEPT = {
    "e1": {"m2031-05|AID|NOR+SUD", "m2031-05|AID|NOR+*", "c|2031|NOR>SUD|food", "r|rep-1|AID"},
    "e2": {
        "u1999-12|AID|NOR+SUD",
        "n|AID|NOR+SUD",
        "w2031|COOPERATE|-+-",
        "c|2031|NOR+SUD|accord",
        "r|rep-1|COOPERATE",
    },
    "e3": {"w0099|AID|NOR+SUD"},
}
BEFORE = {
    "e1": {"AID|NOR+SUD|m2031-05", "AID|NOR+*|m2031-05", "c|NOR>SUD|food|2031", "r|rep-1|AID"},
    "e2": {
        "AID|NOR+SUD|u1999-12",
        "AID|NOR+SUD|n",
        "COOPERATE|-+-|w2031",
        "c|NOR+SUD|accord|2031",
        "r|rep-1|COOPERATE",
    },
    "e3": {"AID|NOR+SUD|w0099"},
}


def _store(path: Path, keys: dict[str, set[str]]) -> Store:
    text = "Norland sends barley to Sudmark. " * 3
    party = Party("Norland", Span(0, 7), "NOR", "GOV")
    events = tuple(
        Event("AID", "done", Span(8, 13), Span(0, 32), actors=(party,), id=key, report="rep-1") for key in keys
    )
    reading = Reading(Report("rep-1", text, file="1.txt", sha256="1" * 64, language="en"), events=events)
    store = Store(path)
    with store.writing() as writer:
        run = writer.begin_run("test", "{}")
        writer.keep([Filing("1.txt", "1" * 64, b"x", reading)], run)
        found = [Keyed(key, frozenset(held), "test@1") for key, held in keys.items()]
        writer.keep_found(found, [], StageMark("keys", 1, ""), run)
    return store


def _keys(path: Path) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    with sqlite3.connect(path) as connection:
        for key, mention in connection.execute("SELECT key, mention FROM merge_key"):
            found.setdefault(mention, set()).add(key)
    connection.close()
    return found


def test_mentions_without_time_are_found_at_all_times(tmp_path: Path) -> None:
    store = _store(tmp_path / "a.ledger", KEPT)
    assert list(store.mentions_ending(["|AID|NOR+SUD"], 9)) == ["e1", "e2", "e2", "e3"]
    assert list(store.mentions_ending(["|AID|NOR+SUD"], 1)) == ["e1"]
    assert list(store.mentions_ending(["|COOPERATE|-+-", "|AID|NOR"], 9)) == ["e2"]
    store.close()


def test_a_ledger_without_keys_has_no_mentions_at_any_time(tmp_path: Path) -> None:
    store = Store(tmp_path / "a.ledger")
    assert not list(store.mentions_ending(["|AID|NOR+SUD"], 9))
    store.close()


def test_the_keys_of_a_ledger_of_before_are_turned(tmp_path: Path) -> None:
    path = tmp_path / "old.ledger"
    _store(path, BEFORE).close()
    with sqlite3.connect(path) as connection:
        connection.execute("DELETE FROM migration WHERE version > 21")
    connection.close()
    Store(path).close()
    assert _keys(path) == KEPT
    with sqlite3.connect(path) as connection:
        found = connection.execute("SELECT name FROM sqlite_master WHERE tbl_name = 'merge_key' AND type = 'index'")
        assert "ix_merge_key_mention" in {name for (name,) in found}
    connection.close()
