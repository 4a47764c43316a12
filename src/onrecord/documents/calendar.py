"""Words of dates: the names of months and weekdays in the languages of the world, from the Unicode CLDR."""

import unicodedata
from functools import cache

from babel import Locale

LOCALES = (
    "en", "fr", "ru", "es", "ar", "de", "pt", "it", "nl", "pl", "uk", "tr", "ro", "cs", "sv", "da", "nb", "fi", "el",
    "hu", "bg", "sr", "hr", "sr_Latn", "id", "ms", "vi", "fa", "he", "hi", "sw", "ha", "so", "ca", "et", "lv", "lt",
    "sk", "sl", "mk", "az", "kk", "uz", "ka", "hy", "bn", "ur", "am", "af", "fil", "sq", "be",
    "ar_MA", "ar_DZ", "ar_TN", "ar_SY", "ar_SA",
)  # fmt: skip
"""The locales whose names are known, the commonest in the world's press first."""


def plain(name: str) -> str:
    """Return ``name`` in lower case without accents and full stop."""
    decomposed = unicodedata.normalize("NFKD", name.casefold())
    return "".join(char for char in decomposed if not unicodedata.combining(char)).strip(" .'")


@cache
def months() -> dict[str, tuple[tuple[str, int], ...]]:
    """Return the month names, each with the (language, month) pairs that it stands for."""
    return _names("months", 1)


@cache
def weekdays() -> dict[str, tuple[tuple[str, int], ...]]:
    """Return the weekday names, each with the (language, weekday) pairs that it stands for; Monday is 0."""
    return _names("days", 0)


def _names(kind: str, _first: int) -> dict[str, tuple[tuple[str, int], ...]]:
    found: dict[str, list[tuple[str, int]]] = {}
    for code in LOCALES:
        locale = Locale.parse(code)
        table = locale.months if kind == "months" else locale.days
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                names = table.get(context, {}).get(width, {})
                for number, name in names.items():
                    pair = (locale.language, int(number))
                    known = found.setdefault(plain(str(name)), [])
                    if pair not in known:
                        known.append(pair)
    found.pop("", None)
    return {name: tuple(pairs) for name, pairs in found.items() if not name.isdigit()}


def number_of(name: str, table: dict[str, tuple[tuple[str, int], ...]], language: str | None) -> int | None:
    """Return the month or weekday that ``name`` stands for, in ``language`` where it is known there, else None.

    A longer English abbreviation ("Sept", "Tues") counts as the name that it begins.
    """
    word = plain(name)
    pairs = table.get(word, ())
    for code, number in pairs:
        if code == language:
            return number
    if pairs:
        return pairs[0][1]
    if len(word) < 4 or len(word) > 6:
        return None
    for full, named in table.items():
        if full.startswith(word) and named[0][0] in {language, LOCALES[0]}:
            return named[0][1]
    return None
