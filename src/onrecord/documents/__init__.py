"""Documents: what was published, from bytes to reports."""

from onrecord.documents.capture import discover
from onrecord.documents.reading import read_report

__all__ = ["discover", "read_report"]
