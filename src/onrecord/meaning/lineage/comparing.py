"""Comparing two reports: the value of every feature, with the characters that show it in both."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from onrecord.core.lineage import Shown
from onrecord.core.spans import Span
from onrecord.meaning.lineage.facts import skeleton
from onrecord.meaning.lineage.passages import Passage, shared_passages
from onrecord.meaning.lineage.profiles import Profile, Sentence, agencies, credited, days_apart, same_medium, stands_for

_SAME_DAYS: Final = 2
_NEAR: Final = 10
_FAR: Final = 60
_SHORT_WORD: Final = 4
_STEM: Final = 6
_ALIKE: Final = 0.5
_ALIKE_ACROSS: Final = 0.3
_COGNATE: Final = 4
_FACT_WEIGHTS: Final = {"n": 2.0, "d": 1.0, "p": 1.0, "c": 0.4, "e": 0.5}
_LEAST_FACTS: Final = 5.0
_FULL_NARRATIVE: Final = 40
_MOST_SENTENCES: Final = 120


@dataclass(frozen=True, slots=True)
class Comparison:
    """The features of a report (ours) against another that it may descend from (theirs).

    ``values`` hold every feature by name; ``passages`` what both share word for word; ``pairs`` the numbers of the
    sentences of the two that tell the same; ``shown`` the evidence.
    """

    values: dict[str, float]
    passages: tuple[Passage, ...]
    pairs: tuple[tuple[int, int], ...]
    shown: tuple[Shown, ...]
    covered: float
    """The share of our own words that stand in shared passages."""


def compare(ours: Profile, theirs: Profile) -> Comparison:
    """Return the features of ``ours`` as a possible descendant of ``theirs``."""
    one_language = ours.language == theirs.language or not (ours.language and theirs.language)
    passages = shared_passages(ours.words, theirs.words) if one_language else ()
    pairs = tuple(_alike(ours, theirs, one_language))
    quotations = tuple(_quotations(ours, passages))
    told = _told(ours, theirs)
    credit, words = _credit(ours, theirs)
    apart = days_apart(ours, theirs)
    values = {
        "passages": _narrative(ours, theirs, passages),
        "retold": _retold(ours, pairs),
        "quotations": len(quotations) / len(ours.quotes) if ours.quotes else 0.0,
        "credit": credit,
        "facts": _facts(ours, theirs),
        "link": float(_links(ours, theirs)),
        "uncredited": float(not credit),
        "told": float(bool(told)),
        "near": 0.0 if apart is None else min(1.0, max(0.0, (_NEAR - apart) / (_NEAR - _SAME_DAYS))),
        "distance": 0.0 if apart is None else min(1.0, max(0.0, (apart - _NEAR) / (_FAR - _NEAR))),
    }
    shown = [
        Shown("passages", 1.0, ours.span_of(p.ours, p.ours + p.length), theirs.span_of(p.theirs, p.theirs + p.length))
        for p in passages
    ]
    shown += [Shown("retold", 1.0, ours.sentences[n].span, theirs.sentences[m].span) for n, m in pairs]
    shown += [
        Shown("quotations", 1.0, ours.span_of(*ours.quotes[n]), _across(theirs, ours.quotes[n], passages))
        for n in quotations
    ]
    shown += [Shown("credit", credit, words=words)] if credit else []
    shown += [Shown("told", 1.0, words=told)] if told else []
    common = sorted(value for value in ours.fact_values & theirs.fact_values if value[0] in "nd")
    shown += [Shown("facts", values["facts"], words=", ".join(value[2:] for value in common[:20]))] if common else []
    shown += [Shown("distance", values["distance"], words=f"{apart} days")] if apart is not None else []
    covered = sum(p.length for p in passages) / len(ours.words) if ours.words else 0.0
    return Comparison(values, passages, pairs, tuple(shown), covered)


def _narrative(ours: Profile, theirs: Profile, passages: tuple[Passage, ...]) -> float:
    """Return the share of the shorter narrative that is shared; quoted words count on neither side.

    Measured against forty words at least: of a report of two lines nothing can be told.
    """
    shared = sum(
        1
        for p in passages
        for k in range(p.length)
        if p.ours + k not in ours.quoted and p.theirs + k not in theirs.quoted
    )
    shorter = min(len(ours.words) - len(ours.quoted), len(theirs.words) - len(theirs.quoted))
    return min(1.0, shared / max(shorter, _FULL_NARRATIVE))


def _retold(ours: Profile, pairs: tuple[tuple[int, int], ...]) -> float:
    """Return the share of our sentences with a counterpart; those that are mostly quotation do not count."""
    told = {
        n
        for n, sentence in enumerate(ours.sentences)
        if 2 * sum(k in ours.quoted for k in range(sentence.first, sentence.last)) <= sentence.last - sentence.first
    }
    return sum(n in told for n, _ in pairs) / len(told) if told else 0.0


def _alike(ours: Profile, theirs: Profile, one_language: bool) -> Iterator[tuple[int, int]]:
    """Yield which of our sentences has which counterpart: the most alike, where that is enough."""
    others = theirs.sentences[:_MOST_SENTENCES]
    contents = [_content(theirs, sentence, one_language) for sentence in others]
    for n, sentence in enumerate(ours.sentences[:_MOST_SENTENCES]):
        mine = _content(ours, sentence, one_language)
        best, at = 0.0, -1
        for m, other in enumerate(others):
            alike = _dice(mine, contents[m])
            shared = sentence.facts & other.facts
            strong = sum(_FACT_WEIGHTS[fact[0]] for fact in shared)
            if strong >= 2:
                alike = max(alike, 2 * strong / (_weight(sentence.facts) + _weight(other.facts)))
            if alike > best:
                best, at = alike, m
        if best >= (_ALIKE if one_language else _ALIKE_ACROSS):
            yield n, at


def _content(profile: Profile, sentence: Sentence, one_language: bool) -> frozenset[str]:
    """Return what is compared of a sentence: the beginnings of its longer words; between languages the consonants that
    long words of Latin stock have in common ("délégation", "delegation"), and the facts."""
    words = profile.words[sentence.first : sentence.last]
    if one_language:
        return frozenset(word[:_STEM] for word in words if len(word) >= _SHORT_WORD or word.isdigit())
    cognates = (skeleton(word)[:_COGNATE] for word in words if len(word) >= _STEM)
    return frozenset(word for word in cognates if len(word) == _COGNATE) | sentence.facts


def _dice(one: frozenset[str], other: frozenset[str]) -> float:
    shared = len(one & other)
    return 2 * shared / (len(one) + len(other)) if shared >= 3 else 0.0


def _weight(facts: frozenset[str]) -> float:
    return sum(_FACT_WEIGHTS[fact[0]] for fact in facts)


def _facts(ours: Profile, theirs: Profile) -> float:
    """Return the share, by weight, of the facts of the one with fewer that are in both."""
    least = max(_LEAST_FACTS, min(_weight(ours.fact_values), _weight(theirs.fact_values)))
    return _weight(ours.fact_values & theirs.fact_values) / least


def _quotations(ours: Profile, passages: tuple[Passage, ...]) -> Iterator[int]:
    """Yield the numbers of our quotations of which more than half stands in shared passages."""
    shared = {n for p in passages for n in range(p.ours, p.ours + p.length)}
    for number, (first, last) in enumerate(ours.quotes):
        if 2 * sum(n in shared for n in range(first, last)) > last - first:
            yield number


def _across(theirs: Profile, quote: tuple[int, int], passages: tuple[Passage, ...]) -> Span | None:
    """Return the characters of ``theirs`` that stand in the passage which shares most with the quotation."""
    overlaps = [(min(p.ours + p.length, quote[1]) - max(p.ours, quote[0]), p) for p in passages]
    size, passage = max(overlaps, key=lambda each: each[0])
    first = max(passage.ours, quote[0]) - passage.ours + passage.theirs
    return theirs.span_of(first, first + size) if size > 0 else None


def _credit(ours: Profile, theirs: Profile) -> tuple[float, str]:
    """Return 1 and the name where ours credits theirs, less and the name where both credit one agency."""
    for name in credited(ours.report):
        if stands_for(theirs.report, name):
            return 1.0, name
    for name in agencies(ours.report):
        if any(same_medium(name, other) for other in agencies(theirs.report)):
            return 0.6, name
    return 0.0, ""


def _told(ours: Profile, theirs: Profile) -> str:
    """Return the medium that both name as told, empty where there is none."""
    names = [o.name for o in theirs.report.origins if o.type == "interview"]
    for origin in ours.report.origins:
        if origin.type == "interview" and any(same_medium(origin.name, name) for name in names):
            return origin.name
    return ""


def _links(ours: Profile, theirs: Profile) -> bool:
    """Say whether the address of theirs stands in the text or the credit lines of ours."""
    url = re.sub(r"^https?://(?:www\.)?", "", theirs.report.url or "").rstrip("/")
    if "/" not in url:
        return False
    kept = (ours.report.text, *(b.text for b in ours.report.dropped if b.reason in {"credit", "byline", "header"}))
    return any(url in text for text in kept)
