"""Profiles: a report as lineage compares it (words, sentences, quotations, figures, dates, names, credits)."""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from typing import Final
from urllib.parse import urlsplit

from onrecord.core.edtf import bounds
from onrecord.core.records import Report
from onrecord.core.spans import Span
from onrecord.core.tables import packaged_table
from onrecord.meaning.lineage.passages import Seeds, seeds_of

_LONGEST: Final = 60_000
"""How many characters of a report are compared."""
_WORD = re.compile(r"\w+")
_SENTENCE = re.compile(r"[^.!?\n]*(?:[.!?](?!\s)[^.!?\n]*)*(?:[.!?]+[\"'”»’)\]]*|\n|$)")
_QUOTED = re.compile(r"“([^”\n]{2,1200})”|«\s*([^»\n]{2,1200}?)\s*»|\"([^\"\n]{2,1200})\"|„([^“\n]{2,1200})“")
_MIN_QUOTE: Final = 4
_SHORT_WORD: Final = 4
STEM: Final = 6


def folded(text: str) -> str:
    """Return ``text`` in lower case without accents, of the same length wherever a character folds to one."""
    if text.isascii():
        return text.lower()
    found = []
    for char in text:
        plain = unicodedata.normalize("NFKD", char)[:1].casefold()
        found.append(plain if len(plain) == 1 else char)
    return "".join(found)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: its characters, its words by number, and the facts in it."""

    span: Span
    first: int
    last: int
    facts: frozenset[str]


@dataclass(frozen=True)
class Profile:
    """A report made ready for comparison. ``facts`` are ``kind:value@start`` as ``facts_of`` gives them."""

    report: Report
    facts: tuple[str, ...]

    @cached_property
    def text(self) -> str:
        """The characters compared."""
        return self.report.text[:_LONGEST]

    @cached_property
    def spans(self) -> tuple[Span, ...]:
        """The spans of the words."""
        return tuple(Span(*match.span()) for match in _WORD.finditer(self.text))

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The words, folded."""
        flat = folded(self.text)
        return tuple(flat[start:end] for start, end in self.spans)

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """Where each word begins."""
        return tuple(span.start for span in self.spans)

    @cached_property
    def quotes(self) -> tuple[tuple[int, int], ...]:
        """The quotations of four words and more, as ranges of word numbers."""
        found = []
        for match in _QUOTED.finditer(self.text):
            first, last = self.word_at(match.start()), self.word_at(match.end())
            if last - first >= _MIN_QUOTE:
                found.append((first, last))
        return tuple(found)

    @cached_property
    def seeds(self) -> Seeds:
        """The runs of words from which shared passages grow."""
        return seeds_of(self.words)

    @cached_property
    def contents(self) -> tuple[frozenset[str], ...]:
        """What of each sentence is compared in one language: the beginnings of its longer words, and figures."""
        return tuple(
            frozenset(w[:STEM] for w in self.words[s.first : s.last] if len(w) >= _SHORT_WORD or w.isdigit())
            for s in self.sentences
        )

    @cached_property
    def quoted(self) -> frozenset[int]:
        """The numbers of the words that stand in quotations."""
        return frozenset(n for first, last in self.quotes for n in range(first, last))

    @cached_property
    def fact_values(self) -> frozenset[str]:
        """The facts without their places."""
        return frozenset(fact.rpartition("@")[0] for fact in self.facts)

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences of three words and more."""
        placed = sorted((int(fact.rpartition("@")[2]), fact.rpartition("@")[0]) for fact in self.facts)
        at = [start for start, _ in placed]
        found = []
        for match in _SENTENCE.finditer(self.text):
            start, end = match.span()
            first, last = self.word_at(start), self.word_at(end)
            if last - first >= 3:
                facts = frozenset(value for _, value in placed[bisect_left(at, start) : bisect_left(at, end)])
                found.append(Sentence(Span(start, end).stripped(self.text), first, last, facts))
        return tuple(found)

    @cached_property
    def language(self) -> str:
        """The language without region; empty where unknown."""
        return (self.report.language or "").partition("-")[0].lower()

    @cached_property
    def days(self) -> tuple[int, int] | None:
        """The first and last day of publication as ordinals, None where unknown."""
        found = bounds(self.report.published)
        return (date.fromisoformat(found[0]).toordinal(), date.fromisoformat(found[1]).toordinal()) if found else None

    def word_at(self, start: int) -> int:
        """Return the number of the first word at or after the character ``start``."""
        return bisect_left(self.starts, start)

    def span_of(self, first: int, last: int) -> Span:
        """Return the characters of the words ``first`` up to ``last``, the latter left out."""
        return Span(self.spans[first].start, self.spans[last - 1].end)


def days_apart(ours: Profile, theirs: Profile) -> int | None:
    """Return the least number of days between two publications, None where one is unknown."""
    if ours.days is None or theirs.days is None:
        return None
    return max(0, ours.days[0] - theirs.days[1], theirs.days[0] - ours.days[1])


@lru_cache(maxsize=4096)
def name_key(name: str) -> str:
    """Return a medium's name as it is compared: folded words, articles at the front and "agency" left out."""
    words = _WORD.findall(folded(name))
    if len(words) > 1 and words[0] in {"the", "l", "le", "la", "les", "el"}:
        words = words[1:]
    return " ".join(word for word in words if word not in {"agency", "agence", "news"} or len(words) == 1)


def same_medium(one: str | None, other: str | None) -> bool:
    """Say whether two names are one medium's: equal, one the beginning of the other ("Sputnik International"), or one
    the initials of the other ("AFP"), which may stand behind the name ("Agence France-Presse (AFP)")."""
    if not one or not other:
        return False
    if "(" in one or "(" in other:
        return any(_same_name(a, b) for a in _spellings(one) for b in _spellings(other))
    return _same_name(one, other)


def _spellings(name: str) -> tuple[str, ...]:
    """Return a medium's name, and those before and within brackets where it has any."""
    whole, bracket, short = name.partition("(")
    return (name, whole.strip(), short.rstrip(") ")) if bracket else (name,)


def _same_name(one: str, other: str) -> bool:
    ours, theirs = name_key(one), name_key(other)
    if not ours or not theirs:
        return False
    if ours == theirs or f"{ours} ".startswith(f"{theirs} ") or f"{theirs} ".startswith(f"{ours} "):
        return True
    return _initials(one, other) or _initials(other, one)


def _initials(short: str, full: str) -> bool:
    """Say whether ``short``, in capitals only, is made of the initials of the capital words of ``full``."""
    letters = "".join(word[0] for word in _WORD.findall(full) if word[0].isupper())
    return len(letters) > 1 and short.replace(".", "") in {letters, "".join(w[0] for w in _WORD.findall(full)).upper()}


def is_of(report: Report, medium: str) -> bool:
    """Say whether a report is that medium's own: by its outlet or by the host of its address."""
    if report.outlet and same_medium(medium, report.outlet):
        return True
    host = (urlsplit(report.url or "").hostname or "").removeprefix("www.")
    return bool(host) and name_key(medium).replace(" ", "") in host.split(".")


def credited(report: Report) -> tuple[str, ...]:
    """Return the media other than its own outlet that a report credits as agencies or names as those who were told."""
    kinds = {"agency", "interview", "outlet", "broadcast"}
    return _others(report, (origin.name for origin in report.origins if origin.type in kinds))


def agencies(report: Report) -> tuple[str, ...]:
    """Return the agencies other than its own outlet that a report credits."""
    return _others(report, (origin.name for origin in report.origins if origin.type == "agency"))


def _others(report: Report, names: Iterable[str]) -> tuple[str, ...]:
    found: dict[str, str] = {}
    for name in names:
        if name and not is_of(report, name):
            found.setdefault(name_key(name), name)
    return tuple(found.values())


def stands_for(report: Report, medium: str) -> bool:
    """Say whether a report is that medium's own, or of an unknown outlet and credits that agency alone."""
    if is_of(report, medium):
        return True
    sole = agencies(report)
    return report.outlet is None and len(sole) == 1 and same_medium(sole[0], medium)


def first_hand(report: Report) -> bool:
    """Say whether the report names its own outlet as the one who was told, or holds a press conference of its own."""
    return any(o.type == "interview" and same_medium(o.name, report.outlet) for o in report.origins)


def says_translated(report: Report) -> bool:
    """Say whether a credit line of the report calls it a translation."""
    lines = [block.text for block in report.dropped if block.reason in {"credit", "byline"}]
    lines += [origin.words for origin in report.origins if origin.words]
    known = [row["beginning"] for row in packaged_table("onrecord.meaning.lineage", "translated.tsv")]
    return any(f" {word}" in f" {' '.join(_WORD.findall(folded(line)))}" for line in lines for word in known)
