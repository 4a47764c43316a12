"""Measures time expressions and quantities together: their share of the parse's time, and the public benchmarks.

    python bench/when_and_how_much.py ../shared [--quick]

Prints, per language, what share of the processor time of the parse ``find_times`` and ``find_quantities`` take on the
gold reports, with the hooks from the parse, all warm (the first pass, which loads models and compiles patterns, is not
counted), the best of some rounds each, which shuts out what else the machine does, and what share they took when they
read these reports for the first time, after the own gold reports of ``tests/gold`` only (nothing kept of the texts
themselves; one round, so that it tells less exactly); then DateTime, currency, dimension
and quantulum3 with the share of cases set aside. ``--quick`` leaves the
parse and the speed out.
"""

import argparse
import json
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import quantities_bench
import times_recognizers
from onrecord import read_report
from onrecord.config import Config
from onrecord.core.parse import Parse
from onrecord.language.parsing import parse_texts
from onrecord.language.quantities import find_quantities, heads_of
from onrecord.language.times import find_times, tenses_of
from onrecord.pipeline.running import uncollected

Reports = Sequence[tuple[str, str | None]]
"""Bodies of reports with their days of publication."""

_ROUNDS = 8
_OTHERS = Path(__file__).resolve().parent.parent / "tests" / "gold"


def texts(shared: Path) -> Mapping[str, list[tuple[str, str | None]]]:
    """Return the bodies of the gold reports with their dates, by language."""
    found: dict[str, list[tuple[str, str | None]]] = {}
    for corpus in ("seeds", "dev"):
        for line in (shared / "gold" / corpus / "gold.jsonl").read_text("utf-8").splitlines():
            row = json.loads(line)
            if row["kind"] == "report" and row.get("body"):
                found.setdefault(row["language"], []).append(("\n\n".join(row["body"]), row.get("published")))
    return found


def finding(parses: Sequence[Parse], reports: Reports) -> tuple[float, float]:
    """Return the processor seconds that the times and the quantities of the reports take."""
    when = much = 0.0
    batch = Config().batch
    # Stage after stage over a batch, as the pipeline reads
    for first in range(0, len(parses), batch):
        some = parses[first : first + batch]
        began = time.process_time()
        told = [
            find_times(parse.text, language=parse.language, anchor=published, tenses=tenses_of(parse))
            for parse, (_, published) in zip(some, reports[first : first + batch], strict=True)
        ]
        between = time.process_time()
        for parse, times in zip(some, told, strict=True):
            find_quantities(parse.text, language=parse.language, heads=heads_of(parse), times=times)
        when, much = when + between - began, much + time.process_time() - between
    return when, much


def others(language: str) -> list[tuple[str, str | None]]:
    """Return the bodies of our own gold reports in ``language`` with their dates."""
    read = [read_report(file.read_bytes()) for file in sorted(_OTHERS.glob("*/reports/*"))]
    return [(report.text, report.published) for report in read if report.language == language]


def share(reports: Reports, language: str) -> float:
    """Return what share of the processor time of the parse the two take, and print it with their parts."""
    bodies = [body for body, _ in reports]
    parses = parse_texts(bodies, language)
    before = others(language)
    finding(parse_texts([body for body, _ in before], language), before)
    with uncollected():
        unread = sum(finding(parses, reports))
    parsed, times, quantities = [], [], []
    # As the pipeline has it: no search for cyclic garbage within a batch
    with uncollected():
        for _ in range(_ROUNDS):
            began = time.process_time()
            parse_texts(bodies, language)
            parsed.append(time.process_time() - began)
            first, second = finding(parses, reports)
            times.append(first)
            quantities.append(second)
    parsing, when, much = min(parsed), min(times), min(quantities)
    found = (when + much) / parsing
    size = sum(map(len, bodies)) / 1e6
    print(
        f"{language}: {found:.1%} of the parse (times {when / parsing:.1%}, quantities {much / parsing:.1%}); "
        f"parse {parsing:.2f} s, {size / (when + much):.2f} million characters/s, {len(bodies)} reports; "
        f"read for the first time {unread / parsing:.1%}"
    )
    return found


def main() -> None:
    """Read the arguments and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path, help="the folder that holds gold/ and bench/")
    parser.add_argument("--quick", action="store_true", help="leave out the speed")
    given = parser.parse_args()
    if not given.quick:
        for language, reports in texts(given.shared).items():
            share(reports, language)
    for name in times_recognizers.CODES:
        score = times_recognizers.measure(given.shared, name, misses=False, limit=0)
        print(f"{name}/DateTime: {score.line()}")
    for name in quantities_bench.LANGUAGES:
        for model in ("Currency", "Dimension"):
            part = f"{name}/{model}"
            quantities_bench.measure(part, model, quantities_bench.recognizers_cases(model, name), misses=False)
    quantities_bench.measure("quantulum3", "quantulum3", quantities_bench.quantulum_cases(), misses=False)


if __name__ == "__main__":
    main()
