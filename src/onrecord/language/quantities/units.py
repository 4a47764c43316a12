"""Units of measure and money: their names in a language, their signs in any."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.numbers import get_currency_name, get_territory_currencies

from onrecord.language.lexicons import Row, cells, parse_table, table
from onrecord.language.quantities.grammar import numbers
from onrecord.language.quantities.lexing import phrase_key, split_words


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of measure (UCUM ``code``), or of money (ISO 4217 ``codes``, the default first).

    ``per`` is how many make one unit of a currency (100 for cents). ``otherwise`` is what a name of money means where
    the text speaks of no money ("pounds of meat"). ``place`` limits where a sign counts: ``glued``, ``end``, ``never``;
    letters that are money only with a scale or a great number have ``scaled``, or ``glued`` where they touch it.
    """

    code: str
    kind: str
    codes: tuple[str, ...] = ()
    per: float = 1
    otherwise: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class Units:
    """The units of a language: by name (key of ``phrase_key``) and by sign as written.

    ``openers`` gives for each word that opens a name the most words that such a name has; ``sign_openers`` are the
    first words of the signs, ``sign_closers`` the last words of the signs of money.
    """

    names: Mapping[str, Unit]
    openers: Mapping[str, int]
    signs: Mapping[str, Unit]
    money_signs: Mapping[str, Unit]
    sign_openers: frozenset[str]
    sign_closers: frozenset[str]
    following: frozenset[str]
    """The words (lower case) after a number with which a unit, a scale or a rate may begin."""


@cache
def units(language: str) -> Units:
    """Return the units of ``language``.

    Raises LanguageError for an unknown language, LexiconError where a table is missing or malformed.
    """
    elision = numbers(language).elision
    names: dict[str, Unit] = {}
    for name, unit in _cldr_currencies(language):
        names[phrase_key(name, elision=elision)] = unit
    for row in table(language, "currencies.tsv"):
        unit = _currency(row)
        names.update(dict.fromkeys((phrase_key(n, elision=elision) for n in cells(row["names"])), unit))
    for name, unit in _measures(table(language, "units.tsv")):
        names[phrase_key(name, elision=elision)] = unit
    openers: dict[str, int] = {}
    for name in names:
        words = name.split(" ")
        openers[words[0]] = max(openers.get(words[0], 0), len(words))
    signs, money = _signs(), _money_signs()
    split = {sign: split_words(sign, elision=elision).words for sign in (*signs, *money)}
    firsts, lasts = frozenset(words[0] for words in split.values()), frozenset(split[sign][-1] for sign in money)
    number = numbers(language)
    begun = (*openers, *firsts, *number.lists.partitive, *number.short_scales, *number.continued, "-", "/")
    # "5,000 more tonnes"
    following = frozenset(word.lower() for word in begun) | number.lists.of_series
    return Units(names, openers, signs, money, firsts, lasts, following)


@cache
def _shared(name: str) -> tuple[Row, ...]:
    file = files("onrecord.language.quantities").joinpath("data", name)
    return parse_table(file.read_text("utf-8"), f"quantities/{name}")


def _currency(row: Row, names: str = "codes") -> Unit:
    codes = cells(row[names])
    return Unit(codes[0], "money", codes, float(row.get("per") or 1), row.get("else", ""), row.get("place", ""))


def _measures(rows: tuple[Row, ...]) -> Iterator[tuple[str, Unit]]:
    for row in rows:
        for name in cells(row["names"]):
            yield name, Unit(row["unit"], row["kind"])
            if row["prefix"] != "si":
                continue
            for prefix in _shared("prefixes.tsv"):
                unit = Unit(prefix["sign"] + row["unit"], row["kind"])
                for spelling in cells(prefix["names"]):
                    yield spelling + name, unit
                    yield f"{spelling} {name}", unit


@cache
def _signs() -> Mapping[str, Unit]:
    return {
        sign: Unit(row["unit"], row["kind"], place=row["weak"])
        for row in _shared("unit_symbols.tsv")
        for sign in cells(row["symbols"])
    }


@cache
def _money_signs() -> Mapping[str, Unit]:
    found = {code: Unit(code, "money", (code,)) for code in get_global("all_currencies")}
    for row in _shared("currency_symbols.tsv"):
        found.update(dict.fromkeys(cells(row["symbols"]), _currency(row)))
    return {sign: unit for sign, unit in found.items() if unit.code != "-"}


@cache
def parts() -> Mapping[tuple[str, str], int]:
    """Return how many of one unit make one of a larger: keys are the codes of the whole and of the part."""
    return {(row["whole"], row["part"]): int(row["parts"]) for row in _shared("parts.tsv")}


def _cldr_currencies(language: str) -> Iterator[tuple[str, Unit]]:
    """Yield the names that Unicode CLDR gives each currency in ``language``, but for those with dates or notes."""
    try:
        locale = Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return
    for code in map(str, locale.currencies):
        unit = Unit(code, "money", (code,))
        for count in (1, 2, None):
            name = get_currency_name(code, count, locale)
            if " " in name and "(" not in name and not any(c.isdecimal() for c in name):
                yield name, unit


@cache
def country_currencies(country: str) -> tuple[str, ...]:
    """Return the ISO 4217 codes in use in ``country`` (ISO 3166-1 alpha-3 or alpha-2), empty where it is unknown."""
    code = country.upper()
    aliases = get_global("territory_aliases").get(code)
    return tuple(get_territory_currencies(aliases[0] if aliases and len(code) == 3 else code))
