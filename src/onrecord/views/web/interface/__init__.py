"""The languages of the page: every word that it shows, one file a language; a new file is a new language.

Files are TOML in UTF-8. A text may hold ``{names}`` that are filled in; where a number decides its form it is a table
by CLDR's plural categories (``one``, ``other`` …).
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final

from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.numbers import format_decimal

from onrecord.core.errors import LexiconError
from onrecord.views.web.interface.messages import told

_PACKAGE: Final = "onrecord.views.web.interface"
_COUNT: Final = "n"
_POINT: Final = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2]))?(?:-([0-2]\d|3[01]))?([~?%]?)")
_SEASON: Final = re.compile(r"(\d{4}|XXXX)-(2[1-4])([~?%]?)")
"""Seasons as EDTF counts them: from spring, 21, to winter, 24."""

type Texts = Mapping[str, str | Mapping[str, str]]


@dataclass(frozen=True)
class Interface:
    """One language of the page: ``code`` is BCP 47, ``name`` what its speakers call it."""

    code: str
    name: str
    texts: Texts

    def __call__(self, key: str, **values: object) -> str:
        """Return the text of ``key`` with ``values`` in it; ``n``, where given, decides between its forms.

        Raises LexiconError where there is no such text.
        """
        text = self.texts.get(key)
        if text is None:
            raise LexiconError("interface.key", f"{self.code}: no text for {key!r}.", "Add it to the language's file.")
        if not isinstance(text, str):
            count = values.get(_COUNT, 0)
            number = count if isinstance(count, int | float) else 0
            text = text.get(_form(number, self.code)) or text["other"]
        shown = {name: self.number(v) if isinstance(v, int | float) else v for name, v in values.items()}
        return text.format_map(shown) if shown else text

    def has(self, key: str) -> bool:
        """Say whether there is a text for ``key``."""
        return key in self.texts

    def code_name(self, kind: str, code: str) -> str:
        """Return what the code (``AID``, ``pledged``) of a closed list is called, the code itself where unnamed."""
        text = self.texts.get(f"{kind}.{code}")
        return text if isinstance(text, str) else code

    def message(self, said: str) -> str:
        """Return a message of the program in this language, as it stands where the language has no words for it."""
        return told(self.code, said)

    def number(self, value: float) -> str:
        """Return a number as this language writes it."""
        return _written(value, self.code)

    def date(self, value: str | None) -> str:
        """Return an EDTF date in words (``June 2023``), as precise as it is; what is no plain date as it stands."""
        if not value:
            return ""
        first, slash, last = value.partition("/")
        if slash:
            ends = [self.date(end) if end not in {"", ".."} else "…" for end in (first, last)]
            return f"{ends[0]} – {ends[1]}"
        return self._point(value)

    def is_words(self, value: str) -> bool:
        """Say whether an EDTF date is better read in words than in figures: a season is."""
        return _SEASON.fullmatch(value) is not None

    def country(self, code: str) -> str:
        """Return the name of a country or organisation, its code where none is known."""
        return _country(code, self.code) or self.code_name("organisation", code)

    @property
    def _locale(self) -> Locale:
        return _locale(self.code)

    def _point(self, value: str) -> str:
        if season := _SEASON.fullmatch(value):
            name = self(f"season.{season[2]}")
            words = name if season[1] == "XXXX" else self("season.of", season=name, year=season[1])
            return self("date.about", date=words) if season[3] else words
        match = _POINT.fullmatch(value)
        if match is None:
            return value
        year, month, day, doubt = match.groups()
        try:
            point = date(int(year), int(month or 1), int(day or 1))
        except ValueError:
            return value
        if day:
            words = str(format_date(point, format="long", locale=self._locale))
        else:
            words = str(format_skeleton("yMMMM" if month else "y", point, locale=self._locale))
        return self("date.about", date=words) if doubt else words


@cache
def interfaces() -> Mapping[str, Interface]:
    """Return the languages by code, the one that stands in for a missing one first.

    Raises LexiconError where a file is malformed.
    """
    found = []
    for file in files(_PACKAGE).iterdir():
        if file.name.endswith(".toml"):
            try:
                read = tomllib.loads(file.read_text("utf-8"))
            except tomllib.TOMLDecodeError as error:
                raise LexiconError("interface.toml", f"{file.name}: {error}.", "Mend the file's syntax.") from error
            texts = dict(_flat(read))
            code = file.name.removesuffix(".toml")
            found.append((int(read.get("order", 9)), code, Interface(code, str(texts["name"]), texts)))
    return {code: interface for _, code, interface in sorted(found, key=lambda each: each[:2])}


def chosen(wanted: str | None, accepted: str) -> Interface:
    """Return the language that a person chose (``wanted``), else the best of what the browser accepts (the value of
    ``Accept-Language``), else the first."""
    known = interfaces()
    if wanted in known:
        return known[wanted or ""]
    for code in _accepted(accepted):
        if code in known:
            return known[code]
    return next(iter(known.values()))


def _accepted(header: str) -> list[str]:
    """Return the languages of an ``Accept-Language`` header (RFC 9110, 12.5.4), the best first, without regions."""
    ranked = []
    for place, part in enumerate(header.split(",")[:20]):
        code, _, quality = part.strip().partition(";")
        try:
            weight = float(quality.strip().removeprefix("q=")) if quality else 1.0
        except ValueError:
            weight = 0.0
        ranked.append((-weight, place, code.partition("-")[0].strip().lower()))
    return [code for weight, _, code in sorted(ranked) if weight]


_FORMS: Final = frozenset({"zero", "one", "two", "few", "many", "other"})


def _flat(tree: Mapping[str, object], above: str = "") -> Iterable[tuple[str, str | Mapping[str, str]]]:
    for name, value in tree.items():
        key = f"{above}.{name}" if above else name
        if isinstance(value, dict) and not set(value) <= _FORMS:
            yield from _flat(value, key)
        elif isinstance(value, dict):
            yield key, {str(form): str(text) for form, text in value.items()}
        else:
            yield key, str(value)


@cache
def _locale(code: str) -> Locale:
    return Locale.parse(code)


@lru_cache(10_000)
def _written(value: float, language: str) -> str:
    return str(format_decimal(value, locale=_locale(language)))


@lru_cache(10_000)
def _form(number: float, language: str) -> str:
    """Return the plural category (CLDR) that a number takes."""
    return str(_locale(language).plural_form(number))


@cache
def _country(code: str, language: str) -> str | None:
    from onrecord.meaning.entities.world import state_name

    return state_name(code, language)
