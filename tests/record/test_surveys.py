"""Surveys: what is counted over many entries agrees with what a reader counts one by one."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from ledger_fakes import PIPELINE, READ, TELL
from onrecord.config import Config
from onrecord.core.lineage import Link, Placement
from onrecord.core.view import View
from onrecord.pipeline.asking import entry_filter
from onrecord.pipeline.catalogue import LEDGER_STAGES
from onrecord.pipeline.folios import Folio
from onrecord.pipeline.ingest import Pipeline
from onrecord.pipeline.ledger import Ledger, open_ledger
from onrecord.pipeline.stages import LedgerStage, PlacingStage

TEXTS = {
    "a.txt": "One\n@2024-05-02\nArland gives Borduria 20 t of rice on 2024-05-03. Arland gives Borduria tea on 2024-06",
    "b.txt": "Two\n@2024-05-03\nBorduria gives Arland 7 t of tea on 2023. Arland gives Côte-Verte 3 t of rice.",
    "c.txt": "Three\n@2024-07-01\nCôte-Verte gives Arland wheat on 2024-06-30.",
}


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    """A ledger of three small reports."""
    folder = tmp_path_factory.mktemp("surveys")
    for name, text in TEXTS.items():
        folder.joinpath(name).write_text(text, "utf-8")
    with open_ledger(folder / "s.ledger", pipeline=PIPELINE) as opened:
        opened.ingest([folder / name for name in TEXTS])
        yield opened


def by_hand(ledger: Ledger) -> Counter[tuple[str, str]]:
    """Count the pairs entry by entry."""
    pairs: Counter[tuple[str, str]] = Counter()
    for account in ledger.accounts(ledger.entries()):
        actors = {party.country for event in account.events for party in event.actors}
        recipients = {party.country for event in account.events for party in event.recipients}
        pairs.update((a, r) for a in actors for r in recipients if a and r)
    return pairs


def test_pairs_are_counted_as_by_hand(ledger: Ledger) -> None:
    found = ledger.survey.who_with_whom(entry_filter())
    assert dict(found.counts) == by_hand(ledger)
    assert found.rows[0] == "ARL"
    assert found.total == found.shown == len(ledger.entries())


def test_a_cell_is_what_its_filter_finds(ledger: Ledger) -> None:
    for (actor, recipient), count in ledger.survey.who_with_whom(entry_filter()).counts.items():
        assert len(ledger.entries(actor=actor, recipient=recipient)) == count


def test_pairs_heed_the_filter_and_say_what_they_leave_out(ledger: Ledger) -> None:
    found = ledger.survey.who_with_whom(entry_filter(actor="Arland"), most=1)
    assert dict(found.counts) == {("ARL", "BRD"): 2}
    assert (found.total, found.shown) == (3, 2)
    assert not ledger.survey.who_with_whom(entry_filter(text="nothing")).counts


def test_parts_take_each_entry_once(ledger: Ledger) -> None:
    parts = [{"item": ["arms"]}, {"context": ["disasters"], "type": ["AID"]}, {}]
    arms, given, rest = ledger.survey.by_time(entry_filter(), parts, years=True)
    assert (arms, rest) == ({}, {})
    assert given == {"2024": 4, "2023": 1}
    months = ledger.survey.by_time(entry_filter(actor="ARL"), [{}])[0]
    assert months == {"2024-05": 2, "2024-06": 1}


def outlets(folios: Sequence[Folio], config: Config) -> list[Folio]:
    """Each report is its file's outlet's."""
    named = [replace(folio.report, outlet=Path(folio.file or "").stem.title()) for folio in folios if folio.report]
    return [replace(folio, report=report) for folio, report in zip(folios, named, strict=True)]


def copies(view: View, reports: Sequence[str], config: Config) -> Iterator[Placement]:
    """A report of one title with an earlier one is its reprint."""
    known = sorted(view.reports(reports), key=lambda report: report.published or "")
    for n, report in enumerate(known):
        parent = next((other for other in known[:n] if other.title == report.title), None)
        links = (Link(report.id, parent.id, "reprint", score=1.0, produced_by="t@1"),) if parent else ()
        yield Placement(report.id, (), (), links, "t@1")


KINSHIP = Pipeline(
    (READ, replace(READ, name="outlets", requires=("report",), run=outlets), TELL),
    (
        PlacingStage(name="lineage", version=1, requires=("report",), assigns=("lineage",), run=copies),
        *(stage for stage in LEDGER_STAGES if isinstance(stage, LedgerStage)),
    ),
)
KIN = {
    "gazette.txt": "Barley\n@2031-05-04\nArland gives Borduria 20 t of barley on 2031-05-03. The harbour was full.",
    "mirror.txt": "Barley\n@2031-05-04\nArland gives Borduria 20 t of barley on 2031-05-03. A full harbour.",
    "post.txt": "Sacks\n@2031-05-05\nArland gives Borduria 25 t of barley on 2031-05-03. Crews worked all night.",
}


def test_who_told_it_first_and_who_copied(tmp_path: Path) -> None:
    for name, text in KIN.items():
        tmp_path.joinpath(name).write_text(text, "utf-8")
    with open_ledger(tmp_path / "k.ledger", pipeline=KINSHIP) as ledger:
        ledger.ingest([tmp_path / name for name in KIN])
        assert len(ledger.entries()) == 1
        assert len(ledger.facets(names=["outlet"])["outlet"]) == 3
        found = ledger.survey.outlets(["Gazette", "Mirror", "Post"])
        copier = next(name for name, count in found.items() if count.copies)
        source = next(name for name, count in found.items() if count.copied)
        assert {copier, source} == {"Gazette", "Mirror"}
        assert ledger.facets(names=["first"])["first"] == [(source, 1)]
        assert len(ledger.entries(first=source)) == 1
        assert not ledger.entries(first="Post")
        assert found[copier].copies == {"reprint": 1}


def test_a_promise_stands_once_where_its_latest_entry_stands(tmp_path: Path) -> None:
    tmp_path.joinpath("a.txt").write_text(
        "A\n@2031-05-04\nArland gives Borduria 20 t of barley on 2031-05-03.", "utf-8"
    )
    tmp_path.joinpath("b.txt").write_text(
        "B\n@2031-09-04\nArland gives Borduria 20 t of barley on 2031-09-03.", "utf-8"
    )
    with open_ledger(tmp_path / "p.ledger", pipeline=KINSHIP) as ledger:
        ledger.ingest([tmp_path])
        every = {each.id for each in ledger.casework.commitments()}
        total = ledger.survey.promises(entry_filter(), limit=1)[1]
        pages = [ledger.survey.promises(entry_filter(), limit=1, offset=n)[0] for n in range(total)]
        assert sorted(each.id for page in pages for each in page) == sorted(every)
        assert every


def test_no_promise_is_found_where_none_is_followed(ledger: Ledger) -> None:
    assert ledger.survey.promises(entry_filter(), limit=10) == ([], 0)
