"""Institutions: bodies that speak as such in a report, by what they are called and how they are quoted."""

import re
from collections.abc import Iterator
from functools import cache

from ahocorasick_rs import AhoCorasick

from onrecord.core.spans import Span
from onrecord.core.tables import packaged_table
from onrecord.documents.credits.sought import Seeker, Sought

_CAPITAL = r"[A-ZÀ-ÖØ-Þ][\w’'-]*"
_MAX_TEXT = 60_000
_PREPOSITIONS = (
    "of", "for", "from", "at", "in", "with", "to", "by", "on", "and", "de", "d", "à", "dans", "pour", "par",
    "avec", "sur", "et", "chez",
)  # fmt: skip
_BELONGING = re.compile(rf"(?:(?<!\w)(?:{'|'.join(_PREPOSITIONS)})[\s'’]*)$")
"""A preposition before a name: there a body is what somebody belongs to ("an official of the ministry said")."""
_ARTICLE = re.compile(r"^(?:the\s|les?\s|la\s|l['’])", re.I)


_ASIDE = r"(?:,\s[^,.]{3,60},)?"
_OWN = rf"(?P<name>{_CAPITAL}(?:\s{_CAPITAL}){{0,2}})(?:\s\([A-Z]+\))?"
_ARTICLE_LENGTHS = (2, 3, 4)
"""The characters of "l'", "la " or "le ", "les "."""


def _words(language: str, *roles: str) -> tuple[str, ...]:
    """Return the words of ``roles`` in lower case."""
    rows = packaged_table("onrecord.documents.credits", "institutions.tsv")
    kept = (row for row in rows if row["language"] == language and row["role"] in roles)
    return tuple(sorted({word.lower() for row in kept for word in row["words"].split("|")}))


def _alternatives(role: str, language: str) -> str:
    rows = packaged_table("onrecord.documents.credits", "institutions.tsv")
    words = {w for row in rows if (row["role"], row["language"]) == (role, language) for w in row["words"].split("|")}
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


def _head_last() -> str:
    """Return the pattern of a name whose noun stands last ("Peruvian health ministry") or before "of", or of a seat."""
    before = rf"(?:{_CAPITAL}|(?:{_alternatives('field', 'en')}))"
    field = rf"(?:{_CAPITAL}|(?:{_alternatives('field', 'en')})\b)"
    after = rf"\s(?:of|for)\s(?:the\s)?{field}(?:\s(?:(?:and|of|&)\s)?{_CAPITAL}){{0,3}}"
    head = rf"(?i:{_alternatives('head', 'en')})"
    return rf"(?P<name>(?:{before}\s){{1,4}}{head}\b(?:{after})?|{head}{after}|(?:{_alternatives('seat', 'en')}))"


def _head_first() -> str:
    """Return the pattern of a name whose noun stands first ("ministère brésilien des Transports"), or of a seat."""
    link = r"\s(?:de\sla|de\sl['’]|des|du|de|d['’]|aux|à\sla|à\sl['’]|pour\sla|pour\sle|pour\sl['’])\s?"
    field = rf"(?:{_CAPITAL}|(?:{_alternatives('field', 'fr')})\b)"
    more = rf"(?:\s(?:{_alternatives('adjective', 'fr')})\b)?"
    part = rf"(?:{link}{field}{more}(?:\set\s(?:de\sla\s|du\s|des\s|de\sl['’])?{_CAPITAL})?)"
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
def _seekers() -> tuple[tuple[str, Seeker], ...]:
    """Return what is sought, each with its language."""
    return (
        ("en", Seeker(_english())),
        ("fr", Seeker(_french())),
        ("en", Seeker(_english_lesser())),
        ("fr", Seeker(_french_lesser())),
    )


def _day(language: str, before: str = "") -> str:
    return rf"(?:{before}\s(?:{_alternatives('day', language)}))?"


def _english() -> tuple[Sought, ...]:
    last, en = _head_last(), _day("en")
    says, asks, by = (_alternatives(role, "en") for role in ("says", "asks", "by"))
    owner = rf"(?:\b[Tt]he\s|\b{_CAPITAL}['’]s\s)"
    seated = rf"(?:\sin\s{_CAPITAL}(?:\s{_CAPITAL}){{0,2}})?"
    return (
        Sought(
            re.compile(rf"(?P<subject>){owner}{last}{seated}{_ASIDE}{en}\s(?:also\s|later\s)?(?:{says}|{asks})\b"),
            nouns=_words("en", "head", "seat"),
            verbs=_words("en", "says", "asks"),
        ),
        Sought(
            re.compile(rf"\b(?:{says}){en}\s{owner}{last}(?=[.,;\n]|\s(?:on|in|late|early|at|after)\b)"),
            leads=_words("en", "says"),
        ),
        Sought(re.compile(rf"\b(?i:{by})\s{owner}?{last}"), leads=_words("en", "by")),
        Sought(
            re.compile(rf"\b[Ii]n\sa\s(?:joint\s)?statement\b[^.;,\n]{{0,40}},\s(?:the\s|{_CAPITAL}['’]s\s){last}"),
            stem="statement",
        ),
        Sought(
            re.compile(rf"{owner}{last}\b[^.;\n]{{0,80}}\sin\sa\s(?:joint\s)?statement\b"),
            stem="statement",
        ),
    )


def _french() -> tuple[Sought, ...]:
    first, fr = _head_first(), _day("fr", ",?")
    dit, asks, by = (_alternatives(role, "fr") for role in ("says", "asks", "by"))
    article, nouns = r"(?:\b[Ll]es?\s|\b[Ll]a\s|\b[Ll]['’])", _words("fr", "head", "seat")
    return (
        Sought(
            re.compile(rf"(?P<subject>){article}{first}{_ASIDE}{fr}\s(?:{dit}|{asks})\b"),
            leads=nouns,
            offsets=_ARTICLE_LENGTHS,
        ),
        Sought(re.compile(rf"\b(?:{dit}){fr}\s(?:les?\s|la\s|l['’]){first}"), leads=_words("fr", "says")),
        Sought(re.compile(rf"\b(?i:{by})\s(?:les?\s|la\s|l['’])?{first}"), leads=_words("fr", "by")),
        Sought(
            re.compile(rf"\b(?i:dans\sun\scommuniqué)\b[^.;,\n]{{0,40}},\s(?:les?\s|la\s|l['’]){first}"),
            stem="communiqué",
        ),
        Sought(
            re.compile(rf"\bcommuniqué\s(?:de\sla\s|de\sl['’]|des\s|du\s|de\s){first}"),
            leads=("communiqué",),
        ),
        Sought(
            re.compile(rf"{article}{first}\b[^.;\n]{{0,80}}\sdans\sun\scommuniqué\b"),
            leads=nouns,
            offsets=_ARTICLE_LENGTHS,
            stem="communiqué",
        ),
    )


def _english_lesser() -> tuple[Sought, ...]:
    """Return the patterns of bodies named by one noun ("police"), and of names behind a noun ("the utility X")."""
    bare, en = _articled("bare", "en"), _day("en")
    says, by, named = (_alternatives(role, "en") for role in ("says", "by", "named"))
    called = rf"\b(?:[Tt]he|[Aa]n?)\s(?:[\w'’-]+\s){{0,2}}(?:{named})\s{_OWN}"
    return (
        Sought(re.compile(rf"(?P<subject>)\b{bare}{en}\s(?:{says})\b"), leads=_words("en", "bare")),
        Sought(
            re.compile(rf"\b(?:[Aa]ccording\sto|{says}){en}\s{bare}(?=[.,;\n])"),
            leads=("according", *_words("en", "says")),
        ),
        Sought(re.compile(rf"{called}{en}\s(?:{says})\b"), nouns=_words("en", "named"), verbs=_words("en", "says")),
        Sought(re.compile(rf"\b(?i:{by})\s{called}"), leads=_words("en", "by")),
    )


def _french_lesser() -> tuple[Sought, ...]:
    """Return the same for French ("la police", "la centrale syndicale X")."""
    bare, fr = _articled("bare", "fr"), _day("fr", ",?")
    dit, by, named = (_alternatives(role, "fr") for role in ("says", "by", "named"))
    called = rf"(?:\b[Ll]es?\s|\b[Ll]a\s|\b[Ll]['’])(?:{named})\s(?:[a-zà-ÿ-]{{4,}}\s)?{_OWN}"
    return (
        Sought(re.compile(rf"(?P<subject>)\b{bare}{fr}\s(?:{dit})\b"), leads=_words("fr", "bare")),
        Sought(
            re.compile(rf"\b(?:{dit}|[Ss]elon|[Dd]['’]après){fr}\s{bare}(?=[.,;\n]|\sdans\b)"),
            leads=("selon", "d'après", "d’après", *_words("fr", "says")),
        ),
        Sought(re.compile(rf"{called}{fr}\s(?:{dit})\b"), leads=_words("fr", "named"), offsets=_ARTICLE_LENGTHS),
        Sought(re.compile(rf"\b(?i:{dit}|{by}){fr}\s{called}"), leads=_words("fr", "says", "by")),
    )


def _articled(role: str, language: str) -> str:
    """Return the pattern of the role's words; their article, in either case, is no part of the name."""
    found = []
    for word in _alternatives(role, language).split("|"):
        article = re.match(r"the\\ |les?\\ |la\\ |l['’]", word)
        head = article.group(0) if article else ""
        found.append((f"(?i:{head})", word[len(head) :]) if head else ("", f"(?i:{word[0]}){word[1:]}"))
    grouped: dict[str, list[str]] = {}
    for head, word in found:
        grouped.setdefault(head, []).append(word)
    parts = "|".join(f"{head}(?:{'|'.join(words)})" for head, words in grouped.items())
    return f"(?P<whole>{parts})"


@cache
def _triggers(language: str) -> AhoCorasick:
    """Return the automaton of the words without which a language's patterns find nothing."""
    rows = packaged_table("onrecord.documents.credits", "institutions.tsv")
    kept = (row for row in rows if row["language"] == language and row["role"] in {"says", "asks", "by"})
    words = {word.lower() for row in kept for word in row["words"].split("|")}
    return AhoCorasick(sorted(words | {"communiqué", "statement"}))


def _may_speak(lowered: str, language: str) -> bool:
    """Say whether a text holds, as a whole word, a verb or cue of the language's patterns."""
    matches = _triggers(language).find_matches_as_indexes(lowered, overlapping=True)
    return any(
        not (lowered[max(0, start - 1) : start].isalpha() or lowered[end : end + 1].isalpha())
        for _, start, end in matches
    )


def speaking_institutions(text: str) -> Iterator[tuple[str, Span]]:
    """Yield the names of institutions that ``text`` quotes as such, without article, each with its characters."""
    told = text[:_MAX_TEXT]
    lowered = told.replace("’", "'").lower()
    spoken = {language for language in ("en", "fr") if _may_speak(lowered, language)}
    for language, seeker in _seekers():
        for found in seeker.matches(told) if language in spoken else ():
            groups = found.re.groupindex
            group = "name" if "name" in groups else "whole"
            if "subject" in groups and _BELONGING.search(told, max(0, found.start() - 9), found.start()):
                continue
            name = _ARTICLE.sub("", found[group])
            yield name, Span(found.end(group) - len(name), found.end(group))
