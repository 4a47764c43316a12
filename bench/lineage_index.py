"""Lineage at size: python bench/lineage_index.py [REPORTS]. Reports/s, memory, recall and precision of known copies,
cost from the first twentieth to the last, and datasketch's MinHashLSH over the same words in the same run.

Synthetic reports of about 150 words; one in ten is a copy of an earlier one: two fifths cut, one word in twenty
changed.
The keys are kept in a SQLite table as the ledger has them. Needs the extra `bench`.
"""

import random
import re
import resource
import sqlite3
import sys
import time
from collections.abc import Iterator

from datasketch import MinHash, MinHashLSH

from onrecord.core.records import Report
from onrecord.meaning.lineage.keys import keys_and_sought, worth_a_look
from onrecord.meaning.lineage.placing import HOLDERS
from onrecord.meaning.lineage.profiles import Profile
from onrecord.meaning.lineage.verdicts import judge

SYLLABLES = ("ba", "be", "do", "fi", "ga", "ka", "li", "lo", "ma", "mu", "ne", "no", "pa", "ra", "re", "sa", "ti", "vo")
OF_DATASKETCH = 20_000


def synthetic(count: int) -> Iterator[tuple[str, str | None, str]]:
    """Yield id, the id of what it copies, and text."""
    draw = random.Random(11)
    words = ["".join(draw.choices(SYLLABLES, k=draw.randint(1, 4))) for _ in range(30_000)]
    weights = [1 / (n + 10) for n in range(len(words))]
    drawn = iter(draw.choices(words, weights, k=count * 165))
    kept: list[tuple[str, str]] = []
    for number in range(count):
        id, parent = f"rep-{number:07}", None
        if kept and number % 10 == 9:
            parent, text = draw.choice(kept)
            parts = text.split("\n\n")[:6]
            text = "\n\n".join(
                " ".join(w if draw.random() > 0.05 else draw.choice(words) for w in part.split()) for part in parts
            )
        else:
            text = "\n\n".join(
                f"{' '.join(next(drawn) for _ in range(14)).capitalize()} {draw.randint(2, 99_999)}." for _ in range(10)
            )
            if len(kept) < 50_000:
                kept.append((id, text))
        yield id, parent, text


def main(count: int) -> None:
    """Print the figures."""
    base = sqlite3.connect(":memory:")
    base.execute("CREATE TABLE held (key INTEGER, report TEXT, PRIMARY KEY (key, report)) WITHOUT ROWID")
    texts: dict[str, str] = {}
    right = said = true = 0
    laps: list[float] = []
    spent = lap = 0.0
    for number, (id, parent, text) in enumerate(synthetic(count), 1):
        began = time.process_time()
        facts = tuple(f"n:{figure[0]}@{figure.start()}" for figure in re.finditer(r"\d+", text))
        profile = Profile(Report(id, text, outlet=f"Post {number % 97}", language="xx"), facts)
        keys, sought = keys_and_sought(profile)
        met: dict[str, list[int]] = {}
        for key in sought:
            for (other,) in base.execute("SELECT report FROM held WHERE key = ? LIMIT ?", (key, HOLDERS)):
                met.setdefault(other, []).append(key)
        found = set()
        for other, common in met.items():
            if worth_a_look(common, sought) and judge(profile, Profile(Report(other, texts[other], language="xx"), ())):
                found.add(other)
        base.executemany("INSERT INTO held VALUES (?, ?)", [(key, id) for key in keys])
        texts[id] = text
        true += parent is not None
        right += parent in found
        said += bool(found)
        spent += time.process_time() - began
        if number % max(count // 20, 1) == 0:
            laps.append(spent - lap)
            lap = spent
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{count} reports: {count / spent:.0f}/s, {memory:.0f} MB")
    print(f"recall {right / true:.3f}, precision {right / said:.3f}")
    print(f"cost of the last twentieth to the first: {laps[-1] / laps[0]:.2f}")
    compare_datasketch(min(count, OF_DATASKETCH), count / spent)


def compare_datasketch(count: int, ours: float) -> None:
    """Print how many reports a second datasketch indexes and looks up, by the same trigrams and number of hashes."""
    index = MinHashLSH(num_perm=96, params=(32, 3))
    made = 0.0
    for id, _, text in synthetic(count):
        start = time.process_time()
        words = text.lower().split()
        sketch = MinHash(num_perm=96)
        sketch.update_batch([" ".join(words[n : n + 3]).encode() for n in range(len(words) - 2)])
        index.query(sketch)
        index.insert(id, sketch, check_duplication=False)
        made += time.process_time() - start
    print(f"datasketch MinHashLSH, look-up alone: {count / made:.0f}/s")
    print(f"ours with the verdict, to datasketch: {ours / (count / made):.2f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200_000)
