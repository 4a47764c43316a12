"""Stations: radio and television that a report names as having told what it tells."""

import re
from collections.abc import Iterator
from functools import cache

from onrecord.core.spans import Span

_CAPITAL = r"[A-ZÀ-ÖØ-Þ][\w’'-]*"
_MAX_TEXT = 60_000


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    kind = r"(?:state|state-run|national|public|local|private|independent|military)"
    after = rf"(?:\s(?!(?:On|In|At)\b){_CAPITAL}){{0,2}}"
    station = rf"(?:(?:{_CAPITAL}|{kind})\s){{1,3}}(?:television|TV|radio|broadcaster){after}"
    named = rf"(?:Radio|Télévision|TV)\s{_CAPITAL}(?:\s{_CAPITAL}){{0,2}}"
    says = r"(?:said|says|reported|reports|aired|showed|broadcast|announced|quoted|cited)\b"
    nation = r"[a-zà-ÿ]+(?:aise|ienne|éenne|aine|ine|ande|gnole|ste|que)"
    owner = rf"(?:nationale|publique|d['’]État|privée|locale|{nation}|{_CAPITAL})"
    chaine = rf"(?:télévision|radio|chaîne|radiotélévision)\s{owner}(?:\s{_CAPITAL}){{0,2}}"
    dit = (
        r"(?:a\s(?:annoncé|rapporté|diffusé|indiqué|affirmé|montré|déclaré)|annonce|rapporte|diffuse|indique|affirme)\b"
    )
    return (
        re.compile(rf"\b(?:[Tt]he\s)?(?P<name>{station}|{named})\s(?:has\s|had\s)?{says}"),
        re.compile(rf"\b(?:reported|aired|broadcast|shown)\s(?:by|on)\s(?:the\s)?(?P<name>{station}|{named})"),
        re.compile(rf"\b(?:[Ll]a\s)?(?P<name>{chaine}|{named})\s{dit}"),
        re.compile(
            rf"\b(?:selon|d['’]après|diffusée?\s(?:sur|par)|sur|à|au\smicro\sde)\s(?:la\s)?(?P<name>{chaine}|{named})"
        ),
        re.compile(
            rf"\b(?:told|tells|speaking\sto|speaking\son|in\san\sinterview\swith|said\son)\s(?:the\s)?(?P<name>{station})"
        ),
    )


def reporting_stations(text: str) -> Iterator[tuple[str, Span]]:
    """Yield the stations that ``text`` names as source, without article, each with its characters."""
    for pattern in _patterns():
        for found in pattern.finditer(text[:_MAX_TEXT]):
            yield found["name"], Span(*found.span("name"))
