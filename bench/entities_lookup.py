"""What looking an entity up costs among 10,000 and among a million, in one run, and the ratio of the two.

python bench/entities_lookup.py [--few N] [--many N]: entities with made-up names in Latin, Cyrillic and Arabic letters
are kept as imported records are, up to each number; then the same number of names is looked up among them by words
(`onrecord entities --name`), by key (as resolving does) and by id. Processor time, the median of all look-ups.
"""

import argparse
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import batched
from pathlib import Path

from onrecord.core.entities import Profile, Resolved
from onrecord.meaning.entities.across.resolving import keys_of
from onrecord.meaning.entities.world import state_codes
from onrecord.record.database.engine import Database
from onrecord.record.ledger.book import EntityBook

SCRIPTS = (
    ("bdfgklmnprstvz", "aeiou"),
    ("бвгджзклмнпрстфхцчш", "аеиоу"),
    ("بتثجحدرزسشصطعفقكلمنه", "اوي"),
)
ASKED = 400
BATCH = 5_000


def made_name(chance: random.Random) -> str:
    """Return a name of two or three words that nobody bears, in one of the scripts."""
    onsets, vowels = chance.choice(SCRIPTS)
    words = []
    for _ in range(chance.choice((2, 2, 3))):
        parts = range(chance.choice((3, 3, 4)))
        words.append("".join(chance.choice(onsets) + chance.choice(vowels) for _ in parts).capitalize())
    return " ".join(words)


def people(chance: random.Random, numbers: range) -> Iterator[Profile]:
    """Yield a made-up person of some country for each of ``numbers``."""
    codes = state_codes()
    for n in numbers:
        name = made_name(chance)
        yield Profile(f"who-{n}", "Person", name, (name,), (chance.choice(codes),), source="made up")


def middle(ask: Callable[[Profile], object], asked: Sequence[Profile]) -> float:
    """Return the median seconds of processor time that one look-up takes."""
    spent = []
    for one in asked:
        start = time.process_time()
        ask(one)
        spent.append(time.process_time() - start)
    return statistics.median(spent)


def measured(book: EntityBook, asked: Sequence[Profile]) -> dict[str, float]:
    """Return the seconds of one look-up, by way of looking up."""

    def by_words(one: Profile) -> None:
        if all(found.id != one.id for found, _ in book.find(one.name, None, 200)):
            raise ValueError(one.name)

    ways: dict[str, Callable[[Profile], object]] = {
        "words": by_words,
        "key": lambda one: list(book.load(i for ids in book.under(keys_of(one), 50).values() for i in ids)),
        "id": lambda one: book.profile(one.id),
    }
    for way in ways.values():
        middle(way, asked[:20])
    return {name: middle(way, asked) for name, way in ways.items()}


def main() -> int:
    """Print both and the ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--few", type=int, default=10_000)
    parser.add_argument("--many", type=int, default=1_000_000)
    args = parser.parse_args()
    chance, asked, known = random.Random(11), list[Profile](), 0
    found: list[dict[str, float]] = []
    with tempfile.TemporaryDirectory() as folder, Database(Path(folder) / "a.ledger") as database:
        book = EntityBook(database)
        for size in (args.few, args.many):
            start = time.perf_counter()
            for some in batched(people(chance, range(known, size)), BATCH):
                book.keep([Resolved(p.id, p, keys_of(p), said=p) for p in some], "bench@1")
                asked = asked or list(some[:ASKED])
            print(f"{size:>9} entities kept, {size - known} in {time.perf_counter() - start:.0f} s", flush=True)
            known = size
            found.append(measured(book, asked))
            print("          " + ", ".join(f"by {w} {s * 1000:.2f} ms" for w, s in found[-1].items()), flush=True)
    print("ratio     " + ", ".join(f"by {way} {found[1][way] / found[0][way]:.2f}" for way in found[0]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
