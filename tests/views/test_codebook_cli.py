"""The commands on the codebook, as a user runs them."""

from pathlib import Path

import pytest

from onrecord.views.cli import main


def test_new_check_try(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["codebook", "new"]) == 0
    assert (tmp_path / "codebook" / "fr" / "nouns.tsv").is_file()
    (tmp_path / "onrecord.toml").write_text('codebook = "codebook"\n', "utf-8")
    assert main(["codebook", "check"]) == 0
    with (tmp_path / "codebook" / "en" / "acts.tsv").open("a", encoding="utf-8") as file:
        file.write("gronk\tVERB\ttransfer\n")
    capsys.readouterr()
    assert main(["codebook", "try", "Norway will gronk 300 tons of flour to Bangladesh.", "--language", "en"]) == 0
    said = capsys.readouterr().out
    assert "→ gronk: transfer" in said
    assert "AID, pledged: Norway [NOR] → Bangladesh [BGD]" in said


def test_check_names_the_line_and_the_exit_status_tells(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "words"
    main(["codebook", "new", str(folder)])
    with (folder / "fr" / "operators.tsv").open("a", encoding="utf-8") as file:
        file.write("gronker\tVERB\tperhaps\n")
    capsys.readouterr()
    assert main(["codebook", "check", str(folder)]) == 1
    assert "operators.tsv | 5 | 'gronker': there is no operator 'perhaps'." in capsys.readouterr().out


def test_try_detects_the_language(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["codebook", "try", "La Norvège a livré 300 tonnes de farine au Bangladesh."]) == 0
    assert "AID, done" in capsys.readouterr().out


def test_an_absent_folder_is_an_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["codebook", "check", str(tmp_path / "none")]) == 1
    assert "codebook.absent" in capsys.readouterr().err
