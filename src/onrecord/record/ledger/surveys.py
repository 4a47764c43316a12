"""Surveys: many entries counted together: pairs of parties, times by kind of act, outlets, promises."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, get_args

from sqlalchemy import Connection, and_, exists, func, select

from onrecord.core.records import Commitment
from onrecord.core.vocabulary import CommitmentState
from onrecord.record.database import schema
from onrecord.record.database.engine import Database
from onrecord.record.database.search_schema import entry_line
from onrecord.record.ledger import commitments
from onrecord.record.ledger.bits import Bits, union_of
from onrecord.record.ledger.filters import EntryFilter
from onrecord.record.ledger.searching import Search
from onrecord.record.ledger.shelf import Shelf

COPIES: Final = ("same", "reprint", "rewrite", "translation")
"""The relations by which a report repeats another one."""


@dataclass(frozen=True, slots=True)
class Crossing:
    """How many entries carry each pair of values of two facets.

    ``rows`` and ``columns`` are the most frequent values, the most frequent first; ``counts`` hold the pairs that
    occur; ``total`` counts the entries asked for, ``shown`` those that carry a pair.
    """

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    counts: Mapping[tuple[str, str], int]
    total: int
    shown: int


@dataclass(slots=True)
class OutletCount:
    """What one outlet published: reports, the first and last day of them, how many descend from another one by which
    relation, and how many reports of others descend from its own. ``copying`` are the reports that descend."""

    outlet: str
    reports: int = 0
    first: str | None = None
    last: str | None = None
    copies: dict[str, int] = field(default_factory=dict)
    copied: int = 0
    copying: list[str] = field(default_factory=list)


class SurveyBook:
    """The entries of one ledger seen together. Every read raises LedgerError where the database refuses."""

    def __init__(self, database: Database, shelf: Shelf) -> None:
        """Read from ``database``, with what earlier searches left on the ``shelf``."""
        self._database = database
        self._shelf = shelf

    def crossing(self, wanted: EntryFilter, rows: str, columns: str, most: int) -> Crossing:
        """Count the entries that ``wanted`` lets through by the ``most`` frequent values of two facets."""
        with self._database.reading() as connection:
            search = Search(connection, self._database.dialect, self._shelf)
            found = search.found(wanted)
            down = [value for value, _ in search.counted(found, rows)[:most]]
            over = [value for value, _ in search.counted(found, columns)[:most]]
            lines = {facet: search.each(facet, values) for facet, values in ((rows, down), (columns, over))}
            reached = union_of(lines[columns].values())
            counts: dict[tuple[str, str], int] = {}
            shown = Bits()
            for row in down:
                own = lines[rows][row] if found is None else lines[rows][row] & found
                shown |= own & reached
                for column in over:
                    if count := own.common(lines[columns][column]):
                        counts[row, column] = count
            held = Counter(row for row, _ in counts), Counter(column for _, column in counts)
            return Crossing(
                tuple(row for row in down if held[0][row]),
                tuple(column for column in over if held[1][column]),
                counts,
                len(_all(search) if found is None else found),
                len(shown),
            )

    def parted(
        self, wanted: EntryFilter, parts: Sequence[Mapping[str, Sequence[str]]], facet: str
    ) -> list[dict[str, int]]:
        """Count the entries that ``wanted`` lets through by the values of ``facet``, for each of ``parts`` apart.

        A part takes the entries that carry any of its values (by facet) and that no part before it took; one without
        values takes all that are left.
        """
        with self._database.reading() as connection:
            search = Search(connection, self._database.dialect, self._shelf)
            found = search.found(wanted)
            left = _all(search) if found is None else found
            taken = []
            for part in parts:
                ours = left
                if part:
                    ours = left & union_of(search.carrying(name, list(values)) for name, values in part.items())
                left = left - ours
                taken.append(ours)
            counts: list[dict[str, int]] = [{} for _ in parts]
            for value, lines in search.each(facet).items():
                for held, ours in zip(counts, taken, strict=True):
                    if count := ours.common(lines):
                        held[value] = count
            return counts

    def commitments(self, wanted: EntryFilter, limit: int, offset: int = 0) -> tuple[list[Commitment], int]:
        """Return the commitments that hold the entries ``wanted`` lets through, the latest first, and how many such
        entries there are in all: those of ``limit`` entries from number ``offset`` on. A commitment stands where its
        latest entry of those stands."""
        asked = wanted if wanted.state is not None else replace(wanted, state=get_args(CommitmentState))
        with self._database.reading() as connection:
            search = Search(connection, self._database.dialect, self._shelf)
            page = search.page(asked, "-day", limit, offset)
            found = search.found(asked) or Bits()
            place = {entry: n for n, entry in enumerate(page.entries)}
            held = list(commitments.load_commitments(connection, commitments.holding(connection, page.entries)))
            latest = _latest(connection, held, found)
            shown = [each for each in held if latest.get(each.id) in place]
            return sorted(shown, key=lambda each: place[latest[each.id]]), page.total

    def told(self, reports: Iterable[str], outlet: str) -> dict[str, tuple[int, int]]:
        """Return for each of ``reports`` how many entries it tells, and how many of them ``outlet`` told first."""
        held, mention, line = schema.entry_mention, schema.mention, entry_line.c
        pairs = select(mention.c.report, line.id).join(held, held.c.mention == mention.c.id)
        pairs = pairs.join(entry_line, line.entry == held.c.entry).where(mention.c.report.in_(list(reports))).distinct()
        found: dict[str, tuple[int, int]] = {}
        with self._database.reading() as connection:
            first = Search(connection, self._database.dialect, self._shelf).carrying("first", [outlet])
            for row in connection.execute(pairs):
                told, ahead = found.get(row.report, (0, 0))
                found[row.report] = (told + 1, ahead + (row.id in first))
        return found

    def outlets(self, names: Iterable[str]) -> dict[str, OutletCount]:
        """Return what each outlet of ``names`` published, by name."""
        found = {name: OutletCount(name) for name in names}
        report, link, ruling = schema.report, schema.lineage_link, schema.lineage_ruling
        own = report.c.outlet.in_(found)
        with self._database.reading() as connection:
            query = select(report.c.outlet, func.count(), func.min(report.c.published_from))
            for name, count, first, last in connection.execute(
                query.add_columns(func.max(report.c.published_to)).where(own).group_by(report.c.outlet)
            ):
                found[name].reports, found[name].first, found[name].last = count, first, last
            ruled_out = exists().where(
                ruling.c.report == link.c.report, ruling.c.parent == link.c.parent, ruling.c.relation == "independent"
            )
            relations: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
            descending = select(report.c.outlet, link.c.report, link.c.relation).join(
                report, report.c.id == link.c.report
            )
            for row in connection.execute(descending.where(own, ~ruled_out)):
                relations[row.outlet, row.report].add(row.relation)
            for (name, id), held in sorted(relations.items()):
                nearest = next((relation for relation in (*COPIES, "cites") if relation in held), None)
                if nearest in COPIES:
                    found[name].copying.append(id)
                if nearest:
                    found[name].copies[nearest] = found[name].copies.get(nearest, 0) + 1
            above = select(report.c.outlet, func.count(link.c.report.distinct())).join(
                report, and_(report.c.id == link.c.parent_report, link.c.relation.in_(COPIES))
            )
            for name, count in connection.execute(above.where(own, ~ruled_out).group_by(report.c.outlet)):
                found[name].copied = count
        return found


def _all(search: Search) -> Bits:
    """Return every line: each carries a type."""
    return union_of(search.each("type").values())


def _latest(connection: Connection, held: Sequence[Commitment], found: Bits) -> dict[str, str]:
    """Return for each commitment the last of its entries that is among the lines ``found``."""
    line = entry_line.c
    ids = {entry for each in held for entry in each.entries}
    query = select(line.id, line.entry, line.day, line.place).where(line.entry.in_(ids))
    order = {row.entry: (row.day, row.place) for row in connection.execute(query) if row.id in found}
    latest = {}
    for each in held:
        inside = [entry for entry in each.entries if entry in order]
        if inside:
            latest[each.id] = max(inside, key=lambda entry: order[entry])
    return latest
