"""A floor under the bodies of strangers' pages. Lowering it needs its reason in the commit."""

import importlib.util
from pathlib import Path

import pytest

FLOOR = 0.97


@pytest.mark.gold
def test_the_bodies_of_the_benchmarks_pages(root: Path, shared: Path) -> None:
    pytest.importorskip("trafilatura", reason="the benches' extra is not installed")
    folder = shared / "bench" / "zyte"
    if not folder.joinpath("ground-truth.json").is_file():
        pytest.skip("no pages of the benchmark beside the checkout")
    spec = importlib.util.spec_from_file_location("pages_zyte", root / "bench" / "pages_zyte.py")
    assert spec is not None and spec.loader is not None
    bench = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(bench)
    read = bench.READERS["onrecord"]
    pairs = [bench.measured(true, read(page)) for page, true in bench.load_pages(folder).values()]
    assert len(pairs) == 181
    assert bench.f_measure(pairs) >= FLOOR
