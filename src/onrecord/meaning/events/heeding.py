"""Heeding: which acts stand, of which type and stage, once the rules and the encoder have both spoken.

An act that the rules read stands unless the encoder hardly takes any of its words for one; an act that the rules ruled
out, or have no words for, stands where the encoder is all but sure of it. Type and stage are those that both voices
together hold for the likeliest, the rules' own reading counting so many times as much (a logarithmic opinion pool,
Genest and Zidek 1986). The bounds were set on passages that the encoder had not been tuned on and on totals of ledgers.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import log
from types import MappingProxyType

from onrecord.core.issues import DroppedMention
from onrecord.core.parse import Parse
from onrecord.core.records import Event
from onrecord.core.vocabulary import EventType, Stage
from onrecord.meaning.events.candidates import Candidate
from onrecord.meaning.events.coding import fits_stage
from onrecord.meaning.events.domestic import involved
from onrecord.meaning.events.opposing import turned
from onrecord.meaning.events.screening import Draft
from onrecord.meaning.events.sensing import STAGES, Sensed

UNHEARD = 0.055
"""An act of the rules in whose words the encoder sees one less likely than this is none."""
FAINT = 0.006
"""The same for an act of which the rules have read a thing, a date or that it has begun: these are told of acts, not of
what was told before."""
HEARD = 0.88
"""What the rules have no act for is one where the encoder holds it at least so likely."""
HINTED = 0.72
"""The same where a thing, a date or that it has begun is told of it."""
_HINTED_OF: Mapping[EventType, float] = MappingProxyType({"RETREAT": HINTED, "CONCEDE": HINTED, "AID": 0.8})
"""The same for acts of types that the press tells in the plainest words ("troops had gone"), of no lexicon."""
RECALLED = 0.95
"""The same for what the rules have ruled out."""
OF_TYPE, OF_STAGE, OF_DONE, OF_NEW_STAGE = 4.0, 4.0, 1.7, 3.0
"""What the rules' reading of type and stage weighs (natural logarithms): less where they read ``done`` because
no operator tells otherwise, and of an act that they missed."""
OF_UNDONE = 3.0
"""What weighs besides that an act against others is told as ended ("ended its ban"): the rules compose it from both."""
_LEAST = 1e-4
_BEGINNING = "begin"
_BEGUN: frozenset[Stage] = frozenset({"underway", "done"})
_ENDING = frozenset({"cancel", "suspend"})
_SETTLING = frozenset({"fulfil"})
"""Operators that say outright how far an act has come, which the encoder hardly heard of."""
_MERGED = "told by its verb"
_OF_OTHERS: frozenset[Stage] = frozenset(STAGES) - {"requested"}
"""Stages that acts other than requests may have."""


class Heeder:
    """Settles which acts of one report stand."""

    def __init__(self, parse: Parse, sensed: Sensed) -> None:
        self._parse = parse
        self._sensed = sensed

    def type_of(self, candidate: Candidate, read: EventType) -> EventType:
        """Return the type of an act that the rules read as ``read``."""
        heard: dict[EventType, float] = {}
        for i in candidate.claimed:
            for type_, share in self._sensed.types(i).items():
                heard[type_] = max(share, heard.get(type_, 0.0))
        if not heard:
            return read
        ended = read == "CONCEDE" and any(link.operator in _ENDING for link in candidate.chain.links)
        own = OF_TYPE + OF_UNDONE * ended
        return max(heard, key=lambda t: log(heard[t] + _LEAST) + own * (t == read))

    def stage_of(self, draft: Draft) -> Stage:
        """Return the stage of an act, the rules' reading of it weighed in."""
        read, type_ = draft.event.stage, draft.event.type
        word = self._word(draft.candidate)
        heard = self._sensed.stages(word)
        if not heard or self._sensed.act(word) < UNHEARD or fits_stage(type_, "pledged") != "pledged":
            return read
        if any(link.operator in _SETTLING for link in draft.candidate.chain.links):
            return read
        tacit = read == "done" and not draft.candidate.chain.links
        own = OF_NEW_STAGE if draft.candidate.sensed is not None else OF_DONE if tacit else OF_STAGE
        # "Is weighing the request": what is asked for is a request, whose stage the type settles
        open_ = [s for s in heard if s in (read, *_OF_OTHERS)]
        if draft.candidate.clause.kind == "future" and not draft.candidate.chain.links:
            # "Will not deliver": what is told in the future has neither been done nor begun
            open_ = [s for s in open_ if s == read or s not in _BEGUN]
        return max(open_, key=lambda s: log(heard[s] + _LEAST) + own * (s == read))

    def settle(
        self, drafts: Sequence[Draft], kept: Sequence[Draft], dropped: Sequence[DroppedMention]
    ) -> tuple[list[Draft], list[DroppedMention]]:
        """Return those of ``drafts`` that stand, of which the rules would have ``kept`` some and ``dropped`` others,
        and what is ruled out with the reasons."""
        stands = {id(d) for d in kept}
        merged = {d.span for d in dropped if d.reason == _MERGED}
        found: list[Draft] = []
        gone = list(dropped)
        for draft in drafts:
            trigger = draft.event.trigger
            if draft.candidate.sensed is None:
                voice = self._sensed.act(self._word(draft.candidate))
                if id(draft) in stands and voice < (FAINT if _says_more(draft) else UNHEARD):
                    gone.append(DroppedMention("events@1", trigger, "unlikely"))
                    continue
                if id(draft) not in stands:
                    if trigger in merged or self._sensed.act(draft.candidate.token) < RECALLED:
                        continue
                    gone = [d for d in gone if d.span != trigger]
            elif not self._is_heard(draft):
                continue
            draft.event = replace(draft.event, stage=self.stage_of(draft))
            found.append(draft)
        return found, gone

    def _is_heard(self, draft: Draft) -> bool:
        """Say whether the encoder is sure enough of an act that it alone reads."""
        voice = self._sensed.act(draft.candidate.token)
        return voice >= (HINTED if _says_more(draft) else _HINTED_OF.get(draft.event.type, HEARD))

    def hears(self, candidate: Candidate) -> bool:
        """Say whether the encoder is all but sure of an act."""
        return self._sensed.act(self._word(candidate)) >= RECALLED

    def knows(self, event: Event, candidate: Candidate) -> bool:
        """Say whether the encoder, which was taught the acts that the ledger is for, is all but sure of an act whose
        sides nobody names ("the two navies held exercises"): it need not be one inside a state."""
        return not involved(event) and self.hears(candidate)

    def unread(self, candidates: Sequence[Candidate]) -> list[tuple[int, EventType]]:
        """Return the tokens, with their types, that the encoder alone may take for acts, in order.

        ``candidates`` are those of the rules, whose own words are left to them.
        """
        taken = {i for c in candidates for i in c.claimed}
        found: list[tuple[int, EventType]] = []
        for token in self._parse.tokens:
            if self._sensed.act(token.i) < HINTED or token.i in taken:
                continue
            # "will bring it forward": the particle tells the act of its verb
            verb = self._parse.head(token.i) if token.rel == "compound:prt" else None
            if verb is not None and (verb.i in taken or any(i == verb.i for i, _ in found)):
                continue
            types = self._sensed.types(token.i)
            type_ = max(types, key=lambda t: types[t])
            if found and found[-1][1] == type_ and token.i - found[-1][0] <= 2:
                # "held talks": two words of one act
                if self._sensed.act(token.i) > self._sensed.act(found[-1][0]):
                    found[-1] = (token.i, type_)
                continue
            found.append((verb.i if verb is not None else token.i, type_))
        return found

    def _word(self, candidate: Candidate) -> int:
        """Return the one of the words of ``candidate`` that the encoder holds most likely to name an act."""
        return max(sorted(candidate.claimed), key=lambda i: (self._sensed.act(i), i == candidate.token))


def retyped(draft: Draft, type_: EventType) -> None:
    """Give ``draft`` another type than the rules read."""
    if type_ != draft.event.type:
        draft.event = turned(draft.event, type_)


def _says_more(draft: Draft) -> bool:
    """Say whether words tell more of an act than that it is one: what it brings, when, or that it has begun."""
    begun = any(link.operator == _BEGINNING for link in draft.candidate.chain.links)
    return begun or bool(draft.event.items) or draft.event.when_span is not None
