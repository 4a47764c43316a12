"""The one pass over a report that finds its figures: names, people, roles and the words that refer back."""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache, reduce
from itertools import pairwise

from onrecord.core.parse import Parse, Token
from onrecord.core.spans import Span
from onrecord.language.quotes import Quote
from onrecord.meaning.entities.actors import Reading
from onrecord.meaning.entities.announced import announced, apposed, nation_before
from onrecord.meaning.entities.bodies import is_called_after, is_of_minority
from onrecord.meaning.entities.figures import Figure, FigureKind, Mention, joined
from onrecord.meaning.entities.gazetteer import Name, fold
from onrecord.meaning.entities.given import gender_of
from onrecord.meaning.entities.holders import holder
from onrecord.meaning.entities.homes import HomeReader, serves_state
from onrecord.meaning.entities.people import PersonName, find_people
from onrecord.meaning.entities.phrases import head_token, is_subject, partners
from onrecord.meaning.entities.posts import NO_POST, Post
from onrecord.meaning.entities.references import ReferenceReader
from onrecord.meaning.entities.roles import RoleReader
from onrecord.meaning.entities.scene import Scene
from onrecord.meaning.entities.words import Words
from onrecord.meaning.entities.world import body_words, organisation_names

_KINDS: dict[str, FigureKind] = {
    "state": "state", "adjective": "state", "city": "state", "metonym": "body", "organisation": "organisation",
    "group": "group",
}  # fmt: skip


_REMEMBERED = 1 << 12


class CastReader:
    """Reads one report into its figures; ``scene`` holds what was found."""

    def __init__(
        self,
        parse: Parse,
        names: Sequence[Name],
        title: str | None = None,
        headline: Sequence[Name] = (),
        quotes: Sequence[Quote] = (),
    ) -> None:
        self.scene = Scene(parse, names, quotes, headline)
        self.parse = parse
        self.words: Words = self.scene.words
        self.people = find_people(parse, self.scene.names, self.words)
        self.scene.forget({t.i for p in self.people for t in p.tokens})
        self._title = title or ""
        self._person_at: dict[int, PersonName] = {}
        self._by_key: dict[tuple[str, str], Figure] = {}
        self._by_surname: dict[str, list[Figure]] = {}
        self._references = ReferenceReader(self.scene)
        self._homes = HomeReader(self.scene)
        self._roles = RoleReader(self.scene, self._references)
        self._read()

    def figure_at(self, i: int) -> Figure | None:
        """Return the figure that token ``i`` stands for, or None; words not yet asked for are read on demand."""
        return self._references.figure_at(i)

    def person_span(self, i: int) -> Span | None:
        """Return the words of the person at token ``i``, with title and apposition, or None where none is named."""
        person = self._person_at.get(i)
        if person is None:
            return None
        start = person.title.start if person.title else person.span.start
        if person.title is None and person.courtesy:
            start = self.parse.tokens[person.tokens[0].i - 1].start
        return Span(start, person.aside.end if person.aside else person.span.end)

    def guess_speaker(self, i: int) -> Figure | None:
        """Return the figure whose words token ``i`` most likely belongs to: the subject of the speech verb above it,
        else of one beside it in its sentence, the one after or the one before."""
        for verb in self._speech_near(i):
            subject = self.parse.child(verb.i, "nsubj")
            if subject is None or subject.i in self.scene.speaker_words or subject.i == i:
                continue
            figure = self.figure_at(subject.i)
            if figure is not None:
                return figure
        return None

    def owned(self, i: int, owner: Figure) -> Figure:
        """Return what the speaker ``owner`` calls his own at token ``i`` ("our army")."""
        name = self.scene.names.get(i)
        sector = name.sector if name is not None else None
        return Figure("body", self.parse.tokens[i].text, owner.countries, sector or owner.sector)

    def _read(self) -> None:
        by_first = {p.tokens[0].i: p for p in self.people}
        titles = {t.i for p in self.people for s in (p.title, p.aside) if s for t in self.parse.tokens_in(s)}
        telling = self._references.places()
        telling.update(self.scene.names)
        telling |= by_first.keys()
        joined: dict[int, set[int]] = {}
        for token in [t for t in self.parse.tokens if t.rel == "conj"]:
            joined.setdefault(token.sent, set()).add(token.head)
        waiting = sorted(telling, reverse=True)
        for number, sentence in enumerate(self.parse.sentences):
            while waiting and waiting[-1] < sentence.stop:
                i = waiting.pop()
                if i in by_first:
                    self._read_person(by_first[i])
                elif i not in self.scene.at:
                    self._read_token(i, in_title=i in titles)
            for i in sorted(joined.get(number, ())):
                self._read_partners(i)

    def _read_token(self, i: int, *, in_title: bool) -> None:
        token, name = self.parse.tokens[i], self.scene.names.get(i)
        if name is not None and not name.is_role:
            if token.start == name.span.start:
                self._read_name(name)
        elif name is not None:
            head = self.scene.head_of(name)
            # "reporter" puts off in French before it is a journalist
            verbal = token.pos == "VERB" and token.feats.get("VerbForm") == "Inf"
            # "sont déjà parties": so is what stands with an auxiliary
            verbal |= token.pos == "VERB" and self.parse.child(i, "aux") is not None
            # "accord militaire": what describes another noun is nobody
            verbal |= token.pos == "ADJ" and token.rel == "amod" and name.first.role == "person"
            if not in_title and not verbal and head is not None and head.i == i:
                self._roles.read_role(token, name)
        else:
            self._references.read_reference(token)

    def _read_name(self, name: Name) -> None:
        head = self.scene.head_of(name)
        if head is None:
            return
        reading = self.scene.reading_of(name)
        country = reading.country
        called = self.scene.long_forms.get(fold(name.text), name.text) if name.kind == "organisation" else name.text
        key = (name.kind, f"{fold(called)} {country}" if name.kind != "adjective" else country or "")
        figure = self._by_key.get(key)
        if figure is None:
            figure = Figure(
                _KINDS[reading.kind],
                called,
                (country,) if country else (),
                reading.sector or ("GOV" if country and reading.kind in ("city", "state", "adjective") else None),
                reading.gender,
                reading.number,
                named=True,
                sure=True,
            )
            if figure.kind in ("organisation", "group", "body"):
                own = self.words.lists.get("organisation_words", frozenset()) if figure.kind != "body" else frozenset()
                figure.classes = own | _bodies_named(called, country or "", self.parse.language)
            if name.kind == "adjective":
                figure.name, figure.gender, figure.number = self.scene.state_name(figure), "", "sg"
            self._by_key[key] = figure
        tokens = [t.i for t in self.scene.tokens_of(name)]
        by_name = is_called_after(self.scene, name, head)
        by_name = by_name or (name.kind == "adjective" and is_of_minority(self.scene, name, head))
        if by_name or not self.scene.is_settled(name):
            self.scene.weak.update(tokens)
        subject = name.kind != "adjective" and is_subject(self.parse, head.i)
        self.scene.add(figure, tokens, name.span, head, subject=subject)

    def _read_person(self, person: PersonName) -> None:
        spans = [s for s in (person.title, person.aside) if s is not None]
        readings = [self.scene.read(s) for s in spans]
        told = [(s, r.head) for s, r in zip(spans, readings, strict=True) if r.head is not None and not r.behind]
        heads = [head for _, head in told]
        text = person.text
        gender, leaning = self._roles.gender_of_title(person)
        post = reduce(Post.joined, (self.scene.post(s, h) for s, h in told), NO_POST)
        figure = self._known_person(person)
        if figure is None:
            at = (person.tokens[0].i, person.tokens[0].sent)
            said = next((c for r in readings if (c := self.scene.countries(r))), self._possessor(person) or ())
            first = next((t.i for s in spans[:1] for t in self.parse.tokens_in(s)), at[0])
            figure = announced(self.scene, heads, post, said, person.gender or gender, at)
            figure = figure or apposed(self.scene, min(first, at[0]), person.tokens[-1].i, said)
            figure = figure or Figure("person", text)
            figure.name, figure.surname, figure.named = text, person.surname, True
            self._by_surname.setdefault(person.surname, []).append(figure)
        if len(text.split()) > len(figure.name.split()):
            figure.name = text
        figure.gender = figure.gender or person.gender or gender or gender_of(fold(figure.name))
        figure.leaning = figure.leaning or leaning
        figure.post = figure.post.joined(post)
        figure.classes |= {c for h in heads for c in h.first.classes}
        if any(h.first.role == "peer" and h.sector for h in heads):
            owner = next((o for s in spans if (o := self._references.owner_in(s))), None)
            figure.classes |= owner.classes if owner is not None else frozenset()
            figure.role = figure.role or (owner.role if owner is not None else None)
        figure.role = figure.role or next((h.first.classes[0] for h in heads), None)
        figure.sector = figure.sector or next((r.sector for r in readings if r.sector), None)
        self._set_country(figure, person, readings)
        tokens = [t.i for t in person.tokens]
        if person.courtesy:
            tokens.append(tokens[0] - 1)
        for span in spans:
            held = [t.i for t in self.parse.tokens_in(span) if (n := self.scene.names.get(t.i)) is None or n.is_role]
            tokens += [i for i in held if self.parse.tokens[i].pos in ("NOUN", "PROPN") or i in self.scene.names]
        head = head_token(self.parse, person.span) or person.tokens[-1]
        for i in tokens:
            self._person_at[i] = person
        whole = Span(min(s.start for s in [person.span, *spans]), max(s.end for s in [person.span, *spans]))
        top = head_token(self.parse, whole) or head
        self.scene.add(
            figure, tokens, person.span, head, subject=is_subject(self.parse, head.i) or is_subject(self.parse, top.i)
        )

    def _known_person(self, person: PersonName) -> Figure | None:
        """Return the person of the report whose name agrees with ``person``, the latest first."""
        mine = [fold(w) for w in person.text.split()]

        def same(figure: Figure) -> bool:
            if not figure.human or not figure.named or figure.surname != person.surname:
                return False
            theirs = [fold(w) for w in figure.name.split()]
            told = "" if figure.leaning == person.gender else figure.gender
            if told and person.gender and told != person.gender:
                # Where an office leans that way a given name of the other gender may be borne by both
                return False
            if len(mine) == 1 or len(theirs) == 1:
                return True
            return mine[0][0] == theirs[0][0] and (
                set(mine) <= set(theirs) or set(theirs) <= set(mine) or mine[0][:3] == theirs[0][:3]
            )

        return next((f for f in reversed(self._by_surname.get(person.surname, ())) if same(f)), None)

    def _set_country(self, figure: Figure, person: PersonName, readings: Sequence[Reading]) -> None:
        bearer = holder(figure.name) if " " in figure.name else None
        for reading in readings:
            found = self.scene.countries(reading)
            if bearer is not None and any(bearer.country in n.others for n in reading.sources):
                # "The Congolese president, X Y": whose of several states that share a word is told by who he is
                found = (bearer.country,)
                figure.countries, figure.sure = found, True
            if found and not figure.sure:
                figure.countries, figure.sure = found, self.scene.is_firm(reading)
        if figure.sure:
            return
        possessor = self._possessor(person)
        if possessor is not None:
            figure.countries, figure.sure = possessor, True
            return
        spans = [s for s in (person.title, person.aside) if s]
        owner = next((o for s in spans if (o := self._references.owner_in(s))), None)
        is_peer = any(r.head is not None and r.head.first.role == "peer" for r in readings)
        if owner is not None and owner.countries and not is_peer:
            told_by = [t.i for s in spans for t in self.parse.tokens_in(s)]
            figure.countries, figure.sure = owner.countries, owner.sure and self.scene.weak.isdisjoint(told_by)
            return
        body = next((b for s in spans if (b := self._references.organisation_in(s)) is not None), None)
        if body is not None:
            # "The Fund's mission chief, X Y"
            figure.countries, figure.sure = body.countries, body.sure
            return
        beside = nation_before(self.scene, person.tokens[0].i, person.tokens[-1].i) if not spans else None
        if beside is not None:
            figure.countries, figure.sure = (beside,), True
            return
        full = figure.name if " " in figure.name else _full_names(self._title).get(figure.surname, figure.name)
        # After "King" stands a given name, which says nothing of who bears it as a surname
        is_given = " " not in full and any(self.words.has("before_given_names", c) for c in figure.classes)
        known = None if is_given else holder(full)
        if known is not None:
            figure.countries, figure.sure = (known.country,), True
            figure.sector = figure.sector or known.sector
        elif readings and not figure.countries:
            role = next((r.head for r in readings if r.head is not None and not r.behind), None)
            if role is not None and serves_state(role):
                figure.countries = self._homes.home(person.tokens[0], role)

    def _possessor(self, person: PersonName) -> tuple[str, ...] | None:
        """Return the country of the state whose person it is ("X's Y Z", "President Y Z of X"), or None."""
        for token in person.tokens:
            for child in self.parse.children(token.i, "nmod"):
                name = self.scene.names.get(child.i)
                case = self.parse.child(child.i, "case")
                owns = child.rel == "nmod:poss" or (
                    case is not None and self.words.has("genitive", case.text.lower().replace("\u2019", "'"))
                )
                if name is not None and name.kind in ("state", "organisation") and owns:
                    country = self.scene.country_of(name)
                    return (country,) if country else None
        return None

    def _read_partners(self, i: int) -> None:
        """Note the figures that a conjunction joins to the one at token ``i`` as one more that "they" may pick up."""
        if i not in self.scene.at:
            return
        group = partners(self.parse, i)
        members = [f for t in group if (f := self.scene.at.get(t.i)) is not None and f.countries]
        if len(members) < 2 or len(members) != len(group):
            return
        if not any(self.parse.child(t.i, "cc") is not None for t in group):
            # "the chief of police, X": one, whatever the parse makes of it
            return
        figure = Figure(
            "several", self.parse.text[group[0].start : group[-1].end], joined(members), members[0].sector,
            number="pl", members=tuple(members), sure=True,
        )  # fmt: skip
        last = group[-1]
        self.scene.salience.add(Mention(figure, last.i, last.sent, is_subject(self.parse, i), joined=True))

    def _speech_near(self, i: int) -> Iterator[Token]:
        words, parse = self.words, self.parse
        yield from (t for t in parse.ancestors(i) if words.has("speech", t.lemma))
        sent = parse.tokens[i].sent
        for number in (sent, sent + 1, sent - 1):
            if 0 <= number < len(parse.sentences):
                yield from (
                    parse.tokens[k] for k in parse.sentences[number] if words.has("speech", parse.tokens[k].lemma)
                )


@lru_cache(_REMEMBERED)
def _bodies_named(called: str, code: str, language: str) -> frozenset[str]:
    """Return the words for bodies in the name ``called`` and in those of the organisation ``code``."""
    names = (called, *organisation_names(code))
    return body_words(language) & frozenset(w for n in names for w in fold(n).split())


@lru_cache(8)
def _full_names(title: str) -> Mapping[str, str]:
    """Return for each word of the headline that follows another capitalised one the two together."""
    words = title.split()
    pairs = pairwise(words)
    return {
        fold(b.strip(",.:;'\u2019")): f"{a} {b.strip(',.:;')}" for a, b in pairs if a[:1].isupper() and b[:1].isupper()
    }
