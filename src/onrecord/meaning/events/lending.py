"""Lending: which sums are owed back, where their own words say only how much money it is.

"The IMF disbursed 300 million dollars" tells of a loan by who pays, "rescheduled two billion" by what is done, "paid
the second tranche" by the loan that the report has named (codebook, Types: deposits and loans are ``credit``).
"""

from collections.abc import Sequence
from dataclasses import replace

from onrecord.core.parse import Parse
from onrecord.core.records import Event, Item, Party
from onrecord.language.tense import closed_class
from onrecord.meaning.events.facing import countries
from onrecord.meaning.events.lexicon import fold
from onrecord.meaning.events.nominals import NominalReader
from onrecord.meaning.events.screening import Draft

_LENDER = "IMF"
"""Who lends and hardly ever gives."""
_BANK = "WBK"
_OPEN = frozenset({"funds", "money", "tranche", "instalment", "disbursement", "balance", "sum", "amount"})
"""What an item of money is that may be given or lent."""
_BELOW = frozenset({"nmod", "nummod", "compound", "amod", "obj", "obl:arg", "appos", "acl", "advmod", "nmod:poss"})
"""How a sum hangs on what it is the sum of."""
_CLIMB = 4
_PARTS = frozenset({"money", "tranche", "instalment", "disbursement", "balance"})


def lent(parse: Parse, nominals: NominalReader, drafts: Sequence[Draft], events: Sequence[Event]) -> list[Event]:
    """Return ``events`` (of ``drafts``) with the sums that are lent as ``credit``."""
    found = list(events)
    if not any(_is_open(item) for event in events for item in event.items):
        return found
    nouns = [t for t in parse.tokens if t.pos == "NOUN"]
    credits = frozenset(t.i for t in nouns if nominals.sense(t.i).category == "credit")
    loans = bool(credits)
    gifts = any(t.lemma.lower() in closed_class(parse.language, "giving_away") for t in nouns)
    for n, event in enumerate(events):
        if not any(_is_open(item) for item in event.items) or event.type not in ("AID", "REQUEST"):
            continue
        told = _told(parse, event)
        if told & closed_class(parse.language, "giving_away"):
            continue
        owed = _is_owing(parse, drafts[n], event) or _is_lender(parse, event, loans=loans and not gifts)
        items = tuple(
            replace(i, category="credit")
            if _is_open(i) and (owed or _is_sum_of(parse, i, credits) or _is_of_loan(parse, i, event, events, credits))
            else i
            for i in event.items
        )
        found[n] = replace(event, items=items)
    return found


def _is_open(item: Item) -> bool:
    return item.category == "funds" and item.what in _OPEN


def _is_sum_of(parse: Parse, item: Item, credits: frozenset[int]) -> bool:
    """Say whether words say that a sum is that of a loan ("a 27-billion-yen loan", « accord de prêt portant sur »)."""
    told = {t.i for t in parse.tokens_in(item.span)}
    at = next((i for i in sorted(told) if parse.tokens[i].head not in told), None)
    for _ in range(_CLIMB):
        if at is None or parse.tokens[at].rel not in _BELOW:
            return False
        at = parse.tokens[at].head
        if at in credits or any(t.i in credits for t in parse.children(at, "compound", "nmod")):
            return True
    return False


def _tells_loan(parse: Parse, event: Event, credits: frozenset[int]) -> bool:
    """Say whether an act has to do with loans: lends, asks for them, or speaks of them."""
    lending = any(item.category == "credit" for item in event.items)
    return lending or any(t.i in credits for t in parse.tokens_in(event.evidence))


def _told(parse: Parse, event: Event) -> frozenset[str]:
    """Return the lemmas of the nouns and adjectives in the words of an act."""
    return frozenset(t.lemma.lower() for t in parse.tokens_in(event.evidence) if t.pos in ("NOUN", "ADJ"))


def _is_owing(parse: Parse, draft: Draft, event: Event) -> bool:
    """Say whether the word of an act tells what is done with debts alone, or with deposits, and these at a bank."""
    verb = parse.tokens[draft.candidate.token]
    with_particle = {f"{verb.lemma.lower()} {t.lemma.lower()}" for t in parse.children(verb.i, "compound", "advmod")}
    if verb.lemma.lower() in closed_class(parse.language, "depositing"):
        banks = closed_class(parse.language, "lenders")
        return any(t.lemma.lower() in banks for t in parse.tokens_in(event.evidence))
    return bool({verb.lemma.lower(), *with_particle} & closed_class(parse.language, "owing"))


def _is_lender(parse: Parse, event: Event, *, loans: bool) -> bool:
    """Say whether one who lends pays or is asked: a bank only where the report tells of ``loans`` and no gifts."""
    payers = event.recipients if event.type == "REQUEST" else event.actors
    words = closed_class(parse.language, "lenders")
    return any(p.country == _LENDER or (loans and (p.country == _BANK or words & _names(p))) for p in payers)


def _names(party: Party) -> frozenset[str]:
    return frozenset(fold(f"{party.text} {party.name or ''}").split())


def _is_of_loan(parse: Parse, item: Item, event: Event, events: Sequence[Event], credits: frozenset[int]) -> bool:
    """Say whether a part of a sum is of a loan that the same side is told to give."""
    own = _payers(event)
    if item.what in _PARTS:
        telling = (e for e in events if e is not event and _tells_loan(parse, e, credits))
        return any(not own or _payers(e) & own for e in telling)
    loans = [e for e in events if e is not event and any(i.category == "credit" for i in e.items)]
    # "Tokyo will pay out the other 90 billion": who lends in one act lends in the next
    gifts = closed_class(parse.language, "giving_away")
    giving = any(_payers(e) & own and _told(parse, e) & gifts for e in events)
    paid = _paid(event)
    return not giving and any(_payers(e) & own and (not paid or _paid(e) & paid) for e in loans)


def _paid(event: Event) -> frozenset[str]:
    return countries(event.actors if event.type == "REQUEST" else event.recipients)


def _payers(event: Event) -> frozenset[str]:
    return countries(event.recipients if event.type == "REQUEST" else event.actors)
