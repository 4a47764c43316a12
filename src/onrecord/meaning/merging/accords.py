"""Accords: which agreement an act is about, so that talks on it and its signature can be followed as one undertaking.

"Agreed to open negotiations on a reciprocal access agreement", "ont signé un accord d'accès réciproque": the clause
names a paper (a noun of the class ``pact``), and beside it what the paper is on. The act is a talk, or it is told with
a verb of signing.
"""

from functools import cache
from typing import Final

from onrecord.core.records import Event
from onrecord.language.lexicons import cells, languages, settings, table
from onrecord.meaning.merging.tellings import Telling, concepts, fold, folded_words

_TALKS: Final = frozenset({"CONSULT"})
_PAPERS: Final = frozenset({"SUPPORT", "COOPERATE", "AID", "AGREE"})
_DONE_WITH_PAPERS: Final = frozenset({"sign", "meet", "agree", "approve", "visit"})
"""The acts (acts.tsv) whose words say what is done with a paper, not what it is on."""
_ROOT: Final = 4
_BEFORE: Final = 3
_AFTER: Final = 6
"""How many words before and after the noun may say what the paper is on."""


def may_be_of_accord(event: Event) -> bool:
    """Say whether an event is of a type and stage at which a paper is talked over or signed."""
    if event.polarity == "denied" or event.background:
        return False
    return event.type in _TALKS or (event.type in _PAPERS and event.stage in {"pledged", "agreed", "done"})


def is_talk(event: Event) -> bool:
    """Say whether an event is of talks, not of a paper."""
    return event.type in _TALKS


def subject(told: Telling) -> frozenset[str]:
    """Return what the paper is on that a mention names, as stems that are alike in every language known; empty where it
    is of no paper, or does not say."""
    event = told.event
    if not may_be_of_accord(event) or told.language not in languages():
        return frozenset()
    papers, signing, idle = _words(told.language)
    words = [word for word in folded_words(event.evidence.of(told.text)) if word in told.said]
    if papers.isdisjoint(words) or not (is_talk(event) or any(word[:_ROOT] in signing for word in words)):
        return frozenset()
    found: set[str] = set()
    for n, word in enumerate(words):
        if word in papers:
            found.update(words[max(0, n - _BEFORE) : n], words[n + 1 : n + 1 + _AFTER])
    said = (word for word in found - papers if word not in idle and word[:_ROOT] not in idle and not word.isdigit())
    return concepts(said, told.language)


@cache
def _words(language: str) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Return the folded words that name a paper, the roots of words of signing, and words that say nothing of what a
    paper is on: the roots of what is done with it, and closed-class words."""
    nouns = (fold(row["lemma"]) for row in table(language, "nouns.tsv") if "pact" in cells(row["class"]))
    acts = [(fold(row["lemma"])[:_ROOT], row["act"]) for row in table(language, "acts.tsv") if " " not in row["lemma"]]
    signing = frozenset(root for root, act in acts if act == "sign")
    closed = {word for each in settings(language, "prepositions.toml").values() for word in _several(each)}
    closed |= set(_several(settings(language, "stops.toml").get("openers")))
    papers = {noun for noun in nouns if " " not in noun}
    idle = {root for root, act in acts if act in _DONE_WITH_PAPERS}
    return frozenset({*papers, *(f"{paper}s" for paper in papers)}), signing, frozenset(idle | closed)


def _several(value: object) -> list[str]:
    return [fold(str(word)) for word in value] if isinstance(value, list) else []
