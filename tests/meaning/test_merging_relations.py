"""What sets two mentions apart, or ties them, beside their likeness: series, denials, parts, conflicts."""

from dataclasses import replace
from typing import Any

from onrecord.core.records import Event, Item, Party, Report
from onrecord.core.spans import Span
from onrecord.core.vocabulary import Stage
from onrecord.meaning.merging.clustering import cluster
from onrecord.meaning.merging.features import JOINED
from onrecord.meaning.merging.goods import comparable
from onrecord.meaning.merging.scoring import Likeness, compare
from onrecord.meaning.merging.tellings import Telling, telling
from onrecord.meaning.merging.values import conflicts, values


def told(
    words: str,
    report: str,
    day: str,
    *,
    stage: Stage = "underway",
    what: str = "tents",
    figure: float | None = None,
    family: str = "",
    hand: str = "",
    **fields: Any,
) -> Telling:
    """A mention in a report that is ``words`` alone; ``what`` is found in them, its figure in tonnes."""
    at = words.index(what) if what in words else 0
    item = Item(what, Span(at, at + len(what)), what, "food", figure, figure, "t" if figure else None, "exact")
    event = Event(
        "AID",
        stage,
        Span(at, at + len(what)),
        Span(0, len(words)),
        actors=(Party("N", Span(0, 1), "NOR"),),
        recipients=(Party("S", Span(0, 1), "SUD"),),
        items=(item,),
        id=f"{report}/{words[:30]}",
        report=report,
    )
    source = Report(report, words + ".", language="en", published=day)
    return telling(replace(event, **fields), source, family, hand)


def alike(one: Telling, other: Telling) -> Likeness:
    """The two compared."""
    return compare(one, other)


def test_the_first_shipment_promised_is_the_first_that_came() -> None:
    one = told("The first shipment of barley will sail by March", "a", "2031-03-02", stage="pledged", what="barley")
    one = replace(one, event=replace(one.event, when="2031-03-31"))
    other = told("Norland has unloaded the first shipment of barley", "b", "2031-04-20", what="barley")
    other = replace(other, event=replace(other.event, when="2031-04-19"))
    assert alike(one, other).against is None
    assert alike(one, other).joined
    other = told("Norland has unloaded the second shipment of barley", "b", "2031-04-20", what="barley")
    assert not alike(one, other).joined


def test_what_one_report_says_is_still_to_come_is_not_what_it_says_has_come() -> None:
    coming = told("The first shipment of barley will sail by May", "a", "2031-03-02", stage="pledged", what="barley")
    coming = telling_on(coming, "2031-05-31")
    words = "The first shipment of barley arrived in December"
    later = " " * 100 + words
    come = told(later, "a", "2031-03-02", what="barley", evidence=Span(100, len(later)))
    come = telling_on(come, "2030-12")
    assert alike(coming, come).against == "one source gives them different times"
    elsewhere = telling_on(told(words, "b", "2031-06-20", what="barley"), "2031-05-30")
    assert alike(coming, elsewhere).against is None


def test_known_goods_are_those_that_were_told_before() -> None:
    words = "The first of four trucks has arrived."
    first = told(words, "a", "2031-03-02", what="trucks")
    item = replace(first.event.items[0], text="The first of four trucks", what="truck", low=1, high=1, unit="truck")
    first = replace(first, event=replace(first.event, items=(item,)))

    def later(what: str, **fields: Any) -> Telling:
        said = f"{what} crossed the border on Monday"
        text = " " * 60 + said
        mention = told(text, "a", "2031-03-02", what=what, stage="done", evidence=Span(60, len(text)))
        known = replace(mention.event.items[0], text=what, what="truck", **fields)
        return telling_on(replace(mention, event=replace(mention.event, items=(known,))), "2031-02-24")

    assert alike(first, later("The truck")).values["resumed"] == 1.0
    assert alike(first, later("The truck")).joined
    assert "resumed" not in alike(first, later("A truck")).values
    assert "resumed" not in alike(first, later("The trucks")).values
    assert "resumed" not in alike(first, later("The second truck")).values
    assert "resumed" not in alike(first, later("The four trucks", low=4, high=4, unit="truck")).values
    elsewhere = later("The truck")
    elsewhere = replace(elsewhere, event=replace(elsewhere.event, report="b"))
    assert "resumed" not in alike(first, elsewhere).values
    promised = replace(first, event=replace(first.event, stage="pledged"))
    assert "resumed" not in alike(promised, later("The truck")).values


def telling_on(mention: Telling, when: str) -> Telling:
    """The mention, its act dated ``when``."""
    return replace(mention, event=replace(mention.event, when=when))


def test_a_part_said_after_the_goods_sets_them_apart() -> None:
    one = told("Norland landed barley, the first part of its gift", "a", "2031-03-02", what="barley")
    assert "1" in one.sequels


def test_a_denial_in_one_report_is_of_what_it_tells() -> None:
    one = told("envoys say Norland gives arms to rebels", "a", "2031-03-02", what="arms", attribution="envoys")
    other = told("Oslo denies arms deliveries", "a", "2031-03-02", what="arms", attribution="Oslo", polarity="denied")
    other = replace(other, event=replace(other.event, evidence=Span(200, 227), id="z"))
    found = alike(one, other)
    assert found.values["answered"] == 1.0
    assert found.joined


def test_what_several_send_together_is_not_what_one_of_them_sends() -> None:
    three = tuple(Party(code, Span(0, 1), code) for code in ("NOR", "WES", "EAS"))
    one = told("Norland, Westmark and Eastmark sent rescuers", "a", "2031-03-02", what="rescuers", actors=three)
    other = told("Norland sent rescuers", "b", "2031-03-02", what="rescuers", family="a")
    assert alike(one, other).values["part"] == 1.0


def test_help_that_goes_on_is_not_known_to_be_one_act() -> None:
    one = told("training of soldiers goes on, the minister says", "a", "2031-03-02", what="soldiers")
    other = told("the envoy praised the training of soldiers", "b", "2031-03-02", what="soldiers")
    assert alike(one, other).values["standing"] == 1.0
    assert not alike(one, other).joined


def test_two_origins_may_give_the_same_delivery_another_day() -> None:
    one = told("The first trucks of barley crossed on Monday", "a", "2031-03-05", what="barley", when="2031-03-03")
    other = told("The first barley came on March 4", "b", "2031-03-09", what="barley", when="2031-03-04")
    assert [len(held) for held in cluster([one.id, other.id], lambda a, b: alike(one, other))] == [2]
    assert [(c.field, set(c.values)) for c in conflicts([one, other])] == [("when", {"2031-03-03", "2031-03-04"})]


def test_a_figure_of_a_report_that_only_cites_is_a_conflict_that_of_a_copy_is_not() -> None:
    def giving(figure: float, report: str, hand: str) -> Telling:
        words = f"Norland gave {figure:g} t of barley"
        day = "2031-03-02"
        return told(words, report, day, stage="done", what="barley", figure=figure, family="a", hand=hand)

    one, copy, citing = giving(950, "a", "a"), giving(900, "b", "a"), giving(900, "b", "b")
    assert not conflicts([one, copy])
    assert "copying" in {value.verdict for value in values([one, copy])}
    assert [conflict.field for conflict in conflicts([one, citing])] == ["items"]


def test_what_was_promised_and_did_not_come_is_no_conflict() -> None:
    one = told("Norland will give barley", "a", "2031-03-02", stage="pledged", what="barley")
    other = told("No barley came from Norland", "b", "2031-04-02", stage="done", what="barley", polarity="denied")
    assert not conflicts([one, other])
    before = told("Norland gave barley", "c", "2031-03-02", stage="done", what="barley")
    assert [conflict.values for conflict in conflicts([before, other])] == [("affirmed", "denied")]


def test_the_first_six_promised_are_the_six_that_came() -> None:
    one = told("the first 6 t of barley are due in May", "a", "2031-03-02", stage="pledged", what="barley", figure=6)
    one = replace(one, event=replace(one.event, when="2031-05"))
    came = told("6 t of barley have arrived", "b", "2031-08-29", stage="underway", what="barley", figure=6)
    came = replace(came, event=replace(came.event, when="2031-08-28"))
    assert alike(one, came).against is None
    assert "series" in alike(one, came).values


def test_a_sum_so_far_is_not_what_came_in_one_week() -> None:
    one = told("so far 900 t of barley have come", "a", "2031-06-02", stage="done", what="barley", figure=900)
    week = told(
        "600 t of barley came in May", "a", "2031-06-02", stage="done", what="barley", figure=600, when="2031-05"
    )
    other = told("a rival speaks of 800 t of barley", "a", "2031-06-02", stage="done", what="barley", figure=800)
    assert alike(one, week).values["sequel"] == 1.0
    assert "sequel" not in alike(one, other).values


def test_a_planned_time_and_the_time_of_arrival_are_no_conflict() -> None:
    one = told("The first barley will come in May", "a", "2031-03-02", stage="pledged", what="barley", when="2031-05")
    came = told("The first barley came in July", "b", "2031-07-20", what="barley", when="2031-07")
    assert not conflicts([one, came])
    assert {value.verdict for value in values([one, came]) if value.field == "when"} == {"chosen", "revision"}


def test_copies_of_one_origin_have_one_voice() -> None:
    scores = {("a1", "b1"): 1.3, ("a2", "b1"): 0.2, ("a3", "b1"): 0.2}

    def likeness(one: str, other: str) -> Likeness:
        return Likeness({}, scores.get((one, other), 2.0))

    mentions = ["a1", "a2", "a3", "b1"]
    assert len(cluster(mentions, likeness)) == 2
    assert len(cluster(mentions, likeness, origin=lambda key: key[0])) == 1


def test_people_are_counted_under_many_names_and_money_without_its_currency() -> None:
    one = Item("ten monitors", Span(0, 3), "monitors", "personnel", 10, 10, "monitor", "exact")
    assert comparable(one, replace(one, unit="observer"))
    assert not comparable(replace(one, category="arms"), replace(one, category="arms", unit="rifle"))
    sum_ = Item("15 million", Span(0, 3), "funds", "funds", 15e6, 15e6, None, "exact")
    assert comparable(sum_, replace(sum_, unit="EUR"))


def test_what_is_seized_is_no_instalment() -> None:
    words = "Norland seized tents off Sudmark"
    one = told(words, "r1", "2031-05-04", stage="done", figure=3, type="COERCE", mode="seize", when="2031-05-03")
    other = told(words, "r2", "2031-06-20", stage="done", figure=2, type="COERCE", mode="seize")
    assert alike(one, other).against is None
    given = (replace(each.event, type="AID", mode=None) for each in (one, other))
    sources = (
        Report(each.report, each.text, language="en", published=day)
        for each, day in ((one, "2031-05-04"), (other, "2031-06-20"))
    )
    assert alike(*(telling(event, source) for event, source in zip(given, sources, strict=True))).against


def test_two_speakers_of_one_report_give_figures_of_one_promise() -> None:
    def promised(figure: float, speaker: str, stage: Stage = "pledged") -> Telling:
        words = f"{speaker} speaks of {figure} t of barley for Sudmark"
        return told(words, "a", "2031-03-02", stage=stage, what="barley", figure=figure, attribution=speaker)

    one, other = promised(300, "minister"), promised(400, "envoy")
    assert alike(one, other).score >= JOINED
    (conflict,) = conflicts([one, other])
    assert (conflict.field, set(conflict.values)) == ("items", {"300 t", "400 t"})
    assert alike(one, promised(400, "envoy", "done")).score < JOINED
    assert alike(one, promised(900, "envoy")).score < JOINED
    assert "rival" not in alike(one, promised(400, "minister")).values


def test_one_speaker_who_denies_a_thing_twice_denies_one_thing() -> None:
    words = "An official denied that Norland had sent arms, and said later that nothing at all was sent"
    first, later = words.index("denied"), words.index("nothing")
    one = told(words, "a", "2031-05-02", stage="done", what="arms", polarity="denied", evidence=Span(first, first + 31))
    other = told(words, "a", "2031-05-02", stage="done", polarity="denied", evidence=Span(later, len(words)))
    pair = [replace(each, event=replace(each.event, attribution="an official")) for each in (one, other)]
    assert alike(*pair).values["answered"] == 1.0
    affirmed = [replace(each, event=replace(each.event, polarity="affirmed")) for each in pair]
    assert "answered" not in alike(*affirmed).values


def test_a_union_of_states_and_its_government_are_one_side() -> None:
    one, other = (told("The Union gave tents", report, "2031-05-02") for report in "ab")
    party = Party("Union", Span(4, 9), "EUR", "IGO")
    pair = [
        replace(t, event=replace(t.event, actors=(replace(party, sector=s),)))
        for t, s in ((one, "IGO"), (other, "GOV"))
    ]
    assert "sectors" not in alike(*pair).values
    company = replace(other, event=replace(other.event, actors=(replace(party, sector="BUS"),)))
    assert alike(pair[0], company).values["sectors"] == 1.0


def test_a_figure_that_a_copy_altered_is_no_value_whichever_is_chosen() -> None:
    wire = told(
        "Norland gave 18 tonnes of barley",
        "a",
        "2031-05-02",
        stage="done",
        what="barley",
        figure=18,
        family="w",
        hand="w",
    )
    copy = told(
        "Norland gave 13 tonnes of barley",
        "b",
        "2031-05-03",
        stage="done",
        what="barley",
        figure=13,
        family="w",
        hand="w",
    )
    own = told("Norland gave 22 tonnes of barley", "c", "2031-05-04", stage="done", what="barley", figure=22)
    given = {value.value: value.verdict for value in values([wire, copy, own]) if value.field == "items"}
    assert given == {"18 t": "conflict", "13 t": "copying", "22 t": "chosen"}
    alone = {value.value: value.verdict for value in values([wire, copy]) if value.field == "items"}
    assert alone == {"18 t": "chosen", "13 t": "copying"}
    assert conflicts([wire, copy]) == ()


def test_a_visit_is_not_the_one_paid_in_return_though_a_copy_tells_it_at_the_same_place() -> None:
    here, there = (Party("N", Span(0, 1), "NOR"),), (Party("S", Span(0, 1), "SUD"),)
    visit: dict[str, Any] = {"type": "CONSULT", "mode": "visit", "items": ()}
    one = told("the premier was visiting Oslo", "a", "2031-03-02", stage="done", actors=there, recipients=here, **visit)
    words = "a team will visit Sudmark"
    other = told(words, "b", "2031-03-02", stage="pledged", family="a", actors=here, recipients=there, **visit)
    assert alike(one, other).against == "they are visits the one way and the other"
    same = told(words, "b", "2031-03-02", stage="pledged", family="a", actors=there, recipients=here, **visit)
    assert alike(one, same).against is None
