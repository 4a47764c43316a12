"""The stages over one report, as functions: bytes and settings in, records out."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from onrecord.config import Config
from onrecord.core.ids import make_id
from onrecord.core.issues import Issue
from onrecord.core.records import Report
from onrecord.pipeline.folios import Folio

READ: Final = "read@1"
PARSE: Final = "parse@1"


def read(folios: Sequence[Folio], config: Config) -> list[Folio]:
    """Add the report that each document's bytes hold."""
    from onrecord.documents import read_report  # heavy to import, and needed only where something is read

    return [_with_report(folio, read_report(folio.raw, file=folio.file)) for folio in folios]


def parse(folios: Sequence[Folio], config: Config) -> list[Folio]:
    """Add the parse of each report's text, one batch a language; a language without a parser leaves an issue."""
    from onrecord.language.lexicons import languages
    from onrecord.language.parsing import parse_texts

    known = set(languages())
    parsed = list(folios)
    by_language: defaultdict[str, list[int]] = defaultdict(list)
    for n, folio in enumerate(folios):
        language = (folio.report.language if folio.report else None) or ""
        base = language.partition("-")[0].lower()
        if base in known:
            by_language[base].append(n)
        else:
            parsed[n] = folio.with_issue(_unread(language))
    for language, places in by_language.items():
        texts = [_readable(report, config) for n in places if (report := folios[n].report)]
        for n, text, result in zip(places, texts, parse_texts(texts, language), strict=True):
            parsed[n] = _note_cut(replace(folios[n], parse=result), len(text))
    return parsed


def _with_report(folio: Folio, report: Report) -> Folio:
    report = replace(
        report,
        id=report.id or make_id("report", folio.sha256),
        file=folio.file,
        sha256=folio.sha256,
        produced_by=READ,
    )
    return replace(folio, report=report)


def _readable(report: Report, config: Config) -> str:
    return report.text[: config.longest]


def _note_cut(folio: Folio, read: int) -> Folio:
    length = len(folio.report.text) if folio.report else 0
    if length == read:
        return folio
    message = f"Only the first {read} of {length} characters were read for statements and events."
    return folio.with_issue(Issue(PARSE, "parse.cut", message, "Raise the setting `longest`, or split the file."))


def _unread(language: str) -> Issue:
    said = f"The language {language!r} has no parser here" if language else "The language could not be told"
    return Issue(
        PARSE, "parse.language", f"{said}: no statements or events were read.", "Check that the text is whole."
    )
