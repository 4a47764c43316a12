"""What was done or promised: acts, the operators around them, their roles, stage and time."""

from onrecord.meaning.events.extract import Told, extract_events
from onrecord.meaning.events.find import find_events

__all__ = ["Told", "extract_events", "find_events"]
