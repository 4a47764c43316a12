"""Measures ``find_times`` on the date and time cases of Recognizers-Text (MIT), English and French.

    python bench/times_recognizers.py ../shared [--language English] [--misses] [--limit N]

A case names the expressions of a sentence and what each may mean on a reference day (candidates: "on Friday" is the
last or the coming one). An expression counts as found when one of ours overlaps it and agrees in value with a
candidate: same days for dates and periods (the case's end is exclusive), same TIMEX3 for durations and sets, same
clock for times. Bounds of early, mid and late parts, which each convention cuts elsewhere, must lie in one another.
Where the words are coarser than a day ("two years ago") the case's day is cut to their precision, as the codebook
asks. Cases outside press
language are left out by the words in them, read right or not: ``times_recognizers_aside.tsv`` has the words and the
reasons; so are those that tell no date but a clock.
"""

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from onrecord.core.spans import Span
from onrecord.core.times import TimeExpression
from onrecord.language.times import find_times
from onrecord.language.times.calendar import containing, parse_anchor, season_stretch

Row = Mapping[str, Any]
"""One object of the benchmark's JSON."""

CODES = {"English": "en", "French": "fr"}
ASIDE = Path(__file__).with_name("times_recognizers_aside.tsv")
UNDATED = "a time of day, or minutes and hours from the moment of speaking, without a date"
_CLOCK_UNIT = re.compile(r"minute|hour|heure|second")


@dataclass(frozen=True, slots=True)
class Expected:
    """One expression that a case expects: its place and what it may mean."""

    span: Span
    kind: str
    candidates: tuple[Mapping[str, str], ...]


@dataclass(frozen=True, slots=True)
class Case:
    """A sentence, the reference day and the expressions that it holds."""

    text: str
    reference: str
    expected: tuple[Expected, ...]


@dataclass(slots=True)
class Score:
    """Counts of expressions expected, given and agreeing."""

    expected: int = 0
    given: int = 0
    overlapping: int = 0
    agreeing: int = 0
    cases: int = 0
    aside: int = 0

    def line(self) -> str:
        """Return recall and F1 on value as one line."""
        recall = self.agreeing / max(1, self.expected)
        precision = self.agreeing / max(1, self.given)
        f1 = 2 * recall * precision / max(1e-9, recall + precision)
        return (
            f"set aside {self.aside} of {self.cases} cases ({self.aside / max(1, self.cases):.1%}); "
            f"expected {self.expected}, found {self.overlapping}, value right {self.agreeing}: "
            f"value {recall:.3f}, precision {precision:.3f}, F1 {f1:.3f}"
        )


def cases(shared: Path, language: str) -> Iterator[Case]:
    """Yield the cases of a language.

    Many French cases, translated from English, lack the reference day: they are read on that of an English case
    with the same results, or on none where there is no such case.
    """
    known: dict[str, str] = {}
    for row in _rows(shared, "English"):
        known.setdefault(_results_key(row), _reference(row))
    for row in _rows(shared, language):
        reference = _reference(row) or known.get(_results_key(row), "")
        expected = tuple(_expected(result, row["Input"]) for result in row["Results"] if result.get("Text"))
        yield Case(row["Input"], reference, expected)


def _rows(shared: Path, language: str) -> list[Row]:
    path = shared / "bench" / "recognizers" / "DateTime" / language / "DateTimeModel.json"
    rows: list[Row] = json.loads(path.read_text("utf-8-sig"))
    return rows


def _reference(row: Row) -> str:
    context = row.get("Context")
    return str(context.get("ReferenceDateTime", ""))[:10] if isinstance(context, dict) else ""


def _results_key(row: Row) -> str:
    results = row["Results"]
    return json.dumps([result.get("Resolution") for result in results], sort_keys=True) if results else ""


def _expected(result: Mapping[str, object], text: str) -> Expected:
    start, end, words = result.get("Start"), result.get("End"), str(result.get("Text", ""))
    if not isinstance(start, int) or not isinstance(end, int):
        start = max(0, text.lower().find(words.lower()))
        end = start + len(words) - 1
    resolution = result.get("Resolution")
    values = resolution.get("values") if isinstance(resolution, dict) else None
    kind = str(result.get("TypeName", "")).rpartition(".")[2]
    return Expected(Span(start, end + 1), kind, tuple(values or ()))


def aside(language: str) -> Sequence[tuple[str, re.Pattern[str]]]:
    """Return the reasons for which a case is left out, each with the words that tell it."""
    rows = [line.split("\t") for line in ASIDE.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    return [(reason, re.compile(words, re.I)) for name, reason, words in rows[1:] if name in ("*", language)]


def reason_aside(case: Case, rules: Sequence[tuple[str, re.Pattern[str]]]) -> str | None:
    """Return why a case lies outside press language or says no date, None where it counts.

    The rules look at the words alone, whether they are read right or not.
    """
    found = next((reason for reason, words in rules if words.search(case.text)), None)
    if found is None and case.expected and all(_is_clock(expected, case.text) for expected in case.expected):
        return UNDATED
    return found


def _is_clock(expected: Expected, text: str) -> bool:
    if expected.kind in ("time", "timerange", "timezone"):
        return True
    moment = expected.kind in ("datetime", "datetimerange")
    return moment and _CLOCK_UNIT.search(expected.span.of(text)) is not None


_POINT = re.compile(r"(\d{4}|\d{3}X|\d{2}XX)(?:-(\d{2}))?(?:-(\d{2}))?")


def days(value: str | None) -> tuple[date, date] | None:
    """Return the first and last day of an EDTF value, or None where it names none."""
    if not value:
        return None
    first, _, last = value.partition("/")
    ends = [_point(part) for part in (first, last or first)]
    if ends[0] is None or ends[1] is None:
        return None
    return ends[0][0], ends[1][1]


def _point(text: str) -> tuple[date, date] | None:
    match = _POINT.match(text)
    if match is None:
        return None
    year, month, _ = match.groups()
    if year.endswith("X"):
        low, high = int(year.replace("X", "0")), int(year.replace("X", "9"))
        return date(max(low, 1), 1, 1), date(high, 12, 31)
    if month and int(month) > 20:
        season = season_stretch(int(year), int(month))
        return (season.start, season.end) if season else None
    stretch = parse_anchor(text)
    return (stretch.start, stretch.end) if stretch else None


def agrees(found: TimeExpression, expected: Expected) -> bool:
    """Say whether an expression of ours has the value of one of the candidates."""
    return any(_agrees(found, expected.kind, candidate) for candidate in expected.candidates)


def _agrees(found: TimeExpression, kind: str, candidate: Mapping[str, str]) -> bool:
    timex = candidate.get("timex", "")
    ours = found.timex3 or ""
    if timex and timex == ours:
        return True
    if kind in ("duration", "set"):
        return _same_length(timex, ours)
    if found.type == "DURATION" and ours and timex.rstrip(")").rpartition(",")[2].replace("BD", "D") == ours:
        return True
    if kind in ("time", "timerange"):
        return _same_clock(timex, ours)
    if kind == "datetime" and not found.value and ours.partition("T")[2]:
        return _same_clock(timex, ours)
    if kind == "datetimerange" and "T" in (found.value or ""):
        times = (candidate.get("start", ""), candidate.get("end", ""))
        return found.value == "/".join(time.replace(" ", "T") for time in times if time)
    bounds = days(found.value)
    if bounds is None:
        return False
    if kind == "datetime":
        told = candidate.get("value", "")[:16].replace(" ", "T")
        return found.value is not None and (found.value[:16] == told or (len(found.value) <= 10 and _cut(found, told)))
    if kind == "date":
        told = candidate.get("value", "")
        return found.value == told or _cut(found, told)
    return _same_period(found, bounds, candidate)


def _cut(found: TimeExpression, told: str) -> bool:
    """Say whether a case's day lies in our coarser value, where our words count units coarser than a day."""
    bounds = days(found.value)
    if bounds is None or found.type not in ("DATE", "DURATION") or not re.match(r"\d{4}-\d{2}-\d{2}", told):
        return False
    coarse = bool(re.search(r"\b(?:week|month|year|decade|semaine|mois|ans?|année|décennie)s?\b", found.text.lower()))
    return coarse and bounds[0] <= date.fromisoformat(told[:10]) <= bounds[1]


def _same_period(found: TimeExpression, bounds: tuple[date, date], candidate: Mapping[str, str]) -> bool:
    start, end = candidate.get("start", "")[:10], candidate.get("end", "")[:10]
    exclusive = len(candidate.get("end", "")) <= 10
    if start and end:
        last = date.fromisoformat(end) - timedelta(1 if exclusive else 0)
        first = date.fromisoformat(start)
        if bounds == (first, last) or bounds == (first, date.fromisoformat(end)):
            return True
        if found.relation == "within" and bounds[0] <= date.fromisoformat(end) <= bounds[1]:
            return True
        final = days((found.value or "").rpartition("/")[2])
        if bounds[0] == first and final and final[0] <= date.fromisoformat(end) <= final[1]:
            return True
        if first > last:
            return False
        return _coarser(found, bounds, first, last)
    single = start or end
    if not single or candidate.get("Mod") is None:
        return False
    edge = date.fromisoformat(single)
    return edge in (bounds[0], bounds[1], bounds[1] + timedelta(1))


def _coarser(found: TimeExpression, bounds: tuple[date, date], first: date, last: date) -> bool:
    """Say whether our bounds are the case's cut to the words' precision: months, years, weeks of a part or a span."""
    for unit in ("week", "month", "year"):
        low, high = containing(first, unit), containing(last, unit)
        if low and high and bounds == (low.start, high.end) and unit in _unit_named(found.text):
            return True
    parted = re.search(r"later|earlier|mid|middle|early|late|end|begin|start|plus t|début|milieu|fin|mi-", found.text)
    return bool(parted) and (candidate_inside(bounds, first, last) or candidate_inside((first, last), *bounds))


def candidate_inside(outer: tuple[date, date], first: date, last: date) -> bool:
    """Say whether the days from ``first`` to ``last`` lie in ``outer``."""
    return outer[0] <= first and last <= outer[1]


def _unit_named(text: str) -> frozenset[str]:
    named = {"semaine": "week", "mois": "month", "an": "year", "année": "year"}
    words = re.findall(r"\w+", text.lower())
    stems = {word.rstrip("s") for word in words} | set(words)
    return frozenset(named.get(word, word) for word in stems) | ({"year"} if re.search(r"\d{4}", text) else frozenset())


def _same_length(timex: str, ours: str) -> bool:
    if not ours:
        return False
    if re.match(r"PT?X", ours):  # several, a few: the codebook makes up no number
        return timex[:1] == "P" and timex[-1] == ours[-1]
    weekly = re.fullmatch(r"P(\d+)W", timex)
    if weekly and ours == f"P{int(weekly.group(1)) * 7}D":
        return True
    if timex == "P3M" and ours == "P1Q":
        return True
    if ours == "XXXX-WXX-WE" and timex == "P1WE":
        return True
    return timex.replace(".0", "") == ours.removeprefix("XXXX-XX-XX") or (
        timex.startswith("XXXX-WXX") and ours == timex.partition("T")[0]
    )


def _same_clock(timex: str, ours: str) -> bool:
    told = timex.strip("()").split(",")[:2]
    given = ours.split("/")
    return len(told) == len(given) and all(_padded(one) == _padded(two) for one, two in zip(told, given, strict=True))


def _padded(timex: str) -> str:
    clock = timex.partition("T")[2]
    return f"{int(clock):02d}:00" if clock.isdigit() else clock


def measure(shared: Path, language: str, *, misses: bool, limit: int) -> Score:
    """Return the score of a language, printing up to ``limit`` misses where asked."""
    rules, reasons = aside(language), Counter[str]()
    score, shown, kinds, total = Score(), 0, Counter[str](), 0
    for case in cases(shared, language):
        total += 1
        if (reason := reason_aside(case, rules)) is not None:
            reasons[reason] += 1
            continue
        found = find_times(case.text, language=CODES[language], anchor=case.reference or None)
        score.given += len(found)
        for expected in case.expected:
            score.expected += 1
            over = [time for time in found if time.span.overlaps(expected.span)]
            score.overlapping += bool(over)
            if any(agrees(time, expected) for time in over):
                score.agreeing += 1
                continue
            kinds[expected.kind] += 1
            if misses and shown < limit:
                shown += 1
                print_miss(case, expected, over)
        if misses and not case.expected and found and shown < limit:
            print(f"  extra: {case.text!r}: {[time.text for time in found]}")
    score.cases, score.aside = total, reasons.total()
    if misses:
        print(f"{language}: left out {dict(reasons.most_common())}; misses by type {dict(kinds.most_common())}")
    return score


def print_miss(case: Case, expected: Expected, over: Sequence[TimeExpression]) -> None:
    """Print what a case expects and what was given."""
    told = [{key: value for key, value in values.items() if key != "type"} for values in expected.candidates]
    ours = [(time.text, time.value, time.timex3, time.relation) for time in over]
    print(
        f"  {case.text!r} [{case.reference}] {expected.span.of(case.text)!r} {expected.kind}\n     {told}\n     {ours}"
    )


def main() -> None:
    """Read the arguments and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path, help="the folder that holds bench/recognizers")
    parser.add_argument("--language", choices=sorted(CODES), action="append")
    parser.add_argument("--misses", action="store_true", help="print what is missed")
    parser.add_argument("--limit", type=int, default=40, help="how many misses to print")
    given = parser.parse_args()
    for language in given.language or sorted(CODES):
        score = measure(given.shared, language, misses=given.misses, limit=given.limit)
        print(f"{language}: {score.line()}")


if __name__ == "__main__":
    main()
