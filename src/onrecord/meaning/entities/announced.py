"""Announced: people told by their office before they are named, and of what state a noun beside says that they are.

A wire's lead has "Malaysia's foreign minister said", its second paragraph "Foreign Minister Hakim Rashid": both are he.
"""

from collections.abc import Sequence

from onrecord.core.parse import Token
from onrecord.meaning.entities.figures import Figure
from onrecord.meaning.entities.gazetteer import Name
from onrecord.meaning.entities.posts import Post
from onrecord.meaning.entities.scene import Scene

_REACH = 4


def announced(
    scene: Scene, heads: Sequence[Name], post: Post, countries: tuple[str, ...], gender: str, at: tuple[int, int]
) -> Figure | None:
    """Return the person without a name of whom the sentences before tell the office that a name now gives, or None.

    ``heads`` are the role words beside the name, ``post`` and ``countries`` what they say, ``at`` the name's token and
    sentence. Where two would do, or another has been named in that office, nobody is.
    """
    if not heads:
        return None
    own, (token, sent) = heads[0].first.classes[0], at
    found: list[Figure] = []
    for mention in reversed(scene.salience.mentions):
        figure = mention.figure
        if sent - mention.sent > _REACH:
            break
        if mention.token >= token or not figure.human or figure in found:
            continue
        if mention.sent == sent and scene.governor(mention.token) == scene.governor(token):
            # "The Kenyan president promised President Miguel Cruz": not himself
            continue
        if own not in (figure.role, *figure.classes) or not _one_country(figure, countries):
            continue
        if not (post.may_be(figure.post) and figure.post.may_be(post)):
            continue
        if figure.named:
            return None
        if figure.role == own and figure.number == "sg" and figure.agrees(gender, "sg"):
            found.append(figure)
    return found[0] if len(found) == 1 else None


def apposed(scene: Scene, start: int, end: int, countries: tuple[str, ...]) -> Figure | None:
    """Return the person without a name whose office stands right before a name with its own title, a comma between
    them (« son chef, le général Paulo Vaz, »), or None.

    ``start`` and ``end`` are the first and the last token of title and name, ``countries`` what they say. A list would
    go on behind them.
    """
    tokens = scene.parse.tokens
    if start < 2 or tokens[start - 1].text != "," or tokens[start - 2].sent != tokens[end].sent:
        return None
    after = tokens[end + 1] if end + 1 < len(tokens) else None
    closed = after is None or after.sent != tokens[end].sent or after.text in (",", ".", ";", ")")
    listed = after is not None and after.i + 1 < len(tokens) and tokens[after.i + 1].pos == "CCONJ"
    figure = scene.at.get(start - 2) if closed and not listed else None
    if figure is None or not figure.human or figure.named or figure.number != "sg":
        return None
    return figure if _one_country(figure, countries) else None


def nation_before(scene: Scene, start: int, end: int) -> str | None:
    """Return the state of which a noun right before a name says that he is, a comma between them and one behind (« Son
    collègue norvégien, Jens Dahl, »), or None. ``start`` and ``end`` are the first and the last token of the name."""
    tokens = scene.parse.tokens
    if start < 2 or end + 1 >= len(tokens) or tokens[start - 1].text != "," or tokens[end + 1].text not in (",", "."):
        return None
    last = tokens[start - 2]
    noun = tokens[last.head] if last.rel == "amod" else last
    beside = (last.i, *(t.i for t in scene.parse.children(noun.i, "amod")))
    names = (scene.names.get(i) for i in beside) if noun.pos == "NOUN" else ()
    return next((scene.country_of(n) for n in names if n is not None and n.kind == "adjective"), None)


def nationality(scene: Scene, token: Token) -> str | None:
    """Return the state of which an apposition says that the one at ``token`` is ("the captain, an Indian,"), or
    None."""
    for child in scene.parse.children(token.i, "appos"):
        name = scene.names.get(child.i)
        if name is not None and name.kind == "adjective" and scene.parse.child(child.i, "det") is not None:
            return scene.country_of(name)
    return None


def is_away(scene: Scene, token: Token, figure: Figure) -> bool:
    """Say whether the clause of ``token`` takes him to the state of ``figure``, which may be another's then ("the
    president is expected in X")."""
    verb = scene.parse.tokens[scene.governor(token.i)]
    if not figure.countries or figure.named or not scene.words.has("bound_for", verb.lemma):
        return False
    goals = (scene.names.get(t.i) for t in scene.parse.children(verb.i, "obl", "obj"))
    return any(n is not None and n.country == figure.country for n in goals)


def _one_country(figure: Figure, countries: tuple[str, ...]) -> bool:
    return not countries or not figure.countries or set(countries) == set(figure.countries)
