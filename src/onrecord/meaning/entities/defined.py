"""Acronyms defined in place: "Lake Grain Board (LGB)", "LGB (Lake Grain Board)".

The long form is found by the letters of the acronym, from right to left, the first at the beginning of a word (Schwartz
and Hearst 2003).
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from onrecord.core.spans import Span
from onrecord.meaning.entities.actors import read_phrase
from onrecord.meaning.entities.gazetteer import Name, fold
from onrecord.meaning.entities.words import Words
from onrecord.meaning.entities.world import Known

_AFTER = re.compile(r"\((?:[^\W\d_]{2,20}[ :])?([A-Z][A-Za-z\u00c0-\u00d6&-]{1,10})\)")
_BEFORE = re.compile(r"(?<!\w)([A-Z][A-Za-z\u00c0-\u00d6&-]{1,10}) \(([^()\n]{5,110})\)")
_WORD = re.compile(r"[^\W_]+")
_ENDS = re.compile(r"[.!?;:\n\u00ab\u00bb\u201c\u201d\"()]")
_REACH = 140
_MOST = 60
_LITTLE = 3


@dataclass(frozen=True, slots=True)
class Defined:
    """The names of a text with those that it defines itself, and for each folded short form the long one."""

    names: tuple[Name, ...]
    long: Mapping[str, str] = field(default_factory=dict)


def with_defined(text: str, names: Sequence[Name], words: Words) -> Defined:
    """Return ``names`` with every use of the acronyms that ``text`` itself defines."""
    if "(" not in text:
        return Defined(tuple(names))
    known = {n.span.start: n for n in names}
    long: dict[str, str] = {}
    added: list[Name] = []
    for short, whole in _definitions(text):
        key, words_of_it = short.of(text), " ".join(whole.of(text).split())
        if fold(key) in long:
            continue
        long[fold(key)] = words_of_it
        inside = [n for n in names if whole.covers(n.span)]
        exact = next((n for n in inside if n.span == whole and n.kind == "organisation"), None)
        told = known.get(short.start)
        if told is not None and told.kind != "city":
            continue
        reading = read_phrase(inside, text, whole, words)
        if exact is not None:
            entry = exact.first
        else:
            code = reading.countries[0] if len(reading.countries) == 1 else None
            entry = Known(words_of_it, "organisation", code, reading.sector)
        added += [Name(span, span.of(text), (entry,)) for span in _uses(text, key)]
        if exact is None and all(n.kind in ("state", "adjective", "city") or n.first.role == "body" for n in inside):
            added.append(Name(whole, whole.of(text), (entry,)))
    if not added:
        return Defined(tuple(names), long)
    kept = [n for n in names if not any(a.span.overlaps(n.span) for a in added)]
    return Defined(tuple(sorted((*kept, *added), key=lambda n: n.span)), long)


def _definitions(text: str) -> Iterator[tuple[Span, Span]]:
    """Yield the places of short and long form of each definition, at most ``_MOST``."""
    found = 0
    for match in _AFTER.finditer(text):
        short = Span(match.start(1), match.end(1))
        area = text[max(match.start() - _REACH, 0) : match.start()].rstrip()
        stop = match.start() - (match.start() - max(match.start() - _REACH, 0) - len(area))
        start = _long_form(area, short.of(text))
        if start is not None and found < _MOST:
            found += 1
            yield short, Span(stop - len(area) + start, stop)
    for match in _BEFORE.finditer(text):
        short, whole = Span(match.start(1), match.end(1)), Span(match.start(2), match.end(2))
        if _long_form(whole.of(text), short.of(text)) == 0 and found < _MOST:
            found += 1
            yield short, whole


def _long_form(area: str, short: str) -> int | None:
    """Return where in ``area`` the long form of ``short``, which reaches to its end, begins; None if there is none."""
    if sum(c.isupper() for c in short) < 2:
        return None
    letters = [c for c in fold(short) if c.isalpha()]
    cut = max((m.end() for m in _ENDS.finditer(area)), default=0)
    words = list(_WORD.finditer(area, cut))[-min(2 * len(letters), len(letters) + 6) :]
    if len(words) < 2:
        return None
    at, left = len(area) - 1, len(letters) - 1
    folded = fold(area)
    starts = {m.start() for m in words}
    while left >= 0:
        while at >= words[0].start() and (folded[at] != letters[left] or (left == 0 and at not in starts)):
            at -= 1
        if at < words[0].start():
            return None
        at, left = at - 1, left - 1
    start = at + 1
    whole = [m for m in words if m.start() >= start]
    capitals = sum(m[0][0].isupper() for m in whole)
    initials = [fold(m[0])[0] for m in whole if len(m[0]) > _LITTLE or m[0][0].isupper()]
    told = 2 * capitals >= min(len(letters), len(whole)) or initials == letters
    return start if area[start].isupper() and len(whole) >= 2 and told else None


def _uses(text: str, short: str) -> Iterator[Span]:
    for match in re.finditer(rf"(?<!\w){re.escape(short)}(?!\w)", text):
        yield Span(*match.span())
