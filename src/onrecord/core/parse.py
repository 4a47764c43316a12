"""The neutral parse: tokens with Universal Dependencies, whatever parser a language uses."""

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from itertools import islice
from operator import attrgetter
from typing import NamedTuple

from onrecord.core.spans import Span

_place = attrgetter("i")
_start = attrgetter("start")
_end = attrgetter("end")


class Token(NamedTuple):
    """One word or mark of a text.

    ``start`` and ``end`` are code points of the report's text. ``lemma`` is lower case but for proper nouns. ``pos`` is
    a UPOS tag, ``feats`` the UD features as a mapping, ``rel`` the UD relation to the token at index ``head`` (its own
    index at a root). ``sent`` counts sentences from 0. A tuple, since texts have very many of them.
    """

    i: int
    text: str
    start: int
    end: int
    lemma: str
    pos: str
    feats: dict[str, str]
    head: int
    rel: str
    sent: int

    @property
    def span(self) -> Span:
        """The token's characters."""
        return Span(self.start, self.end)

    @property
    def is_root(self) -> bool:
        """Whether the token heads its sentence."""
        return self.head == self.i


@dataclass(slots=True)
class Parse:
    """The parse of a whole text: its tokens in order and, per sentence, the range of their indices.

    Quotation marks are not tokens: they are taken out before parsing, since they break sentence splitting.
    """

    text: str
    language: str
    tokens: list[Token]
    sentences: list[range]
    _children: list[list[Token]] = field(init=False, repr=False)
    _starts: list[int] = field(init=False, repr=False, compare=False)
    _ends: list[int] = field(init=False, repr=False, compare=False)
    _words: dict[int, frozenset[str]] = field(init=False, repr=False, compare=False, default_factory=dict)
    _capitals: tuple[int, ...] | None = field(init=False, repr=False, compare=False, default=None)

    def __post_init__(self) -> None:
        """Index the children of every token."""
        self._starts = list(map(_start, self.tokens))
        self._ends = list(map(_end, self.tokens))
        self._children = [[] for _ in self.tokens]
        for token in self.tokens:
            if token.head != token.i:
                self._children[token.head].append(token)

    @property
    def capitals(self) -> tuple[int, ...]:
        """The numbers of the tokens that begin with a capital, in order."""
        if self._capitals is None:
            self._capitals = tuple([t.i for t in self.tokens if t.text[0].isupper()])
        return self._capitals

    def children(self, i: int, *rels: str) -> list[Token]:
        """Return the dependents of token ``i`` in order; with ``rels`` those whose relation, or its part before a
        colon, is among them."""
        found = self._children[i]
        if not rels or not found:
            return found.copy()
        return [t for t in found if (rel := t.rel) in rels or (":" in rel and rel.partition(":")[0] in rels)]

    def child(self, i: int, *rels: str) -> Token | None:
        """Return the first dependent of token ``i`` with one of the relations ``rels``, or None."""
        for token in self._children[i]:
            rel = token.rel
            if not rels or rel in rels or (":" in rel and rel.partition(":")[0] in rels):
                return token
        return None

    def head(self, i: int) -> Token | None:
        """Return the head of token ``i``, or None at a root."""
        token = self.tokens[i]
        return None if token.head == i else self.tokens[token.head]

    def ancestors(self, i: int) -> Iterator[Token]:
        """Yield the heads of token ``i`` from the nearest outwards."""
        while (head := self.head(i)) is not None:
            yield head
            i = head.i

    def subtree(self, i: int) -> list[Token]:
        """Return token ``i`` and all that depend on it, in the order of the text."""
        found = [self.tokens[i]]
        for token in found:
            found += self._children[token.i]
        return sorted(found, key=_place) if len(found) > 1 else found

    def subtree_span(self, i: int, *, without: Collection[str] = ()) -> Span:
        """Return the characters from the first to the last token of the subtree of ``i``.

        Direct dependents of ``i`` with a relation in ``without``, and marks of punctuation at either end, are left out.
        """
        kept = [self.tokens[i]]
        for child in self._children[i]:
            rel = child.rel
            if rel not in without and (":" not in rel or rel.partition(":")[0] not in without):
                kept.append(child)
        if len(kept) == 1:
            return Span(kept[0].start, kept[0].end)
        for token in islice(kept, 1, None):
            kept += self._children[token.i]
        kept.sort(key=_place)
        first, last = 0, len(kept) - 1
        while last > 0 and kept[last].pos == "PUNCT":
            last -= 1
        while first < last and kept[first].pos == "PUNCT":
            first += 1
        return Span(kept[first].start, kept[last].end)

    def conjuncts(self, i: int) -> list[Token]:
        """Return token ``i`` and the tokens coordinated with it (UD: all hang on the first)."""
        return [self.tokens[i], *self.children(i, "conj")]

    def sentence_span(self, sent: int) -> Span:
        """Return the characters of sentence number ``sent``."""
        indices = self.sentences[sent]
        return Span(self.tokens[indices[0]].start, self.tokens[indices[-1]].end)

    def words_of(self, sent: int) -> frozenset[str]:
        """Return the lower-case forms and lemmas of sentence number ``sent``."""
        if sent not in self._words:
            tokens = [self.tokens[i] for i in self.sentences[sent]]
            self._words[sent] = frozenset((*(t.text.lower() for t in tokens), *(t.lemma.lower() for t in tokens)))
        return self._words[sent]

    def tokens_in(self, span: Span) -> list[Token]:
        """Return the tokens that lie inside ``span``."""
        first = bisect_left(self._starts, span[0])
        return self.tokens[first : bisect_right(self._ends, span[1], first)]

    def head_of(self, span: Span) -> Token | None:
        """Return the token inside ``span`` whose head lies outside it (the syntactic head of the words), or None."""
        inside = self.tokens_in(span)
        if not inside:
            return None
        # Tokens in a row: their numbers have no gap
        first, last = inside[0].i, inside[-1].i
        for token in inside:
            if token.head == token.i or not first <= token.head <= last:
                return token
        return None
