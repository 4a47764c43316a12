"""Drawing: SVG elements as data, written with everything escaped.

Each element may carry classes. ``PAINT`` gives every class plain attributes, so that a file by itself has its colours
(no style sheet is needed, and none is allowed where a strict policy holds); in a page the style sheet outranks them,
which is how a dark page gets its own.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final
from xml.sax.saxutils import escape, quoteattr

INK: Final = "#1c2127"
FONT: Final = "Liberation Sans, Noto Sans, Arial, Helvetica, sans-serif"
_ACCENT: Final = "#1f4e79"
_SOFT: Final = "#59626c"
_LINE: Final = "#d8d5ce"
PAINT: Final[Mapping[str, Mapping[str, str]]] = {
    "ground": {"fill": "#ffffff"},
    "lane": {"fill": "#f3f1ec"},
    "grid": {"stroke": _LINE, "stroke-width": "1"},
    "axis": {"stroke": "#8a8f95", "stroke-width": "1"},
    "ink": {"fill": INK},
    "soft": {"fill": _SOFT},
    "on": {"fill": "#ffffff"},
    "bold": {"font-weight": "600"},
    "full": {"fill": _ACCENT, "stroke": _ACCENT, "stroke-width": "1.5"},
    "hollow": {"fill": "#ffffff", "stroke": _ACCENT, "stroke-width": "1.5"},
    "dashed": {"fill": "#ffffff", "stroke": _ACCENT, "stroke-width": "1.5", "stroke-dasharray": "3 2"},
    "crossed": {"fill": "#ffffff", "stroke": "#8a3b12", "stroke-width": "1.5"},
    "strike": {"stroke": "#8a3b12", "stroke-width": "1.5"},
    "bar": {"fill": _ACCENT},
    "range": {"fill": _ACCENT, "fill-opacity": "0.35"},
    "pledge": {"fill": "#ffffff", "stroke": _ACCENT, "stroke-width": "1.5"},
    "heat": {"fill": _ACCENT},
}
"""The attributes of each class in a file by itself: ink on white."""

type Part = Node | str


@dataclass(frozen=True, slots=True)
class Node:
    """One SVG element: its tag, attributes in order, and what is inside."""

    tag: str
    attributes: tuple[tuple[str, str], ...]
    inside: tuple[Part, ...]


def node(tag: str, *inside: Part | None, **attributes: str | float | None) -> Node:
    """Return an element. In names of attributes ``_`` stands for ``-`` (``class_`` for ``class``); those that are None
    are left out, as is what is None inside; numbers are given with at most two decimals."""
    held = tuple((name.rstrip("_").replace("_", "-"), _value(v)) for name, v in attributes.items() if v is not None)
    return Node(tag, held, tuple(part for part in inside if part is not None))


def text(words: str, x: float, y: float, kind: str = "ink", *, anchor: str | None = None, size: float = 12) -> Node:
    """Return words at a point; ``anchor`` is ``middle`` or ``end``."""
    return node("text", words, class_=kind, x=x, y=y, text_anchor=anchor, font_size=size)


def link(address: str | None, title: str, *inside: Part | None) -> Node:
    """Return ``inside`` as a link with a name that is read out and shown on hover; a group without an address."""
    named = node("title", title)
    return node("a", named, *inside, href=address) if address else node("g", named, *inside)


def written(part: Part, *, links: bool = True) -> str:
    """Return ``part`` as XML. Without ``links`` what leads somewhere stays, but as a plain group."""
    if isinstance(part, str):
        return escape(_legal(part))
    tag, attributes = part.tag, part.attributes
    if tag == "a" and not links:
        tag, attributes = "g", ()
    names = " ".join(f"{name}={quoteattr(_legal(value))}" for name, value in _painted(attributes))
    head = f"{tag} {names}" if names else tag
    inside = "".join(written(each, links=links) for each in part.inside)
    return f"<{head}>{inside}</{tag}>" if inside else f"<{head}/>"


def width_of(words: str, size: float = 12) -> float:
    """Return about how wide ``words`` are when set in ``size`` pixels of a plain face."""
    return sum(0.6 if c.isupper() or c in "mwMW—" else 0.3 if c in "iljtf.,;:' " else 0.53 for c in words) * size


def cut(words: str, width: float, size: float = 12) -> str:
    """Return ``words`` cut with an ellipsis where they are wider than ``width``."""
    if width_of(words, size) <= width:
        return words
    while words and width_of(words + "…", size) > width:
        words = words[:-1]
    return words.rstrip() + "…"


def _painted(attributes: Iterable[tuple[str, str]]) -> Iterable[tuple[str, str]]:
    held = dict(attributes)
    paint: dict[str, str] = {}
    for name in held.get("class", "").split():
        paint |= PAINT.get(name, {})
    return (paint | held).items()


def _value(value: str | float) -> str:
    return value if isinstance(value, str) else f"{value:.2f}".rstrip("0").rstrip(".") if value % 1 else f"{value:.0f}"


def _legal(words: str) -> str:
    """Return ``words`` without the control characters that XML cannot hold."""
    return "".join(c for c in words if c >= " " or c in "\t\n")
