"""Tellings: mentions made ready for comparison, whatever their language."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from itertools import combinations, islice, product
from typing import Final

from onrecord.core.edtf import bounds
from onrecord.core.quantities import Number
from onrecord.core.records import Event, Item, Party, Report
from onrecord.language.lexicons import cells, languages, table
from onrecord.meaning.lineage.facts import skeleton

ONGOING: Final = frozenset({"underway", "done", "suspended", "cancelled"})
"""The stages of what is carried out, or stopped; the others are those of a promise."""
HALTS: Final = frozenset({"suspended", "cancelled"})
"""The stages of what is stopped."""
GIVEN: Final = frozenset({"AID", "COOPERATE", "RETREAT", "REQUEST", "REJECT"})
"""The types in which one side gives, or is to give, something to another: those that make up commitments."""
REVERSED: Final = frozenset({"REQUEST", "REJECT"})
"""The types in which the one who acts is the one who would receive."""
ASKED: Final = frozenset({"assist", "yield"})
"""The modes of requests and refusals of what one side would give to another."""
TOGETHER: Final = frozenset({"CONSULT", "COOPERATE", "AGREE"})
"""The types in which who is actor and who recipient is a matter of wording."""

_WORD = re.compile(r"\w+")
_MARKS = re.compile("[\u0300-\u036f]+")
_NAMED = re.compile(r"[^\W\d_]\w*(?:[-’']\w+)*")
_STEM: Final = 5
_SHORT: Final = 3
_PIECES: Final = frozenset({"unit", "piece", "item", "batch", "load", "cargo", "shipment"})
_APPOSED = re.compile(r",\s+(?:\w+['’ ]\s*)?\w+")
_OF_ALL: Final = frozenset({"each", "all"})
_BEFORE: Final = 24
_MOST_PAIRS: Final = 15
_PLURAL = re.compile(r"(?<=\w{3})(?:es|s|x)\Z")


def fold(text: str) -> str:
    """Return ``text`` in lower case without accents."""
    if text.isascii():
        return text.lower()
    return _MARKS.sub("", unicodedata.normalize("NFKD", text).casefold())


def stems(text: str) -> frozenset[str]:
    """Return the words of ``text`` that carry meaning, cut to their first five letters; figures whole."""
    return frozenset(filter(None, map(_stem, _folded_words(text))))


def _folded_words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(fold(text)))


def _stem(word: str) -> str:
    """Return the stem of a folded word, empty where it is too short to carry meaning."""
    return word if word.isdigit() else word[:_STEM] if len(word) > _SHORT else ""


@cache
def _concepts(language: str) -> Mapping[str, frozenset[str]]:
    """Return what the folded single nouns of a language stand for in any language."""
    if language not in languages():
        return {}
    found: dict[str, frozenset[str]] = {}
    for row in table(language, "nouns.tsv"):
        word = fold(row["lemma"])
        if " " not in word:
            named = stems(row["what"]) or frozenset(f"={kind}" for kind in cells(row["class"]) if kind != "abstract")
            found[word] = found.get(word, frozenset()) | named
    return found


def concepts(words: Iterable[str], language: str) -> frozenset[str]:
    """Return what folded words stand for in any language: of nouns the English noun, or what class of things they name,
    of others their stems."""
    known = _concepts(language)
    return frozenset(
        stem for word in words for stem in known.get(word) or known.get(word[:-1]) or {_stem(word)} if stem
    )


def folded_words(text: str) -> list[str]:
    """Return the words of ``text``, folded, in their order."""
    return _WORD.findall(fold(text))


def noun(what: str) -> tuple[str, ...]:
    """Return the words of a normalised noun in the singular, the head last."""
    return tuple(_PLURAL.sub("", word) for word in _WORD.findall(fold(what)))


@dataclass(frozen=True)
class Telling:
    """One mention of an act with what its report adds.

    ``text`` is that of its report. ``report_days`` are the first and last day on which the report may have been
    published. ``family`` is the same for reports of one origin, ``hand`` for those of one matter (`OriginGroup`). What
    is compared is read from the text when it is asked for: most of what stands under a key is told apart before.
    """

    event: Event
    text: str = field(repr=False)
    language: str
    report_days: tuple[str, str] | None = None
    family: str = ""
    hand: str = ""

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

    @cached_property
    def said(self) -> frozenset[str]:
        """The folded words of the evidence without those of the parties and the time."""
        event = self.event
        named = [party.span for party in (*event.actors, *event.recipients)]
        named += [event.when_span] if event.when_span else []
        others = _folded_words(" ".join(span.of(self.text) for span in named))
        return _folded_words(event.evidence.of(self.text)) - others

    @cached_property
    def sequels(self) -> frozenset[str]:
        """Which of a series the act or its goods are said to be: numbers, "more" and "rest"."""
        return _sequels(self.event, self.text, self.language)

    @property
    def place(self) -> float:
        """Where in the report it stands, from 0 (beginning) to 1."""
        return self.event.trigger.start / max(1, len(self.text))

    @property
    def ongoing(self) -> bool:
        """Whether the act is carried out or stopped, not merely promised."""
        return self.event.stage in ONGOING

    @property
    def ahead(self) -> bool:
        """Whether the act was still to come when it was told."""
        return bool(self.days and self.report_days and self.days[0] > self.report_days[1])

    @cached_property
    def recalls(self) -> bool:
        """Whether a promise is told in a clause on goods that stand before it ("the trucks promised by Chile"): what
        is said so is taken to be known."""
        return not self.ongoing and any(item.span.end <= self.event.evidence.start for item in self.event.items)

    @cached_property
    def actors(self) -> frozenset[str]:
        """The countries and organisations that act; those on both sides where who acts is a matter of wording."""
        if self.event.type in TOGETHER:
            return codes((*self.event.actors, *self.event.recipients))
        return codes(self.event.actors)

    @cached_property
    def recipients(self) -> frozenset[str]:
        """The countries and organisations acted upon; none where who acts is a matter of wording, or where they are
        only those that act: nobody gives to himself, so the one to whom is not known."""
        if self.event.type in TOGETHER:
            return frozenset()
        found = codes(self.event.recipients)
        return frozenset() if found <= self.actors else found

    @cached_property
    def sides(self) -> frozenset[str]:
        """The countries and organisations on both sides."""
        return codes((*self.event.actors, *self.event.recipients))

    @cached_property
    def pairs(self) -> frozenset[str]:
        """Who with whom, ``BFA+RUS``, where both are told; none where one of them is not."""
        return known_pairs(self.event)

    @cached_property
    def understood(self) -> tuple[bool, bool]:
        """Whether no words of the report say who acts, and whether none say who is acted upon, where both are known."""
        return understood_sides(self.event)

    @cached_property
    def said_pairs(self) -> frozenset[str]:
        """Who with whom, where words of the report say both."""
        return frozenset() if any(self.understood) else self.pairs

    @cached_property
    def sectors(self) -> frozenset[str]:
        """The sectors of the actors."""
        return frozenset(party.sector for party in self.event.actors if party.sector)

    @cached_property
    def names(self) -> frozenset[str]:
        """The stems of the actors' names."""
        return stems(" ".join(party.name or party.text for party in self.event.actors))

    @cached_property
    def words(self) -> frozenset[str]:
        """The stems of the evidence without those of the parties and the time, which are compared as such."""
        return frozenset(filter(None, map(_stem, self.said)))

    @cached_property
    def concepts(self) -> frozenset[str]:
        """The same for comparison across languages: of nouns the English noun, or what class of things they name."""
        return concepts(self.said, self.language)

    @cached_property
    def persons(self) -> frozenset[str]:
        """The last names of the persons on both sides and of the one on whose word it stands, as they sound."""
        known = _concepts(self.language)
        names = [party.name or party.text for party in (*self.event.actors, *self.event.recipients)]
        found = (_NAMED.findall(name) for name in (*names, self.event.attribution or ""))
        lasts = {words[-1] for words in found if len(words) > 1 and all(word[0].isupper() for word in words[-2:])}
        return frozenset(bones for last in lasts if fold(last) not in known and (bones := skeleton(last)))

    @cached_property
    def nouns(self) -> tuple[tuple[str, ...], ...]:
        """The nouns of the goods, in the singular; where only their number is told, what is counted."""
        return tuple(noun(item.what or _counted(item)) for item in self.event.items)

    @cached_property
    def amounts(self) -> tuple[Item, ...]:
        """The goods that have a figure."""
        return tuple(item for item in self.event.items if item.low is not None or item.high is not None)


def telling(event: Event, report: Report, family: str = "", hand: str = "") -> Telling:
    """Return the mention ``event`` of ``report`` made ready for comparison. ``family`` names its origin, ``hand`` whose
    matter the report has (that of its origin where it is left out)."""
    language = (report.language or "").partition("-")[0]
    of = family or report.id
    return Telling(event, report.text, language, bounds(report.published), of, hand or of)


def codes(parties: Iterable[Party]) -> frozenset[str]:
    """Return the country and organisation codes of ``parties``."""
    return frozenset(code for party in parties if party.country for code in party.country.split("+") if code)


def sides(event: Event) -> tuple[frozenset[str], frozenset[str]]:
    """Return the countries and organisations that give and those that receive in ``event``."""
    actors, recipients = codes(event.actors), codes(event.recipients)
    return (recipients, actors) if event.type in REVERSED else (actors, recipients)


def known_pairs(event: Event) -> frozenset[str]:
    """Return the pairs of parties of an act, ``BFA+RUS``, where it tells both sides; none where it does not, or where
    one side gives to itself (`Telling.recipients`)."""
    actors, recipients = sorted(codes(event.actors)), sorted(codes(event.recipients))
    if event.type in TOGETHER:
        pairs: Iterable[tuple[str, str]] = combinations(sorted({*actors, *recipients}), 2)
    else:
        pairs = product(actors, recipients) if not set(recipients) <= set(actors) else ()
    return frozenset(pair_key(*pair) for pair in islice(pairs, _MOST_PAIRS))


def understood_sides(event: Event) -> tuple[bool, bool]:
    """Return whether who acts, and whether who is acted upon, is understood: no words say it, and it may be anybody
    whom the report is about."""
    actors, recipients = (
        bool(parties) and all(party.basis == "understood" for party in parties)
        for parties in (event.actors, event.recipients)
    )
    return actors, recipients


def pair_key(one: str, other: str) -> str:
    """Return the key of two parties, whichever is given first."""
    return "+".join(sorted((one, other)))


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
    if not known:
        return frozenset()
    spans = [item.span for item in event.items] or [event.trigger]
    before = [text[max(event.evidence.start, span.start - _BEFORE, 0) : span.end] for span in spans]
    # "5,600 tonnes of rice, the first part of the gift"
    after = [said[0] for span in spans if (said := _APPOSED.match(text, span.end, event.evidence.end))]
    near = [_plain(words, idle) for words in (*before, *after)]
    whole = _plain(event.evidence.of(text), idle)
    found = {sequel for word, sequel in known.items() if any(word in words for words in near)}
    return frozenset(found | {sequel for word, sequel in known.items() if sequel in _OF_ALL and word in whole})
