"""From text to the neutral parse.

A text is parsed paragraph by paragraph. Before that each paragraph is *prepared*: quotation marks are taken out (they
break sentence splitting), white space is folded, thousands parted by a space are joined, typographic apostrophes are
made plain, sentences glued together ("said.A") are parted, and so is a full stop from a capital that it follows as the
end of a sentence ("on X."). A map leads every prepared character back to the text, so
that tokens count the code points of the text as it was given.
"""

import importlib
import re
from collections.abc import Iterator, Sequence, Set
from functools import cache, lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple, cast

from onrecord.core.parse import Parse, Token
from onrecord.language.datelines import dateline_end
from onrecord.language.lexicons import settings
from onrecord.language.models import load_parser, one_thread
from onrecord.language.stops import Stops, closing_stops, stops
from onrecord.language.universal import Adapter, Word

if TYPE_CHECKING:
    from spacy.tokens import Doc

_QUOTE_MARKS = re.compile("[\u201c\u201d\u201e\u201f\u00ab\u00bb\u2039\u203a\"\u2018\u201a\uff02]|''|\u2019\u2019|``")
_APOSTROPHES = str.maketrans({"\u2019": "'", "\u02bc": "'", "\u2032": "'"})
_GROUPED = re.compile("(?<![\\d.,])\\d{1,3}(?:[\u00a0\u202f\u2009]\\d{3})+(?!\\d)")
_GROUPED_BY_SPACE = re.compile("(?<![\\d.,])\\d{1,3}(?:[ \u00a0\u202f\u2009]\\d{3})+(?!\\d)")
_GLUED = re.compile(r"(?<=[^\W\d_][^\W\d_A-Z][.!?])(?=[A-Z\u00c0-\u00de][^\W\d_A-Z.])")
_PARAGRAPH = re.compile(r"[^\n]+")
_LONGEST = 8_000
_BATCH = 64
_ATTRIBUTES = ("ORTH", "SPACY", "LEMMA", "HEAD", "SENT_START", "IS_SPACE", "POS", "TAG", "MORPH", "DEP")
_SIGN = 1 << 63


class _Kind(NamedTuple):
    """What tokens of the same part of speech, tag, features and relation share; nobody changes ``feats``."""

    pos: str
    tag: str
    feats: dict[str, str]
    rel: str


def parse_text(text: str, language: str) -> Parse:
    """Return the parse of ``text`` in ``language`` (BCP 47); the last few are kept.

    Raises LanguageError where the language is unknown or its parser is not installed.
    """
    return _parse_cached(text, language)


def parse_texts(texts: Sequence[str], language: str) -> list[Parse]:
    """Return the parses of ``texts``, their paragraphs run through the parser in batches.

    Raises LanguageError where the language is unknown or its parser is not installed.
    """
    nlp = load_parser(language)
    adapter = _adapter(language)
    by_space = bool(settings(language).get("thousands_by_space", False))
    ends = stops(language)
    prepared = [[prepare(text, start, end, by_space, ends) for start, end in _paragraphs(text)] for text in texts]
    docs = nlp.pipe((line for lines in prepared for line, _ in lines), batch_size=_BATCH)
    parses = []
    kinds = _kinds(language.partition("-")[0].lower())
    with one_thread():
        for text, lines in zip(texts, prepared, strict=True):
            words: list[Word] = []
            for (_, places), doc in zip(lines, docs, strict=False):
                opened = len(words)
                words.extend(_words(doc, places, opened, kinds))
                if opened < len(words):
                    words[opened].opens = True
            adapter.to_universal(words)
            parses.append(_assemble(text, language, words))
    return parses


def prepare(text: str, start: int, end: int, thousands_by_space: bool, ends: Stops) -> tuple[str, list[int]]:
    """Return the characters ``[start, end)`` of ``text`` made ready for a parser, and each one's place in ``text``."""
    part = text[start:end]
    plain = part.translate(_APOSTROPHES)
    out = {i for m in _QUOTE_MARKS.finditer(part) for i in range(*m.span())}
    grouped = _GROUPED_BY_SPACE if thousands_by_space else _GROUPED
    out |= {i for m in grouped.finditer(part) for i in range(*m.span()) if part[i].isspace()}
    if not plain.isprintable() or "  " in plain:
        out |= _folded(plain, out)
        plain = "".join(" " if char.isspace() or not char.isprintable() else char for char in plain)
    glued = {*(m.start() for m in _GLUED.finditer(part)), *closing_stops(part, ends)}
    pieces: list[str] = []
    places: list[int] = []
    last = " "
    opened = 0
    for cut in (*sorted(out | glued), len(plain)):
        if opened < cut and last == " " and plain[opened] == " ":
            opened += 1
        if opened < cut:
            pieces.append(plain[opened:cut])
            places.extend(range(start + opened, start + cut))
            last = plain[cut - 1]
        if cut in glued and last != " ":
            pieces.append(" ")
            places.append(start + cut)
            last = " "
        opened = cut + (cut in out)
    ready = "".join(pieces).rstrip(" ")
    return ready, places[: len(ready)]


def _folded(part: str, out: Set[int]) -> set[int]:
    """Return where white space and unprintable characters of ``part`` follow others, those in ``out`` passed over."""
    found = set()
    blank = False
    for i, char in enumerate(part):
        if i in out:
            continue
        after, blank = blank, char.isspace() or not char.isprintable()
        if after and blank:
            found.add(i)
    return found


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Yield the bounds of every line of ``text`` that has words, cut behind a dateline, and at white space where one is
    longer than a parser can take."""
    for match in _PARAGRAPH.finditer(text):
        start, end = match.span()
        body = dateline_end(text, start, end)
        if start < body < end:
            yield start, body
            start = body
        while end - start > _LONGEST:
            cut = text.rfind(" ", start + _LONGEST // 2, start + _LONGEST)
            cut = cut if cut > start else start + _LONGEST
            yield start, cut
            start = cut
        if text[start:end].strip():
            yield start, end


@lru_cache(maxsize=8)
def _parse_cached(text: str, language: str) -> Parse:
    return parse_texts([text], language)[0]


def _adapter(language: str) -> Adapter:
    base = language.partition("-")[0].lower()
    return cast("Adapter", importlib.import_module(f"onrecord.language.languages.{base}.adapter"))


def _words(doc: "Doc", places: list[int], offset: int, kinds: dict[tuple[int, ...], _Kind]) -> list[Word]:
    """Return the tokens of ``doc`` that are no white space, placed in the text, indices moved on by ``offset``.

    ``kinds`` holds what is known of combinations of attributes and is added to.
    """
    # All attributes at once, and each combination of labels read once: spaCy's own access costs as much as parsing.
    rows: list[list[int]] = doc.to_array(list(_ATTRIBUTES)).tolist()
    strings = doc.vocab.strings
    heads = [i + (row[3] if row[3] < _SIGN else row[3] - 2 * _SIGN) for i, row in enumerate(rows)]
    numbers = [n - 1 for n in accumulate((1 - row[5] for row in rows), initial=offset)][1:]
    words = []
    at = 0
    for i, (orth, spacy, lemma, _, opens, blank, *labels) in enumerate(rows):
        text = strings[orth]
        start, at = at, at + len(text) + spacy
        if blank:
            continue
        head = heads[i]
        while rows[head][5] and heads[head] != head:
            head = heads[head]
        key = tuple(labels)
        if key not in kinds:
            kinds[key] = _kind(doc, i)
        pos, tag, feats, rel = kinds[key]
        words.append(
            Word(
                text,
                places[start],
                places[start + len(text) - 1] + 1,
                strings[lemma] or text,
                pos,
                tag,
                feats,
                numbers[i if rows[head][5] else head],
                rel,
                opens == 1,
            )
        )
    return words


@cache
def _kinds(language: str) -> dict[tuple[int, ...], _Kind]:
    """Return what is known of combinations of attributes in ``language``, added to as they come up."""
    return {}


def _kind(doc: "Doc", i: int) -> _Kind:
    token = doc[i]
    return _Kind(token.pos_ or "X", token.tag_, token.morph.to_dict(), token.dep_.lower() or "dep")


def _assemble(text: str, language: str, words: list[Word]) -> Parse:
    tokens: list[Token] = []
    sentences: list[range] = []
    opened = 0
    for i, word in enumerate(words):
        if word.first and i:
            sentences.append(range(opened, i))
            opened = i
        lemma = word.lemma if word.pos == "PROPN" else word.lemma.lower()
        tokens.append(
            Token(i, word.text, word.start, word.end, lemma, word.pos, word.feats, word.head, word.rel, len(sentences))
        )
    if words:
        sentences.append(range(opened, len(words)))
    return Parse(text=text, language=language, tokens=tokens, sentences=sentences)
