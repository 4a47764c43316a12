"""The stages that onrecord runs, in order, each declared in one place."""

from functools import cache

from onrecord.pipeline import entries, reading
from onrecord.pipeline.ingest import Pipeline
from onrecord.pipeline.stages import LedgerStage, ReportStage

READ = ReportStage(name="read", version=1, requires=("raw",), assigns=("report",), run=reading.read)
PARSE = ReportStage(
    name="parse", version=1, requires=("report",), assigns=("parse",), config=("longest",), run=reading.parse
)
ENTRIES = LedgerStage(name="entries", version=1, requires=("events",), assigns=("entries",), run=entries.one_each)


@cache
def standard() -> Pipeline:
    """Return the pipeline from raw bytes to entries."""
    return Pipeline((READ, PARSE), ())
