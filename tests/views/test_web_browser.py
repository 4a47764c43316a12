"""The page in a real browser, as a user meets it: Debian's Chromium, driven by Playwright.

Skipped with a reason where there is no Chromium.
"""

import json
import shutil
import threading
import time
from collections.abc import Iterator
from importlib.resources import as_file, files
from pathlib import Path
from socket import socket

import pytest
import uvicorn
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from onrecord.pipeline.ledger import Ledger, open_ledger
from onrecord.views.web.app import build_app
from onrecord.views.web.settings import Settings

pytestmark = pytest.mark.browser

CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
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
    with socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    app = build_app(ledger, Settings(person="Ada"))
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=port, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    patience = time.monotonic() + 20
    while not server.started and time.monotonic() < patience:
        time.sleep(0.05)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(10)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium as the machine has it."""
    path = next((found for name in CHROMIUMS if (found := shutil.which(name))), None)
    if path is None:
        pytest.skip("no Chromium on this machine (apt-get install --no-install-recommends chromium)")
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-background-networking", "--disable-gpu", "--disable-dev-shm-usage"]
        opened = playwright.chromium.launch(executable_path=path, args=arguments)
        yield opened
        opened.close()


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
    assert page.locator(".history").inner_text().startswith("accepted by Ada")
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
    assert page.locator("#d-value").input_value() == "about 100 firefighters"


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


@pytest.mark.parametrize(
    ("width", "scheme", "language"),
    [(1280, "light", "en-GB"), (1280, "dark", "fr-FR"), (360, "light", "fr-FR"), (360, "dark", "en-GB")],
)
def test_axe_finds_nothing_and_nothing_runs_over(
    browser: Browser, address: str, ledger: Ledger, language: str, scheme: str, width: int
) -> None:
    axe = files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")
    context = browser.new_context(
        base_url=address, locale=language, viewport={"width": width, "height": 800}, bypass_csp=True
    )
    page = context.new_page()
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    entry = max(ledger.entries(), key=lambda each: len(each.mentions))
    report = ledger.reports()[0]
    for each in (
        "/entries",
        "/entries?text=nil",
        f"/entries/{entry.id}",
        "/reports",
        f"/reports/{report.id}",
        "/review",
    ):
        page.goto(each)
        page.evaluate("for (const part of document.querySelectorAll('details')) part.open = true")
        page.evaluate(axe)
        tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
        found = page.evaluate("tags => axe.run(document, {runOnly: tags})", tags)
        said = [f"{each} {f['id']}: {[node['html'][:160] for node in f['nodes'][:3]]}" for f in found["violations"]]
        assert not said, "\n".join(said)
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, each
    context.close()


def test_a_page_does_not_jump_while_it_is_drawn(page: Page) -> None:
    page.add_init_script(
        "window.jumps = 0; new PerformanceObserver(list => { for (const entry of list.getEntries())"
        " if (!entry.hadRecentInput) window.jumps += entry.value; }).observe({type: 'layout-shift', buffered: true});"
    )
    for each in ("/entries", "/reports", "/review"):
        page.goto(each)
        page.wait_for_load_state("networkidle")
        # Web Vitals call a tenth good; a loaded machine draws in more steps than a calm one (0.013 was seen)
        assert page.evaluate("window.jumps") < 0.05, each
