"""What a further report costs as a ledger grows: python bench/ledger_growth.py [SIZE ...] [--add N] [--dense]

Synthetic reports without a parser: sixty states give one another goods, four mentions a report, one act told by three
reports on average. At each SIZE (reports) N more are added as one ingest, and the processor time per added report is
taken: to keep it with its mentions, to look for what is still to be done, and over the stages that key, merge and
follow. Then filtered searches are timed, as `show` and the page ask them.

How the ledger grows, two ways, which are two questions:

- As it does in life, by default: a constant flow of reports (``--per-day``, 20), so that a larger ledger is one of more
  years: 1,000 reports are 50 days, 10,000 are 1.4 years, 100,000 are 14 years. One ledger grows through all sizes. An
  act is told within three days. As merging looks back some months and commitments three years, a report costs more
  until a ledger is as old as that, and no more from there on. (With 200 a day 1,000 reports would be five days.)
  Part of what a report costs more in a large ledger is therefore what it finds: with 50 days behind it 1,000 reports
  make 11 commitments here, with years behind them 68 and 122, and a mention is compared with 11 others at first, with
  15 later on. What a ledger costs by its size alone is the pages that are read and written.
- ``--dense``: always ten years, so that a larger ledger is one of more acts a day between the same sixty states: 2.7
  reports a day at 10,000, 27 at 100,000. What may be the same act then grows with the ledger.

In the flow only the last ``--staged`` reports before each size are merged and followed by the stages; the entries of
older ones are written as what they are known to be, since filling by stages would take hours. The dense ledger is
filled by the stages whole.
"""

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import batched
from pathlib import Path
from typing import Protocol

from onrecord.core.ids import make_id, make_mention_id
from onrecord.core.records import Commitment, Entry, Event, Item, Keyed, Party, Reading, Report
from onrecord.core.spans import Span
from onrecord.core.vocabulary import Category, EventType
from onrecord.meaning.merging.entries import ENTRIES, entry_id
from onrecord.meaning.merging.finding import find_entries
from onrecord.meaning.merging.keys import kept_under
from onrecord.meaning.promises.finding import find_commitments
from onrecord.pipeline.running import uncollected
from onrecord.record.ledger import EntryFilter, Filing, StageMark, Store, Who

_STATES = [f"{a}{b}L" for a in "ABCDEFGHIJ" for b in "KMNPRS"]
_GOODS: tuple[tuple[str, Category], ...] = (
    ("wheat", "food"), ("truck", "vehicles"), ("tent", "shelter"), ("radar", "equipment"), ("vaccine", "medical"),
    ("helicopter", "aircraft"), ("diesel", "fuel"), ("instructor", "personnel"),
)  # fmt: skip
_TYPES: tuple[EventType, ...] = ("AID", "COOPERATE", "CONSULT", "ACCUSE", "REQUEST")
_WORDS = [f"w{n:04}" for n in range(4000)]
_FIRST = date(2015, 1, 1)
_DAYS = 3650
_MENTIONS = 4
_TELLERS = 3
_TOLD_WITHIN = 3
_AT_ONCE = 250
_FILLED_AT_ONCE = 1000
_STAGES = ("keys", "entries", "commitments")


class World(Protocol):
    """What happens, and what a report tells of it."""

    def told(self, number: int) -> list[int]:
        """Return the numbers of the acts that report ``number`` tells of."""
        ...

    def day(self, act: int) -> int:
        """Return the day of an act, counted from the first."""
        ...

    def published(self, number: int) -> int:
        """Return the day of a report."""
        ...


@dataclass(frozen=True)
class Dense:
    """So many acts in ten years, in no order."""

    acts: int

    def told(self, number: int) -> list[int]:
        """Return any four acts."""
        chance = random.Random(number)
        return [chance.randrange(self.acts) for _ in range(_MENTIONS)]

    def day(self, act: int) -> int:
        """Return any day."""
        return random.Random(f"day {act}").randrange(_DAYS)

    def published(self, number: int) -> int:
        """Return the day of the last act told, or one of the two after."""
        return max(map(self.day, self.told(number))) + number % 3


@dataclass(frozen=True)
class Flow:
    """So many reports a day, of the acts of that day and the two before."""

    reports: int

    @property
    def acts(self) -> int:
        """How many acts a day has."""
        return max(1, self.reports * _MENTIONS // _TELLERS)

    def told(self, number: int) -> list[int]:
        """Return any four acts of the last three days."""
        chance, day = random.Random(number), self.published(number)
        first = max(0, day - _TOLD_WITHIN + 1) * self.acts
        return [chance.randrange(first, (day + 1) * self.acts) for _ in range(_MENTIONS)]

    def day(self, act: int) -> int:
        """Return the day in whose acts it is counted."""
        return act // self.acts

    def published(self, number: int) -> int:
        """Return the day in whose reports it is counted."""
        return number // self.reports


def readings(first: int, last: int, world: World) -> Iterator[Reading]:
    """Yield the reports numbered from ``first`` up to but without ``last``."""
    for number in range(first, last):
        chance = random.Random(number)
        key, text, events = make_id("rep", number), "", []
        day = str(_FIRST + timedelta(world.published(number)))
        for act in (_act(told, world.day(told)) for told in world.told(number)):
            words = f"{act[1]} {act[2]} {act[3][0]} {' '.join(chance.sample(act[4], 8))}. "
            event = _event(act, len(text), words)
            named = make_mention_id("evt", day, key, event.type, event.trigger, event.evidence)
            events.append(replace(event, id=named, report=key))
            text += words
        report = Report(key, text, file=f"{number}.txt", sha256=f"{number:064}", language="en", published=day)
        yield Reading(report, events=tuple(events))


type _Act = tuple[date, str, str, tuple[str, Category], list[str], EventType, int]


def _act(number: int, day: int) -> _Act:
    chance = random.Random(f"act {number}")
    giver, receiver = chance.sample(_STATES, 2)
    goods, words, type = chance.choice(_GOODS), chance.sample(_WORDS, 12), chance.choice(_TYPES)
    return _FIRST + timedelta(day), giver, receiver, goods, words, type, number


def _event(act: _Act, start: int, words: str) -> Event:
    day, giver, receiver, (what, category), _, type, number = act
    span = Span(start, start + len(words) - 2)
    return Event(
        type,
        "pledged" if number % 3 else "done",
        Span(start + 8, start + 10),
        span,
        actors=(Party(giver, Span(start, start + 3), giver, "GOV"),),
        recipients=(Party(receiver, Span(start + 4, start + 7), receiver, "GOV"),),
        items=(
            Item(what, Span(start + 8, start + 8 + len(what)), what, category, number % 90 + 1, number % 90 + 1, "t"),
        ),
        when=str(day) if number % 2 else None,
    )


@dataclass
class Spent:
    """The seconds that adding reports took: to keep them, to look for those that a stage has yet to deal with, and to
    key, merge and follow them."""

    kept: float = 0.0
    sought: float = 0.0
    merged: float = 0.0


def add(store: Store, some: Iterator[Reading], at_once: int = _AT_ONCE) -> Spent:
    """Keep and merge reports, so many at once, as one ingest does; return what that took."""
    spent = Spent()
    for batch in batched(some, at_once):
        with uncollected():
            begun = time.process_time()
            run = _keep(store, batch)
            kept = time.process_time()
            _key(store, batch, run)
            _merge(store, batch, run)
            spent.kept += kept - begun
            spent.merged += time.process_time() - kept
    begun = time.process_time()
    for stage in _STAGES:
        assert not store.pending(StageMark(stage, 1, ""))
    spent.sought = time.process_time() - begun
    return spent


def _keep(store: Store, batch: Sequence[Reading]) -> int:
    filings = [Filing(r.report.file or "", r.report.sha256 or "", b"x", r) for r in batch]
    with store.writing() as writer:
        run = writer.begin_run("bench", "{}")
        writer.keep(filings, run)
    return run


def _key(store: Store, batch: Sequence[Reading], run: int) -> None:
    keyed = [Keyed(e.id, kept_under(e, r.report.published), "b@1") for r in batch for e in r.events]
    with store.writing() as writer:
        writer.keep_found(keyed, _hashes(batch), StageMark("keys", 1, ""), run)


def _hashes(batch: Sequence[Reading]) -> list[str]:
    return [reading.report.sha256 or "" for reading in batch]


def _merge(store: Store, batch: Sequence[Reading], run: int) -> None:
    """Find entries and commitments as an ingest does."""
    ids, subjects = [r.report.id for r in batch], _hashes(batch)
    for stage, find in (("entries", find_entries), ("commitments", find_commitments)):
        found: list[Entry | Keyed | Commitment] = [*find(store, ids)]
        with store.writing() as writer:
            again = writer.keep_found(found, subjects, StageMark(stage, 1, ""), run)
        ids, subjects = [*ids, *(id for id, _ in again)], [*subjects, *(sha256 for _, sha256 in again)]


@dataclass
class Known:
    """The entries that the mentions of a flow are known to make, each once nobody will tell its act again."""

    world: Flow
    told: dict[int, list[Event]] = field(default_factory=dict)

    def add(self, store: Store, first: int, last: int) -> None:
        """Keep reports and the entries of what they are the last to tell."""
        for begin in range(first, last, _FILLED_AT_ONCE):
            numbers = range(begin, min(last, begin + _FILLED_AT_ONCE))
            batch = list(readings(numbers.start, numbers.stop, self.world))
            with uncollected():
                run = _keep(store, batch)
                _key(store, batch, run)
                for number, reading in zip(numbers, batch, strict=True):
                    for act, event in zip(self.world.told(number), reading.events, strict=True):
                        self.told.setdefault(act, []).append(event)
                over = (self.world.published(numbers.stop) - _TOLD_WITHIN + 1) * self.world.acts
                made = [_entry(self.told.pop(act)) for act in sorted(self.told) if act < over]
                with store.writing() as writer:
                    again = writer.keep_found(made, _hashes(batch), StageMark("entries", 1, ""), run)
                    followed = [*_hashes(batch), *(sha256 for _, sha256 in again)]
                    writer.keep_found([], followed, StageMark("commitments", 1, ""), run)


def _entry(told: Sequence[Event]) -> Entry:
    first = told[0]
    return Entry(
        entry_id(first.id), first.type, first.stage, tuple(e.id for e in told), len({e.report for e in told}),
        produced_by=ENTRIES,
    )  # fmt: skip


def _shows(store: Store, until: date) -> Iterator[tuple[str, float, int]]:
    """Yield filters with the milliseconds that the first fifty entries under each take, and how many meet it."""
    giver, since = Who(_STATES[0], (_STATES[0],)), str(until - timedelta(730))
    asked = {
        "type+actor+since": EntryFilter(type="AID", actor=giver, since=since),
        "actor": EntryFilter(actor=giver),
        "type": EntryFilter(type="AID"),
        "item+stage": EntryFilter(item="wheat", stage="done"),
        "since": EntryFilter(since=since),
        "text": EntryFilter(text="w0001 w0002"),
        "origins+recipient": EntryFilter(origins=3, recipient=giver),
    }
    for name, wanted in asked.items():
        begun = time.process_time()
        total = store.search_entries(wanted, limit=50).total
        yield name, 1000 * (time.process_time() - begun), total


def _process(path: Path, since: str) -> float:
    """Return the seconds of processor time of `onrecord show` with a filter, in a process of its own."""
    command = [sys.executable, "-m", "onrecord", "show", "--ledger", str(path), "--type", "AID", "--actor", _STATES[0]]
    begun = os.times()
    subprocess.run([*command, "--since", since], check=True, stdout=subprocess.DEVNULL)
    ended = os.times()
    return ended.children_user + ended.children_system - begun.children_user - begun.children_system


def _tell(path: Path, store: Store, spent: Spent, added: int, until: date) -> None:
    """Print one line of what a ledger holds and costs."""
    counts = store.counts()
    fresh = Store(path)
    shown = "; ".join(f"{name} {took:.1f} ms ({count})" for name, took, count in _shows(fresh, until))
    again = max(took for _, took, _ in _shows(fresh, until))
    fresh.close()
    sys.stdout.write(
        f"{counts['report'] - added:>8} reports, {counts['event']:>7} mentions, {counts['entry']:>7} entries: each "
        f"further report {1000 * (spent.kept + spent.sought + spent.merged) / added:.2f} ms (kept "
        f"{1000 * spent.kept / added:.2f}, sought {1000 * spent.sought / added:.2f}, keyed, merged and followed "
        f"{1000 * spent.merged / added:.2f}); filtered show, first time: {shown}; again, at most {again:.1f} ms; "
        f"process {_process(path, str(until - timedelta(90))):.1f} s\n"
    )
    sys.stdout.flush()


def flow(sizes: Sequence[int], more: int, per_day: int, staged: int) -> None:
    """Let one ledger grow through ``sizes`` with so many reports a day."""
    world, held = Flow(per_day), 0
    known = Known(world)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bench.ledger"
        store = Store(path)
        for size in sorted(sizes):
            begin = max(held, size - staged)
            known.add(store, held, begin)
            known.told.clear()
            add(store, readings(begin, size, world), _FILLED_AT_ONCE)
            spent = add(store, readings(size, size + more, world))
            held = size + more
            _tell(path, store, spent, more, _FIRST + timedelta(world.published(held)))
        store.close()


def dense(sizes: Sequence[int], more: int) -> None:
    """Fill a ledger of ten years for each size."""
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "bench.ledger"
            store = Store(path)
            world = Dense((size + more) * _MENTIONS // _TELLERS)
            add(store, readings(0, size, world))
            spent = add(store, readings(size, size + more, world))
            _tell(path, store, spent, more, _FIRST + timedelta(_DAYS))
            store.close()


def main() -> None:
    """Fill, add, time, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", nargs="*", type=int, default=[1000, 10000])
    parser.add_argument("--add", type=int, default=1000)
    parser.add_argument("--dense", action="store_true")
    parser.add_argument("--per-day", type=int, default=20)
    parser.add_argument("--staged", type=int, default=5000)
    asked = parser.parse_args()
    if asked.dense:
        sys.stdout.write("Ten years whatever the size: a larger ledger has more acts a day.\n")
        dense(asked.sizes, asked.add)
    else:
        sys.stdout.write(f"A constant flow of {asked.per_day} reports a day: a larger ledger has more years.\n")
        flow(asked.sizes, asked.add, asked.per_day, asked.staged)


if __name__ == "__main__":
    main()
