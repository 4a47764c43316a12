"""Measures quantities on own newspaper sentences: value and unit together, as CQE is measured.

    python bench/quantities_newspaper.py [--misses]

A quantity found counts where its words overlap one of the gold's; it is right where the bounds and the unit are the
gold's (Almasian and others 2023, "CQE: A Comprehensive Quantity Extractor"). The odd sentences of each file and those
after `+` were tuned on, the even ones and those after `?` are the check.
"""

import argparse
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from onrecord.core.quantities import Quantity
from onrecord.core.spans import Span
from onrecord.language.parsing import parse_texts
from onrecord.language.quantities import find_quantities, heads_of

SENTENCES = Path(__file__).parent.parent / "tests" / "language" / "data"
LANGUAGES = ("en", "fr")
_MARK = re.compile(r"\{([^|}]+)\|([^|}]*)\|([^|}]*)\}")


@dataclass(frozen=True, slots=True)
class Amount:
    """A quantity of the gold: its words, bounds and unit; ``scored`` where it counts."""

    span: Span
    low: float | None
    high: float | None
    unit: str | None
    scored: bool


@dataclass(slots=True)
class Score:
    """Counts of quantities: gold, found, overlapping, with the right bounds, with the right unit too."""

    gold: int = 0
    found: int = 0
    met: int = 0
    valued: int = 0
    right: int = 0

    def f1(self, right: int) -> float:
        """Return the F1 of ``right`` among the quantities found and those of the gold."""
        return 2 * right / (self.gold + self.found) if self.gold + self.found else 0.0


def _amount(words: str, start: int, value: str, unit: str) -> Amount:
    low, ranged, high = value.partition("..")
    ends = [float(end) if end and end != "X" else None for end in (low, high if ranged else low)]
    return Amount(Span(start, start + len(words)), ends[0], ends[1], unit if unit != "-" else None, value != "X")


def sentences(language: str) -> Iterator[tuple[str, tuple[Amount, ...], bool]]:
    """Yield the sentences of a language's file in their order, each with its gold and whether it was tuned on."""
    number = 0
    for line in (SENTENCES / f"quantities_{language}.txt").read_text("utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        sign, line = (line[0], line[2:]) if line[:2] in ("+ ", "? ") else ("", line)
        number += not sign
        text, last, gold = "", 0, []
        for mark in _MARK.finditer(line):
            text += line[last : mark.start()]
            gold.append(_amount(mark[1], len(text), mark[2], mark[3]))
            text += mark[1]
            last = mark.end()
        yield text + line[last:], tuple(gold), sign == "+" or (not sign and number % 2 == 1)


def _same(found: Quantity, gold: Amount) -> bool:
    pairs = ((found.low, gold.low), (found.high, gold.high))
    return all(a == b if a is None or b is None else abs(a - b) <= 1e-9 * max(1, abs(b)) for a, b in pairs)


def measure(language: str, *, tuned: bool, misses: bool = False) -> Score:
    """Return the score over the tuned or the other sentences of a language; with ``misses`` print what went wrong."""
    rows = [(text, gold) for text, gold, seen in sentences(language) if seen == tuned]
    score = Score()
    for (text, gold), parse in zip(rows, parse_texts([text for text, _ in rows], language), strict=True):
        found = find_quantities(text, language=language, heads=heads_of(parse))
        passed = [g.span for g in gold if not g.scored]
        left = [q for q in found if not any(q.span.overlaps(span) for span in passed)]
        score.found += len(left)
        wrong = []
        for amount in (g for g in gold if g.scored):
            score.gold += 1
            met = next((q for q in left if q.span.overlaps(amount.span)), None)
            if met is None:
                wrong.append(f"missed {amount.span.of(text)!r}")
                continue
            left.remove(met)
            valued = _same(met, amount)
            score.met += 1
            score.valued += valued
            score.right += valued and met.unit == amount.unit
            if not valued or met.unit != amount.unit:
                wrong.append(
                    f"{met.text!r} {met.low} {met.high} {met.unit} for {amount.low} {amount.high} {amount.unit}"
                )
        wrong += [f"spurious {q.text!r} {q.low} {q.unit}" for q in left]
        if misses and wrong:
            print(f"  {text}\n      {'; '.join(wrong)}")
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
                f"{language} {'tuned' if tuned else 'check'}: value and unit F1 {score.f1(score.right):.3f}, value F1 "
                f"{score.f1(score.valued):.3f}, found F1 {score.f1(score.met):.3f} "
                f"({score.gold} in the gold, {score.found} found, {score.right} right)"
            )


if __name__ == "__main__":
    main()
