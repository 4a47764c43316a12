"""The learned reader: its pieces, what it hears in words of no lexicon, and how it is heeded beside the rules."""

import threading
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.core.parse import Parse
from onrecord.core.records import Event
from onrecord.core.spans import Span
from onrecord.language.parsing import parse_text
from onrecord.meaning.events import heeding, sensing
from onrecord.meaning.events.extract import extract_events
from onrecord.meaning.events.find import find_events, told_in
from onrecord.meaning.events.lexicon import event_lexicon
from onrecord.meaning.events.nominals import NominalReader
from onrecord.meaning.events.overheard import overhear
from onrecord.meaning.events.pieces import UNKNOWN, Pieces
from onrecord.meaning.events.sensing import ROLES, Sensed, foresee, sense, windows_of

PIECES = Pieces()
UNLISTED = "Peru rushed blankets to Ecuador on Monday after the quake. Lima then bankrolled the repair of two bridges."


def events_of(text: str, language: str = "en") -> tuple[Event, ...]:
    return find_events(text, language=language, published="2024-06-12")


def read(text: str, language: str = "en") -> tuple[Parse, Sensed]:
    parse = parse_text(text, language)
    return parse, Sensed(parse, sense(parse.text))


@given(st.text(max_size=80))
def test_pieces_cover_all_that_is_no_white_space_in_order(text: str) -> None:
    pieces = PIECES.cut(text, 0, len(text))
    covered = [n for p in pieces for n in range(p.start, max(p.end, p.start + 1))]
    assert all(0 <= p.start <= p.end <= len(text) for p in pieces)
    assert [p.start for p in pieces] == sorted(p.start for p in pieces)
    assert {n for n, c in enumerate(text) if not c.isspace()} <= set(covered)


def test_known_words_are_few_pieces_and_strange_signs_unknown() -> None:
    assert [PIECES.names[p.id] for p in PIECES.cut("the minister", 0, 12)] == ["\u2581the", "\u2581minister"]
    assert UNKNOWN in {p.id for p in PIECES.cut("\U00012000", 0, 1)}


@given(st.lists(st.sampled_from(["The ship left.", "On l'attend.", "A word of it", "x" * 400, "\n"]), max_size=30))
def test_windows_read_every_word_once(parts: list[str]) -> None:
    text = " ".join(parts)
    starts = [s for w in windows_of(PIECES, text) for s in w.starts[w.opening :]]
    assert starts == sorted(set(starts))
    assert all(text[s].isalnum() for s in starts)
    assert all(len(w.starts) == len(w.firsts) and max(w.firsts) < len(w.ids) for w in windows_of(PIECES, text))


def test_what_stands_far_behind_is_read_with_the_opening_before_it() -> None:
    text = "Norway is the first donor of Malawi. Its minister came. " + "The ship carried forty tents and pumps. " * 60
    first, *later = windows_of(PIECES, text, 160, 80)
    assert first.opening == 0
    assert later
    for window in later:
        opening = [text[s:].partition(" ")[0] for s in window.starts[: window.opening]]
        assert opening[:6] == ["Norway", "is", "the", "first", "donor", "of"]
        assert window.starts[window.opening] > first.starts[-1]
        assert len(window.ids) <= 512


def test_what_stands_behind_changes_nothing_of_what_is_read_before() -> None:
    text = "Norway gave Malawi two hundred pumps. " + "The ship carried forty tents and pumps. " * 60
    first = windows_of(PIECES, text)[0]
    alone = sense(text[: first.starts[-1] + len("pumps.")])
    assert alone.starts == {start: n for n, start in enumerate(first.starts)}
    assert (sense(text).types[: len(first.starts)] == alone.types).all()


def test_roles_are_heard_among_the_words_read_together() -> None:
    text = "Norway is the first donor of Malawi. " + "The ship carried forty tents and pumps. " * 60
    senses = sense(text)
    last = len(senses.starts) - 1
    numbers, roles = senses.roles(last)
    part = senses.parts[-1]
    assert numbers == [*range(len(part.opening)), *range(part.first, part.end)]
    assert len(part.opening) < part.first
    assert part.end == last + 1
    assert roles.shape == (len(ROLES), len(numbers))


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n ",
        "?!",
        "\x00\ufffd",
        "a" * 30_000,
        "One. " * 300 + "two " * 900,
        "\u0627\u0644\u0633\u0644\u0627\u0645",
    ],
)
def test_any_text_is_read_without_harm(text: str) -> None:
    senses = sense(text)
    assert len(senses.starts) == len(senses.types) == sum(p.end - p.first for p in senses.parts)


def test_acts_and_words_that_are_none_are_told_apart() -> None:
    parse, sensed = read("Norway sent forty tents to Chile on Monday. The relations between them are old and good.")
    act = {t.text: sensed.act(t.i) for t in parse.tokens}
    assert act["sent"] > 0.8
    assert max(act[w] for w in ("relations", "good", "Monday", "Chile")) < 0.3
    types = sensed.types(next(t.i for t in parse.tokens if t.text == "sent"))
    assert max(types, key=lambda t: types[t]) == "AID"


def test_who_does_and_who_is_done_to_is_heard() -> None:
    parse, sensed = read("On Monday Chile was sent forty tents by Norway.")
    index = {t.text: t.i for t in parse.tokens}
    roles = sensed.roles(index["sent"])
    actor, recipient = ROLES.index("actor"), ROLES.index("recipient")
    assert roles[index["Norway"]][actor] > roles[index["Chile"]][actor]
    assert roles[index["Chile"]][recipient] > roles[index["Norway"]][recipient]


def test_words_of_no_lexicon_tell_acts() -> None:
    parse = parse_text(UNLISTED, "en")
    told = told_in(parse, "2024-06-12")
    lexicon = event_lexicon("en")
    found, _ = extract_events(parse, told)
    words = {t.lemma.lower() for e in found for t in parse.tokens_in(e.trigger)}
    assert {"rush", "bankroll"} <= words
    assert not any(s.act == "transfer" for s in lexicon.acts.get(("bankroll", "VERB"), ()))


def test_what_nobody_hears_is_dropped_with_a_reason() -> None:
    text = "The bank, founded in 1911, helps the street look older than it is. Norway sent tents to Chile on Monday."
    parse = parse_text(text, "en")
    _, dropped = extract_events(parse, told_in(parse, "2024-06-12"))
    assert all(d.reason for d in dropped)
    assert [e.type for e in events_of(text)] == ["AID"]


def test_every_field_of_an_act_that_is_heard_has_its_words() -> None:
    for event in events_of(UNLISTED):
        for span in (event.trigger, event.evidence, *(i.span for i in event.items)):
            assert span is not None
            assert span.of(UNLISTED).strip()


def test_texts_begun_before_are_read_the_same() -> None:
    texts = [f"Norway sent {n} tents to Chile." for n in range(3, 9)]
    foresee(texts)
    assert [sense(t).types.tolist() for t in texts] == [sense(t).types.tolist() for t in reversed(texts)][::-1]


def test_what_is_forgone_is_left_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    begun, started, go = [], threading.Event(), threading.Event()

    def read_slowly(text: str) -> None:
        begun.append(text)
        started.set()
        go.wait(30)

    reader = sensing._Reader()
    monkeypatch.setattr(sensing, "_reader", lambda: reader)
    monkeypatch.setattr(sensing, "_encoder", lambda: SimpleNamespace(read=read_slowly))
    foresee(["one", "two", "three"])
    assert started.wait(30)
    sensing.forgo()
    go.set()
    reader._pool.shutdown()
    assert begun == ["one"]


@pytest.mark.parametrize(("share", "items"), [(0.95, [("personnel", 200)]), (0.5, [])])
def test_things_that_no_frame_holds_are_taken_where_the_encoder_is_all_but_sure(
    share: float, items: list[tuple[str, int]]
) -> None:
    text = "Chile strengthened its patrols in Haiti with 200 gendarmes on Monday."
    parse = parse_text(text, "en")
    index = {t.text: t.i for t in parse.tokens}
    verb, thing = index["strengthened"], index["gendarmes"]
    heard = {thing: np.array([0.0, 0.0, share, 0.0], dtype=np.float32)}
    sensed = SimpleNamespace(act=lambda i: float(i == verb), roles=lambda _: heard)
    whole = Span(0, len(text))
    draft = SimpleNamespace(
        candidate=SimpleNamespace(claimed={verb}),
        event=Event("MOBILIZE", "done", parse.tokens[verb].span, whole),
    )
    told = told_in(parse, "2024-06-12")
    nominals = NominalReader(parse, event_lexicon("en"), told.quantities, told.times, told.parties)
    overhear(parse, nominals, sensed, [draft])  # type: ignore[arg-type,list-item]
    assert [(i.category, i.low) for i in draft.event.items] == items


def test_the_figures_of_others_are_no_items_of_an_act() -> None:
    text = "Oslo has sent 294 people, the United States 334 and Chile 61."
    parse = parse_text(text, "en")
    index = {t.text: t.i for t in parse.tokens}
    heard = {index[word]: np.array([0.0, 0.0, 0.95, 0.0], dtype=np.float32) for word in ("people", "334", "61")}
    sensed = SimpleNamespace(act=lambda i: float(i == index["sent"]), roles=lambda _: heard)
    event = Event("AID", "underway", parse.tokens[index["sent"]].span, Span(0, len(text)))
    draft = SimpleNamespace(candidate=SimpleNamespace(claimed={index["sent"]}), event=event)
    told = told_in(parse, "2024-06-12")
    nominals = NominalReader(parse, event_lexicon("en"), told.quantities, told.times, told.parties)
    overhear(parse, nominals, sensed, [draft])  # type: ignore[arg-type,list-item]
    assert [i.low for i in draft.event.items] == [294]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The crews of the Spanish trawlers are being held by Mauritania."),
        ("fr", "Des secouristes suisses fouillaient lundi les ruines d'Antioche, en Turquie."),
    ],
)
def test_what_is_being_done_is_under_way(language: str, text: str) -> None:
    assert [e.stage for e in events_of(text, language)] == ["underway"]


def test_an_ordinal_alone_stands_for_one_of_those_told_before() -> None:
    *_, last = events_of("Chile gave Haiti four trucks, the first of which was handed over on Monday.")
    assert [(i.category, i.low, i.unit) for i in last.items] == [("vehicles", 1, "truck")]


@pytest.mark.parametrize(
    ("language", "text", "type_"),
    [
        ("en", "Saudi Arabia ended its ban on Lebanese fruit.", "CONCEDE"),
        ("en", "Chad scrapped the curfew imposed on Sudanese refugees.", "CONCEDE"),
        ("fr", "Le Qatar a mis fin à son embargo sur les navires libanais.", "CONCEDE"),
        ("en", "Kenya recalled its battalion from Haiti.", "RETREAT"),
        ("fr", "Les sapeurs belges ont rembarqué pour Anvers après deux mois au Liban.", "RETREAT"),
        ("en", "The impounding of a Togolese freighter by Ghana angered Lome.", "COERCE"),
        ("fr", "L'immobilisation d'un cargo togolais par le Ghana a irrité Lomé.", "COERCE"),
    ],
)
def test_acts_against_others_and_their_end_are_told_apart(language: str, text: str, type_: str) -> None:
    assert [e.type for e in events_of(text, language)] == [type_]


def test_plain_words_tell_a_departure_that_the_encoder_half_hears() -> None:
    text = "Fiji's patrol left Tonga for home."
    parse, sensed = read(text)
    left = next(t.i for t in parse.tokens if t.text == "left")
    assert heeding.HINTED <= sensed.act(left) < heeding.HEARD
    assert [(e.type, e.stage) for e in events_of(text)] == [("RETREAT", "done")]


def test_what_is_half_heard_stands_where_something_more_is_told_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "Fiji's patrol left Tonga for home{}."
    monkeypatch.setattr(heeding, "_HINTED_OF", {})
    assert not events_of(text.format(""))
    monkeypatch.setattr(heeding, "HEARD", 1.1)
    assert [e.type for e in events_of(text.format(" on Monday"))] == ["RETREAT"]
