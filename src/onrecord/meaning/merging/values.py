"""Values: what the mentions of one entry say of each field, which value the entry takes, and where they disagree.

The rule: the value with most independent origins behind it; of equals the more precise; of those the one reported
later; of those the one told first-hand (without "X said that"); then the lesser, so that there is always one answer.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, Literal

from onrecord.core.edtf import bounds
from onrecord.core.making import record
from onrecord.core.records import Conflict, Item
from onrecord.core.vocabulary import Stage
from onrecord.meaning.merging.dating import FEW_DAYS, days_between
from onrecord.meaning.merging.goods import MONEY
from onrecord.meaning.merging.scoring import agreement
from onrecord.meaning.merging.tellings import Telling

Verdict = Literal["chosen", "agrees", "conflict", "revision", "copying"]

_ORDER: Final[tuple[Stage, ...]] = (
    "requested", "considered", "pledged", "agreed", "underway", "done", "suspended", "cancelled",
)  # fmt: skip
_HALTS: Final = frozenset({"suspended", "cancelled"})
_UNKNOWN: Final = "9999"
_WEEK: Final = 7


@record
class Value:
    """One value of one field: who says so, with how many origins, and how it stands to the entry's own.

    ``value`` is ``<low> <unit>`` for goods and EDTF for times. ``agrees`` is another wording or precision of the chosen
    one; ``revision`` was true before things went on; ``copying`` is what a copy, rewrite or translation made of its
    original's figure. What a report gives that only cites the other, and has matter of its own, is a ``conflict``:
    it may be known from elsewhere.
    """

    field: str
    value: str
    mentions: tuple[str, ...]
    origins: int
    verdict: Verdict


def in_order(tellings: Iterable[Telling]) -> list[Telling]:
    """Return mentions by the day of their report (unknown last), report and place in it."""
    return sorted(tellings, key=lambda t: (t.report_days[0] if t.report_days else _UNKNOWN, t.report, t.place, t.id))


def reached_stage(tellings: Sequence[Telling]) -> Stage:
    """Return the furthest stage that is affirmed (of what is only denied, the furthest denied): a promise told again
    after its signing is still signed. Of what is told within a few days the stage that most mentions give counts:
    things do not move on so fast. Suspended or cancelled it is only as long as no later report has it go on."""
    affirmed = _usual([t for t in tellings if t.event.polarity == "affirmed"] or list(tellings))
    going = [t for t in affirmed if t.event.stage not in _HALTS]
    halted = [t for t in affirmed if t.event.stage in _HALTS]
    if halted and (not going or max(map(_told_on, halted)) >= max(map(_told_on, going))):
        return max((t.event.stage for t in halted), key=_ORDER.index)
    return max((t.event.stage for t in going), key=_ORDER.index)


def _usual(tellings: Sequence[Telling]) -> list[Telling]:
    """Return of the mentions told within a few days those with the stage that most have, the furthest of equals."""
    kept: list[Telling] = []
    near: list[Telling] = []
    for told in [*sorted(tellings, key=_told_on), None]:
        if near and (told is None or not _within(near[0], told)):
            counted = Counter(each.event.stage for each in near)
            usual = max(counted, key=lambda stage: (counted[stage], _ORDER.index(stage)))
            kept += [each for each in near if each.event.stage == usual]
            near = []
        if told is not None:
            near.append(told)
    return kept


def _within(first: Telling, later: Telling) -> bool:
    if first.report_days is None or later.report_days is None:
        return first.report_days == later.report_days
    return days_between(first.report_days, later.report_days) <= FEW_DAYS


def conflicts(tellings: Sequence[Telling]) -> tuple[Conflict, ...]:
    """Return the fields in which origins disagree, each with the values that do, the chosen one first."""
    ordered = in_order(tellings)
    against: defaultdict[str, list[str]] = defaultdict(list)
    for said in (*_kinds(ordered), list(_times(ordered))):
        if any(value.verdict == "conflict" for value in said):
            rank = {"chosen": 0, "conflict": 1}
            held = sorted((value for value in said if value.verdict in rank), key=lambda value: rank[value.verdict])
            against[held[0].field] += [value.value for value in held]
    found = [Conflict(field, tuple(dict.fromkeys(given))) for field, given in against.items()]
    if _denied_after(tellings):
        found.append(Conflict("polarity", ("affirmed", "denied")))
    return tuple(found)


def _denied_after(tellings: Sequence[Telling]) -> bool:
    """Say whether somebody denies what another has affirmed by then. What is denied first and told later as having
    happened has happened meanwhile, and what was promised and did not come about was promised all the same: revisions.
    """
    denied = [t for t in tellings if t.event.polarity == "denied"]
    affirmed = [t for t in tellings if t.event.polarity == "affirmed"]
    return any(
        _told_on(no) >= _told_on(yes)
        and (no.report, no.event.attribution) != (yes.report, yes.event.attribution)
        and not (no.ongoing and not yes.ongoing)
        for no in denied
        for yes in affirmed
    )


def values(tellings: Sequence[Telling]) -> tuple[Value, ...]:
    """Return every value of ``items``, ``when`` and ``stage`` that the mentions of one entry give."""
    ordered = in_order(tellings)
    return (*_times(ordered), *_stages(ordered), *(value for said in _kinds(ordered) for value in said))


def _kinds(ordered: Sequence[Telling]) -> list[list[Value]]:
    """Return the figures of each kind of goods."""
    return [list(_figures(said)) for said in _by_kind([(told, item) for told in ordered for item in told.amounts])]


def _by_kind(said: Sequence[tuple[Telling, Item]]) -> Iterator[list[tuple[Telling, Item]]]:
    """Yield the figures that count the same together: by unit and category; where only one kind of goods is counted in
    a unit, what no report names otherwise is of that kind."""
    kinds: defaultdict[tuple[str, str], list[tuple[Telling, Item]]] = defaultdict(list)
    people = _one_name_for_people(said)
    for told, item in said:
        unit = people if people and item.category == "personnel" else item.unit or ""
        kinds[unit, "funds" if item.category in MONEY else item.category].append((told, item))
    for unit, category in sorted(kinds):
        named = [other for u, other in kinds if u == unit and other != "other"]
        if category == "other" and len(named) == 1:
            continue
        unnamed = kinds.get((unit, "other"), []) if category != "other" and len(named) == 1 else []
        yield [*kinds[unit, category], *unnamed]


def _one_name_for_people(said: Sequence[tuple[Telling, Item]]) -> str:
    """Return one of the nouns under which people are counted where all of them may be the same people ("29 crew",
    "thirty sailors"): no mention counts two kinds of them, and the figures are near each other (two teams are not
    thirty men). Empty where they may not."""
    nouns: defaultdict[str, set[str]] = defaultdict(set)
    counts = []
    for told, item in said:
        if item.category == "personnel":
            nouns[told.id].add(item.unit or "")
            counts.append(item.low or item.high or 0)
    found = set[str]().union(*nouns.values())
    if len(found) < 2 or max(counts) > 2 * min(counts) or any(len(units) > 1 for units in nouns.values()):
        return ""
    return min(found)


def figure(item: Item) -> str:
    """Return the figure of an item as ``<low> <unit>``, both bounds where they differ."""
    low, high = item.low, item.high
    if low is not None and high is not None and low != high:
        return f"{low}-{high} {item.unit or ''}".strip()
    return f"{low if low is not None else high} {item.unit or ''}".strip()


def _figures(said: Sequence[tuple[Telling, Item]]) -> Iterator[Value]:
    groups: defaultdict[str, list[tuple[Telling, Item]]] = defaultdict(list)
    for told, item in said:
        groups[figure(item)].append((told, item))
    altered = _altered(said)
    sound = {value: [t for t, _ in held if t.id not in altered] for value, held in groups.items()}
    chosen = max(
        groups,
        key=lambda value: (
            bool(sound[value]),
            *_weight(sound[value] or [t for t, _ in groups[value]], _exactness(groups[value][0][1])),
            value,
        ),
    )
    best = groups[chosen]
    for value, held in groups.items():
        verdict: Verdict = "chosen" if value == chosen else "agrees"
        if value != chosen and agreement(held[0][1], best[0][1]) < 0 and not _of_each(held, best):
            rises = _rises(held, best)
            verdict = _disagreement(sound[value], [t for t, _ in best], rises=rises) if sound[value] else "copying"
        yield _value("items", value, [t for t, _ in held], verdict)


def _altered(said: Sequence[tuple[Telling, Item]]) -> set[str]:
    """Return the mentions whose figure is another one than that of the report whose matter theirs is: the one that the
    first of this matter give, or, where these differ, most do. Whatever is true, nobody has said so."""
    hands: defaultdict[str, list[tuple[Telling, str]]] = defaultdict(list)
    for told, item in said:
        hands[told.hand].append((told, figure(item)))
    found: set[str] = set()
    for held in hands.values():
        day = min(_told_on(told) or _UNKNOWN for told, _ in held)
        first = {value for told, value in held if (_told_on(told) or _UNKNOWN) == day}
        (best, most), *others = Counter(value for _, value in held).most_common()
        if len(first) > 1 and others and others[0][1] == most:
            continue
        original = best if len(first) > 1 else next(iter(first))
        sources = {told.report for told, value in held if value == original}
        found |= {told.id for told, _ in held if told.report not in sources}
    return found


def _times(ordered: Sequence[Telling]) -> Iterator[Value]:
    groups: defaultdict[str, list[Telling]] = defaultdict(list)
    for told in ordered:
        if told.days and told.event.when:
            groups[told.event.when].append(told)
    if not groups:
        return
    chosen = max(groups, key=lambda value: (*_weight(groups[value], -_length(value)), value))
    for value, held in groups.items():
        verdict: Verdict = "chosen" if value == chosen else "agrees"
        days, best = bounds(value), bounds(chosen)
        if value != chosen and days and best and days_between(days, best) and not _made_then(held, groups[chosen]):
            verdict = _disagreement(held, groups[chosen], rises=_went_on(held, groups[chosen]))
        yield _value("when", value, held, verdict)


def _made_then(held: Sequence[Telling], best: Sequence[Telling]) -> bool:
    """Say whether of two times of a promise one is that for which, the other that on which it was made."""
    if any(told.ongoing for told in (*held, *best)):
        return False
    return {told.ahead for told in held} | {told.ahead for told in best} == {True, False} and (
        all(t.ahead for t in held) or all(t.ahead for t in best)
    )


def _went_on(held: Sequence[Telling], best: Sequence[Telling]) -> bool:
    """Say whether one time is that for which something was promised, and the other that on which it came, or for which
    it was promised later on."""
    if {told.ongoing for told in held} != {told.ongoing for told in best}:
        return True
    if any(told.ongoing for told in (*held, *best)):
        return False
    first, later = sorted((held, best), key=lambda each: max(_told_on(t) for t in each))
    days = (max((_told_on(t), t.report_days) for t in first)[1], min((_told_on(t), t.report_days) for t in later)[1])
    return days[0] is not None and days[1] is not None and days_between(days[0], days[1]) > _WEEK


def _stages(ordered: Sequence[Telling]) -> Iterator[Value]:
    groups: defaultdict[str, list[Telling]] = defaultdict(list)
    for told in ordered:
        denied = " (denied)" if told.event.polarity == "denied" else ""
        groups[f"{told.event.stage}{denied}"].append(told)
    reached = reached_stage(ordered)
    for value, held in groups.items():
        yield _value("stage", value, held, "chosen" if value == reached else "revision")


def _disagreement(held: Sequence[Telling], best: Sequence[Telling], *, rises: bool) -> Verdict:
    """Return what a value that cannot be true together with the chosen one is."""
    # Who gives both figures ("800, not a thousand") stands for the one that the others do not give.
    best = [t for t in best if t.id not in {u.id for u in held}] or best
    hands = {t.hand for t in best}
    apart = [t for t in held if t.hand not in hands]
    words = {(t.report, t.event.attribution) for t in best}
    others = [t for t in held if t.report in {u.report for u in best} and (t.report, t.event.attribution) not in words]
    if not apart and not others:
        return "copying"
    return "revision" if rises else "conflict"


def _of_each(held: Sequence[tuple[Telling, Item]], best: Sequence[tuple[Telling, Item]]) -> bool:
    """Say whether one figure is what each of several gets, the other, twice as much and more, what they get in all."""
    shared = [any("each" in told.sequels for told, _ in given) for given in (held, best)]
    if shared[0] == shared[1]:
        return False
    each, whole = (held[0][1], best[0][1]) if shared[0] else (best[0][1], held[0][1])
    return 2 * (each.high or each.low or 0) <= (whole.low or whole.high or 0)


def _rises(held: Sequence[tuple[Telling, Item]], best: Sequence[tuple[Telling, Item]]) -> bool:
    """Say whether one figure grew out of the other: what is under way was counted later, and was more."""
    both = [*held, *best]
    if any(told.event.stage != "underway" for told, _ in both):
        return False
    first, later = sorted((held, best), key=lambda each: min(_told_on(t) for t, _ in each))
    if max(_told_on(t) for t, _ in first) >= min(_told_on(t) for t, _ in later):
        return False
    before, after = first[0][1].low or first[0][1].high or 0, later[0][1].high or later[0][1].low or 0
    return after > before


def _weight(held: Sequence[Telling], precision: float) -> tuple[int, float, str, int]:
    return (
        len({t.family for t in held}),
        precision,
        max(_told_on(t) for t in held),
        sum(t.event.attribution is None for t in held),
    )


def _exactness(item: Item) -> float:
    if item.low is None or item.high is None:
        return 0.0
    return 3.0 if item.low == item.high and item.approx == "exact" else 2.0 if item.low == item.high else 1.0


def _value(field: str, value: str, held: Sequence[Telling], verdict: Verdict) -> Value:
    return Value(field, value, tuple(t.id for t in held), len({t.family for t in held}), verdict)


def _told_on(told: Telling) -> str:
    return told.report_days[0] if told.report_days else ""


def _length(value: str) -> float:
    days = bounds(value)
    return float(days_between((days[0], days[0]), (days[1], days[1]))) if days else 0.0
