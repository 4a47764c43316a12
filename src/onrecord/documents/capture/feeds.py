"""Feeds: RSS, Atom and JSON Feed. Items that hold their article are documents, the others links."""

import json
import re
from calendar import timegm
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from html import escape
from typing import Final, cast
from urllib.parse import urljoin, urlsplit

import feedparser  # type: ignore[import-untyped]  # it has no types

from onrecord.core.errors import CaptureError
from onrecord.documents.capture.captures import Capture, Found, Link, Source, Unpack, note
from onrecord.documents.capture.streams import named_faults

_WHOLE_WORDS: Final = 60
"""From how many words on the content that a feed calls whole is taken for the article."""
_WHOLE_SUMMARY: Final = 150
"""The same for what a feed calls a summary, which is often the article's beginning only."""
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
    """Yield the items of an RSS or Atom feed. Raises CaptureError where it is none."""
    raw = source.whole()
    with named_faults():
        feed = feedparser.parse(raw, sanitize_html=False, resolve_relative_uris=False)
    if not feed.version and not feed.entries:
        raise CaptureError("capture.feed", "The feed cannot be read.", "Check its address, or fetch it again.")
    site = str(feed.feed.get("title", ""))
    base = source.url or str(feed.feed.get("link", ""))
    yield from _found(source, site, (_syndicated_item(entry, base) for entry in feed.entries))
    if feed.bozo and not isinstance(feed.get("bozo_exception"), feedparser.CharacterEncodingOverride):
        said = (
            f"The feed is malformed ({str(feed.get('bozo_exception'))[:120]}); its items were read as far as they go."
        )
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


def _syndicated_item(entry: Mapping[str, object], base: str) -> _Item:
    contents = [part for part in cast("list[Mapping[str, str]]", entry.get("content") or []) if part.get("value")]
    summary = _words(entry, "summary")
    content = max((part["value"] for part in contents), key=len, default="")
    # Where a feed has no summary, feedparser gives the content for it.
    whole = bool(content) and len(content) >= len(summary)
    author = _words(entry, "author")
    return _Item(
        title=_plain(_words(entry, "title")),
        url=_address(base, _words(entry, "link")),
        content=content if whole else summary,
        whole=whole,
        published=_moment(entry),
        author=author if "@" not in author else "",
    )


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


def _moment(entry: Mapping[str, object]) -> str | None:
    """Return the item's date as ISO 8601 with the publisher's own offset, since the day depends on it."""
    stated = _words(entry, "published") or _words(entry, "created")
    try:
        return parsedate_to_datetime(stated).isoformat()
    except (ValueError, TypeError, OverflowError):
        pass
    if re.match(r"\d{4}-\d\d-\d\d", stated):
        return stated[:40]
    parsed = entry.get("published_parsed")
    if not stated or parsed is None:
        return None
    try:
        return datetime.fromtimestamp(timegm(cast("tuple[int, ...]", parsed)), UTC).isoformat()
    except (ValueError, OverflowError, OSError, TypeError):
        return None


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
