"""The machine that runs the templates of time over token codes."""

from onrecord.language.times.machine import Item, Machine, Row, fill


def _token(codes: str, label: str = "", *, optional: bool = False) -> Item:
    return Item(codes=frozenset(codes), label=label, optional=optional)


def test_the_longest_template_comes_first_and_equals_keep_their_order() -> None:
    machine = Machine(
        {
            0: (Row((_token("a"),)),),
            1: (Row((_token("a"), _token("b", optional=True))),),
            2: (Row((_token("a"), _token("b"))),),
        }
    )
    assert machine.openings("abb", 0, 3) == [(1, 2), (2, 2), (0, 1)]
    assert machine.openings("abb", 0, 1) == [(0, 1), (1, 1)]
    assert machine.openings("abb", 1, 3) == []
    assert set(machine.first) == {"a"}


def test_a_whole_run_fits_the_first_template_that_takes_all_of_it() -> None:
    machine = Machine({0: (Row((_token("a"),)),), 1: (Row((_token("a"), _token("b"))), Row((_token("c"),)))})
    assert machine.whole("a") == 0
    assert machine.whole("ab") == 1
    assert machine.whole("c") == 1
    assert machine.whole("abc") is None


def test_labels_stand_for_the_codes_of_the_first_reading() -> None:
    number = Item(options=(Row((_token("1"),)), Row((_token("1"), _token("2")))), label="n", rule=True)
    either = Item(options=(Row((_token("x", "mark"),)), Row((_token("2", "mark"),))), optional=True)
    rows = (Row((number, either)),)
    assert fill(rows, "1") == {"n": (0, 1)}
    assert fill(rows, "12") == {"n": (0, 1), "mark": (1, 2)}
    assert fill(rows, "12x") == {"n": (0, 2), "mark": (2, 3)}
    assert fill(rows, "x") is None


def test_what_may_be_left_out_lets_a_code_through_to_what_comes_after_it() -> None:
    rule = (Row((_token("a"),)), Row((_token("b", optional=True), _token("c"))))
    item = Item(options=rule, rule=True, optional=True)
    assert item.first == {"a", "b", "c"}
    assert item.empty
    assert [item.starting[code] for code in "abc"] == [rule[:1], rule[1:], rule[1:]]
    ending = Item(options=(Row((_token("e"),)),), optional=True)
    machine = Machine({0: (Row((item, _token("d"), ending)),)})
    assert set(machine.first) == {"a", "b", "c", "d"}
    assert [machine.whole(codes) for codes in ("ad", "bcd", "cd", "d", "dde", "cde", "bd")] == [
        *(0, 0, 0, 0),
        *(None, 0, None),
    ]
