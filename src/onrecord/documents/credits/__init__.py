"""Credits: who published a report, and from whose reporting it descends."""

from onrecord.documents.credits.bylines import find_byline, find_section
from onrecord.documents.credits.origins import find_origins
from onrecord.documents.credits.outlets import find_outlet
from onrecord.documents.credits.registry import Outlet, is_agency, outlet_named, outlets

__all__ = [
    "Outlet",
    "find_byline",
    "find_origins",
    "find_outlet",
    "find_section",
    "is_agency",
    "outlet_named",
    "outlets",
]
