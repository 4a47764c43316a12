"""What is said: the words that a cue governs where they are quoted, or where they stand before it."""

from onrecord.core.making import record
from onrecord.core.parse import Token
from onrecord.core.spans import Span
from onrecord.language.quotes import Quote
from onrecord.meaning.statements.scene import Scene
from onrecord.meaning.statements.speakers import Speech

_CLOSERS = ("PUNCT", "CCONJ")
_CORE = ("obj", "xcomp", "ccomp", "iobj")


@record
class Content:
    """The first and last token of what is said, and the quote that it consists of where there is one.

    ``stretch`` are its characters where tokens do not give them. ``nominal``: a noun phrase stands for what is said;
    ``judged``: it is what something is called.
    """

    first: int
    last: int
    quote: Quote | None = None
    stretch: Span | None = None
    nominal: bool = False
    judged: bool = False


def clause_end(scene: Scene, speech: Speech, window: range) -> int:
    """Return the last token of the cue's own clause: up to the next comma, colon, quotation or end of sentence."""
    at = speech.right
    own = scene.quote_at[speech.found.head]
    while at + 1 in window:
        token = scene.tokens[at + 1]
        if token.pos == "PUNCT" and token.text not in ("(", ")", "-", "'", "."):
            break
        if scene.quote_at[at + 1] is not own and scene.quote_at[at + 1] is not None:
            break
        at += 1
    while at > speech.right and scene.tokens[at].pos == "PUNCT":
        at -= 1
    return at


def quoted_after(scene: Scene, speech: Speech, window: range) -> Content | None:
    """Return the utterance that opens right after the cue clause, behind a comma, a colon or nothing."""
    end = clause_end(scene, speech, window)
    quote = scene.quote_after(end)
    if quote is None:
        return None
    between = scene.text[scene.tokens[end].end : quote.outer.start]
    if quote.kind == "fragment" and not (between.strip(" \u00a0") and scene.closes(quote)):
        return None
    inside = [i for i in range(end + 1, window.stop) if scene.quote_at[i] is quote]
    if not inside and ":" not in between:
        return None
    first = next((t.i for t in scene.parse.tokens_in(quote.outer)), None)
    if first is None:
        return None
    return Content(first, first, quote)


def resumed_quote(scene: Scene, speech: Speech, before: Content, window: range) -> Content | None:
    """Return the rest of an utterance that its cue cuts in two, where an aside stands between them."""
    if before.quote is None or not before.quote.inner.of(scene.text).endswith((",", "\u2014", "\u2013")):
        return None
    for i in range(speech.right + 1, window.stop):
        quote = scene.quote_at[i]
        if quote is not None and quote is not before.quote:
            return Content(i, i, quote) if scene.tokens[i - 1].pos == "PUNCT" and scene.closes(quote) else None
        if speaks(scene, scene.tokens[i]):
            return None
    return None


def cut_quote(scene: Scene, speech: Speech) -> list[Content]:
    """Return the stretches of a quotation whose cue stands inside the marks (« A, a dit X, B »), or nothing."""
    quote = scene.quote_at[speech.found.head]
    left, right = speech.left, speech.right
    aside = scene.grammar.asides_invert and (speech.after or speech.found.inverted)
    if quote is None or not aside or left == 0 or scene.tokens[left - 1].text != ",":
        return []
    if scene.quote_at[left - 1] is not quote:
        return []
    before = Span(quote.inner.start, scene.tokens[left - 1].start).stripped(scene.text)
    inside = [t.i for t in scene.parse.tokens_in(quote.outer)]
    found = [Content(inside[0], left - 2, None, before)] if before.end > before.start else []
    end = clause_end(scene, speech, scene.sentence(speech.found.head))
    first = next((i for i in inside if i > end and scene.tokens[i].pos != "PUNCT"), None)
    if first is not None and right < first:
        found.append(Content(first, inside[-1], None, Span(scene.tokens[first].start, quote.inner.end)))
    return found


def nested_quote(scene: Scene, speech: Speech, window: range) -> Content | None:
    """Return the utterance quoted inside a quotation right behind its cue ("He told me, 'Leave now'"), or None."""
    around = scene.quote_at[speech.found.head]
    end = clause_end(scene, speech, window)
    if around is None or end + 1 >= len(scene.tokens):
        return None
    for quote in scene.quotes:
        if quote.depth == 0 or not around.inner.covers(quote.outer) or quote.outer.start < scene.tokens[end].end:
            continue
        between = scene.text[scene.tokens[end].end : quote.outer.start].strip()
        inside = scene.parse.tokens_in(quote.inner)
        if between in (",", ":") and inside:
            return Content(inside[0].i, inside[-1].i, None, quote.inner)
        return None
    return None


def speaks(scene: Scene, token: Token) -> bool:
    """Say whether a token is a cue with a clause of its own: finite, or a participle of the present."""
    own = not scene.is_participle(token.i) or token.feats.get("Tense") != "Past"
    single = any(len(cue.words) == 1 for cue in scene.grammar.verbs.get(token.lemma, ()))
    return own and single and scene.is_verb(token.i)


def trimmed(scene: Scene, first: int, last: int) -> int:
    """Return the last token from ``first`` to ``last`` that is no punctuation or conjunction."""
    while last > first and (scene.tokens[last].pos in _CLOSERS and scene.tokens[last].text not in (")", "%")):
        last -= 1
    return last


def preceding(scene: Scene, speech: Speech, window: range, floor: int) -> Content | None:
    """Return the content that stands before its cue, set off by a comma or by the end of a quotation."""
    left = speech.left
    if not speech.own:
        return None
    quote = scene.quote_before(left)
    if quote is not None and _is_over(scene, quote, left):
        return None
    if quote is not None and quote.outer.end <= scene.tokens[left].start:
        return _quoted_before(scene, quote, left, window, floor)
    if not speech.found.cue.content & {"clause", "paren"} or _is_complemented(scene, speech, window):
        return None
    if _is_relative(scene, speech):
        return None
    first = max(window.start, floor)
    aside = speech.after or speech.found.inverted or speech.found.cue.pos == "ADP"
    if aside and first > window.start and first >= left - 1:
        # What another cue tells is told on the word of this one.
        first = window.start
    if scene.grammar.asides_invert and not (speech.after or speech.found.inverted or speech.found.cue.pos == "ADP"):
        return None
    if left - 1 < first or scene.tokens[left - 1].pos != "PUNCT" or scene.tokens[left - 1].text in (":", "(", ")"):
        return None
    if first > window.start and (_depends(scene, first, left - 1) or _lacks_subject(scene, first, left - 1)):
        first = window.start
    first = _skip_opening(scene, first, left)
    last = trimmed(scene, first, left - 1)
    if first > last:
        return None
    far = _around(scene, speech, first, last, window)
    spoken = far > last or has_predicate(scene, first, last) or scene.after_dash(first)
    return Content(first, far) if spoken else None


def _is_complemented(scene: Scene, speech: Speech, window: range) -> bool:
    """Say whether the verb has an infinitive or a clause of its own right after it ("has agreed to leave")."""
    end = clause_end(scene, speech, window)
    inside = range(speech.right + 1, end + 1)
    return any(c.i in inside for c in scene.parse.children(speech.found.head, "xcomp") if scene.is_verb(c.i))


def _is_relative(scene: Scene, speech: Speech) -> bool:
    """Say whether the cue's clause tells of a noun before it ("Lee, whose party has called for a vote"): what stands
    before it is not what is said."""
    clause = scene.tokens[speech.found.head]
    opening = range(clause.head + 1, clause.i)
    return clause.rel.startswith("acl") and any(
        scene.grammar.among("relative_pronouns", scene.word(i)) and i <= speech.left for i in opening
    )


def _is_over(scene: Scene, quote: Quote, left: int) -> bool:
    """Say whether a quotation and its sentence are over before the cue clause at ``left`` begins a new one."""
    if (
        "," in scene.text[quote.inner.end : scene.tokens[left].start]
        or not scene.text[scene.tokens[left].start].isupper()
    ):
        return False
    stop = quote.inner.of(scene.text)[-1]
    return stop == "." or (stop in "?!\u2026" and scene.tokens[left].pos in ("PRON", "DET"))


def _depends(scene: Scene, first: int, last: int) -> bool:
    """Say whether the words left for a second cue are a mere dependent of the clause before ("though ..., Y said")."""
    while first < last and scene.tokens[first].pos == "PUNCT":
        first += 1
    opening = scene.tokens[first]
    return opening.rel == "mark" and not scene.grammar.among("parting", scene.word(first))


def _lacks_subject(scene: Scene, first: int, last: int) -> bool:
    """Say whether the subject of the predicate from ``first`` to ``last`` stands before it ("X, who ..., leaves")."""
    for i in range(first, last + 1):
        if scene.is_verb(i) and not scene.is_participle(i):
            subject = scene.parse.child(i, "nsubj")
            return subject is not None and subject.i < first
    return False


def _quoted_before(scene: Scene, quote: Quote, left: int, window: range, floor: int) -> Content | None:
    inside = scene.parse.tokens_in(quote.outer)
    if not inside:
        return None
    begin = inside[0].i
    first = max(scene.parse.sentences[inside[0].sent].start, floor)
    opening = _skip_opening(scene, first, begin) if first < begin else begin
    unquoted = [i for i in range(opening, begin) if scene.tokens[i].pos != "PUNCT"]
    if quote.kind == "speech" and (not unquoted or not has_predicate(scene, opening, begin - 1)):
        return Content(begin, inside[-1].i, quote)
    if not unquoted:
        return Content(begin, inside[-1].i, quote)
    return Content(opening, inside[-1].i)


def _skip_opening(scene: Scene, first: int, stop: int) -> int:
    """Return the token after conjunctions, a dateline or a colon that open the sentence."""
    for i in range(stop - 1, first - 1, -1):
        if scene.tokens[i].text == ":" and scene.quote_at[i] is None:
            first = i + 1
            break
    while first < stop and (scene.tokens[first].pos == "PUNCT"):
        first += 1
    return first


def has_predicate(scene: Scene, first: int, last: int) -> bool:
    """Say whether there is a finite verb between two tokens, one that a clause can stand on."""
    top = next((t for t in scene.tokens[first : last + 1] if t.is_root or not first <= t.head <= last), None)
    if top is not None and top.rel == "advcl" and scene.is_participle(top.i) and top.i <= first + 1:
        return False
    for token in scene.tokens[first : last + 1]:
        if token.pos in ("VERB", "AUX") and token.feats.get("VerbForm", "Fin") == "Fin":
            return True
        if token.pos in ("VERB", "AUX") and scene.parse.child(token.i, "aux", "nsubj") is not None:
            return True
    return False


def _around(scene: Scene, speech: Speech, first: int, last: int, window: range) -> int:
    """Return the last token of indirect speech that its cue cuts in two, or ``last`` where nothing follows the cue."""
    end = clause_end(scene, speech, window)
    if end + 2 >= window.stop or scene.tokens[end + 1].text != ",":
        return last
    rest = range(end + 2, _semicolon(scene, end + 2, window.stop))
    if not rest or scene.grammar.among("relative_pronouns", scene.word(rest.start)):
        return last
    contrast = scene.tokens[rest.start].pos == "CCONJ" or scene.grammar.among("contrast", scene.word(rest.start))
    completes = has_predicate(scene, rest.start, rest.stop - 1)
    whole = has_predicate(scene, first, last)
    listed = contrast and not whole and not completes
    hangs = not contrast and completes and _is_condition(scene, first, last)
    added = whole and completes and speech.after and _adds(scene, rest)
    if (not whole and completes) or listed or hangs or added or (speech.found.cue.pos == "ADP" and not contrast):
        return trimmed(scene, first, rest.stop - 1)
    if scene.tokens[last].pos == "AUX" and not contrast:
        return trimmed(scene, first, rest.stop - 1)
    for i in range(first, last + 1):
        token = scene.tokens[i]
        subject = token.rel.startswith(("nsubj", "csubj"))
        if token.head in rest and (subject or not whole):
            return trimmed(scene, first, rest.stop - 1)
    for i in rest:
        token = scene.tokens[i]
        if first <= token.head <= last and token.rel.split(":")[0] in (*_CORE, "obl"):
            return trimmed(scene, first, max(t.i for t in scene.parse.subtree(i)))
    return last


def _adds(scene: Scene, rest: range) -> bool:
    """Say whether ``rest`` adds a clause with a subject of its own to what was said ("..., said X, and trains will
    run"), and no other cue."""
    cues = scene.grammar.verbs
    other = any(
        speaks(scene, scene.tokens[i]) and any("clause" in cue.content for cue in cues[scene.tokens[i].lemma])
        for i in rest
    )
    if other or not scene.grammar.among("additive", scene.word(rest.start)):
        return False
    subjects = (i for i in rest if scene.tokens[i].rel.startswith(("nsubj", "expl")))
    verbs = (i for i in rest if scene.tokens[i].pos in ("VERB", "AUX"))
    return next(subjects, rest.stop) < next(verbs, rest.start)


def _semicolon(scene: Scene, start: int, stop: int) -> int:
    """Return the first semicolon outside of quotations from ``start`` on, or ``stop``."""
    return next((i for i in range(start, stop) if scene.tokens[i].text == ";" and scene.quote_at[i] is None), stop)


def _is_condition(scene: Scene, first: int, last: int) -> bool:
    """Say whether the words from ``first`` to ``last`` are a clause opened by a conjunction ("If they came"), so that
    the main clause is still to come."""
    mark = scene.tokens[first]
    if mark.rel != "mark" or scene.grammar.among("parting", scene.word(first)):
        return False
    clause = scene.tokens[mark.head]
    return first <= clause.i <= last and not any(
        has_predicate(scene, t.i, t.i) and t.i != clause.i
        for t in scene.tokens[first : last + 1]
        if t.is_root or not first <= t.head <= last
    )
