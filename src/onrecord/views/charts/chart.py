"""A chart: a drawing with a name, a description and the table of its figures; as SVG, PNG or CSV."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from onrecord.core.errors import ViewError
from onrecord.views.charts.drawing import FONT, Node, node, written

_PIXELS: Final = 2.0
_MOST_PIXELS: Final = 16_000


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table: its words and the address that they lead to. ``number`` says that it is a figure, ``whole``
    that it is not to be broken over lines."""

    words: str
    url: str | None = None
    number: bool = False
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """The figures behind a chart: the heads of the columns, and the rows, whose first cell names the row."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]

    def lines(self) -> Iterator[Sequence[str]]:
        """Yield the words of every row, the heads first."""
        yield self.columns
        for row in self.rows:
            yield [cell.words for cell in row]


@dataclass(frozen=True, slots=True)
class Chart:
    """What is drawn.

    ``name`` is short and plain (a file's name), ``title`` says what is shown and ``says`` how it is to be read.
    ``width`` and ``height`` are pixels. ``legend`` pairs a class of mark with what it means.
    """

    name: str
    title: str
    says: str
    width: float
    height: float
    body: tuple[Node, ...]
    table: Table


def svg(chart: Chart, *, links: bool = True) -> str:
    """Return the chart as SVG to stand in a page; without ``links`` nothing in it leads anywhere."""
    return written(_root(chart, chart.body), links=links)


def svg_file(chart: Chart) -> str:
    """Return the chart as a file by itself: with its colours, on white, under its title."""
    head = node("text", chart.title, class_="ink bold", x=8, y=22, font_size=15)
    ground = node("rect", class_="ground", x=0, y=0, width=chart.width, height=chart.height + _HEAD)
    moved = node("g", *chart.body, transform=f"translate(0 {_HEAD})")
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + written(_root(chart, (ground, head, moved), _HEAD), links=False)


def png(chart: Chart) -> bytes:
    """Return the chart as PNG, two pixels a unit. Raises ViewError where vl-convert is not installed."""
    try:
        import vl_convert
    except ImportError as error:
        raise ViewError(
            "chart.png", "PNG needs vl-convert.", "Install it with: pip install 'onrecord[png]', or take the SVG."
        ) from error
    scale = min(_PIXELS, _MOST_PIXELS / max(chart.width, chart.height + _HEAD))
    return bytes(vl_convert.svg_to_png(svg_file(chart), scale=scale))


_HEAD: Final = 34


def _root(chart: Chart, body: tuple[Node, ...], above: int = 0) -> Node:
    name, height = f"chart-{chart.name}", chart.height + above
    return node(
        "svg",
        node("title", chart.title, id=f"{name}-title"),
        node("desc", chart.says, id=f"{name}-desc"),
        *body,
        xmlns="http://www.w3.org/2000/svg",
        class_="chart",
        role="group",
        aria_labelledby=f"{name}-title",
        aria_describedby=f"{name}-desc",
        viewBox=f"0 0 {chart.width:g} {height:g}",
        width=chart.width,
        height=height,
        font_family=FONT,
        font_size=12,
    )
