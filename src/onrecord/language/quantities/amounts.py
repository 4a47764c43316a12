"""Amounts: one number with its unit, a range, a sum of parts or a ratio."""

from dataclasses import dataclass, replace

from onrecord.core.quantities import Number
from onrecord.language.quantities.attaching import Measured, UnitFinder
from onrecord.language.quantities.bounds import BoundFinder
from onrecord.language.quantities.digits import tidy
from onrecord.language.quantities.exclusions import Exclusions
from onrecord.language.quantities.nouns import NounFinder, NounPhrase
from onrecord.language.quantities.numerals import NumeralReader
from onrecord.language.quantities.units import parts


@dataclass(slots=True)
class Draft:
    """A quantity in words of the text: the amount, what follows the range, its bounds, and what is counted."""

    found: Measured
    first: int
    last: int
    low: Number
    high: Number
    ranged: bool = False
    noun: NounPhrase | None = None
    linked: bool = False


class AmountReader:
    """Reads the amounts of one text."""

    def __init__(
        self,
        numerals: NumeralReader,
        bounds: BoundFinder,
        measures: UnitFinder,
        nouns: NounFinder,
        exclusions: Exclusions,
    ) -> None:
        self.grammar = numerals.grammar
        self.words = numerals.words
        self.numerals = numerals
        self.measures = measures
        self.bounds = bounds
        self.nouns = nouns
        self.exclusions = exclusions

    def is_article(self, i: int) -> bool:
        """Say whether word ``i`` can be no more than an article: none of what makes an amount of it follows."""
        following = self.words.low[i + 1]
        return (
            self.words.low[i] in self.grammar.lists.articles
            and following.isalpha()
            and following not in self.grammar.continued
            and following not in self.measures.units.openers
            and self.words.words[i + 1] not in self.measures.units.sign_openers
            and self._ratio_link(i + 1) is None
        )

    def read(self, i: int) -> Draft | None:
        """Return the amount whose first number is word ``i``: a range, a sum of parts, a ratio or one number."""
        numeral = self.numerals.read(i)
        if numeral is None:
            return None
        found = self._signed(self.measures.measure(numeral))
        numeral = found.numeral
        draft = Draft(found, found.first, found.last, numeral.low, numeral.high)
        following = self.words.low[found.last]
        if following.isalpha() and following not in self.grammar.continued:
            return (self._ratio(draft) or draft) if self._ratio_link(found.last) is not None else draft
        return self._range(draft) or self._with_part(draft) or self._ratio(draft) or draft

    def _with_part(self, draft: Draft) -> Draft | None:
        """Return "3 dollars 50 cents" or "5 feet 2 inches" as one amount, or None where no part follows."""
        whole = draft.found.unit
        if whole is None or draft.found.rate or not self.words.same_line(draft.last):
            return None
        j = draft.last + (self.words.low[draft.last] in self.grammar.lists.and_in_number)
        second = self._second(j) if self.words.low[j - 1] != "-" else None
        if second is None or second.unit is None or second.first != j:
            return None
        number = parts().get((whole.code, second.unit.code), 0)
        if whole.kind == "money" and set(whole.codes) & set(second.unit.codes) and whole.per == 1 < second.unit.per:
            number = int(second.unit.per)
        if not number or not 0 < second.numeral.low < number:
            return None
        value = tidy(draft.low + second.numeral.low / number)
        return replace(draft, found=replace(draft.found, last=second.last), last=second.last, low=value, high=value)

    def _ratio(self, draft: Draft) -> Draft | None:
        """Return "one in five" or "three out of four" as a share, or None where no second number follows so."""
        grammar, words, j = self.grammar, self.words, draft.last
        if draft.found.unit is not None or draft.found.numeral.fraction or not 0 < draft.low < 1000:
            return None
        between = self._ratio_link(j)
        if between is None and words.low[j] not in grammar.continued:
            return None
        j = j if between is None else between
        single = draft.low == 1 or between is not None
        links = grammar.lists.ratios | grammar.lists.ratios_of_one if single else grammar.lists.ratios
        length = next((n for n in (3, 2, 1) if words.joined(j, j + n) in links), 0)
        second = self._second(j + length) if length else None
        if second is None or second.unit is not None or second.first != j + length or second.numeral.low <= draft.low:
            return None
        if between is not None and self.nouns.counted(second.last, many=True) is not None:
            # "one man in two cars"
            return None
        value = tidy(draft.low / second.numeral.low)
        numeral = replace(draft.found.numeral, fraction=True, digits=False)
        found = replace(draft.found, numeral=numeral, last=second.last)
        return replace(draft, found=found, last=second.last, low=value, high=value)

    def _ratio_link(self, j: int) -> int | None:
        """Return the word that joins a number and the noun at ``j`` to the whole ("one child in five", "un habitant sur
        trois"), or None where none does within two words."""
        words, grammar = self.words, self.grammar
        ahead = grammar.lists.ratio_words
        if (words.low[j + 1] not in ahead and words.low[j + 2] not in ahead) or not words.is_word(j):
            return None
        if words.low[j] in self.nouns.counting.stops:
            return None
        for k in (j + 1, j + 2):
            if words.low[k] in grammar.lists.ratio_words and words.same_line(k):
                whole = k + 1
                figures = words.is_number(whole) and words.words[whole].isdecimal() and len(words.words[whole]) < 4
                return k if figures or words.low[whole] in grammar.small else None
            if not words.is_word(k) or words.low[k] in self.nouns.counting.stops:
                return None
        return None

    def _signed(self, found: Measured) -> Measured:
        """Return ``found`` as negative where a minus stands before it."""
        words, first = self.words, found.first
        sign = words.low[first - 1]
        if sign != "-" and not found.prefixed and sign not in self.grammar.lists.minus:
            return found
        kind = found.unit.kind if found.unit else ""
        glued = sign == "-" and words.glued(first) and not words.glued(first - 1)
        if sign == "-" and words.low[first - 2] == "(" and words.glued(first):
            glued = True
        inner = found.prefixed and words.low[found.numeral.first - 1] == "-"
        degrees = kind == "temperature" or (kind == "angle" and found.unit is not None and found.unit.code == "deg")
        spoken = sign in self.grammar.lists.minus and degrees
        if not (inner or spoken or (glued and kind in {"", "temperature", "percent", "money", "power", "voltage"})):
            return found
        numeral = replace(found.numeral, low=-found.numeral.high, high=-found.numeral.low)
        return replace(found, numeral=numeral, first=first if inner else first - 1)

    def _range(self, draft: Draft) -> Draft | None:
        """Return the range that starts with ``draft``, or None where no second number joins it."""
        if draft.found.numeral.convention or (draft.found.numeral.fraction and draft.found.unit is None):
            return None
        openers = self.bounds.openers(draft.first)
        for join, j in self.bounds.join(draft.last):
            opener = next((start for start, expected in openers if expected == join), None)
            free = join in self.grammar.lists.joins
            loose = join in self.grammar.lists.loose_joins
            if opener is None and not (free or loose):
                continue
            second = self._second(j)
            if second is not None and opener is not None and free and join != "-" and self._descends(draft, second):
                return self._first_of_two(draft, second)
            if second is None or not self._fits(draft, second, join, loose=loose and opener is None):
                continue
            if opener is not None and join != "-" and free and self.bounds.is_change(opener):
                return self._first_of_two(draft, second)
            if opener is None and join != "-" and draft.found.unit is not None and self.bounds.is_change(draft.first):
                # "fell 3 cents to $5.67": by how much, and to what
                return None
            return self._merged(draft, second, draft.first if opener is None else opener)
        return None

    def _first_of_two(self, draft: Draft, second: Measured) -> Draft:
        """Return ``draft`` with the scale and unit of the value that it changes to ("from 12 to 20 million tonnes")."""
        low = self._scaled_low(draft, second)
        first = draft.found
        found = first if first.unit else replace(first, unit=second.unit, rate=second.rate, assumed=second.assumed)
        return replace(draft, found=found, low=low, high=low)

    def _second(self, j: int) -> Measured | None:
        """Return the measured number that starts at word ``j``, past its articles and signs of money."""
        words = self.words
        for k in range(j, min(j + 5, words.size)):
            if words.low[k] in self.grammar.starters or words.low[k][0].isnumeric():
                numeral = self.numerals.read(k)
                if numeral is None or numeral.convention:
                    return None
                found = self._signed(self.measures.measure(numeral))
                return found if found.first <= j + (words.low[j] in self.nouns.counting.determiners) else None
            if words.is_word(k) and k > j + 2:
                return None
        return None

    def _fits(self, draft: Draft, second: Measured, join: str, *, loose: bool) -> bool:
        """Say whether ``second`` ends a range that starts with ``draft``."""
        first = draft.found
        units_agree = first.unit is None or (second.unit is None and first.prefixed) or first.code == second.code
        if first.unit is not None and second.unit is not None and first.unit.kind == second.unit.kind == "money":
            units_agree = bool(
                set(first.unit.codes or (first.unit.code,)) & set(second.unit.codes or (second.unit.code,))
            )
        if not units_agree:
            return False
        if loose and (second.numeral.low > 100 * max(draft.low, 1) or first.unit is not None):
            return False
        low = self._scaled_low(draft, second)
        if join == "-":
            tight = self.words.glued(second.first) == self.words.glued(draft.last)
            measured = second.unit is not None or first.unit is not None
            if not tight or (not measured and self._plain_pair(draft, second)):
                return False
        if low < 0 or second.numeral.low < 0:
            return measured_kind(first, second) == "temperature"
        return low < second.numeral.high or (low == second.numeral.high and measured_kind(first, second) != "")

    def _descends(self, draft: Draft, second: Measured) -> bool:
        """Say whether a number told without its scale is greater than ``second``, to which it falls ("from 93 to 50
        million pounds")."""
        first = draft.found
        if first.numeral.scale > 1 or second.numeral.scale == 1 or first.rate:
            return False
        alike = first.unit is None or (second.unit is not None and first.code == second.code)
        return alike and self._scaled_low(draft, second) > second.numeral.high

    def _plain_pair(self, draft: Draft, second: Measured) -> bool:
        """Say whether two bare figures about a hyphen are a score or a pair of years, not a range."""
        if draft.found.numeral.grouped or not draft.found.numeral.digits or draft.found.numeral.scale > 1:
            return False
        noun = self.nouns.counted(second.last, many=True)
        return noun is None or self.exclusions.yearlike(draft.found) or draft.low >= second.numeral.low

    def _scaled_low(self, draft: Draft, second: Measured) -> Number:
        """Return the lower number, with the upper's scale where only that is written ("25 to 50 million")."""
        scale = second.numeral.scale
        shares = draft.found.numeral.scale == 1 and scale > 1 and draft.found.numeral.digits == second.numeral.digits
        if shares and not draft.found.numeral.grouped and 0 < draft.low < 1000 and second.numeral.linked:
            return tidy(draft.low * scale)
        return draft.low

    def _merged(self, draft: Draft, second: Measured, start: int) -> Draft:
        first, unit = draft.found, second.unit or draft.found.unit
        low, high = sorted((self._scaled_low(draft, second), second.numeral.high))
        found = replace(
            second,
            first=first.first,
            unit=unit,
            rate=second.rate or first.rate,
            assumed=first.assumed or second.assumed,
            prefixed=first.prefixed or second.prefixed,
            numeral=replace(
                second.numeral, first=first.numeral.first, about=first.numeral.about or second.numeral.about
            ),
        )
        if first.prefixed and (second.unit is None or len(second.unit.codes) > 1):
            found = replace(found, unit=first.unit)
        return Draft(found, start, second.last, low, high, ranged=low != high)


def measured_kind(first: Measured, second: Measured) -> str:
    """Return the kind of unit that two numbers of a range share, empty where neither has one."""
    unit = second.unit or first.unit
    return unit.kind if unit is not None else ""
