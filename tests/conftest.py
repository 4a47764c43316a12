"""What several tests need: where the checkout is, the gold corpora beside it, and a browser."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = ("--no-sandbox", "--disable-background-networking", "--disable-gpu", "--disable-dev-shm-usage")

# How long an example takes says more of the machine than of the code: it is never what fails a test.
settings.register_profile("onrecord", deadline=None)
settings.load_profile("onrecord")

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout's folder."""
    return ROOT


_OF_RULES = (
    "test_event_",
    "test_events_sentences",
    "test_events_stages",
    "test_events_walk",
    "test_events_dating",
    "test_events_facing",
    "test_entities_whose",
    "test_codebook",
)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder ``shared`` beside the checkout; a test that asks for it is skipped where there is none."""
    folder = ROOT.parent / "shared"
    if not folder.joinpath("gold", "score.py").is_file():
        pytest.skip("no ../shared beside the checkout, so there is nothing to measure against")
    return folder


@pytest.fixture(scope="session")
def gold(shared: Path) -> Path:
    """The folder of the gold corpora (``seeds/``, ``dev/``, ``score.py``)."""
    return shared / "gold"


@pytest.fixture(autouse=True)
def _rules_alone(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let tests of the rules of events hear the rules alone; what the encoder adds has its own (``test_heeding``)."""
    if request.module.__name__.rpartition(".")[2].startswith(_OF_RULES):
        monkeypatch.setattr("onrecord.meaning.events.find.sense", lambda text: None)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium as the machine has it; tests are skipped with a reason where there is none.

    While it runs nothing else in this thread may run an event loop: name it last among a test's fixtures.
    """
    path = next((found for name in CHROMIUMS if (found := shutil.which(name))), None)
    if path is None:
        pytest.skip("no Chromium on this machine (apt-get install --no-install-recommends chromium)")
    from playwright.sync_api import sync_playwright  # only what needs a browser loads what drives it

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        yield opened
        opened.close()
