"""The scene: what every reader of one report shares, from the parse and its names to the figures found so far."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from onrecord.core.parse import Parse, Token
from onrecord.core.spans import Span
from onrecord.language.datelines import dateline_end
from onrecord.language.quotes import Quote
from onrecord.meaning.entities.actors import Reading, read_phrase
from onrecord.meaning.entities.defined import with_defined
from onrecord.meaning.entities.figures import Figure, Mention, Salience, counted
from onrecord.meaning.entities.gazetteer import Name
from onrecord.meaning.entities.phrases import (
    adjective_beside,
    adjective_joined,
    climbed,
    governor,
    head_token,
    is_beside,
    is_placed,
    nominal_span,
    owner_word,
)
from onrecord.meaning.entities.placed import filed_from, greatest, located, spoken_for
from onrecord.meaning.entities.posts import Post, post_of
from onrecord.meaning.entities.sifting import goes_on, without_false_offices, without_titles
from onrecord.meaning.entities.words import Words, language_base, words_of
from onrecord.meaning.entities.world import Known, state_name

_CLAUSES = frozenset({"ccomp", "xcomp", "advcl", "acl", "csubj"})
_LANDS = frozenset({"state", "city", "adjective", "metonym"})


class Scene:
    """One report: its parse, the names in it, its figures and the tokens that stand for each.

    ``names`` maps tokens to the gazetteer's names, ``named`` are all tokens of names, ``dateline`` is the country of
    the capital it was filed from, ``headline`` are the states that its headline names, ``weak`` the tokens whose figure
    is but the likeliest of several.
    """

    def __init__(
        self, parse: Parse, names: Sequence[Name], quotes: Sequence[Quote] = (), headline: Sequence[Name] = ()
    ) -> None:
        self.parse = parse
        self.words: Words = words_of(language_base(parse.language))
        defined = with_defined(parse.text, names, self.words)
        self.name_list = located(parse.text, spoken_for(parse.text, defined.names, self.words), self.words)
        self.long_forms = defined.long
        self.name_list = tuple(
            n for n in self.name_list if n.kind != "organisation" or not goes_on(parse, n, self.words)
        )
        self._tokens = {name.span.start: parse.tokens_in(name.span) for name in self.name_list}
        self.names: Mapping[int, Name] = {t.i: name for name in self.name_list for t in self._tokens[name.span.start]}
        self.named = frozenset(self.names)
        self.names = without_titles(parse, without_false_offices(parse, self.names, self.words), quotes, self.words)
        self._told = {n.country for n in self.name_list if n.country and not n.others and not n.is_role}
        self._sure = {n.country for n in self.name_list if n.country and not n.others and not n.first.minor}
        self._read: dict[int, tuple[Known, bool]] = {}
        self._placed: dict[int, bool] = {}
        self.weak: set[int] = set()
        self._homes: dict[str, int] = {}
        self.headline = frozenset(n.country for n in headline if n.country and n.kind in ("state", "city"))
        self._places: dict[str, float] | None = None
        self._lead: str | None = None
        self.dateline = filed_from(parse.text, self.name_list)
        told = counted(c for n in self.name_list if n.kind in _LANDS and (c := self.country_of(n)))
        most = max(told.values(), default=0)
        self._shares = {c: count / most for c, count in told.items()}
        self.salience = Salience()
        self.figures: list[Figure] = []
        self.at: dict[int, Figure] = {}
        self.speaker_words: dict[int, str] = {}
        self._phrases: dict[int, Span] = {}
        self._readings: dict[Span, Reading] = {}
        self._embedded: dict[int, bool] = {}
        self._speaking: dict[int, bool] = {}
        self._governors: dict[int, int] = {}
        self.quote_at = {
            token.i: number
            for number, quote in enumerate(quotes)
            if quote.kind == "speech" and quote.depth == 0
            for token in parse.tokens_in(quote.inner)
        }

    def tokens_of(self, name: Name) -> Sequence[Token]:
        """Return the tokens of a name of the report."""
        return self._tokens[name.span.start]

    def head_of(self, name: Name) -> Token | None:
        """Return the token that heads a name of the report, or None where no token lies inside it."""
        inside = self._tokens[name.span.start]
        return inside[0] if len(inside) == 1 else head_token(self.parse, name.span)

    def forget(self, tokens: Collection[int]) -> None:
        """Take the ``tokens`` for part of somebody's name, whatever states, peoples or towns are called so."""
        self.names = {i: name for i, name in self.names.items() if i not in tokens or name.is_role}
        self._readings.clear()
        self._phrases.clear()

    def country_of(self, name: Name) -> str | None:
        """Return the country of a name, by the other names of the report where the same words may mean several."""
        return self.reading_of(name).country

    def reading_of(self, name: Name) -> Known:
        """Return what a name stands for, by the other names of the report where the same words may mean several."""
        return self._read_as(name)[0]

    def is_settled(self, name: Name) -> bool:
        """Say whether the report settles what ``name`` stands for: its words mean one only, or one alone of those that
        they may mean is told of in the report or beside it in its sentence."""
        return self._read_as(name)[1]

    def _read_as(self, name: Name) -> tuple[Known, bool]:
        found = self._read.get(name.span.start)
        if found is None:
            found = self._read[name.span.start] = self._decided(name) if name.others else self._alone(name)
        return found

    def _alone(self, name: Name) -> tuple[Known, bool]:
        # A town without a state of its own in the report may have a namesake in one that is told of
        return name.first, not name.first.minor or name.country in self._sure or self._told == {name.country}

    def _decided(self, name: Name) -> tuple[Known, bool]:
        own, away = self._towns_behind(name)
        for known in name.readings:
            if known.country in own:
                return known, True
        told = greatest(name, [k for k in name.readings if k.country in self._told and k.country not in away])
        if away and not told:
            return name.first, False
        if len({k.country for k in told}) > 1 and all(k.second and k.kind != "organisation" for k in told):
            # "A Guinean minister" beside officers of Guinea-Bissau and an envoy of Equatorial Guinea: of Guinea itself
            return name.first, False
        if name.kind == "state" and any(k.minor for k in name.readings) and all(k.minor for k in told):
            # The name of a province is that of a state too: of the province where towns or provinces beside are told
            near = {n.country for n in self.name_list if n.kind == "city" and not n.others and not n.first.capital}
            told = [k for k in told if k.country in near]
            if not told or self._is_home(name.first):
                return name.first, not any(k.country in self._told for k in name.readings[1:])
            return told[0], False
        if not told:
            # What is the second meaning of a state's name is a state all the same ("Congo")
            several = name.kind == "state" and all(k.kind == "state" for k in name.readings)
            settled = len({k.country for k in name.readings if several or not k.second}) < 2
            seat = next((k for k in name.readings if k.second and k.kind == "organisation"), None)
            if seat is not None and name.kind == "city" and not self._is_placed(name):
                # The town that is the seat of an organisation stands for it where it acts and no state of it is told
                return seat, False
            # A town of several states is in none that the report tells
            open_one = name.kind == "city" and not settled
            return replace(name.first, country=None, sector=None) if open_one else name.first, settled and seat is None
        if len({k.country for k in told}) < 2:
            # A seat that acts may be the organisation though its state is told of ("Brussels threatens")
            if self._is_faced(name, told[0]):
                return name.first, False
            is_seat = name.kind == "city" and any(k.second and k.kind == "organisation" for k in name.readings)
            return told[0], not is_seat or self._is_placed(name)
        # Of several that the report tells of, the one alone told of in its sentence, else the one named last before it
        sent = next((t.sent for t in self.parse.tokens_in(name.span)), -1)
        clear = [n for n in self.name_list if not n.others and any(k.country == n.country for k in told)]
        beside = {n.country for n in clear if any(t.sent == sent for t in self.parse.tokens_in(n.span))}
        if len(beside) == 1:
            chosen = next(k for k in told if k.country in beside)
            # The second meaning of a word is not sure where its first one is told of too
            return chosen, not chosen.second or name.first not in told
        before = {n.country for n in clear if n.span.end <= name.span.start}
        if told[0] is name.first and all(k.second for k in told[1:]) and len(before) != 1:
            # What the word means of itself goes before what it may mean as well ("guinéen" for one of Guinea-Bissau)
            return told[0], False
        last = next((n.country for n in reversed(clear) if n.span.end <= name.span.start), None)
        return next((k for k in told if k.country == last), told[0]), False

    def _towns_behind(self, name: Name) -> tuple[set[str | None], set[str | None]]:
        """Return the states of the towns that ``name`` is told to be of (« des Congolais de Brazzaville »), and of
        those where whoever it describes is posted ("the Guinean envoy to Bissau"): seldom his own."""
        head = self.head_of(name)
        if head is None:
            return set(), set()
        heads = [head.i, head.head] if name.kind == "adjective" else [head.i]
        behind = [t for i in heads for t in self.parse.children(i, "nmod") if t.i > head.i]
        towns = [(t, n) for t in behind if (n := self.names.get(t.i)) is not None and n.kind == "city" and not n.others]
        own = {n.country for t, n in towns if self._is_owned(t)}
        return own, {n.country for _, n in towns} - own if name.kind == "adjective" else set()

    def _is_faced(self, name: Name, known: Known) -> bool:
        """Say whether whoever the adjective ``name`` describes deals with the state ``known``, the second meaning of
        the word: seldom of it ("the Guinean junta invited the president of Guinea-Bissau")."""
        head = self.head_of(name) if name.kind == "adjective" and known.second and not name.first.second else None
        named = (n for n in self.name_list if n.country == known.country and n.kind == "state" and not n.others)
        return head is not None and is_beside(self.parse, head, map(self.head_of, named))

    def _is_owned(self, token: Token) -> bool:
        case = self.parse.child(token.i, "case")
        return case is not None and self.words.has("genitive", case.text.lower())

    def _is_home(self, state: Known) -> bool:
        """Whether other names of the report are of ``state``."""
        return any(n.country == state.country and n.kind != "state" for n in self.name_list)

    @property
    def lead(self) -> str | None:
        """The one state that the first sentence names, None where it names several or none: what the report is about,
        whoever else is named later. A state that acts there by its own name may do so abroad."""
        if self._lead is None:
            # Where it was filed is no part of what it is about
            begun = dateline_end(self.parse.text, 0)
            first = next((t.sent for t in self.parse.tokens if t.start >= begun), None)
            inside = self.parse.sentences[first] if first is not None else ()
            named = [(i, n) for i in inside if i in self.names and self.country_of(n := self.names[i])]
            named = [(i, n) for i, n in named if n.span.start >= begun]
            told = {self.country_of(n) for _, n in named}
            acts = any(n.kind in ("state", "city") and self.parse.tokens[i].rel == "nsubj" for i, n in named)
            self._lead = (told.pop() if len(told) == 1 and not acts else None) or ""
        return self._lead or None

    def share(self, country: str | None) -> float:
        """Return how much the report tells of the state ``country``: 1 for the one named most, 0 for one not named."""
        return self._shares.get(country or "", 0.0)

    def place_share(self, country: str | None) -> float:
        """Return how much of what the report tells happens in the state ``country``, by the towns and states that it
        names as places: 1 for the one named most so, 0 for one not named so."""
        if self._places is None:
            told = (n for i, n in self.names.items() if self.parse.tokens[i].start == n.span.start and self.is_place(i))
            places = counted(c for n in told if (c := self.country_of(n)))
            self._places = {c: count / max(places.values()) for c, count in places.items()}
        return self._places.get(country or "", 0.0)

    def home_share(self, country: str | None) -> float:
        """Return how many of the offices and bodies whose words name no state were found to be of ``country``, from 0
        to 1."""
        told = self._homes.get(country or "")
        return told / (1 + sum(self._homes.values())) if told else 0.0

    def add_home(self, country: str) -> None:
        """Note that an office or body whose words name no state was found to be of ``country``."""
        self._homes[country] = self._homes.get(country, 0) + 1

    def state_name(self, figure: Figure) -> str:
        """Return the usual name of the state that a figure acts for, or the figure's own."""
        if figure.kind == "person" or len(figure.countries) != 1:
            return figure.name
        return state_name(figure.countries[0], self.parse.language) or figure.name

    def is_place(self, i: int) -> bool:
        """Whether the state or city at token ``i`` is where something happens."""
        name = self.names.get(i)
        return name is not None and name.kind in ("state", "city") and self._is_placed(name)

    def _is_placed(self, name: Name) -> bool:
        placed = self._placed.get(name.span.start)
        if placed is None:
            head = self.head_of(name)
            placed = head is not None and is_placed(self.parse, head, self.words)
            self._placed[name.span.start] = placed
        return placed

    def add(self, figure: Figure, tokens: Sequence[int], span: Span, head: Token, *, subject: bool) -> None:
        """Let ``tokens`` stand for ``figure``, mentioned in the words ``span``."""
        if not figure.spans:
            self.figures.append(figure)
        figure.spans.append(span)
        for i in tokens:
            self.at[i] = figure
        self.salience.add(
            Mention(figure, head.i, head.sent, subject, self.quote_at.get(head.i), self._is_embedded(head))
        )

    def _is_embedded(self, token: Token) -> bool:
        """Whether the clause of ``token`` hangs on another."""
        passed: list[int] = []
        while (found := self._embedded.get(token.i)) is None:
            rel = token.rel
            if rel in _CLAUSES or (":" in rel and rel.partition(":")[0] in _CLAUSES):
                found = self._embedded[token.i] = True
                break
            passed.append(token.i)
            if token.head == token.i:
                found = False
                break
            token = self.parse.tokens[token.head]
        for i in passed:
            self._embedded[i] = found
        return found

    def is_aside(self, mention: Mention) -> bool:
        """Whether ``mention`` only tells where something happens, or whose another is ("the Malian minister")."""
        name = self.names.get(mention.token) if not mention.joined else None
        if name is None:
            return False
        if name.kind == "adjective":
            return self.parse.tokens[mention.token].rel.partition(":")[0] in ("amod", "compound")
        return name.kind in ("state", "city") and self._is_placed(name)

    def governor(self, i: int) -> int:
        """Return the index of the predicate that token ``i`` is an argument of."""
        found = self._governors.get(i)
        if found is None:
            found = self._governors[i] = governor(self.parse, i)
        return found

    def speaks(self, token: Token) -> bool:
        """Whether ``token`` is the subject of a verb of speech or the source after "according to"."""
        known = self._speaking.get(token.i)
        if known is None:
            known = self._speaking[token.i] = self._speaks(token)
        return known

    def is_told_by(self, mention: Mention) -> bool:
        """Whether the figure speaks where it is mentioned."""
        return not mention.joined and self.speaks(self.parse.tokens[mention.token])

    def _speaks(self, token: Token) -> bool:
        top = climbed(self.parse, token.i)
        head = self.parse.head(top.i)
        if top.rel.startswith("nsubj") and head is not None and self.words.has("speech", head.lemma):
            return True
        beside = self.parse.children(top.i, "case", "advmod")
        if not beside:
            return False
        cases = self.words.lists.get("source_case", ())
        return any(t.text.lower() in cases for t in beside)

    def mark_speaker(self, i: int, what: str) -> None:
        """Note that token ``i`` depends on who speaks there."""
        self.speaker_words[i] = what

    def speaker_word(self, i: int) -> str | None:
        """Return ``self`` for a pronoun of the speaker, ``own`` for what a speaker calls his own, else None."""
        return self.speaker_words.get(i)

    def figure_known(self, i: int) -> Figure | None:
        """Return the figure that token ``i`` is already known to stand for, or None."""
        return self.at.get(i)

    def read(self, span: Span) -> Reading:
        """Return what the names inside ``span`` say."""
        found = self._readings.get(span)
        if found is None:
            found = self._readings[span] = read_phrase(self._names_in(span), self.parse.text, span, self.words)
        return found

    def countries(self, reading: Reading) -> tuple[str, ...]:
        """Return the countries of a reading, ambiguous names decided by the report."""
        return tuple(dict.fromkeys(c for n in reading.sources if (c := self.country_of(n))))

    def is_firm(self, reading: Reading) -> bool:
        """Say whether the words of a phrase tell its countries themselves: not by where somebody is, nor by a name that
        may be another's."""
        # "The Latin patriarch of Jerusalem": whose see is a town serves no state
        see = reading.sector == "REL" and any(n.kind == "city" for n in reading.sources)
        # "The University of Georgia"
        house = reading.sector == "EDU" and any(k.part for n in reading.sources for k in n.readings)
        return not reading.located and not see and not house and all(self.is_settled(n) for n in reading.sources)

    def _names_in(self, span: Span) -> list[Name]:
        # "BANJUL - Ghana's president": where it was filed is no part of whoever comes first
        seen = {self.name_list[0].span.start} if self.dateline is not None else set()
        found: list[Name] = []
        for token in self.parse.tokens_in(span):
            name = self.names.get(token.i)
            if name is not None and name.span.start not in seen:
                seen.add(name.span.start)
                found.append(name)
        return found

    def phrase(self, i: int) -> Span:
        """Return the words of the nominal at token ``i`` without its clauses, appositions and conjuncts, with the
        adjective of nationality right beside it whatever the parse makes of it ("la justice capverdienne")."""
        found = self._phrases.get(i)
        if found is None:
            found = nominal_span(self.parse, i, self.names.get(i))
            inside = self.parse.tokens_in(found)
            beside = adjective_beside(self.parse, inside, self.names, self.words)
            if beside is not None:
                found = Span(min(found.start, beside.start), max(found.end, beside.end))
                inside = self.parse.tokens_in(found)
            joined = adjective_joined(self.parse, inside, self.names, self.words)
            if joined is not None:
                found = Span(found.start, joined.end)
            self._phrases[i] = found
        return found

    def post(self, phrase: Span, role: Name) -> Post:
        """Return the post that the words ``phrase``, whose role is ``role``, tell of."""
        return post_of(phrase.of(self.parse.text), role, lambda: self._names_in(phrase), self.words)

    def description(self, phrase: Span) -> str:
        """Return the words of a nominal without its article, number or preposition."""
        tokens = self.parse.tokens_in(phrase)
        while len(tokens) > 1 and tokens[0].pos in ("DET", "NUM", "PUNCT", "ADP"):
            tokens.pop(0)
        return " ".join(self.parse.text[tokens[0].start : phrase.end].split()) if tokens else ""

    def owner_of(self, i: int) -> Token | None:
        """Return the possessive word of the nominal at token ``i``, or None."""
        return owner_word(self.parse, i, self.words)
