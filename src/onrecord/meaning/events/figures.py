"""Figures: which quantity of the text counts, measures or values the noun at a token."""

from collections.abc import Sequence
from types import MappingProxyType

from onrecord.core.parse import Parse, Token
from onrecord.core.quantities import Quantity
from onrecord.core.spans import Span
from onrecord.language.tense import closed_class

_MEMBERS = MappingProxyType({"rescue": "rescuer", "search": "rescuer", "fire": "firefighter", "crew": "sailor"})
"""By what the members of a team are counted, by a word of the team's name."""
BULK = frozenset({"t", "kt", "Mt", "kg", "L", "m3", "[bbl_us]"})
"""Measures of bulk (UCUM)."""


class FigureReader:
    """Reads the figures of the nouns of one parse."""

    def __init__(self, parse: Parse, quantities: Sequence[Quantity]) -> None:
        self._parse = parse
        self._quantities = quantities
        self._measures: dict[int, Quantity | None] = {}

    def quantity(self, i: int) -> Quantity | None:
        """Return the quantity that measures or counts the noun at token ``i``, or None."""
        if i not in self._measures:
            self._measures[i] = self._measure(i) or self._one_told(i)
        return self._measures[i]

    def _one_told(self, i: int) -> Quantity | None:
        """Return the one of those told before that an ordinal alone stands for ("four radars, the first of which",
        « quatre radars, dont le premier »), or None."""
        token = self._parse.tokens[i]
        alone = token.pos in ("ADJ", "NOUN", "PRON") and token.feats.get("Number") != "Plur"
        if not alone or token.lemma.lower() not in closed_class(self._parse.language, "one_of_several"):
            return None
        relative = closed_class(self._parse.language, "relative")
        verb = self._parse.head(i)
        if verb is None or not any(t.text.lower() in relative for t in self._parse.children(i)):
            return None
        counted = self._measure(verb.head)
        if counted is None or counted.what_span is None or not _is_count(counted.unit):
            return None
        return counted._replace(low=1, high=1, approx="exact", span=token.span, text=token.text, whole=None)

    def _measure(self, i: int) -> Quantity | None:
        token = self._parse.tokens[i]
        numerals = [t.span for t in self._parse.children(i, "nummod", "det", "advmod")]
        span = token.span
        best: Quantity | None = None
        for q in self._quantities:
            whole = q.whole or q.span
            if whole.start > token.end + 200:
                break
            if numerals and any(q.span.covers(n) for n in numerals):
                # What counts the noun itself comes before what only measures it ("five 97-metre ships")
                return self._first_of(q, i) or q
            fits = whole.covers(span) or q.span.covers(span)
            if fits and (best is None or _length(whole) < _length(best.whole or best.span)):
                best = q
        return best if best is None else self._part_of(best) or best

    def _part_of(self, whole: Quantity) -> Quantity | None:
        """Return the part of a counted whole that is told right before it ("neuf des quatorze chars"), or None."""
        before = (q for q in self._quantities if q.span.end <= whole.span.start and q.unit == whole.unit)
        alike = (q for q in before if q.what_span is not None and q.what_span == whole.what_span)
        return next((q for q in alike if (q.whole or q.span).covers(whole.span)), None)

    def _first_of(self, whole: Quantity, i: int) -> Quantity | None:
        """Return the part of a counted whole that the parser hung on the whole's number ("the first 300 of 1,000
        peacekeepers"), or None."""
        parts = (
            t.span for n in self._parse.children(i, "nummod") for t in self._parse.children(n.i, "advmod", "nummod")
        )
        spans = list(parts)
        return next(
            (
                q
                for q in self._quantities
                if q.unit == whole.unit and q.span.end <= whole.span.start and any(q.span.covers(s) for s in spans)
            ),
            None,
        )

    def worth(self, i: int) -> Quantity | None:
        """Return the sum of money that a complement gives a grant or package ("aid of 1.6 billion yen")."""
        for child in self._parse.children(i, "nmod", "appos", "compound", "acl", "amod"):
            sums = [q for q in self._quantities if is_currency(q.unit) and q.span.covers(child.span)]
            if sums:
                return sums[0]
        return None

    def part(self, head: Token) -> Quantity | None:
        """Return the number of a part of a whole that its own words tell ("12 of the 20", "the first 300 of ...")."""
        own = [head.span, *(t.span for t in self._parse.children(head.i, "nummod"))]
        return next((q for q in self._quantities if any(q.span.covers(span) for span in own)), None)

    def strength(self, group: Token, what: str) -> Quantity | None:
        """Return how many belong to a group of people ("a team of 40", "a 40-member team", "fort de 300 hommes")."""
        words = closed_class(self._parse.language, "members")
        inside = self._parse.subtree_span(group.i, without=("conj", "appos", "acl:relcl"))
        for q in self._quantities:
            head = self._parse.head_of(q.what_span or q.span)
            if not inside.covers(q.span) or head is None or q.span.covers(group.span):
                continue
            if q.unit is None or head.lemma.lower() in words or (q.what or "").lower() in words:
                unit = next((member for name, member in _MEMBERS.items() if name in what), "person")
                return q._replace(unit=unit)
        return None

    def one_of(self, whole: int) -> Quantity | None:
        """Return the quantity of "the first of four systems": one of what the whole counts, not measures."""
        counted = self.quantity(whole)
        return None if counted is None or counted.unit in BULK else counted._replace(low=1, high=1, approx="exact")


def _length(span: Span) -> int:
    return span.end - span.start


def _is_count(unit: str | None) -> bool:
    """Say whether a unit is a noun that is counted, no money and no measure."""
    return unit is not None and unit.isascii() and unit.replace(" ", "").isalpha() and unit.islower() and len(unit) > 2


def is_currency(unit: str | None) -> bool:
    """Say whether ``unit`` is an ISO 4217 code."""
    return unit is not None and len(unit) == 3 and unit.isascii() and unit.isupper()
