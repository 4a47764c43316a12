"""Origins: the signs in a report of the reporting that it descends from."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from onrecord.core.records import Origin
from onrecord.core.spans import Span
from onrecord.core.vocabulary import OriginType
from onrecord.documents.blocks import Block, Page, count_words, key
from onrecord.documents.calendar import months, plain, weekdays
from onrecord.documents.credits.agencies import agencies_of, like_agency
from onrecord.documents.credits.briefings import briefings
from onrecord.documents.credits.cues import ARTICLE, NAME, alternatives, cues_of, followed, places_of
from onrecord.documents.credits.institutions import institution_words, speaking_institutions
from onrecord.documents.credits.mastheads import like_masthead
from onrecord.documents.credits.papers import named_papers, titled_paper
from onrecord.documents.credits.registry import is_agency, outlet_at, outlet_named
from onrecord.documents.credits.stations import reporting_stations

_DATELINE = re.compile(
    r"[^()\n]{2,80}?\((?P<name>[A-ZÀ-Þ][^()/\n]{1,40}?)(?:\s*/\s*(?P<second>[^()\n]{2,40}?))?"
    r"(?:\s[-–—,]\s?[^()\n]{3,40})?\)\s*(?:\.?\s*[-–—:]|[A-Z«“\"])"
)
_PARENTHESISED = re.compile(r"\((?P<name>[A-ZÀ-Þ][\w.&'’ -]{1,30})\)")
_AGENCY_WORD = re.compile(r"\s+(?:news\s+)?agency\b|\s+newswire\b", re.I)
_BROADCAST = re.compile(
    r"\b(?:state|national|public|local|independent)?\s*(?:television|TV|radio|broadcaster|télévision|radiotélévision)\b",
    re.I,
)
_MEDIA_END = re.compile(r"(?:press|presse|wire|news|media|post|agency)$", re.I)
_ARTICLED = re.compile(r"\bthe\s$", re.I)
_ENDS_NAME = re.compile(
    r"[.,;:)]|\s(?:on|in|that|by|during|last|this|from|he|she|they|it|after|before|at|when|yesterday|today|how|why)\b"
)
_DIGITS = re.compile(r"\s*[-–—|,]?\s*\d")
_WIRE = re.compile(r"\b(?:news)?wire$|\bagency$|\bagence\b", re.I)
_CREDIT_REASONS = frozenset(
    {
        "credit", "byline", "header", "repeated", "title", "menu", "outside", "tail", "date", "copyright",
    }
)  # fmt: skip
_PRESS = re.compile(r"\s(?:de\spresse|d['’]information)\b|\b(?:[Ww]ire|[Nn]ews|[Pp]ress)\s[Aa]gency$")
_NEWS = re.compile(r"\s(?:news|press)\sagency\b")
_SAID_TO = re.compile(
    r"\b(?:confirmed|said|explained|described|disclosed|revealed|admitted|acknowledged|denied|gave|sent|wrote|repeated"
    r"|outlined|detailed)\s[^.;\n“”\"]{3,80}?\sto\s(?:the\s)?(?P<name>[A-ZÀ-Þ][\w&'’-]*(?:\s[A-ZÀ-Þ][\w&'’-]*){0,3})"
)
_TELLING = (" told", " tell", " à l", " à", " l agence", " cited by", " cité par")
_LED = re.compile(r"^(?:the|le|la|les|l)\s")
_MAX_ORIGINS = 20
_CREDIT_REACH = 20
_MAX_NAME = 80


def find_origins(text: str, page: Page, outlet: str | None, title: str | None = None) -> tuple[Origin, ...]:
    """Return the signs, in the body ``text``, ``title``, credit lines and head of ``page``, of what the report descends
    from.

    A name counts as a medium where the registry knows it, where a credit or dateline of the same report gives it, where
    it is the outlet, or where it is called an agency. Each (type, name) comes once, the first in the text.
    """
    found: dict[tuple[str, str], Origin] = {}
    credited = [*_credited(text, page.blocks, outlet), *agencies_of(text, page.blocks, outlet)]
    media = {key(origin.name) for origin in credited}
    if outlet:
        media |= {key(outlet), key(outlet).removeprefix("the ")}
    signs = [
        *credited,
        *_told(text, media, outlet),
        *_citing(text, media, outlet),
        *_reporting(text, media, outlet),
        *briefings(text),
        *_statements(text),
        *(Origin("broadcast", name, span) for name, span in reporting_stations(text) if key(name) != key(outlet or "")),
        *_based_on(page),
        *_papers(text, title),
    ]
    for origin in signs:
        known = outlet_named(origin.name) if origin.type == "agency" else None
        found.setdefault((origin.type, known.domain if known else key(origin.name)), origin)
    stations = {key(origin.name) for origin in found.values() if origin.type == "broadcast"}
    kept = [o for o in found.values() if o.type not in {"agency", "outlet"} or key(o.name) not in stations]
    return tuple(kept)[:_MAX_ORIGINS]


def _credited(text: str, blocks: Sequence[Block], outlet: str | None) -> Iterator[Origin]:
    """Yield the agencies of dateline and credit lines."""
    head = text[:160]
    dateline = _DATELINE.match(head)
    if dateline:
        group = "second" if dateline["second"] else "name"
        yield Origin("agency", dateline[group].strip(), Span(*dateline.span(group)))
    body_words = f" {key(text)} "
    body = [i for i, block in enumerate(blocks) if block.reason is None]
    first, last = (body[0], body[-1]) if body else (0, len(blocks))
    for block in blocks[max(0, first - _CREDIT_REACH) : last + _CREDIT_REACH]:
        if block.reason in _CREDIT_REASONS and block.words <= 25:
            yield from _in_credit_line(block, body_words, outlet)


def _in_credit_line(block: Block, body_words: str, outlet: str | None) -> Iterator[Origin]:
    line = block.text.strip().lstrip("([")
    credit = block.reason in {"credit", "byline", "date"}
    names = [m["name"] for m in places_of(followed("credit"), "credit", line) if credit or m.start() == 0]
    names += [m["name"] for m in _PARENTHESISED.finditer(block.text) if credit]
    if block.words <= 6 and block.reason != "menu":
        names.append(_DIGITS.split(line)[0])
    elif credit:
        names.append(re.split(r",|\s[-–—|]\s", line)[0])
    for name in names:
        name = _AGENCY_WORD.sub("", name).strip(" .,:)]")
        if not name or _is_calendar(name) or count_words(name) > 5 or (outlet and key(name) == key(outlet)):
            continue
        if outlet and outlet_named(name) is not None and outlet_named(name) == outlet_named(outlet):
            continue
        words = f" {key(name)} "
        told = words in body_words and any(f"{verb}{words}" in body_words for verb in _TELLING)
        known = is_agency(name) or _is_compound(name) or (credit and name.isupper() and 2 <= len(name) <= 5)
        if name[:1].isupper() and (known or told):
            yield Origin("agency", name, None, block.text[:200])


def _is_calendar(name: str) -> bool:
    return all(plain(word) in months() or plain(word) in weekdays() for word in name.split())


def _is_compound(name: str) -> bool:
    """Say whether ``name`` is one word that ends in what agencies' names end in, and is more than that."""
    found = _MEDIA_END.search(name)
    return found is not None and found.start() >= 2 and " " not in name


def _told(text: str, media: set[str], outlet: str | None) -> Iterator[Origin]:
    for found in places_of(followed("told"), "told", text):
        name, span = found["name"], Span(*found.span("name"))
        kind = _medium(name, media, text, span)
        if kind:
            name = _trimmed(name)
            if outlet and f" {key(outlet)}".endswith(f" {key(name)}"):
                yield Origin("interview", outlet, Span(span.start, span.start + len(name)))
                continue
            yield Origin("interview", name, Span(span.start, span.start + len(name)))
            if kind == "agency" and not (outlet and _same_outlet(name, outlet)):
                yield Origin("agency", name, Span(span.start, span.start + len(name)))
    for said in _SAID_TO.finditer(text):
        if outlet_named(said["name"]) is not None or key(said["name"]) in media:
            yield Origin("interview", said["name"], Span(*said.span("name")))
            if is_agency(said["name"]) and not (outlet and _same_outlet(said["name"], outlet)):
                yield Origin("agency", said["name"], Span(*said.span("name")))
    yield from _told_by_inversion(text, media, outlet)
    if outlet:
        for found in places_of(cues_of("self"), "self", text):
            if _inside_quotation(text, found.start()):
                continue
            yield Origin("interview", outlet, Span(*found.span()))


def _inside_quotation(text: str, at: int) -> bool:
    """Say whether a quotation that opened in the same paragraph is still open at ``at``: there somebody else speaks."""
    before = text[text.rfind("\n", 0, at) + 1 : at]
    return before.count("“") > before.count("”") or before.count("«") > before.count("»") or before.count('"') % 2 == 1


def _told_by_inversion(text: str, media: set[str], outlet: str | None) -> Iterator[Origin]:
    """Yield "a indiqué une diplomate à la LETTRE": a known medium after a preposition, the speaker between."""
    folded = text.casefold()
    for name in sorted(media):
        if not all(word in folded for word in name.split()):
            continue
        spelled = r"\W+".join(map(re.escape, name.split()))
        for found in re.finditer(rf"\b(?:à|au|aux)\s*(?:la\s|l['’]|le\s)?(?P<name>{spelled})(?!\w)", text, re.I):
            shown = outlet if outlet and key(outlet) == name else found["name"]
            yield Origin("interview", shown, Span(*found.span("name")))


def _medium(name: str, media: set[str], text: str, span: Span) -> str | None:
    """Return what kind of medium ``name`` is: ``agency``, ``outlet`` or None for no medium."""
    words = key(_trimmed(name))
    called_agency = (
        bool(_AGENCY_WORD.match(text, span.end)) or "agenc" in text[max(0, span.start - 20) : span.start].lower()
    )
    if is_agency(_trimmed(name)) or called_agency:
        return "agency"
    if words in media or words.removeprefix("the ") in media or outlet_named(_trimmed(name)) is not None:
        return "outlet"
    if any(medium.endswith(f" {words}") for medium in media):
        return "outlet"
    if _WIRE.search(_trimmed(name)) or _is_compound(_trimmed(name)):
        return "agency"
    if _ARTICLED.search(text, max(0, span.start - 5), span.start) and _like_paper(
        _trimmed(name), text[span.end :][:24]
    ):
        return "outlet"
    return "outlet" if like_masthead(_trimmed(name)) and " " in name else None


def _like_paper(name: str, following: str) -> bool:
    """Say whether a name with an article that is told something may be a paper's: no body, people or adjective."""
    words = name.casefold().split()
    body = words[-1] in institution_words() or words[-1].endswith("s")
    return not body and len(words) <= 3 and not name.isupper() and bool(_ENDS_NAME.match(following))


def _trimmed(name: str) -> str:
    return re.sub(r"['’]s$|[.,]$", "", name.strip())


def _citing(text: str, media: set[str], outlet: str | None) -> Iterator[Origin]:
    for found in places_of(followed("citing"), "citing", text):
        name, span = _trimmed(found["name"]), Span(*found.span("name"))
        if outlet and key(name) == key(outlet):
            continue
        kind = _medium(name, media, text, span)
        if kind is None and _BROADCAST.search(name):
            yield Origin("broadcast", name, Span(span.start, span.start + len(name)))
        elif kind:
            as_type: OriginType = "agency" if kind == "agency" else "outlet"
            yield Origin(as_type, name, Span(span.start, span.start + len(name)))


@cache
def _reporting_words() -> re.Pattern[str]:
    verbs = alternatives("reports")
    before = rf"{NAME}\s(?:\([^()\n]{{2,12}}\)\s)?(?:{verbs})(?!\w)"
    behind = rf"(?<!\w)(?:{verbs})(?:\s|(?<=['’])){ARTICLE}{NAME.replace('name', 'last')}"
    return re.compile(f"{before}|{behind}")


def _reporting(text: str, media: set[str], outlet: str | None) -> Iterator[Origin]:
    """Yield the media that stand beside a verb of reporting ("the Lake Gazette reported", "écrit Le Phare")."""
    for verb in places_of(cues_of("reports"), "reports", text):
        start = max(text.rfind("\n", 0, verb.start()) + 1, verb.start() - _MAX_NAME)
        for found in _reporting_words().finditer(text[start : verb.end() + _MAX_NAME]):
            group = "name" if found["name"] else "last"
            name, span = _trimmed(found[group]), Span(start + found.start(group), start + found.end(group))
            kind = _medium(name, media, text, span) if name and not (outlet and _same_outlet(name, outlet)) else None
            if kind:
                as_type: OriginType = "agency" if kind == "agency" or like_agency(name) else "outlet"
                yield Origin(as_type, name, Span(span.start, span.start + len(name)))


def _same_outlet(name: str, outlet: str) -> bool:
    """Say whether ``name`` is the outlet, by its words, its shorter form or the registry."""
    short, whole = (_LED.sub("", key(words)) for words in (name, outlet))
    known = outlet_named(name)
    return whole == short or whole.startswith(f"{short} ") or (known is not None and known == outlet_named(outlet))


def _statements(text: str) -> Iterator[Origin]:
    """Yield institutions that speak by statement: the name after the words, or the subject before them."""
    for found in places_of(followed("statement"), "statement", text):
        name = _trimmed(found["name"])
        yield Origin("statement", name, Span(found.start("name"), found.start("name") + len(name)))
    for name, span in speaking_institutions(text):
        agency = _PRESS.search(name) or _PRESS.match(text, span.end) or _NEWS.match(text, span.end)
        if outlet_named(name) is None and not agency:
            yield Origin("statement", name, span)


def _papers(text: str, title: str | None) -> Iterator[Origin]:
    """Yield the documents that the report is, or speaks from."""
    itself = titled_paper(title)
    if itself:
        yield Origin("document", itself, None, title)
    yield from (Origin("document", name, span) for name, span in named_papers(text))


def _based_on(page: Page) -> Iterator[Origin]:
    """Yield what the page's head names as the work that it is based on, by name or by address."""
    for item in page.linked:
        for field in ("isBasedOn", "isBasedOnUrl", "sourceOrganization", "provider"):
            stated = item.get(field)
            for work in stated if isinstance(stated, list) else [stated]:
                name = _work_name(work, by_address=field.startswith("isBasedOn"))
                if name and (field.startswith("isBasedOn") or is_agency(name)):
                    yield Origin("agency" if is_agency(name) else "outlet", name, None, f"JSON-LD {field}: {name}")
    for name in ("syndication-source", "original-source", "dc.source"):
        stated = page.meta.get(name)
        found = outlet_at(stated)
        if found is not None:
            yield Origin("agency" if found.agency else "outlet", found.name, None, f"meta {name}: {stated}"[:200])


def _work_name(work: object, *, by_address: bool) -> str | None:
    """Return who published ``work``, a name, an address, or an object with either."""
    if isinstance(work, Mapping):
        publisher = work.get("publisher") or work.get("provider")
        inner = publisher.get("name") if isinstance(publisher, Mapping) else publisher
        named = inner or (work.get("name") if not by_address else None) or work.get("url") or work.get("@id")
        return _work_name(named, by_address=by_address) if isinstance(named, str) else None
    if not isinstance(work, str):
        return None
    if work.startswith(("http://", "https://")):
        found = outlet_at(work)
        return found.name if found is not None else None
    return work[:_MAX_NAME] if count_words(work) <= 6 else None
