"""Who speaks: the subject of a cue, wherever the syntax puts it."""

from dataclasses import replace

from onrecord.core.making import record
from onrecord.core.parse import Token
from onrecord.meaning.statements.occurrences import Occurrence, closes_quote, verb_group
from onrecord.meaning.statements.phrases import Phrase, phrase_of
from onrecord.meaning.statements.scene import Scene
from onrecord.meaning.statements.subjects import subject_of

_NOMINAL = ("NOUN", "PROPN", "PRON", "NUM", "X", "ADJ", "DET")
_LONGEST_CHAIN = 6


@record
class Speech:
    """A cue with its speaker. ``left`` and ``right`` are the first and last token of the cue's own clause, as far as
    subject and verb go; ``after`` says that the subject follows the verb."""

    found: Occurrence
    speaker: Phrase | None
    left: int
    right: int
    after: bool
    impersonal: bool = False
    own: bool = True
    shared: bool = False
    relay: Phrase | None = None


def read_speech(scene: Scene, found: Occurrence) -> Speech:
    """Return the cue ``found`` with the speaker that its syntax gives, if any, and whoever passes the words on."""
    speech = _read(scene, found)
    if speech.relay is not None or speech.speaker is None or found.cue.pos == "NOUN":
        return speech
    relay = _relay(scene, speech.speaker, scene.sentence(found.head))
    return replace(speech, relay=relay) if relay is not None else speech


def _read(scene: Scene, found: Occurrence) -> Speech:
    window = scene.sentence(found.head)
    if found.cue.pos == "ADP":
        return _prepositional(scene, found, window)
    upper = scene.parse.head(found.head)
    if upper is not None and scene.tokens[found.head].feats.get("VerbForm") == "Inf" and upper.i in window:
        return _carried(scene, found, upper)
    if found.cue.pos == "NOUN":
        return Speech(found, owner_of(scene, found.head, window), found.begin, found.last, False, own=False)
    passed_on = _passed_on(scene, found, window)
    if passed_on is not None:
        return passed_on
    bare = scene.is_participle(found.head) and not found.inverted and not closes_quote(scene, found)
    subject = None if bare else subject_of(scene, found, window)
    if subject is None:
        phrase = _controller(scene, found, 0)
        return Speech(found, phrase, found.begin, found.last, False, own=False)
    passive = any(c.rel == "aux:pass" for c in scene.parse.children(found.head))
    relative = scene.grammar.among("relative_pronouns", scene.word(subject.i))
    if scene.grammar.among("impersonal", scene.word(subject.i)) and (passive or scene.word(subject.i) != "it"):
        left = min(subject.i, found.begin)
        return Speech(found, _agent(scene, found, window), left, found.last, False, True, own=not relative)
    if scene.grammar.among("indefinite_pronouns", scene.word(subject.i)):
        return _somebody(scene, found, subject, window)
    if subject.i > found.head:
        phrase = phrase_of(scene, subject.i, found.last + 1, window.stop - 1)
        return Speech(found, phrase, found.begin, max(found.last, phrase.last), True)
    phrase = phrase_of(scene, subject.i, window.start, found.begin - 1)
    left = min(phrase.first, found.begin)
    if relative and not passive:
        return Speech(found, _antecedent(scene, found, subject), subject.i, found.last, False, own=False)
    if passive:
        return Speech(found, _agent(scene, found, window), left, found.last, False, True, own=not relative)
    return Speech(found, phrase, left, found.last, False)


def _carried(scene: Scene, found: Occurrence, upper: Token) -> Speech:
    """Return the speech of an infinitive ("went on to say"): subject and left edge are those of the verb above it."""
    begin, _, inverted, _ = verb_group(scene, upper)
    if upper.i > found.head or upper.pos not in ("VERB", "AUX"):
        return Speech(found, None, found.begin, found.last, False, own=False)
    # "s'est bornée à déclarer la porte-parole": its subject may stand behind the infinitive
    near = all(scene.tokens[i].pos in ("ADP", "ADV", "PRON", "PART") for i in range(upper.i + 1, found.head))
    last = found.last if near and scene.grammar.asides_invert else upper.i
    lifted = read_speech(scene, Occurrence(found.cue, upper.i, upper.i, last, begin, inverted))
    after = lifted.after and lifted.right > found.last
    return replace(lifted, found=found, right=max(lifted.right, found.last), after=after or inverted)


def owner_of(scene: Scene, noun: int, window: range) -> Phrase | None:
    """Return whose words a noun of saying tells of: its possessor, its complement, else the subject of its verb."""
    parse = scene.parse
    agent = _agent_of(scene, noun, window)
    if agent is not None:
        return agent
    for child in parse.children(noun, "nmod", "det"):
        case = parse.child(child.i, "case")
        possessive = child.rel.endswith("poss") or (child.rel == "det" and child.feats.get("Poss") == "Yes")
        if possessive or (
            case is not None and scene.grammar.among("source_prepositions", case.lemma, scene.word(case.i))
        ):
            return phrase_of(scene, child.i, window.start, window.stop - 1)
    verb = parse.head(noun)
    if verb is None or verb.pos != "VERB" or scene.tokens[noun].rel != "obj":
        return None
    if not scene.grammar.among("performing", verb.lemma):
        return None
    subject = next((c for c in parse.children(verb.i, "nsubj") if c.rel == "nsubj" and c.i != noun), None)
    if subject is None or scene.grammar.among("impersonal", scene.word(subject.i)):
        return None
    return phrase_of(scene, subject.i, window.start, verb.i)


def _agent_of(scene: Scene, noun: int, window: range) -> Phrase | None:
    """Return the agent that a noun of saying names (« l'annonce par X », « l'annonce du retrait par X ») or None."""
    near = [*scene.parse.children(noun, "nmod", "obl")]
    near += [c for child in near for c in scene.parse.children(child.i, "nmod", "obl")]
    for child in near:
        case = scene.parse.child(child.i, "case")
        if case is None or not scene.grammar.among("agent_prepositions", scene.word(case.i)):
            continue
        high = window.stop - 1
        if child.text[0].isupper():
            later = range(child.i + 1, window.stop)
            high = next((i for i in later if scene.grammar.among("themes", scene.word(i))), window.stop) - 1
        return phrase_of(scene, child.i, window.start, high)
    return None


def _passed_on(scene: Scene, found: Occurrence, window: range) -> Speech | None:
    """Return the speaker of "was quoted as saying" or "quoted X as saying": the one whom the upper verb quotes."""
    upper = scene.parse.head(found.head)
    if upper is None or not scene.is_participle(found.head) or not scene.grammar.among("quoting", upper.lemma):
        return None
    passive = next((c for c in scene.parse.children(upper.i, "nsubj") if c.rel == "nsubj:pass"), None)
    quoted = passive or scene.parse.child(upper.i, "obj")
    if quoted is None or quoted.i > found.head:
        return None
    phrase = phrase_of(scene, quoted.i, window.start, found.begin - 1)
    subject = scene.parse.child(upper.i, "nsubj") or quoted
    medium = phrase_of(scene, subject.i, window.start, upper.i)
    relay = _named_agent(scene, upper.i, range(upper.i + 1, found.begin)) if passive else medium
    relay = None if relay is not None and scene.tokens[relay.head].pos == "PRON" else relay
    return Speech(found, phrase, min(medium.first, phrase.first), found.last, False, relay=relay)


def _named_agent(scene: Scene, verb: int, within: range) -> Phrase | None:
    """Return the noun phrase behind the preposition of the agent next to a participle ("quoted by X"), or None."""
    at = verb + 1
    if at + 1 not in within or not scene.grammar.among("agent_prepositions", scene.word(at)):
        return None
    head = next((i for i in range(at + 1, min(at + 6, within.stop)) if scene.tokens[i].pos in ("NOUN", "PROPN")), None)
    while head is not None and scene.tokens[head].rel in ("compound", "flat:name") and head < scene.tokens[head].head:
        head = scene.tokens[head].head if scene.tokens[head].head in within else None
    return phrase_of(scene, head, at + 1, within.stop - 1) if head is not None else None


def _relay(scene: Scene, speaker: Phrase, window: range) -> Phrase | None:
    """Return who passes on the words of ``speaker``, told by a participle behind the name (« selon X, cité par Y »)."""
    at = speaker.last + 1
    if at in window and scene.tokens[at].text == ",":
        at += 1
    if at not in window or not scene.grammar.among("quoted", scene.word(at)):
        return None
    comma = next((i for i in range(at, window.stop) if scene.tokens[i].pos == "PUNCT"), window.stop)
    return _named_agent(scene, at, range(at, comma))


def _prepositional(scene: Scene, found: Occurrence, window: range) -> Speech:
    inside = (i for i in range(found.first, found.last) if scene.grammar.among("clitic_sources", scene.word(i)))
    if (clitic := next(inside, None)) is not None:
        return Speech(found, Phrase(clitic, clitic, clitic), found.first, found.last, True)
    marker = scene.tokens[found.last]
    head = marker.head if found.last < marker.head < window.stop else None
    if head is None or scene.tokens[head].pos not in _NOMINAL:
        later = range(found.last + 1, min(found.last + 8, window.stop))
        head = next((i for i in later if scene.tokens[i].pos in ("NOUN", "PROPN", "PRON")), None)
    if head is None or (found.cue.named and scene.tokens[head].pos != "PROPN") or _is_manner(scene, head):
        return Speech(found, None, found.first, found.last, True)
    if scene.grammar.among("relative_pronouns", scene.word(head)):
        noun = _noun_before(scene, found.first, window)
        return Speech(found, noun, found.first, head, True, own=False)
    phrase = phrase_of(scene, head, found.last + 1, window.stop - 1)
    return Speech(found, phrase, found.first, phrase.last, True)


def _is_manner(scene: Scene, head: int) -> bool:
    """Say whether a noun tells by what measure, not on whose word, something is so ("according to plan")."""
    token = scene.tokens[head]
    return token.pos == "NOUN" and scene.grammar.among("measures", token.lemma.lower(), scene.word(head))


def _noun_before(scene: Scene, at: int, window: range) -> Phrase | None:
    """Return the noun phrase before the comma at the left of ``at`` ("a guard, according to whom")."""
    if at - 2 < window.start or scene.tokens[at - 1].text != ",":
        return None
    token = scene.tokens[at - 2]
    while (
        token.rel in ("nmod", "amod", "flat:name", "compound", "appos", "acl") and window.start <= token.head < token.i
    ):
        token = scene.tokens[token.head]
    return phrase_of(scene, token.i, window.start, at - 2) if token.pos in ("NOUN", "PROPN") else None


def _antecedent(scene: Scene, found: Occurrence, subject: Token) -> Phrase | None:
    """Return the noun phrase that a relative pronoun in subject place stands for."""
    head = next(
        (t for t in (scene.tokens[found.head], *scene.parse.ancestors(found.head)) if t.rel.startswith("acl")), None
    )
    noun = scene.parse.head(head.i) if head is not None else None
    if noun is None or noun.i > subject.i:
        return _noun_before(scene, subject.i, scene.sentence(subject.i))
    # The parser hangs the clause on the nearest noun ("a diplomat in Berlin, who"); a comma frees it for the head one.
    if scene.tokens[subject.i - 1].text == ",":
        while (
            noun.rel in ("nmod", "appos", "flat:name")
            and (up := scene.parse.head(noun.i))
            and up.pos in ("NOUN", "PROPN")
        ):
            noun = up
    return phrase_of(scene, noun.i, scene.sentence(noun.i).start, subject.i - 1)


def _somebody(scene: Scene, found: Occurrence, subject: Token, window: range) -> Speech:
    """Return the speech of « on », whose speaker is the place or source named beside it (« dit-on à Rome »), if any."""
    left, right = min(subject.i, found.begin), max(subject.i, found.last)
    after = subject.i > found.head
    source = _place_at(scene, right + 1, window)
    if source is None and left - 1 >= window.start and scene.tokens[left - 1].text == ",":
        begin = next((i for i in range(left - 2, window.start - 1, -1) if scene.tokens[i].pos == "PUNCT"), None)
        opening = window.start if begin is None else begin + 1
        source = _place_at(scene, opening, range(window.start, left - 1))
        left = opening if source is not None else left
    if source is not None:
        return Speech(found, source, left, max(right, source.last) if source.head > right else right, after)
    return Speech(found, Phrase(subject.i, subject.i, subject.i), left, right, after)


def _place_at(scene: Scene, at: int, window: range) -> Phrase | None:
    """Return the noun phrase behind the preposition of place or source at token ``at``, or None."""
    while at in window and scene.tokens[at].pos == "ADV":
        at += 1
    if at + 1 not in window or not scene.grammar.among("place_prepositions", scene.word(at)):
        return None
    head = next((i for i in range(at + 1, min(at + 5, window.stop)) if scene.tokens[i].pos in ("NOUN", "PROPN")), None)
    if head is None or (scene.tokens[head].pos == "NOUN" and scene.grammar.among("venue_nouns", scene.word(head))):
        return None
    return phrase_of(scene, head, at + 1, window.stop - 1)


def _agent(scene: Scene, found: Occurrence, window: range) -> Phrase | None:
    agent = scene.parse.child(found.head, "obl:agent")
    if agent is None or agent.i not in window:
        return None
    return phrase_of(scene, agent.i, found.last + 1, window.stop - 1)


def _controller(scene: Scene, found: Occurrence, depth: int) -> Phrase | None:
    """Return the subject that a verb without one shares with the verbs above it."""
    window = scene.sentence(found.head)
    at = scene.tokens[found.head]
    for _ in range(_LONGEST_CHAIN):
        head = scene.parse.head(at.i)
        if at.rel.startswith("acl") and head is not None and head.pos in ("NOUN", "PROPN", "PRON"):
            if head.lemma in scene.grammar.nouns and (owner := owner_of(scene, head.i, window)) is not None:
                return owner
            return phrase_of(scene, head.i, window.start, found.begin - 1)
        if head is None:
            return None
        subjects = [c for c in scene.parse.children(head.i, "nsubj") if c.pos not in ("VERB", "AUX")]
        subject = next((s for s in subjects if not scene.grammar.among("impersonal", scene.word(s.i))), None)
        if subject is not None and subject.i != found.head:
            if scene.grammar.among("relative_pronouns", scene.word(subject.i)):
                acl = head if head.rel.startswith("acl") else None
                noun = scene.parse.head(acl.i) if acl else None
                if noun is not None:
                    return phrase_of(scene, noun.i, window.start, subject.i - 1)
            return phrase_of(scene, subject.i, window.start, window.stop - 1)
        at = head
    return None
