"""Statements of a text: every cue with its content, then the quotations that no cue stands by."""

from collections.abc import Sequence

from onrecord.core.parse import Parse
from onrecord.core.records import Statement
from onrecord.core.spans import Span
from onrecord.core.vocabulary import Form
from onrecord.language.parsing import parse_text
from onrecord.language.quotes import Quote, find_quotes
from onrecord.meaning.statements.contents import Content, clause_end, following, preceding
from onrecord.meaning.statements.grammar import grammar
from onrecord.meaning.statements.naming import Cast, describe
from onrecord.meaning.statements.occurrences import find_occurrences, is_withheld
from onrecord.meaning.statements.scene import Scene
from onrecord.meaning.statements.speakers import Speech, read_speech


def find_statements(text: str, *, language: str) -> tuple[Statement, ...]:
    """Return who is said to have said what in ``text`` (the body of a report), in the order of the text.

    Spans are half-open, in code points of ``text``. Raises LanguageError where the language is unknown or its parser
    is not installed.
    """
    from onrecord.meaning.entities import build_cast

    parse = parse_text(text, language)
    return extract_statements(parse, build_cast(parse), find_quotes(text, language=language))


def extract_statements(parse: Parse, cast: Cast, quotes: Sequence[Quote]) -> tuple[Statement, ...]:
    """Return the statements of ``parse``; ``cast`` names the speakers, ``quotes`` are the quoted stretches of its text.

    Content is without outer quotation marks, without the word that opens a reported clause, without final stop. Raises
    LanguageError for an unknown language.
    """
    scene = Scene(parse, quotes, grammar(parse.language))
    speeches = [read_speech(scene, o) for o in find_occurrences(scene) if not is_withheld(scene, o)]
    barriers = sorted(_barrier(scene, s) for s in speeches if s.found.cue.pos == "VERB")
    drafts: list[tuple[Speech, Content]] = []
    floors: dict[int, int] = {}
    for speech in speeches:
        window = scene.sentence(speech.found.head)
        content = _content(scene, speech, window, barriers, floors.get(window.start, window.start))
        if content is None:
            continue
        drafts.append((speech, content))
        floors[window.start] = max(floors.get(window.start, 0), clause_end(scene, speech, window) + 1)
    found = [_statement(scene, cast, s, c) for s, c in drafts]
    return tuple(sorted(found, key=lambda s: (s.content, s.cue or s.content)))


def statement_over(statements: Sequence[Statement], span: Span) -> Statement | None:
    """Return the innermost of ``statements`` whose content covers ``span``, or None."""
    over = [s for s in statements if s.content.covers(span)]
    return min(over, key=lambda s: s.content.end - s.content.start, default=None)


def _barrier(scene: Scene, speech: Speech) -> int:
    return speech.left


def _content(scene: Scene, speech: Speech, window: range, barriers: list[int], floor: int) -> Content | None:
    cue = speech.found.cue
    if cue.pos == "ADP":
        return _beside(scene, speech, window, floor)
    if cue.pos == "NOUN":
        return None
    after = following(scene, speech, window, [])
    if after is not None:
        return after
    return preceding(scene, speech, window, floor)


def _beside(scene: Scene, speech: Speech, window: range, floor: int) -> Content | None:
    """Return the content that a phrase like "according to X" stands before, inside or behind."""
    tokens, strong = scene.tokens, "clause" in speech.found.cue.content
    left, right = speech.left, speech.right
    if speech.speaker is None or (not strong and left != window.start):
        return None
    before = preceding(scene, speech, window, floor) if left > window.start else None
    if before is not None:
        return before
    at = right + 1
    while at in window and tokens[at].text != "," and scene.quote_at[at] is None and left <= window.start + 2:
        if tokens[at].pos in ("VERB", "AUX"):
            at = right + 1
            break
        at += 1
    if at not in window:
        return None
    quote = scene.quote_after(at if tokens[at].pos == "PUNCT" else at - 1)
    if quote is not None and quote.kind == "speech":
        return Content(at, at, quote)
    first = at + 1 if tokens[at].pos == "PUNCT" else at
    last = window.stop - 1
    while last > first and tokens[last].pos == "PUNCT":
        last -= 1
    return Content(first, last) if first < last and strong else None


def _statement(scene: Scene, cast: Cast, speech: Speech, content: Content) -> Statement:
    span, form = _form(scene, content)
    found = speech.found
    speaker = speech.speaker
    speaker_span = scene.span(speaker.first, speaker.last) if speaker else None
    parties = cast.parties(speaker.head) if speaker else ()
    return Statement(
        content=span,
        form=form,
        cue=scene.span(found.first, found.last),
        speaker=describe(scene, cast, speaker) if speaker else None,
        speaker_text=speaker_span.of(scene.text) if speaker_span else None,
        speaker_span=speaker_span,
        country="+".join(dict.fromkeys(p.country for p in parties if p.country)) or None,
        sector=parties[0].sector if parties else None,
        stance=found.cue.stance,
    )


def _form(scene: Scene, content: Content) -> tuple[Span, Form]:
    if content.quote is not None:
        return content.quote.inner, "direct"
    span = scene.span(content.first, content.last)
    inside = [q for q in scene.outer if q.outer.overlaps(span) and not q.inner.covers(span)]
    if not inside:
        return span, "indirect"
    # A quoted fragment at either end keeps its marks.
    start, end = min(span.start, *(q.outer.start for q in inside)), max(span.end, *(q.outer.end for q in inside))
    return Span(start, end), "mixed"
