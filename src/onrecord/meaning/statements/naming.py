"""Names for speakers: what the cast knows, else the words of the noun phrase."""

from typing import Protocol

from onrecord.core.records import Party
from onrecord.meaning.statements.scene import Scene
from onrecord.meaning.statements.speakers import Phrase


class Cast(Protocol):
    """What statements ask of the people and bodies of a report."""

    def parties(self, token_index: int, /) -> tuple[Party, ...]:
        """Return the parties that the phrase headed by a token stands for."""
        ...

    def name(self, token_index: int, /) -> str | None:
        """Return the fullest name or description of what a token stands for."""
        ...


def describe(scene: Scene, cast: Cast, phrase: Phrase) -> str | None:
    """Return the fullest name or description of the speaker that ``phrase`` names, without article."""
    known = cast.name(phrase.head)
    if known:
        return known
    first = phrase.first
    while first < phrase.last and scene.grammar.among("articles", scene.word(first)):
        first += 1
    return scene.span(first, phrase.last).of(scene.text)
