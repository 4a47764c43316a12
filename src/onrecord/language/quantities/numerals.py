"""Numerals: the numbers of a text, in digits or words, with their scales, halves, dozens and fractions."""

from dataclasses import dataclass, replace

from onrecord.core.quantities import Number
from onrecord.language.quantities.digits import read_digits, tidy, vulgar_fraction
from onrecord.language.quantities.grammar import Numbers
from onrecord.language.quantities.lexing import Words

_GREAT = 1_000_000
_NOUN = 5
"""Letters that the plural of a noun has at least, other than "was" or "does"."""
_PARTING = frozenset(".,;:!?()")
"""Marks with which no number goes on."""


@dataclass(slots=True)
class Numeral:
    """A number at the words ``first`` to ``last`` (exclusive).

    ``about`` where the word is a round one ("une centaine"), ``convention`` where only a convention gives the bounds
    ("dozens"), ``scale`` the last factor applied, ``linked`` whether a noun needs a partitive after it ("millions de").
    """

    first: int
    last: int
    low: Number
    high: Number
    digits: bool = False
    grouped: bool = False
    about: bool = False
    convention: bool = False
    fraction: bool = False
    scale: int = 1
    linked: bool = False

    def times(self, factor: float, last: int) -> "Numeral":
        """Return the numeral multiplied by ``factor`` and ended before word ``last``."""
        low = tidy(self.low * factor)
        return Numeral(
            self.first,
            last,
            low,
            low if self.high == self.low else tidy(self.high * factor),
            self.digits,
            self.grouped,
            self.about,
            self.convention,
            self.fraction,
            int(factor) if factor >= 1 else self.scale,
            linked=True,
        )


class NumeralReader:
    """Reads the numerals of one text by the grammar of its language."""

    def __init__(self, grammar: Numbers, words: Words) -> None:
        self.grammar = grammar
        self.words = words

    def read(self, i: int) -> Numeral | None:
        """Return the numeral whose first word that carries a number is ``i``, or None."""
        words, grammar = self.words, self.grammar
        if words.is_number(i):
            return self._digits(i)
        low, following = words.low[i], words.low[i + 1]
        if following not in grammar.continued and following != "-" and low in grammar.plain:
            number = grammar.small[low]
            return Numeral(i, i + 1, number, number)
        value = vulgar_fraction(words.words[i])
        if value is not None:
            return Numeral(i, i + 1, value, value, digits=True)
        half = self._half(i)
        if half is not None:
            return half
        if low in grammar.fractions and low not in grammar.small:
            return self._fraction(i)
        spelled = self._spelled(i)
        if spelled is not None:
            return self._grown(self._over(spelled) or spelled)
        return self._collective(i)

    def _factor(self, i: int) -> int:
        """Return the factor of a scale or round word at ``i``, 0 where there is none."""
        low = self.words.low[i]
        return self.grammar.scales.get(low) or self.grammar.collectives.get(low) or 0

    def after(self, i: int) -> int:
        """Return the word after word ``i``, past a hyphen that glues the two."""
        words = self.words
        return i + 2 if words.low[i + 1] == "-" and words.glued(i + 1) and words.glued(i + 2) else i + 1

    def _digits(self, i: int) -> Numeral | None:
        words = self.words
        read = read_digits(words.words[i], self.grammar.decimal)
        if read is None:
            return None
        value, grouped = read
        numeral = Numeral(i, i + 1, value, value, digits=True, grouped=grouped)
        following = words.low[i + 1]
        if following in _PARTING or (following.isalpha() and following not in self.grammar.continued):
            return numeral
        vulgar = vulgar_fraction(words.words[i + 1]) if i + 1 < words.size else None
        if vulgar is not None:
            numeral = replace(numeral, last=i + 2, low=value + vulgar, high=value + vulgar)
        mixed = self._slashed(i + 1) if not words.glued(i + 1) and isinstance(value, int) and value < 1000 else None
        plain = self._slashed(i)
        if mixed is not None and mixed < 1:
            numeral = replace(numeral, last=i + 4, low=value + mixed, high=value + mixed)
        elif plain is not None:
            return Numeral(i, i + 3, plain, plain, digits=True, fraction=True)
        return self._grown(numeral)

    def _slashed(self, i: int) -> float | None:
        words = self.words
        if not (words.is_number(i) and words.low[i + 1] == "/" and words.is_number(i + 2)):
            return None
        if words.glued(i + 1) != words.glued(i + 2) or (words.glued(i + 3) and words.low[i + 3] in {"/", "-"}):
            return None
        top, bottom = words.words[i], words.words[i + 2]
        if not (top.isdecimal() and bottom.isdecimal() and len(top) < 4 and len(bottom) < 5 and int(bottom) > 1):
            return None
        return int(top) / int(bottom)

    def _grown(self, numeral: Numeral) -> Numeral:
        """Return ``numeral`` with the scales, dozens and halves that follow it."""
        grammar, words = self.grammar, self.words
        for _ in range(4):
            j = self.after(numeral.last - 1)
            low = words.low[j]
            half = self._half_after(numeral.last)
            if half:
                added = numeral.scale * 0.5
                numeral = replace(numeral, last=half, low=tidy(numeral.low + added), high=tidy(numeral.high + added))
            elif low in grammar.scales and numeral.low >= 0:
                numeral = numeral.times(grammar.scales[low], j + 1)
            elif low in grammar.collectives and words.same_line(j):
                single = numeral.low == 1 and words.low[numeral.first] in grammar.lists.articles
                single = single and low not in grammar.lists.exactly
                numeral = replace(numeral.times(grammar.collectives[low], j + 1), about=single or numeral.about)
            elif numeral.linked and low in grammar.lists.partitive and (factor := self._factor(j + 1)):
                numeral = numeral.times(factor, j + 2)
            else:
                break
        return numeral

    def _half_after(self, j: int) -> int | None:
        if self.words.low[j] not in self.grammar.half_openers_after:
            return None
        for length in (3, 2):
            if self.words.joined(j, j + length) in self.grammar.lists.half_after:
                return j + length
        return None

    def _half(self, i: int) -> Numeral | None:
        """Read "half a million", "un demi-million", "half a dozen"; ``i`` is the first word but for an article."""
        words, grammar = self.words, self.grammar
        if words.low[i] not in grammar.half_openers:
            return None
        first = (
            i - 1
            if words.low[i - 1] in grammar.lists.articles | grammar.lists.one
            and words.low[i] in grammar.lists.half_before
            else i
        )
        for length in (2, 1):
            if words.joined(i, i + length) not in grammar.lists.half_before:
                continue
            j = self.after(i + length - 1)
            factor = self._factor(j)
            if factor:
                return replace(
                    Numeral(first, j, 0.5, 0.5).times(factor, j + 1), about=words.low[j] in grammar.collectives
                )
            if length == 2 or (first < i and words.low[i] not in grammar.fractions):
                return Numeral(first, i + length, 0.5, 0.5)
        return None

    def _fraction(self, i: int) -> Numeral | None:
        """Read "a third of", "half of the", "la moitié de": a denominator with no number before it."""
        words, grammar = self.words, self.grammar
        hyphen = words.low[i - 1] == "-" and words.glued(i)
        opening = i - 2 if hyphen else i - 1
        share = 1 / grammar.fractions[words.low[i]]
        half = share == 0.5
        article = words.low[opening] in grammar.lists.fraction_articles
        scaled = self._of_scale(Numeral(opening if article else i, i + 1, share, share))
        if scaled is not None:
            return scaled
        if words.low[i + 1] not in grammar.lists.partitive and not (half and words.low[i + 1] in grammar.lists.half_of):
            return None
        if not (article or half) or words.low[opening] in grammar.lists.no_half_after:
            return None
        return Numeral(opening if article else i, i + 1, share, share, fraction=True)

    def _of_scale(self, share: Numeral) -> Numeral | None:
        """Return "a quarter of a million" or "a quarter million" for the share "a quarter"."""
        words, grammar = self.words, self.grammar
        j = share.last + (words.low[share.last] in grammar.lists.partitive)
        j += words.low[j] in grammar.lists.articles
        factor = grammar.scales.get(words.low[j], 0)
        return share.times(factor, j + 1) if factor and words.same_line(j) else None

    def _over(self, numeral: Numeral) -> Numeral | None:
        """Return "two thirds" for the numeral "two", or None where no denominator follows."""
        words, grammar = self.words, self.grammar
        j = self.after(numeral.last - 1)
        single = numeral.low == 1
        bottom = (grammar.fractions if single else grammar.fractions_many).get(words.low[j])
        if bottom is None or numeral.low > 99 or words.low[j] in grammar.small:
            return None
        scaled = self._of_scale(replace(numeral, last=j + 1, low=numeral.low / bottom, high=numeral.low / bottom))
        if scaled is not None:
            return scaled
        loose = single and j == numeral.last and words.low[numeral.first] in grammar.lists.articles
        if loose and words.low[j + 1] not in grammar.lists.partitive and words.is_word(j + 1):
            return None
        value = numeral.low / bottom
        return replace(numeral, last=j + 1, low=value, high=value, fraction=True)

    def _small(self, i: int) -> tuple[int, int] | None:
        """Return the value of the small number at ``i`` and the word after it, the longest form first."""
        small = self.grammar.small
        j = self.after(i)
        if j == i + 2 and (value := small.get(f"{self.words.low[i]} {self.words.low[j]}")) is not None:
            return value, j + 1
        value = small.get(self.words.low[i])
        return None if value is None else (value, i + 1)

    def _spelled(self, i: int) -> Numeral | None:
        grammar, words = self.grammar, self.words
        total, current, room, limit, scale = 0, -1, 0, 10**30, 1
        j = end = i
        while j < words.size and j - i < 40:
            low = words.low[j]
            small = self._small(j)
            if small is not None:
                value, after = small
                if current < 0 and value < limit:
                    current = value
                elif 0 < value <= room:
                    current += value
                else:
                    break
                room = grammar.takes.get(value, 0)
            elif low in grammar.hundreds and current <= grammar.hundred_limit and current != 0:
                if current < 0 and end == i and not self._opened(i):
                    return None
                current, after, room = max(current, 1) * grammar.hundreds[low], j + 1, 99
            elif low in grammar.scales:
                if end == i and not self._opened(i):
                    return None
                scale, after = grammar.scales[low], j + 1
                if scale < limit:
                    total += max(current, 1) * scale if current != 0 else 0
                elif end == j or current >= 0:
                    total = (total + max(current, 0)) * scale
                else:
                    break
                current, room, limit = -1, scale - 1, scale
            elif low in grammar.lists.and_in_number and end > i and self._joins_up(j + 1, room):
                after = j + 1
                j = after
                continue
            else:
                break
            end, j = after, self.after(after - 1)
            if j >= words.size or not words.same_line(j):
                break
        if end == i:
            return None
        value = total + max(current, 0)
        return self._pointed(Numeral(self._first(i), end, value, value, scale=scale, linked=current < 0))

    def _first(self, i: int) -> int:
        """Return the article before word ``i`` where that opens a numeral with it ("a million"), else ``i``."""
        low, grammar = self.words.low[i], self.grammar
        opened = self.words.low[i - 1] in grammar.lists.articles
        return i - 1 if opened and (low in grammar.hundreds or low in grammar.scales) else i

    def _opened(self, i: int) -> bool:
        lists = self.grammar.lists
        return self.words.low[i - 1] in lists.articles or self.words.low[i] in lists.bare or self._is_definite(i)

    def _is_definite(self, i: int) -> bool:
        """Say whether word ``i`` is a round number told before of the things named after it ("the million euros")."""
        lists, following = self.grammar.lists, self.words.low[i + 1]
        great = self.grammar.scales.get(self.words.low[i], 0) >= _GREAT and not self.words.low[i].endswith("s")
        if not great or self.words.low[i - 1] not in lists.definite:
            return False
        return following in lists.partitive or (following.endswith("s") and len(following) >= _NOUN)

    def _joins_up(self, j: int, room: int) -> bool:
        small = self._small(j)
        if small is None or not 0 < small[0] <= room or not self.words.same_line(j):
            return False
        following = self.words.low[self.after(small[1] - 1)]
        return following not in self.grammar.scales and following not in self.grammar.hundreds

    def _pointed(self, numeral: Numeral) -> Numeral:
        """Return "three point five" for the numeral "three"."""
        words, grammar = self.words, self.grammar
        if words.low[numeral.last] not in grammar.lists.point:
            return numeral
        digits, j = "", numeral.last + 1
        while j < words.size and (small := grammar.small.get(words.low[j])) is not None and small < 10:
            digits, j = digits + str(small), j + 1
        if not digits:
            return numeral
        value = float(f"{numeral.low}.{digits[:12]}")
        return replace(numeral, last=j, low=value, high=value)

    def _collective(self, i: int) -> Numeral | None:
        """Read "a dozen", "une centaine", "dozens", "several hundred", "tens of thousands"."""
        words, grammar = self.words, self.grammar
        low = words.low[i]
        several = 0
        if words.low[i - 1] in grammar.several_lasts:
            several = next((n for n in (3, 2, 1) if words.joined(i - n, i) in grammar.lists.several), 0)
        if low in grammar.indefinites and (several or words.low[i - 1] not in grammar.lists.articles):
            if low in grammar.lists.needs_partitive and words.low[i + 1] not in grammar.lists.partitive:
                return None
            least, most = grammar.indefinites[low]
        elif several and (low in grammar.scales or low in grammar.hundreds or low in grammar.collectives):
            unit = grammar.scales.get(low) or grammar.hundreds.get(low) or grammar.collectives[low]
            least, most = 2 * unit, 10 * unit - 1
        elif low in grammar.collectives:
            # "Une bonne vingtaine", "a good dozen"
            start = i - 2 if words.low[i - 1] in grammar.lists.rounding else i - 1
            if words.low[start] not in grammar.lists.articles | grammar.lists.one:
                return None
            value, about = grammar.collectives[low], low not in grammar.lists.exactly
            return self._grown(Numeral(start, i + 1, value, value, about=about, linked=True))
        else:
            return None
        last, factor = i + 1, 1
        while words.low[last] in grammar.lists.partitive and (following := self._factor(last + 1)):
            factor, last = factor * following, last + 2
        first = i - several
        return Numeral(first, last, least * factor, (most + 1) * factor - 1, convention=True, linked=True, scale=factor)
