"""The static site: every link leads to a file, nothing a report says runs, and the filters work from a folder."""

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest
from click.testing import CliRunner
from playwright.sync_api import Browser, expect

from ledger_fakes import REPORTS
from onrecord.core.errors import ViewError
from onrecord.pipeline.ledger import Ledger
from onrecord.views.cli.commands import cli
from onrecord.views.site.places import between, place_of
from onrecord.views.site.rewriting import POLICY, Rewriter
from onrecord.views.site.writing import MARK, Step, write_site
from page_server import filled

HOSTILE = (
    "<script>window.caught='title'</script>\n@2024-05-04\n# <img src=x onerror=window.caught='drop'>\n"
    'Arland gives Borduria 9 t of rice"><img src=x onerror=window.caught=1> on 2024-05-04.\n'
    "“<svg onload=window.caught='said'> </script><script>window.caught=2</script>”, Arland said.\n"
    "Arland gives Borduria </a><a href='javascript:window.caught=3'>tea</a> href=\"/entries/x\" &lt;b&gt;."
)


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    """A ledger of the small reports and a hostile one."""
    with filled(tmp_path_factory.mktemp("ledger"), {**REPORTS, "hostile.txt": HOSTILE}) as opened:
        yield opened


@pytest.fixture(scope="module")
def site(ledger: Ledger, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of that ledger in all languages."""
    out = tmp_path_factory.mktemp("site") / "out"
    write_site(ledger, out)
    return out


class Reader(HTMLParser):
    """The tags of a page."""

    def __init__(self, file: Path) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(file.read_text("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def ids(self) -> set[str | None]:
        """The ids of the page."""
        return {attrs["id"] for _, attrs in self.tags if attrs.get("id")}


def test_every_link_leads_to_a_file_and_to_the_words_in_it(site: Path) -> None:
    pages = {file.resolve(): Reader(file) for file in site.rglob("*.html")}
    for file, page in pages.items():
        for tag, attrs in page.tags:
            for name in ("href", "src"):
                address = attrs.get(name)
                if address is None:
                    continue
                path, _, fragment = address.partition("#")
                target = (file.parent / unquote(path)).resolve() if path else file
                assert target.is_file(), (file.name, tag, address)
                assert not path.startswith(("/", "http:", "https:", "javascript:"))
                if fragment and "=" not in fragment and target in pages:
                    assert fragment in pages[target].ids(), (file.name, address)


def test_every_entry_and_report_has_its_page_in_every_language(site: Path, ledger: Ledger) -> None:
    for code in ("en", "fr"):
        for entry in ledger.entries():
            assert site.joinpath(code, "entries", f"{entry.id}.html").is_file()
        for report in ledger.reports():
            assert site.joinpath(code, "reports", f"{report.id}.html").is_file()
        assert f'<html lang="{code}">' in site.joinpath(code, "entries.html").read_text("utf-8")


def test_no_page_asks_a_server_for_anything(site: Path) -> None:
    for file in site.rglob("*.html"):
        page = Reader(file)
        assert not {"form", "iframe", "object"} & {tag for tag, _ in page.tags}
        policies = [a for tag, a in page.tags if tag == "meta" and a.get("http-equiv") == "Content-Security-Policy"]
        assert len(policies) == 1
        assert "unsafe" not in str(policies[0]["content"])
        text = file.read_text("utf-8")
        assert text.index("Content-Security-Policy") < text.index("<link")
        assert 'type="module"' not in text


def test_what_a_hostile_report_says_stays_text(site: Path, ledger: Ledger) -> None:
    for file in site.rglob("*.html"):
        for tag, attrs in Reader(file).tags:
            assert tag != "img"
            assert not any(name.startswith("on") or name == "style" for name in attrs)
            assert "javascript:" not in str(attrs.get("href", ""))
            assert tag != "script" or attrs.get("src")
    script = site.joinpath("en", "data.js").read_text("ascii")
    rows = json.loads(script.removeprefix("window.onrecordEntries = ").rstrip().removesuffix(";"))
    assert len(rows) == len(ledger.entries())


def test_only_start_tags_are_touched() -> None:
    given = (
        '<!doctype html>\n<head><meta charset="utf-8"></head>'
        '<p title="a &amp; b">1 &lt; 2 &#34;x&#34; href="/entries/x"</p>'
        '<div data-live="x"><div>gone <br></div></div><svg viewBox="0 0 1 1"><rect x="1"/></svg><a href="/n">n</a>'
    )
    rewriter = Rewriter(lambda address: None, lambda what: "")
    rewriter.feed(given)
    rewriter.close()
    assert 'title="a &amp; b">1 &lt; 2 &#34;x&#34; href="/entries/x"</p>' in rewriter.written
    assert '</p><svg viewBox="0 0 1 1"><rect x="1"/></svg>' in rewriter.written
    assert "gone" not in rewriter.written
    assert not rewriter.written.endswith("n</a>")
    assert "default-src &#x27;none&#x27;" in rewriter.written
    assert "default-src 'none'" in POLICY


@pytest.mark.parametrize(
    ("address", "file"),
    [
        ("/", "en/entries.html"),
        ("/entries?page=3&sort=-day", "en/entries-3.html"),
        ("/entries?actor=C%C3%B4te&type=AID", "en/entries.html#actor=C%C3%B4te&type=AID"),
        ("/timeline?since=2024-05&until=2024-05", "en/entries.html#since=2024-05&until=2024-05"),
        ("/entries/entry-0a#m-1", "en/entries/entry-0a.html#m-1"),
        ("/matrix.svg", "en/matrix.svg"),
        ("/static/0f0f/page.css", "static/page.css"),
        ("/language/fr?to=/entries/entry-0a", "fr/entries/entry-0a.html"),
        ("/reports/rep-1/raw", None),
        ("/review", None),
        ("/entries.csv", None),
        ("/reports/../../etc/passwd", None),
        ("https://elsewhere.example/", None),
        ("//elsewhere.example/entries", None),
    ],
)
def test_an_address_has_its_file(address: str, file: str | None) -> None:
    assert place_of(address, "en") == file


def test_names_of_outlets_are_no_paths() -> None:
    place = place_of("/outlets/..%2F..%2Fx", "en")
    assert place is not None
    assert re.fullmatch(r"en/outlets/[0-9a-f]{16}\.html", place)
    assert between("en/entries/a.html", "static/page.css") == "../../static/page.css"


def test_a_folder_with_other_things_is_left_alone(ledger: Ledger, tmp_path: Path) -> None:
    tmp_path.joinpath("mine.txt").write_text("mine", "utf-8")
    with pytest.raises(ViewError, match="holds other files"):
        write_site(ledger, tmp_path)
    assert [file.name for file in tmp_path.iterdir()] == ["mine.txt"]
    with pytest.raises(ViewError, match="not written in"):
        write_site(ledger, tmp_path / "new", ["xx"])


def test_a_site_is_written_anew_and_says_how_far_it_is(ledger: Ledger, tmp_path: Path) -> None:
    steps: list[Step] = []
    write_site(ledger, tmp_path, ["fr"])
    tmp_path.joinpath("fr", "old.html").write_text("old", "utf-8")
    found = write_site(ledger, tmp_path, ["fr"], steps.append)
    assert not tmp_path.joinpath("fr", "old.html").exists()
    assert not tmp_path.joinpath("en").exists()
    assert tmp_path.joinpath(MARK).is_file()
    assert [step.done for step in steps if step.file.endswith(".html")] == list(range(1, found.pages + 1))
    assert steps[-1].done <= steps[-1].total
    assert "url=fr/entries.html" in tmp_path.joinpath("index.html").read_text("utf-8")


def test_the_command_writes_it(ledger: Ledger, tmp_path: Path) -> None:
    answer = CliRunner().invoke(cli, ["site", str(tmp_path / "s"), "--language", "en", "--ledger", str(ledger.path)])
    assert answer.exit_code == 0, answer.output
    assert "begin at" in answer.output


@pytest.mark.browser
def test_in_a_browser_from_a_folder(site: Path, ledger: Ledger, browser: Browser) -> None:
    page = browser.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(f"{site.as_uri()}/en/entries.html")
    expect(page.locator("table.ledger tbody tr")).to_have_count(len(ledger.entries()))
    page.select_option("#f-recipient", "BRD")
    expect(page.locator("table.ledger tbody tr")).to_have_count(len(ledger.entries(recipient="Borduria")))
    assert page.url.endswith("#recipient=BRD")
    page.fill("#f-text", "RICE")
    rice = ledger.entries(recipient="Borduria", text="rice")
    expect(page.locator("#found")).to_have_text(f"{len(rice)} entries")
    page.click("#site-clear")
    expect(page.locator("table.ledger tbody tr")).to_have_count(len(ledger.entries()))
    page.goto(f"{site.as_uri()}/en/matrix.html")
    page.locator("svg.chart a").first.click()
    expect(page.locator("#site-filters")).to_be_visible()
    assert "#actor=" in page.url
    page.locator("table.ledger tbody a").first.click()
    expect(page.locator("h1.act")).to_be_visible()
    hostile = next(report for report in ledger.reports() if report.file and "hostile" in report.file)
    for name in (f"reports/{hostile.id}.html", "timeline.html", "outlets.html", "entries.html#text=rice"):
        page.goto(f"{site.as_uri()}/fr/{name}")
        assert page.evaluate("window.caught") is None
    assert not said
    page.close()
