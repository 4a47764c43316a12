"""Terms: what a report tells, in the sentences after an accord, that its sides will do.

"The two signed a treaty. X will supply power, and Y will withdraw its guards": the futures are no promises of one side
but the content of the paper (codebook, Types: a signed paper whose content is told takes its content's type at
``agreed``).
"""

from collections.abc import Sequence
from dataclasses import replace

from onrecord.core.parse import Parse
from onrecord.core.records import Event
from onrecord.core.vocabulary import EventType
from onrecord.meaning.events.attributing import Attributor
from onrecord.meaning.events.facing import countries
from onrecord.meaning.events.screening import Draft

_REACH = 2
"""Sentences after that of the accord in which its terms are told."""
PROVIDED: frozenset[EventType] = frozenset({"AID", "COOPERATE", "RETREAT", "CONCEDE"})
"""Types of acts that an accord provides for."""
_SIGNING = frozenset({"sign", "approve"})
_TO_COME = frozenset({"future", "present", "infinitive"})
_WITHOUT_WORD = frozenset({"plan", "begin", "continue"})
"""Operators that leave it open who has undertaken an act ("is to begin")."""


def settle_terms(parse: Parse, drafts: Sequence[Draft], events: Sequence[Event]) -> list[Event]:
    """Return ``events`` (of ``drafts``, in the order of the text), with what an accord provides for at ``agreed``."""
    settled = list(events)
    for n, event in enumerate(events):
        if event.stage == "pledged" and event.type in PROVIDED and _is_bare_future(drafts[n]):
            sent = parse.tokens[drafts[n].candidate.token].sent
            for m in range(n - 1, -1, -1):
                distance = sent - parse.tokens[drafts[m].candidate.token].sent
                if distance > _REACH:
                    break
                if _is_accord(drafts[m], events[m]) and _is_between(event, events[m]):
                    settled[n] = replace(event, stage="agreed")
                    break
    return settled


def settle_joint(drafts: Sequence[Draft], attributor: Attributor) -> None:
    """Give those of ``drafts`` the stage ``agreed`` that both sides announce together ("the two countries said in a
    joint statement that the troops would leave")."""
    for draft in drafts:
        candidate = draft.candidate
        if draft.event.stage == "pledged" and not candidate.chain.links and candidate.clause.kind in _TO_COME:
            statement = attributor.statement_over(candidate)
            if statement is not None and "+" in (statement.country or ""):
                draft.event = replace(draft.event, stage="agreed")


def _is_bare_future(draft: Draft) -> bool:
    """Say whether an act is told in the future, and nobody is told to have promised or decided it."""
    candidate = draft.candidate
    operators = {link.operator for link in candidate.chain.links}
    return (candidate.clause.kind == "future" or bool(operators)) and operators <= _WITHOUT_WORD


def _is_accord(draft: Draft, event: Event) -> bool:
    if event.polarity == "denied":
        return False
    signed = event.type == "SUPPORT" and draft.core.act in _SIGNING and event.stage in ("done", "agreed")
    return signed or event.stage == "agreed"


def _is_between(event: Event, accord: Event) -> bool:
    """Say whether those who act are among the sides of ``accord``."""
    actors, others = countries(event.actors), countries(event.recipients)
    sides = countries(accord.actors) | countries(accord.recipients)
    if len(sides) == 1:
        # "Under the accord X will leave the posts. Y, for its part, will supply power to X"
        return bool(actors) and others == sides
    return bool(actors) and actors | others <= sides
