"""Content: what a brief says, before it is written in any format."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of a paragraph, and the numbers of the notes that stand behind them."""

    words: str
    notes: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph. ``act`` is the sentence that says the act, ``plain`` what is known about it, ``dispute`` where its
    origins disagree."""

    kind: Literal["act", "plain", "dispute"]
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """One entry: its heading and paragraphs."""

    heading: str
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """One footnote: the exact words, and where they stand and come from; ``url`` is the report's own address."""

    number: int
    quote: str
    source: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Brief:
    """A whole brief; ``language`` is BCP 47, ``quotes`` the marks that open and close a quotation in it."""

    title: str
    language: str
    quotes: tuple[str, str]
    sections: tuple[Section, ...]
    notes: tuple[Note, ...]
    notes_title: str
    colophon: str

    def pieces(self) -> Iterator[Piece]:
        """Yield every piece in order."""
        for section in self.sections:
            for paragraph in section.paragraphs:
                yield from paragraph.pieces
