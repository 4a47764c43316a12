"""Wrapping: which of two candidates tells an act, where the one is named below the word that the other is."""

from collections.abc import Container, Sequence
from typing import Protocol

from onrecord.core.parse import Parse
from onrecord.meaning.events.lexicon import ActSense
from onrecord.meaning.events.operators import Chain


class Named(Protocol):
    """A word that names an act: its token, sense and operators, and whether an operator alone implies it."""

    @property
    def token(self) -> int: ...
    @property
    def sense(self) -> ActSense: ...
    @property
    def chain(self) -> Chain: ...
    @property
    def implied(self) -> bool: ...


def without_wrapped[T: Named](parse: Parse, found: Sequence[T], taken: Container[int]) -> list[T]:
    """Return ``found`` without those whose act another tells: of "turned down an offer to finish the bridge" the
    finishing stays, of "the offer was declined" the refusal; what becomes of a promise ("the promise of a stadium is
    buried") is no act of its own. ``taken`` are the tokens that name acts outright."""
    refusing = {c.token for c in found if c.sense.act == "reject" and not c.implied}
    refused = [
        (c.token, link.token)
        for c in found
        if c.implied
        for link in c.chain.links
        if link.operator == "refuse" and link.token in refusing
    ]
    gone = {verb if parse.tokens[inner].pos == "VERB" else inner for inner, verb in refused}
    fates = (link for c in found if c.implied and c.token not in taken for link in c.chain.links)
    above = {link.token for link in fates if link.operator in ("cancel", "suspend")}
    return [c for c in found if c.token not in gone and (c.token not in above or c.implied)]
