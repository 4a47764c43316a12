"""Timelines: acts as spans on lanes, or, where they are many, how many there are in each month."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from onrecord.views.charts.chart import Chart, Table
from onrecord.views.charts.drawing import Node, cut, link, node, text, width_of
from onrecord.views.charts.scale import Days, stacked

Mark = Literal["full", "hollow", "dashed", "crossed"]
WIDTH: Final = 880
_LEFT: Final = 104
_RIGHT: Final = 12
_ROW: Final = 20
_GAP: Final = 10
_AXIS: Final = 26
_SIZE: Final = 11
_LONGEST: Final = 210
_NARROW: Final = 7
_BARS: Final = 54
_APART: Final = 110

type DayNames = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Act:
    """One act: its lane, the first and last day that its date may mean, what is written beside it and read out, the
    kind of its mark, and where it leads."""

    lane: int
    first: date
    last: date
    label: str
    title: str
    mark: Mark
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Frame:
    """What a chart is called and says, and the table behind it."""

    name: str
    title: str
    says: str
    table: Table


def timeline(frame: Frame, lanes: Sequence[str], acts: Sequence[Act], days: Days, day_name: DayNames) -> Chart:
    """Return the acts on their lanes; a day is a dot, an imprecise date a bar as long as what it may mean."""
    body: list[Node] = []
    y = float(_AXIS)
    for n, name in enumerate(lanes):
        inside = sorted((act for act in acts if act.lane == n), key=lambda act: (act.first, act.last))
        placed = [_placed(act, days) for act in inside]
        rows = stacked([place.reach for place in placed])
        height = (max(rows, default=0) + 1) * _ROW + _GAP
        body.append(node("rect", class_="lane", x=0, y=y, width=WIDTH, height=height - 2, rx=4))
        body.append(text(cut(name, _LEFT - 16), 8, y + 18, "ink bold"))
        for act, row, place in zip(inside, rows, placed, strict=True):
            body.append(_drawn(act, place, y + _GAP / 2 + row * _ROW + _ROW / 2))
        y += height
    grid = _grid(days, day_name, y)
    lanes_first = [each for each in body if each.tag == "rect"]
    return Chart(
        frame.name,
        frame.title,
        frame.says,
        WIDTH,
        y + 4,
        (*lanes_first, *grid, *(each for each in body if each.tag != "rect")),
        frame.table,
    )


def counts_over_time(
    frame: Frame,
    lanes: Sequence[str],
    counts: Sequence[Mapping[str, int]],
    url: Callable[[int, str], str],
    period_name: DayNames,
) -> Chart:
    """Return a bar for the number of acts of each lane in each month (``YYYY-MM``) or year; bars of all lanes have one
    scale."""
    periods = _whole(sorted({period for held in counts for period in held}))
    most = max((n for held in counts for n in held.values()), default=1)
    step = (WIDTH - _LEFT - _RIGHT) / max(1, len(periods))
    body: list[Node] = []
    for n, name in enumerate(lanes):
        top = _AXIS + n * (_BARS + _GAP)
        body.append(node("rect", class_="lane", x=0, y=top, width=WIDTH, height=_BARS + 6, rx=4))
        body.append(text(cut(name, _LEFT - 16), 8, top + 20, "ink bold"))
        body.append(text(str(sum(counts[n].values())), 8, top + 38, "soft", size=_SIZE))
        for place, period in enumerate(periods):
            count = counts[n].get(period, 0)
            if count:
                height = max(2.0, _BARS * count / most)
                bar = node(
                    "rect", class_="bar", x=_LEFT + place * step + step * 0.1, y=top + 4 + _BARS - height,
                    width=max(1.0, step * 0.8), height=height,
                )  # fmt: skip
                body.append(link(url(n, period), f"{name}, {period_name(period)}: {count}", bar))
    shown = -(-len(periods) // 12)
    labels = [
        text(period_name(period), _LEFT + (n + 0.5) * step, 16, "soft", anchor="middle", size=_SIZE)
        for n, period in enumerate(periods)
        if n % shown == 0
    ]
    height = _AXIS + len(lanes) * (_BARS + _GAP) + 4
    return Chart(frame.name, frame.title, frame.says, WIDTH, height, (*body, *labels), frame.table)


def legend_mark(mark: Mark) -> Node:
    """Return the mark by itself, to be explained beside a chart."""
    shapes = _shape(mark, _Place(1.5, 18.5, (0, 20), "behind"), 7, 4)
    return node("svg", *shapes, class_="chart key", width=20, height=14, viewBox="0 0 20 14", aria_hidden="true")


@dataclass(frozen=True, slots=True)
class _Place:
    """Where an act is drawn: the edges of its mark, how far mark and label reach, and on which side the label is."""

    left: float
    right: float
    reach: tuple[float, float]
    side: Literal["behind", "before", "above"]


def _placed(act: Act, days: Days) -> _Place:
    left = days.x(act.first)
    right = max(left + _NARROW, days.x(date.fromordinal(min(act.last.toordinal() + 1, date.max.toordinal()))))
    if right > days.right:
        left, right = min(left, days.right - _NARROW), days.right
    label = width_of(cut(act.label, _LONGEST, _SIZE), _SIZE) + 12
    if right + label <= WIDTH:
        return _Place(left, right, (left, right + label), "behind")
    if left - label >= _LEFT - 4:
        return _Place(left, right, (left - label, right + 4), "before")
    return _Place(left, right, (left, max(right, left + label)), "above")


def _drawn(act: Act, place: _Place, y: float) -> Node:
    words = cut(act.label, _LONGEST, _SIZE)
    match place.side:
        case "behind":
            label = text(words, place.right + 5, y + 4, size=_SIZE)
        case "before":
            label = text(words, place.left - 5, y + 4, anchor="end", size=_SIZE)
        case _:
            label, y = text(words, place.left + 4, y + 1, size=_SIZE), y + 7
    return link(act.url, act.title, *_shape(act.mark, place, y, 4 if place.side != "above" else 2), label)


def _shape(mark: Mark, place: _Place, y: float, half: float) -> list[Node]:
    left, right = place.left, place.right
    short = right - left <= _NARROW + 1
    if short:
        found = [node("circle", class_=mark, cx=(left + right) / 2, cy=y, r=4)]
    else:
        found = [node("rect", class_=mark, x=left, y=y - half, width=right - left, height=2 * half, rx=half)]
    if mark == "crossed":
        middle = (left + right) / 2
        found.append(node("line", class_="strike", x1=middle - 6, y1=y + 6, x2=middle + 6, y2=y - 6))
    return found


def _grid(days: Days, day_name: DayNames, bottom: float) -> list[Node]:
    found = []
    ticks = days.ticks(_APART)
    form = "%Y-%m" if all(tick.day == 1 for tick in ticks) else "%Y-%m-%d"
    for tick in ticks:
        x = days.x(tick)
        found.append(node("line", class_="grid", x1=x, y1=_AXIS - 4, x2=x, y2=bottom))
        words = day_name(f"{tick:{form}}")
        if x + 3 + width_of(words, _SIZE) <= WIDTH:
            found.append(text(words, x + 3, 15, "soft", size=_SIZE))
    return found


def _whole(periods: Sequence[str]) -> list[str]:
    """Return every month or year from the first to the last."""
    if not periods:
        return []
    if len(periods[0]) == 4:
        return [f"{year:04}" for year in range(int(periods[0]), int(periods[-1]) + 1)]
    first, last = (int(each[:4]) * 12 + int(each[5:7]) - 1 for each in (periods[0], periods[-1]))
    return [f"{n // 12:04}-{n % 12 + 1:02}" for n in range(first, last + 1)]


def lane_days(first: date, last: date) -> Days:
    """Return the scale of a timeline from ``first`` to ``last``."""
    return Days(first, last, _LEFT, WIDTH - _RIGHT)
