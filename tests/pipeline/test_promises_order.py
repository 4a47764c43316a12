"""Commitments: the same whatever the order in which reports came and however many came at once."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from hypothesis import example, given, settings
from hypothesis import strategies as st

from ledger_fakes import READ, TELL
from onrecord.config import Config
from onrecord.core.records import Commitment, Entry, Event
from onrecord.core.vocabulary import Stage
from onrecord.pipeline.catalogue import LEDGER_STAGES
from onrecord.pipeline.folios import Folio
from onrecord.pipeline.ingest import Pipeline
from onrecord.pipeline.ledger import open_ledger
from onrecord.pipeline.stages import LedgerStage

GIFT = "{} gives {} {} t of {} on {}."
STATES = ("Arland", "Borduria", "Côte-Verte")
DAYS = ("2031-05-03", "2031-06-20", "2031-09-01")
TOLD = ("2031-05-03", "2031-05-04", "2031-06-20", "2031-06-22", "2031-09-03")
STAGES: tuple[Stage, ...] = ("pledged", "done", "cancelled", "done", "agreed")


def tell(folios: Sequence[Folio], config: Config) -> list[Folio]:
    """Tell gifts whose stage depends on their figure: some are promised, some have come, some were stopped."""
    return [replace(folio, events=tuple(map(_staged, folio.events))) for folio in TELL.run(folios, config)]


def _staged(event: Event) -> Event:
    return replace(event, stage=STAGES[int(event.items[0].low or 0) % len(STAGES)])


PIPELINE = Pipeline(
    (READ, replace(TELL, run=tell)),
    tuple(
        replace(stage, requires=tuple(need for need in stage.requires if need != "lineage"))
        for stage in LEDGER_STAGES
        if isinstance(stage, LedgerStage)
    ),
)


def reports(chance: Random) -> list[str]:
    """Eight reports of a few gifts, so that many are told again, with other figures, by others on other days."""
    told = []
    for number in range(8):
        gifts = []
        for _ in range(chance.randint(1, 2)):
            giver, receiver = chance.sample(STATES[:2], 2)
            gifts.append(GIFT.format(giver, receiver, chance.choice((20, 21, 25)), "barley", chance.choice(DAYS)))
        told.append(f"Report {number}\n@{chance.choice(TOLD)}\n{' '.join(gifts)}")
    return told


def kept(batches: Sequence[Sequence[str]]) -> tuple[dict[str, Entry], dict[str, Commitment]]:
    """Return the entries and commitments of a ledger to which these texts were handed batch after batch."""
    with TemporaryDirectory() as folder, open_ledger(Path(folder) / "x.ledger", pipeline=PIPELINE) as ledger:
        for batch in batches:
            files = []
            for text in batch:
                files.append(Path(folder) / f"{text.partition('\n')[0]}.txt")
                files[-1].write_text(text, "utf-8")
            ledger.ingest(files)
        entries = {entry.id: entry for entry in ledger.entries()}
        return entries, {each.id: each for each in ledger.casework.commitments()}


@settings(deadline=None, max_examples=10)
@given(seed=st.integers(0, 10**6))
@example(seed=16)  # merged into another entry, an entry left its commitment behind
@example(seed=25)
def test_commitments_do_not_depend_on_the_order_of_reports(seed: int) -> None:
    chance = Random(seed)
    texts = reports(chance)
    entries, commitments = kept([texts])
    chance.shuffle(texts)
    batches = []
    while texts:
        size = chance.randint(1, 2)
        batches.append(texts[:size])
        texts = texts[size:]
    again, followed = kept(batches)
    assert again == entries
    assert followed == commitments
    assert all(each.entries for each in followed.values())


def test_the_texts_of_the_property_make_commitments() -> None:
    found = [len(kept([reports(Random(seed))])[1]) for seed in range(3)]
    assert all(found)


def test_what_is_read_again_otherwise_leaves_no_commitment_behind(tmp_path: Path) -> None:
    made = tmp_path / "a.txt"
    made.write_text(f"A\n@2031-05-03\n{GIFT.format(*STATES[:2], 20, 'barley', '2031-06-20')}", "utf-8")
    other = tmp_path / "b.txt"
    other.write_text(f"B\n@2031-06-21\n{GIFT.format(*STATES[:2], 21, 'barley', '2031-06-21')}", "utf-8")
    with open_ledger(tmp_path / "x.ledger", pipeline=PIPELINE) as ledger:
        ledger.ingest([made, other])
        (held,) = ledger.casework.commitments()
        assert len(held.entries) == 2
    silent = replace(TELL, version=2, run=lambda folios, _: [replace(folio, events=()) for folio in folios])
    with open_ledger(tmp_path / "x.ledger", pipeline=replace(PIPELINE, report_stages=(READ, silent))) as later:
        later.ingest([made])
        assert not later.casework.commitments()
