"""Mending: faults of typesetting in the body that can be put right without doubt."""

import re

from onrecord.documents.blocks import fold

_GLUED = re.compile(
    r"""(?<=[^\W\d_A-Z][^\W\d_A-Z])([.!?][”"»’]?)(?=[“"«‘]?[A-ZÀ-ÖØ-Þ](?:[a-zß-öø-ÿ’']|\s)[^\s./@]*(?:\s|$))"""
)
_DOMAIN = re.compile(r"(?:com|org|net|info|js|io|fr|uk|co|gov|edu|tv)\b", re.I)
_ZERO_WIDTH = re.compile("[\u200b\u2060\ufeff\u00ad]")


def mend(paragraph: str) -> list[str]:
    """Return the paragraphs that ``paragraph`` holds: sentences glued without a space ("said.A delegation") are parted.

    Such glue is what a lost line break leaves, so the parts become paragraphs of their own. White space is folded, and
    characters without width are dropped. The words stay as they are, mojibake too.
    """
    text = fold(_ZERO_WIDTH.sub("", paragraph))
    parts, start = [], 0
    for found in _GLUED.finditer(text):
        if _DOMAIN.match(text, found.end()):
            continue
        if _inside_quotation(text[start : found.end()]):
            continue
        parts.append(text[start : found.end()])
        start = found.end()
    parts.append(text[start:])
    return [part.strip() for part in parts if part.strip()]


def _inside_quotation(text: str) -> bool:
    """Say whether a quotation that opened in ``text`` is still open at its end."""
    return text.count('"') % 2 == 1 or text.count("“") > text.count("”") or text.count("«") > text.count("»")
