"""Scoring: how much speaks for two mentions being one act, feature by feature, and what contradicts it outright."""

from collections.abc import Mapping
from typing import Final

from onrecord.core.making import record
from onrecord.core.records import Item
from onrecord.meaning.merging.dating import (
    FEW_DAYS,
    compared_days,
    days_between,
    days_long,
    deadlines,
    moment,
    moved,
    time_features,
)
from onrecord.meaning.merging.features import JOINED, alike_types, weighed
from onrecord.meaning.merging.goods import EACH_LACKS, MONEY, comparable, likeness
from onrecord.meaning.merging.neighbours import NOTHING, Neighbours
from onrecord.meaning.merging.relating import (
    answered,
    is_part,
    marks_apart,
    resumed,
    return_visits,
    returned,
    same_consignment,
    same_goods_told,
    same_in_series,
    standing,
    vague,
)
from onrecord.meaning.merging.tellings import GIVEN, HALTS, TOGETHER, Telling, reach

_STATE: Final = frozenset({"GOV", "MIL", "LEG", "JUD", "SPY", "COP", "PTY", "ELI", "UNS", "IGO"})
"""The sectors through which a state acts, or a union of states."""
_SPOKEN: Final = frozenset({"SUPPORT", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "CONCEDE"})
"""The types whose acts are words: each speaker's are his own."""
_FEW_WORDS: Final = 0.2
_OF_THE_ACT: Final = (
    "mode", "items", "quantity", "day", "place", "persons", "copied", "aligned", "matched", "recalled", "series",
    "resumed", "answered",
)  # fmt: skip
_FORTNIGHT: Final = 14
_SMOOTHING: Final = 1.5
_STAGE_MISREAD: Final = 0.4
_OF_A_SERIES: Final = 0.2
_SIDES_MISREAD: Final = 0.3
_MANY_WORDS: Final = 0.4
_TEN_DAYS: Final = 10
_A_MONTH: Final = 0.7
"""What a day is worth that is known to the month."""
_LARGE: Final = 10_000
_NEARLY: Final = -0.4
_GUESSED: Final = (0.0, 0.7, 0.9)
_TURNED: Final = 0.4
_TYPE_MISREAD: Final = 0.5
_MISREAD: Final = ("others", "other_day", "other_items", "other_quantity", "other_mode", "phase", "sequel", "part")
"""What sets two mentions apart, but hardly ever those of which one is the other's copy."""
_SAME_PLACE: Final = 0.08


@record
class Likeness:
    """Two mentions compared: the features by name, their weighted sum, and why they cannot be one act (or None)."""

    values: Mapping[str, float]
    score: float
    against: str | None = None

    @property
    def joined(self) -> bool:
        """Whether the two belong together as far as they alone can tell."""
        return self.against is None and self.score >= JOINED


def compare(one: Telling, other: Telling, near: Neighbours = NOTHING) -> Likeness:
    """Return how alike two mentions are; the answer is the same whichever is given first. ``near`` is what lineage
    knows of their reports."""
    alike = 1.0 if one.event.type == other.event.type else alike_types().get((one.event.type, other.event.type), 0.0)
    matched = one.family == other.family and one.report != other.report and near.matched(one, other)
    if not alike and not matched:
        kin = one.family == other.family and one.report != other.report
        return Likeness({}, 0.0, None if kin else "their types never name one act")
    if matched:
        # What the one was read as and the other was not was misread.
        alike = max(alike, _TYPE_MISREAD)
    values = {"type": alike} | ({"other_type": 1 - alike} if alike < 1 else {})
    parts = (
        _act(one, other),
        _who(one, other),
        _goods(one, other),
        time_features(one, other, near),
        _text(one, other, near),
    )
    for part in parts:
        values |= {name: value for name, value in part.items() if value}
    values |= _between(one, other, values)
    if "phase" in values and ("aligned" in values or _came_as_planned(one, other, values)):
        values["phase"] *= _STAGE_MISREAD
    if "series" in values:
        values |= {"phase": values.get("phase", 0.0) * _OF_A_SERIES, "sequel": 0.0}
    if values.get("other_items") == 1.0 and "aligned" in values:
        # One sentence tells that wheat and that training will come: so does its copy.
        values["aligned"] *= _SIDES_MISREAD
    if "aligned" in values and (values.get("quantity") == 1.0 or values.get("words", 0) >= _MANY_WORDS):
        # The same sentence in a copy or translation: what differs there was misread.
        values |= {name: values[name] * _SIDES_MISREAD for name in ("others", "other_day") if name in values}
    if matched:
        values["matched"] = 1.0
        values |= {name: values[name] * _SIDES_MISREAD for name in _MISREAD if name in values}
    if _is_bare(one, other, values):
        values["bare"] = 1.0
    same_sentence = matched or ("aligned" in values and values.get("quantity") == 1.0)
    values = {name: value for name, value in values.items() if value}
    return Likeness(values, weighed(values), _against(one, other, same_sentence=same_sentence))


def _between(one: Telling, other: Telling, values: Mapping[str, float]) -> dict[str, float]:
    """Return what the two are to each other: one of a series, a denial, a part, or that nothing sets either apart."""
    related = one.report == other.report or one.family == other.family
    found: dict[str, float] = {}
    if (same_in_series(one, other) or same_consignment(one, other)) and "other_items" not in values:
        found["series"] = 1.0
    if "others" not in values and "other_items" not in values and (reply := answered(one, other)):
        found |= {"answered": reply, "polarity": 0.0, "far": 0.0, "other_names": 0.0}
    if resumed(one, other):
        found["resumed"] = 1.0
    if related and is_part(one, other):
        found["part"] = 1.0
    if (not related and standing(one) and standing(other)) or (
        one.report == other.report and vague(one) and vague(other)
    ):
        found["standing"] = 1.0
    return found


def _came_as_planned(one: Telling, other: Telling, values: Mapping[str, float]) -> bool:
    """Say whether one tells of what was to be on some day or in some month, the other of what was then: a visit, a
    course, a cargo that was planned and came about is one act. (That something is promised at all is another.)"""
    if one.event.type == other.event.type == "CONSULT":
        return "day" in values
    promised, came = (other, one) if one.ongoing else (one, other)
    if came.days and days_long(came.days) > _TEN_DAYS:
        return False
    return promised.ahead and promised.event.stage != "requested" and values.get("day", 0.0) >= _A_MONTH


def _is_bare(one: Telling, other: Telling, values: Mapping[str, float]) -> bool:
    """Say whether nothing but parties and the days of the reports speaks for one act. Two states meet once in a few
    days; they praise, ask and help each other for many things."""
    if one.event.type == "CONSULT" or values.get("words", 0) >= _FEW_WORDS:
        return False
    # Every accusation is of a mode: those of one report are not one accusation for that.
    idle: set[str] = {"mode"} if one.report == other.report and one.event.type in _SPOKEN else set()
    told = [name for name in _OF_THE_ACT if name not in idle]
    return not any(values.get(name) for name in told)


def _act(one: Telling, other: Telling) -> dict[str, float]:
    a, b = one.event, other.event
    here, there = (e.where.country if e.where else None for e in (a, b))
    return {
        "mode": float(a.mode is not None and a.mode == b.mode),
        "other_mode": float(bool(a.mode and b.mode) and a.mode != b.mode),
        "stage": float(a.stage == b.stage),
        "phase": _phase(one, other),
        "polarity": float(a.polarity != b.polarity),
        "place": float(here is not None and here == there),
        "other_place": float(bool(here and there) and here != there),
        "sequel": _series(marks_apart(one, other)),
    }


def _phase(one: Telling, other: Telling) -> float:
    """Return 1 where one is promised and the other carried out, half where one is put on hold, the other given up."""
    if one.ongoing != other.ongoing:
        return 1.0
    return 0.5 if one.event.stage != other.event.stage and {one.event.stage, other.event.stage} <= HALTS else 0.0


def _series(marks: frozenset[str]) -> float:
    """Return how far the marks that only one of two acts has set it apart: little where it is the first or the rest."""
    if not marks or marks == {"rest", "all"}:
        return 0.0  # "the last have left", "1,100 have gone in all"
    return 0.2 if marks <= {"1", "rest"} else 1.0


def _who(one: Telling, other: Telling) -> dict[str, float]:
    together = one.event.type in TOGETHER or other.event.type in TOGETHER
    if together:
        both = _overlap(one.sides, other.sides)
        others = (bool(one.sides and other.sides) and not both) or returned(one, other)
        return {
            "actors": both,
            "recipients": both,
            "others": others * (1 - max(_guessed(one, other))),
            "sectors": _other_sectors(one, other),
        }
    actors, recipients = _overlap(one.actors, other.actors), _overlap(one.recipients, other.recipients)
    if not one.recipients and not other.recipients:
        recipients = 0.5
    elif not (one.recipients and other.recipients) and actors:
        if _both_sides(one, other) or _both_sides(other, one):
            return {"actors": 0.9, "recipients": 0.8, "sectors": _other_sectors(one, other)}
        recipients = 0.3
    guesses = _guessed(one, other)
    apart = max(
        (1 - guesses[0]) * (bool(one.actors and other.actors) and not actors),
        (1 - guesses[1]) * (bool(one.recipients and other.recipients) and not recipients),
    )
    if not actors and not recipients and _misplaced(one, other):
        return {"actors": 0.5, "others": 0.2}
    if _turned(one, other):
        apart *= _TURNED
    return {
        "actors": actors,
        "recipients": recipients,
        "others": apart,
        "sectors": _other_sectors(one, other) if actors else 0.0,
    }


def _guessed(one: Telling, other: Telling) -> tuple[float, float]:
    """Return how far it is a guess who acts, and who is acted upon, in two mentions: more than half where no words say
    it in one of them, all but wholly where none do in both."""
    return _GUESSED[one.understood[0] + other.understood[0]], _GUESSED[one.understood[1] + other.understood[1]]


def _both_sides(one: Telling, other: Telling) -> bool:
    """Say whether one mention has both sides act ("China and Zambia signed a loan") without telling who gives."""
    return len(one.actors) > 1 and not one.recipients and one.actors == other.actors | other.recipients


def _misplaced(one: Telling, other: Telling) -> bool:
    """Say whether one mention has a single side, which the other has on its other side: a passive read the wrong way
    round."""
    return any(
        bool(a.actors) != bool(a.recipients) and (a.actors or a.recipients) <= (b.recipients if a.actors else b.actors)
        for a, b in ((one, other), (other, one))
    )


def _turned(one: Telling, other: Telling) -> bool:
    """Say whether each gives to him who gives in the other, and no words say one of these sides: most likely it was put
    the wrong way round."""
    crossed = one.actors & other.recipients and other.actors & one.recipients
    return bool(crossed) and any((*one.understood, *other.understood))


def _other_sectors(one: Telling, other: Telling) -> float:
    ours, theirs = (frozenset("GOV" if s in _STATE else s for s in t.sectors) for t in (one, other))
    return float(bool(ours and theirs) and not ours & theirs)


def _goods(one: Telling, other: Telling) -> dict[str, float]:
    if not one.event.items or not other.event.items:
        return {}
    figures = _figures(one, other)
    same = likeness(one.event.items, other.event.items, one.nouns, other.nouns)
    if _rare_figure(one, other):
        return {"items": max(same, 0.4), "quantity": 1.0}
    # One report that names wheat and fuel here, wheat and fertilizer there, tells of two.
    mixed = EACH_LACKS if one.report == other.report else 0.0
    unnamed = not any(one.nouns) or not any(other.nouns)
    return {
        "items": same,
        "other_items": 0.0 if same > mixed or unnamed else (_vague(one) + _vague(other)) / 2 * (0.5 if same else 1),
        "quantity": max((0.0, *figures)),
        "other_quantity": -min(figures) if figures and max(figures) < 0 else float(_other_currencies(one, other)),
        "rival": float(_rivals(one, other) and bool(figures) and max(figures) == _NEARLY and same > mixed),
    }


def _other_currencies(one: Telling, other: Telling) -> bool:
    """Say whether one source gives sums in different currencies: four million euros from one, two million francs from
    another."""
    ours, theirs = ({item.unit for item in t.amounts if item.category in MONEY} - {None} for t in (one, other))
    return bool(ours and theirs) and not ours & theirs and (one.report == other.report or one.family == other.family)


def _rivals(one: Telling, other: Telling) -> bool:
    """Say whether one report has two speakers tell of what is past, or of what is promised: it sets their figures side
    by side."""
    if one.report != other.report or one.ongoing != other.ongoing or marks_apart(one, other):
        return False
    return one.event.attribution != other.event.attribution


def _rare_figure(one: Telling, other: Telling) -> bool:
    """Say whether both have the same large figure in one unit: so much of something else would be chance, and what it
    is of may have been misread."""
    ours, theirs = (
        {(item.low, item.high, item.unit) for item in told.amounts if item.unit and (item.low or 0) >= _LARGE}
        for told in (one, other)
    )
    return bool(ours & theirs)


def _vague(told: Telling) -> float:
    """Return 0 where the goods are of no category, such as "help", else 1."""
    return float(any(item.category != "other" for item in told.event.items))


def _figures(one: Telling, other: Telling) -> list[float]:
    """Return for every two figures in one unit how they agree: 1 the same, 0.4 may be the same, -0.4 and -1 cannot."""
    return [agreement(a, b) for a in one.amounts for b in other.amounts if comparable(a, b)]


def agreement(one: Item, other: Item) -> float:
    """Return how two figures in one unit agree: 1 the same, 0.4 they may be, -0.4 near each other, -1 far apart."""
    if (one.low, one.high) == (other.low, other.high):
        return 1.0
    (low, high), (least, most) = reach(one), reach(other)
    if low <= most and least <= high:
        return 0.4
    small, great = sorted((max(low, least), min(high, most)))
    return _NEARLY if small * 2 >= great else -1.0


def _text(one: Telling, other: Telling, known: Neighbours) -> dict[str, float]:
    ours, theirs = (one.words, other.words) if one.language == other.language else (one.concepts, other.concepts)
    # A few words in common say little where there are few.
    words = len(ours & theirs) / (min(len(ours), len(theirs)) + _SMOOTHING)
    if one.report == other.report:
        same_word = one.event.attribution == other.event.attribution
        others = one.event.type in _SPOKEN and bool(one.names and other.names) and not one.names & other.names
        return {"words": words, "repeated": float(same_word), "other_names": float(others)}
    found = {"words": words, "persons": float(bool(one.persons & other.persons))}
    if one.family != other.family:
        # In one affair many thank and accuse each other for much.
        affair = 0.0 if one.event.type in _SPOKEN - {"REQUEST"} else known.affair(one.report, other.report)
        return found | {"affair": affair}
    counterparts = known.counterparts(one, other)
    if counterparts is None:
        return found | {"copied": 1.0 if abs(one.place - other.place) <= _SAME_PLACE else 0.5}
    return found | ({"copied": 1.0, "aligned": 1.0} if counterparts else {"elsewhere": 1.0})


def _against(one: Telling, other: Telling, *, same_sentence: bool = False) -> str | None:
    """Return what shows that the two are different acts, None where nothing does."""
    overlap = one.report == other.report and one.event.evidence.overlaps(other.event.evidence)
    if overlap and not same_goods_told(one, other):
        return "one clause tells both"
    if return_visits(one, other):
        return "they are visits the one way and the other"
    numbers = [{s for s in t.sequels if s.isdigit()} for t in (one, other)]
    if all(numbers) and not numbers[0] & numbers[1]:
        return "they are said to be different ones of a series"
    ours, theirs = compared_days(one, other), compared_days(other, one)
    if ours and theirs and (gap := days_between(ours, theirs)) and not moved(one, other):
        related = one.report == other.report or (one.family == other.family and not deadlines(one, other, gap))
        if related and not same_sentence:
            return "one source gives them different times"
        if gap > FEW_DAYS and not same_sentence:
            return "their times are different"
    if _instalments(one, other):
        return "so much came at one time and so much at another"
    related = one.report == other.report or one.family == other.family
    if one.said_pairs and other.said_pairs and not one.said_pairs & other.said_pairs and not related:
        return "their parties are different"
    if one.event.background != other.event.background and not (one.days and other.days):
        return "one is history, the other is not" if one.report == other.report else None
    if one.report == other.report and one.event.attribution == other.event.attribution:
        figures = _figures(one, other)
        if figures and max(figures) < 0:
            return "one report gives them different figures on one word"
    return None


def _instalments(one: Telling, other: Telling) -> bool:
    """Say whether the two are deliveries of different amounts that were told weeks apart: parts of a whole, unless both
    are given the same time."""
    if not (one.ongoing and other.ongoing) or (one.days and other.days):
        return False
    if not {one.event.type, other.event.type} <= GIVEN:
        return False  # a seizure of two ships is told as one of three; what is given comes in parts
    figures = _figures(one, other)
    first, second = moment(one), moment(other)
    if not figures or max(figures) >= 0 or first is None or second is None:
        return False
    if same_in_series(one, other) or (_rivals(one, other) and max(figures) == _NEARLY):
        return False
    return days_between(first, second) > _FORTNIGHT


def _overlap(one: frozenset[str], other: frozenset[str]) -> float:
    """Return 1 for equal sets, the share of the smaller that both have (less than 1) otherwise."""
    both = len(one & other)
    if not both:
        return 0.0
    return 1.0 if one == other else 0.4 + 0.4 * both / max(len(one), len(other))
