"""Tracing: which words of a sentence name an act, which line of the tables fires, and what came of it."""

from dataclasses import dataclass

from onrecord.core.issues import DroppedMention
from onrecord.core.parse import Parse, Token
from onrecord.core.records import Event
from onrecord.core.spans import Span
from onrecord.language.parsing import parse_text
from onrecord.meaning.events.candidates import Candidate
from onrecord.meaning.events.coding import typing_of
from onrecord.meaning.events.extract import extract_events, read_candidates
from onrecord.meaning.events.find import told_in
from onrecord.meaning.events.lexicon import ActSense, EventLexicon, core_acts, effects, event_lexicon
from onrecord.meaning.events.operators import Link

_POS = {"VERB": "VERB", "AUX": "VERB", "NOUN": "NOUN", "PROPN": "NOUN", "ADJ": "ADJ"}


@dataclass(frozen=True, slots=True)
class Step:
    """An operator above an act: its words, its name, the stage it gives (None: leaves it) and whether it denies."""

    words: Span
    operator: str
    stage: str | None
    denies: bool


@dataclass(frozen=True, slots=True)
class Tried:
    """A word that the tables know as an act.

    ``senses`` are all that the tables give for it, in the order in which they are tried; ``fired`` the one that holds
    here, None where none does or where the word only wraps another's act. ``classes`` are those of its object's nouns,
    ``steps`` the operators above it, the innermost first. ``type`` is None where its object makes it no event.
    """

    word: Span
    lemma: str
    pos: str
    senses: tuple[ActSense, ...]
    fired: ActSense | None
    classes: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()
    type: str | None = None
    implied: bool = False


@dataclass(frozen=True, slots=True)
class Trace:
    """A text, the words tried in its order, its events, and the mentions that were ruled out, with the reason."""

    text: str
    tried: tuple[Tried, ...]
    events: tuple[Event, ...]
    dropped: tuple[DroppedMention, ...]


def trace_events(text: str, *, language: str, published: str | None = None, codebook: str = "") -> Trace:
    """Return what fires in ``text`` and why.

    ``language`` is BCP 47, ``published`` the day of publication as EDTF, ``codebook`` the folder of the user's own
    words. Spans are code points of ``text``. Raises LanguageError where the language is not installed, LexiconError
    where the codebook cannot be read.
    """
    parse = parse_text(text, language)
    told = told_in(parse, published, codebook)
    lexicon = event_lexicon(parse.language, codebook)
    found = {candidate.token: candidate for candidate in read_candidates(parse, told)}
    tried = tuple(t for token in parse.tokens if (t := _tried(parse, token, found.get(token.i), lexicon)) is not None)
    events, dropped = extract_events(parse, told)
    return Trace(text, tried, events, dropped)


def _tried(parse: Parse, token: Token, candidate: Candidate | None, lexicon: EventLexicon) -> Tried | None:
    pos = _POS.get(token.pos, token.pos)
    lemma = token.lemma.lower()
    senses = lexicon.acts.get((lemma, pos), ())
    if candidate is None:
        return Tried(token.span, lemma, pos, senses, None) if senses else None
    typing = typing_of(candidate, core_acts()[candidate.sense.act])
    return Tried(
        word=token.span,
        lemma=lemma,
        pos=pos,
        senses=senses,
        fired=candidate.sense,
        classes=tuple(sorted({name for classes in candidate.classes for name in classes})),
        steps=tuple(_step(parse, link) for link in candidate.chain.links),
        type=typing.type if typing else None,
        implied=candidate.implied,
    )


def _step(parse: Parse, link: Link) -> Step:
    tokens = sorted((link.token, *link.parts))
    effect = effects()[link.operator]
    words = Span(parse.tokens[tokens[0]].start, parse.tokens[tokens[-1]].end)
    return Step(words, link.operator, effect.stage, effect.denies)
