"""Well-known office holders: the country that a name stands for where a report does not say it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from onrecord.language.lexicons import cells, parse_table
from onrecord.meaning.entities.gazetteer import fold

_SHORT = 3


@dataclass(frozen=True, slots=True)
class Holder:
    """A person who holds or held a high office: country (ISO 3166-1 alpha-3 or an organisation's code) and sector."""

    country: str
    sector: str


def holder(name: str) -> Holder | None:
    """Return what is known of the person called ``name``, or None.

    Names are compared folded. A surname alone is known where all holders who bear it are of one country.
    """
    return _holders().get(fold(name.strip()))


@cache
def _holders() -> Mapping[str, Holder]:
    name = "holders.tsv"
    file = files("onrecord.meaning.entities").joinpath("data", name)
    found: dict[str, Holder] = {}
    if not file.is_file():
        return found
    by_surname: dict[str, set[Holder]] = {}
    for row in parse_table(file.read_text("utf-8"), name):
        for spelling in cells(row["names"]):
            who = Holder(row["country"], row["sector"])
            found.setdefault(fold(spelling), who)
            by_surname.setdefault(fold(spelling.split()[-1]), set()).add(who)
    for surname, bearers in by_surname.items():
        if len({b.country for b in bearers}) == 1 and len(surname) > _SHORT:
            found.setdefault(surname, next(iter(bearers)))
    return found
