"""Plurals: the states, people and bodies for whom "both leaders", "the two countries" or "the sides" stand."""

from collections.abc import Sequence
from itertools import islice

from onrecord.core.parse import Token
from onrecord.meaning.entities import phrases
from onrecord.meaning.entities.figures import Figure, joined
from onrecord.meaning.entities.gazetteer import Name
from onrecord.meaning.entities.homes import HomeReader
from onrecord.meaning.entities.scene import Scene

_MANY, _MAIN = 6, 0.4
_LATEST, _NEAR = 12, 3


class PluralReader:
    """Reads words that stand for several parties named before, for one report."""

    def __init__(self, scene: Scene, homes: HomeReader) -> None:
        self._scene = scene
        self._homes = homes
        self._parse = scene.parse
        self._words = scene.words

    def count(self, token: Token) -> int:
        """Return how many a plural says that it stands for ("both", "the three"), 1 where it says none."""
        for child in self._parse.children(token.i, "det", "nummod", "amod", "advmod"):
            number = self._words.pairs.get(child.text.lower())
            if number is not None:
                return number
        return 1

    def is_definite(self, token: Token, name: Name) -> bool:
        """Say whether the role ``name`` at ``token`` is a plural for people or states told of before."""
        plural = name.first.number == "pl" and name.first.role in ("person", "land")
        return (plural and phrases.is_definite(self._parse, token)) or self._is_sides(token, name)

    def several(self, token: Token, name: Name, count: int, nested: tuple[Figure, ...]) -> Figure | None:
        """Return the figure for those last named that fit, or None; ``nested`` are those to whom the words themselves
        say that they belong."""
        reading = self._scene.read(self._scene.phrase(token.i))
        countries = self._scene.countries(reading)
        sector = reading.sector or name.sector
        if countries and (name.first.role != "land" or len(countries) > 1):
            return None
        lone = self._words.has("lone_lands", token.lemma.lower())
        if name.first.role == "land" and (name.first.abroad or lone):
            # "its two allies": nobody is told as such; "the islands" are of one state as a rule
            return None
        definite = phrases.is_definite(self._parse, token) or any(
            t.text.lower() in self._words.pairs for t in self._parse.children(token.i, "det")
        )
        if name.first.role == "person" and count > 1 and not definite:
            return None
        if name.first.role == "body" and name.sector == "CVL" and not self._words.has("peoples", token.lemma.lower()):
            # Two villages or families are no two states told of before, two peoples are
            return None
        members, firm = (nested, True) if nested else self._members(token, name, count)
        if len(members) < 2 and count > 1 and definite:
            members, firm = self._told_behind(token, count), True
        if len(members) < 2:
            return None
        sector = next((m.sector for m in members if m.kind == "group"), sector)
        return Figure(
            "several", self._names_of(members), joined(members), sector or "GOV", number="pl", members=members,
            classes=frozenset(name.first.classes), sure=firm,
        )  # fmt: skip

    def _is_sides(self, token: Token, name: Name) -> bool:
        """Say whether the words stand for all who deal with each other ("the sides", "les deux parties")."""
        plural = token.feats.get("Number") == "Plur" and phrases.is_definite(self._parse, token)
        return "side" in name.first.classes and plural

    def _names_of(self, members: tuple[Figure, ...]) -> str:
        names = [m.name if m.kind == "group" else self._scene.state_name(m) for m in members]
        return f"{', '.join(names[:-1])} {self._words.joiner} {names[-1]}"

    def _members(self, token: Token, name: Name, count: int) -> tuple[tuple[Figure, ...], bool]:
        """Return those for whom a plural stands, and whether no others could be meant as well."""
        own = name.first.classes[0] if name.first.classes else ""
        if count > 2:
            return self._listed(count) or self._all_states(count), True
        if name.first.role == "person":
            recent = self._scene.salience.recent()
            fitting = dict.fromkeys(f for f in recent if f.human and f.countries and own in f.classes)
            latest = list(fitting)[:2]
            if len(latest) == 2 and len(set(joined(latest))) == 2:
                clear = len(set(joined(fitting))) == 2 and not self._may_be_others(token, latest)
                return tuple(reversed(latest)), clear
            if count < 2:
                return (), False
        elif count < 2 and name.first.role != "land" and not self._is_sides(token, name):
            return (), False
        elif "side" in name.first.classes and (pair := self._joined_before()):
            return pair, True
        elif self._words.has("organisation_words", own):
            return self._organisations(own), True
        beside, _ = self._homes.named_beside(token, self._scene.governor(token.i))
        told = self._scene.salience.last_states(_MANY, beside)
        # A state told of in passing, or an organisation that mediates, is not one of the two
        main = [f for f in told if self._scene.share(f.country) >= _MAIN]
        found = tuple(main) if len(main) >= 2 else told
        open_one = name.first.role == "person" and self._may_be_others(token, found[-2:])
        return found[-2:], len(found) == 2 and not open_one

    def _may_be_others(self, token: Token, members: Sequence[Figure]) -> bool:
        """Say whether one of ``members`` does something to those meant, or a group of people has been told of
        since ("expelled two aid workers. He accuses the two men")."""
        verb = self._scene.governor(token.i)
        near = [m for m in self._scene.salience.mentions if token.sent - m.sent <= _NEAR and m.token < token.i]
        acts = any(
            m.figure in members
            and m.subject
            and m.sent == token.sent
            and self._scene.governor(m.token) == verb
            and not phrases.is_subject(self._parse, token.i)
            for m in near
        )
        return acts or any(m.figure.kind == "people" and m.figure.number == "pl" for m in near)

    def _told_behind(self, token: Token, count: int) -> tuple[Figure, ...]:
        """Return the ``count`` states that the sentence names behind its words as those who say so ("the two navies
        trained together, X and Y said"), or none."""
        tokens, names = self._parse.tokens, self._scene.names
        for i in range(token.i + 1, self._parse.sentences[token.sent].stop):
            head = self._parse.head(i) if i in names else None
            if head is None or not self._words.has("speech", head.lemma):
                continue
            # « ont annoncé l'Estonie et la Lettonie »: what stands behind a verb of speech as its object
            if not (tokens[i].rel.startswith("nsubj") or (tokens[i].rel == "obj" and head.i < i)):
                continue
            told = [names.get(t.i) for t in phrases.partners(self._parse, i)]
            states = [n for n in told if n is not None and n.kind == "state" and self._scene.is_settled(n)]
            if len(states) == len(told) == count:
                return tuple(Figure("state", n.text, (n.country,), "GOV") for n in states if n.country)
        return ()

    def _joined_before(self) -> tuple[Figure, ...]:
        """Return the two parties last named together of which one is no state ("the junta and the rebels"), or none."""
        for figure in islice(self._scene.salience.recent(), _LATEST):
            if len(figure.members) == 2:
                return figure.members if any(m.kind == "group" for m in figure.members) else ()
        return ()

    def _organisations(self, own: str) -> tuple[Figure, ...]:
        """Return the two organisations or bodies last named that the word ``own`` fits, or none."""
        recent = dict.fromkeys(self._scene.salience.recent())
        fitting = [f for f in recent if f.kind in ("organisation", "body") and f.countries and own in f.classes][:2]
        return tuple(reversed(fitting)) if len(fitting) == 2 else ()

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
