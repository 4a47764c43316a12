"""Numbers that are no quantities: dates, times of day, names and models, telephone numbers, scores, ages, labels."""

from functools import cache

from onrecord.language.quantities.attaching import Measured
from onrecord.language.quantities.counting import Counting, counting
from onrecord.language.quantities.grammar import Numbers, numbers
from onrecord.language.quantities.lexing import Words
from onrecord.language.quantities.units import units

YEARS = range(1000, 2101)
RECENT = range(1900, 2101)
_SCORE = 99
_OLDEST = 120
_YOUNG = 14
"""Above which the bare number after somebody who is not named is an age."""
_POINTS = frozenset(".,;)")
_TIES = frozenset("/@#_:\\=&")


@cache
def _busy(language: str) -> frozenset[str]:
    """Return the words (lower case) with which something that bears on a number before them may begin."""
    counts = counting(language)
    return units(language).following | numbers(language).after.edges.keys() | counts.whole_links | counts.skipped


class Exclusions:
    """Says which numbers of one text are no quantities."""

    def __init__(self, grammar: Numbers, counting: Counting, words: Words, language: str) -> None:
        self.grammar = grammar
        self.counting = counting
        self.words = words
        self._busy = _busy(language)
        self._signs = units(language).sign_closers

    def calendar(self, i: int) -> bool:
        """Say whether word ``i``, which may open a number, is no more than a year or the day of a month: none of what
        makes an amount of it need then be looked for.

        That is: bare figures without a sign before them, after which comes the month, or a word that counts nothing.
        """
        words = self.words
        figures, j = words.words[i], i + 1
        if not figures.isdecimal() or len(figures) not in (1, 2, 4):
            return False
        before, following = words.low[i - 1], words.low[j]
        if following in self._busy or words.glued(j) != (following in _POINTS):
            return False
        if before == "-" or words.words[i - 1] in self._signs:
            return False
        months, value = self.grammar.months, int(figures)
        if following in months and len(following) > 2:
            ahead = self.grammar.lists.ratio_words
            return 1 <= value <= 31 and words.low[j + 1] not in ahead and words.low[j + 2] not in ahead
        if following not in _POINTS and not (following in self.counting.stops and words.words[j].islower()):
            return False
        if words.glued(j + 1) and words.words[j + 1] not in _POINTS:
            return False
        return value in YEARS if len(figures) == 4 else 1 <= value <= 31 and before in months and len(before) > 2

    def tied(self, found: Measured) -> bool:
        """Say whether the number is part of a longer sign: a model, an address, a date in figures, a clock time."""
        words, first, last = self.words, found.first, found.last
        if not found.numeral.digits:
            hyphened = words.low[first - 1] == "-" and words.glued(first) and words.glued(first - 1)
            return hyphened and words.is_word(first - 2)
        if words.glued(first) and not found.prefixed:
            before = words.words[first - 1]
            if (before[0].isalnum() and not before.endswith("'")) or before in _TIES:
                return True
            if before in "-–." and words.glued(first - 1) and words.words[first - 2][0].isalnum():
                return True
        if words.glued(last):
            after = words.words[last]
            if after == "(" and words.glued(last + 1) and words.low[last + 2] == ")" and words.glued(last + 2):
                return len(words.words[last + 1]) == 1
            if after[0].isalnum() or after in _TIES:
                return found.unit is None or after[0].isalnum()
            if after in "-." and words.glued(last + 1) and found.unit is None:
                return words.is_number(last + 1) or not self._follows(last + 1)
        return False

    def _follows(self, j: int) -> bool:
        """Say whether word ``j`` may hang on a number by a hyphen ("a 15-member council", "40-odd tents")."""
        return self.words.low[j] in self.counting.hyphen_nouns or self.words.low[j] in self.grammar.after.meanings

    def dated(self, found: Measured) -> bool:
        """Say whether a number without unit is a day or a year by the month beside it."""
        words, value = self.words, found.numeral.low
        if found.unit is not None or not found.numeral.digits or found.numeral.grouped or found.numeral.scale > 1:
            return False
        if not isinstance(value, int):
            return False
        around = [words.low[found.first - 1], words.low[found.last], words.low[found.last + 1]]
        if words.low[found.first - 1] in {".", ","}:
            around.append(words.low[found.first - 2])
            if words.is_number(found.first - 2) and words.low[found.first - 3] in self.grammar.months:
                return True
        near = {w for w in around if len(w) > 2 or w.isalpha()} & self.grammar.months
        if not near:
            return False
        following = words.low[found.last + 1] in near and words.low[found.last] not in near
        if (
            following
            and words.low[found.first - 1] not in near
            and words.low[found.last] not in self.grammar.lists.partitive | {"-"}
        ):
            return False
        return 1 <= value <= 31 or value in YEARS

    def yearlike(self, found: Measured, years: range = RECENT) -> bool:
        """Say whether a number without unit may be a year: four digits without separator, in ``years``."""
        value = found.numeral.low
        numeral = found.numeral
        return numeral.digits and not numeral.grouped and numeral.last == numeral.first + 1 and value in years

    def named(self, found: Measured) -> bool:
        """Say whether the word before makes the number a name or label ("Article 5", "Air Base 201")."""
        words, first = self.words, found.first
        before = words.low[first - 1]
        if not before or not words.same_line(first):
            return False
        if before in {".", "°", "º"}:
            before = words.low[first - 2]
            if before not in self.counting.labels or len(before) > 4:
                return False
        if before in self.counting.labels:
            # "Ce jour 15 des 60 camions": a part of a whole has no label
            parted = words.low[found.last] in self.grammar.lists.contracted and words.is_number(found.last + 1)
            return not parted
        if before in self.counting.stops or before in self.counting.determiners or before in self.counting.states:
            return False
        if not found.numeral.digits or found.numeral.grouped or found.numeral.scale > 1:
            return words.words[first][0].isupper() and words.is_word(first - 1) and words.words[first - 1][0].isupper()
        name = words.words[first - 1]
        return words.is_word(first - 1) and name != name.lower() and not before.endswith("'")

    def labelled(self, found: Measured) -> bool:
        """Say whether a label in capitals before makes it a name even before a noun ("Type 1 diabetes")."""
        words, first = self.words, found.first
        label = words.low[first - 1] in self.counting.labels and words.words[first - 1][0].isupper()
        return label and words.same_line(first) and words.same_line(first - 1) and words.is_word(first - 2)

    def strewn(self, found: Measured) -> bool:
        """Say whether the number stands among others without a word between: a telephone number, a table."""
        words = self.words
        if found.unit is not None or not found.numeral.digits:
            return False
        before = words.is_number(found.first - 1) and words.same_line(found.first)
        after = words.is_number(found.last) and words.same_line(found.last)
        if words.low[found.first - 1] == "+" and words.glued(found.first):
            return True
        return before or after

    def numbered(self, found: Measured) -> bool:
        """Say whether the number opens a line as that of an item ("1. The figures"), begins with a nought ("06") or is
        the day after a weekday ("lundi 21")."""
        words, first, last = self.words, found.first, found.last
        if words.low[first - 1] in self.grammar.weekdays and words.words[first].isdecimal() and found.numeral.low < 32:
            return True
        zero = found.numeral.digits and len(words.words[first]) > 1 and words.words[first].startswith("0")
        if zero and words.words[first].isdecimal():
            return True
        opens = first == 0 or not words.same_line(first)
        return opens and words.low[last] in {".", ")"} and words.same_line(last) and words.same_line(last + 1)

    def scored(self, found: Measured) -> bool:
        """Say whether a bare small number is one side of a score, the greater first: "ils ont gagné 3 à 1"."""
        words, joins = self.words, self.grammar.lists.joins | self.grammar.lists.loose_joins
        if not found.numeral.digits or found.unit is not None or found.numeral.low > _SCORE:
            return False
        for first, second in ((found.first, found.first + 2), (found.first - 2, found.first)):
            sides = [words.words[i] for i in (first, second) if words.is_number(i) and words.words[i].isdecimal()]
            joined = words.low[first + 1] in joins and words.low[first - 1] not in self.grammar.openers
            if len(sides) == 2 and joined and _SCORE >= int(sides[0]) > int(sides[1]):
                return True
        return False

    def clocked(self, found: Measured) -> bool:
        """Say whether a bare small number in words may be an hour ("until six", "from nine to five")."""
        words, first, numeral = self.words, found.first, found.numeral
        if numeral.digits or found.unit is not None or numeral.low > 12:
            return False
        before = words.low[first - 1]
        span = before in self.grammar.lists.joins and words.low[first - 2] in self.grammar.small
        return before in self.grammar.lists.clock_words or span

    def aged(self, found: Measured) -> bool:
        """Say whether the number, with no noun after it, is an age: "under five", "turned 80", "who is 54", "died at
        91", between commas after somebody ("the envoy, 45,", "the general, now 67,")."""
        words, first, lists = self.words, found.first, self.grammar.lists
        low = found.numeral.low
        if found.unit is not None or not isinstance(low, int) or low >= _OLDEST:
            return False
        before = words.low[first - 2] if words.low[first - 1] in lists.partitive else words.low[first - 1]
        if before in lists.age_words and low < 100:
            return True
        if before in lists.and_in_number and words.is_number(first - 2) and words.low[first - 3] in lists.age_words:
            # "aged 9 and 11"
            return True
        if any(words.joined(first - n, first) in lists.age_phrases for n in (2, 3)):
            return words.low[found.last] not in lists.partitive
        lived = before in lists.life_links and any(
            words.low[k] in lists.life_words for k in range(first - 4, first - 1)
        )
        return lived or self._between_commas(found)

    def _between_commas(self, found: Measured) -> bool:
        """Say whether the number stands between commas or brackets after one who is named or told of ("the envoy, 45,
        "), and is no item of a list."""
        words, opening, last = self.words, found.first - 1, found.last
        if words.low[opening] in self.grammar.lists.age_adverbs:
            opening -= 1
        if words.low[opening] not in {",", "("} or words.low[last] not in {",", ")"} or words.is_number(last + 1):
            return False
        if not words.is_word(opening - 1):
            return False
        named = words.words[opening - 1][0].isupper()
        one = (
            not self.counting.is_plural(words.low[opening - 1]) and found.numeral.digits and found.numeral.low > _YOUNG
        )
        return named or one

    def addressed(self, found: Measured) -> bool:
        """Say whether a name in capitals right after makes the number that of a house ("221 Baker Street")."""
        words, last = self.words, found.last
        if not found.numeral.digits or found.numeral.grouped or found.numeral.scale > 1:
            return False
        named = words.is_word(last) and words.words[last][0].isupper() and words.low[last] not in self.counting.stops
        return named and words.same_line(last)
