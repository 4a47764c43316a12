"""Scales: from days and figures to pixels, and the ticks that stand under them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import quantiles
from typing import Final

_STEPS: Final = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200)
_REACH: Final = 1.5
"""By how many times the spread between the quartiles a day may lie off and still be drawn."""
_LEAST: Final = 60
_WEEKS: Final = 120
"""Up to how many days are marked by weeks."""
_MARGIN: Final = 0.03


@dataclass(frozen=True, slots=True)
class Days:
    """A stretch of days drawn from ``left`` to ``right`` pixels."""

    first: date
    last: date
    left: float
    right: float

    def x(self, day: date) -> float:
        """Return where ``day`` begins, kept inside."""
        whole = max(1, self.last.toordinal() - self.first.toordinal())
        share = (day.toordinal() - self.first.toordinal()) / whole
        return self.left + (self.right - self.left) * min(1.0, max(0.0, share))

    def ticks(self, apart: float) -> list[date]:
        """Return days, or first days of months where they are many, at least ``apart`` pixels from each other."""
        begin, end = self.first.toordinal(), self.last.toordinal()
        if end - begin <= _WEEKS:
            days = max(1, -(-round((end - begin) * apart / (self.right - self.left)) // 7) * 7)
            return [date.fromordinal(n) for n in range(begin + 1, end + 1, days)]
        first, last = self.first.year * 12 + self.first.month - 1, self.last.year * 12 + self.last.month - 1
        most = max(1, int((self.right - self.left) / apart))
        step = next((s for s in _STEPS if (last - first) / s <= most), _STEPS[-1])
        months = range(-(-first // step) * step, last + 1, step)
        return [day for n in months if self.first <= (day := date(n // 12, n % 12 + 1, 1)) <= self.last]


def core(days: Iterable[date]) -> tuple[date, date]:
    """Return the first and last of ``days`` that lie with the others; single ones that lie far off would press all
    others together (Tukey 1977: fences by the spread of the quartiles). Raises ValueError where there are none."""
    held = sorted(day.toordinal() for day in days)
    if len(held) > 3:
        low, _, high = quantiles(held, n=4)
        reach = _REACH * max(_LEAST, high - low)
        held = [day for day in held if low - reach <= day <= high + reach]
    margin = max(2, round((held[-1] - held[0]) * _MARGIN))
    return date.fromordinal(max(1, held[0] - margin)), date.fromordinal(min(date.max.toordinal(), held[-1] + margin))


def stacked(spans: Sequence[tuple[float, float]]) -> list[int]:
    """Return for each span (left and right edge) the first row in which it overlaps none before it."""
    ends: list[float] = []
    rows = []
    for left, right in spans:
        row = next((n for n, end in enumerate(ends) if end <= left), len(ends))
        if row == len(ends):
            ends.append(right)
        else:
            ends[row] = right
        rows.append(row)
    return rows
