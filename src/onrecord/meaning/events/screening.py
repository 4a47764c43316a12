"""Screening: which candidates stand as mentions, and which are ruled out with a reason.

Hypotheticals, purposes, bare references back ("the delivery") and words that repeat the act of the clause they stand in
are no mentions of their own (codebook, "What is an event").
"""

from collections.abc import Container
from dataclasses import dataclass, replace

from onrecord.core.issues import DroppedMention
from onrecord.core.parse import Parse, Token
from onrecord.core.records import Event, Item
from onrecord.core.spans import Span
from onrecord.language.tense import closed_class, read_clause
from onrecord.meaning.events.candidates import Candidate
from onrecord.meaning.events.facing import countries
from onrecord.meaning.events.lexicon import CoreAct, event_lexicon
from onrecord.meaning.events.operators import find_parts
from onrecord.meaning.events.recalled import more_exact
from onrecord.meaning.events.vetoes import is_inability, vetoed

# Acts done in words are nobody's without a speaker; deeds may be told in the passive.
_SPOKEN_TYPES = frozenset({"REQUEST", "SUPPORT", "ACCUSE", "REJECT", "THREATEN", "AGREE", "CONSULT", "CONCEDE"})
# What others are charged or threatened with is no act told as such.
_CHARGES = frozenset({"threaten", "accuse"})
_HOLDING = frozenset({"help", "project", "training", "money", "pact", "contract", "promise"})
_PERMISSIVE = frozenset({"allow", "cause"})
_REACHED = frozenset({"frontier", "territory", "base", "authority"})
_GIVING = frozenset({"AID", "COOPERATE", "REQUEST", "REJECT"})
_MATERIAL_TYPES = frozenset({"AID", "COOPERATE", "RETREAT", "MOBILIZE"})


_SPORT_WORDS = 5
_TOKENS_PER_SPORT_WORD = 60


@dataclass(slots=True)
class Draft:
    """An event in the making, and the candidate that it comes from."""

    event: Event
    candidate: Candidate
    core: CoreAct
    item_tokens: tuple[int, ...]
    named: tuple[Item, ...] = ()
    """What the word of the act itself names, should nothing else be its item."""


def screen(parse: Parse, drafts: list[Draft], cues: Container[int]) -> tuple[list[Draft], list[DroppedMention]]:
    """Return the drafts that stand and, for the others, the reason why not.

    ``cues`` are the tokens by which statements are told: they name no deed.
    """
    kept: list[Draft] = []
    dropped: list[DroppedMention] = []
    acts = {d.candidate.token for d in drafts}
    sport = is_sport(parse)
    for draft in drafts:
        reason = "sport" if sport else _reason(parse, draft) or _no_threat(parse, draft, acts)
        told = draft.candidate.token in cues and draft.candidate.clause.kind != "conditional"
        told = told and not draft.candidate.implied
        if told and (draft.event.type not in _SPOKEN_TYPES or draft.core.act == "approve"):
            reason = "statement"
        if told and reason is None and _is_said_of_nothing(draft):
            reason = "statement"
        if reason is None:
            kept.append(draft)
        else:
            dropped.append(DroppedMention("events@1", draft.event.trigger, reason))
    found = _merge_nested(parse, kept, dropped)
    _name(parse, found, drafts)
    return found, dropped


def _name(parse: Parse, kept: list[Draft], drafts: list[Draft]) -> None:
    """Give acts of giving without items what their own noun names, or that of a noun below their verb, which tells no
    act of its own ("resumed its loans", "is financed by a grant")."""
    by_token = {d.candidate.token: d for d in kept}
    for draft in drafts:
        own = draft if draft.candidate.token in by_token else _governor(parse, draft, by_token)
        if own is not None and draft.named and own.event.type in _GIVING and not own.event.items:
            own.event = replace(own.event, items=draft.named)


def _is_said_of_nothing(draft: Draft) -> bool:
    """Say whether a cue of praise names nothing that is praised ("« ... », s'est félicité le ministre")."""
    candidate = draft.candidate
    if draft.event.type != "SUPPORT" or draft.core.act != "praise" or draft.event.recipients:
        return False
    return not candidate.slots.keys() - {"subj", "comp", "and", "bare", "adj"}


def _reason(parse: Parse, draft: Draft) -> str | None:
    candidate, event = draft.candidate, draft.event
    token = parse.tokens[candidate.token]
    if candidate.chain.condition is not None and event.type != "THREATEN":
        # A promise that depends on something stays a promise; what merely could happen does not
        promised = candidate.chain.condition == "consequence" and event.stage in ("pledged", "agreed")
        if not promised or candidate.clause.kind == "conditional":
            return "hypothetical"
    if candidate.chain.habitual:
        return "habit"
    if (reason := vetoed(parse, candidate, event)) is not None:
        return reason
    if _is_alleged(parse, candidate):
        return "alleged"
    if draft.core.act == "ask" and _is_for_silence(parse, candidate):
        return "anonymity"
    if draft.core.act != "protest" and _is_purpose(parse, candidate):
        return "purpose"
    if _is_attribute(parse, draft):
        return "reference"
    if event.polarity == "denied" and event.stage == "considered" and is_inability(candidate):
        return "inability"
    if candidate.clause.kind == "present" and candidate.clause.negation and not candidate.chain.links:
        return "general truth"
    if _is_abstract(parse, draft):
        return "abstract"
    if _is_bare_participle(parse, draft):
        return "reference"
    if token.pos in ("NOUN", "PROPN"):
        bare = not candidate.chain.links and not candidate.chain.supports
        if bare and not event.items and not _both_sides(event) and not _lasts(parse, draft):
            return "reference"
        if bare and not event.actors and not event.recipients and not event.items:
            return "reference"
    if draft.core.act == "arrive" and _misses_destination(parse, draft):
        return "no destination"
    if draft.core.act == "distribute" and not _both_sides(event) and not _is_by_organisation(event):
        return "domestic"
    moved_back = event.type == "RETREAT" and candidate.chain.links
    return None if moved_back else _lacks_sides(parse, draft)


def _lacks_sides(parse: Parse, draft: Draft) -> str | None:
    """Return what of its sides and things an act lacks to stand as a mention, or None where it stands."""
    candidate, event = draft.candidate, draft.event
    token = parse.tokens[candidate.token]
    if event.type in _MATERIAL_TYPES and not (event.items or event.actors or event.recipients):
        return "no arguments"
    dated = draft.core.act == "sign" and event.when_span is not None
    passive = dated or _is_told_passive(parse, candidate)
    if event.type in _SPOKEN_TYPES and not event.actors and "subj" not in candidate.slots and not passive:
        return "no actor"
    if not (event.actors or event.recipients or event.items or passive):
        return "no arguments"
    if event.type == "CONSULT" and _is_bare(draft, token) and _sides(event) < 2:
        return "one side"
    return None


def _is_told_passive(parse: Parse, candidate: Candidate) -> bool:
    """Say whether a clause of its own tells in the passive of a thing done in words ("the offer was declined")."""
    token = parse.tokens[candidate.token]
    finite = candidate.clause.kind in ("past", "perfect", "present", "future", "conditional")
    return token.pos == "VERB" and finite and any(c - {"abstract"} for c in candidate.classes)


def _is_bare(draft: Draft, token: Token) -> bool:
    """Say whether a noun alone tells the act: a verb or operator says that somebody did it ("offered to host")."""
    return token.pos in ("NOUN", "PROPN") and not draft.candidate.chain.links


def _sides(event: Event) -> int:
    return sum(len((p.country or "").split("+")) for p in (*event.actors, *event.recipients))


def _is_alleged(parse: Parse, candidate: Candidate) -> bool:
    """Say whether the act is only what somebody is accused of or threatened with ("accused X of sheltering rebels")."""
    token = parse.tokens[candidate.chain.top]
    above = parse.head(token.i)
    if above is None or token.rel not in ("xcomp", "advcl", "ccomp", "acl"):
        return False
    verb = parse.head(above.i) if above.pos == "NOUN" else above
    if verb is None:
        return False
    senses = event_lexicon(parse.language).acts.get((verb.lemma.lower(), "VERB"), ())
    bare = [s for s in senses if not s.parts]
    if verb is above and bare and all(s.act in _CHARGES for s in bare):
        # What somebody is accused of doing now ("of arming rebels") may be news; of what he did, the charge is
        return bare[0].act == "threaten" or candidate.clause.perfect
    # "reserved the right to respond", "s'est réservé le droit de riposter"
    fixed = (s for s in senses if s.parts and s.act == "threaten")
    return any(verb is above or above.i in held for s in fixed if (held := find_parts(parse, verb.i, s.parts)))


def _lasts(parse: Parse, draft: Draft) -> bool:
    """Say whether talks are told by how long they lasted ("after four days of talks")."""
    above = parse.head(draft.candidate.token)
    if draft.event.type != "CONSULT" or above is None or not parse.children(above.i, "nummod"):
        return False
    return above.lemma.lower() in closed_class(parse.language, "lasting")


def _is_for_silence(parse: Parse, candidate: Candidate) -> bool:
    """Say whether all that is asked for is not to be named ("asked not to be identified", "asked for anonymity")."""
    silence, unnamed = (closed_class(parse.language, name) for name in ("silence", "unnamed"))
    below = (t for i in (candidate.token, *candidate.parts) for t in parse.children(i))
    return any(
        t.lemma.lower() in unnamed or (t.lemma.lower() in silence and read_clause(parse, t.i).negation) for t in below
    )


def _is_bare_participle(parse: Parse, draft: Draft) -> bool:
    """Say whether the act is only told by a participle that brings no date, actor or figure of its own."""
    token, laden = parse.tokens[draft.candidate.token], closed_class(parse.language, "carrying")
    if token.rel in ("acl", "amod", "advcl", "xcomp") and token.lemma.lower() in laden:
        # "a plane loaded with tents": what it brings is told by its own verb
        return draft.candidate.clause.kind == "participle" and not draft.candidate.chain.links
    if token.rel not in ("acl", "amod") or draft.candidate.clause.kind != "participle":
        return False
    # "a hundred trained hands" tells what they are, "a hundred trained in May" what was done
    placed = draft.core.act != "train" or any(t.rel != "punct" for t in parse.children(token.i))
    figure = placed and token.rel == "acl" and any(i.low is not None or i.high is not None for i in draft.event.items)
    return draft.event.when_span is None and not figure and not parse.children(token.i, "obl:agent")


def _no_threat(parse: Parse, draft: Draft, acts: set[int]) -> str | None:
    """Say that a warning whose clause tells of no act is only a statement ("warned that there was no date")."""
    if draft.event.type != "THREATEN":
        return None
    clauses = parse.children(draft.candidate.token, "ccomp")
    warned = [t.i for c in clauses for t in parse.subtree(c.i)]
    announced = any(_is_announced(parse, c.i) for c in clauses)
    return "statement" if warned and not announced and not acts & set(warned) else None


def _is_announced(parse: Parse, i: int) -> bool:
    """Say whether the one who warns says what he will do himself ("warned that it would respond")."""
    clause = read_clause(parse, i)
    subject = parse.child(i, "nsubj")
    to_come = clause.kind in ("future", "conditional") or clause.modal == "can"
    return to_come and subject is not None and subject.pos == "PRON"


def is_sport(parse: Parse) -> bool:
    """Say whether a report is about sport, whose attacks, defeats and exchanges are none."""
    words = closed_class(parse.language, "sport")
    told = {t.lemma.lower() for t in parse.tokens} & words
    return len(told) >= max(_SPORT_WORDS, len(parse.tokens) // _TOKENS_PER_SPORT_WORD)


def _is_attribute(parse: Parse, draft: Draft) -> bool:
    """Say whether the noun only describes another ("the training ground", "an embargo on arms exports")."""
    token = parse.tokens[draft.candidate.token]
    above = parse.head(token.i)
    if token.pos not in ("NOUN", "PROPN") or above is None or above.pos not in ("NOUN", "PROPN"):
        return False
    if draft.candidate.chain.links or draft.candidate.chain.supports:
        return False
    nouns = event_lexicon(parse.language).nouns.get((above.lemma.lower(),))
    classes = nouns.classes if nouns is not None else frozenset()
    if token.rel == "compound":
        return not classes & _HOLDING
    return token.rel.startswith("nmod") and "measure" in classes


def _is_abstract(parse: Parse, draft: Draft) -> bool:
    """Say whether general dealings are only the topic of a noun ("the importance of expanding ties")."""
    if draft.event.type not in ("COOPERATE", "AGREE", "SUPPORT") or draft.candidate.chain.links or draft.event.items:
        return False
    token = parse.tokens[draft.candidate.token]
    above = parse.head(token.i)
    if above is None or draft.candidate.chain.supports:
        return False
    if draft.candidate.clause.kind == "gerund" and parse.child(token.i, "mark", "case") is not None:
        return True
    if draft.candidate.clause.kind in ("gerund", "infinitive"):
        return above.pos in ("NOUN", "PROPN", "ADJ")
    return token.pos == "NOUN" and token.rel.partition(":")[0] in ("obl", "nmod", "obj", "nsubj")


def _is_by_organisation(event: Event) -> bool:
    """Say whether a body of many states or a charity hands out: what it brings is not the state's own."""
    return any(p.sector in ("IGO", "NGO") for p in event.actors)


def _misses_destination(parse: Parse, draft: Draft) -> bool:
    """Say whether what is reached is neither a place nor a party ("could not reach the fires")."""
    reached = [i for i in draft.candidate.slots.get("obj", []) if i not in draft.item_tokens]
    if any(classes & _REACHED for classes in draft.candidate.classes):
        return False
    if any(parse.tokens[i].pos == "PROPN" for i in reached):
        return False
    return bool(reached) and not draft.event.recipients


def _both_sides(event: Event) -> bool:
    several = len(event.actors) > 1 or len(countries(event.actors)) > 1
    return bool(event.actors and event.recipients) or (event.type == "CONSULT" and several)


def _is_purpose(parse: Parse, candidate: Candidate) -> bool:
    """Say whether an act is only what something else is for ("to settle a departure")."""
    if any(link.operator not in _PERMISSIVE for link in candidate.chain.links):
        return False
    token = parse.tokens[candidate.chain.top]
    if token.pos == "NOUN" and token.rel.startswith("nmod") and not candidate.chain.supports:
        # "a loan for the construction of two hospitals"
        cases = [t.text.lower() for t in parse.children(token.i, "case")]
        return cases[:1] != [] and cases[0] in closed_class(parse.language, "purpose")
    if token.rel not in ("advcl", "acl") or candidate.clause.kind != "infinitive":
        return False
    if candidate.chain.links and read_clause(parse, token.i).kind != "infinitive":
        return False
    marks = {t.text.lower() for t in parse.children(token.i, "mark", "case")}
    return not marks or bool(marks & closed_class(parse.language, "purpose"))


def _is_same_told_twice(parse: Parse, draft: Draft, outer: Draft) -> bool:
    """Say whether a participle only repeats the act whose item it describes ("received wheat given by Spain")."""
    token = parse.tokens[draft.candidate.token]
    described = {i for item in outer.item_tokens for i in (item, *(t.i for t in parse.children(item, "nmod")))}
    same = draft.event.type == outer.event.type and draft.event.stage == outer.event.stage
    if token.rel == "advcl" and draft.candidate.clause.kind == "gerund":
        # "delivered aid to Mali, providing 25,000 tonnes": the second verb says how
        own_subject = parse.child(token.i, "nsubj", "mark") is not None
        return same and not own_subject and token.head == outer.candidate.token
    return token.rel in ("acl", "amod") and token.head in described and same


def _merge_nested(parse: Parse, drafts: list[Draft], dropped: list[DroppedMention]) -> list[Draft]:
    """Join a noun that repeats the act of its verb ("received a shipment") to the verb, with its items and parties."""
    by_token = {d.candidate.token: d for d in drafts}
    gone = _told_by_relatives(parse, drafts)
    dropped += [
        DroppedMention("events@1", d.event.trigger, "told by its verb") for d in drafts if d.candidate.token in gone
    ]
    for draft in drafts:
        noun = parse.tokens[draft.candidate.token]
        outer = _governor(parse, draft, by_token)
        if draft.candidate.token in gone:
            continue
        if outer is None or outer.candidate.token in gone:
            continue
        if noun.pos not in ("NOUN", "PROPN") and not _is_same_told_twice(parse, draft, outer):
            continue
        same_family = {draft.event.type, outer.event.type} <= _MATERIAL_TYPES or draft.event.type == outer.event.type
        if same_family or outer.core.act == "sign":
            _absorb(outer, draft)
            gone.add(draft.candidate.token)
            dropped.append(DroppedMention("events@1", draft.event.trigger, "told by its verb"))
    return [d for d in drafts if d.candidate.token not in gone]


def _told_by_relatives(parse: Parse, drafts: list[Draft]) -> set[int]:
    """Return the bare nouns whose act a relative clause on them tells ("a loan that the bank granted last year")."""
    told: dict[int, list[Draft]] = {}
    for draft in drafts:
        top = parse.tokens[draft.candidate.chain.top]
        if top.rel == "acl:relcl":
            told.setdefault(top.head, []).append(draft)
    gone: set[int] = set()
    for draft in drafts:
        candidate = draft.candidate
        bare = parse.tokens[candidate.token].pos == "NOUN" and not (candidate.chain.links or candidate.chain.supports)
        again = told.get(candidate.token, []) if bare else []
        if any({draft.event.type, d.event.type} <= _MATERIAL_TYPES or draft.event.type == d.event.type for d in again):
            gone.add(candidate.token)
    return gone


def _governor(parse: Parse, draft: Draft, by_token: dict[int, Draft]) -> Draft | None:
    """Return the draft whose verb has the noun of ``draft`` among its arguments."""
    current = parse.tokens[draft.candidate.chain.top]
    if current.i != draft.candidate.token and current.i in by_token:
        # "signed a support programme": the verb names an act as well
        return by_token[current.i]
    for above in parse.ancestors(current.i):
        if current.rel == "conj":
            # What is coordinated with an act is another act
            return None
        if above.i in by_token:
            return by_token[above.i]
        if above.pos in ("VERB", "AUX"):
            return None
        current = above
    return None


def _absorb(outer: Draft, inner: Draft) -> None:
    event, told = outer.event, inner.event
    if outer.core.act == "sign" and told.type in _MATERIAL_TYPES:
        # A signed paper whose content is told takes the content's type (codebook, Types)
        event = replace(event, type=told.type, mode=told.mode, contexts=told.contexts)
        event = replace(event, stage="agreed" if event.stage == "done" else event.stage)
    outer.event = replace(
        event,
        items=more_exact(event.items, told.items),
        actors=event.actors or told.actors,
        recipients=event.recipients or told.recipients,
        when=event.when if event.when_span else told.when,
        when_text=event.when_text or told.when_text,
        when_span=event.when_span or told.when_span,
        when_basis=event.when_basis if event.when_span else told.when_basis,
        trigger=Span(min(event.trigger.start, told.trigger.start), max(event.trigger.end, told.trigger.end))
        if abs(event.trigger.start - told.trigger.start) < 40
        else event.trigger,
    )
