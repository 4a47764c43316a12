"""Finding the events of a bare text, for those who have no report around it."""

from dataclasses import replace

from onrecord.core.parse import Parse
from onrecord.core.records import Event
from onrecord.language.parsing import parse_text
from onrecord.language.quantities import find_quantities, heads_of
from onrecord.language.quotes import find_quotes
from onrecord.language.times import find_times, tenses_of
from onrecord.meaning.entities import build_cast
from onrecord.meaning.events.extract import Told, extract_events
from onrecord.meaning.events.sensing import sense
from onrecord.meaning.statements import extract_statements


def find_events(text: str, *, language: str, published: str | None = None, domestic: bool = False) -> tuple[Event, ...]:
    """Return the events that ``text`` tells, in the order of the text.

    ``language`` is BCP 47; ``published`` is the day of publication as EDTF, to which weekdays and such are anchored.
    ``domestic`` keeps acts that stay inside one state, which the codebook leaves out.
    Spans are half-open, in code points of ``text``. Raises LanguageError where the language is not installed.
    """
    parse = parse_text(text, language)
    return extract_events(parse, replace(told_in(parse, published), domestic=domestic))[0]


def told_in(parse: Parse, published: str | None = None, codebook: str = "", title: str | None = None) -> Told:
    """Return what the stages before events find in a bare parsed text: its parties, statements, times, quantities.

    Raises LanguageError or LexiconError where the language has no lexicons.
    """
    quotes = find_quotes(parse.text, language=parse.language)
    cast = build_cast(parse, title=title, quotes=quotes)
    times = find_times(parse.text, language=parse.language, anchor=published, tenses=tenses_of(parse))
    return Told(
        parties=cast,
        statements=extract_statements(parse, cast, quotes),
        times=times,
        quantities=find_quantities(parse.text, language=parse.language, heads=heads_of(parse), times=times),
        published=published,
        codebook=codebook,
        senses=sense(parse.text),
    )
