"""Documents: what was published, from bytes to reports."""

from typing import TYPE_CHECKING

from onrecord.core.lazily import lazily

if TYPE_CHECKING:
    from onrecord.documents.capture import discover, documents_in, is_url
    from onrecord.documents.content import recurring_blocks
    from onrecord.documents.reading import read_report
    from onrecord.documents.skimming import skim_outlet, skim_report
else:
    __getattr__ = lazily(
        __name__,
        {
            "discover": "capture",
            "documents_in": "capture",
            "is_url": "capture",
            "read_report": "reading",
            "recurring_blocks": "content",
            "skim_outlet": "skimming",
            "skim_report": "skimming",
        },
    )

__all__ = ["discover", "documents_in", "is_url", "read_report", "recurring_blocks", "skim_outlet", "skim_report"]
