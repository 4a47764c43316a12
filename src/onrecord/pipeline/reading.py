"""The stages over one report, as functions: bytes and settings in, records out.

What they call is imported when they run: a command that only shows a ledger need not load a parser.
"""

import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from onrecord.config import Config
from onrecord.core.ids import make_id, make_mention_id
from onrecord.core.issues import Issue
from onrecord.core.parse import Parse
from onrecord.core.records import Entity, Event, Origin, Report, Statement
from onrecord.pipeline.folios import Folio

_PARSE: Final = "parse"
_SENTENCE: Final = 600
_CREDIT: Final = 8


def read(folios: Sequence[Folio], config: Config) -> list[Folio]:
    """Add the report that each document's bytes hold."""
    from onrecord.documents import read_report

    return [
        _with_report(
            folio,
            read_report(
                folio.raw,
                url=folio.url,
                captured=folio.captured,
                file=folio.file,
                encoding=folio.encoding,
                stated=folio.stated,
                recurring=folio.recurring,
            ),
        )
        for folio in folios
    ]


def parse(folios: Sequence[Folio], config: Config) -> list[Folio]:
    """Add the parse of each report's text, one batch a language; a language without a parser leaves an issue."""
    from onrecord.language.lexicons import languages
    from onrecord.language.parsing import parse_texts
    from onrecord.meaning.events.sensing import foresee

    known = set(languages())
    parsed = list(folios)
    by_language: defaultdict[str, list[int]] = defaultdict(list)
    for n, folio in enumerate(folios):
        language = (folio.report.language if folio.report else None) or ""
        base = language.partition("-")[0].lower()
        if base in known:
            by_language[base].append(n)
        elif folio.report and folio.report.text:
            parsed[n] = folio.with_issue(_unread(language))
    for language, places in by_language.items():
        texts = [report.text[: config.longest] for n in places if (report := folios[n].report)]
        foresee(texts)
        for n, text, result in zip(places, texts, parse_texts(texts, language), strict=True):
            parsed[n] = _note_cut(replace(folios[n], parse=result), len(text))
    return parsed


def leave() -> None:
    """End what ``parse`` has begun ahead for the stages after it; loads nothing where it has not been run."""
    if "onrecord.meaning.events.sensing" in sys.modules:
        from onrecord.meaning.events.sensing import forgo

        forgo()


def quotes(folios: Sequence[Folio], config: Config) -> list[Folio]:
    """Add the quoted stretches of each text."""
    from onrecord.language.quotes import find_quotes

    def found(folio: Folio, report: Report, parse: Parse) -> Folio:
        return replace(folio, quotes=find_quotes(parse.text, language=parse.language))

    return _each(folios, found)


def times(folios: Sequence[Folio], config: Config) -> list[Folio]:
    """Add the time expressions of each text, anchored to the report's day of publication."""
    from onrecord.language.times import find_times, tenses_of

    def found(folio: Folio, report: Report, parse: Parse) -> Folio:
        tenses = tenses_of(parse)
        return replace(
            folio, times=find_times(parse.text, language=parse.language, anchor=report.published, tenses=tenses)
        )

    return _each(folios, found)


def quantities(folios: Sequence[Folio], config: Config) -> list[Folio]:
    """Add the quantities of each text; a bare "dollar" is that of the country of the outlet, where it has one."""
    from onrecord.documents.credits.registry import outlet_named
    from onrecord.language.quantities import find_quantities, heads_of

    def found(folio: Folio, report: Report, parse: Parse) -> Folio:
        outlet, heads = outlet_named(report.outlet or ""), heads_of(parse)
        home = outlet.country or None if outlet else None
        quantities = find_quantities(parse.text, language=parse.language, home=home, heads=heads, times=folio.times)
        return replace(folio, quantities=quantities)

    return _each(folios, found)


def cast(folios: Sequence[Folio], config: Config) -> list[Folio]:
    """Add who is who in each report."""
    from onrecord.meaning.entities import build_casts

    read = [(f.parse, f.report.title, f.quotes) for f in folios if f.report is not None and f.parse is not None]
    casts = iter(build_casts(read))

    def found(folio: Folio, report: Report, parse: Parse) -> Folio:
        known = next(casts)
        return replace(folio, cast=known, entities=_identified_entities(known.entities_of(report.id)))

    return _each(folios, found)


def statements(folios: Sequence[Folio], config: Config) -> list[Folio]:
    """Add who is said in each report to have said what."""
    from onrecord.meaning.statements import extract_statements

    def found(folio: Folio, report: Report, parse: Parse) -> Folio:
        if folio.cast is None:
            return folio
        told = extract_statements(parse, folio.cast, folio.quotes, times=folio.times)
        return replace(folio, statements=_identified_statements(told, report))

    return _each(folios, found)


def events(folios: Sequence[Folio], config: Config) -> list[Folio]:
    """Add what is told in each report to have been done or promised, and the candidates that were ruled out."""
    from onrecord.meaning.events import Told, extract_events
    from onrecord.meaning.events.sensing import sense

    def found(folio: Folio, report: Report, parse: Parse) -> Folio:
        if folio.cast is None:
            return folio
        told = Told(
            folio.cast,
            folio.statements,
            folio.times,
            folio.quantities,
            report.published,
            codebook=config.codebook,
            senses=sense(parse.text),
        )
        kept, dropped = extract_events(parse, told)
        return replace(folio, events=_identified_events(kept, report), dropped=(*folio.dropped, *dropped))

    return _each(folios, found)


def _each(folios: Sequence[Folio], found: Callable[[Folio, Report, Parse], Folio]) -> list[Folio]:
    """Return the folios, those that have a report and its parse as ``found`` gives them."""
    return [found(f, f.report, f.parse) if f.report is not None and f.parse is not None else f for f in folios]


def facts(folios: Sequence[Folio], config: Config) -> list[Folio]:
    """Note the figures, dates and names by which lineage compares the reports, in a form alike in every language."""
    from onrecord.meaning.lineage.facts import facts_of

    noted = []
    for folio in folios:
        known = (folio.quantities, folio.times, folio.entities, folio.events)
        noted.append(replace(folio, facts=facts_of(folio.report, *known) if folio.report else ()))
    return noted


def _with_report(folio: Folio, report: Report) -> Folio:
    key = report.id or make_id("rep", folio.sha256)
    return replace(folio, report=replace(report, id=key, file=folio.file, sha256=folio.sha256))


def _identified_statements(found: Sequence[Statement], report: Report) -> tuple[Statement, ...]:
    """Return the statements with ids made of the report, its day and the characters that they claim."""
    seen: Counter[str] = Counter()
    identified = []
    for statement in found:
        key = make_mention_id(
            "stm", report.published, report.id, statement.content, statement.cue, statement.speaker_span
        )
        seen[key] += 1
        key = key if seen[key] == 1 else make_mention_id("stm", report.published, key, seen[key])
        chain = _chain(statement, report)
        identified.append(replace(statement, id=key, report=report.id, chain=chain))
    return tuple(identified)


def _identified_entities(found: Sequence[Entity]) -> tuple[Entity, ...]:
    """Return the entities ``found`` in a report; those of one id (alike in name and country) are one."""
    identified: dict[str, Entity] = {}
    for entity in found:
        first = identified.setdefault(entity.id, entity)
        if first is not entity:
            spans = {*entity.spans, *first.spans}
            identified[entity.id] = replace(first, spans=tuple(sorted(spans)))
    return tuple(identified.values())


def _chain(statement: Statement, report: Report) -> tuple[str, ...]:
    """Return who passes the words on: the outlet, the agency or other outlet whose words the report takes over, those
    who are quoted as quoting, the speaker.

    An outlet or agency that the report cites hands on the words of the sentence in which it stands; an agency that is
    credited with the report hands on all of them.
    """
    wires = [
        o.name
        for o in report.origins
        if (o.type == "agency" and _is_credit(o, report))
        or (o.type in ("agency", "outlet") and _hands_on(o, statement, report))
    ]
    names = (report.outlet, *wires, *statement.chain, statement.speaker)
    return tuple(dict.fromkeys(name for name in names if name))


def _is_credit(origin: Origin, report: Report) -> bool:
    """Say whether an agency is credited with the whole report: outside of the body, before its first sentence ends, or
    in a line that is no sentence ("(AFP)")."""
    if origin.span is None:
        return True
    before = report.text[: origin.span.start]
    if "\n" not in before and ". " not in before:
        return True
    opened = before.rfind("\n") + 1
    line = report.text[opened:].partition("\n")[0]
    return len(line.split()) <= _CREDIT


def _hands_on(origin: Origin, statement: Statement, report: Report) -> bool:
    """Say whether an outlet is cited in the line and sentence that tells ``statement``, outside of what is said."""
    if origin.span is None or statement.content.covers(origin.span):
        return False
    first, last = min(origin.span.start, statement.content.start), max(origin.span.end, statement.content.end)
    between = report.text[min(origin.span.end, statement.content.end) : max(origin.span.start, statement.content.start)]
    return last - first < _SENTENCE and "\n" not in between and ". " not in between


def _identified_events(found: Sequence[Event], report: Report) -> tuple[Event, ...]:
    """Return the events with ids made of the report, its day, their type and the characters that name the act."""
    seen: Counter[str] = Counter()
    identified = []
    for event in found:
        key = make_mention_id("evt", report.published, report.id, event.type, event.trigger, event.evidence)
        seen[key] += 1
        key = key if seen[key] == 1 else make_mention_id("evt", report.published, key, seen[key])
        identified.append(replace(event, id=key, report=report.id))
    return tuple(identified)


def _note_cut(folio: Folio, read: int) -> Folio:
    length = len(folio.report.text) if folio.report else 0
    if length == read:
        return folio
    message = f"Only the first {read} of {length} characters were read for statements and events."
    return folio.with_issue(Issue(_PARSE, "parse.cut", message, "Raise the setting `longest`, or split the file."))


def _unread(language: str) -> Issue:
    said = f"The language {language!r} has no parser here" if language else "The language could not be told"
    return Issue(
        _PARSE, "parse.language", f"{said}: no statements or events were read.", "Check that the text is whole."
    )
