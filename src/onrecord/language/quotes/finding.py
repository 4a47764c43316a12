"""Finding quoted stretches, whatever the marks and however broken the typography."""

import re
from dataclasses import dataclass, replace

from onrecord.core.spans import Span
from onrecord.language.quotes.marks import Habits, Mark, find_marks, habits, pair
from onrecord.language.quotes.quote import Quote, QuoteKind

_PARAGRAPH = re.compile(r"[^\n]+")
_SENTENCE_END = re.compile(r"[.!?\u2026](?=\s|$)")
_WORD = re.compile(r"\w+(?:[-'\u2019]\w+)*")
_ENDS_INSIDE = ",.!?\u2026;\u2014\u2013"
_LONGEST = 20_000


@dataclass(slots=True)
class _Paragraph:
    """The quotes of one paragraph, and what its neighbours must know."""

    start: int
    end: int
    quotes: list[Quote]
    opener: Mark | None
    closers: list[Mark]
    leading: Mark | None


def find_quotes(text: str, *, language: str) -> tuple[Quote, ...]:
    """Return the quoted stretches of ``text`` in order, outer before inner ones; offsets are code points of ``text``.

    A quotation that runs over several paragraphs gives one stretch in each. Marks may be of any kind and may be mixed
    or unbalanced: a lost mark costs its own quotation at most. Raises LanguageError for an unknown language.
    """
    table = habits(language)
    paragraphs = []
    carried: Mark | None = None
    for match in _PARAGRAPH.finditer(text):
        if not match[0].strip():
            continue
        paragraph = _read(text, match.start(), min(match.end(), match.start() + _LONGEST), table, carried)
        paragraphs.append(paragraph)
        carried = paragraph.opener
    _join(text, paragraphs)
    found = [q for p in paragraphs for q in p.quotes if q.inner.end > q.inner.start]
    return tuple(sorted(found, key=lambda q: (q.outer.start, -q.outer.end)))


def _read(text: str, start: int, end: int, table: Habits, carried: Mark | None) -> _Paragraph:
    marks = find_marks(text, start, end, table)
    first = Span(start, end).stripped(text).start
    leading = marks[0] if marks and marks[0].start == first else None
    if leading is not None and carried is not None and leading.family == carried.family:
        # A closing guillemet at the head of a paragraph carries the quotation on, as an opening mark does.
        marks[0] = leading = replace(leading, facing="open")
    else:
        leading = None
    pairs, openers, strays = pair(marks, text, table)
    quotes = [_quote(text, Span(a.start, b.end), Span(a.end, b.start), depth, end) for a, b, depth in pairs]
    if leading is not None:
        quotes = [replace(q, continues=True, kind="speech") if q.outer.start == leading.start else q for q in quotes]
    return _Paragraph(start, end, quotes, openers[-1] if openers else None, strays, leading)


def _join(text: str, paragraphs: list[_Paragraph]) -> None:
    """Settle the openers and closers that their own paragraph leaves alone."""
    for n, paragraph in enumerate(paragraphs):
        later = paragraphs[n + 1] if n + 1 < len(paragraphs) else None
        earlier = paragraphs[n - 1] if n else None
        if paragraph.opener is not None:
            opener = paragraph.opener
            carries = later is not None and (later.leading is not None or _runs_in(later, opener))
            stop = paragraph.end if carries else _sentence_end(text, opener.end, paragraph.end)
            inner = Span(opener.end, stop).stripped(text)
            kind: QuoteKind = "speech" if carries else "fragment"
            goes_on = paragraph.leading is not None and paragraph.leading.start == opener.start
            paragraph.quotes.append(Quote(Span(opener.start, inner.end), inner, kind, 0, goes_on, carries))
        for closer in paragraph.closers[:1]:
            carried = earlier is not None and earlier.opener is not None and _runs_in(paragraph, earlier.opener)
            begin = paragraph.start if carried else _sentence_start(text, paragraph, closer)
            inner = Span(begin, closer.start).stripped(text)
            said = carried or text[inner.end - 1 : inner.end] in tuple(_ENDS_INSIDE)
            if said and not any(q.outer.overlaps(Span(inner.start, closer.end)) for q in paragraph.quotes):
                paragraph.quotes.append(Quote(Span(inner.start, closer.end), inner, "speech", 0, carried, True))


def _runs_in(paragraph: _Paragraph, opener: Mark) -> bool:
    """Say whether the quotation that ``opener`` began ends in ``paragraph`` before another begins."""
    closer = next((c for c in paragraph.closers if c.family == opener.family), None)
    return closer is not None and all(q.outer.start > closer.start for q in paragraph.quotes)


def _sentence_end(text: str, start: int, end: int) -> int:
    match = _SENTENCE_END.search(text, start, end)
    return match.end() if match else end


def _sentence_start(text: str, paragraph: _Paragraph, closer: Mark) -> int:
    start = max([paragraph.start, *(q.outer.end for q in paragraph.quotes if q.outer.end <= closer.start)])
    for match in _SENTENCE_END.finditer(text, start, max(start, closer.start - 2)):
        start = match.end()
    return start


def _quote(text: str, outer: Span, inner: Span, depth: int, end: int) -> Quote:
    inner = inner.stripped(text)
    return Quote(outer, inner, _kind(text, outer, inner, end), depth)


def _kind(text: str, outer: Span, inner: Span, end: int) -> QuoteKind:
    """Tell an utterance from words quoted inside a clause by length, capital, and the punctuation around."""
    words = inner.of(text)
    count = len(_WORD.findall(words[:400]))
    line = text.rfind("\n", 0, outer.start) + 1
    before = text[line : outer.start].rstrip(" \t\u00a0\u202f\"\u201c\u201d\u00ab\u00bb([\u2018\u2019'")[-1:]
    after = text[outer.end : end].lstrip(" \t\u00a0\u202f")[:1]
    initial = next((c for c in words if c.isalnum()), "")
    capital = initial.isupper() or initial.isdigit() or words[:1] == "\u2026"
    ends = words[-1:] in tuple(_ENDS_INSIDE) or words.endswith("...")
    follows = not after or not after.isalnum()
    opens = not before or before in ".!?:\u2026\u2014\u2013-"
    if before == ":" and (count >= 2 or ends):
        return "speech"
    if opens and (capital or words[:1] in "[(.") and (ends or (count >= 2 and follows) or count >= 5):
        return "speech"
    if capital and count >= 3 and (ends or (follows and count >= 5)):
        return "speech"
    return "speech" if before in (",", ";") and ends and count >= 3 else "fragment"
