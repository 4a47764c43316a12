"""Overheard things: items of acts in whose words the rules find none, where the encoder is all but sure of a word.

A rule knows the things of a verb by its frame; verbs without one ("put up", "passed on") and nouns far from the act are
left to what the encoder was taught. Which thing a word names, and how much of it, is still read from the lexicon and
the figures: a word that they do not know is no item.
"""

from collections.abc import Sequence
from dataclasses import replace

from onrecord.core.parse import Parse, Token
from onrecord.core.records import Event, Item
from onrecord.core.vocabulary import EventType
from onrecord.meaning.events.coding import contexts_of
from onrecord.meaning.events.nominals import NominalReader, is_read_twice
from onrecord.meaning.events.screening import Draft
from onrecord.meaning.events.sensing import ROLES, Sensed

OVERHEARD = 0.85
"""What the rules read no item for is one where the encoder holds it at least so likely."""
_BESIDE = 0.3
"""The head of a word that is overheard is meant with it where the encoder holds it at least so likely."""
_BRINGING: frozenset[EventType] = frozenset({"AID", "COOPERATE", "RETREAT", "COERCE", "MOBILIZE"})
_NAMING = frozenset({"NOUN", "PROPN", "NUM"})
_INSIDE = ("nummod", "compound", "amod", "flat", "nmod")
_ITEM = ROLES.index("item")


def overhear(parse: Parse, nominals: NominalReader, sensed: Sensed, drafts: Sequence[Draft]) -> None:
    """Give those of ``drafts`` that have no items what the encoder hears in their own words."""
    for draft in drafts:
        event = draft.event
        if event.items or not (event.type in _BRINGING or event.mode == "assist"):
            continue
        items = _overheard(parse, nominals, sensed, draft, event)
        if items:
            draft.event = replace(event, items=items, contexts=contexts_of(event.type, items))


def _overheard(parse: Parse, nominals: NominalReader, sensed: Sensed, draft: Draft, event: Event) -> tuple[Item, ...]:
    act = max(sorted(draft.candidate.claimed), key=sensed.act)
    likely = {i: float(shares[_ITEM]) for i, shares in sensed.roles(act).items()}
    found: list[Item] = []
    for token in parse.tokens_in(event.evidence):
        if token.pos not in _NAMING or likely.get(token.i, 0.0) < OVERHEARD or event.trigger.covers(token.span):
            continue
        while token.rel.partition(":")[0] in _INSIDE and likely.get(token.head, 0.0) >= _BESIDE:
            token = parse.tokens[token.head]
        if _is_of_others(parse, token):
            continue
        items = (i for i in nominals.items(token.i) if i.category != "other" or i.low is not None)
        found += [i for i in items if all(i.span != o.span and not is_read_twice(i, o) for o in found)]
    return tuple(found)


def _is_of_others(parse: Parse, token: Token) -> bool:
    """Say whether a figure is that of others who do the like ("Oslo sent 294 people, Lima 334 and Quito 61"): their
    names were parted from the clause (`part_gaps`)."""
    names = (token, parse.tokens[token.head])
    return any(t.pos == "PROPN" and t.rel == "dep" and parse.child(t.i, "nummod") is not None for t in names)
