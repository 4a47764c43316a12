"""The whole way with the real stages, over a small folder of our own reports in two languages."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from onrecord.pipeline.ledger import Ledger, open_ledger

ENGLISH = """date 2022-03-10 https://www.tidewater-examiner.example/2022/03/10/seed

Norway to send seed potatoes to Iceland

OSLO - Norway will deliver 1,200 tons of seed potatoes to Iceland by the end of April, \
the agriculture ministry said on Thursday.

"We keep our word," Norwegian Agriculture Minister Sandra Borch told reporters. \
She met her Icelandic counterpart in Reykjavik on Tuesday.
"""
FRENCH = """<!DOCTYPE html><html lang="fr"><head><meta charset="utf-8">
<title>La Suisse livre des tentes au Maroc</title>
<meta property="og:site_name" content="Le Phare du lac">
<meta property="article:published_time" content="2023-09-12T08:00:00+02:00"></head>
<body><nav><a href="/">Accueil</a></nav>
<article><h1>La Suisse livre des tentes au Maroc</h1>
<p>La Suisse a livré lundi 350 tentes au Maroc, a annoncé le ministère des Affaires étrangères à Berne.</p>
<p>« Les familles en ont besoin avant l'hiver », a déclaré le porte-parole du ministère, qui a remercié les équipes.</p>
</article><footer>Tous droits réservés</footer></body></html>
"""
OTHER = """Der Fluss steigt weiter

Die Gemeinde hat am Montag beschlossen, die alte Brücke zu sperren, weil der Fluss nach dem langen Regen weiter
steigt und die Pfeiler nicht mehr sicher sind. Die Feuerwehr bittet alle Anwohner, ihre Keller zu räumen.
"""


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    """A ledger of three reports and two files that are none."""
    folder = tmp_path_factory.mktemp("reports")
    folder.joinpath("a.txt").write_text(ENGLISH, "utf-8")
    folder.joinpath("b.html").write_text(FRENCH, "utf-8")
    folder.joinpath("c.txt").write_text(OTHER, "utf-8")
    folder.joinpath("empty.txt").write_bytes(b"")
    folder.joinpath("noise.bin").write_bytes(bytes(range(256)) * 64)
    with open_ledger(tmp_path_factory.mktemp("ledger") / "a.ledger") as ledger:
        summary = ledger.ingest([folder], jobs=1)
        assert (summary.read, summary.failed) == (3, 2)
        yield ledger


def test_reports_of_every_kind(ledger: Ledger) -> None:
    by_name = {Path(report.file or "").name: report for report in ledger.reports()}
    assert by_name["a.txt"].published == "2022-03-10" and by_name["b.html"].published == "2023-09-12"
    assert (by_name["a.txt"].language, by_name["b.html"].language) == ("en", "fr")
    assert by_name["b.html"].outlet == "Le Phare du lac"
    assert "Accueil" not in by_name["b.html"].text and by_name["b.html"].dropped


def test_promises_and_deliveries(ledger: Ledger) -> None:
    [promise] = ledger.entries(type="AID", actor="Norway", recipient="ISL")
    [account] = ledger.accounts([promise])
    event = account.events[0]
    assert event.stage == "pledged"
    assert [(item.low, item.unit) for item in event.items] == [(1200, "t")]
    [delivery] = ledger.entries(type="AID", actor="CHE", recipient="Maroc", since="2023-09", until="2023-09")
    assert delivery.stage == "done"
    assert ledger.entries(text="pommes de terre") == []


def test_who_said_what(ledger: Ledger) -> None:
    found = ledger.statements(about='"keep our word"')
    assert [statement.form for statement in found] == ["direct"]
    assert "Borch" in (found[0].speaker or "")
    assert ledger.statements(about="familles hiver", since="2023")


def test_every_row_slices_back_and_names_its_producer(ledger: Ledger) -> None:
    for report in ledger.reports():
        for event in ledger.events(report.id):
            assert event.produced_by.startswith("events@")
            for span in (event.trigger, event.evidence, *(party.span for party in event.actors)):
                assert 0 <= span.start < span.end <= len(report.text)
            assert all(party.text == party.span.of(report.text) for party in event.actors)
        for statement in ledger.statements(report=report.id):
            assert statement.content.of(report.text).strip()


def test_what_went_wrong_is_named(ledger: Ledger) -> None:
    issues = {(Path(issue.file or "").name, issue.severity) for issue in ledger.issues()}
    assert {("empty.txt", "error"), ("noise.bin", "error")} <= issues
    assert "parse.language" in {issue.code for issue in ledger.issues()}


def test_an_agency_hands_on_what_it_is_cited_for_and_all_of_what_it_is_credited_with(tmp_path: Path) -> None:
    told = "« Le pont tiendra », a affirmé le maire, Paul Varga. {} Le trafic reprendra lundi, a ajouté Varga."
    cited = told.format("Selon l'agence Kestrel Presse, la Norvège a proposé des ingénieurs.")
    head = "date 2023-05-04 https://www.phare-du-lac.example/pont\n\nLe pont de Lund rouvrira\n\n"
    tmp_path.joinpath("cited.txt").write_text(f"{head}{cited}\n", "utf-8")
    credited = told.format("La Norvège a proposé des ingénieurs.")
    tmp_path.joinpath("credited.txt").write_text(f"{head}LUND (AFP) - {credited}\n", "utf-8")
    with open_ledger(tmp_path / "a.ledger") as ledger:
        ledger.ingest([tmp_path / "cited.txt", tmp_path / "credited.txt"], jobs=1)
        chains = {
            Path(report.file or "").name: [each.chain for each in ledger.statements(report=report.id)]
            for report in ledger.reports()
        }
    assert not any("Kestrel" in name for chain in chains["cited.txt"][:1] for name in chain), chains["cited.txt"]
    assert not any("Kestrel" in name for chain in chains["cited.txt"][-1:] for name in chain), chains["cited.txt"]
    assert any("Kestrel" in name for chain in chains["cited.txt"] for name in chain), chains["cited.txt"]
    assert chains["credited.txt"] and all("AFP" in chain for chain in chains["credited.txt"])
