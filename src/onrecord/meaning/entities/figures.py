"""Figures: the states, bodies, groups and people that one report speaks of, and which of them a later word picks up."""

from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from math import inf
from typing import Literal, NamedTuple, Protocol

from onrecord.core.spans import Span
from onrecord.meaning.entities.posts import NO_POST, Post

FigureKind = Literal["state", "organisation", "group", "body", "person", "people", "several"]

_REACH = 6
_SENTENCE_COST = 3.0
_SUBJECT_GAIN = 2.0
_EMBEDDED_COST = 1.0
_TOKEN_COST, _FARTHEST = 0.03, 60
_MEMORY = 600


@dataclass(slots=True, eq=False)
class Figure:
    """One party of a report, grown mention by mention.

    ``leaning`` is the gender of a title that women and men bear alike,
    ``name`` the fullest name or description so far, ``surname`` the folded last name of a person, ``classes`` the
    role words that may refer back to it, ``named`` whether it has a name of its own, ``sure`` whether the words of the
    report themselves tie it to its country.
    """

    kind: FigureKind
    name: str
    countries: tuple[str, ...] = ()
    sector: str | None = None
    gender: str = ""
    number: str = "sg"
    classes: frozenset[str] = frozenset()
    leaning: str = ""
    surname: str = ""
    named: bool = False
    sure: bool = False
    role: str | None = None
    post: Post = NO_POST
    spans: list[Span] = field(default_factory=list)
    members: tuple["Figure", ...] = ()

    @property
    def country(self) -> str | None:
        """The countries joined by ``+``."""
        countries = self.countries
        return countries[0] if len(countries) == 1 else "+".join(countries) or None

    @property
    def human(self) -> bool:
        """Whether the figure is one human being."""
        return self.kind == "person"

    def agrees(self, gender: str, number: str) -> bool:
        """Whether a word of this gender and number (empty or ``n``: any) may stand for the figure."""
        if number and self.number and number != self.number:
            return False
        return gender in ("", "n") or not self.gender or self.gender == gender


class Mention(NamedTuple):
    """One place where a figure stands: its token, sentence, whether it is a subject there, in which utterance between
    quotation marks (None: in none), whether its clause hangs on another, and whether it is but several ``joined`` that
    stand there already. A tuple, since reports have very many of them."""

    figure: Figure
    token: int
    sent: int
    subject: bool
    quote: int | None = None
    embedded: bool = False
    joined: bool = False


class Stand(Protocol):
    """Says of a mention how it stands in its sentence, when somebody asks."""

    def is_aside(self, mention: Mention) -> bool:
        """Whether it tells only where something happens or whose it is."""


class Salience:
    """The mentions so far in the order of the text, and the choice of the one that a later word picks up; ``figures``
    are those mentioned, each once.

    After the salience factors of Lappin and Leass (1994): recency by sentence weighs most, then the subject;
    what stands in a clause that hangs on another is seldom taken up by the next sentence.
    """

    def __init__(self) -> None:
        self.mentions: list[Mention] = []
        self.figures: dict[Figure, None] = {}

    def add(self, mention: Mention) -> None:
        """Take note of a mention."""
        self.mentions.append(mention)
        self.figures[mention.figure] = None

    def best(
        self,
        stand: Stand,
        token: int,
        sent: int,
        fits: Callable[[Figure], bool],
        *,
        gain: Callable[[Mention], float] | None = None,
        reach: int = _REACH,
        places: bool = True,
    ) -> Figure | None:
        """Return the most salient figure before ``token`` (in sentence ``sent``) for which ``fits`` holds, or None;
        without ``places`` none by a mention that only tells where."""
        chosen = self.choice(stand, token, sent, fits, gain=gain, reach=reach, places=places)
        return chosen[0] if chosen is not None else None

    def choice(
        self,
        stand: Stand,
        token: int,
        sent: int,
        fits: Callable[[Figure], bool],
        *,
        gain: Callable[[Mention], float] | None = None,
        reach: int = _REACH,
        places: bool = True,
    ) -> tuple[Figure, float] | None:
        """Return what ``best`` does, and by how much it is more salient than the next of another country."""
        chosen: Figure | None = None
        top = rival = -inf
        fitting: dict[Figure, bool] = {}
        for mention in reversed(self.mentions):
            figure, at, there, subject, _, embedded, _ = mention
            if at >= token:
                continue
            if sent - there > reach:
                break
            fit = fitting.get(figure)
            if fit is None:
                fit = fitting[figure] = fits(figure)
            if not fit or (not places and stand.is_aside(mention)):
                continue
            apart = token - at
            score = _SUBJECT_GAIN * subject - _SENTENCE_COST * (sent - there)
            if embedded and there != sent:
                score -= _EMBEDDED_COST
            score -= _TOKEN_COST * (apart if apart < _FARTHEST else _FARTHEST)
            if gain is not None:
                score += gain(mention)
            if chosen is None or score > top:
                if chosen is not None and chosen.countries != figure.countries:
                    rival = max(rival, top)
                chosen, top = figure, score
            elif figure.countries != chosen.countries:
                rival = max(rival, score)
        return (chosen, top - rival) if chosen is not None else None

    def recent(self) -> Iterator[Figure]:
        """Yield the figures of the last mentions, the latest first, each as often as it was mentioned."""
        return (m.figure for m in islice(reversed(self.mentions), _MEMORY))

    def last_states(self, count: int, without: Container[str] = ()) -> tuple[Figure, ...]:
        """Return the last ``count`` states mentioned, each once and in the order of the text; fewer where there are
        not so many. Those whose country is in ``without`` are passed over."""
        found: list[Figure] = []
        for mentioned in self.recent():
            for figure in reversed(mentioned.members or (mentioned,)):
                if len(figure.countries) != 1 or (country := figure.countries[0]) in without:
                    continue
                if all(country != f.country for f in found):
                    found.append(figure)
                if len(found) == count:
                    return tuple(reversed(found))
        return tuple(reversed(found))


def joined(figures: Iterable[Figure]) -> tuple[str, ...]:
    """Return the countries of several figures in order, each once."""
    return tuple(dict.fromkeys(c for f in figures for c in f.countries))


def counted(codes: Iterable[str]) -> dict[str, int]:
    """Return how often each of ``codes`` is among them: for the few of a report quicker than a Counter."""
    found: dict[str, int] = {}
    for code in codes:
        found[code] = found.get(code, 0) + 1
    return found
