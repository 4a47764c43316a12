"""Sharing: the units that bare numbers have in common with others of a list, or with what was counted before."""

from bisect import bisect_left
from re import compile

from onrecord.core.quantities import Quantity
from onrecord.core.spans import Span
from onrecord.language.quantities.attaching import UnitFinder
from onrecord.language.quantities.grammar import Numbers
from onrecord.language.quantities.lexing import Words, phrase_key

_REACH = 240
_SHARES = frozenset({"%", "1", "0.01.%", "[ppth]"})
_BULK = frozenset({"t", "kt", "Mt", "kg", "L", "m3", "[bbl_us]", "kW.h", "MW.h", "GW.h", "har", "km2"})
_GREAT = 1000
_CUED = 8
"""Words within which a word of payment stands before a sum."""
_GREAT_SUM = 1_000_000
_CONTRAST = 20
"""Characters that a contrast between two numbers takes at most."""
_MARKS = ",;:-–— \u00a0"
_SENTENCE_END = compile(r"[.!?][\"'»”’)]*\s+[\"'«“‘(]*[A-ZÀ-Þ]|\n\s*\n")


def share_units(words: Words, grammar: Numbers, measures: UnitFinder, found: list[Quantity]) -> tuple[Quantity, ...]:
    """Return the quantities of a text with the units that its bare numbers leave to the reader."""
    return _Sharer(words, grammar, measures).share(found)


class _Sharer:
    """Shares units among the quantities of one text."""

    def __init__(self, words: Words, grammar: Numbers, measures: UnitFinder) -> None:
        self._words = words
        self._grammar = grammar
        self._measures = measures

    def share(self, found: list[Quantity]) -> tuple[Quantity, ...]:
        """Return ``found`` with bare numbers in the unit that they share with a neighbour in a list ("45 and 50 mg")
        or with the nearest count or measure before them in the sentence ("of the 24 systems, seven")."""
        found = self._standing(found) if len(found) > 1 else found
        text = self._words.text
        for k in range(len(found) - 2, -1, -1):
            one, two = found[k], found[k + 1]
            if one.unit is not None or two.unit is None:
                continue
            between = text[one.span.end : two.span.start].lower().strip(", \u00a0") or ","
            between = phrase_key(between, elision=self._grammar.elision)
            if between in self._grammar.lists.and_in_number and "," in text[one.span.end : two.span.start]:
                continue
            if between in self._grammar.lists.list_joins or between in self._grammar.lists.joins:
                found[k] = one._replace(unit=two.unit, what=two.what, what_span=two.what_span)
        for k, bare in enumerate(found):
            source = self._understood(found, k) or self._owed(found, k) if bare.unit is None else None
            if source is not None:
                found[k] = bare._replace(
                    unit=source.unit,
                    what=source.what,
                    what_span=source.what_span,
                    by_convention=True,
                    currencies=source.currencies,
                )
        return tuple(found)

    def _standing(self, found: list[Quantity]) -> list[Quantity]:
        """Return ``found`` without the numbers that the text denies for another: "ten, not eleven, trucks", "not 60
        but 40 soldiers"."""
        kept = found[:1]
        for two in found[1:]:
            one = kept[-1]
            alike = one.unit == two.unit or None in (one.unit, two.unit)
            denied = self._denied(one, two) if alike else None
            if denied is None:
                kept.append(two)
                continue
            stands = one if denied is two else two
            if stands.unit is None and denied.unit is not None:
                stands = _scaled(stands, denied)
            if stands.unit is None or (stands.what is None and denied.what is not None):
                end = max((q.whole or q.span).end for q in (one, two))
                named = stands._replace(unit=denied.unit, what=denied.what, what_span=denied.what_span)
                stands = named._replace(whole=Span(stands.span.start, end), currencies=denied.currencies)
            kept[-1] = stands
        return kept

    def _denied(self, one: Quantity, two: Quantity) -> Quantity | None:
        """Return which of two numbers in a row is denied for the other, or None."""
        text, lists = self._words.text, self._grammar.lists
        end = (one.whole or one.span).end
        end = one.span.end if end > two.span.start else end
        if two.span.start - end > _CONTRAST:
            return None
        between = phrase_key(text[end : two.span.start].strip(_MARKS), elision=self._grammar.elision)
        if between in lists.negated_joins:
            return two
        before = text[max(0, one.span.start - _CONTRAST) : one.span.start].lower().split()
        return one if between in lists.contrasts and before and before[-1] in lists.negators else None

    def _understood(self, found: list[Quantity], k: int) -> Quantity | None:
        """Return the quantity before number ``k`` whose unit is understood with it, or None.

        The nearest that is greater (the whole that the number is part of), else the only one of the sentence; one of
        measure only where the number is as great as measures are ("50,000 tonnes each, ... 25,000").
        """
        text, bare = self._words.text, found[k]
        start, end = bare.span
        around = set(f"{text[max(0, start - 9) : start]} {text[end : end + 8]}".lower().split())
        anaphoric = not self._grammar.lists.anaphoric.isdisjoint(around)
        sources = []
        for earlier in reversed(found[max(0, k - 6) : k]):
            between = text[earlier.span.end : start]
            if len(between) > _REACH or (not anaphoric and _SENTENCE_END.search(between)):
                break
            if self._lends(earlier, bare):
                sources.append(earlier)
        value = bare.low if bare.low is not None else bare.high or 0
        greater = (q for q in sources if (q.high if q.high is not None else q.low or 0) > value)
        return next(greater, sources[0] if len({q.unit for q in sources}) == 1 else None)

    def _owed(self, found: list[Quantity], k: int) -> Quantity | None:
        """Return the sum of money last told before a great bare number that a word of payment stands before ("a first
        payment of 25 million"), or None."""
        bare, words = found[k], self._words
        if bare.what is not None or (bare.high or bare.low or 0) < _GREAT_SUM:
            return None
        first = bisect_left(words.starts, bare.span.start)
        cues = self._grammar.lists.money_cues
        if not any(words.low[j] in cues for j in range(max(0, first - _CUED), first)):
            return None
        sums = (q for q in reversed(found[:k]) if q.unit is not None and self._measures.is_money(q.unit))
        return next(sums, None)

    def _lends(self, earlier: Quantity, bare: Quantity) -> bool:
        """Say whether the unit of ``earlier`` may be understood with a bare number after it."""
        unit = earlier.unit
        value = bare.low or bare.high or 0
        if unit is None or unit in _SHARES:
            return False
        if self._measures.is_money(unit):
            return value >= _GREAT_SUM
        if earlier.what is not None and unit.islower() and len(unit) > 2 and unit.replace(" ", "").isalpha():
            return True
        return unit in _BULK and value >= _GREAT


def _scaled(bare: Quantity, like: Quantity) -> Quantity:
    """Return a bare number as so many millions as ``like`` is told in: "5, not 15 million"."""
    told, scale = like.low or like.high or 0, 1
    while scale * _GREAT <= told:
        scale *= _GREAT
    if scale == 1 or (bare.low or bare.high or 0) >= _GREAT:
        return bare
    low, high = (None if n is None else n * scale for n in (bare.low, bare.high))
    return bare._replace(low=low, high=high)
