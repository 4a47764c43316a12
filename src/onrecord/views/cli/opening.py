"""What every command that reads a ledger shares: its option and the opening of the file."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from onrecord.config import read_config
from onrecord.core.errors import LedgerError
from onrecord.pipeline.ledger import Ledger, open_ledger

type Command = Callable[..., Any]


def ledger_option(command: Command) -> Command:
    """Give ``command`` the option ``--ledger``, handed on as ``ledger_file``."""
    said = "The ledger's file (onrecord.ledger, or what onrecord.toml or ONRECORD_LEDGER say)."
    return click.option("--ledger", "ledger_file", metavar="FILE", help=said)(command)


def existing(ledger_file: str | None) -> Ledger:
    """Open the ledger that a command is to read. Raises LedgerError where there is none."""
    config = read_config(ledger=ledger_file)
    if not Path(config.ledger).is_file():
        raise LedgerError(
            "ledger.absent",
            f"There is no ledger {config.ledger}.",
            "Make one with `onrecord ingest PATH`, or name it with --ledger.",
        )
    return open_ledger(config.ledger, config=config)
