"""Staging: the stage and polarity that an act has once tense and every operator above it are counted.

The act's own verb gives the first stage; each operator, composed from the act outwards, moves it by the table
``data/stages.tsv``; the tense of each operator's own clause is counted as one more operator.
"""

from collections.abc import Sequence

from onrecord.core.making import record
from onrecord.core.parse import Token
from onrecord.core.spans import Span
from onrecord.core.vocabulary import Polarity, Stage
from onrecord.language.tense import Clause
from onrecord.meaning.events.lexicon import effects
from onrecord.meaning.events.operators import Chain

# Acts that go on: their present and their bare noun tell of something under way.
_ACTIVITIES = frozenset(
    {
        "train",
        "assist",
        "cooperate",
        "mobilise",
        "transfer",
        "fund",
        "sell",
        "build",
        "buy",
        "export",
        "import",
        "move",
        "repair",
        "distribute",
    }
)
_CONTRACTS = frozenset({"sell", "buy", "accept", "grant"})
# What has left is on its way.
_DEPARTING = "depart"
_NOMINAL_ACTIVITIES = frozenset({"train", "assist", "cooperate", "mobilise", "move"})
# Acts that are still to come while they are told of ("is due in Oslo").
_STOPPING = frozenset({"cancel", "suspend"})
_COMING = frozenset({"expected", "come"})
# What carries out a promise.
_KEEPING = "fulfil"
# A request that is looked into.
_WEIGHING = "weigh"


@record
class Staging:
    """Stage and polarity of an act, the words that set each, and whether it was asked for or refused."""

    stage: Stage
    polarity: Polarity
    stage_words: tuple[Span, ...]
    polarity_words: tuple[Span, ...]


def stage_of(act: str, clause: Clause, chain: Chain, tokens: Sequence[Token]) -> Staging:
    """Return the staging of ``act``, whose own clause is ``clause``, under the operators of ``chain``.

    ``tokens`` are those of the parse.
    """
    stage = _own_stage(act, clause)
    if stage == "agreed" and chain.links and clause.kind in ("gerund", "infinitive"):
        # "has begun selling": how far the sale has come is told by what stands above
        stage = "done"
    stage_words = list(clause.words)
    denials = list(clause.negation[:1])
    for link in chain.links:
        effect = effects()[link.operator]
        if link.operator in _STOPPING and link.clause.negation:
            # "has not ceased to send" goes on
            stage = _compose("underway", stage)
            continue
        if effect.stage is not None:
            # "Has kept its promise of fuel": the promise is carried out, where one completed ("has finished its plan
            # to") is still to come
            stage = effect.stage if link.operator == _KEEPING else _compose(effect.stage, stage)
            stage_words.append(tokens[link.token].span)
        stage = _tensed(stage, link.operator, link.clause)
        if effect.denies:
            denials.append(tokens[link.token].span)
        # "Promised no gift": the word that denies is found from the promise and from the gift
        denials.extend(span for span in link.clause.negation[:1] if span not in clause.negation)
        if link.operator == "plan" and denials:
            stage = "considered"
    polarity: Polarity = "denied" if len(denials) % 2 else "affirmed"
    return Staging(stage, polarity, tuple(stage_words), tuple(denials))


def _own_stage(act: str, clause: Clause) -> Stage:
    kind = clause.kind
    if clause.modal == "can" or act == _WEIGHING:
        return "considered"
    if clause.modal == "must" or kind == "future" or act in _COMING:
        return "pledged"
    if kind == "conditional":
        if not clause.perfect:
            return "pledged"
        return "agreed" if act in _CONTRACTS else "done"
    if kind == "progressive":
        # "was visiting" tells of a visit, "was delivering" of a delivery in progress
        return "done" if clause.past and act not in _ACTIVITIES else "underway"
    if kind == "present":
        return "underway" if act in _ACTIVITIES else "done"
    if act == _DEPARTING:
        return "underway"
    if act in _CONTRACTS:
        # What was sold or ordered is contracted; whether it was handed over is another matter
        return "agreed"
    if kind in ("none", "gerund", "infinitive"):
        return "underway" if act in _NOMINAL_ACTIVITIES else "done"
    return "done"


def _compose(outer: Stage, inner: Stage) -> Stage:
    """Let an operator's stage stand, but what is only promised or asked for does not begin by being continued, and what
    was suspended is to come again once that is called off ("lifted its freeze on loans")."""
    if outer == "cancelled" and inner == "suspended":
        return "pledged"
    if outer in ("underway", "done") and inner in ("pledged", "considered", "requested", "agreed"):
        return inner
    return outer


def _tensed(stage: Stage, operator: str, clause: Clause) -> Stage:
    """Count the tense of an operator's clause: what "will begin" or "could begin" has not begun."""
    if clause.modal == "can":
        return "considered"
    if clause.kind == "future" and stage in ("underway", "done", "agreed"):
        return "pledged"
    if clause.kind == "conditional" and not clause.perfect and stage in ("underway", "done"):
        return "pledged"
    return stage
