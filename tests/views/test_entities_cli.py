"""`onrecord entities` on the command line: list, show --why, merge, split, import; what it prints and refuses."""

import getpass
import gzip
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from onrecord.meaning.entities.across.matching import FEATURES
from onrecord.views.cli import main

Run = Callable[..., tuple[int, str, str]]

REPORTS = {
    "one": "Ghana's foreign minister, Ama Boateng, said the port would open in May.",
    "two": "Le ministre ghanéen des Affaires étrangères, Ama Boateng, a déclaré que le port serait ouvert.",
    "three": "Ugandan President Peter Okello said the road to Kenya would be closed.",
    "four": "Kenyan lawyer Paul Okello said on Monday that nobody had been paid.",
}
WATCH_LIST = [
    {
        "id": "w-1",
        "schema": "Person",
        "properties": {"name": ["Ama Boateng"], "country": ["gh"], "alias": ["A. K. B."]},
    },
    {"id": "w-2", "schema": "Person", "properties": {"name": ["Nino Beridze"], "country": ["ge"]}},
]


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The bytes of a ledger of four reports, read once."""
    folder, place = tmp_path_factory.mktemp("read"), tmp_path_factory.mktemp("ledger") / "a.ledger"
    for n, (name, text) in enumerate(REPORTS.items(), 1):
        folder.joinpath(f"{name}.txt").write_text(f"Report {name}\n\nThe Post, {n} May 2024\n\n{text}\n", "utf-8")
    assert main(["ingest", str(folder), "--ledger", str(place), "--jobs", "1"]) == 0
    return place.read_bytes()


@pytest.fixture
def run(read: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run `onrecord entities` in a folder with that ledger, and return status, output and errors."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ONRECORD_LEDGER", raising=False)
    tmp_path.joinpath("onrecord.ledger").write_bytes(read)
    capsys.readouterr()

    def run(*arguments: str) -> tuple[int, str, str]:
        status = main(["entities", *arguments])
        return (status, *capsys.readouterr())

    return run


def rows(run: Run, *arguments: str) -> list[list[str]]:
    """Return the fields of the lines that the list prints: id, named, schema, name, country, offices, also."""
    status, out, err = run(*arguments)
    assert status == 0 and not err
    return [[field.strip() for field in line.split("|")] for line in out.splitlines() if line.count("|") == 6]


def id_of(run: Run, name: str) -> str:
    (row,) = rows(run, "--name", name)
    return row[0]


def nodes_of(run: Run, id: str) -> list[str]:
    return re.findall(r"^(who-\w+)  .* \(", run("show", id)[1], re.MULTILINE)


def test_the_list_has_everyone_the_most_named_first(run: Run) -> None:
    found = rows(run)
    told = [int(row[1]) for row in found]
    assert told == sorted(told, reverse=True)
    assert {"Ama Boateng", "Peter Okello", "Ghana", "Kenya"} <= {row[3] for row in found}
    (boateng,) = (row for row in found if row[3] == "Ama Boateng")
    assert boateng[1:3] == ["2", "Person"] and boateng[4] == "GHA"


def test_the_list_is_narrowed_by_words_and_schema(run: Run) -> None:
    assert {row[3] for row in rows(run, "--name", "OKELLO")} == {"Peter Okello", "Paul Okello"}
    assert [row[1] for row in rows(run, "--name", "boateng")] == ["2"]
    assert rows(run, "--name", "boat") == []
    assert {row[2] for row in rows(run, "--schema", "Country")} == {"Country"}
    assert rows(run, "--name", "okello", "--schema", "Country") == []


def test_show_tells_names_and_reports_and_with_why_what_spoke_for_it(run: Run) -> None:
    id = id_of(run, "boateng")
    status, out, _ = run("show", id)
    assert status == 0 and out.startswith("Ama Boateng  (Person)")
    assert "Report one" in out and "Report two" in out and "score" not in out
    status, out, _ = run("show", id[:12], "--why")
    assert status == 0 and "positive: Ama Boateng" in out and "and more joins)" in out
    assert re.search(r"^  score \d\.\d\d \(", out, re.MULTILINE)
    words = {(measure.__doc__ or "").strip() for measure, _ in FEATURES.values()}
    said = [line.split("  ", 2)[2] for line in out.splitlines() if re.match(r"  [+-]\d", line)]
    assert said and all(any(line.startswith(meaning) for meaning in words) for line in said)


def test_a_state_says_that_it_is_known_by_what_it_is(run: Run) -> None:
    ghana = next(row[0] for row in rows(run, "--schema", "Country") if row[3] == "Ghana")
    assert "Known by what it is" in run("show", ghana, "--why")[1]


def test_a_merge_is_kept_with_its_maker_and_reason_and_a_split_takes_it_back(run: Run) -> None:
    one, other = id_of(run, "peter okello"), id_of(run, "paul okello")
    parted = nodes_of(run, other) or [other]
    status, out, _ = run("merge", one, other, "--why", "a slip of the pen")
    assert status == 0 and "Peter Okello" in out and "Paul Okello" in out
    assert [row[:2] for row in rows(run, "--name", "okello")] == [[one, "2"]]
    why = run("show", one, "--why")[1]
    assert f"decided by {getpass.getuser()} at " in why and why.rstrip().endswith("a slip of the pen")
    status, out, _ = run("split", one, *parted, "--why", "two people after all")
    assert status == 0 and len(out.splitlines()) == 2
    assert sorted(row[3] for row in rows(run, "--name", "okello")) == ["Paul Okello", "Peter Okello"]
    why = run("show", one, "--why")[1]
    assert "no longer since" in why and "two people after all" in why


def test_what_cannot_be_is_refused_with_a_mend(run: Run) -> None:
    one = id_of(run, "boateng")
    ghana = next(row[0] for row in rows(run, "--schema", "Country") if row[3] == "Ghana")
    for arguments, words in (
        (("show", "who-nobody"), "No entity's id begins with"),
        (("show", "who-"), "Several ids begin with"),
        (("merge", one, one), "are one already"),
        (("merge", one, ghana), "known by what it is"),
        (("split", one, "who-nobody"), "0 of 2 mentions"),
        (("split", one, *nodes_of(run, one)), "2 of 2 mentions"),
    ):
        status, out, err = run(*arguments)
        assert status != 0 and words in out + err, arguments
        assert "Traceback" not in out + err


def test_import_joins_the_known_takes_in_the_others_and_says_what_it_left_out(run: Run) -> None:
    lines = [*map(json.dumps, WATCH_LIST), "{broken", json.dumps({"id": "v", "schema": "Vessel", "properties": {}})]
    Path("list.json").write_text("\n".join(lines), "utf-8")
    status, out, _ = run("import", "list.json")
    assert status == 1 and "2 records taken in, 1 of them joined to entities known before" in out
    assert sum(int(n) for n in re.findall(r"^(\d+) lines? left out", out, re.MULTILINE)) == 2
    assert "no JSON (line 3). Write each entity" in out and "schema Vessel (line 4)" in out
    (boateng,) = rows(run, "--name", "boateng")
    assert boateng[1] == "2" and "A. K. B." in boateng[6]
    (beridze,) = rows(run, "--name", "beridze")
    assert beridze[1] == "0" and beridze[4] == "GEO"
    assert "Nino Beridze" not in {row[3] for row in rows(run)}
    assert "2 records taken in" in run("import", "list.json")[1]
    assert len(rows(run, "--name", "beridze")) == 1


def test_import_of_a_file_that_is_not_there_is_refused(run: Run) -> None:
    status, out, err = run("import", "nowhere.json")
    assert status != 0 and "nowhere.json" in out + err and "Traceback" not in out + err


def test_a_list_packed_by_gzip_is_read_and_a_torn_one_refused_with_a_mend(run: Run) -> None:
    packed = gzip.compress("\n".join(map(json.dumps, WATCH_LIST)).encode())
    Path("list.json.gz").write_bytes(packed)
    assert "2 records taken in" in run("import", "list.json.gz")[1]
    assert len(rows(run, "--name", "beridze")) == 1
    Path("torn.json.gz").write_bytes(packed[: len(packed) // 2])
    status, out, err = run("import", "torn.json.gz")
    assert status != 0 and "no whole gzip file" in out + err and "unpack it yourself" in out + err


def test_an_import_into_an_empty_folder_names_every_bad_line_and_takes_the_rest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ONRECORD_LEDGER", raising=False)
    good = json.dumps({"id": "p", "schema": "Person", "properties": {"name": ["小林 健"], "country": ["jp"]}})
    other = json.dumps({"id": "\ud800q", "schema": "Person", "properties": {"name": ["Zo\ud800e Unal"]}})
    lines = [good.encode(), b'{"id": "x"}', "\u00e9".encode("latin1"), other.encode(), good[:30].encode()]
    tmp_path.joinpath("w.json").write_bytes(b"\n".join(lines))
    assert main(["entities", "import", "w.json"]) == 1
    out = capsys.readouterr().out
    assert "2 records taken in" in out
    for words in ("no id, schema and properties (line 2)", "not UTF-8 (line 3)", "cut off (line 5)"):
        assert f"1 line left out: {words}. " in out
    assert main(["entities", "--name", "小林"]) == 0
    assert capsys.readouterr().out.startswith("p | 0 | Person | 小林 健 | JPN")
    assert main(["entities"]) == 0
    assert "--name" in capsys.readouterr().err
    tmp_path.joinpath("empty.json").write_text("")
    assert main(["entities", "import", "empty.json"]) == 1
    assert "holds no people or bodies" in capsys.readouterr().out
