"""The date of publication: every sign of it that a document shows, and the one that counts."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.core.issues import Issue, Severity
from onrecord.core.vocabulary import PublishedBasis
from onrecord.documents.blocks import Block, Page
from onrecord.documents.credits.mastheads import like_masthead
from onrecord.documents.dating.chronicle import infer_year
from onrecord.documents.dating.inference import infer_publication
from onrecord.documents.dating.labels import is_only_date, role_before
from onrecord.documents.dating.readings import DateReading, day, find_dates, find_dayless_year

_META = (
    "article:published_time", "og:article:published_time", "og:published_time", "article:published", "datepublished",
    "date_published", "publication_date", "publish_date", "publish-date", "publishdate", "published_time",
    "publishtime", "pubdate", "published", "parsely-pub-date", "sailthru.date", "bt:pubdate",
    "cxenseparse:recs:publishtime",
    "dc.date.issued", "dcterms.issued", "dc.date", "dcterms.date", "dc.date.created", "dcterms.created",
    "dcterms.available",
    "article.published", "article:post_date", "article_date_original", "displaydate", "originalpublicationdate",
    "ptime",
    "citation_publication_date", "citation_date", "rnews:datepublished", "prism.publicationdate", "release_date",
    "article.created", "datecreated", "gentime", "date", "created", "timestamp", "article_date",
)  # fmt: skip
"""Names of meta tags that hold the date of publication, the surest first."""

_ARTICLE_TYPES = ("article", "posting", "report", "webpage", "recipe", "creativework", "review", "story", "podcast")
_STAMP = re.compile(r"\s*(\d{4})-?(\d{2})-?(\d{2})(?!\d)")
_URL_DAY = re.compile(
    r"/((?:19|20)\d{2})[/_.-](\d{1,2})[/_.-](\d{1,2})(?!\d)|(?<!\d)((?:19|20)\d{2})(\d{2})(\d{2})(?!\d)"
)
_URL_DASHED = re.compile(r"(?<!\d)((?:19|20)\d{2})-(\d{2})-(\d{2})(?!\d)")
_URL_MONTH = re.compile(r"/((?:19|20)\d{2})[/-](\d{2})(?=/)")
_RANKS: dict[PublishedBasis, int] = {"metadata": 0, "visible": 1, "url": 2, "dateline": 3, "inferred": 4}
_SKIPPED_REASONS = frozenset(
    {
        "related", "comments", "newsletter", "cookies", "copyright", "footer", "sidebar", "caption", "tags",
        "modal", "advertisement", "poll", "clock", "facts", "hidden", "form", "update", "share", "menu",
    }
)  # fmt: skip
_MAIL = re.compile(
    r"(?:From|De|Sender|Expéditeur|Subject|Objet|Von|Betreff|Date|Sent|Envoyé)\s?:.*\b(?:Date|Sent|Envoyé|Datum)(?:\sle)?\s?:",
    re.S,
)
_SPAN_BEFORE = re.compile(r"(?<![:hH.\d])\d{1,2}(?:er|st|nd|rd|th)?(?:\s(?:au|to|al|bis|until)\s|[-–])$")
_AHEAD_LINES = 40
_MONTH_LINE = 5
_MASTHEAD_LINES = 3


@dataclass(frozen=True, slots=True)
class Publication:
    """The date of publication (EDTF), what it rests on, the words or tag it was read from, and the issues met."""

    value: str | None
    basis: PublishedBasis | None
    words: str | None
    issues: tuple[Issue, ...] = ()


@dataclass(frozen=True, slots=True)
class _Sign:
    value: str
    basis: PublishedBasis
    words: str
    weight: int = 0
    clash: str | None = None


def find_publication(page: Page, url: str | None, language: str | None, captured: str | None) -> Publication:
    """Return when the report on ``page`` was published, as far as the document shows it.

    Precedence is metadata, visible date line, address, dateline; but a more precise sign wins over a less precise one.
    ``language`` (BCP 47) reads names and orders of figures; ``captured`` (EDTF) is when the document was fetched: a
    later date is set aside. Nothing is invented: without a sign the value is None.
    """
    signs = [*_metadata(page), *_visible(page, language), *_crawl(page), *_address(url or page.url)]
    issues: list[Issue] = []
    kept = [sign for sign in signs if not (captured and sign.value[:10] > captured[: len(sign.value)])]
    if len(kept) < len(signs):
        issues.append(_issue("dating.future", "A date lies after the day of capture and was set aside.", "Check it."))
    signs = kept + _dateline(page, kept, language)
    if not signs:
        return _inferred(page, language, captured, issues)
    best = min(signs, key=lambda sign: (-len(sign.value), _RANKS[sign.basis], -sign.weight))
    if best.clash:
        message = f"The date line {best.words!r} names {best.clash!r}, but {best.value} is another weekday."
        issues.append(_issue("dating.weekday", message, "The date stands; check it against the outlet's site."))
    return Publication(best.value, best.basis, best.words, tuple(issues))


def _inferred(page: Page, language: str | None, captured: str | None, issues: list[Issue]) -> Publication:
    """Return the date that the text itself ties to the day of writing, where all else is silent."""
    text = "\n".join(block.text for block in page.blocks if block.reason is None)
    found, told = infer_publication(text, language)
    if found is None and not told:
        return _chronicled(text, captured, issues)
    if found is None or _is_ahead(found.value, captured):
        return Publication(None, None, None, tuple(issues))
    return Publication(found.value, "inferred", found.words, tuple(issues))


def _chronicled(text: str, captured: str | None, issues: list[Issue]) -> Publication:
    """Return the year in which the text counts a known happening of the world from its own year; an issue names it."""
    found = infer_year(text)
    if found is None or _is_ahead(found.value, captured):
        return Publication(None, None, None, tuple(issues))
    message = f"The year {found.value} follows from the words {found.words!r}, which tell of: {found.happening}."
    note = _issue("dating.chronicle", message, "Check that the report tells of this happening.", "note")
    return Publication(found.value, "inferred", found.words, (*issues, note))


def _is_ahead(value: str, captured: str | None) -> bool:
    return captured is not None and value > captured[: len(value)]


def _issue(code: str, message: str, mend: str, severity: Severity = "warning") -> Issue:
    return Issue(stage="dating", code=code, message=message, mend=mend, severity=severity)


def _stamp(value: str) -> str | None:
    """Return the day that a machine's time stamp gives, in the zone that it is written in."""
    found = _STAMP.match(value)
    if found:
        return day(int(found[1]), int(found[2]), int(found[3]))
    readings = find_dates(value, "en")
    return readings[0].value if readings else None


def _metadata(page: Page) -> Iterator[_Sign]:
    for item in page.linked:
        kinds = str(item.get("@type", "")).lower()
        stamped = item.get("datePublished") or item.get("dateCreated")
        if isinstance(stamped, str) and any(kind in kinds for kind in _ARTICLE_TYPES):
            value = _stamp(stamped)
            if value:
                weight = 90 if "webpage" not in kinds else 40
                yield _Sign(value, "metadata", f"JSON-LD datePublished: {stamped[:60]}", weight)
    for place, name in enumerate(_META):
        stated = page.meta.get(name)
        value = _stamp(stated) if stated else None
        if value and stated:
            yield _Sign(value, "metadata", f"meta {name}: {stated[:60]}", 80 - place)


def _visible(page: Page, language: str | None) -> Iterator[_Sign]:
    """Yield the dates of date lines between the page's head and the end of the body."""
    blocks = page.blocks
    body = [i for i, block in enumerate(blocks) if block.reason is None]
    first, last = (body[0], body[-1]) if body else (len(blocks), len(blocks))
    title = max((i for i in range(first) if blocks[i].reason == "title"), default=None)
    region = page.meta.get("html lang") or language
    for i, block in enumerate(blocks[: last + 4]):
        if not _may_date(block, i, first, last, page):
            continue
        readings = find_dates(block.text, region)
        headed = i < _MASTHEAD_LINES and _ends_masthead(block.text, readings)
        headed = headed or bool(i < _MASTHEAD_LINES and _MAIL.match(block.text))
        if block.reason not in {"byline", "date"} and not headed and not is_only_date(block.text, readings):
            continue
        for reading in readings:
            role = role_before(block.text, reading.start)
            # A month alone is as often what a picture shows as when a report came out.
            month = len(reading.value) < 10 and role is None and not headed
            spanned = _SPAN_BEFORE.search(block.text, 0, reading.start)
            if role == "other" or spanned or (month and block.words > _MONTH_LINE):
                continue
            weight = 30 if role == "published" else 0
            weight += 10 if title is not None and title < i < first else 0
            weight -= abs(i - first) // 4 + (15 if i > first else 0)
            yield _Sign(reading.value, "visible", block.text[reading.start : reading.end], weight, reading.clash)


def _ends_masthead(line: str, readings: Sequence[DateReading]) -> bool:
    """Say whether ``line`` is an outlet's name and one date after it ("The Lake Review, March 2025")."""
    if len(readings) != 1 or readings[0].end < len(line) - 1:
        return False
    return like_masthead(re.sub(r"\([^()]*\)", "", line[: readings[0].start]).strip(" ,–—-|("))


def _may_date(block: Block, i: int, first: int, last: int, page: Page) -> bool:
    if block.words > 45 or block.reason in _SKIPPED_REASONS or block.reason is None:
        return False
    if block.tag:
        return block.anchored or block.reason in {"byline", "date", "header", "outside"}
    return first - _AHEAD_LINES <= i < first or first < i <= last + 3


def _crawl(page: Page) -> Iterator[_Sign]:
    if page.crawl and _valid(page.crawl):
        yield _Sign(page.crawl, "visible", page.crawl_words or page.crawl, -50)


def _valid(value: str) -> bool:
    parts = [int(part) for part in value.split("-")]
    return day(parts[0], parts[1] if len(parts) > 1 else 1, parts[2] if len(parts) > 2 else 1) is not None


def _address(url: str | None) -> Iterator[_Sign]:
    """Yield the date in the path of an address."""
    path = url.partition("://")[2].partition("/")[2] if url else ""
    path = f"/{path.partition('?')[0].partition('#')[0]}"
    for pattern in (_URL_DAY, _URL_DASHED):
        for found in pattern.finditer(path):
            year, month, number = [group for group in found.groups() if group]
            value = day(int(year), int(month), int(number))
            if value:
                yield _Sign(value, "url", found.group(0).strip("/"))
                return
    found_month = _URL_MONTH.search(path)
    if found_month and 1 <= int(found_month[2]) <= 12:
        yield _Sign(f"{found_month[1]}-{found_month[2]}", "url", found_month.group(0).strip("/"))


def _dateline(page: Page, signs: Sequence[_Sign], language: str | None) -> list[_Sign]:
    """Return the day of the body's dateline; a dateline without a year takes it from the other signs."""
    body = next((block.text for block in page.blocks if block.reason is None), "")
    head = re.split(r"\s[-–—]{1,2}\s|—|\)\s|:\s", body[:140], maxsplit=1)
    if len(head) < 2 or len(head[0]) > 110:
        return []
    readings = [reading for reading in find_dates(head[0], language) if len(reading.value) == 10]
    if readings:
        return [_Sign(readings[0].value, "dateline", head[0][readings[0].start : readings[0].end])]
    found = find_dayless_year(head[0], language)
    if found is None or not signs:
        return []
    month, number = found
    known = max(signs, key=lambda sign: len(sign.value)).value
    year = int(known[:4])
    if len(known) >= 7:
        months_off = int(known[5:7]) - month
        year += 1 if months_off > 9 else (-1 if months_off < -9 else 0)
    value = day(year, month, number)
    agrees = value is not None and (len(known) < 7 or abs(int(known[5:7]) - month) in {0, 1, 11})
    return [_Sign(value, "dateline", head[0])] if value and agrees else []


def date_line(text: str, language: str | None) -> bool:
    """Say whether a short line is a date line."""
    return is_only_date(text, find_dates(text, language))
