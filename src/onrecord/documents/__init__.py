"""Documents: what was published, from bytes to reports."""

from onrecord.documents.capture import discover, documents_in, is_url
from onrecord.documents.reading import read_report
from onrecord.documents.skimming import skim_report

__all__ = ["discover", "documents_in", "is_url", "read_report", "skim_report"]
