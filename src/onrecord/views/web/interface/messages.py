"""Messages: what the program says of inputs, refusals and merges, in the other languages of the page.

The ledger keeps messages as they were written, in English, with names and figures in them. A language has a table of
the sentences as they stand in the code, with ``{0}``, ``{1}`` … where something is filled in, and of its own.
"""

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final

from onrecord.core.tables import packaged_table

_PACKAGE: Final = "onrecord.views.web.interface"
_LONGEST: Final = 2_000
"""How long a message may be that is compared with those that have something filled in."""
_PLACE: Final = re.compile(r"\{(\d)\}")


def told(language: str, said: str) -> str:
    """Return the message ``said`` in ``language`` (BCP 47); as it stands where the language has no words for it."""
    return _told(language, said) if said else said


@cache
def sentences(language: str) -> Mapping[str, str]:
    """Return the messages as the code has them, each with what ``language`` says; none for a language without any."""
    name = f"messages_{language}.tsv"
    if not files(_PACKAGE).joinpath("data", name).is_file():
        return {}
    return {row["message"]: row["text"] for row in packaged_table(_PACKAGE, name)}


@lru_cache(4_000)
def _told(language: str, said: str) -> str:
    known = sentences(language)
    if said in known or len(said) > _LONGEST:
        return known.get(said, said)
    for pattern, text in _patterns(language):
        if match := pattern.fullmatch(said):
            return _PLACE.sub(lambda place: match[f"p{place[1]}"], text)
    return said


@cache
def _patterns(language: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    """Return the messages with something filled in, those with most words of their own first."""
    open_ = {said: text for said, text in sentences(language).items() if _PLACE.search(said)}
    ranked = sorted(open_, key=lambda said: (-len(_PLACE.sub("", said)), said))
    return tuple((_pattern(said), open_[said]) for said in ranked)


def _pattern(said: str) -> re.Pattern[str]:
    parts = _PLACE.split(said)
    return re.compile("".join(f"(?P<p{part}>.+?)" if n % 2 else re.escape(part) for n, part in enumerate(parts)), re.S)
