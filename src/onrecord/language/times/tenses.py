"""Tenses: whether the verb that governs a time expression looks back or ahead, read from the parse."""

from collections.abc import Callable
from functools import cache

from onrecord.core.parse import Parse, Token
from onrecord.core.spans import Span
from onrecord.language.lexicons import settings
from onrecord.language.tense import read_tense
from onrecord.language.times.lexicon import SETTINGS

Tenses = Callable[[Span], str | None]
"""Says for the characters of a time expression whether its verb looks to the ``past`` or the ``future``."""


@cache
def _planned(language: str) -> frozenset[str]:
    """Return the verbs whose own tense does not place the time told with them ("was scheduled for Friday")."""
    found = settings(language, SETTINGS).get("tenses")
    words = found.get("planned", ()) if isinstance(found, dict) else ()
    return frozenset(str(word) for word in words)


def tenses_of(parse: Parse) -> Tenses:
    """Return for ``find_times`` the tense of the verb that governs each span, None where the verb tells no direction
    (a present, a modal, an infinitive, a verb of planning).

    Raises LanguageError or LexiconError where the language of ``parse`` has no tables.
    """
    planned = _planned(parse.language)
    known: dict[int, str | None] = {}

    def tense(span: Span) -> str | None:
        token = parse.head_of(span)
        if token is None:
            inside = parse.tokens_in(span)
            token = inside[-1] if inside else None
        if token is None:
            return None
        verb = next((t for t in (token, *parse.ancestors(token.i)) if _is_predicate(parse, t)), None)
        if verb is None:
            return None
        if verb.i not in known:
            known[verb.i] = _way(parse, verb, planned)
        return known[verb.i]

    return tense


def _is_predicate(parse: Parse, token: Token) -> bool:
    return token.pos in ("VERB", "AUX") or parse.child(token.i, "cop", "aux") is not None


def _way(parse: Parse, verb: Token, planned: frozenset[str]) -> str | None:
    clause = read_tense(parse, verb.i)
    if clause.kind == "future":
        return "future"
    if clause.kind == "infinitive" or verb.lemma.lower() in planned:
        return None
    if clause.kind == "conditional":
        return "past" if clause.perfect else None
    if clause.kind == "perfect":
        return "past"
    if clause.modal is not None or any(t.feats.get("VerbForm") == "Inf" for t in parse.children(verb.i, "xcomp")):
        return None
    return "past" if clause.kind == "past" or clause.past else None
