"""Credits: who published a report, and from whose reporting it descends."""

from onrecord.documents.credits.outlets import find_outlet

__all__ = ["find_outlet"]
