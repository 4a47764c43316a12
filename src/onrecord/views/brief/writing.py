"""Writing: a brief in the format that its file's name asks for."""

from pathlib import Path
from typing import Final

from onrecord.core.errors import ViewError
from onrecord.views.brief.content import Brief
from onrecord.views.brief.docx import docx
from onrecord.views.brief.markdown import markdown
from onrecord.views.brief.page import page

FORMATS: Final = ("md", "html", "docx")


def content(brief: Brief, format: str) -> bytes:
    """Return the bytes of ``brief`` in one of ``FORMATS``. Raises ViewError for another one."""
    match format:
        case "md":
            return markdown(brief).encode()
        case "html":
            return page(brief).encode()
        case "docx":
            return docx(brief)
    raise ViewError("brief.format", f"A brief is not written as {format!r}.", f"Use one of: {', '.join(FORMATS)}.")


def format_of(name: str) -> str:
    """Return the format that a file's name asks for: what stands behind its last point."""
    return Path(name).suffix.removeprefix(".").lower()
