"""Tellings: mentions made ready for comparison, whatever their language."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Final

from onrecord.core.edtf import bounds
from onrecord.core.quantities import Number
from onrecord.core.records import Event, Item, Party, Report
from onrecord.language.lexicons import languages, table

ONGOING: Final = frozenset({"underway", "done", "suspended", "cancelled"})
"""The stages of what is carried out, or stopped; the others are those of a promise."""
TOGETHER: Final = frozenset({"CONSULT", "COOPERATE", "AGREE"})
"""The types in which who is actor and who recipient is a matter of wording."""

_WORD = re.compile(r"\w+")
_STEM: Final = 5
_SHORT: Final = 3
_PIECES: Final = frozenset({"unit", "piece", "item", "batch", "load", "cargo", "shipment"})
_BEFORE: Final = 24
_PLURAL = re.compile(r"(?<=\w{3})(?:es|s|x)\Z")


def fold(text: str) -> str:
    """Return ``text`` in lower case without accents."""
    text = unicodedata.normalize("NFKD", text).casefold()
    return "".join(c for c in text if not unicodedata.combining(c))


def stems(text: str) -> frozenset[str]:
    """Return the words of ``text`` that carry meaning, cut to their first five letters; figures whole."""
    words = _WORD.findall(fold(text))
    return frozenset(
        word[:_STEM] if not word.isdigit() else word for word in words if len(word) > _SHORT or word.isdigit()
    )


def noun(what: str) -> tuple[str, ...]:
    """Return the words of a normalised noun in the singular, the head last."""
    return tuple(_PLURAL.sub("", word) for word in _WORD.findall(fold(what)))


@dataclass(frozen=True)
class Telling:
    """One mention of an act with what its report adds.

    ``words`` are the stems of the evidence without those of the parties and the time, which are compared as such.
    ``report_days`` are the first and last day on which the report may have been published. ``family`` is the same for
    reports of one origin. ``place`` is where in the report it stands, from 0 (beginning) to 1.
    """

    event: Event
    words: frozenset[str]
    language: str
    sequels: frozenset[str] = frozenset()
    report_days: tuple[str, str] | None = None
    family: str = ""
    place: float = 0.0

    @property
    def id(self) -> str:
        """The mention's id."""
        return self.event.id

    @property
    def report(self) -> str:
        """The report's id."""
        return self.event.report

    @cached_property
    def days(self) -> tuple[str, str] | None:
        """The first and last day of the act, None where they are unknown."""
        return bounds(self.event.when)

    @property
    def ongoing(self) -> bool:
        """Whether the act is carried out or stopped, not merely promised."""
        return self.event.stage in ONGOING

    @cached_property
    def actors(self) -> frozenset[str]:
        """The countries and organisations that act; those on both sides where who acts is a matter of wording."""
        if self.event.type in TOGETHER:
            return codes((*self.event.actors, *self.event.recipients))
        return codes(self.event.actors)

    @cached_property
    def recipients(self) -> frozenset[str]:
        """The countries and organisations acted upon; none where who acts is a matter of wording."""
        return frozenset() if self.event.type in TOGETHER else codes(self.event.recipients)

    @cached_property
    def sides(self) -> frozenset[str]:
        """The countries and organisations on both sides."""
        return codes((*self.event.actors, *self.event.recipients))

    @cached_property
    def sectors(self) -> frozenset[str]:
        """The sectors of the actors."""
        return frozenset(party.sector for party in self.event.actors if party.sector)

    @cached_property
    def names(self) -> frozenset[str]:
        """The stems of the actors' names."""
        return stems(" ".join(party.name or party.text for party in self.event.actors))

    @cached_property
    def nouns(self) -> tuple[tuple[str, ...], ...]:
        """The nouns of the goods, in the singular; where only their number is told, what is counted."""
        return tuple(noun(item.what or _counted(item)) for item in self.event.items)

    @cached_property
    def amounts(self) -> tuple[Item, ...]:
        """The goods that have a figure."""
        return tuple(item for item in self.event.items if item.low is not None or item.high is not None)


def telling(event: Event, report: Report, family: str = "") -> Telling:
    """Return the mention ``event`` of ``report`` made ready for comparison. ``family`` names its origin."""
    text = report.text
    named = [party.span for party in (*event.actors, *event.recipients)] + (
        [event.when_span] if event.when_span else []
    )
    words = stems(event.evidence.of(text)) - stems(" ".join(span.of(text) for span in named))
    language = (report.language or "").partition("-")[0]
    return Telling(
        event,
        words,
        language,
        _sequels(event, text, language),
        bounds(report.published),
        family or report.id,
        event.trigger.start / max(1, len(text)),
    )


def codes(parties: Iterable[Party]) -> frozenset[str]:
    """Return the country and organisation codes of ``parties``."""
    return frozenset(code for party in parties if party.country for code in party.country.split("+") if code)


def reach(item: Item) -> tuple[Number, Number]:
    """Return the least and greatest amount that the figure of ``item`` allows, a tenth more and less for "about"."""
    low = item.low if item.low is not None else 0
    high = item.high if item.high is not None else float("inf")
    return (low * 0.9, high * 1.1) if item.approx == "about" else (low, high)


def _counted(item: Item) -> str:
    """Return the counted noun of an item that is named by nothing else, empty where that tells nothing ("10 units")."""
    unit = item.unit or ""
    return unit if unit.isalpha() and unit.islower() and len(unit) > _SHORT and unit not in _PIECES else ""


@cache
def _sequel_words(language: str) -> tuple[dict[str, str], tuple[str, ...]]:
    """Return the words, between blanks, with what they say, and the phrases in which they say nothing of it."""
    if language not in languages():
        return {}, ()
    rows = [(_plain(row["word"], ()), row["sequel"]) for row in table(language, "sequels.tsv")]
    return {word: sequel for word, sequel in rows if sequel != "none"}, tuple(w for w, s in rows if s == "none")


def _plain(words: str, idle: Iterable[str]) -> str:
    """Return ``words`` folded, between single blanks, without the phrases ``idle``."""
    text = f" {' '.join(_WORD.findall(fold(words)))} "
    for phrase in idle:
        text = text.replace(phrase, " ")
    return text


def _sequels(event: Event, text: str, language: str) -> frozenset[str]:
    """Return which of a series the act or its goods are said to be: numbers, "more" and "rest"."""
    known, idle = _sequel_words(language)
    spans = [item.span for item in event.items] or [event.trigger]
    near = [text[max(event.evidence.start, span.start - _BEFORE, 0) : span.end] for span in spans]
    whole = _plain(event.evidence.of(text), idle)
    near += [word for word, sequel in known.items() if sequel == "each" and word in whole]
    return frozenset(sequel for words in near for word, sequel in known.items() if word in _plain(words, idle))
