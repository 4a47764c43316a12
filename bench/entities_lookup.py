"""What looking an entity up costs among 10,000 and among a million, in one run, and the ratio of the two.

python bench/entities_lookup.py [--few N] [--many N]: entities with made-up names in Latin, Cyrillic and Arabic letters
are kept as imported records are, in a small and a large ledger; then the same names are looked up in both by turns, by
words (`onrecord entities --name`), by key (as resolving does; more that sound alike are found among more) and by id.
Processor time, the median of all look-ups.
"""

import argparse
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
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
ASKED, WARM = 400, 40
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


def spent(ask: Callable[[EntityBook, Profile], object], book: EntityBook, one: Profile) -> float:
    """Return the seconds of processor time that one look-up takes."""
    start = time.process_time()
    ask(book, one)
    return time.process_time() - start


def by_words(book: EntityBook, one: Profile) -> None:
    """Look ``one`` up by its name; raise ValueError where it is not found."""
    if all(found.id != one.id for found, _ in book.find(one.name, None, 200)):
        raise ValueError(one.name)


def by_key(book: EntityBook, one: Profile) -> None:
    """Read all that may be ``one``."""
    list(book.load(i for ids in book.under(keys_of(one), 50).values() for i in ids))


def by_id(book: EntityBook, one: Profile) -> None:
    """Look ``one`` up by its id."""
    book.profile(one.id)


def fill(book: EntityBook, size: int) -> list[Profile]:
    """Keep ``size`` entities, the same first ones in every ledger, and return those to ask for."""
    chance, asked, start = random.Random(11), list[Profile](), time.perf_counter()
    for some in batched(people(chance, range(size)), BATCH):
        book.keep([Resolved(p.id, p, keys_of(p), said=p) for p in some], "bench@1")
        asked = asked or list(some[:ASKED])
    print(f"{size:>9} entities kept in {time.perf_counter() - start:.0f} s", flush=True)
    return asked


def main() -> int:
    """Print what a look-up costs in both, and the ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--few", type=int, default=10_000)
    parser.add_argument("--many", type=int, default=1_000_000)
    args = parser.parse_args()
    with (
        tempfile.TemporaryDirectory() as folder,
        Database(Path(folder) / "few.ledger") as small,
        Database(Path(folder) / "many.ledger") as large,
    ):
        few, many = EntityBook(small), EntityBook(large)
        asked = fill(few, args.few)
        fill(many, args.many)
        for ask in (by_words, by_key, by_id):
            for one in asked[:WARM]:
                ask(few, one)
                ask(many, one)
            times = [(spent(ask, few, one), spent(ask, many, one)) for one in asked[WARM:]]
            low, high = (statistics.median(column) * 1000 for column in zip(*times, strict=True))
            print(f"{ask.__name__:<9} {low:.2f} ms and {high:.2f} ms, ratio {high / low:.2f}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
