"""Tense, mood and negation of a clause, read from its verb and auxiliaries.

The closed-class words stand in ``grammar.toml`` of each language, the rest comes from UD features.
"""

from collections.abc import Mapping
from functools import cache
from typing import Literal, NamedTuple, cast

from onrecord.core.parse import Parse, Token
from onrecord.core.spans import Span
from onrecord.language.lexicons import settings

Kind = Literal[
    "past", "perfect", "present", "progressive", "future", "conditional", "infinitive", "gerund", "participle", "none"
]
Modal = Literal["can", "must"]


class Clause(NamedTuple):
    """How a verb stands in its clause.

    ``kind`` is its tense or, without a finite verb, its form; ``modal`` the modality of an auxiliary; ``negation`` the
    characters of the words that deny it (empty where affirmed); ``words`` the auxiliaries' characters; ``past`` whether
    the finite verb is in a past tense ("was visiting").
    """

    kind: Kind
    modal: Modal | None
    perfect: bool
    negation: tuple[Span, ...]
    words: tuple[Span, ...]
    past: bool = False


@cache
def closed_class(language: str, name: str) -> frozenset[str]:
    """Return the closed class ``name`` (``relative``, ``negation``) of ``language``.

    Raises LanguageError for an unknown language, LexiconError for a missing table.
    """
    return frozenset(str(word) for word in cast("list[object]", settings(language, "grammar.toml").get(name, [])))


def read_clause(parse: Parse, i: int) -> Clause:
    """Return tense, modality and negation of the verb, noun or predicate at token ``i``."""
    helpers = _helpers(parse, i)
    negation = tuple(t.span for t in _negations(parse, i))
    return _tensed(parse, i, helpers)._replace(negation=negation, words=tuple(t.span for t in helpers))


def read_tense(parse: Parse, i: int) -> Clause:
    """Return tense and modality alone of the verb, noun or predicate at token ``i``, without the words."""
    return _tensed(parse, i, _helpers(parse, i))


def _helpers(parse: Parse, i: int) -> list[Token]:
    token = parse.tokens[i]
    helpers = parse.children(i, "aux", "cop")
    if not helpers and token.rel == "conj" and token.pos in ("VERB", "AUX"):
        head = parse.tokens[token.head]
        # "has promised and delivered": the auxiliaries of the first serve a second participle or infinitive as well
        if token.feats.get("VerbForm") in ("Part", "Inf") and head.pos in ("VERB", "AUX"):
            helpers = parse.children(head.i, "aux", "cop")
    if token.rel == "xcomp" and parse.tokens[token.head].text.lower() in closed_class(parse.language, "future"):
        # "are going to send"
        helpers = [*parse.children(token.head, "aux"), parse.tokens[token.head], *helpers]
    return helpers


def _tensed(parse: Parse, i: int, helpers: list[Token]) -> Clause:
    token = parse.tokens[i]
    kind, perfect = _kind(parse.language, token, helpers) if helpers else (_alone(token), False)
    past = _is_past(token) or (bool(helpers) and any(map(_is_past, helpers)))
    return Clause(kind, _modal(parse.language, helpers) if helpers else None, perfect, (), (), past)


def _alone(token: Token) -> Kind:
    """Return the tense or form of a verb without auxiliaries, as most are."""
    feats = token.feats
    if not _is_finite(feats):
        return _non_finite(token, feats.get("Aspect") == "Prog" or token.text.lower().endswith("ing"), False)[0]
    tense = feats.get("Tense")
    if tense == "Fut":
        return "future"
    if feats.get("Mood") == "Cnd":
        return "conditional"
    if tense == "Imp":
        # "fouillaient lundi les ruines" was going on, as what "was searching" tells
        return "progressive"
    return "past" if tense == "Past" else "present"


def _is_past(token: Token) -> bool:
    feats = token.feats
    return feats.get("Tense") in ("Past", "Imp") and feats.get("VerbForm") == "Fin"


def _modal(language: str, helpers: list[Token]) -> Modal | None:
    can, must = closed_class(language, "can"), closed_class(language, "must")
    for helper in helpers:
        lemma, form = helper.lemma, helper.text.lower()
        if lemma in can or form in can:
            return "can"
        if lemma in must or form in must:
            return "must"
    return None


def _kind(language: str, token: Token, helpers: list[Token]) -> tuple[Kind, bool]:
    # One verb of nearly every time and act is read here: plain lists, and no look at auxiliaries that are not there
    names: set[str] = set()
    finite = [token.feats] if _is_finite(token.feats) else []
    for helper in helpers:
        names.add(helper.text.lower())
        names.add(helper.lemma)
        if _is_finite(helper.feats):
            finite.append(helper.feats)
    tenses = [feats.get("Tense") for feats in finite]
    perfect = bool(names) and not names.isdisjoint(closed_class(language, "perfect"))
    perfect = perfect and any(t.rel != "aux:pass" for t in helpers)
    if "Fut" in tenses or (names and not names.isdisjoint(closed_class(language, "future"))):
        return "future", False
    conditional = bool(names) and not names.isdisjoint(closed_class(language, "conditional"))
    if conditional or "Cnd" in [feats.get("Mood") for feats in finite]:
        return "conditional", perfect
    # "are being held": in a passive the auxiliary goes on, the verb is a participle
    passive = any(t.rel == "aux:pass" and t.text.lower().endswith("ing") for t in helpers)
    progressive = passive or token.feats.get("Aspect") == "Prog" or token.text.lower().endswith("ing")
    if progressive and names and token.pos == "VERB" and not names.isdisjoint(closed_class(language, "progressive")):
        return "progressive", perfect
    if not finite:
        return _non_finite(token, progressive, perfect)
    built = token.pos == "VERB" and any(t.rel.startswith("aux") and t.rel != "aux:pass" for t in helpers)
    if perfect and (token.feats.get("VerbForm") == "Part" or (built and token.feats.get("VerbForm") != "Inf")):
        return "perfect", True
    if "Past" in tenses or "Imp" in tenses:
        return "past", perfect
    return "present", perfect


def _is_finite(feats: Mapping[str, str]) -> bool:
    return feats.get("VerbForm") == "Fin" or bool(feats.get("Mood"))


def _non_finite(token: Token, progressive: bool, perfect: bool) -> tuple[Kind, bool]:
    form = token.feats.get("VerbForm")
    if perfect:
        return "perfect", True
    if form == "Inf":
        return "infinitive", False
    if token.pos not in ("VERB", "AUX"):
        return "none", False
    if progressive or form == "Ger" or (form == "Part" and token.feats.get("Tense") == "Pres"):
        return "gerund", False
    return ("participle", False) if form == "Part" else ("none", False)


def rules_out_a_number(parse: Parse, i: int) -> bool:
    """Say whether the word at token ``i`` only denies a number that stands against another one (", not 42", « et non
    pas 60 »); "not one" denies the whole."""
    words = closed_class(parse.language, "negation") | closed_class(parse.language, "ruling_out")
    before = parse.tokens[i - 1] if i else None
    if parse.tokens[i].text.lower() not in words or before is None:
        return False
    if before.pos not in ("PUNCT", "CCONJ") and before.text.lower() not in words:
        return False
    following = next((t for t in parse.tokens[i + 1 : i + 3] if t.text.lower() not in words), None)
    lone = closed_class(parse.language, "lone_numbers")
    return following is not None and following.pos == "NUM" and following.text.lower() not in lone


def _negations(parse: Parse, i: int) -> list[Token]:
    """Return the words that deny token ``i``: its own adverbs and determiners, and those of its subject or object."""
    words = closed_class(parse.language, "negation")
    # "ne ... que" restricts and does not deny: French "ne" counts only through the word that completes it
    half = closed_class(parse.language, "half_negation")

    siblings = {t.text.lower() for t in parse.children(i)}
    if siblings & half:
        words = words | closed_class(parse.language, "no_longer")

    def denies(token: Token) -> bool:
        text = token.text.lower()
        named = token.feats.get("Polarity") == "Neg" or token.lemma in words or text in words
        # "Fermerait le point de passage", « trente personnes »: what has an article or a number is a noun
        noun = token.rel in ("obj", "nsubj", "nsubj:pass") and parse.child(token.i, "det", "nummod") is not None
        return named and not noun and text not in half and not rules_out_a_number(parse, token.i)

    found = [t for t in parse.children(i) if t.rel in ("advmod", "det", "mark", "case", "cc") and denies(t)]
    limits = closed_class(parse.language, "limiting")
    for adverb in parse.children(i, "advmod"):
        # "n'a pas encore livré": the denial hangs on the adverb; "not only" denies nothing
        if adverb.text.lower() not in limits:
            found += [t for t in parse.children(adverb.i, "advmod") if denies(t) and t.i < adverb.i]
    for helper in parse.children(i, "aux", "cop"):
        found += [t for t in parse.children(helper.i, "advmod") if denies(t)]
    # « N'a livré ni tentes ni couvertures »: goods that the parser hangs on the verb as conjuncts
    given = parse.children(i, "conj") if siblings & half else []
    found += [t for noun in given if noun.pos in ("NOUN", "PROPN") for t in parse.children(noun.i, "cc") if denies(t)]
    for argument in parse.children(i, "nsubj", "obj"):
        if denies(argument):
            found.append(argument)
        # "Neither arms nor money": the conjunction before the first denies
        found += [t for t in parse.children(argument.i, "det", "advmod", "cc") if denies(t) and t.i < argument.i]
    return found
