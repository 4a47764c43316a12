"""What resolving costs in processor time: against the parse, and as the number of known entities grows.

Resolving is both halves of it: the cast (who is who inside one report) and who of it is known across reports. The parse
is told twice: that of the ingest, which leaves out what nobody reads, and ``nlp.pipe`` of the full models, as whoever
uses spaCy by the book would run it. All are measured in turn in one process, and the best of several rounds counts.

python bench/entities_speed.py [--most N] [FOLDER]: FOLDER holds reports (default: the dev corpus); entities with
made-up names are added up to N (default 100,000; a million takes some minutes).
"""

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import batched
from pathlib import Path

from onrecord.config import Config
from onrecord.core.entities import Profile, Resolved
from onrecord.core.records import Entity, Report
from onrecord.language.lexicons import languages
from onrecord.language.models import load_full
from onrecord.language.parsing import parse_texts
from onrecord.meaning.entities.across.keys import keys_of
from onrecord.meaning.entities.across.resolving import resolve
from onrecord.meaning.entities.world import state_codes
from onrecord.pipeline.entities import resolve_reports
from onrecord.pipeline.folios import Folio
from onrecord.pipeline.ledger import open_ledger
from onrecord.pipeline.reading import cast, quotes
from onrecord.pipeline.running import uncollected
from onrecord.record.database.engine import Database
from onrecord.record.ledger import Store
from onrecord.record.ledger.book import EntityBook

ONSETS = (*"bdfgklmnprstvz", "sh", "kh", "gh", "dj", "ch", "br", "dr", "tr", "kr")
ENDS = ["", "n", "r", "l", "m", "s", "k", "t", "v", "ng"]
ASKED = 300


def made_name(chance: random.Random) -> str:
    """Return a name of two or three words that nobody bears."""
    words = []
    for _ in range(chance.choice((2, 2, 3))):
        parts = range(chance.choice((2, 2, 3)))
        words.append("".join(chance.choice(ONSETS) + chance.choice("aeiou") for _ in parts) + chance.choice(ENDS))
    return " ".join(w.capitalize() for w in words)


def people(count: int, chance: random.Random, start: int) -> Iterator[tuple[str, Entity, Profile]]:
    """Yield ``count`` mentions of made-up people of all countries."""
    codes = state_codes()
    for n in range(start, start + count):
        name, country = made_name(chance), chance.choice(codes)
        yield "", Entity(f"e{n}", name, "Person", country), Profile(f"who-{n}", "Person", name, (name,), (country,))


def growth(most: int) -> None:
    """Print what one mention costs to resolve beside ever more known entities."""
    chance = random.Random(7)
    with tempfile.TemporaryDirectory() as folder, Database(Path(folder) / "a.ledger") as database:
        book = EntityBook(database)
        known = 0
        for size in (s for s in (1_000, 10_000, 100_000, 1_000_000) if s <= most):
            for some in batched(people(size - known, chance, known), 2_000):
                new = [Resolved(said.id, said, keys_of(said), said=said) for _, _, said in some]
                book.keep(new, "bench@1")
            known = size
            asked = list(people(ASKED, chance, 10_000_000 + known))
            start = time.process_time()
            for one in batched(asked, 30):
                list(resolve(one, book))
            spent = (time.process_time() - start) / ASKED
            print(f"{size:>9} entities known: {spent * 1000:.2f} ms a mention")


def beside_parse(folder: Path, rounds: int) -> None:
    """Print the time that the cast, and resolving and keeping it, take beside the parse of the same reports."""
    # Before the light ones, which have numpy multiply their matrices: the full ones are to run as spaCy has them
    models = {base: load_full(base) for base in languages()}
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "a.ledger"
        with open_ledger(path) as ledger:
            ledger.ingest([folder], jobs=1)
            reports = [r for r in ledger.reports() if (r.language or "").partition("-")[0] in languages()]
        by_language = {base: [r for r in reports if _base(r) == base] for base in sorted({_base(r) for r in reports})}
        folios: list[Folio] = []

        def light() -> None:
            folios.clear()
            for base, some in by_language.items():
                parses = parse_texts([r.text for r in some], base)
                folios.extend(
                    Folio(r.file or "", r.sha256 or "", report=r, parse=p) for r, p in zip(some, parses, strict=True)
                )

        def full() -> None:
            for base, some in by_language.items():
                for _ in models[base].pipe(r.text for r in some):
                    pass

        def inside() -> None:
            # As the ingest runs its stages
            with uncollected():
                cast(quoted, Config())

        light()
        quoted = quotes(folios, Config())
        ids = [r.id for r in reports]
        works: dict[str, Callable[[], float | None]] = {
            "full": full,
            "light": light,
            "inside": inside,
            "across": partial(resolving, path, ids),
        }
        for work in works.values():
            work()  # loads the models and the tables
        took = {name: min(_took(work) for _ in range(rounds)) for name, work in works.items()}
    for name, said in (("full", "nlp.pipe of the full models"), ("light", "the parse of the ingest")):
        print(f"{said}: {took[name] / len(ids) * 1000:.2f} ms a report")
        for part, told in (("inside", "cast"), ("across", "across reports")):
            print(f"    {told}: {took[part] / len(ids) * 1000:.2f} ms, {took[part] / took[name]:.1%} of it")
        print(f"    both: {(took['inside'] + took['across']) / took[name]:.1%} of it")


def _base(report: Report) -> str:
    return (report.language or "").partition("-")[0]


def _took(work: Callable[[], float | None]) -> float:
    """Return the seconds of the processor that ``work`` took, by its own word where it has one."""
    start = time.process_time()
    told = work()
    return time.process_time() - start if told is None else told


def resolving(path: Path, reports: Sequence[str]) -> float:
    """Return the seconds that the stage takes on ``reports`` when nothing is known yet."""
    store = Store(path)
    with tempfile.TemporaryDirectory() as place, Database(Path(place) / "b.ledger") as empty:
        book = EntityBook(empty)
        # Statements are compiled once for an open ledger, however many reports follow.
        store.entities.keep(list(resolve_reports(store, book, reports[:4], Config())), "bench@1")
        # As the ingest runs its stages
        start = time.process_time()
        with uncollected():
            found = list(resolve_reports(store, book, reports, Config()))
            store.entities.keep(found, "bench@1")
        spent = time.process_time() - start
    store.close()
    return spent


def main() -> int:
    """Print both."""
    parser = argparse.ArgumentParser(description=__doc__)
    default = Path(__file__).parents[2] / "shared" / "gold" / "dev" / "reports"
    parser.add_argument("folder", nargs="?", type=Path, default=default)
    parser.add_argument("--most", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=3, help="how often each is measured; the best counts")
    args = parser.parse_args()
    if args.folder.is_dir():
        beside_parse(args.folder, args.rounds)
    growth(args.most)
    return 0


if __name__ == "__main__":
    sys.exit(main())
