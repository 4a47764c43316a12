"""Measures how fast statements are read, against the parse that they are read from.

    python bench/statements_speed.py ../shared

Prints, per language, reports a second and the share of the parser's time that quotations and statements take together;
the cast is counted apart, since events need it too.
"""

import argparse
import json
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from onrecord.core.parse import Parse
from onrecord.language.parsing import parse_texts
from onrecord.language.quotes import find_quotes
from onrecord.meaning.entities import build_cast
from onrecord.meaning.statements import extract_statements


def texts(shared: Path) -> Mapping[str, list[str]]:
    """Return the bodies of the gold reports by language."""
    found: dict[str, list[str]] = {}
    for corpus in ("seeds", "dev"):
        for line in (shared / "gold" / corpus / "gold.jsonl").read_text("utf-8").splitlines():
            row = json.loads(line)
            if row["kind"] == "report" and row.get("body"):
                found.setdefault(row["language"], []).append("\n\n".join(row["body"]))
    return found


def reading_time(parses: Sequence[Parse]) -> tuple[float, int]:
    """Return the processor seconds that quotations and statements of the parses take, and how many statements."""
    casts = [build_cast(parse) for parse in parses]
    count = 0
    began = time.process_time()
    for parse, cast in zip(parses, casts, strict=True):
        count += len(extract_statements(parse, cast, find_quotes(parse.text, language=parse.language)))
    return time.process_time() - began, count


def main() -> None:
    """Read the arguments and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path, help="the folder that holds gold/")
    for language, bodies in texts(parser.parse_args().shared).items():
        parse_texts(bodies[:1], language)
        began = time.process_time()
        parses = list(parse_texts(bodies, language))
        parsing = time.process_time() - began
        reading_time(parses)
        reading, count = reading_time(parses)
        rate = len(bodies) / reading
        print(f"{language}: {count} statements, {rate:.0f} reports/s, {reading / parsing:.1%} of the parse")


if __name__ == "__main__":
    main()
