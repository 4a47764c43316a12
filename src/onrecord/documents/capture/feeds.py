"""Feeds: RSS, Atom and JSON Feed. Items that hold their article are documents, the others links."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from html import escape, unescape
from html.entities import html5
from typing import Final
from urllib.parse import urljoin, urlsplit

from lxml import etree

from onrecord.core.errors import CaptureError
from onrecord.documents.capture.captures import Capture, Found, Link, Source, Unpack, note
from onrecord.documents.capture.decoding import decode
from onrecord.documents.capture.streams import named_faults

_WHOLE_WORDS: Final = 60
"""From how many words on the content that a feed calls whole is taken for the article."""
_WHOLE_SUMMARY: Final = 150
"""The same for what a feed calls a summary, which is often the article's beginning only."""
_NAMED = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,31};)")
_XML_NAMES: Final = frozenset({"amp;", "lt;", "gt;", "quot;", "apos;"})
_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,400}>")
_TAG = re.compile(r"<[^<>]{0,2000}>")
_CUT = re.compile(
    r"(?:…|\.\.\.|\[…\]|\[&#8230;\])\W{0,12}(?:(?:read|continue|more|lire|weiterlesen)\b.{0,60})?$", re.I | re.S
)


@dataclass(frozen=True, slots=True)
class _Item:
    """One item of any kind of feed; ``whole`` says that the feed gives its content as complete."""

    title: str
    url: str
    content: str
    whole: bool
    published: str | None = None
    author: str = ""


def syndicated(source: Source, unpack: Unpack) -> Iterator[Found]:
    """Yield the items of an RSS (0.9 to 2.0) or Atom feed. Raises CaptureError where it is none."""
    text = decode(source.whole(), source.encoding).text
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, huge_tree=False)
    # Names that HTML knows and XML does not would be lost.
    plain = _NAMED.sub(_character, _DECLARATION.sub("", text, count=1))
    with named_faults():
        try:
            root = etree.fromstring(plain.encode("utf-8", "replace"), parser)
        except etree.XMLSyntaxError:
            root = None
    if root is None:
        raise CaptureError("capture.feed", "The feed cannot be read.", "Check its address, or fetch it again.")
    channel = next((child for child in root if _name(child) == "channel"), root)
    base = source.url or _link(channel)
    entries = (element for element in root.iter(etree.Element) if _name(element) in {"item", "entry"})
    yield from _found(source, _child(channel, "title"), (_syndicated_item(entry, base) for entry in entries))
    if len(parser.error_log):
        said = f"The feed is malformed ({str(parser.error_log[0])[:160]}); its items were read as far as they go."
        yield note("capture.malformed", said, "Tell the publisher, or check what is missing.", source.name)


def json_feed(source: Source, unpack: Unpack) -> Iterator[Found]:
    """Yield the items of a JSON Feed (jsonfeed.org). Raises CaptureError where it is none."""
    with named_faults():
        feed = json.loads(source.whole())
    items = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(items, list):
        raise CaptureError("capture.feed", "The feed cannot be read.", "Check its address, or fetch it again.")
    base = source.url or _words(feed, "home_page_url")
    yield from _found(source, _words(feed, "title"), (_json_item(i, base) for i in items if isinstance(i, dict)))


def _found(source: Source, site: str, items: Iterator[_Item]) -> Iterator[Found]:
    number = 0
    for number, item in enumerate(items, 1):
        source.budget.count()
        name = f"{source.name}#{number}"
        if not _is_whole(item):
            if item.url:
                yield Link(item.url, name, item.title)
            else:
                yield note("capture.item", "The item has neither an article nor an address.", "", name)
            continue
        stated = {
            "og:title": item.title,
            "article:published_time": item.published or "",
            "og:site_name": site,
            "author": item.author,
        }
        yield Capture(
            _page(item.content),
            name,
            url=item.url or None,
            captured=source.captured,
            content_type="text/html",
            encoding="utf-8",
            stated=tuple((key, value) for key, value in stated.items() if value),
        )
    if not number:
        yield note("capture.feed_empty", "The feed has no items.", "Check its address.", source.name)


def _syndicated_item(entry: etree._Element, base: str) -> _Item:
    content = max((_content(part) for part in entry if _name(part) in {"encoded", "content"}), key=len, default="")
    summary = max((_content(part) for part in entry if _name(part) in {"description", "summary"}), key=len, default="")
    whole = bool(content) and len(content) >= len(summary)
    author = _child(entry, "creator") or _child(entry, "author")
    return _Item(
        title=_plain(unescape(_child(entry, "title"))),
        url=_address(base, _link(entry)),
        content=content if whole else summary,
        whole=whole,
        published=_moment(_child(entry, "pubDate", "published", "issued", "date", "created")),
        author=author if "@" not in author else "",
    )


def _name(element: etree._Element) -> str:
    """Return the element's name without its namespace, empty for comments and the like."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _child(element: etree._Element, *names: str) -> str:
    """Return the words of the first child with one of these names that has any; of a person the name."""
    for name in names:
        for child in element:
            if _name(child) == name:
                inner = next((one for one in child if _name(one) == "name"), child)
                words = " ".join("".join(map(str, inner.itertext())).split())
                if words:
                    return words
    return ""


def _link(element: etree._Element) -> str:
    """Return the address that a feed or item gives as its own: RSS writes it as text, Atom as an attribute."""
    links = [child for child in element if _name(child) == "link"]
    for link in links:
        if link.get("href") and link.get("rel", "alternate") == "alternate":
            return str(link.get("href"))
    written = next((link.text.strip() for link in links if link.text and link.text.strip()), "")
    guid = next((child for child in element if _name(child) == "guid"), None)
    if not written and guid is not None and guid.get("isPermaLink", "true") == "true":
        written = (guid.text or "").strip()
    return written


def _content(element: etree._Element) -> str:
    """Return an item's content as HTML: written as text in it, or as elements (Atom's XHTML)."""
    if len(element):
        return "".join(etree.tostring(child, encoding="unicode", method="html") for child in element)
    text = (element.text or "").strip()
    return escape(text) if element.get("type") == "text" else text


def _character(found: re.Match[str]) -> str:
    return html5.get(found.group(1), found.group()) if found.group(1) not in _XML_NAMES else found.group()


def _json_item(item: Mapping[str, object], base: str) -> _Item:
    content = _words(item, "content_html")
    if not content:
        paragraphs = _words(item, "content_text").split("\n\n")
        content = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in paragraphs if paragraph.strip())
    authors = item.get("authors") or [item.get("author")]
    first = authors[0] if isinstance(authors, list) and authors else None
    return _Item(
        title=_plain(_words(item, "title")),
        url=_address(base, _words(item, "url") or _words(item, "external_url")),
        content=content or _words(item, "summary"),
        whole=bool(content),
        published=_words(item, "date_published") or None,
        author=_words(first, "name") if isinstance(first, dict) else "",
    )


def _is_whole(item: _Item) -> bool:
    plain = _plain(item.content)
    return len(plain.split()) >= (_WHOLE_WORDS if item.whole else _WHOLE_SUMMARY) and not _CUT.search(plain[-120:])


def _plain(html: str) -> str:
    return " ".join(_TAG.sub(" ", html).split())


def _page(content: str) -> bytes:
    """Return the item's content as a page: what reads pages can then read it."""
    page = f"<!DOCTYPE html>\n<html><body><article>\n{content}\n</article></body></html>\n"
    return page.encode("utf-8", "replace")


def _moment(stated: str) -> str | None:
    """Return the item's date as ISO 8601 with the publisher's own offset, since the day depends on it."""
    try:
        return parsedate_to_datetime(stated[:100]).isoformat()
    except (ValueError, TypeError, OverflowError):
        return stated[:40] if re.match(r"\d{4}-\d\d-\d\d", stated) else None


def _address(base: str, url: str) -> str:
    """Return the item's address made absolute, empty where it is no web address."""
    try:
        whole = urljoin(base, url.strip()) if url else ""
        return whole if urlsplit(whole).scheme in {"http", "https"} else ""
    except ValueError:
        return ""


def _words(held: Mapping[str, object], name: str) -> str:
    value = held.get(name)
    return value.strip() if isinstance(value, str) else ""
