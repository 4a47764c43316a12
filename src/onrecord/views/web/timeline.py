"""The timeline: acts by track, imprecise dates as spans; where they are many, how many in each month or year."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from markupsafe import Markup
from starlette.routing import Route

from onrecord.core.edtf import FIRST_DAY, LAST_DAY, bounds
from onrecord.pipeline.ledger import Account, Ledger
from onrecord.record.ledger import EntryFilter
from onrecord.views.charts.chart import Cell, Table
from onrecord.views.charts.drawing import written
from onrecord.views.charts.scale import core
from onrecord.views.charts.timeline import Act, Frame, Mark, counts_over_time, lane_days, legend_mark, timeline
from onrecord.views.summary import Summary, summary
from onrecord.views.tracks import track_of, tracks
from onrecord.views.web.asking import wanted_of
from onrecord.views.web.figures import Figure, routes_of
from onrecord.views.web.interface import Interface
from onrecord.views.web.naming import act_words, short_act
from onrecord.views.web.queries import Query

PATH: Final = "/timeline"
MOST_ACTS: Final = 120
"""How many acts are drawn one by one."""
_MOST_YEARS: Final = 5
MARKS: Final[Mapping[str, Mark]] = {
    "done": "full", "underway": "full", "pledged": "hollow", "agreed": "hollow",
    "requested": "dashed", "considered": "dashed", "suspended": "crossed", "cancelled": "crossed",
}  # fmt: skip
"""How an act is marked, by its stage."""


def routes() -> list[Route]:
    """Return the addresses that this module answers."""
    return routes_of(PATH, "timeline", figure)


def figure(ledger: Ledger, query: Query, t: Interface) -> Figure:
    """Return the acts that ``query`` asks for on their tracks, or their numbers where they are many."""
    told, total = acts_of(ledger, wanted_of(query))
    return _counts(ledger, query, t, total) if total > MOST_ACTS else acts_figure(told, t)


def acts_of(ledger: Ledger, wanted: EntryFilter) -> tuple[list[tuple[Account, Summary]], int]:
    """Return the acts that ``wanted`` lets through, none where they are too many to be drawn, and how many there
    are."""
    found = ledger.search(wanted, limit=MOST_ACTS)
    if found.total > MOST_ACTS:
        return [], found.total
    accounts = [account for account in ledger.accounts(ledger.casework.entries(found.entries)) if account.events]
    held = ledger.casework.held(account.entry for account in accounts)
    return [(account, summary(account, held[account.entry.id])) for account in accounts], found.total


def periods_of(ledger: Ledger, wanted: EntryFilter) -> tuple[list[dict[str, int]], set[str]]:
    """Return for each track how many acts touch which year, or month where the years are few, and the periods that are
    asked for and lie with the others."""
    parts = [track.values for track in tracks()]
    counts = ledger.survey.by_time(wanted, parts, years=True)
    inside = _inside(counts, wanted)
    if len(inside) <= _MOST_YEARS:
        counts = ledger.survey.by_time(wanted, parts)
        inside = _inside(counts, wanted)
    return counts, inside


def acts_figure(told: list[tuple[Account, Summary]], t: Interface) -> Figure:
    """Return these acts on their tracks."""
    lanes = [t.code_name("track", track.name) for track in tracks()]
    rows, acts = [], []
    for account, says in told:
        track, days = track_of(account.events), days_of(says)
        rows.append(_row(account, says, lanes[track], t))
        if days:
            acts.append((account, says, track, *days))
    table = Table(tuple(t(f"column.{name}") for name in ("when", "track", "act", "who", "what", "stage")), tuple(rows))
    frame = Frame("timeline", t("timeline.title"), t("timeline.says"), table)
    ends = [day for *_, first, last in acts for day in (first, last) if first.year > 1 and last.year < 9999]
    first, last = core(ends or [date(2000, 1, 1), date(2000, 12, 31)])
    drawn = [act for act in acts if act[4] >= first and act[3] <= last]
    marks = [_act(account, says, (track, begin, end), t) for account, says, track, begin, end in drawn]
    chart = timeline(frame, lanes, marks, lane_days(first, last), t.date)
    left = {"undated": len(told) - len(acts), "outside": len(acts) - len(drawn)}
    notes = tuple(t(f"timeline.{name}", n=n) for name, n in left.items() if n)
    legend = tuple((Markup(written(legend_mark(mark))), t(f"marks.{mark}")) for mark in dict.fromkeys(MARKS.values()))
    return Figure(chart, len(told), notes, legend)


def _counts(ledger: Ledger, query: Query, t: Interface, total: int) -> Figure:
    counts, inside = periods_of(ledger, wanted_of(query))
    periods = {period for held in counts for period in held}
    shown = [{p: n for p, n in held.items() if p in inside} for held in counts]
    lanes = [t.code_name("track", track.name) for track in tracks()]
    rows = tuple(
        (Cell(period, _narrowed(query, period)), *(Cell(str(held.get(period, 0)), None, True) for held in counts))
        for period in sorted(periods)
    )
    frame = Frame("timeline", t("timeline.title"), t("timeline.says_counts"), Table((t("column.when"), *lanes), rows))
    chart = counts_over_time(frame, lanes, shown, lambda _, period: _narrowed(query, period), t.date)
    outside = len(periods - inside)
    notes = [t("timeline.many", n=total, most=MOST_ACTS)]
    notes += [t("timeline.periods_outside", n=outside)] if outside else []
    return Figure(chart, total, tuple(notes))


def _inside(counts: Sequence[Mapping[str, int]], wanted: EntryFilter) -> set[str]:
    """Return the months or years that are asked for and lie with the others; an act of several counts in each."""
    low, high = wanted.since or "", wanted.until or "9999"
    total = sum(n for held in counts for n in held.values())
    held = [(p, n) for each in counts for p, n in each.items() if low[: len(p)] <= p <= high[: len(p)] + "~"]
    if not held:
        return set()
    # A thousandth of all weighs one, so that a million acts are not a million dates.
    days = [date(int(p[:4]), int(p[5:7] or 1), 1) for p, n in held for _ in range(max(1, 1000 * n // total))]
    first, last = core(days)
    return {p for p, _ in held if f"{first:%Y-%m}"[: len(p)] <= p <= f"{last:%Y-%m}"[: len(p)]}


def _narrowed(query: Query, period: str) -> str:
    return query.with_value("since", period).with_value("until", period).url(PATH)


def days_of(says: Summary) -> tuple[date, date] | None:
    """Return the first and last day of an act, else of the report that tells it; None where neither is known."""
    found = bounds(says.when) or bounds(says.reported)
    if found is None or found == (FIRST_DAY, LAST_DAY):
        return None
    return date.fromisoformat(found[0]), date.fromisoformat(found[1])


def _act(account: Account, says: Summary, place: tuple[int, date, date], t: Interface) -> Act:
    mark: Mark = "crossed" if says.polarity == "denied" else MARKS[says.stage]
    title = f"{_when(says, t)}: {act_words(says, t)}"
    return Act(place[0], place[1], place[2], short_act(says, t), title, mark, f"/entries/{account.entry.id}")


def _row(account: Account, says: Summary, lane: str, t: Interface) -> tuple[Cell, ...]:
    who = " → ".join(", ".join(part.words for part in side) for side in (says.actors, says.recipients) if side)
    return (
        Cell(_when(says, t), None, False, True),
        Cell(lane),
        Cell(t.code_name("type", says.type)),
        Cell(who or "?", f"/entries/{account.entry.id}"),
        Cell("; ".join(part.words for part in says.items)),
        Cell(t.code_name("stage", says.stage)),
    )


def _when(says: Summary, t: Interface) -> str:
    if says.when:
        return t.date(says.when)
    return t("date.reported", date=t.date(says.reported)) if says.reported else t("date.unknown")
