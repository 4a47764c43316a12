"""Reflow: the lines that a PDF was printed in, joined to the paragraphs that they were."""

import re
from statistics import quantiles
from typing import Final

_ENDS = re.compile(r"[.!?…:;][\"'»”’)\]]*$")
_HYPHENATED = re.compile(r"[^\W\d_][-\u00ad\u2010]$")
_FULL: Final = 0.8
"""From which part of the page's usual width on a line counts as full, so that its paragraph goes on."""


def reflowed(text: str) -> str:
    """Return ``text`` (pages parted by form feeds) with its lines joined to paragraphs.

    A paragraph ends at an empty line, at a line that stops short of the usual width behind the end of a sentence, and
    at a short line without one (a heading) where the next begins with a capital. Words parted by a hyphen at a line's
    end are joined.
    """
    pages = [[line.strip() for line in page.split("\n")] for page in text.split("\f")]
    return "\n\n".join(paragraph for page in pages for paragraph in _paragraphs(page))


def _paragraphs(lines: list[str]) -> list[str]:
    lengths = [len(line) for line in lines if line]
    if not lengths:
        return []
    full = _FULL * (quantiles(lengths, n=10)[-1] if len(lengths) > 1 else lengths[0])
    paragraphs: list[str] = []
    held = ""
    for number, line in enumerate(lines):
        if not line:
            if held:
                paragraphs.append(held)
            held = ""
            continue
        held = _joined(held, line)
        following = next((other for other in lines[number + 1 :][:1] if other), "")
        short = len(line) < full
        if short and (_ENDS.search(line) or following[:1].isupper()):
            paragraphs.append(held)
            held = ""
    if held:
        paragraphs.append(held)
    return paragraphs


def _joined(held: str, line: str) -> str:
    if not held:
        return line
    if _HYPHENATED.search(held) and line[:1].islower():
        return held[:-1] + line
    return f"{held} {line}"
