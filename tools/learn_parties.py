"""Learn the weights by which the parties of acts are chosen: ``tools/learn_parties.py [--check] [--test FOLDER]``.

Reads the gold ledgers of onrecord's own (``tests/gold``: own, press, affairs; no others) and the whole reports of
``training/passages`` that the encoder was not tuned on, takes each act whose type was read right with all answers that
the report leaves open (``PartyChooser.answers``) and fits a conditional logit with a quadratic penalty (L-BFGS; no
random numbers, so the same texts give the same table). The result is
``src/onrecord/meaning/events/data/choice.tsv``.

``--check`` learns without the reports that it is tested on (ten folds over reports, copies and affairs kept together)
and prints how often both sides are right, by ledger and half, beside the rules alone; nothing is written. ``--test``
measures what was learned on a gold folder that nothing is learned from.
"""

import argparse
import json
import re
import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np
import numpy.typing as npt

from onrecord import read_report
from onrecord.language.parsing import parse_texts
from onrecord.meaning.events.choosing import PAIR, PartyChooser
from onrecord.meaning.events.extract import party_chooser
from onrecord.meaning.events.find import told_in
from onrecord.meaning.events.traits import FAMILIES

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tools" / "encoder"))

import passages  # noqa: E402 (a script's neighbour, no package)

PASSAGES = "passages"
LEDGERS = ("own", "press", "affairs")
TABLE = ROOT / "src" / "onrecord" / "meaning" / "events" / "data" / "choice.tsv"
HEAD = """# What speaks for and against a party of an act: the weight of each trait for actors, for recipients and for
# both together, in events of all types (*), of a family of types (meaning/events/traits.py) or of one type.
# Written by tools/learn_parties.py; do not edit by hand.
# source: learned from tests/gold (own, press, affairs) and training/passages, {acts} acts of {reports} reports
# licence: Apache-2.0
trait\twhere\tside\tweight
"""
# Traits whose weight may differ by family of types or by type; of others the ledgers hold too few acts.
BY_FAMILY = ("nobody", "as ruled", "as told", "fewer than ruled", "several")
BY_TYPE = ("nobody", "one state")
PENALTY, PENALTY_OF_PARTS = 10.0, 20.0
OF_LEDGERS = 2
"""As how many acts of a passage one of a ledger counts: ledgers were read over more than once."""
SELDOM = 12
FOLDS = 10
SMALLEST = 0.005
MUTUAL = ("CONSULT", "COOPERATE")
# Reports of ``press`` that are copies or tell the same affair: never apart in a check
TOGETHER: Mapping[int, int] = MappingProxyType({4: 0, 13: 9, 3: 1, 12: 10})

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Feature = tuple[str, str, str]


@dataclass(slots=True)
class Case:
    """One act: its answers as lists of features, which are right, and whether the rules were."""

    ledger: str
    report: str
    type: str
    answers: list[list[Feature]] = field(default_factory=list)
    right: list[bool] = field(default_factory=list)
    ruled: bool = False


def words(text: str | None) -> list[str]:
    """Return the words of ``text`` without case and accents."""
    plain = unicodedata.normalize("NFKD", text or "").lower()
    return re.findall(r"\w+", "".join(c for c in plain if not unicodedata.combining(c)))


def overlap(one: str, other: str) -> float:
    """Return the F1 of two texts as bags of words."""
    a, b = Counter(words(one)), Counter(words(other))
    both = sum((a & b).values())
    return 2 * both / (sum(a.values()) + sum(b.values())) if both else 0.0


def codes(parties: Sequence[Mapping[str, Any]]) -> frozenset[str]:
    """Return the codes of gold parties."""
    return frozenset(code for p in parties for code in (p["country"] or "").split("+") if code)


def features(side: str, trait: str, type_: str) -> list[Feature]:
    """Return the features that a trait gives: for all types, and where it may differ for its family and type."""
    found = [(trait, "*", side)]
    if side == PAIR or trait.startswith(BY_FAMILY):
        found.append((trait, FAMILIES[type_], side))  # type: ignore[index]
    if trait.startswith(BY_TYPE):
        found.append((trait, type_, side))
    return found


def cases(folder: Path, ledger: str) -> Iterator[Case]:
    """Yield the acts of a gold folder whose type is read right."""
    rows = [json.loads(line) for line in (folder / "gold.jsonl").read_text("utf-8").splitlines() if line.strip()]
    gold: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for row in rows:
        if row["kind"] == "event":
            gold[row["report"]].append(row)
    for name in sorted({row["report"] for row in rows if row["kind"] == "report"}):
        report = read_report((folder / "reports" / name).read_bytes())
        if (report.language or "").startswith(("en", "fr")):
            language = (report.language or "en")[:2]
            yield from _cases(report.text, language, report.published, report.title, gold[name], (ledger, name))


def kept_passages(folder: Path) -> list[Path]:
    """Return the files of passages that the encoder was not tuned on."""
    return [file for file in sorted(folder.glob("*.txt")) if passages.is_kept(file)]


def passage_cases(file: Path) -> Iterator[Case]:
    """Yield the acts of a file of passages whose type is read right."""
    for number, passage in enumerate(passages.read([file])):
        gold = [
            {
                "type": act.type,
                "stage": act.stage,
                "trigger": passage.text[slice(*act.trigger)],
                "evidence": _sentence(passage.text, act.trigger),
                "actors": [{"country": code.replace("?", "")} for code in act.codes["actor"]],
                "recipients": [{"country": code.replace("?", "")} for code in act.codes["recipient"]],
            }
            for act in passage.acts
        ]
        named = (PASSAGES, f"{file.stem} {number:03}")
        yield from _cases(passage.text, passage.language, passage.published, None, gold, named)


def _sentence(text: str, trigger: tuple[int, int]) -> str:
    """Return the words around a trigger, up to the nearest full stops and commas."""
    start = max(text.rfind(mark, 0, trigger[0]) for mark in ".,;\n") + 1
    ends = [at for mark in ".,;\n" if (at := text.find(mark, trigger[1])) >= 0]
    return text[start : min(ends, default=len(text))]


def _cases(
    text: str, language: str, published: str | None, title: str | None, gold: Sequence[Mapping[str, Any]],
    named: tuple[str, str],
) -> Iterator[Case]:  # fmt: skip
    parse = next(iter(parse_texts([text], language)))
    chooser, events = party_chooser(parse, told_in(parse, published, title=title))
    said = [(e.trigger.of(text), e.evidence.of(text), e.type, e.stage) for e in events]
    for i, n in matched(gold, said):
        if gold[i]["type"] == said[n][2]:
            yield case(chooser, n, gold[i], Case(*named, said[n][2]), events[n].type)


def matched(gold: Sequence[Mapping[str, Any]], said: Sequence[tuple[str, str, str, str]]) -> list[tuple[int, int]]:
    """Return pairs of a gold row and an event that tell of one act, the most alike first."""
    scores = []
    for i, row in enumerate(gold):
        for n, (trigger, evidence, type_, stage) in enumerate(said):
            alike, shared = overlap(row["evidence"], evidence), bool({*words(row["trigger"])} & {*words(trigger)})
            if alike >= 0.35 or (shared and alike >= 0.15):
                scores.append((alike + shared + 1.5 * (row["type"] == type_) + 0.5 * (row["stage"] == stage), i, n))
    found: list[tuple[int, int]] = []
    for _, i, n in sorted(scores, reverse=True):
        if all(i != a and n != b for a, b in found):
            found.append((i, n))
    return found


def case(chooser: PartyChooser, n: int, row: Mapping[str, Any], found: Case, type_: str) -> Case:
    """Return ``found`` with the answers for the act numbered ``n``."""
    wanted = (codes(row["actors"]), codes(row["recipients"]))

    def is_right(actors: frozenset[str], recipients: frozenset[str]) -> bool:
        return actors | recipients == wanted[0] | wanted[1] if type_ in MUTUAL else (actors, recipients) == wanted

    for answer in chooser.answers(n):
        found.answers.append([f for side, trait in answer.traits for f in features(side, trait, type_)])
        found.right.append(is_right(answer.actors, answer.recipients))
    found.ruled = is_right(*chooser.ruled(n))
    return found


class Learner:
    """Fits the weights of the features of some cases."""

    def __init__(self, learned: Sequence[Case]) -> None:
        seen = Counter(f for c in learned for f in {f for answer in c.answers for f in answer})
        self.features = sorted(f for f, count in seen.items() if count >= SELDOM)
        self._index = {f: k for k, f in enumerate(self.features)}
        self._penalty = np.array([PENALTY if where == "*" else PENALTY_OF_PARTS for _, where, _ in self.features])
        usable = [c for c in learned if any(c.right)]
        self._rows, self._columns, self._starts = self._matrix(usable)
        self._right = np.array([float(r) for c in usable for r in c.right])
        self._segment = np.repeat(np.arange(len(usable)), [len(c.right) for c in usable])

    def _matrix(self, some: Sequence[Case]) -> tuple[Ints, Ints, Ints]:
        rows, columns, starts, row = [], [], [], 0
        for c in some:
            starts.append(row)
            for answer in c.answers:
                known = [k for f in answer if (k := self._index.get(f)) is not None]
                rows += [row] * len(known)
                columns += known
                row += 1
        return np.array(rows), np.array(columns), np.array(starts)

    def _loss(self, weights: Floats) -> tuple[float, Floats]:
        """Return the penalised negative log likelihood of the right answers, and its gradient."""
        count = len(self._right)
        score = np.bincount(self._rows, weights[self._columns], count)
        raised = np.exp(score - np.maximum.reduceat(score, self._starts)[self._segment])
        total = np.add.reduceat(raised, self._starts)
        true = np.add.reduceat(raised * self._right, self._starts)
        pull = raised * self._right / true[self._segment] - raised / total[self._segment]
        gradient = np.bincount(self._columns, pull[self._rows], len(weights))
        loss = -float(np.log(true / total).sum()) + 0.5 * float((self._penalty * weights**2).sum())
        return loss, self._penalty * weights - gradient

    def fit(self, steps: int = 150, memory: int = 10) -> Floats:
        """Return the weights after ``steps`` of L-BFGS (Nocedal 1980), with a line search that halves."""
        weights: Floats = np.zeros(len(self.features))
        loss, gradient = self._loss(weights)
        past: list[tuple[Floats, Floats]] = []
        for _ in range(steps):
            direction = _direction(gradient, past)
            length, slope = 1.0, float(gradient @ direction)
            while True:
                moved = weights + length * direction
                after, turned = self._loss(moved)
                if after <= loss + 1e-4 * length * slope or length < 1e-6:
                    break
                length /= 2
            past = [*past[-memory + 1 :], (moved - weights, turned - gradient)]
            if loss - after < 1e-5:
                break
            weights, loss, gradient = moved, after, turned
        return weights

    def best(self, c: Case, weights: Floats) -> int:
        """Return the number of the answer that scores highest."""
        scores = [sum(weights[k] for f in answer if (k := self._index.get(f)) is not None) for answer in c.answers]
        return int(np.argmax(scores))


def _direction(gradient: Floats, past: Sequence[tuple[Floats, Floats]]) -> Floats:
    """Return the direction of descent by the two-loop recursion."""
    found, kept = gradient.copy(), []
    for step, turn in reversed(past):
        share = float(step @ found) / float(step @ turn)
        found -= share * turn
        kept.append(share)
    if past:
        step, turn = past[-1]
        found *= float(step @ turn) / float(turn @ turn)
    else:
        found *= 1.0 / max(1.0, float(np.abs(found).sum()))
    for (step, turn), share in zip(past, reversed(kept), strict=True):
        found += step * (share - float(turn @ found) / float(step @ turn))
    return -found


def weighed(some: Sequence[Case]) -> list[Case]:
    """Return the cases, those of ledgers as often as they count."""
    return [c for c in some for _ in range(1 if c.ledger == PASSAGES else OF_LEDGERS)]


def affair(c: Case) -> str:
    """Return the name of what must not be parted in a check: an affair, a report with its copies."""
    if c.ledger == PASSAGES:
        return c.report
    number = int(c.report[:3])
    if c.ledger == "affairs":
        return f"affairs {number // 10}"
    return f"{c.ledger} {TOGETHER.get(number, number) if c.ledger == 'press' else number}"


def half(c: Case) -> str:
    """Return the half of its ledger that a case is in."""
    if c.ledger not in LEDGERS:
        return c.ledger
    number = int(c.report[:3])
    kept = number >= 12 if c.ledger == "own" else number % 2 == 1
    return f"{c.ledger} {'keep' if kept else 'look'}"


def check(learned: Sequence[Case]) -> None:
    """Print how often both sides are right by rules alone and when learned on other reports."""
    affairs = sorted({affair(c) for c in learned})
    fold = {name: k % FOLDS for k, name in enumerate(affairs)}
    tally: dict[str, Counter[str]] = defaultdict(Counter)
    for k in range(FOLDS):
        learner = Learner(weighed([c for c in learned if fold[affair(c)] != k]))
        weights = learner.fit()
        _count([c for c in learned if fold[affair(c)] == k], learner, weights, tally)
    _print(tally)


def _count(some: Sequence[Case], learner: Learner, weights: Floats, tally: dict[str, Counter[str]]) -> None:
    for c in some:
        chosen = c.right[learner.best(c, weights)]
        for name in {half(c), half(c).rpartition(" ")[2]}:
            tally[name].update(acts=1, rules=c.ruled, learned=chosen, possible=any(c.right))


def _print(tally: Mapping[str, Counter[str]]) -> None:
    for name, t in sorted(tally.items()):
        shares = "  ".join(f"{key} {t[key] / t['acts']:.3f}" for key in ("rules", "learned", "possible"))
        print(f"{name:14} acts {t['acts']:4}  {shares}")


def write(learner: Learner, weights: Floats, learned: Sequence[Case]) -> None:
    """Write the table of weights."""
    head = HEAD.format(acts=len(learned), reports=len({(c.ledger, c.report) for c in learned}))
    rows = [
        f"{trait}\t{where}\t{side}\t{weight:.3f}\n"
        for (trait, where, side), weight in zip(learner.features, weights, strict=True)
        if abs(weight) >= SMALLEST
    ]
    TABLE.write_text(head + "".join(rows), "utf-8")


def main() -> None:
    """Learn and write the table, or check."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="cross-validate, write nothing")
    parser.add_argument("--test", type=Path, action="append", default=[], help="a gold folder to measure on")
    arguments = parser.parse_args()
    learned = [c for name in LEDGERS for c in cases(ROOT / "tests" / "gold" / name, name)]
    learned += [c for file in kept_passages(ROOT / "training" / "passages") for c in passage_cases(file)]
    if arguments.check:
        check(learned)
    learner = Learner(weighed(learned))
    weights = learner.fit()
    for folder in arguments.test:
        tally: dict[str, Counter[str]] = defaultdict(Counter)
        _count(list(cases(folder, folder.name)), learner, weights, tally)
        _print(tally)
    if not arguments.check:
        write(learner, weights, learned)


if __name__ == "__main__":
    main()
