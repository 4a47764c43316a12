"""Learn the weights by which mentions of two reports of one origin are held to be counterparts, and print them:
``python tools/learn_counterparts.py [--check]``.

Learned on ``affairs``, ``fresh``, ``second`` and ``press`` of tests/gold (never on the shared corpora, which check):
each part that is measured is read into a ledger of its own; of every two linked reports all pairs of mentions that
stand in the gold file are weighed, but for those told word for word, whose counterparts are known. Logistic regression
with a penalty of 1 on the squares (Newton's method, begun at 0): the same ledgers give the same weights. ``--check``
prints how many counterparts of ``dev`` and of the ledgers learned on are right, greedily assigned with the shipped
weights.
"""

import argparse
import importlib.util
import json
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import ModuleType

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
GOLD = ROOT.parent / "shared" / "gold"
sys.path[:0] = [str(ROOT / "src")]


from onrecord.meaning.merging import counterparts as known  # noqa: E402
from onrecord.meaning.merging.neighbours import Neighbours  # noqa: E402
from onrecord.meaning.merging.tellings import Telling, telling  # noqa: E402
from onrecord.meaning.merging.understood import completed  # noqa: E402
from onrecord.pipeline.ledger import Ledger, open_ledger  # noqa: E402

PARTS: dict[str, tuple[Callable[[int], bool], ...]] = {
    "affairs": (lambda n: n % 2 == 0, lambda n: n % 2 == 1),
    "fresh": (lambda n: n < 12, lambda n: n >= 12),
    "second": (lambda n: n % 2 == 0, lambda n: n % 2 == 1),
    "press": (lambda _: True,),
}
"""The ledgers learned on, by the numbers of their files in the parts that tools/figures.py measures."""

LEAST = 0.25
"""The probability that is a score of 1."""


def acts(
    corpus: Path, keep: Callable[[int], bool], folder: Path
) -> Iterator[tuple[Sequence[Telling], Sequence[Telling], Neighbours, dict[str, str]]]:
    """Yield the mentions of every two linked reports of ``corpus`` whose number ``keep`` lets through, read into a
    ledger in ``folder``, with what lineage knows and the act of the gold file that each mention is."""
    with open_ledger(Path(tempfile.mkdtemp(dir=folder)) / f"{corpus.name}.ledger") as ledger:
        ledger.ingest([file for file in (corpus / "reports").iterdir() if keep(int(file.name[:3]))], jobs=1)
        store = ledger._store
        reports = {report.id: report for report in ledger.each_report()}
        truth = gold_acts(corpus, {id: Path(report.file or "").name for id, report in reports.items()}, ledger)
        told: dict[str, list[Telling]] = {id: [] for id in reports}
        for event in completed(store, list(store.events_of(reports))):
            told[event.report].append(telling(event, reports[event.report]))
        near = Neighbours()
        for link in store.links_of(sorted(reports)):
            near.add_link(link)
        for one, other in sorted(near.pairs):
            if one < other:
                yield told[one], told[other], near, truth


def scorer() -> ModuleType:
    """Return score.py of the shared corpora."""
    spec = importlib.util.spec_from_file_location("score", GOLD / "score.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def gold_acts(corpus: Path, files: dict[str, str], ledger: Ledger) -> dict[str, str]:
    """Return the entry (else the mention) of the gold file that each event of ``ledger`` is, paired as
    score.py does."""
    rows = [json.loads(line) for line in (corpus / "gold.jsonl").read_text("utf-8").splitlines() if line.strip()]
    entry = {mention: row["id"] for row in rows if row["kind"] == "entry" for mention in row["mentions"]}
    scoring = scorer()
    found = {}
    for id, file in files.items():
        true = [row for row in rows if row["kind"] == "event" and row["report"] == file]
        text = next(iter(ledger._store.reports([id]))).text
        ours = list(ledger.events(id))
        pairs = []
        for i, row in enumerate(true):
            for j, event in enumerate(ours):
                shared = scoring.overlap(row["evidence"], event.evidence.of(text))
                same = bool(set(scoring.words(row["trigger"])) & set(scoring.words(event.trigger.of(text))))
                if shared >= 0.35 or (same and shared >= 0.15):
                    alike = 1.5 * (row["type"] == event.type) + 0.5 * (row["stage"] == event.stage)
                    pairs.append((shared + same + alike, i, j))
        for i, j in scoring.assign(pairs):
            mention = f"{file}/{true[i]['id']}"
            found[ours[j].id] = entry.get(mention, mention)
    return found


def rows_of(corpus: Path, keep: Callable[[int], bool], folder: Path) -> tuple[list[list[float]], list[bool]]:
    """Return the features of every pair of mentions that the gold file knows, and whether the two are one act."""
    features, labels = [], []
    names = list(known.weights())
    for ours, theirs, near, truth in acts(corpus, keep, folder):
        if not (ours and theirs):
            continue
        places = [(p.ours, p.theirs, p.exact) for p in near.pairs[ours[0].report, theirs[0].report]]
        copied = dict(known.word_for_word(ours, theirs, places))
        chain = known.order_of(places, (len(ours[0].text), len(theirs[0].text)))
        for one in ours:
            for other in theirs:
                if one.id in copied or other.id in copied.values() or {one.id, other.id} - truth.keys() or not places:
                    continue
                at = known.expected_at(chain, one.event.trigger.start)
                values = known.traits(one, other, at)
                features.append([values[name] for name in names])
                labels.append(truth[one.id] == truth[other.id])
    return features, labels


def fitted(features: list[list[float]], labels: list[bool]) -> dict[str, float]:
    """Return the weights by logistic regression, scaled so that the probability ``LEAST`` is 1."""
    x, y = np.c_[np.array(features), np.ones(len(labels))], np.array(labels, float)
    weights, penalty = np.zeros(x.shape[1]), np.r_[np.ones(x.shape[1] - 1), 0.0]
    for _ in range(60):
        p = 1 / (1 + np.exp(-x @ weights))
        slope = x.T @ (y - p) - penalty * weights
        weights += np.linalg.solve((x * (p * (1 - p))[:, None]).T @ x + np.diag(penalty + 1e-9), slope)
    unit = -weights[-1] - np.log(1 / LEAST - 1)
    return {name: round(float(w / unit), 2) for name, w in zip(known.weights(), weights, strict=False)}


def main() -> int:
    """Print the weights, or how good the shipped ones are."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="print how many counterparts are right")
    asked = parser.parse_args()
    learned = [(ROOT / "tests" / "gold" / name, keep) for name, parts in PARTS.items() for keep in parts]
    with tempfile.TemporaryDirectory() as folder:
        if asked.check:
            for corpus, keep in (*learned, (GOLD / "dev", PARTS["press"][0])):
                said = right = 0
                for ours, theirs, near, truth in acts(corpus, keep, Path(folder)):
                    if ours and theirs:
                        places = [(p.ours, p.theirs, p.exact) for p in near.pairs[ours[0].report, theirs[0].report]]
                        pairs = known.counterparts(ours, theirs, places).items()
                        judged = [truth[a] == truth[b] for a, b in pairs if a in truth and b in truth]
                        said, right = said + len(judged), right + sum(judged)
                print(f"{corpus.name:8} {right} of {said} counterparts are one act")
            return 0
        features: list[list[float]] = []
        labels: list[bool] = []
        for corpus, keep in learned:
            more, whether = rows_of(corpus, keep, Path(folder))
            features += more
            labels += whether
    print(f"# {len(labels)} pairs, {sum(labels)} of one act")
    for name, weight in fitted(features, labels).items():
        print(f"{name}\t{weight:.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
