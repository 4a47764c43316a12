"""Kinds: whether a document is a page of HTML or plain text."""

import re
from itertools import islice
from typing import Literal

_MANY_TAGS = 8

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
    tags = sum(1 for _ in islice(_TAG.finditer(text[:20_000]), _MANY_TAGS))
    return "html" if tags >= _MANY_TAGS else "text"
