"""Extraction: from the parse of a report to its events.

Design: *acts and operators*. Words of the lexicon name core acts; what fills their object settles type; the operators
above them, tense and negation settle stage and polarity; the cast of the report says who. Compare PLOVER's types, and
Sauri and Pustejovsky 2009 (FactBank) on composing factuality along the parse.
"""

from collections.abc import Sequence
from dataclasses import replace

from onrecord.core.issues import DroppedMention
from onrecord.core.making import record
from onrecord.core.parse import Parse
from onrecord.core.quantities import Quantity
from onrecord.core.records import Event, Item, Statement
from onrecord.core.times import TimeExpression
from onrecord.core.vocabulary import EventType, Stage
from onrecord.meaning.events.amounts import AmountAssigner
from onrecord.meaning.events.arguments import ArgumentReader
from onrecord.meaning.events.attributing import Attributor
from onrecord.meaning.events.candidates import Candidate, CandidateReader
from onrecord.meaning.events.choosing import PartyChooser
from onrecord.meaning.events.clues import ClueReader, states_named
from onrecord.meaning.events.coding import (
    Coder,
    asker_of,
    contexts_of,
    fits_stage,
    is_to_come,
    is_verbal,
    spares,
    typing_of,
    undone,
    wrapped,
)
from onrecord.meaning.events.currencies import settled
from onrecord.meaning.events.dating import Dater
from onrecord.meaning.events.disputed import DisputeReader
from onrecord.meaning.events.domestic import codes_named, involved, is_domestic
from onrecord.meaning.events.elided import with_elided
from onrecord.meaning.events.facing import countries
from onrecord.meaning.events.heeding import Heeder, retyped
from onrecord.meaning.events.lending import lent
from onrecord.meaning.events.lexicon import CoreAct, Typing, core_acts, event_lexicon
from onrecord.meaning.events.nominals import NominalReader
from onrecord.meaning.events.operators import Link, OperatorReader
from onrecord.meaning.events.opposing import opposed
from onrecord.meaning.events.overheard import overhear
from onrecord.meaning.events.owning import OwnItemReader
from onrecord.meaning.events.parties import KnownParties, Parties
from onrecord.meaning.events.roles import RoleReader, Roles
from onrecord.meaning.events.screening import Draft, screen
from onrecord.meaning.events.sensing import Sensed, Senses
from onrecord.meaning.events.staging import Staging, stage_of
from onrecord.meaning.events.terms import PROVIDED, settle_joint, settle_terms
from onrecord.meaning.events.trading import HANDING, trade
from onrecord.meaning.events.traits import Act
from onrecord.meaning.events.understood import complete
from onrecord.meaning.events.unlisted import UnlistedReader
from onrecord.meaning.events.wording import evidence_of, trigger_of

STAGE = "events@1"
_IN_PARTS = frozenset({"transfer", "arrive", "receive", "fund", "distribute"})
_HOSTILE: frozenset[EventType] = frozenset({"SANCTION", "COERCE", "ASSAULT", "MOBILIZE", "PROTEST"})
_SETTLED: frozenset[EventType] = PROVIDED | {"CONSULT", "MOBILIZE", "SUPPORT", "AGREE", "SANCTION", "COERCE"}
"""Types of acts that a paper may be told to provide for."""
_FOR_OTHERS: frozenset[EventType] = frozenset({"AID", "COOPERATE", "RETREAT"})
_TWO = 2
_CONTROLLING = frozenset({"accuse", "praise"})
"""Acts of words whose object does what their complement says."""
_NO_HELP = frozenset({"personnel", "funds", "credit"})
_BUILT = frozenset({"infrastructure", "ships", "aircraft"})
_THREATS: dict[EventType, str] = {"SANCTION": "relations", "COERCE": "restrict", "ASSAULT": "violence"}


@record
class Told:
    """What a report tells besides its parse: its day, and what the stages before have found in it.

    ``domestic`` keeps acts that stay inside one state, which the ledger leaves out. ``codebook`` is the folder of the
    user's own words, empty for none, ``senses`` what the encoder has read, None where the rules are to read alone.
    """

    parties: Parties
    statements: Sequence[Statement] = ()
    times: Sequence[TimeExpression] = ()
    quantities: Sequence[Quantity] = ()
    published: str | None = None
    domestic: bool = False
    codebook: str = ""
    senses: Senses | None = None


def extract_events(parse: Parse, told: Told) -> tuple[tuple[Event, ...], tuple[DroppedMention, ...]]:
    """Return the events of a parsed report in the order of the text, and the candidates ruled out with reasons.

    Raises LanguageError or LexiconError where the language has no event lexicon.
    """
    return _Extractor(parse, told).run()


def party_chooser(parse: Parse, told: Told) -> tuple[PartyChooser, list[Event]]:
    """Return what chooses the parties of the acts of a parsed report, and these acts as the rules alone read them
    (``tools/learn_parties.py``)."""
    extractor = _Extractor(parse, told)
    acts, _ = extractor.read_acts()
    return PartyChooser(parse, extractor.parties, acts, extractor.sensed), [a.event for a in acts]


def read_candidates(parse: Parse, told: Told) -> list[Candidate]:
    """Return the words of a parsed report that name an act, before anything is ruled out (``codebook try``)."""
    return _Extractor(parse, told).read_candidates()


class _Extractor:
    """Holds the readers of one parse while its events are drawn."""

    def __init__(self, parse: Parse, told: Told) -> None:
        lexicon = self._lexicon = event_lexicon(parse.language, told.codebook)
        self._parse = parse
        # Asked by many acts about the same nominals
        parties = KnownParties(told.parties)
        told = replace(told, parties=parties, quantities=settled(parse, told.quantities, parties))
        self._told = told
        self._nominals = NominalReader(parse, lexicon, told.quantities, told.times, told.parties)
        self._operators = OperatorReader(parse, lexicon, self._nominals)
        self._arguments = ArgumentReader(parse, lexicon.prepositions, self._national, self._controls_object)
        self._roles = RoleReader(parse, self._nominals, told.parties, self._arguments)
        self._coder = Coder(parse, lexicon, self._nominals)
        self._own = OwnItemReader(parse, self._nominals)
        self._candidates = CandidateReader(parse, lexicon, self._nominals, self._arguments, self._operators)
        self._unlisted = UnlistedReader(
            parse, lexicon, self._nominals, self._arguments, self._operators, self._candidates
        )
        self._amounts = AmountAssigner(parse, self._nominals, told.quantities)
        self._attributor = Attributor(parse, told.statements, told.parties)
        self._dater = Dater(parse, told.statements, told.times, told.published, self._attributor, self._coder)
        self.sensed = Sensed(parse, told.senses) if told.senses is not None else None
        self._heeder = Heeder(parse, self.sensed) if self.sensed is not None else None
        self._clues = ClueReader(parse, lexicon, self._nominals, told.parties, told.statements)

    @property
    def parties(self) -> Parties:
        """Who is in the report."""
        return self._told.parties

    def read_candidates(self) -> list[Candidate]:
        """Return the candidates of the parse."""
        return self._candidates.read()

    def run(self) -> tuple[tuple[Event, ...], tuple[DroppedMention, ...]]:
        """Draw, screen, date and complete the events."""
        acts, dropped = self.read_acts()
        chooser = PartyChooser(self._parse, self._told.parties, acts, self.sensed)
        share = sum(len(involved(a.event)) >= 2 for a in acts) / max(1, len(acts))
        final: list[Event] = []
        drafts: list[Draft] = []
        share = share or self._tacit_share(acts)
        for n, (draft, event) in enumerate((a.draft, a.event) for a in acts):
            inside = is_domestic(self._parse, self._told.parties, event, draft.candidate, share)
            if inside and not self._told.domestic and not (self._heeder and self._heeder.knows(event, draft.candidate)):
                dropped.append(DroppedMention(STAGE, draft.event.trigger, "domestic"))
            else:
                items = () if is_verbal(event.type, event.mode) else event.items
                final.append(replace(chooser.choose(n), items=items, produced_by=STAGE))
                drafts.append(draft)
        # Who lends is known once the parties are chosen
        final = lent(self._parse, self._nominals, drafts, final)
        disputes = DisputeReader(self._parse, self._told.statements, self._told.quantities, self._told.parties)
        return tuple(disputes.with_disputed(final)), tuple(dropped)

    def _tacit_share(self, acts: Sequence[Act]) -> float:
        """Return how much of the acts of a report, none of which names two sides, are dealings between states: those of
        a kind that is done for others and that the encoder is all but sure of, where their sentences together name two
        states ("docked in Havana, the first part of a gift that Hanoi promised")."""
        heeder = self._heeder
        heard = [a for a in acts if a.event.type in _FOR_OTHERS and heeder and heeder.hears(a.draft.candidate)]
        spans = {self._parse.sentence_span(self._parse.tokens[a.draft.candidate.token].sent) for a in heard}
        told = [party for party, _ in states_named(self._parse, self._told.parties)]
        states = {code for span in spans for code in codes_named(self._parse, self._told.parties, span)}
        return len(heard) / len(acts) if len(states & countries(told)) >= _TWO else 0.0

    def read_drafts(self) -> tuple[list[Draft], list[DroppedMention]]:
        """Return the acts that stand, each as its own clause tells it, and the candidates ruled out."""
        candidates = self._candidates.read()
        drafts = [d for c in candidates if (d := self._draft(c)) is not None]
        if self._heeder is not None:
            for draft in drafts:
                retyped(draft, self._heeder.type_of(draft.candidate, draft.event.type))
            read = [d.candidate for d in drafts]
            sensed = [self._unlisted.candidate(i, t) for i, t in self._heeder.unread(read)]
            drafts += [d for c in sensed if (d := self._draft(c)) is not None]
            drafts.sort(key=lambda d: d.candidate.token)
        self._dater.date(drafts)
        self._amounts.price(drafts)
        self._amounts.count(drafts)
        self._amounts.weigh(drafts)
        self._amounts.hold(drafts)
        trade(self._parse, self._nominals, drafts, self._told.quantities)
        cues = {t.i for s in self._told.statements if s.cue is not None for t in self._parse.tokens_in(s.cue)}
        kept, dropped = screen(self._parse, [d for d in drafts if d.candidate.sensed is None], cues)
        return (kept, dropped) if self._heeder is None else self._heeder.settle(drafts, kept, dropped)

    def read_acts(self) -> tuple[list[Act], list[DroppedMention]]:
        """Return the acts as the rules read, date and complete them, and the candidates ruled out so far."""
        kept, dropped = self.read_drafts()
        self._dater.share(kept)
        settle_joint(kept, self._attributor)
        if self.sensed is not None:
            overhear(self._parse, self._nominals, self.sensed, kept)
        clues = [self._clues.of(d) for d in kept]
        events = complete(
            [d.event for d in kept], [d.core.act for d in kept], states_named(self._parse, self._told.parties), clues
        )
        events = with_elided(self._parse, self._nominals, kept, settle_terms(self._parse, kept, events))
        slots = [self._roles.slots(d.candidate) for d in kept]
        return [Act(*each) for each in zip(kept, events, slots, clues, strict=True)], dropped

    def _national(self, i: int) -> bool:
        token = self._parse.tokens[i]
        return (token.rel == "amod" or token.pos in ("ADJ", "PROPN")) and any(
            p.country for p in self._told.parties.parties(i)
        )

    def _controls_object(self, token: object) -> bool:
        index = getattr(token, "i", -1)
        found = self._operators.operator(index)
        if found is not None and found[0] in ("ask", "allow", "cause"):
            return True
        # "Accused X of arming", "thanked X for sending": X arms and sends
        senses = self._lexicon.acts.get((self._parse.tokens[index].lemma.lower(), "VERB"), ()) if index >= 0 else ()
        return bool(senses) and {s.act for s in senses} <= _CONTROLLING

    def _draft(self, candidate: Candidate) -> Draft | None:
        core = core_acts()[candidate.sense.act]
        typing = Typing(candidate.sensed, None, None) if candidate.sensed else typing_of(candidate, core)
        if typing is None or typing.type is None or (core.act == "retort" and not is_to_come(candidate)):
            return None
        roles = self._roles.fill(candidate, core)
        staging = self._staging(candidate)
        stage = fits_stage(typing.type, (staging.stage == "done" and typing.stage) or staging.stage)
        type_, mode = self._coder.by_context(candidate, typing, stage)
        if type_ in ("COOPERATE", "AID") and typing.type == "SUPPORT" and stage == "done":
            stage = "agreed"  # a signed paper whose content is told (codebook, Types)
        punished = type_ == "SANCTION" and typing.type == "AID"
        ended = self._stopped(candidate, mode) if punished else self._ended(candidate, type_, staging)
        if ended is not None:
            type_, mode, staging = ended
            stage = staging.stage
        type_, mode, stage, staging = opposed(self._parse, candidate, (type_, mode, stage, staging))
        asker = asker_of(candidate, type_)
        if asker is not None:
            link = candidate.chain.links[asker]
            type_, mode = wrapped(link.operator, type_) or (type_, mode)
            roles = self._asked(candidate, asker, core, roles)
            stage = "requested" if type_ == "REQUEST" else "done"
            staging = replace(staging, polarity="denied" if link.clause.negation else "affirmed")
        if candidate.chain.condition == "consequence" and type_ in _HOSTILE:
            # "If ..., X would respond" threatens, whatever comes of it (codebook, Types)
            type_, mode, stage = "THREATEN", _THREATS.get(type_), "done"
        type_ = self._by_parties(type_, candidate, core, roles)
        items = self._items(candidate, core, roles, type_, mode)
        stage = self._moved(candidate, core, roles, type_, stage)
        if core.act == "ask" and mode is None and any(i.category not in _NO_HELP for i in items):
            mode = "assist"
        items = items or self._own.handled(candidate, type_, mode) or self._own.at_work(candidate, core, type_)
        event = Event(
            type=type_,
            stage=fits_stage(type_, stage),
            trigger=trigger_of(self._parse, candidate),
            evidence=evidence_of(self._parse, candidate),
            mode=mode,
            contexts=contexts_of(type_, items),
            actors=roles.actors,
            recipients=roles.recipients,
            items=items,
            stage_words=staging.stage_words,
            polarity=staging.polarity,
            polarity_words=staging.polarity_words,
        )
        event, own = self._attributor.attributed(event, candidate), self._own.named(candidate, core)
        return Draft(event, candidate, core, roles.item_tokens, own)

    def _by_parties(self, type_: EventType, candidate: Candidate, core: CoreAct, roles: Roles) -> EventType:
        """Return the type that who acts and what is brought make of ``type_``."""
        if type_ == "MOBILIZE" and core.act == "mobilise" and self._coder.is_joint(candidate, roles.actors):
            # Drills held together serve both sides
            return "COOPERATE"
        known = bool(countries(roles.recipients))
        if type_ == "AID" and core.act in HANDING and self._coder.is_show_of_force(candidate, known):
            return "MOBILIZE"
        if type_ == "AID" and any(p.sector == "BUS" for p in roles.actors):
            # What a company hands over it has sold
            return "COOPERATE"
        if core.act == "build" and type_ == "COOPERATE" and roles.items:
            # "set up radars", "completed the shipment": what is not built is brought
            return "COOPERATE" if _BUILT & {i.category for i in roles.items} else "AID"
        return type_

    def _staging(self, candidate: Candidate) -> Staging:
        operator = self._candidates.operator_of(candidate)
        if operator is None:
            return stage_of(candidate.sense.act, candidate.clause, candidate.chain, self._parse.tokens)
        # The operator itself is the innermost link: "accepted the offer" is an offer that was accepted
        innermost = Link(operator, candidate.token, candidate.parts, candidate.clause)
        chain = replace(candidate.chain, links=(innermost, *candidate.chain.links))
        bare = candidate.clause._replace(kind="none", modal=None, negation=(), words=())
        return stage_of(candidate.sense.act, bare, chain, self._parse.tokens)

    def _moved(self, candidate: Candidate, core: CoreAct, roles: Roles, type_: EventType, stage: Stage) -> Stage:
        """Return ``stage`` as a paper that provides for the act, or the part that has come, moves it."""
        if core.act == "retort":
            return "done"
        if stage == "pledged" and type_ in _SETTLED and self._coder.is_provided_for(candidate):
            return "agreed"
        if stage == "done" and self._coder.is_lasting(candidate):
            return "underway"
        money = any(i.category in ("funds", "credit") for i in roles.items)
        if stage == "done" and (
            self._coder.is_ordered(candidate, type_) or (money and self._coder.is_granted(candidate, type_))
        ):
            return "agreed"
        parted = core.act in _IN_PARTS and any(map(self._nominals.is_part, roles.item_tokens))
        return "underway" if stage == "done" and (parted or self._coder.is_sent_off(candidate, type_)) else stage

    def _items(
        self, candidate: Candidate, core: CoreAct, roles: Roles, type_: EventType, mode: str | None
    ) -> tuple[Item, ...]:
        """Return the items of an act; what is agreed in general terms hands over nothing."""
        items = () if type_ == "AGREE" else roles.items or self._own.of(candidate, core)
        if core.act == "ask" and not items:
            return self._own.asked_for(candidate)
        if core.act in ("lend", "borrow"):
            items = tuple(replace(i, category="credit") if i.category == "funds" else i for i in items)
        return self._own.fitting(items, candidate, type_, mode)

    def _stopped(self, candidate: Candidate, mode: str | None) -> tuple[EventType, str | None, Staging] | None:
        """Return type, mode and staging of the stop that help is put to as a punishment: a deed ("suspended its aid"),
        or None."""
        for n, link in enumerate(candidate.chain.links):
            if link.operator in ("suspend", "cancel"):
                chain = replace(candidate.chain, links=candidate.chain.links[n + 1 :])
                return "SANCTION", mode, stage_of("concede", link.clause, chain, self._parse.tokens)
        return None

    def _ended(
        self, candidate: Candidate, type_: EventType, staging: Staging
    ) -> tuple[EventType, str | None, Staging] | None:
        """Return type, mode and staging of the end of an act against others ("will lift the blockade") or of an
        undertaking not to do it, or None."""
        for n, link in enumerate(candidate.chain.links):
            found = undone(link.operator, type_)
            if found is not None:
                # The operator is read as an act of its own, under those above it
                chain = replace(candidate.chain, links=candidate.chain.links[n + 1 :])
                return *found, stage_of("concede", link.clause, chain, self._parse.tokens)
        spared = spares(candidate, type_, staging)
        return None if spared is None else (spared, None, replace(staging, polarity="affirmed"))

    def _asked(self, candidate: Candidate, at: int, core: CoreAct, roles: Roles) -> Roles:
        """Return the roles of an act that is asked for or refused: who asks, whom, and the things asked for."""
        link = candidate.chain.links[at]
        slots = self._arguments.slots(link.token, link.parts)
        inner = {t.i for t in self._parse.subtree(candidate.token)}
        parties = self._told.parties
        actors = tuple(p for s in ("subj", "by", "poss", "adj") for i in slots.get(s, []) for p in parties.parties(i))
        others = tuple(
            p
            for s in ("obj", "iobj", "to", "from", "on")
            for i in slots.get(s, [])
            if i not in inner
            for p in parties.parties(i)
            if p not in actors
        )
        if not others:
            inner_side = (roles.recipients or roles.actors) if link.operator == "refuse" else roles.actors
            others = tuple(p for p in inner_side if not countries([p]) & countries(actors))
        return replace(roles, actors=actors or roles.recipients, recipients=others)
