"""The records of the codebook: what every stage passes on and what the ledger keeps.

``Report`` -> ``Statement`` and ``Event`` (mentions) -> ``Entry`` -> ``Commitment``. All are frozen, hold no text twice
that a span can slice out of the report, and name their producer as ``stage@version``.
"""

from dataclasses import field
from typing import Literal

from onrecord.core.issues import DroppedBlock, Issue
from onrecord.core.making import record
from onrecord.core.quantities import Number
from onrecord.core.spans import Span
from onrecord.core.vocabulary import (
    Approx,
    Category,
    CommitmentState,
    EventType,
    Form,
    OriginType,
    PartyBasis,
    Polarity,
    PublishedBasis,
    Stage,
    Tier,
    TimeBasis,
)


@record
class Origin:
    """A sign in a report of the reporting that it descends from: an agency credit, a dateline, "told X".

    ``name`` is as the report gives it; ``span`` are its characters in ``Report.text``, or None where it stands outside
    the body (a credit line that was dropped, a meta tag), in which case ``words`` keeps the line.
    """

    type: OriginType
    name: str
    span: Span | None = None
    words: str | None = None


@record
class Foreign:
    """A quotation or paragraph of a report in another language than the report: where, and which (BCP 47)."""

    span: Span
    language: str


@record
class Report:
    """One article as one outlet published it.

    ``text`` is the clean body, paragraphs parted by a blank line; every span of every mention counts its characters.
    ``published`` is EDTF, None where unknown; ``published_basis`` says what it was read from and ``published_words``
    the characters or tag. ``language`` is BCP 47, ``foreign`` what is in another one. Unknown fields are None, never
    guessed.
    """

    id: str
    text: str
    file: str | None = None
    sha256: str | None = None
    outlet: str | None = None
    url: str | None = None
    title: str | None = None
    byline: str | None = None
    section: str | None = None
    language: str | None = None
    foreign: tuple[Foreign, ...] = ()
    published: str | None = None
    published_basis: PublishedBasis | None = None
    published_words: str | None = None
    origins: tuple[Origin, ...] = ()
    dropped: tuple[DroppedBlock, ...] = ()
    issues: tuple[Issue, ...] = ()
    produced_by: str = ""


@record
class Party:
    """An actor or recipient of an event: the words used and what they resolve to.

    ``country`` is ISO 3166-1 alpha-3 or a PLOVER organisation code; several joined by ``+`` where the words stand for
    several ("both leaders"). ``sector`` is a PLOVER sector. ``name`` is the fullest name the report gives.
    ``basis`` says what that rests on: ``explicit``, the words name it; ``referred``, they refer back to what the report
    names ("he", "the minister"); ``understood``, no words say it: the country is that which the report is about, or the
    party is taken from the acts around.
    """

    text: str
    span: Span
    country: str | None = None
    sector: str | None = None
    name: str | None = None
    entity: str | None = None
    basis: PartyBasis = "explicit"


@record
class Item:
    """What is given, sold, asked for or moved: the words, the normalised noun, its category and quantity."""

    text: str
    span: Span
    what: str
    category: Category
    low: Number | None = None
    high: Number | None = None
    unit: str | None = None
    approx: Approx | None = None


@record
class Place:
    """Where an event happens: the words and the country they lie in (ISO 3166-1 alpha-3)."""

    text: str
    span: Span
    country: str | None = None


@record
class Statement:
    """Someone is said to have said something.

    ``content`` and ``cue`` are spans of the report; ``cue`` is None for a quotation without one. ``speaker`` is the
    fullest name or description that the report allows, ``speaker_text`` the words in the sentence. ``chain`` names
    those who pass the words on, outermost first (outlet, wire or other outlet, then the speaker). ``said`` is when the
    words were spoken (EDTF), None where the report does not tell. ``entity`` is the id of the report's entity that the
    speaker is, None for one without a name who is told of once, and for several. ``basis`` says what the country rests
    on, as that of a ``Party``; None where there is no speaker.
    """

    content: Span
    form: Form
    cue: Span | None = None
    speaker: str | None = None
    speaker_text: str | None = None
    speaker_span: Span | None = None
    country: str | None = None
    sector: str | None = None
    addressee: str | None = None
    addressee_span: Span | None = None
    venue: str | None = None
    venue_span: Span | None = None
    stance: str | None = None
    chain: tuple[str, ...] = ()
    entity: str | None = None
    id: str = ""
    report: str = ""
    produced_by: str = ""
    said: str | None = None
    said_span: Span | None = None
    basis: PartyBasis | None = None


@record
class Ground:
    """What spoke for the parties of an event, where its clause left them open: a trait of the actors, of the recipients
    or of the two as a pair (``meaning/grounds/data/traits.tsv``) and its weight."""

    side: Literal["actor", "recipient", "pair"]
    trait: str
    weight: float


@record
class Event:
    """One report telling of one act once.

    ``trigger`` are the words that name the act, ``evidence`` the clause that tells it, ``stage_words`` and
    ``polarity_words`` those that set stage and polarity. ``when`` is EDTF or None. ``attribution`` is the speaker on
    whose word the act stands, ``statement`` that statement's id. ``grounds`` are what weighed most for these actors and
    recipients, the weightiest first; none where the clause names both sides outright.
    """

    type: EventType
    stage: Stage
    trigger: Span
    evidence: Span
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    actors: tuple[Party, ...] = ()
    recipients: tuple[Party, ...] = ()
    items: tuple[Item, ...] = ()
    stage_words: tuple[Span, ...] = ()
    polarity: Polarity = "affirmed"
    polarity_words: tuple[Span, ...] = ()
    background: bool = False
    when: str | None = None
    when_text: str | None = None
    when_span: Span | None = None
    when_basis: TimeBasis = "none"
    where: Place | None = None
    attribution: str | None = None
    attribution_span: Span | None = None
    statement: str | None = None
    id: str = ""
    report: str = ""
    produced_by: str = ""
    grounds: tuple[Ground, ...] = ()


@record
class Entity:
    """A state, body, office or person of one report: its fullest name there and every span that names it.

    ``basis`` is ``understood`` where no words of the report tie it to its country, which is then but the likeliest.
    """

    id: str
    name: str
    schema: str
    country: str | None = None
    sector: str | None = None
    role: str | None = None
    spans: tuple[Span, ...] = ()
    report: str = ""
    produced_by: str = ""
    basis: PartyBasis = "explicit"


@record
class Conflict:
    """Two origins give incompatible values for one field of an entry."""

    field: str
    values: tuple[str, ...]


@record
class Join:
    """Why a mention stands in an entry: the other mention of it that it is most alike, and how much by which feature.

    ``score`` is the weighted sum of ``features`` (name and value, 0 to 1).
    """

    mention: str
    other: str
    score: float
    features: tuple[tuple[str, float], ...] = ()


@record
class Entry:
    """What all mentions of one act say together. ``origins`` counts independent ones; None until lineage is known.

    ``mentions`` stand in the order of publication. ``joins`` say why each but the first belongs to the others;
    ``flags`` what a person who has vetted the entry should look at again.
    """

    id: str
    type: EventType
    stage: Stage
    mentions: tuple[str, ...]
    origins: int | None = None
    conflicts: tuple[Conflict, ...] = ()
    tier: Tier = "candidate"
    produced_by: str = ""
    joins: tuple[Join, ...] = ()
    flags: tuple[str, ...] = ()


@record
class Keyed:
    """The keys under which one event is found by others that may tell the same act."""

    mention: str
    keys: frozenset[str]
    produced_by: str = ""


@record
class Amount:
    """How much of what a commitment promises, has delivered or leaves outstanding.

    ``low`` and ``high`` are bounds in ``unit``, None where the reports give none; ``each`` where every recipient is to
    get so much. ``origins`` is the number of independent origins behind the figure.
    """

    what: str
    category: Category
    low: Number | None = None
    high: Number | None = None
    unit: str | None = None
    each: bool = False
    origins: int = 1


@record
class Commitment:
    """Entries about one promise in the order of what happened, and what is outstanding.

    ``state`` is one of the codebook's; ``halt`` says where it is ``suspended`` or ``denied``; ``deadline`` (EDTF) is
    the time by which the whole was last promised.
    """

    id: str
    entries: tuple[str, ...]
    state: CommitmentState
    promised: tuple[Amount, ...] = ()
    delivered: tuple[Amount, ...] = ()
    outstanding: tuple[Amount, ...] = ()
    halt: str | None = None
    deadline: str | None = None
    produced_by: str = ""


@record
class Reading:
    """All that one raw document gave: the report, its mentions, what was ruled out or went wrong.

    ``facts`` are the figures, dates and names (``kind:value@start``) by which lineage compares it.
    """

    report: Report
    statements: tuple[Statement, ...] = ()
    events: tuple[Event, ...] = ()
    entities: tuple[Entity, ...] = ()
    issues: tuple[Issue, ...] = field(default=())
    facts: tuple[str, ...] = ()
