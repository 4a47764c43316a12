"""The words of time of a language: its tables read into token classes, each set of classes one code character.

A text becomes a string of codes, one per token, over which the patterns run as ordinary regular expressions.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import accumulate

from onrecord.core.errors import LexiconError
from onrecord.language.lexicons import cells, settings, table

WORDS = "times_words.tsv"
PATTERNS = "times_patterns.tsv"
SETTINGS = "times.toml"

OTHER = "\u0100"
"""The code of a token that no pattern mentions; it ends a run."""

_FIGURES = "\u0101"
_FIRST_CODE = 0x4E00
_MOST_KEPT = 50_000
_MOST_CUT = 10_000
_LONGEST_KEPT = 40
"""Characters of a stretch up to which it may well be met again."""
_NUMBER = r"\d{1,3}(?:[\u00a0\u202f\u2009 ]\d{3})+(?!\w)|\d+(?:[.,]\d+)+(?!\w)|\d+(?![\w])"
_WORD = r"[^\W\d_]+(?![\d_])"
_LETTERS = r"[A-Za-z\u00aa\u00b5\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u00ff]++(?!\w)"
_MARKS = r'[.,;:!?()"«»-]'
_REST = r"\w+|\n[^\S\n]*\n|[^\w\s]"

Classes = Mapping[str, str]
"""What a token may be: from class to value."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The token classes of a language and the codes that stand for them.

    ``words`` maps lower-case words, ``cased`` words that count only as written (May, Mar); ``codes`` gives each set of
    classes its character; ``members`` the characters of each class.
    """

    tokens: re.Pattern[str]
    splitter: re.Pattern[str]
    shapes: Mapping[str, re.Pattern[str]]
    words: Mapping[str, tuple[str, Classes]]
    cased: Mapping[str, tuple[str, Classes]]
    numbers: Mapping[tuple[str, ...], str]
    shape_codes: Mapping[str, str]
    members: Mapping[str, str]
    counted: re.Pattern[str] | None = None
    """What follows a number that counts things and is no day of a month."""
    across: re.Pattern[str] | None = None
    """What a shape may hold on the other side of a blank from its figures."""
    kept: dict[str, str] = field(default_factory=dict, compare=False, repr=False)
    """The codes of the words met so far; ``_FIGURES`` for those with digits, whose kind depends on what follows."""
    cut: dict[str, tuple[list[str], list[int], str]] = field(default_factory=dict, compare=False, repr=False)
    """The short stretches met so far: their tokens, the ends of their pieces and their codes."""
    counts: dict[tuple[str, bool], tuple[str, Classes]] = field(default_factory=dict, compare=False, repr=False)
    """The numbers in digits met so far, each also as one that counts things."""

    def read(self, text: str, start: int = 0, end: int | None = None) -> "Tokens":
        """Return the tokens of ``text`` in ``[start, end)``, which no token crosses, with the code string that stands
        for them."""
        written_as = text[start:end]
        found = self.cut.get(written_as)
        if found is None:
            found = self._cut(written_as)
        words, ends, codes = found
        tokens = Tokens(self, start, words, ends, codes, {})
        if _FIGURES not in codes:
            return tokens
        written = list(codes)
        place = codes.find(_FIGURES)
        while place >= 0:
            written[place], tokens.figures[place] = self._figures(text, start + tokens.ends[2 * place])
            place = codes.find(_FIGURES, place + 1)
        tokens.codes = "".join(written)
        return tokens

    def _cut(self, text: str) -> tuple[list[str], list[int], str]:
        """Return the tokens of ``text``, the ends of its pieces and the code string; kept, since newspapers say the
        like of "on Monday" again and again."""
        pieces = self.splitter.split(text)
        words = pieces[1::2]
        try:
            codes = "".join(map(self.kept.__getitem__, words))
        except KeyError:
            self._meet(words)
            codes = "".join(map(self.kept.__getitem__, words))
        found = words, list(accumulate(map(len, pieces))), codes
        if len(text) <= _LONGEST_KEPT:
            if len(self.cut) >= _MOST_CUT:
                self.cut.clear()
            self.cut[text] = found
        return found

    def classes(self, word: str) -> Classes:
        """Return what a word without digits may be."""
        entry = self.cased.get(word) or self.words.get(word.lower())
        return entry[1] if entry else {}

    def code(self, word: str) -> str:
        """Return the code of a word of letters alone."""
        entry = self.cased.get(word) or self.words.get(word.lower())
        return entry[0] if entry else OTHER

    def _meet(self, words: list[str]) -> None:
        """Keep the codes of words not met before."""
        kept = self.kept
        unmet = set(words).difference(kept)
        if len(kept) > _MOST_KEPT:
            kept.clear()
            unmet = set(words)
        for word in unmet:
            if not word.isalpha() and any(character.isdecimal() for character in word):
                kept[word] = _FIGURES
                continue
            entry = self.cased.get(word) or self.words.get(word.lower())
            kept[word] = entry[0] if entry else OTHER

    def _figures(self, text: str, start: int) -> tuple[str, Classes]:
        """Return the code and the classes of the token with digits that begins at ``start``."""
        match = self.tokens.match(text, start)
        kind, word = (match.lastgroup or "", match.group()) if match else ("rest", "")
        if kind in ("word", "rest"):
            entry = self.cased.get(word) or self.words.get(word.lower())
            return entry or (OTHER, {})
        if kind != "number" or match is None:
            return self._shape(kind, word)
        return self._number(word, counts=bool(self.counted and self.counted.match(text, match.end())))

    def _shape(self, name: str, word: str) -> tuple[str, Classes]:
        match = self.shapes[name].fullmatch(word)
        groups = {key: value or "" for key, value in match.groupdict().items()} if match else {}
        return self.shape_codes.get(name, OTHER), {name: groups.get("value", word)} | groups

    def _number(self, word: str, *, counts: bool) -> tuple[str, Classes]:
        key = word, counts
        found = self.counts.get(key)
        if found is None:
            if len(self.counts) >= _MOST_KEPT:
                self.counts.clear()
            names = number_classes(word, counts=counts)
            value = re.sub(r"\s", "", word).replace(",", ".")
            found = self.counts[key] = self.numbers.get(names, OTHER), dict.fromkeys(names, value)
        return found


@dataclass(slots=True)
class Tokens:
    """The tokens of a text from ``offset`` on and the code of each, in ``codes``.

    ``ends`` has the ends of the pieces, counted from there: of each gap, then of the token after it; ``figures`` what
    the tokens with digits may be.
    """

    lexicon: Lexicon
    offset: int
    words: list[str]
    ends: list[int]
    codes: str
    figures: dict[int, Classes]

    def start(self, i: int) -> int:
        """Return where token ``i`` begins in the text."""
        return self.offset + self.ends[2 * i]

    def end(self, i: int) -> int:
        """Return where token ``i`` ends in the text."""
        return self.offset + self.ends[2 * i + 1]

    def classes(self, i: int) -> Classes:
        """Return what token ``i`` may be: from class to value."""
        found = self.figures.get(i)
        return self.lexicon.classes(self.words[i]) if found is None else found


def number_classes(word: str, *, counts: bool = False) -> tuple[str, ...]:
    """Return the classes of a number in digits: ``int``, ``dom`` (day of month), ``year``, ``decimal`` and the like.

    ``counts`` says that what follows is counted by it, so that it is no day.
    """
    if not word.isdecimal():
        return ("decimal",) if re.fullmatch(r"\d+[.,]\d{1,2}", word) else ("big",)
    number = int(word[:9])
    names = ["int"]
    if len(word) <= 2 and 1 <= number <= 31 and not counts:
        names.append("dom")
    if len(word) <= 2 and 1 <= number <= 12:
        names.append("hour12")
    if len(word) <= 2 and number <= 24:
        names.append("hour")
    if len(word) == 2 and number > 31 and not counts:
        names.append("yy")
    if len(word) == 4 and 1000 <= number <= 2199:
        names.append("year")
    return tuple(names)


_SAMPLE_NUMBERS = (
    "1",
    "01",
    "10",
    "13",
    "24",
    "25",
    "31",
    "32",
    "0",
    "00",
    "99",
    "123",
    "1999",
    "5000",
    "1.5",
    "1,000",
)


def build(language: str, literals: frozenset[str]) -> Lexicon:
    """Return the lexicon of ``language``, with a class ``=word`` for every word that its patterns spell out.

    Raises LanguageError for an unknown language, LexiconError for missing or malformed tables.
    """
    plain, cased = _word_classes(language)
    for word in literals:
        plain.setdefault(word, {})[f"={word}"] = word
    if "'" in plain:
        plain["’"] = plain["'"]
    for word, classes in cased.items():
        classes.update({name: value for name, value in plain.get(word.lower(), {}).items() if name not in classes})
    codes: dict[frozenset[str], str] = {}

    def code(names: frozenset[str]) -> str:
        return codes.setdefault(names, chr(_FIRST_CODE + len(codes)))

    words = {word: (code(frozenset(classes)), classes) for word, classes in plain.items()}
    exact = {word: (code(frozenset(classes)), classes) for word, classes in cased.items()}
    kinds = {number_classes(n, counts=counts) for n in _SAMPLE_NUMBERS for counts in (False, True)}
    numbers = {names: code(frozenset(names)) for names in sorted(kinds)}
    shapes = shape_patterns(language)
    shape_codes: dict[str, str] = {}
    for name in shapes:
        shape_codes[name] = code(frozenset({name}))
    members: dict[str, str] = {}
    for names, character in codes.items():
        for name in names:
            members[name] = members.get(name, "") + character
    pattern, splitter = _token_pattern(language), _splitter(language)
    counted, across = (_setting(language, name) for name in ("counted", "across"))
    return Lexicon(pattern, splitter, shapes, words, exact, numbers, shape_codes, members, counted, across)


def _setting(language: str, name: str) -> re.Pattern[str] | None:
    found = settings(language, SETTINGS).get(name)
    return re.compile(found) if isinstance(found, str) else None


def _word_classes(language: str) -> tuple[dict[str, dict[str, str]], dict[str, dict[str, str]]]:
    plain: dict[str, dict[str, str]] = {}
    cased: dict[str, dict[str, str]] = {}
    for row in table(language, WORDS):
        for word in cells(row["words"]):
            if row["case"] == "capital":
                for form in (word, word.upper()):
                    cased.setdefault(form, {})[row["class"]] = row["value"]
            else:
                plain.setdefault(word.lower(), {})[row["class"]] = row["value"]
    return plain, cased


@cache
def shape_patterns(language: str) -> Mapping[str, re.Pattern[str]]:
    """Return the shapes (``clock``, ``iso`` and the like) of a language; their named groups become values of a frame.

    Raises LexiconError where the settings hold none or one does not compile.
    """
    shapes = settings(language, SETTINGS).get("shapes")
    if not isinstance(shapes, dict):
        raise LexiconError("times.shapes", f"{language}/{SETTINGS} has no [shapes].", "Add the table.")
    try:
        return {str(name): re.compile(str(form), re.IGNORECASE) for name, form in shapes.items()}
    except re.error as error:
        raise LexiconError("times.shapes", f"{language}/{SETTINGS}: {error}.", "Mend the shape.") from error


@cache
def _token_pattern(language: str) -> re.Pattern[str]:
    alternatives = [
        f"(?P<{name}>(?i:{re.sub(r'[(][?]P<[a-z0-9_]+>', '(?:', pattern.pattern)}))"
        for name, pattern in shape_patterns(language).items()
    ]
    # Words first: they are nearly all of a text, and no shape is letters alone.
    alternatives = [f"(?P<word>{_WORD})", *alternatives, f"(?P<number>{_NUMBER})", f"(?P<rest>{_REST})"]
    return re.compile("|".join(alternatives))


@cache
def _splitter(language: str) -> re.Pattern[str]:
    """Return the same pattern in one group, for splitting; plain words and marks, nearly all of a text, come first
    and blanks are passed over at once, which changes no token."""
    plain = re.sub(r"[(][?]P<[a-z0-9_]+>", "(?:", _token_pattern(language).pattern)
    return re.compile(rf"((?! )(?:{_LETTERS}|{_MARKS}|(?![^\S\n])(?:{plain})))")


@cache
def tokenizer(language: str) -> re.Pattern[str]:
    """Return the pattern that cuts a text or a template of ``language`` into tokens."""
    return _token_pattern(language)
