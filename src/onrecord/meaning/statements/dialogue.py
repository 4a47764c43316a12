"""Quotations that no cue stands by: who is speaking is clear from what was said just before."""

from collections.abc import Iterator

from onrecord.core.parse import Token
from onrecord.core.spans import Span
from onrecord.language.quotes import Quote
from onrecord.meaning.statements.contents import Content
from onrecord.meaning.statements.phrases import Phrase, phrase_of
from onrecord.meaning.statements.scene import Scene
from onrecord.meaning.statements.speakers import Speech

Draft = tuple[Speech, Content]

_ENDS = ".!?\u2026:\u201d\"\u00bb'\u2019"
_FEWEST_WORDS = 4


def uncued(scene: Scene, drafts: list[Draft], others: list[Content]) -> Iterator[tuple[Phrase | None, Content]]:
    """Yield the utterances that none of ``drafts`` and ``others`` holds, each with the speaker who has the floor, or
    None."""
    told = [c for s, c in drafts if not _is_nested(scene, s, c)]
    held = [(_span_start(scene, c), _span_end(scene, c)) for c in (*told, *others)]
    speaking: list[tuple[int, int, Phrase]] = [
        (_span_start(scene, c), scene.tokens[s.found.head].start, s.speaker) for s, c in drafts if s.speaker is not None
    ]
    speaking = [(max(a, b), b, p) for a, b, p in speaking]
    for quote in scene.outer:
        if quote.kind != "speech" or any(a < quote.outer.end and quote.outer.start < b for a, b in held):
            continue
        inside = scene.parse.tokens_in(quote.outer)
        if not inside or not _stands_alone(scene, quote, inside):
            continue
        speaker = _floor(scene, quote, inside[0], speaking) or _later(scene, quote, speaking)
        if speaker is None and len(inside) < _FEWEST_WORDS:
            continue
        if speaker is not None:
            speaking.append((quote.outer.start, quote.outer.start, speaker))
        yield speaker, Content(inside[0].i, inside[-1].i, quote)


def _is_nested(scene: Scene, speech: Speech, content: Content) -> bool:
    """Say whether the cue stands inside a quotation and tells what is said there on somebody else's word."""
    return content.quote is None and content.stretch is None and scene.quote_at[speech.found.head] is not None


def _span_start(scene: Scene, content: Content) -> int:
    return content.quote.outer.start if content.quote else scene.tokens[content.first].start


def _span_end(scene: Scene, content: Content) -> int:
    return content.quote.outer.end if content.quote else scene.tokens[content.last].end


def _stands_alone(scene: Scene, quote: Quote, inside: list[Token]) -> bool:
    """Say whether a quotation is a sentence of its own rather than a title or a phrase in one."""
    line = scene.text.rfind("\n", 0, quote.outer.start) + 1
    before = scene.text[line : quote.outer.start].rstrip()
    after = scene.text[quote.outer.end : quote.outer.end + 3].strip()
    closes = quote.inner.of(scene.text)[-1:] in tuple(".!?\u2026") or after[:1] in (".", "!", "?")
    return quote.continues or ((not before or before[-1] in _ENDS) and (closes or not after))


def _floor(scene: Scene, quote: Quote, first: Token, speaking: list[tuple[int, int, Phrase]]) -> Phrase | None:
    """Return the one who has the floor: the last speaker of the paragraph, else the subject of the sentence before,
    else whoever spoke last in the paragraph before."""
    line = scene.text.rfind("\n", 0, quote.outer.start) + 1
    earlier = [s for s in speaking if s[0] < quote.outer.start]
    last = max(earlier, key=lambda s: s[0], default=None)
    if quote.continues:
        return last[2] if last else None
    subject = _subject_before(scene, quote, line)
    if last is not None and last[0] >= line:
        newer = subject is not None and scene.tokens[subject.head].start > last[0]
        return subject if newer else last[2]
    if subject is not None:
        return subject
    alone = not scene.text[line : quote.outer.start].strip()
    if alone and last is not None:
        previous = scene.text.rfind("\n", 0, len(scene.text[:line].rstrip())) + 1
        return last[2] if last[0] >= previous else None
    return None


def _later(scene: Scene, quote: Quote, speaking: list[tuple[int, int, Phrase]]) -> Phrase | None:
    """Return who is named only behind a later paragraph of a quotation that runs over several."""
    at, last = scene.outer.index(quote), quote
    for following in scene.outer[at + 1 :]:
        if not following.continues:
            break
        last = following
    if last is quote:
        return None
    return next((p for start, _, p in sorted(speaking, key=lambda s: s[0]) if last.outer.start <= start), None)


def _subject_before(scene: Scene, quote: Quote, line: int) -> Phrase | None:
    """Return the person who is the subject of the sentence right before ``quote`` in its paragraph."""
    before = [t for t in scene.parse.tokens_in(Span(line, quote.outer.start)) if scene.quote_at[t.i] is None]
    if not before:
        return None
    window = scene.sentence(before[-1].i)
    for i in window:
        token = scene.tokens[i]
        if not token.rel.startswith("nsubj") or scene.quote_at[i] is not None or token.start > quote.outer.start:
            continue
        named = token.pos == "PROPN" or scene.parse.child(i, "appos", "flat:name") is not None
        human = token.pos == "PRON" and scene.grammar.among("personal", scene.word(i))
        if named or human:
            return phrase_of(scene, i, window.start, window.stop - 1)
        return None
    return None
