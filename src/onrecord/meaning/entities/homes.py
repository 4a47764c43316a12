"""Homes: the country of an office or body whose words name none: where the clause says that it happens, else that of
the institution or state that the report speaks of.
"""

from onrecord.core.parse import Token
from onrecord.meaning.entities.figures import Figure, Mention
from onrecord.meaning.entities.gazetteer import Name
from onrecord.meaning.entities.lands import bounds_of, is_allowed
from onrecord.meaning.entities.phrases import climbed, is_subject
from onrecord.meaning.entities.scene import Scene
from onrecord.meaning.entities.words import language_base

_NEAR, _LATEST = 4, 16
_CLAUSE = 10
_TOPIC, _TOPIC_AT_HOME = 2.0, 8.0
_SEATED = 12.0
_AS_BEFORE, _IN_HEADLINE, _PLACED = 6.0, 4.0, 3.0
_IN_LEAD = 6.0
_TELLS = 6.0
_TIE = 0.5
"""By less than this two states are as likely: whose the office is stays open."""
_TRAVELS = frozenset({"GOV", "MIL", "LEG"})
_AT_HOME = frozenset({"LEG", "OPP", "PTY", "LAB", "CVL"})
_OF_STATE = frozenset({"GOV", "MIL", "LEG", "JUD", "COP", "SPY"})


class HomeReader:
    """Finds the homes of offices and bodies in one report."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._parse = scene.parse
        self._words = scene.words
        self._base = language_base(scene.parse.language)

    def home(self, token: Token, role: Name) -> tuple[str, ...]:
        """Return the country of a role that names none, and remember it: the bare offices of a report ("the ministry",
        "the president") are mostly those of one state."""
        others, grounds = self.named_beside(token, self._scene.governor(token.i))
        found = self._home(token, role, others, grounds)
        # One told of beside another state may be there on a visit
        visits = bool(others or grounds.difference(found))
        if len(found) == 1 and role.sector in _OF_STATE and not visits and not self._is_posted(role):
            self._scene.add_home(found[0])
        return found

    def _home(self, token: Token, role: Name, others: set[str], grounds: set[str]) -> tuple[str, ...]:
        """Return the country of a role that names none: that of the figure with the same institution, else of the state
        most salient before it.

        Whoever the clause names besides (``others``) is another ("the army barred a British officer"); where it plays
        (``grounds``) tells whose people they are ("students marched in X").
        """
        verb = self._scene.governor(token.i)
        bodies = self._words.seats.get(role.text.lower(), frozenset())
        local, posted = self._is_local(role, bodies), self._is_posted(role)
        travels = role.first.role == "person" and not local
        seat, host = self._seat(token, verb, local=local, travels=travels), self._met_by(token, verb, posted=posted)
        if not posted and (there := seat or self._said_in(token, verb, role) or self._spoken_to(token, verb, role)):
            return (there,)
        if role.sector in _TRAVELS:
            grounds = set()

        bounds = bounds_of(f"{role.text} {self._scene.phrase(token.i).of(self._parse.text)}", self._base)
        home, away = self._setting(token, posted=posted, seat=seat, host=host)
        teller = self._teller(token, verb) if not posted else None
        worth: dict[Figure, float] = {}
        sent, governor = token.sent, self._scene.governor

        def gain(mention: Mention) -> float:
            figure = mention.figure
            value = worth.get(figure)
            if value is None:
                tells = _TELLS * (teller is not None and figure.country == teller)
                value = worth[figure] = tells + self._worth(figure, role.sector, home, grounds, bodies, posted=posted)
            if figure.country in others:
                return value - 20.0
            same_clause = mention.sent == sent and governor(mention.token) == verb
            # "Students urged the government": those of the same state stand beside each other
            return value - 20.0 * (same_clause and (figure.sure or figure.sector not in _AT_HOME))

        found = self._scene.salience.choice(
            self._scene, token.i, token.sent,
            lambda f: _is_one_state(f) and f.country not in away and is_allowed(f.country, bounds),
            gain=gain, reach=_NEAR,
        )  # fmt: skip
        chosen, margin = found if found is not None else (None, 0.0)
        if grounds and (chosen is None or chosen.country not in grounds):
            return tuple(grounds)[:1]
        if chosen is not None and home and chosen.country != home and not chosen.sure and home != host:
            return (home,) if is_allowed(home, bounds) else ()
        return chosen.countries if chosen is not None and margin >= _TIE else ()

    def _setting(
        self, token: Token, *, posted: bool, seat: str | None, host: str | None
    ) -> tuple[str | None, frozenset[str | None]]:
        """Return the state that the report is likely of and those that the office at ``token`` cannot be of: one who
        is ``posted`` is of none where he sits, in his ``seat`` or in the capital that the report is from."""
        home = self._scene.dateline
        if not posted:
            return home, frozenset({host})
        post = self._post(token)
        return (home, frozenset({host, post})) if post else (None, frozenset({host, seat, home}))

    def _worth(
        self,
        figure: Figure,
        sector: str | None,
        home: str | None,
        grounds: set[str],
        bodies: frozenset[str],
        *,
        posted: bool,
    ) -> float:
        """Return how much speaks for the state of ``figure`` wherever it is mentioned: for a role of ``sector`` that
        sits in one of ``bodies``, in a report from ``home``, in a clause that plays on ``grounds``. Of one ``posted``
        in another state what speaks for the state that the report is about speaks against it."""
        country = figure.country
        topic = _TOPIC_AT_HOME if sector in _AT_HOME else _TOPIC
        alike = 1.0 if sector == "GOV" else 3.0
        value = alike * (figure.sector == sector) + 1.0 * (figure.kind != "state")
        value += 8.0 * (country == home) + topic * self._scene.share(country)
        value += 6.0 * (country in grounds)
        told = _AS_BEFORE * self._scene.home_share(country) + _PLACED * self._scene.place_share(country)
        value += -told if posted else told
        value += _IN_HEADLINE * (country in self._scene.headline)
        value += _IN_LEAD * (country is not None and country == self._scene.lead and not posted)
        return value + _SEATED * (figure.kind == "body" and not bodies.isdisjoint(figure.classes))

    def _teller(self, token: Token, verb: int) -> str | None:
        """Return the state of which the sentence of ``token`` tells what it will do, where a clause of speech behind a
        comma says so ("X will lend Y 80 million euros, the minister said"), or None: each tells its own plans."""
        tokens = self._parse.tokens
        if not self._words.has("speech", tokens[verb].lemma) or tokens[verb].sent != token.sent:
            return None
        told = range(self._parse.sentences[token.sent].start, min(token.i, verb))
        for i in told:
            figure = self._scene.figure_known(i) if tokens[i].rel.startswith("nsubj") else None
            if figure is None or tokens[i].head == verb:
                continue
            parted = any(t.text == "," for t in tokens[tokens[i].head : told.stop])
            return figure.country if parted and self._is_to_come(tokens[i].head) else None
        return None

    def _is_local(self, role: Name, bodies: frozenset[str]) -> bool:
        """Say whether the office ``role`` is held in a part of a state, and no body of those that it sits in has been
        told of just before (the governor of a central bank)."""
        if not self._words.has("local_offices", role.text.lower()):
            return False
        near = self._scene.salience.mentions[-_LATEST:] if bodies else ()
        return not any(m.figure.kind == "body" and not bodies.isdisjoint(m.figure.classes) for m in near)

    def _spoken_to(self, token: Token, verb: int, role: Name) -> str | None:
        """Return the state of whoever tells lawmakers something, who are his own where they are no other's ("Prime
        Minister X told MPs"), or None."""
        if role.sector != "LEG" or is_subject(self._parse, token.i):
            return None
        subject = (
            self._parse.child(verb, "nsubj") if self._words.has("speech", self._parse.tokens[verb].lemma) else None
        )
        figure = self._scene.figure_known(subject.i) if subject is not None else None
        return figure.country if figure is not None and figure.human and figure.sure else None

    def _said_in(self, token: Token, verb: int, role: Name) -> str | None:
        """Return the state in whose capital one of a government says what another will do for it ("X will lend Y 80
        million euros, the minister said in Y's capital"), or None."""
        tokens, names = self._parse.tokens, self._scene.names
        says = role.sector == "GOV" and climbed(self._parse, token.i).rel.startswith(("nsubj", "obj"))
        if not says or not self._words.has("speech", tokens[verb].lemma):
            return None
        places = (n for t in self._parse.children(verb, "obl") if (n := names.get(t.i)) is not None)
        seat = next((self._scene.country_of(n) for n in places if n.kind == "city" and n.first.capital), None)
        told = range(self._parse.sentences[token.sent].start, min(token.i, verb))
        faced = (i for i in told if i in names and names[i].kind == "state" and not is_subject(self._parse, i))
        return seat if seat is not None and any(names[i].country == seat for i in faced) else None

    def _is_to_come(self, verb: int) -> bool:
        """Say whether what the predicate at token ``verb`` tells is to come or is meant to."""
        token = self._parse.tokens[verb]
        words = [token, *self._parse.children(verb, "aux")]
        return token.feats.get("Tense") == "Fut" or any(self._words.has("to_come", t.lemma.lower()) for t in words)

    def named_beside(self, token: Token, verb: int) -> tuple[set[str], set[str]]:
        """Return the states that the clause of ``token`` names as parties, and those of the places where it plays."""
        others: set[str] = set()
        grounds: set[str] = set()
        names = self._scene.names
        for i in self._parse.sentences[token.sent]:
            if i not in names:
                continue
            name = names[i]
            if name.is_role or i == token.i or self._scene.governor(i) != verb:
                continue
            country = self._scene.country_of(name)
            if country is not None:
                is_ground = name.kind == "city" and self._scene.is_place(i)
                (grounds if is_ground else others).add(country)
        return others - grounds, grounds

    def _is_posted(self, role: Name) -> bool:
        """Whether a role is played in another state than the one whose it is ("the embassy")."""
        return self._words.has("posted", role.text.lower())

    def _post(self, token: Token) -> str | None:
        """Return the country that the embassy or diplomat at ``token`` is told to be in ("the embassy in X"), or
        None."""
        places = (t.i for t in self._parse.children(token.i, "nmod") if self._scene.is_place(t.i))
        return next((self._scene.country_of(self._scene.names[i]) for i in places), None)

    def _met_by(self, token: Token, verb: int, *, posted: bool) -> str | None:
        """Return the country of the subject of a verb of meeting that ``token`` is an object of, or None: whom one
        meets, receives or calls is of another state, and so is a diplomat ``posted`` there whom one summons."""
        lemma = self._parse.tokens[verb].lemma
        meets = self._words.has("meets", lemma) or (posted and self._words.has("summons", lemma))
        if verb == token.i or not meets or is_subject(self._parse, token.i):
            return None
        if not posted and self._parse.child(verb, "xcomp", "ccomp", "advcl") is not None:
            # "called on parliament to ratify" meets nobody
            return None
        clause: Token | None = self._parse.tokens[verb]
        subject = None
        while clause is not None and subject is None:
            subject = self._parse.child(clause.i, "nsubj")
            # "plans to fly there to see X": the subject is that of the clause above
            clause = self._parse.head(clause.i) if clause.rel.partition(":")[0] in ("xcomp", "advcl", "conj") else None
        figure = self._scene.figure_known(subject.i) if subject is not None else None
        return figure.country if figure is not None else None

    def _seat(self, token: Token, verb: int, *, local: bool, travels: bool) -> str | None:
        """Return the country of the capital that the clause of ``token`` is told to happen in, right there ("In X, the
        foreign ministry said", "in X, where the president"), or None; of any place for a ``local`` office ("the
        mayor"). Whoever ``travels`` may say something elsewhere (« a annoncé à X la ministre »)."""
        wheres, tokens = self._words.lists.get("where", ()), self._parse.tokens
        for i in range(token.i - 1, max(token.i - _CLAUSE, self._parse.sentences[token.sent].start), -1):
            if tokens[i].lemma in wheres:
                there = i - 2 if tokens[i - 1].text == "," else i - 1
                place = self._scene.names.get(there)
                return self._scene.country_of(place) if place is not None and place.kind in ("city", "state") else None
        names = self._scene.names
        for i in range(self._parse.sentences[token.sent].start, token.i):
            name = names.get(i)
            if name is None or name.kind != "city" or not (local or name.first.capital):
                continue
            head = self._scene.head_of(name)
            if local and not name.first.capital and head is not None and not is_subject(self._parse, head.i):
                # "X shelled the town, the mayor said"
                return self._scene.country_of(name)
            if head is None or not self._scene.is_place(i):
                continue
            if self._opens(head) or (self._scene.governor(head.i) == verb and (not travels or head.i < verb)):
                return self._scene.country_of(name)
        return None

    def _opens(self, token: Token) -> bool:
        """Whether nothing but a preposition stands before ``token`` in its sentence, and a comma behind it."""
        start = self._parse.sentences[token.sent].start
        after = token.i + 1 < len(self._parse.tokens) and self._parse.tokens[token.i + 1].text == ","
        return token.i - start <= 1 and after


def _is_one_state(figure: Figure) -> bool:
    """Whether a figure is of one state alone, not of an organisation."""
    return len(figure.countries) == 1 and figure.sector not in ("IGO", "NGO") and figure.kind != "several"


def bears_home(role: Name) -> bool:
    """Whether the people or bodies of a role are some state's even where the words do not say whose."""
    return role.sector in _OF_STATE | _AT_HOME


def serves_state(role: Name) -> bool:
    """Whether someone named with this role serves a state or a body; of others nobody knows where they are from."""
    return role.sector is None or role.sector in _OF_STATE or role.sector == "ELI"
