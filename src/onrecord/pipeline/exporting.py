"""Exports by name: onrecord's own, and those of other packages through the entry points ``onrecord.exports``."""

from collections.abc import Mapping
from importlib.metadata import EntryPoint, entry_points
from types import MappingProxyType
from typing import Any, Final, Protocol, TextIO, cast

from onrecord.core.errors import LedgerError

GROUP: Final = "onrecord.exports"
_OWN: Final[Mapping[str, str]] = MappingProxyType({"jsonl": "onrecord.views.exports.jsonl:write"})


class Exporter[L](Protocol):
    """A function that writes a ledger out. ``L`` is the ledger's class, which stands above this module."""

    def __call__(self, ledger: L, out: TextIO, /) -> int:
        """Write ``ledger`` to ``out`` and return the number of rows."""
        ...


def formats() -> tuple[str, ...]:
    """Return the names of the formats that can be written."""
    return tuple(sorted({*_OWN, *(point.name for point in entry_points(group=GROUP))}))


def exporter(name: str) -> Exporter[Any]:
    """Return the function that writes the format ``name``.

    Raises LedgerError where there is none.
    """
    points = {point.name: point for point in entry_points(group=GROUP)}
    points |= {own: EntryPoint(own, target, GROUP) for own, target in _OWN.items()}
    if name not in points:
        raise LedgerError("export.format", f"There is no format {name!r}.", f"Use one of: {', '.join(formats())}.")
    return cast("Exporter[Any]", points[name].load())
