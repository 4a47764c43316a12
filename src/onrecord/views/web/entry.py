"""One entry: the act in a sentence, the words behind each part of it, and all that speaks for and against it."""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from typing import get_args

from onrecord.core.decisions import Decision
from onrecord.core.lineage import Link
from onrecord.core.records import Amount, Commitment, Entry, Event, Ground, Join, Report
from onrecord.core.spans import Span
from onrecord.core.vocabulary import EventType, Stage
from onrecord.meaning.grounds.weighing import meanings
from onrecord.meaning.lineage.origins import OriginGroup
from onrecord.meaning.merging.features import JOINED, features
from onrecord.meaning.merging.values import Value
from onrecord.pipeline.casework import EDITABLE
from onrecord.pipeline.ledger import Account, Ledger
from onrecord.views.summary import Part, summary
from onrecord.views.web.history import history_of
from onrecord.views.web.rows import Row, event_rows
from onrecord.views.web.segments import Mark, Segment, cited_marks, mention_marks, segments, stretches


@dataclass(frozen=True, slots=True)
class Told:
    """One mention on the page: its number there, its sentences in pieces, the rows of its fields, and what weighed most
    for its parties with what that says."""

    number: int
    event: Event
    report: Report
    sentences: tuple[tuple[Segment, ...], ...]
    rows: tuple[Row, ...]
    grounds: tuple[tuple[Ground, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Side:
    """One of the values that stand side by side: the day on which it was first reported (EDTF, empty where unknown) and
    the numbers of the mentions that give it."""

    value: Value
    told: str
    mentions: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Branch:
    """A report in the tree of origins, with how it descends from the one above it and what descends from it."""

    report: Report | None
    name: str
    relation: str
    here: bool
    below: tuple["Branch", ...] = ()


@dataclass(frozen=True, slots=True)
class Reason:
    """Why two mentions are one act: the score, and what each feature adds to it."""

    join: Join
    shares: tuple[tuple[str, float, float, str], ...]


@dataclass(frozen=True, slots=True)
class Promise:
    """The commitment that an entry belongs to, with its entries in order."""

    commitment: Commitment
    entries: tuple[Entry, ...]
    figures: tuple[tuple[str, tuple[Amount, ...]], ...]


def entry_values(ledger: Ledger, found: Entry) -> dict[str, object]:
    """Return what the page of an entry shows."""
    account = next(iter(ledger.accounts([found])))
    numbers = {event.id: n for n, event in enumerate(account.events, 1)}
    history = ledger.casework.history(found)
    cited = cited_in(account, history)
    placed = {mark.key for marks in cited.values() for mark in marks}
    groups = ledger.origins(sorted(account.reports))
    values = by_field(ledger.casework.values_of(account.events, account.reports, groups))
    return {
        "entry": found,
        "says": summary(account, history),
        "account": account,
        "told": [told(number, account, cited) for number in numbers.values()],
        "numbers": numbers,
        "placed": placed,
        "link": lambda part: address_of(part, numbers, placed),
        "values": values,
        "tree": origin_tree(ledger, account, groups),
        "promises": promises(ledger, found),
        "reasons": [reason(join) for join in ledger.casework.joins(found)],
        "joined": JOINED,
        "disputes": disputes(values, account, numbers),
        "steps": history_of(found, ledger.casework.past(found), history),
        "editable": EDITABLE,
        "codes": (("type", get_args(EventType)), ("stage", get_args(Stage))),
    }


def cited_in(account: Account, decisions: Sequence[Decision]) -> dict[str, list[Mark]]:
    """Return the words that persons put behind what they set, by the first mention of the report that has them."""
    first: dict[str, str] = {}
    for event in account.events:
        first.setdefault(event.report, event.id)
    return {event: cited_marks(account.reports[report], decisions) for report, event in first.items()}


def told(number: int, account: Account, cited: Mapping[str, Sequence[Mark]]) -> Told:
    """Return the mention with this number (from 1) of ``account``, its sentences cut at its marks and at the words that
    persons ``cited``."""
    event = account.events[number - 1]
    report = account.reports[event.report]
    marks = [*mention_marks(event, f"{number}-"), *cited.get(event.id, ())]
    near = [mark for mark in marks if mark.field not in {"where", "attribution"}] or marks
    sentences = tuple(tuple(segments(report.text, within, marks)) for within in _stretches(report.text, near, marks))
    grounds = tuple((each, meanings().get(each.trait, each.trait)) for each in event.grounds)
    return Told(number, event, report, sentences, tuple(event_rows(event, report, f"{number}-")), grounds)


def address_of(part: Part, numbers: Mapping[str, int], placed: Container[str] = ()) -> str:
    """Return where on the page the words of ``part`` stand, or the decision that put them there; ``placed`` are the
    keys of the words that persons cited and that are on the page."""
    if part.edited:
        key = f"w-{part.edited}-{part.cited}"
        return f"#{key}" if key in placed else f"#d-{part.edited}"
    return f"#w-{numbers.get(part.mention, 1)}-{part.field}-{part.position}"


def by_field(values: Sequence[Value]) -> dict[str, list[Value]]:
    """Return the values of each field, the chosen one first, then those that speak against it."""
    rank = {"chosen": 0, "conflict": 1, "revision": 2, "copying": 3, "agrees": 4}
    found: dict[str, list[Value]] = {}
    for value in sorted(values, key=lambda v: (v.field, rank[v.verdict])):
        found.setdefault(value.field, []).append(value)
    return found


def disputes(
    values: Mapping[str, Sequence[Value]], account: Account, numbers: Mapping[str, int]
) -> list[tuple[str, str, tuple[Side, ...]]]:
    """Return what the reports give differently: conflicts, then revisions, each with its field and its values side by
    side, those of a revision in the order in which they were reported."""
    days = {event.id: account.reports[event.report].published or "" for event in account.events}
    found: list[tuple[str, str, tuple[Side, ...]]] = []
    for kind, against in (("conflict", {"conflict", "copying"}), ("revision", {"revision"})):
        for field, held in values.items():
            verdicts = {value.verdict for value in held}
            if kind not in verdicts:
                continue
            sides = [_side(value, days, numbers) for value in held if value.verdict in against | {"chosen"}]
            if kind == "revision":
                sides.sort(key=lambda side: (side.value.verdict == "chosen", side.told or "~"))
            found.append((kind, field, tuple(sides)))
    return found


def _side(value: Value, days: Mapping[str, str], numbers: Mapping[str, int]) -> Side:
    told = min((days[mention] for mention in value.mentions if days.get(mention)), default="")
    return Side(value, told, tuple(numbers[mention] for mention in value.mentions if mention in numbers))


def origin_tree(ledger: Ledger, account: Account, groups: Sequence[OriginGroup]) -> list[Branch]:
    """Return the independent origins of an entry, the reports that descend from each under it."""
    roots = {group.root for group in groups} - account.reports.keys()
    known = {**account.reports, **{report.id: report for report in ledger.reports_by_id(roots)}}
    below = [id for group in groups for id in group.reports if id != group.root]
    links = ledger.parents_of(below) if below else {}
    return [_origin(group, known, links, account) for group in groups]


def promises(ledger: Ledger, entry: Entry) -> list[Promise]:
    """Return the commitments that ``entry`` belongs to."""
    found = []
    for each in ledger.casework.commitments_of(entry):
        figures = (("promised", each.promised), ("delivered", each.delivered), ("outstanding", each.outstanding))
        entries = tuple(ledger.casework.entries(each.entries))
        found.append(Promise(each, entries, tuple((name, amounts) for name, amounts in figures if amounts)))
    return found


def reason(join: Join) -> Reason:
    """Return what each feature adds to the score of ``join``: name, value, share of the score, and what it says."""
    table = features()
    shares = (
        (name, value, value * table[name].weight, table[name].says) for name, value in join.features if name in table
    )
    return Reason(join, tuple(sorted(shares, key=lambda share: -abs(share[2]))))


def _origin(
    group: OriginGroup, known: Mapping[str, Report], links: Mapping[str, Sequence[Link]], account: Account
) -> Branch:
    below = []
    for id in group.reports:
        if id != group.root:
            relation = next((link.relation for link in links.get(id, ())), "")
            below.append(Branch(known.get(id), id, relation, id in account.reports))
    top = Branch(known.get(group.root), group.root, "", group.root in account.reports, tuple(below))
    return Branch(None, group.named, "", False, (top,)) if group.named else top


def _stretches(text: str, near: Sequence[Mark], marks: Sequence[Mark]) -> list[Span]:
    """Return the sentences to show: those of the act itself, and those in which it is said who tells it and where."""
    found = stretches(text, near)
    beyond = [m for m in marks if not any(span.start <= m.span.start and m.span.end <= span.end for span in found)]
    return stretches(text, [*near, *beyond]) if beyond else found
