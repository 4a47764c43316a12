"""Unlisted: acts that the encoder has read in words of which the lexicon says nothing, or not here.

Such an act is read in the frame of a core act of its type; its operators, tense, arguments and amounts are then those
that the rules find around it, as for any other.
"""

from collections.abc import Mapping
from types import MappingProxyType

from onrecord.core.parse import Parse
from onrecord.core.vocabulary import EventType
from onrecord.meaning.events.arguments import ArgumentReader
from onrecord.meaning.events.candidates import POS_OF_ACTS, Candidate, CandidateReader
from onrecord.meaning.events.lexicon import MATERIAL, ActSense, EventLexicon, core_acts
from onrecord.meaning.events.nominals import NominalReader
from onrecord.meaning.events.operators import OperatorReader

PLAIN: Mapping[EventType, str] = MappingProxyType(
    {
        "AGREE": "agree", "CONSULT": "meet", "SUPPORT": "praise", "COOPERATE": "cooperate", "AID": "assist",
        "CONCEDE": "concede", "RETREAT": "retreat", "REQUEST": "ask", "ACCUSE": "accuse", "REJECT": "reject",
        "THREATEN": "threaten", "PROTEST": "protest", "SANCTION": "sanction", "MOBILIZE": "mobilise",
        "COERCE": "coerce", "ASSAULT": "attack",
    }
)  # fmt: skip
"""The core act in whose frame an act of each type is read."""
_OF_THINGS: Mapping[EventType, str] = MappingProxyType({"AID": "transfer", "COOPERATE": "sell"})
"""The same where things, money or people stand beside it."""


class UnlistedReader:
    """Reads such acts of one parse."""

    def __init__(
        self,
        parse: Parse,
        lexicon: EventLexicon,
        nominals: NominalReader,
        arguments: ArgumentReader,
        operators: OperatorReader,
        candidates: CandidateReader,
    ) -> None:
        self._parse = parse
        self._lexicon = lexicon
        self._nominals = nominals
        self._arguments = arguments
        self._operators = operators
        self._candidates = candidates

    def candidate(self, i: int, type_: EventType) -> Candidate:
        """Return the act of ``type_`` that token ``i`` names."""
        token = self._parse.tokens[i]
        chain = self._operators.chain(i)
        slots = self._arguments.slots(i, chain.supports)
        known = self._lexicon.acts.get((token.lemma.lower(), POS_OF_ACTS.get(token.pos, "")), ())
        act = next((s.act for s in known if not s.parts and core_acts()[s.act].type == type_), None)
        implied = act is None and self._operators.operator(i) is not None
        if act is None:
            things = any(self._nominals.classes(j) & MATERIAL for held in slots.values() for j in held)
            things = things or any(self._nominals.is_counted(j) for j in slots.get("obj", ()))
            act = (things and _OF_THINGS.get(type_)) or PLAIN[type_]
        return Candidate(
            token=i,
            sense=ActSense(act, None, frozenset(), ()),
            parts=(),
            slots=slots,
            clause=self._operators.clause(chain.supports[0] if chain.supports else i),
            chain=chain,
            classes=self._candidates.object_classes(slots, token, act),
            implied=implied,
            sensed=type_,
        )
