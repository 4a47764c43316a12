"""Containers: the elements of a page that hold its article."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache

from lxml.etree import _Element as Element

from onrecord.documents.blocks import Block, Page, key
from onrecord.documents.content.shapes import is_prose

_MAX_DEPTH = 400
_SCORED_DEPTH = 8
_DECAY = 0.5
_LEAST_WORDS = 5
_SHORT_WEIGHT = 0.3
_LIST_WEIGHT = 0.6
_BEFORE_HEADLINE = 0.5
_OPENING_BLOCKS = 3
_OPENING_BONUS = 15.0
_LEAD_BONUS = 60.0
_LEAD_WORDS = 8
_LIKE_SHARE = 0.15
_WHOLES = frozenset({"article", "body", "html", "main"})
_HEADINGS = frozenset({"h1", "h2", "h3"})
_OWN_BLOCKS = frozenset({"p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote"})
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_NAMED_BODY = re.compile(
    r"(?:article|story|post|entry|news|main|page|field|content|text|single|td|paywall|rich)[-_]{0,2}"
    r"(?:body|content|text|main|inner|copy|paragraphs?|page)|articlebody|storytext|body-?(?:copy|text|content)|"
    r"^(?:article|story|entry|post)$",
    re.I,
)


def mark_anchored(blocks: Sequence[Block], elements: Sequence[Element], page: Page) -> None:
    """Set ``anchored`` on every block of ``blocks`` that stands inside one of the page's main containers.

    ``elements`` are those that the blocks stand in. An element scores the running text below it, less the deeper it
    lies, and more where its name or the page's head speaks for it, after Readability (Arc90 2010). Others that are
    named and placed like the best one and hold much text too are taken with it.
    """
    scores, words = _scores(blocks, elements, page)
    if not scores:
        return
    best = max(scores, key=lambda element: scores[element] * _hint(element))
    inside: dict[Element, bool] = dict.fromkeys(_with_likes(best, words), True)
    for block, element in zip(blocks, elements, strict=True):
        block.anchored = _is_inside(element, inside)


def _is_inside(element: Element, inside: dict[Element, bool]) -> bool:
    """Say whether ``element`` lies in one that ``inside`` says is; what was met on the way is noted there."""
    way: list[Element] = []
    node: Element | None = element
    while node is not None and node not in inside:
        way.append(node)
        node = node.getparent()
    found = node is not None and inside[node]
    inside.update(dict.fromkeys(way, found))
    return found


def _scores(
    blocks: Sequence[Block], elements: Sequence[Element], page: Page
) -> tuple[dict[Element, float], Counter[Element]]:
    """Return for every element its score and the words of running text below it."""
    scores: dict[Element, float] = {}
    words: Counter[Element] = Counter()
    headline = next((i for i, b in enumerate(blocks) if b.tag == "h1" and b.reason is None), None)
    after = 0
    leads = _leads(page)
    for number, (block, element) in enumerate(zip(blocks, elements, strict=True)):
        if block.reason is not None or block.linked > 0.5 or block.words < _LEAST_WORDS:
            continue
        weight = block.words * (1.0 if is_prose(block) else _SHORT_WEIGHT)
        weight *= _LIST_WEIGHT if block.tag == "li" else 1.0
        if headline is not None:
            weight *= _BEFORE_HEADLINE if number < headline else 1.0
            if number > headline and after < _OPENING_BLOCKS and is_prose(block):
                after += 1
                weight += _OPENING_BONUS
        if (
            leads
            and block.words >= _LEAD_WORDS
            and block.tag not in _HEADINGS
            and " ".join(block.key.split()[:_LEAD_WORDS]) in leads
        ):
            weight += _LEAD_BONUS
        node = element.getparent() if block.tag in _OWN_BLOCKS else element
        depth = 0
        while node is not None and depth < _MAX_DEPTH:
            words[node] += block.words
            if depth < _SCORED_DEPTH:
                scores[node] = scores.get(node, 0.0) + weight / (1 + _DECAY * depth)
            node = node.getparent()
            depth += 1
    return scores, words


def _leads(page: Page) -> str:
    """Return the words by which the page's head describes the article."""
    stated = [page.meta.get("og:description"), page.meta.get("description")]
    stated += [text for item in page.linked for text in _texts(item)]
    return "\n".join(key(text) for text in stated if text)


def _texts(item: Mapping[str, object]) -> list[str]:
    return [text for name in ("description", "articleBody") if isinstance(text := item.get(name), str)]


def _hint(element: Element) -> float:
    if (element.get("itemprop") or "").lower() == "articlebody":
        return 2.0
    named = _is_named_body(element.get("class") or "") or _is_named_body(element.get("id") or "")
    return 1.3 if named else (1.25 if element.tag in {"article", "main"} else 1.0)


@lru_cache(maxsize=50_000)
def _is_named_body(value: str) -> bool:
    return any(_NAMED_BODY.search(_CAMEL.sub("-", name)) for name in value.split()[:12])


def _with_likes(best: Element, words: Mapping[Element, int]) -> list[Element]:
    """Return ``best`` and the elements in which the article goes on: those named and placed alike that hold much text.

    Some layouts part the article into sections; lists of whole articles, and unnamed elements, do not count as such.
    """
    if best.tag in _WHOLES or not best.get("class"):
        return [best]
    place = _place(best)
    least = _LIKE_SHARE * words[best]
    return [best, *(e for e, held in words.items() if held >= least and e is not best and _place(e) == place)]


def _place(element: Element) -> tuple[str | None, ...]:
    """Return the tag and class of ``element`` and of the one around it."""
    around = element.getparent()
    own = (element.tag, element.get("class"))
    return own if around is None else (*own, around.tag, around.get("class"))
