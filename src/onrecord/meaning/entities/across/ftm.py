"""FollowTheMoney: reading people, organisations and public bodies from its JSON, one entity a line.

Format: https://followthemoney.tech/ (``id``, ``schema``, ``properties`` with lists of values), as OpenSanctions gives
its sets ("entities.ftm.json"). Offices come from ``Occupancy`` and ``Position`` where the file has them.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final, cast

from babel.core import get_global

from onrecord.core.entities import Office, Profile
from onrecord.meaning.entities.across import offices
from onrecord.meaning.entities.gazetteer import scan
from onrecord.meaning.entities.world import state_codes

SCHEMATA: Final = frozenset({"Person", "Organization", "PublicBody", "Company", "LegalEntity", "Country"})
_NAMES = ("name", "alias", "previousName")
_COUNTRIES = ("country", "nationality", "citizenship", "jurisdiction", "mainCountry")
_MOST_VALUES = 60
_LONGEST = 300
_KEPT = ("birthDate", "deathDate", "wikidataId", "topics", "sourceUrl", "notes")

type Properties = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class FtmLine:
    """One line of a file: the entity's id, schema and properties, or why it is none (``fault``)."""

    number: int
    id: str = ""
    schema: str = ""
    caption: str = ""
    properties: Properties | None = None
    fault: str | None = None


@dataclass(frozen=True, slots=True)
class Tenure:
    """That someone (``holder``, an id) holds an office (``post``, an id), from and to when."""

    holder: str
    post: str
    since: str | None
    until: str | None


def read_lines(lines: Iterable[str]) -> Iterator[FtmLine]:
    """Yield every line that is not empty, read or with the fault that it has."""
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield _read(number, line)


def profile_of(line: FtmLine, source: str, told: Iterable[Office] = ()) -> Profile | None:
    """Return the profile of a line that is of a person, organisation, body or state with a name, else None.

    ``told`` are the offices that other lines of the file tell; those of its property ``position`` are added.
    """
    found = line.properties
    if found is None or line.schema not in SCHEMATA:
        return None
    names = tuple(dict.fromkeys(v for key in _NAMES for v in found.get(key, ())))[:_MOST_VALUES]
    name = line.caption or next(iter(names), "")
    if not name:
        return None
    countries = tuple(dict.fromkeys(c for key in _COUNTRIES for v in found.get(key, ()) if (c := state_code(v))))
    home = countries[0] if len(countries) == 1 else None
    held = (*told, *(Office(role_of(p) or p, home) for p in found.get("position", ())))
    kept = tuple((key, found[key]) for key in _KEPT if key in found)
    return Profile(
        line.id, line.schema, name, names or (name,), countries, tuple(dict.fromkeys(held))[:_MOST_VALUES],
        source=source, properties=kept,
    )  # fmt: skip


def tenure_of(line: FtmLine) -> Tenure | None:
    """Return who holds which office by an ``Occupancy``, else None."""
    found = line.properties
    if found is None or line.schema != "Occupancy":
        return None
    holder, post = _first(found, "holder"), _first(found, "post")
    return Tenure(holder, post, _first(found, "startDate"), _first(found, "endDate")) if holder and post else None


def office_of(line: FtmLine) -> Office | None:
    """Return the office that a ``Position`` is, else None."""
    found = line.properties
    if found is None or line.schema != "Position":
        return None
    name = _first(found, "name") or line.caption
    country = next((c for v in found.get("country", ()) if (c := state_code(v))), None)
    return Office(role_of(name) or name, country) if name else None


@cache
def role_of(words: str) -> str | None:
    """Return the role, as reports' entities have it, that an office's English or French name tells, or None."""
    for language in ("en", "fr"):
        for name in scan(words[:_LONGEST], language):
            if name.is_role and name.first.role == "person" and name.first.classes:
                return offices.office_of(name.first.classes[0])
    return None


@cache
def state_code(value: str) -> str | None:
    """Return ISO 3166-1 alpha-3 for a country as FollowTheMoney has it (alpha-2 in lower case), or None."""
    code = value.strip().upper()
    return code if code in state_codes() else _alpha3().get(code)


@cache
def _alpha3() -> Mapping[str, str]:
    known = frozenset(state_codes())
    aliases = get_global("territory_aliases").items()
    return {new[0]: old for old, new in aliases if old in known and len(new) == 1 and len(new[0]) == 2}


def _first(found: Properties, key: str) -> str | None:
    return next(iter(found.get(key, ())), None)


def _read(number: int, line: str) -> FtmLine:
    try:
        raw = json.loads(line)
    except (ValueError, RecursionError):
        return FtmLine(number, fault="no JSON")
    if not isinstance(raw, dict):
        return FtmLine(number, fault="no JSON object")
    id, schema, properties = raw.get("id"), raw.get("schema"), raw.get("properties")
    if not (isinstance(id, str) and id and isinstance(schema, str) and isinstance(properties, dict)):
        return FtmLine(number, fault="no id, schema and properties")
    caption = raw.get("caption")
    found = {
        key: tuple(dict.fromkeys(v[:_LONGEST] for v in map(_value, values) if v))[:_MOST_VALUES]
        for key, values in cast("dict[str, object]", properties).items()
        if isinstance(values, list)
    }
    return FtmLine(number, id[:_LONGEST], schema, caption[:_LONGEST] if isinstance(caption, str) else "", found)


def _value(value: object) -> str:
    """Return a value as text; an entity nested in another counts by its id."""
    if isinstance(value, dict):
        value = value.get("id")
    return value if isinstance(value, str) else ""
