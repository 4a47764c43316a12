"""The outlet: every sign of who published a report, weighed."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from itertools import product

from onrecord.documents.blocks import Block, Page, count_words, fold, key
from onrecord.documents.calendar import months, plain, weekdays
from onrecord.documents.credits.imprints import names_in_imprints
from onrecord.documents.credits.mastheads import is_named, like_masthead
from onrecord.documents.credits.registry import domain_of, outlet_at, outlet_named
from onrecord.documents.credits.signatures import is_generic, like_title, names_in_signatures, out_of_frame

_COPYRIGHT = re.compile(
    r"(?:©|\(c\)|copyright|&copy;)\s*(?:copyright\s*)?[\s,©]*(?:(?:19|20)\d{2}(?:\s*[-–—/]\s*(?:(?:19|20)?\d{2}))?)?[\s,]*(?:by\s+|-\s+|–\s+)?"
    r"(?P<name>[^\W\d_][^©|.;:()\d]{1,48}?)(?=\s*(?:[|.;:()\d]|\s[–—-]\s|,|$|\ball rights|\btous droits))",
    re.I,
)
_COPYRIGHT_MARK = re.compile(r"©|\(c\)\s|copyright", re.I)
_NAME_YEAR = re.compile(
    r"(?P<name>[A-ZÀ-Þ][^.!?©|\d]{2,45}?)\s+(?:(?:19|20)\d{2}\s*[-–]\s*)?(?:19|20)\d{2}(?:\s*[|.].*)?"
)
_SUFFIX = re.compile(r"\s+(?:\||[-–—]|::|»|·|•)\s+|\s*\|\s*")
_CORPORATE = re.compile(
    r"[\s,]*(?:\((?:pvt|pty|private)\)\s*)?\b(?:ltd|limited|inc|llc|plc|gmbh|s\.?a\.?r?\.?l?|pvt|pty|corp|co|as|ab|ag|sa|nv|bv|oy|spa|srl|kk|oao|ooo|pjsc)\b\.?$",
    re.I,
)
_PAIRED = re.compile(r"\((?P<name>[^()/–—]{2,40}?)\s*/\s*[^()]{2,40}?(?:\s[-–—]\s[^()]*)?\)")
_LEADING_CREDIT = re.compile(r"\((?P<name>[A-Z][A-Za-z.&' ]{1,30})\)\s+(?=[A-Z“\"«])")
_DATELINE_AGENCY = re.compile(r"^[^()]{2,60}\((?P<name>[A-Z][\w.&' ]{1,28})\)\s*[-–—:]")
_TOLD = re.compile(
    r"\b(?:told|à la|au|à l['’]|aux)\s+(?:the\s+)?"
    r"(?P<name>(?:[A-ZÀ-Þ][\w'’]*)(?:\s+(?:[A-ZÀ-Þ][\w'’]*|de|du|des|la|of|the))*)"
)
_CONTACT_HOST = re.compile(r"[\w.+-]+@([\w-]+(?:\.[\w-]+)+)|\bwww\.([\w-]+(?:\.[\w-]+)+)")
_WORDS = re.compile(r"[\w'’&]+")
_GAPS = {code: None for code in range(128) if not chr(code).isalnum()}
_MAX_NAME_WORDS = 6
_HEAD_REASONS = frozenset(["header", "menu", "date", "byline", "credit", "outside", "repeated", "copyright"])
_BESIDE_DATE = re.compile(r"\s*(?:[|•·]|\s[–—-])\s")
_BYLINE = re.compile(r"(?:by|par|por|von)\s", re.I)
_THRESHOLD = 1.3


def find_outlet(page: Page, url: str | None, body: str, title: str | None = None) -> str | None:
    """Return the name of the outlet that published the report on ``page``, None where too little speaks for any.

    Signs are the site's name in meta tags, publisher in JSON-LD, the end of the title, copyright lines, the first
    line, the address, and an agency's credit; each has a weight, and those for one name add up.
    """
    weights: dict[str, float] = {}
    shown: dict[str, str] = {}
    called = key(title or "")
    for name, weight in _signs(page, url or page.url, body):
        clean = _cleaned(out_of_frame(fold(name)))
        words = key(clean)
        if (
            not words
            or words == called
            or _is_calendar(clean)
            or is_generic(clean)
            or count_words(clean) > _MAX_NAME_WORDS
            or len(clean) > 60
        ):
            continue
        weights[words] = weights.get(words, 0.0) + weight
        if words not in shown or (shown[words].isupper() and not clean.isupper()):
            shown[words] = clean
    if not weights:
        return domain_of(url or page.url)
    told = f" {key(body)} "
    for words in weights:
        weights[words] += min(told.count(f" {words} "), 2) * 0.4
    best = max(weights, key=lambda words: (weights[words], -len(words)))
    if weights[best] < _THRESHOLD:
        return domain_of(url or page.url)
    return shown[best]


def _is_calendar(name: str) -> bool:
    return all(plain(word) in months() or plain(word) in weekdays() or word.isdigit() for word in name.split())


def _cleaned(name: str) -> str:
    name = fold(name).strip(' .,-–—|•·"“”«»*#')
    return _CORPORATE.sub("", name).strip(" ,.")


def _signs(page: Page, url: str | None, body: str) -> Iterator[tuple[str, float]]:
    for name in (
        "og:site_name",
        "application-name",
        "publisher",
        "dc.publisher",
        "twitter:app:name:iphone",
        "al:ios:app_name",
    ):
        if name in page.meta:
            yield page.meta[name], 6.0 if name == "og:site_name" else 2.5
    if like_masthead(page.meta.get("author", "")):
        yield page.meta["author"], 2.0
    if page.home:
        yield page.home, 2.0
    for item in page.linked:
        yield from _published_by(item)
    registered = outlet_at(url)
    if registered is not None:
        yield registered.name, 4.0
    yield from _title_ends(page, url, body)
    yield from _lines(page.blocks, url)
    yield from _credits(page, body)
    yield from names_in_imprints(page.blocks)
    yield from names_in_signatures(page.blocks)
    yield from ((name, 3.5) for name in _spelled_out(domain_of(url), page, body))
    for block in page.blocks:
        contact = _CONTACT_HOST.search(block.text) if block.reason is not None and block.words < 40 else None
        if contact:
            yield from ((name, 2.0) for name in _spelled_out(contact[1] or contact[2], page, body))
            break


def _published_by(item: Mapping[str, object]) -> Iterator[tuple[str, float]]:
    publisher = item.get("publisher")
    kinds = str(item.get("@type", "")).lower()
    if isinstance(publisher, list) and publisher:
        publisher = publisher[0]
    if isinstance(publisher, dict) and isinstance(publisher.get("name"), str):
        yield publisher["name"], 5.0
    elif isinstance(publisher, str):
        yield publisher, 4.0
    if any(kind in kinds for kind in ("website", "organization")) and isinstance(item.get("name"), str):
        yield str(item["name"]), 3.0


def _title_ends(page: Page, url: str | None, body: str) -> Iterator[tuple[str, float]]:
    """Yield what stands after the last bar or dash of the title, stronger where the title also stands without it."""
    first = [block for block in page.blocks[:6] if block.reason is not None and block.words <= 45]
    titles = [page.title] if page.title else []
    titles += [block.text for block in first]
    heads = {key(block.text) for block in first} | {key(page.headline or ""), key(page.meta.get("og:title", ""))}
    tried: set[str] = set()
    for title in titles:
        parts = [part for part in _SUFFIX.split(title) if part]
        lead, _, told = title.partition(": ")
        if key(told) and key(told) in heads and count_words(lead) <= _MAX_NAME_WORDS:
            yield lead, 4.0
        if len(parts) < 2:
            continue
        for place in (-1, 0):
            name = parts[place]
            rest = parts[:-1] if place == -1 else parts[1:]
            if count_words(name) > 5 or len(name) > 45:
                continue
            known = key(" ".join(rest)) in heads or key(rest[0] if place == -1 else rest[-1]) in heads
            if key(name) in tried:
                continue
            tried.add(key(name))
            repeated = _stands_elsewhere(name, page.blocks) or _in_domain(name, url)
            named = outlet_named(name) is not None
            weight = 3.0 * known + 1.5 * repeated + 1.0 * named + (0.8 if title == page.title else 0.4)
            yield name, weight if place == -1 else max(weight - 1.5, 0.0)


def _stands_elsewhere(name: str, blocks: Sequence[Block]) -> bool:
    """Say whether ``name`` stands in the document other than at an end of a longer title-like line."""
    words = key(name)
    for block in blocks:
        line = key(block.text)
        at_end = line != words and (line.endswith(words) or line.startswith(words)) and block.reason is not None
        inside = f" {words} " in f" {line} "
        if inside and (not at_end or (block.words < 14 and _COPYRIGHT_MARK.search(block.text))):
            return block.reason is not None or name in block.text
    return False


def _lines(blocks: Sequence[Block], url: str | None) -> Iterator[tuple[str, float]]:
    """Yield names out of copyright lines, and short lines at the head or foot that are, or begin with, a name."""
    body = [i for i, block in enumerate(blocks) if block.reason is None]
    first, last = (body[0], body[-1]) if body else (len(blocks), -1)
    for i, block in enumerate(blocks):
        if block.reason is None or block.words > 40:
            continue
        if _COPYRIGHT_MARK.search(block.text):
            for found in _COPYRIGHT.finditer(block.text):
                yield found["name"], 3.0
        elif i > last and block.words <= 10 and (named := _NAME_YEAR.search(block.text)):
            yield named["name"].rpartition(". ")[2], 2.2
        elif i > last and block.words <= 30:
            lead = re.split(r"\s[–—-]\s|,\s|\.\s|\s\|\s", block.text, maxsplit=1)[0]
            if lead != block.text and lead[:1].isupper() and count_words(lead) <= 5:
                yield lead, 2.0 if block.reason == "copyright" else 0.9 + 0.6 * like_masthead(lead)
        site_menu = block.reason == "menu" and (bool(block.tag) or not re.search(r"\W\s|\s\W", block.text))
        if i < first and block.reason in _HEAD_REASONS and block.words <= 25 and not site_menu:
            yield from _head_line(block.text, i, near=first - i <= 3)
        if block.words <= 5 and outlet_named(block.text) is not None:
            yield block.text, 1.8
        elif i > last and block.words <= 5 and block.reason != "menu" and like_masthead(_cleaned(block.text)):
            yield _cleaned(block.text).strip("()[]"), 1.0


def _head_line(text: str, place: int, *, near: bool) -> Iterator[tuple[str, float]]:
    """Yield the names in a line above the body, dates cut off; a byline's person is none."""
    told = _without_date(text).rstrip(" -–—|·•,")
    parts = [part for part in re.split(r"\s*[|>›»•·]\s*|\s[–—-]\s|,\s", told) if part]
    # A path has few steps; the one word of a long menu that no list knows is no outlet either.
    alone = len(parts) == 1 or (len(parts) <= 3 and sum(not is_generic(part) for part in parts) == 1)
    if told != text:
        if len(parts) == 1 and _BESIDE_DATE.match(text, len(parts[0])) and is_named(parts[0]):
            yield parts[0], 0.5
        beside = re.split(r"\s*[|›•·]\s*", text)[1:]
        yield from ((part, 1.35) for part in beside if count_words(part) <= 5 and like_title(part))
    for number, part in enumerate(parts[:4]):
        if _BYLINE.match(part) or is_generic(part):
            continue
        if part[:1].isalpha() and not any(char.isdigit() or char in ":?!" for char in part) and count_words(part) <= 5:
            if like_masthead(part):
                yield part, 1.2 if alone or number == 0 else 0.8
            if not is_named(part) and not (alone and place == 0):
                continue
            yield part, (2.4 if place == 0 else 1.3) if alone else (1.4 if number == 0 and (place < 4 or near) else 0.6)


def _without_date(text: str) -> str:
    """Return ``text`` up to its first figure, without the names of months and weekdays before it."""
    words = re.split(r"\s*\d", text, maxsplit=1)[0].split(" ") if re.match(r"[^\d]{4,}\s\d", text) else text.split(" ")
    while words and (plain(words[-1].strip(",")) in weekdays() or plain(words[-1]) in months()):
        words.pop()
    return " ".join(words)


def _credits(page: Page, body: str) -> Iterator[tuple[str, float]]:
    """Yield the outlets of paired credits "(OUTLET / AGENCY - date)", of a leading credit, and of the dateline."""
    head = body[:300]
    paired = _PAIRED.search(head)
    if paired:
        yield paired["name"], 2.6
        found = outlet_named(paired["name"])
        if found is not None:
            yield paired["name"], 1.5
    lead = " ".join(block.text for block in page.blocks[:30] if block.reason == "credit")[:200]
    for text, weight in ((lead, 2.4), (head, 2.0)):
        leading = _LEADING_CREDIT.match(text + " A")
        if leading:
            yield leading["name"], weight
    dateline = _DATELINE_AGENCY.match(head)
    if dateline:
        yield dateline["name"], 1.0
    for told in _TOLD.finditer(body):
        yield told["name"], 0.5


def _spelled_out(host: str | None, page: Page, body: str) -> Iterator[str]:
    """Yield the words of the document that ``host`` is made of ("harbourpost.example": "Harbour Post"), once."""
    if not host:
        return
    labels = [label for label in host.lower().split(".")[:-1] if label != "www"] or [host]
    squeezed = _squeezed(max(labels, key=len))
    if len(squeezed) < 3:
        return
    for text in (body, *(block.text for block in page.blocks if block.reason is not None and block.words < 40)):
        if squeezed not in _squeezed(text):
            continue
        words = _WORDS.findall(text)
        starts = [i for i, word in enumerate(words) if word[:1].isupper() and _ascii(word)[:1].lower() == squeezed[0]]
        for start, length in product(starts, range(1, 6)):
            chunk = words[start : start + length]
            if _squeezed("".join(chunk)) == squeezed:
                yield " ".join(chunk)
                return


def _squeezed(text: str) -> str:
    """Return the plain letters and figures of ``text`` in lower case, and nothing between them."""
    return _ascii(text).lower().translate(_GAPS)


def _in_domain(name: str, url: str | None) -> bool:
    host = domain_of(url)
    squeezed = _squeezed(name)
    return bool(host and squeezed and squeezed in _squeezed(host))


def _ascii(name: str) -> str:
    if name.isascii():
        return name
    return unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode("ascii")
