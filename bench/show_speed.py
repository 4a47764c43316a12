"""How long each filter of `onrecord show` takes on a large ledger: python bench/show_speed.py LEDGER [--pairs]

LEDGER is one that `python bench/page_speed.py --keep LEDGER` has made. For each filter the first fifty entries are read
as `show --limit 50` reads them, and counted in all; milliseconds of processor time, the ledger opened for it alone (as
the command does), and in one that stays open, the best of three. What Python takes to start and to load the program
comes on top of each command, whatever the ledger. With ``--pairs`` also every two of the filters together and every
filter in every order, opened once for each: the slowest are printed, and how many took longer than 100 ms.
"""

import argparse
import sys
import time
from collections.abc import Callable, Mapping
from itertools import combinations
from pathlib import Path
from typing import get_args

from onrecord.pipeline.asking import entry_filter
from onrecord.pipeline.ledger import Ledger, open_ledger
from onrecord.record.ledger import Sort

ASKED: Mapping[str, Mapping[str, str]] = {
    "all": {},
    "type": {"type": "AID"},
    "stage": {"stage": "done"},
    "actor": {"actor": "AKL"},
    "recipient": {"recipient": "BML"},
    "item, a noun": {"item": "wheat"},
    "item, a category": {"item": "food"},
    "since": {"since": "2018"},
    "until": {"until": "2018-05"},
    "a week": {"since": "2017-03-02", "until": "2017-03-09"},
    "text, a rare word": {"text": "w7777"},
    "text, the most common word": {"text": "w0001"},
    "text, two common words": {"text": "w0001 w0002"},
    "text, a phrase": {"text": '"w0001 w0002"'},
    "outlet": {"outlet": "Post 17"},
    "language": {"language": "en"},
    "origins": {"origins": "3"},
    "conflict": {"conflict": "any"},
    "no conflict": {"conflict": "none"},
    "first told by": {"first": "Post 17"},
    "tier": {"tier": "candidate"},
    "context": {"context": "military"},
    "state": {"state": "part delivered"},
    "type, actor, since": {"type": "AID", "actor": "AKL", "since": "2017"},
    "seven at once": {
        "type": "AID", "stage": "done", "actor": "AKL", "since": "2016", "until": "2020", "origins": "1",
        "language": "en",
    },
}  # fmt: skip


_SORT: Sort = "day"
_MOST = 100.0
_PRINTED = 12


def shown(ledger: Ledger, asked: Mapping[str, str], sort: Sort = "day") -> int:
    """Read the first fifty entries as `show` does; return how many there are in all."""
    page = ledger.search(entry_filter(**asked), sort=sort, limit=50)
    list(ledger.outlines(ledger.found(page), most=1))
    return page.total


def opened(path: Path, asked: Mapping[str, str], sort: Sort = "day") -> int:
    """Do so in a ledger opened for it alone."""
    with open_ledger(path) as ledger:
        return shown(ledger, asked, sort)


def timed(act: Callable[[], int]) -> tuple[float, int]:
    """Return the processor's milliseconds of the quickest of three, and what it returned."""
    spent, found = [], 0
    for _ in range(3):
        begun = time.process_time()
        found = act()
        spent.append(1000 * (time.process_time() - begun))
    return min(spent), found


def together(path: Path) -> None:
    """Ask every two filters at once, and each filter in every order, each in a ledger opened for it; print the slowest
    and how many were slow."""
    pairs = [(a, b) for a, b in combinations(ASKED, 2) if not ASKED[a].keys() & ASKED[b].keys()]
    asked: list[tuple[str, Mapping[str, str], Sort]] = [
        (f"{a} + {b}", {**ASKED[a], **ASKED[b]}, _SORT) for a, b in pairs
    ]
    orders: tuple[Sort, ...] = get_args(Sort)
    asked += [(f"{name}, by {sort}", ASKED[name], sort) for name in ASKED for sort in orders if sort != _SORT]
    took = []
    for name, filters, sort in asked:
        begun = time.process_time()
        count = opened(path, filters, sort)
        spent = 1000 * (time.process_time() - begun)
        if spent > _MOST:  # once more: what else runs on the machine may have taken its part
            spent, _ = timed(lambda filters=filters, sort=sort: opened(path, filters, sort))  # type: ignore[misc]
        took.append((spent, name, count))
    took.sort(reverse=True)
    slow = sum(spent > _MOST for spent, _, _ in took)
    sys.stdout.write(f"\n{len(took)} asked opened anew, {slow} over {_MOST:.0f} ms; the slowest:\n")
    for spent, name, count in took[:_PRINTED]:
        sys.stdout.write(f"{name:<58}{spent:>8.1f}{count:>9}\n")


def main() -> None:
    """Ask each filter both ways, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("ledger", type=Path)
    parser.add_argument("--pairs", action="store_true", help="also every two filters, and every order")
    given = parser.parse_args()
    path = given.ledger
    sys.stdout.write(f"{'filter':<28}{'opened':>8}{'open':>8}{'entries':>9}\n")
    with open_ledger(path) as ledger:
        for name, asked in ASKED.items():
            alone, found = timed(lambda asked=asked: opened(path, asked))  # type: ignore[misc]
            kept, _ = timed(lambda asked=asked: shown(ledger, asked))  # type: ignore[misc]
            sys.stdout.write(f"{name:<28}{alone:>8.1f}{kept:>8.1f}{found:>9}\n")
            sys.stdout.flush()
    if given.pairs:
        together(path)


if __name__ == "__main__":
    main()
