"""The search for quantities: numerals, their units and bounds, ranges, what is counted, what is no quantity."""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence

from onrecord.core.quantities import Number, Quantity
from onrecord.core.spans import Span
from onrecord.core.times import TimeExpression
from onrecord.core.vocabulary import Approx
from onrecord.language.quantities.amounts import AmountReader, Draft
from onrecord.language.quantities.attaching import UnitFinder
from onrecord.language.quantities.bounds import BoundFinder
from onrecord.language.quantities.counting import counting
from onrecord.language.quantities.digits import tidy
from onrecord.language.quantities.exclusions import YEARS, Exclusions
from onrecord.language.quantities.grammar import numbers
from onrecord.language.quantities.lexing import Words, split_words
from onrecord.language.quantities.nouns import NounFinder, NounPhrase
from onrecord.language.quantities.numerals import NumeralReader
from onrecord.language.quantities.sharing import share_units
from onrecord.language.quantities.sieve import stretches
from onrecord.language.quantities.units import units

_GAPPED = 4
"""Numbers of a list of names among which the first has a noun or unit."""
Heads = Callable[[Span], Span | None]


class QuantityFinder:
    """Finds the quantities of one text."""

    def __init__(self, words: Words, language: str, home: str | None, heads: Heads | None) -> None:
        self.grammar = numbers(language)
        self.words = words
        self.counting = counting(language)
        self.numerals = NumeralReader(self.grammar, self.words)
        self.measures = UnitFinder(self.grammar, units(language), self.counting, self.words, home)
        self.bounds = BoundFinder(self.grammar, self.words)
        self.nouns = NounFinder(self.counting, self.words)
        self.exclusions = Exclusions(self.grammar, self.counting, self.words, language)
        self.amounts = AmountReader(self.numerals, self.bounds, self.measures, self.nouns, self.exclusions)
        self.heads = heads
        self._found: list[Quantity] = []

    def find(self, openings: Sequence[tuple[int, int]], times: Sequence[Span]) -> tuple[Quantity, ...]:
        """Return the quantities in the order of the text whose numbers open in one of the stretches ``openings`` (in
        order), none of which opens within one of ``times``."""
        found, done = self._found, 0
        opening = self._opening(openings)
        for i in _outside(opening, self.words.starts, times) if times else opening:
            if i < done or self.amounts.is_article(i) or self.exclusions.calendar(i):
                continue
            self.measures.floor = done
            draft = self.amounts.read(i)
            if draft is None:
                continue
            done = self._past_clock(draft) or max(draft.last, i + 1)
            quantity = self._quantity(draft)
            # The 2 of "15 Leopard 2 tanks" counts nothing
            if quantity is not None and not (found and (found[-1].what_span or found[-1].span).covers(quantity.span)):
                found.append(quantity)
        return share_units(self.words, self.grammar, self.measures, found)

    def _opening(self, openings: Sequence[tuple[int, int]]) -> list[int]:
        """Return the words in ``openings`` that may open a number."""
        words, starters = self.words, self.grammar.starters
        starts, size, found = words.starts, words.size, []
        for start, end in openings:
            i = bisect_left(starts, start)
            while i < size and starts[i] < end:
                if words.low[i] in starters or words.low[i][0].isnumeric():
                    found.append(i)
                i += 1
        return found

    def _past_clock(self, draft: Draft) -> int:
        """Return the word after the minutes of a time of day ("8 h 42"), 0 where the amount is none."""
        unit, words, j = draft.found.unit, self.words, draft.last
        if unit is None or unit.kind != "time" or not words.is_number(j) or not words.same_line(j):
            return 0
        return j + 1 if words.words[j].isdecimal() and len(words.words[j]) == 2 else 0

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
        return self.words.low[numeral.first] not in self.grammar.lists.articles

    def _counted(self, draft: Draft) -> Draft | None:
        """Return ``draft`` with what it counts, or as a bare number; None where it is no quantity."""
        words, found, numeral = self.words, draft.found, draft.found.numeral
        single = draft.low == draft.high == 1 and not numeral.digits
        article = (
            single and words.low[numeral.last - 1] in self.grammar.lists.articles and numeral.last == numeral.first + 1
        )
        if article or self.exclusions.dated(found) or self.exclusions.strewn(found):
            return None
        if single and words.low[draft.first - 1] in self.counting.anaphors:
            return None
        if numeral.fraction and numeral.digits and words.low[draft.last] not in self.grammar.lists.partitive:
            return None
        noun, linked = self._noun(draft, single=single)
        if noun is None and (after := self.bounds.after(draft.last)) is not None:
            noun = self.nouns.counted(after[1], many=not single)
        if noun is not None and self.measures.is_time(noun.head, noun.head_last):
            return None
        years = draft.ranged and draft.low in YEARS and draft.high in YEARS and not numeral.grouped
        if noun is None and years and numeral.digits:
            return None
        if noun is None:
            return draft if self._stands(draft, single=single) else None
        if self.exclusions.labelled(found):
            return None
        if self.exclusions.named(found) and not self._counts_after(draft):
            return None
        if self.exclusions.yearlike(found) and not draft.ranged and not self._quantified(draft, noun):
            return None
        draft.noun, draft.linked = noun, linked
        return draft

    def _noun(self, draft: Draft, *, single: bool) -> tuple[NounPhrase | None, bool]:
        words, numeral, j = self.words, draft.found.numeral, draft.last
        hyphen = words.low[j] == "-" and words.glued(j) and words.glued(j + 1)
        if hyphen:
            if words.low[j + 1] not in self.counting.hyphen_nouns:
                return None, False
            noun = NounPhrase(j + 1, j + 2, j + 1, j + 2, self.counting.unit(words.low[j + 1]))
            return noun, False
        many = not (draft.low == draft.high and draft.low <= self.counting.one_up_to)
        if numeral.fraction or words.low[j] in self.grammar.lists.partitive:
            if words.low[j] not in self.grammar.lists.partitive or single:
                return None, True
            start = j + 1
            if numeral.linked:
                while words.low[start] in self.counting.determiners:
                    start += 1
                return self.nouns.counted(start, many=many), True
            if numeral.fraction:
                return self.nouns.measured(start), True
            return self._of_several(start), True
        skipped = self.nouns.skip(j)
        if skipped > j and words.low[skipped] in self.counting.whole_links:
            return self._of_several(skipped + 1), True
        if words.low[j] == "," and words.low[draft.first - 1] in self.grammar.lists.negators:
            # "Ten, not eleven, trucks"
            return self.nouns.counted(j + 1, many=many), False
        if words.low[j] in {",", ";"}:
            return None, False
        return self.nouns.counted(j, many=many), False

    def _of_several(self, j: int) -> NounPhrase | None:
        """Return the plural noun of the whole that a number is taken from ("seven of the 24 systems")."""
        words = self.words
        whose = words.low[j - 1] in self.grammar.lists.partitive and words.low[j] in self.counting.determiners
        if words.low[j - 1] not in self.counting.whole_links and not whose:
            return None
        while words.low[j] in self.counting.determiners or words.low[j].endswith("'s"):
            j += 1
        numeral = self.numerals.read(j) if words.low[j] in self.grammar.starters or words.is_number(j) else None
        return self.nouns.counted(numeral.last if numeral else j, many=True)

    def _counts_after(self, draft: Draft) -> bool:
        """Say whether a number after a name counts what follows: a plural, which the parse, if there is one, bears out
        ("the iPhone 13 sells")."""
        if self.nouns.counted(draft.last, many=True) is None:
            return False
        if not self.counting.head_last:
            # No verb follows a name that looks like a plural noun: "transféré à l'Ukraine 14 chasseurs"
            return True
        return self.heads is None or self.heads(self._span(draft.first, draft.last)) is not None

    def _span(self, first: int, last: int) -> Span:
        return Span(self.words.starts[first], self.words.ends[last - 1])

    def _quantified(self, draft: Draft, noun: NounPhrase) -> bool:
        """Say whether a number that looks like a year counts: bounds before it, or a noun right after and no
        preposition, article or month before."""
        approx, _ = self.bounds.before(draft.first, small_count=False)
        if approx != "exact":
            return True
        before = self.words.low[draft.first - 1]
        return noun.head == draft.last and before not in self.counting.stops and not before.isalpha()

    def _stands(self, draft: Draft, *, single: bool) -> bool:
        """Say whether a number without unit and noun is a quantity by itself."""
        words, numeral = self.words, draft.found.numeral
        before = words.low[draft.first - 1]
        if numeral.fraction:
            return True
        inner = words.is_word(draft.first - 1) and words.same_line(draft.first)
        if inner and not numeral.digits and words.words[draft.first][0].isupper():
            return False
        if inner and before in self.grammar.lists.partitive and draft.first > 2:
            # "the Group of 20"
            name = words.words[draft.first - 2]
            if name[0].isupper() and not name.isupper() and words.is_word(draft.first - 3):
                return False
        if before in self.grammar.lists.loose_joins and self.measures.is_time(draft.first - 2, draft.first - 1):
            return False
        if single or (words.low[draft.last] == "-" and words.glued(draft.last)):
            return False
        if (
            (self.exclusions.named(draft.found) and not self._is_gapped(draft))
            or self.exclusions.numbered(draft.found)
            or self.exclusions.scored(draft.found)
            or self.exclusions.aged(draft.found)
            or self.exclusions.clocked(draft.found)
        ):
            return False
        if numeral.convention or numeral.grouped or numeral.scale > 1 or (draft.ranged and not numeral.digits):
            return True
        approx, _ = self.bounds.before(draft.first, small_count=False)
        if self.exclusions.yearlike(draft.found, YEARS) or self.exclusions.addressed(draft.found):
            return False
        if words.low[draft.last] in self.counting.skipped or words.low[draft.last] in self.counting.not_heads:
            return True
        if approx != "exact":
            return True
        # "And another 300 in May"
        points = before in self.counting.anaphors and before not in self.grammar.lists.anaphoric
        return not points and (numeral.digits or numeral.low > 1)

    def _is_gapped(self, draft: Draft) -> bool:
        """Say whether a number after a name leaves out verb and noun: "Norway gave 300 tents, Sweden 200"."""
        words, name = self.words, draft.first - 1
        counts = next((q for q in reversed(self._found[-_GAPPED:]) if q.unit not in {None, "1", "%"}), None)
        if counts is None or words.low[draft.last] not in {",", ".", ";", "", *self.grammar.lists.and_in_number}:
            return False
        if self.exclusions.yearlike(draft.found) or not words.is_word(name) or words.low[name] in self.counting.labels:
            return False
        while words.is_word(name) and words.words[name][0].isupper():
            name -= 1
        while words.low[name] in self.counting.determiners:
            name -= 1
        beside = words.low[name] in {",", ";"} or words.low[name] in self.grammar.lists.and_in_number
        between = words.text[counts.span.end : words.starts[draft.first]]
        return beside and name < draft.first - 1 and "." not in between

    def _bounded(self, draft: Draft) -> Quantity:
        found, numeral = draft.found, draft.found.numeral
        small = draft.noun is not None and not numeral.digits and draft.high < 13
        approx, first = self.bounds.before(draft.first, small_count=small)
        last, whole_last, phrase = draft.last, draft.last, draft.noun
        if phrase is None and found.unit is not None:
            phrase = self._stuff(draft)
        if phrase is not None:
            whole_last = max(last, phrase.last)
        words, edges = self.words, self.grammar.after.edges
        for j in dict.fromkeys((last, whole_last, phrase.head_last)) if phrase else (last,):
            after = self.bounds.after(j) if words.low[j] in edges or words.low[j] == "-" else None
            if after is not None:
                kind, last = after
                whole_last = max(whole_last, last)
                approx = kind if approx in {"exact", "about"} else approx
                break
        factor = found.unit.per if found.unit else 1
        ends = (draft.low, draft.high) if factor == 1 else (draft.low * (1 / factor), draft.high * (1 / factor))
        low, high, approx = self._limits(tidy(ends[0]), tidy(ends[1]), approx, draft)
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
        if unit is None or (unit.kind == "percent" and words.low[j] not in self.grammar.lists.partitive):
            return None
        if found.hyphen:
            if not self.counting.head_last:
                return None
            return self.nouns.counted(j, many=True) or self.nouns.counted(j, many=False)
        if words.low[j] not in self.grammar.linking:
            return None
        contracted = words.low[j] in self.grammar.lists.contracted or words.low[j + 1] in self.counting.determiners
        if unit.kind == "length" and contracted:
            return None
        links = self.grammar.lists.money_after if unit.kind == "money" else self.grammar.lists.partitive
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
        if self.heads is not None and draft.found.unit is None and not draft.found.numeral.fraction:
            head = self.heads(span)
            if head is not None and head.start >= span.end and (what is None or not what.overlaps(head)):
                word = head.of(text).lower()
                whole = what is not None or not isinstance(draft.low, float) or self.counting.is_plural(word)
                if whole and word not in self.measures.units.names and word not in self.counting.not_heads:
                    unit = self.counting.unit(word)
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
            currencies=found.open if found.assumed and (not found.prefixed or words.is_word(found.first)) else (),
        )


def _outside(places: Sequence[int], starts: Sequence[int], spans: Sequence[Span]) -> Iterator[int]:
    """Yield the words of ``places`` that start in none of ``spans``, which are in order."""
    following = iter(spans)
    span: Span | None = next(following)
    for place in places:
        while span is not None and span.end <= starts[place]:
            span = next(following, None)
        if span is None or starts[place] < span.start:
            yield place


def find_quantities(
    text: str,
    *,
    language: str,
    home: str | None = None,
    heads: Heads | None = None,
    times: Sequence[TimeExpression] = (),
) -> tuple[Quantity, ...]:
    """Return the quantities that ``text`` states, in order.

    ``language`` (BCP 47) names the tables to read by. ``home`` (ISO 3166-1 alpha-3) is the country whose money a bare
    "dollar", "franc" or "$" means; without it the most traded one is taken, and either way the quantity is marked
    ``by_convention``. ``heads`` maps the characters of a count's number to those of the noun that a parse found it to
    count, or None; it overrules the reading by word forms. ``times`` are the time expressions of the text
    (``find_times``), in which no quantity begins. Spans count code points; units are UCUM, money ISO 4217.

    Dates, times of day, durations, ages, telephone numbers, scores, labels and models are no quantities.

    Raises LanguageError for an unknown language, LexiconError where its tables are missing or malformed.
    """
    # A bare year may be a number after all: "1000 euros"
    told = [time.span for time in times if not time.text.isdecimal()]
    places, openings = stretches(text, language, told)
    if not openings:
        return ()
    words = split_words(text, elision=numbers(language).elision, stretches=places)
    return QuantityFinder(words, language, home, heads).find(openings, told)
