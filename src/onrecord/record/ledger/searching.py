"""Searching: entries by filter, sorted and paged, and how many of them carry each value, all from the index."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields, replace
from itertools import islice, pairwise
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Select, func, select

from onrecord.record.database import schema
from onrecord.record.database.dialects import Dialect
from onrecord.record.database.folding import fold
from onrecord.record.database.search_schema import entry_line, entry_term
from onrecord.record.ledger.among import among
from onrecord.record.ledger.bits import Bits, bits_of, union_of
from onrecord.record.ledger.filters import FACETS, EntryFilter, Page, Several, Sort, Who
from onrecord.record.ledger.shelf import Reader, Shelf

type Conditions = tuple[ColumnElement[bool], ...]

_LEVELS: Final = {"day": ("begins",), "reported": ("told",), "origins": ("origins", "begins")}
"""By the value of which facets lines stand in each order."""
_CODES: Final = ("type", "stage", "tier", "context", "language", "state", "first")
_NAMES: Final = {"item": "what", "outlet": "outlet"}
_IN_ORDER: Final = frozenset({"month", "year", "origins"})
"""The facets whose values have an order of their own, and are all given."""
_FEW: Final = 3000
"""Up to how many lines are sorted anew rather than met in an order that stands."""
_VERY_FEW: Final = 1000
"""Up to how many lines are read one by one rather than counted by their bitmaps."""
_FIRST_READ: Final = 6
"""How many months are read at first when lines are put in order."""
_WARMED: Final = 15
"""How many values of a facet lists show."""
_MOST_TERMS: Final = 200
"""Of a facet with very many values the most frequent that are counted, where very many entries were found."""


class Search:
    """The entries of a ledger as a reader searches them."""

    def __init__(self, connection: Connection, dialect: Dialect, shelf: Shelf) -> None:
        """Search through ``connection``, with what earlier searches left on the ``shelf``."""
        self._connection = connection
        self._dialect = dialect
        self._reader = Reader(connection, shelf)

    def page(self, wanted: EntryFilter, sort: Sort = "day", limit: int | None = None, offset: int = 0) -> Page:
        """Return the entries that ``wanted`` lets through, ``limit`` (all where None) from number ``offset`` on."""
        found = self.found(wanted)
        total = self._count() if found is None else len(found)
        most = total - offset if limit is None else limit
        if found is None:
            query = select(entry_line.c.id).order_by(*_order(sort))
            numbers = list(self._connection.scalars(query.limit(most).offset(offset)))
        else:
            numbers = list(self._in_order(found, sort, _LEVELS[sort.removeprefix("-")], (), most, offset, wanted.until))
        return Page(tuple(self._entries(numbers)), total)

    def _in_order(
        self,
        found: Bits,
        sort: Sort,
        levels: Sequence[str],
        conditions: Conditions,
        limit: int,
        offset: int,
        until: str | None = None,
    ) -> Iterator[int]:
        """Yield ``limit`` of the lines ``found``, which meet ``conditions``, from number ``offset`` on.

        Very many are parted by the facets ``levels``, whose values stand in the order ``sort``: what lies in parts
        before the number is only counted. Of none the first day is after ``until``.
        """
        if len(found) <= _FEW or not levels:
            yield from self._sorted(found, sort, conditions, limit, offset)
            return
        for bits, alone in self._buckets(levels[0], sort.startswith("-"), until):
            if limit <= 0:
                return
            inside = found & bits
            count = len(inside)
            if offset < count:
                taken = min(limit, count - offset)
                yield from self._in_order(inside, sort, levels[1:], (*conditions, *alone), taken, offset, until)
                limit -= taken
            offset = max(0, offset - count)

    def _buckets(self, facet: str, back: bool, until: str | None) -> Iterator[tuple[Bits, Conditions]]:
        """Yield the lines that carry each value of ``facet``, the values in their order, each with the conditions that
        these lines alone meet; months in which nothing begins by ``until`` are left out."""
        line = entry_line.c
        values = list(self._connection.scalars(select(entry_term.c.value).where(entry_term.c.facet == facet)))
        if facet == "begins" and until is not None:
            values = [value for value in values if value <= until]
        values.sort(key=int if facet == "origins" else str, reverse=back)
        day = line.reported if facet == "told" else line.day
        # Most readers want what comes first: the others are read when it is passed over, more at a time
        at, size = 0, _FIRST_READ
        while some := values[at : at + size]:
            held = self.each(facet, some)
            for value in some:
                alone = (line.origins == int(value),) if facet == "origins" else (day >= value, day <= f"{value}~")
                yield held[value], alone
            at, size = at + size, size * 4

    def _sorted(self, found: Bits, sort: Sort, conditions: Conditions, limit: int, offset: int) -> Iterator[int]:
        """Yield ``limit`` of the lines ``found``, which meet ``conditions``, from number ``offset`` on: sorted by
        themselves where they are few, else as they are met among all that do."""
        query = select(entry_line.c.id).order_by(*_order(sort))
        if len(found) <= _FEW:
            yield from self._connection.scalars(query.where(_among(found)).limit(limit).offset(offset))
            return
        held = found.pieces
        walked = self._connection.execution_options(stream_results=True).execute(query.where(*conditions)).scalars()
        inside = (number for number in walked if held.get(number >> 13, 0) >> (number & 8191) & 1)
        yield from islice(inside, offset, offset + limit)

    def facets(self, wanted: EntryFilter, names: Sequence[str], most: int = 50) -> dict[str, list[tuple[str, int]]]:
        """Return for each facet of ``names`` its values with the number of entries that carry it, the most frequent
        first (months and years in their order), at most ``most``.

        Every filter but the facet's own is heeded, so that a reader sees what else could be chosen.
        """
        alike: defaultdict[EntryFilter, list[str]] = defaultdict(list)
        for name in names:
            alike[_without(wanted, name)].append(name)
        found: dict[str, list[tuple[str, int]]] = {}
        for heeded, together in alike.items():
            for name, counts in self._counts(self.found(heeded), together, most).items():
                if name in _IN_ORDER:
                    found[name] = sorted(counts)
                else:
                    found[name] = sorted(counts, key=lambda each: (-each[1], each[0]))[:most]
        return {name: found[name] for name in names}

    def found(self, wanted: EntryFilter) -> Bits | None:
        """Return the lines that ``wanted`` lets through, None for all.

        Days come last: where the other conditions leave few lines, these are looked at one by one, and no months are
        read."""
        asked = {field.name: getattr(wanted, field.name) for field in fields(wanted)}
        known = {name: self._reader.answer(name, value) for name, value in asked.items() if value is not None}
        late = [name for name in ("since", "until") if name in known and known[name] is None]
        found: Bits | None = None
        for name, bits in known.items():
            if name not in late:
                part = self._asked(name, asked[name]) if bits is None else bits
                found = part if found is None else found & part
        if found is not None and len(found) <= _FEW and late:
            return found & self._lines(select(entry_line.c.id).where(_among(found), *_days(wanted)))
        for name in late:
            part = self._asked(name, asked[name])
            found = part if found is None else found & part
        return found

    def carrying(self, facet: str, values: Sequence[str]) -> Bits:
        """Return the lines that carry one of ``values`` of ``facet``."""
        return self._under(entry_term.c.facet == facet, among(entry_term.c.value, values))

    def each(self, facet: str, values: Sequence[str] | None = None) -> dict[str, Bits]:
        """Return the lines that carry each of ``values`` (any at all where None) of ``facet``, in one look."""
        query = select(entry_term.c.value, entry_term.c.id).where(entry_term.c.facet == facet)
        if values is not None:
            query = query.where(among(entry_term.c.value, values))
        terms = {row.value: row.id for row in self._connection.execute(query)}
        bits = self._reader.bits(terms.values())
        return {value: bits[terms[value]] if value in terms else Bits() for value in values or terms}

    def warm(self) -> None:
        """Read what most searches need: the terms by which all facets are counted, and the months."""
        terms = select(entry_term.c.id, entry_term.c.entries)
        counted = (row.id for facet in FACETS for row in self._connection.execute(_often(terms, facet, _WARMED)))
        self._reader.bits(counted)
        for facet in ("begins", "ends", "told"):
            self.each(facet)

    def counted(self, found: Bits | None, facet: str) -> list[tuple[str, int]]:
        """Return the values of ``facet`` with how many of the lines ``found`` (all where None) carry each, the most
        frequent first."""
        return sorted(self._counts(found, [facet])[facet], key=lambda each: (-each[1], each[0]))

    def _asked(self, name: str, value: Any) -> Bits:
        """Return the lines that meet one condition, and remember them."""
        bits = self._meeting(name, value)
        self._reader.remember(name, value, bits)
        return bits

    def _meeting(self, name: str, value: Any) -> Bits:
        """Return the lines that meet one condition: the field ``name`` of a filter and its value."""
        if name in _CODES:
            return self._under(entry_term.c.facet == name, among(entry_term.c.value, _several(value) or ()))
        if name in _NAMES:
            return union_of(self._named(name, _NAMES[name], each) for each in _several(value) or ())
        match name:
            case "actor" | "recipient":
                return self._party(name, value)
            case "origins":
                counted = [str(n) for n in range(value)]
                return self._under(entry_term.c.facet == "origins", entry_term.c.value.not_in(counted))
            case "conflict":
                return self._under(entry_term.c.facet == "conflict", entry_term.c.value == value)
            case "since":
                return self._since(value)
            case "until":
                return self._until(value)
            case "text":
                matching = self._dialect.numbers_matching(entry_line, value)
                return self._lines(matching) if matching is not None else Bits()
        held, mention = schema.entry_mention, schema.mention
        told = select(held.c.entry).join(mention, mention.c.id == held.c.mention).where(mention.c.report == value)
        return self._lines(select(entry_line.c.id).where(entry_line.c.entry.in_(told)))

    def _party(self, name: str, who: Who) -> Bits:
        by_code = self._under(entry_term.c.facet == name, among(entry_term.c.value, who.codes)) if who.codes else Bits()
        words = fold(who.words).split()
        facet, found = entry_term.c.facet == f"{name} word", None
        for part in [" ".join(both) for both in pairwise(words)] or words:
            having = self._under(facet, entry_term.c.value == part)
            found = having if found is None else found & having
        return by_code | (found or Bits())

    def _named(self, name: str, facet: str, value: str) -> Bits:
        return self._under(entry_term.c.facet == name, entry_term.c.value == value) | self._worded(facet, value)

    def _worded(self, facet: str, words: str) -> Bits:
        """Return the lines with a value of ``facet`` that has these words, next to each other."""
        folded = fold(words)
        matching = self._dialect.matching(entry_term, f'"{folded}"') if folded else None
        return Bits() if matching is None else self._under(entry_term.c.facet == facet, matching)

    def _since(self, day: str) -> Bits:
        """Return the lines whose last day is not before ``day``."""
        line, month = entry_line.c, day[:7]
        later, earlier = self._months("ends", month)
        if len(later) <= len(earlier):
            within = select(line.id).where(line.last_day >= day, line.last_day <= f"{month}~")
            return self._reader.any_of(later) | self._lines(within)
        over = select(line.id).where(line.last_day >= month, line.last_day < day)
        unknown = select(line.id).where(line.last_day.is_(None))
        return self._all() - self._reader.any_of(earlier) - self._lines(over) - self._lines(unknown)

    def _until(self, day: str) -> Bits:
        """Return the lines whose first day is not after ``day``."""
        line, month = entry_line.c, day[:7]
        later, earlier = self._months("begins", month)
        if len(earlier) <= len(later):
            within = select(line.id).where(line.day >= month, line.day <= day)
            return self._reader.any_of(earlier) | self._lines(within)
        to_come = select(line.id).where(line.day > day, line.day <= f"{month}~")
        return self._all() - self._reader.any_of(later) - self._lines(to_come)

    def _months(self, facet: str, month: str) -> tuple[list[int], list[int]]:
        """Return the terms of the months after ``month`` and of those before it: the fewer of the two are read."""
        terms = self._connection.execute(
            select(entry_term.c.id, entry_term.c.value).where(entry_term.c.facet == facet, entry_term.c.entries > 0)
        ).all()
        return [row.id for row in terms if row.value > month], [row.id for row in terms if row.value < month]

    def _all(self) -> Bits:
        """Return all lines: of each it is known whether origins disagree in it."""
        return self._under(entry_term.c.facet == "conflict", entry_term.c.value.in_(("any", "none")))

    def _under(self, *conditions: ColumnElement[bool]) -> Bits:
        """Return the lines under the terms that meet ``conditions``."""
        terms = self._connection.scalars(select(entry_term.c.id).where(*conditions))
        return self._reader.any_of(terms)

    def _lines(self, query: Select[Any]) -> Bits:
        [number] = query.subquery().c
        return bits_of(json.loads(self._connection.scalar(select(func.json_group_array(number))) or "[]"))

    def _count(self) -> int:
        return self._connection.scalar(select(func.count()).select_from(entry_line)) or 0

    def _entries(self, numbers: Sequence[int]) -> Iterator[str]:
        query = select(entry_line.c.id, entry_line.c.entry).where(_among(numbers))
        known = {row.id: row.entry for row in self._connection.execute(query)}
        return (known[number] for number in numbers)

    def _counts(self, found: Bits | None, facets: Sequence[str], most: int = 50) -> dict[str, list[tuple[str, int]]]:
        """Return how many of the lines ``found`` (all where None) carry each value of ``facets``, of which no more than
        the ``most`` most frequent will be shown."""
        terms = select(entry_term.c.id, entry_term.c.facet, entry_term.c.value, entry_term.c.entries)
        terms = terms.where(entry_term.c.facet.in_(facets))
        counts: Counter[int] = Counter()
        if found is not None and len(found) <= _VERY_FEW:
            for listed in self._connection.scalars(select(entry_line.c.terms).where(_among(found))):
                counts.update(json.loads(listed))
            known = self._connection.execute(terms.where(among(entry_term.c.id, counts))).all()
        else:
            known = [row for facet in facets for row in self._connection.execute(_often(terms, facet, most))]
            counts.update({row.id: row.entries for row in known})
            if found is not None:
                counts = self._in_common(found, [row.id for row in known])
        held: dict[str, list[tuple[str, int]]] = {facet: [] for facet in facets}
        for row in known:
            if counts[row.id]:
                held[row.facet].append((row.value, counts[row.id]))
        return held

    def _in_common(self, found: Bits, terms: Iterable[int]) -> Counter[int]:
        """Return how many of the lines ``found`` carry each of ``terms``."""
        return Counter({term: bits.common(found) for term, bits in self._reader.bits(terms).items()})


def _often(terms: Select[Any], facet: str, shown: int) -> Select[Any]:
    most = 1200 if facet in _IN_ORDER else min(_MOST_TERMS, shown * 4)
    frequent = terms.where(entry_term.c.facet == facet, entry_term.c.entries > 0)
    return frequent.order_by(entry_term.c.entries.desc(), entry_term.c.id).limit(most)


def _among(numbers: Iterable[int]) -> ColumnElement[bool]:
    return among(entry_line.c.id, numbers)


def _days(wanted: EntryFilter) -> Iterator[ColumnElement[bool]]:
    """Yield the conditions on the days of a line."""
    if wanted.since is not None:
        yield entry_line.c.last_day >= wanted.since
    if wanted.until is not None:
        yield entry_line.c.day <= wanted.until


def _order(sort: Sort) -> tuple[ColumnElement[Any], ...]:
    line = entry_line.c
    columns: tuple[ColumnElement[Any], ...]
    match sort.removeprefix("-"):
        case "origins":
            columns = (line.origins, line.day, line.id)
        case "reported":
            columns = (line.reported, line.place, line.id)
        case _:
            columns = (line.day, line.place, line.id)
    return tuple(column.desc() for column in columns) if sort.startswith("-") else columns


def _several(values: Several) -> tuple[str, ...] | None:
    return (values,) if isinstance(values, str) else values


def _without(wanted: EntryFilter, facet: str) -> EntryFilter:
    """Return the filter without the condition on ``facet`` itself."""
    match facet:
        case "month" | "year":
            return replace(wanted, since=None, until=None)
        case "what":
            return replace(wanted, item=None)
        case "actor" | "recipient" | "origins" | "conflict" | "item" | "outlet":
            return replace(wanted, **{facet: None})
        case _ if facet in _CODES:
            return replace(wanted, **{facet: None})
    return wanted
