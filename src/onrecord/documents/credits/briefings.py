"""Briefings: what was said before the press, and by whom."""

import re
from collections.abc import Iterator
from functools import cache

from onrecord.core.records import Origin
from onrecord.core.spans import Span
from onrecord.core.tables import packaged_table
from onrecord.documents.credits.cues import cues_of, places_of
from onrecord.documents.credits.registry import outlet_named

_PERSON = re.compile(r"\b[A-ZÀ-Þ][\w'’-]+(?:\s(?:al-|de\s|van\s|ben\s)?[A-ZÀ-Þ][\w'’-]+){1,3}")
_DESCRIBED = re.compile(
    r"(?:an?|the|un|une|le|la)\s((?:[\w'’-]+\s){0,3}(?:spokes\w+|official|porte-parole|minister|ministre|president|envoy|ambassador|secretary))\b",
    re.I,
)
_ARTICLES = frozenset({"the", "le", "la", "les", "un", "une", "a", "an", "des", "in", "on", "at"})
_PRONOUN = re.compile(r"\b(?:he|she|il|elle)\b", re.I)
_BEHIND = re.compile(r"\s(?:(?:le|la|the)\s|l['’])?(?:[a-zà-ÿ'’-]+\s){0,5}$")
_SAYS = re.compile(r"\b(?:told|said|says|speaking|a\s\w+é|ont\s\w+é|déclare|dit)\b")


def briefings(text: str) -> Iterator[Origin]:
    """Yield press conferences with the one who speaks: the nearest full name in the sentence, or a described person."""
    for cue in places_of(cues_of("briefing"), "briefing", text):
        sentence = _sentence_around(text, cue.start())
        words = sentence.of(text)
        at = cue.start() - sentence.start
        people = [
            m
            for m in _PERSON.finditer(words)
            if outlet_named(m.group(0)) is None and m.group(0).partition(" ")[0].casefold() not in _ARTICLES
        ]
        described = [m for m in _DESCRIBED.finditer(words) if m.end() <= at]
        after = [m for m in people if _BEHIND.match(words[at + len(cue.group(0)) : m.start()])]
        before = [m for m in people if m.end() <= at]
        if after and not (before and _SAYS.search(words, before[-1].end(), at)):
            before, described = after[:1], []
        if described and (not before or described[-1].start() > before[-1].start()):
            name, span = described[-1].group(1), described[-1].span(1)
        elif people:
            nearest = before[-1] if before else people[-1]
            span = _name_alone(nearest, words)
            name = words[span[0] : span[1]]
        elif _PRONOUN.search(words, 0, at) and (earlier := _last_named(text, sentence.start)):
            yield Origin("press-conference", earlier.of(text), earlier)
            continue
        else:
            continue
        yield Origin("press-conference", name, Span(*span).shifted(sentence.start))


def _last_named(text: str, at: int) -> Span | None:
    """Return the person named last before ``at``, at most a paragraph away: the one whom a pronoun there means."""
    start = max(0, text.rfind("\n\n", 0, max(0, at - 3)), at - 400)
    people = [m for m in _PERSON.finditer(text, start, at) if m.group(0).partition(" ")[0].casefold() not in _ARTICLES]
    return Span(*people[-1].span()) if people and outlet_named(people[-1].group(0)) is None else None


def _name_alone(person: re.Match[str], words: str) -> tuple[int, int]:
    """Return the span of a person's name without a title or country before it ("de la Suède Anna Lind")."""
    articled = re.search(r"\b(?:la|le|the|du|l['’])\s*$", words[: person.start()], re.I)
    parts, start = person.group(0).split(" "), person.start()
    if articled and len(parts) >= 3:
        start += len(parts.pop(0)) + 1
    while len(parts) > 1 and parts[0].casefold().strip(".") in _forms_of_address():
        start += len(parts.pop(0)) + 1
    return start, person.end()


@cache
def _forms_of_address() -> frozenset[str]:
    rows = packaged_table("onrecord.documents.credits", "forms_of_address.tsv")
    return frozenset(word for row in rows for word in row["words"].split("|"))


def _sentence_around(text: str, at: int) -> Span:
    start = max(text.rfind("\n", 0, at) + 1, text.rfind(". ", 0, at) + 1, 0, at - 600)
    ends = [place for place in (text.find("\n", at), text.find(". ", at)) if place >= 0]
    return Span(start, min([*ends, len(text), at + 600]))
