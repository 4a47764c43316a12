"""Measure onrecord on the gold corpora and write docs/figures.md: ``python tools/figures.py [--json] [--bench]``.

Each corpus in ``../shared/gold`` is read by the command line as a user would (``ingest``, ``export``) into a ledger of
its own; ``score.py`` beside the corpora compares the export with the gold file. Half of ``dev`` is held out: no rule
was tuned on it, and its figures stand beside the other half's.
"""

import argparse
import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
GOLD = ROOT.parent / "shared" / "gold"
PAGE = ROOT / "docs" / "figures.md"
COMMAND = "import sys; from onrecord.views.cli import main; sys.exit(main())"

# What each figure says, in the order of the page.
MEANINGS: Mapping[str, str] = {
    "report.body": "article text, F1 over runs of four words",
    "report.published": "date of publication right",
    "report.no_date_invented": "no date given where none can be known",
    "report.outlet": "outlet right",
    "report.language": "language right",
    "statement": "statements found, F1",
    "statement.quoted": "of them, those with quoted words, F1",
    "statement.speaker": "speaker right, where found",
    "statement.form": "direct, indirect or mixed right, where found",
    "event.found": "events found whatever their type, F1",
    "event": "events found with the right type, F1",
    "event.joint": "of them, with actors, recipients, stage, date and polarity all right, F1",
    "event.actors": "countries of the actors, F1",
    "event.recipients": "countries of the recipients, F1",
    "event.stage": "stage right",
    "event.when": "date right",
    "event.polarity": "affirmed or denied right",
    "event.background": "background right",
    "event.attribution": "the one on whose word it stands right",
    "event.items": "categories of the goods, F1",
    "event.quantity": "figures with bounds and unit, F1",
    "entry.bcubed": "mentions of one act in one entry, B-cubed F1",
    "entry.links": "pairs of mentions joined, F1",
    "entry.origins": "number of independent origins right",
    "entry.conflicts": "conflicts between reports, F1",
    "lineage": "pairs of reports of which one descends from the other, F1",
    "lineage.relation": "what the relation is, where found",
    "commitment": "promises followed to what came of them, F1",
    "commitment.state": "how far each has come right",
}

PRESS = ROOT / "tests" / "gold" / "press"
AFFAIRS = ROOT / "tests" / "gold" / "affairs"
FRESH = ROOT / "tests" / "gold" / "fresh"
SECOND = ROOT / "tests" / "gold" / "second"


@dataclass(frozen=True)
class Measured:
    """What one corpus, or part of one, gave: its reports, how many failed (None for a part), score.py's figures, and
    for a whole corpus how often each type of event was read as which."""

    reports: int
    failed: int | None
    figures: Mapping[str, float]
    types: Counter[tuple[str, str]] = field(default_factory=Counter)


def onrecord(*arguments: str | Path) -> tuple[int, str]:
    """Run the command line with ``arguments`` and return its exit status and what it printed."""
    command = [sys.executable, "-c", COMMAND, *map(str, arguments)]
    answer = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)
    return answer.returncode, answer.stdout


def score(corpus: Path, export: Path) -> Mapping[str, float]:
    """Return score.py's figures for ``export`` against the gold file in ``corpus``."""
    command = [sys.executable, str(GOLD / "score.py"), str(corpus), str(export), "--json"]
    answer = subprocess.run(command, capture_output=True, text=True, check=True)
    figures: dict[str, float] = json.loads(answer.stdout)
    return figures


def confusion(corpus: Path, export: Path) -> Counter[tuple[str, str]]:
    """Return how often each type of the gold file was read as which, by score.py's own pairs of events.

    ``-`` stands where nothing was read, or where the gold file has nothing.
    """
    counts: Counter[tuple[str, str]] = Counter()
    rows = (json.loads(line) for line in (corpus / "gold.jsonl").read_text("utf-8").splitlines() if line.strip())
    true = Counter(str(row["type"]) for row in rows if row["kind"] == "event")
    for kind in ("type", "event"):
        command = [sys.executable, str(GOLD / "score.py"), str(corpus), str(export), "--errors", kind]
        answer = subprocess.run(command, capture_output=True, text=True, check=True)
        for line in answer.stdout.splitlines():
            if wrong := re.search(r" \| ([A-Z]{3,}) \| said \| ([A-Z]{3,}) \| ", line):
                counts[wrong[1], wrong[2]] += 1
            elif lost := re.search(r" \| (missed|spurious) \| ([A-Z]{3,}) \| ", line):
                counts[(lost[2], "-") if lost[1] == "missed" else ("-", lost[2])] += 1
    for type_, count in true.items():
        counts[type_, type_] = count - sum(n for (gold, _), n in counts.items() if gold == type_)
    return counts


def part(corpus: Path, export: Path, folder: Path, keep: Callable[[str], bool]) -> Mapping[str, float]:
    """Return the figures of those reports of ``corpus`` whose file name ``keep`` lets through."""
    folder.mkdir()
    gold = [json.loads(line) for line in (corpus / "gold.jsonl").read_text("utf-8").splitlines() if line.strip()]
    rows = [r for r in gold if r["kind"] in ("report", "statement", "event") and keep(r["report"])]
    (folder / "gold.jsonl").write_text("\n".join(json.dumps(r) for r in rows), "utf-8")
    whole = ("entry", "lineage", "commitment")
    return {name: value for name, value in score(folder, export).items() if not name.startswith(whole)}


def held_out(name: str) -> bool:
    """Say whether the report ``name`` of ``dev`` is in the half that no rule was tuned on."""
    number = int(Path(name).stem)
    return number < 40 and number % 10 >= 5


def odd(name: str) -> bool:
    """Say whether the report ``name`` of ``press``, ``affairs`` or ``second`` is kept apart."""
    return int(name[:3]) % 2 == 1


def late(name: str) -> bool:
    """Say whether the report ``name`` of ``fresh`` is kept apart."""
    return int(name[:3]) >= 12


def halved(corpus: Path, folder: Path, kept: Callable[[str], bool]) -> dict[str, Measured]:
    """Measure each half of a corpus of whole affairs as a corpus of its own, in ``folder``; ``kept`` names the half
    that is kept apart.

    No affair is in both halves, so that entries, lineage and commitments have figures by halves too.
    """
    gold = [json.loads(line) for line in (corpus / "gold.jsonl").read_text("utf-8").splitlines() if line.strip()]
    found: dict[str, Measured] = {}
    for title, keep in (("looked at", lambda n: not kept(n)), ("kept apart", kept)):
        half = folder / f"{corpus.name}, {title}"
        (half / "reports").mkdir(parents=True)
        for file in filter(lambda f: keep(f.name), (corpus / "reports").iterdir()):
            shutil.copy(file, half / "reports")
        rows = [row for row in gold if keep(told_in(row, gold))]
        (half / "gold.jsonl").write_text("\n".join(json.dumps(row) for row in rows), "utf-8")
        found |= measure(half, folder)
    return found


def told_in(row: Mapping[str, Any], gold: Sequence[Mapping[str, Any]]) -> str:
    """Return the name of a report that ``row`` is about: its own, or the first of its mentions or entries."""
    if row["kind"] == "commitment":
        (row,) = (other for other in gold if other["kind"] == "entry" and other["id"] == row["entries"][0])
    return str(row["mentions"][0] if row["kind"] == "entry" else row["report"])


def measure(corpus: Path, folder: Path) -> dict[str, Measured]:
    """Ingest ``corpus`` into a ledger in ``folder``, export it and score it, whole and, for ``dev``, by halves."""
    ledger, export = folder / f"{corpus.name}.ledger", folder / f"{corpus.name}.jsonl"
    status, printed = onrecord("ingest", corpus / "reports", "--ledger", ledger)
    if onrecord("export", "--format", "jsonl", "--ledger", ledger, "-o", export)[0] != 0:
        raise SystemExit(f"the ledger of {corpus.name} could not be exported")
    files = len([f for f in (corpus / "reports").iterdir() if f.is_file()])
    counted = re.search(r"(\d+) failed", printed)
    failed = int(counted[1]) if counted else files if status else 0
    found = {corpus.name: Measured(files, failed, score(corpus, export), confusion(corpus, export))}
    if corpus == PRESS:
        for title, keep in (("press, looked at", lambda n: not odd(n)), ("press, kept apart", odd)):
            figures = part(corpus, export, folder / title.replace(", ", "-").replace(" ", "-"), keep)
            found[title] = Measured(files // 2, None, figures)
    if corpus.name == "dev":
        names = [f.name for f in (corpus / "reports").iterdir() if f.is_file()]
        for title, keep in (("dev, tuned on", lambda n: not held_out(n)), ("dev, held out", held_out)):
            figures = part(corpus, export, folder / title.replace(", ", "-").replace(" ", "-"), keep)
            found[title] = Measured(sum(keep(n) for n in names), None, figures)
    return found


def of_all(measured: Measured) -> str:
    """Return how many reports failed, of how many."""
    return str(measured.reports) if measured.failed is None else f"{measured.failed} of {measured.reports}"


def table(found: Mapping[str, Measured]) -> str:
    """Return the figures as a Markdown table, one column for each corpus."""
    columns = list(found)
    lines = [
        f"| figure | what it says | {' | '.join(columns)} |",
        f"| --- | --- | {' | '.join('---:' for _ in columns)} |",
        f"| reports | failed, of all | {' | '.join(of_all(m) for m in found.values())} |",
    ]
    for name, meaning in MEANINGS.items():
        cells = [f"{m.figures[name]:.3f}" if name in m.figures else "" for m in found.values()]
        if any(cells):
            lines.append(f"| `{name}` | {meaning} | {' | '.join(cells)} |")
    return "\n".join(lines)


def matrix(found: Mapping[str, Measured]) -> str:
    """Return which types of events were read as which, over all corpora, as a Markdown table."""
    counts = sum((m.types for m in found.values()), start=Counter[tuple[str, str]]())
    types = sorted({name for pair in counts for name in pair} - {"-"})
    lines = [
        "## Types told apart",
        "",
        f"Events of {', '.join(name for name, m in found.items() if m.types)}: the gold file's type down, what was",
        "read across; `-` where nothing was read, or where the gold file has nothing.",
        "",
        f"| gold | {' | '.join(t.lower() for t in types)} | - |",
        f"| --- | {' | '.join('---:' for _ in (*types, '-'))} |",
    ]
    for gold in (*types, "-"):
        cells = [str(counts[gold, said] or "") for said in (*types, "-")]
        lines.append(f"| {gold} | {' | '.join(cells)} |")
    return "\n".join(lines)


def times_and_quantities() -> str:
    """Return what the benches of times and quantities print, as a section of the page."""
    commands = (
        ("times_timex.py",),
        ("quantities_newspaper.py",),
        ("when_and_how_much.py", str(GOLD.parent), "--quick"),
    )
    printed = []
    for name, *arguments in commands:
        command = [sys.executable, str(ROOT / "bench" / name), *arguments]
        answer = subprocess.run(command, capture_output=True, text=True, check=True)
        printed.append(f"`bench/{name}`:\n\n```\n{answer.stdout.strip()}\n```")
    return """## Times and quantities

Newspaper sentences of our own (half of them tuned on, half only measured) by TIMEX3 value and by bounds with unit, then
the public benchmarks beside the checkout.

""" + "\n\n".join(printed)


def speed() -> str:
    """Return what bench/ingest_speed.py prints, as a section of the page."""
    command = [sys.executable, str(ROOT / "bench" / "ingest_speed.py")]
    answer = subprocess.run(command, capture_output=True, text=True, check=True)
    return f"## Speed\n\n`make bench`:\n\n```\n{answer.stdout.strip()}\n```\n"


def page(found: Mapping[str, Measured], speed_section: str) -> str:
    """Return the whole of docs/figures.md."""
    return f"""# Figures

Written by `make figures` on {date.today().isoformat()}; do not edit by hand. Shares and F1 between 0 and 1, by
`score.py` of the gold corpora. `seeds` are five real articles as crawled; `dev` are 44 constructed reports of affairs
that happened. Of the half that is held out nobody read the texts while tuning; its totals, and counts of its errors by
kind, were looked at often, so its figures are not those of texts never seen. `press` are 28 reports of our own, written
as newspapers and agencies write by someone who knew neither rules nor word lists; its kept half is the nearest to what
texts never seen will give, but for who acts and to whom: the weights that choose the parties of an act are learned on
`own`, `press` and `affairs`, both halves (and on `training/passages`), so `event.actors`, `event.recipients` and
`event.joint` of `press` and `affairs` are not of texts never seen (`dev` and `fresh` are: nothing is learned on them).
What the weights give on reports left out of the learning `python tools/learn_parties.py --check` prints. `affairs` are
eight invented affairs of four or five reports each, written and coded blind; whole affairs are kept apart, each half is
read into a ledger of its own. `fresh` are six affairs of four reports, written and coded blind a session later in the
manner of `dev`; its half kept apart is a figure to trust. `second` are six more affairs, written and coded blind a
session later again, in the manner of ordinary press; its half kept apart (every other report, so that its entries are
of broken affairs and only its statements and events count) is the figure to trust most. Floors under these figures
stand in `tests/test_gold_floors.py`; `affairs`, `fresh` and `second` have none.

{table(found)}

{matrix(found)}

{times_and_quantities()}

{speed_section}"""


def kept_speed_section() -> str:
    """Return the page's section on speed as it stands, empty where there is none."""
    text = PAGE.read_text("utf-8") if PAGE.is_file() else ""
    return text[text.index("## Speed") :] if "## Speed" in text else ""


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, then print JSON or write the page. Exit status 1 where there is nothing to measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true", help="print the figures as JSON and write nothing")
    parser.add_argument("--bench", action="store_true", help="measure the speed too")
    asked = parser.parse_args(arguments)
    if not (GOLD / "score.py").is_file():
        print("No ../shared/gold beside the checkout: nothing to measure.", file=sys.stderr)
        return 1
    found: dict[str, Measured] = {}
    with tempfile.TemporaryDirectory() as folder:
        for corpus in (GOLD / "seeds", GOLD / "dev", PRESS):
            found |= measure(corpus, Path(folder))
        found |= halved(AFFAIRS, Path(folder), odd)
        found |= halved(FRESH, Path(folder), late)
        found |= halved(SECOND, Path(folder), odd)
    if asked.json:
        rows = {k: {"reports": m.reports, "failed": m.failed, **m.figures} for k, m in found.items()}
        print(json.dumps(rows))
        return 0
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(page(found, speed() if asked.bench else kept_speed_section()), "utf-8")
    print(table(found))
    return 0


if __name__ == "__main__":
    sys.exit(main())
