"""The record of one quoted stretch."""

from dataclasses import dataclass
from typing import Literal

from onrecord.core.spans import Span

QuoteKind = Literal["speech", "fragment"]


@dataclass(frozen=True, slots=True)
class Quote:
    """One stretch between quotation marks inside one paragraph.

    ``outer`` holds the marks, ``inner`` the words without marks or white space at their ends. ``kind`` is ``speech``
    for what can be an utterance of its own and ``fragment`` for words quoted inside a clause (scare quotes, titles,
    snatches). ``depth`` counts the quotes around this one. ``continues`` says that the stretch carries on the quote
    of the paragraph before, ``closed`` that a closing mark stands at its end.
    """

    outer: Span
    inner: Span
    kind: QuoteKind
    depth: int = 0
    continues: bool = False
    closed: bool = True
