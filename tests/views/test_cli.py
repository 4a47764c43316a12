"""The command line: what it prints, what it refuses, with which exit status."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from ledger_fakes import PIPELINE, REPORTS
from onrecord.pipeline import catalogue
from onrecord.views.cli import main

Run = Callable[..., tuple[int, str, str]]

HOSTILE = (
    "[bold]Title[/bold] \x1b[31mred\x1b[0m <script>alert(1)</script>\n@2024-05-02\n# [/] menu \x9b2J\n"
    "Arland gives Borduria 5 t of [red]rice[/] \x1b]0;owned\x07 \u202egnp.exe [/nonsense] [link=http://x]y[/link].\n"
    "“[bold]Arland gives Borduria [/]tea\x1b[2J”, Arland said.\n"
    "Arland gives Borduria 9 t of [tea] on 2024-05-02."
)


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command in an empty folder, with small stages, and return status, output and errors."""
    monkeypatch.chdir(tmp_path)
    for name in ("LEDGER", "JOBS", "BATCH", "LONGEST"):
        monkeypatch.delenv(f"ONRECORD_{name}", raising=False)
    monkeypatch.setattr(catalogue, "standard", lambda: PIPELINE)
    tmp_path.joinpath("reports").mkdir()
    for name, text in REPORTS.items():
        tmp_path.joinpath("reports", name).write_text(text, "utf-8")

    def run(*arguments: str) -> tuple[int, str, str]:
        status = main(arguments)
        return (status, *capsys.readouterr())

    return run


def test_ingest_says_what_it_did(run: Run) -> None:
    status, out, err = run("ingest", "reports")
    assert status == 0 and not err
    assert "3 reports read, 0 unchanged, 0 failed: 1 statements, 3 events" in out
    assert Path("onrecord.ledger").is_file()
    status, out, _ = run("ingest", "reports", "--ledger", "other.ledger", "--jobs", "1")
    assert status == 0 and Path("other.ledger").is_file()
    assert "0 reports read, 3 unchanged" in run("ingest", "reports")[1]


def test_ingest_names_what_failed_and_goes_on(run: Run) -> None:
    Path("reports", "bad.txt").write_text("Bad\nBOOM", "utf-8")
    status, out, _ = run("ingest", "reports", "nowhere")
    assert status == 1
    assert "failed: reports/bad.txt: The stage failed: ZeroDivisionError: the stage tripped" in out
    assert "failed: nowhere: There is no file nowhere. Check the path." in out
    assert "3 reports read, 0 unchanged, 2 failed" in out
    status, out, _ = run("issues")
    assert status == 0 and out.splitlines()[0].startswith("error | nowhere |")


@pytest.mark.parametrize(
    "arguments",
    [
        ("ingest",),
        ("ingest", "reports", "--jobs", "x"),
        ("nonsense",),
        ("show", "--type", "GIFT"),
        ("export", "--format", "xml"),
    ],
)
def test_wrong_use_is_status_two(run: Run, arguments: tuple[str, ...]) -> None:
    status, _, err = run(*arguments)
    assert status == 2 and "Usage:" in err


@pytest.mark.parametrize("command", ["show", "reports", "statements", "issues", "export"])
def test_no_ledger_is_said_and_none_is_made(run: Run, command: str) -> None:
    status, out, err = run(command)
    assert status == 1 and not out
    assert "There is no ledger onrecord.ledger. Make one with `onrecord ingest PATH`" in err
    assert not Path("onrecord.ledger").exists()


def test_the_ledger_as_lines(run: Run) -> None:
    run("ingest", "reports")
    status, out, _ = run("show")
    lines = [line.split(" | ")[1:] for line in out.splitlines()]
    assert status == 0
    assert lines == [
        ["2023", "pledged", "AID", "Borduria [BRD] → Arland [ARL]", "7 t of tea", "", "1 of 1", "The Test Post"],
        [
            "2024-05-03",
            "pledged",
            "AID",
            "Arland [ARL] → Borduria [BRD]",
            "20 t of rice",
            "",
            "1 of 1",
            "The Test Post",
        ],
        [
            "(reported 2024-06)",
            "pledged",
            "AID",
            "Arland [ARL] → Côte-Verte [CTV]",
            "wheat",
            "President Arland",
            "1 of 1",
            "The Test Post",
        ],
    ]


@pytest.mark.parametrize(
    ("filters", "count"),
    [
        (("--type", "aid"), 3),
        (("--type", "AGREE"), 0),
        (("--stage", "Pledged"), 3),
        (("--actor", "ARL"), 2),
        (("--recipient", "CTV"), 1),
        (("--since", "2024"), 2),
        (("--until", "2023"), 1),
        (("--since", "2024-05", "--until", "2024-05"), 1),
        (("--text", "cote verte"), 1),
        (("--text", "RICE"), 1),
    ],
)
def test_filters(run: Run, filters: tuple[str, ...], count: int) -> None:
    run("ingest", "reports")
    assert len(run("show", *filters)[1].splitlines()) == count


def test_a_date_that_is_none_is_refused(run: Run) -> None:
    run("ingest", "reports")
    status, _, err = run("show", "--since", "yesterday")
    assert status == 1 and "'yesterday' is no date. Write it as" in err


def test_one_entry_with_its_words(run: Run) -> None:
    run("ingest", "reports")
    key = run("show", "--text", "rice")[1].split(" | ")[0]
    status, out, _ = run("show", key)
    assert status == 0
    assert "[Arland](actor) [gives](trigger) [Borduria](recipient) [20 t of rice](item) on [2024-05-03](when)." in out
    assert "Applause" not in out
    assert "The Test Post, 2024-05-02 (visible)" in out
    assert "“20 t of rice” food, 20 t" in out
    assert run("show", key[:4])[1] == out


def test_an_id_that_nothing_has(run: Run) -> None:
    run("ingest", "reports")
    status, _, err = run("show", "zzzz")
    assert status == 1 and "No id begins with 'zzzz'" in err


def test_reports_and_what_was_left_out(run: Run) -> None:
    run("ingest", "reports")
    lines = run("reports")[1].splitlines()
    assert [line.split(" | ")[1] for line in lines] == ["2024-05-02", "2024-06", "unknown"]
    key = lines[0].split(" | ")[0]
    assert "menu: # Menu" in run("show", key, "--dropped")[1]
    page = run("show", key)[1]
    assert "Arland gives Borduria 20 t of rice on 2024-05-03. Applause." in page and "outlet" in page
    key = lines[1].split(" | ")[0]
    assert "hypothetical (tell): If Borduria" in run("show", key, "--dropped")[1]


def test_statements(run: Run) -> None:
    run("ingest", "reports")
    [line] = run("statements", "--speaker", "president", "--about", "wheat", "--since", "2024")[1].splitlines()
    assert line.split(" | ")[1:] == [
        "2024-06",
        "President Arland [ARL]",
        "direct",
        "said",
        "“Arland gives Côte-Verte wheat”",
        "The Test Post",
    ]
    assert run("statements", "--speaker", "nobody")[1] == ""
    page = run("show", line.split(" | ")[0])[1]
    assert "“[Arland gives Côte-Verte wheat](content)”, [Arland](speaker) [said](cue)." in page


def test_export_to_a_file_and_to_the_output(run: Run) -> None:
    run("ingest", "reports")
    assert run("export", "--format", "jsonl", "-o", "out.jsonl") == (0, "", "")
    written = Path("out.jsonl").read_text("utf-8")
    assert run("export") == (0, written, "")
    assert "Côte-Verte" in written
    assert [json.loads(line)["kind"] for line in written.splitlines()].count("report") == 3


def test_the_setting_of_the_ledger_is_heeded(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("onrecord.toml").write_text('ledger = "from-file.ledger"', "utf-8")
    run("ingest", "reports")
    assert Path("from-file.ledger").is_file()
    monkeypatch.setenv("ONRECORD_LEDGER", "nowhere.ledger")
    assert run("show")[0] == 1
    assert run("show", "--ledger", "from-file.ledger")[0] == 0


@pytest.mark.parametrize("terminal", [False, True])
def test_hostile_text_is_shown_as_text(run: Run, monkeypatch: pytest.MonkeyPatch, terminal: bool) -> None:
    Path("reports", "[bold]bad[b]\x1b[31m.txt").write_text(HOSTILE, "utf-8")
    if terminal:
        monkeypatch.setenv("FORCE_COLOR", "1")
        monkeypatch.setenv("COLUMNS", "200")
    assert run("ingest", "reports")[0] == 0
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    keys = [
        line.split(" | ")[0] for command in ("show", "reports", "statements") for line in run(command)[1].splitlines()
    ]
    if terminal:
        monkeypatch.setenv("FORCE_COLOR", "1")
    pages = [run(command) for command in ("show", "reports", "statements", "issues")] + [run("show", k) for k in keys]
    everything = "\n".join(page for _, page, _ in pages)
    for status, page, _ in pages:
        assert status == 0
        assert not {"\u202e", "\x07", "\x9b"} & set(page)
        assert "\x1b[2J" not in page and "\x1b]0" not in page
        if not terminal:
            assert "\x1b" not in page
    for words in ("[/nonsense]", "[link=http://x]y[/link]", "<script>alert(1)</script>", "[bold]Title[/bold]"):
        assert words in everything


def test_a_terminal_gets_a_table(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    run("ingest", "reports")
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "160")
    out = run("show")[1]
    assert "who → whom" in out and "on whose word" in out and "\x1b[" in out
