"""Statements of a text: every cue with its content, then the quotations that no cue stands by."""

from collections.abc import Sequence
from dataclasses import replace

from onrecord.core.parse import Parse
from onrecord.core.records import Statement
from onrecord.core.spans import Span
from onrecord.core.times import TimeExpression
from onrecord.core.vocabulary import Form
from onrecord.language.parsing import parse_text
from onrecord.language.quotes import Quote, find_quotes
from onrecord.meaning.statements.circumstances import addressee_of, time_of, venue_of
from onrecord.meaning.statements.clauses import barriers, clause_with_quote, following, noun_clause
from onrecord.meaning.statements.contents import (
    Content,
    clause_end,
    cut_quote,
    nested_quote,
    preceding,
    quoted_after,
    resumed_quote,
    trimmed,
)
from onrecord.meaning.statements.dialogue import Draft, uncued
from onrecord.meaning.statements.fragments import quoted_part
from onrecord.meaning.statements.grammar import grammar
from onrecord.meaning.statements.hearsay import hearsay
from onrecord.meaning.statements.labels import labelled
from onrecord.meaning.statements.levels import is_anothers, is_told_beside, of_the_quoted
from onrecord.meaning.statements.naming import Cast, Identity, Namer, can_speak, in_order
from onrecord.meaning.statements.occurrences import Occurrence, find_occurrences, is_withheld
from onrecord.meaning.statements.phrases import Phrase
from onrecord.meaning.statements.scene import Scene
from onrecord.meaning.statements.speakers import Speech, read_speech
from onrecord.meaning.statements.stances import stance_of
from onrecord.meaning.statements.turns import silent_turns


def find_statements(text: str, *, language: str) -> tuple[Statement, ...]:
    """Return who is said to have said what in ``text`` (the body of a report), in the order of the text.

    Spans are half-open, in code points of ``text``. Raises LanguageError where the language is unknown or its parser
    is not installed.
    """
    from onrecord.meaning.entities import build_cast

    parse = parse_text(text, language)
    quotes = find_quotes(text, language=language)
    return extract_statements(parse, build_cast(parse, quotes=quotes), quotes)


def extract_statements(
    parse: Parse, cast: Cast, quotes: Sequence[Quote], *, times: Sequence[TimeExpression] = ()
) -> tuple[Statement, ...]:
    """Return the statements of ``parse``; ``cast`` names the speakers, ``quotes`` are the quoted stretches of its text,
    ``times`` its expressions of time, from which it is told when something was said.

    Content is without outer quotation marks, without the word that opens a reported clause, without final stop. Raises
    LanguageError for an unknown language.
    """
    scene = Scene(parse, quotes, grammar(parse.language))
    occurrences = list(find_occurrences(scene))
    every = _with_shared_speakers(scene, cast, [read_speech(scene, o) for o in occurrences])
    cuts = barriers(scene, every)
    drafts: list[Draft] = []
    floors: dict[int, int] = {}
    for speech in every:
        if is_withheld(scene, speech.found):
            continue
        window = scene.sentence(speech.found.head)
        found = _contents(scene, speech, window, cuts, floors.get(window.start, window.start))
        found = found or _told_before(scene, speech, window, drafts)
        found = [_from_word(scene, content) for content in found if content.first <= content.last]
        drafts.extend((_without_itself(speech, content), content) for content in found)
        if found:
            floors[window.start] = max(floors.get(window.start, 0), clause_end(scene, speech, window) + 1)
    drafts.extend(of_the_quoted(scene, cast, drafts))
    drafts = [d for d in drafts if not d[1].nominal or _is_told(scene, cast, d[0])]
    drafts = [d for d in drafts if not is_anothers(scene, d[1], drafts)]
    drafts = [d for d in drafts if not is_told_beside(scene, d, drafts)]
    spelled = {(c.first, c.last) for s, c in drafts if s.speaker is not None}
    drafts = [d for d in drafts if d[0].speaker is not None or (d[1].first, d[1].last) not in spelled]
    namer = Namer(scene, cast)
    statements = [
        _dated(scene, times, speech, _statement(namer, speech, speech.speaker, content))
        for speech, content in in_order(scene, drafts)
    ]
    labels = list(labelled(scene, cast, [content for _, content in drafts]))
    statements.extend(_statement(namer, None, who, content) for who, content in labels)
    statements.extend(
        _statement(namer, None, who, content) for who, content in uncued(scene, drafts, [c for _, c in labels])
    )
    held = [(_form(scene, c, s.found)[0], s.speaker) for s, c in drafts if s.found.cue.pos == "VERB"]
    statements.extend(_statement(namer, None, who, content) for who, content in silent_turns(scene, held))
    told = [s.content for s in statements]
    statements.extend(
        Statement(content=h.content, form="indirect", cue=h.cue, stance=h.stance) for h in hearsay(scene, told)
    )
    return _with_chains(sorted(statements, key=lambda s: (s.content, s.cue or s.content)))


def statement_over(statements: Sequence[Statement], span: Span) -> Statement | None:
    """Return the innermost of ``statements`` whose content covers ``span``, or None."""
    over = [s for s in statements if s.content.covers(span)]
    return min(over, key=lambda s: s.content.end - s.content.start, default=None)


def _is_told(scene: Scene, cast: Cast, speech: Speech) -> bool:
    """Say whether a noun phrase can be what ``speech`` says: someone speaks, or a noun tells that somebody did."""
    if speech.speaker is None:
        return speech.found.cue.open
    return speech.found.cue.agent or can_speak(scene, cast, speech.speaker)


def _with_shared_speakers(scene: Scene, cast: Cast, speeches: list[Speech]) -> list[Speech]:
    """Give verbs without a subject of their own ("..., adding that") the speaker of the cue before in the sentence."""
    shared: list[Speech] = []
    last: dict[int, Speech] = {}
    for speech in speeches:
        if speech.found.cue.open and not can_speak(scene, cast, speech.speaker):
            speech = replace(speech, speaker=None)
        sentence = scene.sentence(speech.found.head).start
        before = last.get(sentence)
        shares = speech.found.cue.pos != "NOUN" and not speech.own
        if before is not None and shares and _shares(scene, cast, speech, before):
            speech = replace(speech, speaker=before.speaker, shared=scene.tokens[speech.found.head].rel == "conj")
        if speech.speaker is not None and speech.own and speech.found.cue.pos == "VERB":
            last[sentence] = speech
        shared.append(speech)
    return shared


def _shares(scene: Scene, cast: Cast, speech: Speech, before: Speech) -> bool:
    """Say whether a verb without a subject of its own goes on about the speaker of the cue before it."""
    if scene.is_participle(speech.found.head) or speech.speaker is None:
        return not speech.impersonal
    joined = scene.tokens[speech.found.head].rel == "conj"
    if joined and can_speak(scene, cast, before.speaker) and not can_speak(scene, cast, speech.speaker):
        return True
    return before.after and _resumes(scene, speech)


def _resumes(scene: Scene, speech: Speech) -> bool:
    """Say whether a relative clause goes on about the speaker before it (", said X, who added that ...")."""
    at = speech.left
    relative = scene.grammar.among("relative_pronouns", scene.word(at))
    return relative and not speech.own and at > 0 and scene.tokens[at - 1].text == ","


def _contents(scene: Scene, speech: Speech, window: range, cuts: list[int], floor: int) -> list[Content]:
    cue = speech.found.cue
    if cue.pos == "ADP":
        beside = _beside(scene, speech, window, floor)
        return [beside] if beside else []
    if cue.pos == "NOUN":
        told = speech.speaker is not None or cue.open
        spelled = noun_clause(scene, speech, window, cuts) if told else None
        return [spelled] if spelled is not None else []
    cut = cut_quote(scene, speech)
    if cut:
        return cut
    nested = nested_quote(scene, speech, window)
    if nested is not None:
        return [nested]
    before = preceding(scene, speech, window, floor)
    after = quoted_after(scene, speech, window)
    if speech.impersonal and speech.speaker is None and scene.tokens[speech.right + 1 : speech.right + 2]:
        after = None if scene.tokens[speech.right + 1].text == ":" else after
    if after is not None:
        broken = after.quote is not None and (
            after.quote.kind == "fragment" or after.quote.inner.of(scene.text)[0].islower()
        )
        if broken and before is not None and before.quote is None and after.quote is not None:
            return [Content(before.first, scene.parse.tokens_in(after.quote.outer)[-1].i)]
        # An utterance that its cue cuts in two gives a stretch on either side.
        return [before, after] if before is not None and before.quote is not None else [after]
    if before is not None and before.quote is not None:
        rest = resumed_quote(scene, speech, before, window)
        return [before, rest] if rest is not None else [before]
    clause = following(scene, speech, window, cuts) if before is None or not speech.after else None
    if clause is not None:
        return [clause]
    mixed = clause_with_quote(scene, speech, window, cuts) if before is None else None
    mixed = mixed or (quoted_part(scene, speech, window) if before is None else None)
    if mixed is not None:
        return [mixed]
    if before is None and speech.own and speech.left <= window.start + 2 and _compares(scene, speech):
        before = _after_aside(scene, speech, window)
    return [before] if before is not None else []


def _told_before(scene: Scene, speech: Speech, window: range, drafts: list[Draft]) -> list[Content]:
    """Return the sentence before as the content of "X said so" (« X l'a annoncé »), where no other cue has it."""
    begin = speech.found.begin
    near = range(max(window.start, begin - 1), speech.found.head)
    told = any(scene.grammar.among("neuter_objects", scene.word(i)) and scene.tokens[i].pos == "PRON" for i in near)
    if not told or not speech.own or window.start == 0 or "clause" not in speech.found.cue.content:
        return []
    # "as X demanded" tells what was wanted, not that the sentence before was said.
    if speech.found.cue.stance == "demand":
        return []
    if "\n" in scene.text[scene.tokens[window.start - 1].end : scene.tokens[window.start].start]:
        return []
    earlier = scene.sentence(window.start - 1)
    if any(c.first in earlier for _, c in drafts):
        return []
    colon = [i for i in earlier if scene.tokens[i].text == ":"]
    last = earlier.stop - 1
    while last > earlier.start and scene.tokens[last].pos == "PUNCT":
        last -= 1
    return [Content(colon[-1] + 1 if colon else earlier.start, last)]


def _compares(scene: Scene, speech: Speech) -> bool:
    """Say whether the cue's clause is an aside opened by "as" or its like."""
    at = min(speech.left, speech.found.begin)
    while at and scene.tokens[at - 1].pos == "PRON":
        at -= 1
    return any(scene.grammar.among("comparatives", scene.word(i)) for i in range(max(0, at - 1), at + 1))


def _after_aside(scene: Scene, speech: Speech, window: range) -> Content | None:
    """Return the clause behind an aside that opens its sentence ("As X said, ...")."""
    end = clause_end(scene, speech, window)
    last = window.stop - 1
    while last > end and scene.tokens[last].pos == "PUNCT":
        last -= 1
    if end + 2 > last or scene.tokens[end + 1].text != "," or not speech.found.cue.content & {"clause"}:
        return None
    return Content(end + 2, last)


def _beside(scene: Scene, speech: Speech, window: range, floor: int) -> Content | None:
    """Return the content that a phrase like "according to X" stands before, inside or behind."""
    tokens, strong = scene.tokens, "clause" in speech.found.cue.content
    left, right = speech.left, speech.right
    if speech.speaker is None or (not strong and left != window.start):
        return None
    before = preceding(scene, speech, window, floor) if left > window.start else None
    if before is not None:
        return before
    if not speech.own:
        last = next((i for i in range(right + 1, window.stop) if tokens[i].text in (";", ":")), window.stop) - 1
        return Content(right + 1, trimmed(scene, right + 1, last)) if right + 1 < last else None
    commas: list[int] = []
    relative = right + 1 in window and scene.grammar.among("relative_pronouns", scene.word(right + 1))
    for i in range(right + 1, window.stop):
        if scene.is_verb(i) and not scene.is_participle(i) and not relative:
            break
        if tokens[i].text == "," and i + 1 in window:
            # The relative clause on the source ends at the next comma.
            opens = scene.grammar.among("relative_pronouns", scene.word(i + 1)) or _is_remark(scene, i + 1)
            relative, skipped = opens and not commas, relative or opens
            if skipped and relative:
                continue
        if tokens[i].text == ",":
            commas.append(i)
    quoted = [i for i in commas if (q := scene.quote_after(i)) and (q.kind == "speech" or scene.closes(q))]
    at = (quoted or commas or [right + 1])[0]
    if at not in window:
        return None
    quote = scene.quote_after(at if tokens[at].pos == "PUNCT" else at - 1)
    if quote is not None and (quote.kind == "speech" or scene.closes(quote)):
        return Content(at, at, quote)
    first = at + 1 if tokens[at].pos == "PUNCT" else at
    last = window.stop - 1
    while last > first and tokens[last].pos == "PUNCT":
        last -= 1
    return Content(first, last) if first < last and strong else None


def _from_word(scene: Scene, content: Content) -> Content:
    """Return ``content`` without commas at its beginning."""
    first = content.first
    while content.quote is None and first < content.last and scene.tokens[first].text in (",", ";"):
        first += 1
    return replace(content, first=first)


def _is_remark(scene: Scene, i: int) -> bool:
    """Say whether a participle opens a remark on the source (« selon X, cité par Y, ... », "citing Y")."""
    token = scene.tokens[i]
    if scene.grammar.among("quoted", scene.word(i)):
        return True
    return scene.is_participle(i) and (
        token.feats.get("Tense") == "Past" or scene.grammar.among("quoting", token.lemma)
    )


def _statement(namer: Namer, speech: Speech | None, speaker: Phrase | None, content: Content) -> Statement:
    scene = namer.scene
    found = speech.found if speech else None
    span, form = _form(scene, content, found)
    speaker_span = _bare_span(scene, speaker) if speaker else None
    who = namer.identify(speaker, span) if speaker else Identity()
    addressee = addressee_of(scene, speech, span) if speech else None
    venue = venue_of(scene, speech, span) if speech else None
    addressee_span = scene.span(addressee.first, addressee.last) if addressee else None
    venue_span = scene.span(venue.first, venue.last) if venue else None
    return Statement(
        content=span,
        form=form,
        cue=scene.span(found.first, found.last) if found else None,
        speaker=who.name,
        speaker_text=speaker_span.of(scene.text) if speaker_span else None,
        speaker_span=speaker_span,
        country=who.country,
        basis=who.basis,
        sector=who.sector,
        addressee=namer.describe(addressee) if addressee else None,
        addressee_span=addressee_span,
        venue=venue_span.of(scene.text) if venue_span else None,
        venue_span=venue_span,
        chain=_relayed(namer, speech),
        entity=who.entity,
        stance=stance_of(scene, found.cue, content, span) if found else None,
    )


def _relayed(namer: Namer, speech: Speech | None) -> tuple[str, ...]:
    """Return the name of the one who passes on what is said, if the sentence tells."""
    name = namer.describe(speech.relay) if speech is not None and speech.relay is not None else None
    return (name,) if name else ()


def _dated(scene: Scene, times: Sequence[TimeExpression], speech: Speech, statement: Statement) -> Statement:
    """Return ``statement`` with the time at which its words were spoken, where the report tells."""
    found = time_of(scene, speech, statement.content, times)
    return replace(statement, said=found.value, said_span=found.span) if found else statement


def _with_chains(statements: list[Statement]) -> tuple[Statement, ...]:
    """Give every statement whose cue stands inside another's content the chain of those who pass it on."""
    done: list[Statement] = []
    for statement in statements:
        at = statement.cue or statement.content
        over = [s for s in statements if s is not statement and s.content.covers(at) and s.speaker]
        over.sort(key=lambda s: s.content.start - s.content.end)
        above = [s.speaker for s in over if s.speaker and s.speaker != statement.speaker]
        chain = tuple(dict.fromkeys([*above, *statement.chain]))
        done.append(replace(statement, chain=chain) if chain else statement)
    return tuple(done)


def _without_itself(speech: Speech, content: Content) -> Speech:
    """Return ``speech`` without a speaker where the words read as one are what is said: who spoke is then not known."""
    if speech.speaker is None or speech.found.cue.pos != "VERB":
        return speech
    # "The museum, she insisted, would reopen": there the cue stands inside as well
    around = content.first <= speech.found.head <= content.last
    inside = content.first <= speech.speaker.head <= content.last
    return replace(speech, speaker=None) if inside and not around else speech


def _bare_span(scene: Scene, speaker: Phrase) -> Span:
    """Return the characters of a speaker, without the hyphen that ties a pronoun to its verb ("dit-il")."""
    first = speaker.first
    while first < speaker.head and scene.is_relative(first):
        first += 1
    start, end = scene.span(first, speaker.last)
    while end - start > 1 and scene.text[start] in "-\u2010\u2011":
        start += 1
    return Span(start, end)


def _form(scene: Scene, content: Content, found: Occurrence | None) -> tuple[Span, Form]:
    if content.stretch is not None:
        return content.stretch, "direct"
    if content.quote is not None:
        return content.quote.inner, "direct"
    span = scene.span(content.first, content.last)
    if found is not None and scene.after_dash(content.first) and content.last < found.first:
        return span, "direct"
    around = scene.quote_at[found.head] if found else None
    inside = [q for q in scene.outer if q.outer.overlaps(span) and q is not around]
    if not inside:
        return span, "indirect"
    # A quoted fragment at either end keeps its marks.
    start, end = min(span.start, *(q.outer.start for q in inside)), max(span.end, *(q.outer.end for q in inside))
    return Span(start, end), "mixed"
