"""The stages that onrecord runs, in order, each declared in one place.

A stage's version goes up with every change, here or in the folder that it calls, of what it gives: the next ingest then
reads again what the older version has read.
"""

from functools import cache
from typing import Final

from onrecord.pipeline import entities, entries, lineage, reading
from onrecord.pipeline.ingest import Pipeline
from onrecord.pipeline.stages import LedgerStage, PlacingStage, ReportStage, ResolvingStage

REPORT_STAGES: Final = (
    ReportStage(name="read", version=12, requires=("raw", "recurring"), assigns=("report",), run=reading.read),
    ReportStage(
        name="parse",
        version=19,
        requires=("report",),
        assigns=("parse",),
        config=("longest",),
        run=reading.parse,
        leave=reading.leave,
    ),
    ReportStage(name="quotes", version=1, requires=("parse",), assigns=("quotes",), run=reading.quotes),
    ReportStage(name="times", version=13, requires=("report", "parse"), assigns=("times",), run=reading.times),
    ReportStage(
        name="quantities",
        version=16,
        requires=("report", "parse", "times"),
        assigns=("quantities",),
        run=reading.quantities,
    ),
    ReportStage(name="cast", version=29, requires=("parse", "quotes"), assigns=("cast", "entities"), run=reading.cast),
    ReportStage(
        name="statements",
        version=18,
        requires=("report", "parse", "quotes", "times", "cast"),
        assigns=("statements",),
        run=reading.statements,
    ),
    ReportStage(
        name="events",
        version=44,
        requires=("report", "parse", "times", "quantities", "cast", "statements"),
        assigns=("events", "dropped"),
        config=("codebook",),
        run=reading.events,
    ),
    ReportStage(
        name="facts",
        version=1,
        requires=("report", "times", "quantities", "entities", "events"),
        assigns=("facts",),
        run=reading.facts,
    ),
)

LEDGER_STAGES: Final = (
    ResolvingStage(
        name="entities",
        version=4,
        requires=("report", "entities"),
        assigns=("known entities",),
        run=entities.resolve_reports,
    ),
    PlacingStage(
        name="lineage",
        version=7,
        requires=("report", "entities", "events", "facts"),
        assigns=("lineage",),
        run=lineage.place_reports,
    ),
    LedgerStage(name="keys", version=8, requires=("events",), assigns=("keys",), run=entries.key_mentions),
    LedgerStage(
        name="entries",
        version=24,
        requires=("events", "keys", "lineage"),
        assigns=("entries",),
        run=entries.merge_mentions,
    ),
    LedgerStage(
        name="commitments",
        version=11,
        requires=("entries",),
        assigns=("commitments",),
        run=entries.follow_promises,
    ),
)


@cache
def standard() -> Pipeline:
    """Return the pipeline from raw bytes to entries."""
    return Pipeline(REPORT_STAGES, LEDGER_STAGES)
