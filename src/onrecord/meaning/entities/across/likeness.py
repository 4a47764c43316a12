"""How alike two names are, whatever their scripts and spellings: 0 for nothing in common, 1 for the same.

Words are compared by sound with weighted edit distance (Wagner and Fischer 1974; costs in
``data/sound_distances.tsv``), then paired so that each word of the shorter name finds its best in the longer.
"""

from collections.abc import Sequence
from functools import lru_cache

from onrecord.meaning.entities.across.sounds import NameWord, distances, is_vowel, name_words

SAME_NAME = 0.8
"""From this likeness on two full names count as spellings of one."""

_SYLLABLE_LEFT_OUT = 0.7
_VOWEL_LEFT_OUT = 0.4
_GLIDE_LEFT_OUT = 0.2
_SHORT_VOWEL = 0.06
_LONG_VOWEL = 0.5
_BREATH_LEFT_OUT = 0.35
_FIRST_DIFFERS = 1.25
_SAME_WORD = 0.82
_EXTRA_WORD = 0.04
_INITIAL = 0.9


@lru_cache(1 << 16)
def name_likeness(left: str, right: str) -> float:
    """Return how alike two names of people or bodies are, from 0 to 1.

    A middle name, a patronymic or a particle that one of them lacks costs little; a word of each that the other has
    nothing like makes them different names.
    """
    one, other = name_words(left), name_words(right)
    if not one or not other:
        return 0.0
    if len(one) > len(other):
        one, other = other, one
    paired = _paired(one, other)
    joined = _joined_likeness(one, other)
    return max(paired, joined)


def _paired(one: Sequence[NameWord], other: Sequence[NameWord]) -> float:
    ranked = sorted(
        ((word_likeness(a, b), i, j) for i, a in enumerate(one) for j, b in enumerate(other)),
        key=lambda pair: (-pair[0], pair[1], pair[2]),
    )
    likenesses: list[float] = []
    taken: tuple[set[int], set[int]] = (set(), set())
    for value, i, j in ranked:
        if i not in taken[0] and j not in taken[1]:
            taken[0].add(i)
            taken[1].add(j)
            likenesses.append(value)
    worst = min(likenesses)
    if worst < _SAME_WORD:
        return worst * 0.8
    mean = sum(likenesses) / len(likenesses)
    extra = len(other) - len(one)
    return max(0.0, mean - _EXTRA_WORD * extra)


def _joined_likeness(one: Sequence[NameWord], other: Sequence[NameWord]) -> float:
    """Return the likeness of the names written as one word each, where they part their words differently."""
    if len(one) == len(other) or len(one) > 3 or len(other) > 4:
        return 0.0
    return max(
        word_likeness(_glued(one, k), _glued(other, m))
        for k in range(max(len(w.sounds) for w in one))
        for m in range(max(len(w.sounds) for w in other))
    )


def _glued(words: Sequence[NameWord], reading: int) -> NameWord:
    text = "".join(w.text for w in words)
    sound = "".join(w.sounds[min(reading, len(w.sounds) - 1)] for w in words)
    return NameWord(text, (sound,), any(w.bare for w in words))


@lru_cache(1 << 16)
def word_likeness(left: NameWord, right: NameWord) -> float:
    """Return how alike two words of names are, from 0 to 1: by their closest readings."""
    if left.text == right.text:
        return 1.0
    if left.initial or right.initial:
        return _INITIAL if any(a[:1] == b[:1] for a in left.sounds for b in right.sounds) else 0.0
    bare = (left.bare, right.bare)
    return max(_likeness(a, b, bare) for a in left.sounds for b in right.sounds)


def _likeness(left: str, right: str, bare: tuple[bool, bool]) -> float:
    if left == right:
        return 0.98 if left else 0.0
    mixed = bare[0] != bare[1]
    size = max(_weight(left, mixed), _weight(right, mixed))
    if not size or abs(len(left) - len(right)) > 5:
        return 0.0
    return max(0.0, 1.0 - _distance(left, right, bare) / size)


def _weight(sound: str, bare: bool) -> float:
    """Return how much a word has to be told by: consonants alone where a script leaves short vowels out."""
    consonants = sum(not is_vowel(c) for c in sound)
    return consonants + (0.3 if bare else 1.0) * (len(sound) - consonants) or 1.0


def _distance(left: str, right: str, bare: tuple[bool, bool]) -> float:
    costs, mixed = distances(), bare[0] != bare[1]
    gaps = [_gap(char, right, k, bare[1], mixed) for k, char in enumerate(right)]
    row = [0.0]
    for gap in gaps:
        row.append(row[-1] + gap)
    for i, char in enumerate(left):
        dropped = _gap(char, left, i, bare[0], mixed)
        last, row = row, [row[0] + dropped]
        for k, against in enumerate(right):
            change = 0.0 if char == against else costs.get((char, against), 1.0)
            if change and mixed and is_vowel(char) and is_vowel(against):
                change = min(change, 0.5)
            elif i == k == 0:
                change *= _FIRST_DIFFERS
            row.append(min(last[k] + change, last[k + 1] + dropped, row[k] + gaps[k]))
    return row[-1]


def _gap(char: str, word: str, at: int, bare: bool, mixed: bool) -> float:
    """Return what it costs that a sound is written in one spelling only; ``bare`` says that the script of ``word``
    writes long vowels alone, ``mixed`` that the other's does not, or the reverse."""
    if not is_vowel(char):
        return _BREATH_LEFT_OUT if char == "h" else 1.0
    if bare:
        return (_LONG_VOWEL if mixed else 1.0) if char in "iu" else _VOWEL_LEFT_OUT
    if mixed:
        return _SHORT_VOWEL if char in "aeo" else 2 * _SHORT_VOWEL
    beside = (at and is_vowel(word[at - 1])) or (at + 1 < len(word) and is_vowel(word[at + 1]))
    if char == "i" and beside:
        return _GLIDE_LEFT_OUT
    return _VOWEL_LEFT_OUT if beside or at + 1 == len(word) else _SYLLABLE_LEFT_OUT
