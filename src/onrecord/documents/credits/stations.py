"""Stations: radio and television that a report names as having told what it tells."""

import re
from collections.abc import Iterator
from functools import cache

from onrecord.core.spans import Span

_CAPITAL = r"[A-ZÀ-ÖØ-Þ][\w’'-]*"
_MAX_TEXT = 60_000
_CALLED = re.compile(r"^(?:broadcaster|radio\sstation|television\schannel|TV\schannel)\s(?=[A-ZÀ-Þ])")
_STEMS = ("elevision", "TV", "adio", "roadcaster", "hannel", "élévision", "haîne")
"""What every name of a station that the patterns know holds: most texts hold none."""


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    kind = r"(?:state|state-run|national|public|local|private|independent|military)"
    after = rf"(?:\s(?!(?:On|In|At)\b){_CAPITAL}){{0,2}}"
    station = (
        rf"(?:(?:{_CAPITAL}|{kind})\s){{1,3}}(?:television|TV|radio|broadcaster|channel){after}"
        rf"|(?:(?<=[Tt]he\s)|(?<=,\s)|(?<=^)|(?<=[a-z]\s))(?:broadcaster|radio\sstation|television\schannel|TV\schannel)\s{_CAPITAL}(?:\s{_CAPITAL}){{0,2}}"
    )
    named = rf"(?:Radio|Télévision|TV)\s{_CAPITAL}(?:\s{_CAPITAL}){{0,2}}"
    says = r"(?:has\sreported|had\sreported|said|says|reported|reports|aired|showed|broadcast|announced|quoted|cited)\b"
    nation = r"[a-zà-ÿ]+(?:aise|ienne|éenne|aine|ine|ande|gnole|ste|que)"
    owner = rf"(?:nationale|publique|d['’]État|privée|locale|{nation}|{_CAPITAL})"
    chaine = rf"(?:télévision|radio|chaîne|radiotélévision)\s{owner}(?:\s{_CAPITAL}){{0,2}}"
    told = r"a\s(?:annoncé|rapporté|diffusé|indiqué|affirmé|montré|déclaré|fait\sétat|précisé|révélé)"
    dit = rf"(?:{told}|annonce|rapporte|diffuse|indique|affirme)\b"
    return (
        re.compile(rf"\b(?:[Tt]he\s)?(?P<name>{station}|{named})\s(?:has\s|had\s)?{says}"),
        re.compile(rf"\b(?:reported|aired|broadcast|shown)\s(?:by|on)\s(?:the\s)?(?P<name>{station}|{named})"),
        re.compile(
            rf"\b(?:[Aa]ccording\sto|[Cc]iting|[Qq]uoting)\s(?:the\s)?"
            rf"(?P<name>{station}|{kind}\s(?:television|TV|radio)|{named})"
        ),
        re.compile(rf"\b(?:[Ll]a\s)?(?P<name>{chaine}|{named})\s{dit}"),
        re.compile(
            rf"\b(?i:selon|d['’]après|citant|diffusée?\s(?:sur|par)|sur|à|au\smicro\sde)\s(?:la\s)?(?P<name>{chaine}|{named})"
        ),
        re.compile(
            rf"\b(?:told|tells|speaking\sto|speaking\son|in\san\sinterview\swith|said\son)\s(?:the\s)?(?P<name>{station})"
        ),
    )


def reporting_stations(text: str) -> Iterator[tuple[str, Span]]:
    """Yield the stations that ``text`` names as source, without article, each with its characters."""
    told = text[:_MAX_TEXT]
    if not any(stem in told for stem in _STEMS):
        return
    for pattern in _patterns():
        for found in pattern.finditer(told):
            name = _CALLED.sub("", found["name"])
            yield name, Span(found.end("name") - len(name), found.end("name"))
