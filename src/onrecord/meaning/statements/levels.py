"""Levels: words told on the word of another, whose source has said the same, or whose they are."""

from collections.abc import Sequence
from dataclasses import replace

from onrecord.meaning.statements.contents import Content
from onrecord.meaning.statements.dialogue import Draft
from onrecord.meaning.statements.naming import Cast, can_speak
from onrecord.meaning.statements.occurrences import Occurrence
from onrecord.meaning.statements.phrases import phrase_of
from onrecord.meaning.statements.scene import Scene

_BEHIND = 3
"""A comma, a relative pronoun and the verb."""


def of_the_quoted(scene: Scene, cast: Cast, drafts: Sequence[Draft]) -> list[Draft]:
    """Return what is told on the word of one who names his own source ("according to the radio, citing an aide, ...")
    once more, as the words of that source."""
    found: list[Draft] = []
    for speech, content in drafts:
        if speech.speaker is None:
            continue
        window = scene.sentence(speech.found.head)
        for i in range(speech.left, window.stop):
            named = scene.parse.child(i, "obj")
            if named is None or named.i < i or not scene.grammar.among("quoting", scene.tokens[i].lemma):
                continue
            # The source is told of beside him who names it, or beside his verb of saying.
            beside = 0 < i - speech.speaker.last <= _BEHIND or scene.tokens[i].head == speech.speaker.head
            if not (beside or scene.tokens[i].head == speech.found.head) or scene.tokens[i].rel == "conj":
                continue
            stop = content.first if content.first > named.i else window.stop
            who = phrase_of(scene, named.i, i + 1, stop - 1)
            inside = content.first <= i <= content.last
            if can_speak(scene, cast, who) and not inside and scene.quote_at[i] is None:
                cue = Occurrence(speech.found.cue, i, i, i, i)
                found.append((replace(speech, found=cue, speaker=who, relay=None), content))
    return found


def is_anothers(scene: Scene, content: Content, drafts: Sequence[Draft]) -> bool:
    """Say whether ``content`` is but what somebody else calls so ("rejecting what X called “a bribe”"), whose own words
    are among ``drafts``."""
    words = [scene.word(i) for i in range(content.first, min(content.first + 2, content.last + 1))]
    if content.quote is not None or not scene.grammar.among("naming", words[0], " ".join(words)):
        return False
    return any(c.judged and content.first < s.found.head < c.first and c.last <= content.last for s, c in drafts)


def is_told_beside(scene: Scene, draft: Draft, drafts: Sequence[Draft]) -> bool:
    """Say whether the cue of ``draft`` only tells of the speaker in a relative clause ("a diplomat, who asked not to be
    named, thinks that ..."), while another cue of ``drafts`` has the same words."""
    speech, content = draft
    if not scene.tokens[speech.found.head].rel.startswith("acl") or speech.speaker is None:
        return False
    return any(
        (c.first, c.last) == (content.first, content.last)
        and s.speaker is not None
        and s.speaker.head == speech.speaker.head
        and s.found.head > speech.found.head
        and not scene.tokens[s.found.head].rel.startswith("acl:relcl")
        for s, c in drafts
    )
