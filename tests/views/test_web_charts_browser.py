"""The pages with charts in a real browser, used as an analyst would."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from ledger_fakes import REPORTS
from onrecord.views.web.settings import Settings
from page_server import filled, served

pytestmark = pytest.mark.browser
PAGES = ("/timeline", "/promises", "/matrix", "/outlets")


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where a small ledger is served while these tests run."""
    with filled(tmp_path_factory.mktemp("charts"), REPORTS) as ledger, served(ledger, Settings()) as found:
        yield found


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
