"""Read a gold ledger of onrecord's own by the whole pipeline and tally it, by halves."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from gold.scoring import GoldReport, Tally, read_gold, score
from onrecord import open_ledger

HERE = Path(__file__).resolve().parent
OWN = HERE / "own"
PRESS = HERE / "press"
AFFAIRS = HERE / "affairs"
FRESH = HERE / "fresh"
SECOND = HERE / "second"

FIRST_KEPT = "012"
"""Reports of ``own`` and ``fresh`` from here on are kept apart: their figures may be read, their errors not."""

NOISE = ("011.txt", "014.txt")
"""Reports of ``own`` that tell no event."""


@dataclass(frozen=True, slots=True)
class Corpus:
    """A folder of reports with their gold rows, and which of its files are kept apart."""

    folder: Path
    keeps: Callable[[str], bool]
    noise: tuple[str, ...] = ()


def late(file: str) -> bool:
    """Say whether ``file`` of ``own`` or ``fresh`` is kept apart."""
    return file >= FIRST_KEPT


def odd(file: str) -> bool:
    """Say whether ``file`` of ``press``, ``affairs`` or ``second`` is kept apart: its number is odd."""
    return int(file[:3]) % 2 == 1


CORPORA = {
    "own": Corpus(OWN, late, NOISE),
    "press": Corpus(PRESS, odd),
    "affairs": Corpus(AFFAIRS, odd),
    "fresh": Corpus(FRESH, late),
    "second": Corpus(SECOND, odd),
}


def half_of(report: GoldReport, corpus: Corpus = CORPORA["own"]) -> str:
    """Return ``look`` or ``keep``, the half of ``corpus`` that ``report`` is in."""
    return "keep" if corpus.keeps(report.file) else "look"


def measure(folder: Path, corpus: Corpus = CORPORA["own"]) -> dict[str, Tally]:
    """Return the tallies of both halves and of the noise, read into a ledger in ``folder``."""
    gold = read_gold(corpus.folder / "gold.jsonl").values()
    parts = {half: [report for report in gold if half_of(report, corpus) == half] for half in ("look", "keep")}
    parts["noise"] = [report for report in gold if report.file in corpus.noise]
    with open_ledger(folder / "gold.ledger") as ledger:
        ledger.ingest([corpus.folder / "reports"], jobs=1)
        reports = {Path(report.file or "").name: report for report in ledger.reports()}
        statements = {report.id: ledger.statements(report=report.id) for report in reports.values()}
        events = {report.id: ledger.events(report.id) for report in reports.values()}
    return {name: score(part, reports, statements.__getitem__, events.__getitem__) for name, part in parts.items()}


def table(tallies: dict[str, Tally]) -> str:
    """Return the figures of both halves as lines: the name, then hits, said and true of each, and the figure."""
    lines = []
    for name in tallies["look"].true:
        cells = []
        for half in ("look", "keep"):
            tally = tallies[half]
            counts = f"{tally.right[name]}/{tally.said[name]}/{tally.true[name]}"
            cells.append(f"{half} {tally.figures().get(name, 0.0):.3f} {counts:>12}")
        lines.append(f"{name:20} {'   '.join(cells)}")
    return "\n".join(lines)
