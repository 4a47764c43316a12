"""The commands on the codebook: the words that name acts, the user's own among them."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from onrecord.config import read_config
from onrecord.core.errors import LexiconError
from onrecord.core.records import Event
from onrecord.pipeline.codebooks import check, language_of, languages, new_tables, trace
from onrecord.views import wording
from onrecord.views.cli.screen import Column, Screen

if TYPE_CHECKING:
    from onrecord.meaning.events.checking import Fault
    from onrecord.meaning.events.tracing import Trace, Tried

_FAULT: Final = (
    Column("file", wrap=False),
    Column("line", "dim", wrap=False),
    Column("what is wrong", "red"),
    Column("what to do", "green"),
)
_MOST: Final = 6
_NO_EVENT: Final = "names no event with this object"


@click.group()
def codebook() -> None:
    """Make, check and try your own words for acts, operators and things.

    They stand in a folder of tables (see `onrecord codebook new`), which the setting `codebook` in onrecord.toml or
    ONRECORD_CODEBOOK names.
    """


@codebook.command()
@click.argument("folder", type=click.Path(file_okay=False), default="codebook")
def new(folder: str) -> None:
    """Make FOLDER (codebook) with an empty table for every kind of word, each of which says how it is filled."""
    made = new_tables(Path(folder))
    screen = Screen()
    for file in made:
        screen.line(str(file))
    screen.line(f'Say codebook = "{folder}" in onrecord.toml, and the next ingest reads by it.')


@codebook.command("check")
@click.argument("folder", required=False)
def check_tables(folder: str | None) -> int:
    """Say what is wrong in the tables of FOLDER (the one in use where none is named) and in onrecord's own.

    Exit status: 0 nothing, 1 something.
    """
    faults = check(read_config(codebook=folder).codebook)
    screen = Screen()
    screen.table(_FAULT, (_fault(fault) for fault in faults))
    screen.line(f"{len(faults)} found." if faults else "Nothing is wrong.")
    return 1 if faults else 0


@codebook.command("try")
@click.argument("sentence")
@click.option("--language", metavar="CODE", help="The language of the sentence (en, fr); else it is detected.")
@click.option("--published", metavar="DATE", help="The day of publication, to which weekdays are counted.")
@click.option("--codebook", "folder", metavar="FOLDER", help="A codebook other than the one in use.")
def try_sentence(sentence: str, language: str | None, published: str | None, folder: str | None) -> None:
    """Show which words of SENTENCE fire, by which line, and the events that come of it."""
    language = language or language_of(sentence)
    if language is None:
        raise LexiconError(
            "codebook.language",
            "The language of the sentence cannot be told.",
            f"Name it with --language ({', '.join(languages())}).",
        )
    found = trace(sentence, language, published, read_config(codebook=folder).codebook)
    screen = Screen()
    for line, style in _lines(found):
        screen.line(line, style)


def _fault(fault: "Fault") -> tuple[str, ...]:
    return fault.file, "" if fault.line is None else str(fault.line), fault.message, fault.mend


def _lines(found: "Trace") -> Iterator[tuple[str, str]]:
    yield "Words that name acts", "bold"
    for tried in found.tried:
        yield from _tried(found, tried)
    if not found.tried:
        yield "  none that the tables know", "dim"
    yield "Events", "bold"
    for event in found.events:
        yield from _event(found, event)
    if not found.events:
        yield "  none", "dim"
    if found.dropped:
        yield "Ruled out", "bold"
    for mention in found.dropped:
        yield f"  {mention.span.of(found.text)}: {mention.reason}", "dim"


def _tried(found: "Trace", tried: "Tried") -> Iterator[tuple[str, str]]:
    yield f"  {tried.word.of(found.text)}  ({tried.lemma}, {tried.pos})", "yellow"
    shown = [s for s in tried.senses if s == tried.fired] or tried.senses[:_MOST]
    for sense in shown:
        mark = "→" if sense == tried.fired else " "
        words = " ".join((tried.lemma, *sense.parts))
        wants = f", object one of {', '.join(sorted(sense.objects))}" if sense.objects else ""
        yield f"    {mark} {words}: {sense.act}{f' ({sense.mode})' if sense.mode else ''}{wants}", ""
    if len(tried.senses) > len(shown):
        yield f"      and {len(tried.senses) - len(shown)} further lines of this word", "dim"
    if tried.fired is None:
        yield "      no line fits here, or the word belongs to another act", "dim"
        return
    if tried.fired not in tried.senses:
        yield f"    → {tried.fired.act}, by its object{' and the operator' if tried.implied else ''}", ""
    if tried.classes:
        yield f"      beside it: {', '.join(tried.classes)}", "dim"
    for step in tried.steps:
        effect = f"{step.stage or 'leaves the stage'}{', denies' if step.denies else ''}"
        yield f"      under “{step.words.of(found.text)}”: {step.operator} ({effect})", ""
    if tried.type is None:
        yield f"      {_NO_EVENT}", "dim"


def _event(found: "Trace", event: Event) -> Iterator[tuple[str, str]]:
    mode = f" {event.mode}" if event.mode else ""
    denied = ", denied" if event.polarity == "denied" else ""
    yield f"  {event.type}{mode}, {event.stage}{denied}: {wording.who_to_whom(event)}", "green"
    yield f"      words: {event.evidence.of(found.text)}", ""
    types = {t.type for t in found.tried if t.type is not None and t.word.overlaps(event.trigger)}
    if not types:
        yield "      heard by the learned reader alone: no line of the tables makes it an event", "dim"
    elif event.type not in types:
        yield f"      by the tables alone: {', '.join(sorted(types))}", "dim"
    for name, words in _fields(event):
        yield f"      {name}: {words}", "dim"


def _fields(event: Event) -> Sequence[tuple[str, str]]:
    items = "; ".join(f"{item.text} ({item.category})" for item in event.items)
    fields = (
        ("items", items),
        ("when", f"{event.when} “{event.when_text}”" if event.when else ""),
        ("where", event.where.text if event.where else ""),
        ("on the word of", event.attribution or ""),
    )
    return [(name, words) for name, words in fields if words]
