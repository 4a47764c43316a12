"""Measures time expressions and quantities together: their share of the parse's time, and the public benchmarks.

    python bench/when_and_how_much.py ../shared [--quick]

Prints, per language, what share of the processor time of the parse ``find_times`` and ``find_quantities`` take on the
gold reports, with the hooks from the parse, all warm (the first pass, which loads models and compiles patterns, is not
counted), the best of some rounds each, which shuts out what else the machine does, and what share they took of the
parse of reports that both read for the first time: the own gold reports of ``tests/gold`` and then these (batch by
batch as the pipeline reads, nothing known but the tables and the first batch; one round, so that it tells less
exactly); then DateTime, currency, dimension
and quantulum3 with the share of cases set aside. ``--quick`` leaves the
parse and the speed out.
"""

import argparse
import json
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import quantities_bench
import times_recognizers
from onrecord import read_report
from onrecord.config import Config
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


def finding(reports: Reports, language: str) -> Iterator[tuple[float, float, float]]:
    """Yield for each batch the processor seconds that its parse, its times and its quantities take.

    Stage after stage over a batch, and no search for cyclic garbage within it, as the pipeline reads.
    """
    batch = Config().batch
    for first in range(0, len(reports), batch):
        some = reports[first : first + batch]
        with uncollected():
            began = time.process_time()
            parses = parse_texts([body for body, _ in some], language)
            parsed = time.process_time()
            told = [
                find_times(parse.text, language=language, anchor=published, tenses=tenses_of(parse))
                for parse, (_, published) in zip(parses, some, strict=True)
            ]
            between = time.process_time()
            for parse, times in zip(parses, told, strict=True):
                find_quantities(parse.text, language=language, heads=heads_of(parse), times=times)
            yield parsed - began, between - parsed, time.process_time() - between


def others(language: str) -> list[tuple[str, str | None]]:
    """Return the bodies of our own gold reports in ``language`` with their dates."""
    read = [read_report(file.read_bytes()) for file in sorted(_OTHERS.glob("*/reports/*"))]
    return [(report.text, report.published) for report in read if report.language == language]


def share(reports: Reports, language: str) -> float:
    """Return what share of the processor time of the parse the two take, and print it with their parts."""
    # The first batch loads models and tables
    unread = [sum(seconds) for seconds in zip(*list(finding([*others(language), *reports], language))[1:], strict=True)]
    rounds = [map(sum, zip(*finding(reports, language), strict=True)) for _ in range(_ROUNDS)]
    parsing, when, much = map(min, zip(*rounds, strict=True))
    found: float = (when + much) / parsing
    size = sum(len(body) for body, _ in reports) / 1e6
    print(
        f"{language}: {found:.1%} of the parse (times {when / parsing:.1%}, quantities {much / parsing:.1%}); "
        f"parse {parsing:.2f} s, {size / (when + much):.2f} million characters/s, {len(reports)} reports; "
        f"read for the first time {sum(unread[1:]) / unread[0]:.1%}"
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
