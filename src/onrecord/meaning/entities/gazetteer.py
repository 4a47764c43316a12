"""The gazetteer: every name of the world and every word for an office or body in a text, in one Aho-Corasick pass.

Text and patterns are folded one code point to one code point (case, accents, typographic apostrophes and hyphens, white
space), so that matches count the code points of the text. A match must then stand at word boundaries, have a capital
wherever the pattern has one, and have no accent that the pattern lacks. The longest match wins.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Final

from ahocorasick_rs import AhoCorasick, MatchKind

from onrecord.core.spans import Span
from onrecord.meaning.entities.given import is_given_name, is_shared_name
from onrecord.meaning.entities.words import Words, language_base, words_of
from onrecord.meaning.entities.world import Known, NameKind, known

_APOSTROPHES = "\u2019\u2018\u02bc\u02bb\u2032\u00b4`\uff07"
_HYPHENS = "\u2010\u2011\u2012\u2013\u2212\u00ad"
# Begun by one set of characters, which is what makes the search fast
_UNEVEN = re.compile("[\\s\u0300-\u036f\u200b-\u200f\u2060\ufeff](?:(?<=\\S)|(?<=\n)[^\\S\n]|(?<=[^\\S\n])\\s)")
# A text without any of these is even where no blank or end of a line is beside another blank
_ODD = frozenset(
    "\t\x0b\x0c\r\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2028\u2029\u202f\u205f\u2060\u3000\ufeff"
    + "".join(map(chr, (*range(0x0300, 0x0370), *range(0x2000, 0x2010))))
)
_WORD = re.compile(r"[^\W_]+(?:['.\-][^\W_]+)*")
# Read from right to left, since what stands right before a name is asked for
_BEFORE = re.compile(r"(['\s-]{1,3})(\.?[^\W_]+(?:-[^\W_]+)*)")
_PHRASE_BEFORE = re.compile(r"(?:[^\W\d_]+['\u2019 ]\s?){1,3}\Z")
_JOINED = re.compile("[-\u2011]([^\\W\\d_]+)")
_JOINTS = ("-", "\u2011")
_CLOSING = (",", ".", ")", ";", "")
_AFTER = re.compile(r"[ ]([^\W_]+)")
_INITIAL = re.compile(r"[^\W\d_]\.")
_OFFICES = frozenset({"GOV", "MIL", "LEG", "JUD", "COP", "SPY", "IGO"})
_WINDOW = 32
_LENGTH_BITS: Final = 12
_REMEMBERED: Final = 1 << 15
_BORNE = frozenset({"state", "adjective", "city"})


class _Folding(dict[int, int]):
    """A translation table that folds each code point on first sight."""

    def __missing__(self, code: int) -> int:
        char = chr(code)
        if char in _APOSTROPHES:
            folded = "'"
        elif char in _HYPHENS:
            folded = "-"
        elif char.isspace():
            folded = " "
        elif 0xD800 <= code <= 0xDFFF:
            folded = "\ufffd"
        else:
            lowered = unicodedata.normalize("NFKD", char)[0].lower()
            folded = lowered if len(lowered) == 1 else char
        self[code] = ord(folded)
        return self[code]


_FOLDING = _Folding()
_UNLIKE = re.compile("[^!-_a-~ ]")


@dataclass(slots=True)
class Name:
    """A name, adjective or role found in a text.

    ``readings`` holds what the words may stand for, the preferred (``first``) before the others; the further fields are
    the first's: ``is_role`` whether the words name an office, a body or people rather than one of them; but ``others``
    are further countries that the same words may stand for.
    """

    span: Span
    text: str
    readings: tuple[Known, ...]
    first: Known = field(init=False, compare=False)
    kind: NameKind = field(init=False, compare=False)
    country: str | None = field(init=False, compare=False)
    sector: str | None = field(init=False, compare=False)
    is_role: bool = field(init=False, compare=False)
    others: tuple[str, ...] = field(init=False, compare=False)

    def __post_init__(self) -> None:
        """Keep at hand what is asked of a name time and again."""
        first = self.first = self.readings[0]
        self.kind, self.country, self.sector = first.kind, first.country, first.sector
        self.is_role = first.kind == "role"
        self.others = () if len(self.readings) == 1 else _others(self.readings)


def _others(readings: tuple[Known, ...]) -> tuple[str, ...]:
    own = readings[0].country
    return tuple(dict.fromkeys(k.country for k in readings[1:] if k.country and k.country != own))


class Gazetteer:
    """The patterns of one language in one automaton."""

    def __init__(self, language: str) -> None:
        self._words: Words = words_of(language_base(language))
        by_pattern: dict[str, list[Known]] = {}
        for entry in known(language):
            folded = fold(entry.pattern)
            if len(folded) > 1:
                by_pattern.setdefault(folded, []).append(entry)
        self._patterns = list(by_pattern.values())
        self._automaton = AhoCorasick(list(by_pattern), matchkind=MatchKind.Standard)
        # The same names come back report after report
        self._read = lru_cache(_REMEMBERED)(self._readings)
        groups = ("features_before", "streets_before", "ship_prefixes", "ship_nouns")
        self._feature_ends = tuple(sorted({phrase for g in groups for phrase in self._words.lists.get(g, ())}))
        self._feature_pairs = frozenset(phrase[-2:] for phrase in self._feature_ends)
        self._longest_end = max(map(len, self._feature_ends), default=0) + 2

    def scan(self, text: str) -> tuple[Name, ...]:
        """Return the names in ``text`` in order, none overlapping another."""
        folded, places = _folded(text)
        even = folded
        found: list[tuple[int, int, tuple[Known, ...]]] = []
        whole = len(folded)
        for index, start, end in self._automaton.find_matches_as_indexes(folded, overlapping=True):
            if start and folded[start - 1].isalnum() and folded[start].isalnum():
                continue
            if end < whole and folded[end].isalnum() and folded[end - 1].isalnum():
                continue
            words = text[start:end] if places is None else "".join(text[places[k]] for k in range(start, end))
            readings = self._read(index, words)
            if readings:
                found.append((start, end, readings))
        if places is not None:
            found = [(places[start], places[end - 1] + 1, readings) for start, end, readings in found]
            even = fold(text)
        return tuple(self._names(text, even, _longest(found)))

    def _readings(self, index: int, words: str) -> tuple[Known, ...]:
        """Return what the pattern ``index`` may stand for where the text has it as ``words``."""
        return tuple(k for k in self._patterns[index] if _fits(k.pattern, words))

    def _names(self, text: str, folded: str, found: Sequence[tuple[int, int, tuple[Known, ...]]]) -> Iterator[Name]:
        ends = {end for _, end, _ in found}
        # A trade with a capital right behind a name that people bear is a surname ("Jordan Miller")
        starts = {
            start
            for start, end, readings in found
            if not (readings[0].kind == "role" and text[start].isupper() and _is_trade(text[start:end], readings))
        }
        borne = self._borne(text, found, starts)
        for start, end, readings in found:
            span = Span(start, end)
            kept = readings
            if readings[0].kind != "role":
                first = readings[0]
                joint = text[end : end + 1] in _JOINTS or "-" in text[max(start - 3, 0) : start]
                if start in borne or (joint and self._is_compound(text, span)):
                    continue
                if self._is_feature(text, folded, span, first):
                    continue
                bare = self._is_bare(text, span, first)
                if bare and (self._is_somebodys(span.of(text)) or self._in_longer_name(text, span, starts, ends)):
                    continue
                personal = first.personal or (len(readings) > 1 and any(k.personal for k in readings))
                if personal and self._in_longer_name(text, span, starts, ends):
                    kept = tuple(k for k in readings if not k.personal)
            if kept:
                yield Name(span, text[start:end], kept)

    def _borne(self, text: str, found: Sequence[tuple[int, int, tuple[Known, ...]]], starts: set[int]) -> set[int]:
        """Return where among ``found`` the name of a state, people or town is one that somebody bears: right behind a
        given name, an initial or a courtesy title ("Anna Finn", "Mme Congo"); a people's behind a given name that is a
        state or town too only where a comma closes both ("Chad French, who ..."); a state's that is a given name right
        before a capitalised word that no table knows ("Judge India Okafor"). ``starts`` is where names begin."""
        borne: set[int] = set()
        last = (0, 0)
        for start, end, readings in found:
            if readings[0].kind == "state" and is_shared_name(fold(text[start:end])):
                after = _AFTER.match(text, end)
                if after and after[1][0].isupper() and after.start(1) not in starts:
                    borne.add(start)
            follows = readings[0].kind in _BORNE and text[start].isupper() and text[start - 1 : start] == " "
            word, gap = _word_before(text, start) if follows else ("", "")
            if gap == " " and (word[0].isupper() or last[1] == start - 1):
                first = fold(word).partition("-")[0]
                titled = word in self._words.titles and not self._words.has("titles_of_states", word)
                if word[0].isupper() and (titled or is_given_name(first) or _INITIAL.fullmatch(word)):
                    borne.add(start)
                elif (
                    last[1] == start - 1
                    and is_shared_name(fold(word))
                    and (text[end : end + 1] in (",", ")") or readings[0].kind != "adjective")
                ):
                    borne |= {start, last[0]}
            last = (start, end)
        return borne

    def _is_compound(self, text: str, span: Span) -> bool:
        """Whether a hyphen makes the name part of an attitude or another adjective ("pro-X", "X-led"), which does
        not tell whose something is as "X-flagged" does."""
        after = text[span.end : span.end + 2]
        if after[:1] in _JOINTS and after[1:].islower():
            joined = _JOINED.match(text, span.end)
            return joined is None or not self._words.has("belonging", joined[1].lower())
        if "-" not in text[max(span.start - 3, 0) : span.start]:
            return False
        word, gap = _word_before(text, span.start)
        return "-" in gap and self._words.has("blocked_prefixes", word.lower())

    def _is_somebodys(self, name: str) -> bool:
        """Whether a name without article is that of a person rather than of a state that takes one ("Dominique")."""
        folded = fold(name)
        return is_shared_name(folded) and not self._words.has("states_without_article", folded)

    def _is_bare(self, text: str, span: Span, reading: Known) -> bool:
        """Whether the name of a state stands without the article that those of its language take ("France Duval")."""
        if reading.kind != "state" or not reading.gender or not self._words.has("states_take_article", "yes"):
            return False
        before = text[max(span.start - 12, 0) : span.start].lower().replace("\u2019", "'").replace("'", "' ").split()
        led = before and (self._words.has("articles", before[-1]) or self._words.has("genitive", before[-1]))
        return not led and not (before and self._words.has("place_before", before[-1]))

    def _is_feature(self, text: str, folded: str, span: Span, reading: Known) -> bool:
        """Whether the name of a state is part of that of a water, a valley or a thing ("Gulf of X", "X Sea"), or a name
        part of that of a ship or street ("HMS X", "X Road"). ``folded`` is the whole ``text`` folded."""
        borders = reading.kind in ("state", "adjective")
        after = _AFTER.match(text, span.end)
        if after and (
            (borders and self._words.has("features_after", after[1].lower()))
            or (after[1][0].isupper() and self._words.has("streets_after", after[1].lower()))
        ):
            return True
        begun = max(span.start - self._longest_end, 0)
        stop = begun + len(text[begun : span.start].rstrip())
        # Two letters rule most words out
        if folded[stop - 2 : stop] not in self._feature_pairs or not folded.endswith(self._feature_ends, begun, stop):
            return False
        if text[span.start].isupper() and self._words.has("ship_prefixes", _word_before(text, span.start)[0].lower()):
            return True
        named = after[1][0].isupper() if after else text[span.end : span.end + 1] in _CLOSING
        if (
            text[span.start].isupper()
            and named
            and self._words.has("ship_nouns", _word_before(text, span.start)[0].lower())
        ):
            # "the tanker X Star", "the trawler X,"
            return True
        before = _PHRASE_BEFORE.search(text, max(span.start - _WINDOW, 0), span.start)
        words = fold(before[0]).replace("'", "' ").split() if before else []
        phrases = [" ".join(words[-n:]) for n in (1, 2, 3)]
        return (borders and any(self._words.has("features_before", p) for p in phrases)) or (
            text[span.start].isupper() and any(self._words.has("streets_before", p) for p in phrases)
        )

    def _in_longer_name(self, text: str, span: Span, starts: set[int], ends: set[int]) -> bool:
        """Whether unknown capitalised words stand beside the name, as in a person's name."""
        after = _AFTER.match(text, span.end)
        if after and self._words.has("name_particles", after[1]):
            after = _AFTER.match(text, after.end()) or after
        if (
            after
            and after[1][0].isupper()
            and after.start(1) not in starts
            and not self._words.has("function_words", after[1].lower())
        ):
            return True
        word, gap = _word_before(text, span.start)
        if not word[:1].isupper() or "'" in gap:
            return False
        if word[-1] == "." and word not in self._words.titles and not _INITIAL.fullmatch(word):
            # The end of the sentence before
            return False
        if word in self._words.titles:
            return True
        return span.start - len(gap) not in ends and not self._words.has("function_words", word.lower())


def scan(text: str, language: str) -> tuple[Name, ...]:
    """Return the names of states, adjectives of nationality, cities, institutions, organisations, groups and the words
    for offices and bodies in ``text``, in order and without overlap. ``language`` is BCP 47."""
    return gazetteer(language_base(language)).scan(text)


@cache
def gazetteer(base: str) -> Gazetteer:
    """Return the gazetteer of a language, built on first use."""
    return Gazetteer(base)


def fold(text: str) -> str:
    """Return ``text`` with case, accents, apostrophes, hyphens and white space folded; its length is unchanged."""
    if len(text) < _WINDOW:
        return _fold_short(text)
    return _fold_long(text, set(_UNLIKE.findall(text)))


def _fold_long(text: str, unlike: Iterable[str]) -> str:
    """Return ``text`` folded; ``unlike`` are its characters of which folding changes more than their case, if that."""
    # Most characters of a text only change their case, which takes no look at each of them
    plain = text
    for char in unlike:
        plain = plain.replace(char, chr(_FOLDING[ord(char)]))
    return plain.lower()


@lru_cache(_REMEMBERED)
def _fold_short(text: str) -> str:
    return text.translate(_FOLDING)


def _folded(text: str) -> tuple[str, list[int] | None]:
    """Return the folded text and, where characters were left out (doubled spaces, combining marks), their places."""
    unlike = set(_UNLIKE.findall(text))
    doubled = "  " in text or " \n" in text or "\n " in text
    if (not doubled and unlike.isdisjoint(_ODD)) or not _UNEVEN.search(text):
        return _fold_long(text, unlike), None
    places: list[int] = []
    blank = False
    for i, char in enumerate(text):
        space = char.isspace() and char != "\n"
        if unicodedata.combining(char) or char in "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff" or (space and blank):
            continue
        blank = space
        places.append(i)
    return fold("".join(text[i] for i in places)), places


def _word_before(text: str, start: int) -> tuple[str, str]:
    """Return the word right before ``start`` and what parts it from there (blanks, a hyphen, an apostrophe); both are
    empty where there is none."""
    window = text[max(start - _WINDOW, 0) : start]
    if window[-1:] == " " and (word := window[:-1].rpartition(" ")[2]).isalnum():
        return word, " "
    before = _BEFORE.match(window[::-1])
    return (before[2][::-1], before[1][::-1]) if before is not None else ("", "")


def _fits(pattern: str, words: str) -> bool:
    """Whether ``words`` have a capital where ``pattern`` has one and no accent that it lacks."""
    if pattern == words:
        return True
    for expected, char in zip(pattern, words, strict=True):
        if expected == char or (not expected.isalpha() and not char.isalpha()):
            continue
        if expected.isupper() and not char.isupper():
            return False
        low = char.lower()
        if low != expected.lower() and not low.isascii():
            return False
    return True


def _is_trade(words: str, readings: tuple[Known, ...]) -> bool:
    """Whether ``words`` are one capitalised word for people of no office or service of a state ("Miller")."""
    first = readings[0]
    plain = first.kind == "role" and first.role == "person" and first.pattern.islower() and " " not in words
    return plain and words[0].isupper() and first.sector not in _OFFICES


def _by_place(match: tuple[int, int, tuple[Known, ...]]) -> int:
    # By the start and, of those that begin together, the longest first: one number is quicker made than a pair
    return (match[0] << _LENGTH_BITS) - match[1] + match[0]


def _longest(found: list[tuple[int, int, tuple[Known, ...]]]) -> list[tuple[int, int, tuple[Known, ...]]]:
    """Return the matches that remain when longer ones, then earlier ones, displace those that overlap them."""
    kept: list[tuple[int, int, tuple[Known, ...]]] = []
    for match in sorted(found, key=_by_place):
        if kept and match[0] < kept[-1][1]:
            if match[1] - match[0] > kept[-1][1] - kept[-1][0]:
                kept[-1] = match
            continue
        kept.append(match)
    return kept
