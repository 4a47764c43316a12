"""People's names: runs of capitalised words that no table knows, and the title or apposition that says who they are."""

import re
from collections.abc import Iterator, Mapping, Sequence, Set

from onrecord.core.making import record
from onrecord.core.parse import Parse, Token
from onrecord.core.spans import Span
from onrecord.meaning.entities.gazetteer import Name, fold
from onrecord.meaning.entities.given import is_given_name
from onrecord.meaning.entities.holders import holder, surname_of
from onrecord.meaning.entities.words import Words

_WINDOW = 16
_WORD = re.compile(r"[^\W\d_]+")
_HYPHENS = frozenset("-\u2010\u2011")
_SUFFIXED = frozenset({"NOUN", "ADJ", "VERB", "ADP", "NUM"})
_NOMINAL = frozenset({"NOUN", "PROPN", "ADJ", "DET", "NUM", "PART", "X", "PRON"})


@record
class PersonName:
    """A person's name in the text: its tokens, the title words beside it and its gender where a title tells it.

    ``text`` is the name as it is written, its words parted by single blanks, ``surname`` its surname, folded;
    ``title`` and ``aside`` are the words before and the apposition after the name that hold a role, or None.
    """

    tokens: tuple[Token, ...]
    text: str
    title: Span | None
    aside: Span | None
    gender: str
    courtesy: bool
    surname: str

    @property
    def span(self) -> Span:
        """The characters of the name."""
        return Span(self.tokens[0].start, self.tokens[-1].end)


def find_people(parse: Parse, names: Mapping[int, Name], words: Words) -> tuple[PersonName, ...]:
    """Return the names of people in ``parse`` in order; ``names`` maps tokens to the gazetteer's names."""
    by_sentence: dict[int, list[int]] = {}
    for i in _starts(parse, names):
        by_sentence.setdefault(parse.tokens[i].sent, []).append(i)
    begun = [(parse.sentences[number], starts) for number, starts in by_sentence.items()]
    runs = _rejoined(parse, [run for s, starts in begun for run in _runs(parse, s, starts, names, words)])
    written = [_written(run) for run in runs]
    full = {surname_of(name) for name in written if " " in name}
    runs = sorted([*runs, *_namesakes(parse, names, full, runs, words)], key=lambda run: run[0].i)
    written = [_written(run) for run in runs]
    starts = {run[0].start for run in runs}
    found = []
    for run, name in zip(runs, written, strict=True):
        single = " " not in name
        title, aside = _title(parse, run, names, words), _aside(parse, run, names, words)
        if aside is not None and any(aside.start <= start < aside.end for start in starts):
            # "The road to X, Foreign Minister Y Z said": the office is that of the name behind it
            aside = None
        before = parse.tokens[run[0].i - 1] if run[0].i else None
        courtesy = before is not None and before.text in words.titles
        gender = words.titles.get(before.text, "") if before is not None else ""
        after_article = before is not None and before.pos != "SCONJ" and words.has("articles", before.text.lower())
        contracted = before is not None and words.has("contracted_articles", before.text.lower())
        if contracted and before is not None and before.pos == "ADP":
            continue
        told = title is not None or aside is not None or courtesy
        unknown = single and not told and surname_of(name) not in full
        if unknown and (after_article or not (_speaks(parse, run[-1], words) or holder(name))):
            continue
        if not single and not told and (after_article or _is_street(run, words)):
            continue
        found.append(PersonName(tuple(run), name, title, aside, gender, courtesy, surname_of(name)))
    return tuple(found)


def _is_street(run: Sequence[Token], words: Words) -> bool:
    """Say whether capitalised words name a street ("Morocco Road"), not somebody of that surname ("Diane Lane")."""
    return words.has("streets_after", run[-1].text.lower()) and not is_given_name(fold(run[0].text))


def _rejoined(parse: Parse, runs: Sequence[list[Token]]) -> list[list[Token]]:
    """Return ``runs`` with a name whole that the parser took for the end of a sentence and the start of another."""
    found: list[list[Token]] = []
    for run in runs:
        last = found[-1][-1] if found else None
        parted = last is not None and run[0].i == last.i + 1 and run[0].sent != last.sent
        if last is not None and parted and parse.text[last.end : run[0].start] == " ":
            found[-1].extend(run)
        else:
            found.append(run)
    return found


def _namesakes(
    parse: Parse, names: Mapping[int, Name], full: Set[str], runs: Sequence[Sequence[Token]], words: Words
) -> Iterator[list[Token]]:
    """Yield the words with a capital that are the surname of someone whom the report names in full: those that open a
    sentence, and names of towns, states and peoples that do not tell a place or one of that people."""
    taken = {t.i for run in runs for t in run}
    told = {(n.country, fold(n.text)) for n in names.values() if not n.is_role}
    lengths = {len(surname) for surname in full}
    for i in parse.capitals if full else ():
        token = parse.tokens[i]
        if len(token.text) not in lengths or i in taken or fold(token.text) not in full:
            continue
        name = names.get(token.i)
        if name is None:
            if token.i == parse.sentences[token.sent].start and token.pos in ("NOUN", "VERB", "ADJ", "X", "ADV"):
                yield [token]
            continue
        is_town = name.kind == "city" and not name.first.capital and len(name.text) == len(token.text)
        case = parse.child(token.i, "case")
        if (is_town or _is_borne(parse, token, name, told)) and (
            case is None or not words.has("place_before", case.text.lower())
        ):
            yield [token]


def _is_borne(parse: Parse, token: Token, name: Name, told: Set[tuple[str | None, str]]) -> bool:
    """Say whether the name of a state or people at ``token``, a surname in the report, is not meant as one: without an
    article no people stands for one of it, and of a state the report would tell its capital or people too."""
    if len(name.text) != len(token.text) or parse.child(token.i, "det") is not None:
        return False
    if name.kind == "adjective":
        return token.rel.partition(":")[0] not in ("amod", "compound") and token.pos in ("PROPN", "NOUN")
    others = any(country == name.country and text != fold(name.text) for country, text in told)
    return name.kind == "state" and not others


def _without_portfolio(parse: Parse, run: list[Token], names: Mapping[int, Name], words: Words) -> list[Token]:
    """Return a run without what an office is in charge of ("la ministre paraguayenne de l'Environnement", "the Minister
    of Fisheries Anna Holt"): a name takes no article after "of", nor stands right after "minister of"."""
    i = run[0].i - 1
    if i < 1 or parse.tokens[i].sent != run[0].sent:
        return run
    word = _folded(parse.tokens[i])
    if words.has("portfolio_links", word):
        told = _in_charge(parse, i - 1, names, words)
    else:
        told = words.has("articles", word) and words.has("portfolio_links", f"{_folded(parse.tokens[i - 1])} {word}")
    if not told:
        return run
    rest = run[1:]
    while rest and rest[0].pos == "ADJ":
        rest = rest[1:]
    # One more word is of the office rather than a name: where a name stands so, it is a full one.
    return rest if len(rest) > 1 else []


def _in_charge(parse: Parse, i: int, names: Mapping[int, Name], words: Words) -> bool:
    """Say whether the words up to token ``i`` are an office with a portfolio, adjectives after it left out of account:
    the demonym between office and portfolio tells whose office it is."""
    sent = parse.tokens[i].sent
    while i >= 0 and parse.tokens[i].sent == sent:
        name = names.get(i)
        if name is not None and name.is_role:
            return any(words.has("portfolio_heads", w) for w in _WORD.findall(fold(name.text)))
        if parse.tokens[i].pos != "ADJ" and (name is None or name.kind != "adjective"):
            return False
        i -= 1
    return False


def _folded(token: Token) -> str:
    return token.text.lower().replace("\u2019", "'")


def _starts(parse: Parse, names: Mapping[int, Name]) -> list[int]:
    """Return the tokens with which a name may begin, in order: those with a capital, but for the gazetteer's names, and
    those before a hyphen."""
    tied = {t.i - 1 for t in parse.tokens if t.text in _HYPHENS and t.i}
    return sorted(tied.union([i for i in parse.capitals if i not in names]))


def _runs(
    parse: Parse, sentence: range, starts: Sequence[int], names: Mapping[int, Name], words: Words
) -> list[list[Token]]:
    runs: list[list[Token]] = []
    free = sentence.start
    for i in starts:
        if i < free:
            continue
        run: list[Token] = []
        while i < sentence.stop and _belongs(parse, i, sentence, names, words, run):
            run.append(parse.tokens[i])
            i += 1
        free = i + 1
        if run:
            runs.append(run)
    runs = [left for r in runs if (left := _without_portfolio(parse, r, names, words))]
    return [r for r in runs if not any(t.text in words.lists.get("not_names", ()) for t in r)]


def _belongs(
    parse: Parse, i: int, sentence: range, names: Mapping[int, Name], words: Words, run: Sequence[Token]
) -> bool:
    """Say whether token ``i`` begins a name or goes on with the one that ``run`` has begun."""
    token, before = parse.tokens[i], parse.tokens[i - 1]
    if i in names and not run:
        return _is_tied(parse, i, sentence, names, words, run)
    if i not in names and i > sentence.start and before.text in words.titles and token.text[0].isupper():
        return True
    glued = token.start > 0 and not parse.text[token.start - 1].isspace()
    within = bool(run) and _is_mere(token, names)
    return (
        _is_name_word(token, names, words, first=i == sentence.start, glued=glued, within=within)
        or (bool(run) and _is_particle(parse, i, sentence, names, words))
        or _is_tied(parse, i, sentence, names, words, run)
    )


def _is_mere(token: Token, names: Mapping[int, Name]) -> bool:
    """Say whether a word known as a body or office is but a part of a name ("Ana Yara", "Sidi Cheikh")."""
    name = names.get(token.i)
    if name is None or not token.rel.startswith("flat") or " " in name.text:
        return False
    return name.is_role or name.kind in ("group", "organisation")


def _is_name_word(
    token: Token, names: Mapping[int, Name], words: Words, *, first: bool, glued: bool = False, within: bool = False
) -> bool:
    text = token.text
    if (
        not text[0].isupper()
        or (token.i in names and not within)
        or text in words.titles
        or token.pos in ("NUM", "PRON", "DET")
    ):
        return False
    low = text.lower()
    if words.has("function_words", low) or words.has("pronouns", low) or not any(c.isalpha() for c in text):
        return False
    if first and token.pos != "PROPN":
        return False
    if len(text) <= 2 and not text[-1].isalpha() and token.start and glued:
        return False
    return token.pos == "PROPN" or (not first and token.pos in ("NOUN", "ADJ", "X", "VERB", "ADV", "INTJ"))


def _is_particle(parse: Parse, i: int, sentence: range, names: Mapping[int, Name], words: Words) -> bool:
    if i + 1 >= sentence.stop or not words.has("name_particles", parse.tokens[i].text.lower()):
        return False
    follower = parse.tokens[i + 1]
    if not parse.tokens[i].text[0].islower():
        return False
    if follower.text[0].islower():
        # "de la Fuente"
        return follower.pos == "PROPN" and _is_particle(parse, i + 1, sentence, names, words)
    return follower.pos == "PROPN" and _is_name_word(follower, names, words, first=False)


def _is_tied(
    parse: Parse, i: int, sentence: range, names: Mapping[int, Name], words: Words, run: Sequence[Token]
) -> bool:
    """Say whether token ``i`` belongs to a name with a hyphen: the hyphen itself, what follows it ("Anne-Marie", "Cho
    Tae-yul"), or the article before it ("al-Sisi")."""
    tokens = parse.tokens
    token = tokens[i]
    behind = tokens[i + 1].text if i + 1 < sentence.stop else ""
    if not (token.text in _HYPHENS or tokens[i - 1].text in _HYPHENS or behind in _HYPHENS):
        return False

    def tied(k: int) -> bool:
        # A hyphen between blanks is a dash.
        inside = sentence.start < k < sentence.stop - 1 and tokens[k].text in _HYPHENS
        return inside and tokens[k - 1].end == tokens[k].start and tokens[k].end == tokens[k + 1].start

    def goes_on(k: int) -> bool:
        after = tokens[k]
        if k in names or not after.text[0].isalpha():
            return False
        # The second syllable of a given name comes after a surname: "a Blair-era law", "the Blair-led cabinet".
        return after.text[0].isupper() or (after.pos not in _SUFFIXED and run[0].i < k - 2)

    if run and run[-1].i == i - 1:
        if tied(i):
            return goes_on(i + 1)
        if token.i - 1 > run[0].i and tied(i - 1):
            return goes_on(i)
    if not (tied(i + 1) and tokens[i + 2].text[0].isupper() and i + 2 not in names):
        return False
    return words.has("name_particles", token.text.lower()) or words.has("name_articles", token.text.lower())


def _written(run: Sequence[Token]) -> str:
    """Return the words of a name, hyphens without blanks around them."""
    return "".join(
        ("" if a is None or a.end == b.start else " ") + b.text for a, b in zip((None, *run), run, strict=False)
    )


def _title(parse: Parse, run: Sequence[Token], names: Mapping[int, Name], words: Words) -> Span | None:
    """Return the words right before the name that hold a person's role, from their first word on, or None."""
    first = run[0]
    i = first.i - 1
    if i < 0 or parse.tokens[i].sent != first.sent:
        return None
    if parse.tokens[i].text in words.titles:
        i -= 1
    apart = i >= 0 and parse.tokens[i].text == ","
    if apart:
        if not _stands_apart(parse, run):
            return None
        i -= 1
    start = i + 1
    while i >= 0 and first.i - i < _WINDOW and parse.tokens[i].sent == first.sent:
        token = parse.tokens[i]
        name = names.get(i)
        if name is None and not _may_stand_in_title(token, words, apart=apart):
            break
        start = i
        inner = _after_genitive(parse, i, words) or (apart and i > 0 and parse.tokens[i - 1].pos == "ADP")
        if words.has("articles", token.text.lower()) and token.pos == "DET" and not inner:
            if not _is_origin(parse, i, first.i, names):
                break
            # "le secrétaire général, le Camerounais X"
            i -= 1
        if "Poss" in token.feats and token.pos in ("DET", "PRON"):
            break
        i -= 1
    if start >= first.i:
        return None
    held = {id(names[k]): names[k] for k in range(start, first.i) if k in names}
    if not any(n.is_role and n.first.role in ("person", "peer") for n in held.values()):
        return None
    return Span(parse.tokens[start].start, parse.tokens[first.i - 1].end)


def _is_origin(parse: Parse, i: int, end: int, names: Mapping[int, Name]) -> bool:
    """Whether the tokens from the article ``i`` to ``end`` tell where someone is from, after the comma that closes his
    office."""
    between = {id(n): n for k in range(i + 1, end) if (n := names.get(k)) is not None}
    kinds = [n.kind for n in between.values()]
    return kinds == ["adjective"] and end - i == 2 and i > 1 and parse.tokens[i - 1].text == ","


def _may_stand_in_title(token: Token, words: Words, *, apart: bool) -> bool:
    if token.pos in _NOMINAL:
        return token.pos != "PRON" or "Poss" in token.feats
    if apart and words.has("in_titles", token.text.lower()):
        # "the ambassador to X, Y Z", "le ministre chargé des Mines, Y Z"
        return True
    return token.pos == "ADP" and words.has("genitive", token.text.lower())


def _after_genitive(parse: Parse, i: int, words: Words) -> bool:
    return i > 0 and words.has("genitive", parse.tokens[i - 1].text.lower())


def _stands_apart(parse: Parse, run: Sequence[Token]) -> bool:
    """Whether the name between commas is an apposition to what goes before."""
    after = run[-1].i + 1
    closed = after >= len(parse.tokens) or parse.tokens[after].pos == "PUNCT" or parse.tokens[after].sent != run[0].sent
    return closed or any(t.rel == "appos" for t in run)


def _aside(parse: Parse, run: Sequence[Token], names: Mapping[int, Name], words: Words) -> Span | None:
    """Return the apposition after the name that holds a person's role, or None."""
    i = run[-1].i + 1
    end = len(parse.tokens)
    if i + 1 >= end or parse.tokens[i].text not in (",", "(") or parse.tokens[i].sent != run[0].sent:
        return None
    start = last = i + 1
    seen_role = False
    while last < end and last - start < _WINDOW and parse.tokens[last].sent == run[0].sent:
        token = parse.tokens[last]
        name = names.get(last)
        if token.text in (",", ")", ";") or (token.pos in ("VERB", "AUX", "SCONJ", "CCONJ") and name is None):
            break
        if name is not None and name.is_role and name.first.role in ("person", "peer"):
            seen_role = True
        elif not seen_role and name is None and token.pos not in ("DET", "ADJ", "PART", "NOUN", "PROPN"):
            return None
        last += 1
    if not seen_role:
        return None
    return Span(parse.tokens[start].start, parse.tokens[last - 1].end)


def _speaks(parse: Parse, token: Token, words: Words) -> bool:
    head = parse.head(token.i)
    return token.rel.startswith("nsubj") and head is not None and words.has("speech", head.lemma)
