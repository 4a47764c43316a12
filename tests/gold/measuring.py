"""Read the own gold ledger by the whole pipeline and tally it, by halves."""

from pathlib import Path

from gold.scoring import GoldReport, Tally, read_gold, score
from onrecord import open_ledger

OWN = Path(__file__).resolve().parent / "own"
FIRST_KEPT = "012"
"""Reports from here on are kept apart: their figures may be read, their errors not."""

NOISE = ("011.txt", "014.txt")
"""Reports that tell no event."""


def half_of(report: GoldReport) -> str:
    """Return ``look`` or ``keep``, the half that ``report`` is in."""
    return "keep" if report.file >= FIRST_KEPT else "look"


def measure(folder: Path) -> dict[str, Tally]:
    """Return the tallies of both halves and of the noise, read into a ledger in ``folder``."""
    gold = read_gold(OWN / "gold.jsonl").values()
    parts = {half: [report for report in gold if half_of(report) == half] for half in ("look", "keep")}
    parts["noise"] = [report for report in gold if report.file in NOISE]
    with open_ledger(folder / "own.ledger") as ledger:
        ledger.ingest([OWN / "reports"], jobs=1)
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
