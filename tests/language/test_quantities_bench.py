"""Floors under find_quantities on the public benchmarks beside the checkout."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

FLOORS = {
    "English/Currency": 0.98,
    "English/Dimension": 0.96,
    "French/Currency": 0.98,
    "French/Dimension": 0.98,
    "quantulum3": 0.94,
}
_LINE = re.compile(r"(?m)^(\S+)\s+([\d.]+) of \d+ cases; set aside \d+ of \d+ \((\d+)%\)$")


@pytest.fixture(scope="module")
def measured(shared: Path, root: Path) -> dict[str, tuple[float, int]]:
    """The value of each part and the percentage of its cases that is set aside."""
    if not (shared / "bench" / "recognizers").is_dir():
        pytest.skip("no benchmarks beside the gold corpora")
    program = root / "bench" / "when_and_how_much.py"
    told = subprocess.run(
        [sys.executable, str(program), str(shared), "--quick"], capture_output=True, text=True, check=True
    ).stdout
    return {name: (float(value), int(aside)) for name, value, aside in _LINE.findall(told)}


@pytest.mark.gold
@pytest.mark.parametrize("part", FLOORS)
def test_a_benchmark_is_not_under_its_floor(measured: dict[str, tuple[float, int]], part: str) -> None:
    value, aside = measured[part]
    assert aside < 25
    assert value >= FLOORS[part]
