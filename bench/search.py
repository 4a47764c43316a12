"""Searching a large ledger: python bench/search.py [MENTIONS] [--keep FILE]. What each filter of `show` and the counts
beside it cost over entries of a generated ledger (ten mentions a report, about three mentions an act).

Written are the lines by which entries are searched, as the stage of merging writes them; with --whole the reports and
mentions too, so that reading the records of a page is timed as well (which takes their keys only, whatever the size).
"""

import argparse
import random
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import accumulate, batched
from pathlib import Path

from onrecord.core.ids import make_id
from onrecord.core.records import Conflict, Entry, Event, Item, Party, Reading, Report
from onrecord.core.spans import Span
from onrecord.core.vocabulary import Category, EventType, Stage
from onrecord.record.ledger import EntryFilter, Filing, StageMark, Store, Who
from onrecord.record.ledger.indexing import Line, name_words, write_lines

_STATES = [f"{a}{b}L" for a in "ABCDEFGHIJ" for b in "KMNPRSTVWZ"]
_GOODS: tuple[tuple[str, Category], ...] = (
    ("wheat", "food"), ("truck", "vehicles"), ("tent", "shelter"), ("radar", "equipment"), ("vaccine", "medical"),
    ("helicopter", "aircraft"), ("diesel", "fuel"), ("instructor", "personnel"),
)  # fmt: skip
_TYPES: tuple[EventType, ...] = ("AID",) * 6 + ("COOPERATE",) * 4 + ("CONSULT",) * 4 + ("ACCUSE", "REQUEST", "RETREAT")
_STAGES: tuple[Stage, ...] = ("pledged", "done", "underway", "agreed")
_CONTEXTS = ("military", "economic", "diplomatic", "health")
_WORDS = [f"w{n:04}" for n in range(8000)]
_WEIGHTS = list(accumulate(1 / (n + 5) for n in range(8000)))
_PER_REPORT = 10
_AT_ONCE = 500


def readings(count: int, acts: int) -> Iterator[tuple[Reading, list[int]]]:
    """Yield reports with the numbers of the acts that their events tell."""
    for number in range(count):
        chance = random.Random(number)
        told = [chance.randrange(acts) for _ in range(_PER_REPORT)]
        key, text, events = make_id("rep", number), "", []
        for act in told:
            event, words = _event(key, act, len(text), chance)
            events.append(event)
            text += words
        day = date(2012, 1, 1) + timedelta(chance.randrange(4700))
        report = Report(key, text, file=f"{number}.txt", sha256=f"{number:064}", outlet=f"Post {chance.randrange(400)}",
                        language=chance.choice(["en", "fr"]), published=str(day))  # fmt: skip
        yield Reading(report, events=tuple(events)), told


def _event(report: str, number: int, start: int, chance: random.Random) -> tuple[Event, str]:
    act = random.Random(f"act {number}")
    giver, receiver = act.sample(_STATES, 2)
    what, category = act.choice(_GOODS)
    words = f"{giver} {receiver} {what} {' '.join(chance.choices(_WORDS, cum_weights=_WEIGHTS, k=10))}. "
    day = date(2012, 1, 1) + timedelta(act.randrange(4700))
    event = Event(
        act.choice(_TYPES),
        act.choice(_STAGES),
        Span(start + 8, start + 10),
        Span(start, start + len(words) - 2),
        contexts=(act.choice(_CONTEXTS),),
        actors=(Party(giver, Span(start, start + 3), giver, "GOV", f"Minister {act.randrange(9000)}"),),
        recipients=(Party(receiver, Span(start + 4, start + 7), receiver, "GOV"),),
        items=(Item(what, Span(start + 8, start + 8 + len(what)), what, category, number % 90 + 1, None, "t"),),
        when=str(day) if number % 3 else None,
        id=make_id("evt", report, start),
        report=report,
    )
    return event, words


def fill(store: Store, mentions: int) -> None:
    """Write the reports, then the entries."""
    acts: defaultdict[int, list[Event]] = defaultdict(list)
    for some in batched(readings(mentions // _PER_REPORT, mentions // 3), _AT_ONCE):
        filings = [Filing(r.report.file or "", r.report.sha256 or "", b"x", r) for r, _ in some]
        with store.writing() as writer:
            run = writer.begin_run("bench", "{}")
            writer.keep(filings, run)
        for reading, told in some:
            for number, event in zip(told, reading.events, strict=True):
                acts[number].append(event)
    mark = StageMark("entries", 1, "")
    for groups in batched(acts.values(), _AT_ONCE * 4):
        entries = [_entry(events) for events in groups]
        with store.writing() as writer:
            writer.keep_entries(entries, [], mark, writer.begin_run("bench", "{}"))


def fill_lines(store: Store, mentions: int) -> None:
    """Write the lines of the entries alone."""
    for numbers in batched(range(mentions // 3), _AT_ONCE * 4):
        with store.indexing() as connection:
            write_lines(connection, {f"entry-{number:08}": _line(number) for number in numbers})


def _line(number: int) -> Line:
    act = random.Random(f"act {number}")
    event, words = _event("r", number, 0, act)
    day = event.when or str(date(2012, 1, 1) + timedelta(act.randrange(4700)))
    told = act.choice([1, 2, 2, 3, 3, 3, 4, 5, 6])
    parties = {("actor", event.actors[0].text), ("recipient", event.recipients[0].text)}
    names = {("actor word", part) for part in name_words(f"{event.actors[0].text} {event.actors[0].name}".lower())}
    terms = parties | names | {
        ("type", event.type), ("stage", event.stage), ("tier", "candidate"), ("origins", str(told)),
        ("item", event.items[0].category), ("what", event.items[0].what), ("context", event.contexts[0]),
        ("conflict", "any" if told > 5 else "none"),
    }  # fmt: skip
    terms |= {("outlet", f"Post {act.randrange(400)}") for _ in range(told)}
    terms |= {("language", act.choice(["en", "fr"])) for _ in range(told)}
    said = {" ".join([words[:-2].lower(), *act.choices(_WORDS, cum_weights=_WEIGHTS, k=10)]): None for _ in range(told)}
    line = Line(day=day, last_day=day, reported=day, place=f"r {number:07}", origins=told, terms=terms, words=said)
    line.date()
    return line


def _entry(events: list[Event]) -> Entry:
    first = events[0]
    against = (Conflict("items", ("1 t", "2 t")),) if len(events) > 5 else ()
    return Entry(make_id("entry", first.id), first.type, first.stage, tuple(e.id for e in events), len(events), against)


FILTERS: dict[str, EntryFilter] = {
    "all": EntryFilter(),
    "type": EntryFilter(type="AID"),
    "rare type, actor": EntryFilter(type="RETREAT", actor=Who("x", (_STATES[0],))),
    "actor by a word": EntryFilter(actor=Who("minister")),
    "actor by name": EntryFilter(actor=Who("minister 77")),
    "type, stage, item": EntryFilter(type=("AID", "COOPERATE"), stage="done", item="food"),
    "since": EntryFilter(since="2016-05-17"),
    "between": EntryFilter(since="2014-02-11", until="2021-09-03"),
    "one month": EntryFilter(since="2014-02-01", until="2014-02-28"),
    "text, rare": EntryFilter(text="w7777"),
    "text, common": EntryFilter(text="w0001"),
    "text, phrase": EntryFilter(text='"w0001 w0002"'),
    "outlet": EntryFilter(outlet="Post 17"),
    "conflict, origins": EntryFilter(conflict="any", origins=3),
    "context, language": EntryFilter(context="military", language="fr"),
    "nothing": EntryFilter(type="ASSAULT"),
}


def timed(act: Callable[[], object]) -> float:
    """Return the milliseconds of the second best of three calls."""
    spent = []
    for _ in range(3):
        begun = time.process_time()
        act()
        spent.append(time.process_time() - begun)
    return 1000 * sorted(spent)[1]


def main() -> None:
    """Fill, ask, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("mentions", nargs="?", type=int, default=1_000_000)
    parser.add_argument("--whole", action="store_true", help="write the reports and mentions too")
    parser.add_argument("--keep", type=Path, help="keep (or use again) the ledger in this file")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = asked.keep or Path(folder) / "bench.ledger"
        known = path.exists()
        store = Store(path)
        begun = time.process_time()
        if not known:
            (fill if asked.whole else fill_lines)(store, asked.mentions)
        counts, lines = store.counts(), store.search_entries(EntryFilter(), limit=1).total
        sys.stdout.write(
            f"{counts['report']} reports, {counts['event']} mentions, {lines} entries, "
            f"{path.stat().st_size / 1e6:.0f} MB, written in {time.process_time() - begun:.0f} s\n"
            f"{'filter':<22}{'found':>8}{'first 50':>10}{'with records':>14}{'counts':>9}  (ms)\n"
        )
        for name, wanted in FILTERS.items():
            page = store.search_entries(wanted, limit=50)
            first = timed(lambda wanted=wanted: store.search_entries(wanted, limit=50))  # type: ignore[misc]
            whole = timed(lambda wanted=wanted: _shown(store, wanted))  # type: ignore[misc]
            facets = timed(lambda wanted=wanted: store.count_entries(wanted))  # type: ignore[misc]
            sys.stdout.write(f"{name:<22}{page.total:>8}{first:>10.1f}{whole:>14.1f}{facets:>9.1f}\n")
            sys.stdout.flush()
        store.close()


def _shown(store: Store, wanted: EntryFilter) -> None:
    """Read what `show` prints of the first fifty."""
    entries = list(store.entries(store.search_entries(wanted, limit=50).entries))
    events = list(store.events(m for entry in entries for m in entry.mentions))
    list(store.reports(e.report for e in events))


if __name__ == "__main__":
    main()
