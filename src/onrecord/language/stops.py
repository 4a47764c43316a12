"""Full stops after a single capital: the end of a sentence ("on X.", "the IRIS-T."), or an initial ("Ann V. Lund").

Tokenisers take each for an initial and run the sentence on into the next one.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final, cast

from onrecord.language.lexicons import settings

_CAPITAL: Final = re.compile(
    r"(?<![^\W_])(?P<letter>[A-Z\u00c0-\u00de])\.(?=[\"\u201c\u201d\u00ab\u00bb\u2019') \u00a0\u202f]|$)"
)
_AFTER: Final = re.compile(r"[^\w]*(?P<word>\w+(?:['\u2019])?)(?P<then>\W*\w?)")
_BEFORE: Final = re.compile(r"(?P<word>[^\W\d_]+)[ \u00a0\u202f]$")
_QUOTES: Final = "\"'\u2018\u201c\u00ab \u00a0\u202f"


@dataclass(frozen=True, slots=True)
class Stops:
    """The words of a language by which a full stop after a capital is read.

    ``openers`` are closed-class words that begin sentences, ``particles`` those of them that stand in family names too,
    ``lettered`` the nouns that a letter may follow ("plan B"), ``networks`` names of one letter with the word before
    them ("on X") and ``titles`` letters that stand before names (« M. »).
    """

    openers: frozenset[str]
    particles: frozenset[str]
    lettered: frozenset[str]
    networks: frozenset[str]
    titles: frozenset[str]


@cache
def stops(language: str) -> Stops:
    """Return the words that ``language`` reads full stops by. Raises LanguageError and LexiconError as ``settings``."""
    table = settings(language, "stops.toml")

    def words(name: str) -> frozenset[str]:
        return frozenset(cast("list[str]", table.get(name, [])))

    return Stops(words("openers"), words("particles"), words("lettered"), words("networks"), words("title_letters"))


def closing_stops(part: str, known: Stops) -> Iterator[int]:
    """Yield the places in the paragraph ``part`` of full stops after a single capital that end a sentence.

    Places count code points of ``part``. A capital is an initial where a name goes on: before a word that is no opener
    of sentences. Behind a hyphen ("IRIS-T"), a noun that takes letters ("plan B") or as a network's name ("on X") it is
    none, whatever follows; nor is it at the end of the paragraph.
    """
    for match in _CAPITAL.finditer(part):
        at = match.start()
        if match["letter"] in known.titles:
            continue
        after = _AFTER.match(part, match.end())
        if after is None or (_is_name(part, at, match["letter"], known) and not after["word"][0].islower()):
            yield match.end() - 1
            continue
        word = after["word"].lower().replace("\u2019", "'")
        opens = after["word"][0].isupper() and word in known.openers
        if opens and (word not in known.particles or after["then"][-1:].islower()):
            yield match.end() - 1


def _is_name(part: str, at: int, letter: str, known: Stops) -> bool:
    """Say whether the capital at ``at`` is a whole word of its own, or the end of a name, rather than an initial."""
    if at > 1 and part[at - 1] in "-\u2010\u2011" and part[at - 2].isalnum():
        return True
    before = _BEFORE.search(part[max(0, at - 40) : at].rstrip(_QUOTES) + " ")
    word = before["word"].lower() if before else ""
    return word in known.lettered or f"{word} {letter}" in known.networks
