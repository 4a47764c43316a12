"""Agencies: the names in datelines, credit lines and signatures of those whose report this one is."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from onrecord.core.records import Origin
from onrecord.core.spans import Span
from onrecord.core.tables import packaged_table
from onrecord.core.vocabulary import OriginType
from onrecord.documents.blocks import Block, count_words, key
from onrecord.documents.credits.cues import alternatives, cues_of
from onrecord.documents.credits.hosts import is_host
from onrecord.documents.credits.registry import is_agency, outlet_named

_HEAD = 110
_TAIL = 60
_MAX_PARTS = 5
_LONGEST_PART = 36
_LONGEST_LINE = 25
_REACH = 20
_SEPARATOR = re.compile(r"\s*[()\[\]|/]+\s*|\s+[-–—]{1,2}\s+|:\s+|,\s+")
_SIGNED = re.compile(
    r"(?:[.!?…”»\"]\s*[(\[]|[.!?…”»\"]\s+[-–—/]\s*)(?P<name>[A-ZÀ-ÞА-Я][\w.&'’ -]{1,30}?)"
    r"(?:\s?[/,]\s?(?P<second>[A-ZÀ-ÞА-Я][\w.&'’ -]{1,30}?))?[)\]/]?\.?\s*$"
)
_LED = re.compile(r"^(?:the|le|la|les|l)\s")
_NAME = (
    r"(?P<name>[A-ZÀ-ÖØ-ÞА-Я](?:[\w&'’+-]|\.(?=\w))*(?:\s(?:(?:of|de|du|and|et|&)\s)?[A-ZÀ-ÖØ-ÞА-Я0-9][\w&'’+-]*){0,4})"
)
_ARTICLE = (
    r"(?:(?i:the|la|le|les|el|die|der|das|o|a|il|lo)\s+|(?i:l['’])\s*)?"
    r"(?P<called>(?i:(?:news\s+)?agency|agence(?:\s+de\s+presse)?|agencia|agentur|wire\s+service)\s+)?"
)
_CALLED = re.compile(
    r"\b(?i:news agency|press agency|agence de presse|agence d['’]information|agencia de noticias|nachrichtenagentur)\s"
    + _NAME
)
_PRESS_AGENCY = re.compile(
    r"\b(?P<name>Agence\s(?:[a-zà-ÿ-]+\s){0,2}(?:de\spresse|d['’]informations?)(?:\s[A-ZÀ-Þ][\w-]+){0,2})"
)
_OF_STATE = re.compile(
    r"\b[Aa]gence\s(?P<kind>(?:(?:officielle|publique|privée|nationale|étatique|gouvernementale|de\spresse"
    r"|[a-zà-ÿ-]+(?:aise|ienne|éenne|aine|ine|ande|gnole|oise|russe|turque))\s){0,3})(?P<name>[A-ZÀ-Þ][\w&+-]+)"
)
_NEWS_AGENCY = re.compile(r"\b(?P<name>[A-ZÀ-Þ][\w&-]+(?:\s[A-ZÀ-Þ][\w&-]+){0,2})\s(?:news|press)\sagency\b")
_STEMS = ("agenc", "agentur")
"""What all the words hold that call a name in running text an agency."""
_COPYRIGHT = re.compile(rf"(?:©|\(c\)|copyright)\s*(?:\d{{4}}\s*)?(?:by\s)?{_NAME}", re.I)
_CONTRIBUTED = re.compile(
    _NAME
    + r"\s(?:also\s)?(?:contributed\sto\sthis|a\scontribué\sà\sce(?:t|tte)?)\s(?:report|story|article|dispatch|dépêche)"
)
_SIGNATURE = re.compile(r"[\w.]{1,5}(?:\s?[/-]\s?(?P<name>[A-ZÀ-Þ][\w.&]{1,20}))+")
_INITIALS = re.compile(r"[a-zA-Z]{1,4}")
_MEDIA_END = re.compile(r"(?:press|presse|wire|news|media|post|agency)$", re.I)
_CALLED_WIRE = re.compile(
    r"\b(?:news)?wire$|\bagency$|^agence\b|^agencia\b|^agentur\b|\bpress association$"
    r"|\bnews pool$|\bnews service$|\bpress service$",
    re.I,
)
_NO_AGENCY = frozenset(
    {
        "update", "updated", "upd", "rpt", "corrected", "correction", "exclusive", "live", "video", "photos", "opinion",
        "analysis", "breaking", "urgent", "file", "end", "fin", "ends", "suite", "ndlr", "note", "advertorial", "usa",
        "us", "uk", "eu", "un", "onu", "ue", "part", "more", "watch", "listen", "photo", "sic", "tbc", "ceo", "news",
        "press", "media", "post", "agency", "rdc", "drc", "uae", "eau", "nato", "otan", "faq", "pdf", "am", "pm", "gmt",
    }
)  # fmt: skip
_LINE_REASONS = frozenset(
    {
        "credit", "byline", "header", "repeated", "title", "outside", "tail", "date", "copyright", "signature",
    }
)  # fmt: skip


@cache
def _framed() -> re.Pattern[str]:
    """Return the pattern of the words that only a source follows ("Source:", "with inputs from"), and the name."""
    rows = packaged_table("onrecord.documents.credits", "origin_cues.tsv")
    words = {word for row in rows if row["role"] == "sourced" for word in row["words"].split("|")}
    cues = "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in sorted(words, key=lambda w: (-len(w), w)))
    return re.compile(rf"(?<!\w)(?P<cue>(?i:{cues}))(?:\s*[:–-]\s*|\s+|(?<=['’])){_ARTICLE}{_NAME}")


@cache
def _sourcing() -> re.Pattern[str]:
    """Return the pattern of a line that begins with the words that only a source follows."""
    return re.compile(rf"\W*(?i:{alternatives('sourced')})\b")


def like_agency(name: str) -> bool:
    """Say whether a name in an agency's place is written as one: a few capitals, "Xpress", or "X News Agency"."""
    if name.casefold() in _NO_AGENCY:
        return False
    found = _MEDIA_END.search(name)
    compound = found is not None and found.start() >= 2 and " " not in name and name[:1].isupper()
    return (name.isupper() and name.isalpha() and 2 <= len(name) <= 5) or compound or bool(_CALLED_WIRE.search(name))


def agencies_of(text: str, blocks: Sequence[Block], outlet: str | None) -> Iterator[Origin]:
    """Yield the agencies that the body's beginning and end and the lines around it credit, not the outlet itself."""
    own = _identity(outlet or "")
    for name, span in (*_in_dateline(text), *_in_signature(text), *_called(text)):
        if _identity(name) != own:
            yield Origin("agency", name, span)
    body = [i for i, block in enumerate(blocks) if block.reason is None]
    first, last = (body[0], body[-1]) if body else (0, len(blocks))
    for i in range(max(0, first - _REACH), min(len(blocks), last + _REACH)):
        block = blocks[i]
        if block.reason in _LINE_REASONS and block.words <= _LONGEST_LINE:
            for name in _in_line(block.text, ahead=i < first):
                if _identity(name) != own and count_words(name) <= 5:
                    yield Origin(_kind(name), name, None, block.text[:200])


def _kind(name: str) -> OriginType:
    """Return what a name in an agency's place is: another outlet where the registry or a host's ending says so."""
    known = outlet_named(name)
    return "outlet" if (known is not None and not known.agency) or is_host(name) else "agency"


def _identity(name: str) -> str:
    """Return what is the same for all names of one outlet."""
    found = outlet_named(name)
    return found.domain if found is not None else _LED.sub("", key(name))


def _in_dateline(text: str) -> Iterator[tuple[str, Span]]:
    """Yield the agency among the parts before the first sentence: "PLACE/X -", "X | Place |", "[X]", "Place, X:"."""
    head, start = text[:_HEAD].partition("\n")[0], 0
    for number, mark in enumerate(_SEPARATOR.finditer(head)):
        part = head[start : mark.start()]
        name = part.strip()
        enclosed = (start > 0 and head[start - 1] in "([/") or mark.group(0).strip()[:1] in {")", "]", "/"}
        if number >= _MAX_PARTS or len(part) > _LONGEST_PART:
            return
        compound = like_agency(name) and not name.isupper()
        comma = mark.group(0).startswith(",")
        if (is_agency(name) and not comma) or (not comma and (compound or (enclosed and like_agency(name)))):
            at = head.index(name, start)
            yield name, Span(at, at + len(name))
            return
        start = mark.end()


def _in_signature(text: str) -> Iterator[tuple[str, Span]]:
    offset = max(0, len(text) - _TAIL)
    signed = _SIGNED.search(text, offset)
    for group in ("name", "second"):
        if signed and signed[group] and (is_agency(signed[group]) or like_agency(signed[group])):
            yield signed[group], Span(*signed.span(group))


def _called(text: str) -> Iterator[tuple[str, Span]]:
    lowered = text.lower()
    if not any(stem in lowered for stem in _STEMS):
        return
    for found in _OF_STATE.finditer(text):
        called = found["name"].isupper() and bool(found["kind"])
        if called or is_agency(found["name"]) or like_agency(found["name"]):
            yield found["name"], Span(*found.span("name"))
    for found in (*_NEWS_AGENCY.finditer(text), *_PRESS_AGENCY.finditer(text), *_CALLED.finditer(text)):
        name = found["name"].rstrip(".")
        yield name, Span(found.start("name"), found.start("name") + len(name))


def _in_line(line: str, *, ahead: bool) -> Iterator[str]:
    """Yield the agencies in a line that is no body; ``ahead`` says that it stands before the body."""
    sourced = False
    for found in (*_framed().finditer(line), *_CONTRIBUTED.finditer(line)):
        name = found["name"].rstrip(".")
        cue = found.groupdict().get("cue") or ""
        called = found.groupdict().get("called") or (cue if cue.lower().startswith(_STEMS) else None)
        if called and (called[:1].isupper() or found.start() <= 2 or cue != called):
            # "avec l'agence Interfax" names Interfax, "avec l'Agence Baltique" the whole.
            sourced = True
            yield name if called[:1].islower() or is_agency(name) else f"{called.strip()} {name}"
        elif (found.start() <= 2 and found.re is not _CONTRIBUTED) or is_agency(name) or like_agency(name):
            sourced = True
            yield name
    whole = line.strip(" ()[]–—-./*")
    if is_agency(whole) or (not ahead and not sourced and like_agency(whole)):
        yield whole
    yield from _in_parts(line)
    signature = _SIGNATURE.fullmatch(line.strip("() ."))
    if signature and like_agency(signature["name"]) and not _INITIALS.fullmatch(signature["name"]):
        yield signature["name"]
    copied = _COPYRIGHT.search(line)
    if copied and (is_agency(copied["name"]) or _CALLED_WIRE.search(copied["name"])):
        yield copied["name"]


def _in_parts(line: str) -> Iterator[str]:
    """Yield the agencies among the parts of a line: known ones, those behind "by", and where the newsroom or a cue of
    sources stands in another part, names that only an agency has."""
    parts = [part.strip(" ()[].–—-") for part in re.split(r"[,;|/•·()\[\]]|\s[–—-]\s|\s(?:and|et|&)\s", line)][:6]
    beside = cues_of("newsroom").search(line) or _sourcing().match(line)
    for part in parts:
        bare = re.sub(r"^(?i:by|par|from|via|photo|text|texte|por|von)\s*:?\s+", "", part)
        if is_agency(bare) or (bare != part and like_agency(bare)):
            yield bare
        elif (
            beside
            and len(parts) > 1
            and part[:1].isupper()
            and _CALLED_WIRE.search(part)
            and not cues_of("newsroom").search(part)
        ):
            yield part
