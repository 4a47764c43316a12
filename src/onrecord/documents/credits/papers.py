"""Papers: documents that a report names as the source of what it tells, or that it is itself."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from ahocorasick_rs import AhoCorasick

from onrecord.core.spans import Span
from onrecord.core.tables import packaged_table
from onrecord.documents.blocks import key

_MAX_TEXT = 60_000
_LEFT = 60


def _words(language: str, role: str) -> str:
    rows = packaged_table("onrecord.documents.credits", "papers.tsv")
    found = {w for row in rows if (row["language"], row["role"]) == (language, role) for w in row["words"].split("|")}
    ordered = sorted(found, key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\ ", r"\s").replace("'", "['’]") for word in ordered)


@dataclass(frozen=True, slots=True)
class _Around:
    """What stands around the word for a paper in one language: before it, beside it, and after it."""

    before: re.Pattern[str]
    kind_before: re.Pattern[str]
    kind_after: re.Pattern[str]
    says: re.Pattern[str]
    seen: re.Pattern[str]


@cache
def _around(language: str) -> _Around:
    article, kind = rf"(?:(?:{_words(language, 'article')})(?:\s|(?<=['’])))?", _words(language, "kind")
    return _Around(
        before=re.compile(rf"(?<!\w)(?i:{_words(language, 'before')})\s?{article}$"),
        kind_before=re.compile(rf"(?<![\w-])(?i:(?:(?:{kind})\s){{1,2}})$"),
        kind_after=re.compile(rf"\s(?:{kind})(?![\w-])"),
        says=re.compile(rf"\s(?:{_words(language, 'says')})(?!\w)"),
        seen=re.compile(rf"(?:\s[^.,;:\n]{{1,30}}?)?,?\s(?:{_words(language, 'seen')})(?!\w)"),
    )


@cache
def _nouns() -> tuple[AhoCorasick, tuple[tuple[str, int], ...]]:
    """Return the automaton of the nouns in lower case, and for each its language and length."""
    rows = packaged_table("onrecord.documents.credits", "papers.tsv")
    nouns = sorted({(w, row["language"]) for row in rows if row["role"] == "noun" for w in row["words"].split("|")})
    return AhoCorasick([noun for noun, _ in nouns]), tuple((language, len(noun)) for noun, language in nouns)


def named_papers(text: str) -> Iterator[tuple[str, Span]]:
    """Yield the papers that ``text`` speaks from, as it calls them, without article, each with its characters.

    A paper counts where the report goes by it ("under the terms of"), lets it speak ("the letter says"), or tells who
    has seen it.
    """
    told = text[:_MAX_TEXT].replace("’", "'")
    lowered = told.lower()
    automaton, nouns = _nouns()
    end = 0
    matches = automaton.find_matches_as_indexes(lowered, overlapping=True)
    for number, start, stop in sorted(matches, key=lambda match: (match[1], -match[2])):
        language = nouns[number][0]
        whole = not (told[start - 1 : start].isalnum() or told[stop : stop + 1].isalnum())
        if not whole or start < end or len(lowered) != len(told):
            continue
        span = _spoken_from(told, start, stop, _around(language))
        if span is not None:
            end = span.end
            yield text[span.start : span.end], span


def _spoken_from(text: str, start: int, stop: int, around: _Around) -> Span | None:
    """Return the characters of the paper whose noun stands there, None where the report does not go by it."""
    left = text[max(0, start - _LEFT) : start]
    kind = around.kind_before.search(left)
    if kind:
        start -= len(left) - kind.start()
        left = left[: kind.start()]
    after = around.kind_after.match(text, stop)
    end = after.end() if after else stop
    going = around.before.search(left) or around.seen.match(text, end) or around.says.match(text, end)
    return Span(start, end) if going or around.says.match(text, stop) else None


@cache
def _heads() -> frozenset[str]:
    rows = packaged_table("onrecord.documents.credits", "papers.tsv")
    return frozenset(key(word) for row in rows if row["role"] == "head" for word in row["words"].split("|"))


def titled_paper(title: str | None) -> str | None:
    """Return what kind of paper a report is that is called one before a colon ("Readout: ..."), None for no paper."""
    lead, mark, rest = (title or "").partition(":")
    return lead.strip() if mark and rest.strip() and key(lead) in _heads() else None
