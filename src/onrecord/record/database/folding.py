"""Folding: the form in which words are indexed and searched, so that accents, case and elisions do not part them."""

import re
import unicodedata

_LETTERS = str.maketrans(
    {"œ": "oe", "æ": "ae", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "ı": "i", "þ": "th", "’": "'", "ʼ": "'", "‘": "'"}
)
# A word of up to two letters, or one that ends in "qu", before an apostrophe is an elided article, pronoun or
# conjunction ("l'aide", "d'accord", "qu'il", "lorsqu'elle") in every language that writes elision; "'s" after a word is
# a case ending.
_ELISION = re.compile(r"\b(?:[^\W\d_]{1,2}|[^\W\d_]{0,8}qu)'(?=[^\W\d_])")
_ENDING = re.compile(r"'s\b")
_WORD = re.compile(r"\w+")


def fold(text: str) -> str:
    """Return the words of ``text`` parted by single blanks: lower case, without accents, elisions and marks."""
    if text.isascii():
        text = text.lower()
    else:
        # Taken apart before the case is folded (letters in mathematical styles) and after (what folding puts together).
        text = unicodedata.normalize("NFKD", text).casefold().translate(_LETTERS)
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join(_WORD.findall(_ENDING.sub("", _ELISION.sub("", text))))


def query_phrases(query: str) -> list[str]:
    """Return the folded phrases that a search asks for, all of which must be found.

    Words between double quotes are one phrase; every other word is its own.
    """
    phrases: list[str] = []
    for number, part in enumerate(query.split('"')):
        folded = fold(part)
        phrases.extend([folded] if number % 2 and folded else folded.split())
    return phrases
