"""The turns of a dialogue that dashes mark, and who takes those that no cue stands by."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from onrecord.core.spans import Span
from onrecord.meaning.statements.contents import Content
from onrecord.meaning.statements.phrases import Phrase
from onrecord.meaning.statements.scene import Scene

_END = '[.!?\\u2026\\u00bb\\u201d"]'
_TURN: Final = re.compile(
    rf"(?:^|(?<={_END} )|(?<={_END}\u00a0))[\u2013\u2014\u2015][ \u00a0\u202f\u2009]*(?=\S)", re.MULTILINE
)
_OPENS: Final = re.compile(r"^[\u2013\u2014\u2015]", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn: its characters without the dash, and the number of the dialogue that it is part of."""

    span: Span
    dialogue: int


def turns(scene: Scene) -> list[Turn]:
    """Return the turns of the dialogues of a text in order. A dialogue is a run of lines that open with a dash; inside
    such a line a dash behind the end of a sentence opens another turn."""
    found: list[Turn] = []
    number, at = -1, None
    for line in re.finditer(r"[^\n]+", scene.text):
        if not _OPENS.match(line[0]):
            continue
        if at is None or scene.text[at : line.start()].strip():
            number += 1
        at = line.end()
        starts = [line.start() + m.end() for m in _TURN.finditer(line[0])]
        if not starts:
            # An opening dash with nothing behind it is no turn
            continue
        dashes = [line.start() + m.start() for m in _TURN.finditer(line[0])][1:]
        for start, end in zip(starts, (*dashes, line.end()), strict=True):
            found.append(Turn(Span(start, end).stripped(scene.text), number))
    return found


def silent_turns(scene: Scene, told: Sequence[tuple[Span, Phrase | None]]) -> Iterator[tuple[Phrase | None, Content]]:
    """Yield the turns without a cue of dialogues in which somebody is told to speak, each with whoever spoke two turns
    before, or None; ``told`` are the contents that cues give, with their speakers."""
    every = turns(scene)
    spoken = [[(c, who) for c, who in told if turn.span.overlaps(c)] for turn in every]
    cued = {turn.dialogue for turn, held in zip(every, spoken, strict=True) if held}
    speakers: list[Phrase | None] = []
    for n, (turn, held) in enumerate(zip(every, spoken, strict=True)):
        if turn.dialogue not in cued or held:
            speakers.append(held[0][1] if held else None)
            continue
        same = n >= 2 and every[n - 2].dialogue == turn.dialogue
        speakers.append(speakers[n - 2] if same else None)
        inside = scene.parse.tokens_in(turn.span)
        # Lists open their lines with dashes too, and end them without a mark.
        if inside and turn.span.of(scene.text)[-1] in ".!?\u2026":
            end = turn.span.end - (scene.text[turn.span.end - 1] == ".")
            yield speakers[n], Content(inside[0].i, inside[-1].i, None, Span(turn.span.start, end))
