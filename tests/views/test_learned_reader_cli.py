"""What the command line tells of the learned reader."""

import pytest

from onrecord.views.cli import main


def test_try_tells_what_the_learned_reader_alone_has_heard(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["codebook", "try", "Norway shepherded forty tents into Chad on Monday.", "--language", "en"]) == 0
    said = capsys.readouterr().out
    assert "AID, done: Norway [NOR] → Chad [TCD]" in said
    assert "heard by the learned reader alone" in said
    assert main(["codebook", "try", "Norway gave Chad forty tents on Monday.", "--language", "en"]) == 0
    assert "learned reader" not in capsys.readouterr().out
