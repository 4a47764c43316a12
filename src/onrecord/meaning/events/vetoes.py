"""Vetoes: what is told as a state, a routine, a question or a fate is no act of anybody (codebook, "What is an event").

``screening`` stores the reason with the words.
"""

from onrecord.core.parse import Parse, Token
from onrecord.core.records import Event
from onrecord.core.vocabulary import EventType
from onrecord.language.tense import closed_class, read_clause
from onrecord.meaning.events.candidates import Candidate
from onrecord.meaning.events.lexicon import event_lexicon

_DEEDS: frozenset[EventType] = frozenset(
    {"AID", "COOPERATE", "CONSULT", "RETREAT", "SANCTION", "COERCE", "ASSAULT", "MOBILIZE"}
)
_BEFALLING = _DEEDS | {"THREATEN"}
_PRESENT_SHARE = 0.5
_FEW = 3
"""With fewer main clauses nothing is known of the tense that a report is told in."""
_TO_COME = frozenset({"pledged", "agreed", "considered", "requested"})


def vetoed(parse: Parse, candidate: Candidate, event: Event) -> str | None:
    """Return why what ``candidate`` tells is no act of anybody, or None where nothing here speaks against it."""
    if _is_routine(parse, candidate, event):
        return "habit"
    if _is_asked(parse, candidate):
        return "question"
    if _is_free_to(parse, candidate):
        return "no duty"
    if event.type != "AID" and _is_missing(parse, candidate):
        return "not yet"
    if event.polarity == "affirmed" and _is_toll(parse, candidate):
        return "reference"
    if _is_quality(parse, candidate, event):
        return "reference"
    if _is_denial(parse, candidate, event):
        return "domestic"
    if event.type in _BEFALLING and _is_fate(parse, candidate):
        return "disaster"
    return None


def _classes(parse: Parse, i: int) -> frozenset[str]:
    """Return the classes of the noun at token ``i`` alone, whatever name it stands in."""
    sense = event_lexicon(parse.language).nouns.get((parse.tokens[i].lemma.lower(),))
    return sense.classes if sense is not None else frozenset()


def _is_routine(parse: Parse, candidate: Candidate, event: Event) -> bool:
    """Say whether a deed without a date is told in the tense of what is so as a rule ("sells its coal to China", "the
    border is closed"), in a report that is not told in that tense."""
    clause = candidate.clause
    if event.type not in _DEEDS or event.when_span is not None or event.stage in _TO_COME:
        return False
    if clause.kind not in closed_class(parse.language, "tense_of_rule") or clause.modal or candidate.chain.links:
        return False
    token = parse.tokens[candidate.token]
    if token.pos not in ("VERB", "AUX") or _is_going_on(parse, token):
        return False
    if token.lemma.lower() in closed_class(parse.language, "keeping"):
        # "holds forty sailors" tells what goes on
        return False
    return not _is_told_in(parse, clause.kind)


def _is_going_on(parse: Parse, token: Token) -> bool:
    """Say whether a passive is progressive ("are being held")."""
    going = closed_class(parse.language, "progressive")
    return any(t.lemma in going and t.feats.get("VerbForm") != "Fin" for t in parse.children(token.i, "aux"))


def _is_told_in(parse: Parse, kind: str) -> bool:
    """Say whether most main clauses of a report stand in the tense ``kind``."""
    roots = [t for t in parse.tokens if t.is_root and t.pos in ("VERB", "AUX")]
    told = sum(read_clause(parse, t.i).kind == kind for t in roots)
    return len(roots) >= _FEW and told > _PRESENT_SHARE * len(roots)


def _is_missing(parse: Parse, candidate: Candidate) -> bool:
    """Say whether the act merely has not happened yet ("has not yet ratified the pact")."""
    yet = closed_class(parse.language, "not_yet")
    places = (candidate.token, *(k.token for k in candidate.chain.links))
    denied = candidate.clause.negation or any(k.clause.negation for k in candidate.chain.links)
    return bool(denied) and any(t.lemma.lower() in yet for i in places for t in parse.children(i, "advmod"))


def _is_free_to(parse: Parse, candidate: Candidate) -> bool:
    """Say whether the act is only what nobody is bound to do ("nothing obliges Peru to buy", "no obligation to sell"):
    that tells neither that it is done nor that it is not. (What somebody must not do is forbidden.)"""
    duties = closed_class(parse.language, "duties")
    for place in (*(k.token for k in candidate.chain.links), *candidate.chain.held):
        if parse.tokens[place].lemma.lower() in duties and (
            read_clause(parse, place).negation or _has_none(parse, place)
        ):
            return True
    needs = closed_class(parse.language, "needless")
    auxiliaries = [t for t in parse.children(candidate.token, "aux") if t.lemma.lower() in needs]
    return bool(auxiliaries) and bool(candidate.clause.negation)


def _has_none(parse: Parse, i: int) -> bool:
    """Say whether the noun at token ``i`` is said not to be ("no obligation", « aucune obligation »), or the subject of
    the verb there is nothing ("nothing obliges", "no clause forces")."""
    none = closed_class(parse.language, "negation")
    for token in (parse.tokens[i], *parse.children(i, "nsubj", "obl:agent", "expl")):
        if any(t.lemma.lower() in none for t in (token, *parse.children(token.i, "det", "advmod"))):
            return True
    return False


def _is_toll(parse: Parse, candidate: Candidate) -> bool:
    """Say whether the clause only counts the dead and hurt ("more than 100 people were killed"), and names no doer."""
    token = parse.tokens[candidate.token]
    if token.lemma.lower() not in closed_class(parse.language, "tolls"):
        return False
    return parse.child(token.i, "nsubj:pass") is not None and not candidate.slots.keys() & {"by", "in", "from"}


def _is_asked(parse: Parse, candidate: Candidate) -> bool:
    """Say whether the act stands in a question of its own ("Would they fight for the valley?")."""
    token = parse.tokens[candidate.chain.top]
    sentence = parse.sentence_span(token.sent).of(parse.text).rstrip()
    if not sentence.endswith("?") or token.rel.startswith("acl"):
        return False
    return not any(t.rel.startswith("acl") for t in parse.ancestors(token.i) if t.sent == token.sent)


def _is_fate(parse: Parse, candidate: Candidate) -> bool:
    """Say whether what befalls somebody is the work of a disaster: its doer, or what it happened in ("cut off by the
    cyclone", "was damaged in the tremor")."""
    doers = {i for slot in ("subj", "by") for i in candidate.slots.get(slot, [])}
    if any(_names_fate(parse, i) for i in doers):
        return True
    passive = parse.child(candidate.token, "nsubj:pass") is not None or candidate.clause.kind == "participle"
    return passive and any(_names_fate(parse, i) for i in candidate.slots.get("in", []))


def _names_fate(parse: Parse, i: int) -> bool:
    return any("disaster" in _classes(parse, j) for j in (i, *(t.i for t in parse.children(i, "compound", "appos"))))


def _is_quality(parse: Parse, candidate: Candidate, event: Event) -> bool:
    """Say whether the word only tells who or what is meant ("the persecuted"), or what something is ("is a relief")."""
    token = parse.tokens[candidate.token]
    if token.pos == "VERB" and token.feats.get("VerbForm") == "Part":
        return any(t.i < token.i for t in parse.children(token.i, "det", "nmod:poss"))
    if token.pos != "NOUN":
        return False
    if token.rel == "nmod:poss":
        # "the summit's decision"
        return not candidate.chain.links
    told = candidate.slots.keys() & {"from", "by", "of", "for", "to", "poss", "adj"}
    return bool(parse.children(token.i, "cop")) and not told and not event.items


def _is_denial(parse: Parse, candidate: Candidate, event: Event) -> bool:
    """Say whether what is rejected is only what was said, and by nobody of another state ("rejected the claim")."""
    codes = {c for p in (*event.actors, *event.recipients) if p.country for c in p.country.split("+")}
    if len(codes) > 1 or (event.type != "REJECT" and candidate.sense.act != "accuse"):
        return False
    objects = (i for i in (*candidate.slots.get("obj", []), *candidate.parts) if parse.tokens[i].pos == "NOUN")
    return any("words" in _classes(parse, i) for i in objects)


def is_inability(candidate: Candidate) -> bool:
    """Say whether the act is only what somebody cannot do ("could no longer reach every fire")."""
    return candidate.clause.modal == "can" or any(k.operator == "can" for k in candidate.chain.links)
