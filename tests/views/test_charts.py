"""Charts: well-formed whatever words they hold, read without colour, the same figures in drawing and table."""

from datetime import date
from itertools import pairwise
from xml.etree import ElementTree

import pytest

from onrecord.core.records import Amount
from onrecord.views.charts.bars import Share, shares
from onrecord.views.charts.chart import Cell, Chart, Table, png, svg, svg_file
from onrecord.views.charts.drawing import cut, node, width_of, written
from onrecord.views.charts.matrix import depth, matrix
from onrecord.views.charts.promises import Bar, Group, promised
from onrecord.views.charts.scale import Days, core, stacked
from onrecord.views.charts.timeline import Act, Frame, counts_over_time, lane_days, timeline

HOSTILE = "\"'><script>alert(1)</script>\x00\x1b & ]]>"
FRAME = Frame("test", HOSTILE, HOSTILE, Table(("a",), ((Cell(HOSTILE),),)))
SVG = "{http://www.w3.org/2000/svg}"


def drawn(chart: Chart) -> ElementTree.Element:
    """Read a chart as a browser would; malformed XML is an error."""
    ElementTree.fromstring(svg_file(chart))
    return ElementTree.fromstring(svg(chart))


def acts() -> list[Act]:
    """A day, an imprecise date, and two that overlap it."""
    year = (date(2023, 1, 1), date(2023, 12, 31))
    return [
        Act(0, date(2023, 6, 5), date(2023, 6, 5), HOSTILE, HOSTILE, "full", "/entries/1"),
        Act(0, *year, "a year", "a year", "hollow"),
        Act(0, date(2023, 3, 1), date(2023, 3, 31), "a month", "a month", "crossed", "/entries/3"),
        Act(1, date(1, 1, 1), date(9999, 12, 31), "open", "open", "dashed"),
    ]


def test_a_day_is_a_dot_and_an_imprecise_date_as_long_as_it_may_be() -> None:
    days = lane_days(date(2023, 1, 1), date(2023, 12, 31))
    chart = timeline(FRAME, ["one", "two"], acts(), days, str)
    root = drawn(chart)
    assert len(root.findall(f".//{SVG}circle")) == 1
    marks = [each for each in root.iter(f"{SVG}rect") if each.get("class") in {"hollow", "crossed", "dashed"}]
    wide = {str(each.get("class")): float(str(each.get("width"))) for each in marks}
    assert wide["hollow"] == pytest.approx(12 * wide["crossed"], rel=0.05)
    assert wide["dashed"] == pytest.approx(wide["hollow"], rel=0.01)
    assert all(0 <= float(str(each.get("x"))) <= chart.width for each in marks)


def test_a_label_never_covers_the_name_of_its_lane() -> None:
    wide = Act(0, date(2022, 1, 1), date(2024, 1, 1), "a long label of a long act", "x", "full")
    near = Act(0, date(2023, 6, 1), date(2023, 6, 1), "a long label of a first act", "x", "full")
    chart = timeline(FRAME, ["Humanitarian"], [wide, near], lane_days(date(2023, 6, 1), date(2023, 6, 30)), str)
    for label in drawn(chart).iter(f"{SVG}text"):
        if "label" in str(label.text):
            assert float(str(label.get("x"))) >= 104
            assert label.get("text-anchor") is None


def test_nothing_in_a_chart_runs_and_only_its_addresses_lead_anywhere() -> None:
    chart = timeline(FRAME, ["one", "two"], acts(), lane_days(date(2023, 1, 1), date(2023, 12, 31)), str)
    root = drawn(chart)
    assert {each.get("href") for each in root.iter(f"{SVG}a")} == {"/entries/1", "/entries/3"}
    assert not list(root.iter(f"{SVG}script"))
    assert "style" not in {name for each in root.iter() for name in each.attrib}
    assert "href" not in svg_file(chart)


def test_a_chart_has_a_name_and_a_description_that_are_its_own() -> None:
    root = drawn(shares(FRAME, [Share("Post", 4, 1, "Post: 4", "/outlets/Post")], ("first", "later")))
    ids = {each.get("id") for each in root.iter() if each.get("id")}
    assert root.get("aria-labelledby") in ids
    assert root.get("aria-describedby") in ids


def test_a_range_is_sure_as_far_as_its_least() -> None:
    whole = Amount("wheat", "food", 100, 200, "t")
    part = Amount("wheat", "food", 50, 80, "t")
    chart = promised(FRAME, [Group("A → B", (Bar("wheat", whole, part, "…", "wheat"),))])
    wide = {
        (str(each.get("class")), each.get("stroke-dasharray")): float(str(each.get("width")))
        for each in drawn(chart).iter(f"{SVG}rect")
    }
    assert wide["bar", None] == pytest.approx(wide["pledge", None] / 2)
    assert wide["range", None] == pytest.approx(wide["pledge", None] * 0.3)


def test_an_open_end_is_marked() -> None:
    chart = promised(FRAME, [Group("A → B", (Bar("x", Amount("x", "food", 5, None, "t"), None, "≥ 5 t", "x"),))])
    assert drawn(chart).findall(f".//{SVG}path")


def test_cells_lead_where_they_say_and_tell_their_count() -> None:
    names = {"A": "Arland", "B": HOSTILE}
    chart = matrix(
        FRAME, (names, names), {("A", "B"): 12}, lambda a, b: f"/entries?actor={a}&recipient={b}", ("x", "y")
    )
    (cell,) = drawn(chart).iter(f"{SVG}a")
    assert cell.get("href") == "/entries?actor=A&recipient=B"
    assert [each.text for each in cell.findall(f"{SVG}text")] == ["12"]


def test_depth_rises_with_the_count() -> None:
    depths = [depth(count, 1000) for count in (1, 5, 20, 200, 1000)]
    assert depths == sorted(depths)
    assert (depths[0], depths[-1]) == (0, 4)


def test_bars_over_time_have_no_gaps_in_time() -> None:
    chart = counts_over_time(FRAME, ["one"], [{"2023-11": 1, "2024-02": 3}], lambda n, p: f"/t?{p}", str)
    bars = [each for each in drawn(chart).iter(f"{SVG}rect") if each.get("class") == "bar"]
    step = float(str(bars[1].get("x"))) - float(str(bars[0].get("x")))
    assert step == pytest.approx(3 / 4 * (880 - 116), rel=0.01)


def test_days_that_lie_far_off_do_not_press_the_others_together() -> None:
    near = [date(2023, 6, day) for day in range(1, 25)]
    first, last = core([*near, date(1968, 5, 1)])
    assert first.year == last.year == 2023
    assert core([date(2023, 1, 1)])[0] < date(2023, 1, 1)


def test_ticks_keep_apart() -> None:
    for years in (1, 3, 40, 900):
        days = Days(date(1100, 1, 1), date(1100 + years, 1, 1), 0, 900)
        places = [days.x(tick) for tick in days.ticks(84)]
        assert 1 <= len(places) <= 12
        assert all(b - a > 60 for a, b in pairwise(places))


def test_spans_that_overlap_stand_in_different_rows() -> None:
    assert stacked([(0, 10), (5, 15), (10, 20), (12, 13)]) == [0, 1, 0, 2]


def test_words_are_cut_to_their_room() -> None:
    assert cut("short", 100) == "short"
    assert width_of(cut("a very long name of a ministry", 60)) <= 60
    assert written(node("text", "a\x07b")) == "<text>ab</text>"


def test_a_png_is_a_picture() -> None:
    pytest.importorskip("vl_convert", reason="vl-convert is not installed")
    assert png(shares(FRAME, [Share("Post", 4, 1, "Post")], ("a", "b"))).startswith(b"\x89PNG")
