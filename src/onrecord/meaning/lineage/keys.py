"""Keys: the numbers under which a report is filed, so that those of one origin meet under some of them.

Words: MinHash over word trigrams (Broder 1997), banded for look-up (Indyk and Motwani 1998), by rensa. Quotations: the
least hashes of their runs of five words. Facts: the least hashes of pairs of figures, dates and names, and of a medium
credited with a figure or date, which are alike in every language.
"""

import struct
from collections.abc import Iterable, Iterator, Mapping
from hashlib import blake2b
from itertools import batched
from typing import Final

from rensa import RMinHash

from onrecord.meaning.lineage.profiles import Profile, credited, name_key

ROWS: Final = 3
BANDS: Final = 32
_SEED: Final = 20_111
_SHINGLE: Final = 3
_QUOTE_RUN: Final = 5
_QUOTES: Final = 8
_PER_QUOTE: Final = 2
_FACT_PAIRS: Final = 24
_CREDITED_FACTS: Final = 8
_MOST_FACTS: Final = 40
_SHARP: Final = "nd"
"""The kinds of fact that are seldom the same by chance: figures and dates."""
_OF, _BY = "of", "by"

WORDS, QUOTE, FACT, CREDIT = range(4)
"""The kinds of key, kept in the lowest two bits."""


def keys_of(profile: Profile) -> tuple[int, ...]:
    """Return the keys of a report, 63-bit numbers in rising order: 32 for its words, some for quotations and facts."""
    return keys_and_sought(profile)[0]


def keys_and_sought(profile: Profile) -> tuple[tuple[int, ...], dict[int, bool]]:
    """Return the keys under which a report is filed, in rising order, and those under which it looks for others, with
    whether one of these is enough to compare two reports.

    They differ in facts by medium: who credits a medium looks for its own reports and for others that credit it, and a
    medium's own report for those that credit it. That a newspaper prints one figure twice says little: under its own
    reports' facts it looks for its other reports, but one of these alone is not enough.
    """
    alike = {*_bands(profile), *_quotes(profile), *_pairs(profile)}
    media = {name_key(name) for name in credited(profile.report)} - {""}
    own = {name_key(profile.report.outlet or "")} - {""}
    by = {key for medium in media for key in _credits(profile, _BY, medium)}
    of = {key for medium in own for key in _credits(profile, _OF, medium)}
    strong = {key for medium in media for key in _credits(profile, _OF, medium)} | by
    strong |= {key for medium in own for key in _credits(profile, _BY, medium)}
    return tuple(sorted(alike | by | of)), dict.fromkeys(sorted(alike | of), False) | dict.fromkeys(
        sorted(strong), True
    )


def kind_of(key: int) -> int:
    """Return what a key was made of."""
    return key & 3


def _key(kind: int, content: bytes) -> int:
    return int.from_bytes(blake2b(content, digest_size=8).digest()) >> 3 << 2 | kind


def _bands(profile: Profile) -> Iterator[int]:
    words = profile.words
    if len(words) < _SHINGLE:
        return
    minhash = RMinHash(num_perm=BANDS * ROWS, seed=_SEED)
    minhash.update([" ".join(words[n : n + _SHINGLE]) for n in range(len(words) - _SHINGLE + 1)])
    for number, rows in enumerate(batched(minhash.digest(), ROWS)):
        yield _key(WORDS, struct.pack(f"<{ROWS + 1}Q", number, *rows))


def _quotes(profile: Profile) -> Iterator[int]:
    for first, last in profile.quotes[:_QUOTES]:
        runs = range(first, max(last - _QUOTE_RUN, first) + 1)
        found = {_key(QUOTE, " ".join(profile.words[n : min(n + _QUOTE_RUN, last)]).encode()) for n in runs}
        yield from sorted(found)[:_PER_QUOTE]


def _pairs(profile: Profile) -> list[int]:
    facts = _least_facts(profile)
    sharp = [fact for fact in facts if fact[0] in _SHARP]
    return sorted({_key(FACT, f"{one}|{other}".encode()) for one in sharp for other in facts if one != other})[
        :_FACT_PAIRS
    ]


def _credits(profile: Profile, whose: str, medium: str) -> list[int]:
    """Return the keys of facts told by a medium (``_OF``), or by somebody who credits it (``_BY``)."""
    sharp = [fact for fact in _least_facts(profile) if fact[0] in _SHARP]
    # Of many the same are chosen on both sides
    chosen = sorted(sharp, key=lambda fact: _key(CREDIT, f"{medium}|{fact}".encode()))[:_CREDITED_FACTS]
    return [_key(CREDIT, f"{whose}|{medium}|{fact}".encode()) for fact in chosen]


def _least_facts(profile: Profile) -> list[str]:
    return [fact for fact in sorted(profile.fact_values) if fact[0] in "ndp"][:_MOST_FACTS]


def worth_a_look(keys: Iterable[int], sought: Mapping[int, bool]) -> bool:
    """Say whether reports that share these keys, of those ``sought``, should be compared: one that is enough, or two,
    not both of quotations (which alone join no two reports)."""
    held = list(keys)
    return any(sought[key] for key in held) or (len(held) > 1 and any(kind_of(key) != QUOTE for key in held))
