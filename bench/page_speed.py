"""How long the page takes on a large ledger: python bench/page_speed.py [MENTIONS] [--keep FILE] [--most MS].

A ledger is generated (ten mentions a report, about three mentions an act: see search.py), then every kind of page is
asked for through the application itself, without a network between. Exit status 1
where one takes longer than ``--most``.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from starlette.testclient import TestClient

from onrecord.pipeline.ledger import Ledger, open_ledger
from onrecord.record.ledger import EntryFilter, Store
from onrecord.views.web.app import build_app
from onrecord.views.web.settings import Settings
from search import fill

_TIMES = 7


def pages(ledger: Ledger) -> Iterator[tuple[str, str]]:
    """Yield what each kind of page is called and an address of it."""
    total = ledger.search(EntryFilter(), limit=1).total
    entry = ledger.search(EntryFilter(conflict="any"), sort="-origins", limit=1).entries[0]
    told = next(iter(ledger.accounts(ledger.casework.entries([entry]))))
    report = next(iter(told.reports))
    yield "list", "/entries"
    yield "list, last page", f"/entries?page={max(1, total // 50)}"
    yield "list, newest first", "/entries?sort=-day"
    yield "list, by type and stage", "/entries?type=AID&stage=done"
    yield "list, by actor and dates", "/entries?actor=AKL&since=2016-05-17&until=2021-09-03"
    yield "list, by outlet", "/entries?outlet=Post+17"
    yield "list, rare word", "/entries?text=w7777"
    yield "list, common word", "/entries?text=w0001"
    yield "list, conflicts", "/entries?conflict=any&origins=3&sort=-origins"
    yield "entry", f"/entries/{entry}"
    yield "reports", "/reports"
    yield "reports, far on", "/reports?page=1500"
    yield "reports, rare word", "/reports?text=w7777"
    yield "report", f"/reports/{report}"
    yield "review", "/review"
    yield "review, far on", "/review?skip=20000"
    yield "entries as JSON", "/api/entries?type=AID"


def timed(client: TestClient, address: str) -> tuple[float, float]:
    """Return the milliseconds of the first answer and the median of those after it."""
    spent = []
    for _ in range(_TIMES):
        begun = time.perf_counter()
        answer = client.get(address)
        spent.append(1000 * (time.perf_counter() - begun))
        if answer.status_code != 200:
            raise SystemExit(f"{address}: {answer.status_code}")
    return spent[0], median(spent[1:])


def main() -> int:
    """Fill, ask, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("mentions", nargs="?", type=int, default=1_000_000)
    parser.add_argument("--keep", type=Path, help="keep (or use again) the ledger in this file")
    parser.add_argument("--most", type=float, default=100.0, metavar="MS", help="the longest that a page may take")
    asked = parser.parse_args()
    slow = 0
    with tempfile.TemporaryDirectory() as folder:
        path = asked.keep or Path(folder) / "bench.ledger"
        if not path.exists():
            store = Store(path)
            fill(store, asked.mentions)
            store.close()
        with open_ledger(path) as ledger:
            sys.stdout.write(
                f"{ledger.counts()}, {path.stat().st_size / 1e6:.0f} MB\n{'page':<28}{'first':>8}{'then':>8}  (ms)\n"
            )
            client = TestClient(build_app(ledger, Settings(hosts=("testserver",))))
            client.get("/entries")
            for name, address in pages(ledger):
                first, then = timed(client, address)
                slow += then > asked.most
                sys.stdout.write(f"{name:<28}{first:>8.1f}{then:>8.1f}{'  slow' if then > asked.most else ''}\n")
                sys.stdout.flush()
    return 1 if slow else 0


if __name__ == "__main__":
    sys.exit(main())
