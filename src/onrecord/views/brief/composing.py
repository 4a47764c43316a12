"""Composing: what a brief says of each entry: the act, who tells it, where they disagree, what came of a promise."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from onrecord.core.decisions import Cited, Decision
from onrecord.core.lineage import Link
from onrecord.core.records import Amount, Commitment, Entry, Event, Report
from onrecord.meaning.lineage.origins import OriginGroup
from onrecord.meaning.merging.values import Value
from onrecord.pipeline.ledger import Account, Ledger
from onrecord.views import wording
from onrecord.views.brief.content import Brief, Note, Paragraph, Piece, Section
from onrecord.views.summary import Part, Summary, summary
from onrecord.views.web.interface import Interface
from onrecord.views.web.naming import sides
from onrecord.views.web.promises import reading

_LONGEST = 1_000


def compose(ledger: Ledger, entries: Iterable[Entry], t: Interface, title: str = "") -> Brief:
    """Return the brief of ``entries`` in the order given, in the language of ``t``."""
    notes: list[Note] = []
    sections = []
    for account in ledger.accounts(entries):
        if account.events:
            about = _About(ledger, account, t, len(notes))
            notes += about.notes()
            sections.append(about.section())
    return Brief(
        title or t("brief.title"),
        t.code,
        (t("brief.open"), t("brief.close")),
        tuple(sections),
        tuple(notes),
        t("brief.notes"),
        t("brief.colophon", name=ledger.path.name),
    )


def sentence(says: Summary, t: Interface) -> Iterator[tuple[str, Part | None]]:
    """Yield the act as words in order, each with the part of the act that it says, if any."""
    act = f"act.{says.type}."
    verb = act + says.stage if t.has(act + says.stage) else f"act.by_stage.{says.stage}"
    yield from _listed(says.actors, t("entry.unknown_actor"))
    yield f" {t(verb)} {t(act + 'what')}", says.trigger
    if says.recipients:
        yield f" {t(act + 'to')} ", None
        yield from _listed(says.recipients, "")
    if says.items:
        yield f"{t('entry.colon')} ", None
        yield from _listed(says.items, "")
    if says.when:
        yield f", {t.date(says.when)}", says.dated
    if says.where:
        yield f", {says.where.words}", says.where
    if says.said_by:
        yield f", {t('entry.said_by', name=says.said_by.words)}", says.said_by


@dataclass(frozen=True)
class _About:
    """One entry as a section; its notes are numbered after ``before``: one for each mention, then one for each stretch
    of words that a person put behind what they set."""

    ledger: Ledger
    account: Account
    t: Interface
    before: int

    def number(self, mention: str) -> int:
        return self.before + 1 + [event.id for event in self.account.events].index(mention)

    def notes(self) -> list[Note]:
        told = [self._note(n, event) for n, event in enumerate(self.account.events, self.before + 1)]
        reports = {report.id: report for report in self.ledger.reports_by_id(c.report for _, _, c in self._cited)}
        after = self.before + len(told) + 1
        return [*told, *(self._shown(n, reports[c.report], d, c) for n, (d, _, c) in enumerate(self._cited, after))]

    @cached_property
    def _cited(self) -> list[tuple[Decision, int, Cited]]:
        """What persons cited for what they set, as far as the ledger has the reports."""
        held = [d for d in self.ledger.casework.history(self.account.entry) if not d.undone]
        found = [(decision, n, cited) for decision in held for n, cited in enumerate(decision.cited)]
        known = {report.id for report in self.ledger.reports_by_id(c.report for _, _, c in found)} if found else set()
        return [each for each in found if each[2].report in known]

    def _behind(self, part: Part | None) -> tuple[int, ...]:
        """Return the number of the note with the words behind what a person set, none where they cited none."""
        places = [(decision.id, n) for decision, n, _ in self._cited]
        key = (part.edited, part.cited) if part and part.edited else None
        return (self.before + 1 + len(self.account.events) + places.index(key),) if key in places else ()

    def section(self) -> Section:
        t, entry = self.t, self.account.entry
        history = self.ledger.casework.history(entry)
        says = summary(self.account, history)
        groups = self.ledger.origins(sorted(self.account.reports))
        values = self.ledger.casework.values_of(self.account.events, self.account.reports, groups)
        day = t.date(says.when) or (t("date.reported", date=t.date(says.reported)) if says.reported else "")
        stage = t.code_name("polarity", "denied") if says.polarity == "denied" else t.code_name("stage", entry.stage)
        heading = f"{t.code_name('type', entry.type)}{t('entry.colon')} {sides(says)}"
        paragraphs = [
            self._act(says),
            self._told(groups),
            *self._disputes(entry, values),
            *(self._promise(each) for each in self.ledger.casework.commitments_of(entry)),
            self._checked(history),
        ]
        return Section(f"{heading} ({', '.join(part for part in (stage, day) if part)})", tuple(paragraphs))

    def _act(self, says: Summary) -> Paragraph:
        first = self.account.events[0].id
        said = list(sentence(says, self.t))
        from_where = [part.mention if part and not part.edited else None for _, part in said]
        pieces = []
        for n, (words, _) in enumerate(said):
            here, ahead = from_where[n], next((each for each in from_where[n + 1 :] if each), None)
            elsewhere = here is not None and here not in {first, ahead}
            numbers = (self.number(here),) if here and elsewhere else self._behind(said[n][1])
            pieces.append(Piece(words, numbers))
        numbers = tuple(self.number(event.id) for event in self.account.events)
        denied = f" {self.t('brief.denied')}" if says.polarity == "denied" else ""
        return Paragraph("act", (*pieces, Piece("." + denied, numbers)))

    def _told(self, groups: Sequence[OriginGroup]) -> Paragraph:
        t, reports = self.t, self.account.reports
        names = []
        for group in groups:
            inside = [wording.source(reports[id]) for id in group.reports if id in reports]
            first, others = inside[0], list(dict.fromkeys(inside[1:]))
            said = t("brief.repeated", name=first, others=", ".join(others)) if others else first
            names.append(f"{said} ({t('entry.after', name=group.named)})" if group.named else said)
        lead = t("brief.told", reports=t("counted.reports", n=len(reports)), origins=t("brief.origins", n=len(groups)))
        return Paragraph("plain", (Piece(f"{lead}{t('entry.colon')} {t('brief.further').join(names)}."),))

    def _disputes(self, entry: Entry, values: Sequence[Value]) -> Iterator[Paragraph]:
        t = self.t
        for conflict in entry.conflicts:
            held = [v for v in values if v.field == conflict.field and v.verdict in {"chosen", "conflict", "copying"}]
            pieces = [Piece(t("brief.disagree", field=t.code_name("fields", conflict.field)) + " ")]
            for n, value in enumerate(held):
                verdict = t.code_name("verdict", value.verdict)
                said = self._worded(value)
                end = t("brief.further") if n < len(held) - 1 else "."
                pieces += [Piece(f"{said} ({verdict}, {t('counted.origins', n=value.origins)})", self._of(value))]
                pieces.append(Piece(end))
            yield Paragraph("dispute", tuple(pieces))
        for value in values:
            if value.verdict in {"revision", "copying"} and not any(c.field == value.field for c in entry.conflicts):
                key = f"brief.{value.verdict}"
                said = t(key, field=t.code_name("fields", value.field), value=self._worded(value))
                yield Paragraph("dispute", (Piece(said, self._of(value)),))

    def _worded(self, value: Value) -> str:
        if value.field == "stage":
            return self.t.code_name("stage", value.value)
        return self.t.date(value.value) if value.field == "when" else value.value

    def _of(self, value: Value) -> tuple[int, ...]:
        known = {event.id for event in self.account.events}
        return tuple(sorted(self.number(mention) for mention in value.mentions if mention in known))

    def _promise(self, commitment: Commitment) -> Paragraph:
        t = self.t
        state = ", ".join(t.code_name("state", each) for each in (commitment.state, commitment.halt) if each)
        said = [t("brief.promise", state=state)]
        for name, amounts in (
            ("promised", commitment.promised),
            ("delivered", commitment.delivered),
            ("outstanding", commitment.outstanding),
        ):
            if amounts:
                said.append(f"{t(f'figures.{name}')} {', '.join(_figure(amount, t) for amount in amounts)}")
        return Paragraph("plain", (Piece(t("brief.further").join(said) + "."),))

    def _checked(self, history: Sequence[Decision]) -> Paragraph:
        held = [each for each in history if not each.undone]
        if not held:
            return Paragraph("plain", (Piece(self.t("brief.unchecked")),))
        said = [
            f"{self.t(f'decision.{each.kind}')} {self.t('decision.by', who=each.who, made=each.made[:10])}"
            + (f" ({wording.short(each.why, 200)})" if each.why else "")
            for each in held
        ]
        return Paragraph("plain", (Piece(f"{self.t('brief.checked')} {'; '.join(said)}."),))

    def _note(self, number: int, event: Event) -> Note:
        t, report = self.t, self.account.reports[event.report]
        quote = wording.short(event.evidence.of(report.text), _LONGEST)
        dated = t.date(report.published) if report.published else t("date.unknown")
        parts = [
            wording.source(report),
            wording.short(report.title or "", 120),
            dated,
            t("entry.said_by", name=wording.short(event.attribution, 80)) if event.attribution else "",
            t("entry.background") if event.background else "",
            self._descent(self.ledger.parents(report.id)),
            t("brief.place", report=wording.short_id(report.id), start=event.evidence.start, end=event.evidence.end),
        ]
        return Note(number, quote, "; ".join(part for part in parts if part), _web(report))

    def _shown(self, number: int, report: Report, decision: Decision, cited: Cited) -> Note:
        t = self.t
        parts = [
            wording.source(report),
            wording.short(report.title or "", 120),
            t.date(report.published) if report.published else t("date.unknown"),
            f"{t('decision.edit')} {t('decision.by', who=decision.who, made=decision.made[:10])}",
            t("brief.place", report=wording.short_id(report.id), start=cited.start, end=cited.end),
        ]
        quote = wording.short(cited.words, _LONGEST)
        return Note(number, quote, "; ".join(part for part in parts if part), _web(report))

    def _descent(self, links: Sequence[Link]) -> str:
        named = [link for link in links if link.relation != "independent"]
        if not named:
            return ""
        link = named[0]
        parent = link.parent
        if not link.named:
            parent = next((wording.source(report) for report in self.ledger.reports_by_id([link.parent])), parent)
        relation = self.t.code_name("relation", link.relation)
        return self.t("report.descends", relation=relation) + " " + wording.short(parent, 60)


def _figure(amount: Amount, t: Interface) -> str:
    named = amount.unit is not None and amount.unit in amount.what.split()
    return reading(amount, t) if named else f"{reading(amount, t)} {amount.what}".rstrip()


def _listed(parts: Sequence[Part], absent: str) -> Iterator[tuple[str, Part | None]]:
    if not parts:
        yield absent, None
    for n, part in enumerate(parts):
        if n:
            yield ", ", None
        yield part.words, part


def _web(report: Report) -> str | None:
    """Return the report's address where it is one of the web: no other kind is ever made a link."""
    url = report.url or ""
    return url if url.startswith(("https://", "http://")) and url.isprintable() and " " not in url else None
