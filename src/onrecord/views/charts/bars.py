"""Bars of a whole and its part: how much each has, and how much of that is of one kind."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from onrecord.views.charts.chart import Chart
from onrecord.views.charts.drawing import Node, cut, link, node, text, width_of
from onrecord.views.charts.timeline import Frame

WIDTH: Final = 880
_LEFT: Final = 210
_RIGHT: Final = 70
_ROW: Final = 24
_TOP: Final = 30


@dataclass(frozen=True, slots=True)
class Share:
    """One bar: its name, the whole, the part of it, what it says read out, and where it leads."""

    name: str
    whole: int
    part: int
    title: str
    url: str | None = None


def shares(frame: Frame, bars: Sequence[Share], kinds: tuple[str, str]) -> Chart:
    """Return a bar each, the part filled and the rest pale; ``kinds`` are what part and rest are called."""
    most = max((bar.whole for bar in bars), default=1)
    body: list[Node] = []
    x = float(_LEFT)
    for kind, words in zip(("bar", "range"), kinds, strict=True):
        body.append(node("rect", class_=kind, x=x, y=7, width=12, height=12, rx=2))
        body.append(text(words, x + 18, 17, "soft"))
        x += 18 + width_of(words) + 24
    for n, bar in enumerate(bars):
        y = _TOP + n * _ROW
        body.append(link(bar.url, bar.title, *_drawn(bar, most, y)))
    return Chart(frame.name, frame.title, frame.says, WIDTH, _TOP + len(bars) * _ROW + 6, tuple(body), frame.table)


def _drawn(bar: Share, most: int, y: float) -> list[Node]:
    room = WIDTH - _LEFT - _RIGHT
    whole, part = bar.whole / most * room, bar.part / most * room
    found = [
        node("rect", class_="lane", x=0, y=y, width=WIDTH, height=_ROW - 3, rx=4),
        text(cut(bar.name, _LEFT - 24), 8, y + 15),
    ]
    if bar.part:
        found.append(node("rect", class_="bar", x=_LEFT, y=y + 4, width=max(1.0, part), height=_ROW - 11))
    if bar.whole > bar.part:
        found.append(
            node("rect", class_="range", x=_LEFT + part, y=y + 4, width=max(1.0, whole - part), height=_ROW - 11)
        )
    found.append(text(f"{bar.part} / {bar.whole}", _LEFT + whole + 8, y + 15, "soft", size=11))
    return found
