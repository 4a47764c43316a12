"""Spans: half-open ranges of characters in a text."""

from typing import NamedTuple


class Span(NamedTuple):
    """The characters ``[start, end)`` of a text, counted in Unicode code points.

    A tuple, so that it unpacks, sorts by position and stores as two integers.
    """

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the words of ``text`` that this span claims."""
        return text[self.start : self.end]

    def shifted(self, by: int) -> "Span":
        """Return the span moved ``by`` characters to the right."""
        return Span(self.start + by, self.end + by)

    def covers(self, other: "Span") -> bool:
        """Say whether ``other`` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: "Span") -> bool:
        """Say whether the two spans share a character."""
        return self.start < other.end and other.start < self.end

    def stripped(self, text: str) -> "Span":
        """Return the span without white space at either end (empty at its start where nothing is left)."""
        start, end = self
        while end > start and text[end - 1].isspace():
            end -= 1
        while start < end and text[start].isspace():
            start += 1
        return Span(start, end)
