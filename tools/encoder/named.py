"""Who is named where in passages, as onrecord's own cast reads it: what the roles of acts are learned from.

A passage is coded with the nearest words that name a party, but the party is the same wherever the report names it.
"""

from collections.abc import Sequence

from passages import Passage

from onrecord.language.parsing import parse_texts
from onrecord.language.quotes import find_quotes
from onrecord.meaning.entities import build_cast

Named = dict[int, frozenset[str]]
"""Codes of states and organisations by where words that name them start, in code points."""

_AT_ONCE = 64


def named(passages: Sequence[Passage]) -> list[Named]:
    """Return who is named where, for each of ``passages``."""
    found: dict[int, Named] = {}
    for language in sorted({p.language for p in passages}):
        own = [n for n, p in enumerate(passages) if p.language == language]
        for k in range(0, len(own), _AT_ONCE):
            some = own[k : k + _AT_ONCE]
            for n, parse in zip(some, parse_texts([passages[n].text for n in some], language), strict=True):
                cast = build_cast(parse, quotes=find_quotes(parse.text, language=language))
                found[n] = {parse.tokens[i].start: codes for i, codes in cast.codes().items() if codes}
    return [found[n] for n in range(len(passages))]
