"""Merging: the entries of a ledger are the same whatever the order in which its reports came."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import permutations

import pytest

from onrecord.core.decisions import Decision
from onrecord.core.lineage import Link, Ruling, Shown
from onrecord.core.records import Entry, Event, Item, Party, Report, Statement
from onrecord.core.spans import Span
from onrecord.meaning.lineage.origins import touched
from onrecord.meaning.merging.components import Components
from onrecord.meaning.merging.finding import find_entries
from onrecord.meaning.merging.keys import kept_under

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
