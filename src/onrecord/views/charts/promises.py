"""Promised against delivered: for each figure a bar of what was promised, and in it how much of that has come."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from onrecord.core.records import Amount
from onrecord.views.charts.chart import Chart
from onrecord.views.charts.drawing import Node, cut, link, node, text
from onrecord.views.charts.timeline import Frame

WIDTH: Final = 880
_LEFT: Final = 205
_BAR: Final = 180
_ROW: Final = 32
_GROUP: Final = 30
_SIZE: Final = 11.5


@dataclass(frozen=True, slots=True)
class Bar:
    """One figure of one promise: what it counts, what was promised, delivered and is outstanding (in one unit), and how
    these read; ``url`` leads to the promise."""

    label: str
    promised: Amount | None
    delivered: Amount | None
    reading: str
    title: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """The figures of one pair: who gives to whom."""

    name: str
    bars: tuple[Bar, ...]


def promised(frame: Frame, groups: Sequence[Group]) -> Chart:
    """Return a bar for each figure. Its length is the share of the greater of promise and delivery, as units differ
    from row to row; a range is filled as far as it is sure, and pale as far as it may be."""
    body: list[Node] = []
    y = 4.0
    for group in groups:
        body.append(text(cut(group.name, WIDTH - 24, 13), 8, y + 20, "ink bold", size=13))
        y += _GROUP
        for bar in group.bars:
            body.append(node("rect", class_="lane", x=0, y=y, width=WIDTH, height=_ROW - 3, rx=4))
            body.append(link(bar.url, bar.title, *_drawn(bar, y)))
            y += _ROW
        y += 6
    return Chart(frame.name, frame.title, frame.says, WIDTH, y, tuple(body), frame.table)


def _drawn(bar: Bar, y: float) -> list[Node]:
    whole, part = bar.promised, bar.delivered
    most = max(_high(whole), _high(part), 1e-12)
    middle = y + (_ROW - 3) / 2
    found = [text(cut(bar.label, _LEFT - 24), 16, middle + 4, size=12)]
    if whole:
        found += _range(whole, most, middle - 8, 16, ("pledge", "pledge"))
    if part:
        found += _range(part, most, middle - 4.5, 9, ("bar", "range"))
    words = cut(bar.reading, WIDTH - _LEFT - _BAR - 30, _SIZE)
    found.append(text(words, _LEFT + _BAR + 14, middle + 4, size=_SIZE))
    return found


def _range(amount: Amount, most: float, y: float, height: float, kinds: tuple[str, str]) -> list[Node]:
    """Return what is sure of an amount, and beyond it what may be; an open end is a mark of its own."""
    low, high = _low(amount) / most * _BAR, _high(amount) / most * _BAR
    found = []
    if low:
        found.append(node("rect", class_=kinds[0], x=_LEFT, y=y, width=max(2.0, low), height=height, rx=2))
    if high > low:
        dash = "3 2" if kinds[1] == "pledge" else None
        shape = {"x": _LEFT + low, "y": y, "width": max(2.0, high - low), "height": height}
        found.append(node("rect", class_=kinds[1], rx=2, stroke_dasharray=dash, **shape))
    if amount.high is None:
        x = _LEFT + max(low, high)
        found.append(node("path", class_="ink", d=f"M{x + 3:.1f} {y:.1f} l6 {height / 2:.1f} l-6 {height / 2:.1f} z"))
    return found


def _low(amount: Amount | None) -> float:
    return float(amount.low or 0) if amount else 0.0


def _high(amount: Amount | None) -> float:
    if amount is None:
        return 0.0
    return float(amount.high if amount.high is not None else amount.low or 0)
