"""What is said: the characters that a cue governs, before it, after it or on both sides."""

from dataclasses import dataclass

from onrecord.core.parse import Token
from onrecord.core.spans import Span
from onrecord.language.quotes import Quote
from onrecord.meaning.statements.scene import Scene
from onrecord.meaning.statements.speakers import Speech

_CLOSERS = ("PUNCT", "CCONJ")
_CORE = ("obj", "xcomp", "ccomp", "iobj")


@dataclass(frozen=True, slots=True)
class Content:
    """The first and last token of what is said, and the quote that it consists of where there is one."""

    first: int
    last: int
    quote: Quote | None = None
    stretch: Span | None = None
    nominal: bool = False


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


def barriers(scene: Scene, speeches: list[Speech]) -> list[int]:
    """Return the tokens at which another cue's clause begins after a comma: what was said before ends there."""
    found = []
    for speech in speeches:
        at = speech.left
        while at and scene.is_participle(speech.found.head) and scene.tokens[at - 1].pos in ("ADP", "ADV", "SCONJ"):
            at -= 1
        token = scene.tokens[at - 1] if at else None
        if speech.found.cue.pos != "VERB" or token is None:
            continue
        joined = token.pos == "CCONJ" or scene.grammar.among("contrast", scene.word(token.i))
        if joined and token.i and (speech.own or scene.tokens[token.i - 1].text == ","):
            if scene.tokens[token.i - 1].text == "," or scene.grammar.among("contrast", scene.word(token.i)):
                found.append(token.i)
        elif not speech.own and scene.is_participle(speech.found.head) and (token.text == "," or at < speech.left):
            found.append(at)
    return sorted(found)


def following(scene: Scene, speech: Speech, window: range, barriers: list[int]) -> Content | None:
    """Return the clause, infinitive or noun phrase that follows its cue and says what was said."""
    cue = speech.found.cue
    end = clause_end(scene, speech, window)
    clause = _introduced(scene, speech, end, window, barriers)
    if clause is None and "clause" in cue.content:
        clause = (None if speech.impersonal else _after_colon(scene, end, window)) or _bare(
            scene, speech, end, window, barriers
        )
    if clause is None:
        clause = _object(scene, speech, end, window, barriers)
    return clause


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


def noun_clause(scene: Scene, speech: Speech, window: range, barriers: list[int]) -> Content | None:
    """Return the clause that spells out a noun of saying ("the claim that ...")."""
    for clause in scene.parse.children(speech.found.head, "acl", "ccomp"):
        mark = scene.parse.child(clause.i, "mark")
        if mark is None or not scene.grammar.among("complementizers", scene.word(mark.i)) or mark.i + 1 not in window:
            continue
        first = mark.i + 1
        return Content(first, _end_of_clause(scene, speech, clause.i, first, window, barriers))
    return None


def resumed_quote(scene: Scene, speech: Speech, before: Content, window: range) -> Content | None:
    """Return the rest of an utterance that its cue cuts in two, where an aside stands between them."""
    if before.quote is None or not before.quote.inner.of(scene.text).endswith((",", "\u2014", "\u2013")):
        return None
    for i in range(speech.right + 1, window.stop):
        quote = scene.quote_at[i]
        if quote is not None and quote is not before.quote:
            return Content(i, i, quote) if scene.tokens[i - 1].pos == "PUNCT" and scene.closes(quote) else None
        if _speaks(scene, scene.tokens[i]):
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


def _introduced(scene: Scene, speech: Speech, end: int, window: range, barriers: list[int]) -> Content | None:
    """Return the clause after a complementizer that belongs to the cue."""
    grammar, found = scene.grammar, speech.found
    if found.cue.content <= {"quote", "paren"} and not found.cue.event_only:
        return None
    closed = False
    for i in range(found.last + 1, window.stop):
        token, word = scene.tokens[i], scene.word(i)
        if token.text in (":", ";") or (i > end and _speaks(scene, token)):
            return None
        if scene.is_verb(i) and not scene.is_participle(i):
            closed = True
        if not grammar.among("complementizers", word) or not _is_mark(scene, token):
            continue
        # Past a comma a question, past another finite verb any clause, must be vouched for by the parse.
        if i > end and grammar.among("kept_complementizers", word) and scene.tokens[_top(scene, i)].head != found.head:
            return None
        if closed and scene.tokens[_top(scene, i)].head != found.head:
            return None
        if closed and any(c.i < i for c in scene.parse.children(found.head, "ccomp") if c.i > found.last):
            return None
        first = i if grammar.among("kept_complementizers", word) else i + 1
        if first not in window:
            return None
        return Content(first, _end_of_clause(scene, speech, _top(scene, i), first, window, barriers))
    return None


def _speaks(scene: Scene, token: Token) -> bool:
    """Say whether a token is a cue with a clause of its own: finite, or a participle of the present."""
    own = not scene.is_participle(token.i) or token.feats.get("Tense") != "Past"
    single = any(len(cue.words) == 1 for cue in scene.grammar.verbs.get(token.lemma, ()))
    return own and single and scene.is_verb(token.i)


def _is_mark(scene: Scene, token: Token) -> bool:
    """Say whether a word that may open a clause does so here, rather than being a determiner or relative pronoun."""
    if token.pos == "SCONJ" or token.rel == "mark":
        return True
    return token.pos == "PRON" and token.rel in ("dep", "obj") and scene.tokens[token.head].rel == "ccomp"


def _top(scene: Scene, mark: int) -> int:
    """Return the highest token above ``mark`` that still stands after it: the predicate of its clause."""
    top = scene.tokens[mark].head
    if top < mark:
        return mark
    while (head := scene.parse.head(top)) is not None and head.i > mark:
        top = head.i
    return top


def _end_of_clause(scene: Scene, speech: Speech, top: int, first: int, window: range, barriers: list[int]) -> int:
    """Return the last token of the clause of ``top``, cut before the next cue and mended where the parse breaks off."""
    tokens = scene.tokens
    limit = min([window.stop - 1, *(b - 1 for b in barriers if b > first)])
    last = min(max([t.i for t in scene.parse.subtree(top)] + [first]), limit)
    quote = scene.quote_at[first]
    if quote is not None and quote is not scene.quote_at[speech.found.head]:
        # What is coordinated behind a clause that is quoted whole tells of another act of the speaker's.
        closing = max(t.i for t in scene.parse.tokens_in(quote.outer))
        if first <= closing < last and scene.tokens[closing + 1].pos in ("CCONJ", "PUNCT"):
            return _trimmed(scene, first, closing)
    while last < limit:
        after = tokens[last + 1]
        if after.pos == "PUNCT" and after.text not in ("(", ")", "-", "'"):
            break
        if after.pos == "CCONJ" and after.head != last and not _carries_on(scene, last + 1, speech):
            break
        last += 1
    if last + 2 <= limit and tokens[last + 1].pos == "CCONJ" and _carries_on(scene, last + 1, speech):
        return _end_of_clause(scene, speech, _top(scene, last + 2), last + 2, window, barriers)
    return _trimmed(scene, first, last)


def _carries_on(scene: Scene, conjunction: int, speech: Speech) -> bool:
    """Say whether a conjunction adds a clause of the same cue ("and that ...")."""
    after = conjunction + 1
    return after < len(scene.tokens) and scene.grammar.among("complementizers", scene.word(after))


def _trimmed(scene: Scene, first: int, last: int) -> int:
    while last > first and (scene.tokens[last].pos in _CLOSERS and scene.tokens[last].text not in (")", "%")):
        last -= 1
    return last


def _after_colon(scene: Scene, end: int, window: range) -> Content | None:
    at = end + 1
    if at in window and scene.tokens[at].text == ":" and at + 1 in window:
        return Content(at + 1, _trimmed(scene, at + 1, window.stop - 1))
    return None


def _bare(scene: Scene, speech: Speech, end: int, window: range, barriers: list[int]) -> Content | None:
    """Return the clause that follows its cue without any opening word."""
    if not scene.grammar.bare_clause:
        return None
    clauses = [c for c in scene.parse.children(speech.found.head, "ccomp") if c.i > speech.right]
    for clause in clauses:
        subject = scene.parse.child(clause.i, "nsubj", "csubj", "expl")
        subtree = [t.i for t in scene.parse.subtree(clause.i) if t.i > speech.right]
        if not subtree or subject is None:
            continue
        first = subtree[0]
        comma = scene.tokens[first - 1].text == "," or scene.tokens[first].text == ","
        if comma and (clause.i > end + 1) and first - 1 == end + 1:
            continue
        while scene.tokens[first].pos == "PUNCT":
            first += 1
        return Content(first, _end_of_clause(scene, speech, clause.i, first, window, barriers))
    return None


def _object(scene: Scene, speech: Speech, end: int, window: range, barriers: list[int]) -> Content | None:
    """Return the infinitive, gerund or noun phrase that stands for what is said."""
    cue, head = speech.found.cue, speech.found.head
    if "inf" in cue.content or "ger" in cue.content:
        verb = next(
            (c for c in scene.parse.children(head, "xcomp", "ccomp") if c.i > speech.found.last and c.pos == "VERB"),
            None,
        )
        if verb is not None and _is_named(scene, verb, cue.content):
            first = min(t.i for t in scene.parse.subtree(verb.i) if t.i > speech.found.last)
            return Content(first, _end_of_clause(scene, speech, verb.i, first, window, barriers))
    if "frag" in cue.content and (called := _called(scene, speech, window)) is not None:
        return called
    if not cue.content & {"np", "npf"} or cue.event_only or speech.speaker is None:
        return None
    if "npf" in cue.content and scene.tokens[head].feats.get("VerbForm") in ("Ger", "Part"):
        return None
    noun = next(
        (
            c
            for c in scene.parse.children(head, "obj", "obl")
            if c.i > speech.right and c.pos in ("NOUN", "PROPN") and (c.rel == "obj" or cue.addressee == "obj")
        ),
        None,
    )
    if noun is None:
        return None
    return _noun_phrase(scene, noun, speech, window, barriers)


def _is_named(scene: Scene, verb: Token, content: frozenset[str]) -> bool:
    """Say whether a verb has one of the forms that ``content`` names."""
    form, aux = verb.feats.get("VerbForm"), scene.parse.child(verb.i, "aux")
    auxiliary = aux.feats.get("VerbForm") if aux is not None else None
    if form == "Inf" or auxiliary == "Inf":
        return "inf" in content
    return "ger" in content and (form == "Ger" or verb.feats.get("Aspect") == "Prog")


def _noun_phrase(scene: Scene, noun: Token, speech: Speech, window: range, barriers: list[int]) -> Content:
    limit = min([window.stop - 1, *(b - 1 for b in barriers if b > noun.i)])
    inside = {t.i for t in scene.parse.subtree(noun.i)}
    first = last = noun.i
    while first - 1 in inside and first - 1 > speech.found.last:
        first -= 1
    while first < noun.i and scene.tokens[first].rel == "case" and scene.tokens[first].head == noun.i:
        first += 1
    while last < limit:
        after = scene.tokens[last + 1]
        # Commas end what is said, but for lists, whose members hang together.
        if after.pos == "PUNCT" and (
            last + 2 > limit or scene.tokens[last + 2].i not in inside or _is_clause(scene, last + 2)
        ):
            break
        if after.pos == "CCONJ" and scene.tokens[after.head].i not in inside:
            break
        last += 1
    return Content(first, _trimmed(scene, first, last), nominal=True)


def _called(scene: Scene, speech: Speech, window: range) -> Content | None:
    """Return what someone is called or how something is judged, where a part of it is quoted."""
    first = speech.found.last + 1
    while first in window and scene.tokens[first].pos == "ADP":
        first += 1
    own = scene.quote_at[speech.found.head]
    for i in range(first, window.stop):
        quote = scene.quote_at[i]
        if quote is not own and quote is not None:
            last = max(t.i for t in scene.parse.tokens_in(quote.outer))
            while last + 1 in window and scene.tokens[last + 1].pos in ("DET", "NOUN", "ADJ", "PROPN", "ADP"):
                last += 1
            return Content(first, _trimmed(scene, first, last), nominal=True)
        if scene.tokens[i].pos == "PUNCT" or scene.is_verb(i):
            return None
    return None


def _is_clause(scene: Scene, i: int) -> bool:
    token = scene.tokens[i]
    return token.pos in ("VERB", "AUX") or token.rel.startswith(("acl", "advcl", "mark"))


def preceding(scene: Scene, speech: Speech, window: range, floor: int) -> Content | None:
    """Return the content that stands before its cue, set off by a comma or by the end of a quotation."""
    left = speech.left
    if not speech.own:
        return None
    quote = scene.quote_before(left)
    if quote is not None and quote.outer.end <= scene.tokens[left].start:
        return _quoted_before(scene, quote, left, window, floor)
    if not speech.found.cue.content & {"clause", "paren"}:
        return None
    first = max(window.start, floor)
    if scene.grammar.asides_invert and not (speech.after or speech.found.inverted or speech.found.cue.pos == "ADP"):
        return None
    if left - 1 < first or scene.tokens[left - 1].pos != "PUNCT" or scene.tokens[left - 1].text in (":", "(", ")"):
        return None
    if first > window.start and _depends(scene, first, left - 1):
        first = window.start
    first = _skip_opening(scene, first, left)
    last = _trimmed(scene, first, left - 1)
    if first > last:
        return None
    far = _around(scene, speech, first, last, window)
    return Content(first, far) if far > last or _has_predicate(scene, first, last) else None


def _depends(scene: Scene, first: int, last: int) -> bool:
    """Say whether the words left for a second cue are a mere dependent of the clause before ("though ..., Y said")."""
    while first < last and scene.tokens[first].pos == "PUNCT":
        first += 1
    opening = scene.tokens[first]
    return opening.rel == "mark" and not scene.grammar.among("parting", scene.word(first))


def _quoted_before(scene: Scene, quote: Quote, left: int, window: range, floor: int) -> Content | None:
    inside = scene.parse.tokens_in(quote.outer)
    if not inside:
        return None
    begin = inside[0].i
    first = max(scene.parse.sentences[inside[0].sent].start, floor)
    opening = _skip_opening(scene, first, begin) if first < begin else begin
    unquoted = [i for i in range(opening, begin) if scene.tokens[i].pos != "PUNCT"]
    if quote.kind == "speech" and (not unquoted or not _has_predicate(scene, opening, begin - 1)):
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


def _has_predicate(scene: Scene, first: int, last: int) -> bool:
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
    rest = range(end + 2, window.stop)
    contrast = scene.tokens[rest.start].pos == "CCONJ" or scene.grammar.among("contrast", scene.word(rest.start))
    bare = not _has_predicate(scene, first, last) and _has_predicate(scene, rest.start, rest.stop - 1)
    if bare or (speech.found.cue.pos == "ADP" and not contrast):
        return _trimmed(scene, first, window.stop - 1)
    for i in range(first, last + 1):
        token = scene.tokens[i]
        whole = token.rel.startswith(("nsubj", "csubj"))
        if token.head in rest and (whole or not _has_predicate(scene, first, last)):
            return _trimmed(scene, first, window.stop - 1)
    for i in rest:
        token = scene.tokens[i]
        if first <= token.head <= last and token.rel.split(":")[0] in (*_CORE, "obl"):
            return _trimmed(scene, first, max(t.i for t in scene.parse.subtree(i)))
    return last
