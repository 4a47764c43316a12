"""Ids: made from content alone, those of mentions in the order of the days on which they were told."""

from onrecord.core.ids import make_id, make_mention_id, undated


def test_ids_of_mentions_stand_in_the_order_of_their_days() -> None:
    days = ["1987-11-03", "2024-05", "2024-05-02", "2024-06-01", "2031"]
    ids = [make_mention_id("evt", day, "rep-1", number) for number, day in enumerate(days)]
    assert ids == sorted(ids)
    assert make_mention_id("evt", None, "rep-1", 0) < ids[0]
    assert len({len(each) for each in ids}) == 1


def test_open_and_far_days_keep_the_length_of_ids() -> None:
    ids = [make_mention_id("stm", day, "rep-1") for day in (None, "../2024", "2024/..", "9999", "no day", "2024")]
    assert {len(each) for each in ids} == {len("stm-") + 21}


def test_what_names_a_mention_whatever_its_day_is_its_content() -> None:
    plain = make_id("evt", "rep-1", 7)
    assert undated(make_mention_id("evt", "2024-05-02", "rep-1", 7)) == plain
    assert undated(make_mention_id("evt", None, "rep-1", 7)) == plain
    assert undated(plain) == plain
    assert undated("evt-1") == "evt-1"
