"""Who is who inside one report.

``build_cast`` reads the parse of a report once, in the order of the text: names of states, institutions and people,
roles and the words that refer back to them. What a word refers to is decided by rules over the parse (agreement in
number, gender, role and country first, then salience); where they give nothing, the field stays None.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from onrecord.core.ids import make_id
from onrecord.core.parse import Parse, Token
from onrecord.core.records import Entity, Party, Place
from onrecord.core.spans import Span
from onrecord.core.vocabulary import PartyBasis
from onrecord.language.quotes import Quote
from onrecord.meaning.entities.clarity import is_possessive
from onrecord.meaning.entities.figures import Figure
from onrecord.meaning.entities.gazetteer import Name, fold, scan
from onrecord.meaning.entities.phrases import CLAUSES, head_token
from onrecord.meaning.entities.reading import CastReader
from onrecord.meaning.entities.words import Words

_SCHEMA = {
    "person": "Person", "state": "Country", "organisation": "Organization", "group": "Organization",
    "body": "PublicBody", "people": "LegalEntity", "several": "LegalEntity",
}  # fmt: skip


_REMEMBERED = 1 << 12
_LISTED = ("state", "city", "metonym", "organisation")


def _entity_id(figure: Figure) -> str | None:
    """Return the id of the report's entity that a figure is, or None where it is none: unnamed and told of once."""
    if not figure.spans or not (figure.named or len(figure.spans) > 1):
        return None
    return _id_of(figure.kind, figure.name, figure.country)


@lru_cache(_REMEMBERED)
def _id_of(kind: str, name: str, country: str | None) -> str:
    # Asked for each party of each act, and for the same states in report after report
    return make_id("entity", kind, name, country)


def _schema(figure: Figure) -> str:
    """Return the schema of FollowTheMoney: someone known by an office alone is a ``Position``."""
    return "Position" if figure.kind == "person" and not figure.named else _SCHEMA[figure.kind]


def build_cast(parse: Parse, *, title: str | None = None, quotes: Sequence[Quote] = ()) -> "Cast":
    """Return the cast of the report that ``parse`` holds; ``title`` is its headline, which may name people in full,
    ``quotes`` are the quoted stretches of its text: whoever is named in them is seldom whom a pronoun outside means."""
    return build_casts([(parse, title, quotes)])[0]


def build_casts(reports: Iterable[tuple[Parse, str | None, Sequence[Quote]]]) -> list["Cast"]:
    """Return the casts of several reports, each given as its parse, headline and quotes, as ``build_cast`` does.

    All are searched for names before any is read: the gazetteer is large, and searched without a break it stays in the
    processor's cache.
    """
    kept = list(reports)
    scans = [
        (scan(parse.text, parse.language), scan(title, parse.language) if title else ()) for parse, title, _ in kept
    ]
    return [
        Cast(CastReader(parse, names, title, headline, quotes), headline)
        for (parse, title, quotes), (names, headline) in zip(kept, scans, strict=True)
    ]


class Cast:
    """The parties of one report by the token that heads their words."""

    def __init__(self, reader: CastReader, headline: Sequence[Name] = ()) -> None:
        self._reader = reader
        self._headline = headline
        self._parse: Parse = reader.parse
        self._words: Words = reader.words
        self._names: Mapping[int, Name] = reader.scene.names
        self._heard: list[tuple[Span, Figure]] = []

    def hear(self, content: Span, speaker_token: int) -> None:
        """Take note that the words ``content`` are those of the speaker at token ``speaker_token``, so that "I" and
        "we" inside them stand for him and his side."""
        figure = self._figure(speaker_token)
        if figure is not None:
            self._heard.append((content, figure))

    def parties(self, i: int) -> tuple[Party, ...]:
        """Return the parties of the nominal that token ``i`` heads, one for each that it joins by coordination."""
        found: list[Party] = []
        listed = self._listed(i)
        for token in self._coordinated(i, listed):
            party = self._party(token, alone=bool(listed))
            if party is not None and not any(party.span.overlaps(p.span) for p in found):
                found.append(party)
        return tuple(found)

    def has_parties(self, i: int) -> bool:
        """Say whether the nominal that token ``i`` heads stands for any party."""
        return any(self._figure(token.i) is not None for token in self._coordinated(i, ()))

    def name(self, i: int) -> str | None:
        """Return the fullest name or description that the report gives of the one at token ``i``, or None."""
        figure = self._figure(i)
        return figure.name if figure is not None else None

    def place(self, i: int) -> Place | None:
        """Return the place that token ``i`` names, with the country it lies in, or None where it names none."""
        name = self._names.get(i)
        if name is None or name.kind not in ("state", "city", "metonym"):
            return None
        return Place(name.text, name.span, self._reader.scene.country_of(name))

    def is_place(self, i: int) -> bool:
        """Whether the state or city at token ``i`` is where something happens ("in X") rather than one who
        acts."""
        return self._reader.scene.is_place(i)

    def is_somebody(self, i: int) -> bool:
        """Whether token ``i`` heads a name or a word for one who can act, whether or not the report tells who it is
        ("allies", "donors")."""
        return i in self._names or self._figure(i) is not None

    def codes(self) -> Mapping[int, frozenset[str]]:
        """Return the codes of the states and organisations that each token names or refers back to, as far as the
        reading of the text found them; tokens that tell of none are left out."""
        scene = self._reader.scene
        found = {i: frozenset(f.countries) for i, f in scene.at.items() if f.countries}
        for i, name in self._names.items():
            if i not in found and not name.is_role and (country := scene.country_of(name)):
                found[i] = frozenset(country.split("+"))
        return found

    def headline(self) -> tuple[str, ...]:
        """Return the codes of the states and organisations that the headline names, in their order."""
        told = (code for n in self._headline if n.country and not n.is_role for code in n.country.split("+"))
        return tuple(dict.fromkeys(told))

    @property
    def dateline(self) -> str | None:
        """The country of the capital that the report was filed from, None where it does not tell."""
        return self._reader.scene.dateline

    @property
    def entities(self) -> tuple[Entity, ...]:
        """All figures with a name of their own or more than one mention, in the order of the text."""
        return self.entities_of("")

    def entities_of(self, report: str) -> tuple[Entity, ...]:
        """Return the ``entities`` as those of ``report``."""
        found = []
        for figure in self._reader.scene.figures:
            key = _entity_id(figure)
            if key is None:
                continue
            found.append(
                Entity(
                    id=key,
                    name=figure.name,
                    schema=_schema(figure),
                    country=figure.country,
                    sector=figure.sector,
                    role=figure.role,
                    spans=tuple(figure.spans) if len(figure.spans) == 1 else tuple(sorted(set(figure.spans))),
                    report=report,
                    basis="understood" if self._is_guessed(figure) else "explicit",
                )
            )
        return tuple(found)

    def _is_guessed(self, figure: Figure) -> bool:
        """Say whether no words of the report tie ``figure`` to its country for sure."""
        weak = self._reader.scene.weak
        if figure.country is None or not weak:
            return figure.country is not None and not figure.sure
        return not figure.sure or all(any(t.i in weak for t in self._parse.tokens_in(s)) for s in figure.spans)

    def _coordinated(self, i: int, listed: Sequence[Token]) -> list[Token]:
        """Return the tokens of the parties joined at ``i``: the token itself and its conjuncts that are nominal."""
        joined = [t for t in self._parse.conjuncts(i) if t.i == i or t.pos in ("NOUN", "PROPN", "PRON", "X", "ADJ")]
        return [*joined, *(t for t in listed if t not in joined)]

    def _listed(self, i: int) -> list[Token]:
        """Return the tokens of the states that a list joins to the one named at ``i`` where the parse hangs them
        elsewhere ("a remercié Paris, Canberra et Wellington", "l'Arabie saoudite et l'Iran")."""
        scene, tokens = self._reader.scene, self._parse.tokens
        name, joined = self._names.get(i), False
        if name is None or name.kind not in _LISTED:
            return []
        cased, placed = self._parse.child(i, "case") is not None, scene.is_place(i)
        found: list[Token] = []
        at = self._parse.tokens_in(name.span)[-1].i + 1
        while at + 1 < len(tokens) and not joined and (tokens[at].text == "," or tokens[at].pos == "CCONJ"):
            joined = tokens[at].pos == "CCONJ"
            step = at + 1 + (tokens[at + 1].pos == "CCONJ")
            joined |= step > at + 1
            # « au Tchad, au Niger et à la Gambie »: of places only where each has its preposition
            again = cased and step < len(tokens) and tokens[step].pos == "ADP"
            step += again
            step += step < len(tokens) and tokens[step].pos == "DET"
            other = self._names.get(step)
            if other is None or other.kind not in _LISTED or other.span == name.span:
                return []
            if (placed and not again) or (again and other.kind != name.kind):
                return []
            head = head_token(self._parse, other.span)
            if head is None or head.rel.startswith("nsubj") or head.sent != tokens[i].sent:
                return []
            found.append(head)
            at = self._parse.tokens_in(other.span)[-1].i + 1
        return found if joined else []

    def _party(self, token: Token, *, alone: bool) -> Party | None:
        """Return the party at ``token``, ``alone`` by its name where it has one: others are listed beside it."""
        figure = self._figure(token.i)
        if figure is None:
            return None
        name = self._names.get(token.i) if alone else None
        span = name.span if name is not None else self._span(token)
        return Party(
            text=span.of(self._parse.text),
            span=span,
            country=figure.country,
            sector=figure.sector,
            name=figure.name,
            entity=_entity_id(figure),
            basis=self._basis(figure, span),
        )

    def _basis(self, figure: Figure, span: Span) -> PartyBasis:
        """Return what it rests on that the words ``span`` stand for ``figure``."""
        if figure.country is not None and not figure.sure:
            return "understood"
        inside = self._parse.tokens_in(span)
        # Whose it is weighs where its owner tells its country, which the figure knows
        told_by = [t for t in inside if len(inside) == 1 or not is_possessive(t)]
        if figure.country is not None and any(t.i in self._reader.scene.weak for t in told_by):
            return "understood"
        named = any((n := self._names.get(t.i)) is not None and not n.is_role and n.country for t in inside)
        told = figure.named and any(fold(t.text) in fold(figure.name).split() for t in inside)
        return "explicit" if named or told or figure.country is None else "referred"

    def _figure(self, i: int) -> Figure | None:
        figure = self._reader.figure_at(i)
        if figure is not None:
            return figure
        speaker = self._reader.scene.speaker_word(i)
        if speaker is None:
            return None
        heard = self._speaker(self._parse.tokens[i])
        return heard if heard is None or speaker == "self" else self._reader.owned(i, heard)

    def _speaker(self, token: Token) -> Figure | None:
        inside = [f for span, f in self._heard if span.covers(token.span)]
        return inside[-1] if inside else self._reader.guess_speaker(token.i)

    def _span(self, token: Token) -> Span:
        """Return the words of the nominal: a person with title and apposition, else the phrase without clauses."""
        whole = self._reader.person_span(token.i)
        if whole is not None:
            return whole
        name = self._names.get(token.i)
        span = self._parse.subtree_span(token.i, without=CLAUSES)
        if name is not None:
            span = Span(min(span.start, name.span.start), max(span.end, name.span.end))
        return span
