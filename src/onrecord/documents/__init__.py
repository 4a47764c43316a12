"""Documents: what was published, from bytes to reports."""

from onrecord.documents.capture import discover, documents_in, is_url
from onrecord.documents.content import recurring_blocks
from onrecord.documents.reading import read_report
from onrecord.documents.skimming import skim_outlet, skim_report

__all__ = ["discover", "documents_in", "is_url", "read_report", "recurring_blocks", "skim_outlet", "skim_report"]
