"""Promises: which entries are one commitment, how far it has come and what is outstanding."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from onrecord.core.records import Commitment, Entry, Event, Item, Party, Report
from onrecord.core.spans import Span
from onrecord.core.vocabulary import Category, EventType, Polarity, Stage
from onrecord.meaning.merging.keys import kept_under, promise_keys
from onrecord.meaning.merging.tellings import telling
from onrecord.meaning.promises.deeds import Deed
from onrecord.meaning.promises.linking import commitments, linked
from onrecord.meaning.promises.reckoning import make_commitment

type Goods = tuple[str, Category, float | None, float | None, str | None]

TRUCKS: Goods = ("truck", "vehicles", 30, 30, "truck")


def deed(
    day: str,
    stage: Stage,
    goods: Goods | None = None,
    *,
    type: EventType = "AID",
    to: str = "SUD",
    words: str = "Norland and the trucks",
    polarity: Polarity = "affirmed",
    when: str | None = None,
) -> Deed:
    """An entry told once, on ``day``."""
    what, category, low, high, unit = goods or ("truck", "vehicles", None, None, None)
    asked = type in {"REQUEST", "REJECT"}
    givers, receivers = (Party("N", Span(0, 0), "NOR"),), tuple(Party(c, Span(0, 0), c) for c in to.split("+"))
    event = Event(
        type,
        stage,
        Span(0, 7),
        Span(0, len(words)),
        actors=receivers if asked else givers,
        recipients=givers if asked else receivers,
        items=(Item(what, Span(12, len(words)), what, category, low, high, unit, "exact"),),
        polarity=polarity,
        when=when,
        id=f"{day}-{stage}-{to}",
        report=day,
    )
    entry = Entry(f"entry-{event.id}", type, stage, (event.id,), 1)
    return Deed(entry, (telling(event, Report(day, words, language="en", published=day)),))


def the(deeds: Sequence[Deed]) -> Commitment:
    """The one commitment that ``deeds`` make."""
    (held,) = commitments(deeds)
    assert {d.id for d in held} == {d.id for d in deeds}
    return make_commitment(held)


def some(low: float) -> Goods:
    """So many trucks."""
    return ("truck", "vehicles", low, low, "truck")


def test_a_promise_kept_in_part() -> None:
    found = the([deed("2031-01-05", "pledged", TRUCKS), deed("2031-05-05", "underway", some(10))])
    assert found.state == "part delivered"
    assert [(a.low, a.high, a.unit) for a in found.outstanding] == [(20, 20, "truck")]


def test_a_promise_kept() -> None:
    parts = [deed("2031-01-05", "pledged", TRUCKS), deed("2031-05-05", "underway", some(10))]
    found = the([*parts, deed("2031-06-05", "done", TRUCKS)])
    assert found.state == "delivered"
    assert found.outstanding == ()
    assert [a.low for a in found.delivered] == [30]


def test_less_than_promised_is_a_part_even_if_told_as_done() -> None:
    found = the([deed("2031-01-05", "agreed", TRUCKS), deed("2031-05-05", "done", some(12))])
    assert found.state == "part delivered"


@pytest.mark.parametrize(
    ("stages", "state"),
    [
        (["requested"], "asked"),
        (["requested", "pledged"], "pledged"),
        (["requested", "pledged", "agreed"], "agreed"),
        (["pledged", "agreed", "cancelled"], "cancelled"),
    ],
)
def test_states(stages: list[Stage], state: str) -> None:
    deeds = [
        deed(f"2031-0{n}-05", stage, type="REQUEST" if stage == "requested" else "AID")
        for n, stage in enumerate(stages, 1)
    ]
    assert make_commitment(deeds).state == state


def test_what_goes_on_after_a_stop_is_not_cancelled() -> None:
    deeds = [deed("2031-01-05", "pledged", TRUCKS), deed("2031-02-05", "cancelled"), deed("2031-04-05", "done", TRUCKS)]
    assert the(deeds).state == "delivered"


def test_a_suspension_is_said() -> None:
    found = the([deed("2031-01-05", "agreed", TRUCKS), deed("2031-02-05", "suspended")])
    assert (found.state, found.halt) == ("agreed", "suspended")


def test_one_promise_to_many_has_its_parts() -> None:
    grain: Goods = ("grain", "food", 25, 50, "t")
    wheat: Goods = ("wheat", "food", 25, 25, "t")
    umbrella = deed("2031-01-05", "pledged", grain, to="SUD+WES+OST", words="Norland and the grain, so much for each")
    found = the([umbrella, deed("2031-05-05", "done", wheat), deed("2031-05-06", "done", wheat, to="WES")])
    assert [(a.low, a.high, a.each) for a in found.promised] == [(25, 50, True)]


def test_figures_in_other_units_are_never_added() -> None:
    money: Goods = ("truck", "vehicles", 5, 5, "EUR")
    found = the([deed("2031-01-05", "pledged", TRUCKS), deed("2031-02-05", "agreed", money)])
    assert {(a.low, a.unit) for a in found.promised} == {(30, "truck"), (5, "EUR")}


def test_the_whole_and_its_parts_are_not_counted_twice() -> None:
    found = the([deed("2031-01-05", "agreed", TRUCKS), deed("2031-02-05", "pledged", some(12))])
    assert [(a.low, a.high) for a in found.promised] == [(30, 30)]


def test_the_deadline_is_the_last_time_promised() -> None:
    found = the([deed("2031-01-05", "pledged", TRUCKS, when="2031-06"), deed("2031-02-05", "agreed", when="2031-09")])
    assert found.deadline == "2031-09"


def test_other_goods_and_other_receivers_are_other_promises() -> None:
    promise = deed("2031-01-05", "pledged", TRUCKS)
    assert not linked(promise, deed("2031-02-05", "done", ("tent", "shelter", 4, 4, "tent")))
    assert not linked(promise, deed("2031-02-05", "done", to="WES"))


def test_a_delivery_long_before_the_promise_is_none_of_it() -> None:
    assert not linked(deed("2030-01-05", "done"), deed("2031-01-05", "pledged"))


def test_two_deliveries_without_a_promise_are_no_commitment() -> None:
    assert commitments([deed("2031-01-05", "done"), deed("2031-02-05", "done")]) == []


def test_a_denied_promise_promises_nothing() -> None:
    found = make_commitment(
        [deed("2031-01-05", "requested", type="REQUEST"), deed("2031-02-05", "pledged", TRUCKS, polarity="denied")]
    )
    assert (found.state, found.promised, found.halt) == ("asked", (), "denied")


def test_of_at_least_so_much_no_end_is_outstanding() -> None:
    at_least: Goods = ("truck", "vehicles", 30, None, "truck")
    found = the([deed("2024-01-01", "pledged", at_least), deed("2024-02-01", "done", some(10))])
    assert [(a.low, a.high) for a in found.outstanding] == [(20, None)]


def test_what_was_only_asked_for_and_denied_is_no_commitment() -> None:
    asked = deed("2031-01-05", "requested", type="REQUEST")
    denied = deed("2031-02-05", "pledged", polarity="denied")
    assert commitments([asked, denied]) == []


def test_what_was_only_considered_is_no_commitment() -> None:
    assert commitments([deed("2031-01-05", "considered"), deed("2031-02-05", "done")]) == []


def test_the_last_part_that_came_makes_it_whole() -> None:
    whole, last = deed("2031-01-05", "pledged", some(30)), "Norland, last trucks"
    assert the([whole, deed("2031-03-05", "done", some(5), words=last)]).state == "delivered"
    assert the([whole, deed("2031-03-05", "done", some(5))]).state == "part delivered"


def test_the_last_part_is_added_to_those_before_it() -> None:
    whole, first = deed("2031-01-05", "pledged", some(25)), deed("2031-03-05", "underway", some(12))
    (came,) = the([whole, first, deed("2031-04-05", "done", some(13), words="Norland, last trucks")]).delivered
    assert (came.low, came.high) == (25, 25)
    # Twelve and the last twenty are more than was promised: one of them is told wrongly, and nothing is added up.
    (came,) = the([whole, first, deed("2031-04-05", "done", some(20), words="Norland, last trucks")]).delivered
    assert (came.low, came.high) == (20, 20)


def test_who_is_set_free_is_understood() -> None:
    def release(day: str, stage: Stage) -> Deed:
        one = deed(day, stage, type="RETREAT")
        told = one.tellings[0]
        return Deed(one.entry, (replace(told, event=replace(told.event, mode="release", recipients=())),))

    assert linked(release("2031-01-05", "agreed"), release("2031-01-25", "done"))


OPENED = "Norland and Sudmark agreed to open negotiations on a reciprocal access agreement"
SIGNED = "La Norlande et le Sudmark ont signé un accord d'accès réciproque"


def paper(day: str, words: str, type: EventType, stage: Stage, language: str = "en") -> Deed:
    """An entry of two states together, told once in ``words``."""
    event = Event(
        type,
        stage,
        Span(0, 7),
        Span(0, len(words)),
        actors=(Party("N", Span(0, 0), "NOR"), Party("S", Span(0, 0), "SUD")),
        id=f"{day}-{type}",
        report=day,
    )
    entry = Entry(f"entry-{event.id}", type, stage, (event.id,), 1)
    return Deed(entry, (telling(event, Report(day, words + ".", language=language, published=day)),))


@pytest.mark.parametrize(("type", "stage"), [("COOPERATE", "agreed"), ("SUPPORT", "done"), ("SUPPORT", "agreed")])
def test_an_accord_is_followed_from_talks_to_signature(type: EventType, stage: Stage) -> None:
    talks = paper("2031-01-05", OPENED, "CONSULT", "agreed")
    signed = paper("2031-07-05", SIGNED, type, stage, "fr")
    assert linked(signed, talks)
    found = the([talks, signed])
    assert found.state == "agreed"
    assert not found.promised
    assert not found.delivered


def test_talks_on_another_paper_and_after_the_signature_are_none_of_it() -> None:
    talks = paper("2031-01-05", OPENED, "CONSULT", "agreed")
    other = paper("2031-07-05", "Norland and Sudmark signed an extradition treaty", "SUPPORT", "done")
    assert not linked(talks, other)
    signed = paper("2030-07-05", SIGNED, "SUPPORT", "done", "fr")
    assert not linked(talks, signed)
    visit = paper("2031-01-05", "Norland and Sudmark spoke of cattle", "CONSULT", "done")
    assert not linked(visit, paper("2031-07-05", SIGNED, "SUPPORT", "done", "fr"))


def test_talks_and_signature_find_each_other_by_key() -> None:
    talks = paper("2031-01-05", OPENED, "CONSULT", "agreed").tellings[0].event
    signed = paper("2032-07-05", SIGNED, "SUPPORT", "done", "fr").tellings[0].event
    for one, day, other, then in ((talks, "2031", signed, "2032"), (signed, "2032", talks, "2031")):
        kept = kept_under(one, f"{day}-01-05", accord=True)
        assert kept & promise_keys(other, f"{then}-01-05", 3, wanted=True, accord=True)
    assert not promise_keys(talks, "2031-01-05")
