"""Measure find_quantities on public benchmarks beside the checkout: recognizers, quantulum3, and its speed.

Prints, per part, the share of cases whose expected amounts (value and unit) are all found with none of the same kind
beside. Cases set aside are listed with reasons in data/quantities_set_aside.tsv. With ``--misses`` the cases that fail
are printed too.
"""

import argparse
import json
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from onrecord.core.quantities import Quantity
from onrecord.language.lexicons import cells, parse_table
from onrecord.language.quantities import find_quantities

DATA = Path(__file__).parent / "data"
SHARED = Path(__file__).parents[2] / "shared" / "bench"
TIMES = {"a", "mo", "wk", "d", "h", "Ga", "Ma", "1/wk"}
WORDLIKE = {"bar", "bit", "deg", "rad", "mol", "Cel", "mGy", "kBy", "MBy", "EBy", "TeV", "GHz", "KiBy", "MiBy", "GiBy"}
LANGUAGES = {"English": "en", "French": "fr"}


@dataclass(frozen=True)
class Expected:
    """One amount that a case asks for: its words, bounds, and the unit codes that would be right."""

    text: str
    low: float | None
    high: float | None
    units: tuple[str, ...]


@dataclass(frozen=True)
class Case:
    """One input with all amounts of the asked kind."""

    text: str
    language: str
    expected: tuple[Expected, ...]


@cache
def set_aside(part: str) -> dict[str, str]:
    """Return the inputs (their first 60 characters) of ``part`` that are set aside, and why."""
    rows = parse_table((DATA / "quantities_set_aside.tsv").read_text("utf-8"), "quantities_set_aside.tsv")
    return {row["input"]: row["reason"] for row in rows if row["part"] == part}


@cache
def unit_codes(name: str, table: str) -> tuple[tuple[str, ...], float]:
    """Return the codes that a benchmark's unit name stands for and the factor for its values."""
    rows = parse_table((DATA / table).read_text("utf-8"), table)
    for row in rows:
        if name in cells(row["name"]):
            return cells(row["codes"]), float(row.get("factor") or 1)
    return (), 1


def recognizers_cases(model: str, language: str) -> Iterator[Case]:
    """Yield the cases of a NumberWithUnit model; results without a value (bare unit words) are left out."""
    file = SHARED / "recognizers" / "NumberWithUnit" / language / f"{model}Model.json"
    for case in json.loads(file.read_text("utf-8-sig")):
        expected = []
        for result in case["Results"]:
            resolution = result["Resolution"]
            if resolution is None or resolution.get("value") in {None, "null"}:
                continue
            iso = resolution.get("isoCurrency")
            codes, factor = unit_codes(resolution["unit"], "recognizers_units.tsv")
            value = float(resolution["value"].replace(",", ".")) * factor
            expected.append(Expected(result["Text"], value, value, (iso,) if iso else codes))
        yield Case(case["Input"], LANGUAGES[language], tuple(expected))


def quantulum_cases() -> Iterator[Case]:
    """Yield quantulum3's cases, without the durations and years in them: those are find_times' to find."""
    for case in json.loads((SHARED / "quantulum3" / "quantities.json").read_text("utf-8")):
        expected = []
        for result in case["res"]:
            codes, factor = unit_codes(result["unit"], "quantulum3_units.tsv")
            spread = result.get("uncertainty") or 0
            bounds = sorted(((result["value"] - spread) * factor, (result["value"] + spread) * factor))
            year = codes == ("1",) and 1900 <= result["value"] <= 2100 and len(result["surface"]) == 4
            if not (year or TIMES & set(codes)):
                expected.append(Expected(result["surface"], bounds[0], bounds[1], codes))
        yield Case(case["req"], "en", tuple(expected))


def agrees(found: Quantity, expected: Expected, *, counts: bool) -> bool:
    """Say whether value and unit of ``found`` are those of ``expected``; with ``counts`` a noun is no unit."""
    low = found.low if found.low is not None else found.high
    high = found.high if found.high is not None else found.low
    if low is None or high is None or expected.low is None or expected.high is None:
        return False
    close = abs(low - expected.low) <= 1e-6 * max(1e-12, abs(expected.low))
    close = close and abs(high - expected.high) <= 1e-6 * max(1e-12, abs(expected.high))
    unit = "1" if counts and is_count(found.unit) else found.unit
    return close and unit in expected.units


def is_count(unit: str | None) -> bool:
    """Say whether a unit is a bare number or a counted noun."""
    return (
        unit is None
        or unit == "1"
        or (len(unit) > 2 and unit.isalpha() and not is_money(unit) and unit not in WORDLIKE)
    )


def is_money(unit: str | None) -> bool:
    """Say whether a unit is money."""
    return unit is not None and len(unit.partition("/")[0]) == 3 and unit[:3].isalpha() and unit[:3].isupper()


def kept(model: str, found: Iterable[Quantity]) -> list[Quantity]:
    """Return those of ``found`` that the model asks for."""
    if model == "Currency":
        return [q for q in found if is_money(q.unit)]
    if model == "Dimension":
        return [q for q in found if q.unit not in {"%", "Cel", "[degF]"} and not (is_count(q.unit) or is_money(q.unit))]
    return list(found)


def passes(model: str, case: Case) -> bool:
    """Say whether a case's amounts are all found, and none of their kind that is not asked for."""
    found = kept(model, find_quantities(case.text, language=case.language))
    counts = model == "quantulum3"
    if len(found) != len(case.expected):
        return False
    pairs = zip(found, case.expected, strict=True)
    ordered = sorted(case.expected, key=lambda e: case.text.lower().find(e.text.lower()))
    return all(agrees(*pair, counts=counts) for pair in pairs) or all(
        agrees(f, e, counts=counts) for f, e in zip(found, ordered, strict=True)
    )


def measure(name: str, model: str, cases: Iterable[Case], *, misses: bool) -> None:
    """Print how many of ``cases`` pass, and how many are set aside."""
    every = list(cases)
    aside = set_aside(name)
    asked = [case for case in every if case.text[:60].strip() not in aside]
    failed = [case for case in asked if not passes(model, case)]
    left = len(every) - len(asked)
    share = (len(asked) - len(failed)) / max(1, len(asked))
    print(f"{name:<22} {share:.3f} of {len(asked)} cases; set aside {left} of {len(every)} ({left / len(every):.0%})")
    for case in failed if misses else ():
        found = kept(model, find_quantities(case.text, language=case.language))
        print(f"  {case.text}")
        print(f"    want {[(e.text, e.low, e.high, e.units) for e in case.expected]}")
        print(f"    got  {[(q.text, q.low, q.high, q.unit) for q in found]}")


def speed(language: str) -> None:
    """Print the characters per second that the search reads on the benchmark's own texts."""
    name = next(k for k, v in LANGUAGES.items() if v == language)
    texts = [c.text for m in ("Currency", "Dimension") for c in recognizers_cases(m, name)]
    text = "\n".join(texts) * 20
    find_quantities(text[:200], language=language)
    begin = time.perf_counter()
    count = len(find_quantities(text, language=language))
    seconds = time.perf_counter() - begin
    print(f"speed {language:<16} {len(text) / seconds / 1e6:.2f} million characters/s ({count} quantities)")


def main() -> None:
    """Measure every part."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--misses", action="store_true", help="print the cases that fail")
    parser.add_argument("--only", default="", help="measure only the parts whose name contains this")
    options = parser.parse_args()
    for language in LANGUAGES:
        for model in ("Currency", "Dimension"):
            name = f"{language}/{model}"
            if options.only in name:
                measure(name, model, recognizers_cases(model, language), misses=options.misses)
    if options.only in "quantulum3":
        measure("quantulum3", "quantulum3", quantulum_cases(), misses=options.misses)
    if not options.only:
        for language in LANGUAGES.values():
            speed(language)


if __name__ == "__main__":
    main()
