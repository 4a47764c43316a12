"""Where the cues of the lexicon stand in a text."""

from collections.abc import Iterator

from onrecord.core.making import record
from onrecord.core.parse import Token
from onrecord.meaning.statements.grammar import Cue
from onrecord.meaning.statements.scene import Scene

_GAP = 2


@record
class Occurrence:
    """A cue in the text: ``first`` to ``last`` are the tokens of the cue with its auxiliaries, ``begin`` the first of
    its verb group with clitics, ``head`` the token that carries the meaning. ``inverted``: a clitic subject follows."""

    cue: Cue
    head: int
    first: int
    last: int
    begin: int
    inverted: bool = False


def find_occurrences(scene: Scene) -> Iterator[Occurrence]:
    """Yield every cue of ``scene`` in the order of the text; those that say that nothing was said are left out."""
    grammar = scene.grammar
    for token in scene.tokens:
        if token.pos == "VERB" or (token.pos == "AUX" and token.rel in ("root", "ccomp", "advcl", "conj")):
            found = _verb(scene, token)
        elif scene.word(token.i) in grammar.finite and (lemma := _mistaken(scene, token)) is not None:
            found = _verb(scene, token, lemma)
        elif token.pos in ("ADP", "SCONJ", "VERB", "ADV", "PRON", "DET", "NOUN"):
            found = None
        else:
            continue
        if found is None and (cues := grammar.prepositions.get(scene.word(token.i))):
            found = _words(scene, token.i, cues)
        if found is None and token.pos == "NOUN":
            named = grammar.nouns.get(token.lemma, ())
            found = Occurrence(named[0], token.i, token.i, token.i, token.i) if named else None
        if found is not None:
            yield found


def _mistaken(scene: Scene, token: Token) -> str | None:
    """Return the lemma of a verb that the parser takes for another word: right after a quotation or a relative pronoun,
    or between a noun and a reported clause or infinitive."""
    lemma = scene.grammar.finite.get(scene.word(token.i))
    if lemma is None or token.i == 0 or token.pos in ("VERB", "AUX"):
        return None
    before = token.i - 1
    relative = scene.grammar.among("relative_pronouns", scene.word(before)) and scene.tokens[before].rel == "nsubj"
    quote = scene.quote_before(_group_start(scene, token.i))
    after = scene.tokens[token.i + 1] if token.i + 1 < len(scene.tokens) else token
    while after.pos == "ADV" and after.i + 1 < len(scene.tokens):
        after = scene.tokens[after.i + 1]
    # « Un diplomate, qui a requis l'anonymat, juge que ... »: the comma closes a clause on the speaker.
    if scene.tokens[before].text == "," and _closes_relative(scene, before) and token.pos == "NOUN":
        return lemma if scene.grammar.among("complementizers", scene.word(after.i)) else None
    governs = scene.grammar.among("complementizers", scene.word(after.i)) or after.feats.get("VerbForm") == "Inf"
    named = scene.tokens[before].pos == "PROPN" and scene.tokens[before].rel != "flat:name" and after.pos == "DET"
    if named and token.pos in ("ADV", "ADJ", "NOUN") and after.i > token.i:
        return lemma
    if governs and scene.tokens[before].pos in ("NOUN", "PROPN", "ADJ", "PRON") and token.pos != "ADJ":
        return lemma
    return lemma if relative or (quote is not None and scene.quote_at[token.i] is None) else None


def _group_start(scene: Scene, i: int) -> int:
    """Return the first token of the auxiliaries and clitics right before token ``i`` (« a-t-elle martelé »)."""
    while i and (scene.tokens[i - 1].pos == "AUX" or scene.tokens[i - 1].text.startswith("-")):
        i -= 1
    return i


def closes_quote(scene: Scene, found: Occurrence) -> bool:
    """Say whether a verb stands right behind an utterance with its subject behind it (“...,” alleged the mayor), be it
    a participle to the parser: it then says who spoke."""
    quote = scene.quote_before(found.begin)
    if quote is None or quote.kind != "speech" or found.last + 1 >= len(scene.tokens):
        return False
    return found.begin < found.head or scene.tokens[found.last + 1].pos in ("DET", "NOUN", "PROPN", "PRON")


def _closes_relative(scene: Scene, comma: int) -> bool:
    """Say whether a comma ends a relative clause that a comma opened in the same sentence."""
    start = scene.sentence(comma).start
    pronouns = (i for i in range(comma - 1, start, -1) if scene.grammar.among("relative_pronouns", scene.word(i)))
    return any(scene.tokens[i - 1].text == "," for i in pronouns)


def _verb(scene: Scene, token: Token, lemma: str | None = None) -> Occurrence | None:
    cues = scene.grammar.verbs.get(lemma or token.lemma, ())
    if not cues:
        cues = scene.grammar.verbs.get(scene.grammar.finite.get(scene.word(token.i), ""), ())
    if not cues:
        return None
    begin, first, inverted, reflexive = verb_group(scene, token)
    for cue in cues:
        if cue.reflexive and not reflexive:
            continue
        last = _tail(scene, token.i, cue)
        if last is not None:
            return Occurrence(cue, token.i, first, last, begin, inverted)
    return None


def verb_group(scene: Scene, token: Token) -> tuple[int, int, bool, bool]:
    """Return the begin of the verb group, the first token of the cue, whether it is inverted, whether reflexive."""
    begin = first = token.i
    inverted = reflexive = False
    auxiliaries = {t.i for t in scene.parse.children(token.i, "aux", "cop")}
    low = scene.sentence(token.i).start
    at = token.i - 1
    while at >= low:
        word, other = scene.word(at), scene.tokens[at]
        # The parser may hang the auxiliary on the clitic behind it (« a-t-elle prévenu »)
        if at in auxiliaries or (other.pos == "AUX" and (inverted or other.head in (token.i, token.head))):
            begin = at
            if not inverted and scene.grammar.cue_with_auxiliary:
                first = at
        elif other.text.startswith("-") and (scene.grammar.among("inversion_clitics", word) or word == "t"):
            inverted = True
        elif scene.grammar.among("reflexives", word):
            reflexive, begin = True, at
            if not inverted and scene.grammar.cue_with_auxiliary:
                first = at
        elif other.pos not in ("ADV", "PART") and not (other.pos == "PRON" and other.rel in ("obj", "iobj", "obl")):
            break
        at -= 1
    if token.i + 1 < len(scene.tokens) and not inverted:
        after = scene.tokens[token.i + 1]
        clitic = after.text.startswith("-")
        word = scene.word(token.i + 1)
        inverted = clitic and (word == "t" or scene.grammar.among("inversion_clitics", word))
    return begin, token.i if inverted else first, inverted, reflexive


def _tail(scene: Scene, head: int, cue: Cue) -> int | None:
    """Return the last token of a cue whose first word is ``head``, or None where its other words do not follow."""
    last = head
    for word in cue.words[1:]:
        near = range(last + 1, min(last + 2 + _GAP, len(scene.tokens)))
        at = next((i for i in near if word in (scene.tokens[i].lemma, scene.word(i))), None)
        if at is None or any(_parts_cue(scene, i) for i in range(last + 1, at)):
            return None
        last = at
    return last


def _parts_cue(scene: Scene, i: int) -> bool:
    """Say whether a token between two words of a cue shows that they belong to different clauses."""
    token = scene.tokens[i]
    return token.pos in ("VERB", "AUX", "PUNCT", "SCONJ") or token.rel.startswith("nsubj")


def _words(scene: Scene, at: int, cues: tuple[Cue, ...]) -> Occurrence | None:
    """Return the prepositional cue that begins at token ``at``: its words follow each other without a gap."""
    for cue in cues:
        last = at + len(cue.words) - 1
        if last >= len(scene.tokens):
            continue
        rest = zip(cue.words[1:], range(at + 1, last + 1), strict=True)
        if all(word in (scene.word(i), scene.tokens[i].lemma) for word, i in rest):
            return Occurrence(cue, at, at, last, at)
    return None


def is_withheld(scene: Scene, found: Occurrence) -> bool:
    """Say whether the cue tells of what was not said: negated, refused, conditional, or still to come."""
    grammar, parse = scene.grammar, scene.parse
    token = scene.tokens[found.head]
    near = range(found.begin, found.last + 1)
    for child in parse.children(found.head, "advmod", "aux", "mark", "neg"):
        word = scene.word(child.i)
        if _is_beyond(scene, child.i, found):
            continue
        if grammar.among("negations", word) or (child.rel == "mark" and grammar.among("conditionals", word)):
            return True
        if child.rel.startswith("aux") and grammar.among("modals", child.lemma, word):
            return True
    if any(grammar.among("negations", scene.word(i)) for i in near if i != found.head):
        return True
    subjects = [c for c in parse.children(found.head, "nsubj") if not _is_beyond(scene, c.i, found)]
    if any(_is_nobody(scene, subject) for subject in subjects):
        return True
    # "when asked": nobody is told to have done so
    if token.rel.startswith("advcl") and not subjects and token.feats.get("Tense") == "Past":
        opening = [c.i for c in parse.children(found.head, "mark", "advmod")]
        if not scene.is_participle(found.head) and found.begin - 1 in opening:
            return True
    # A simple conditional tells of what would be said; the compound one is hearsay (« aurait déclaré »).
    if token.feats.get("Tense") == "Fut" or token.feats.get("Mood") == "Cnd":
        return True
    if closes_quote(scene, found):
        return False
    bare = scene.is_participle(found.head) and not found.inverted
    if bare and token.feats.get("Tense") == "Past" and token.rel != "root":
        return True
    # A finite verb is nobody's infinitive, whatever the parser hangs it on (« croit savoir le quotidien »).
    if token.feats.get("VerbForm") == "Inf" or (token.rel == "xcomp" and token.feats.get("VerbForm") != "Fin"):
        head = parse.head(found.head)
        return head is None or not grammar.among("continuing", head.lemma)
    return False


def _is_beyond(scene: Scene, i: int, found: Occurrence) -> bool:
    """Say whether a comma or the edge of a quotation parts token ``i`` from the cue that the parser hangs it on."""
    if scene.quote_at[i] is not scene.quote_at[found.head]:
        return True
    if scene.tokens[i].rel == "mark":
        return False
    return i < found.begin and any(scene.tokens[j].text == "," for j in range(i + 1, found.begin))


def _is_nobody(scene: Scene, subject: Token) -> bool:
    """Say whether a subject denies that there is anyone who speaks ("nobody", "no official")."""
    if scene.grammar.among("nobody", scene.word(subject.i)):
        return True
    return any(scene.grammar.among("nobody", scene.word(d.i)) for d in scene.parse.children(subject.i, "det"))
