"""Institutions: bodies that speak as such in a report, by what they are called and how they are quoted."""

import re
from collections.abc import Iterator
from functools import cache

from onrecord.core.spans import Span
from onrecord.core.tables import packaged_table

_CAPITAL = r"[A-ZÀ-ÖØ-Þ][\w’'-]*"
_MAX_TEXT = 60_000


def _alternatives(role: str, language: str) -> str:
    rows = packaged_table("onrecord.documents.credits", "institutions.tsv")
    words = {w for row in rows if (row["role"], row["language"]) == (role, language) for w in row["words"].split("|")}
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


def _head_last() -> str:
    """Return the pattern of a name whose noun stands last ("German defence ministry"), or before "of", or of a seat."""
    before = rf"(?:{_CAPITAL}|(?:{_alternatives('field', 'en')}))"
    field = rf"(?:{_CAPITAL}|(?:{_alternatives('field', 'en')})\b)"
    after = rf"\s(?:of|for)\s(?:the\s)?{field}(?:\s(?:(?:and|of|&)\s)?{_CAPITAL}){{0,3}}"
    head = rf"(?i:{_alternatives('head', 'en')})"
    return rf"(?P<name>(?:{before}\s){{1,4}}{head}\b(?:{after})?|{head}{after}|(?:{_alternatives('seat', 'en')}))"


def _head_first() -> str:
    """Return the pattern of a name whose noun stands first ("ministère allemand de la Défense"), or of a seat."""
    link = r"\s(?:de\sla|de\sl['’]|des|du|de|d['’]|aux|à\sla|à\sl['’]|pour\sla|pour\sle|pour\sl['’])\s?"
    field = rf"(?:{_CAPITAL}|(?:{_alternatives('field', 'fr')})\b)"
    part = rf"(?:{link}{field}(?:\set\s(?:de\sla\s|du\s|des\s|de\sl['’])?{_CAPITAL})?)"
    adjective = r"(?:\s(?!a\s|ont\s|de\s|du\s|des\s|qui\s|et\s|en\s)[a-zà-ÿ-]{4,})?"
    head = _alternatives("head", "fr")
    nation = (
        r"\s[a-zà-ÿ-]*(?:ais|aise|ois|oise|ien|ienne|éen|éenne|ain|aine|in|ine|ol|ole|ur|ure|ite|iote|and|ande|ard|arde|"
        r"onais|onaise|an|ane|ec|ecque|unies|mondial|mondiale|international|internationale|alimentaire|centrale|national|nationale"
        r"|turc|turque|russe|suisse|belge|slave|arabe|corse|serbe|croate|tchèque|slovaque|malgache|perse|togolais)\b"
    )
    seat = _alternatives("seat", "fr")
    return rf"(?P<name>(?i:{head})(?:{adjective}{part}{{1,3}}|{nation}(?:{nation})?{part}{{0,2}})|(?:{seat}))"


@cache
def institution_words() -> frozenset[str]:
    """Return the nouns, in lower case, that end the names of bodies that may be told something."""
    rows = packaged_table("onrecord.documents.credits", "institutions.tsv")
    return frozenset(
        word.lower() for row in rows if row["role"] in {"head", "body"} for word in row["words"].split("|")
    )


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    last, first = _head_last(), _head_first()
    says, dit = _alternatives("says", "en"), _alternatives("says", "fr")
    owner = rf"(?:\b[Tt]he\s|\b{_CAPITAL}['’]s\s)"
    article = r"(?:\b[Ll]es?\s|\b[Ll]a\s|\b[Ll]['’]|\b[Dd]u\s)"
    aside = r"(?:,\s[^,.]{3,60},)?"
    return (
        re.compile(rf"{owner}{last}{aside}\s(?:also\s|later\s)?(?:{says})\b"),
        re.compile(rf"\b(?:{says})\s{owner}{last}(?=[.,;\n]|\s(?:on|in|late|early|at|after)\b)"),
        re.compile(rf"\b(?i:{_alternatives('by', 'en')})\s{owner}?{last}"),
        re.compile(rf"\b[Ii]n\sa\s(?:joint\s)?statement\b[^.;,\n]{{0,40}},\s(?:the\s|{_CAPITAL}['’]s\s){last}"),
        re.compile(rf"{owner}{last}\b[^.;\n]{{0,80}}\sin\sa\s(?:joint\s)?statement\b"),
        re.compile(rf"{article}{first}{aside}\s(?:{dit})\b"),
        re.compile(rf"\b(?i:{dit}|{_alternatives('by', 'fr')})\s(?:les?\s|la\s|l['’]){first}"),
        re.compile(rf"\b(?i:dans\sun\scommuniqué)\b[^.;,\n]{{0,40}},\s(?:les?\s|la\s|l['’]){first}"),
        re.compile(rf"\bcommuniqué\s(?:de\sla\s|de\sl['’]|des\s|du\s|de\s){first}"),
        re.compile(rf"{article}{first}\b[^.;\n]{{0,80}}\sdans\sun\scommuniqué\b"),
    )


def speaking_institutions(text: str) -> Iterator[tuple[str, Span]]:
    """Yield the names of institutions that ``text`` quotes as such, without article, each with its characters."""
    for pattern in _patterns():
        for found in pattern.finditer(text[:_MAX_TEXT]):
            yield found["name"], Span(*found.span("name"))
