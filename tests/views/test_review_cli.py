"""Review in the terminal: a key for each decision, what came of it, and the way back."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ledger_fakes import READ, TELL
from onrecord.core.records import Entry
from onrecord.pipeline.catalogue import LEDGER_STAGES
from onrecord.pipeline.ingest import Pipeline
from onrecord.pipeline.ledger import Ledger, open_ledger
from onrecord.pipeline.stages import LedgerStage
from onrecord.views.cli.commands import cli

STAGES = tuple(
    replace(stage, requires=tuple(need for need in stage.requires if need != "lineage"))
    for stage in LEDGER_STAGES
    if isinstance(stage, LedgerStage)
)
REPORTS = {
    "a.txt": "Barley\n@2031-05-04\nArland gives Borduria 20 t of barley on 2031-05-03. The harbour was full.",
    "b.txt": "Sacks\n@2031-05-05\nArland gives Borduria 25 t of barley on 2031-05-03. Crews worked through the night.",
    "c.txt": "Tents\n@2031-05-05\nArland gives Borduria 9 t of tents on 2031-08-30. Rain fell on the southern hills.",
}


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger of three reports: two of one gift, one of another."""
    folder = tmp_path_factory.mktemp("review")
    for name, text in REPORTS.items():
        folder.joinpath(name).write_text(text, "utf-8")
    with open_ledger(folder / "x.ledger", pipeline=Pipeline((READ, TELL), STAGES)) as made:
        made.ingest([folder / name for name in REPORTS])
    return folder / "x.ledger"


@pytest.fixture
def ledger(file: Path) -> Iterator[Ledger]:
    """The ledger, every decision taken back in the end."""
    with open_ledger(file) as opened:
        yield opened
        for decision in reversed(opened.casework.decisions()):
            opened.casework.undo(decision, "the test")


def typed(ledger: Ledger, keys: str, *options: str) -> str:
    """What the terminal shows to Ada, who types ``keys``."""
    answer = CliRunner().invoke(cli, ["review", "--who", "Ada", "--ledger", str(ledger.path), *options], input=keys)
    assert answer.exit_code == 0, answer.output
    return answer.output


def told(ledger: Ledger) -> list[tuple[str, tuple[str, ...], str]]:
    """Every entry with its mentions and tier."""
    return [(entry.id, entry.mentions, entry.tier) for entry in ledger.entries()]


def gift(ledger: Ledger) -> Entry:
    """The entry of two mentions."""
    return max(ledger.entries(), key=lambda entry: len(entry.mentions))


def test_what_was_accepted_by_mistake_is_taken_back_from_the_next_entry(ledger: Ledger) -> None:
    before, first = told(ledger), gift(ledger)
    shown = typed(ledger, "a\nuq")
    assert f"Accepted by Ada: {first.id}." in shown
    assert "Taken back: accept by Ada." in shown
    assert shown.count(first.id) == 3  # shown, accepted, shown again
    assert told(ledger) == before


def test_a_value_that_was_set_stands_beside_what_was_found(ledger: Ledger) -> None:
    shown = typed(ledger, "estage\nagreed\nsigned\nq")
    assert "found: pledged | set to: agreed by Ada" in shown
    assert gift(ledger).tier == "vetted"
    assert "agreed is no" not in shown
    assert "Use one of" in typed(ledger, "estage\nsoon\n\nq", "--all")


def test_what_a_split_and_a_merge_made_is_shown_next(ledger: Ledger) -> None:
    before, both = told(ledger), gift(ledger)
    shown = typed(ledger, "s2\ntwo ships\nq")
    parts = [entry.id for entry in ledger.casework.holding(both.mentions)]
    assert len(parts) == 2
    assert f"Split by Ada: {', '.join(parts)}." in shown
    typed(ledger, f"m{parts[1] if parts[0] == both.id else parts[0]}\none after all\nq", "--all")
    assert gift(ledger).mentions == both.mentions
    typed(ledger, "uuq", "--all")
    assert told(ledger) == before


def test_what_cannot_be_done_is_said_and_the_entry_stays(ledger: Ledger) -> None:
    before = told(ledger)
    shown = typed(ledger, "s9\nmentry-none\nu?q")
    assert "cannot be split so" in shown
    assert "No id begins with" in shown
    assert "Nothing was decided about this entry, or in this sitting." in shown
    assert told(ledger) == before


def test_back_and_forth_and_to_the_end(ledger: Ledger) -> None:
    first, other = gift(ledger), min(ledger.entries(), key=lambda entry: len(entry.mentions))
    shown = typed(ledger, "nbnn")
    assert shown.index("2 entries to look at.") < shown.index(first.id) < shown.index(other.id)
    assert shown.count(first.id) == shown.count(other.id) == 2
    assert shown.rstrip().endswith("No more entries.")


def test_the_end_of_the_input_ends_the_review(ledger: Ledger) -> None:
    before = told(ledger)
    typed(ledger, "w")
    typed(ledger, "r")
    assert told(ledger) == before


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.lists(st.sampled_from(["a\n", "rno act\n", "estage\nagreed\n\n", "s2\n\n", "n"]), max_size=4))
def test_as_many_undos_as_decisions_restore_the_ledger(ledger: Ledger, acts: list[str]) -> None:
    before = told(ledger)
    typed(ledger, "".join(acts) + "q", "--all")
    while made := [decision for decision in ledger.casework.decisions() if not decision.undone]:
        typed(ledger, "un" * 9 + "q", "--all")
        left = [decision for decision in ledger.casework.decisions() if not decision.undone]
        assert len(left) < len(made)
    assert told(ledger) == before
