"""Tracks: the lanes of a timeline, and on which of them an act stands; kept as data in ``tracks.toml``."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from onrecord.core.records import Event

_FACETS: Final = ("type", "item", "context")


@dataclass(frozen=True)
class Track:
    """One track: its name, and the values by facet that put an act on it (none: it takes what is left)."""

    name: str
    values: Mapping[str, tuple[str, ...]]


@cache
def tracks() -> tuple[Track, ...]:
    """Return the tracks in their order; the last takes what no other does."""
    text = files("onrecord.views").joinpath("tracks.toml").read_text("utf-8")
    return tuple(
        Track(str(row["name"]), {facet: tuple(row[facet]) for facet in _FACETS if facet in row})
        for row in tomllib.loads(text)["track"]
    )


def track_of(events: Iterable[Event]) -> int:
    """Return the number of the track on which the act that ``events`` tell stands."""
    carried: dict[str, set[str]] = {facet: set() for facet in _FACETS}
    for event in events:
        carried["type"].add(event.type)
        carried["context"].update(event.contexts)
        carried["item"].update(item.category for item in event.items)
    for n, track in enumerate(tracks()):
        if not track.values or any(carried[facet] & set(values) for facet, values in track.values.items()):
            return n
    return len(tracks()) - 1
