"""Well-known office holders: the country that a name stands for where a report does not say it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from onrecord.language.lexicons import cells, parse_table
from onrecord.meaning.entities.gazetteer import fold


@dataclass(frozen=True, slots=True)
class Holder:
    """A person who holds or held a high office: country (ISO 3166-1 alpha-3 or an organisation's code) and sector."""

    country: str
    sector: str


def holder(name: str, language: str) -> Holder | None:
    """Return what is known of the person with the full ``name``, however spelled in the table, or None.

    Names are compared folded; ``language`` is free, since the table gives each person's usual spellings.
    """
    del language
    return _holders().get(fold(name.strip()))


@cache
def _holders() -> Mapping[str, Holder]:
    name = "holders.tsv"
    file = files("onrecord.meaning.entities").joinpath("data", name)
    found: dict[str, Holder] = {}
    if not file.is_file():
        return found
    for row in parse_table(file.read_text("utf-8"), name):
        for spelling in cells(row["names"]):
            found.setdefault(fold(spelling), Holder(row["country"], row["sector"]))
    return found
