"""Matrices: how often each row goes with each column, told by figure and by depth of colour."""

from collections.abc import Callable, Mapping, Sequence
from math import log
from typing import Final

from onrecord.views.charts.chart import Chart
from onrecord.views.charts.drawing import Node, cut, link, node, text
from onrecord.views.charts.timeline import Frame

_CELL: Final = 34
_ROW: Final = 26
_LEFT: Final = 190
_TOP: Final = 120
_SIZE: Final = 11.5
_DEPTHS: Final = (0.1, 0.2, 0.35, 0.85, 1.0)
"""How much of the accent a cell takes; the lower three carry dark figures, the upper two light ones."""
_DARK: Final = 3

type Pair = tuple[str, str]


def matrix(
    frame: Frame,
    names: tuple[Mapping[str, str], Mapping[str, str]],
    counts: Mapping[Pair, int],
    url: Callable[[str, str], str],
    heads: tuple[str, str],
) -> Chart:
    """Return the counts as cells. ``names`` give rows and columns by key in their order with what each is called;
    ``heads`` say what rows and columns are; ``url`` is where a cell leads."""
    rows, columns = names
    most = max(counts.values(), default=1)
    body: list[Node] = [
        text(heads[0], 8, _TOP - 8, "soft", size=_SIZE),
        text(heads[1], _LEFT, 14, "soft", size=_SIZE),
        *_column_names(list(columns.values())),
    ]
    for n, (row, name) in enumerate(rows.items()):
        y = _TOP + n * _ROW
        body.append(text(cut(name, _LEFT - 20), _LEFT - 8, y + _ROW / 2 + 4, anchor="end"))
        for place, column in enumerate(columns):
            x = _LEFT + place * _CELL
            count = counts.get((row, column), 0)
            if not count:
                body.append(node("rect", class_="lane", x=x + 1, y=y + 1, width=_CELL - 2, height=_ROW - 2, rx=3))
                continue
            said = f"{name} → {columns[column]}: {count}"
            body.append(link(url(row, column), said, *_cell(x, y, count, most)))
    width = max(_LEFT + len(columns) * _CELL + 90, 420)
    return Chart(frame.name, frame.title, frame.says, width, _TOP + len(rows) * _ROW + 8, tuple(body), frame.table)


def depth(count: int, most: int) -> int:
    """Return which of the depths a count has, from 0; by its logarithm, as few pairs have most of the acts."""
    if most <= 1:
        return 1
    return min(len(_DEPTHS) - 1, int(log(count) / log(most) * len(_DEPTHS)))


def _cell(x: float, y: float, count: int, most: int) -> list[Node]:
    level = depth(count, most)
    ground = node(
        "rect", class_="heat", x=x + 1, y=y + 1, width=_CELL - 2, height=_ROW - 2, rx=3, fill_opacity=_DEPTHS[level]
    )
    kind = "on" if level >= _DARK else "ink"
    words = str(count) if count < 10_000 else f"{count // 1000}k"
    return [ground, text(words, x + _CELL / 2, y + _ROW / 2 + 4, kind, anchor="middle", size=_SIZE)]


def _column_names(names: Sequence[str]) -> list[Node]:
    found = []
    for n, name in enumerate(names):
        x, y = _LEFT + n * _CELL + _CELL / 2 + 4, _TOP - 8
        words = cut(name, 118)
        found.append(
            node("text", words, class_="ink", x=x, y=y, font_size=12, transform=f"rotate(-50 {x:.1f} {y:.1f})")
        )
    return found
