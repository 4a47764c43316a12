"""What an outlet prints around its reports is learned from the ledger; what it tells again and again is not."""

from pathlib import Path

import pytest

from onrecord.config import Config
from onrecord.documents import read_report
from onrecord.documents.blocks import key
from onrecord.documents.content import recurring_blocks
from onrecord.pipeline.catalogue import REPORT_STAGES
from onrecord.pipeline.ingest import Pipeline
from onrecord.pipeline.ledger import Ledger, open_ledger

READING = Pipeline(REPORT_STAGES[:1])
FOOTER = "Brewed slowly since the days of sail, one pot for all hands on deck."
BACKGROUND = "The ferry Havørn struck the quay in Lund's harbour in May, and two decks have been closed to cars since."
STORIES = {
    "a": ("Harbour board orders new fenders", "The harbour board of Lund has ordered forty fenders for the east quay."),
    "b": (
        "Ferry line to hire divers",
        "The line that owns the ferry will hire divers to look at her hull.",
    ),
    "c": ("Court hears the first mate", "A court heard on Monday why the first mate had left the bridge of the ferry."),
    "d": (
        "Insurers settle with car owners",
        "Insurers have settled with owners of cars that slid on the decks.",
    ),
}
MORE = {
    "a": "Work begins after the herring season, and the old timber will be sold to a boatyard up the coast.",
    "b": "Divers from Bergen are to start at dawn, if the swell allows it, and to report within the week.",
    "c": "He told the judge that smoke had come from the galley. The verdict is to be read in autumn.",
    "d": "The sum was kept secret, but a claimant spoke of nine thousand crowns for every dented bonnet.",
}
PAGE = """<!DOCTYPE html><html lang="en"><head><title>{title} - The Lantern Log</title>
<meta property="og:site_name" content="The Lantern Log"></head><body><article><h1>{title}</h1>
{body}</article></body></html>"""


def page(name: str, *, background_last: bool = False) -> str:
    title, lead = STORIES[name]
    order = [lead, MORE[name], BACKGROUND] if background_last else [lead, BACKGROUND, MORE[name]]
    return PAGE.format(title=title, body="".join(f"<p>{text}</p>\n" for text in [*order, FOOTER]))


def ingested(ledger: Ledger, folder: Path, *names: str) -> None:
    for name in names:
        folder.joinpath(f"{name}.html").write_text(page(name, background_last=name in "bd"), "utf-8")
    assert ledger.ingest([folder], jobs=1).failed == 0


def texts(ledger: Ledger) -> dict[str, str]:
    return {Path(report.file or "").stem: report.text for report in ledger.reports()}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "pages"
    made.mkdir()
    return made


def test_a_footer_is_learned_from_the_reports_before(folder: Path, tmp_path: Path) -> None:
    with open_ledger(tmp_path / "a.ledger", pipeline=READING) as ledger:
        ingested(ledger, folder, "a", "b", "c")
        before = texts(ledger)
        assert all(text.endswith(FOOTER) for text in before.values())
        ingested(ledger, folder, "d")
        after = texts(ledger)
        assert after["d"] == "\n\n".join([STORIES["d"][1], MORE["d"], BACKGROUND])
        assert {name: after[name] for name in before} == before, "what was kept has spans: it stays as it is"
        dropped = {block.text: block.reason for report in ledger.reports() for block in report.dropped}
        assert dropped[FOOTER] == "recurring"


def test_the_same_bytes_again_change_nothing(folder: Path, tmp_path: Path) -> None:
    with open_ledger(tmp_path / "a.ledger", pipeline=READING) as ledger:
        ingested(ledger, folder, "a", "b", "c")
        first = list(ledger.reports())
        again = ledger.ingest([folder], jobs=1)
        assert (again.read, again.unchanged) == (0, 3)
        assert list(ledger.reports()) == first


def test_one_ingest_gives_the_same_in_batches_of_any_size(folder: Path, tmp_path: Path) -> None:
    found = []
    for batch in (1, 2, 16):
        with open_ledger(tmp_path / f"{batch}.ledger", pipeline=READING, config=Config(batch=batch)) as ledger:
            ingested(ledger, folder, "a", "b", "c", "d")
            found.append(texts(ledger))
    assert found[0] == found[1] == found[2]


def test_what_was_learned_is_not_forgotten_for_being_dropped() -> None:
    reports = [read_report(page(name, background_last=name == "b")) for name in "abc"]
    learned = recurring_blocks(reports)
    assert learned == {key(FOOTER)}
    later = [read_report(page(name), recurring=learned) for name in "abcd"]
    assert all(FOOTER not in report.text for report in later)
    assert recurring_blocks(later) == learned


def test_background_before_the_footer_of_every_report_is_matter() -> None:
    reports = [read_report(page(name, background_last=True)) for name in STORIES]
    assert recurring_blocks(reports) == {key(FOOTER)}


def test_a_learned_line_that_is_a_reports_own_matter_stays() -> None:
    lead = STORIES["a"][1]
    report = read_report(page("a"), recurring={key(lead), key(FOOTER)})
    assert report.text.startswith(lead) and FOOTER not in report.text
