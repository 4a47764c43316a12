"""What a cue means: with many verbs that hangs on the words they govern."""

from onrecord.core.spans import Span
from onrecord.meaning.statements.contents import Content
from onrecord.meaning.statements.grammar import Cue
from onrecord.meaning.statements.scene import Scene


def stance_of(scene: Scene, cue: Cue, content: Content, span: Span) -> str:
    """Return the stance of ``cue`` over ``content``, whose characters are ``span``.

    "Called it “a farce”" judges, "called on them to leave" demands; "asked why" asks, "asked that" demands.
    """
    senses = dict(cue.senses)
    if content.judged and "judgement" in senses:
        return senses["judgement"]
    if "question" in senses and is_question(scene, content, span):
        return senses["question"]
    return cue.stance


def is_question(scene: Scene, content: Content, span: Span) -> bool:
    """Say whether what is said is a question: a mark at its end, or a word that opens one."""
    after = scene.text[span.end : span.end + 3].lstrip(" \u00a0\u202f")[:1]
    if span.of(scene.text).endswith("?") or after == "?":
        return True
    word = scene.word(content.first)
    return scene.grammar.among("interrogatives", word) or scene.grammar.among("kept_complementizers", word)
