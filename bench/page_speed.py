"""How long the page takes on a large ledger: python bench/page_speed.py [MENTIONS] [--keep FILE] [--most MS].

A ledger is generated (ten events a report, about three an act: see search.py), of fifty thousand mentions at most; a
larger one is that many times the same under other ids, copied row by row, with a statement to every tenth event. Every
fifth report is a copy, every second has an issue, every tenth act of aid belongs to a promise. Then every kind of page
is asked for through the application itself, without a network between. ``busy`` is the processor's time, which is what
a machine with nothing else to do takes. Exit status 1 where that is over ``--most``.
"""

import argparse
import sqlite3
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from itertools import pairwise
from pathlib import Path
from statistics import median

from starlette.testclient import TestClient

from onrecord.core.ids import make_id
from onrecord.core.issues import Issue
from onrecord.core.lineage import Link, Placement, Shown
from onrecord.core.records import Amount, Commitment
from onrecord.core.spans import Span
from onrecord.pipeline.ledger import Ledger, open_ledger
from onrecord.record.ledger import EntryFilter, StageMark, Store
from onrecord.record.ledger.bits import PIECE
from onrecord.views.web.app import build_app
from onrecord.views.web.settings import Settings
from search import fill

_TIMES = 7
_MOST_GENERATED = 50_000
_COPIED = (
    "raw", "report", "fulltext", "mention", "event", "statement", "evidence", "party", "item", "entry", "entry_mention",
    "conflict", "entry_version", "entry_line", "entry_bits", "entry_piece",
    "report_line", "statement_line", "commitment", "commitment_entry", "commitment_amount", "lineage", "lineage_link",
    "lineage_evidence", "issue",
)  # fmt: skip
_NAMING = frozenset(
    {"id", "sha256", "report", "mention", "entry", "statement", "commitment", "parent", "parent_report"}
)
_PIECES = frozenset({"entry_bits", "entry_piece"})
_APART = PIECE * 128
"""How far the numbers of two copies are apart: more than any table of one copy has rows."""


def relate(store: Store) -> None:
    """Make every fifth report a copy of the one before it, and every tenth act of aid one of a promise."""
    reports = store.find_reports()
    shown = (Shown("passages", 0.9, Span(0, 200), Span(0, 200)),)
    placements = [
        Placement(one, (), (), (Link(one, before, "reprint", False, 1.2, shown),) if n % 5 == 0 else ())
        for n, (before, one) in enumerate(pairwise(reports))
    ]
    aid = store.find_entries(EntryFilter(type="AID"))
    promises = []
    for n in range(0, len(aid) - 1, 20):
        whole, part = (Amount("wheat", "food", low, low, "t") for low in (500, 200 + n % 300))
        key = make_id("commitment", aid[n])
        promises.append(Commitment(key, (aid[n], aid[n + 1]), "part delivered", (whole,), (part,)))
    said = ("dating", "dating.weekday", "The date line 'x' names 'y', but z is another weekday.", "Check it.")
    issues = [Issue(*said, file=f"{one}.txt", report=one) for one in reports[::2]]
    with store.writing() as writer:
        writer.add_issues(issues)
        run = writer.begin_run("bench", "{}")
        writer.keep_placements(placements, [], StageMark("lineage", 1, ""), run)
        writer.keep_found(promises, [], StageMark("commitments", 1, ""), run)


def multiply(path: Path, times: int) -> None:
    """Write the ledger's rows ``times`` times, each copy under other ids, and its indexes with them."""
    with closing(sqlite3.connect(path, isolation_level=None)) as base:
        for pragma in ("foreign_keys = OFF", "synchronous = OFF", "journal_mode = OFF", "cache_size = -400000"):
            base.execute(f"PRAGMA {pragma}")
        triggers = base.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _ in triggers:
            base.execute(f"DROP TRIGGER {name}")
        _say(base)
        for copy in range(1, times):
            for table in _COPIED:
                base.execute(_copying(base, table, copy))
        base.execute("UPDATE entry_term SET entries = entries * ?", (times,))
        for table in ("fulltext", "entry_line", "evidence"):
            base.execute(f"INSERT INTO {table}_words({table}_words) VALUES ('rebuild')")
        for _, sql in triggers:
            base.execute(sql)
        base.execute("ANALYZE")


def _say(base: sqlite3.Connection) -> None:
    """Make a statement of every tenth event: its evidence as what is said, its first actor as who says it."""
    every = "SELECT id, report, position FROM mention WHERE kind = 'event' AND rowid % 10 = 0"
    base.execute(f"INSERT INTO mention SELECT 'stm-' || id, report, 'statement', position, 'bench@1' FROM ({every})")
    base.execute(
        "INSERT INTO statement (id, form, speaker, speaker_text, country, chain, norm, produced_by) "
        "SELECT m.id, 'indirect', p.name, p.text, p.country, '[]', p.norm, 'bench@1' FROM mention m "
        "JOIN party p ON p.mention = substr(m.id, 5) AND p.field = 'actor' AND p.position = 0 "
        "WHERE m.kind = 'statement'"
    )
    base.execute(
        "INSERT INTO evidence (mention, field, position, start, stop, words, norm, produced_by) "
        "SELECT m.id, 'content', 0, e.start, e.stop, e.words, e.norm, 'bench@1' FROM mention m "
        "JOIN evidence e ON e.mention = substr(m.id, 5) AND e.field = 'evidence' WHERE m.kind = 'statement'"
    )


def _copying(base: sqlite3.Connection, table: str, copy: int) -> str:
    """Return the statement that copies the first rows of ``table``: texts that name something get an ending, numbers
    that do are shifted."""
    columns = [(str(row[1]), str(row[2]), bool(row[5])) for row in base.execute(f"PRAGMA table_info({table})")]
    taken = []
    for name, kind, key in columns:
        if kind == "TEXT" and name in _NAMING and (name != "id" or key):
            taken.append(f"{name} || '.{copy}'")
        elif kind == "INTEGER" and name == "id":
            taken.append(f"{name} + {copy * _APART}")
        elif name == "piece":
            taken.append(f"{name} + {copy * _APART // PIECE}")
        else:
            taken.append(name)
    first = f"piece < {_APART // PIECE}" if table in _PIECES else f"{columns[0][0]} NOT GLOB '*.[0-9]*'"
    if columns[0][1] == "INTEGER" and table not in _PIECES:
        first = f"{columns[0][0]} < {_APART}"
    return f"INSERT INTO {table} SELECT {', '.join(taken)} FROM {table} WHERE {first}"


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
    yield "list, by type, far on", "/entries?type=AID&page=900"
    yield "list, by origins, far on", "/entries?stage=done&sort=-origins&page=700"
    yield "list, conflicts", "/entries?conflict=any&origins=3&sort=-origins"
    yield "entry", f"/entries/{entry}"
    yield "reports", "/reports"
    yield "statements", "/statements"
    yield "statements, common word", "/statements?about=w0001"
    yield "statements, by speaker", "/statements?speaker=AKL"
    yield "statements, far on", "/statements?about=w0001&page=300"
    yield "timeline", "/timeline"
    yield "timeline, by actor", "/timeline?actor=AKL"
    yield "timeline, by month", "/timeline?since=2016-05-17&until=2017-09-03"
    yield "timeline, few acts", "/timeline?actor=AKL&recipient=BML&since=2016"
    yield "promises", "/promises"
    yield "promises, far on", "/promises?page=60"
    yield "promises, by actor", "/promises?actor=AKL"
    yield "who with whom", "/matrix"
    yield "who with whom, by type", "/matrix?type=AID&since=2016-05-17"
    yield "outlets", "/outlets"
    yield "outlets, by type", "/outlets?type=AID&page=3"
    yield "outlet", "/outlets/Post%2017"
    yield "reports, far on", "/reports?page=1500"
    yield "reports, rare word", "/reports?text=w7777"
    yield "reports, common word", "/reports?text=w0001"
    yield "report", f"/reports/{report}"
    yield "issues", "/issues"
    yield "review", "/review"
    yield "review, far on", "/review?skip=20000"
    yield "entries as JSON", "/api/entries?type=AID"
    yield "statements as JSON", "/api/statements?about=w0001"
    yield "timeline as JSON", "/api/timeline?type=AID"
    yield "promises as JSON", "/api/promises"
    yield "who with whom as JSON", "/api/matrix?type=AID"
    yield "outlets as JSON", "/api/outlets"


def timed(client: TestClient, address: str) -> tuple[float, float, float]:
    """Return the milliseconds of the first answer, the median of those after it, and the processor's time of one."""
    spent, worked = [], []
    for _ in range(_TIMES):
        begun, busy = time.perf_counter(), time.process_time()
        answer = client.get(address)
        spent.append(1000 * (time.perf_counter() - begun))
        worked.append(1000 * (time.process_time() - busy))
        if answer.status_code != 200:
            raise SystemExit(f"{address}: {answer.status_code}")
    return spent[0], median(spent[1:]), median(worked[1:])


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
            fill(store, min(asked.mentions, _MOST_GENERATED))
            relate(store)
            store.close()
            if asked.mentions > _MOST_GENERATED:
                multiply(path, -(-asked.mentions // _MOST_GENERATED))
        with open_ledger(path) as ledger:
            sys.stdout.write(f"{ledger.counts()}, {path.stat().st_size / 1e6:.0f} MB\n")
            sys.stdout.write(f"{'page':<28}{'first':>8}{'then':>8}{'busy':>8}  (ms)\n")
            client = TestClient(build_app(ledger, Settings(hosts=("testserver",))))
            client.get("/entries")
            ledger.warm()  # as `onrecord serve` does while it waits for the first reader
            for name, address in pages(ledger):
                first, then, busy = timed(client, address)
                slow += busy > asked.most
                sys.stdout.write(
                    f"{name:<28}{first:>8.1f}{then:>8.1f}{busy:>8.1f}{'  slow' if busy > asked.most else ''}\n"
                )
                sys.stdout.flush()
    return 1 if slow else 0


if __name__ == "__main__":
    sys.exit(main())
