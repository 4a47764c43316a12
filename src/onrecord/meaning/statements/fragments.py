"""What is said where only a part of it is quoted: what something is called, what is asked for, what is condemned."""

from onrecord.language.quotes import Quote
from onrecord.meaning.statements.contents import Content, trimmed
from onrecord.meaning.statements.scene import Scene
from onrecord.meaning.statements.speakers import Speech

_MODIFIERS = ("DET", "ADJ", "NUM", "ADV", "NOUN")
_FEWEST_WORDS = 3
_LONGEST_NAME = 4
_TRAILING = ("DET", "NOUN", "ADJ", "PROPN", "ADP", "NUM")


def called(scene: Scene, speech: Speech, window: range) -> Content | None:
    """Return what someone is called or how something is judged, where a part of it is quoted ("called it “a
    farce”")."""
    if "frag" not in speech.found.cue.content or _asks(scene, speech) or _names(scene, speech):
        return None
    first = speech.found.last + 1
    agent = next((c for c in scene.parse.children(speech.found.head, "obl:agent") if c.i >= first), None)
    if agent is not None and scene.parse.child(speech.found.head, "aux:pass") is not None:
        # The agent may stand in the quotation itself ("was called “a gift by fools to fools”")
        first = max((t.i + 1 for t in scene.parse.subtree(agent.i) if scene.quote_at[t.i] is None), default=first)
    while first in window and scene.tokens[first].pos == "ADP":
        first += 1
    found = _quoted(scene, speech, first, window)
    return Content(first, _end(scene, found[1], window), judged=True) if found is not None else None


def quoted_part(scene: Scene, speech: Speech, window: range) -> Content | None:
    """Return the phrase or infinitive, quoted in part, that a cue governs which needs no clause ("urged them to “show
    restraint”", « a appelé à « un sursaut » », "denounced the raid as “piracy”"), or None."""
    cue, first = speech.found.cue, _after_own_side(scene, speech.found.last + 1, window)
    if _names(scene, speech):
        return None
    if "quote" not in cue.content or speech.speaker is None or not (cue.event_only or cue.content & {"np", "npf"}):
        return None
    found = _quoted(scene, speech, first, window)
    if found is None or (
        scene.tokens[found[0]].pos in ("ADP", "ADV") and (found[0] == first or scene.tokens[found[0] - 1].pos != "NOUN")
    ):
        return None
    at, quote = found
    initial = next((c for c in quote.inner.of(scene.text) if c.isalnum()), "A")
    if not initial.islower():
        return None
    verb = next((i for i in range(at - 1, first - 1, -1) if scene.is_verb(i)), None)
    appraised = any(scene.grammar.among("appraisal", scene.word(i)) for i in range(first, at))
    if verb is not None:
        first = verb
    elif not appraised:
        begin = at
        while begin > first and scene.tokens[begin - 1].pos in _MODIFIERS:
            begin -= 1
        first = begin
        # A word or two inside a longer phrase are a scare quote or a mere epithet ("its “steady” help").
        led = any(scene.tokens[i].pos == "ADP" for i in range(speech.found.last + 1, first))
        if led and first < at and len(scene.parse.tokens_in(quote.inner)) < _FEWEST_WORDS:
            return None
    return Content(first, _end(scene, quote, window), judged=appraised)


def _after_own_side(scene: Scene, first: int, window: range) -> int:
    """Return the token behind "for his part" or its like at ``first``."""
    for length in (4, 3, 2):
        words = " ".join(scene.word(i) for i in range(first, min(first + length, window.stop)))
        if scene.grammar.among("own_sides", words):
            return first + length
    return first


def _asks(scene: Scene, speech: Speech) -> bool:
    """Say whether a preposition of asking follows the cue ("called for")."""
    after = speech.found.last + 1
    if dict(speech.found.cue.senses).get("judgement") is None or after >= len(scene.tokens):
        return False
    return scene.tokens[after].pos == "ADP" and scene.grammar.among("asked_themes", scene.word(after))


def _names(scene: Scene, speech: Speech) -> bool:
    """Say whether the cue stands in a mere name for something ("what it calls “the zone”")."""
    before = speech.left - 1
    if before < 0:
        return False
    quote = scene.quote_after(speech.found.last)
    # A name is short: "what he called “a pension that would not feed a cat”" are words of his.
    if quote is not None and len(scene.parse.tokens_in(quote.inner)) > _LONGEST_NAME:
        return False
    return scene.grammar.among("naming", scene.word(before), f"{scene.word(before - 1)} {scene.word(before)}")


def _quoted(scene: Scene, speech: Speech, first: int, window: range) -> tuple[int, Quote] | None:
    """Return the first token from ``first`` on that is quoted, with its quotation, before a clause or mark begins."""
    own = scene.quote_at[speech.found.head]
    for i in range(first, window.stop):
        quote, token = scene.quote_at[i], scene.tokens[i]
        if quote is not own and quote is not None:
            return (i, quote) if quote.kind == "fragment" or scene.tokens[i - 1].pos != "PUNCT" else None
        if token.pos in ("PUNCT", "SCONJ") or scene.is_relative(i):
            return None
        if scene.is_verb(i) and (token.pos == "AUX" or token.feats.get("VerbForm") == "Fin"):
            return None
    return None


def _end(scene: Scene, quote: Quote, window: range) -> int:
    """Return the last token of the phrase that ``quote`` begins or fills: what modifies it belongs to it."""
    inside = scene.parse.tokens_in(quote.outer)
    last = inside[-1].i
    if scene.text[quote.inner.end - 1] in ".,;!?\u2026":
        return last
    while last + 1 in window and scene.tokens[last + 1].pos in _TRAILING:
        if scene.grammar.among("agent_prepositions", scene.word(last + 1)):
            break
        last += 1
    while last > inside[-1].i and scene.tokens[last].pos in ("ADP", "DET"):
        last -= 1
    return trimmed(scene, inside[-1].i, last)
