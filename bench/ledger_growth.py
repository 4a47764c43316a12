"""What a further report costs as a ledger grows: python bench/ledger_growth.py [SIZE ...] [--add N]

Synthetic reports without a parser: sixty states give one another goods over ten years, four mentions a report, one act
told by three reports on average. For each SIZE a ledger of so many reports is filled, then N more are added, and the
time per added report is taken over the stages that merge and follow; then a filtered `show` is timed.
"""

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import batched
from pathlib import Path

from onrecord.core.ids import make_id
from onrecord.core.records import Commitment, Entry, Event, Item, Keyed, Party, Reading, Report
from onrecord.core.spans import Span
from onrecord.core.vocabulary import Category, EventType
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
_AT_ONCE = 250


def reports(first: int, count: int, acts: int) -> Iterator[Reading]:
    """Yield ``count`` reports of acts drawn from ``acts``, numbered from ``first`` on."""
    for number in range(first, first + count):
        chance = random.Random(number)
        told = [_act(chance.randrange(acts)) for _ in range(_MENTIONS)]
        day = max(act[0] for act in told) + timedelta(chance.randrange(3))
        key, text, events = make_id("rep", number), "", []
        for act in told:
            words = f"{act[1]} {act[2]} {act[3][0]} {' '.join(chance.sample(act[4], 8))}. "
            events.append(_event(key, act, len(text), words))
            text += words
        report = Report(key, text, file=f"{number}.txt", sha256=f"{number:064}", language="en", published=str(day))
        yield Reading(report, events=tuple(events))


type _Act = tuple[date, str, str, tuple[str, Category], list[str], EventType, int]


def _act(number: int) -> _Act:
    chance = random.Random(f"act {number}")
    giver, receiver = chance.sample(_STATES, 2)
    day = _FIRST + timedelta(chance.randrange(_DAYS))
    return day, giver, receiver, chance.choice(_GOODS), chance.sample(_WORDS, 12), chance.choice(_TYPES), number


def _event(report: str, act: _Act, start: int, words: str) -> Event:
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
        id=make_id("evt", report, start),
        report=report,
    )


def add(store: Store, readings: Iterator[Reading], *, merge: bool = True) -> float:
    """Keep ``readings`` and, where asked, merge them; return the seconds that keying, merging and following took."""
    spent = 0.0
    for some in batched(readings, _AT_ONCE):
        with uncollected():
            spent += _add(store, some, merge=merge)
    return spent


def _add(store: Store, some: Sequence[Reading], *, merge: bool) -> float:
    """Keep one batch as an ingest does; return the seconds of keying, merging and following."""
    filings = [Filing(r.report.file or "", r.report.sha256 or "", b"x", r) for r in some]
    ids = [reading.report.id for reading in some]
    with store.writing() as writer:
        run = writer.begin_run("bench", "{}")
        writer.keep(filings, run)
    begun = time.process_time()
    keyed = [Keyed(e.id, kept_under(e, r.report.published), "b@1") for r in some for e in r.events]
    with store.writing() as writer:
        writer.keep_found(keyed, [], StageMark("keys", 1, ""), run)
    if merge:
        subjects = [filing.sha256 for filing in filings]
        for stage, find in (("entries", find_entries), ("commitments", find_commitments)):
            found: list[Entry | Keyed | Commitment] = [*find(store, ids)]
            with store.writing() as writer:
                writer.keep_found(found, subjects, StageMark(stage, 1, ""), run)
    return time.process_time() - begun


def main() -> None:
    """Fill, add, time, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", nargs="*", type=int, default=[1000, 10000])
    parser.add_argument("--add", type=int, default=1000)
    asked = parser.parse_args()
    for size in asked.sizes:
        with tempfile.TemporaryDirectory() as folder:
            store = Store(Path(folder) / "bench.ledger")
            acts = (size + asked.add) * _MENTIONS // 3
            filled = add(store, reports(0, size, acts))
            spent = add(store, reports(size, asked.add, acts))
            begun = time.process_time()
            shown = len(
                store.find_entries(EntryFilter(type="AID", actor=Who(_STATES[0], (_STATES[0],)), since="2020-01-01"))
            )
            show = time.process_time() - begun
            counts = store.counts()
            store.close()
        sys.stdout.write(
            f"{size:>8} reports, {counts['event']:>7} mentions, {counts['entry']:>7} entries: {filled:7.1f} s; "
            f"each further report {1000 * spent / asked.add:6.2f} ms; filtered show {1000 * show:6.1f} ms ({shown})\n"
        )
        sys.stdout.flush()


if __name__ == "__main__":
    main()
