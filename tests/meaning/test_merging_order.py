"""Merging: the entries of a ledger are the same whatever the order in which its reports came."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.core.decisions import Decision
from onrecord.core.lineage import Link, Ruling, Shown
from onrecord.core.records import Entry, Event, Item, Party, Report, Statement
from onrecord.core.spans import Span
from onrecord.meaning.lineage.origins import touched
from onrecord.meaning.merging.components import Components
from onrecord.meaning.merging.finding import find_entries
from onrecord.meaning.merging.keys import kept_under
from onrecord.meaning.merging.narrowing import parts, section_of
from onrecord.meaning.merging.tellings import telling

GIFT = "Norland will ship 300 tonnes of barley to Sudmark"
LESS = "Norland will ship 200 tonnes of barley to Sudmark"
OTHER = "The harbour of Sudmark is closed because of ice"
TEXTS = {"a": GIFT, "b": LESS, "c": OTHER, "d": GIFT, "e": OTHER}
LINKS = (
    Link("a", "c", "rewrite", score=1.4),
    Link("b", "c", "rewrite", score=1.4, shown=(Shown("credit", 1.0),)),
    Link("d", "a", "reprint", score=2.0),
    Link("c", "Fjordwire", "reprint", named=True, shown=(Shown("credit", 1.0),)),
    Link("e", "Fjordwire", "reprint", named=True, shown=(Shown("credit", 1.0),)),
)


def report(id: str) -> Report:
    day = 5 + "cabde".index(id)
    return Report(id, f"{TEXTS[id]}. No more was said.", title=id, language="en", published=f"2031-05-{day:02}")


def event(id: str) -> Event:
    tonnes = 200 if id == "b" else 300
    clause = Span(0, len(TEXTS[id]))
    sides = [Party(code, clause, code, "GOV") for code in ("NOR", "SUD")]
    goods = Item("barley", clause, "barley", "food", tonnes, tonnes, "t", "exact")
    return Event(
        "AID",
        "pledged",
        Span(8, 12),
        clause,
        actors=(sides[0],),
        recipients=(sides[1],),
        items=(goods,),
        id=f"e-{id}",
        report=id,
    )


@dataclass
class Index:
    """The reports that have come so far, those of barley with their one mention."""

    come: list[str]

    def reports(self, ids: Iterable[str]) -> Iterator[Report]:
        return (report(id) for id in sorted(set(ids)) if id in self.come)

    bare_reports = reports

    def statements_of(self, reports: Iterable[str]) -> Iterator[Statement]:
        return iter(())

    def events_of(self, reports: Iterable[str]) -> Iterator[Event]:
        return (event(id) for id in sorted(set(reports)) if id in self.come and "barley" in TEXTS[id])

    def events(self, ids: Iterable[str]) -> Iterator[Event]:
        return self.events_of(id.removeprefix("e-") for id in ids)

    def links_of(self, reports: Iterable[str]) -> Iterator[Link]:
        known = [link for link in LINKS if link.report in self.come and (link.named or link.parent in self.come)]
        wanted = set(reports)
        return (link for link in known if {link.report, link.parent} & wanted)

    def rulings_of(self, reports: Iterable[str]) -> Iterator[Ruling]:
        return iter(())

    def lineage_facts(self, reports: Iterable[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
        return iter(())

    def mentions_under(self, keys: Iterable[str], most: int) -> Iterator[tuple[str, str]]:
        wanted = set(keys)
        for told in self.events_of(self.come):
            yield from ((key, told.id) for key in wanted & kept_under(told, report(told.report).published))

    def mentions_ending(self, endings: Iterable[str], most: int) -> Iterator[str]:
        return iter(())

    def mentions_beside(self, mentions: Iterable[str]) -> Iterator[str]:
        return iter(())

    def decisions_on(self, mentions: Iterable[str]) -> Iterator[Decision]:
        return iter(())


def summary(entries: Iterable[Entry]) -> set[tuple[object, ...]]:
    return {(frozenset(e.mentions), e.stage, e.origins, e.conflicts) for e in entries}


@pytest.mark.parametrize("order", list(permutations("abcd")))
def test_entries_are_the_same_whatever_came_first(order: tuple[str, ...]) -> None:
    index = Index([])
    kept: dict[str, Entry] = {}
    for id in order:
        index.come.append(id)
        for entry in find_entries(index, [id]):
            kept = {m: old for m, old in kept.items() if not set(old.mentions) & set(entry.mentions)}
            kept |= dict.fromkeys(entry.mentions, entry)
    assert summary(kept.values()) == summary(find_entries(Index(list("abcd")), "abcd"))
    assert {entry.origins for entry in kept.values()} == {1}


def test_what_descends_from_a_report_is_touched_by_it() -> None:
    assert touched(Index(list("abcde")), ["c"]) == ("a", "b", "d")
    assert touched(Index(list("abde")), ["d"]) == ()


def test_the_first_descendant_shows_that_a_report_is_no_reprint() -> None:
    assert touched(Index(list("ac")), ["a"]) == ("c",)
    assert touched(Index(list("abc")), ["a"]) == ()


@dataclass
class Held(Index):
    """A ledger in which one mention stood with that of a report of another year, which is no longer alike."""

    def events_of(self, reports: Iterable[str]) -> Iterator[Event]:
        for each in super().events_of(reports):
            yield replace(each, when="2019-02-01") if each.report == "b" else replace(each, when="2031-05-05")

    def links_of(self, reports: Iterable[str]) -> Iterator[Link]:
        return iter(())

    def mentions_beside(self, mentions: Iterable[str]) -> Iterator[str]:
        return iter(["e-a", "e-b"] if {"e-a", "e-b"} & set(mentions) else [])


def test_what_leaves_an_entry_finds_its_own_place() -> None:
    found = sorted(entry.mentions for entry in find_entries(Held(list("ab")), ["a"]))
    assert found == [("e-a",), ("e-b",)]


def test_those_that_hang_together_are_counted() -> None:
    joined = Components()
    for one, other in ("ab", "cd", "bd", "ac"):
        joined.join(one, other)
    assert [joined.size(key) for key in "abcde"] == [4, 4, 4, 4, 1]
    assert len({joined.root(key) for key in "abcd"}) == 1


MOST = 3


@dataclass
class Web:
    """Mentions that are numbers, of which some are linked; their section is their number in ever longer binary."""

    links: frozenset[tuple[int, int]]
    ruling: frozenset[tuple[int, int]]
    come: set[int]

    @property
    def linked(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {str(n): set() for n in self.come}
        for one, other in self.links:
            if {one, other} <= self.come:
                found[str(one)].add(str(other))
                found[str(other)].add(str(one))
        return found

    def look_at(self, keys: Iterable[str]) -> None:
        """All is known."""

    def section(self, key: str, level: int) -> str:
        return f"{int(key) % 2**level}"

    def ruled(self, one: str, other: str) -> bool:
        return bool({(int(one), int(other)), (int(other), int(one))} & self.ruling)


def partition(web: Web, orders: Iterable[Iterable[int]]) -> set[frozenset[str]]:
    """The parts that stand after some have come, and others, each time found from those that came and those beside."""
    kept: dict[str, frozenset[str]] = {}
    for some in orders:
        web.come |= set(some)
        new = {str(n) for n in some}
        placed = set(new)
        while True:
            found = parts(web, new, placed, MOST)
            held = set[str]().union(*found)
            left = {m for key in held for m in kept.get(key, ())} - held
            if not left:
                break
            placed |= left
        assert sorted(m for part in found for m in part) == sorted(held)
        kept |= {m: frozenset(part) for part in found for m in part}
    assert all(kept[m] == part for part in kept.values() for m in part)
    return set(kept.values())


PAIRS = st.frozensets(st.tuples(st.integers(0, 11), st.integers(0, 11)).filter(lambda pair: pair[0] < pair[1]))


@settings(max_examples=300, deadline=None)
@given(PAIRS, st.frozensets(st.sampled_from([(0, 1), (2, 7), (4, 5)])), st.permutations(range(12)), st.integers(1, 5))
def test_what_hangs_together_in_great_number_is_parted_alike_in_any_order(
    links: frozenset[tuple[int, int]], ruling: frozenset[tuple[int, int]], order: list[int], at_once: int
) -> None:
    links |= ruling
    stepwise = [order[n : n + at_once] for n in range(0, len(order), at_once)]
    assert partition(Web(links, ruling, set()), stepwise) == partition(Web(links, ruling, set()), [range(12)])


def test_what_does_not_hang_together_in_great_number_is_not_parted() -> None:
    chain = frozenset({(0, 1), (1, 2), (4, 5)})
    assert {"0", "1", "2"} in map(set, partition(Web(chain, frozenset(), set()), [range(6)]))
    longer = partition(Web(chain | {(2, 3)}, frozenset(), set()), [range(6)])
    assert {"4", "5"} in map(set, longer)
    assert {"0"} in map(set, longer)


def test_sections_are_months_then_days_then_shares_of_a_day() -> None:
    told = [
        telling(replace(event("a"), when=day, id=f"e-{n}"), report("a")) for n, day in enumerate(["2031-05-06"] * 9)
    ]
    assert {section_of(each, 1) for each in told} == {"2031-05"}
    assert {section_of(each, 2) for each in told} == {"2031-05-06"}
    assert len({section_of(each, 5) for each in told}) > 2
    assert section_of(telling(replace(event("a"), when=None), replace(report("a"), published=None)), 2) == ""


@dataclass
class Daily(Index):
    """The same cargo told each day of two months, of which each is alike the next."""

    def reports(self, ids: Iterable[str]) -> Iterator[Report]:
        for id in sorted(set(ids)):
            if id in self.come:
                day = f"2031-{5 + int(id) // 5:02}-{25 + int(id) % 5:02}"
                yield Report(id, f"{GIFT}. It was no more.", title=id, language="en", published=day)

    bare_reports = reports

    def events_of(self, reports: Iterable[str]) -> Iterator[Event]:
        for id in sorted(set(reports)):
            if id in self.come:
                yield replace(event("a"), id=f"e-{id}", report=id)

    def links_of(self, reports: Iterable[str]) -> Iterator[Link]:
        return iter(())

    def mentions_under(self, keys: Iterable[str], most: int) -> Iterator[tuple[str, str]]:
        published = {each.id: each.published for each in self.reports(self.come)}
        for told in self.events_of(self.come):
            yield from ((key, told.id) for key in set(keys) & kept_under(told, published[told.report]))

    entries: tuple[Entry, ...] = ()

    def mentions_beside(self, mentions: Iterable[str]) -> Iterator[str]:
        wanted = set(mentions)
        return iter(sorted({m for entry in self.entries if wanted & set(entry.mentions) for m in entry.mentions}))


@pytest.mark.parametrize("order", ["0123456789", "9876543210", "5061728394", "0516273849"])
@pytest.mark.parametrize("at_once", [1, 3])
def test_entries_told_very_often_are_the_same_whatever_came_first(
    order: str, at_once: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = summary(find_entries(Daily(list(order)), order))
    monkeypatch.setattr("onrecord.meaning.merging.finding._MOST_REACHED", 4)
    index = Daily([])
    for n in range(0, len(order), at_once):
        some = order[n : n + at_once]
        index.come.extend(some)
        found = tuple(find_entries(index, list(some)))
        moved = {m for entry in found for m in entry.mentions}
        index.entries = (*(e for e in index.entries if not moved & set(e.mentions)), *found)
    at_last = summary(index.entries)
    assert at_last == summary(find_entries(Daily(list(order)), order))
    assert sum(len(mentions) for mentions, *_ in at_last if isinstance(mentions, frozenset)) == len(order)
    assert at_last != whole
