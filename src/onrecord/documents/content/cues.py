"""Cues: the phrases of page furniture, found in one pass over a block."""

import re
from dataclasses import dataclass
from functools import cache

from ahocorasick_rs import AhoCorasick

from onrecord.core.tables import packaged_table
from onrecord.documents.blocks import Block, key

_NAMES_ONE = re.compile(r"[:|»]\s*\S")
_OPENING = frozenset({"related", "tags", "comments"})
_LONGEST_HEADING = 7
_LONGEST_START = 16
_LONGEST_WITHIN = 60
_LONGEST_IMPRINT = 30


@dataclass(frozen=True, slots=True)
class Cue:
    """What a phrase says about its block: ``reason`` it is no body, and whether it ``opens`` a list or ``ends`` all."""

    reason: str
    opens: bool = False
    ends: bool = False


@dataclass(frozen=True, slots=True)
class _Phrases:
    automaton: AhoCorasick
    phrases: tuple[tuple[str, str], ...]
    headings: dict[str, Cue]
    lines: dict[str, Cue]
    frames: tuple[tuple[str, str, str], ...]


@cache
def _load() -> _Phrases:
    headings: dict[str, Cue] = {}
    lines: dict[str, Cue] = {}
    needles: dict[tuple[str, str], str] = {}
    frames: list[tuple[str, str, str]] = []
    for row in packaged_table("onrecord.documents.content", "furniture.tsv"):
        phrase, reason, match = key(row["phrase"]), row["reason"], row["match"]
        if match in {"heading", "terminal"}:
            headings[phrase] = Cue(reason, opens=reason in _OPENING, ends=match == "terminal")
        elif match == "framed":
            begin, _, inner = row["phrase"].partition("…")
            frames.append((f" {key(begin)} ", f" {key(inner)} ", reason))
        elif match == "line":
            lines[phrase] = Cue(reason)
        else:
            needles[(phrase, match)] = reason
    ordered = sorted(needles)
    patterns = [f" {phrase} " for phrase, _ in ordered]
    found = tuple((m, needles[(p, m)]) for p, m in ordered)
    return _Phrases(AhoCorasick(patterns), found, headings, lines, tuple(frames))


def cue_of(block: Block, *, sentence: bool, calling: bool = False) -> Cue | None:
    """Return what the phrases in ``block`` say of it, None where they say nothing.

    ``sentence`` says that the block reads as one: then only a phrase inside counts, and only in a block of middle
    length, so that prose which happens to begin like furniture stays. With ``calling`` so do the phrases of calls to
    the reader ("sign up for"), which running text may hold too.
    """
    if block.words > _LONGEST_WITHIN:
        return None
    words, loaded = block.key, _load()
    if words in loaded.headings:
        return loaded.headings[words]
    if words in loaded.lines:
        return loaded.lines[words]
    if not sentence and block.words <= _LONGEST_HEADING:
        opened = _longer_heading(words, loaded.headings)
        if opened:
            return Cue(opened.reason) if _NAMES_ONE.search(block.text) else opened
    padded = f" {words} "
    for begin, inner, reason in loaded.frames:
        if padded.startswith(begin) and inner in padded:
            return Cue(reason)
    return _phrase_in(padded, block, sentence, calling or not sentence, loaded)


def _longer_heading(words: str, headings: dict[str, Cue]) -> Cue | None:
    """Return the cue of a heading of two words or more that begins the block ("more from" in "More from World")."""
    parts = words.split()
    for length in range(min(len(parts), 5), 1, -1):
        cue = headings.get(" ".join(parts[:length]))
        if cue is not None:
            return cue
    if len(parts) == 2 and parts[0].isdigit():
        cue = headings.get(parts[1])
        return cue if cue is not None and cue.ends else None
    return None


def _announces(phrase: str, reason: str, block: Block) -> bool:
    """Say whether ``phrase``, of two words or more, stands before a colon and the title of another story."""
    lead = block.text.partition(":")[0]
    return reason == "related" and " " in phrase.strip() and key(lead) == phrase.strip()


def _phrase_in(padded: str, block: Block, sentence: bool, calling: bool, loaded: _Phrases) -> Cue | None:
    calls: list[str] = []
    for number, start, end in loaded.automaton.find_matches_as_indexes(padded, overlapping=True):
        match, reason = loaded.phrases[number]
        if match == "within" or (match == "short" and calling):
            return Cue(reason)
        if match == "short" and reason == "copyright":
            calls.append(reason)
        if start == 0 and block.words <= _LONGEST_START and (not sentence or _announces(padded[:end], reason, block)):
            return Cue(reason)
    return Cue(calls[0]) if len(calls) > 1 and block.words <= _LONGEST_IMPRINT else None
