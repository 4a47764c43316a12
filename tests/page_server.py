"""The page for tests: ledgers of the small fakes, the page served on this machine, and what every page must hold."""

import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from socket import socket

import uvicorn
from playwright.sync_api import Page

from ledger_fakes import PIPELINE
from onrecord.pipeline.ledger import Ledger, open_ledger
from onrecord.views.web.app import build_app
from onrecord.views.web.settings import Settings

TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")


@contextmanager
def filled(folder: Path, reports: Mapping[str, str]) -> Iterator[Ledger]:
    """Give a ledger in ``folder`` of these reports (text by name), as the small fakes read them."""
    for name, text in reports.items():
        folder.joinpath(name).write_text(text, "utf-8")
    with open_ledger(folder / "page.ledger", pipeline=PIPELINE) as ledger:
        ledger.ingest([folder / name for name in reports])
        yield ledger


@contextmanager
def served(ledger: Ledger, settings: Settings) -> Iterator[str]:
    """Serve the page of ``ledger`` on a free port and give its address."""
    with socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    config = uvicorn.Config(build_app(ledger, settings), host="127.0.0.1", port=port, log_level="warning")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    patience = time.monotonic() + 20
    while not server.started and time.monotonic() < patience:
        time.sleep(0.05)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(10)


def assert_sound(page: Page, address: str) -> None:
    """Assert that axe finds nothing on a page, all of it unfolded, and that nothing runs over its width."""
    page.goto(address)
    page.evaluate("for (const part of document.querySelectorAll('details')) part.open = true")
    page.evaluate(files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8"))
    found = page.evaluate("tags => axe.run(document, {runOnly: tags})", list(TAGS))
    said = [f"{address} {f['id']}: {[node['html'][:160] for node in f['nodes'][:3]]}" for f in found["violations"]]
    assert not said, "\n".join(said)
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, address
