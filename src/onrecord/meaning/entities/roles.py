"""Roles and words that refer back: the ministers, armies, countries and pronouns of a report.

Each gets the figure that it picks up, or a new one. Agreement in role, number, gender and country rules figures out;
salience chooses among those left.
"""

from typing import TYPE_CHECKING

from onrecord.core.parse import Token
from onrecord.core.spans import Span
from onrecord.meaning.entities.figures import Figure, FigureKind, Mention, joined
from onrecord.meaning.entities.gazetteer import Name
from onrecord.meaning.entities.people import PersonName
from onrecord.meaning.entities.phrases import climbed, governor, is_subject

if TYPE_CHECKING:
    from onrecord.meaning.entities.reading import CastReader

_GENDER = {"Masc": "m", "Fem": "f"}
_THINGS = frozenset({"state", "body", "organisation", "group"})
_GROUPS = frozenset({"people", "several"})
_NEAR, _FAR = 4, 40


class RoleReader:
    """Reads roles, definite descriptions and pronouns for one report."""

    def __init__(self, reader: "CastReader") -> None:
        self._cast = reader
        self._parse = reader.parse
        self._words = reader.words

    def read_role(self, token: Token, name: Name) -> None:
        """Find or make the figure for the role ``name`` headed by ``token``."""
        phrase = self._cast.phrase(token.i)
        owner_token = self._cast.owner_of(token.i)
        if owner_token is not None and self._is_speaker(owner_token):
            self._cast.mark_speaker(token.i, "own")
            return
        count = self._count(token)
        figure = self._several(token, name, count) if count > 1 or self._is_definite_plural(token, name) else None
        if figure is None:
            figure = self._single(token, name, phrase, owner_token)
        if figure is None:
            return
        tokens = [t.i for t in self._parse.tokens_in(name.span)]
        self._cast.add(figure, tokens, phrase, token, subject=is_subject(self._parse, token.i))

    def read_reference(self, token: Token) -> None:
        """Find the figure for a pronoun, or for a word such as "the other", headed by ``token``."""
        low = token.text.lower().lstrip("-").replace("\u2019", "'")
        low = low.removeprefix("t-")
        features = self._words.pronouns.get(low)
        if features is not None and token.pos in ("PRON", "DET", "ADJ", "NOUN", "PROPN"):
            self._pronoun(token, features)
        elif self._words.has("others", token.lemma) or self._words.has("others", low):
            self._other(token)

    def on_demand(self, i: int) -> Figure | None:
        """Return the figure for a token that the pass left open: relative pronouns, "one of the X", other nouns."""
        token = self._parse.tokens[i]
        low = token.text.lower()
        features = self._words.pronouns.get(low)
        if features is not None and features[0] == "relative":
            clause = next((t for t in self._parse.ancestors(i) if t.rel.startswith("acl")), None)
            return self._cast.figure_at(clause.head) if clause is not None else None
        if self._words.has("partitive", low):
            whole = self._parse.child(i, "nmod", "obl")
            return self._cast.figure_at(whole.i) if whole is not None and whole.i != i else None
        if token.pos not in ("NOUN", "PROPN", "ADJ", "X"):
            return None
        top = climbed(self._parse, i)
        if top.i != i and token.rel.partition(":")[0] in ("flat", "compound", "fixed"):
            known = self._cast.names.get(top.i)
            if known is not None and not known.is_role:
                return self._cast.figure_at(top.i)
        return self._described(token)

    def home(self, token: Token, role: Name) -> tuple[str, ...]:
        """Return the country of a role that names none: that of the figure with the same institution, else of the state
        most salient before it."""
        verb = governor(self._parse, token.i)
        home = self._cast.dateline

        def gain(mention: Mention) -> float:
            same_clause = mention.sent == token.sent and governor(self._parse, mention.token) == verb
            alike = 3.0 if role.sector == "MIL" else 1.0
            value = alike * (mention.figure.sector == role.sector) + 1.0 * (mention.figure.kind != "state")
            return value + 4.0 * (mention.figure.country == home) - 20.0 * same_clause

        chosen = self._cast.salience.best(
            token.i,
            token.sent,
            lambda f: len(f.countries) == 1 and f.sector not in ("IGO", "NGO") and f.kind != "several",
            gain=gain,
            reach=_NEAR,
        )
        if chosen is not None and home and chosen.country != home and not chosen.sure:
            return (home,)
        return chosen.countries if chosen is not None else ()

    def owner_in(self, span: Span) -> Figure | None:
        """Return the figure of a possessive word inside ``span``, or None."""
        for token in self._parse.tokens_in(span):
            if token.text.lower() in self._words.pronouns and token.pos in ("PRON", "DET"):
                return self._antecedent(token, self._words.pronouns[token.text.lower()])
        return None

    def gender_of_title(self, person: PersonName) -> str:
        """Return the gender that the words of a title agree in, or nothing."""
        if person.title is None:
            return ""
        for token in self._parse.tokens_in(person.title):
            name = self._cast.names.get(token.i)
            if name is not None and name.is_role and name.first.role in ("person", "peer"):
                return name.first.gender or self._gender(token)
        return ""

    def _gender(self, token: Token) -> str:
        det = self._parse.child(token.i, "det")
        for word in (det, token):
            if word is not None and word.feats.get("Gender") in _GENDER:
                return _GENDER[word.feats["Gender"]]
        return ""

    def _is_speaker(self, token: Token) -> bool:
        return self._words.pronouns.get(token.text.lower(), ("",))[0] == "speaker"

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
        return plural and self._is_definite(token)

    def _single(self, token: Token, name: Name, phrase: Span, owner_token: Token | None) -> Figure | None:
        """Return the figure for a role that stands for one party (or for several as one)."""
        reading = self._cast.read(phrase)
        known = name.first
        sector = reading.sector if reading.head is not None else known.sector
        countries = self._cast.countries(reading)
        owner = self._antecedent(owner_token, self._words.pronouns[owner_token.text.lower()]) if owner_token else None
        if known.role == "land":
            return self._land(token, countries, owner)
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
        older = None if self._is_indefinite(token) else self._older(token, name, countries, gender)
        if older is None and known.role == "person" and known.number == "sg" and self._is_definite(token):
            older = self._unnamed_office(token, name, countries, gender)
        if older is not None:
            if not older.countries:
                older.countries = countries
            return older
        sure = bool(countries)
        countries = countries or self._institution(phrase, name)
        if not countries and known.role != "peer" and (known.role == "body" or not self._is_indefinite(token)):
            countries = self.home(token, name) if self._bears_home(name) else ()
        return Figure(
            self._kind(name), self._description(phrase), countries, sector, gender, known.number,
            frozenset(classes), sure=sure, role=known.classes[0] if known.classes else None,
        )  # fmt: skip

    def _nested(self, token: Token) -> Figure | None:
        """Return the figure of a body or land that the role at ``token`` belongs to ("a member of the committee")."""
        for child in self._parse.children(token.i, "nmod"):
            name = self._cast.names.get(child.i)
            if name is None or not name.is_role or name.first.role not in ("body", "land") or child.i <= token.i:
                continue
            case = self._parse.child(child.i, "case")
            if case is None or not self._words.has("genitive", case.text.lower()):
                continue
            count = self._count(child)
            if count > 1 or self._is_definite_plural(child, name):
                return self._several(child, name, max(count, 2))
            return self._single(child, name, self._cast.phrase(child.i), self._cast.owner_of(child.i))
        return None

    def _holder_of(self, token: Token) -> Figure | None:
        """Return the person whose the role at ``token`` is ("X's spokeswoman", "le porte-parole de X"), or None."""
        for child in self._parse.children(token.i, "nmod"):
            figure = self._cast.figure_known(child.i)
            case = self._parse.child(child.i, "case")
            if figure is not None and figure.human and figure.named and case is not None:
                if self._words.has("genitive", case.text.lower().replace("\u2019", "'")):
                    return figure
        return None

    def _bears_home(self, name: Name) -> bool:
        return name.sector in ("GOV", "MIL", "LEG", "JUD", "COP", "SPY")

    def _kind(self, name: Name) -> FigureKind:
        if name.first.role == "body":
            return "body"
        return "person" if name.first.number == "sg" and name.first.role != "people" else "people"

    def _description(self, phrase: Span) -> str:
        tokens = self._parse.tokens_in(phrase)
        while len(tokens) > 1 and tokens[0].pos in ("DET", "NUM", "PUNCT", "ADP"):
            tokens.pop(0)
        return " ".join(self._parse.text[tokens[0].start : phrase.end].split()) if tokens else ""

    def _older(self, token: Token, name: Name, countries: tuple[str, ...], gender: str) -> Figure | None:
        """Return the figure that a role without an indefinite article picks up, or None."""
        known = name.first
        own = known.classes[0] if known.classes else ""
        bare = self._parse.child(token.i, "det") is None

        def fits(figure: Figure) -> bool:
            if own not in figure.classes or figure.kind == "several" or not (loose or figure.role == own):
                return False
            if (figure.kind == "body") != (known.role == "body"):
                return False
            if not figure.agrees(gender, known.number):
                return False
            return not countries or not figure.countries or set(countries) == set(figure.countries)

        if bare and not countries and known.role == "person" and known.number == "sg":
            return None
        loose = not bare or bool(countries)
        return self._cast.salience.best(
            token.i,
            token.sent,
            fits,
            gain=lambda m: 2.0 * (m.figure.role == own) + 1.5 * m.speaks + 3.0 * bool(countries and m.figure.countries),
            reach=_FAR,
        )

    def _unnamed_office(self, token: Token, name: Name, countries: tuple[str, ...], gender: str) -> Figure | None:
        """Return the one person named so far without any role, who takes on this one, or None."""
        if name.sector != "GOV" or name.first.open_sector:
            return None
        named = [m.figure for m in self._cast.salience.mentions if m.figure.human and m.figure.named and m.token < token.i]
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
            other = self._cast.names.get(token.i)
            if other is None or other is name or not other.is_role or other.first.role != "body":
                continue
            own = other.first.classes[0]
            for mention in reversed(self._cast.salience.mentions):
                if mention.figure.countries and own in mention.figure.classes:
                    return mention.figure.countries
        return ()

    def _land(self, token: Token, countries: tuple[str, ...], owner: Figure | None) -> Figure | None:
        """Return the state that "the country", "his country" or "the X capital" stands for."""
        if not countries and owner is not None:
            countries = owner.countries
        if not countries and (self._is_definite(token) or self._parse.child(token.i, "det") is not None):
            if self._is_indefinite(token):
                return None
            states = self._cast.salience.best(
                token.i,
                token.sent,
                lambda f: f.kind in ("state", "body") and len(f.countries) == 1,
                gain=lambda m: 1.0 * (m.figure.kind == "state") - 2.0 * m.subject,
            )
            countries = states.countries if states is not None else ()
        if not countries:
            return None
        return Figure("state", self._description(self._cast.phrase(token.i)), countries, "GOV", number="sg", sure=True)

    def _several(self, token: Token, name: Name, count: int) -> Figure | None:
        """Return the figure for "both leaders", "the two countries", "the ministers": those last named that fit."""
        phrase = self._cast.phrase(token.i)
        reading = self._cast.read(phrase)
        countries = self._cast.countries(reading)
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
        names = [m.name for m in members]
        return f"{', '.join(names[:-1])} {self._words.joiner} {names[-1]}"

    def _members(self, token: Token, name: Name, count: int) -> tuple[Figure, ...]:
        if count > 2:
            return self._listed(count)
        if name.first.role == "person":
            own = name.first.classes[0]
            fitting = [m.figure for m in self._cast.salience.mentions if m.figure.human and m.figure.countries]
            fitting = [f for f in fitting if own in f.classes]
            latest = list(dict.fromkeys(reversed(fitting)))[:2]
            if len(latest) == 2 and len(set(joined(latest))) == 2:
                return tuple(reversed(latest))
            if count < 2:
                return ()
        elif count < 2 and name.first.role != "land":
            return ()
        return self._cast.salience.last_states(2)

    def _listed(self, count: int) -> tuple[Figure, ...]:
        """Return the states of a list of exactly ``count`` in the report, before or after, or none."""
        run: list[Name] = []
        for name in self._cast.name_list:
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
        return tuple(Figure("state", n.text, (c,) if (c := self._cast.country_of(n)) else (), "GOV") for n in run)

    def _pronoun(self, token: Token, features: tuple[str, str, str]) -> None:
        head = self._parse.head(token.i)
        if token.rel.startswith("expl") or (head is not None and self._words.has("impersonal", head.lemma)):
            return
        if features[0] == "speaker":
            self._cast.mark_speaker(token.i, "self")
            return
        if features[0] == "relative":
            return
        figure = self._antecedent(token, features)
        if figure is not None:
            if figure.human and not figure.gender and features[1] in ("m", "f"):
                figure.gender = features[1]
            self._cast.add(figure, [token.i], token.span, token, subject=is_subject(self._parse, token.i))

    def _antecedent(self, token: Token, features: tuple[str, str, str]) -> Figure | None:
        kind, gender, number = features
        if kind == "speaker":
            return None
        speaks = self._cast.speaks(token)
        own = "Poss" in token.feats or token.pos == "DET"
        verb = governor(self._parse, token.i)

        def fits(figure: Figure) -> bool:
            if number == "pl":
                is_body = figure.kind in ("body", "organisation") and self._words.has("plural_bodies", "yes")
                return (figure.number == "pl" or is_body) and figure.agrees(gender if figure.number == "pl" else "", "")
            if not figure.agrees(gender if kind != "thing" else "", "sg") and not (own and figure.kind == "state"):
                return False
            if kind == "person":
                return figure.human
            if kind == "thing":
                return figure.kind in _THINGS
            return figure.kind != "several"

        def gain(mention: Mention) -> float:
            value = 0.0
            if kind == "any" and number == "sg" and speaks:
                value += 4.0 * mention.figure.human - 2.0 * (mention.figure.kind == "state")
            value += 2.0 * (speaks and mention.speaks)
            if number == "pl":
                value += 1.0 * (mention.figure.kind in _GROUPS)
            if not own and mention.sent == token.sent and governor(self._parse, mention.token) == verb:
                value -= 8.0
            if mention.figure.human and not mention.figure.named and not mention.figure.role:
                value -= 1.0
            return value

        return self._cast.salience.best(token.i, token.sent, fits, gain=gain, reach=_NEAR)

    def _other(self, token: Token) -> None:
        """Let "the other", "a second" stand for one more of the people last named together."""
        if token.pos in ("NOUN", "PROPN", "PRON") or token.rel.partition(":")[0] in ("nsubj", "obj", "obl"):
            if any(c.pos in ("NOUN", "PROPN") for c in self._parse.children(token.i)):
                return
            figure = self._cast.salience.best(
                token.i, token.sent, lambda f: f.kind == "people" and not f.named, reach=_NEAR
            )
            if figure is not None:
                self._cast.add(figure, [token.i], token.span, token, subject=is_subject(self._parse, token.i))

    def _belongs(self, token: Token, direct: set[int]) -> bool:
        """Whether a name hangs on the noun itself, by no preposition or a genitive one."""
        if token.i not in direct:
            return False
        case = self._parse.child(token.i, "case")
        return case is None or self._words.has("genitive", case.text.lower())

    def _described(self, token: Token) -> Figure | None:
        """Return a figure for a noun that is no role but whose words tell a country ("Malian specialists")."""
        phrase = self._cast.phrase(token.i)
        reading = self._cast.read(phrase)
        countries = self._cast.countries(reading)
        direct = {t.i for t in self._parse.children(token.i, "amod", "compound", "nmod", "nmod:poss", "flat")}
        if not countries or not any(self._belongs(t, direct) for n in reading.sources for t in self._parse.tokens_in(n.span)):
            return None
        if any(n.kind == "city" for n in reading.sources):
            return None
        return Figure("people", self._description(phrase), countries, reading.sector, sure=True)
