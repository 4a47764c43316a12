"""Pages: HTML laid out as blocks, with what the head says about the document."""

import re
from collections import Counter

from lxml import etree
from lxml.etree import _Element as Element

from onrecord.documents.blocks import Block, Page, count_words, fold
from onrecord.documents.content.containers import mark_anchored
from onrecord.documents.content.dumps import read_dump
from onrecord.documents.content.heads import read_head, text_of
from onrecord.documents.content.regions import ELEMENTS, attribute_reason, role_reason
from onrecord.documents.content.shapes import ends_as_sentence
from onrecord.documents.content.votes import vote

_SKIPPED = frozenset(
    {
        "script", "style", "noscript", "template", "svg", "math", "iframe", "object", "embed", "canvas",
        "audio", "video", "picture", "head", "input", "meta", "link", "map", "source", "track", "param",
        "applet", "area", "base",
    }
)  # fmt: skip
_INLINE = frozenset(
    {
        "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font",
        "i", "ins", "kbd", "mark", "q", "ruby", "rb", "rp", "rt", "s", "samp", "small", "span", "strike",
        "strong", "sub", "sup", "time", "tt", "u", "var", "wbr", "nobr", "img", "label", "blink", "bold",
    }
)  # fmt: skip
_OWN_INLINE = _INLINE - {"a", "span", "font"}
_FLOWING = frozenset(["p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote"]) | _INLINE
_UNNAMED = frozenset({"html", "body", "main", "article", "tr", "td", "th", "tbody"})
_LABELS = frozenset({"a", "label", "small"})
_CELLS = frozenset({"td", "th"})
_SMALL_CELL = 80
_MAX_BLOCKS = 20_000
_MAX_DEPTH = 400
_LONGEST_HEAD = 200_000
_BODY = re.compile(r"</head\s*>|<body[\s>]", re.I)
_STYLE_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_GATHERED_SHARE = 0.4
_FEWEST_WORDS = 8
_PROSE_SIZE = 60
_SCRIPTS = re.compile(r"<(script|style|noscript)\b[^>]{0,2000}>.*?</\1\s*>", re.I | re.S)
_ANY_TAG = re.compile(r"<[^<>]{1,2000}>")


_Visit = tuple[Element, bool, str | None, str | None, bool, bool]
"""A step of the walk: the element, whether it opens, the reason in force around it, the one inside, whether it lies in
a link, and whether it parts blocks."""


class _Layout:
    """One walk over a page's tree that gathers text into blocks as the elements that break lines open and close."""

    def __init__(self, shares: dict[Element, int], total: int, headed: frozenset[Element]) -> None:
        self.blocks: list[Block] = []
        self.times: list[str] = []
        self._shares = shares
        self._total = total
        self._headed = headed
        self._parts: list[str] = []
        self._linked = 0
        self._length = 0
        self._tag = "div"
        self._element: Element | None = None
        self.elements: list[Element] = []
        self._reason: str | None = None

    def text(self, words: str, in_link: bool) -> None:
        self._parts.append(words)
        size = len(words.strip())
        self._length += size
        if in_link:
            self._linked += size

    def line_break(self, reason: str | None) -> None:
        """Take a ``br``: a blank, or the end of a paragraph where it is the second or a sentence has ended."""
        words = "".join(self._parts)
        if words.endswith("\n") or (ends_as_sentence(words.rstrip()) and count_words(words) >= 8):
            self.close(self._tag, self._element, reason)
        elif self._parts:
            self._parts.append("\n")

    def close(self, tag: str, element: Element | None, reason: str | None) -> None:
        """End the block under way, and begin one in ``element``."""
        if self._parts:
            words = fold("".join(self._parts))
            if words and self._element is not None and len(self.blocks) < _MAX_BLOCKS:
                block = Block(words, len(self.blocks), tag=self._tag, reason=self._reason)
                block.linked = self._linked / self._length if self._length else 0.0
                self.blocks.append(block)
                self.elements.append(self._element)
            self._parts, self._linked, self._length = [], 0, 0
        self._tag, self._element, self._reason = tag, element, reason

    def reason_of(self, element: Element, tag: str) -> str | None:
        """Return why the page's own naming rules ``element`` out, None where it does not or it holds most prose."""
        reason = ELEMENTS.get(tag) or role_reason(element.get("role"))
        if reason is None and tag not in _UNNAMED:
            for name in ("class", "id"):
                value = element.get(name)
                reason = reason or (attribute_reason(value) if value else None)
        if reason is None:
            style = element.get("style")
            if element.get("hidden") is not None or (style and _STYLE_HIDDEN.search(style)):
                reason = "hidden"
        if reason and (element in self._headed or self._shares.get(element, 0) > _GATHERED_SHARE * self._total):
            return None
        return reason


def read_page(text: str) -> Page:
    """Return the blocks and head of a page of HTML.

    Blocks that the page itself names as something else (``nav``, ``class="comments"``) carry that reason at once,
    unless they hold the greater part of the page's prose. Where nesting beyond what the parser takes leaves no words,
    the tags are cut and the rest is read as a dump. The page's main container, the least element with most of
    the prose, anchors the blocks inside. Broken markup gives what can be read; where nesting
    deeper than the parser takes leaves no words, the tags are cut and the rest is read as a dump.
    """
    tree = _parse(text)
    if tree is None:
        return Page([])
    shares, total = _prose_shares(tree)
    page = read_head(tree)
    layout = _Layout(shares, total, _around_headline(tree))
    _walk(tree, layout)
    page.blocks = layout.blocks
    page.times = tuple(layout.times)
    if not any(block.words >= _FEWEST_WORDS for block in page.blocks):
        page.blocks = read_dump(_ANY_TAG.sub("\n", _SCRIPTS.sub("\n", text))).blocks
        return page
    mark_anchored(layout.blocks, layout.elements, page)
    for block, element in zip(layout.blocks, layout.elements, strict=True):
        if block.anchored:
            block.path = _path(element)
    vote(page.blocks)
    return page


def read_page_head(text: str) -> Page:
    """Return a page of HTML without its blocks: what its head says, up to where its body begins."""
    end = _BODY.search(text)
    tree = _parse(text[: end.start()] if end else text[:_LONGEST_HEAD])
    return read_head(tree) if tree is not None else Page([])


def _around_headline(tree: Element) -> frozenset[Element]:
    """Return the elements that the page's only headline of the first order stands in."""
    headlines = [element for element in tree.iter("h1") if text_of(element).strip()]
    return frozenset(headlines[0].iterancestors()) if len(headlines) == 1 else frozenset()


def _parse(text: str) -> Element | None:
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        return etree.fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None


def _walk(root: Element, layout: _Layout) -> None:
    """Visit the tree without recursion; an element is met twice, at its opening and at its close."""
    stack: list[_Visit] = [(root, True, None, None, False, True)]
    while stack:
        element, opening, outer, _, in_link, breaks = visit = stack.pop()
        tag = element.tag
        if not opening:
            if breaks:
                parent = element.getparent()
                layout.close(_tag(parent), parent if parent is not None else element, outer)
        elif not isinstance(tag, str) or tag in _SKIPPED:
            pass
        elif tag == "br":
            layout.line_break(outer)
        else:
            _open(visit, tag, layout, stack)
            continue
        if element.tail:
            layout.text(element.tail, in_link)


def _open(visit: _Visit, tag: str, layout: _Layout, stack: list[_Visit]) -> None:
    element, _, outer, _, around_link, _ = visit
    reason = outer or layout.reason_of(element, tag)
    if tag == "time" and element.get("datetime"):
        layout.times.append(element.get("datetime") or "")
    breaks = tag not in _INLINE
    if breaks and tag in _CELLS and _is_small(element):
        breaks = False
        layout.text(" ", False)
    elif not breaks and reason != outer:
        breaks = tag not in _LABELS and _tag(element.getparent()) not in _FLOWING
    if breaks:
        layout.close(tag, element, reason)
    inner = reason if breaks else outer
    in_link = around_link or tag == "a"
    stack.append((element, False, outer, inner, around_link, breaks))
    if element.text:
        layout.text(element.text, in_link)
    if len(element):
        stack.extend([(child, True, inner, None, in_link, True) for child in reversed(element)])


def _is_small(cell: Element) -> bool:
    """Say whether a cell holds a few words and no element that breaks lines: its row is then one line."""
    size = len(cell.text or "")
    for child in cell.iterdescendants():
        size += len(child.text or "") + len(child.tail or "")
        if size > _SMALL_CELL or child.tag not in _INLINE:
            return False
    return size <= _SMALL_CELL


def _path(element: Element) -> str:
    """Return the element's tag and the tag and class of the two around it."""
    parts, node = [_tag(element)], element.getparent()
    for _ in range(2):
        if node is None:
            break
        parts.append(f"{_tag(node)}.{(node.get('class') or '')[:40]}")
        node = node.getparent()
    return "<".join(parts)


def _tag(element: Element | None) -> str:
    return element.tag if element is not None and isinstance(element.tag, str) else ""


def _prose_shares(tree: Element) -> tuple[dict[Element, int], int]:
    """Return for every element the characters of running text below it, and the page's total."""
    shares: Counter[Element] = Counter()
    total = 0
    for element in tree.iter("p", "div", "td", "span", "section", "article", "li", "blockquote", "font"):
        size = _own_size(element)
        if size < _PROSE_SIZE:
            continue
        total += size
        node: Element | None = element
        depth = 0
        while node is not None and depth < _MAX_DEPTH:
            shares[node] += size
            node = node.getparent()
            depth += 1
    return shares, total


def _own_size(element: Element) -> int:
    """Return the characters of text that stand in ``element`` itself or in its inline children, links left out."""
    size = len(element.text) if element.text and not element.text.isspace() else 0
    for child in element:
        if child.tail and not child.tail.isspace():
            size += len(child.tail)
        if child.tag in _OWN_INLINE:
            size += len(text_of(child))
    return size
