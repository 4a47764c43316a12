"""What looking an entity up costs among 10,000 and among a million, in one run, and the ratio of the two.

python bench/entities_lookup.py [--few N] [--many N]: entities with made-up names in Latin, Cyrillic and Arabic letters
are kept as imported records are, in a small and a large ledger; then the same names are looked up in both by turns, by
words (`onrecord entities --name`), by key (as resolving does; more that sound alike are found among more) and by id.
Processor time, the median of all look-ups; each must find its entity. The rows are written
in bulk.
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

from sqlalchemy import Connection

from onrecord.core.entities import Profile
from onrecord.meaning.entities.across.keys import keys_of, sought_by
from onrecord.meaning.entities.across.resolving import MOST_UNDER_KEY
from onrecord.meaning.entities.world import state_codes
from onrecord.record.database.engine import Database
from onrecord.record.database.entity_schema import entity_key, entity_name, entity_node, entity_profile
from onrecord.record.database.folding import fold
from onrecord.record.ledger.book import EntityBook

SCRIPTS = (
    ("bdfgklmnprstvz", "aeiou"),
    ("бвгджзклмнпрстфхцчш", "аеиоу"),
    ("بتثجحدرزسشصطعفقكلمنه", "اوي"),
)
ASKED, WARM = 400, 40
BATCH = 20_000
NOTHING = (
    '{"names": [], "countries": [], "company": [], "offices": [], "days": [null, null], "source": "", "properties": {}}'
)


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
    """Read all that may be ``one``; raise ValueError where it is not among them."""
    found = book.load(dict.fromkeys(i for ids in book.under(sought_by(one), MOST_UNDER_KEY).values() for i in ids))
    if all(known.id != one.id for known in found):
        raise ValueError(one.name)


def by_id(book: EntityBook, one: Profile) -> None:
    """Look ``one`` up by its id."""
    book.profile(one.id)


def write(connection: Connection, some: Sequence[Profile]) -> None:
    """Write new entities as `EntityBook.keep` does, without asking what is known of them."""
    made = {"produced_by": "bench@1"}
    empty = {"company": (), "offices": "[]", "properties": "{}"}
    shared = [{"id": p.id, "schema": p.schema, "name": p.name, **made} for p in some]
    said = [{"names": p.names, "countries": p.countries, "source": p.source, **empty} for p in some]
    connection.execute(entity_profile.insert(), [a | b for a, b in zip(shared, said, strict=True)])
    connection.execute(entity_node.insert(), [a | {"profile": a["id"], "said": NOTHING} for a in shared])
    connection.execute(entity_name.insert(), [{"profile": p.id, "norm": fold(p.name), **made} for p in some])
    keys = sorted((key, p.id) for p in some for key in keys_of(p))
    connection.execute(entity_key.insert(), [{"key": k, "profile": i, **made} for k, i in keys])


def fill(database: Database, size: int) -> list[Profile]:
    """Keep ``size`` entities, the same first ones in every ledger, and return those to ask for."""
    chance, asked, start = random.Random(11), list[Profile](), time.perf_counter()
    with database.writing() as connection:
        for some in batched(people(chance, range(size)), BATCH):
            asked = asked or list(some[:ASKED])
            write(connection, some)
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
        asked = fill(small, args.few)
        fill(large, args.many)
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
