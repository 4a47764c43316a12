"""To whom and on what occasion something was said."""

from collections.abc import Sequence

from onrecord.core.spans import Span
from onrecord.core.times import TimeExpression
from onrecord.meaning.statements.phrases import Phrase, phrase_of
from onrecord.meaning.statements.scene import Scene
from onrecord.meaning.statements.speakers import Speech

_NEAR = 8


def addressee_of(scene: Scene, speech: Speech, content: Span) -> Phrase | None:
    """Return the one spoken to: the object of "told", the phrase after "said to"."""
    cue, found = speech.found.cue, speech.found
    if cue.pos != "VERB" or cue.addressee == "none":
        return None
    window = scene.sentence(found.head)
    for child in scene.parse.children(found.head, "obj", "iobj", "obl", "nmod"):
        if child.i <= found.last or child.i not in window or content.covers(child.span):
            continue
        if child.pos not in ("NOUN", "PROPN", "PRON") or child.rel == "obl:npmod" or _is_speaker(speech, child.i):
            continue
        if child.pos == "PRON" and scene.grammar.among("impersonal", scene.word(child.i)):
            continue
        # "told me" outside of quoted words is the report's own newsroom.
        if scene.quote_at[child.i] is None and scene.grammar.among("own_newsroom", scene.word(child.i)):
            continue
        case = scene.parse.child(child.i, "case")
        direct = case is None and cue.addressee == "obj" and child.rel in ("obj", "iobj")
        marked = case is not None and scene.grammar.among("addressee_prepositions", scene.word(case.i), case.lemma)
        if (direct or marked) and (child.pos == "PROPN" or not _is_occasion(scene, child.i)):
            last = max(child.i, _last(scene, content, window))
            while last > child.i and scene.tokens[last].rel == "case":
                last -= 1
            if speech.speaker is not None and child.i < speech.speaker.first <= last:
                last = speech.speaker.first - 1
            # "told reporters in Bern", « à la presse depuis Berne »: where it was said is no part of to whom.
            far = (i for i in range(child.i + 1, last + 1) if scene.tokens[i].rel == "case")
            where = next((i for i in far if not scene.grammar.among("source_prepositions", scene.word(i))), last + 1)
            last = where - 1 if child.pos == "NOUN" else last
            return phrase_of(scene, child.i, found.last + 1, last)
    return None


def venue_of(scene: Scene, speech: Speech, content: Span) -> Phrase | None:
    """Return the occasion, place or channel of speaking ("at a press conference", « sur X »)."""
    found = speech.found
    window = scene.sentence(found.head)
    # "Speaking at a press conference, she said ..."
    setting = [c.i for c in scene.parse.children(found.head, "advcl", "acl") if not scene.parse.children(c.i, "nsubj")]
    heads = (found.head, *([speech.speaker.head] if speech.speaker else []), *setting)
    for head in heads:
        for child in scene.parse.children(head, "obl", "nmod"):
            if content.covers(child.span) or child.i not in window or _is_speaker(speech, child.i):
                continue
            case = scene.parse.child(child.i, "case")
            if case is None or not scene.grammar.among("venue_prepositions", scene.word(case.i), case.lemma):
                continue
            if _is_occasion(scene, child.i):
                low = found.last + 1 if child.i > found.last else window.start
                high = max(child.i, _last(scene, content, window)) if child.i > found.last else found.begin - 1
                return phrase_of(scene, child.i, low, high)
    return None


def time_of(scene: Scene, speech: Speech, content: Span, times: Sequence[TimeExpression]) -> TimeExpression | None:
    """Return the time that hangs on the cue, its speaker or the occasion ("said on Tuesday"), outside of what is said.

    A time that hangs on anything else tells when something else happened, not when the words were spoken.
    """
    if speech.found.cue.pos != "VERB":
        return None
    window = scene.sentence(speech.found.head)
    sentence = scene.span(window.start, window.stop - 1)
    own = {speech.found.head, speech.found.last}
    for time in times:
        if time.span.start >= sentence.end:
            return None
        if time.value is None or time.type not in ("DATE", "TIME") or not sentence.covers(time.span):
            continue
        if content.overlaps(time.span) or time.relation is not None:
            continue
        inside = scene.parse.tokens_in(time.span)
        tops = {t.head for t in inside if not any(t.head == other.i for other in inside) or t.is_root}
        if tops & own or any(_hangs_on(scene, top, speech) for top in tops):
            return time
    return None


def _hangs_on(scene: Scene, i: int, speech: Speech) -> bool:
    """Say whether token ``i`` is the occasion of speaking, or a name right beside the cue."""
    token = scene.tokens[i]
    near = abs(i - speech.found.head) <= _NEAR and token.head == speech.found.head
    return near and (_is_occasion(scene, i) or token.rel.startswith(("obj", "iobj", "nsubj", "obl")))


def _is_occasion(scene: Scene, i: int) -> bool:
    return scene.grammar.among("venue_nouns", scene.tokens[i].lemma.lower(), scene.word(i))


def _is_speaker(speech: Speech, i: int) -> bool:
    return speech.speaker is not None and speech.speaker.first <= i <= speech.speaker.last


def _last(scene: Scene, content: Span, window: range) -> int:
    """Return the last token of the sentence, or the one before the content where that stands at its end."""
    last = window.stop - 1
    if scene.tokens[window.start].start < content.start <= scene.tokens[last].start:
        while last > window.start and scene.tokens[last].end > content.start:
            last -= 1
        return last if scene.tokens[last].end > scene.tokens[window.start].end else window.stop - 1
    return last
