"""Tenses: whether the verb that governs a time expression looks back or ahead, read from the parse."""

from collections.abc import Callable
from functools import cache

from onrecord.core.parse import Parse, Token
from onrecord.core.spans import Span
from onrecord.language.lexicons import settings
from onrecord.language.tense import read_tense
from onrecord.language.times.lexicon import SETTINGS

_BEFORE = 3
"""Words before a time among which its preposition stands ("d' ici à la mi-juin")."""

_VERBS = frozenset({"VERB", "AUX"})

Tenses = Callable[[Span], str | None]
"""Says for the characters of a time expression whether its verb looks to the ``past`` or the ``future``, or tells the
``present`` (``simple`` without an auxiliary: "who leaves on Friday"), or is only ``near``, as the time that names a
noun."""


@cache
def listed(language: str, name: str) -> frozenset[str]:
    """Return the words of one list of ``[tenses]``: verbs whose own tense does not place the time told with them
    (``planned``: "was scheduled for Friday"), prepositions that hang a date on a noun (``attributive``), such that set
    something for a day to come (``aimed``), and verbs that bind somebody (``binding``) to a day named by a preposition
    of ``deadlines``: "promised it by June"; verbs that move something to another day (``moving``), and what leads to
    that day (``moved_to``): "on Thursday put it off until May"."""
    found = settings(language, SETTINGS).get("tenses")
    words = found.get(name, ()) if isinstance(found, dict) else ()
    return frozenset(str(word) for word in words)


@cache
def _lists(language: str) -> tuple[frozenset[str], ...]:
    return tuple(
        listed(language, name) for name in ("planned", "attributive", "binding", "deadlines", "moving", "moved_to")
    )


def tenses_of(parse: Parse) -> Tenses:
    """Return for ``find_times`` the tense of the verb that governs each span, None where the verb tells no direction
    (a modal, an infinitive, a verb of planning), ``present`` for a present (``simple``
    without an auxiliary) and ``near`` for a time that names its noun.

    Raises LanguageError or LexiconError where the language of ``parse`` has no tables.
    """
    planned, attributive, binding, deadlines, moving, moved_to = _lists(parse.language)
    known: dict[int, str | None] = {}

    def tense(span: Span) -> str | None:
        inside = parse.tokens_in(span)
        if not inside:
            return None
        first, last, tokens = inside[0].i, inside[-1].i, parse.tokens
        token = next((t for t in inside if t.head == t.i or not first <= t.head <= last), inside[-1])
        head = tokens[token.head]
        if head.pos == "NOUN" and head is not token and _is_attribute(parse, token, attributive):
            return "near"
        verb = token
        while verb.pos not in _VERBS and parse.child(verb.i, "cop", "aux") is None:
            if verb.head == verb.i:
                return None
            verb = tokens[verb.head]
        if verb.i not in known:
            known[verb.i] = _way(parse, verb, planned)
        way = known[verb.i]
        if way == "past" and verb.lemma.lower() in binding and _is_deadline(parse, first, deadlines):
            # "promised a million doses by mid-June"
            return "future"
        if way is None and verb.lemma.lower() in moving and not _is_deadline(parse, first, moved_to):
            return _past_of_mover(parse, verb)
        return way

    return tense


def _is_attribute(parse: Parse, token: Token, attributive: frozenset[str]) -> bool:
    """Say whether a time on a noun names it ("l'accord du 3 juin", "the June 3 accord"), so that no verb places it."""
    rel = token.rel.partition(":")[0]
    if rel not in ("nmod", "compound"):
        return False
    cases = parse.children(token.i, "case")
    return rel == "compound" if not cases else len(cases) == 1 and cases[0].lemma.lower() in attributive


def _is_deadline(parse: Parse, first: int, deadlines: frozenset[str]) -> bool:
    """Say whether the time that begins with token ``first`` is the day by which something is to be done ("by mid-June",
    "d'ici à la mi-juin")."""
    before = parse.tokens[max(0, first - _BEFORE) : first + 1]
    return any(t.text.lower() in deadlines for t in before)


def _past_of_mover(parse: Parse, verb: Token) -> str | None:
    """Return ``past`` where somebody has moved something to another day, told in the active: the day of that lies
    behind ("put off the visit on Thursday", "a reporté jeudi la visite")."""
    clause = read_tense(parse, verb.i)
    active = parse.child(verb.i, "nsubj") is not None and parse.child(verb.i, "aux:pass", "nsubj:pass") is None
    return "past" if active and (clause.kind in ("past", "perfect", "participle") or clause.past) else None


def _way(parse: Parse, verb: Token, planned: frozenset[str]) -> str | None:
    clause = read_tense(parse, verb.i)
    if clause.kind == "future":
        return "future"
    if clause.kind == "infinitive" and verb.rel == "acl" and parse.tokens[verb.head].pos == "NOUN":
        # "an invitation to visit in March"
        return "future"
    if clause.kind == "infinitive" or verb.lemma.lower() in planned:
        return None
    if clause.kind == "conditional":
        # In the past it is the future seen from there: "observers would be let in from Monday"
        return "past" if clause.perfect else "future"
    if clause.kind == "perfect" or clause.perfect:
        return "past"
    if clause.modal is not None or any(t.feats.get("VerbForm") == "Inf" for t in parse.children(verb.i, "xcomp")):
        return None
    if clause.kind == "present" and not clause.past:
        return "present" if parse.child(verb.i, "aux", "cop") is not None else "simple"
    return "past" if clause.kind == "past" or clause.past else None
