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
    """Return the pattern of a name whose noun stands last ("the German defence ministry"), or before "of"."""
    before = rf"(?:{_CAPITAL}|(?:{_alternatives('field', 'en')}))"
    after = rf"\s(?:of|for)\s(?:the\s)?{_CAPITAL}(?:\s(?:(?:and|of)\s)?{_CAPITAL}){{0,3}}"
    head = rf"(?i:{_alternatives('head', 'en')})"
    return rf"(?P<name>(?:{before}\s){{1,4}}{head}(?:{after})?|{head}{after})"


def _head_first() -> str:
    """Return the pattern of a name whose noun stands first ("ministère allemand de la Défense")."""
    link = r"\s(?:de\sla|de\sl['’]|des|du|de|d['’])\s?"
    part = rf"(?:{link}{_CAPITAL}(?:\set\s(?:de\sla\s|du\s|des\s|de\sl['’])?{_CAPITAL})?)"
    adjective = r"(?:\s(?!a\s|ont\s|de\s|du\s|des\s|qui\s|et\s|en\s)[a-zà-ÿ-]{4,})?"
    head = _alternatives("head", "fr")
    nation = r"\s[a-zà-ÿ-]*(?:ais|aise|ien|ienne|ain|aine|unies|européenne|africaine|mondiale|internationale)\b"
    return rf"(?P<name>(?i:{head})(?:{adjective}{part}{{1,2}}|{nation}))"


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
    return (
        re.compile(
            rf"\b(?:[Tt]he\s){last}(?:,\s[^,.]{{3,60}},)?\s(?:also\s|later\s)?(?:{_alternatives('says', 'en')})\b"
        ),
        re.compile(rf"\b(?i:{_alternatives('by', 'en')})\s(?:the\s)?{last}"),
        re.compile(rf"\b(?:[Ll]es?\s|[Ll]a\s|[Ll]['’]){first}\s(?:{_alternatives('says', 'fr')})\b"),
        re.compile(rf"\b(?i:{_alternatives('by', 'fr')})\s(?:les?\s|la\s|l['’]){first}"),
    )


def speaking_institutions(text: str) -> Iterator[tuple[str, Span]]:
    """Yield the names of institutions that ``text`` quotes as such, without article, each with its characters."""
    for pattern in _patterns():
        for found in pattern.finditer(text[:_MAX_TEXT]):
            yield found["name"], Span(*found.span("name"))
