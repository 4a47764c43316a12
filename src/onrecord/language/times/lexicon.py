"""The words of time of a language: its tables read into token classes, each set of classes one code character.

A text becomes a string of codes, one per token, over which the patterns run as ordinary regular expressions.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from onrecord.core.errors import LexiconError
from onrecord.language.lexicons import cells, settings, table

WORDS = "times_words.tsv"
PATTERNS = "times_patterns.tsv"
SETTINGS = "times.toml"

OTHER = "\u0100"
"""The code of a token that no pattern mentions; it ends a run."""

_FIRST_CODE = 0x4E00
_NUMBER = r"\d{1,3}(?:[\u00a0\u202f\u2009 ]\d{3})+(?!\w)|\d+(?:[.,]\d+)+(?!\w)|\d+(?![\w])"
_WORD = r"[^\W\d_]+(?![\d_])"
_REST = r"\w+|\n[^\S\n]*\n|[^\w\s]"

Classes = Mapping[str, str]
"""What a token may be: from class to value."""


class Token(NamedTuple):
    """A token's place in the text and what it may be."""

    start: int
    end: int
    classes: Classes


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The token classes of a language and the codes that stand for them.

    ``words`` maps lower-case words, ``cased`` words that count only as written (May, Mar); ``codes`` gives each set of
    classes its character; ``members`` the characters of each class.
    """

    tokens: re.Pattern[str]
    shapes: Mapping[str, re.Pattern[str]]
    words: Mapping[str, tuple[str, Classes]]
    cased: Mapping[str, tuple[str, Classes]]
    numbers: Mapping[tuple[str, ...], str]
    shape_codes: Mapping[str, str]
    members: Mapping[str, str]

    def read(self, text: str) -> tuple[str, list[Token]]:
        """Return the code string of ``text`` and its tokens, one per code; a token of code ``OTHER`` has no place."""
        codes: list[str] = []
        tokens: list[Token] = []
        words, cased = self.words, self.cased
        nothing = Token(0, 0, {})
        unknown: set[str] = set()
        for match in self.tokens.finditer(text):
            word = match.group()
            if word in unknown:
                codes.append(OTHER)
                tokens.append(nothing)
                continue
            kind = match.lastgroup
            if kind == "word" or kind == "rest":
                entry = cased.get(word) or words.get(word.lower())
                if entry is None:
                    if word.isalpha():
                        unknown.add(word)
                    codes.append(OTHER)
                    tokens.append(nothing)
                    continue
            elif kind == "number":
                entry = self._number(word)
            else:
                entry = self._shape(kind or "", word)
            codes.append(entry[0])
            tokens.append(Token(*match.span(), entry[1]))
        return "".join(codes), tokens

    def _shape(self, name: str, word: str) -> tuple[str, Classes]:
        match = self.shapes[name].fullmatch(word)
        groups = {key: value or "" for key, value in match.groupdict().items()} if match else {}
        return self.shape_codes.get(name, OTHER), {name: groups.get("value", word)} | groups

    def _number(self, word: str) -> tuple[str, Classes]:
        names = number_classes(word)
        value = re.sub(r"\s", "", word).replace(",", ".")
        return self.numbers.get(names, OTHER), dict.fromkeys(names, value)


def number_classes(word: str) -> tuple[str, ...]:
    """Return the classes of a number in digits: ``int``, ``dom`` (day of month), ``year``, ``decimal`` and the like."""
    if not word.isdecimal():
        return ("decimal",) if re.fullmatch(r"\d+[.,]\d{1,2}", word) else ("big",)
    number = int(word[:9])
    names = ["int"]
    if len(word) <= 2 and 1 <= number <= 31:
        names.append("dom")
    if len(word) <= 2 and 1 <= number <= 12:
        names.append("hour12")
    if len(word) <= 2 and number <= 24:
        names.append("hour")
    if len(word) == 2 and number > 31:
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
    numbers = {names: code(frozenset(names)) for names in sorted({number_classes(n) for n in _SAMPLE_NUMBERS})}
    shapes = shape_patterns(language)
    shape_codes: dict[str, str] = {}
    for name in shapes:
        shape_codes[name] = code(frozenset({name}))
    members: dict[str, str] = {}
    for names, character in codes.items():
        for name in names:
            members[name] = members.get(name, "") + character
    return Lexicon(_token_pattern(language), shapes, words, exact, numbers, shape_codes, members)


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
def tokenizer(language: str) -> re.Pattern[str]:
    """Return the pattern that cuts a text or a template of ``language`` into tokens."""
    return _token_pattern(language)
