"""Trading: whether goods are sold or given, where the words of the act leave it open.

Verbs of handing over tell of help unless something says that it is paid for. What says so often stands elsewhere: a
price per unit beside the goods, or another sentence of the report in which the same goods are sold. And what is sold
as a rule, such as electricity, may be told as free of charge (codebook, Types: sales and contracts are COOPERATE).
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from itertools import product

from onrecord.core.parse import Parse
from onrecord.core.quantities import Quantity
from onrecord.core.records import Event
from onrecord.core.spans import Span
from onrecord.core.vocabulary import EventType
from onrecord.language.tense import closed_class
from onrecord.meaning.events.facing import countries
from onrecord.meaning.events.figures import is_currency
from onrecord.meaning.events.nominals import NominalReader
from onrecord.meaning.events.screening import Draft

HANDING = frozenset({"transfer", "move", "depart", "arrive", "receive", "cut", "grant", "weigh", "accept"})
"""Core acts by which goods change hands, whether sold or given."""
_SELLING = frozenset({"sell", "buy", "export", "import"})
_UNPRICED = frozenset({"funds", "credit", "personnel", "training"})
_BESIDE = 30
"""Characters after the clause of an act within which it may be told as free of charge."""
_PER_UNIT = re.compile(r"^([A-Z]{3})/")


def trade(parse: Parse, nominals: NominalReader, drafts: Sequence[Draft], quantities: Sequence[Quantity]) -> None:
    """Give the drafts of one report, in place, the type that a price, another sale or "free of charge" makes of them.

    A price per unit is no item: it goes.
    """
    prices = [q for q in quantities if _is_price(q.unit)]
    sold: set[tuple[str, str, str]] = set()
    for draft in drafts:
        event = draft.event
        priced = any(event.evidence.overlaps(q.span) for q in prices) or _is_put_off(nominals, draft)
        items = tuple(i for i in event.items if not _is_price(i.unit))
        if items != event.items:
            event = replace(event, items=items)
        draft.event = replace(event, type=_type_of(parse, draft, priced=priced))
        if draft.event.type == "COOPERATE" and (draft.core.act in _SELLING or priced):
            sold |= _deals(draft.event)
    for draft in drafts:
        handed = draft.event.type == "AID" and draft.core.act in HANDING
        if handed and _deals(draft.event) & sold and not _is_free(parse, draft):
            draft.event = replace(draft.event, type="COOPERATE", mode=None)


def _type_of(parse: Parse, draft: Draft, *, priced: bool) -> EventType:
    type_ = draft.event.type
    if draft.core.act not in HANDING or type_ not in ("AID", "COOPERATE"):
        return type_
    if _is_free(parse, draft):
        return "AID"
    goods = any(i.category not in _UNPRICED for i in draft.event.items)
    return "COOPERATE" if priced and goods else type_


def _is_put_off(nominals: NominalReader, draft: Draft) -> bool:
    """Say whether deliveries of what is sold as a rule are held back ("suspended its deliveries of gas")."""
    if draft.event.stage not in ("suspended", "cancelled"):
        return False
    things = {j for i in draft.item_tokens for j in (i, nominals.substance(i))}
    return any("traded" in nominals.sense(i).classes for i in things)


def _deals(event: Event) -> set[tuple[str, str, str]]:
    """Return giver, receiver and noun of each thing of ``event`` that has a price."""
    goods = {i.what for i in event.items if i.what and i.category not in _UNPRICED}
    return set(product(countries(event.actors), countries(event.recipients), goods))


def _is_price(unit: str | None) -> bool:
    """Say whether ``unit`` is money per unit of something ("USD/t")."""
    found = _PER_UNIT.match(unit or "")
    return found is not None and is_currency(found[1])


def _is_free(parse: Parse, draft: Draft) -> bool:
    words = _free_of_charge(parse.language)
    if words is None:
        return False
    evidence = draft.event.evidence
    last = parse.tokens[parse.sentences[parse.tokens[draft.candidate.token].sent][-1]].end
    # Such words may hang on the clause as one of their own, after its evidence
    told = Span(evidence.start, max(evidence.end, min(last, evidence.end + _BESIDE)))
    return words.search(told.of(parse.text)) is not None


@cache
def _free_of_charge(language: str) -> re.Pattern[str] | None:
    words = closed_class(language, "free_of_charge")
    return re.compile(rf"\b(?:{'|'.join(sorted(map(re.escape, words)))})\b", re.IGNORECASE) if words else None
