"""The outlet: every sign of who published a report, weighed."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from onrecord.documents.blocks import Block, Page, count_words, fold, key
from onrecord.documents.calendar import months, plain, weekdays
from onrecord.documents.credits.bylines import like_person, without_by
from onrecord.documents.credits.headlines import bare, names_beside_titles, names_in_head_line
from onrecord.documents.credits.hosts import shared_hosts, site_of, spelled_out
from onrecord.documents.credits.imprints import begins_as_motto, names_in_imprints, names_in_labels
from onrecord.documents.credits.mastheads import is_named, like_masthead
from onrecord.documents.credits.registry import domain_of, is_agency, outlet_at, outlet_named
from onrecord.documents.credits.signatures import is_generic, like_title, names_in_signatures, out_of_frame

_COPYRIGHT = re.compile(
    r"(?:©|\(c\)|copyright|&copy;)\s*(?:copyright\s*)?[\s,©]*"
    r"(?:(?:19|20)\d{2}(?:\s*[-–—/]\s*(?:(?:19|20)?\d{2}))?)?[\s,]*(?:by\s+|-\s+|–\s+)?"
    r"(?P<name>[^\W\d_](?:[^©|.;:()\d]|(?<=[^\W_])\d){1,48}?)"
    r"(?=\s*(?:[|.;:()]|(?<=\s)\d|\s[–—-]\s|,|$|\ball rights|\btous droits))",
    re.I,
)
_NAMED_COPYRIGHT = re.compile(
    r"^(?P<name>[A-ZÀ-Þ][^©|.;:()\d]{2,45}?)\s*(?:©|\(c\))\s*(?:copyright\s*)?(?:19|20)\d{2}", re.I
)
_COPYRIGHT_MARK = re.compile(r"©|\(c\)\s|copyright", re.I)
_NAME_YEAR = re.compile(
    r"(?P<name>[A-ZÀ-Þ](?:[^.!?©|\d]|(?<=[^\W_])\d){2,45}?)\s+(?:(?:19|20)\d{2}\s*[-–]\s*)?(?:19|20)\d{2}(?:\s*[|.].*)?"
)
_YEAR_NAME = re.compile(r"(?:19|20)\d{2}\s(?:[-–—]\s)?(?P<name>[A-ZÀ-Þ][^.!?©|:;,\d]{2,45})(?:[|.,]|$)")
_IMPRINT = re.compile(r"\b(?:p\.?\s?o\.?\s?box|b\.?p\.?\s?\d|t[eé]l\b|phone|fax\b|cedex|www\.)|@|\+\d{2}", re.I)
_ISSUE = re.compile(
    r"[\s,–—-]+(?:(?:nr|no|num|numéro|number|issue|edition|édition|vol|volume|ausgabe|edición|número)\b\.?|n[°º]|#).*$",
    re.I,
)
_OF_DATE = re.compile(r"\s+(?:(?:édition|edition|issue|numéro)\s+)?(?:du|de|of|on|le|from|vom|del|dated|au|at)$", re.I)
_PRODUCT = re.compile(r"\s+(?:newsletter|infolettre|lettre d['’]information|e-?paper|home\s?page|website|live)$", re.I)
_IN_BRACKETS = re.compile(r"\s*[(\[][^()\[\]A-ZÀ-Þ][^()\[\]]{1,28}[)\]]$")
_CORPORATE = re.compile(
    r"[\s,]*(?:\((?:pvt|pty|private)\)\s*)?\b(?:ltd|limited|inc|llc|plc|gmbh|s\.?a\.?r?\.?l?|pvt|pty|corp|co|as|ab|ag|sa|nv|bv|oy|spa|srl|kk|oao|ooo|pjsc)\b\.?$",
    re.I,
)
_COMPANY = re.compile(
    r"\s+(?:media\s+(?:group|limited|house)|publications|publishing|publishers|holdings|newspapers)$", re.I
)
_LOGO = re.compile(r"^\W*logo\W+(?=\w)", re.I)
_LONGEST_LINE = 40
_MARK = re.compile(r"\s[–—-]\s|,\s|\.\s|\s\|\s")
_DATED = re.compile(r"\W*(?:[^\W\d_]+\.?\s){0,3}\d")
_PAIRED = re.compile(r"\((?P<name>[^()/–—]{2,40}?)\s*/\s*[^()]{2,40}?(?:\s[-–—]\s[^()]*)?\)")
_LEADING_CREDIT = re.compile(r"\((?P<name>[A-Z][A-Za-z.&' ]{1,30})\)\s+(?=[A-Z“\"«])")
_DATELINE_AGENCY = re.compile(r"^[^()]{2,60}\((?P<name>[A-Z][\w.&' ]{1,28})\)\s*[-–—:]")
_TOLD = re.compile(
    r"\b(?:told|à la|au|à l['’]|aux)\s+(?:the\s+)?"
    r"(?P<name>(?:[A-ZÀ-Þ][\w'’]*)(?:\s+(?:[A-ZÀ-Þ][\w'’]*|de|du|des|la|of|the))*)"
)
_CONTACT_HOST = re.compile(r"(?:[\w.+-]+@|https?://|\bwww\.)(?:www\.)?([\w-]+(?:\.[\w-]+)+)")
_MAX_NAME_WORDS = 6
_HEAD_REASONS = frozenset(["header", "menu", "date", "byline", "credit", "outside", "repeated", "copyright"])
_THRESHOLD = 1.3
_LEAST_AROUND = 0.5
_CERTAIN = 6.0
"""What a page states so plainly needs no further signs."""
_MENTION = 0.4


def find_outlet(page: Page, url: str | None, body: str, title: str | None = None) -> str | None:
    """Return the name of the outlet that published the report on ``page``, None where too little speaks for any.

    Signs are the site's name in meta tags, publisher in JSON-LD, the end of the title, copyright lines, the first
    line, the address, and an agency's credit; each has a weight, and those for one name add up.
    """
    shown: dict[str, str] = {}
    stated = _weighed(_stated(page, url or page.url), title, shown)
    best = _best(stated)
    if best is not None and stated[best] >= _CERTAIN:
        return shown[best]
    around = _weighed(_signs(page, url or page.url, body, title), title, shown)
    inside = _weighed(_hints(body), title, shown)
    told = f" {key(body)} "
    for words in {*around, *inside}:
        mentions = min(told.count(f" {words} "), 2)
        if words in inside or like_title(shown[words]):
            inside[words] = inside.get(words, 0.0) + mentions * _MENTION
        elif mentions and " " not in words:
            # One word that the text holds too, no title and nobody who was told something, is rather a place.
            inside[words] = -_MENTION
    wires = {key(name) for name, _ in _dateline(body)} | {words for words in inside if is_agency(shown[words])}
    # What a text owes to an agency speaks for it only where nothing around the text speaks for another.
    support = {words: weight for words, weight in inside.items() if words not in wires}
    named = {words: weight + support.get(words, 0.0) for words, weight in around.items() if weight >= _LEAST_AROUND}
    best = _best(named)
    if best is not None:
        return shown[best]
    host = domain_of(url or page.url) or _contact_host(page.blocks)
    best = None if host else _best({words: around.get(words, 0.0) + weight for words, weight in inside.items()})
    return host if best is None else shown[best]


def _best(weights: Mapping[str, float]) -> str | None:
    """Return the words of the heaviest name, the shorter of two alike, None where none is heavy enough."""
    best = max(weights, key=lambda words: (weights[words], -len(words)), default=None)
    return best if best is not None and weights[best] >= _THRESHOLD else None


def _weighed(signs: Iterable[tuple[str, float]], title: str | None, shown: dict[str, str]) -> dict[str, float]:
    """Return the weights of the names in ``signs`` by their words, and put into ``shown`` how each is written."""
    weights: dict[str, float] = {}
    called = key(title or "")
    for name, weight in signs:
        clean = _cleaned(out_of_frame(fold(name)))
        words = key(clean)
        if (
            not words
            or words == called
            or _is_calendar(clean)
            or is_generic(clean)
            or without_by(clean) != clean
            or count_words(clean) > _MAX_NAME_WORDS
            or len(clean) > 60
        ):
            continue
        weights[words] = weights.get(words, 0.0) + weight
        if words not in shown or (shown[words].isupper() and not clean.isupper()):
            shown[words] = clean
    return weights


def _is_calendar(name: str) -> bool:
    return all(plain(word) in months() or plain(word) in weekdays() or word.isdigit() for word in name.split())


def _cleaned(name: str) -> str:
    """Return ``name`` without what stands around a name: marks, the issue's number, a place, the company's form."""
    name = _LOGO.sub("", bare(fold(name))).strip(' .,-–—|•·"“”«»*#[]')
    for ending in (_ISSUE, _OF_DATE, _IN_BRACKETS, _CORPORATE, _PRODUCT):
        shorter = ending.sub("", name).strip(" ,.-–—|/")
        name = shorter if len(shorter) > 1 else name
    company = _COMPANY.sub("", name)
    name = company if count_words(company) > 1 and like_masthead(company) else name
    return name.removeprefix("the ")


def _signs(page: Page, url: str | None, body: str, title: str | None) -> Iterator[tuple[str, float]]:
    """Yield the names around the text, each with its weight: what the page states first, then what its lines show."""
    yield from _stated(page, url)
    if page.home:
        yield page.home, 2.0
    yield from names_beside_titles(page, url, body)
    yield from _lines(page.blocks, title)
    yield from _credits(page, body)
    yield from names_in_imprints(page.blocks)
    yield from names_in_labels(page.blocks)
    yield from names_in_signatures(page.blocks)
    yield from ((name, 3.5) for name in spelled_out(domain_of(url), page.blocks, body))
    contact = _contact_host(page.blocks)
    if contact:
        yield from ((name, 2.0) for name in spelled_out(contact, page.blocks, body))


def _stated(page: Page, url: str | None) -> Iterator[tuple[str, float]]:
    """Yield the names that the page's head states, and the registry's for its address."""
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
    for item in page.linked:
        yield from _published_by(item)
    registered = outlet_at(url)
    if registered is not None:
        yield registered.name, 4.0


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


def _contact_host(blocks: Sequence[Block]) -> str | None:
    """Return the first host outside the text that a mail address or "www." gives, of no network or mail service."""
    for block in blocks:
        if block.reason is None or block.words >= _LONGEST_LINE:
            continue
        for found in _CONTACT_HOST.finditer(block.text):
            host = site_of(found[1])
            if host not in shared_hosts():
                return host
    return None


def _lines(blocks: Sequence[Block], title: str | None) -> Iterator[tuple[str, float]]:
    """Yield names out of copyright lines, and short lines at the head or foot that are, or begin with, a name."""
    body = [i for i, block in enumerate(blocks) if block.reason is None]
    first, last = (body[0], body[-1]) if body else (len(blocks), -1)
    called = key(title or "")
    for i, block in enumerate(blocks):
        if block.reason is None or block.words > _LONGEST_LINE:
            continue
        if _COPYRIGHT_MARK.search(block.text):
            before = _NAMED_COPYRIGHT.match(block.text)
            if before and not _COPYRIGHT_MARK.search(before["name"]):
                yield before["name"], 3.0
            for found in _COPYRIGHT.finditer(block.text):
                yield found["name"], 3.0
        elif i > last:
            yield from _foot_line(block)
        site_menu = block.reason == "menu" and (bool(block.tag) or not re.search(r"\W\s|\s\W", block.text))
        # A headline is no name, nor what it lists ("Kenya, Ethiopia trade blame") or tells before a date.
        lead, *rest = _MARK.split(block.text, maxsplit=1)
        topic = lead.partition(":")[0].strip()
        named = ":" in lead and is_named(topic) and count_words(topic) > 1
        plain_title = (rest and block.text[len(lead)] == ",") or (not rest and not named)
        if plain_title and block.key == called and not like_title(lead):
            continue
        if i < first and block.reason in _HEAD_REASONS and block.words <= 25 and not site_menu:
            yield from names_in_head_line(block.text, i, near=first - i <= 3)
        if block.words <= _MAX_NAME_WORDS and outlet_named(block.text) is not None:
            yield block.text, 1.8
        elif i > last and block.words <= 5 and block.reason != "menu" and like_masthead(_cleaned(block.text)):
            signed = i > 0 and like_person(blocks[i - 1].text) and not like_masthead(blocks[i - 1].text)
            yield _cleaned(block.text).strip("()[]"), _THRESHOLD if signed else 1.0


def _foot_line(block: Block) -> Iterator[tuple[str, float]]:
    """Yield the names in a line below the body: before or after a year, before an address or a motto."""
    text = bare(block.text)
    if (block.words <= 10 and (named := _NAME_YEAR.search(text))) or (named := _YEAR_NAME.match(text)):
        name = named["name"].rpartition(". ")[2]
        if not _MARK.search(name):
            yield name, 2.2
            return
    lead = _MARK.split(text, maxsplit=1)[0]
    if block.words > 30 or lead == text or not lead[:1].isupper() or count_words(lead) > 5:
        return
    rest = text[len(lead) :]
    weight = 2.0 if block.reason == "copyright" else 0.9 + 0.6 * like_masthead(lead)
    told = _IMPRINT.search(rest) or begins_as_motto(rest) or _DATED.match(rest)
    if told and is_named(lead) and not is_generic(lead):
        weight = max(weight, 1.4)
    yield lead, weight


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


def _hints(body: str) -> Iterator[tuple[str, float]]:
    """Yield the names in the text itself that may be the outlet's: the dateline's, and those who were told."""
    yield from _dateline(body)
    for told in _TOLD.finditer(body):
        if like_title(told["name"]) or outlet_named(told["name"]) is not None:
            yield told["name"], 0.5


def _dateline(body: str) -> Iterator[tuple[str, float]]:
    dateline = _DATELINE_AGENCY.match(body[:300])
    if dateline:
        yield dateline["name"], 1.0
