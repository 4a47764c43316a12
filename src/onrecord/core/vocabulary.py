"""The closed word lists of the codebook: every code that a field of the ledger may hold.

Event types and modes follow PLOVER (Open Event Data Alliance); stages, categories and the rest are onrecord's own.
"""

from typing import Final, Literal

EventType = Literal[
    "AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "CONCEDE", "RETREAT", "REQUEST",
    "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
]  # fmt: skip
Stage = Literal["requested", "considered", "pledged", "agreed", "underway", "done", "suspended", "cancelled"]
Polarity = Literal["affirmed", "denied"]
Form = Literal["direct", "indirect", "mixed"]
Approx = Literal["exact", "about", "at-least", "at-most", "range"]
TimeType = Literal["DATE", "TIME", "DURATION", "SET"]
TimeBasis = Literal["explicit", "relative", "none"]
PartyBasis = Literal["explicit", "referred", "understood"]
PublishedBasis = Literal["metadata", "visible", "url", "dateline", "inferred"]
OriginType = Literal["agency", "interview", "press-conference", "statement", "outlet", "broadcast", "document"]
Category = Literal[
    "food", "fuel", "fertilizer", "arms", "vehicles", "aircraft", "ships", "ammunition", "equipment", "personnel",
    "training", "funds", "credit", "medical", "shelter", "infrastructure", "other",
]  # fmt: skip
Tier = Literal["candidate", "vetted", "rejected"]
CommitmentState = Literal["asked", "pledged", "agreed", "part delivered", "delivered", "cancelled"]
DecisionKind = Literal["accept", "edit", "merge", "split", "reject"]

MODES: Final[dict[EventType, tuple[str, ...]]] = {
    "AGREE": (),
    "CONSULT": ("visit", "third-party", "multilateral", "phone"),
    "SUPPORT": (),
    "COOPERATE": (),
    "AID": (),
    "CONCEDE": (),
    "RETREAT": ("withdraw", "release", "disarm", "ceasefire", "access", "resign"),
    "REQUEST": ("assist", "change", "yield", "meet"),
    "ACCUSE": ("disapprove", "investigate", "allege"),
    "REJECT": ("assist", "change", "yield", "meet"),
    "THREATEN": ("restrict", "arrest", "relations", "expel", "territory", "violence"),
    "PROTEST": ("demo", "riot", "strike", "hunger", "boycott", "obstruct", "vandalize"),
    "SANCTION": ("convict", "expel", "withdraw", "discontinue"),
    "MOBILIZE": ("troops", "weapons", "police", "militia"),
    "COERCE": (
        "seize", "restrict", "censor", "curfew", "martial-law", "arrest", "deport", "withhold", "misinformation",
        "cyber",
    ),
    "ASSAULT": (
        "abduct", "beat", "torture", "sexual", "targeted", "destroy", "primitive", "firearms", "explosives",
        "suicide-attack", "aerial", "drone", "heavy-weapons", "crowd-control", "unconventional",
    ),
}  # fmt: skip
"""The modes that each type may take."""

CONTEXTS: Final[tuple[str, ...]] = (
    "military", "economic", "diplomatic", "disasters", "human_security", "natural_resource", "technology", "health",
    "terrorism", "peacekeeping", "migration", "territory", "legal", "election", "human_rights",
)  # fmt: skip

SECTORS: Final[tuple[str, ...]] = (
    "GOV", "MIL", "LEG", "JUD", "PTY", "OPP", "IGO", "NGO", "NGM", "BUS", "MED", "EDU", "REL", "REB", "PRM", "COP",
    "SPY", "CRM", "CVL", "ELI", "REF", "SOC", "JRN", "LAB", "UNS",
)  # fmt: skip
"""PLOVER's sectors; ``PRM`` is a private military company."""
