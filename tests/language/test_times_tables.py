"""The tables of time: every language's are whole, and the measured quality does not fall."""

import subprocess
import sys
from pathlib import Path

import pytest

from onrecord.language.lexicons import languages, settings, table
from onrecord.language.times.patterns import grammar


@pytest.mark.parametrize("language", languages())
def test_every_template_compiles_and_names_a_known_guard(language: str) -> None:
    guards = settings(language, "times.toml")["guards"]
    assert isinstance(guards, dict)
    for patterns in grammar(language).rules.values():
        for pattern in patterns:
            assert pattern.rows and all(row.items for row in pattern.rows)
            assert not pattern.guard or pattern.guard in guards, pattern.guard


@pytest.mark.parametrize("language", languages())
def test_every_month_and_weekday_has_a_word(language: str) -> None:
    named: dict[str, set[str]] = {}
    for row in table(language, "times_words.tsv"):
        named.setdefault(row["class"], set()).add(row["value"])
    assert named["month"] | named["doubtful"] == {str(month) for month in range(1, 13)}
    assert named["weekday"] == {str(day) for day in range(1, 8)}
    assert named["season"] == {"21", "22", "23", "24"}


@pytest.mark.gold
@pytest.mark.parametrize(("language", "floor"), [("English", 0.80), ("French", 0.77)])
def test_recognizers_floor(shared: Path, root: Path, language: str, floor: float) -> None:
    program = root / "bench" / "times_recognizers.py"
    told = subprocess.run(
        [sys.executable, str(program), str(shared), "--language", language], capture_output=True, text=True, check=True
    ).stdout
    share = float(told.partition("(")[2].partition("%")[0])
    value = float(told.partition(": value ")[2].partition(",")[0])
    assert share < 25
    assert value >= floor
