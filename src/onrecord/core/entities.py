"""Entities across reports: who a mention is taken for, on what grounds, and by whom that was decided.

After nomenklatura: every decision is a row with its features, weights and maker; it is never deleted but superseded;
who belongs together is computed from those that stand.
"""

from typing import Literal

from onrecord.core.making import record

Judgement = Literal["positive", "negative", "unsure"]

MACHINE = "onrecord"
"""Who made a decision that no person made."""


@record
class Feature:
    """One thing that speaks for or against two being one: its name, how far it holds (0 to 1), its weight, and the
    values compared."""

    name: str
    value: float
    weight: float
    words: str = ""

    @property
    def share(self) -> float:
        """What it adds to the score."""
        return self.value * self.weight


@record
class Decision:
    """A judgement that ``left`` and ``right`` are one (or are not), by ``made_by``, at ``made`` (ISO 8601, UTC).

    ``score`` is the sum of the features' shares. ``superseded`` is when it ceased to stand, None while it does.
    """

    left: str
    right: str
    judgement: Judgement
    score: float = 0.0
    features: tuple[Feature, ...] = ()
    made_by: str = MACHINE
    why: str = ""
    made: str = ""
    superseded: str | None = None
    id: str = ""


@record
class Office:
    """An office that someone holds: the role, its country, and from and to when (EDTF) as the text or file says."""

    role: str
    country: str | None = None
    since: str | None = None
    until: str | None = None


@record
class Profile:
    """What is known of one entity: of one mention of it, of one record in a file, or of all that were found to be one.

    ``id`` is that of the mention or record known first; ``schema`` one of FollowTheMoney; ``countries`` ISO 3166-1
    alpha-3 or organisations' codes; ``company`` the countries named beside it; ``first`` and ``last`` the days
    (``YYYY-MM-DD``) between which it was reported on. ``source`` names the file that it was imported from.
    """

    id: str
    schema: str
    name: str
    names: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    offices: tuple[Office, ...] = ()
    company: tuple[str, ...] = ()
    first: str | None = None
    last: str | None = None
    source: str | None = None
    properties: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def roles(self) -> tuple[str, ...]:
        """The roles of its offices, each once."""
        return tuple(dict.fromkeys(o.role for o in self.offices))


@record
class Resolved:
    """A mention (``report``, ``entity``; or an imported record, where both are empty) and the entity that it is taken
    for: ``profile`` as it stands with it, the ``keys`` that it is found by, the ``decisions`` that say why, and what it
    alone says (``said``; None for what is known by what it is, a state for example)."""

    node: str
    profile: Profile
    keys: tuple[str, ...] = ()
    report: str = ""
    entity: str = ""
    decisions: tuple[Decision, ...] = ()
    said: Profile | None = None
