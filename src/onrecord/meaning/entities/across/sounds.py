"""How a name sounds: its words, whatever the script and the convention of spelling, as forms that can be compared.

A word of the Latin script is read by every convention that ``data/sounds.tsv`` knows ("ch" is one sound in the English
press, another in the French one), so that two spellings of one name meet where one reading of each agrees.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import combinations

from onrecord.language.lexicons import Row, cells, parse_table

_WORD = re.compile(r"[^\W\d_]+(?:['\u2019\u02bc][^\W\d_]+)*")
_HARAKAT = re.compile("[\u064b-\u065f\u0670\u0640]")
_LONGEST_NAME = 160
_MOST_WORDS = 8
_HELD = 1 << 16
_VOWELS = frozenset("aeiou")
_CLASSES = str.maketrans(
    {"b": "p", "v": "f", "d": "t", "g": "k", "h": None, "S": "s", "C": "s", "Z": "s", "J": "s", "T": "s", "z": "s"}
    | dict.fromkeys("aeiou")
)
_SCRIPTS = {"CYRILLIC": ("cyrillic",), "ARABIC": ("arabic", "arabic of Egypt"), "GREEK": ("greek",)}
_LATIN = ("english", "english plain", "french", "german", "scientific", "turkish")
_ARTICLE = "\u0627\u0644"


@dataclass(frozen=True, slots=True)
class NameWord:
    """One word of a name: its letters, its readings by sound, whether its script leaves short vowels out, and whether
    it is an initial."""

    text: str
    sounds: tuple[str, ...]
    bare: bool = False
    initial: bool = False

    @property
    def skeletons(self) -> frozenset[str]:
        """The classes of its consonants in order, one for each reading that differs."""
        return frozenset(_skeleton(s) for s in self.sounds)


@lru_cache(_HELD)
def name_words(name: str) -> tuple[NameWord, ...]:
    """Return the words of ``name`` that tell people apart: without titles and particles, and "Abd al-X" as one."""
    prefixes, particles, titles, suffixes = (_listed(k) for k in ("prefix", "particle", "title", "suffix"))
    cleaned = _HARAKAT.sub("", unicodedata.normalize("NFC", name[:_LONGEST_NAME]))
    found: list[tuple[str, str]] = []
    pending = ""
    for match in _WORD.finditer(cleaned):
        word = match[0].casefold()
        plain = _plain(word)
        if plain in prefixes and not pending:
            pending = word
        elif plain in suffixes and (found or pending):
            head, last = (pending, "") if pending else found.pop()
            found.append((head, last + word))
            pending = ""
        elif plain in particles or plain in titles:
            continue
        else:
            found.append((pending, word))
            pending = ""
    if pending:
        found.append(("", pending))
    return tuple(_name_word(before, word) for before, word in found[:_MOST_WORDS])


@lru_cache(_HELD)
def name_keys(name: str) -> frozenset[str]:
    """Return the keys under which a name of several words is found again: every two of its words by their consonants.

    A name of one word has the key of that word alone.
    """
    words = [w for w in name_words(name) if not w.initial]
    if len(words) == 1:
        return frozenset(s for s in words[0].skeletons if s)
    return frozenset(
        "+".join(sorted((left, right)))
        for one, other in combinations(words, 2)
        for left in one.skeletons
        for right in other.skeletons
        if left or right
    )


@lru_cache(_HELD)
def last_keys(name: str) -> frozenset[str]:
    """Return the keys of the last word of a name, by which a surname alone finds it."""
    words = [w for w in name_words(name) if not w.initial]
    return frozenset(s for s in words[-1].skeletons if s) if words else frozenset()


@lru_cache(_HELD)
def _name_word(before: str, word: str) -> NameWord:
    conventions = _conventions(word)
    is_arabic = conventions[0].startswith("arabic")
    written = before + word
    if is_arabic:
        word = _without_article(word)
    if not before:
        head, word = _split_prefix(word)
        before = head
    whole = before + word
    readings = dict.fromkeys(_sound(c, word) for c in conventions)
    lead = _sound(conventions[0], _short_prefix(before)) if before else ""
    sounds = tuple(_squeezed(lead + r) for r in readings if lead + r)
    text = _equals().get(written, whole)
    return NameWord(text, tuple(dict.fromkeys(sounds)) or ("",), is_arabic, len(word) == 1 and not before)


def _conventions(word: str) -> tuple[str, ...]:
    script = unicodedata.name(word[0], "").partition(" ")[0]
    return _SCRIPTS.get(script, _LATIN)


def _without_article(word: str) -> str:
    return word[2:] if word.startswith(_ARTICLE) and len(word) > 4 else word


def _split_prefix(word: str) -> tuple[str, str]:
    """Return "abd" and the rest where a word is written together with it ("Abdelkader"), else nothing and the word."""
    for prefix in _long_prefixes():
        rest = word[len(prefix) :]
        if word.startswith(prefix) and len(rest) > 2:
            return prefix, _without_article(rest)
    return "", word


@cache
def _long_prefixes() -> tuple[str, ...]:
    return tuple(sorted((p for p in _listed("prefix") if len(p) > 2), key=len, reverse=True))


def _short_prefix(prefix: str) -> str:
    """Return the part of a prefix that every spelling has."""
    return prefix[:3]


def _sound(convention: str, word: str) -> str:
    rules, longest = _rules(convention)
    marked = f"^{word}$"
    out: list[str] = []
    i = 0
    while i < len(marked):
        for length in range(min(longest, len(marked) - i), 0, -1):
            piece = marked[i : i + length]
            if piece in rules:
                out.append(rules[piece])
                # A rule for the beginning or end of a word leaves the mark behind it unread.
                i += length
                break
        else:
            out.append(_letter(marked[i], rules))
            i += 1
    return _squeezed("".join(out))


def _letter(char: str, rules: Mapping[str, str]) -> str:
    if char in "^$":
        return ""
    plain = unicodedata.normalize("NFKD", char)[0]
    return rules.get(plain, plain if plain.isascii() and plain.isalpha() else "")


def _squeezed(sound: str) -> str:
    """Return the sounds without doubled ones, and without the glide before a vowel like it."""
    out: list[str] = []
    for char in sound:
        if not out or out[-1] != char:
            out.append(char)
    return "".join(out)


def _skeleton(sound: str) -> str:
    return _squeezed(sound.translate(_CLASSES))


def _plain(word: str) -> str:
    """Return a Latin word without accents, any other as it is."""
    if word[0] >= "\u0370":
        return word
    return "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))


@cache
def _listed(kind: str) -> frozenset[str]:
    return frozenset(w for row in _table("name_words.tsv") if row["kind"] == kind for w in cells(row["words"]))


@cache
def _equals() -> Mapping[str, str]:
    rows = [cells(row["words"]) for row in _table("name_words.tsv") if row["kind"] == "equal"]
    return {word: group[0] for group in rows for word in group}


@cache
def _rules(convention: str) -> tuple[Mapping[str, str], int]:
    rows = _table("sounds.tsv")
    rules = {r["letters"]: r["sound"] for r in rows if r["convention"] == "latin"} if convention in _LATIN else {}
    rules |= {r["letters"]: r["sound"] for r in rows if r["convention"] == convention}
    return rules, max(map(len, rules))


@cache
def distances() -> Mapping[tuple[str, str], float]:
    """Return what it costs to take one sound for another, in both directions."""
    found = {(r["one"], r["other"]): float(r["cost"]) for r in _table("sound_distances.tsv")}
    return found | {(b, a): cost for (a, b), cost in found.items()}


@cache
def _table(name: str) -> tuple[Row, ...]:
    return parse_table(files("onrecord.meaning.entities").joinpath("data", name).read_text("utf-8"), name)


def is_vowel(sound: str) -> bool:
    """Whether a sound is a vowel."""
    return sound in _VOWELS
