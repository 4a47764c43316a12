"""Relating: what one mention is to another beside its likeness: the same one of a series, a denial of it, a part."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Final

from onrecord.core.records import Item
from onrecord.language.lexicons import languages, table
from onrecord.meaning.merging.goods import MONEY
from onrecord.meaning.merging.tellings import GIVEN, HALTS, TOGETHER, Telling, codes, folded_words, noun

_NEXT: Final = 45
"""How many days after an assertion another report may deny it."""
_YEAR: Final = 400
"""The same for promises and gifts, which are spoken of for long."""
_ELSEWHERE: Final = 0.5
_MOVED: Final = frozenset({"underway", "done"})


def same_in_series(one: Telling, other: Telling) -> bool:
    """Say whether both are the same one of a series ("the first shipment"), or both what is left of it."""
    if not {one.event.type, other.event.type} <= GIVEN:
        return False
    return bool(_numbers(one)) and _numbers(one) == _numbers(other)


def marks_apart(one: Telling, other: Telling) -> frozenset[str]:
    """Return the marks of a series that only one of the two has. A sum of all that came so far is set apart only from
    what came on some day: of what came "so far" another may give another figure without these words."""
    marks = (one.sequels ^ other.sequels) - {"each"}
    undated = any(told.days is None and "all" not in told.sequels for told in (one, other))
    return marks - {"all"} if undated else marks


def same_consignment(one: Telling, other: Telling) -> bool:
    """Say whether one is a part of a series that was promised, and the other that part under way: both have its number,
    or the one that came has its figure ("the first six are due in May", "six have arrived")."""
    if one.ongoing == other.ongoing:
        return False
    promised, came = (other, one) if one.ongoing else (one, other)
    if same_in_series(one, other):
        return True
    if not _numbers(promised) or _numbers(came) or not {one.event.type, other.event.type} <= GIVEN:
        return False
    return any(_figure(a) == _figure(b) for a in promised.amounts for b in came.amounts)


def answered(one: Telling, other: Telling) -> float:
    """Return how surely one of the two denies what the other tells: who denies speaks of what was said. 1 within one
    report, where another speaker is told to do so, 0.5 between reports of one time; 0 where neither is a denial."""
    denied = [told.event.polarity == "denied" for told in (one, other)]
    if not any(denied) or (one.event.stage != other.event.stage and {one.event.stage, other.event.stage} & HALTS):
        return 0.0  # who denies that help was cancelled does not deny that it came, or was put on hold
    if "CONSULT" in (one.event.type, other.event.type) and not one.event.mode:
        # What was not spoken of at a meeting is no denial of it.
        return _ELSEWHERE if one.report == other.report else 0.0
    if one.report == other.report:
        # One speaker who denies a thing twice ("denied that it had asked"; "we requested nothing") denies one thing
        same_speaker = one.event.attribution is not None and one.event.attribution == other.event.attribution
        return 1.0 if (all(denied) and same_speaker) or one.event.attribution != other.event.attribution else 0.0
    window = _YEAR if {one.event.type, other.event.type} <= GIVEN else _NEXT
    # Of what another report told, a denial has the stage of what it denies.
    if denied[0] == denied[1] or one.event.stage != other.event.stage or not _within(one, other, window):
        return 0.0
    return _ELSEWHERE


def is_part(one: Telling, other: Telling) -> bool:
    """Say whether one tells of some of those who give or receive in the other: of a source that tells what several
    states send together and what each of them sends, the whole is another act than its part."""
    if "each" in one.sequels ^ other.sequels or one.event.type in TOGETHER or other.event.type in TOGETHER:
        return False
    sides = ((one.actors, other.actors), (one.recipients, other.recipients))
    return any(ours and theirs and (ours < theirs or theirs < ours) for ours, theirs in sides)


def returned(one: Telling, other: Telling) -> bool:
    """Say whether two visits go opposite ways: the guest of the one is the host of the other."""
    if not one.event.mode == other.event.mode == "visit":
        return False
    guests, hosts = codes(one.event.actors), codes(one.event.recipients)
    others, theirs = codes(other.event.actors), codes(other.event.recipients)
    return bool(guests and others) and not guests & others and bool(guests & theirs or hosts & others)


def return_visits(one: Telling, other: Telling) -> bool:
    """Say whether words of the reports say of two visits who is whose guest, and each is the other's: a visit is never
    the one that is paid in return, though a copy tells it at the same place."""
    sure = not any((*one.understood, *other.understood)) and one.pairs == other.pairs
    return sure and bool(one.pairs) and one.event.stage != other.event.stage and returned(one, other)


def standing(told: Telling) -> bool:
    """Say whether a mention tells of help or trade that goes on or has gone on at some time, with no day, figure or
    place in a series: two such mentions of different origins are hardly ever known to be of one act."""
    if told.event.type not in {"AID", "COOPERATE"} or not told.ongoing or told.event.polarity == "denied":
        return False
    return not (told.days or told.amounts or told.sequels or told.event.background)


def vague(told: Telling) -> bool:
    """Say whether a mention only says that two sides mean to work together, with no thing, day or figure: a report
    says so of this and of that ("intends to develop cooperation", "we are going to strengthen it")."""
    ahead = told.event.stage in {"pledged", "considered"}
    # A field of work ("in defence and security") is no thing
    things = any(i.category != "other" or i.low is not None for i in told.event.items)
    return told.event.type == "COOPERATE" and ahead and not (things or told.days or told.sequels)


def same_goods_told(one: Telling, other: Telling) -> bool:
    """Say whether two clauses, one within the other, tell of the same goods at the same stage: "a hundred men, who left
    on Monday, are at work"."""
    if one.event.type != other.event.type or one.ongoing != other.ongoing or one.event.stage in {"suspended"}:
        return False
    spans = [{item.span for item in told.event.items} for told in (one, other)]
    return bool(spans[0]) and spans[0] == spans[1] and one.event.trigger != other.event.trigger


def resumed(one: Telling, other: Telling) -> bool:
    """Say whether one report tells that goods were moved, and then what became of these as of known ones: "a system has
    arrived", "the system crossed the border on Monday"."""
    if one.report != other.report or {one.event.stage, other.event.stage} - _MOVED:
        return False
    first, later = sorted((one, other), key=lambda told: told.event.evidence.start)
    if later.sequels:
        return False  # "the second of them"
    return any(_taken_up(a, b, later.language) for a in first.event.items for b in later.event.items)


def _taken_up(before: Item, item: Item, language: str) -> bool:
    """Say whether ``item`` names again, by a definite article or a demonstrative, what ``before`` named."""
    opening = _definites(language).get(next(iter(folded_words(item.text)), ""))
    head = noun(item.what)[-1:]
    if opening is None or not head or head != noun(before.what)[-1:] or before.span.end > item.span.start:
        return False
    if item.category != before.category or item.category in MONEY:
        return False  # "the million"
    if item.low is not None or item.high is not None:
        return _figure(item) == _figure(before)
    several = opening == "several" or (
        opening == "any" and any(noun(w) == head != (w,) for w in folded_words(item.text))
    )
    return (
        (before.high is None or before.high > 1) if several else (before.low is None or before.low == before.high == 1)
    )


@cache
def _definites(language: str) -> Mapping[str, str]:
    """Return the words that open the name of known things, each with how many these are: one, several or any."""
    return {row["word"]: row["number"] for row in table(language, "definites.tsv")} if language in languages() else {}


def _numbers(told: Telling) -> frozenset[str]:
    return frozenset(mark for mark in told.sequels if mark.isdigit() or mark == "rest")


def _figure(item: Item) -> tuple[object, ...]:
    return item.low, item.high, item.unit


def _within(one: Telling, other: Telling, days: int) -> bool:
    if one.report_days is None or other.report_days is None:
        return False
    earlier, later = sorted((one.report_days, other.report_days))
    return (date.fromisoformat(later[0]) - date.fromisoformat(earlier[1])).days <= days
