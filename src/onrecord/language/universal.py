"""What a parse adapter works on: the tokens of one parsed text, whose relations it turns into Universal Dependencies.

An adapter is a module ``onrecord.language.languages.<code>.adapter`` with a function ``to_universal(words) -> None``
that rewrites ``head``, ``rel``, ``lemma``, ``pos`` and ``feats`` in place until they follow UD version 2.
"""

from dataclasses import dataclass
from typing import Protocol


@dataclass(slots=True)
class Word:
    """One token while an adapter works on it; ``head`` is an index into the list, its own index at a root.

    ``tag`` is the parser's own fine-grained tag, ``space`` whether white space follows, ``first`` whether the token
    opens a sentence, ``opens`` whether it opens a paragraph.
    """

    text: str
    start: int
    end: int
    lemma: str
    pos: str
    tag: str
    feats: dict[str, str]
    head: int
    rel: str
    first: bool
    opens: bool = False


class Adapter(Protocol):
    """The module of a language that turns its parser's output into Universal Dependencies."""

    def to_universal(self, words: list[Word]) -> None:
        """Rewrite ``words`` in place."""
