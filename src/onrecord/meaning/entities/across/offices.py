"""Offices under one name, whatever the language of the report."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from onrecord.language.lexicons import cells, parse_table


def office_of(role: str) -> str | None:
    """Return the name under which the office that the role words ``role`` tell is kept, or None where they tell none
    (a "counterpart" is one only beside another). Roles that no table knows keep their own words."""
    return _offices().get(role.casefold(), role.casefold()) or None


def is_office(name: str) -> bool:
    """Say whether ``name`` is that of an office that the table knows."""
    return name in _known()


@cache
def _known() -> frozenset[str]:
    return frozenset(_offices().values())


@cache
def _offices() -> Mapping[str, str]:
    rows = parse_table(
        files("onrecord.meaning.entities").joinpath("data", "offices.tsv").read_text("utf-8"), "offices.tsv"
    )
    return {word.casefold(): row["office"] for row in rows for word in cells(row["words"])}
