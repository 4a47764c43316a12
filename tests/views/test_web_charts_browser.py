"""The pages with charts in a real browser: read and used as an analyst would, by axe's rules too."""

import re
import shutil
import threading
import time
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from socket import socket

import pytest
import uvicorn
from playwright.sync_api import Browser, expect, sync_playwright

from ledger_fakes import PIPELINE, REPORTS
from onrecord.pipeline.ledger import open_ledger
from onrecord.views.web.app import build_app
from onrecord.views.web.settings import Settings

pytestmark = pytest.mark.browser
CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PAGES = ("/timeline", "/promises", "/matrix", "/outlets")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where a small ledger is served while these tests run."""
    folder = tmp_path_factory.mktemp("charts")
    for name, text in REPORTS.items():
        folder.joinpath(name).write_text(text, "utf-8")
    with open_ledger(folder / "c.ledger", pipeline=PIPELINE) as ledger, socket() as probe:
        ledger.ingest([folder / name for name in REPORTS])
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
        probe.close()
        app = build_app(ledger, Settings())
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


@pytest.mark.parametrize(("width", "scheme", "language"), [(1280, "light", "en-GB"), (360, "dark", "fr-FR")])
def test_axe_finds_nothing_and_nothing_runs_over(
    browser: Browser, address: str, language: str, scheme: str, width: int
) -> None:
    axe = files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")
    context = browser.new_context(locale=language, viewport={"width": width, "height": 800}, bypass_csp=True)
    page = context.new_page()
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    for each in (*PAGES, "/outlets/The%20Test%20Post", "/timeline?text=nil"):
        page.goto(address + each)
        page.evaluate("for (const part of document.querySelectorAll('details')) part.open = true")
        page.evaluate(axe)
        found = page.evaluate("tags => axe.run(document, {runOnly: tags})", TAGS)
        said = [f"{each} {f['id']}: {[node['html'][:160] for node in f['nodes'][:3]]}" for f in found["violations"]]
        assert not said, "\n".join(said)
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, each
    context.close()


def test_nothing_is_refused_by_the_policy(browser: Browser, address: str) -> None:
    page, said = browser.new_page(), list[str]()
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    for each in PAGES:
        page.goto(address + each)
    assert not said
    page.close()


def test_from_a_cell_to_its_acts_and_the_picture_to_keep(browser: Browser, address: str, tmp_path: Path) -> None:
    context = browser.new_context(java_script_enabled=False, locale="en-GB")
    page = context.new_page()
    page.goto(f"{address}/matrix")
    with page.expect_download() as waiting:
        page.get_by_role("link", name="SVG").click()
    waiting.value.save_as(tmp_path / "m.svg")
    assert tmp_path.joinpath("m.svg").read_text("utf-8").startswith("<?xml")
    page.locator("svg.chart a").first.click()
    expect(page).to_have_url(re.compile(r"actor=\w+&recipient=\w+$"))
    expect(page.locator("table.ledger tbody tr")).to_have_count(1)
    context.close()
