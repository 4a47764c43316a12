"""Amounts: the sums, counts and measures of a clause that stand in no slot of its act."""

from collections.abc import Sequence
from dataclasses import replace

from onrecord.core.parse import Parse, Token
from onrecord.core.quantities import Quantity
from onrecord.core.records import Item
from onrecord.core.spans import Span
from onrecord.core.vocabulary import EventType
from onrecord.meaning.events.figures import is_currency
from onrecord.meaning.events.nominals import NominalReader
from onrecord.meaning.events.nouns import CARRIERS
from onrecord.meaning.events.screening import Draft

_PRICED: frozenset[EventType] = frozenset({"AID", "COOPERATE", "REQUEST", "SANCTION"})
"""Acts whose sums are their own: what is given, paid, asked for, or taken as a fine."""
_TAKING = frozenset({"receive", "accept", "borrow", "buy"})
_NEAR = 30
"""Characters before a quantity within which its preposition stands."""


class AmountAssigner:
    """Hands the quantities of one report that no item holds to the acts in whose clauses they stand."""

    def __init__(self, parse: Parse, nominals: NominalReader, quantities: Sequence[Quantity]) -> None:
        self._parse = parse
        self._nominals = nominals
        self._quantities = quantities

    def price(self, drafts: list[Draft]) -> None:
        """Give each act the sums told in its clause that no item holds yet ("radars worth 600 million yen")."""
        owners = {i: n for n, d in enumerate(drafts) for i in d.candidate.claimed}
        for quantity in self._quantities:
            if not is_currency(quantity.unit):
                continue
            token = self._parse.head_of(quantity.span)
            above = (token, *self._parse.ancestors(token.i)) if token is not None else ()
            owner = next((owners[t.i] for t in above if t.i in owners), None)
            if owner is None or drafts[owner].event.type not in _PRICED:
                continue
            event = drafts[owner].event
            # "the first slice of the loan, 11 billion": one sum, told of the loan
            held = any(_is_same(i, quantity) or _is_held(i, quantity) for i in event.items)
            if not held:
                goods = self._nominals.bought(token.i) if token is not None else None
                if goods is not None and not event.items:
                    # "Enverra pour 40 millions d'euros de fusils"
                    item = replace(_sum(quantity), what=goods.what, category=goods.category or "other")
                    drafts[owner].event = replace(event, items=(item,))
                    continue
                drafts[owner].event = replace(event, items=_paid(event.items, quantity))

    def count(self, drafts: list[Draft]) -> None:
        """Give each act the counted or measured things of its clause that no act holds yet.

        The parser hangs the second of two things on what stands between ("a radar and, by June, four launchers").
        """
        owners = {i: n for n, d in enumerate(drafts) for i in d.candidate.claimed}
        held = [i.span for d in drafts for i in d.event.items]
        for quantity in self._quantities:
            head = self._parse.head_of(quantity.what_span or quantity.span)
            whole = quantity.whole or quantity.span
            if head is None or is_currency(quantity.unit) or any(s.overlaps(whole) for s in held):
                continue
            owner = self._owner(head.i, owners)
            if owner is None or drafts[owner].event.type != "AID":
                continue
            items = drafts[owner].event.items
            if (not items and self._governed(whole)) or any(_is_same(i, quantity) for i in items):
                # The second: "the training of thirty geologists", where the training has their number
                continue
            if self._is_whole(quantity, whole, items) or (items and self._carries(head, drafts[owner])):
                continue
            if not self._nominals.is_material(head.i) or self._nominals.is_time(head.i):
                continue
            if drafts[owner].core.act in _TAKING and head.i in drafts[owner].candidate.slots.get("subj", ()):
                # "A hundred students will receive grants": who is given to is nothing given
                continue
            found = [i for i in self._nominals.items(head.i) if not _is_held_by(i, items)]
            held += [item.span for item in found]
            if any(i.category not in CARRIERS for i in found):
                # "A plane set down on Thursday in Quito 400,000 doses": it only brought them
                carriers = drafts[owner].candidate.slots.get("subj", ())
                spans = [self._parse.tokens[i].span for i in carriers if self._nominals.category(i) in CARRIERS]
                items = tuple(i for i in items if not any(i.span.covers(s) for s in spans))
            drafts[owner].event = replace(drafts[owner].event, items=(*items, *found))

    def _is_whole(self, quantity: Quantity, whole: Span, items: tuple[Item, ...]) -> bool:
        """Say whether a count is the whole of which an item is a part ("of the 100 generators 35 have come")."""
        return any(i.unit is not None and i.unit == quantity.unit for i in items) and self._governed(whole)

    def _carries(self, head: Token, draft: Draft) -> bool:
        """Say whether the thing counted only brings the items: "Two ships unloaded 6,000 tonnes"."""
        if self._nominals.sense(head.i).category not in CARRIERS:
            return False
        above = next((t for t in (head, *self._parse.ancestors(head.i)) if not t.rel.startswith("nmod")), head)
        return head.i in draft.item_tokens or above.rel.partition(":")[0] in ("nsubj", "obl")

    def _governed(self, whole: Span) -> bool:
        """Say whether a preposition stands right before the words of a quantity, so that they are no object."""
        before = [t for t in self._parse.tokens_in(Span(max(0, whole.start - _NEAR), whole.start)) if t.pos != "DET"]
        return bool(before) and before[-1].pos == "ADP"

    def _owner(self, i: int, owners: dict[int, int]) -> int | None:
        """Return the act in whose clause token ``i`` stands, or None where another clause lies between."""
        for above in self._parse.ancestors(i):
            if above.i in owners:
                return owners[above.i]
            if above.pos in ("VERB", "AUX"):
                return None
        return None


def _is_same(item: Item, quantity: Quantity) -> bool:
    return (item.low, item.high, item.unit) == (quantity.low, quantity.high, quantity.unit)


def _is_held(item: Item, quantity: Quantity) -> bool:
    return item.span.overlaps(quantity.span) and is_currency(item.unit)


def _paid(items: tuple[Item, ...], quantity: Quantity) -> tuple[Item, ...]:
    """Return ``items`` with a sum of money: as that of the one loan or grant that has none, else by itself."""
    owing = [
        n for n, item in enumerate(items) if item.category in ("credit", "funds") and item.low is item.high is None
    ]
    if len(owing) != 1:
        return (*items, _sum(quantity))
    worth = replace(items[owing[0]], low=quantity.low, high=quantity.high, unit=quantity.unit, approx=quantity.approx)
    return (*items[: owing[0]], worth, *items[owing[0] + 1 :])


def _is_held_by(item: Item, items: tuple[Item, ...]) -> bool:
    """Say whether ``items`` hold an amount that the words of another number led to ("200 teachers, of whom 60")."""
    return item.low is not None and any((i.low, i.high, i.unit) == (item.low, item.high, item.unit) for i in items)


def _sum(quantity: Quantity) -> Item:
    return Item(
        text=quantity.text,
        span=quantity.span,
        what="funds",
        category="funds",
        low=quantity.low,
        high=quantity.high,
        unit=quantity.unit,
        approx=quantity.approx,
    )
