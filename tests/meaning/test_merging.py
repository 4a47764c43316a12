"""Merging: what is one act and what is not, whatever the order; values, conflicts and revisions."""

from collections.abc import Sequence
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.core.decisions import Anchor, Decision
from onrecord.core.records import Event, Item, Party, Report
from onrecord.core.spans import Span
from onrecord.core.vocabulary import Category, EventType, Stage
from onrecord.meaning.merging.clustering import Rulings, cluster, pair
from onrecord.meaning.merging.entries import make_entry
from onrecord.meaning.merging.features import JOINED, features
from onrecord.meaning.merging.goods import may_be_same
from onrecord.meaning.merging.keys import kept_under, looked_up
from onrecord.meaning.merging.ruling import rulings, vetted
from onrecord.meaning.merging.scoring import Likeness, compare
from onrecord.meaning.merging.tellings import Telling, telling
from onrecord.meaning.merging.values import values

_COUNTER = count()
WORDS = "Norland will ship barley to the island of Sudmark free of charge"


def told(
    report: str = "r1",
    published: str | None = "2031-05-04",
    *,
    type: EventType = "AID",
    stage: Stage = "pledged",
    who: tuple[str, ...] = ("NOR", "SUD"),
    what: tuple[str, Category, float | None, str | None] | None = ("barley", "food", None, None),
    when: str | None = None,
    family: str = "",
    language: str = "en",
    words: str = WORDS,
    id: str | None = None,
) -> Telling:
    """A mention whose evidence is ``words``, at the beginning of a report of its own length."""
    text = f"{words}. " + "Nothing else is of note here. " * 4
    party = [Party(code, Span(0, 0), code, "GOV") for code in who]
    items = () if what is None else (Item(what[0], Span(0, 0), what[0], what[1], what[2], what[2], what[3], "exact"),)
    event = Event(
        type,
        stage,
        Span(8, 12),
        Span(0, len(words)),
        actors=(party[0],),
        recipients=tuple(party[1:]),
        items=items,
        when=when,
        id=id or f"e{next(_COUNTER):04}",
        report=report,
    )
    return telling(event, Report(report, text, language=language, published=published), family or report)


def merged(tellings: Sequence[Telling], ruled: Rulings | None = None) -> list[tuple[str, ...]]:
    """The clusters of ``tellings``."""
    by_id = {t.id: t for t in tellings}
    return cluster(by_id, lambda a, b: compare(by_id[a], by_id[b]), ruled)


def test_two_reports_of_one_promise_are_one_entry() -> None:
    one, other = told("r1"), told("r2", "2031-05-05", words="Norland promised Sudmark barley as a gift")
    assert merged([one, other]) == [tuple(sorted((one.id, other.id)))]


def test_reports_in_two_languages_are_one_entry() -> None:
    one = told("r1", what=("barley", "food", 300, "t"))
    other = told(
        "r2", language="fr", what=("barley", "food", 300, "t"), words="La Norlande livrera de l'orge au Sudmark"
    )
    assert len(merged([one, other])) == 1


def test_the_same_act_on_two_days_is_two_acts() -> None:
    one = told("r1", "2031-05-20", stage="done", when="2031-05-04")
    assert len(merged([one, told("r2", "2031-05-20", stage="done", when="2031-05-19")])) == 2


def test_the_day_of_a_promise_and_that_for_which_it_is_made_are_no_two_days() -> None:
    assert len(merged([told("r1", when="2031-05-04"), told("r2", when="2031-05-19")])) == 1
    assert len(merged([told("r1", when="2031-05-12"), told("r2", when="2031-05-19")])) == 2


@pytest.mark.parametrize(
    ("language", "first", "second"),
    [
        ("en", "Norland sent a first shipment of barley", "Norland sent a second shipment of barley"),
        ("fr", "La Norlande envoie une première cargaison d'orge", "La Norlande envoie une deuxième cargaison d'orge"),
    ],
)
def test_numbered_shipments_are_apart(language: str, first: str, second: str) -> None:
    def of(report: str, words: str) -> Telling:
        start = words.index("shipment" if language == "en" else "cargaison")
        end = len(words)
        event = Event(
            "AID",
            "underway",
            Span(start, end),
            Span(0, end),
            actors=(Party("N", Span(0, 0), "NOR"),),
            recipients=(Party("S", Span(0, 0), "SUD"),),
            items=(Item(words[start:end], Span(start, end), "barley", "food"),),
            id=report,
            report=report,
        )
        return telling(event, Report(report, words + ".", language=language, published="2031-05-04"))

    assert len(merged([of("a", first), of("b", second)])) == 2
    assert len(merged([of("a", first), of("b", first)])) == 1


def test_a_promise_and_its_delivery_are_two_entries() -> None:
    came = told("r2", "2031-07-01", stage="done", words="Barley from Norland has reached the harbour of Sudmark")
    assert len(merged([told("r1"), came])) == 2


def test_two_acts_of_one_clause_are_apart() -> None:
    words = "Norland will ship barley and lend money to Sudmark"
    one, other = told("r1", words=words), told("r1", words=words)
    assert compare(one, other).against


def test_other_parties_are_other_acts() -> None:
    assert len(merged([told("r1"), told("r2", who=("NOR", "WES"))])) == 2


def test_a_pact_and_the_trade_under_it_are_apart() -> None:
    pact = told("r1", type="AGREE", stage="done", what=None, words="Norland and Sudmark signed a treaty on power lines")
    trade = told("r2", type="COOPERATE", stage="underway", words="Norland has begun to sell barley over the border")
    assert len(merged([pact, trade])) == 2


def test_every_feature_has_a_weight_and_says_what_it_is() -> None:
    assert all(feature.weight and feature.says.endswith(".") for feature in features().values())
    assert set(compare(told("r1"), told("r2")).values) <= set(features())


_MENTION = st.builds(
    told,
    report=st.sampled_from(["r1", "r2", "r3", "r4"]),
    published=st.sampled_from(["2031-05-04", "2031-05-06", "2031-09", None]),
    stage=st.sampled_from(["pledged", "agreed", "done"]),
    type=st.sampled_from(["AID", "AID", "COOPERATE"]),
    who=st.sampled_from(
        [("NOR", "SUD"), ("NOR", "WES"), ("WES", "NOR"), ("NOR",), ("NOR", "NOR"), ("NOR", "SUD", "WES")]
    ),
    what=st.sampled_from(
        [None, ("barley", "food", 10, "t"), ("barley", "food", 25, "t"), ("tent", "shelter", 4, "tent")]
    ),
    when=st.sampled_from([None, "2031-05-04", "2031-05", "2031-06-20"]),
)


@settings(max_examples=40, deadline=None)
@given(st.lists(_MENTION, max_size=9).flatmap(lambda held: st.tuples(st.just(held), st.permutations(held))))
def test_the_order_does_not_matter(held: tuple[list[Telling], list[Telling]]) -> None:
    assert merged(held[0]) == merged(held[1])


@settings(max_examples=200, deadline=None)
@given(_MENTION, _MENTION)
def test_likeness_is_symmetric_and_found_by_keys(one: Telling, other: Telling) -> None:
    there, back = compare(one, other), compare(other, one)
    assert there.score == pytest.approx(back.score)
    assert there.against == back.against
    if there.joined and one.report != other.report:
        assert _finds(one, other)
        assert _finds(other, one)


def _finds(one: Telling, other: Telling) -> bool:
    days = [t.report_days for t in (one, other)]
    published = [None if d is None else d[0] if d[0] == d[1] else d[0][:7] for d in days]
    wanted = looked_up(one.event, published[0])
    kept = kept_under(other.event, published[1])
    return bool(wanted.keys & kept) or any(key.endswith(e) for key in kept for e in wanted.endings)


def test_a_contradiction_stops_a_chain() -> None:
    near, far = Likeness({}, JOINED + 0.5), Likeness({}, 2.0, "their times are different")
    links = {("a", "b"): near, ("b", "c"): near, ("a", "c"): far}
    assert sorted(map(len, cluster("abc", lambda x, y: links[pair(x, y)]))) == [1, 2]


def test_copies_add_no_origin_and_no_conflict() -> None:
    one = told("r1", what=("barley", "food", 300, "t"), family="agency")
    copy = told("r2", what=("barley", "food", 200, "t"), family="agency")
    entry = make_entry([one, copy], lambda a, b: compare(one, copy))
    assert entry.origins == 1
    assert entry.conflicts == ()
    assert "copying" in {value.verdict for value in values([one, copy])}


def test_two_origins_that_differ_are_a_conflict() -> None:
    one = told("r1", what=("barley", "food", 300, "t"), stage="done")
    other = told("r2", "2031-05-05", what=("barley", "food", 220, "t"), stage="done")
    entry = make_entry([one, other], lambda a, b: compare(one, other))
    assert [(c.field, set(c.values)) for c in entry.conflicts] == [("items", {"300 t", "220 t"})]


def test_a_count_that_grows_is_a_revision() -> None:
    one = told("r1", "2031-05-04", what=("truck", "vehicles", 10, "truck"), stage="underway")
    later = told("r2", "2031-06-04", what=("truck", "vehicles", 30, "truck"), stage="underway")
    assert make_entry([one, later], lambda a, b: compare(one, later)).conflicts == ()
    assert {value.verdict for value in values([one, later]) if value.field == "items"} == {"chosen", "revision"}


def test_the_id_stays_when_the_act_is_told_again() -> None:
    one, later = told("r1", "2031-05-04"), told("r2", "2031-05-09")
    alone = make_entry([one], lambda a, b: compare(one, later))
    assert make_entry([later, one], lambda a, b: compare(one, later)).id == alone.id


def test_a_bare_kind_may_be_its_goods() -> None:
    assert may_be_same(("grain",), ("wheat",))
    assert may_be_same(("radar",), ("coastal", "radar"))
    assert not may_be_same(("patrol", "vessel"), ("inflatable", "boat"))


def _decision(kind: str, mentions: Sequence[tuple[str, int]], made: str = "2031-06-01T00:00:00+00:00") -> Decision:
    anchors = tuple(Anchor(mention, "0", 0, 1, side) for mention, side in mentions)
    return Decision(f"d-{kind}-{made}", kind, "Ada", made, "", anchors)  # type: ignore[arg-type]


def test_a_person_can_join_and_part() -> None:
    one, other, third = told("r1"), told("r2"), told("r3", type="ACCUSE", what=None)
    apart = rulings([_decision("split", [(one.id, 0), (other.id, 1)])])
    assert len(merged([one, other], apart)) == 2
    joined = rulings([_decision("merge", [(one.id, 0), (third.id, 0)])])
    assert len(merged([one, third], joined)) == 1


def test_the_later_decision_holds() -> None:
    first = _decision("merge", [("a", 0), ("b", 0)], "2031-06-01T00:00:00+00:00")
    later = _decision("split", [("a", 0), ("b", 1)], "2031-06-02T00:00:00+00:00")
    assert rulings([later, first]) == Rulings(apart=frozenset({("a", "b")}))


def test_a_later_contradiction_of_a_vetted_entry_raises_a_flag() -> None:
    one = told("r1", what=("barley", "food", 300, "t"), stage="done")
    other = told("r2", "2031-05-05", what=("barley", "food", 220, "t"), stage="done")
    accepted = _decision("accept", [(one.id, 0)])
    alone = vetted(make_entry([one], lambda a, b: compare(one, other)), [accepted])
    assert (alone.tier, alone.flags) == ("vetted", ())
    both = vetted(make_entry([one, other], lambda a, b: compare(one, other)), [accepted])
    assert both.tier == "vetted"
    assert both.flags


def test_every_mention_is_in_its_entry_by_a_link_that_is_enough() -> None:
    tellings = [told(f"r{n}", f"2031-05-0{n + 1}", id=f"m{n}") for n in range(4)]
    # A chain: each is alike enough to the one told a day later only, the first is so to the last
    scores = {("m0", "m1"): 0.9, ("m0", "m2"): 0.9, ("m0", "m3"): 1.4, ("m1", "m2"): 1.1, ("m1", "m3"): 1.3}
    scores |= {("m2", "m3"): 0.9}
    entry = make_entry(tellings, lambda a, b: Likeness({"type": 1.0}, scores[pair(a, b)]))
    assert {join.mention for join in entry.joins} == {"m1", "m2", "m3"}
    assert all(join.score >= JOINED for join in entry.joins)
    assert [(join.mention, join.other) for join in entry.joins] == [("m3", "m0"), ("m1", "m3"), ("m2", "m1")]


def test_what_was_told_before_it_came_about_is_another_act() -> None:
    earlier = told("r1", "2031-05-04", stage="done")
    before, after = (told("r2", "2031-07-02", stage="done", when=day) for day in ("2031-05-02", "2031-06-20"))
    assert "before" not in compare(earlier, before).values
    assert compare(earlier, after).values["before"] == 1.0


def test_people_counted_under_two_names_are_the_same_people() -> None:
    crew = told("r1", stage="done", what=("crew", "personnel", 29, "crew"))
    sailors = told("r2", stage="done", what=("sailor", "personnel", 31, "sailor"))
    teams = told("r3", stage="done", what=("team", "personnel", 2, "team"))
    assert {value.verdict for value in values([crew, sailors])} >= {"chosen", "conflict"}
    assert not {value.verdict for value in values([crew, teams])} & {"conflict"}


def test_what_each_gets_is_no_conflict_with_what_all_get() -> None:
    each = told("r1", what=("barley", "food", 300, "t"), words="Norland will ship 300 tonnes of barley to each of six")
    whole, near = (told("r2", what=("barley", "food", amount, "t")) for amount in (1800, 320))
    assert not {value.verdict for value in values([each, whole])} & {"conflict"}
    assert "conflict" in {value.verdict for value in values([each, near])}
