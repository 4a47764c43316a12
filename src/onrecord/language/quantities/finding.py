"""The search for quantities: numerals, their units and bounds, ranges, what is counted, what is no quantity."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from onrecord.core.quantities import Number, Quantity
from onrecord.core.spans import Span
from onrecord.core.vocabulary import Approx
from onrecord.language.quantities.attaching import Measured, UnitFinder
from onrecord.language.quantities.bounds import BoundFinder
from onrecord.language.quantities.digits import tidy
from onrecord.language.quantities.exclusions import Exclusions
from onrecord.language.quantities.grammar import numbers
from onrecord.language.quantities.lexing import split_words
from onrecord.language.quantities.nouns import NounFinder, NounPhrase, counting
from onrecord.language.quantities.numerals import NumeralReader
from onrecord.language.quantities.units import parts, units

Heads = Callable[[Span], Span | None]


@dataclass(frozen=True, slots=True)
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


class QuantityFinder:
    """Finds the quantities of one text."""

    def __init__(self, text: str, language: str, home: str | None, heads: Heads | None) -> None:
        self.grammar = numbers(language)
        self.words = split_words(text, elision=self.grammar.elision)
        self.numerals = NumeralReader(self.grammar, self.words)
        self.measures = UnitFinder(self.grammar, units(language), counting(language), self.words, home)
        self.bounds = BoundFinder(self.grammar, self.words)
        self.counting = counting(language)
        self.nouns = NounFinder(self.counting, self.words)
        self.exclusions = Exclusions(self.grammar, self.counting, self.words)
        self.heads = heads

    def find(self) -> tuple[Quantity, ...]:
        """Return the quantities in the order of the text."""
        starters, found = self.grammar.starters, list[Quantity]()
        done = 0
        for i, low in enumerate(self.words.low):
            if i < done or not (low in starters or low[0].isnumeric()):
                continue
            self.measures.floor = done
            draft = self._draft(i)
            if draft is None:
                continue
            done = max(draft.last, i + 1)
            quantity = self._quantity(draft)
            if quantity is not None:
                found.append(quantity)
        return self._shared(found)

    def _draft(self, i: int) -> Draft | None:
        numeral = self.numerals.read(i)
        if numeral is None:
            return None
        found = self._signed(self.measures.measure(numeral))
        numeral = found.numeral
        draft = Draft(found, found.first, found.last, numeral.low, numeral.high)
        return self._range(draft) or self._with_part(draft) or draft

    def _with_part(self, draft: Draft) -> Draft | None:
        """Return "3 dollars 50 cents" or "5 feet 2 inches" as one amount, or None where no part follows."""
        whole = draft.found.unit
        if whole is None or draft.found.rate or not self.words.same_line(draft.last):
            return None
        j = draft.last + (self.words.at(draft.last) in self.grammar.and_in_number)
        second = self._second(j) if self.words.at(j - 1) != "-" else None
        if second is None or second.unit is None or second.first != j:
            return None
        number = parts().get((whole.code, second.unit.code), 0)
        if whole.kind == "money" and set(whole.codes) & set(second.unit.codes) and whole.per == 1 < second.unit.per:
            number = int(second.unit.per)
        if not number or not 0 < second.numeral.low < number:
            return None
        value = tidy(draft.low + second.numeral.low / number)
        return replace(draft, found=replace(draft.found, last=second.last), last=second.last, low=value, high=value)

    def _signed(self, found: Measured) -> Measured:
        """Return ``found`` as negative where a minus stands before it."""
        words, first = self.words, found.first
        kind = found.unit.kind if found.unit else ""
        sign = words.at(first - 1)
        glued = sign == "-" and words.glued(first) and not words.glued(first - 1)
        if sign == "-" and words.at(first - 2) == "(" and words.glued(first):
            glued = True
        inner = found.prefixed and words.at(found.numeral.first - 1) == "-"
        spoken = sign in self.grammar.minus and kind == "temperature"
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
            free = join in self.grammar.joins
            loose = join in self.grammar.loose_joins
            if opener is None and not (free or loose):
                continue
            second = self._second(j)
            if second is None or not self._fits(draft, second, join, loose=loose and opener is None):
                continue
            if opener is not None and join != "-" and self.bounds.is_change(opener) and free:
                return None
            return self._merged(draft, second, draft.first if opener is None else opener)
        return None

    def _second(self, j: int) -> Measured | None:
        """Return the measured number that starts at word ``j``, past its articles and signs of money."""
        words = self.words
        for k in range(j, min(j + 5, len(words))):
            if words.low[k] in self.grammar.starters or words.low[k][0].isnumeric():
                numeral = self.numerals.read(k)
                if numeral is None or numeral.convention:
                    return None
                found = self._signed(self.measures.measure(numeral))
                return found if found.first <= j + (words.at(j) in self.counting.determiners) else None
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

    def _quantity(self, draft: Draft) -> Quantity | None:
        found = draft.found
        if (found.unit is not None and found.unit.kind == "time") or self.exclusions.tied(found):
            return None
        if found.unit is None:
            counted = self._counted(draft)
            if counted is None:
                return None
            draft = counted
        elif not self._measurable(draft):
            return None
        return self._bounded(draft)

    def _measurable(self, draft: Draft) -> bool:
        """Say whether a number with a unit is a quantity: an article with a unit is none."""
        numeral = draft.found.numeral
        if numeral.digits or numeral.last != numeral.first + 1 or draft.ranged:
            return True
        return self.words.at(numeral.first) not in self.grammar.articles

    def _counted(self, draft: Draft) -> Draft | None:
        """Return ``draft`` with what it counts, or as a bare number; None where it is no quantity."""
        words, found, numeral = self.words, draft.found, draft.found.numeral
        single = draft.low == draft.high == 1 and not numeral.digits
        article = single and words.at(numeral.last - 1) in self.grammar.articles and numeral.last == numeral.first + 1
        if article or self.exclusions.dated(found) or (self.exclusions.strewn(found) and not draft.ranged):
            return None
        if single and words.at(draft.first - 1) in self.counting.anaphors:
            return None
        noun, linked = self._noun(draft, single=single)
        if noun is None:
            return draft if self._stands(draft, single=single) else None
        if self.exclusions.named(found) and not self._plural_after(draft.last):
            return None
        if self.exclusions.yearlike(found) and not draft.ranged and not self._quantified(draft, noun):
            return None
        return replace(draft, noun=noun, linked=linked)

    def _noun(self, draft: Draft, *, single: bool) -> tuple[NounPhrase | None, bool]:
        words, numeral, j = self.words, draft.found.numeral, draft.last
        hyphen = words.at(j) == "-" and words.glued(j) and words.glued(j + 1)
        if hyphen:
            if words.at(j + 1) not in self.counting.hyphen_nouns:
                return None, False
            noun = NounPhrase(j + 1, j + 2, j + 1, j + 2, self.counting.unit(words.at(j + 1)))
            return noun, False
        many = not (draft.low == draft.high == 1)
        if numeral.fraction or words.at(j) in self.grammar.partitive:
            if words.at(j) not in self.grammar.partitive or single:
                return None, True
            start = j + 1
            if numeral.linked:
                return self.nouns.counted(start, many=many), True
            if numeral.fraction:
                return self.nouns.measured(start), True
            return self._of_several(start), True
        if words.at(j) in {",", ";"}:
            return None, False
        return self.nouns.counted(j, many=many), False

    def _of_several(self, j: int) -> NounPhrase | None:
        """Return the plural noun of the whole that a number is taken from ("seven of the 24 systems")."""
        words = self.words
        if words.at(j - 1) not in self.counting.whole_links:
            return None
        while words.at(j) in self.counting.determiners:
            j += 1
        numeral = self.numerals.read(j) if words.at(j) in self.grammar.starters or words.is_number(j) else None
        return self.nouns.counted(numeral.last if numeral else j, many=True)

    def _plural_after(self, j: int) -> bool:
        return self.nouns.counted(j, many=True) is not None

    def _quantified(self, draft: Draft, noun: NounPhrase) -> bool:
        """Say whether a number that looks like a year counts: bounds before it, or a noun right after and no
        preposition, article or month before."""
        approx, _ = self.bounds.before(draft.first, small_count=False)
        if approx != "exact":
            return True
        before = self.words.at(draft.first - 1)
        return noun.head == draft.last and before not in self.counting.stops and not before.isalpha()

    def _stands(self, draft: Draft, *, single: bool) -> bool:
        """Say whether a number without unit and noun is a quantity by itself."""
        words, numeral = self.words, draft.found.numeral
        before = words.at(draft.first - 1)
        if numeral.fraction:
            return True
        if single or (words.at(draft.last) == "-" and words.glued(draft.last)):
            return False
        if (
            self.exclusions.named(draft.found)
            or self.exclusions.numbered(draft.found)
            or self.exclusions.aged(draft.found)
        ):
            return False
        if numeral.convention or numeral.grouped or numeral.scale > 1 or (draft.ranged and not numeral.digits):
            return True
        approx, _ = self.bounds.before(draft.first, small_count=False)
        if self.exclusions.yearlike(draft.found):
            return False
        if approx != "exact":
            return True
        return before not in self.counting.anaphors and (numeral.digits or numeral.low > 1)

    def _bounded(self, draft: Draft) -> Quantity:
        found, numeral = draft.found, draft.found.numeral
        small = draft.noun is not None and not numeral.digits and draft.high < 13
        approx, first = self.bounds.before(draft.first, small_count=small)
        last, whole_last, phrase = draft.last, draft.last, draft.noun
        if phrase is None and found.unit is not None:
            phrase = self._stuff(draft)
        if phrase is not None:
            whole_last = max(last, phrase.last)
        for j in dict.fromkeys((draft.last, whole_last, phrase.head_last if phrase else draft.last)):
            after = self.bounds.after(j)
            if after is not None:
                kind, last = after
                whole_last = max(whole_last, last)
                approx = kind if approx in {"exact", "about"} else approx
                break
        factor = 1 / found.unit.per if found.unit else 1
        low, high, approx = self._limits(tidy(draft.low * factor), tidy(draft.high * factor), approx, draft)
        unit = found.code or (
            draft.noun.unit if draft.noun and not numeral.fraction else "1" if numeral.fraction else None
        )
        return self._made(draft, (first, last, whole_last), (low, high, approx), unit, phrase)

    def _limits(
        self, low: Number, high: Number, approx: Approx, draft: Draft
    ) -> tuple[Number | None, Number | None, Approx]:
        if approx == "at-least":
            return low, None, approx
        if approx == "at-most":
            return None, high, approx
        if draft.ranged or draft.found.numeral.convention:
            return low, high, "range"
        about = approx == "about" or draft.found.numeral.about
        return low, high, "about" if about else "exact"

    def _stuff(self, draft: Draft) -> NounPhrase | None:
        """Return what a unit measures ("tonnes of wheat") or what a compound measure describes ("97-metre vessels")."""
        words, found, j = self.words, draft.found, draft.last
        unit = found.unit
        if unit is None or (unit.kind == "percent" and words.at(j) not in self.grammar.partitive):
            return None
        if found.hyphen:
            return self.nouns.counted(j, many=False) if self.counting.head_last else None
        links = self.grammar.money_after if unit.kind == "money" else self.grammar.partitive
        length = next((n for n in (2, 1) if words.joined(j, j + n) in links), 0)
        return self.nouns.measured(j + length) if length else None

    def _made(
        self,
        draft: Draft,
        edges: tuple[int, int, int],
        limits: tuple[Number | None, Number | None, Approx],
        unit: str | None,
        phrase: NounPhrase | None,
    ) -> Quantity:
        words, (first, last, whole_last) = self.words, edges
        text = words.text
        span = Span(words.starts[first], words.ends[last - 1])
        what = Span(words.starts[phrase.first], words.ends[phrase.last - 1]) if phrase else None
        if draft.noun is not None and self.heads is not None:
            head = self.heads(span)
            if head is not None and head.start >= span.end:
                unit = self.counting.unit(head.of(text).lower())
                what = Span(what.start if what and what.start < head.end else head.start, head.end)
        end = max(words.ends[whole_last - 1], what.end if what else 0)
        found = draft.found
        return Quantity(
            span=span,
            text=span.of(text),
            low=limits[0],
            high=limits[1],
            unit=unit,
            approx=limits[2],
            what=what.of(text) if what else None,
            what_span=what,
            whole=Span(span.start, end),
            by_convention=found.assumed or found.numeral.convention,
        )

    def _shared(self, found: list[Quantity]) -> tuple[Quantity, ...]:
        """Give bare numbers of a list the unit of the number after them ("45 and 50 mg")."""
        for k in range(len(found) - 2, -1, -1):
            one, two = found[k], found[k + 1]
            if one.unit is not None or two.unit is None:
                continue
            between = self.words.text[one.span.end : two.span.start].strip().lower()
            if between in self.grammar.list_joins and between != "":
                found[k] = replace(one, unit=two.unit, what=two.what, what_span=two.what_span)
        return tuple(found)


def measured_kind(first: Measured, second: Measured) -> str:
    """Return the kind of unit that two numbers of a range share, empty where neither has one."""
    unit = second.unit or first.unit
    return unit.kind if unit is not None else ""


def find_quantities(
    text: str, *, language: str, home: str | None = None, heads: Heads | None = None
) -> tuple[Quantity, ...]:
    """Return the quantities that ``text`` states, in order.

    ``language`` (BCP 47) names the tables to read by. ``home`` (ISO 3166-1 alpha-3) is the country whose money a bare
    "dollar", "franc" or "$" means; without it the most traded one is taken, and either way the quantity is marked
    ``by_convention``. ``heads`` maps the characters of a count's number to those of the noun that a parse found it to
    count, or None; it overrules the reading by word forms. Spans count code points; units are UCUM, money ISO 4217.

    Dates, times of day, durations, ages, telephone numbers, scores, labels and models are no quantities.

    Raises LanguageError for an unknown language, LexiconError where its tables are missing or malformed.
    """
    return QuantityFinder(text, language, home, heads).find()
