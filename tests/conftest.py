"""What several tests need: where the checkout is, and the gold corpora beside it."""

from pathlib import Path

import pytest
from hypothesis import settings

# How long an example takes says more of the machine than of the code: it is never what fails a test.
settings.register_profile("onrecord", deadline=None)
settings.load_profile("onrecord")

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout's folder."""
    return ROOT


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
