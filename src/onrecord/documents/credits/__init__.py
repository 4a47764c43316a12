"""Credits: who published a report, and from whose reporting it descends.

Which outlets there are, and what is known of them, is in ``registry``.
"""

from typing import TYPE_CHECKING

from onrecord.core.lazily import lazily

if TYPE_CHECKING:
    from onrecord.documents.credits.bylines import find_byline, find_section
    from onrecord.documents.credits.origins import find_origins
    from onrecord.documents.credits.outlets import find_outlet
else:
    __getattr__ = lazily(
        __name__,
        {
            "find_byline": "bylines",
            "find_origins": "origins",
            "find_outlet": "outlets",
            "find_section": "bylines",
        },
    )

__all__ = ["find_byline", "find_origins", "find_outlet", "find_section"]
