"""Keys: by what an entity is kept, so that who may be the same is found among very many, and by what it is sought.

The two differ, so that few are found and none of those who count: a full name with a country seeks those of its country
and those of none known, a surname alone seeks full names, and a full name seeks surnames alone. Who shares no more than
a pair of words by sound with somebody of another country would not be taken for him anyway (``matching``).
"""

from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import product
from typing import Final

from onrecord.core.entities import Profile
from onrecord.core.ids import make_id
from onrecord.meaning.entities.across.offices import is_office
from onrecord.meaning.entities.across.sounds import last_keys, name_keys, name_words
from onrecord.meaning.entities.gazetteer import fold
from onrecord.meaning.entities.world import organisation_names, state_codes

_BY_NAME: Final = frozenset({"Person", "Organization", "Company", "PublicBody"})
_MOST_ROLES = 4


def keys_of(profile: Profile) -> tuple[str, ...]:
    """Return the keys that a profile is kept under; none for what is known by what it is, which its id finds.

    ``x`` a person's, ``o`` a body's name as written; ``n`` two of its words by sound, ``c`` these with a country, ``e``
    these where no country is known, ``r`` these with an office; ``s`` a surname by sound with a country, ``t`` with an
    office too, ``l`` that of somebody known by it alone.
    """
    return _keys(profile, kept=True)


def sought_by(profile: Profile) -> tuple[str, ...]:
    """Return the keys under which those are kept that may be one with a profile."""
    return _keys(profile, kept=False)


def is_known_by_name(profile: Profile) -> bool:
    """Say whether a profile can be known again by its name."""
    return profile.source is not None or (profile.schema in _BY_NAME and not _is_any_body(profile))


def _keys(profile: Profile, *, kept: bool) -> tuple[str, ...]:
    if fixed_id(profile) is not None or not is_known_by_name(profile):
        return ()
    found = (_person if profile.schema == "Person" else _body)(profile, kept=kept)
    return tuple(sorted(set(found)))


def _person(profile: Profile, *, kept: bool) -> Iterator[str]:
    full = [name for name in profile.names if len(name_words(name)) > 1]
    pairs = {k for name in full for k in name_keys(name)}
    roles = [r for r in profile.roles if is_office(r)][:_MOST_ROLES]
    yield from (f"x:{fold(name)}" for name in full)
    yield from _of_pairs(pairs, profile.countries, kept=kept)
    if kept or not profile.countries:
        yield from (f"r:{k}:{role}" for k, role in product(pairs, roles))
    long = {k for name in full for k in last_keys(name)}
    lone = {k for name in profile.names if name not in full for k in last_keys(name)}
    for k, c in product(long if kept else lone, profile.countries):
        yield f"s:{k}:{c}"
        yield from (f"t:{k}:{c}:{role}" for role in roles)
    yield from (f"l:{k}:{c}" for k, c in product(lone if kept else long | lone, profile.countries))


def _body(profile: Profile, *, kept: bool) -> Iterator[str]:
    yield from (f"o:{fold(name)}" for name in profile.names)
    pairs = {k for name in profile.names if len(name_words(name)) > 1 for k in name_keys(name)}
    yield from _of_pairs(pairs, profile.countries, kept=kept)


def _of_pairs(pairs: set[str], countries: tuple[str, ...], *, kept: bool) -> Iterator[str]:
    """Yield the keys of pairs of words, with the countries that they are kept or sought under."""
    if kept or not countries:
        yield from (f"n:{k}" for k in pairs)
    if kept != bool(countries):
        yield from (f"e:{k}" for k in pairs)
    yield from (f"c:{k}:{c}" for k, c in product(pairs, countries))


def _is_any_body(profile: Profile) -> bool:
    """Say whether a body is known by what it is, a ministry or an army, but not of which state."""
    return profile.schema == "PublicBody" and bool(profile.offices) and not profile.countries


def fixed_id(profile: Profile) -> str | None:
    """Return the id of what is known by what it is: a state, an office or public body of a country, an organisation
    with a code; None for all others."""
    code = profile.countries[0] if len(profile.countries) == 1 else None
    if profile.source is not None or code is None:
        return None
    if profile.schema == "Country" and code in _states():
        return _fixed("Country", code)
    if profile.schema in ("PublicBody", "Position") and profile.offices:
        return _fixed(profile.schema, profile.offices[0].role, code)
    if profile.schema == "Organization" and fold(profile.name) in _own_names(code):
        return _fixed("Organization", code)
    return None


@lru_cache(1 << 12)
def _fixed(*what: str) -> str:
    return make_id("who", *what)


@cache
def _own_names(code: str) -> frozenset[str]:
    return frozenset(map(fold, organisation_names(code)))


@cache
def _states() -> frozenset[str]:
    return frozenset(state_codes())
