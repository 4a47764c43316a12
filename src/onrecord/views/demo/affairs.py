"""The affairs that the demo's reports tell of: a title each, and the filters that pick its acts out of the ledger."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Affair:
    """One affair: its title as a question to the ledger, and filters as ``Ledger.entries`` takes them."""

    title: str
    filters: Mapping[str, str]


def affairs() -> tuple[Affair, ...]:
    """Return the affairs in the order in which they are shown."""
    text = files("onrecord.views.demo").joinpath("affairs.toml").read_text("utf-8")
    return tuple(Affair(str(row["title"]), dict(row["filters"])) for row in tomllib.loads(text)["affair"])
