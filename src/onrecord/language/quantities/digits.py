"""Numbers written in digits, with the separators of any locale."""

import unicodedata
from functools import lru_cache

from onrecord.core.quantities import Number

_BLANKS = str.maketrans("", "", " \u00a0\u2009\u202f")
_LONGEST = 24


def tidy(value: float) -> Number:
    """Return ``value`` as an int where it is whole, else rounded to twelve significant digits."""
    if isinstance(value, int):
        return value
    rounded = float(f"{value:.12g}")
    return int(rounded) if rounded.is_integer() and abs(rounded) < 1e18 else rounded


@lru_cache(maxsize=10_000)
def read_digits(token: str, decimal: str) -> tuple[Number, bool] | None:
    """Return the value of ``token`` and whether its digits are grouped by thousands; None where it is no number.

    ``decimal`` is the decimal mark of the language. Three digits after a single mark are a group ("25.000" in English,
    "25,000" in French), unless the mark is the language's own and the digits do not end in "00".
    """
    if len(token) > _LONGEST:
        return None
    compact = token.translate(_BLANKS)
    grouped = compact != token
    marks = [c for c in compact if not c.isdecimal()]
    if not marks:
        return int(compact), grouped
    if len(set(marks)) == 1:
        return _one_mark(compact, marks, decimal, grouped)
    last = marks[-1]
    whole, _, fraction = compact.rpartition(last)
    if len(set(marks[:-1])) != 1 or last in marks[:-1] or not _is_grouped(whole, marks[0]):
        return None
    return tidy(float(f"{int(whole.replace(marks[0], ''))}.{fraction}")), True


def _one_mark(compact: str, marks: list[str], decimal: str, grouped: bool) -> tuple[Number, bool] | None:
    mark = marks[0]
    parts = compact.split(mark)
    if len(marks) > 1:
        return (int("".join(parts)), True) if _is_grouped(compact, mark) else None
    whole, fraction = parts
    if not grouped and len(fraction) == 3 and len(whole) <= 3 and not whole.startswith("0"):
        if mark != decimal or fraction.endswith("00"):
            return int(whole + fraction), True
    elif mark == "'":
        return None
    return tidy(float(f"{whole}.{fraction}")), grouped


def _is_grouped(whole: str, mark: str) -> bool:
    first, *rest = whole.split(mark)
    western = 1 <= len(first) <= 3 and all(len(part) == 3 for part in rest)
    indian = len(first) <= 2 and len(rest) > 1 and len(rest[-1]) == 3 and all(len(part) == 2 for part in rest[:-1])
    return western or indian


def vulgar_fraction(token: str) -> float | None:
    """Return the value of a one-character fraction ("½"), or None."""
    if len(token) != 1 or token.isascii() or not unicodedata.decomposition(token).startswith("<fraction>"):
        return None
    return unicodedata.numeric(token, None)
