"""onrecord: press reports in, a sourced ledger out.

The names below are the whole public interface; each is imported from its module on first use, so that importing the
package costs nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onrecord.core.errors import OnrecordError
    from onrecord.core.records import Entry, Event, Report, Statement
    from onrecord.documents import read_report
    from onrecord.language.quantities import find_quantities
    from onrecord.language.times import find_times
    from onrecord.meaning.entities import resolve_actor
    from onrecord.meaning.events import find_events
    from onrecord.meaning.statements import find_statements
    from onrecord.pipeline.ledger import Ledger, open_ledger

__all__ = [
    "Entry",
    "Event",
    "Ledger",
    "OnrecordError",
    "Report",
    "Statement",
    "find_events",
    "find_quantities",
    "find_statements",
    "find_times",
    "open_ledger",
    "read_report",
    "resolve_actor",
]

_HOMES = {
    "Entry": "core.records",
    "Event": "core.records",
    "Ledger": "pipeline.ledger",
    "OnrecordError": "core.errors",
    "Report": "core.records",
    "Statement": "core.records",
    "find_events": "meaning.events",
    "find_quantities": "language.quantities",
    "find_statements": "meaning.statements",
    "find_times": "language.times",
    "open_ledger": "pipeline.ledger",
    "read_report": "documents",
    "resolve_actor": "meaning.entities",
}


def __getattr__(name: str) -> object:
    """Return the public name from the module that it lives in. Raises AttributeError for any other."""
    if name not in _HOMES:
        raise AttributeError(f"module 'onrecord' has no attribute {name!r}")
    return getattr(import_module(f"onrecord.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    """Return the public names."""
    return sorted(__all__)
