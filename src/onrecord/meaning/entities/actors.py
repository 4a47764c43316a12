"""What a phrase for an actor stands for: its country and sector, read from its words alone."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from onrecord.core.spans import Span
from onrecord.meaning.entities.gazetteer import Name, fold, scan
from onrecord.meaning.entities.holders import Holder, holder
from onrecord.meaning.entities.words import Words, language_base, words_of

_OF_STATE = frozenset({"GOV", "MIL", "LEG", "JUD", "COP", "SPY"})
_ANYWHERE = frozenset({"EDU", "JRN", "BUS", "NGO", "PTY", "OPP", "REB", "PRM", "ELI", "MED", "REL"})
_HOUSES = frozenset({"EDU", "MED", "REL"})
_WORD = re.compile(r"['\u2019]s\b|[^\W\d_]+['\u2019]?|[&,;/+]")
_OWNS = re.compile(r"['\u2019]s\s+[^\W\d_]")


class ActorCode(NamedTuple):
    """``country``: ISO 3166-1 alpha-3 or an organisation's code, several joined by ``+``; ``sector``: PLOVER. None
    where the words do not say."""

    country: str | None
    sector: str | None


class Reading(NamedTuple):
    """A phrase as read: its countries in order, its sector, the role that heads it and the name that stands alone.

    ``at`` says that its words tell the countries only by where somebody or something is, ``behind`` that the role is
    another's than whom the phrase names ("the captain's wife"), ``aimed`` that they tell only where or against whom
    it goes ("the extradition of a mayor to X") or where somebody comes from ("of X origin").
    """

    countries: tuple[str, ...] = ()
    sector: str | None = None
    head: Name | None = None
    sources: tuple[Name, ...] = ()
    at: bool = False
    behind: bool = False
    aimed: bool = False

    @property
    def located(self) -> bool:
        """Whether its words tell only where somebody is who serves no state ("residents of the camp in X")."""
        return self.aimed or (self.at and (self.head is None or self.head.sector not in _OF_STATE))

    @property
    def code(self) -> ActorCode:
        """The countries joined by ``+``, and the sector."""
        return ActorCode("+".join(self.countries) or None, self.sector)


def resolve_actor(text: str, *, language: str) -> ActorCode:
    """Return the country and sector of the party that the phrase ``text`` names.

    ``language`` is BCP 47. Words that name no known state, body or organisation give None.
    """
    names = scan(text, language)
    reading = read_phrase(names, text, Span(0, len(text)), words_of(language_base(language)))
    if reading.countries:
        return reading.code
    known = _named_holder(names, text, alone=reading.head is None)
    return ActorCode(known.country, reading.sector or known.sector) if known is not None else reading.code


def _named_holder(names: Sequence[Name], text: str, *, alone: bool) -> Holder | None:
    """Return the office holder whom the capitalised words outside ``names`` name; ``alone`` asks for a full name."""
    ends = max((n.span.end for n in names), default=0)
    run = [w for w in text[ends:].split() if w[0].isupper()]
    return holder(" ".join(run)) if len(run) > int(alone) else None


def read_phrase(names: Sequence[Name], text: str, span: Span, words: Words) -> Reading:
    """Return what the ``names`` inside ``span`` of ``text`` say together about the one party that it names.

    Adjectives, possessors and names after a genitive preposition tell whose it is; names after a preposition of place
    only where nothing else does ("the government in X"); names joined by a conjunction add to the one before.
    """
    inside = [n for n in names if span.start <= n.span.start and n.span.end <= span.end]
    if not inside:
        return Reading()
    if len(inside) == 1 and inside[0].is_role and inside[0].country is None:
        # "the army": nothing but whose the words are is to be found out
        behind = _OWNS.match(text, inside[0].span.end, span.end) and _links(inside, text, span, words) == ["owner"]
        return Reading(sector=inside[0].sector, head=inside[0], behind=bool(behind))
    links = _links(inside, text, span, words)
    head = _head_role(inside, links, words)
    sources, link = _sources(inside, links, head, words)
    if head is not None and head.first.role == "land" and head.first.abroad:
        sources = [n for n in sources if n.kind == "adjective"]
    if not sources and head is not None and head.country:
        sources = [head]
    countries = tuple(dict.fromkeys(n.country for n in sources if n.country))
    if sources and link != "at" and _is_origin(sources[0], text, span, words):
        link = "to"
    behind = head is not None and links[inside.index(head)] == "owner"
    return Reading(
        countries, _sector(inside, head, sources), head, tuple(sources), link in ("at", "to"), behind, link == "to"
    )


def _is_origin(name: Name, text: str, span: Span, words: Words) -> bool:
    """Say whether an adjective of nationality tells only where somebody comes from ("of X origin")."""
    if name.kind != "adjective":
        return False
    beside = _WORD.findall(text[span.start : name.span.start])[-1:] + _WORD.findall(text[name.span.end : span.end])[:1]
    return any(words.has("origins", w.lower()) for w in beside)


def _links(inside: Sequence[Name], text: str, span: Span, words: Words) -> list[str]:
    """Return for each name how it hangs on what goes before: ``head``, ``of``, ``at`` or ``and``."""
    links: list[str] = []
    at, zone = span.start, "head"
    for number, name in enumerate(inside):
        between = [w.lower().replace("\u2019", "'") for w in _WORD.findall(text[at : name.span.start])]
        if between[:1] == ["'s"] and links[-1:] == ["head"]:
            links[-1] = "owner"
        bare = [w for w in between if w != "'s" and (not words.has("articles", w) or words.has("genitive", w))]
        for word in bare:
            if words.has("locative", word):
                zone = "to" if words.has("towards", word) or zone == "to" else "at"
            elif words.has("genitive", word) and zone not in ("at", "to"):
                zone = "of"
            elif word in ",;":
                zone = "aside"
        joined = bool(number and bare) and all(
            words.has("and", w) or w in ",&/+;" or words.has("genitive", w) for w in bare
        )
        joins = joined and any(words.has("and", w) or w in "&/+" for w in bare)
        listed = joined and "," in bare and not inside[number - 1].is_role
        links.append("and" if joins or (joined and links[-1] == "and") or listed else zone)
        if joins and zone == "aside":
            zone = "of"
        at = name.span.end
    if links[-1:] == ["head"] and _OWNS.match(text, at, span.end):
        links[-1] = "owner"
    return links


def _head_role(inside: Sequence[Name], links: Sequence[str], words: Words) -> Name | None:
    zone = [n for n, link in zip(inside, links, strict=True) if n.is_role and link == "head"]
    if zone:
        return zone[0] if words.head == "first" else zone[-1]
    return next((n for n in inside if n.is_role), None)


def _sources(inside: Sequence[Name], links: Sequence[str], head: Name | None, words: Words) -> tuple[list[Name], str]:
    """Return the names that tell the country, the strongest link's first and those coordinated with it, and that link.

    Where somebody is who serves no state says nothing of whose he is ("a researcher in X").
    """
    is_away = head is not None and (head.first.abroad or head.sector == "MIL")
    is_away |= head is not None and head.first.role == "person" and head.sector in _ANYWHERE
    # "The foreign ministry in X", a capital, is that of X
    is_ministry = (
        head is not None and head.first.role == "body" and words.has("portfolio_heads", _last_word(head, words))
    )
    strong: tuple[str, ...] = ("head", "of", "owner")
    if head is not None and head.first.role in ("person", "body") and _is_of_state(inside, links):
        # « le dirigeant serbe de Bosnie »: the adjective tells his origin
        strong = ("of",)
    for strength in (strong, ("aside",), () if is_away and not is_ministry else ("at", "to")):
        for number, (name, link) in enumerate(zip(inside, links, strict=True)):
            if _is_of_name(name, number, inside, links, head):
                continue
            if name.is_role or not (name.country or name.kind in ("group", "organisation")) or link not in strength:
                continue
            if is_away and link in ("at", "to") and not name.first.capital:
                continue
            chosen = [name]
            for other, other_link in zip(inside[number + 1 :], links[number + 1 :], strict=True):
                if other_link != "and":
                    break
                if not other.is_role and other.country:
                    chosen.append(other)
            return chosen, link
    return [], ""


def _is_of_state(inside: Sequence[Name], links: Sequence[str]) -> bool:
    """Say whether the state that an office is told to be of is named behind an adjective of nationality, which is
    another's and right behind the office."""
    for n in range(1, len(inside) - 1):
        name, behind = inside[n], inside[n + 1]
        if name.kind == "adjective" and links[n] == "head" and inside[n - 1].is_role and links[n - 1] == "head":
            return behind.kind == "state" and links[n + 1] == "of" and behind.country != name.country
    return False


def _is_of_name(name: Name, number: int, inside: Sequence[Name], links: Sequence[str], head: Name | None) -> bool:
    """Say whether an adjective of nationality is but part of what a house is called, since a town or state behind it
    tells where the house is ("the American University of X")."""
    if head is None or head.first.role != "body" or head.sector not in _HOUSES or name.kind != "adjective":
        return False
    behind = zip(inside[number + 1 :], links[number + 1 :], strict=True)
    return any(n.kind in ("city", "state") and n.country and link in ("of", "at") for n, link in behind)


def _last_word(role: Name, words: Words) -> str:
    """Return the folded word that says what a body is ("foreign ministry", "ministère des Affaires étrangères")."""
    said = fold(role.text).split()
    first = words.head == "first" or any(words.has("genitive", w) for w in said)
    return said[0] if first else said[-1]


def _sector(inside: Sequence[Name], head: Name | None, sources: Sequence[Name]) -> str | None:
    """Return the sector: the head's, unless that is open and the institution beside it has one; else the name's."""
    own = next((n for n in sources if n.kind in ("organisation", "group", "metonym")), None)
    if head is None:
        source = next(iter(sources), None)
        if source is None:
            return None
        return source.sector or ("GOV" if source.kind == "city" else None)
    if own is not None and (head.first.open_sector or own.kind == "organisation"):
        return own.sector
    if head.first.open_sector:
        body = next((n for n in inside if n is not head and n.is_role and n.sector), None)
        if body is not None:
            return body.sector
    if head.sector is None and own is not None:
        return own.sector
    return head.sector
