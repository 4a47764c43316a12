"""The export of what is merged, promised and decided: entries, commitments and decisions as objects of JSON."""

from onrecord.core.decisions import Decision
from onrecord.core.records import Amount, Commitment, Entry

type Json = str | int | float | bool | list["Json"] | dict[str, "Json"] | None
type Line = dict[str, Json]


def entry_line(entry: Entry) -> Line:
    """Return the object of an entry."""
    return {
        "kind": "entry",
        "id": entry.id,
        "type": entry.type,
        "stage": entry.stage,
        "mentions": list(entry.mentions),
        "origins": entry.origins,
        "conflicts": [{"field": c.field, "values": list(c.values)} for c in entry.conflicts],
        "tier": entry.tier,
        "flags": list(entry.flags),
        "produced_by": entry.produced_by,
    }


def commitment_line(commitment: Commitment) -> Line:
    """Return the object of a commitment: its entries in order, its state, and what is promised, delivered and left."""
    return {
        "kind": "commitment",
        "id": commitment.id,
        "entries": list(commitment.entries),
        "state": commitment.state,
        "halt": commitment.halt,
        "deadline": commitment.deadline,
        "promised": [_amount(amount) for amount in commitment.promised],
        "delivered": [_amount(amount) for amount in commitment.delivered],
        "outstanding": [_amount(amount) for amount in commitment.outstanding],
        "produced_by": commitment.produced_by,
    }


def decision_line(decision: Decision) -> Line:
    """Return the object of a person's decision, undone or not."""
    return {
        "kind": "decision",
        "id": decision.id,
        "decision": decision.kind,
        "who": decision.who,
        "made": decision.made,
        "why": decision.why,
        "field": decision.field,
        "value": decision.value,
        "cited": [{"report": c.report, "span": [c.start, c.end], "words": c.words} for c in decision.cited],
        "undone": decision.undone,
        "undone_by": decision.undone_by,
        "mentions": [
            {"id": a.mention, "sha256": a.sha256, "span": [a.start, a.end], "side": a.side} for a in decision.anchors
        ],
    }


def _amount(amount: Amount) -> Line:
    line: Line = {"what": amount.what, "category": amount.category, "low": amount.low, "high": amount.high}
    line |= {"unit": amount.unit, "origins": amount.origins}
    return line | {"each": True} if amount.each else line
