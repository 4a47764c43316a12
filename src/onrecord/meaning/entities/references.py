"""Words that refer back: pronouns, "the other", "one of them", and nouns that no table knows.

Agreement in number and gender rules figures out; salience chooses among those left.
"""

from functools import cache

from onrecord.core.parse import Token
from onrecord.core.spans import Span
from onrecord.meaning.entities.clarity import ClarityReader, is_possessive
from onrecord.meaning.entities.figures import Figure, Mention
from onrecord.meaning.entities.gazetteer import fold
from onrecord.meaning.entities.phrases import climbed, is_definite, is_subject, partners
from onrecord.meaning.entities.scene import Scene
from onrecord.meaning.entities.words import Words, language_base, words_of
from onrecord.meaning.entities.world import parts_named

_THINGS = frozenset({"state", "body", "organisation", "group"})
_GROUPS = frozenset({"people", "several"})
_NEAR = 4
_QUOTED_COST = 5.0
_NOT_ONESELF = 30.0
"""Who does something to "him" is somebody else (principle B of binding)."""
_NOT_LED = 6.0
_LONGEST_FORM = 12
_REMEMBERED = 1 << 15


class ReferenceReader:
    """Reads pronouns and other words that refer back for one report."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._parse = scene.parse
        self._words = scene.words
        self._flagged: bool | None = None
        self._last_named_forms = tuple(scene.words.last_named)
        self._clarity = ClarityReader(scene)

    def places(self) -> set[int]:
        """Return the tokens that may be words which refer back: most words of a report cannot be."""
        may_refer = _may_refer(language_base(self._parse.language))
        return {t.i for t in self._parse.tokens if t.pos == "PRON" or may_refer[t.text]}

    def read_reference(self, token: Token) -> None:
        """Find the figure for a pronoun, or for a word such as "the other", headed by ``token``."""
        if token.text[:1].isupper() and is_definite(self._parse, token):
            figure = self.organisation(token)
            if figure is not None:
                subject = is_subject(self._parse, token.i)
                self._scene.add(figure, [token.i], token.span, token, subject=subject)
                return
        if token.pos != "PRON" and token.text[:4].lower() not in self._words.reference_starts:
            return
        low = pronoun_form(token)
        features = self._features(token, low)
        last = self._last_form(token)
        if last is not None:
            self._last_named(token, last)
        elif features is not None and token.pos in ("PRON", "DET", "ADJ", "NOUN", "PROPN"):
            self._pronoun(token, features)
        elif self._words.has("others", token.lemma) or self._words.has("others", low):
            self._other(token)

    def figure_at(self, i: int) -> Figure | None:
        """Return the figure that token ``i`` stands for, or None; words not yet asked for are read on demand."""
        if i in self._scene.at:
            return self._scene.at[i]
        return None if i in self._scene.speaker_words else self.on_demand(i)

    def on_demand(self, i: int) -> Figure | None:
        """Return the figure for a token that the pass left open: relative pronouns, "one of the X", other nouns."""
        token = self._parse.tokens[i]
        low = token.text.lower()
        features = self._words.pronouns.get(low)
        if features is not None and features[0] == "relative":
            clause = next((t for t in self._parse.ancestors(i) if t.rel.startswith("acl")), None)
            if clause is not None and self._is_listed(clause.head):
                # "X and Y, which": one of them or both
                self._scene.weak.add(i)
            return self.figure_at(clause.head) if clause is not None else None
        if self._words.has("partitive", low):
            whole = self._parse.child(i, "nmod", "obl")
            return self.figure_at(whole.i) if whole is not None and whole.i != i else None
        if token.pos not in ("NOUN", "PROPN", "ADJ", "X"):
            return None
        top = climbed(self._parse, i)
        if top.i != i and token.rel.partition(":")[0] in ("flat", "compound", "fixed"):
            known = self._scene.names.get(top.i)
            if known is not None and not known.is_role:
                return self.figure_at(top.i)
        return self._described(token)

    def owner_in(self, span: Span) -> Figure | None:
        """Return the figure of a possessive word inside ``span``, or None."""
        for token in self._parse.tokens_in(span):
            kind = self._words.pronouns.get(token.text.lower(), ("relative",))[0]
            if kind != "relative" and token.pos in ("PRON", "DET"):
                return self.antecedent(token)
        return None

    def is_speaker(self, token: Token) -> bool:
        """Whether ``token`` is a pronoun of the first person."""
        return self._words.pronouns.get(token.text.lower(), ("",))[0] == "speaker"

    def antecedent(self, token: Token) -> Figure | None:
        """Return the figure that the pronoun ``token`` picks up, or None."""
        kind, gender, number = self._features(token, pronoun_form(token)) or ("speaker", "", "")
        if kind == "speaker":
            return None
        if kind == "relative":
            return self._relative(token)
        speaks = self._scene.speaks(token)
        own = is_possessive(token)
        quoted = token.i in self._scene.quote_at
        # A lawyer or a wife is somebody's, not a state's; a leader is a body's (« la délégation à X. Son chef »)
        personal, led = (own and self._owns(token, group) for group in ("of_persons", "of_bodies"))

        def fits(figure: Figure) -> bool:
            if personal and not (figure.human or figure.kind == "people"):
                return False
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
            figure = mention.figure
            value = 0.0 if quoted or mention.quote is None else -_QUOTED_COST
            if kind == "any" and number == "sg" and speaks:
                value += 4.0 * (figure.kind == "person") - 2.0 * (figure.kind == "state")
            value += 2.0 * (speaks and self._scene.is_told_by(mention))
            value -= _NOT_LED * (led and (figure.human or self._scene.is_aside(mention)))
            value -= 4.0 * (gender in ("m", "f") and not figure.gender and figure.leaning not in ("", gender))
            if number == "pl":
                value += 1.0 * (figure.kind in _GROUPS) - 2.0 * (figure.number == "sg")
            value -= _NOT_ONESELF * self._clarity.is_same_clause(token, mention)
            value -= 4.0 * (kind == "latter" and mention.subject)
            if figure.kind == "person" and not figure.named and not figure.role:
                value -= 1.0
            return value

        chosen = self._scene.salience.choice(self._scene, token.i, token.sent, fits, gain=gain, reach=_NEAR, places=own)
        if chosen is None:
            return None
        if not self._clarity.is_clear(token, (kind, gender, number), *chosen):
            self._scene.weak.add(token.i)
        return chosen[0]

    def _owns(self, token: Token, group: str) -> bool:
        """Say whether the word that the possessive ``token`` belongs to is in the list ``group``."""
        return self._words.has(group, self._parse.tokens[token.head].lemma.lower())

    def _is_listed(self, i: int) -> bool:
        """Say whether a conjunction joins the nominal at token ``i`` to others."""
        top = self._parse.tokens[i].head if self._parse.tokens[i].rel == "conj" else i
        return bool(partners(self._parse, top))

    def _relative(self, token: Token) -> Figure | None:
        """Return the figure that the clause of a relative pronoun describes, or None."""
        clause = next((t for t in self._parse.ancestors(token.i) if t.rel.startswith("acl")), None)
        return self._scene.figure_known(clause.head) if clause is not None else None

    def doer(self, verb: int, token: Token) -> Figure | None:
        """Return the figure that is the subject of the predicate at token ``verb``, where ``token`` is none of it."""
        for _ in range(_NEAR):
            subject = self._parse.child(verb, "nsubj")
            if subject is not None:
                own = subject.i == token.i or any(t.i == token.i for t in self._parse.subtree(subject.i))
                return None if own else self._scene.figure_known(subject.i)
            head = self._parse.tokens[verb]
            if head.rel not in ("conj", "xcomp"):
                return None
            verb = head.head
        return None

    def _features(self, token: Token, form: str) -> tuple[str, str, str] | None:
        """Return what the tables say of a pronoun in this ``form``, or None where the word is none."""
        if token.pos == "PRON" and form in self._words.clitics:
            return self._words.clitics[form]
        return self._words.pronouns.get(form)

    def _pronoun(self, token: Token, features: tuple[str, str, str]) -> None:
        head = self._parse.head(token.i)
        if token.rel.startswith("expl") or (head is not None and self._words.has("impersonal", head.lemma)):
            return
        if features[0] == "speaker":
            self._scene.mark_speaker(token.i, "self")
            return
        if features[0] == "relative":
            return
        figure = self.antecedent(token)
        if figure is not None:
            clear = token.i not in self._scene.weak
            if clear and figure.human and not figure.gender and features[1] in ("m", "f"):
                figure.gender = features[1]
            self._scene.add(figure, [token.i], token.span, token, subject=is_subject(self._parse, token.i))

    def _last_form(self, token: Token) -> str | None:
        """Return the gender of a word for the one named last ("celle-ci", "ce dernier", "the latter"), or None."""
        behind = self._parse.text[token.start : token.start + _LONGEST_FORM].lower()
        if not behind.startswith(self._last_named_forms):
            return None
        form = next(f for f in self._words.last_named if behind.startswith(f))
        if behind[len(form) : len(form) + 1].isalpha():
            return None
        bare = not any(c.i > token.i for c in self._parse.children(token.i, "nmod", "amod"))
        stands = token.rel.partition(":")[0] in ("nsubj", "obj", "iobj", "obl", "nmod", "conj", "root")
        return self._words.last_named[form] if bare and stands else None

    def _last_named(self, token: Token, gender: str) -> None:
        """Let a word for the one named last stand for that one: no subject of the same sentence, where others are."""
        recent = [
            m
            for m in reversed(self._scene.salience.mentions)
            if m.token < token.i
            and token.sent - m.sent <= 1
            and m.figure.agrees(gender, "sg")
            and m.figure.countries
            and self._parse.tokens[m.token].pos not in ("PRON", "DET")
        ]
        chosen = next((m for m in recent if not m.subject and not self._scene.is_aside(m)), next(iter(recent), None))
        if chosen is not None:
            figure = chosen.figure
            if not self._clarity.is_last(token, chosen, gender):
                self._scene.weak.add(token.i)
            self._scene.add(figure, [token.i], token.span, token, subject=is_subject(self._parse, token.i))

    def _other(self, token: Token) -> None:
        """Let "the other", "a second" stand for one more of the people last named together."""
        if token.pos in ("NOUN", "PROPN", "PRON") or token.rel.partition(":")[0] in ("nsubj", "obj", "obl"):
            if any(c.pos in ("NOUN", "PROPN") for c in self._parse.children(token.i)):
                return
            figure = self._scene.salience.best(
                self._scene, token.i, token.sent, lambda f: f.kind == "people" and not f.named, reach=_NEAR
            )
            if figure is not None:
                # "A second one" may be a thing as well
                self._scene.weak.add(token.i)
                self._scene.add(figure, [token.i], token.span, token, subject=is_subject(self._parse, token.i))

    def _belongs(self, token: Token, direct: set[int]) -> bool:
        """Whether a name hangs on the noun itself, by no preposition or a genitive one."""
        if token.i not in direct:
            return False
        case = self._parse.child(token.i, "case")
        return case is None or self._words.has("genitive", case.text.lower())

    def _described(self, token: Token) -> Figure | None:
        """Return a figure for a noun that is no role but whose words tell a country ("Malian specialists")."""
        direct = {t.i for t in self._parse.children(token.i, "amod", "compound", "nmod", "nmod:poss", "flat")}
        # "Chinese-flagged": the nationality is joined to a participle
        direct |= {t.i for i in tuple(direct) if self._parse.tokens[i].pos == "VERB" for t in self._parse.children(i)}
        flag = self._flag(token)
        if not flag and self._scene.named.isdisjoint(direct):
            return None
        told = (t.lemma.lower() for t in self._parse.children(token.i, "appos"))
        if not flag and any(self._words.has("ship_nouns", word) for word in told):
            # "The X Star, a tanker" may be of any state
            return None
        phrase = self._scene.phrase(token.i)
        reading = self._scene.read(phrase)
        if flag:
            return Figure("people", self._scene.description(phrase), flag, reading.sector, sure=True)
        countries = self._scene.countries(reading)
        if not countries or not any(
            self._belongs(t, direct) for n in reading.sources for t in self._parse.tokens_in(n.span)
        ):
            return None
        if any(n.kind == "city" for n in reading.sources):
            return None
        # "Star of X", "X Star": a thing called so need not be of X
        firm = self._scene.is_firm(reading) and not (token.pos == "PROPN" and token.text[0].isupper())
        # « Le sélectionneur français du Sénégal »
        firm &= len({n.country for i in direct if (n := self._scene.names.get(i)) is not None and n.country}) < 2
        return Figure("people", self._scene.description(phrase), countries, reading.sector, sure=firm)

    def organisation(self, token: Token) -> Figure | None:
        """Return the organisation told of before that one capitalised word of its name, or of a part of it, stands for
        ("the Commission", "le Fonds")."""
        if not token.text[:1].isupper() or token.pos not in ("NOUN", "PROPN") or self._has_more(token):
            return None
        own = fold(token.text)
        if not self._words.has("organisation_parts", own):
            return None
        for figure in dict.fromkeys(self._scene.salience.recent()):
            if figure.kind != "organisation" or figure.country is None:
                continue
            if own in parts_named(figure.country, self._parse.language) or own in fold(figure.name).split():
                return figure
        return self._seated(own)

    def organisation_in(self, phrase: Span, head: int = -1) -> Figure | None:
        """Return the organisation that a capitalised word inside ``phrase``, but its ``head``, stands for ("the Fund's
        mission chief"), or None."""
        parts = (t for t in self._parse.tokens_in(phrase) if t.i != head and t.text[0].isupper())
        return next((f for t in parts if (f := self.organisation(t)) is not None), None)

    def _seated(self, own: str) -> Figure | None:
        """Return the organisation of whose name ``own`` is a word where only the town that is its seat is told of ("In
        Brussels, the Commission"), or None."""
        seats = (k for n in self._scene.name_list if n.others for k in n.readings)
        for known in seats:
            code = known.country if known.second and known.kind == "organisation" else None
            if code is not None and own in parts_named(code, self._parse.language):
                return Figure("organisation", own, (code,), known.sector, sure=False)
        return None

    def _has_more(self, token: Token) -> bool:
        """Say whether a name goes on before or behind ``token`` in capitals."""
        beside = (self._parse.tokens[i] for i in (token.i - 1, token.i + 1) if 0 <= i < len(self._parse.tokens))
        return any(t.sent == token.sent and t.text[:1].isupper() and t.pos in ("NOUN", "PROPN", "ADJ") for t in beside)

    def _has_flags(self) -> bool:
        """Say whether the report has any word for a flag."""
        if self._flagged is None:
            self._flagged = any(self._words.has("flags", t.text.lower()) for t in self._parse.tokens)
        return self._flagged

    def _flag(self, token: Token) -> tuple[str, ...]:
        """Return the states whose flag the thing at ``token`` flies ("a tanker flying the X flag", "sous pavillon
        X")."""
        if not self._has_flags():
            return ()
        for part in self._parse.children(token.i, "acl", "nmod", "obl"):
            inside = self._parse.subtree(part.i)
            if any(self._words.has("flags", t.text.lower()) for t in inside):
                names = (self._scene.names.get(t.i) for t in inside)
                told = (self._scene.country_of(n) for n in names if n is not None and n.kind in ("state", "adjective"))
                return tuple(dict.fromkeys(c for c in told if c))
        return ()


class _Referring(dict[str, bool]):
    """Whether a word may refer back, by its form: it begins like one that does, or is one with a capital of which the
    names of organisations are made. Filled on first sight, since reports are mostly made of the same words."""

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._starts = words.reference_starts
        self._parts = words.lists.get("organisation_parts", frozenset())

    def __missing__(self, form: str) -> bool:
        if len(self) >= _REMEMBERED:
            self.clear()
        found = form[:4].lower() in self._starts or (form[0].isupper() and fold(form) in self._parts)
        self[form] = found
        return found


@cache
def _may_refer(base: str) -> _Referring:
    return _Referring(words_of(base))


def pronoun_form(token: Token) -> str:
    """Return a pronoun as the tables have it: in lower case, without the hyphen and "t" of an inversion."""
    if token.pos == "PRON" and "-" in token.lemma:
        # A pronoun of several tokens has its whole form as its lemma
        return token.lemma
    return token.text.lower().replace("\u2019", "'").lstrip("-").removeprefix("t-")
