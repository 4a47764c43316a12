"""Seeking: patterns tried only where a text holds the words without which they find nothing."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ahocorasick_rs import AhoCorasick

_BEFORE = 160
_BETWEEN = 200
_BEHIND = 60


@dataclass(frozen=True, slots=True)
class Sought:
    """A pattern and, in lower case, words of which a match holds one.

    A match begins with one of ``leads``, or ``offsets`` characters before it; or it holds one of ``nouns`` and, within
    200 characters after that, one of ``verbs`` (none given: whatever follows). ``stem`` is in every text with a match.
    """

    pattern: re.Pattern[str]
    leads: tuple[str, ...] = ()
    offsets: tuple[int, ...] = (0,)
    nouns: tuple[str, ...] = ()
    verbs: tuple[str, ...] = ()
    stem: str = ""


@dataclass(frozen=True, slots=True)
class Seeker:
    """Patterns that are sought together: one pass over a text finds the words of all of them."""

    sought: tuple[Sought, ...]
    words: tuple[str, ...] = field(init=False)
    automaton: AhoCorasick = field(init=False)

    def __post_init__(self) -> None:
        """Gather the words of all patterns."""
        words = {word for one in self.sought for word in (*one.leads, *one.nouns, *one.verbs)}
        object.__setattr__(self, "words", tuple(sorted(words)))
        object.__setattr__(self, "automaton", AhoCorasick(self.words))

    def matches(self, text: str) -> Iterator[re.Match[str]]:
        """Yield what each pattern by itself finds in ``text``, pattern after pattern."""
        lowered = text.lower()
        if len(lowered) != len(text):
            for one in self.sought:
                yield from one.pattern.finditer(text)
            return
        places: defaultdict[str, list[int]] = defaultdict(list)
        for number, start, _ in self.automaton.find_matches_as_indexes(lowered, overlapping=True):
            places[self.words[number]].append(start)
        for one in self.sought:
            if one.stem not in lowered:
                continue
            if one.leads:
                starts = {at - offset for at in _all_places(one.leads, places) for offset in one.offsets}
                yield from _led(one.pattern, sorted(starts), text)
            elif one.nouns:
                yield from _near(one.pattern, _windows(one, places, lowered), text)
            else:
                yield from one.pattern.finditer(text)


def _all_places(words: Iterable[str], places: Mapping[str, Sequence[int]]) -> list[int]:
    return [at for word in words if word in places for at in places[word]]


def _led(pattern: re.Pattern[str], starts: Iterable[int], text: str) -> Iterator[re.Match[str]]:
    end = 0
    for at in starts:
        found = pattern.match(text, at) if at >= end else None
        if found:
            end = found.end()
            yield found


def _windows(one: Sought, places: Mapping[str, Sequence[int]], lowered: str) -> Iterator[tuple[int, int]]:
    """Yield the stretches in which a match may begin and end, in order, none inside another."""
    verbs = sorted(_all_places(one.verbs, places))
    low, high = 0, -1
    nouns = {(at, at + len(word)) for word in one.nouns if word in places for at in places[word]}
    for at, end in sorted(nouns):
        if lowered[at - 1 : at].isalpha() or lowered[end : end + 1].isalpha():
            continue
        until = end + _BETWEEN
        if one.verbs:
            first, last = bisect_left(verbs, at), bisect_left(verbs, until)
            if first == last:
                continue
            until = verbs[last - 1]
        if at - _BEFORE > high:
            if high >= 0:
                yield low, high
            low = max(0, at - _BEFORE)
        high = max(high, until + _BEHIND)
    if high >= 0:
        yield low, high


def _near(pattern: re.Pattern[str], windows: Iterable[tuple[int, int]], text: str) -> Iterator[re.Match[str]]:
    """Yield what ``pattern`` finds in ``windows``, each match read on past the window's end."""
    end = 0
    for low, high in windows:
        at = max(low, end)
        while found := pattern.search(text, at, high):
            whole = pattern.match(text, found.start())
            at = end = whole.end() if whole else found.start() + 1
            if whole:
                yield whole
