"""What a number measures: the sign or name of the unit before or after it, and the rate it is over."""

from dataclasses import dataclass, replace

from onrecord.language.quantities.counting import Counting
from onrecord.language.quantities.grammar import Numbers
from onrecord.language.quantities.lexing import Words
from onrecord.language.quantities.numerals import Numeral
from onrecord.language.quantities.units import Unit, Units, country_currencies

_LONGEST_SIGN = 5
_SCALE_OF_MONEY = 100_000
_GROUPED = 1000
_FIGURES = 2
_RATES = {"h", "d", "min", "s", "ms"}


@dataclass(slots=True)
class Measured:
    """A numeral with its unit, from word ``first`` to ``last`` (exclusive); ``unit`` is None for a bare number.

    ``rate`` is the unit that the amount is over ("per tonne"). ``hyphen`` says that unit and number are one
    compound ("97-metre"), ``assumed`` that a convention chose the currency, ``open`` among which.
    """

    numeral: Numeral
    first: int
    last: int
    unit: Unit | None = None
    rate: str = ""
    hyphen: bool = False
    assumed: bool = False
    prefixed: bool = False
    open: tuple[str, ...] = ()

    @property
    def code(self) -> str | None:
        """The unit's code with its rate, or None."""
        if self.unit is None:
            return None
        over = f"({self.rate})" if "." in self.rate else self.rate
        return f"{self.unit.code}/{over}" if over else self.unit.code


class UnitFinder:
    """Finds the units of one text's numerals."""

    def __init__(self, grammar: Numbers, units: Units, counting: Counting, words: Words, home: str | None) -> None:
        self.grammar = grammar
        self.units = units
        self.counting = counting
        self.words = words
        self.floor = 0
        self.home = country_currencies(home) if home else ()

    def measure(self, numeral: Numeral) -> Measured:
        """Return ``numeral`` with its unit, its currency before or after, and its rate."""
        first, before = self._money_before(numeral.first)
        if before is None and self.words.low[numeral.last] not in self.units.following:
            # Nothing of a unit follows
            return Measured(numeral, numeral.first, numeral.last)
        bare, numeral = numeral, self._short_scaled(numeral, money=before is not None)
        if before is not None and before.place and not self._is_sum(before, numeral, first):
            # The road "N7", the rebels of "M23"
            before, numeral = None, self._short_scaled(bare, money=False)
        found = Measured(numeral, numeral.first, numeral.last)
        if before is not None:
            found.first, found.prefixed = first, True
            found = self._paid(found, before)
            after = self._name(numeral.last)
            if after is not None and after[0].kind == "money" and after[0].codes[0] in before.codes:
                found = replace(found, last=after[1], unit=after[0])
            return self._rated(found)
        return self._rated(self._after(found))

    def _is_sum(self, unit: Unit, numeral: Numeral, first: int) -> bool:
        """Say whether a number bears out that the letters at word ``first`` mean money: a scale, or a great number."""
        if unit.place == "glued" and not (
            numeral.digits and numeral.first == first + 1 and self.words.glued(first + 1)
        ):
            return False
        return numeral.scale > 1 or (numeral.grouped and numeral.low >= _GROUPED)

    def is_time(self, first: int, last: int) -> bool:
        """Say whether the words ``first`` to ``last`` (exclusive) name a stretch of time ("four straight years")."""
        unit = self.units.names.get(self.words.joined(first, last))
        return unit is not None and unit.kind == "time"

    def is_money(self, code: str) -> bool:
        """Say whether a unit's code is money, also as a rate."""
        unit = self.units.money_signs.get(code.partition("/")[0])
        return unit is not None and unit.code == code.partition("/")[0]

    def _after(self, found: Measured) -> Measured:
        words, j = self.words, found.last
        hyphen = words.low[j] == "-" and words.glued(j) and words.glued(j + 1)
        start = j + 1 if hyphen else j
        named = self._name(start)
        if named is None and words.low[j] in self.grammar.lists.partitive:
            named = self._name(j + 1)
            if named is not None and not (found.numeral.linked or named[0].kind == "money"):
                named = None
        if named is None:
            named = self._sign(start) or self._of_series(start)
        if named is None and found.numeral.linked and words.low[j] in self.grammar.lists.partitive:
            named = self._sign(j + 1)
        if named is None and found.numeral.fraction and words.low[j] in self.grammar.lists.partitive:
            named = self._name(j + 2) if words.low[j + 1] in self.grammar.lists.articles else None
        if named is None:
            return found
        unit, last = named
        if unit.otherwise and not self._is_money(found.numeral, unit, last):
            if "[" not in unit.otherwise:
                return found
            unit = Unit(unit.otherwise, "mass")
        if unit.kind == "money":
            scale = self.grammar.scales.get(words.low[last], 0) if found.numeral.scale == 1 and last == j + 1 else 0
            if scale:
                found = replace(found, numeral=found.numeral.times(scale, found.last))
            found.last, found.hyphen = last + bool(scale), hyphen
            return self._paid(found, unit)
        found.last, found.unit, found.hyphen = last, unit, hyphen
        return found if hyphen else self._and_half(found)

    def _of_series(self, j: int) -> tuple[Unit, int] | None:
        """Return the measure named behind a word at ``j`` that tells which of several the amount is ("5,000 more
        tonnes"), and the word after it. ("The last three days" are no measure of anything.)"""
        if self.words.low[j] not in self.grammar.lists.of_series:
            return None
        named = self._name(j + 1)
        return named if named is not None and named[0].kind != "time" else None

    def _and_half(self, found: Measured) -> Measured:
        """Return ``found`` with the half told behind its unit ("deux tonnes et demie")."""
        numeral, last = found.numeral, found.last
        if numeral.scale > 1 or self.words.low[last] not in self.grammar.half_openers_after:
            return found
        for length in (3, 2):
            if self.words.joined(last, last + length) in self.grammar.lists.half_after:
                numeral = replace(numeral, low=numeral.low + 0.5, high=numeral.high + 0.5)
                return replace(found, numeral=numeral, last=last + length)
        return found

    def _is_money(self, numeral: Numeral, unit: Unit, last: int) -> bool:
        """Say whether a word of two senses means money: a great sum, and no noun is measured by it."""
        first = numeral.first
        cued = any(self.words.low[k] in self.grammar.lists.money_cues for k in range(max(0, first - 5), first))
        partitive = self.words.low[last] in self.grammar.lists.partitive
        if partitive and "[" in unit.otherwise:
            return False
        return numeral.high >= _SCALE_OF_MONEY or (not partitive and (cued or numeral.scale > 1))

    def _paid(self, found: Measured, unit: Unit) -> Measured:
        if len(unit.codes) > 1:
            local = next((code for code in self.home if code in unit.codes), None)
            found.assumed, found.open = True, () if local else unit.codes
            unit = unit if local in (None, unit.code) else replace(unit, code=local)
        found.unit = unit
        return found

    def _name(self, j: int) -> tuple[Unit, int] | None:
        """Return the unit named at word ``j`` and the word after its name, the longest name first."""
        words, names = self.words, self.units.names
        longest = self.units.openers.get(words.low[j])
        if longest is None or not words.same_line(j):
            return None
        if longest == 1 and words.low[j + 1] != "-":
            unit = names.get(words.low[j])
            return None if unit is None else (unit, j + 1)
        reach = longest + 2 if "-" in words.low[j : j + longest + 2] else longest
        for last in range(min(words.size, j + reach), j, -1):
            unit = names.get(words.joined(j, last))
            if unit is not None and words.low[last - 1] != "-" and words.same_line(last - 1):
                return unit, last
        return None

    def _sign(self, j: int) -> tuple[Unit, int] | None:
        """Return the unit whose sign stands at word ``j`` and the word after it, the longest sign first."""
        words, text = self.words, self.words.text
        if j >= words.size or words.words[j] not in self.units.sign_openers:
            return None
        if words.starts[j] - words.ends[j - 1] > 1 or not words.same_line(j):
            return None
        for last in range(min(words.size, j + _LONGEST_SIGN), j, -1):
            sign = text[words.starts[j] : words.ends[last - 1]]
            unit = self.units.signs.get(sign) or self.units.money_signs.get(sign)
            if unit is None or (words.glued(last) and words.words[last][0].isalnum() and sign[-1].isalnum()):
                continue
            if unit.kind == "money" and unit.place and (unit.place == "glued" or not self._is_great(j)):
                continue
            if words.glued(last) and words.low[last] == "-" and words.glued(last + 1) and words.is_number(last + 1):
                continue
            return (unit, last) if unit.kind == "money" or self._placed(unit, j, last) else None
        return None

    def _is_great(self, j: int) -> bool:
        """Say whether a scale or a number of three figures stands before the letters at word ``j`` ("30 Mds DA")."""
        words = self.words
        k = j - 2 if words.low[j - 1] in self.grammar.lists.partitive else j - 1
        if words.low[k] in self.grammar.scales or (k >= 0 and words.words[k] in self.grammar.short_scales):
            return True
        return words.is_number(k) and len(words.words[k]) > _FIGURES

    def _placed(self, unit: Unit, j: int, last: int) -> bool:
        if not unit.place:
            return True
        if unit.place == "glued":
            return self.words.glued(j)
        follows = self.words.low[last]
        return unit.place == "end" and (self.words.glued(j) or not follows or not follows[0].isalnum())

    def _money_before(self, i: int) -> tuple[int, Unit | None]:
        """Return the first word of a currency sign right before word ``i`` and its currency."""
        words, text = self.words, self.words.text
        if i <= self.floor or words.starts[i] - words.ends[i - 1] > 1 or not words.same_line(i):
            return i, None
        end = i - 1 if words.low[i - 1] == "-" and words.glued(i) else i
        if words.words[end - 1] not in self.units.sign_closers:
            return i, None
        for first in range(max(self.floor, end - _LONGEST_SIGN + 1), end):
            sign = text[words.starts[first] : words.ends[end - 1]]
            unit = self.units.money_signs.get(sign)
            if unit is not None and not (words.glued(first) and sign[0].isalnum() and words.words[first - 1].isalnum()):
                return first, unit
        return i, None

    def _short_scaled(self, numeral: Numeral, *, money: bool) -> Numeral:
        """Return ``numeral`` times the short scale after it ("1.5bn", "$5m"), told from a unit by what follows."""
        words, j = self.words, numeral.last
        scale = self.grammar.short_scales.get(words.words[j]) if numeral.digits and j < words.size else None
        if scale is None or not words.same_line(j) or words.starts[j] - words.ends[j - 1] > 1:
            return numeral
        glued = words.glued(j)
        if words.glued(j + 1) and words.words[j + 1][0].isalnum():
            return numeral
        if not glued and not scale.spaced:
            return numeral
        start = j + 2 if words.low[j + 1] in self.grammar.lists.partitive else j + 1
        named = self._name(start) or self._sign(start)
        amount = named is not None and named[0].kind != "time"
        if scale.paid and not (money or (named is not None and named[0].kind == "money")):
            return numeral
        if scale.weak and not (money or amount or (glued and self._counts(start))):
            return numeral
        if not glued and len(words.words[j]) == 1 and not (money or amount):
            return numeral
        return numeral.times(scale.factor, j + 1)

    def _counts(self, j: int) -> bool:
        """Say whether word ``j`` looks like a plural noun, so that the letter before it is a scale ("1.2m people")."""
        word = self.words.low[j]
        return (
            word not in self.counting.stops and self.words.words[j : j + 1] == [word] and self.counting.is_plural(word)
        )

    def _is_per(self, key: str, *, money: bool) -> bool:
        return key in self.grammar.lists.per or (money and key in self.grammar.lists.per_money)

    def _rated(self, found: Measured) -> Measured:
        """Return ``found`` with the rate after it ("$300 per tonne", "40 litres a day")."""
        words, j = self.words, found.last
        if found.unit is None or found.unit.kind == "time" or "/" in found.unit.code:
            return found
        slash = words.low[j] == "/"
        if not slash and words.low[j] not in self.grammar.continued:
            return found
        money = found.unit.kind == "money"
        length = 0 if slash else next((n for n in (2, 1) if self._is_per(words.joined(j, j + n), money=money)), 0)
        if not slash and not length:
            return found
        start = j + 1 if slash else j + length
        over = self._name(start) or (self._sign(start) if slash or length else None)
        if over is None or over[0].kind in {"money", "percent"} or "/" in over[0].code:
            return found
        if over[0].kind == "time" and (over[0].code not in _RATES or found.unit.kind == "percent"):
            return found
        found.last, found.rate = over[1], over[0].code
        return found
