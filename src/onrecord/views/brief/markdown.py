"""A brief as Markdown with footnotes (CommonMark, notes as in Pandoc and GitHub)."""

import re
from collections.abc import Iterator
from typing import Final

from onrecord.views.brief.content import Brief, Piece

_SPECIAL: Final = re.compile(r"([\\`*_{}\[\]<>#&|~$^!])")


def markdown(brief: Brief) -> str:
    """Return the text. Words of reports are escaped, so that none of them is markup."""
    return "\n".join(_lines(brief))


def _lines(brief: Brief) -> Iterator[str]:
    yield f"# {plain(brief.title)}\n"
    for section in brief.sections:
        yield f"## {plain(section.heading)}\n"
        for paragraph in section.paragraphs:
            words = "".join(_piece(piece) for piece in paragraph.pieces).strip()
            yield f"{'> ' if paragraph.kind == 'dispute' else ''}{words}\n"
    yield f"*{plain(brief.colophon)}*\n"
    before, behind = brief.quotes
    for note in brief.notes:
        url = f" <{note.url}>" if note.url and not set("<>\\") & set(note.url) else ""
        yield f"[^{note.number}]: {plain(before + note.quote + behind)} {plain(note.source)}.{url}\n"


def plain(words: str) -> str:
    """Return ``words`` on one line with everything escaped that Markdown would read as markup."""
    return _SPECIAL.sub(r"\\\1", " ".join(words.split(" ")).replace("\n", " "))


def _piece(piece: Piece) -> str:
    return plain(piece.words) + "".join(f"[^{number}]" for number in piece.notes)
