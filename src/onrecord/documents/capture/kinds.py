"""Kinds: whether a document is a page of HTML or plain text."""

import re
from typing import Literal

Kind = Literal["html", "text"]

_OPENING = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_TAG = re.compile(
    r"</?(?:p|div|html|head|body|article|section|h[1-6]|span|table|meta|title|script|ul|li|br|a)\b[^<>]{0,500}>", re.I
)


def kind_of(text: str) -> Kind:
    """Say whether ``text`` is HTML: it opens as a page, or carries at least eight of its common tags early on."""
    if _OPENING.match(text[:8000]):
        return "html"
    seen = 0
    for _ in _TAG.finditer(text[:20_000]):
        seen += 1
        if seen >= 8:
            return "html"
    return "text"
