"""Blocks: the pieces of a document between which layout breaks, before anyone knows which of them are the article."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

_WORD = re.compile(r"\w+")
_WIDE = re.compile("[\u3040-\u9fff\uac00-\ud7a3]")


@dataclass(slots=True)
class Block:
    """One line, paragraph or element.

    ``position`` counts the blocks of the raw document from 0. ``tag`` is the HTML element (``p``, ``h2``, ``li``) or
    empty in a text dump. ``linked`` is the share of characters inside links. ``reason`` says why the block is not
    body; None while it is. ``group`` tells apart runs of lines without a blank line between them. ``anchored`` blocks
    stand inside the page's main container; ``voted`` ones are body for the page's layout (None: it says nothing).
    ``path`` names the element and those around it, the same for what one template made.
    """

    text: str
    position: int
    tag: str = ""
    linked: float = 0.0
    reason: str | None = None
    group: int = 0
    anchored: bool = False
    voted: bool | None = None
    path: str = ""
    words: int = field(init=False)
    _key: str | None = field(default=None, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Count the words."""
        self.words = count_words(self.text)

    @property
    def key(self) -> str:
        """What makes the block the same as another: the ``key`` of its text."""
        if self._key is None:
            self._key = key(self.text)
        return self._key


@dataclass(slots=True)
class Page:
    """A document laid out: its blocks in order and what its head says about it.

    ``meta`` maps lower-case names of meta tags (and ``html lang``, ``canonical``) to their first content; ``linked``
    holds the objects of JSON-LD, flattened; ``title`` is the title element or, in a dump, nothing. ``crawl`` is the
    date of a crawl prefix (EDTF) and ``url`` the address that the document names as its own;
    ``home`` are the words of its link to the site's front page.
    """

    blocks: list[Block]
    meta: Mapping[str, str] = field(default_factory=dict)
    linked: tuple[Mapping[str, object], ...] = ()
    title: str | None = None
    headline: str | None = None
    crawl: str | None = None
    crawl_words: str | None = None
    url: str | None = None
    home: str | None = None
    times: tuple[str, ...] = ()


def fold(text: str) -> str:
    """Return ``text`` with white space runs as one blank and none at the ends."""
    return " ".join(text.split())


def count_words(text: str) -> int:
    """Return the number of words; in scripts without spaces two characters count as one."""
    if text.isascii():
        return len(_WORD.findall(text))
    return len(_WORD.findall(text)) + len(_WIDE.findall(text)) // 2


def key(text: str) -> str:
    """Return the words of ``text`` in lower case, joined by blanks: what makes two blocks the same."""
    return " ".join(_WORD.findall(text.casefold()))
