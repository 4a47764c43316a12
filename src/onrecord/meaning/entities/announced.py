"""Announced: people told by their office before they are named.

A wire's lead has "Malaysia's foreign minister said", its second paragraph "Foreign Minister Hakim Rashid": both are he.
"""

from collections.abc import Sequence

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


def _one_country(figure: Figure, countries: tuple[str, ...]) -> bool:
    return not countries or not figure.countries or set(countries) == set(figure.countries)
