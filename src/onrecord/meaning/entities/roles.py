"""Roles: the ministers, armies, governments and countries of a report.

Each gets the figure that it picks up, or a new one. Agreement in role, number, gender and country rules figures out;
salience chooses among those left.
"""

from onrecord.core.parse import Token
from onrecord.core.spans import Span
from onrecord.meaning.entities.figures import Figure, FigureKind, Mention, joined
from onrecord.meaning.entities.gazetteer import Name
from onrecord.meaning.entities.people import PersonName
from onrecord.meaning.entities.phrases import governor, is_subject
from onrecord.meaning.entities.references import ReferenceReader
from onrecord.meaning.entities.scene import Scene

_GENDER = {"Masc": "m", "Fem": "f"}
_BODIES = frozenset({"body", "organisation", "group"})
_NEAR, _FAR = 4, 40
_MANY, _MAIN = 6, 0.4
_TOPIC, _TOPIC_AT_HOME = 2.0, 8.0
_TRAVELS = frozenset({"GOV", "MIL", "LEG"})
_AT_HOME = frozenset({"LEG", "OPP", "PTY", "LAB", "CVL"})
_OF_HOME = frozenset({"GOV", "MIL", "JUD", "COP", "SPY"}) | _AT_HOME


class RoleReader:
    """Reads roles and definite descriptions for one report."""

    def __init__(self, scene: Scene, references: ReferenceReader) -> None:
        self._scene = scene
        self._refs = references
        self._parse = scene.parse
        self._words = scene.words

    def read_role(self, token: Token, name: Name) -> None:
        """Find or make the figure for the role ``name`` headed by ``token``."""
        phrase = self._scene.phrase(token.i)
        owner_token = self._scene.owner_of(token.i)
        if owner_token is not None and self._refs.is_speaker(owner_token):
            self._scene.mark_speaker(token.i, "own")
            return
        count = self._count(token)
        figure = self._several(token, name, count) if count > 1 or self._is_definite_plural(token, name) else None
        if figure is None and not (count > 1 and name.first.role == "land"):
            figure = self._single(token, name, phrase, owner_token)
        if figure is None:
            return
        tokens = [t.i for t in self._parse.tokens_in(name.span)]
        self._scene.add(figure, tokens, phrase, token, subject=is_subject(self._parse, token.i, self._words))

    def home(self, token: Token, role: Name) -> tuple[str, ...]:
        """Return the country of a role that names none: that of the figure with the same institution, else of the state
        most salient before it.

        Whoever the clause names besides is another ("the army barred a British officer"); where it plays tells whose
        people they are ("students marched in X").
        """
        verb = governor(self._parse, token.i)
        home = self._scene.dateline
        topic = _TOPIC_AT_HOME if role.sector in _AT_HOME else _TOPIC
        others, grounds = self._named_beside(token, verb)
        if role.sector in _TRAVELS:
            grounds = set()

        def gain(mention: Mention) -> float:
            same_clause = mention.sent == token.sent and governor(self._parse, mention.token) == verb
            # "Students urged the government": those of the same state stand beside each other
            same_clause = same_clause and (mention.figure.sure or mention.figure.sector not in _AT_HOME)
            alike = 1.0 if role.sector == "GOV" else 3.0
            value = alike * (mention.figure.sector == role.sector) + 1.0 * (mention.figure.kind != "state")
            value += 8.0 * (mention.figure.country == home) + topic * self._scene.share(mention.figure.country)
            value += 6.0 * (mention.figure.country in grounds)
            return value - 20.0 * (same_clause or mention.figure.country in others)

        chosen = self._scene.salience.best(
            token.i,
            token.sent,
            lambda f: len(f.countries) == 1 and f.sector not in ("IGO", "NGO") and f.kind != "several",
            gain=gain,
            reach=_NEAR,
        )
        if grounds and (chosen is None or chosen.country not in grounds):
            return tuple(grounds)[:1]
        if chosen is not None and home and chosen.country != home and not chosen.sure:
            return (home,)
        return chosen.countries if chosen is not None else ()

    def _named_beside(self, token: Token, verb: int) -> tuple[set[str], set[str]]:
        """Return the states that the clause of ``token`` names as parties, and those of the places where it plays."""
        others: set[str] = set()
        grounds: set[str] = set()
        for i in self._parse.sentences[token.sent]:
            name = self._scene.names.get(i)
            if name is None or name.is_role or i == token.i or governor(self._parse, i) != verb:
                continue
            country = self._scene.country_of(name)
            if country is not None:
                is_ground = name.kind == "city" and self._scene.is_place(i)
                (grounds if is_ground else others).add(country)
        return others - grounds, grounds

    def gender_of_title(self, person: PersonName) -> str:
        """Return the gender that the words of a title agree in, or nothing."""
        if person.title is None:
            return ""
        for token in self._parse.tokens_in(person.title):
            name = self._scene.names.get(token.i)
            if name is not None and name.is_role and name.first.role in ("person", "peer"):
                return name.first.gender or self._gender(token)
        return ""

    def _gender(self, token: Token) -> str:
        det = self._parse.child(token.i, "det")
        for word in (det, token):
            if word is not None and word.feats.get("Gender") in _GENDER:
                return _GENDER[word.feats["Gender"]]
        return ""

    def _count(self, token: Token) -> int:
        for child in self._parse.children(token.i, "det", "nummod", "amod", "advmod"):
            number = self._words.pairs.get(child.text.lower())
            if number is not None:
                return number
        return 1

    def _is_definite(self, token: Token) -> bool:
        det = self._parse.child(token.i, "det")
        if det is None:
            return False
        return det.feats.get("Definite") == "Def" or det.feats.get("PronType") == "Dem"

    def _is_indefinite(self, token: Token) -> bool:
        det = self._parse.child(token.i, "det")
        return det is not None and det.feats.get("Definite") == "Ind"

    def _is_definite_plural(self, token: Token, name: Name) -> bool:
        plural = name.first.number == "pl" and name.first.role in ("person", "land")
        return (plural and self._is_definite(token)) or self._is_sides(token, name)

    def _is_sides(self, token: Token, name: Name) -> bool:
        """Say whether the words stand for all who deal with each other ("the sides", "les deux parties")."""
        return "side" in name.first.classes and token.feats.get("Number") == "Plur" and self._is_definite(token)

    def _single(self, token: Token, name: Name, phrase: Span, owner_token: Token | None) -> Figure | None:
        """Return the figure for a role that stands for one party (or for several as one)."""
        reading = self._scene.read(phrase)
        known = name.first
        sector = reading.sector if reading.head is not None else known.sector
        countries = self._scene.countries(reading)
        owner = self._refs.antecedent(owner_token) if owner_token else None
        if known.role == "land":
            return self._land(token, countries, owner) if countries or not known.abroad else None
        if not countries and owner is not None and known.role != "peer":
            countries = owner.countries
        gender = known.gender or self._gender(token)
        classes = set(known.classes)
        if known.role == "peer" and owner is not None:
            classes |= owner.classes
        nested = None if countries else self._nested(token) or self._holder_of(token)
        if nested is not None:
            countries, sector = nested.countries, (nested.sector or sector) if known.open_sector else sector
        if known.open_sector and sector is None and owner is not None:
            sector = owner.sector
        own = known.role == "body" and self._has_name(token, name)
        older = None if own or self._is_indefinite(token) else self._older(token, name, countries, gender)
        if older is None and known.role == "person" and known.number == "sg" and self._is_definite(token):
            older = self._unnamed_office(token, name, countries, gender)
        if older is not None:
            if not older.countries:
                older.countries = countries
            return older
        sure = bool(countries)
        countries = countries or self._institution(phrase, name)
        if (
            not countries
            and not reading.sources
            and known.role != "peer"
            and not own
            and (known.role == "body" or not self._is_indefinite(token))
        ):
            countries = self.home(token, name) if self._bears_home(name) else ()
        return Figure(
            self._kind(name), self._scene.description(phrase), countries, sector, gender, known.number,
            frozenset(classes), sure=sure, role=known.classes[0] if known.classes else None,
        )  # fmt: skip

    def _has_name(self, token: Token, name: Name) -> bool:
        """Say whether the body has a name of its own right behind its noun ("l'agence Horizon"): it is no other."""
        if token.i + 1 >= len(self._parse.tokens) or token.end > name.span.end:
            return False
        behind = self._parse.tokens[token.i + 1]
        cased = self._parse.child(behind.i, "case") is not None
        return behind.head == token.i and behind.pos in ("NOUN", "PROPN") and behind.text[:1].isupper() and not cased

    def _nested(self, token: Token) -> Figure | None:
        """Return the figure of a body or land that the role at ``token`` belongs to ("a member of the committee")."""
        for child in self._parse.children(token.i, "nmod"):
            name = self._scene.names.get(child.i)
            if name is None or not name.is_role or name.first.role not in ("body", "land") or child.i <= token.i:
                continue
            case = self._parse.child(child.i, "case")
            if case is None or not self._words.has("genitive", case.text.lower()):
                continue
            count = self._count(child)
            if count > 1 or self._is_definite_plural(child, name):
                return self._several(child, name, max(count, 2))
            return self._single(child, name, self._scene.phrase(child.i), self._scene.owner_of(child.i))
        return None

    def _holder_of(self, token: Token) -> Figure | None:
        """Return the person whose the role at ``token`` is ("X's spokeswoman", "le porte-parole de X"), or None."""
        for child in self._parse.children(token.i, "nmod"):
            figure = self._scene.figure_known(child.i)
            case = self._parse.child(child.i, "case")
            if figure is None or not (figure.human and figure.named) or case is None:
                continue
            if self._words.has("genitive", case.text.lower().replace("\u2019", "'")):
                return figure
        return None

    def _bears_home(self, name: Name) -> bool:
        return name.sector in _OF_HOME

    def _kind(self, name: Name) -> FigureKind:
        if name.first.role == "body":
            return "body"
        return "person" if name.first.number == "sg" and name.first.role != "people" else "people"

    def _older(self, token: Token, name: Name, countries: tuple[str, ...], gender: str) -> Figure | None:
        """Return the figure that a role without an indefinite article picks up, or None."""
        known = name.first
        own = known.classes[0] if known.classes else ""
        bare = self._parse.child(token.i, "det") is None

        def fits(figure: Figure) -> bool:
            if own not in figure.classes or figure.kind == "several" or not (loose or figure.role == own):
                return False
            if (figure.kind in _BODIES) != (known.role == "body"):
                return False
            if not figure.agrees(gender, known.number):
                return False
            return not countries or not figure.countries or set(countries) == set(figure.countries)

        if bare and not countries and known.role == "person" and known.number == "sg":
            return None
        loose = not bare or bool(countries)
        return self._scene.salience.best(
            token.i,
            token.sent,
            fits,
            gain=lambda m: 4.0 * (m.figure.role == own) + 1.5 * m.speaks + 3.0 * bool(countries and m.figure.countries),
            reach=_FAR,
        )

    def _unnamed_office(self, token: Token, name: Name, countries: tuple[str, ...], gender: str) -> Figure | None:
        """Return the one person named so far without any role, who takes on this one, or None."""
        if name.sector != "GOV" or name.first.open_sector:
            return None
        named = [f for f in self._scene.salience.recent() if f.human and f.named]
        free = [f for f in dict.fromkeys(named) if not f.classes and f.countries and f.agrees(gender, "sg")]
        free = [f for f in free if not countries or set(f.countries) == set(countries)]
        if len(free) != 1:
            return None
        free[0].classes |= frozenset(name.first.classes)
        free[0].role = name.first.classes[0]
        return free[0]

    def _institution(self, phrase: Span, name: Name) -> tuple[str, ...]:
        """Return the country of an earlier body that the phrase names without its country ("a coast guard officer")."""
        for token in self._parse.tokens_in(phrase):
            other = self._scene.names.get(token.i)
            if other is None or other is name or not other.is_role or other.first.role != "body":
                continue
            own = other.first.classes[0]
            for figure in self._scene.salience.recent():
                if figure.countries and own in figure.classes:
                    return figure.countries
        return ()

    def _land(self, token: Token, countries: tuple[str, ...], owner: Figure | None) -> Figure | None:
        """Return the state that "the country", "his country" or "the X capital" stands for."""
        if not countries and owner is not None:
            countries = owner.countries
        if not countries and (self._is_definite(token) or self._parse.child(token.i, "det") is not None):
            if self._is_indefinite(token):
                return None
            states = self._scene.salience.best(
                token.i,
                token.sent,
                lambda f: f.kind in ("state", "body") and len(f.countries) == 1,
                gain=lambda m: 1.0 * (m.figure.kind == "state") - 2.0 * m.subject,
            )
            countries = states.countries if states is not None else ()
        if not countries:
            return None
        return Figure(
            "state", self._scene.description(self._scene.phrase(token.i)), countries, "GOV", number="sg", sure=True
        )

    def _several(self, token: Token, name: Name, count: int) -> Figure | None:
        """Return the figure for "both leaders", "the two countries", "the ministers": those last named that fit."""
        phrase = self._scene.phrase(token.i)
        reading = self._scene.read(phrase)
        countries = self._scene.countries(reading)
        sector = reading.sector or name.sector
        if countries and (name.first.role != "land" or len(countries) > 1):
            return None
        definite = self._is_definite(token) or any(
            t.text.lower() in self._words.pairs for t in self._parse.children(token.i, "det")
        )
        if name.first.role == "person" and count > 1 and not definite:
            return None
        nested = self._nested(token)
        members = nested.members if nested is not None and nested.members else self._members(token, name, count)
        if len(members) < 2:
            return None
        return Figure(
            "several", self._names_of(members), joined(members), sector or "GOV", number="pl", members=members,
            classes=frozenset(name.first.classes), sure=True,
        )  # fmt: skip

    def _names_of(self, members: tuple[Figure, ...]) -> str:
        names = [self._scene.state_name(m) for m in members]
        return f"{', '.join(names[:-1])} {self._words.joiner} {names[-1]}"

    def _members(self, token: Token, name: Name, count: int) -> tuple[Figure, ...]:
        if count > 2:
            return self._listed(count) or self._all_states(count)
        if name.first.role == "person":
            own = name.first.classes[0]
            recent = self._scene.salience.recent()
            fitting = dict.fromkeys(f for f in recent if f.human and f.countries and own in f.classes)
            latest = list(fitting)[:2]
            if len(latest) == 2 and len(set(joined(latest))) == 2:
                return tuple(reversed(latest))
            if count < 2:
                return ()
        elif count < 2 and name.first.role != "land" and not self._is_sides(token, name):
            return ()
        beside, _ = self._named_beside(token, governor(self._parse, token.i))
        told = self._scene.salience.last_states(_MANY, beside)
        # A state told of in passing, or an organisation that mediates, is not one of the two
        main = [f for f in told if self._scene.share(f.country) >= _MAIN]
        return tuple(main[-2:]) if len(main) >= 2 else told[-2:]

    def _all_states(self, count: int) -> tuple[Figure, ...]:
        """Return all states named so far where there are exactly ``count``, else none."""
        states = self._scene.salience.last_states(count + 1)
        return states if len(states) == count else ()

    def _listed(self, count: int) -> tuple[Figure, ...]:
        """Return the states of a list of exactly ``count`` in the report, before or after, or none."""
        run: list[Name] = []
        for name in self._scene.name_list:
            if name.kind != "state":
                continue
            between = self._parse.text[run[-1].span.end : name.span.start] if run else ""
            if run and len(between) < 16 and "." not in between and not any(c.isdigit() for c in between):
                run.append(name)
            elif len(run) == count:
                break
            else:
                run = [name]
        if len(run) != count:
            return ()
        return tuple(Figure("state", n.text, (c,) if (c := self._scene.country_of(n)) else (), "GOV") for n in run)
