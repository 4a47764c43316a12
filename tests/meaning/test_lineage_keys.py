"""Under which keys reports look for each other: by figures of a medium, those that credit it and its own."""

import pytest

from onrecord.core.records import Origin, Report
from onrecord.meaning.lineage.keys import keys_and_sought, worth_a_look
from onrecord.meaning.lineage.profiles import Profile


def _report(id: str, text: str, outlet: str, credits: str | None, *figures: str) -> Profile:
    origins = (Origin("agency", credits, None, None),) if credits else ()
    return Profile(Report(id, text, outlet=outlet, origins=origins, language="en"), tuple(f"n:{f}@0" for f in figures))


_OWN = _report("a", "Tallinn buys rye.", "Lake Post", None, "412")
_OTHER = _report("b", "A bridge fell down at night.", "Lake Post", None, "412")
_TWICE = _report("c", "Nobody was hurt there.", "Lake Post", None, "412", "57")
_BOTH = _report("d", "Prices of oats have risen.", "Lake Post", None, "412", "57")
_CREDITING = _report("e", "The capital has made a purchase.", "Hill Times", "Lake Post", "412")
_CREDITING_TOO = _report("f", "It was told elsewhere before.", "Coast News", "Lake Post", "412")


@pytest.mark.parametrize(
    ("one", "other", "compared"),
    [
        (_OWN, _OTHER, False),
        (_TWICE, _BOTH, True),
        (_OWN, _CREDITING, True),
        (_CREDITING, _CREDITING_TOO, True),
    ],
)
def test_one_figure_of_a_medium_is_enough_where_one_of_two_reports_credits_it(
    one: Profile, other: Profile, compared: bool
) -> None:
    for ours, theirs in ((one, other), (other, one)):
        sought, filed = keys_and_sought(ours)[1], keys_and_sought(theirs)[0]
        assert worth_a_look([key for key in sought if key in filed], sought) is compared
