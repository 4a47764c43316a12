"""What statements are read from: the parse with its quoted stretches laid over it."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

from onrecord.core.parse import Parse, Token
from onrecord.core.spans import Span
from onrecord.language.datelines import dateline_end
from onrecord.language.quotes import Quote
from onrecord.meaning.statements.grammar import Grammar

DASHES = ("\u2013", "\u2014", "\u2015")
_JOINTS = " \t\u00a0\u202f\u2009,;\u2014\u2013-"


@dataclass(slots=True)
class Scene:
    """A parsed text and its quotes. ``quote_at`` gives the outermost quote over each token, or None."""

    parse: Parse
    quotes: Sequence[Quote]
    grammar: Grammar
    tokens: list[Token] = field(init=False)
    outer: list[Quote] = field(init=False)
    quote_at: list[Quote | None] = field(init=False)
    _sentences: list[range] = field(init=False)
    _ends: list[int] = field(init=False)
    _starts: list[int] = field(init=False)
    _forms: list[str] = field(init=False)

    def __post_init__(self) -> None:
        """Lay the quotes over the tokens."""
        self.tokens = self.parse.tokens
        self.outer = [q for q in self.quotes if q.depth == 0 and q.closed]
        self.quote_at = [None] * len(self.parse.tokens)
        starts = [t.start for t in self.parse.tokens]
        for quote in self.outer:
            at = bisect_left(starts, quote.inner.start)
            while at < len(starts) and starts[at] < quote.outer.end:
                self.quote_at[at] = quote
                at += 1
        self._sentences = _whole_sentences(self.parse)
        self._forms = [t.text.lower().replace("\u2019", "'").lstrip("-") for t in self.parse.tokens]
        self._starts = [q.outer.start for q in self.outer]
        self._ends = [q.outer.end for q in self.outer]

    @property
    def text(self) -> str:
        """The text that all spans count."""
        return self.parse.text

    def word(self, i: int) -> str:
        """The lower-case form of token ``i`` with plain apostrophes and without a leading hyphen."""
        return self._forms[i]

    def sentence(self, i: int) -> range:
        """The sentence of token ``i``; inside a quote, only the part of it that is quoted with the token."""
        whole = self._sentences[self.tokens[i].sent]
        quote = self.quote_at[i]
        if quote is None:
            return whole
        first = last = i
        while first - 1 in whole and self.quote_at[first - 1] is quote:
            first -= 1
        while last + 1 in whole and self.quote_at[last + 1] is quote:
            last += 1
        return range(first, last + 1)

    def quote_before(self, i: int) -> Quote | None:
        """The quote that ends right before token ``i``, with nothing but joints between."""
        start = self.tokens[i].start
        at = bisect_left(self._ends, start + 1) - 1
        if at < 0:
            return None
        quote = self.outer[at]
        between = self.text[quote.outer.end : start]
        if ";" in between and quote.kind == "fragment":
            return None
        return quote if not between.strip(_JOINTS) else None

    def quote_after(self, i: int) -> Quote | None:
        """The quote that begins right after token ``i``, with nothing but joints or a colon between."""
        end = self.tokens[i].end
        at = bisect_left(self._starts, end)
        if at >= len(self.outer):
            return None
        quote = self.outer[at]
        return quote if not self.text[end : quote.outer.start].strip(_JOINTS + ":") else None

    def after_dash(self, i: int) -> bool:
        """Say whether a dash opens the line of token ``i``, and one stands right before it at the beginning of a
        sentence: a turn of a dialogue."""
        start = self.tokens[i].start
        line = self.text.rfind("\n", 0, start) + 1
        before = self.text[line:start].strip()
        if before[:1] not in DASHES or before[-1:] not in DASHES:
            return False
        return len(before) == 1 or before[:-1].rstrip()[-1:] in '.!?\u2026\u00bb\u201d"'

    def closes(self, quote: Quote) -> bool:
        """Say whether ``quote`` ends a clause: punctuation stands at its end, inside or outside."""
        after = self.text[quote.outer.end : quote.outer.end + 2].strip(" \u00a0\u202f")[:1]
        return not after or after in ".!?,;\u2026\n)" or self.text[quote.inner.end - 1] in ".!?,\u2026"

    def is_participle(self, i: int) -> bool:
        """Say whether token ``i`` is a verb form without a subject of its own ("adding", "cité")."""
        token = self.tokens[i]
        if token.feats.get("VerbForm") not in ("Ger", "Part") or self.parse.child(i, "aux") is not None:
            return False
        before = self.tokens[i - 1] if i else token
        # The auxiliary of a chain of verbs may hang on the last of them (« a fait savoir »).
        return not (before.pos == "AUX" and before.head == token.head and not token.is_root)

    def is_relative(self, i: int) -> bool:
        """Say whether token ``i`` is a relative pronoun that the parser may have drawn into a noun phrase."""
        return self.tokens[i].pos == "PRON" and self.grammar.among("relative_pronouns", self.word(i))

    def is_verb(self, i: int) -> bool:
        """Say whether token ``i`` works as a verb; after a determiner the parser's verb is a noun."""
        if self.tokens[i].pos not in ("VERB", "AUX"):
            return False
        before = self.tokens[i - 1]
        determined = before.pos == "DET" or before.rel == "det"
        return not (i and determined and before.head in (i, self.tokens[i].head))

    def span(self, first: int, last: int) -> Span:
        """The characters from token ``first`` to token ``last``."""
        return Span(self.tokens[first].start, self.tokens[last].end)


def _whole_sentences(parse: Parse) -> list[range]:
    """Return, per sentence of the parse, the range of the orthographic sentence that it is part of: parsers also end
    sentences where no mark of punctuation does."""
    joined: list[range] = []
    for n, indices in enumerate(parse.sentences):
        last = parse.tokens[indices.start - 1] if n else None
        glued = (
            last is not None
            and last.text[-1:] not in ".!?\u2026;"
            and "\n" not in parse.text[last.end : parse.tokens[indices.start].start]
        )
        if glued:
            whole = range(joined[-1].start, indices.stop)
            at = n - 1
            while at >= 0 and joined[at].start == whole.start:
                joined[at] = whole
                at -= 1
            joined.append(whole)
        else:
            joined.append(indices)
    return [_after_dateline(parse, indices) for indices in joined]


def _after_dateline(parse: Parse, indices: range) -> range:
    """Return the sentence without the dateline that it opens with ("NAIROBI, May 3 (Agency) - ")."""
    start, text = parse.tokens[indices.start].start, parse.text
    if text[:start].rstrip(" \t\u00a0")[-1:] not in ("", "\n"):
        return indices
    end = dateline_end(text, start)
    first = indices.start
    while first < indices.stop - 1 and parse.tokens[first].start < end:
        first += 1
    return range(first, indices.stop)
