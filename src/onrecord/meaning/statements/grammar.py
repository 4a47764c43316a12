"""The words of a language that build reported speech: its cues and its function words, read from its tables."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import cast

from onrecord.language.lexicons import cells, settings, table


@dataclass(frozen=True, slots=True)
class Cue:
    """A row of ``cues.tsv``: the words in dictionary form and the frame they stand in.

    ``stance`` is what the cue means with most complements, ``senses`` names those with which it means something else.
    """

    words: tuple[str, ...]
    pos: str
    content: frozenset[str]
    addressee: str
    stance: str
    event_only: bool
    reflexive: bool
    named: bool = False
    open: bool = False
    agent: bool = False
    senses: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Grammar:
    """The cues of a language by the lemma of their first word, and the sets of words of ``quotes.toml``."""

    verbs: Mapping[str, tuple[Cue, ...]]
    nouns: Mapping[str, tuple[Cue, ...]]
    prepositions: Mapping[str, tuple[Cue, ...]]
    adverbs: frozenset[str]
    finite: Mapping[str, str]
    words: Mapping[str, frozenset[str]]
    forms: Mapping[str, str]
    bare_clause: bool
    bare_subject: bool
    cue_with_auxiliary: bool
    asides_invert: bool

    def among(self, kind: str, *forms: str) -> bool:
        """Say whether one of ``forms`` (lower case) belongs to the set ``kind``."""
        known = self.words.get(kind)
        if known is not None:
            for form in forms:
                if form in known:
                    return True
        return False


def _finite(verbs: Mapping[str, tuple[Cue, ...]], endings: list[list[str]]) -> dict[str, str]:
    """Return the finite forms that regular verbs take, each with its lemma: parsers mistake them for nouns."""
    forms: dict[str, str] = {}
    for lemma in verbs:
        for old, new in endings:
            if lemma.endswith(old):
                forms.setdefault(lemma.removesuffix(old) + new, lemma)
    return forms


def _sense(cell: str) -> tuple[str, str]:
    """Return the complement and the stance that a cell such as ``question:ask`` names."""
    complement, _, stance = cell.partition(":")
    return complement, stance


@cache
def governs_what_it_vouches_for(lemma: str, relation: str, language: str) -> bool:
    """Say whether the subject of the verb ``lemma`` vouches for an act told by its dependent of the UD ``relation``.

    One who cites, stresses or praises an act ("lauded the supply", "citing the supply") tells that it happened,
    though the words make no statement. Raises LanguageError for an unknown language.
    """
    known = grammar(language)
    if known.among("quoting", lemma) or known.among("vouching", lemma):
        return relation == "obj"
    judged = any(cue.stance == "praise" and len(cue.words) == 1 for cue in known.verbs.get(lemma, ()))
    return judged and relation in ("obj", "obl")


@cache
def grammar(language: str) -> Grammar:
    """Return the grammar of reported speech of ``language``.

    Raises LanguageError for an unknown language, LexiconError for a missing or malformed table.
    """
    marks = settings(language, "quotes.toml")
    words = {
        k: frozenset(cast("list[str]", v))
        for k, v in marks.items()
        if isinstance(v, list) and all(isinstance(w, str) for w in v)
    }
    by_pos: dict[str, dict[str, list[Cue]]] = {}
    for row in table(language, "cues.tsv"):
        parts = row["lemma"].replace("'", "' ").split()
        reflexive = len(parts) > 1 and parts[0] in words.get("reflexives", frozenset())
        if reflexive:
            parts = parts[1:]
        stance, *others = cells(row["stance"])
        cue = Cue(
            tuple(parts),
            row["pos"],
            frozenset(cells(row["content"])),
            row["addressee"],
            stance,
            row["event"] == "yes",
            reflexive,
            row["speaker"] == "name",
            row["speaker"] == "open",
            row["speaker"] == "agent",
            tuple(_sense(other) for other in others),
        )
        by_pos.setdefault(cue.pos, {}).setdefault(parts[0], []).append(cue)
    longest_first = {
        pos: {head: tuple(sorted(cues, key=lambda c: (-len(c.words), not c.reflexive))) for head, cues in heads.items()}
        for pos, heads in by_pos.items()
    }
    return Grammar(
        longest_first.get("VERB", {}),
        longest_first.get("NOUN", {}),
        longest_first.get("ADP", {}),
        frozenset(longest_first.get("ADV", {})),
        _finite(longest_first.get("VERB", {}), cast("list[list[str]]", marks.get("finite_endings", []))),
        words,
        {k: v for k, v in marks.items() if isinstance(v, str)},
        bool(marks.get("bare_clause")),
        bool(marks.get("bare_subject")),
        bool(marks.get("cue_with_auxiliary")),
        bool(marks.get("asides_invert")),
    )
