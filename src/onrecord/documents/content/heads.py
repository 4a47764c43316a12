"""Heads: what a page of HTML says about itself in meta tags, JSON-LD and title."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import urlsplit

from lxml import etree
from lxml.etree import _Element as Element

from onrecord.documents.blocks import Page, fold

_STRING = etree.XPath("string()", smart_strings=False)
_MAX_JSON = 2_000_000
_MAX_OBJECTS = 300
_ROOT = re.compile(r"https?://[^/?#]+/?")
_LOGO = re.compile(r"\s*\blogo\b\s*|^(?:back to|go to|retour à)\s+", re.I)
_FRONT = frozenset(
    {"home", "accueil", "homepage", "home page", "inicio", "startseite", "início", "главная", "menu", "index"}
)


def read_head(tree: Element) -> Page:
    """Return a page without blocks: its meta tags, JSON-LD objects, title, first headline and address."""
    meta: dict[str, str] = {}
    for element in tree.iter("meta"):
        content = element.get("content")
        if not content:
            continue
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            name = element.get(attribute)
            if name:
                meta.setdefault(name.strip().lower(), fold(content))
    for element in tree.iterfind(".//*[@datetime]"):
        prop = (element.get("itemprop") or "").lower()
        if prop.startswith("date"):
            meta.setdefault(prop, fold(element.get("datetime") or ""))
        elif element.tag == "time" and element.get("pubdate") is not None:
            meta.setdefault("pubdate", fold(element.get("datetime") or ""))
    language = tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang")
    if language:
        meta["html lang"] = language.strip()
    linked = tuple(_objects(tree))
    url = _address(tree, meta, linked)
    return Page(
        [],
        meta=meta,
        linked=linked,
        title=_first(tree, "title"),
        headline=_first(tree, "h1"),
        url=url,
        home=_home(tree),
    )


def text_of(element: Element) -> str:
    """Return all the characters below ``element``."""
    return str(_STRING(element))


def _first(tree: Element, tag: str) -> str | None:
    for element in tree.iter(tag):
        text = fold(text_of(element))
        if text and len(text) < 500:
            return text
    return None


def _home(tree: Element) -> str | None:
    """Return the words, or the picture's stand-in, of the page's first short link to the site's front page."""
    for element in tree.iter("a"):
        href = (element.get("href") or "").strip()
        if href != "/" and not _ROOT.fullmatch(href):
            continue
        words = fold(text_of(element))
        if not words:
            words = fold(next((img.get("alt") or "" for img in element.iter("img")), ""))
        words = _LOGO.sub("", words).strip()
        if words and len(words) <= 50 and words.lower() not in _FRONT:
            return words
    return None


def _address(tree: Element, meta: Mapping[str, str], linked: Sequence[Mapping[str, object]]) -> str | None:
    """Return the address that the page names as its own: canonical link, meta tag, JSON-LD."""
    stated = [element.get("href") for element in tree.iter("link") if (element.get("rel") or "").lower() == "canonical"]
    stated.append(meta.get("og:url"))
    for item in linked:
        if "article" in str(item.get("@type", "")).lower():
            page = item.get("mainEntityOfPage")
            named = page.get("@id") if isinstance(page, dict) else page
            stated += [place for place in (named, item.get("url")) if isinstance(place, str)]
    for address in stated:
        if address and address.strip().startswith(("http://", "https://")) and not _ROOT.fullmatch(address.strip()):
            return address.strip()
    return None


def settled_address(stated: str | None, url: str | None) -> str | None:
    """Return the report's address: what the page states, where it is of the same site as where it was found.

    ``stated`` is the page's canonical address, ``url`` where it was fetched; either may be None.
    """
    if not url or not stated:
        return url or stated
    return stated if _site(stated) == _site(url) else url


def _site(address: str) -> str:
    try:
        host = urlsplit(address).hostname or ""
    except ValueError:
        return ""
    return ".".join(host.split(".")[-2:])


def _objects(tree: Element) -> Iterator[Mapping[str, object]]:
    """Yield the objects of the page's JSON-LD, those inside lists and graphs too; malformed scripts are passed over."""
    count = 0
    for element in tree.iter("script"):
        if "ld+json" not in (element.get("type") or "").lower():
            continue
        source = (element.text or "").strip()
        if not source or len(source) > _MAX_JSON:
            continue
        try:
            loaded = json.loads(source.removeprefix("<!--").removesuffix("-->").strip().rstrip(";"), strict=False)
        except (json.JSONDecodeError, RecursionError):
            continue
        for found in _flattened(loaded):
            count += 1
            if count > _MAX_OBJECTS:
                return
            yield found


def _flattened(loaded: object) -> Iterator[Mapping[str, object]]:
    stack = [loaded]
    while stack:
        item = stack.pop(0)
        if isinstance(item, list):
            stack.extend(item)
        elif isinstance(item, dict):
            yield item
            for name in ("@graph", "mainEntity", "mainEntityOfPage"):
                if isinstance(item.get(name), (list, dict)):
                    stack.append(item[name])
