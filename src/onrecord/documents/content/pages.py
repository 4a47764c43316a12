"""Pages: HTML laid out as blocks, with what the head says about the document."""

import re
from collections import Counter
from typing import NamedTuple

from lxml import etree, html
from lxml.html import HtmlElement

from onrecord.documents.blocks import Block, Page, count_words, fold
from onrecord.documents.content.containers import mark_anchored
from onrecord.documents.content.dumps import read_dump
from onrecord.documents.content.heads import read_head
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
_FLOWING = frozenset(["p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote"]) | _INLINE
_UNNAMED = frozenset({"html", "body", "main", "article", "tr", "td", "th", "tbody"})
_CELLS = frozenset({"td", "th"})
_SMALL_CELL = 80
_MAX_BLOCKS = 20_000
_MAX_DEPTH = 400
_STYLE_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_GATHERED_SHARE = 0.4
_FEWEST_WORDS = 8
_SCRIPTS = re.compile(r"<(script|style|noscript)\b[^>]{0,2000}>.*?</\1\s*>", re.I | re.S)
_ANY_TAG = re.compile(r"<[^<>]{1,2000}>")


class _Visit(NamedTuple):
    """A step of the walk: ``outer`` is the reason in force around the element, ``breaks`` whether it parts blocks."""

    element: HtmlElement
    opening: bool
    outer: str | None
    inner: str | None
    in_link: bool
    breaks: bool


class _Layout:
    """One walk over a page's tree that gathers text into blocks as the elements that break lines open and close."""

    def __init__(self, shares: dict[HtmlElement, int], total: int, headed: frozenset[HtmlElement]) -> None:
        self.blocks: list[Block] = []
        self.times: list[str] = []
        self._shares = shares
        self._total = total
        self._headed = headed
        self._parts: list[str] = []
        self._linked = 0
        self._length = 0
        self._tag = "div"
        self._element: HtmlElement | None = None
        self.elements: list[HtmlElement] = []
        self._reason: str | None = None

    def text(self, words: str | None, in_link: bool) -> None:
        if not words:
            return
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

    def close(self, tag: str, element: HtmlElement | None, reason: str | None) -> None:
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

    def reason_of(self, element: HtmlElement, tag: str) -> str | None:
        """Return why the page's own naming rules ``element`` out, None where it does not or it holds most prose."""
        reason = ELEMENTS.get(tag) or role_reason(element.get("role"))
        if reason is None and tag not in _UNNAMED:
            for name in ("class", "id"):
                value = element.get(name)
                reason = reason or (attribute_reason(value) if value else None)
        if element.get("hidden") is not None or _STYLE_HIDDEN.search(element.get("style") or ""):
            reason = reason or "hidden"
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
        block.path = _path(element)
    vote(page.blocks)
    return page


def _around_headline(tree: HtmlElement) -> frozenset[HtmlElement]:
    """Return the elements that the page's only headline of the first order stands in."""
    headlines = [element for element in tree.iter("h1") if element.text_content().strip()]
    return frozenset(headlines[0].iterancestors()) if len(headlines) == 1 else frozenset()


def _parse(text: str) -> HtmlElement | None:
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        return html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None


def _walk(root: HtmlElement, layout: _Layout) -> None:
    """Visit the tree without recursion; an element is met twice, at its opening and at its close."""
    stack: list[_Visit] = [_Visit(root, True, None, None, False, True)]
    while stack:
        visit = stack.pop()
        element = visit.element
        tag = _tag(element)
        if not visit.opening:
            if visit.breaks:
                parent = element.getparent()
                layout.close(_tag(parent), parent if parent is not None else element, visit.outer)
            layout.text(element.tail, visit.in_link)
        elif not tag or tag in _SKIPPED:
            layout.text(element.tail, visit.in_link)
        elif tag == "br":
            layout.line_break(visit.outer)
            layout.text(element.tail, visit.in_link)
        else:
            _open(visit, tag, layout, stack)


def _open(visit: _Visit, tag: str, layout: _Layout, stack: list[_Visit]) -> None:
    element = visit.element
    reason = visit.outer or layout.reason_of(element, tag)
    if tag == "time" and element.get("datetime"):
        layout.times.append(element.get("datetime") or "")
    breaks = tag not in _INLINE and not (tag in _CELLS and _is_small(element))
    if not breaks and tag in _CELLS:
        layout.text(" ", False)
    if not breaks and reason != visit.outer:
        breaks = tag not in {"a", "label", "small"} and _tag(element.getparent()) not in _FLOWING
    if breaks:
        layout.close(tag, element, reason)
    inner = reason if breaks else visit.outer
    in_link = visit.in_link or tag == "a"
    stack.append(_Visit(element, False, visit.outer, inner, visit.in_link, breaks))
    layout.text(element.text, in_link)
    stack.extend(_Visit(child, True, inner, None, in_link, True) for child in reversed(element))


def _is_small(cell: HtmlElement) -> bool:
    """Say whether a cell holds a few words and no element that breaks lines: its row is then one line."""
    size = len(cell.text or "")
    for child in cell.iterdescendants():
        size += len(child.text or "") + len(child.tail or "")
        if size > _SMALL_CELL or child.tag not in _INLINE:
            return False
    return size <= _SMALL_CELL


def _path(element: HtmlElement) -> str:
    """Return the element's tag and the tag and class of the two around it."""
    parts, node = [_tag(element)], element.getparent()
    for _ in range(2):
        if node is None:
            break
        parts.append(f"{_tag(node)}.{(node.get('class') or '')[:40]}")
        node = node.getparent()
    return "<".join(parts)


def _tag(element: HtmlElement | None) -> str:
    return element.tag if element is not None and isinstance(element.tag, str) else ""


def _prose_shares(tree: HtmlElement) -> tuple[dict[HtmlElement, int], int]:
    """Return for every element the words of running text below it, and the page's total."""
    shares: Counter[HtmlElement] = Counter()
    total = 0
    for element in tree.iter("p", "div", "td", "span", "section", "article", "li", "blockquote", "font"):
        words = _own_words(element)
        if words < 10:
            continue
        total += words
        node: HtmlElement | None = element
        depth = 0
        while node is not None and depth < _MAX_DEPTH:
            shares[node] += words
            node = node.getparent()
            depth += 1
    return dict(shares), total


def _own_words(element: HtmlElement) -> int:
    """Return the words of text that stands in ``element`` itself or in its inline children, links left out."""
    words = count_words(element.text) if element.text and not element.text.isspace() else 0
    for child in element:
        if isinstance(child.tag, str) and child.tag in _INLINE and child.tag not in {"a", "span", "font"}:
            words += count_words("".join(child.itertext()))
        if child.tail and not child.tail.isspace():
            words += count_words(child.tail)
    return words
