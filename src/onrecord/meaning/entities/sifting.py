"""Sifting: what the parse shows to be no name or office, though its words are those of one."""

from collections.abc import Mapping, Sequence

from onrecord.core.parse import Parse
from onrecord.language.datelines import LONGEST, dateline_end
from onrecord.language.quotes import Quote
from onrecord.meaning.entities.gazetteer import Name, fold
from onrecord.meaning.entities.phrases import head_token
from onrecord.meaning.entities.words import Words

_CONTENT = frozenset({"NOUN", "PROPN", "ADJ", "VERB", "NUM"})
_LONGEST = 6
_OF_STATE = frozenset({"GOV", "MIL", "LEG", "JUD", "COP", "SPY"})


def goes_on(parse: Parse, name: Name, words: Words) -> bool:
    """Say whether the name of an organisation goes on with what it is for (« l'Union africaine de judo »): it is
    another's, which no table knows."""
    if name.kind != "organisation" or " " not in name.text:
        return False
    last = parse.tokens_in(name.span)[-1:]
    behind = parse.tokens[last[0].i + 1 : last[0].i + 3] if last else []
    if len(behind) < 2 or behind[1].pos != "NOUN" or not behind[1].text[0].islower() or behind[1].sent != last[0].sent:
        return False
    head = head_token(parse, name.span)
    joined = words.has("purposes", behind[0].text.lower().replace("\u2019", "'"))
    return joined and head is not None and name.span.start <= parse.tokens[behind[1].head].start < name.span.end


def _is_ship(parse: Parse, i: int, name: Name, words: Words, names: Mapping[int, Name]) -> bool:
    """Say whether the word for a sovereign at token ``i`` ends the name of a ship, right behind that of a state, where
    no person's name follows ("the Norway Princess")."""
    if not name.text[0].isupper() or not words.has("ship_titles", fold(name.text)) or i + 1 >= len(parse.tokens):
        return False
    before, behind = names.get(i - 1), parse.tokens[i + 1]
    named = behind.text[0].isupper() and behind.sent == parse.tokens[i].sent
    return before is not None and before.kind == "state" and not named


def _is_language(parse: Parse, i: int, name: Name, words: Words) -> bool:
    """Say whether the adjective of nationality at token ``i`` names a language (« des professeurs d'anglais », "English
    lessons")."""
    before = parse.tokens[i - 1].text.lower().replace("\u2019", "'") if i else ""
    if words.has("language_before", before):
        return name.text[0].islower()
    return i + 1 < len(parse.tokens) and words.has("language_after", parse.tokens[i + 1].lemma.lower())


def _is_building(parse: Parse, i: int, name: Name, words: Words, names: Mapping[int, Name]) -> bool:
    """Say whether the word for a house of parliament ends the name of a building, right behind a word with a capital
    that tells no part of a state ("Norway House")."""
    before = parse.tokens[i - 1] if i else None
    if before is None or not name.text[0].isupper() or not words.has("streets_after", fold(name.text)):
        return False
    return i - 1 not in names and before.pos == "PROPN" and before.head == i and before.text[0].isupper()


def without_false_offices(parse: Parse, names: Mapping[int, Name], words: Words) -> Mapping[int, Name]:
    """Return ``names`` without "deputy" before another office, which is none of its own, without participles that are
    written like an office (« des pompiers envoyés par la France ») and without bodies that filed the report."""
    kept = dict(names)
    begun: dict[int, int] = {}
    for i, name in names.items():
        if name.kind == "adjective" and _is_language(parse, i, name, words):
            del kept[i]
        if not name.is_role:
            continue
        if _is_ship(parse, i, name, words, names):
            for at in [k for k, n in kept.items() if n is name or n is names[i - 1]]:
                del kept[at]
            continue
        token = parse.tokens[i]
        participle = token.pos == "VERB" and token.rel.startswith("acl") and " " not in name.text
        line = parse.text.rfind("\n", 0, name.span.start) + 1
        if line not in begun and name.span.start - line < LONGEST:
            begun[line] = dateline_end(parse.text, line)
        building = name.text[0].isupper() and _is_building(parse, i, name, words, names)
        if participle or building or begun.get(line, line) > name.span.start:
            del kept[i]
            continue
        head = kept.get(token.head) if token.head != i else None
        if head is not None and head is not name and head.is_role and words.has("deputies", fold(name.text)):
            del kept[i]
    return kept


def without_titles(
    parse: Parse, names: Mapping[int, Name], quotes: Sequence[Quote], words: Words
) -> Mapping[int, Name]:
    """Return ``names`` without states, towns and peoples in what is called by a title between quotation marks, all its
    words with capitals (« le patrouilleur "Rose du Liban" »)."""
    dropped: set[int] = set()
    for quote in quotes:
        inside = parse.tokens_in(quote.inner) if quote.kind == "fragment" else []
        content = [t for t in inside if t.pos in _CONTENT]
        if not 1 < len(inside) <= _LONGEST or not all(t.text[0].isupper() for t in (inside[0], *content)):
            continue
        held = {id(n): n for t in inside if (n := names.get(t.i)) is not None}
        # An office or a body in it is one all the same; a name that is all of it is that of a state or town
        if any(n.span.covers(quote.inner) for n in held.values()):
            continue
        if any(n.is_role and n.sector in _OF_STATE for n in held.values()):
            # but for a sovereign right behind an article (« Le « Reine d'Écosse » »)
            before = parse.text[max(quote.outer.start - 8, 0) : quote.outer.start].lower().split()[-1:]
            if not before or not words.has("articles", before[0]) or not words.has("ship_titles", fold(inside[0].text)):
                continue
        dropped |= {t.i for t in inside if t.i in names}
    return {i: n for i, n in names.items() if i not in dropped} if dropped else names
