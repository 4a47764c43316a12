"""The page in a real browser, as a user meets it: Debian's Chromium, driven by Playwright.

Skipped with a reason where there is no Chromium.
"""

import json
from collections.abc import Iterator
from importlib.resources import as_file, files
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from onrecord.pipeline.ledger import Ledger, open_ledger
from onrecord.views.web.settings import Settings
from page_server import assert_sound, served

pytestmark = pytest.mark.browser

HOSTILE = """Grain <script>window.caught = 'title'</script> & <img src=x onerror="window.caught='img'">

By <svg onload="window.caught='svg'">

NAIROBI, 4 May 2024 - France delivered 500 tonnes of "wheat"><script>window.caught='body'</script> to Kenya on Friday.

"It has come <img src=x onerror=window.caught='quote'>," Kenyan minister javascript:window.caught='uri' said on Friday.

Kenya will send <a href="javascript:window.caught='link'">200 doctors</a> to Uganda, the ministry said.
"""


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    """The demo's ledger with a hostile report beside its own."""
    folder = tmp_path_factory.mktemp("browser")
    folder.joinpath("hostile.txt").write_text(HOSTILE, "utf-8")
    with (
        open_ledger(folder / "demo.ledger") as opened,
        as_file(files("onrecord.views.demo").joinpath("reports")) as reports,
    ):
        opened.ingest([reports, folder / "hostile.txt"], jobs=1)
        yield opened


@pytest.fixture(scope="module")
def address(ledger: Ledger) -> Iterator[str]:
    """Where the page is served while these tests run."""
    with served(ledger, Settings(person="Ada")) as found:
        yield found


@pytest.fixture
def context(browser: Browser, address: str) -> Iterator[BrowserContext]:
    """A fresh profile in English whose every request stays on this server."""
    made = browser.new_context(base_url=address, locale="en-GB", viewport={"width": 1280, "height": 900})
    asked: list[str] = []
    made.on("request", lambda request: asked.append(request.url))
    yield made
    made.close()
    assert not [url for url in asked if not url.startswith(address)]


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page on which nothing may go wrong in silence."""
    opened, faults = context.new_page(), list[str]()
    opened.on("pageerror", lambda error: faults.append(str(error)))
    opened.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    opened.on("dialog", lambda dialog: faults.append(f"dialog: {dialog.message}"))
    opened.set_default_timeout(15_000)
    yield opened
    assert not faults


def test_an_analyst_filters_reads_accepts_undoes_and_downloads(page: Page) -> None:
    page.goto("/")
    page.get_by_role("textbox", name="To whom").fill("Canada")
    page.get_by_role("button", name="Apply").first.click()
    page.locator(".facet", has_text="Act").get_by_role("link", name="Aid").click()
    assert "recipient=Canada" in page.url
    assert "type=AID" in page.url
    page.locator("table.ledger tbody tr", has_text="100 firefighters").first.get_by_role("link").click()
    marked = page.locator("a.mark.on-item").first
    assert marked.inner_text() == "about 100 firefighters"
    page.locator("h1 a.part.on-item").first.click()
    assert page.evaluate("document.querySelector(location.hash).textContent").startswith("about 100 firefighters")
    marked.hover()
    row = str(marked.get_attribute("href"))
    assert "about 100 firefighters" in page.locator(f"{row}.lit").inner_text()
    page.locator("#why-now").fill("read three reports")
    page.get_by_role("button", name="Accept").click()
    assert "accepted by Ada" in page.locator(".history").inner_text()
    with page.expect_download() as waiting:
        page.goto("/entries?recipient=Canada&tier=vetted")
        page.get_by_role("link", name="JSONL").click()
    lines = [json.loads(line) for line in Path(waiting.value.path()).read_text("utf-8").splitlines()]
    assert [line["tier"] for line in lines if line["kind"] == "entry"] == ["vetted"]
    page.locator("table.ledger tbody tr").first.get_by_role("link").click()
    page.get_by_role("button", name="Undo").click()
    assert "taken back by Ada" in page.locator(".history").inner_text()
    page.goto("/entries?recipient=Canada&tier=vetted")
    assert page.get_by_text("No entry fits").is_visible()


def test_words_selected_in_a_report_become_the_value_of_an_edit(page: Page) -> None:
    page.goto("/entries?recipient=Canada&type=AID")
    page.locator("table.ledger tbody tr", has_text="100 firefighters").first.get_by_role("link").click()
    page.wait_for_url("**/entries/entry-*", wait_until="load")
    page.keyboard.press("e")
    page.locator("#d-field").select_option("items")
    page.evaluate(
        "() => { const mark = document.querySelector('.quote a.mark.on-item'); const range = document.createRange();"
        " range.selectNodeContents(mark); getSelection().removeAllRanges(); getSelection().addRange(range); }"
    )
    page.wait_for_function("document.querySelector('#d-value').value")
    assert page.locator("#d-value").input_value() == page.locator("#d-words").input_value() == "about 100 firefighters"
    page.locator("#d-value").fill("100 firefighters of the province")
    page.get_by_role("button", name="Save the edit").click()
    page.locator("h1 a.part.on-item").click()
    assert page.locator("h1 a.part.on-item").inner_text() == "100 firefighters of the province"
    assert page.evaluate("document.querySelector(location.hash).closest('.mark') !== null")
    assert "".join(page.locator(".quote .on-person").all_inner_texts()) == "about 100 firefighters"
    page.locator(".history q").click()
    assert page.evaluate("location.hash").startswith("#w-decision-")
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".quote .on-person")).to_have_count(0)


def test_words_written_by_hand_are_found_in_the_text(browser: Browser, address: str) -> None:
    context = browser.new_context(base_url=address, locale="en-GB", java_script_enabled=False)
    page = context.new_page()
    page.goto("/entries?recipient=Canada&type=AID")
    page.locator("table.ledger tbody tr", has_text="100 firefighters").first.get_by_role("link").click()
    page.locator("#decide-edit summary").click()
    page.locator("#d-field").select_option("items")
    page.locator("#d-value").fill("firefighters")
    page.locator("#d-words").fill("100 firefighters")
    page.locator("#decide-edit").get_by_role("button").click()
    assert "".join(page.locator(".quote .on-person").all_inner_texts()) == "100 firefighters"
    page.get_by_role("button", name="Undo").click()
    assert page.locator(".quote .on-person").count() == 0
    context.close()


def test_of_two_reviewers_the_second_is_told(browser: Browser, address: str) -> None:
    one, other = (browser.new_context(base_url=address, locale="en-GB").new_page() for _ in range(2))
    one.goto("/review")
    place = one.locator(".queue a", has_text="Open on its own page").get_attribute("href")
    assert place
    for page, name in ((one, "Ada"), (other, "Grace")):
        page.goto(place)
        page.locator("#who-now").fill(name)
    one.get_by_role("button", name="Reject").click()
    other.locator("#why-now").fill("seems right")
    other.get_by_role("button", name="Accept").click()
    assert "was changed or decided about" in other.locator("main").inner_text()
    assert "seems right" in other.locator("main").inner_text()
    other.get_by_role("link", name="Look at it again").click()
    assert "rejected by Ada" in other.locator(".history").inner_text()
    other.get_by_role("button", name="Undo").click()
    for page in (one, other):
        page.context.close()


def test_the_queue_is_worked_by_keys_alone(page: Page) -> None:
    page.goto("/review")
    before = page.locator(".queue").text_content() or ""
    first = page.locator("h1").inner_text()
    page.keyboard.press("n")
    page.wait_for_url("**/review?skip=1")
    assert page.locator("h1").inner_text() != first
    page.keyboard.press("p")
    page.wait_for_url("**/review")
    page.keyboard.press("a")
    expect(page.locator(".queue")).not_to_have_text(before)
    assert page.locator("h1").inner_text() != first


def test_the_list_is_walked_by_keys(page: Page) -> None:
    page.goto("/entries")
    page.keyboard.press("j")
    page.keyboard.press("j")
    second = page.locator("table.ledger tbody tr").nth(1)
    assert second.get_attribute("class") == "here"
    page.keyboard.press("Enter")
    page.wait_for_url("**/entries/entry-*")
    page.keyboard.press("/")


def test_a_hostile_report_does_nothing(page: Page, ledger: Ledger) -> None:
    hostile = next(report for report in ledger.reports() if "hostile" in (report.file or ""))
    addresses = [f"/reports/{hostile.id}", f"/reports/{hostile.id}/raw", "/reports", "/entries", "/entries?text=wheat"]
    addresses += [f"/entries/{entry.id}" for entry in ledger.entries_of(hostile.id)]
    assert len(addresses) > 5
    for each in addresses:
        page.goto(each)
        assert page.evaluate("window.caught") is None
        assert page.locator("main img, main script, main svg[onload], a[href^='javascript']").count() == 0
    page.goto(f"/reports/{hostile.id}")
    assert "onerror=" in page.locator("article.text").inner_text()


def test_everything_reads_without_a_script(browser: Browser, address: str) -> None:
    context = browser.new_context(base_url=address, locale="en-GB", java_script_enabled=False)
    page = context.new_page()
    page.goto("/entries?recipient=Canada&type=AID")
    page.locator("table.ledger tbody tr", has_text="100 firefighters").first.get_by_role("link").click()
    page.locator("h1 a.part.on-actor").first.click()
    assert page.locator(":target").first.inner_text().strip()
    page.get_by_role("link", name="Open the report").first.click()
    assert page.locator("article.text a.mark").count() > 3
    context.close()


def every_page(ledger: Ledger) -> list[str]:
    """An address of each kind of page, and of some without anything on them."""
    entry = max(ledger.entries(), key=lambda each: len(each.mentions))
    report = ledger.reports()[0]
    lists = ["/entries", "/entries?text=nil", "/statements", "/reports", "/review", "/issues", "/access", "/nowhere"]
    charts = ["/timeline", "/timeline?text=nil", "/promises", "/matrix", "/outlets"]
    outlet = next(each.outlet for each in ledger.reports() if each.outlet)
    return [*lists, *charts, f"/outlets/{quote(outlet)}", f"/entries/{entry.id}", f"/reports/{report.id}"]


@pytest.mark.parametrize(
    ("width", "scheme", "language"),
    [(1280, "light", "en-GB"), (1280, "dark", "fr-FR"), (360, "light", "fr-FR"), (360, "dark", "en-GB")],
)
def test_axe_finds_nothing_and_nothing_runs_over(
    browser: Browser, address: str, ledger: Ledger, language: str, scheme: str, width: int
) -> None:
    context = browser.new_context(
        base_url=address, locale=language, viewport={"width": width, "height": 800}, bypass_csp=True
    )
    page = context.new_page()
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    for each in every_page(ledger):
        assert_sound(page, each)
    context.close()


def test_every_page_prints(browser: Browser, address: str, ledger: Ledger) -> None:
    context = browser.new_context(base_url=address, locale="en-GB", viewport={"width": 700, "height": 1000})
    page = context.new_page()
    page.emulate_media(media="print", color_scheme="dark")
    for each in every_page(ledger):
        page.goto(each)
        assert not page.locator(".top .pages").is_visible(), each
        assert not page.locator("form:visible").count() or each == "/access", each
        assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(255, 255, 255)"
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, each
        for chart in page.locator(".figure svg.chart").all():
            box = chart.bounding_box()
            assert box and box["width"] <= 700, each
        assert page.pdf(format="A4").startswith(b"%PDF"), each
    context.close()


def test_a_page_does_not_jump_while_it_is_drawn(page: Page) -> None:
    page.add_init_script(
        "window.jumps = 0; new PerformanceObserver(list => { for (const entry of list.getEntries())"
        " if (!entry.hadRecentInput) window.jumps += entry.value; }).observe({type: 'layout-shift', buffered: true});"
    )
    for each in ("/entries", "/reports", "/review", "/timeline", "/promises", "/matrix", "/outlets", "/statements"):
        page.goto(each)
        page.wait_for_load_state("networkidle")
        # Web Vitals call a tenth good; a loaded machine draws in more steps than a calm one (0.013 was seen)
        assert page.evaluate("window.jumps") < 0.05, each
