"""Indexing: the line and the terms of each entry, by which it is searched, sorted and counted."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import batched, pairwise
from typing import Any, Final

from sqlalchemy import Connection, Row, Select, bindparam, delete, func, select
from sqlalchemy.dialects.sqlite import insert

from onrecord.core.edtf import FIRST_DAY, LAST_DAY
from onrecord.record.database import case_schema, schema
from onrecord.record.database.folding import fold
from onrecord.record.database.search_schema import entry_bits, entry_line, entry_piece, entry_stale, entry_term
from onrecord.record.ledger.among import among
from onrecord.record.ledger.bits import PIECE, packed, unpacked

type AnyRow = Row[Any]
type Term = tuple[str, str]

PRODUCER: Final = "search@4"
UNKNOWN: Final = "~"
"""Stands in place of a day that is not known: after all days."""
NAMED: Final = frozenset({"what", "outlet"})
"""The facets whose values are found by their words."""
_MOST_MONTHS: Final = 24
_BETWEEN: Final = " \u01c1 "
"""A letter of no language of the press, so that no phrase is found across two stretches of evidence."""
_CHUNK: Final = 300


@dataclass(slots=True)
class Line:
    """What is gathered of one entry: its line and its terms (facet and value), and those that it had (``old``)."""

    number: int | None = None
    old: tuple[int, ...] = ()
    day: str = UNKNOWN
    last_day: str | None = None
    reported: str = UNKNOWN
    place: str = ""
    origins: int = 0
    terms: set[Term] = field(default_factory=set)
    words: dict[str, None] = field(default_factory=dict)
    told: dict[str, tuple[str, str]] = field(default_factory=dict)
    """The first day and the outlet of each report that tells it, where both are known."""

    def short(self) -> dict[str, str | list[str]]:
        """Return in short who acts, whom, with what and when, as readers of a history are shown it."""
        named = {"who": "actor", "whom": "recipient", "what": "what"}
        found: dict[str, str | list[str]] = {}
        for name, facet in named.items():
            found[name] = sorted(value for kind, value in self.terms if kind == facet)
        return found | {"day": "" if self.day == UNKNOWN else self.day}

    def date(self) -> None:
        """Add the terms of the days that are known by now: the months in which the act begins, ends and was first told;
        the months and years that it touches, where it took no more than two years."""
        self.terms |= {("begins", self.day[:7]), ("told", self.reported[:7])}
        if self.last_day is not None:
            months = _months(self.day, self.last_day)
            self.terms |= {("ends", self.last_day[:7])} | {("month", month) for month in months}
            self.terms |= {("year", month[:4]) for month in months}


def index(connection: Connection, entries: Iterable[str]) -> dict[str, Line]:
    """Write the lines of these entries anew and return them; those that are no more lose theirs."""
    written: dict[str, Line] = {}
    for some in batched(dict.fromkeys(entries), _CHUNK):
        lines = _gathered(connection, some)
        gone = [key for key in some if key not in lines]
        forget(connection, gone)
        write_lines(connection, lines)
        written |= lines
    return written


def restate(connection: Connection, entries: Iterable[str]) -> None:
    """Write in the lines of these entries how far the commitments have come that hold them; nothing else of a line is
    gathered anew, nor its words taken out of the full text and put back."""
    for some in batched(dict.fromkeys(entries), _CHUNK):
        states: defaultdict[str, set[Term]] = defaultdict(set)
        for row in connection.execute(_states(some)):
            states[row.entry].add(("state", row.state))
        numbers = _term_numbers(connection, set[Term]().union(*states.values()))
        known = set(connection.scalars(select(entry_term.c.id).where(entry_term.c.facet == "state")))
        columns = (entry_line.c.entry, entry_line.c.id, entry_line.c.terms)
        lines = connection.execute(select(*columns).where(among(entry_line.c.entry, some))).all()
        more, less, rows = {}, {}, []
        for key, number, stored in lines:
            old, wanted = set(json.loads(stored)), {numbers[term] for term in states[key]}
            more[number], less[number] = wanted - old, (old & known) - wanted
            rows.append({"line": number, "said": json.dumps(sorted((old | wanted) - less[number]))})
        if rows:
            one = entry_line.c.id == bindparam("line")
            connection.execute(entry_line.update().where(one).values(terms=bindparam("said")), rows)
        _turn(connection, more, less)
        index(connection, sorted(set(some) - {line.entry for line in lines}))


def index_stale(connection: Connection) -> None:
    """Write the lines of all entries that wait for it."""
    while waiting := list(connection.scalars(select(entry_stale.c.entry).limit(_CHUNK))):
        index(connection, waiting)
        connection.execute(delete(entry_stale).where(among(entry_stale.c.entry, waiting)))


def forget(connection: Connection, entries: Iterable[str]) -> None:
    """Take the lines of these entries away."""
    for some in batched(dict.fromkeys(entries), _CHUNK):
        known = connection.execute(
            select(entry_line.c.id, entry_line.c.terms).where(among(entry_line.c.entry, some))
        ).all()
        if known:
            _turn(connection, {}, {row.id: json.loads(row.terms) for row in known})
            connection.execute(delete(entry_line).where(among(entry_line.c.id, [row.id for row in known])))


def indexed(connection: Connection, entries: Sequence[str]) -> set[str]:
    """Return those of ``entries`` that have a line."""
    found: set[str] = set()
    for some in batched(entries, _CHUNK):
        found.update(connection.scalars(select(entry_line.c.entry).where(among(entry_line.c.entry, some))))
    return found


def _gathered(connection: Connection, entries: Sequence[str]) -> dict[str, Line]:
    entry, held = schema.entry, schema.entry_mention
    lines: dict[str, Line] = {}
    for row in connection.execute(select(entry).where(among(entry.c.id, entries))):
        lines[row.id] = line = Line(origins=row.origins or 0)
        line.terms |= {("type", row.type), ("stage", row.stage), ("tier", row.tier), ("origins", str(line.origins))}
    for row in connection.execute(
        select(entry_line.c.entry, entry_line.c.id, entry_line.c.terms).where(among(entry_line.c.entry, entries))
    ):
        if row.entry in lines:
            lines[row.entry].number, lines[row.entry].old = row.id, tuple(json.loads(row.terms))
    _tellings(connection, lines, select(held.c.entry, held.c.mention).where(among(held.c.entry, entries)).subquery())
    conflict = schema.conflict
    for row in connection.execute(select(conflict.c.entry, conflict.c.field).where(among(conflict.c.entry, entries))):
        lines[row.entry].terms |= {("conflict", row.field), ("conflict", "any")}
    for row in connection.execute(_states(entries)):
        lines[row.entry].terms.add(("state", row.state))
    for line in lines.values():
        if ("conflict", "any") not in line.terms:
            line.terms.add(("conflict", "none"))
        line.date()
    return lines


def _states(entries: Sequence[str]) -> Select[Any]:
    """Return the query for these entries with how far each commitment has come that holds them."""
    within, promise = case_schema.commitment_entry, case_schema.commitment
    joined = select(within.c.entry, promise.c.state).join(promise, promise.c.id == within.c.commitment)
    return joined.where(among(within.c.entry, entries))


def _tellings(connection: Connection, lines: dict[str, Line], told: Any) -> None:
    """Add what the mentions of each entry say; ``told`` is the subquery of entry and mention."""
    event, mention, report, evidence = schema.event, schema.mention, schema.report, schema.evidence
    query = (
        select(told.c.entry, mention.c.report, mention.c.position, event.c.contexts, event.c.when_from, event.c.when_to)
        .add_columns(report.c.outlet, report.c.language, report.c.published_from, report.c.published_to)
        .join(mention, mention.c.id == told.c.mention)
        .join(event, event.c.id == told.c.mention)
        .join(report, report.c.id == mention.c.report)
    )
    for row in connection.execute(query):
        _place(lines[row.entry], row)
    party, item = schema.party, schema.item
    parties = select(told.c.entry, party.c.field, party.c.country, party.c.norm)
    for row in connection.execute(parties.join(party, party.c.mention == told.c.mention)):
        terms = lines[row.entry].terms
        terms.update((f"{row.field} word", words) for words in name_words(row.norm))
        terms.update((row.field, code) for code in (row.country or "").split("+") if code)
    goods = select(told.c.entry, item.c.category, item.c.what).join(item, item.c.mention == told.c.mention)
    for row in connection.execute(goods):
        lines[row.entry].terms |= {("item", row.category), *([("what", row.what)] if row.what else [])}
    for key, outlets in _first(connection, lines).items():
        lines[key].terms.update(("first", outlet) for outlet in outlets)
    words = select(told.c.entry, evidence.c.norm).join(evidence, evidence.c.mention == told.c.mention)
    for row in connection.execute(words.where(evidence.c.norm != "")):
        lines[row.entry].words[row.norm] = None


def name_words(norm: str) -> frozenset[str]:
    """Return the words of a folded name and every two that stand next to each other."""
    words = norm.split()
    return frozenset(words) | {" ".join(both) for both in pairwise(words)}


def _place(line: Line, row: AnyRow) -> None:
    line.terms.update(("context", context) for context in row.contexts)
    line.terms.update((name, value) for name, value in (("outlet", row.outlet), ("language", row.language)) if value)
    if row.outlet and row.published_from:
        line.told[row.report] = (row.published_from, row.outlet)
    first, last = row.when_from or row.published_from, row.when_to or row.published_to
    if first == FIRST_DAY:
        first = min(row.published_from or last, last)
    line.day = min(line.day, first or UNKNOWN)
    if last is not None:
        line.last_day = max(line.last_day or "", last)
    line.reported, line.place = min(
        (line.reported, line.place or UNKNOWN),
        (row.published_from or UNKNOWN, f"{row.report} {row.position:07}"),
    )


def _first(connection: Connection, lines: Mapping[str, Line]) -> dict[str, set[str]]:
    """Return for each entry the outlets that told it first: on the first day on which it was told at all, and not in a
    report that descends from another one that tells it."""
    link = schema.lineage_link
    reports = {report for line in lines.values() for report in line.told}
    above: defaultdict[str, set[str]] = defaultdict(set)
    for some in batched(sorted(reports), _CHUNK):
        query = select(link.c.report, link.c.parent_report).where(among(link.c.report, some))
        for row in connection.execute(query.where(link.c.parent_report.is_not(None))):
            above[row.report].add(row.parent_report)
    found: dict[str, set[str]] = {}
    for key, line in lines.items():
        days = {day for report, (day, _) in line.told.items() if not above[report] & line.told.keys()}
        found[key] = {
            outlet
            for report, (day, outlet) in line.told.items()
            if day == min(days, default=None) and not above[report] & line.told.keys()
        }
    return found


def write_lines(connection: Connection, lines: dict[str, Line]) -> None:
    """Write the lines of entries, by entry, and set and clear the bits of their terms."""
    numbers = _term_numbers(connection, {term for line in lines.values() for term in line.terms})
    unknown = [key for key, line in lines.items() if line.number is None]
    if unknown:
        last = connection.scalar(select(func.max(entry_line.c.id))) or 0
        for number, key in enumerate(unknown, last + 1):
            lines[key].number = number
    rows, more, less = [], {}, {}
    for key, line in lines.items():
        terms = {numbers[term] for term in line.terms}
        assert line.number is not None
        more[line.number], less[line.number] = terms - set(line.old), set(line.old) - terms
        rows.append(_row(key, line, sorted(terms)))
    if rows:
        statement = insert(entry_line)
        kept = {name: statement.excluded[name] for name in rows[0] if name != "id"}
        connection.execute(statement.on_conflict_do_update(index_elements=["id"], set_=kept), rows)
    _turn(connection, more, less)


def _row(key: str, line: Line, terms: Sequence[int]) -> dict[str, str | int | None]:
    whole = sorted(line.words, key=len, reverse=True)
    said: list[str] = []
    for words in whole:
        if not any(f" {words} " in f" {other} " for other in said):
            said.append(words)
    return {
        "id": line.number,
        "entry": key,
        "day": line.day,
        "last_day": line.last_day,
        "reported": line.reported,
        "place": line.place,
        "origins": line.origins,
        "terms": json.dumps(terms),
        "norm": _BETWEEN.join(said),
        "produced_by": PRODUCER,
    }


def _term_numbers(connection: Connection, terms: set[Term]) -> dict[Term, int]:
    """Return the number of each of ``terms``, given to those that have none."""
    found: dict[Term, int] = {}
    by_facet: defaultdict[str, list[str]] = defaultdict(list)
    for facet, value in terms:
        by_facet[facet].append(value)
    for facet, values in by_facet.items():
        for some in batched(values, _CHUNK):
            query = select(entry_term.c.value, entry_term.c.id)
            known = connection.execute(query.where(entry_term.c.facet == facet, among(entry_term.c.value, some)))
            found |= {(facet, row.value): row.id for row in known}
    new = sorted(terms - found.keys())
    if new:
        last = connection.scalar(select(func.max(entry_term.c.id))) or 0
        rows = [
            {"id": n, "facet": f, "value": v, "norm": fold(v) if f in NAMED else "", "entries": 0}
            for n, (f, v) in enumerate(new, last + 1)
        ]
        connection.execute(entry_term.insert(), [row | {"produced_by": PRODUCER} for row in rows])
        found |= {term: number for number, term in enumerate(new, last + 1)}
    return found


def _turn(connection: Connection, more: Mapping[int, Iterable[int]], less: Mapping[int, Iterable[int]]) -> None:
    """Set the bits of the terms that lines have now (terms by line), and clear those that they no longer have."""
    turned: defaultdict[tuple[int, int], list[int]] = defaultdict(lambda: [0, 0])
    change: Counter[int] = Counter()
    for side, (step, lines) in enumerate(((1, more), (-1, less))):
        for number, terms in lines.items():
            for term in terms:
                turned[term, number // PIECE][side] |= 1 << number % PIECE
                change[term] += step
    for some in batched(sorted(turned), _CHUNK):
        near = (
            among(entry_bits.c.term, {term for term, _ in some}),
            among(entry_bits.c.piece, {piece for _, piece in some}),
        )
        stored = {(row.term, row.piece): row.bits for row in connection.execute(select(entry_bits).where(*near))}
        rows = []
        for key in some:
            before = unpacked(stored[key]) if key in stored else 0
            bits = (before | turned[key][0]) & ~turned[key][1]
            rows.append({"term": key[0], "piece": key[1], "bits": packed(bits), "produced_by": PRODUCER})
        connection.execute(insert(entry_bits).prefix_with("OR REPLACE"), rows)
    if turned:
        last = connection.scalar(select(func.max(entry_piece.c.change))) or 0
        pieces = sorted({piece for _, piece in turned})
        changed = [{"piece": piece, "change": last + 1, "produced_by": PRODUCER} for piece in pieces]
        connection.execute(insert(entry_piece).prefix_with("OR REPLACE"), changed)
    counted = [{"term": term, "step": step} for term, step in sorted(change.items()) if step]
    if counted:
        one = entry_term.c.id == bindparam("term")
        added = entry_term.c.entries + bindparam("step")
        connection.execute(entry_term.update().where(one).values(entries=added), counted)


def _months(first: str, last: str) -> tuple[str, ...]:
    """Return the months between two days; none where they are more than two years, or open to one side."""
    if first == UNKNOWN or last == LAST_DAY or int(last[:4]) - int(first[:4]) > _MOST_MONTHS // 12 + 1:
        return ()
    months = range(int(first[:4]) * 12 + int(first[5:7]) - 1, int(last[:4]) * 12 + int(last[5:7]))
    return tuple(_month_list(months)) if len(months) <= _MOST_MONTHS else ()


def _month_list(months: Iterable[int]) -> Iterator[str]:
    for month in months:
        yield f"{month // 12:04}-{month % 12 + 1:02}"
