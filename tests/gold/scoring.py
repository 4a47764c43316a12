"""Compare what the pipeline reads in a report with the rows of a gold file, by places in the text.

The texts of a gold row are looked up in the report's own text, white space aside, and become spans there; a mention
is the gold one where the spans share enough of their characters. A gold text that the report's text has lost counts
as missed. So a mention found in the wrong clause is no hit, however alike the words.
"""

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypedDict

from onrecord.core.records import Event, Party, Report, Statement

HALF = 0.5
"""Share of the characters of two spans together that must be common to both."""

MUTUAL = frozenset({"CONSULT", "COOPERATE"})
"""Types whose actors and recipients are one side: who is which is a matter of wording there."""

Place = tuple[int, int]
Goods = tuple[str, float | None, float | None, str | None]


class GoldParty(TypedDict):
    """An actor or recipient of a gold event."""

    text: str
    country: str | None
    sector: str | None


class GoldItem(TypedDict):
    """An item of a gold event."""

    text: str
    category: str
    low: float | None
    high: float | None
    unit: str | None


class GoldStatement(TypedDict):
    """A gold row of kind ``statement``."""

    id: str
    speaker: str
    form: str
    content: str


class GoldEvent(TypedDict):
    """A gold row of kind ``event``."""

    id: str
    type: str
    stage: str
    polarity: str
    background: bool
    trigger: str
    evidence: str
    actors: list[GoldParty]
    recipients: list[GoldParty]
    items: list[GoldItem]
    when: str | None
    attribution: str | None


@dataclass(slots=True)
class GoldReport:
    """What the gold file says of one report."""

    file: str
    published: str | None
    language: str
    statements: list[GoldStatement] = field(default_factory=list)
    events: list[GoldEvent] = field(default_factory=list)


@dataclass(slots=True)
class Tally:
    """Counts behind the figures, and what went wrong, one line each with the figure's name."""

    right: Counter[str] = field(default_factory=Counter)
    said: Counter[str] = field(default_factory=Counter)
    true: Counter[str] = field(default_factory=Counter)
    wrong: list[tuple[str, str]] = field(default_factory=list)

    def counts(self, name: str, right: int, said: int, true: int) -> None:
        """Add a figure that is an F1: hits, mentions said, mentions true."""
        self.right[name] += right
        self.said[name] += said
        self.true[name] += true

    def check(self, name: str, gold: object, said: object, about: str) -> None:
        """Add a figure that is a share: ``gold`` and ``said`` are equal or not."""
        self.judge(name, gold == said, f"{about}: {said!r} for {gold!r}")

    def judge(self, name: str, right: bool, about: str) -> None:
        """Add a figure that is a share, and the line ``about`` where it is not ``right``."""
        self.counts(name, int(right), 1, 1)
        if not right:
            self.wrong.append((name, about))

    def figures(self) -> dict[str, float]:
        """Return each figure, 0 to 1; hits over the mean of said and true, which for a share is the share."""
        totals = {name: self.said[name] + self.true[name] for name in self.true}
        return {name: 2 * self.right[name] / total for name, total in totals.items() if total}


def read_gold(path: Path) -> dict[str, GoldReport]:
    """Return the reports of the gold file at ``path`` with their statements and events, by file name."""
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    found = {
        row["report"]: GoldReport(row["report"], row["published"], row["language"])
        for row in rows
        if row["kind"] == "report"
    }
    for row in rows:
        if row["kind"] == "statement":
            found[row["report"]].statements.append(row)
        elif row["kind"] == "event":
            found[row["report"]].events.append(row)
    return found


def place(words: str, text: str, near: Place | None = None) -> Place | None:
    """Return where ``words`` stand in ``text``, white space aside: inside ``near`` if there, else the first place."""
    pattern = re.compile(r"\s+".join(re.escape(word) for word in words.split()))
    inside = pattern.search(text, *near) if near else None
    match = inside or pattern.search(text)
    return match.span() if match else None


def common(one: Place, other: Place) -> float:
    """Return the characters in both spans as a share of those in either."""
    both = min(one[1], other[1]) - max(one[0], other[0])
    return max(both, 0) / (max(one[1], other[1]) - min(one[0], other[0])) if both > 0 else 0.0


def pair(scores: Iterable[tuple[float, int, int]]) -> list[tuple[int, int]]:
    """Return pairs of a gold and a said index, each index once, best scores first."""
    golds: set[int] = set()
    saids: set[int] = set()
    pairs = []
    for _, gold, said in sorted(scores, key=lambda score: (-score[0], score[1], score[2])):
        if gold not in golds and said not in saids:
            golds.add(gold)
            saids.add(said)
            pairs.append((gold, said))
    return pairs


def name_words(name: str | None) -> frozenset[str]:
    """Return the words of ``name`` without case and accents, articles and such short words left out."""
    plain = unicodedata.normalize("NFKD", name or "").casefold()
    return frozenset(word for word in re.findall(r"\w+", re.sub(r"[\u0300-\u036f]", "", plain)) if len(word) > 2)


def same_name(gold: str | None, said: str | None) -> bool:
    """Say whether two names stand for one: all words of the one are in the other, or neither names anyone."""
    one, other = name_words(gold), name_words(said)
    return one == other or bool(one and other and (one <= other or other <= one))


def gold_countries(parties: Iterable[GoldParty]) -> frozenset[str]:
    """Return the codes of gold parties, those joined by ``+`` apart."""
    return frozenset(code for party in parties for code in (party["country"] or "").split("+") if code)


def said_countries(parties: Iterable[Party]) -> frozenset[str]:
    """Return the codes of parties that the pipeline gave, those joined by ``+`` apart."""
    return frozenset(code for party in parties for code in (party.country or "").split("+") if code)


def score_statements(gold: Sequence[GoldStatement], said: Sequence[Statement], report: Report, tally: Tally) -> None:
    """Add to ``tally`` how the statements found in ``report`` compare with the gold ones."""
    file = Path(report.file or "").name
    places = [place(row["content"], report.text) for row in gold]
    scores = [
        (share, i, j)
        for i, where in enumerate(places)
        for j, one in enumerate(said)
        if where and (share := common(where, (one.content.start, one.content.end))) >= HALF
    ]
    pairs = pair(scores)
    tally.counts("statement", len(pairs), len(said), len(gold))
    for i, j in pairs:
        about = f"{file} {gold[i]['id']}"
        speakers = (gold[i]["speaker"], said[j].speaker)
        tally.judge("statement.speaker", same_name(*speakers), f"{about}: {speakers[1]!r} for {speakers[0]!r}")
        tally.check("statement.form", gold[i]["form"], said[j].form, about)
    missed = set(range(len(gold))) - {i for i, _ in pairs}
    spurious = set(range(len(said))) - {j for _, j in pairs}
    tally.wrong += [("statement", f"{file} missed: {gold[i]['content']}") for i in sorted(missed)]
    for j in sorted(spurious):
        words = report.text[said[j].content.start : said[j].content.end]
        tally.wrong.append(("statement", f"{file} spurious: {words}"))


def event_scores(gold: Sequence[GoldEvent], said: Sequence[Event], text: str) -> Iterable[tuple[float, int, int]]:
    """Yield how well each event said fits each gold one: their clauses meet, and their triggers or most of them."""
    for i, row in enumerate(gold):
        evidence = place(row["evidence"], text)
        trigger = place(row["trigger"], text, evidence)
        if not evidence or not trigger:
            continue
        for j, event in enumerate(said):
            clause = common(evidence, (event.evidence.start, event.evidence.end))
            on_trigger = common(trigger, (event.trigger.start, event.trigger.end)) > 0
            if clause and (on_trigger or clause >= HALF):
                yield clause + on_trigger + (row["type"] == event.type), i, j


def score_fields(gold: GoldEvent, said: Event, about: str, tally: Tally) -> None:
    """Add to ``tally`` how the fields of an event of the right type compare with the gold ones."""
    sides = (gold_countries(gold["actors"]), gold_countries(gold["recipients"]))
    theirs = (said_countries(said.actors), said_countries(said.recipients))
    if gold["type"] in MUTUAL:
        sides, theirs = (sides[0] | sides[1], frozenset()), (theirs[0] | theirs[1], frozenset())
    tally.check("event.actors", sorted(sides[0]), sorted(theirs[0]), about)
    tally.check("event.recipients", sorted(sides[1]), sorted(theirs[1]), about)
    tally.counts("event.who", int(sides == theirs), 1, 1)
    tally.check("event.stage", gold["stage"], said.stage, about)
    tally.check("event.polarity", gold["polarity"], said.polarity, about)
    tally.check("event.background", gold["background"], said.background, about)
    tally.check("event.when", gold["when"], said.when, about)
    words = f"{about}: {said.attribution!r} for {gold['attribution']!r}"
    tally.judge("event.attribution", same_name(gold["attribution"], said.attribution), words)
    mine: Counter[Goods] = Counter((i["category"], i["low"], i["high"], i["unit"]) for i in gold["items"])
    found: Counter[Goods] = Counter((i.category, i.low, i.high, i.unit) for i in said.items)
    tally.counts("event.items", (mine & found).total(), found.total(), mine.total())
    if mine != found:
        tally.wrong.append(("event.items", f"{about}: {list(found)} for {list(mine)}"))


def score_events(gold: Sequence[GoldEvent], said: Sequence[Event], report: Report, tally: Tally) -> None:
    """Add to ``tally`` how the events found in ``report`` compare with the gold ones."""
    file = Path(report.file or "").name
    pairs = pair(event_scores(gold, said, report.text))
    typed = [(i, j) for i, j in pairs if gold[i]["type"] == said[j].type]
    tally.counts("event.found", len(pairs), len(said), len(gold))
    tally.counts("event", len(typed), len(said), len(gold))
    for i, j in typed:
        score_fields(gold[i], said[j], f"{file} {gold[i]['id']}", tally)
    for i, j in pairs:
        if gold[i]["type"] != said[j].type:
            line = f"{file} {gold[i]['id']}: {said[j].type} for {gold[i]['type']}: {gold[i]['evidence']}"
            tally.wrong.append(("event.type", line))
    for i in sorted(set(range(len(gold))) - {i for i, _ in pairs}):
        tally.wrong.append(("event", f"{file} missed {gold[i]['type']}: {gold[i]['evidence']}"))
    for j in sorted(set(range(len(said))) - {j for _, j in pairs}):
        words = report.text[said[j].evidence.start : said[j].evidence.end]
        tally.wrong.append(("event", f"{file} spurious {said[j].type}: {words}"))


def score(
    gold: Iterable[GoldReport],
    reports: Mapping[str, Report],
    statements_of: Callable[[str], Sequence[Statement]],
    events_of: Callable[[str], Sequence[Event]],
) -> Tally:
    """Return the tally over ``gold``; ``reports`` are the pipeline's by file name, the callables take a report's id."""
    tally = Tally()
    for row in gold:
        report = reports[row.file]
        tally.check("report.published", row.published, report.published, row.file)
        tally.check("report.language", row.language, report.language, row.file)
        score_statements(row.statements, statements_of(report.id), report, tally)
        score_events(row.events, events_of(report.id), report, tally)
    return tally
