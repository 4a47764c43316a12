"""FollowTheMoney: reading people, organisations and public bodies from its JSON, one entity a line.

Format: https://followthemoney.tech/ (``id``, ``schema``, ``properties`` with lists of values), as OpenSanctions gives
its sets: flat ("entities.ftm.json", offices in lines of their own of ``Occupancy`` and ``Position``) or nested
("targets.nested.json", where those and ``Directorship``, ``Membership`` and ``Employment`` stand inside a person).
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final, cast

from babel.core import get_global

from onrecord.core.edtf import bounds
from onrecord.core.entities import Office, Profile
from onrecord.meaning.entities.across import offices
from onrecord.meaning.entities.gazetteer import scan
from onrecord.meaning.entities.world import state_codes

SCHEMATA: Final = frozenset({"Person", "Organization", "PublicBody", "Company", "LegalEntity", "Country"})
_NAMES = ("name", "alias", "previousName")
_COUNTRIES = ("country", "nationality", "citizenship", "jurisdiction", "mainCountry")
_MOST_VALUES = 60
_LONGEST = 300
_MOST_HELD = 1 << 14
_ONE_A_LINE: Final = "Write each entity as one JSON object on one line of its own; `jq -c '.[]'` does it for a list."
_KEPT = ("birthDate", "deathDate", "wikidataId", "topics", "sourceUrl", "notes")

_INSIDE: Final = {
    "positionOccupancies": ("post", ""),
    "directorshipDirector": ("organization", "director"),
    "membershipMember": ("organization", "member"),
    "employers": ("employer", "employee"),
}
"""Under which properties a person's offices stand in a nested file, where the office or organisation stands there, and
what the person is in the organisation where the file has no word for it."""

type Properties = Mapping[str, tuple[str, ...]]
type Nested = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class FtmLine:
    """One line of a file: the entity's id, schema, properties and the offices told inside it, or why it is none
    (``fault``)."""

    number: int
    id: str = ""
    schema: str = ""
    caption: str = ""
    properties: Properties | None = None
    fault: str | None = None
    mend: str = ""
    offices: tuple[Office, ...] = ()


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
    held = (*told, *line.offices, *(Office(role_of(p) or p, home) for p in found.get("position", ())))
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
    return Tenure(holder, post, *_days(found)) if holder and post else None


def office_of(line: FtmLine) -> Office | None:
    """Return the office that a ``Position`` is, else None."""
    found = line.properties
    if found is None or line.schema != "Position":
        return None
    return _post(found, line.caption, None, None)


@lru_cache(_MOST_HELD)
def role_of(words: str) -> str | None:
    """Return the role, as reports' entities have it, that an office's English or French name tells, or None."""
    for language in ("en", "fr"):
        for name in scan(words[:_LONGEST], language):
            if name.is_role and name.first.role == "person" and name.first.classes:
                return offices.office_of(name.first.classes[0])
    return None


@lru_cache(_MOST_HELD)
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
        line.encode()
    except UnicodeEncodeError:
        # Bytes that are no UTF-8 reach us as lone surrogates.
        return FtmLine(number, fault="not UTF-8", mend="Write the file anew in UTF-8: `iconv -f latin1 -t utf-8 FILE`.")
    try:
        raw = json.loads(line)
    except (ValueError, RecursionError):
        if not line.endswith("\n") and line.startswith("{"):
            return FtmLine(number, fault="cut off", mend="The file ends within this line: get the whole file again.")
        return FtmLine(number, fault="no JSON", mend=_ONE_A_LINE)
    if not isinstance(raw, dict):
        return FtmLine(number, fault="no JSON object", mend=_ONE_A_LINE)
    id, schema, properties = raw.get("id"), raw.get("schema"), raw.get("properties")
    if not (isinstance(id, str) and id and isinstance(schema, str) and isinstance(properties, dict)):
        mend = 'Give it "id", "schema" (for example "Person") and "properties", each a list of texts.'
        return FtmLine(number, fault="no id, schema and properties", mend=mend)
    caption = raw.get("caption")
    name = _clean(caption[:_LONGEST]) if isinstance(caption, str) else ""
    found = _flat(cast("Nested", properties))
    return FtmLine(
        number,
        _clean(id[:_LONGEST]),
        _clean(schema),
        name,
        found,
        offices=tuple(_told_inside(cast("Nested", properties))),
    )


def _flat(properties: Nested) -> Properties:
    """Return the values of each property as text, each once, those that are no text left out."""
    return {
        key: tuple(dict.fromkeys(v[:_LONGEST] for v in map(_value, values) if v))[:_MOST_VALUES]
        for key, values in properties.items()
        if isinstance(values, list)
    }


def _told_inside(properties: Nested) -> Iterator[Office]:
    """Yield the offices that a nested entity has inside it: those it occupies, and its part in organisations."""
    for key, (other, plain) in _INSIDE.items():
        for _, inner in _entities(properties.get(key)):
            told, days = _flat(inner), _days(_flat(inner))
            for caption, held in _entities(inner.get(other)):
                office = _part(_flat(held), caption, told, plain, days) if plain else _post(_flat(held), caption, *days)
                if office is not None:
                    yield office


def _entities(values: object) -> Iterator[tuple[str, Nested]]:
    """Yield caption and properties of the entities among the values of a property."""
    for value in values if isinstance(values, list) else ():
        if isinstance(value, dict) and isinstance(properties := value.get("properties"), dict):
            caption = value.get("caption")
            yield _clean(caption[:_LONGEST]) if isinstance(caption, str) else "", cast("Nested", properties)


def _post(found: Properties, caption: str, since: str | None, until: str | None) -> Office | None:
    """Return the office that the properties of a ``Position`` are of, None where it has no name."""
    name = _first(found, "name") or caption
    return Office(role_of(name) or name, _country(found), since, until) if name else None


def _part(
    found: Properties, caption: str, told: Properties, plain: str, days: tuple[str | None, str | None]
) -> Office | None:
    """Return somebody's part in an organisation, by the words of the file for it, else ``plain``."""
    name = caption or _first(found, "name")
    return Office(f"{_first(told, 'role') or plain}, {name}", _country(found), *days) if name else None


def _country(found: Properties) -> str | None:
    """Return the one country that an office is of, None where the file names several or none."""
    codes = dict.fromkeys(c for key in _COUNTRIES for v in found.get(key, ()) if (c := state_code(v)))
    return next(iter(codes)) if len(codes) == 1 else None


def _days(found: Properties) -> tuple[str | None, str | None]:
    """Return from and to when, without what is no date."""
    since, until = (_first(found, key) for key in ("startDate", "endDate"))
    return since if bounds(since) else None, until if bounds(until) else None


def _value(value: object) -> str:
    """Return a value as text; an entity nested in another counts by its id."""
    if isinstance(value, dict):
        value = value.get("id")
    return _clean(value) if isinstance(value, str) else ""


def _clean(text: str) -> str:
    """Return text without the halves of characters that JSON can spell and nothing can keep."""
    return text.encode("utf-8", "ignore").decode()
