"""Amounts: the sums, counts and measures of a clause that stand in no slot of its act."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise, takewhile

from onrecord.core.parse import Parse, Token
from onrecord.core.quantities import Quantity
from onrecord.core.records import Item
from onrecord.core.spans import Span
from onrecord.core.vocabulary import EventType
from onrecord.language.tense import closed_class, rules_out_a_number
from onrecord.meaning.events.figures import BULK, is_currency
from onrecord.meaning.events.lexicon import counted_slots, uncounted
from onrecord.meaning.events.nominals import NominalReader
from onrecord.meaning.events.nouns import CARRIERS
from onrecord.meaning.events.screening import Draft
from onrecord.meaning.events.sums import no_items

_PRICED: frozenset[EventType] = frozenset({"AID", "COOPERATE", "REQUEST", "SANCTION"})
"""Acts whose sums are their own: what is given, paid, asked for, or taken as a fine."""
_TAKING = frozenset({"receive", "accept", "borrow", "buy"})
_OPENING = frozenset(",(–—-")
_CLOSING = frozenset(",).;–—-")
"""Marks around what stands in apposition."""
_APPOSED = 2
"""How many words, with their marks, may stand between a consignment and the measure in apposition to it."""
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
        idle = no_items(self._parse, self._quantities)
        for draft in drafts:
            items = tuple(
                i for i in draft.event.items if not any(_is_same(i, q) and i.span.overlaps(q.span) for q in idle)
            )
            draft.event = replace(draft.event, items=items) if items != draft.event.items else draft.event
        for quantity in self._quantities:
            if not is_currency(quantity.unit) or quantity in idle:
                continue
            token = self._parse.head_of(quantity.span)
            above = (token, *self._parse.ancestors(token.i)) if token is not None else ()
            owner = self._payer(above, owners, drafts)
            if owner is None or self._is_of_whole(above, owners) or drafts[owner].event.type not in _PRICED:
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
                asked = event.type == "REQUEST" and _is_asked(token, drafts[owner], self._parse)
                # "Asked for $6 million for the release of the ship": the money is what is asked
                event = replace(event, mode="assist", items=()) if asked and event.mode != "assist" else event
                drafts[owner].event = replace(event, items=_paid(event.items, quantity))

    def _payer(self, above: Sequence[Token], owners: dict[int, int], drafts: list[Draft]) -> int | None:
        """Return the act that a sum below the tokens ``above`` is told of: the nearest, but for a participle that only
        says who pays for the thing of another ("radars paid for with a grant of 6 million")."""
        acts = list(dict.fromkeys(owners[t.i] for t in above if t.i in owners))
        for n, outer in pairwise(acts):
            paying = drafts[n]
            participle = self._parse.tokens[paying.candidate.token].rel.startswith("acl")
            if paying.core.act == "fund" and participle and not paying.event.actors:
                return outer
        return acts[0] if acts else None

    def _is_of_whole(self, above: Sequence[Token], owners: dict[int, int]) -> bool:
        """Say whether a sum is that of a whole of which only a part is told ("the third slice of the 90 million loan"):
        a noun stands between the sum and the part."""
        inside = [t for t in takewhile(lambda t: t.i not in owners, above) if t.pos == "NOUN"]
        parts = [n for n, t in enumerate(inside) if "part" in self._nominals.sense(t.i).classes]
        return bool(parts) and any(self._nominals.category(t.i) == "credit" for t in inside[: parts[0]])

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
            if owner is None or drafts[owner].event.type != "AID" or self._nominals.is_helped(head.i):
                continue
            items = drafts[owner].event.items
            if (not items and self._governed(whole)) or any(_is_same(i, quantity) for i in items):
                # The second: "the training of thirty geologists", where the training has their number
                continue
            if self._is_whole(quantity, whole, items) or (items and self._carries(head, drafts[owner])):
                continue
            if (
                self._nominals.opens_clause(head)
                or not self._nominals.is_material(head.i)
                or self._nominals.is_time(head.i)
            ):
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

    def hold(self, drafts: list[Draft]) -> None:
        """Give each act that has no item yet what its clause counts as its object ("issued 54 licences", "imposed
        sanctions on seven companies and three ships"), or who comes to help ("forty firefighters fought the blaze")."""
        for draft in drafts:
            event, slots = draft.event, draft.candidate.slots
            if event.type == "RETREAT" and event.items:
                # "Will withdraw its guards from four posts": what is left is given back as well
                left = (i for i in slots.get("from", ()) if self._is_held_ground(i))
                draft.event = replace(event, items=(*event.items, *(k for i in left for k in self._told(i))))
            if event.items or (event.type == "REJECT" and event.mode != "assist"):
                continue
            # What complements a noun of the act is its object, but what complements the object is not
            wanted = (s for s in counted_slots().get(event.type, ()) if s != "of" or not slots.get("obj"))
            objects = (i for slot in wanted for i in slots.get(slot, ()))
            verb = self._parse.tokens[draft.candidate.token].lemma.lower()
            if event.type == "AID" and verb in closed_class(self._parse.language, "letting_in"):
                # "Will take in 80 families": who is helped is told by number
                objects = (i for i in slots.get("obj", ()))
                found = next((k for i in objects if not self._nominals.is_place(i) and (k := self._told(i))), ())
            else:
                found = next((k for i in objects if (k := self._counted(i, event.type))), ())
            if not found and event.type == "AID" and draft.core.act == "assist":
                helpers = (i for i in slots.get("subj", ()) if self._is_staff(i))
                found = next((k for i in helpers if (k := self._told(i))), ())
            draft.event = replace(event, items=found)

    def weigh(self, drafts: list[Draft]) -> None:
        """Give each consignment the measure that stands in apposition to it ("the first shipment, 6,000 tonnes, will
        leave", « le deuxième lot, soit 40 000 litres »): one item, not two. What is ruled out is none ("not 60")."""
        for draft in drafts:
            items = tuple(k for k in draft.event.items if not self._is_ruled_out(k))
            for item in items:
                quantity = self._apposed(item) if item.low is item.high is None else None
                if quantity is None:
                    continue
                twins = [k for k in items if k is not item and _is_same(k, quantity)]
                head = self._parse.head_of(quantity.what_span) if quantity.what_span else None
                counted = self._nominals.items(head.i) if head is not None else ()
                named = next((k for k in (*twins, *counted) if k.what), item)
                span = Span(item.span.start, (quantity.whole or quantity.span).end)
                whole = replace(
                    item,
                    text=span.of(self._parse.text),
                    span=span,
                    what=named.what,
                    category=named.category,
                    low=quantity.low,
                    high=quantity.high,
                    unit=quantity.unit,
                    approx=quantity.approx,
                )
                items = tuple(whole if k is item else k for k in items if k not in twins)
                break
            draft.event = replace(draft.event, items=items)

    def _is_ruled_out(self, item: Item) -> bool:
        """Say whether the number of an item is told as what it is not."""
        first = next(iter(self._parse.tokens_in(item.span)), None)
        return first is not None and any(rules_out_a_number(self._parse, i) for i in (first.i, max(first.i - 1, 0)))

    def _apposed(self, item: Item) -> Quantity | None:
        """Return the measure that stands between commas or in brackets after a consignment, or how many people a crew
        or team is told to be ("the crew, 21 sailors,"), or None."""
        head = self._parse.head_of(item.span)
        if head is not None and item.category == "personnel":
            # Of the same kind, else the second of a list is meant
            told = (t.i for t in self._parse.children(head.i, "appos") if "people" in self._nominals.classes(t.i))
            return next((q for i in told if (q := self._nominals.quantity(i)) is not None and q.what), None)
        if head is None or not ("part" in self._nominals.sense(head.i).classes or self._nominals.is_part(head.i)):
            return None
        text, words = self._parse.text, closed_class(self._parse.language, "apposing")
        for quantity in self._quantities:
            opening = text[item.span.end : quantity.span.start].lower().split() if quantity.unit in BULK else []
            if quantity.span.start < item.span.end or not opening or len(opening) > _APPOSED:
                continue
            between, after = "".join(opening), text[(quantity.whole or quantity.span).end :].lstrip()[:1]
            inside = between[1:] in words if between[0] in _OPENING else False
            if after in _CLOSING and (between in _OPENING or inside):
                return quantity
        return None

    def _is_held_ground(self, i: int) -> bool:
        """Say whether forces hold what the noun at token ``i`` names: a base, a post, what was built."""
        sense = self._nominals.sense(i)
        return sense.category == "infrastructure" or bool(sense.classes & {"base", "office"})

    def _counted(self, i: int, type_: EventType) -> tuple[Item, ...]:
        """Return the items that the noun at token ``i`` and those listed with it are where numbers count them."""
        classes = self._nominals.classes(i)
        if (
            classes & uncounted()
            or (classes == {"abstract"} and type_ != "AID")
            or self._nominals.is_time(i)
            or self._nominals.is_place(i)
        ):
            return ()
        # Whom one helps is given to, and is nothing given
        return () if type_ == "AID" and ("people" in classes or "party" in classes) else self._told(i)

    def _told(self, i: int) -> tuple[Item, ...]:
        return tuple(k for k in self._nominals.items(i) if k.unit is not None and k.unit.isalpha() and k.unit.islower())

    def _is_staff(self, i: int) -> bool:
        quantity = self._nominals.quantity(i)
        return quantity is not None and self._nominals.sense(i).category == "personnel"

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
        for above in (self._parse.tokens[i], *self._parse.ancestors(i)):
            if above.i in owners and above.i != i:
                return owners[above.i]
            gapped = above.rel == "conj" and self._nominals.is_somebody(above.i) and above.i != i
            if above.i != i and (above.pos in ("VERB", "AUX") or gapped):
                # "India sent two ships and Chad 55 soldiers": the second has the verb of the first left out
                return None
        return None


def _is_asked(token: Token | None, draft: Draft, parse: Parse) -> bool:
    """Say whether the sum at ``token`` hangs on the verb of asking itself."""
    above = parse.head(token.i) if token is not None else None
    asking = {link.token for link in draft.candidate.chain.links if link.operator == "ask"}
    return above is not None and above.i in asking


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
