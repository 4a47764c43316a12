"""Well-known office holders: the country that a name stands for where a report does not say it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from onrecord.language.lexicons import cells, parse_table
from onrecord.meaning.entities.gazetteer import fold

_SHORT = 3
_ARTICLE = 3


@dataclass(frozen=True, slots=True)
class Holder:
    """A person who holds or held a high office: country (ISO 3166-1 alpha-3 or an organisation's code) and sector."""

    country: str
    sector: str


def surname_of(name: str) -> str:
    """Return the folded surname in a person's name: its last word that is no suffix, without an article tied to it by a
    hyphen ("al-Sisi"), or its first word where the last is a given name of two syllables, as Korean and Chinese names
    are written ("Cho Tae-yul")."""
    words = name.split()
    while len(words) > 1 and (words[-1].rstrip(".") in ("Jr", "Sr", "fils") or set(words[-1]) <= set("IVX")):
        words.pop()
    first, hyphen, second = words[-1].partition("-")
    if hyphen and len(words) > 1 and first[:1].isupper() and second[:1].islower():
        return fold(words[0])
    # The article is at most three letters long: al, el, as, ash ...
    bare = len(first) <= _ARTICLE and first.islower() and second[:1].isupper()
    return fold(second if bare else words[-1])


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
            by_surname.setdefault(surname_of(spelling), set()).add(who)
    for surname, bearers in by_surname.items():
        if len({b.country for b in bearers}) == 1 and len(surname) > _SHORT:
            found.setdefault(surname, next(iter(bearers)))
    return found
