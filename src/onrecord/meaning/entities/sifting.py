"""Sifting: what the parse shows to be no name or office, though its words are those of one."""

from collections.abc import Mapping

from onrecord.core.parse import Parse
from onrecord.language.datelines import LONGEST, dateline_end
from onrecord.meaning.entities.gazetteer import Name, fold
from onrecord.meaning.entities.phrases import head_token
from onrecord.meaning.entities.words import Words


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


def without_false_offices(parse: Parse, names: Mapping[int, Name], words: Words) -> Mapping[int, Name]:
    """Return ``names`` without "deputy" before another office, which is none of its own, without participles that are
    written like an office (« des pompiers envoyés par la France ») and without bodies that filed the report."""
    kept = dict(names)
    begun: dict[int, int] = {}
    for i, name in names.items():
        if not name.is_role:
            continue
        participle = parse.tokens[i].pos == "VERB" and parse.tokens[i].rel.startswith("acl") and " " not in name.text
        line = parse.text.rfind("\n", 0, name.span.start) + 1
        if line not in begun and name.span.start - line < LONGEST:
            begun[line] = dateline_end(parse.text, line)
        if participle or begun.get(line, line) > name.span.start:
            del kept[i]
            continue
        head = kept.get(parse.tokens[i].head)
        if head is not None and head is not name and head.is_role and words.has("deputies", fold(name.text)):
            del kept[i]
    return kept
