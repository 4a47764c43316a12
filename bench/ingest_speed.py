"""Reports per second of ``ingest`` against the parsers alone: ``python bench/ingest_speed.py [FOLDER ...]``.

The same reports go twice through this process: their clean texts through ``nlp.pipe`` of the full models, as whoever
uses spaCy by the book would, and the raw files through ``ingest`` into a new ledger (reading, dating, parsing,
statements, events, storing, joining). Both run in one process with the models loaded and warm; rounds alternate, and
the best of each counts, which shuts out what else the machine does. The encoder of acts runs on a thread of its own:
its processor time counts in the stages beside it. The ratio says what onrecord's reading costs over, or saves
under, the parse that it rests on. Of the best round of ingest it is told what share each stage took.
"""

import argparse
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial
from importlib.resources import files
from pathlib import Path
from time import perf_counter, process_time
from typing import Any, NamedTuple

from onrecord import open_ledger, read_report
from onrecord.language.lexicons import languages
from onrecord.language.models import load_full
from onrecord.pipeline.catalogue import standard
from onrecord.pipeline.ingest import Pipeline

ROOT = Path(__file__).resolve().parent.parent
GOLD = ROOT.parent / "shared" / "gold"
# What takes the place of ``nlp.pipe``: all that is done to a report's clean text.
_ANALYSIS = frozenset(stage.name for stage in standard().report_stages) - {"read"}


class Took(NamedTuple):
    """How long something took: seconds of the processors, seconds on the clock."""

    cpu: float
    wall: float


class Stopwatch:
    """The stages of onrecord, each of them timed as it runs in this process."""

    def __init__(self) -> None:
        """Start with nothing measured."""
        self.cpu: defaultdict[str, float] = defaultdict(float)

    def pipeline(self) -> Pipeline:
        """Return the standard pipeline with its stages timed."""
        whole = standard()
        return Pipeline(
            tuple(replace(stage, run=self._timed(stage.name, stage.run)) for stage in whole.report_stages),
            # Three kinds of stages, of which each keeps its kind
            tuple(replace(s, run=self._timed(s.name, s.run)) for s in whole.ledger_stages),  # type: ignore[arg-type]
        )

    def _timed(self, name: str, run: Callable[..., Iterable[Any]]) -> Callable[..., Any]:
        def timed(*given: object) -> Any:
            started = process_time()
            found = list(run(*given))
            self.cpu[name] += process_time() - started
            return iter(found) if name in self._over_many else found

        return timed

    _over_many = frozenset(stage.name for stage in standard().ledger_stages)


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


def took(work: Callable[[], object]) -> Took:
    """Return how long ``work`` takes."""
    cpu, wall = process_time(), perf_counter()
    work()
    return Took(process_time() - cpu, perf_counter() - wall)


def ingest(paths: Sequence[Path], jobs: int, pipeline: Pipeline | None = None) -> None:
    """Read ``paths`` into a ledger that is thrown away."""
    with (
        tempfile.TemporaryDirectory() as folder,
        open_ledger(Path(folder) / "bench.ledger", pipeline=pipeline) as ledger,
    ):
        ledger.ingest(paths, jobs=jobs)


def print_shares(stages: dict[str, float], whole: float, parsed: float, count: int) -> None:
    """Print the share of every stage in the CPU time of an ingest, and what it is of the full parse."""
    print(f"\n{'stage':<18}{'ms/report':>10}{'share':>8}{'of nlp.pipe':>13}")
    for name, cpu in (*stages.items(), ("storing, the rest", whole - sum(stages.values())), ("all", whole)):
        print(f"{name:<18}{cpu / count * 1000:>10.2f}{cpu / whole:>8.1%}{cpu / parsed:>13.1%}")


def print_analysis(stages: dict[str, float], parsed: float, count: int) -> None:
    """Print what the analysis of a report costs, from its clean text to its events, against the full parse alone."""
    analysis = sum(cpu for name, cpu in stages.items() if name in _ANALYSIS)
    print(f"\nfull parse          {parsed / count * 1000:6.2f} ms/report")
    print(f"analysis            {analysis / count * 1000:6.2f} ms/report, from clean text to events")
    print(f"ratio of CPU time   {parsed / analysis:6.2f}")


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print reports per second of both, the ratio and the shares of the stages."""
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

    parse()
    ingest(paths, 1)
    parses: list[Took] = []
    ingests: list[tuple[Took, dict[str, float]]] = []
    for _ in range(asked.rounds):
        watch = Stopwatch()
        pipeline = watch.pipeline() if asked.jobs == 1 else None
        parses.append(took(parse))
        ingests.append((took(partial(ingest, paths, asked.jobs, pipeline)), watch.cpu))
    count, parsed = len(paths), sum(map(len, texts.values()))
    counts = ", ".join(f"{language} {len(held)}" for language, held in sorted(texts.items()))
    full = Took(min(p.cpu for p in parses) / parsed, min(p.wall for p in parses) / parsed)
    own = Took(min(i.cpu for i, _ in ingests) / count, min(i.wall for i, _ in ingests) / count)
    print(f"reports             {count} ({counts})")
    print(f"nlp.pipe, full      {1 / full.wall:6.2f} reports/s")
    print(f"ingest, jobs={asked.jobs}      {1 / own.wall:6.2f} reports/s")
    print(f"ratio               {full.wall / own.wall:6.2f}")
    if asked.jobs == 1:
        print(f"ratio of CPU time   {full.cpu / own.cpu:6.2f}")
        best, stages = min(ingests, key=lambda measured: measured[0].cpu)
        print_shares(stages, best.cpu, full.cpu * count, count)
        least = {name: min(i[name] for _, i in ingests) for name in stages}
        print_analysis(least, full.cpu * count, count)


if __name__ == "__main__":
    main()
