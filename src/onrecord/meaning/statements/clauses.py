"""What is said: the clause, infinitive or noun phrase that follows its cue."""

from dataclasses import replace

from onrecord.core.parse import Token
from onrecord.meaning.statements.contents import Content, clause_end, has_predicate, speaks, trimmed
from onrecord.meaning.statements.fragments import called
from onrecord.meaning.statements.grammar import Cue
from onrecord.meaning.statements.scene import Scene
from onrecord.meaning.statements.speakers import Speech


def barriers(scene: Scene, speeches: list[Speech]) -> list[int]:
    """Return the tokens at which another cue's clause begins after a comma: what was said before ends there."""
    found = []
    for speech in speeches:
        at = speech.left
        while at and scene.is_participle(speech.found.head) and _introduces(scene.tokens[at - 1]):
            at -= 1
        at = at if at < speech.left and _is_parted(scene, at) else speech.left
        token = scene.tokens[at - 1] if at else None
        if speech.found.cue.pos != "VERB" or token is None:
            continue
        joined = token.pos == "CCONJ" or scene.grammar.among("contrast", scene.word(token.i))
        if joined and speech.shared:
            found.append(token.i)
        elif joined and token.i and (speech.own or scene.tokens[token.i - 1].text == ","):
            if scene.tokens[token.i - 1].text == "," or scene.grammar.among("contrast", scene.word(token.i)):
                found.append(token.i)
        elif not speech.own and scene.is_participle(speech.found.head) and (token.text == "," or at < speech.left):
            found.append(at)
    return sorted(found)


def _is_parted(scene: Scene, at: int) -> bool:
    """Say whether a comma stands before the words that lead to a participle from ``at`` on, or one says that the
    speaker goes on (« en ajoutant »); "after telling" belongs to the clause before it."""
    goes_on = scene.grammar.among("simultaneous", scene.word(at)) or scene.grammar.among(
        "simultaneous", scene.word(at + 1)
    )
    return goes_on or (at > 0 and scene.tokens[at - 1].text == ",")


def _introduces(token: Token) -> bool:
    """Say whether a word may stand before a participle that goes on ("while adding", « tout en niant »)."""
    return token.pos in ("ADP", "ADV", "SCONJ") or token.rel == "fixed"


def following(scene: Scene, speech: Speech, window: range, barriers: list[int]) -> Content | None:
    """Return the clause, infinitive or noun phrase that follows its cue and says what was said."""
    cue = speech.found.cue
    end = clause_end(scene, speech, window)
    takes_clause = bool(cue.content - {"quote", "paren"}) or cue.event_only
    clause = _introduced(scene, speech, end, window, barriers) if takes_clause else None
    if clause is None and "clause" in cue.content:
        clause = (None if speech.impersonal else _after_colon(scene, speech, end, window)) or _bare(
            scene, speech, end, window, barriers
        )
    if clause is None:
        clause = _object(scene, speech, end, window, barriers)
    return clause


def clause_with_quote(scene: Scene, speech: Speech, window: range, barriers: list[int]) -> Content | None:
    """Return the clause of a cue that takes quoted words only (« veut que chacun “y gagne” »), a part of it quoted."""
    if "quote" not in speech.found.cue.content or speech.speaker is None:
        return None
    end = clause_end(scene, speech, window)
    clause = _introduced(scene, speech, end, window, barriers)
    if clause is None:
        return None
    own = scene.quote_at[speech.found.head]
    quoted = {scene.quote_at[i] for i in range(clause.first, clause.last + 1)} - {None, own}
    return clause if quoted else None


def noun_clause(scene: Scene, speech: Speech, window: range, barriers: list[int]) -> Content | None:
    """Return the clause that spells out a noun of saying ("the claim that ...")."""
    at = speech.found.head
    while at > window.start and scene.tokens[at - 1].pos in ("DET", "ADJ"):
        at -= 1
    # In apposition (", a conclusion that ...") the noun comments on what was told before.
    if at > window.start and scene.tokens[at - 1].text == ",":
        return None
    barriers = sorted([*barriers, *_predicate_of(scene, speech.found.head)])
    for clause in scene.parse.children(speech.found.head, "acl", "ccomp"):
        mark = scene.parse.child(clause.i, "mark")
        if mark is None or not scene.grammar.among("complementizers", scene.word(mark.i)) or mark.i + 1 not in window:
            continue
        first = mark.i + 1
        return Content(first, _end_of_clause(scene, speech, clause.i, first, window, barriers))
    return _complement(scene, speech, window, barriers)


def _predicate_of(scene: Scene, noun: int) -> list[int]:
    """Return the token at which the verb begins that the noun is the subject of, where it stands behind the noun."""
    verb = scene.parse.head(noun)
    if verb is None or verb.i < noun or not scene.tokens[noun].rel.startswith("nsubj"):
        return []
    group = [verb, *scene.parse.children(verb.i, "aux", "cop", "advmod", "expl")]
    return [min(t.i for t in group if t.i > noun)]


def _complement(scene: Scene, speech: Speech, window: range, barriers: list[int]) -> Content | None:
    """Return what stands right behind a noun of saying or its owner: a clause that the parser hangs elsewhere ("its
    call for talks to resume"), or the thing said (« l'annonce par Oslo de la reprise »)."""
    grammar, speaker, at = scene.grammar, speech.speaker, speech.found.last + 1
    if speaker is not None and speaker.first in (at, at + 1):
        at = speaker.last + 1
    if at + 1 not in window or scene.quote_at[at] is not scene.quote_at[speech.found.head]:
        return None
    word, mark = scene.word(at), scene.tokens[at]
    opens = grammar.among("complementizers", word) and not grammar.among("kept_complementizers", word)
    if (opens and mark.pos in ("SCONJ", "PRON")) or (grammar.among("purposive", word) and mark.rel == "mark"):
        top = _top(scene, at)
        return Content(at + 1, _end_of_clause(scene, speech, top, at + 1, window, barriers)) if top > at else None
    themes = "asked_themes" if speech.found.cue.stance == "demand" else "themes"
    if "np" not in speech.found.cue.content or not _owned(scene, speech) or not grammar.among(themes, word):
        return None
    noun = scene.tokens[mark.head]
    if noun.i <= at or noun.i not in window or noun.pos not in ("NOUN", "PROPN"):
        return None
    said = _noun_phrase(scene, noun, speech, window, barriers)
    verb = next((i for i in range(said.first, said.last + 1) if scene.is_verb(i) and not scene.is_participle(i)), None)
    if verb is not None and not any(grammar.among("relative_pronouns", scene.word(i)) for i in range(said.first, verb)):
        said = replace(said, last=trimmed(scene, said.first, verb - 1))
    ends = speaker.first - 2 if speaker is not None and said.first < speaker.first <= said.last else said.last
    return replace(said, last=ends) if ends >= said.first else None


def _owned(scene: Scene, speech: Speech) -> bool:
    """Say whether a noun of saying has an owner who is no theme of it: a possessive or an agent; what tells by itself
    that something was said needs none, unless it asks for something."""
    speaker, noun, cue = speech.speaker, speech.found.head, speech.found.cue
    if speaker is None:
        return cue.open and cue.stance != "demand"
    before = speaker.first - 1
    if speaker.last < noun or cue.stance == "demand":
        return True
    return scene.tokens[before].i > noun and not scene.grammar.among("themes", scene.word(before))


def _introduced(scene: Scene, speech: Speech, end: int, window: range, barriers: list[int]) -> Content | None:
    """Return the clause after a complementizer that belongs to the cue."""
    grammar, found = scene.grammar, speech.found
    complementizers = grammar.words.get("complementizers", frozenset())
    closed = False
    for i in range(found.last + 1, window.stop):
        token, word = scene.tokens[i], scene.word(i)
        if token.text in (":", ";") or (i > end and speaks(scene, token)):
            return None
        if not closed and scene.is_verb(i) and not scene.is_participle(i):
            closed = True
        if word not in complementizers or not _is_mark(scene, token):
            continue
        if grammar.among("compounding", scene.word(i - 1), f"{scene.word(i - 2)} {scene.word(i - 1)}"):
            continue
        if _tells_of_noun(scene, found.head, i):
            continue
        # Past a comma a question, past another finite verb any clause, must be vouched for by the parse.
        if i > end and grammar.among("kept_complementizers", word):
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


def _tells_of_noun(scene: Scene, cue: int, i: int) -> bool:
    """Say whether the clause that token ``i`` opens is a relative one on the noun before it ("a term that X rejects"),
    not on the noun that is the cue."""
    verb = scene.tokens[_top(scene, i)]
    noun = scene.tokens[verb.head]
    relative = verb.rel == "acl:relcl" and noun.pos in ("NOUN", "PROPN") and cue < noun.i < i
    # One without an object of its own leaves it to the relative pronoun.
    return relative and scene.parse.child(verb.i, "obj", "ccomp", "xcomp", "expl") is None


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
    limit = min([limit, *(i - 1 for i in range(first + 1, limit) if _comments(scene, i))])
    last = min(max([t.i for t in scene.parse.subtree(top)] + [first]), limit)
    quote = scene.quote_at[first]
    if quote is not None and quote is not scene.quote_at[speech.found.head]:
        # What is coordinated behind a clause that is quoted whole tells of another act of the speaker's.
        closing = max(t.i for t in scene.parse.tokens_in(quote.outer))
        if first <= closing < last and scene.tokens[closing + 1].pos in ("CCONJ", "PUNCT"):
            return trimmed(scene, first, closing)
    while last < limit:
        after = tokens[last + 1]
        if after.pos == "PUNCT" and after.text not in ("(", ")", "-", "'"):
            break
        if after.pos == "CCONJ" and after.head != last and not _carries_on(scene, last + 1, speech):
            break
        last += 1
    if last + 2 <= limit and tokens[last + 1].pos == "CCONJ" and _carries_on(scene, last + 1, speech):
        return _end_of_clause(scene, speech, _top(scene, last + 2), last + 2, window, barriers)
    return trimmed(scene, first, last)


def _comments(scene: Scene, comma: int) -> bool:
    """Say whether a noun of saying in apposition begins behind ``comma``, the report's own remark on what is said (", a
    claim that experts doubt")."""
    at = comma + 1
    if scene.tokens[comma].text != "," or not scene.grammar.among("articles", scene.word(at)):
        return False
    while at + 1 < len(scene.tokens) and scene.tokens[at].pos in ("DET", "ADJ"):
        at += 1
    return scene.tokens[at].pos == "NOUN" and scene.tokens[at].lemma in scene.grammar.nouns


def _carries_on(scene: Scene, conjunction: int, speech: Speech) -> bool:
    """Say whether a conjunction adds a clause of the same cue ("and that ...")."""
    after = conjunction + 1
    return after < len(scene.tokens) and scene.grammar.among("complementizers", scene.word(after))


def _after_colon(scene: Scene, speech: Speech, end: int, window: range) -> Content | None:
    at = end + 1
    if at not in window or scene.tokens[at].text != ":" or at + 1 not in window:
        return None
    last = trimmed(scene, at + 1, window.stop - 1)
    # Behind a verb that performs an act a colon may also open a list or a figure.
    if speech.found.cue.event_only and not has_predicate(scene, at + 1, last):
        return None
    # "He warned of too much hope: nothing will be signed, he said": the second cue has what stands there.
    if scene.tokens[at - 1].pos != "VERB" and any(speaks(scene, scene.tokens[i]) for i in range(last - 2, last + 1)):
        return None
    return Content(at + 1, last)


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
        after = speech.found.last + 1
        if after in window and scene.tokens[after].feats.get("VerbForm") == "Inf" and "inf" in cue.content:
            return Content(after, _end_of_clause(scene, speech, _top(scene, after), after, window, barriers))
        verb = next(
            (c for c in scene.parse.children(head, "xcomp", "ccomp") if c.i > speech.found.last and c.pos == "VERB"),
            None,
        )
        if verb is not None and _is_named(scene, verb, cue.content):
            first = min(t.i for t in scene.parse.subtree(verb.i) if t.i > speech.found.last)
            return Content(first, _end_of_clause(scene, speech, verb.i, first, window, barriers))
    if "adj" in cue.content and (said := _predicate_adjective(scene, speech, window)) is not None:
        return Content(said, _end_of_clause(scene, speech, said, said, window, barriers))
    if "frag" in cue.content and (named := called(scene, speech, window)) is not None:
        return named
    if not cue.content & {"np", "npf"} or cue.event_only or speech.speaker is None:
        return None
    if "npf" in cue.content and scene.is_participle(head):
        return None
    noun = next(
        (
            c
            for c in scene.parse.children(head, "obj", "obl")
            if c.i > speech.right and c.pos in ("NOUN", "PROPN") and (c.rel == "obj" or cue.addressee == "obj")
        ),
        None,
    )
    if noun is None and scene.tokens[head].pos not in ("VERB", "AUX"):
        near = range(head + 1, min(head + 4, window.stop))
        noun = next((scene.tokens[i] for i in near if scene.tokens[i].pos in ("NOUN", "PROPN")), None)
    if noun is None or (("status", "none") in cue.senses and _is_status(scene, noun)):
        return None
    return _noun_phrase(scene, _assured(scene, cue, noun), speech, window, barriers)


def _assured(scene: Scene, cue: Cue, noun: Token) -> Token:
    """Return what somebody is assured of, where the parser has hung it on the one assured ("assured Mali of support",
    « a rassuré ses alliés de son soutien »), else the noun itself."""
    if cue.addressee != "obj" or noun.rel != "obj":
        return noun
    named = noun.pos == "PROPN" or any(
        t.rel == "nmod:poss" or t.feats.get("Poss") == "Yes" for t in scene.parse.children(noun.i)
    )
    further = [t for t in scene.parse.children(noun.head, "obl") if t.i > noun.i]
    for child in (*scene.parse.children(noun.i, "nmod"), *further):
        case = scene.parse.child(child.i, "case")
        if case is not None and named and scene.grammar.among("assured_of", scene.word(case.i)):
            return child
    return noun


def _is_status(scene: Scene, noun: Token) -> bool:
    """Say whether a noun is what states are granted ("recognised the new republic"), which nobody owns up to."""
    return noun.pos == "PROPN" or scene.grammar.among("statuses", noun.lemma.lower())


def _predicate_adjective(scene: Scene, speech: Speech, window: range) -> int | None:
    """Return the adjective right after its cue (« s'est dit prêt »), adverbs aside, or None."""
    for i in range(speech.found.last + 1, min(speech.found.last + 4, window.stop)):
        if scene.tokens[i].pos == "ADJ" or (scene.tokens[i].pos == "VERB" and scene.is_participle(i)):
            return i
        if scene.tokens[i].pos != "ADV":
            return None
    return None


def _is_named(scene: Scene, verb: Token, content: frozenset[str]) -> bool:
    """Say whether a verb has one of the forms that ``content`` names."""
    form, aux = verb.feats.get("VerbForm"), scene.parse.child(verb.i, "aux")
    auxiliary = aux.feats.get("VerbForm") if aux is not None else None
    if form == "Inf" or auxiliary == "Inf":
        return "inf" in content
    progressive = verb.feats.get("Aspect") == "Prog" or (aux is not None and aux.feats.get("Aspect") == "Prog")
    return "ger" in content and (form == "Ger" or progressive)


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
    return Content(first, trimmed(scene, first, last), nominal=True)


def _is_clause(scene: Scene, i: int) -> bool:
    token = scene.tokens[i]
    return token.pos in ("VERB", "AUX") or token.rel.startswith(("acl", "advcl", "mark"))
