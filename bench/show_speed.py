"""How long each filter of `onrecord show` takes on a large ledger: python bench/show_speed.py LEDGER

LEDGER is one that `python bench/page_speed.py --keep LEDGER` has made. For each filter the first fifty entries are read
as `show --limit 50` reads them, and counted in all; milliseconds of processor time, the ledger opened for it alone (as
the command does), and in one that stays open, the best of three.
"""

import argparse
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from onrecord.pipeline.asking import entry_filter
from onrecord.pipeline.ledger import Ledger, open_ledger

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
    "tier": {"tier": "candidate"},
    "context": {"context": "military"},
    "state": {"state": "part delivered"},
    "type, actor, since": {"type": "AID", "actor": "AKL", "since": "2017"},
    "seven at once": {
        "type": "AID", "stage": "done", "actor": "AKL", "since": "2016", "until": "2020", "origins": "1",
        "language": "en",
    },
}  # fmt: skip


def shown(ledger: Ledger, asked: Mapping[str, str]) -> int:
    """Read the first fifty entries as `show` does; return how many there are in all."""
    page = ledger.search(entry_filter(**asked), limit=50)
    list(ledger.accounts(ledger.found(page)))
    return page.total


def opened(path: Path, asked: Mapping[str, str]) -> int:
    """Do so in a ledger opened for it alone."""
    with open_ledger(path) as ledger:
        return shown(ledger, asked)


def timed(act: Callable[[], int]) -> tuple[float, int]:
    """Return the processor's milliseconds of the quickest of three, and what it returned."""
    spent, found = [], 0
    for _ in range(3):
        begun = time.process_time()
        found = act()
        spent.append(1000 * (time.process_time() - begun))
    return min(spent), found


def main() -> None:
    """Ask each filter both ways, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("ledger", type=Path)
    path = parser.parse_args().ledger
    sys.stdout.write(f"{'filter':<28}{'opened':>8}{'open':>8}{'entries':>9}\n")
    with open_ledger(path) as ledger:
        for name, asked in ASKED.items():
            alone, found = timed(lambda asked=asked: opened(path, asked))  # type: ignore[misc]
            kept, _ = timed(lambda asked=asked: shown(ledger, asked))  # type: ignore[misc]
            sys.stdout.write(f"{name:<28}{alone:>8.1f}{kept:>8.1f}{found:>9}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
