"""Lexicons: the tables and settings of a language, read from its folder under ``language/languages``.

A table is a TSV file in UTF-8. Lines that start with ``#`` are comments (``# source:`` and ``# licence:`` name where
the facts are from); the first other line names the columns. A cell may hold several values parted by ``|``.
"""

import tomllib
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from onrecord.core.errors import LanguageError, LexiconError
from onrecord.core.tables import Row as Row
from onrecord.core.tables import parse_table as parse_table


@cache
def languages() -> tuple[str, ...]:
    """Return the codes (BCP 47) of the languages that have a folder, in alphabetical order."""
    root = files("onrecord.language.languages")
    return tuple(sorted(f.name for f in root.iterdir() if f.is_dir() and f.joinpath("language.toml").is_file()))


def language_folder(language: str) -> Traversable:
    """Return the folder of ``language``.

    Raises LanguageError where there is none.
    """
    base = language.partition("-")[0].lower()
    folder = files("onrecord.language.languages").joinpath(base)
    if not base.isalpha() or not folder.joinpath("language.toml").is_file():
        known = ", ".join(languages())
        raise LanguageError("language.unknown", f"No language {language!r} is installed.", f"Use one of: {known}.")
    return folder


@cache
def table(language: str, name: str) -> tuple[Row, ...]:
    """Return the rows of the table ``name`` (``cues.tsv``) of ``language``.

    Raises LanguageError for an unknown language, LexiconError for a missing or malformed table.
    """
    return parse_table(_read(language, name), f"{language}/{name}")


@cache
def settings(language: str, name: str = "language.toml") -> dict[str, object]:
    """Return the settings file ``name`` of ``language`` as TOML gives it.

    Raises LanguageError for an unknown language, LexiconError for a missing or malformed file.
    """
    try:
        return tomllib.loads(_read(language, name))
    except tomllib.TOMLDecodeError as error:
        raise LexiconError("lexicon.toml", f"{language}/{name}: {error}.", "Mend the file's syntax.") from error


def cells(value: str) -> tuple[str, ...]:
    """Return the values of a cell that may hold several, parted by ``|``."""
    return tuple(part.strip() for part in value.split("|") if part.strip())


def _read(language: str, name: str) -> str:
    file = language_folder(language).joinpath(name)
    if not file.is_file():
        raise LexiconError("lexicon.missing", f"The language {language!r} has no file {name}.", "Add it to its folder.")
    return file.read_text("utf-8")
