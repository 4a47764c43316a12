"""Prepositions of several words ("à destination de", "in cooperation with"), which parsers read as nouns with a
complement.

``join_prepositions`` lets the complement take the place of the noun, all words of the preposition becoming its cases,
as Universal Dependencies version 2 has it for fixed expressions.
"""

from functools import cache

from onrecord.language.lexicons import settings
from onrecord.language.universal import Word

_JOINED = ("to", "from", "with", "against", "for", "beside", "behalf", "via", "besides", "as")
"""The classes of prepositions.toml whose words of several are joined; those of time and place keep their noun, by
which times and places are read."""

_CONTRACTED = {"du": "de", "des": "de", "d'": "de", "au": "à", "aux": "à"}
_LONGEST = 5


@cache
def _written(language: str) -> dict[str, frozenset[str]]:
    """Return the prepositions of three words and more, as ``_key`` writes them, by their first word."""
    found: dict[str, set[str]] = {}
    for kind, entries in settings(language, "prepositions.toml").items():
        if kind not in _JOINED or not isinstance(entries, list):
            continue
        for entry in entries:
            words = str(entry).replace("'", "' ").split()
            if len(words) > 1:
                found.setdefault(_plain(words[0]), set()).add(_key(words))
    return {first: frozenset(keys) for first, keys in found.items()}


def _plain(word: str) -> str:
    lowered = word.lower()
    return _CONTRACTED.get(lowered, lowered)


def _key(words: list[str]) -> str:
    return " ".join(_plain(w) for w in words)


def join_prepositions(words: list[Word], language: str) -> None:
    """Rewrite ``words`` of a text in ``language`` in place."""
    known = _written(language)
    for i, word in enumerate(words):
        if word.rel not in ("case", "mark", "advmod"):
            continue
        keys = known.get(_plain(word.text))
        if keys is None:
            continue
        last = min(i + _LONGEST, len(words) - 1)
        plain = [_plain(w.text) for w in words[i : last + 1]]
        end = next((j for j in range(last, i, -1) if " ".join(plain[: j + 1 - i]) in keys), None)
        if end is not None:
            _join(words, i, end)


def _join(words: list[Word], start: int, end: int) -> None:
    """Join the tokens ``start`` to ``end`` as cases of the complement that follows them."""
    noun = words[start].head
    complement = words[end].head
    inside = range(start, end + 1)
    if noun not in inside or complement <= end or words[complement].head != noun:
        return
    if any(words[j].head not in (noun, complement) for j in inside if j != noun):
        return
    relation = words[noun].rel
    head = words[noun].head
    words[complement].head = head if head != noun else complement
    words[complement].rel = "obl" if relation == "obl:agent" else relation
    for i, word in enumerate(words):
        if word.head == noun and i not in inside and i != complement:
            word.head = complement if word.rel == "punct" or head == noun else head
    for j in inside:
        words[j].head, words[j].rel = complement, "case"
