"""Disputed figures: clauses that tell no act, but give another figure for one told before ("The ministry put the number
at 95", "« Il y en a 95, et non 110 »", "Trente, pas quarante, précise-t-on à Damas").

Whoever gives it tells of the same act, so that it is a mention of its own, with the parties and goods of the act before
and its own figure (the codebook counts a reference back that brings a new figure).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from onrecord.core.parse import Parse, Token
from onrecord.core.quantities import Quantity
from onrecord.core.records import Event, Item, Party, Statement
from onrecord.core.spans import Span
from onrecord.language.lexicons import table
from onrecord.language.quantities.grammar import numbers
from onrecord.language.tense import closed_class, read_clause, rules_out_a_number
from onrecord.meaning.events.figures import is_currency
from onrecord.meaning.events.parties import Parties
from onrecord.meaning.statements import statement_over

_BESIDE = ("advcl", "parataxis", "conj", "cc", "punct", "discourse")
_PEOPLE = frozenset({"man", "woman", "person", "people", "member", "individual", "head"})
_BROAD = frozenset({"unit", "piece", "item", "vehicle", "vessel", "ship", "plane", "aircraft", "machine", "device"})
_MONEY = frozenset({"funds", "credit"})
_NOMINAL = frozenset({"NOUN", "PROPN", "NUM", "PRON", "ADJ", "SYM"})
_OTHERS = frozenset({"more", "rest"})
"""What is said of goods that are not those told before ("95 more", "les 20 restants")."""
_RATIO = 2
"""How many times as great as the other a figure of the same may be, where the other is not denied outright."""
_NEAR = 2
"""How many sentences back the act may stand of which a bare number is told."""
_FAR = 12
_AROUND = 24
_ROOT = 4


@dataclass(frozen=True, slots=True)
class _Claim:
    """One figure given for something: by which word, in which clause, and by whom (None where no words say so)."""

    quantity: Quantity
    trigger: Span
    evidence: Span
    verb: int | None
    speaker: tuple[str, Span, str | None] | None


class DisputeReader:
    """Finds the figures in one parse that are given for acts told before."""

    def __init__(
        self, parse: Parse, statements: Sequence[Statement], quantities: Sequence[Quantity], parties: Parties
    ) -> None:
        self._parse = parse
        self._statements = statements
        self._quantities = quantities
        self._parties = parties
        others = (row["word"].lower() for row in table(parse.language, "sequels.tsv") if row["sequel"] in _OTHERS)
        self._more = tuple(f" {word} " for word in others)

    def with_disputed(self, events: Sequence[Event]) -> list[Event]:
        """Return ``events`` with those that only a disputed figure tells, in the order of the text."""
        found = list(events)
        for claim in self._claims(found):
            act = self._act_of(claim, events)
            if act is not None:
                word = claim.verb
                # "Gave a figure of 12 million" was read as a gift
                found = [e for e in found if word is None or not _names(e, self._parse.tokens[word])]
                found.append(_restated(claim, *act))
        return sorted(found, key=lambda event: (event.trigger.start, event.trigger.end))

    def _claims(self, events: Sequence[Event]) -> Iterator[_Claim]:
        for quantity in self._quantities:
            if (quantity.low is None and quantity.high is None) or quantity.unit == "%" or self._is_denied(quantity):
                continue
            told = [e for e in events if e.evidence.covers(quantity.span) or _has(e, quantity)]
            claim = self._claim(quantity)
            if claim is None or (told and not all(self._is_verb_of(claim, e) for e in told)):
                continue
            words = f" {claim.evidence.of(self._parse.text).lower()} "
            if not any(word in words for word in self._more):
                yield claim

    def _is_verb_of(self, claim: _Claim, event: Event) -> bool:
        return claim.verb is not None and _names(event, self._parse.tokens[claim.verb])

    def _claim(self, quantity: Quantity) -> _Claim | None:
        head = self._parse.head_of(quantity.whole or quantity.span) or self._parse.head_of(quantity.span)
        if head is None:
            return None
        for token in (head, *self._parse.ancestors(head.i)):
            if self._gives_figure(token, head):
                given = self._given(quantity, token, head)
                if given is not None:
                    return given
                break
            if token.pos not in _NOMINAL and token.i != head.i:
                break
            counted = (quantity.whole or quantity.span).covers(token.span) or token.i == head.i
            if not (counted or self._is_figure_noun(token) or token.lemma.lower() in self._list("figure_of")):
                break
        return self._equated(quantity, head)

    def _given(self, quantity: Quantity, verb: Token, head: Token) -> _Claim | None:
        """Return the figure that somebody gives by a verb such as "speak of" or "put at"."""
        if read_clause(self._parse, verb.i).negation:
            return None
        subject = self._parse.child(verb.i, "nsubj")
        if subject is None:
            return None
        # Whoever puts a number at a figure is somebody; an invoice may list things too
        under = self._under(verb, head)
        told = [t for t in (under, *self._parse.children(verb.i, "obj")) if t is not None and t.i != head.i]
        speaker = self._speaker(subject, sure=any(map(self._is_figure_noun, told)))
        return _Claim(quantity, verb.span, self._clause(verb), verb.i, speaker) if speaker else None

    def _gives_figure(self, verb: Token, head: Token) -> bool:
        """Say whether ``verb`` is one by which somebody gives the figure at ``head``."""
        if verb.pos not in ("VERB", "AUX") or verb.i == head.i:
            return False
        lemma = verb.lemma.lower()
        under = self._under(verb, head)
        if under is None:
            return False
        objects = [t for t in self._parse.children(verb.i, "obj") if t.i != under.i]
        if lemma in self._list("figure_verbs"):
            return not objects
        if any(f"{lemma} {t.lemma.lower()}" in self._list("figure_verbs") for t in objects):
            return True
        if self._is_figure_noun(under) and under.i != head.i:
            return lemma in self._list("figure_givers")
        if lemma not in self._list("figure_placers"):
            return False
        placed = objects or ([under] if under.i != head.i else [])
        return any(self._is_figure_noun(t) or t.lemma.lower() in self._list("figure_of") for t in placed)

    def _under(self, verb: Token, head: Token) -> Token | None:
        """Return the dependent of ``verb`` in which the figure stands."""
        last = head
        for above in self._parse.ancestors(head.i):
            if above.i == verb.i:
                return last if last.rel.partition(":")[0] in ("obj", "obl", "nmod", "xcomp", "ccomp", "dep") else None
            last = above
        return None

    def _equated(self, quantity: Quantity, head: Token) -> _Claim | None:
        """Return the figure that somebody says it is ("it was 95", "the sum is 12 million", "thirty, not forty")."""
        said = statement_over(self._statements, quantity.span)
        clause = self._copular(head)
        denied = self._denied(quantity)
        if clause is None and denied is None:
            return None
        named = clause is not None and any(map(self._is_figure_noun, self._parse.children(clause.i, "nsubj")))
        speaker = self._speaker_over(head)
        if said is not None and said.speaker and said.speaker_span:
            speaker = (said.speaker, said.speaker_span, said.id or None)
        elif denied is None and not named:
            return None
        evidence = self._clause(clause) if clause is not None else quantity.whole or quantity.span
        inside = said.content if said is not None else evidence
        spans = [quantity.span, *([denied.span] if denied is not None else [])]
        start = min(max(evidence.start, inside.start), *(span.start for span in spans))
        end = max(min(evidence.end, inside.end), *(span.end for span in spans))
        return _Claim(quantity, quantity.span, Span(start, end), None, speaker)

    def _speaker_over(self, head: Token) -> tuple[str, Span, str | None] | None:
        """Return the subject of the nearest verb above the figure, where somebody is meant."""
        for above in self._parse.ancestors(head.i):
            subject = self._parse.child(above.i, "nsubj")
            if subject is not None and subject.i != head.i and above.pos == "VERB":
                return self._speaker(subject)
        return None

    def _speaker(self, subject: Token, *, sure: bool = False) -> tuple[str, Span, str | None] | None:
        if not sure and not (self._parties.has_parties(subject.i) or self._parties.is_somebody(subject.i)):
            return None
        words = self._parse.subtree_span(subject.i, without=("appos", "acl", "acl:relcl", "punct", "det"))
        return self._parties.name(subject.i) or words.of(self._parse.text), words, None

    def _copular(self, head: Token) -> Token | None:
        """Return the head of the clause that says nothing but how many or how much something is, or None."""
        clause, above = head, self._parse.head(head.i)
        if not self._parse.children(head.i, "cop", "aux") and above is not None:
            if above.lemma.lower() not in self._list("figure_being"):
                return None
            clause = above
        elif not self._parse.children(head.i, "cop", "aux", "nsubj", "expl"):
            return None
        subjects = [t for t in self._parse.children(clause.i, "nsubj", "expl") if t.i != head.i]
        meant = [t for t in subjects if t.pos == "PRON" or self._is_figure_noun(t)]
        return clause if subjects and len(meant) == len(subjects) else None

    def _denied(self, quantity: Quantity) -> Token | None:
        """Return the number that is denied for this one ("95, not 110", "not 20 but 14"), or None."""
        text = self._parse.text
        told = quantity.whole or quantity.span
        around = Span(max(0, told.start - _AROUND), min(len(text), told.end + _AROUND))
        tokens = self._parse.tokens_in(around)
        negating = closed_class(self._parse.language, "negation") | closed_class(self._parse.language, "ruling_out")
        for one, two in pairwise(tokens):
            if one.text.lower() not in negating or one.sent != self._sentence(quantity):
                continue
            other = next((q for q in self._quantities if q.span.covers(two.span)), None)
            counts = self._is_number(two) if other is None else other.unit in (None, quantity.unit)
            if counts and other is not quantity:
                return two
        return None

    def _is_denied(self, quantity: Quantity) -> bool:
        """Say whether this number is the one that is denied (the 110 of "95, not 110")."""
        tokens = self._parse.tokens_in(quantity.span)
        return bool(tokens) and tokens[0].i > 0 and rules_out_a_number(self._parse, tokens[0].i - 1)

    def _is_number(self, token: Token) -> bool:
        word = token.text.lower()
        return token.pos == "NUM" or word[0].isdigit() or word in numbers(self._parse.language).small

    def _is_made_up(self, claim: _Claim) -> bool:
        """Say whether the figure may tell of how many somebody consists."""
        if claim.verb is None or claim.quantity.unit is None:
            return False
        return self._parse.tokens[claim.verb].lemma.lower() in self._list("figure_having")

    def _sentence(self, quantity: Quantity) -> int:
        tokens = self._parse.tokens_in(quantity.span)
        return tokens[0].sent if tokens else -1

    def _clause(self, head: Token) -> Span:
        return self._parse.subtree_span(head.i, without=_BESIDE)

    def _is_figure_noun(self, token: Token) -> bool:
        return token.pos in ("NOUN", "PROPN") and token.lemma.lower() in self._list("figure_nouns")

    def _list(self, name: str) -> frozenset[str]:
        return closed_class(self._parse.language, name)

    def _act_of(self, claim: _Claim, events: Sequence[Event]) -> tuple[Event, Item] | None:
        """Return the nearest act before a claim that the figure may be of, with the thing that it counts."""
        here = self._sentence(claim.quantity)
        denies = self._denied(claim.quantity) is not None
        before = [e for e in events if e.trigger.end <= claim.trigger.start and e.polarity == "affirmed"]
        for event in sorted(before, key=lambda e: e.trigger.start, reverse=True):
            tokens = self._parse.tokens_in(event.trigger)
            apart = here - (tokens[0].sent if tokens else here)
            bare = claim.quantity.unit is None and claim.quantity.what is None
            if apart > (_NEAR if bare else _FAR) or event.background:
                continue
            for item in event.items:
                # "The mission counted 800 soldiers": it had them
                if self._is_made_up(claim) and item.category == "personnel":
                    continue
                head = self._parse.head_of(item.span)
                several = head is not None and head.feats.get("Number") == "Plur"
                if _may_count(claim.quantity, item, self._parse.text, denies=denies, several=several):
                    return event, item
        return None


def _names(event: Event, verb: Token) -> bool:
    return event.trigger.covers(verb.span)


def _has(event: Event, quantity: Quantity) -> bool:
    return any(item.span.overlaps(quantity.span) for item in event.items)


def _may_count(quantity: Quantity, item: Item, text: str, *, denies: bool, several: bool) -> bool:
    """Say whether a quantity may be another figure for ``item`` (which is ``several``): one unit, and not the same
    number."""
    if item.low is not None and quantity.unit != item.unit and not _is_kind(quantity, item):
        return False
    ours, theirs = _size(quantity.low, quantity.high), _size(item.low, item.high)
    if not theirs:
        # "Has sent water pumps": "the port lists 25 pumps", or a sum for what was told as money
        money = is_currency(quantity.unit) and item.category in _MONEY
        if denies and quantity.unit is None and quantity.what is None:
            return several and item.category not in _MONEY
        return money or (quantity.unit is not None and quantity.unit in item.what.split())
    if ours == theirs and (quantity.low, quantity.high) == (item.low, item.high):
        return False
    return denies or max(ours, theirs) <= _RATIO * min(ours, theirs)


def _is_kind(quantity: Quantity, item: Item) -> bool:
    """Say whether a quantity in another unit than the item's may count it: a bare number, people under any name, things
    under a broad one."""
    unit = quantity.unit
    if unit is None:
        return quantity.what is None
    if is_currency(unit) or item.unit is None or is_currency(item.unit):
        return False
    if item.category == "personnel":
        return unit in _PEOPLE
    # "110 groupes électrogènes", "95 groupes", "95 groupes chiliens"
    named = (quantity.what or "").lower()
    heads = {word for word in named.split() if unit is not None and word[:_ROOT] == unit[:_ROOT]}
    return unit in _BROAD or bool(named and named in item.text.lower()) or bool(heads & {*item.text.lower().split()})


def _size(low: float | None, high: float | None) -> float:
    return low if low is not None else high or 0


def _restated(claim: _Claim, event: Event, item: Item) -> Event:
    """Return the act with the figure that is claimed for it."""
    q = claim.quantity
    # "Has sent generators": "they are 45"
    unit = item.unit or q.unit or next(reversed(item.what.split()), None)
    goods = replace(item, text=q.text, span=q.span, low=q.low, high=q.high, unit=unit, approx=q.approx)
    name, span, statement = claim.speaker or (None, None, None)
    return replace(
        event,
        trigger=claim.trigger,
        evidence=claim.evidence,
        actors=_understood(event.actors),
        recipients=_understood(event.recipients),
        items=(goods,),
        stage_words=(),
        polarity_words=(),
        when=None,
        when_text=None,
        when_span=None,
        when_basis="none",
        attribution=name,
        attribution_span=span,
        statement=statement,
        grounds=(),
    )


def _understood(parties: Sequence[Party]) -> tuple[Party, ...]:
    return tuple(replace(party, basis="understood") for party in parties)
