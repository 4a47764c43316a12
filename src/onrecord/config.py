"""Settings: defaults < ``onrecord.toml`` in the working folder < environment (``ONRECORD_*``) < arguments.

Read once by ``read_config`` and handed down; no other file reads the environment.
"""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Final

from onrecord.core.errors import ConfigError

FILE_NAME: Final = "onrecord.toml"
_PREFIX: Final = "ONRECORD_"


@dataclass(frozen=True, slots=True)
class Config:
    """Every setting, with its default.

    ``codebook`` is a folder with the user's own words for acts, operators and things (``onrecord codebook new`` makes
    one), empty for none.

    ``ledger`` is the ledger's file. ``jobs`` is the number of processes that read reports, 0 for as many as the work
    is worth. ``batch`` is how many reports go through the stages together and are kept together. ``longest`` is how
    many characters of one report's body are read for statements and events; the body itself is kept whole.

    What one input may cost: ``document_bytes`` is the largest single document (beyond the default nothing is read as a
    report); ``unpacked_bytes``, ``members`` and ``depth`` are how much one archive or crawl may hold in all, in bytes,
    in documents, and in archives within archives; ``unpacked_ratio`` is how many times its packed size a compressed
    file may grow.

    Fetching: ``fetch_seconds`` and ``fetch_bytes`` bound one answer, ``fetch_redirects`` the redirects followed,
    ``fetch_pause`` is the least number of seconds between two requests to one host. ``fetch_links`` (0 or 1) says
    whether articles that a feed only links to are fetched, ``fetch_private`` (0 or 1) whether addresses of this machine
    and of private networks may be asked.

    ``related_percent`` is what a further origin of the same owner group, or the same state, counts beside the first:
    100 like any other, 0 not at all.

    Tables (CSV, JSON lines, Parquet): ``text_column``, ``url_column``, ``title_column`` and ``date_column`` name the
    columns that hold each document's text, address, title and date.
    """

    ledger: str = "onrecord.ledger"
    codebook: str = ""
    jobs: int = 0
    batch: int = 16
    longest: int = 400_000
    document_bytes: int = 20_000_000
    unpacked_bytes: int = 50_000_000_000
    unpacked_ratio: int = 250
    members: int = 5_000_000
    depth: int = 4
    fetch_seconds: int = 30
    fetch_bytes: int = 20_000_000
    fetch_pause: int = 1
    fetch_redirects: int = 5
    fetch_links: int = 0
    fetch_private: int = 0
    related_percent: int = 100
    text_column: str = "text"
    url_column: str = "url"
    title_column: str = "title"
    date_column: str = "date"


_LEAST: Final = {
    "jobs": 0, "batch": 1, "longest": 1_000, "document_bytes": 1_000, "unpacked_bytes": 1_000, "unpacked_ratio": 2,
    "members": 1, "depth": 0, "fetch_seconds": 1, "fetch_bytes": 1_000, "fetch_pause": 0,
    "fetch_redirects": 0, "fetch_links": 0, "fetch_private": 0,
    "related_percent": 0,
}  # fmt: skip
_WORDS: Final = ("ledger", "codebook", "text_column", "url_column", "title_column", "date_column")


def read_config(
    folder: Path | None = None, environment: Mapping[str, str] | None = None, **arguments: str | int | None
) -> Config:
    """Return the settings for work in ``folder`` (the current one where None).

    ``environment`` stands in for the process's own; of ``arguments`` those that are None count as not given.
    Raises ConfigError where a setting is unknown or has a value that cannot be used.
    """
    file = (folder or Path()) / FILE_NAME
    environment = os.environ if environment is None else environment
    config = Config()
    if file.is_file():
        config = _with(config, _read(file), str(file))
    names = {field.name for field in fields(Config)}
    held = {name: environment[_PREFIX + name.upper()] for name in names if _PREFIX + name.upper() in environment}
    config = _with(config, held, "the environment")
    return _with(config, {k: v for k, v in arguments.items() if v is not None}, "the arguments")


def _read(file: Path) -> dict[str, object]:
    try:
        return tomllib.loads(file.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError("config.unreadable", f"{file} cannot be read: {error}.", "Mend its syntax.") from error


def _with(config: Config, values: Mapping[str, object], source: str) -> Config:
    for name, value in values.items():
        if name in _WORDS:
            config = replace(config, **{name: str(value)})  # type: ignore[arg-type]  # all are str
        elif name in _LEAST:
            config = replace(config, **{name: _number(name, value, source)})  # type: ignore[arg-type]  # all are int
        else:
            mend = f"Use one of: {', '.join((*_WORDS, *_LEAST))}."
            raise ConfigError("config.unknown", f"{source} sets {name!r}, which is no setting.", mend)
    return config


def _number(name: str, value: object, source: str) -> int:
    try:
        number = int(str(value))
    except ValueError:
        number = -1
    if isinstance(value, bool) or number < _LEAST[name]:
        raise ConfigError(
            "config.value", f"{source} sets {name} to {value!r}.", f"Give a whole number from {_LEAST[name]} up."
        )
    return number
