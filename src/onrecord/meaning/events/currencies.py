"""Currencies: whose francs, pounds or pesos a report tells of, by the countries that it names."""

from collections import Counter
from collections.abc import Sequence

from onrecord.core.parse import Parse
from onrecord.core.quantities import Quantity
from onrecord.language.quantities import country_currencies
from onrecord.meaning.events.parties import Parties

_EVERYWHERE = "USD"
"""What a bare name means wherever it is used abroad: no other country's dollar is meant for being named."""


def settled(parse: Parse, quantities: Sequence[Quantity], parties: Parties) -> tuple[Quantity, ...]:
    """Return ``quantities`` with money whose name several countries share as that of a country in its sentence.

    The first country of the sentence that has such money settles it ("Switzerland gave 10 million francs"), else the
    one that the report names most often, else the convention stands.
    """
    if not any(_is_open(q) for q in quantities):
        return tuple(quantities)
    named = [(token.sent, code) for token in parse.tokens for code in _countries(token.i, parse, parties)]
    often = [code for code, _ in Counter(code for _, code in named).most_common()]
    found: list[Quantity] = []
    for quantity in quantities:
        head = parse.head_of(quantity.span) if _is_open(quantity) else None
        if head is not None:
            near = [code for sent, code in named if sent == head.sent]
            own = (c for country in (*near, *often) for c in country_currencies(country) if c in quantity.currencies)
            quantity = quantity._replace(unit=next(own, quantity.unit))
        found.append(quantity)
    return tuple(found)


def _is_open(quantity: Quantity) -> bool:
    return bool(quantity.currencies) and quantity.unit == quantity.currencies[0] != _EVERYWHERE


def _countries(i: int, parse: Parse, parties: Parties) -> tuple[str, ...]:
    """Return the countries that token ``i`` names, as one who acts, a place or a nationality."""
    token = parse.tokens[i]
    if token.pos not in ("PROPN", "ADJ", "NOUN"):
        return ()
    place = parties.place(i) if token.text[:1].isupper() else None
    if place is not None and place.country:
        return (place.country,)
    return tuple(p.country for p in parties.parties(i) if p.country)
