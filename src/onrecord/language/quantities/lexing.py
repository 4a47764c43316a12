"""Words of a text as quantities see them: numbers with their separators, words, elided words, single marks."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from re import Pattern, compile

_DIGITS = r"\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3})+(?!\d)(?:[.,]\d+(?!\d))?|\d+(?:[.,'·]\d+)*"
_OUTSIDE = ("",) * 64
"""What stands before a text and after it, farther than any rule looks."""
_SPELLINGS = (("\u2019", "'"), ("\u02bc", "'"), ("\u2010", "-"), ("\u2011", "-"), ("\u2212", "-"))


@dataclass(slots=True)
class Words:
    """The words of ``text`` in order: as written, in lower case, and where each starts and ends (code points).

    ``low`` goes on with empty words, so that some words before the first (an index below nought) and past the last may
    be looked at too.
    """

    text: str
    words: list[str]
    low: list[str]
    starts: list[int]
    ends: list[int]
    size: int
    """How many words there are."""

    def glued(self, i: int) -> bool:
        """Say whether word ``i`` touches the word before it."""
        return 0 < i < self.size and self.starts[i] == self.ends[i - 1]

    def is_number(self, i: int) -> bool:
        """Say whether word ``i`` is written in digits."""
        return 0 <= i < self.size and self.words[i][0].isdecimal()

    def is_word(self, i: int) -> bool:
        """Say whether word ``i`` is made of letters."""
        return 0 <= i < self.size and self.words[i][0].isalpha()

    def same_line(self, i: int) -> bool:
        """Say whether no line break parts word ``i`` from the word before it."""
        if not 0 < i < self.size:
            return False
        end, start = self.ends[i - 1], self.starts[i]
        return start == end or "\n" not in self.text[end:start]

    def joined(self, first: int, last: int) -> str:
        """Return the words ``first`` to ``last`` (exclusive) in lower case, parted by single blanks, without hyphens;
        nothing where the text does not reach that far."""
        if first < 0 or last > self.size:
            return ""
        words = self.low[first:last]
        return " ".join([word for word in words if word != "-"] if "-" in words else words)

    def compound_end(self, i: int) -> int:
        """Return the index after the hyphenated or mixed word at ``i`` ("air-defence", "Il-76", "F-16s")."""
        j = i + 1
        if self.words[i].endswith("'"):
            return j
        while j < self.size and self.starts[j] == self.ends[j - 1]:
            if self.words[j][0].isalnum():
                j += 1
            elif self.words[j] == "-" and self.glued(j + 1) and self.words[j + 1][0].isalnum():
                j += 2
            else:
                break
        return j


@cache
def _pattern(elision: bool) -> Pattern[str]:
    letters = r"[^\W\d_]+'" if elision else r"[^\W\d_]+(?:'[^\W\d_]+)+"
    # Plain words, nearly all of a text, come first and blanks are passed over at once, which changes no word.
    plain = r"[A-Za-z\u00aa\u00b5\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u00ff]++(?![^\W\d_]|')"
    return compile(rf"((?! )(?:{plain}|[.,;:!?()-]|(?!\s)(?:{_DIGITS}|{letters}|[^\W\d_]+|[^\w\s]|_)))")


def split_words(text: str, *, elision: bool, stretches: Sequence[tuple[int, int]] = ()) -> Words:
    """Return the words of ``text``, or of its ``stretches`` alone, whose ends no word crosses; with ``elision`` a word
    ends at its apostrophe ("d'", "environ")."""
    plain = text
    for mark, usual in _SPELLINGS:
        if mark in plain:
            plain = plain.replace(mark, usual)
    split = _pattern(elision).split
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for first, last in stretches or ((0, len(plain)),):
        pieces = split(plain[first:last])
        edges = list(accumulate(map(len, pieces), initial=first))
        words += pieces[1::2]
        starts += edges[1:-1:2]
        ends += edges[2::2]
    return Words(text, words, [*map(str.lower, words), *_OUTSIDE], starts, ends, len(words))


def phrase_key(phrase: str, *, elision: bool) -> str:
    """Return ``phrase`` as :meth:`Words.joined` gives the words of a text, for use as a key."""
    words = split_words(phrase, elision=elision)
    return words.joined(0, words.size)
