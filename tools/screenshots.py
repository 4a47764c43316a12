"""Take the pictures of the page in docs/page/ anew: python tools/screenshots.py [--ledger FILE].

Reads the demo's reports into a ledger (or takes one that is given), serves it on this machine and photographs the main
pages with the Chromium that the machine has. Look at them before you commit them.
"""

import argparse
import base64
import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.resources import as_file, files
from pathlib import Path
from socket import socket

import uvicorn
from playwright.sync_api import Browser, sync_playwright

from onrecord.pipeline.ledger import Ledger, open_ledger
from onrecord.views.web.app import build_app
from onrecord.views.web.settings import Settings

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "page"
CHROMIUMS = ("chromium", "chromium-browser", "google-chrome")
QUALITY = 82


@dataclass(frozen=True)
class Picture:
    """One picture: its name, the address, and the browser that looks at it."""

    name: str
    address: str
    width: int = 1280
    height: int = 860
    language: str = "en-GB"
    dark: bool = False


def pictures(ledger: Ledger) -> Iterator[Picture]:
    """Yield the main pages."""
    told = max(ledger.entries(), key=lambda entry: (entry.origins or 0, len(entry.mentions), entry.id))
    report = max(
        ledger.reports(), key=lambda each: (len(ledger.parents(each.id)), len(ledger.events(each.id)), each.id)
    )
    yield Picture("ledger", "/entries?sort=-origins")
    yield Picture("entry", f"/entries/{told.id}", height=1000)
    yield Picture("report-dark-fr", f"/reports/{report.id}", language="fr-FR", dark=True)
    yield Picture("timeline", "/timeline")
    yield Picture("promises", "/promises")
    yield Picture("matrix-dark", "/matrix", dark=True)
    yield Picture("statements-fr", "/statements", language="fr-FR")
    yield Picture("review-phone-fr", "/review", 390, 844, "fr-FR")
    yield Picture("ledger-phone", "/entries?sort=-origins", 390, 844)


@contextmanager
def served(ledger: Ledger) -> Iterator[str]:
    """Serve ``ledger`` and give the address."""
    with socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    app = build_app(ledger, Settings(person="Ada"))
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=port, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(10)


def take(browser: Browser, address: str, picture: Picture) -> int:
    """Take one picture and return its size in bytes."""
    context = browser.new_context(
        viewport={"width": picture.width, "height": picture.height},
        locale=picture.language,
        color_scheme="dark" if picture.dark else "light",
    )
    page = context.new_page()
    page.goto(address + picture.address)
    page.wait_for_load_state("networkidle")
    asked = {"format": "webp", "quality": QUALITY}
    taken = context.new_cdp_session(page).send("Page.captureScreenshot", asked)
    body = base64.b64decode(taken["data"])
    FOLDER.joinpath(f"{picture.name}.webp").write_bytes(body)
    context.close()
    return len(body)


def main() -> int:
    """Read, serve, take."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--ledger", type=Path, help="a ledger that is there already")
    asked = parser.parse_args()
    chromium = next((found for name in CHROMIUMS if (found := shutil.which(name))), None)
    if chromium is None:
        sys.stderr.write("No Chromium on this machine.\n")
        return 1
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, open_ledger(asked.ledger or Path(folder) / "demo.ledger") as ledger:
        if asked.ledger is None:
            with as_file(files("onrecord.views.demo").joinpath("reports")) as reports:
                ledger.ingest([reports])
        with served(ledger) as address, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
            for picture in pictures(ledger):
                sys.stdout.write(f"{picture.name:<20}{take(browser, address, picture):>8} bytes\n")
            browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
