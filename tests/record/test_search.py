"""Searching: bitmaps against sets, the index against going through all entries, paging, counts, older ledgers."""

import json
import random
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.core.ids import make_id
from onrecord.core.records import Commitment, Conflict, Entry, Event, Item, Party, Reading, Report
from onrecord.core.spans import Span
from onrecord.core.vocabulary import Category, CommitmentState, EventType, Stage
from onrecord.record.ledger import EntryFilter, Filing, Sort, StageMark, Store, Who
from onrecord.record.ledger.bits import PIECE, Bits, bits_of, packed, unpacked, unpacked_union
from onrecord.record.ledger.indexing import index
from onrecord.record.ledger.shelf import Reader, Shelf

TYPES: tuple[EventType, ...] = ("AID", "CONSULT", "REQUEST")
STAGES: tuple[Stage, ...] = ("pledged", "done")
STATES = ("ARL", "BOR", "CTV", "DRL")
GOODS: tuple[tuple[str, Category], ...] = (("wheat", "food"), ("truck", "vehicles"))
DAYS = (
    "2021-03-09",
    "2022-03",
    "2022",
    "2022-11-30/2023-02-01",
    "2019/..",
    "../2020-05",
    None,
    "2022-03-31",
    "2010/2022",
)
NUMBERS = st.frozensets(st.one_of(st.integers(0, 40), st.integers(PIECE - 20, 3 * PIECE)), max_size=60)


@given(NUMBERS, NUMBERS)
def test_bits_are_sets(one: frozenset[int], other: frozenset[int]) -> None:
    ours, theirs = bits_of(one), bits_of(other)
    assert list(ours) == sorted(one) and len(ours) == len(one)
    assert set(ours & theirs) == one & other
    assert set(ours | theirs) == one | other
    assert set(ours - theirs) == one - other
    assert all(n in ours for n in one) and not any(n in ours for n in other - one)


@given(st.frozensets(st.integers(0, PIECE - 1), max_size=40), st.booleans())
def test_bits_come_back_from_store(places: frozenset[int], many: bool) -> None:
    whole = sum(1 << n for n in (set(range(0, PIECE, 2)) ^ places if many else places))
    assert unpacked(packed(whole)) == whole
    assert Bits({0: whole}).pieces.get(0, 0) == whole


@given(st.lists(st.frozensets(st.integers(0, PIECE - 1), max_size=80), max_size=5))
def test_what_stands_in_any_of_several_pieces(several: list[frozenset[int]]) -> None:
    whole = [sum(1 << n for n in places) for places in several]
    union = 0
    for bits in whole:
        union |= bits
    assert unpacked_union(map(packed, whole)) == union


def _report(number: int, chance: random.Random) -> Reading:
    key, text, events = make_id("rep", number), "", []
    for n in range(2):
        who, whom = chance.sample(STATES, 2)
        what, category = chance.choice(GOODS)
        start = len(text)
        words = f"{who} gives {whom} {what} in {chance.choice(['Port Réal', 'Klow', 'Szohôd'])}. "
        at = words.index(what)
        text += words
        events.append(
            Event(
                chance.choice(TYPES),
                chance.choice(STAGES),
                Span(start + 4, start + 9),
                Span(start, start + len(words) - 2),
                contexts=("economic",) if n else (),
                actors=(Party(who, Span(start, start + 3), who, "GOV", f"Ministry {who.lower()} north"),),
                recipients=(Party(whom, Span(start + 10, start + 13), whom),),
                items=(Item(what, Span(start + at, start + at + len(what)), what, category, 5, 5, "t"),),
                when=chance.choice(DAYS),
                id=make_id("evt", number, n),
                report=key,
            )
        )
    day = chance.choice(["2022-03-05", "2023-01-01", None])
    outlet = chance.choice(["Klow Post", "Szohôd Soir", None])
    report = Report(
        key, text, file=f"{number}.txt", sha256=f"{number:064}", language="fr", outlet=outlet, published=day
    )
    return Reading(report, events=tuple(events))


type Told = dict[str, tuple[Event, Report]]
type Filled = tuple[Store, list[Entry], Told]


@pytest.fixture(scope="module")
def filled(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[tuple[Store, list[Entry], dict[str, tuple[Event, Report]]]]:
    """A ledger of 60 reports, its entries, and each event with its report."""
    chance = random.Random(5)
    readings = [_report(number, chance) for number in range(60)]
    told = {e.id: (e, r.report) for r in readings for e in r.events}
    ids = list(told)
    entries = []
    while ids:
        held = tuple(ids.pop() for _ in range(min(len(ids), chance.choice([1, 1, 2, 3]))))
        against = (Conflict("items", ("5 t", "6 t")),) if chance.random() < 0.2 else ()
        first = told[held[0]][0]
        entries.append(Entry(make_id("entry", held[0]), first.type, first.stage, held, len(held), against))
    store = Store(tmp_path_factory.mktemp("search") / "a.ledger")
    with store.writing() as writer:
        run = writer.begin_run("test", "{}")
        writer.keep([Filing(r.report.file or "", r.report.sha256 or "", b"x", r) for r in readings], run)
        writer.keep_entries(entries, [], StageMark("entries", 1, ""), run)
    yield store, entries, told
    store.close()


def _days(entry: Entry, told: Told) -> tuple[str, str] | None:
    from onrecord.core.edtf import FIRST_DAY, bounds

    found = []
    for mention in entry.mentions:
        event, report = told[mention]
        days, day = bounds(event.when), bounds(report.published)
        if days and days[0] == FIRST_DAY:
            days = (min(day[0] if day else days[1], days[1]), days[1])
        if days or day:
            found.append(days or day)
    known = [each for each in found if each]
    return (min(each[0] for each in known), max(each[1] for each in known)) if known else None


FILTERS = st.builds(
    EntryFilter,
    type=st.sampled_from([None, None, *TYPES, ("AID", "REQUEST")]),
    stage=st.sampled_from([None, None, *STAGES]),
    actor=st.sampled_from([None, None, Who("x", ("ARL",)), Who("arl north"), Who("Ministry"), Who("minis")]),
    recipient=st.sampled_from([None, None, Who("BOR"), Who("x", ("CTV", "DRL"))]),
    item=st.sampled_from([None, None, "food", "truck"]),
    outlet=st.sampled_from([None, None, "Klow Post", "szohod"]),
    since=st.sampled_from([None, "2022-03-31", "2022-04-01", "2021-03-10", "2030-01-01", "2000-01-01"]),
    until=st.sampled_from([None, "2022-03-31", "2022-03-01", "2023-01-15", "2018-12-31"]),
    origins=st.sampled_from([None, None, 2]),
    conflict=st.sampled_from([None, None, "any", "items", "none"]),
    context=st.sampled_from([None, None, "economic"]),
    text=st.sampled_from([None, None, "klow", '"in port real"', "port wheat"]),
)


def _passes(entry: Entry, told: Told, wanted: EntryFilter) -> bool:
    events = [told[m][0] for m in entry.mentions]
    outlets = {told[m][1].outlet for m in entry.mentions}
    words = [
        told[m][0].evidence.of(told[m][1].text).lower().replace("é", "e").replace("ô", "o") for m in entry.mentions
    ]
    days = _days(entry, told)

    def party(who: Who | None, field: str) -> bool:
        found = [p for e in events for p in getattr(e, field)]
        names = [f" {p.text} {p.name or ''} ".lower() for p in found]
        return (
            who is None
            or any(p.country in who.codes for p in found)
            or any(f" {who.words.lower()} " in name for name in names)
        )

    types = (wanted.type,) if isinstance(wanted.type, str) else wanted.type
    items = {value for e in events for i in e.items for value in (i.what, i.category)}
    kinds = {None: True, "any": bool(entry.conflicts), "items": bool(entry.conflicts), "none": not entry.conflicts}
    texts = {
        None: True,
        "klow": any("klow" in w for w in words),
        '"in port real"': any("in port real" in w for w in words),
        "port wheat": any("port" in w for w in words) and any("wheat" in w for w in words),
    }
    outlet = {None: True, "Klow Post": "Klow Post" in outlets, "szohod": "Szohôd Soir" in outlets}
    return (
        (types is None or entry.type in types)
        and wanted.stage in {None, entry.stage}
        and party(wanted.actor, "actors")
        and party(wanted.recipient, "recipients")
        and (wanted.item is None or wanted.item in items)
        and outlet[str(wanted.outlet) if wanted.outlet else None]
        and (wanted.since is None or (days is not None and days[1] >= wanted.since))
        and (wanted.until is None or (days is not None and days[0] <= wanted.until))
        and (wanted.origins is None or (entry.origins or 0) >= wanted.origins)
        and kinds[wanted.conflict]
        and (wanted.context is None or any("economic" in e.contexts for e in events))
        and texts[wanted.text]
    )


@settings(deadline=None)
@given(wanted=FILTERS)
def test_the_index_finds_what_going_through_all_finds(filled: Filled, wanted: EntryFilter) -> None:
    store, entries, told = filled
    expected = [entry for entry in entries if _passes(entry, told, wanted)]
    page = store.search_entries(wanted)
    assert set(page.entries) == {entry.id for entry in expected}
    assert page.total == len(page.entries) == len(expected)
    counts = store.count_entries(EntryFilter(text=wanted.text, since=wanted.since), ("type", "outlet"))
    among = [e for e in entries if _passes(e, told, EntryFilter(text=wanted.text, since=wanted.since))]
    assert dict(counts["type"]) == Counter(e.type for e in among)
    outlets = Counter(o for e in among for o in {told[m][1].outlet for m in e.mentions} if o)
    assert dict(counts["outlet"]) == outlets


@settings(deadline=None)
@given(wanted=FILTERS, sort=st.sampled_from(["day", "-day", "reported", "-origins"]), size=st.integers(1, 40))
def test_pages_make_up_the_whole(filled: Filled, wanted: EntryFilter, sort: Sort, size: int) -> None:
    store, _, _ = filled
    whole = store.search_entries(wanted, sort=sort)
    paged = [
        entry
        for offset in range(0, whole.total, size)
        for entry in store.search_entries(wanted, sort=sort, limit=size, offset=offset).entries
    ]
    assert tuple(paged) == whole.entries


def test_entries_are_sorted_by_day_unknown_last(filled: Filled) -> None:
    store, entries, told = filled
    by_id = {entry.id: entry for entry in entries}
    days = [_days(by_id[key], told) for key in store.search_entries(EntryFilter()).entries]
    firsts = [each[0] if each else "~" for each in days]
    assert firsts == sorted(firsts)


def test_a_facets_own_filter_is_left_aside(filled: Filled) -> None:
    store, entries, _ = filled
    counts = store.count_entries(EntryFilter(type="AID"), ("type", "stage"))
    assert sum(count for _, count in counts["type"]) == len(entries)
    assert sum(count for _, count in counts["stage"]) == sum(e.type == "AID" for e in entries)


def test_what_goes_is_found_no_more(tmp_path: Path) -> None:
    store = Store(tmp_path / "a.ledger")
    reading = _report(1, random.Random(1))
    one, other = (e.id for e in reading.events)
    mark = StageMark("entries", 1, "")
    with store.writing() as writer:
        run = writer.begin_run("test", "{}")
        writer.keep([Filing("a", reading.report.sha256 or "", b"x", reading)], run)
        writer.keep_entries([Entry("entry-1", "AID", "done", (one,), 1), Entry("entry-2", "AID", "done", (other,), 1)],
                            [], mark, run)  # fmt: skip
    assert store.search_entries(EntryFilter(type="AID")).total == 2
    with store.writing() as writer:
        writer.keep_entries([Entry("entry-1", "REQUEST", "done", (one, other), 2)], [], mark, run)
    assert store.search_entries(EntryFilter(type="AID")).entries == ()
    assert store.search_entries(EntryFilter(type="REQUEST")).entries == ("entry-1",)
    assert store.count_entries(EntryFilter(), ("type", "origins")) == {"type": [("REQUEST", 1)], "origins": [("2", 1)]}
    store.close()


def test_states_of_commitments_are_written_as_in_lines_made_anew(tmp_path: Path) -> None:
    chance, store = random.Random(11), Store(tmp_path / "a.ledger")
    readings = [_report(number, chance) for number in range(6)]
    entries = [Entry(f"entry-{e.id}", e.type, e.stage, (e.id,), 1) for r in readings for e in r.events]
    hashes = [r.report.sha256 or "" for r in readings]
    with store.writing() as writer:
        run = writer.begin_run("test", "{}")
        writer.keep([Filing(r.report.file or "", r.report.sha256 or "", b"x", r) for r in readings], run)
        writer.keep_entries(entries, [], StageMark("entries", 1, ""), run)

    def lines() -> list[tuple[str, frozenset[tuple[str, str]]]]:
        with closing(sqlite3.connect(store.path)) as connection:
            terms = {
                n: (facet, value) for n, facet, value in connection.execute("SELECT id, facet, value FROM entry_term")
            }
            stored = connection.execute("SELECT entry, terms FROM entry_line ORDER BY entry").fetchall()
        return [(entry, frozenset(terms[n] for n in json.loads(listed))) for entry, listed in stored]

    states: tuple[CommitmentState, ...] = ("pledged", "part delivered", "delivered")
    for turn in range(12):
        ids = chance.sample([entry.id for entry in entries], 6)
        split = chance.randint(1, 5)
        kept = [
            Commitment(f"com-{turn}-{n}", tuple(some), chance.choice(states))
            for n, some in enumerate((ids[:split], [*ids[split:], ids[0]]))
        ]
        with store.writing() as writer:
            writer.keep_found(kept, chance.sample(hashes, 2), StageMark("commitments", 1, ""), run)
        with closing(sqlite3.connect(store.path)) as connection:
            held = set(
                connection.execute("SELECT entry, state FROM commitment_entry JOIN commitment ON id = commitment")
            )
        for state in states:
            found = store.search_entries(EntryFilter(state=state))
            assert set(found.entries) == {entry for entry, its in held if its == state}
        counted = Counter(state for _, state in held)
        assert dict(store.count_entries(EntryFilter(), ("state",))["state"]) == dict(counted)
        before = lines()
        with store.indexing() as writing:
            index(writing, [entry.id for entry in entries])
        assert lines() == before
    store.close()


def test_an_older_ledger_is_indexed_when_opened(tmp_path: Path) -> None:
    path = tmp_path / "a.ledger"
    store = Store(path)
    reading = _report(2, random.Random(2))
    with store.writing() as writer:
        run = writer.begin_run("test", "{}")
        writer.keep([Filing("a", reading.report.sha256 or "", b"x", reading)], run)
        entry = Entry("entry-1", "AID", "done", tuple(e.id for e in reading.events), 1)
        writer.keep_entries([entry], [], StageMark("entries", 1, ""), run)
    store.close()
    connection = sqlite3.connect(path)
    for name in ("evidence", "entry_line", "entry_term", "entity_name"):
        for action in ("insert", "delete", "update"):
            connection.execute(f"DROP TRIGGER {name}_words_{action}")
        connection.execute(f"DROP TABLE {name}_words")
    for name in ("entry_line", "entry_term", "entry_bits", "entry_piece", "entry_stale", "entity_name", "report_line",
                 "statement_line", "decision_citation"):  # fmt: skip
        connection.execute(f"DROP TABLE {name}")
    connection.execute("CREATE VIRTUAL TABLE evidence_words USING fts5(norm, content='evidence', content_rowid='id')")
    for action in ("insert", "delete", "update"):
        connection.execute(f"CREATE TRIGGER evidence_words_{action} AFTER {action} ON evidence BEGIN SELECT 1; END")
    connection.execute("DROP INDEX issue_report")
    for name in ("party", "statement", "entity"):
        connection.execute(f"ALTER TABLE {name} DROP COLUMN basis")
    connection.execute("ALTER TABLE event DROP COLUMN grounds")
    connection.execute("DELETE FROM migration WHERE version >= 8")
    connection.commit()
    connection.close()
    with_lines = Store(path)
    assert with_lines.search_entries(EntryFilter(type="AID", text="gives")).entries == ("entry-1",)
    assert with_lines.find_reports() == with_lines.find_reports("gives") == [reading.report.id]
    with_lines.close()


def test_days_are_met_alike_among_few_lines_and_among_many(filled: Filled, monkeypatch: pytest.MonkeyPatch) -> None:
    store, _, _ = filled
    for since, until in (("2022-03-05", None), (None, "2022-06-30"), ("2021-01-01", "2022-03-31")):
        found = []
        for few in (0, 3000):
            monkeypatch.setattr("onrecord.record.ledger.searching._FEW", few)
            monkeypatch.setattr("onrecord.record.ledger.shelf._MANY_TERMS", few)
            monkeypatch.setattr(store, "_shelf", Shelf())
            found.append(store.search_entries(EntryFilter(type="AID", since=since, until=until)).entries)
        assert found[0] == found[1] != ()


@pytest.mark.parametrize("day", ["2021-03-09", "2022-03-15", "2010-01-01", "2030-01-01"])
def test_the_fewer_months_are_read_of_those_before_a_day_and_those_after(
    filled: Filled, day: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, entries, told = filled
    read: list[int] = []
    any_of = Reader.any_of

    def heard(reader: Reader, terms: Iterable[int]) -> Bits:
        read.extend(wanted := list(terms))
        return any_of(reader, wanted)

    monkeypatch.setattr(Reader, "any_of", heard)
    for facet, wanted in (("ends", EntryFilter(since=day)), ("begins", EntryFilter(until=day))):
        monkeypatch.setattr(store, "_shelf", Shelf())
        read.clear()
        found = store.search_entries(wanted).entries
        assert set(found) == {entry.id for entry in entries if _passes(entry, told, wanted)}
        with closing(sqlite3.connect(store.path)) as connection:
            asked = "SELECT id FROM entry_term WHERE facet = ? AND entries > 0"
            months = {row[0] for row in connection.execute(asked, (facet,))}
        assert len(months & set(read)) <= len(months) / 2


@pytest.mark.parametrize("until", [None, "2022-11-30"])
@pytest.mark.parametrize("sort", ["day", "-day", "reported", "-reported", "origins", "-origins"])
def test_pages_of_very_many_are_found_by_counting_months(
    filled: Filled, monkeypatch: pytest.MonkeyPatch, sort: Sort, until: str | None
) -> None:
    store, _, _ = filled
    wanted = EntryFilter(stage=STAGES, until=until)
    whole = store.search_entries(wanted, sort=sort).entries
    assert len(whole) > 9
    for few in (0, 7):
        monkeypatch.setattr("onrecord.record.ledger.searching._FEW", few)
        paged = [
            entry
            for offset in range(0, len(whole), 9)
            for entry in store.search_entries(wanted, sort=sort, limit=9, offset=offset).entries
        ]
        assert tuple(paged) == whole


def test_what_was_read_is_read_again_once_it_has_changed(tmp_path: Path) -> None:
    here, there = (Store(tmp_path / "a.ledger") for _ in range(2))
    reading = _report(1, random.Random(1))
    held = tuple(e.id for e in reading.events)
    mark = StageMark("entries", 1, "")
    wanted = EntryFilter(type="AID", text="gives", since="2000")
    assert here.search_entries(wanted).total == 0
    with there.writing() as writer:
        run = writer.begin_run("test", "{}")
        writer.keep([Filing("a", reading.report.sha256 or "", b"x", reading)], run)
        writer.keep_entries([Entry("entry-1", "AID", "done", held, 1)], [], mark, run)
    assert here.search_entries(wanted).entries == ("entry-1",)
    assert here.count_entries(wanted, ("stage",)) == {"stage": [("done", 1)]}
    with there.writing() as writer:
        writer.keep_entries([Entry("entry-1", "AID", "pledged", held, 1)], [], mark, run)
    assert here.count_entries(wanted, ("stage",)) == {"stage": [("pledged", 1)]}
    here.close()
    there.close()


def test_the_shelf_keeps_what_was_used_last(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onrecord.record.ledger.shelf._MOST_PIECES", 6)
    shelf = Shelf()
    shelf.put({term: bits_of([term]) for term in (1, 2, 3)}, 1)
    assert list(shelf.take([1], 1)) == [1]
    shelf.put({4: bits_of([4])}, 1)
    assert list(shelf.take([1, 2, 3, 4], 1)) == [1, 3, 4]
    assert not shelf.take([1, 3, 4], 0)
