"""What importing lists of FollowTheMoney costs, and what a look-up costs among ever more entities, in one run.

python bench/entities_import.py [--sizes 1000,10000,100000,1000000] [--over N]: generated lists (``ftm_people``) are
taken in by `onrecord entities import`, each into a ledger of its own, in a process of its own whose time and memory are
told. Then the same records, which every list holds, are looked up in all ledgers by turns: by words, by key (as
resolving reads them), by mention (a report's own mention resolved) and by id. With ``--over`` a second list of N
records, a tenth of them of the first list under other ids, is taken in over the largest.
"""

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

from ftm_people import records
from onrecord.core.entities import Profile
from onrecord.core.records import Entity
from onrecord.meaning.entities.across.ftm import profile_of, read_lines
from onrecord.meaning.entities.across.keys import sought_by
from onrecord.meaning.entities.across.resolving import MOST_UNDER_KEY, resolve
from onrecord.record.database.engine import Database
from onrecord.record.ledger.book import EntityBook

ASKED, WARM = 240, 40
IMPORT = "import resource, sys; from onrecord.views.cli import main; code = 0\ntry: main(sys.argv[1:])\n"
IMPORT += "except SystemExit as end: code = end.code or 0\n"
IMPORT += "used = resource.getrusage(resource.RUSAGE_SELF)\n"
IMPORT += "print(f'{used.ru_utime + used.ru_stime:.0f} s of processor, {used.ru_maxrss // 1024} MB', file=sys.stderr)\n"
IMPORT += "sys.exit(code)"


def write(file: Path, size: int, seed: int, *, like: tuple[int, int] | None = None) -> None:
    """Write a list of ``size`` records that begins with those of ``ASKED`` which every list has; with ``like``, the
    size and seed of another list, a tenth of them are people of that under ids of this one."""
    with file.open("w", encoding="utf-8") as lines:
        for record in islice(records(ASKED, 99), 0 if like else min(ASKED, size)):
            lines.write(json.dumps(record, ensure_ascii=False) + "\n")
        for record in records(size - (0 if like else ASKED) - (size // 10 if like else 0), seed):
            lines.write(json.dumps(record, ensure_ascii=False) + "\n")
        for record in islice(records(like[0] - ASKED, like[1]), size // 10) if like else ():
            lines.write(json.dumps(record | {"id": f"again-{record['id']}"}, ensure_ascii=False) + "\n")


def take_in(file: Path, ledger: Path) -> None:
    """Import ``file`` into ``ledger`` and print what it cost."""
    start = time.perf_counter()
    command = [sys.executable, "-c", IMPORT, "entities", "import", str(file), "--ledger", str(ledger)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    cost = done.stderr.strip().splitlines()[-1]
    print(f"{done.stdout.splitlines()[0]}: {time.perf_counter() - start:.0f} s, {cost}", flush=True)


def by_words(book: EntityBook, one: Profile) -> bool:
    """Look ``one`` up by its name."""
    return any(found.id == one.id for found, _ in book.find(one.name, None, 200))


def by_key(book: EntityBook, one: Profile) -> bool:
    """Read all that may be ``one``."""
    found = book.load(dict.fromkeys(i for ids in book.under(sought_by(one), MOST_UNDER_KEY).values() for i in ids))
    return any(known.id == one.id for known in found)


def by_mention(book: EntityBook, one: Profile) -> bool:
    """Resolve a report's mention of ``one``."""
    said = Entity("e1", one.name, one.schema, next(iter(one.countries), None))
    mention = Profile(f"who-asked-{one.id}", one.schema, one.name, (one.name,), one.countries)
    return any(found.profile.id == one.id for found in resolve([("", said, mention)], book))


def by_id(book: EntityBook, one: Profile) -> bool:
    """Look ``one`` up by its id."""
    return book.profile(one.id).id == one.id


def look_up(ledgers: Sequence[Path], asked: Sequence[Profile]) -> None:
    """Print what each kind of look-up costs in each ledger."""
    books = [EntityBook(Database(path)) for path in ledgers]
    for ask in (by_words, by_key, by_mention, by_id):
        for one in asked[:WARM]:
            for book in books:
                ask(book, one)
        times, hits = list[list[float]](), 0
        for one in asked[WARM:]:
            spent = []
            for book in books:
                start = time.process_time()
                hits += ask(book, one)
                spent.append(time.process_time() - start)
            times.append(spent)
        middle = [statistics.median(column) * 1000 for column in zip(*times, strict=True)]
        told = ", ".join(f"{ms:.2f} ms ({ms / middle[0]:.2f})" for ms in middle)
        print(f"{ask.__name__:<11} {told}; found {hits / len(times) / len(books):.2f}", flush=True)


def main() -> int:
    """Print what imports and look-ups cost."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="1000,10000,100000,1000000")
    parser.add_argument("--over", type=int, default=0)
    args = parser.parse_args()
    sizes = [int(size) for size in args.sizes.split(",")]
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        for size in sizes:
            write(folder / f"{size}.json", size, 7)
            take_in(folder / f"{size}.json", folder / f"{size}.ledger")
        with (folder / f"{sizes[0]}.json").open(encoding="utf-8") as lines:
            first = read_lines(islice(lines, ASKED))
            asked = [p for line in first if (p := profile_of(line, f"{sizes[0]}.json", ())) is not None]
        look_up([folder / f"{size}.ledger" for size in sizes], asked)
        if args.over:
            write(folder / "over.json", args.over, 8, like=(sizes[-1], 7))
            take_in(folder / "over.json", folder / f"{sizes[-1]}.ledger")
    return 0


if __name__ == "__main__":
    sys.exit(main())
