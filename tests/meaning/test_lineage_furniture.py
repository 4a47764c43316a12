"""Five thousand reports that share furniture, a press release's quotation and stock phrases: strangers all."""

import random
import time
from collections import Counter
from collections.abc import Iterable, Iterator

from onrecord.core.records import Entity, Event, Origin, Report
from onrecord.meaning.lineage.placing import place

REPORTS = 5_000
_FURNITURE = (
    "The mission, set up in 2013 and employing 13,000 people, has been extended three times since then.",
    "The two countries have had diplomatic relations since 1961 and trade grew by 12 percent last year.",
    "This is a developing story and will be updated as soon as more information becomes available to us.",
    "The ministry did not immediately respond to a request for comment sent on Tuesday by electronic mail.",
    '"We remain committed to an open and lasting partnership with all our friends in the region," a statement said.',
    '"Every tonne that we promised will reach those who need it, without any condition," the spokesman told reporters.',
    "The conflict has displaced more than 2.4 million people since April 2021, according to the United Nations.",
    "Subscribe to our newsletter to receive the five most important stories of the day in your mail box.",
)
_SYLLABLES = "ba be do fi ga ka li lo ma mu ne no pa ra re sa si ta ti vo wa ze".split()  # noqa: SIM905


class Bench:
    """The least that placing asks for, kept in memory."""

    def __init__(self, reports: Iterable[Report]) -> None:
        self.all = {report.id: report for report in reports}
        self.keys: dict[int, list[str]] = {}
        self.facts: dict[str, tuple[str, ...]] = {}

    def reports(self, ids: Iterable[str]) -> Iterator[Report]:
        yield from (self.all[id] for id in sorted(ids))

    def entities_of(self, reports: Iterable[str]) -> Iterator[Entity]:
        yield from ()

    def events_of(self, reports: Iterable[str]) -> Iterator[Event]:
        yield from ()

    def holders(self, keys: Iterable[int], most: int) -> Iterator[tuple[int, str]]:
        yield from ((key, id) for key in keys for id in sorted(self.keys.get(key, ()))[:most])

    def lineage_facts(self, reports: Iterable[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
        yield from ((id, self.facts[id]) for id in reports if id in self.facts)


def _report(number: int, draw: random.Random, words: list[str]) -> Report:
    own = [
        f"{' '.join(draw.choices(words, k=draw.randint(9, 22))).capitalize()} {draw.randint(20, 90_000)} "
        f"{draw.choice(words)} {draw.choice(words).capitalize()}."
        for _ in range(draw.randint(6, 12))
    ]
    body = own + draw.sample(_FURNITURE, draw.randint(1, 3))
    draw.shuffle(body)
    origins = (Origin("agency", draw.choice(("Fjordwire", "Agence du Ponant", "Steppe Press"))),)
    day = f"2024-{draw.randint(1, 12):02}-{draw.randint(1, 28):02}"
    return Report(f"rep-{number:05}", "\n\n".join(body), outlet=f"Post {number % 40}", language="xx",
                  published=day, origins=origins)  # fmt: skip


def test_furniture_joins_no_strangers() -> None:
    draw = random.Random(8)
    words = ["".join(draw.choices(_SYLLABLES, k=draw.randint(2, 4))) for _ in range(6_000)]
    shelf = Bench(_report(number, draw, words) for number in range(REPORTS))
    ids = sorted(shelf.all)
    relations: Counter[str] = Counter()
    began = time.process_time()
    for start in range(0, REPORTS, 250):
        for placement in list(place(shelf, ids[start : start + 250])):
            shelf.facts[placement.report] = placement.facts
            for key in placement.keys:
                shelf.keys.setdefault(key, []).append(placement.report)
            relations.update(link.relation for link in placement.links if not link.named)
    assert not relations
    assert time.process_time() - began < 120
