"""Watch as a person sees it: rounds over feeds, each counted, with a pause between them."""

import re
import time
from pathlib import Path
from typing import Final

import click

from onrecord.config import Config
from onrecord.pipeline.ledger import open_ledger
from onrecord.views.cli.ingesting import ingest_files
from onrecord.views.cli.screen import Screen

_INTERRUPTED: Final = 130
_UNITS: Final = {"s": 1, "m": 60, "h": 3_600, "d": 86_400}
_PERIOD = re.compile(r"\s*(\d{1,6})\s*([smhd]?)\s*", re.I)
_SHORTEST: Final = 10


class Period(click.ParamType[int]):
    """A length of time on the command line: a number with s, m, h or d behind it (seconds where nothing is)."""

    name = "period"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Return the seconds that ``value`` means. Raises click's usage error where it means none, or too few."""
        if isinstance(value, int):
            return value
        found = _PERIOD.fullmatch(str(value))
        seconds = int(found.group(1)) * _UNITS[found.group(2).lower() or "s"] if found else 0
        if seconds < _SHORTEST:
            self.fail(f"{value!r} is no period of at least {_SHORTEST} seconds; write 90s, 15m, 6h or 1d.", param, ctx)
        return seconds


def watch_feeds(screen: Screen, config: Config, file: Path, every: int | None) -> int:
    """Read what is new in the feeds that ``file`` lists, once (``every`` None) or every so many seconds, and return the
    exit status.

    Raises CaptureError where the list cannot be read.
    """
    from onrecord.documents.capture import feeds_in  # heavy to import

    while True:
        feeds = feeds_in(file)
        with open_ledger(config.ledger, config=config) as ledger:
            summary = ingest_files(screen, ledger, feeds)
        if summary.interrupted:
            return _INTERRUPTED
        if every is None:
            return 1 if summary.failed else 0
        time.sleep(every)
