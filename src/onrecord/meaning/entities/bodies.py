"""Bodies: what tells one apart from another of its kind, its name or the officer in it."""

from collections.abc import Sequence

from onrecord.core.parse import Token
from onrecord.core.spans import Span
from onrecord.meaning.entities.figures import Figure
from onrecord.meaning.entities.gazetteer import Name
from onrecord.meaning.entities.scene import Scene

_NEAR = 4
_HOUSES = frozenset({"MED", "EDU", "BUS", "REL", "JRN", "CVL", "NGO"})


def has_name(scene: Scene, token: Token, name: Name) -> bool:
    """Say whether the body has a name of its own right behind its noun ("l'agence Horizon"): it is no other."""
    if token.i + 1 >= len(scene.parse.tokens) or token.end > name.span.end:
        return False
    behind = scene.parse.tokens[token.i + 1]
    cased = scene.parse.child(behind.i, "case") is not None
    return behind.head == token.i and behind.pos in ("NOUN", "PROPN") and behind.text[:1].isupper() and not cased


def is_seated(scene: Scene, token: Token, name: Name) -> bool:
    """Say whether the body that the office belongs to has been told of later than anyone in it ("the embassy of X
    said so. The ambassador"): he is of that body."""
    bodies = scene.words.seats.get(name.text.lower())
    for mention in reversed(scene.salience.mentions) if bodies else ():
        if token.sent - mention.sent > _NEAR:
            break
        if bodies and mention.figure.kind == "body" and mention.figure.role in bodies:
            return True
        if mention.figure.human and not mention.figure.classes.isdisjoint(name.first.classes):
            break
    return False


def is_other(scene: Scene, token: Token, figure: Figure) -> bool:
    """Say whether the noun before that of a body tells it from ``figure``, known by a noun of its own ("the pipeline
    company" beside "the power company")."""
    told = {t.lemma.lower() for t in scene.parse.children(token.i, "compound") if t.pos == "NOUN"}
    if not told or figure.named:
        return False
    heads = (scene.parse.head_of(span) for span in figure.spans)
    known = {t.lemma.lower() for h in heads if h for t in scene.parse.children(h.i, "compound") if t.pos == "NOUN"}
    return bool(known) and told.isdisjoint(known)


def is_of_unknown(scene: Scene, phrase: Span, name: Name) -> bool:
    """Say whether a body with a capital has more to its name that no table knows ("the Bank of the Five Lakes")."""
    heads = scene.words.has("portfolio_heads", name.text.lower())
    if name.first.role != "body" or not name.text[0].isupper() or heads:
        return False
    behind = [t for t in scene.parse.tokens_in(phrase) if t.start >= name.span.end]
    return any(t.pos == "PROPN" and t.text[0].isupper() and t.i not in scene.names for t in behind)


def is_called_so(name: Name, sources: Sequence[Name]) -> bool:
    """Say whether an adjective of nationality is part of what a house is called ("the Italian Hospital"), which need
    not be of that state."""
    if name.first.role != "body" or name.sector not in _HOUSES or not name.text[0].isupper():
        return False
    # Where adjectives have no capitals, that of the house tells (« l'Hôpital américain »)
    return any(n.kind == "adjective" and (n.text[0].isupper() or n.span.start > name.span.end) for n in sources)


def is_called_after(scene: Scene, name: Name, head: Token) -> bool:
    """Say whether a word with a capital that no table knows stands before the name of a state as part of one and the
    same name ("the Costa X", "Team X"): what is called so need not be that state."""
    if name.kind != "state":
        return False
    first = next(iter(scene.tokens_of(name)), None)
    if first is None or first.i - 1 <= scene.parse.sentences[first.sent].start:
        return False
    before = scene.parse.tokens[first.i - 1]
    if before.pos != "PROPN" or not before.text[0].isupper() or before.i in scene.named:
        return False
    one = before.head == head.i and before.rel.partition(":")[0] in ("compound", "flat")
    return one and not scene.words.has("parts_of_states", before.text.lower())


def is_of_minority(scene: Scene, name: Name, head: Token) -> bool:
    """Say whether a people's name tells only the origin of those meant, who live in another state ("ethnic Russians",
    "Bosnian Croats", « les Serbes du Kosovo »)."""
    if not name.text[0].isupper() or head.pos not in ("NOUN", "PROPN"):
        return False
    tokens = scene.tokens_of(name)
    before = scene.parse.tokens[tokens[0].i - 1] if tokens[0].i else None
    if before is not None and before.sent == head.sent:
        beside = scene.names.get(before.i)
        told = beside is not None and beside.kind in ("adjective", "state") and before.head == head.i
        if told or scene.words.has("origins", before.text.lower()):
            return True
    return any(
        (home := scene.names.get(t.i)) is not None
        and home.kind in ("state", "city")
        and home.country != name.country
        and not home.first.capital
        and (case := scene.parse.child(t.i, "case")) is not None
        and scene.words.has("genitive", case.text.lower())
        for t in scene.parse.children(head.i, "nmod")
    )
