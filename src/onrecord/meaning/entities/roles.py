"""Roles: the ministers, armies, governments and countries of a report.

Each gets the figure that it picks up, or a new one. Agreement in role, number, gender and country rules figures out;
salience chooses among those left.
"""

from onrecord.core.parse import Token
from onrecord.core.spans import Span
from onrecord.meaning.entities.actors import Reading
from onrecord.meaning.entities.announced import is_away, nationality
from onrecord.meaning.entities.bodies import has_name, is_called_so, is_of_unknown, is_other, is_seated
from onrecord.meaning.entities.figures import Figure, FigureKind, Mention
from onrecord.meaning.entities.gazetteer import Name
from onrecord.meaning.entities.homes import HomeReader, bears_home
from onrecord.meaning.entities.lands import LandReader
from onrecord.meaning.entities.people import PersonName
from onrecord.meaning.entities.phrases import is_definite, is_indefinite, is_subject
from onrecord.meaning.entities.plurals import PluralReader
from onrecord.meaning.entities.posts import Post
from onrecord.meaning.entities.references import ReferenceReader
from onrecord.meaning.entities.scene import Scene
from onrecord.meaning.entities.world import Known

_GROUPS = frozenset({"team", "delegation", "mission"})
_GENDER = {"Masc": "m", "Fem": "f"}
_BODIES = frozenset({"body", "organisation", "group"})
_NEAR, _FAR = 4, 40
_CLOSE = 3.5
"""By how much one must be more salient than another to be meant for sure ("the diplomat" of two)."""


class RoleReader:
    """Reads roles and definite descriptions for one report."""

    def __init__(self, scene: Scene, references: ReferenceReader) -> None:
        self._scene = scene
        self._refs = references
        self._homes = HomeReader(scene)
        self._lands = LandReader(scene)
        self._plurals = PluralReader(scene, self._homes)
        self._parse = scene.parse
        self._words = scene.words

    def read_role(self, token: Token, name: Name) -> None:
        """Find or make the figure for the role ``name`` headed by ``token``."""
        phrase = self._scene.phrase(token.i)
        owner_token = self._scene.owner_of(token.i)
        if owner_token is not None and self._refs.is_speaker(owner_token):
            self._scene.mark_speaker(token.i, "own")
            return
        if self._held_by(token, name) or self._is_fraction(token):
            return
        figure = self._told_beside(token, name)
        if figure is not None:
            self._scene.add(figure, [token.i], phrase, token, subject=False)
            return
        count = self._plurals.count(token)
        figure = self._several(token, name, count) if count > 1 or self._plurals.is_definite(token, name) else None
        if figure is None and not (count > 1 and name.first.role == "land"):
            figure = self._single(token, name, phrase, owner_token)
        if figure is None:
            return
        tokens = [t.i for t in self._scene.tokens_of(name)]
        self._scene.add(figure, tokens, phrase, token, subject=is_subject(self._parse, token.i, self._words))

    def _told_beside(self, token: Token, name: Name) -> Figure | None:
        """Return the state or organisation of which an apposition says what it is ("China, the island's lender")."""
        if token.rel != "appos" or name.first.role not in ("body", "land"):
            return None
        figure = self._scene.figure_known(token.head)
        return figure if figure is not None and figure.kind in ("state", "organisation") else None

    def _is_fraction(self, token: Token) -> bool:
        """Say whether the word means some of a thing here ("une bonne partie de l'aide")."""
        return self._words.has("fractions", token.lemma.lower()) and is_indefinite(self._parse, token)

    def _held_by(self, token: Token, name: Name) -> bool:
        """Give the office at ``token`` to the person of whom the clause says so ("named X as foreign minister", "X is
        the minister"), and say whether it did."""
        if name.first.role != "person" or name.first.number != "sg":
            return False
        case = self._parse.child(token.i, "case", "mark")
        if case is not None and self._words.has("predicative", case.text.lower()):
            beside = self._parse.children(token.head, "obj", "xcomp", "nsubj:pass")
            named = next((t for t in beside if t.i < token.i and t.pos == "PROPN"), None)
            namer = self._parse.child(token.head, "nsubj")
        else:
            named = self._parse.child(token.i, "nsubj") if self._parse.child(token.i, "cop") is not None else None
            namer = None
        figure = self._scene.figure_known(named.i) if named is not None else None
        if figure is None or not (figure.human and figure.named) or figure.role is not None:
            return False
        phrase = self._scene.phrase(token.i)
        reading = self._scene.read(phrase)
        figure.classes |= frozenset(name.first.classes)
        figure.role, figure.sector = name.first.classes[0], figure.sector or reading.sector
        figure.post = figure.post.joined(self._scene.post(phrase, name))
        if not figure.countries:
            # Who names a minister names one of his own country
            by = self._scene.figure_known(namer.i) if namer is not None else None
            figure.countries = self._scene.countries(reading)
            figure.sure = bool(figure.countries) and self._scene.is_firm(reading)
            figure.countries = figure.countries or (by.countries if by is not None else ())
        tokens = [t.i for t in self._scene.tokens_of(name)]
        self._scene.add(figure, tokens, phrase, token, subject=False)
        return True

    def gender_of_title(self, person: PersonName) -> tuple[str, str]:
        """Return the gender that a title tells and the one that its words agree in ("le procureur général" may be a
        woman, "la ministre" is one); each may be empty."""
        if person.title is None:
            return "", ""
        for token in self._parse.tokens_in(person.title):
            name = self._scene.names.get(token.i)
            if name is not None and name.is_role and name.first.role in ("person", "peer"):
                agrees = self._gender(token)
                return name.first.gender or agrees.replace("m", ""), agrees
        return "", ""

    def _gender(self, token: Token) -> str:
        if token.text.lower().endswith(self._words.feminine_offices):
            return "f"
        det = self._parse.child(token.i, "det")
        for word in (det, token):
            if word is not None and word.feats.get("Gender") in _GENDER:
                return _GENDER[word.feats["Gender"]]
        return ""

    def _several(self, token: Token, name: Name, count: int) -> Figure | None:
        """Return the figure for "both leaders", "the two countries", "the ministers": those last named that fit."""
        nested = self._nested(token)
        return self._plurals.several(token, name, count, nested.members if nested is not None else ())

    def _single(self, token: Token, name: Name, phrase: Span, owner_token: Token | None) -> Figure | None:
        """Return the figure for a role that stands for one party (or for several as one)."""
        reading = self._scene.read(phrase)
        known = name.first
        sector = reading.sector if reading.head is not None else known.sector
        owner = self._refs.antecedent(owner_token) if owner_token else self._owner_above(token)
        if known.role == "land":
            told = self._scene.countries(reading)
            clear = owner_token is None or owner_token.i not in self._scene.weak
            return self._lands.read(token, told, owner, clear=clear) if told or not known.abroad else None
        owned = (owner_token is not None or owner is not None) and known.role != "peer"
        countries, firm = self._whose(token, reading, owner, owned=owned)
        firm = firm and not is_called_so(name, reading.sources)
        gender = known.gender or self._gender(token)
        classes = set(known.classes)
        if known.role == "peer" and known.sector and owner is not None:
            classes |= owner.classes
        nested = None if countries else self._nested(token) or self._holder_of(token)
        if nested is not None:
            firm = nested.sure
            countries, sector = nested.countries, (nested.sector or sector) if known.open_sector else sector
        if known.open_sector and sector is None and owner is not None:
            sector = owner.sector
        own = known.role == "body" and has_name(self._scene, token, name)
        post = self._scene.post(phrase, name)
        seated = is_seated(self._scene, token, name)
        other = own or seated or is_indefinite(self._parse, token) or is_of_unknown(self._scene, phrase, name)
        if (
            known.role == "body"
            and not other
            and not countries
            and owner_token is None
            and (body := self._refs.organisation(token)) is not None
        ):
            return body
        older = None if other else self._older(token, name, countries, gender, post, owner)
        takes_office = known.role == "person" and known.number == "sg" and is_definite(self._parse, token)
        if older is None and not seated and takes_office:
            older = self._unnamed_office(token, name, countries, gender)
        if older is not None:
            return self._taken_up(older, token, countries, post, firm=firm)
        sure = bool(countries) and firm
        if not countries:
            countries = self._understood(token, name, phrase, told=bool(reading.sources) or own)
        return Figure(
            self._kind(name), self._scene.description(phrase), countries, sector, gender, known.number,
            frozenset(classes), sure=sure, role=self._role(known, owner), post=post,
        )  # fmt: skip

    def _taken_up(self, older: Figure, token: Token, countries: tuple[str, ...], post: Post, *, firm: bool) -> Figure:
        """Return ``older``, which the role at ``token`` picks up, with what the words there add."""
        if not older.countries:
            older.countries, older.sure = countries, bool(countries) and firm
        if (countries and not firm) or is_away(self._scene, token, older):
            self._scene.weak.add(token.i)
        older.post = older.post.joined(post)
        return older

    def _understood(self, token: Token, name: Name, phrase: Span, *, told: bool) -> tuple[str, ...]:
        """Return the country that a role without one is likely of: that of an institution in its ``phrase``, else its
        home, where the words have not ``told`` whose or who it is."""
        found = self._institution(phrase, name)
        if found or told or name.first.role == "peer" or not bears_home(name):
            return found
        if is_indefinite(self._parse, token):
            if name.first.role != "body":
                return ()
            if not _GROUPS.isdisjoint(name.first.classes):
                return self._sender(token)
        return self._homes.home(token, name)

    def _sender(self, token: Token) -> tuple[str, ...]:
        """Return the country of who sends or promises a group that was not told of before ("has promised two pumps and
        a team of divers"), or nothing: whose it is then is open."""
        top = self._parse.tokens[token.head] if token.rel == "conj" else token
        verb = self._parse.tokens[top.head]
        if top.rel != "obj" or self._words.has("meets", verb.lemma) or self._words.has("asking", verb.lemma):
            return ()
        figure = self._refs.doer(verb.i, token)
        return figure.countries if figure is not None else ()

    def _owner_above(self, token: Token) -> Figure | None:
        """Return the figure whose the subject of a relative clause is ("la Chine, dont l'ambassade a dit")."""
        verb = self._parse.head(token.i)
        if verb is None or not token.rel.startswith("nsubj") or not verb.rel.startswith("acl"):
            return None
        if not any(self._words.has("genitive_relatives", t.text.lower()) for t in self._parse.children(verb.i)):
            return None
        return self._scene.figure_known(verb.head)

    def _whose(
        self, token: Token, reading: Reading, owner: Figure | None, *, owned: bool
    ) -> tuple[tuple[str, ...], bool]:
        """Return the countries that the words of a role tell, and whether they tell them for sure; ``owned`` says that
        a possessive does, whether or not it is known whose."""
        countries, firm = self._scene.countries(reading), self._scene.is_firm(reading)
        if owned and (reading.at or not countries):
            # "her spokesman in X" is hers, whoever she is
            word = self._scene.owner_of(token.i)
            clear = owner is not None and owner.sure and (word is None or word.i not in self._scene.weak)
            countries, firm = (owner.countries if owner is not None else ()), clear
        possessor, clear = self._possessor(token)
        if not possessor and not countries:
            nation = nationality(self._scene, token)
            body = self._refs.organisation_in(self._scene.phrase(token.i), token.i) if nation is None else None
            countries, firm = (
                ((nation,), True) if nation else (body.countries, body.sure) if body else (countries, firm)
            )
        return (possessor, clear) if possessor else (countries, firm)

    def _role(self, known: Known, owner: Figure | None) -> str | None:
        """Return the office that a role word tells: a counterpart holds that of the one whose it is."""
        peer = owner.role if owner is not None and known.role == "peer" and known.sector else None
        return peer or (known.classes[0] if known.classes else None)

    def _nested(self, token: Token) -> Figure | None:
        """Return the figure of a body or land that the role at ``token`` belongs to ("a member of the committee")."""
        for child in self._parse.children(token.i, "nmod"):
            name = self._scene.names.get(child.i)
            if name is None or not name.is_role or name.first.role not in ("body", "land") or child.i <= token.i:
                continue
            case = self._parse.child(child.i, "case")
            if case is None or not self._words.has("genitive", case.text.lower()):
                continue
            count = self._plurals.count(child)
            if count > 1 or self._plurals.is_definite(child, name):
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

    def _possessor(self, token: Token) -> tuple[tuple[str, ...], bool]:
        """Return the countries of the land or office before the noun whose it is ("his country's mission in X"), and
        whether it is sure that they are its."""
        for child in self._parse.children(token.i, "nmod:poss"):
            figure = self._scene.figure_known(child.i)
            name = self._scene.names.get(child.i)
            if child.i < token.i and figure is not None and name is not None and name.is_role:
                return figure.countries, figure.sure and child.i not in self._scene.weak
        return (), False

    def _kind(self, name: Name) -> FigureKind:
        if name.first.role == "body":
            return "body"
        return "person" if name.first.number == "sg" and name.first.role != "people" else "people"

    def _older(
        self, token: Token, name: Name, countries: tuple[str, ...], gender: str, post: Post, owner: Figure | None = None
    ) -> Figure | None:
        """Return the figure that a role without an indefinite article picks up, or None; ``owner`` is whose it is."""
        known, own = name.first, next(iter(name.first.classes), "")
        whose = owner.countries if owner is not None and known.role == "peer" else ()
        bare = self._parse.child(token.i, "det") is None and not whose

        def fits(figure: Figure) -> bool:
            if whose and (not figure.countries or set(whose) & set(figure.countries)):
                return False
            if figure.kind == "several" or not (
                (own in figure.classes and (loose or figure.role == own)) or _stands_in(figure, post, known)
            ):
                return False
            if (figure.kind in _BODIES) != (known.role == "body") or is_other(self._scene, token, figure):
                return False
            if not figure.agrees(gender, known.number) or not post.may_be(figure.post):
                return False
            if countries and not figure.countries and {figure.leaning, gender} == {"m", "f"}:
                return False
            return not countries or not figure.countries or set(countries) == set(figure.countries)

        if bare and not countries and known.role == "person" and known.number == "sg":
            return None
        loose = not bare or bool(countries)

        def gain(m: Mention) -> float:
            return (
                4.0 * (m.figure.role == own)
                + 1.5 * self._scene.is_told_by(m)
                + (3.0 if m.figure.sure else -4.0) * bool(countries and m.figure.countries)
                + 14.0 * bool(post.charge & m.figure.post.charge)
                - 4.0 * (name.sector == "IGO" and m.figure.kind == "group")
                - 3.0 * (m.figure.post.deputy > post.deputy)
            )

        fitting = {f for f in self._scene.salience.figures if f.classes and fits(f)}
        # One who holds the office no longer only where nobody else is told of
        for wanted in ({f for f in fitting if f.post.past <= post.past}, fitting):
            if not wanted:
                continue
            fit = wanted.__contains__
            chosen = self._scene.salience.choice(self._scene, token.i, token.sent, fit, gain=gain, reach=_FAR)
            if chosen is not None:
                if known.role == "person" and not countries:
                    self._note_open(token, *chosen)
                return chosen[0]
        return None

    def _note_open(self, token: Token, figure: Figure, margin: float) -> None:
        """Note that ``token`` does not mean ``figure`` for sure, where others are as near by ``margin`` or the noun
        that meant it last did not do so for sure either."""
        tokens = self._parse.tokens
        told = (m.token for m in reversed(self._scene.salience.mentions) if m.figure is figure)
        last = next((i for i in told if tokens[i].pos in ("NOUN", "PROPN")), None)
        if margin < _CLOSE or last in self._scene.weak:
            self._scene.weak.add(token.i)

    def _unnamed_office(self, token: Token, name: Name, countries: tuple[str, ...], gender: str) -> Figure | None:
        """Return the one person named so far without any role, who takes on this one, or None."""
        if name.sector != "GOV" or name.first.open_sector:
            return None
        named = [f for f in self._scene.salience.recent() if f.human and f.named]
        free = [f for f in dict.fromkeys(named) if not f.classes and f.countries and f.agrees(gender, "sg")]
        free = [f for f in free if not countries or set(f.countries) == set(countries)]
        if len(free) != 1:
            return None
        if len(set(named)) > 1:
            self._scene.weak.add(token.i)
        free[0].classes |= frozenset(name.first.classes)
        free[0].role = name.first.classes[0]
        return free[0]

    def _institution(self, phrase: Span, name: Name) -> tuple[str, ...]:
        """Return the country of an earlier body that the phrase names without its country ("a coast guard officer")."""
        for token in self._parse.tokens_in(phrase):
            figure = self._scene.figure_known(token.i)
            if figure is not None and figure.kind == "organisation" and not name.span.covers(token.span):
                # "A Commission official"
                return figure.countries
            other = self._scene.names.get(token.i)
            if other is None or other is name or not other.is_role or other.first.role != "body":
                continue
            own = other.first.classes[0]
            for figure in self._scene.salience.recent():
                if figure.countries and own in figure.classes:
                    return figure.countries
        return ()


def _stands_in(figure: Figure, post: Post, known: Known) -> bool:
    """Say whether an office of ``post`` is told of ``figure`` in other words, as that of a deputy or of one in charge
    of the same."""
    if figure.classes.isdisjoint(known.classes):
        return False
    return (post.deputy and figure.post.deputy) or not post.charge.isdisjoint(figure.post.charge)
