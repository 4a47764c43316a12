"""The pages with charts: the filters of the list, the figures of the ledger, files to keep, and nothing hostile."""

import csv
from collections.abc import Iterator
from html.parser import HTMLParser
from io import StringIO
from xml.etree import ElementTree

import pytest
from starlette.testclient import TestClient

from ledger_fakes import REPORTS
from onrecord.core.records import Amount, Event
from onrecord.core.spans import Span
from onrecord.pipeline.ledger import Ledger
from onrecord.views.tracks import track_of, tracks
from onrecord.views.web import timeline
from onrecord.views.web.app import build_app
from onrecord.views.web.interface import interfaces
from onrecord.views.web.promises import reading
from onrecord.views.web.settings import Settings
from page_server import filled

PAGES = ("/timeline", "/promises", "/matrix", "/outlets")
HOSTILE = (
    "<script>alert('title')</script>\n@2024-05-04\nArland gives Borduria 9 t of rice on 2024-05-04.\n"
    "Arland gives <svg onload=alert(1)> tea. Arland gives Borduria tea</text><script>alert(5)</script>."
)


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    """A ledger of the small reports and a hostile one."""
    with filled(tmp_path_factory.mktemp("charts"), {**REPORTS, "hostile.txt": HOSTILE}) as opened:
        yield opened


@pytest.fixture
def client(ledger: Ledger) -> TestClient:
    """A browser without a script, in English."""
    return TestClient(build_app(ledger, Settings(hosts=("testserver",))), headers={"accept-language": "en"})


class Tags(HTMLParser):
    """The tags of a page with their attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


@pytest.mark.parametrize("address", [*PAGES, "/outlets/The%20Test%20Post", "/outlets/%3Cscript%3E"])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_page_with_a_chart_answers_and_nothing_in_it_runs(
    client: TestClient, address: str, language: str
) -> None:
    answer = client.get(address, headers={"accept-language": language})
    assert answer.status_code == 200
    for tag, attrs in Tags(answer.text).found:
        assert tag != "script" or str(attrs["src"]).startswith("/static/")
        assert not any(name.startswith("on") or name == "style" for name in attrs)
        assert str(attrs.get("href", "/"))[0] in "/#"
    ids = [attrs["id"] for _, attrs in Tags(answer.text).found if attrs.get("id")]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("page", PAGES)
def test_a_chart_comes_as_svg_and_its_table_as_csv(client: TestClient, page: str) -> None:
    file = client.get(f"{page}.svg")
    assert file.headers["content-type"].startswith("image/svg+xml")
    assert "attachment" in file.headers["content-disposition"]
    ElementTree.fromstring(file.text)
    rows = list(csv.reader(StringIO(client.get(f"{page}.csv").text)))
    assert all(len(row) == len(rows[0]) for row in rows)


def test_a_chart_comes_as_png(client: TestClient) -> None:
    pytest.importorskip("vl_convert", reason="vl-convert is not installed")
    assert client.get("/matrix.png").content.startswith(b"\x89PNG")


def test_charts_heed_the_filters_of_the_list(client: TestClient) -> None:
    rows = list(csv.reader(StringIO(client.get("/timeline.csv?actor=Borduria").text)))
    assert len(rows) == 2
    assert "Borduria" in rows[1][3]
    assert 'href="/timeline?type=AID"' in client.get("/timeline").text
    assert "No entry fits" in client.get("/timeline?text=nothing+of+it").text


def test_the_table_of_the_timeline_has_every_act(client: TestClient, ledger: Ledger) -> None:
    html = client.get("/timeline").text
    for entry in ledger.entries():
        assert f"/entries/{entry.id}" in html


def test_a_cell_of_the_matrix_leads_to_as_many_entries(client: TestClient) -> None:
    html = client.get("/matrix").text
    cells = [str(a["href"]) for tag, a in Tags(html).found if tag == "a" and "actor=" in str(a["href"])]
    inside = [address for address in cells if "actor=ARL" in address and "recipient=BRD" in address]
    assert inside
    rows = list(csv.reader(StringIO(client.get("/matrix.csv").text)))
    names = [next(iter(interfaces().values())).country(code) for code in ("ARL", "BRD")]
    count = next(int(row[2]) for row in rows if row[:2] == names)
    assert f"{count} entries" in client.get(inside[0]).text


def test_many_acts_are_counted_by_month(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timeline, "MOST_ACTS", 1)
    html = client.get("/timeline").text
    assert 'href="/timeline?since=2024-05&amp;until=2024-05"' in html
    rows = list(csv.reader(StringIO(client.get("/timeline.csv").text)))
    assert len(rows[0]) == 1 + len(tracks())


def test_tracks_are_data_and_the_last_takes_the_rest() -> None:
    span = Span(0, 1)
    plain = Event(type="CONSULT", stage="done", trigger=span, evidence=span)
    names = [track.name for track in tracks()]
    assert names[track_of([plain])] == "diplomatic"
    assert names[track_of([Event(type="ASSAULT", stage="done", trigger=span, evidence=span)])] == "military"
    relief = Event(type="AID", stage="done", trigger=span, evidence=span, contexts=("economic", "disasters"))
    assert names[track_of([relief])] == "humanitarian"
    for language in interfaces().values():
        assert all(language.has(f"track.{name}") for name in names)


def test_figures_read_as_they_are_told() -> None:
    english, french = interfaces().values()
    assert reading(Amount("wheat", "food", 25000, None, "t"), english) == "≥ 25,000 t"
    assert reading(Amount("wheat", "food", 20, 25, "t", True), french) == "20–25 t chacun"
    assert reading(Amount("", "other", None, 0.5, "1"), english) == "≤ 50 %"
