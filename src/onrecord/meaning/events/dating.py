"""Dating: when each act of a report was or will be, by the times of its clause and then by those around it."""

from collections.abc import Sequence
from dataclasses import replace

from onrecord.core.parse import Parse
from onrecord.core.records import Event, Statement
from onrecord.core.spans import Span
from onrecord.core.times import TimeExpression
from onrecord.core.vocabulary import EventType
from onrecord.language.tense import Clause, closed_class
from onrecord.language.times.tenses import listed
from onrecord.meaning.events.attributing import Attributor
from onrecord.meaning.events.candidates import Candidate
from onrecord.meaning.events.coding import Coder
from onrecord.meaning.events.facing import countries
from onrecord.meaning.events.moments import DUE, MomentReader
from onrecord.meaning.events.offsets import offset_times
from onrecord.meaning.events.screening import Draft
from onrecord.meaning.events.timing import TimeAssigner, best_time, is_background, value_of, words_with_preposition

_LASTING: frozenset[EventType] = frozenset({"RETREAT", "MOBILIZE", "COERCE", "ASSAULT", "PROTEST"})


class Dater:
    """Dates the acts of one report."""

    def __init__(
        self,
        parse: Parse,
        statements: Sequence[Statement],
        times: Sequence[TimeExpression],
        published: str | None,
        attributor: Attributor,
        coder: Coder,
    ) -> None:
        self._parse = parse
        self._times = times
        self._published = published
        self._attributor = attributor
        self._coder = coder
        self._prepositions = coder.prepositions
        self._cues = {t.i: s for s in statements if s.cue is not None for t in parse.tokens_in(s.cue)}

    def date(self, drafts: Sequence[Draft]) -> None:
        """Date ``drafts`` by the times that hang on their own words, and promises by the day of saying."""
        owners = {i: n for n, d in enumerate(drafts) for i in d.candidate.claimed}
        assigner = TimeAssigner(self._parse, self._times, owners, {d.candidate.token for d in drafts}, self._cues)
        told_on = {
            id(self._cues[i]): time for i, times in assigner.of_cue.items() if (time := best_time(times)) is not None
        }
        for n, draft in enumerate(drafts):
            time = best_time([t for t in assigner.of_act.get(n, []) if self._may_be_of(draft, t)])
            if time is None and draft.event.stage in ("pledged", "agreed"):
                time = self._day_of_saying(draft.event, draft.candidate, told_on)
            if time is not None:
                self._set(draft, time)

    def share(self, drafts: Sequence[Draft]) -> None:
        """Date those of ``drafts`` that have no time by the times that they share with the clauses above them."""
        open_ = [d for d in drafts if d.event.when_span is None]
        if not open_:
            return
        reader = MomentReader(self._parse, self._times, self._cues, self._prepositions)
        for draft in open_:
            time = reader.shared(draft)
            if time is not None:
                self._set(draft, time)
        for draft, time in offset_times(self._parse, self._times, drafts):
            self._set(draft, time)

    def _may_be_of(self, draft: Draft, time: TimeExpression) -> bool:
        """Say whether a time may be that of an act: what is asked for by Friday was asked for before."""
        if self._is_of_thing(draft, time):
            return False
        if draft.event.stage != "requested":
            return True
        return time.relation not in DUE and not self._is_to_come(value_of(time))

    def _is_of_thing(self, draft: Draft, time: TimeExpression) -> bool:
        """Say whether a time tells when a thing was made ("22 pumps, some dating from 1974")."""
        head = self._parse.head_of(time.span)
        verb = self._parse.head(head.i) if head is not None else None
        if verb is None or verb.i in draft.candidate.claimed:
            return False
        aside = verb.rel.partition(":")[0] in ("acl", "advcl", "amod", "appos")
        return aside and verb.lemma.lower() in closed_class(self._parse.language, "making")

    def _is_planned(self, clause: Clause, words: Span) -> bool:
        """Say whether a clause, or the words of its time, may tell of what is to come: "leaves on Friday", "called a
        summit for Friday"."""
        first = words.of(self._parse.text).split(maxsplit=1)[0].lower()
        told = clause.past or clause.kind == "perfect"
        return not told or first in listed(self._parse.language, "aimed")

    def _is_to_come(self, value: str | None) -> bool:
        """Say whether an EDTF value lies wholly after the publication."""
        first, published = (value or "").partition("/")[0], self._published or ""
        size = min(len(first), len(published))
        return first[:4].isdigit() and size > 0 and first[:size] > published[:size]

    def _set(self, draft: Draft, time: TimeExpression) -> None:
        span = words_with_preposition(self._parse, time)
        stage, value = draft.event.stage, value_of(time)
        clause = draft.candidate.clause
        going = clause.kind in ("present", "progressive") and draft.event.type in _LASTING
        if time.relation == "since" and stage == "done" and (going or draft.event.type in ("AID", "COOPERATE")):
            stage = "underway"
        if time.relation == "until" and stage == "done" and clause.kind in ("present", "progressive"):
            # "Is in Vientiane until Thursday": it has begun
            stage = "underway"
        if stage == "done" and self._is_planned(clause, span) and self._is_to_come(value):
            # "who leaves for Lisbon on Thursday": what is dated ahead is planned
            stage = "pledged"
        background = is_background(value, self._published)
        if background and stage == "underway" and self._coder.is_sent_off(draft.candidate, draft.event.type):
            stage = "done"  # what was sent years ago is on its way no more
        draft.event = replace(
            draft.event,
            stage=stage,
            when=value,
            when_text=span.of(self._parse.text),
            when_span=span,
            when_basis=time.basis,
            background=background,
        )

    def _day_of_saying(
        self, event: Event, candidate: Candidate, told_on: dict[int, TimeExpression]
    ) -> TimeExpression | None:
        """Return the day on which the giver's own side made a promise (codebook, When)."""
        statement = self._attributor.statement_over(candidate)
        if statement is None or id(statement) not in told_on:
            return None
        own = statement.country is not None and statement.country in countries(event.actors)
        return told_on[id(statement)] if own else None
