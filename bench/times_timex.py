"""Measures time expressions on own newspaper sentences with TIMEX3 gold, as TempEval-3 does.

    python bench/times_timex.py [--misses]

An expression found counts where its words overlap one of the gold's; type and value are right where they also equal
the gold's. Value F1 is the share of expressions found with the right value (UzZaman and others 2013, "SemEval-2013
Task 1: TempEval-3"). The odd sentences of each file and those after `+` were tuned on, the even ones and those after
`?` are the check.
"""

import argparse
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from onrecord.core.spans import Span
from onrecord.core.times import TimeExpression
from onrecord.language.parsing import parse_texts
from onrecord.language.times import find_times, tenses_of

SENTENCES = Path(__file__).parent.parent / "tests" / "language" / "data"
LANGUAGES = ("en", "fr")
_MARK = re.compile(r"\{([^|}]+)\|(\w)\|([^|}]*)\}")
_TYPES = {"D": "DATE", "T": "TIME", "U": "DURATION", "S": "SET", "X": ""}


@dataclass(frozen=True, slots=True)
class Marked:
    """A sentence, the day it was published, whether it was tuned on, and the gold: span, type and value of each."""

    text: str
    published: str
    tuned: bool
    gold: tuple[tuple[Span, str, str], ...]


@dataclass(slots=True)
class Score:
    """Counts of expressions: gold, found, overlapping, with the right type, with the right value."""

    gold: int = 0
    found: int = 0
    met: int = 0
    typed: int = 0
    valued: int = 0

    def f1(self, right: int) -> float:
        """Return the F1 of ``right`` among the expressions found and those of the gold."""
        return 2 * right / (self.gold + self.found) if self.gold + self.found else 0.0


def sentences(language: str) -> Iterator[Marked]:
    """Yield the sentences of a language's file in their order."""
    published = ""
    number = 0
    for line in (SENTENCES / f"timex_{language}.txt").read_text("utf-8").splitlines():
        if line.startswith("= "):
            published = line[2:].strip()
        elif line and not line.startswith("#"):
            sign, line = (line[0], line[2:]) if line[:2] in ("+ ", "? ") else ("", line)
            number += not sign
            text, gold = "", []
            last = 0
            for mark in _MARK.finditer(line):
                text += line[last : mark.start()]
                gold.append((Span(len(text), len(text) + len(mark[1])), _TYPES[mark[2]], mark[3]))
                text += mark[1]
                last = mark.end()
            yield Marked(text + line[last:], published, sign == "+" or (not sign and number % 2 == 1), tuple(gold))


def found_in(rows: Sequence[Marked], language: str) -> list[tuple[TimeExpression, ...]]:
    """Return the time expressions of each sentence, with the tenses of its parse."""
    parses = parse_texts([row.text for row in rows], language)
    return [
        find_times(row.text, language=language, anchor=row.published, tenses=tenses_of(parse))
        for row, parse in zip(rows, parses, strict=True)
    ]


def measure(language: str, *, tuned: bool, misses: bool = False) -> Score:
    """Return the score over the tuned or the other sentences of a language; with ``misses`` print what went wrong."""
    rows = [row for row in sentences(language) if row.tuned == tuned]
    score = Score()
    for row, found in zip(rows, found_in(rows, language), strict=True):
        passed = [span for span, kind, _ in row.gold if not kind]
        left = [e for e in found if not any(e.span.overlaps(span) for span in passed)]
        gold = [g for g in row.gold if g[1]]
        score.gold += len(gold)
        score.found += len(left)
        wrong = []
        for span, kind, value in gold:
            met = next((e for e in left if e.span.overlaps(span)), None)
            if met is None:
                wrong.append(f"missed {span.of(row.text)!r} {value}")
                continue
            left.remove(met)
            score.met += 1
            score.typed += met.type == kind
            score.valued += met.timex3 == value
            if met.timex3 != value or met.type != kind:
                wrong.append(f"{met.text!r} {met.type} {met.timex3} for {kind} {value}")
        wrong += [f"spurious {e.text!r} {e.timex3}" for e in left]
        if misses and wrong:
            print(f"  {row.text}\n      {'; '.join(wrong)}")
    return score


def main() -> None:
    """Read the arguments and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--misses", action="store_true", help="list what went wrong on the tuned half")
    given = parser.parse_args()
    for language in LANGUAGES:
        for tuned in (True, False):
            score = measure(language, tuned=tuned, misses=given.misses and tuned)
            print(
                f"{language} {'tuned' if tuned else 'check'}: value F1 {score.f1(score.valued):.3f}, type F1 "
                f"{score.f1(score.typed):.3f}, found F1 {score.f1(score.met):.3f} "
                f"({score.gold} in the gold, {score.found} found, {score.valued} values right)"
            )


if __name__ == "__main__":
    main()
