"""The tables that name events are sound, and a user's own words stand in place of them."""

from dataclasses import replace
from pathlib import Path

import pytest

from onrecord.config import Config
from onrecord.core.errors import LexiconError
from onrecord.core.records import Event
from onrecord.language.codebooks import codebook_digest, edited_table
from onrecord.language.lexicons import table
from onrecord.language.parsing import parse_text
from onrecord.meaning.events.checking import check_codebook
from onrecord.meaning.events.extract import extract_events
from onrecord.meaning.events.find import told_in
from onrecord.meaning.events.tracing import trace_events
from onrecord.pipeline.catalogue import REPORT_STAGES
from onrecord.pipeline.codebooks import new_tables


def _events(text: str, codebook: str) -> tuple[Event, ...]:
    parse = parse_text(text, "en")
    return extract_events(parse, told_in(parse, "2024-05-01", codebook))[0]


def _codebook(folder: Path, name: str, *rows: str) -> str:
    new_tables(folder)
    with (folder / "en" / name).open("a", encoding="utf-8") as file:
        file.writelines(f"{row}\n" for row in rows)
    return str(folder)


def test_own_tables_are_sound() -> None:
    assert check_codebook() == ()


def test_new_tables_are_sound_and_change_nothing(tmp_path: Path) -> None:
    new_tables(tmp_path)
    assert check_codebook(str(tmp_path)) == ()
    assert edited_table("en", "acts.tsv", str(tmp_path)) == table("en", "acts.tsv")


def test_new_tables_leave_what_is_there(tmp_path: Path) -> None:
    codebook = _codebook(tmp_path, "acts.tsv", "gronk\tVERB\ttransfer")
    new_tables(tmp_path)
    assert edited_table("en", "acts.tsv", codebook)[0]["lemma"] == "gronk"


def test_faults_name_file_line_and_mend(tmp_path: Path) -> None:
    codebook = _codebook(
        tmp_path,
        "acts.tsv",
        "gronk\tVERB\tgive",
        "gronk\tVERBE\ttransfer",
        "gronk\tVERB\ttransfer\triot",
        "Gronk\tVERB\task",
    )
    (tmp_path / "en" / "verbs.tsv").write_text("lemma\n", "utf-8")
    faults = check_codebook(codebook)
    assert [fault.line for fault in faults if fault.file.endswith("acts.tsv")] == [6, 7, 8, 9]
    assert "no act 'give'" in faults[0].message
    assert "transfer" in faults[0].mend
    assert faults[-1].file.endswith("verbs.tsv")
    assert faults[-1].line is None


def test_a_word_said_twice_is_a_fault(tmp_path: Path) -> None:
    codebook = _codebook(tmp_path, "nouns.tsv", "gronk\tgoods\tfood\tgronk", "Gronk\tgoods\tfuel\tgronk")
    (fault,) = check_codebook(codebook)
    assert "line 5" in fault.message


def test_a_users_word_fires(tmp_path: Path) -> None:
    text = "Norway will gronk 300 tons of flour to Bangladesh."
    codebook = _codebook(tmp_path, "acts.tsv", "gronk\tVERB\ttransfer")
    assert not _events(text, "")
    (event,) = _events(text, codebook)
    assert event.type == "AID"


def test_a_users_row_replaces_the_word_and_a_dash_takes_it_out(tmp_path: Path) -> None:
    text = "Norway delivered 300 tons of flour to Bangladesh."
    assert [event.type for event in _events(text, "")] == ["AID"]
    other = _codebook(tmp_path / "one", "acts.tsv", "deliver\tVERB\tsell")
    assert [event.type for event in _events(text, other)] == ["COOPERATE"]
    out = _codebook(tmp_path / "two", "acts.tsv", "deliver\tVERB\t-")
    assert not _events(text, out)


def test_an_absent_codebook_is_said(tmp_path: Path) -> None:
    with pytest.raises(LexiconError) as caught:
        check_codebook(str(tmp_path / "none"))
    assert caught.value.code == "codebook.absent"


def test_events_are_read_again_when_the_words_change(tmp_path: Path) -> None:
    stage = next(stage for stage in REPORT_STAGES if stage.name == "events")
    one = _codebook(tmp_path / "one", "acts.tsv", "gronk\tVERB\ttransfer")
    two = _codebook(tmp_path / "two", "acts.tsv", "gronk\tVERB\tsell")
    config = Config()
    marks = {stage.mark(replace(config, codebook=codebook)) for codebook in ("", one, two)}
    assert len(marks) == 3
    assert codebook_digest(one) != codebook_digest(two)


def test_trace_says_which_line_fires_under_which_operator() -> None:
    found = trace_events("Norway has agreed to deliver 300 tons of flour to Bangladesh.", language="en")
    fired = next(tried for tried in found.tried if tried.fired is not None)
    assert (fired.lemma, fired.fired.act if fired.fired else None, fired.type) == ("deliver", "transfer", "AID")
    assert [(step.operator, step.stage) for step in fired.steps] == [("agree", "agreed")]
    assert [event.stage for event in found.events] == ["agreed"]


def test_trace_says_what_was_ruled_out_and_why() -> None:
    found = trace_events("If Norway delivers flour to Bangladesh, prices could fall.", language="en")
    assert not found.events
    assert "hypothetical" in [mention.reason for mention in found.dropped]
