"""Reports per second of ``ingest`` against the parsers alone: ``python bench/ingest_speed.py [FOLDER ...]``.

The same reports go twice through this process: their clean texts through ``nlp.pipe`` of the full models, as whoever
uses spaCy by the book would, and the raw files through ``ingest`` into a new ledger (reading, dating, parsing,
statements, events, storing). Both run in one process with the models loaded and warm; rounds alternate, and the best
of each counts, which shuts out what else the machine does. The ratio says what onrecord's reading costs over, or saves
under, the parse that it rests on.
"""

import argparse
import tempfile
from collections import defaultdict
from collections.abc import Callable, Sequence
from importlib.resources import files
from pathlib import Path
from time import perf_counter

from onrecord import open_ledger, read_report
from onrecord.language.lexicons import languages
from onrecord.language.models import load_full

ROOT = Path(__file__).resolve().parent.parent
GOLD = ROOT.parent / "shared" / "gold"


def folders(asked: Sequence[Path]) -> list[Path]:
    """Return the folders to read: those asked for, else the demo's reports and the gold corpora where they are."""
    if asked:
        return list(asked)
    demo = Path(str(files("onrecord.views.demo").joinpath("reports")))
    return [demo, *(f for f in (GOLD / "seeds" / "reports", GOLD / "dev" / "reports") if f.is_dir())]


def texts_by_language(paths: Sequence[Path]) -> dict[str, list[str]]:
    """Return the clean texts of the reports in ``paths`` by their language; those in no known language are left out."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    known = languages()
    for path in paths:
        report = read_report(path.read_bytes())
        base = (report.language or "").partition("-")[0]
        if base in known and report.text.strip():
            found[base].append(report.text)
    return dict(found)


def seconds(work: Callable[[], object]) -> float:
    """Return how long ``work`` takes."""
    started = perf_counter()
    work()
    return perf_counter() - started


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print reports per second of both, and the ratio."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", type=Path, help="folders of reports (the demo's and the gold ones)")
    parser.add_argument("--rounds", type=int, default=3, help="how often each is measured; the best counts")
    parser.add_argument("--jobs", type=int, default=1, help="processes that ingest may use (1: as nlp.pipe does)")
    asked = parser.parse_args(arguments)
    paths = sorted(p for folder in folders(asked.folders) for p in folder.iterdir() if p.is_file())
    texts = texts_by_language(paths)
    models = {language: load_full(language) for language in texts}

    def parse() -> None:
        for language, held in texts.items():
            for _ in models[language].pipe(held):
                pass

    def ingest() -> None:
        with tempfile.TemporaryDirectory() as folder, open_ledger(Path(folder) / "bench.ledger") as ledger:
            ledger.ingest(paths, jobs=asked.jobs)

    parse()
    ingest()
    rounds = [(seconds(parse), seconds(ingest)) for _ in range(asked.rounds)]
    parsed = sum(map(len, texts.values())) / min(p for p, _ in rounds)
    ingested = len(paths) / min(i for _, i in rounds)
    counts = ", ".join(f"{language} {len(held)}" for language, held in sorted(texts.items()))
    print(f"reports             {len(paths)} ({counts})")
    print(f"nlp.pipe, full      {parsed:6.2f} reports/s")
    print(f"ingest, jobs={asked.jobs}      {ingested:6.2f} reports/s")
    print(f"ratio               {ingested / parsed:6.2f}")


if __name__ == "__main__":
    main()
