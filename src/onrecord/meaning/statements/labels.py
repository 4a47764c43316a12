"""Speech under a label: a name or office, a colon and what is said, as headlines, tickers and transcripts have it."""

from collections.abc import Iterator
from typing import Final

from onrecord.meaning.statements.contents import Content, has_predicate, trimmed
from onrecord.meaning.statements.naming import Cast, can_speak
from onrecord.meaning.statements.phrases import Phrase
from onrecord.meaning.statements.scene import Scene

_LONGEST_LABEL: Final = 9


def labelled(scene: Scene, cast: Cast, held: list[Content]) -> Iterator[tuple[Phrase, Content]]:
    """Yield the words that stand behind a label at the head of a line, each with the phrase that is the label.

    A state or city before a colon is the topic of a headline, and so no speaker; unquoted words must be a clause, and
    their label an office or a body told by a common noun ("Army spokesman: shells fell at dawn"). What ``held`` has
    already is left out.
    """
    taken = {i for content in held for i in range(content.first, content.last + 1)}
    for colon in scene.tokens:
        if colon.text != ":" or scene.quote_at[colon.i] is not None:
            continue
        first = colon.i
        while first > 0 and colon.i - first < _LONGEST_LABEL and not _opens_line(scene, first):
            first -= 1
        if first == colon.i or not _opens_line(scene, first):
            continue
        label = _label(scene, cast, first, colon.i - 1)
        content = _behind(scene, cast, label, colon.i) if label is not None else None
        if label is not None and content is not None and not taken & set(range(content.first, content.last + 1)):
            yield label, content


def _opens_line(scene: Scene, i: int) -> bool:
    return i == 0 or "\n" in scene.text[scene.tokens[i - 1].end : scene.tokens[i].start]


def _label(scene: Scene, cast: Cast, first: int, last: int) -> Phrase | None:
    """Return the noun phrase that is all there is between two tokens, or None."""
    inside = scene.tokens[first : last + 1]
    if any(scene.is_verb(t.i) or t.text in (",", ";", ".") or scene.quote_at[t.i] is not None for t in inside):
        return None
    nouns = [t for t in inside if t.pos in ("NOUN", "PROPN")]
    tops = [t for t in nouns if t.is_root or not first <= t.head <= last]
    head = tops[0] if tops else (nouns[0] if nouns else None)
    if head is None or inside[0].pos not in ("NOUN", "PROPN", "DET", "ADJ"):
        return None
    phrase = Phrase(head.i, first, last)
    return phrase if can_speak(scene, cast, phrase) else None


def _behind(scene: Scene, cast: Cast, label: Phrase, colon: int) -> Content | None:
    """Return the words behind the colon that can be the label's own."""
    head = scene.tokens[label.head]
    parties = cast.parties(label.head)
    place = bool(parties) and all(p.country is not None and p.sector == "GOV" for p in parties) and head.pos == "PROPN"
    single = head.pos == "PROPN" and label.first == label.last
    quote = scene.quote_after(colon)
    if quote is not None:
        inside = scene.parse.tokens_in(quote.outer)
        named = bool(parties) or (head.pos == "PROPN" and not single) or head.pos == "NOUN"
        return Content(inside[0].i, inside[-1].i, quote) if inside and named and not (place and single) else None
    if head.pos != "NOUN" or not parties or colon + 1 >= len(scene.tokens):
        return None
    last = colon + 1
    while last + 1 < len(scene.tokens) and not _opens_line(scene, last + 1) and scene.tokens[last].text not in ".!?":
        last += 1
    last = trimmed(scene, colon + 1, last)
    return Content(colon + 1, last) if has_predicate(scene, colon + 1, last) else None
