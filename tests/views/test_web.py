"""The page: what it shows, what it refuses, and that what a report says is never more than text."""

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from importlib.resources import files
from pathlib import Path
from socket import socket

import pytest
from starlette.testclient import TestClient

from ledger_fakes import REPORTS
from onrecord.core.errors import ConfigError
from onrecord.core.records import Amount
from onrecord.pipeline.ledger import Ledger
from onrecord.views import wording
from onrecord.views.web.app import build_app
from onrecord.views.web.interface import chosen, interfaces
from onrecord.views.web.languages import local
from onrecord.views.web.naming import value_of
from onrecord.views.web.queries import query_of
from onrecord.views.web.serving import Address, serve
from onrecord.views.web.settings import Settings
from page_server import filled

HOSTILE = (
    "<script>alert('title')</script>\n@2024-05-04\n# <img src=x onerror=alert(1)>\n"
    'Arland gives Borduria 9 t of rice"><img src=x onerror=alert(2)> on 2024-05-04.\n'
    "“<svg onload=alert(3)> javascript:alert(4)”, Arland said.\n"
    "\u202eArland gives Borduria tea</a><script>alert(5)</script>."
)


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    """A ledger of the small reports and a hostile one."""
    with filled(tmp_path_factory.mktemp("web"), {**REPORTS, "hostile.txt": HOSTILE}) as opened:
        yield opened


@pytest.fixture
def client(ledger: Ledger) -> TestClient:
    """A browser without a script, in English."""
    return TestClient(build_app(ledger, Settings(hosts=("testserver",))), headers={"accept-language": "en"})


class Reader(HTMLParser):
    """What a browser would make of a page: its tags, attributes and ids."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def read(html: str) -> Reader:
    """Take a page apart."""
    reader = Reader()
    reader.feed(html)
    return reader


def test_the_list_names_every_entry_and_counts_its_facets(client: TestClient, ledger: Ledger) -> None:
    html = client.get("/entries").text
    for entry in ledger.entries():
        assert f"/entries/{entry.id}" in html
    assert f"{len(ledger.entries())} entries" in html
    assert re.search(r'href="/entries\?type=AID"[^>]*><span>Aid</span> <span class="count">5<', html)


def test_a_filter_narrows_the_list_and_can_be_taken_away(client: TestClient) -> None:
    html = client.get("/entries?actor=Arland&recipient=Borduria&until=2024-05-03").text
    assert "1 entry" in html
    assert 'href="/entries?actor=Arland&amp;until=2024-05-03"' in html
    assert "No entry fits" in client.get("/entries?text=nothing+of+the+kind").text


def test_words_of_the_evidence_are_found_whatever_their_case(client: TestClient) -> None:
    assert "2 entries" in client.get("/entries?text=RICE").text


def test_statements_are_found_and_lead_to_their_words(client: TestClient, ledger: Ledger) -> None:
    html = client.get("/statements?about=wheat").text
    assert "1 statement<" in html
    said = ledger.statements(about="wheat")[0]
    assert f"/reports/{said.report}#w-{said.id[4:12]}" in html
    assert "No statement fits" in client.get("/statements?speaker=Nobody").text
    assert client.get("/statements?since=someday").status_code == 400


def test_issues_are_listed_with_their_mend(client: TestClient, ledger: Ledger) -> None:
    assert ledger.issues()[0].message in client.get("/issues").text


def test_long_lists_have_pages(client: TestClient) -> None:
    html = client.get("/statements?page=2&about=wheat").text
    assert 'rel="prev" href="/statements?about=wheat"' in html


def test_what_cannot_be_asked_is_told(client: TestClient) -> None:
    answer = client.get("/entries?since=someday")
    assert answer.status_code == 400
    assert "is no date" in answer.text


def test_the_download_holds_just_the_view(client: TestClient) -> None:
    lines = client.get("/entries.jsonl?actor=Borduria").text.splitlines()
    assert [json.loads(line)["kind"] for line in lines] == ["entry", "event"]
    rows = client.get("/entries.csv?text=rice").text.splitlines()
    assert rows[0].startswith("id,type,")
    assert len(rows) == 3


def test_every_part_of_the_act_leads_to_its_words(client: TestClient, ledger: Ledger) -> None:
    for entry in ledger.entries():
        reader = read(client.get(f"/entries/{entry.id}").text)
        ids = [attrs["id"] for _, attrs in reader.tags if attrs.get("id")]
        assert len(ids) == len(set(ids))
        inside = [str(attrs["href"])[1:] for tag, attrs in reader.tags if tag == "a" and str(attrs["href"])[0] == "#"]
        assert inside
        assert set(inside) <= set(ids)


def test_the_marks_of_a_report_and_its_mentions_lead_to_each_other(client: TestClient, ledger: Ledger) -> None:
    for report in ledger.reports():
        reader = read(client.get(f"/reports/{report.id}").text)
        ids = {attrs["id"] for _, attrs in reader.tags if attrs.get("id")}
        inside = {str(attrs["href"])[1:] for tag, attrs in reader.tags if tag == "a" and str(attrs["href"])[0] == "#"}
        assert inside <= ids


def test_a_hostile_report_stays_text(client: TestClient, ledger: Ledger) -> None:
    hostile = next(report for report in ledger.reports() if report.file and "hostile" in report.file)
    pages = [
        "/entries",
        "/reports",
        "/statements",
        "/issues",
        f"/reports/{hostile.id}",
        "/entries?text=%3Cscript%3Ealert(9)%3C/script%3E",
    ]
    pages += [f"/entries/{entry.id}" for entry in ledger.entries_of(hostile.id)]
    for address in pages:
        html = client.get(address).text
        for tag, attrs in read(html).tags:
            assert tag not in {"img", "svg", "iframe", "object"}
            assert tag != "script" or str(attrs["src"]).startswith("/static/")
            assert not any(name.startswith("on") or name == "style" for name in attrs)
            assert not any("javascript:" in str(attrs.get(name, "")) for name in ("href", "src", "action"))
        assert "\u202e" not in html


def test_nothing_leads_outside(client: TestClient, ledger: Ledger) -> None:
    pages = [
        "/entries",
        "/reports",
        "/statements",
        "/issues",
        *(f"/reports/{report.id}" for report in ledger.reports()),
    ]
    for address in pages:
        for _, attrs in read(client.get(address).text).tags:
            for name in ("href", "src", "action"):
                assert not str(attrs.get(name, "/")).startswith(("http:", "https:", "//"))


def test_the_raw_page_is_text_and_locked_in(client: TestClient, ledger: Ledger) -> None:
    hostile = next(report for report in ledger.reports() if report.file and "hostile" in report.file)
    answer = client.get(f"/reports/{hostile.id}/raw")
    assert answer.text == HOSTILE
    assert answer.headers["content-type"].startswith("text/plain")
    assert "sandbox" in answer.headers["content-security-policy"]


def test_every_answer_carries_the_policy(client: TestClient) -> None:
    for address in ("/entries", "/nowhere", "/entries.csv"):
        headers = client.get(address).headers
        assert "default-src 'none'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"


def test_a_foreign_name_is_refused(ledger: Ledger) -> None:
    client = TestClient(build_app(ledger), base_url="http://127.0.0.1:8000")
    assert client.get("/entries").status_code == 200
    assert client.get("/entries", headers={"host": "evil.example"}).status_code == 421
    assert client.get("/entries", headers={"host": "localhost:8000"}).status_code == 200


def test_the_language_follows_the_browser_and_the_switch(client: TestClient) -> None:
    assert '<html lang="fr">' in client.get("/entries", headers={"accept-language": "de, fr-CA;q=0.8, en;q=0.2"}).text
    assert '<html lang="en">' in client.get("/entries", headers={"accept-language": "de"}).text
    answer = client.get("/language/fr?to=/reports", follow_redirects=False)
    assert answer.headers["location"] == "/reports"
    assert '<html lang="fr">' in client.get("/reports").text


@pytest.mark.parametrize("address", ["//evil.example", "https://evil.example", "/\\evil.example", "x", "/a\r\nb"])
def test_no_redirect_leads_elsewhere(address: str) -> None:
    assert local(address) == "/"


def test_the_languages_have_the_same_texts_with_the_same_names_in_them() -> None:
    first, *others = interfaces().values()
    names = re.compile(r"{(\w+)}")
    for other in others:
        assert set(first.texts) == set(other.texts)
        for key, text in first.texts.items():
            assert set(names.findall(str(text))) == set(names.findall(str(other.texts[key]))), key


def test_every_text_that_a_template_names_is_there() -> None:
    known = set(next(iter(interfaces().values())).texts)
    for template in files("onrecord.views.web").joinpath("templates").iterdir():
        named = set(re.findall(r'\bt\("([a-z_]+\.[\w-]+)"', template.read_text("utf-8")))
        assert named <= known, template.name


def test_dates_are_as_precise_as_they_are() -> None:
    english, french = interfaces().values()
    assert english.date("2023-06") == "June 2023"
    assert french.date("2023-06-05") == "5 juin 2023"
    assert english.date("2023-06-05/..") == "June 5, 2023 – …"
    assert english.date("XXXX-12-11") == "XXXX-12-11"
    assert (english.date("2023-22"), french.date("XXXX-22")) == ("summer 2023", "été")


def test_the_language_asked_for_is_the_best_that_is_there() -> None:
    assert chosen("fr", "en").code == "fr"
    assert chosen("xx", "fr;q=0, en").code == "en"
    assert chosen(None, "fr;q=abc").code == next(iter(interfaces()))


def test_an_address_and_its_query_are_one() -> None:
    pairs = [
        ("type", "AID"),
        ("type", "CONSULT"),
        ("text", "  a   b "),
        ("nonsense", "x"),
        ("page", "3"),
        ("sort", "-day"),
    ]
    query = query_of(pairs)
    assert query.url("/entries") == "/entries?text=a+b&type=AID&type=CONSULT&sort=-day&page=3"
    assert query.toggled("type", "AID").url("/entries") == "/entries?text=a+b&type=CONSULT&sort=-day"
    assert query_of([("page", "²"), ("sort", "?")]).url("/entries") == "/entries"


def test_the_package_has_its_templates(root: Path) -> None:
    assert files("onrecord.views.web").joinpath("templates", "base.html").is_file()


def test_a_port_that_is_taken_is_told(ledger: Ledger) -> None:
    with socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        address = Address(port=taken.getsockname()[1])
        with pytest.raises(ConfigError, match="cannot be listened at"):
            serve(ledger, address, Settings(), lambda: pytest.fail("it said that it was ready"))


def test_the_names_that_may_be_asked_for_follow_the_address() -> None:
    assert Address().local
    assert Address().url == "http://127.0.0.1:8000/"
    assert not Address("0.0.0.0", names=("desk.example",)).local
    assert "desk.example" in Address("0.0.0.0", names=("desk.example",)).allowed
    assert "0.0.0.0" not in Address("0.0.0.0").allowed
    assert "[fe80::1]" in Address("fe80::1").allowed


def test_figures_are_told_as_the_language_writes_them() -> None:
    english, french = interfaces().values()
    assert value_of("items", "25000-30000 t", english) == "25,000–30,000 t"
    assert value_of("items", "0.333333333333 1", french) == "33,3 %"
    assert value_of("items", "some", english) == "some"
    assert value_of("stage", "pledged", french) == "promis"
    assert value_of("when", "2023-06", english) == "June 2023"
    assert wording.bounds(Amount("share", "other", None, 1 / 3, "1")) == "≤ 33.3 %"
