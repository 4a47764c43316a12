"""Measures how fast ``find_times`` reads, and against the parse that it sits beside.

    python bench/times_speed.py ../shared

Prints, per language, megabytes of text a second and the share of the time that the parse of the same text takes.
"""

import argparse
import json
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from onrecord.language.parsing import parse_texts
from onrecord.language.times import find_times


def texts(shared: Path) -> Mapping[str, list[tuple[str, str | None]]]:
    """Return the bodies of the gold reports with their dates, by language."""
    found: dict[str, list[tuple[str, str | None]]] = {}
    for corpus in ("seeds", "dev"):
        for line in (shared / "gold" / corpus / "gold.jsonl").read_text("utf-8").splitlines():
            row = json.loads(line)
            if row["kind"] == "report" and row.get("body"):
                found.setdefault(row["language"], []).append(("\n\n".join(row["body"]), row.get("published")))
    return found


def finding_time(reports: Sequence[tuple[str, str | None]], language: str) -> float:
    """Return the processor seconds that the time expressions of the reports take."""
    began = time.process_time()
    for body, published in reports:
        find_times(body, language=language, anchor=published)
    return time.process_time() - began


def main() -> None:
    """Read the arguments and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path, help="the folder that holds gold/")
    for language, reports in texts(parser.parse_args().shared).items():
        first, finding = (finding_time(reports, language) for _ in range(2))
        bodies = [body for body, _ in reports]
        parse_texts(bodies[:1], language)
        began = time.process_time()
        parse_texts(bodies, language)
        parsing = time.process_time() - began
        size = sum(len(body.encode()) for body, _ in reports)
        speed, share = size / finding / 1e6, finding / parsing
        print(
            f"{language}: {speed:.2f} MB/s, {share:.2%} of the processor time of the parse ({len(reports)} reports; "
            f"the first time over, with the patterns compiled, {first:.2f} s)"
        )


if __name__ == "__main__":
    main()
