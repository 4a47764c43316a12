"""Comparing two reports: the value of every feature, with the characters that show it in both."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import fsum
from typing import Final

from onrecord.core.lineage import Shown
from onrecord.core.spans import Span
from onrecord.meaning.lineage.facts import skeleton
from onrecord.meaning.lineage.features import JOINED, weighed
from onrecord.meaning.lineage.passages import Passage, shared_passages
from onrecord.meaning.lineage.profiles import STEM, Profile, agencies, credited, days_apart, same_medium, stands_for

_SAME_DAYS: Final = 2
_NEAR: Final = 10
_FAR: Final = 60
_BACKGROUND: Final = 0.2
_WHOLE: Final = 0.8
_FEW_SENTENCES: Final = 4
_ALIKE: Final = 0.5
_ALIKE_ACROSS: Final = 0.28
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
    passages = shared_passages(ours.words, theirs.words, (ours.seeds, theirs.seeds)) if one_language else ()
    quotations = tuple(_quotations(ours, passages))
    told = _told(ours, theirs)
    credit, words = _credit(ours, theirs)
    apart = days_apart(ours, theirs)
    values = {
        "passages": _copied(_narrative(ours, theirs, passages)),
        "quotations": len(quotations) / len(ours.quotes) if ours.quotes else 0.0,
        "credit": credit,
        "facts": _facts(ours, theirs, passages),
        "link": float(_links(ours, theirs)),
        "uncredited": float(not credit),
        "told": float(bool(told)),
        "near": 0.0 if apart is None else min(1.0, max(0.0, (_NEAR - apart) / (_NEAR - _SAME_DAYS))),
        "distance": 0.0 if apart is None else min(1.0, max(0.0, (apart - _NEAR) / (_FAR - _NEAR))),
    }
    # The sentences are the dearest to compare: not where even all of them could not join the two.
    hopeless = weighed(values | {"retold": 1.0}) < JOINED
    pairs = () if hopeless else tuple(_alike(ours, theirs, one_language))
    values["retold"] = _retold(ours, pairs, passages)
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


def _copied(share: float) -> float:
    """Return what a share of common words is worth: up to a fifth may be background that many reports carry."""
    return min(1.0, max(0.0, (share - _BACKGROUND) / (_WHOLE - _BACKGROUND)))


def _retold(ours: Profile, pairs: tuple[tuple[int, int], ...], passages: tuple[Passage, ...]) -> float:
    """Return the share of our sentences with a counterpart; not counted are those that are mostly quotation, and those
    that are the same word for word, which count as passages."""
    left_out = ours.quoted | {p.ours + k for p in passages for k in range(p.length)}
    told = {
        n
        for n, sentence in enumerate(ours.sentences)
        if 2 * sum(k in left_out for k in range(sentence.first, sentence.last)) <= sentence.last - sentence.first
    }
    return sum(n in told for n, _ in pairs) / max(len(told), _FEW_SENTENCES)


def _alike(ours: Profile, theirs: Profile, one_language: bool) -> Iterator[tuple[int, int]]:
    """Yield which of our sentences has which counterpart: the most alike, where that is enough."""
    others = theirs.sentences[:_MOST_SENTENCES]
    contents = _contents(theirs, one_language)
    for n, (sentence, mine) in enumerate(zip(ours.sentences, _contents(ours, one_language), strict=False)):
        best, at = 0.0, -1
        for m, other in enumerate(others):
            alike = _dice(mine, contents[m])
            shared = sentence.facts & other.facts
            strong = _weight(shared)
            if strong >= 2:
                alike = max(alike, 2 * strong / (_weight(sentence.facts) + _weight(other.facts)))
            if alike > best:
                best, at = alike, m
        if best >= (_ALIKE if one_language else _ALIKE_ACROSS):
            yield n, at


def _contents(profile: Profile, one_language: bool) -> Sequence[frozenset[str]]:
    """Return what is compared of each sentence: the beginnings of its longer words; between languages the consonants
    that long words of Latin stock have in common ("délégation", "delegation"), and the facts."""
    if one_language:
        return profile.contents[:_MOST_SENTENCES]
    found = []
    for sentence in profile.sentences[:_MOST_SENTENCES]:
        words = profile.words[sentence.first : sentence.last]
        cognates = (skeleton(word)[:_COGNATE] for word in words if len(word) >= STEM)
        found.append(frozenset(word for word in cognates if len(word) == _COGNATE) | sentence.facts)
    return found


def _dice(one: frozenset[str], other: frozenset[str]) -> float:
    shared = len(one & other)
    return 2 * shared / (len(one) + len(other)) if shared >= 3 else 0.0


def _weight(facts: frozenset[str]) -> float:
    # `fsum` rounds once: a sum that depended on the order of a set would differ from one run to the next.
    return fsum(_FACT_WEIGHTS[fact[0]] for fact in facts)


def _facts(ours: Profile, theirs: Profile, passages: tuple[Passage, ...]) -> float:
    """Return the share, by weight, of the facts of the one with fewer that are in both.

    Of reports that share a few passages only, what stands in these is left out: background that many reports carry
    brings its own figures and names.
    """
    mine = ours.fact_values
    if passages and 2 * sum(p.length for p in passages) < len(ours.words):
        held = [ours.span_of(p.ours, p.ours + p.length) for p in passages]
        outside = (fact.rpartition("@") for fact in ours.facts)
        mine = frozenset(fact for fact, _, at in outside if not any(s.start <= int(at) < s.end for s in held))
    least = max(_LEAST_FACTS, min(_weight(mine), _weight(theirs.fact_values)))
    return _weight(mine & theirs.fact_values) / least


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
            return 0.5, name
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
