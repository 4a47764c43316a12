"""The subject of a verb of saying, before it or behind it, also where the parser has lost it."""

from onrecord.core.parse import Token
from onrecord.meaning.statements.occurrences import Occurrence
from onrecord.meaning.statements.phrases import phrase_of
from onrecord.meaning.statements.scene import DASHES, Scene

_DESCRIBING = ("DET", "ADJ", "NOUN", "ADP", "PROPN", "NUM", "PART")


def subject_of(scene: Scene, found: Occurrence, window: range) -> Token | None:
    """Return the token that heads the subject of the verb ``found`` in the sentence ``window``, or None."""
    parse = scene.parse
    heads = [found.head] if found.last == found.head else [found.head, found.last]
    # Clitic subjects are sure; the parser strews other labels over them.
    if found.inverted:
        near = range(max(window.start, found.begin), min(found.last + 3, window.stop))
        clitics = [
            i
            for i in near
            if scene.grammar.among("inversion_clitics", scene.word(i)) and scene.tokens[i].text[0] == "-"
        ]
        if clitics:
            return scene.tokens[clitics[-1]]
    subjects = [
        c
        for h in heads
        for c in parse.children(h, "nsubj")
        if c.i in window and c.pos not in ("VERB", "AUX") and c.i != found.head
    ]
    before = [s for s in subjects if s.i < found.begin and not _parted(scene, s.i, found)]
    if before:
        aside = _aside_subject(scene, found, window) if scene.grammar.asides_invert else None
        return aside or before[-1]
    after = [s for s in subjects if s.i > found.last and not _barred(scene, found.last, s.i)]
    if after:
        return after[0]
    near_left = _left_neighbour(scene, found, window)
    return near_left or _inverted(scene, found, window)


def _aside_subject(scene: Scene, found: Occurrence, window: range) -> Token | None:
    """Return the subject behind a verb between commas (« La Banque, a dit son chef, ne fera rien »)."""
    if found.begin - 1 < window.start or scene.tokens[found.begin - 1].text != ",":
        return None
    subject = _inverted(scene, found, window)
    if subject is None:
        return None
    phrase = phrase_of(scene, subject.i, found.last + 1, window.stop - 1)
    rest = range(phrase.last + 2, min(phrase.last + 6, window.stop))
    if scene.after_dash(window.start) or scene.tokens[window.start].text in DASHES:
        return subject
    if phrase.last + 1 >= window.stop or scene.tokens[phrase.last + 1].text != ",":
        return None
    resumes = any(scene.tokens[i].pos in ("VERB", "AUX") and not scene.is_participle(i) for i in rest)
    introduced = any(scene.grammar.among("relative_pronouns", scene.word(i)) for i in rest)
    quoted = scene.quote_after(phrase.last + 1) is not None
    return subject if (resumes or quoted) and not introduced else None


def _parted(scene: Scene, subject: int, found: Occurrence) -> bool:
    """Say whether a quotation ends between a subject and its verb: then it is no subject of this verb."""
    a, b = scene.quote_at[subject], scene.quote_at[found.head]
    return a is not b and a is not None and a.kind == "speech"


def _barred(scene: Scene, low: int, high: int) -> bool:
    """Say whether a finite verb or a comma stands between two tokens."""
    return any(scene.tokens[i].pos == "VERB" or scene.tokens[i].text in (",", ":", ";") for i in range(low + 1, high))


def _left_neighbour(scene: Scene, found: Occurrence, window: range) -> Token | None:
    """Return the bare noun or pronoun right before the verb that the parser gave to another head."""
    at = found.begin - 1
    if at < window.start or scene.quote_at[at] is not scene.quote_at[found.head]:
        return None
    titled = _before_apposition(scene, at, window) or _before_description(scene, at, window)
    if titled is not None and not scene.is_participle(found.head):
        return titled
    token = scene.tokens[at]
    if token.pos not in ("PROPN", "PRON", "NOUN") or scene.tokens[found.head].feats.get("VerbForm") in ("Ger", "Inf"):
        return None
    for up in (token, *scene.parse.ancestors(token.i)):
        if up.i >= found.begin or up.pos in ("VERB", "AUX"):
            break
        token = up
    if token.rel == "case" or scene.parse.child(token.i, "case") is not None:
        return None
    return token if token.rel in ("nsubj", "nsubj:pass", "dep", "appos", "root", "expl:subj") else None


def _before_apposition(scene: Scene, comma: int, window: range) -> Token | None:
    """Return the noun to which the name before ``comma`` is in apposition ("the mayor, Jane Doe, says"), or None."""
    at = comma - 1
    if scene.tokens[comma].text != "," or at < window.start or scene.tokens[at].pos != "PROPN":
        return None
    while at - 1 > window.start and scene.tokens[at - 1].pos == "PROPN":
        at -= 1
    title = at - 2
    if title < window.start or scene.tokens[at - 1].text != ",":
        return None
    token = scene.tokens[title]
    while token.head < token.i and token.rel in ("nmod", "compound", "flat:name", "amod", "obl") and not token.is_root:
        if token.head < window.start or any(scene.tokens[j].text == "," for j in range(token.head, token.i)):
            break
        token = scene.tokens[token.head]
    return token if token.pos == "NOUN" else None


def _before_description(scene: Scene, comma: int, window: range) -> Token | None:
    """Return the name right behind a quotation or at the head of its sentence that the noun phrase or age before
    ``comma`` describes ("“Never,” Zoe, a teacher, recalls"), or None."""
    at = comma - 1
    if scene.tokens[comma].text != "," or scene.quote_at[comma] is not None:
        return None
    while at > window.start and scene.tokens[at].pos in _DESCRIBING:
        at -= 1
    if at == comma - 1 or scene.tokens[at].text != "," or scene.tokens[at - 1].pos != "PROPN":
        return None
    last = first = at - 1
    while first > window.start and scene.tokens[first - 1].pos == "PROPN" and scene.quote_at[first - 1] is None:
        first -= 1
    if first > window.start and scene.quote_before(first) is None:
        return None
    within = [t for t in scene.tokens[first : last + 1] if not first <= t.head <= last or t.is_root]
    return within[-1] if within else scene.tokens[last]


def _inverted(scene: Scene, found: Occurrence, window: range) -> Token | None:
    """Return the subject that stands after its verb: the first noun phrase there without a preposition."""
    grammar, parse = scene.grammar, scene.parse
    before = found.begin - 1
    parted = before < window.start or scene.tokens[before].pos == "PUNCT" or scene.quote_before(found.begin) is not None
    if not parted or scene.tokens[found.head].feats.get("VerbForm") in ("Ger", "Inf"):
        return None
    doubtful: Token | None = None
    for i in range(_past_aside(scene, found.last + 1, window), window.stop):
        token = scene.tokens[i]
        if (
            scene.is_verb(i)
            or token.pos == "SCONJ"
            or token.text in (":", ";")
            or scene.quote_at[i] is not scene.quote_at[found.head]
            or (token.text == "," and doubtful is not None)
        ):
            return doubtful
        noun = token.pos in ("NOUN", "PROPN") or (token.pos == "VERB" and scene.tokens[i - 1].pos in ("DET", "PRON"))
        if not noun and not (token.pos == "PRON" and grammar.among("pronouns", scene.word(i))):
            continue
        if parse.child(i, "case") is not None or token.rel in ("obl:npmod", "flat:name", "compound"):
            continue
        if any(scene.tokens[j].rel == "case" for j in range(found.last + 1, i) if scene.tokens[j].head == i):
            continue
        capital = token.text[0].isupper()
        bare = parse.child(i, "det", "nummod", "nmod:poss") is None and token.pos == "NOUN" and not capital
        if bare and not grammar.bare_subject:
            continue
        if not (capital and _goes_on(scene, i, found.last + 1)):
            return token
        doubtful = doubtful or token
    return doubtful


def _past_aside(scene: Scene, at: int, window: range) -> int:
    """Return the token behind the aside between commas that opens at ``at`` with a preposition (« a assuré, au micro
    de la radio, le maire »), ``at`` where there is none."""
    if at + 1 not in window or scene.tokens[at].text != "," or scene.tokens[at + 1].pos != "ADP":
        return at
    return next((i + 1 for i in range(at + 1, window.stop) if scene.tokens[i].text == ","), at)


def _goes_on(scene: Scene, i: int, low: int) -> bool:
    """Say whether a capitalised word carries on a name behind a preposition (« au micro de Radio Lune »)."""
    at = i
    while at - 1 >= low and scene.tokens[at - 1].text[0].isupper():
        at -= 1
    return at < i and at - 1 >= low and scene.tokens[at - 1].rel == "case"
