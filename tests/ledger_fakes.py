"""Small stages without a parser, for tests of what keeps, runs and shows: "A gives B 20 t of rice on 2024-05-03."."""

import os
import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace

from onrecord.config import Config
from onrecord.core.errors import CaptureError
from onrecord.core.ids import make_id
from onrecord.core.issues import DroppedBlock, DroppedMention, Issue
from onrecord.core.records import Entity, Entry, Event, Item, Origin, Party, Report, Statement
from onrecord.core.spans import Span
from onrecord.core.view import View
from onrecord.pipeline.folios import Folio
from onrecord.pipeline.ingest import Pipeline
from onrecord.pipeline.stages import LedgerStage, ReportStage

CODES = {"Arland": "ARL", "Borduria": "BRD", "Côte-Verte": "CTV"}
_GIFT = re.compile(r"([\w-]+) gives ([\w-]+) (?:(\d+) t of )?(\w+)(?: on ([\d-]+))?")
_SPEECH = re.compile(r"“([^”]+)”,? ([\w-]+) (said)")


def read(folios: Sequence[Folio], config: Config) -> list[Folio]:
    """The first line is the title, one that starts with "#" is dropped, one that starts with "@" is the day."""
    return [replace(folio, report=_report(folio)) for folio in folios]


def tell(folios: Sequence[Folio], config: Config) -> list[Folio]:
    """Every gift is an event, every quotation a statement; "BOOM" in a text is a defect of this stage."""
    return [_told(folio) for folio in folios]


def dawdle(folios: Sequence[Folio], config: Config) -> list[Folio]:
    """Takes its time."""
    time.sleep(0.2)
    return list(folios)


def die(folios: Sequence[Folio], config: Config) -> list[Folio]:
    """Brings its process down, as a fault in a C library would."""
    if any("DEADLY" in folio.report.text for folio in folios if folio.report):
        os._exit(3)
    return list(folios)


def _report(folio: Folio) -> Report:
    lines = folio.raw.decode("utf-8", "replace").splitlines()
    if not any(line.strip() for line in lines):
        raise CaptureError("capture.empty", f"{folio.file} is empty.", "Leave it out.")
    kept = [line for line in lines[1:] if line and line[0] not in "#@"]
    published = next((line[1:].strip() for line in lines if line.startswith("@")), None)
    text = "\n\n".join(kept)
    return Report(
        id=make_id("rep", folio.sha256),
        text=text,
        file=folio.file,
        sha256=folio.sha256,
        outlet="The Test Post",
        title=lines[0],
        language="en",
        published=published,
        published_basis="visible" if published else None,
        origins=(Origin("agency", "Testwire", Span(0, 3)),),
        dropped=tuple(DroppedBlock(line, "menu", n) for n, line in enumerate(lines) if line.startswith("#")),
        issues=() if published else (Issue("read", "dating.none", "No date was found.", "Nothing.", "note"),),
    )


def _told(folio: Folio) -> Folio:
    report = folio.report
    assert report is not None
    if "BOOM" in report.text:
        raise ZeroDivisionError("the stage tripped")
    spoken = tuple(_statement(m, report) for m in _SPEECH.finditer(report.text))
    gifts = tuple(_event(m, report, spoken) for m in _GIFT.finditer(report.text))
    named = sorted({(name, code) for name, code in CODES.items() if name in report.text})
    places = {name: tuple(Span(*m.span()) for m in re.finditer(name, report.text)) for name, _ in named}
    states = tuple(
        Entity(make_id("ent", report.id, n), n, "Country", code, spans=places[n], report=report.id) for n, code in named
    )
    ifs = tuple(DroppedMention("tell", Span(*m.span()), "hypothetical") for m in re.finditer(r"If \w+", report.text))
    return replace(folio, statements=spoken, events=gifts, entities=states, dropped=ifs)


def _statement(match: re.Match[str], report: Report) -> Statement:
    return Statement(
        content=Span(*match.span(1)),
        form="direct",
        cue=Span(*match.span(3)),
        speaker=f"President {match[2]}",
        speaker_text=match[2],
        speaker_span=Span(*match.span(2)),
        country=CODES.get(match[2]),
        chain=("The Test Post", match[2]),
        id=make_id("stm", report.id, match.span()),
        report=report.id,
    )


def _event(match: re.Match[str], report: Report, spoken: Sequence[Statement]) -> Event:
    what = Item(
        text=report.text[match.start(3) if match[3] else match.start(4) : match.end(4)],
        span=Span(match.start(3) if match[3] else match.start(4), match.end(4)),
        what=match[4],
        category="food",
        low=int(match[3]) if match[3] else None,
        high=int(match[3]) if match[3] else None,
        unit="t" if match[3] else None,
        approx="exact" if match[3] else None,
    )
    return Event(
        type="AID",
        stage="pledged",
        trigger=Span(match.end(1) + 1, match.end(1) + 6),
        evidence=Span(*match.span()),
        contexts=("economic", "disasters"),
        actors=(Party(match[1], Span(*match.span(1)), CODES.get(match[1]), "GOV"),),
        recipients=(Party(match[2], Span(*match.span(2)), CODES.get(match[2]), "GOV"),),
        items=(what,),
        when=match[5],
        when_text=match[5],
        when_span=Span(*match.span(5)) if match[5] else None,
        when_basis="explicit" if match[5] else "none",
        attribution=spoken[0].speaker if spoken else None,
        statement=spoken[0].id if spoken else None,
        id=make_id("evt", report.id, match.span()),
        report=report.id,
    )


def one_each(view: View, reports: Sequence[str], config: Config) -> Iterator[Entry]:
    """Every event is an entry of its own."""
    for event in view.events_of(reports):
        yield Entry(make_id("entry", event.id), event.type, event.stage, (event.id,), 1, produced_by="entries@1")


READ = ReportStage(name="read", version=1, requires=("raw",), assigns=("report",), run=read)
TELL = ReportStage(
    name="tell",
    version=1,
    requires=("report",),
    assigns=("statements", "events", "entities", "dropped"),
    config=("longest",),
    run=tell,
)
DAWDLE = ReportStage(name="dawdle", version=1, requires=("report",), assigns=(), run=dawdle)
DIE = ReportStage(name="die", version=1, requires=("report",), assigns=(), run=die)
ENTRIES = LedgerStage(name="entries", version=1, requires=("events",), assigns=("entries",), run=one_each)
PIPELINE = Pipeline((READ, TELL), (ENTRIES,))

REPORTS = {
    "one.txt": "Rice for the coast\n@2024-05-02\n# Menu\nArland gives Borduria 20 t of rice on 2024-05-03. Applause.",
    "two.txt": "Mixed\n@2024-06\n“Arland gives Côte-Verte wheat”, Arland said. If Borduria asks, nothing.",
    "three.txt": "Undated\nBorduria gives Arland 7 t of tea on 2023. L'aide à la Côte-Verte est arrivée.",
}
