"""From text to the neutral parse.

A text is parsed paragraph by paragraph. Before that each paragraph is *prepared*: quotation marks are taken out (they
break sentence splitting), white space is folded, thousands parted by a space are joined, typographic apostrophes are
made plain, sentences glued together ("said.A") are parted, and so is a full stop from a capital that it follows as the
end of a sentence ("on X."). A map leads every prepared character back to the text, so
that tokens count the code points of the text as it was given.
"""

import importlib
import re
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from functools import lru_cache
from typing import cast

from onrecord.core.parse import Parse, Token
from onrecord.language.datelines import dateline_end
from onrecord.language.finishing import Finished, finisher
from onrecord.language.lexicons import settings
from onrecord.language.models import load_parser, one_thread
from onrecord.language.stops import Stops, closing_stops, stops
from onrecord.language.trees import untangle
from onrecord.language.universal import Adapter, Word

_QUOTE_MARKS = re.compile("[\u201c\u201d\u201e\u201f\u00ab\u00bb\u2039\u203a\"\u2018\u201a\uff02]|''|\u2019\u2019|``")
_APOSTROPHES = str.maketrans({"\u2019": "'", "\u02bc": "'", "\u2032": "'"})
_GROUPED = re.compile("(?<![\\d.,])\\d{1,3}(?:[\u00a0\u202f\u2009]\\d{3})+(?!\\d)")
_GROUPED_BY_SPACE = re.compile("(?<![\\d.,])\\d{1,3}(?:[ \u00a0\u202f\u2009]\\d{3})+(?!\\d)")
_GLUED = re.compile(r"(?<=[^\W\d_][^\W\d_A-Z][.!?])(?=[A-Z\u00c0-\u00de][^\W\d_A-Z.])")
_PARAGRAPH = re.compile(r"[^\n]+")
_LONGEST = 8_000
_BATCH = 64


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
    finish = finisher(language.partition("-")[0].lower())
    # A paragraph that several of the texts have is parsed once
    times = Counter(line for lines in prepared for line, _ in lines)
    docs = nlp.pipe(times, batch_size=_BATCH, disable=finish.left_out)
    again: dict[str, Finished] = {}
    parses = []
    with one_thread():
        for text, lines in zip(texts, prepared, strict=True):
            words: list[Word] = []
            for line, places in lines:
                found = again[line] if line in again else finish.finish(next(docs))
                if times[line] > 1:
                    again[line] = found
                opened = len(words)
                words.extend(found.words(places, opened))
                if opened < len(words):
                    words[opened].opens = True
            adapter.to_universal(words)
            untangle(words)
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


def _assemble(text: str, language: str, words: list[Word]) -> Parse:
    opened = [i for i, word in enumerate(words) if word.first and i]
    bounds = zip([0, *opened], [*opened, len(words)], strict=True)
    sentences = [range(start, end) for start, end in bounds] if words else []
    tokens = [
        Token(
            i,
            word.text,
            word.start,
            word.end,
            word.lemma if word.pos == "PROPN" else _lowered(word.lemma),
            word.pos,
            word.feats,
            word.head,
            word.rel,
            number,
        )
        for number, sentence in enumerate(sentences)
        for i, word in zip(sentence, words[sentence.start : sentence.stop], strict=True)
    ]
    return Parse(text=text, language=language, tokens=tokens, sentences=sentences)


@lru_cache(maxsize=1 << 16)
def _lowered(word: str) -> str:
    # Kept, so that a word said often is one object, whose hash is worked out once
    return word.lower()
