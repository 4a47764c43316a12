"""What was done or promised: acts, the operators around them, their roles, stage and time."""

from typing import TYPE_CHECKING

from onrecord.core.lazily import lazily

if TYPE_CHECKING:
    from onrecord.meaning.events.extract import Told, extract_events
    from onrecord.meaning.events.find import find_events
else:  # they load parser and encoder, which the codes of what was found need not
    __getattr__ = lazily(__name__, {"Told": "extract", "extract_events": "extract", "find_events": "find"})

__all__ = ["Told", "extract_events", "find_events"]
