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

    ``ledger`` is the ledger's file. ``jobs`` is the number of processes that read reports, 0 for as many as the work
    is worth. ``batch`` is how many reports go through the stages together and are kept together. ``longest`` is how
    many characters of one report's body are read for statements and events; the body itself is kept whole.
    """

    ledger: str = "onrecord.ledger"
    jobs: int = 0
    batch: int = 16
    longest: int = 400_000


_LEAST: Final = {"jobs": 0, "batch": 1, "longest": 1_000}


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
        if name == "ledger":
            config = replace(config, ledger=str(value))
        elif name in _LEAST:
            config = replace(config, **{name: _number(name, value, source)})  # type: ignore[arg-type]  # all are int
        else:
            mend = f"Use one of: {', '.join(('ledger', *_LEAST))}."
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
