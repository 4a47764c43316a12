"""Verdicts: whether one report descends from another, which from which, and how."""

from collections.abc import Mapping
from itertools import pairwise
from typing import Final

from onrecord.core.lineage import Link, Relation
from onrecord.language.lexicons import languages, settings
from onrecord.meaning.lineage.comparing import Comparison, compare
from onrecord.meaning.lineage.features import JOINED, weighed
from onrecord.meaning.lineage.profiles import Profile, credited, days_apart, first_hand, says_translated, stands_for

LINEAGE: Final = "lineage@7"
_COPIED: Final = 0.45
"""From which share of the words, standing in shared passages, a report is a copy with cuts and edits."""
_MOST_NEW: Final = 0.4
_MOSTLY_NEW: Final = 0.6
_OLD_FACTS: Final = 0.4
"""Which share of the facts a retelling has from its original at least, though hardly a sentence is recognised."""
_OLD_QUOTES: Final = 0.34
_IN_ORDER: Final = 0.7
_TRANSLATED_LENGTH: Final = (0.4, 1.3)
"""Between which bounds the number of sentences of a translation lies, by that of its original (cut, or split)."""
_TRANSLATED: Final = 0.5
_LENGTH_SPREAD: Final = 1.16
"""By what factor the sentences of a translation may be longer or shorter than is usual between the two languages."""


def judge(one: Profile, other: Profile) -> Link | None:
    """Return the link between two reports, from the later to the earlier; None where they are independent.

    The answer depends on the two alone, and not on which is given first.
    """
    if one.report.id == other.report.id or not one.words or not other.words:
        return None
    ours, theirs = ordered(one, other)
    found = compare(ours, theirs)
    score = weighed(found.values)
    if ours.words == theirs.words:
        score = max(score, JOINED)
    if score < JOINED:
        return None
    relation = _relation(ours, theirs, found)
    return Link(ours.report.id, theirs.report.id, relation, False, score, found.shown, LINEAGE)


def ordered(one: Profile, other: Profile) -> tuple[Profile, Profile]:
    """Return the two as descendant and parent.

    The one published on a later day is the descendant; else the one that credits the other's outlet; else the one that
    says it is a translation; else the one whose outlet was told nothing itself; else the one that lost its date; else
    the one with fewer words; else the one with the greater id.
    """
    if one.days and other.days and days_apart(one, other):
        return (one, other) if one.days > other.days else (other, one)
    for credits in (_credits, _of_unknown):
        if (found := credits(one, other)) != credits(other, one):
            return (one, other) if found else (other, one)
    if one.language != other.language and (told := says_translated(one.report)) != says_translated(other.report):
        return (one, other) if told else (other, one)
    if (told := first_hand(one.report)) != first_hand(other.report):
        return (other, one) if told else (one, other)
    if (one.days is None) != (other.days is None):
        return (one, other) if one.days is None else (other, one)
    if len(one.words) != len(other.words):
        return (one, other) if len(one.words) < len(other.words) else (other, one)
    return (one, other) if one.report.id > other.report.id else (other, one)


def _credits(one: Profile, other: Profile) -> bool:
    return any(stands_for(other.report, name) for name in credited(one.report))


def _of_unknown(one: Profile, other: Profile) -> bool:
    """Say whether both credit an agency and only the other is of an unknown outlet: then that is nearer to it."""
    return one.report.outlet is not None and other.report.outlet is None and _credits(one, other)


def _relation(ours: Profile, theirs: Profile, found: Comparison) -> Relation:
    if ours.words == theirs.words:
        return "same"
    new = (1 - found.values["retold"]) * (1 - found.covered)
    if ours.language != theirs.language and ours.language and theirs.language:
        return _across_languages(ours, theirs, found, new)
    if found.covered >= _COPIED:
        return "reprint"
    return "cites" if _own_matter(ours, new, found.values) else "rewrite"


def _across_languages(ours: Profile, theirs: Profile, found: Comparison, new: float) -> Relation:
    """A translation says that it is one, or follows its original sentence by sentence; a rewrite tells it anew."""
    if says_translated(ours.report) and found.values["credit"]:
        return "translation"
    low, high = _TRANSLATED_LENGTH
    follows = [m for _, m in found.pairs]
    rising = sum(b >= a for a, b in pairwise(follows)) / max(len(follows) - 1, 1)
    as_many = low <= len(ours.sentences) / max(len(theirs.sentences), 1) <= high
    if as_many and found.values["retold"] >= _TRANSLATED and rising >= _IN_ORDER and _as_long(ours, theirs):
        return "translation"
    return "cites" if _own_matter(ours, new, {**found.values, "quotations": 1.0}) else "rewrite"


def _as_long(ours: Profile, theirs: Profile) -> bool:
    """Say whether the sentences of a report are as long as those of a translation of the other: French needs more words
    than English for the same. Whoever tells it anew leaves out or adds."""
    expected = _words_for_english(ours.language) / _words_for_english(theirs.language)
    per_sentence = (len(each.words) / max(len(each.sentences), 1) for each in (ours, theirs))
    longer = next(per_sentence) / next(per_sentence) / expected
    return 1 / _LENGTH_SPREAD <= longer <= _LENGTH_SPREAD


def _words_for_english(language: str) -> float:
    known = settings(language).get("words_for_english") if language in languages() else None
    return known if isinstance(known, float) else 1.0


def _own_matter(ours: Profile, new: float, found: Mapping[str, float]) -> bool:
    """Say whether a report brings matter of its own: more than two fifths of it is not in the other, and it was told
    something itself, or most of its quotations, or of its names, figures and days, are not in the other either."""
    own_quotes = len(ours.quotes) >= 2 and found["quotations"] <= _OLD_QUOTES
    own_facts = new > _MOSTLY_NEW and found["facts"] < _OLD_FACTS
    return new > _MOST_NEW and (first_hand(ours.report) or own_quotes or own_facts)
