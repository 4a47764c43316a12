"""From a parsed text to words: the rules at the end of a parser with a memory across them.

What the attribute ruler and the lemmatizer make of a word depends on its form and on what the networks before them
said of it, so it is worked out once for every such combination; then neither spaCy's rules nor its objects are asked.
Where a rule over several words may match, the text goes through the rules as ever.
"""

from collections.abc import Sequence
from functools import cache
from itertools import accumulate
from typing import TYPE_CHECKING, Final, NamedTuple, cast

import numpy as np

from onrecord.language.lemmas import NAME as LEMMATIZER
from onrecord.language.models import load_parser
from onrecord.language.ruler import NAME as RULER
from onrecord.language.universal import Word

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.pipeline import Pipe
    from spacy.tokens import Doc

    from onrecord.language.ruler import Ruler

_GIVEN: Final = ("ORTH", "LEMMA", "TAG", "POS", "MORPH", "DEP")
_PLACED: Final = ("SPACY", "HEAD", "SENT_START", "IS_SPACE")
_FOUND: Final = ("LEMMA", "POS", "TAG", "MORPH", "DEP")
_SIGN: Final = 1 << 63
_MOST: Final = 1 << 16


class _Reading(NamedTuple):
    """What is known of a word by itself; nobody changes ``feats``."""

    text: str
    lemma: str
    pos: str
    tag: str
    feats: dict[str, str]
    rel: str


class Finished(NamedTuple):
    """A text that has been through a whole parser: what is known of each token, and where it stands (whether a space
    follows, how far away its head is, whether it opens a sentence, whether it is white space)."""

    readings: list[_Reading]
    rows: list[list[int]]

    def words(self, places: Sequence[int], offset: int) -> list[Word]:
        """Return the tokens that are no white space, placed in a text by ``places`` (one a character), indices moved on
        by ``offset``."""
        rows = self.rows
        heads = [i + (row[1] if row[1] < _SIGN else row[1] - 2 * _SIGN) for i, row in enumerate(rows)]
        numbers = [n - 1 for n in accumulate((1 - row[3] for row in rows), initial=offset)][1:]
        words = []
        at = 0
        for i, ((text, lemma, pos, tag, feats, rel), row) in enumerate(zip(self.readings, rows, strict=True)):
            start, at = at, at + len(text) + row[0]
            if row[3]:
                continue
            head = heads[i]
            while rows[head][3] and heads[head] != head:
                head = heads[head]
            number = numbers[i if rows[head][3] else head]
            end = places[start + len(text) - 1] + 1
            words.append(Word(text, places[start], end, lemma, pos, tag, feats, number, rel, row[2] == 1))
        return words


class Finisher:
    """The rules at the end of one parser."""

    def __init__(self, nlp: "Language") -> None:
        """Take over those components at the end of ``nlp`` that go by single words; ``left_out`` are their names."""
        names = list(nlp.pipe_names)
        tail: list[str] = []
        while names and names[-1] in (RULER, LEMMATIZER):
            tail.insert(0, names.pop())
        self.left_out = tuple(tail)
        self._components = [cast("Pipe", nlp.get_pipe(name)) for name in tail]
        self._ruler = cast("Ruler", nlp.get_pipe(RULER)) if RULER in tail else None
        self._readings: dict[bytes, _Reading] = {}
        self._signs: dict[bytes, int] = {}
        self._feats: dict[int, dict[str, str]] = {}

    def finish(self, doc: "Doc") -> Finished:
        """Return ``doc``, which has not been through the components left out, with what they make of it."""
        if not len(doc):
            return Finished([], [])
        given = doc.to_array([*_GIVEN, *_PLACED])
        whole = np.ascontiguousarray(given[:, : len(_GIVEN)])
        # Each row as the bytes that it is made of
        keys: list[bytes] = whole.view(f"V{whole.shape[1] * whole.itemsize}")[:, 0].tolist()
        return Finished(self._read(doc, keys), given[:, len(_GIVEN) :].tolist())

    def _read(self, doc: "Doc", keys: list[bytes]) -> list[_Reading]:
        """Return what the rules make of each token of ``doc``."""
        if len(self._readings) > _MOST:
            self._readings.clear()
            self._signs.clear()
        readings, signs = self._readings, self._signs
        if not signs.keys() >= set(keys):
            signs.update(zip(keys, self._ruler.signs(doc) if self._ruler is not None else [0] * len(keys), strict=True))
        if self._ruler is not None and self._ruler.may_match(map(signs.__getitem__, keys)):
            return self._finished(doc)
        if not readings.keys() >= set(keys):
            readings.update(zip(keys, self._finished(doc), strict=True))
        return [readings[key] for key in keys]

    def _finished(self, doc: "Doc") -> list[_Reading]:
        for component in self._components:
            doc = component(doc)
        strings = doc.vocab.strings
        rows: list[list[int]] = doc.to_array(list(_FOUND)).tolist()
        found = []
        for token, (lemma, _, tag, morph, rel) in zip(doc, rows, strict=True):
            if morph not in self._feats:
                self._feats[morph] = token.morph.to_dict()
            said = (strings[lemma] or token.text, token.pos_ or "X", strings[tag])
            found.append(_Reading(token.text, *said, self._feats[morph], strings[rel].lower() or "dep"))
        return found


@cache
def finisher(language: str) -> Finisher:
    """Return the finisher of the parser of ``language``, made on first use.

    Raises LanguageError where the language is unknown or its parser is not installed.
    """
    return Finisher(load_parser(language))
